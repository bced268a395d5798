"""Check one exercise in the page: `check.Check`."""

from .check import Check

__all__ = ["Check"]
