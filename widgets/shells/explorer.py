"""`ShellLedger`: what a loan of shells changes, and by which rule."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from traitlets import Dict, Float, Int, Unicode

from ..shared import Bounded, OneOf, Standalone, View, Whole, front_end, in_hundred
from .ledger import loan_schedule, run_ledger, share_by_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

MONTHS, PARTS = 24, 12
KINDS = ("give", "lend")
TRIED = 41  # points each way of the grid over what is unknown; odd, so that the best guess is one of them
#: Largest value of each amount, in thousand shells.
LIMITS = {"start": 2000.0, "made": 200.0, "wanted": 300.0, "floor": 2000.0, "loan": 1000.0}
_SHARED = ("start", "made", "wanted", "floor", "loan", "kind", "due", "unknown")


class ShellView(View):
    """The drawn part of a `ShellLedger`: stock, extra shells, three shares, dials, table."""

    _esm = front_end.module("shells/view.js")
    _css = front_end.style("shells/view.css")

    start = Float().tag(sync=True)
    made = Float().tag(sync=True)
    wanted = Float().tag(sync=True)
    floor = Float().tag(sync=True)
    loan = Float().tag(sync=True)
    kind = Unicode().tag(sync=True)
    due = Int(13).tag(sync=True)
    unknown = Float().tag(sync=True)
    _limits = Dict(LIMITS).tag(sync=True)
    _months = Int(MONTHS).tag(sync=True)
    _parts = Int(PARTS).tag(sync=True)
    _tried = Int(TRIED).tag(sync=True)


class ShellLedger(Standalone):
    """Run the account of an American shell depot for 24 months, with a Korean loan and without it.

    All amounts are in thousand shells. The real stock and floor are secret: the account is a *what if*.

    Parameters
    ----------
    start : float, default 300
        Stock before the first month; 0 to 2,000.
    made, wanted : float, default 28 and 110
        Made, and wanted for Kyiv, each month; 0 to 200 and 0 to 300.
    floor : float, default 200
        Stock that the owner keeps for itself; 0 to 2,000.
    loan : float, default 500
        Shells that come from Korea in month 1; 0 to 1,000.
    kind : {"give", "lend"}
        Whether they must be given back, in 12 equal monthly parts.
    due : int, default 13
        Month of the first repayment; 2 to 24.
    unknown : float, default 0
        How far ``start`` and ``wanted`` may be off, up and down, as a share; 0 to 0.5.
    language : str, default "en"
        Language of the words on screen.

    Attributes
    ----------
    start, made, wanted, floor, loan, kind, due, unknown
        As above. Set them, observe them, read them back.

    Raises
    ------
    TraitError
        When a value is wrong. The message names the trait, the value and what was expected, and nothing changes.
    ValueError
        When the language is unknown.

    Examples
    --------
    >>> ledger = ShellLedger(start=300, made=28, wanted=110, floor=200, loan=500, kind="lend")
    >>> round(ledger.shares["difference"], 2)
    0.33
    """

    _front_end = "shells/view.js"

    start = Bounded(300.0, 0, LIMITS["start"])
    made = Bounded(28.0, 0, LIMITS["made"])
    wanted = Bounded(110.0, 0, LIMITS["wanted"])
    floor = Bounded(200.0, 0, LIMITS["floor"])
    loan = Bounded(500.0, 0, LIMITS["loan"])
    kind = OneOf("give", KINDS)
    due = Whole(13, 2, MONTHS)
    unknown = Bounded(0.0, 0, 0.5)

    def __init__(
        self,
        start: float = 300,
        made: float = 28,
        wanted: float = 110,
        floor: float = 200,
        loan: float = 500,
        *,
        kind: str = "give",
        due: int = 13,
        unknown: float = 0.0,
        language: str = "en",
        **kwargs: Any,
    ) -> None:
        self._view = ShellView(language, "shells")
        super().__init__([self._view], **kwargs)
        self.start, self.made, self.wanted, self.floor, self.loan = start, made, wanted, floor, loan
        self.kind, self.due, self.unknown = kind, due, unknown
        self._share(self._view, *_SHARED)

    # ---- what students read

    @property
    def incoming(self) -> list[float]:
        """Shells that the loan brings in, or takes out, month by month (list of 24 floats)."""
        return loan_schedule(self.loan, MONTHS, self.due if self.kind == "lend" else None, PARTS)

    @property
    def table(self) -> pd.DataFrame:
        """The account with the loan, as from `run_ledger` (24 rows)."""
        return run_ledger(self.start, self.made, self.wanted, self.floor, self.incoming)

    @property
    def without(self) -> pd.DataFrame:
        """The account without the loan (24 rows)."""
        return run_ledger(self.start, self.made, self.wanted, self.floor, months=MONTHS)

    @property
    def extra(self) -> list[float]:
        """Extra shells sent so far because of the loan, after each month (list of 24 floats)."""
        return [float(total) for total in (self.table["sent"] - self.without["sent"]).cumsum()]

    @property
    def shares(self) -> dict[str, float]:
        """Share of the loan that reached Kyiv by label, by mixing and by difference; empty without a loan."""
        if self.loan == 0:
            return {}
        return share_by_rule(self.loan, self.start, self.made, self.wanted, self.floor, self.incoming)

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """Lowest and highest of each share when start and wanted are off by up to ``unknown`` either way.

        Looked up on a grid of 41 starts by 41 wanted flows, the ends and the best guess among them. A share is a
        kinked function of both, so between the points of the grid it may go a little further.
        """
        if self.loan == 0:
            return {}
        shifts = np.linspace(1 - self.unknown, 1 + self.unknown, TRIED if self.unknown else 1)
        start, wanted = (grid.ravel() for grid in np.meshgrid(shifts * self.start, shifts * self.wanted))
        shares = share_by_rule(self.loan, start, self.made, wanted, self.floor, self.incoming)
        return {rule: (float(share.min()), float(share.max())) for rule, share in shares.items()}

    @property
    def unpaid(self) -> float:
        """Shells that were due to be paid back and were not there, in all."""
        return float(self.table["unpaid"].sum())

    # ---- without a front end

    def _told(self, text: Mapping[str, str]) -> str:
        if self.loan == 0:
            return text["shells.no_loan"]
        extra, shares, ranges = self.extra[-1], self.shares, self.ranges
        sentence = text["shells.result"].format(
            months=MONTHS,
            extra=math.floor(extra + 0.5),
            difference=in_hundred(shares["difference"]),
            mixing=in_hundred(shares["mixing"]),
        )
        low, high = (in_hundred(end) for end in ranges["difference"])
        if low < high:
            sentence += " " + text["shells.range"].format(low=low, high=high)
        sentence += " " + self._shortage(text)
        if self.unpaid > 1e-9:
            sentence += " " + text["shells.unpaid"].format(unpaid=_thousand(self.unpaid))
        return sentence

    def _shortage(self, text: Mapping[str, str]) -> str:
        first = [next(iter(t.loc[t["short"] > 1e-9, "month"]), 0) for t in (self.without, self.table)]
        key = "none" if first == [0, 0] else "both" if all(first) else "without"
        return text[f"shells.short.{key}"].format(without=first[0], with_loan=first[1])

    def _figure(self) -> Figure:
        from .still import draw

        return self._captioned(partial(draw, self.table, self.without, self.extra, self.floor, self.loan))


def _thousand(amount: float) -> str:
    return f"{amount:,.1f}"
