"""Keep the account of a stock of shells, month by month."""

import math
from collections.abc import Sequence
from numbers import Real

import pandas as pd

_LONGEST = 600


def _series(name: str, value: float | Sequence[float], months: int, *, signed: bool) -> list[float]:
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    items: list[object] = list(value) if listed else [value] * months  # type: ignore[arg-type]
    if len(items) != months:
        raise ValueError(f"{name} has {len(items)} months; expected {months}, like the other lists")
    for month, item in enumerate(items, start=1):
        good = isinstance(item, Real) and not isinstance(item, bool) and math.isfinite(item)
        if not good or (not signed and float(item) < 0):  # type: ignore[arg-type]
            kind = "a number" if signed else "a number of 0 or more"
            raise ValueError(f"{name} is {item!r} in month {month}; expected {kind}")
    return [float(item) for item in items]  # type: ignore[arg-type]


def run_ledger(
    start: float,
    made: float | Sequence[float],
    wanted: float | Sequence[float],
    floor: float = 0.0,
    incoming: float | Sequence[float] = 0.0,
    months: int | None = None,
) -> pd.DataFrame:
    """Step a stock of shells through time.

    Each month new and incoming shells join the stock; then as many as wanted are sent, as far as the stock
    stays at the floor. Any unit will do as long as all amounts share it; the lessons use thousand shells.

    Parameters
    ----------
    start : float
        Stock before the first month.
    made, wanted : float or sequence of float
        Shells made, and wanted for sending, a month: one number for all months or one for each.
    floor : float, default 0
        Stock that the owner keeps for itself.
    incoming : float or sequence of float, default 0
        Shells that join from outside; a negative number is a loan paid back.
    months : int, optional
        How long; taken from the lists when left out, else 24.

    Returns
    -------
    pandas.DataFrame
        One row a month: ``month`` (from 1), ``pool`` (what is there before sending), ``sent``, ``stock`` (what is
        left), ``short`` (wanted and not sent).

    Raises
    ------
    ValueError
        When an amount is no finite number, is negative where it cannot be, or lists differ in length.
    """
    if months is None:
        lengths = [len(each) for each in (made, wanted, incoming) if isinstance(each, Sequence)]
        months = lengths[0] if lengths else 24
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= _LONGEST:
        raise ValueError(f"months is {months!r}; expected a whole number from 1 to {_LONGEST}")
    [stock] = _series("start", start, 1, signed=False)
    [keep] = _series("floor", floor, 1, signed=False)
    made_by_month = _series("made", made, months, signed=False)
    wanted_by_month = _series("wanted", wanted, months, signed=False)
    incoming_by_month = _series("incoming", incoming, months, signed=True)
    rows = []
    flows = zip(made_by_month, wanted_by_month, incoming_by_month, strict=True)
    for month, (new, want, extra) in enumerate(flows, start=1):
        pool = stock + new + extra
        sent = min(want, max(0.0, pool - keep))
        stock = pool - sent
        rows.append((month, pool, sent, stock, want - sent))
    return pd.DataFrame(rows, columns=["month", "pool", "sent", "stock", "short"])


def loan_schedule(size: float, months: int, due: int | None = None, parts: int = 12) -> list[float]:
    """Shells that a loan brings in, and takes out again, month by month.

    Parameters
    ----------
    size : float
        Shells lent, arriving in month 1.
    months : int
        Length of the account.
    due : int, optional
        Month of the first repayment; a gift when left out.
    parts : int, default 12
        Equal monthly repayments. Those past the last month fall outside the account.

    Returns
    -------
    list of float
        For ``incoming`` of `run_ledger`.
    """
    flow = [0.0] * months
    flow[0] += float(size)
    if due is not None:
        for month in range(due, min(due + parts, months + 1)):
            flow[month - 1] -= size / parts
    return flow


def share_by_rule(
    size: float,
    start: float,
    made: float | Sequence[float],
    wanted: float | Sequence[float],
    floor: float,
    incoming: Sequence[float],
) -> dict[str, float]:
    """Share of a loan that reaches Kyiv, by three rules.

    Parameters
    ----------
    size : float
        Shells lent; above 0.
    start, made, wanted, floor
        As for `run_ledger`.
    incoming : sequence of float
        As from `loan_schedule`.

    Returns
    -------
    dict of str to float
        ``label``: lent shells themselves stay with the borrower, so 0. ``mixing``: lent shells leave in
        proportion to all that leaves the pool. ``difference``: shells sent with the loan less shells sent
        without it, over the size of the loan.
    """
    months = len(incoming)
    with_loan = run_ledger(start, made, wanted, floor, incoming, months)
    without = run_ledger(start, made, wanted, floor, 0.0, months)
    left = 1.0
    for pool, sent in zip(with_loan["pool"], with_loan["sent"], strict=True):
        left *= 1.0 - sent / pool if pool > 0 else 1.0
    return {
        "label": 0.0,
        "mixing": 1.0 - left,
        "difference": float(with_loan["sent"].sum() - without["sent"].sum()) / size,
    }
