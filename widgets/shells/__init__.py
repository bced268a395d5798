"""`ShellLedger`: a stock of shells through time, with a loan and without it."""

from .explorer import ShellLedger
from .ledger import loan_schedule, run_ledger, share_by_rule

__all__ = ["ShellLedger", "loan_schedule", "run_ledger", "share_by_rule"]
