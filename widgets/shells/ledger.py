"""Keep the account of a stock of shells, month by month."""

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Amount = float | NDArray[np.float64]

_LONGEST = 600


def _series(name: str, value: float | Sequence[float], months: int, *, signed: bool) -> list[float]:
    items: list[Any] = [value] * months
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = list(value)
    if len(items) != months:
        raise ValueError(f"{name} has {len(items)} months; expected {months}, like the other lists")
    for month, item in enumerate(items, start=1):
        good = isinstance(item, Real) and not isinstance(item, bool) and math.isfinite(item)
        if not good or (not signed and float(item) < 0):
            kind = "a number" if signed else "a number of 0 or more"
            raise ValueError(f"{name} is {item!r} in month {month}; expected {kind}")
    return [float(item) for item in items]


def run_ledger(
    start: float,
    made: float | Sequence[float],
    wanted: float | Sequence[float],
    floor: float = 0.0,
    incoming: float | Sequence[float] = 0.0,
    months: int | None = None,
) -> pd.DataFrame:
    """Step a stock of shells through time.

    Each month new and incoming shells join the stock, or a loan is paid back out of it; then as many as wanted
    are sent, as far as the stock stays at the floor. A repayment comes first and may take the stock below its
    floor, but never below zero: what is not there is not paid, then or later. Any unit will do as long as all
    amounts share it; the lessons use thousand shells.

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
        left), ``short`` (wanted and not sent), ``unpaid`` (due to be paid back and not there).

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
    rows = step(stock, made_by_month, wanted_by_month, keep, incoming_by_month)
    columns = ["pool", "sent", "stock", "short", "unpaid"]
    return pd.DataFrame(
        [(month, *row) for month, row in enumerate(rows, start=1)], columns=["month", *columns]
    )


def step(
    start: Amount,
    made: Sequence[float],
    wanted: Sequence[Amount],
    floor: float,
    incoming: Sequence[float],
) -> list[Any]:
    """Step one stock of shells, or many side by side, through time.

    Parameters
    ----------
    start : float or ndarray, shape ``S``
        Stock before the first month.
    made, incoming : sequence of float
        Month by month, as for `run_ledger`.
    wanted : sequence of float or of ndarray, shape ``S``
        Month by month.
    floor : float

    Returns
    -------
    list of tuple
        For each month pool, sent, stock, short and unpaid, as in `run_ledger`; each of shape ``S``.
    """
    rows = []
    stock = start
    for new, want, extra in zip(made, wanted, incoming, strict=True):
        there = stock + new
        repaid = np.minimum(max(-extra, 0.0), there)
        pool = there + max(extra, 0.0) - repaid
        sent = np.minimum(want, np.maximum(0.0, pool - floor))
        stock = pool - sent
        rows.append((pool, sent, stock, want - sent, max(-extra, 0.0) - repaid))
    return rows


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


def follow_loan(rows: Sequence[Any], incoming: Sequence[float]) -> dict[str, Any]:
    """Follow lent shells through a pool in which all shells are alike.

    Whatever leaves the pool, sent or paid back, carries lent shells in proportion to their share of the pool.

    Parameters
    ----------
    rows : sequence of tuple
        The account with the loan, as from `step`.
    incoming : sequence of float
        The loan, month by month, as from `loan_schedule`.

    Returns
    -------
    dict of str to float or ndarray
        How many of the lent shells went to ``kyiv``, were ``repaid``, and are ``left`` in the depot. The three add
        up to what was lent.
    """
    kyiv = repaid = left = 0.0
    for (pool, sent, _, _, unpaid), extra in zip(rows, incoming, strict=True):
        back = max(-extra, 0.0) - unpaid
        before = pool + back
        home = left * _share(back, before)
        left = left - home + max(extra, 0.0)
        gone = left * _share(sent, pool)
        kyiv, repaid, left = kyiv + gone, repaid + home, left - gone
    return {"kyiv": kyiv, "repaid": repaid, "left": left}


def share_by_rule(
    size: float,
    start: Amount,
    made: float | Sequence[float],
    wanted: Amount | Sequence[float],
    floor: float,
    incoming: Sequence[float],
) -> dict[str, Any]:
    """Share of a loan that reaches Kyiv, by three rules.

    Parameters
    ----------
    size : float
        Shells lent; above 0.
    start, made, wanted, floor
        As for `run_ledger`. ``start`` and ``wanted`` may be arrays of one shape: many accounts side by side.
    incoming : sequence of float
        As from `loan_schedule`.

    Returns
    -------
    dict of str to float
        ``label``: lent shells themselves stay with the borrower, so 0. ``mixing``: lent shells leave in proportion
        to all that leaves the pool, to Kyiv or back to the lender; only those that went to Kyiv count.
        ``difference``: shells sent with the loan less shells sent without it, over the size of the loan. Arrays
        where ``start`` or ``wanted`` are arrays.

    Raises
    ------
    ValueError
        When ``size`` is not above 0, and as for `run_ledger`.
    """
    if not size > 0:
        raise ValueError(
            f"size is {size!r}; expected a number above 0: without a loan there is no share of it"
        )
    months = len(incoming)
    many = isinstance(start, np.ndarray) or isinstance(wanted, np.ndarray)
    made = _series("made", made, months, signed=False)
    [floor] = _series("floor", floor, 1, signed=False)
    if many:
        wants: list[Any] = [np.asarray(wanted, dtype=float)] * months
    else:
        [start] = _series("start", start, 1, signed=False)  # type: ignore[arg-type]
        wants = _series("wanted", wanted, months, signed=False)  # type: ignore[arg-type]
    start = np.asarray(start, dtype=float)
    rows = step(start, made, wants, floor, _series("incoming", incoming, months, signed=True))
    without = step(start, made, wants, floor, [0.0] * months)
    gain = sum(row[1] for row in rows) - sum(row[1] for row in without)
    shares = {
        "label": 0.0 * gain,
        "mixing": follow_loan(rows, incoming)["kyiv"] / size,
        "difference": gain / size,
    }
    return shares if many else {rule: float(share) for rule, share in shares.items()}


def _share(part: Amount, whole: Amount) -> Any:
    return np.divide(part, whole, out=np.zeros(np.shape(whole)), where=np.asarray(whole) > 0)
