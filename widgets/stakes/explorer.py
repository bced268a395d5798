"""`StakesExplorer`: bounds on what Seoul could lose in Russia, beside amounts that are known."""

from __future__ import annotations

import numbers
from functools import partial
from typing import TYPE_CHECKING, Any

from traitlets import Dict, Int, List, TraitError, TraitType

from ... import datasets
from ..shared import OneOf, Standalone, View, Whole, front_end
from .known import YEARS, exports_by_year, known_amounts
from .loss import loss_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

MOST_MONTHS = 36
MOST = 30.0  # end of the scale, billion US dollars: three years without any sales are 29.9
_SHARED = ("base", "lost", "months", "rerouted")
_TABLES = ("trade", "trade_products", "thaad", "contracts")


class _Shares(TraitType):
    """A low and a high share, with an error that says so."""

    def validate(self, obj: Any, value: Any) -> tuple[float, float]:
        expected = "expected a pair (low, high) with 0 <= low <= high <= 1"
        try:
            low, high = value
        except (TypeError, ValueError):
            raise TraitError(f"{self.name} = {value!r} is not a pair: {expected}") from None
        for each in (low, high):
            if isinstance(each, bool) or not isinstance(each, numbers.Real):
                raise TraitError(f"{self.name} = {value!r} holds {each!r}, which is not a number: {expected}")
        if not 0 <= low <= high <= 1:  # also catches NaN
            raise TraitError(f"{self.name} = {value!r} is out of range or order: {expected}")
        return float(low), float(high)


class StakesView(View):
    """The drawn part of a `StakesExplorer`: the block to drag, the ruler, the dials, the table."""

    _esm = front_end.module("stakes/view.js")
    _css = front_end.style("stakes/view.css")

    base = Int().tag(sync=True)
    lost: List[Any] = List().tag(sync=True)
    months = Int().tag(sync=True)
    rerouted: List[Any] = List().tag(sync=True)
    _facts = Dict().tag(sync=True)


class StakesExplorer(Standalone):
    """Set how much of the Russian market is lost, and read the loss as an interval.

    The loss counts sales, not profit: ``exports * months / 12 * lost * (1 - rerouted)``.

    Parameters
    ----------
    base : {2021, 2022, 2024}, default 2021
        Year whose exports to Russia the scenario starts from.
    lost : tuple of float, default (0.3, 0.8)
        Lowest and highest share of these exports that is lost, 0 to 1.
    months : int, default 12
        How long the loss lasts, 1 to 36.
    rerouted : tuple of float, default (0.1, 0.4)
        Lowest and highest share of the lost sales that other buyers take, 0 to 1.
    language : str, default "en"
        Language of the words on screen.

    Attributes
    ----------
    base, lost, months, rerouted
        As above. Set them, observe them, read them back.

    Raises
    ------
    TraitError
        When a value is wrong. The message names the trait, the value and what was expected, and nothing changes.
    ValueError
        When the language is unknown.

    Examples
    --------
    >>> explorer = StakesExplorer(lost=(0.5, 1), rerouted=(0, 0.5), months=12)
    >>> [round(end, 2) for end in explorer.loss]
    [2.5, 9.98]
    """

    _front_end = "stakes/view.js"

    base = OneOf(2021, YEARS)
    lost = _Shares((0.3, 0.8))
    months = Whole(12, 1, MOST_MONTHS)
    rerouted = _Shares((0.1, 0.4))

    def __init__(
        self,
        base: int = 2021,
        *,
        lost: tuple[float, float] = (0.3, 0.8),
        months: int = 12,
        rerouted: tuple[float, float] = (0.1, 0.4),
        language: str = "en",
        **kwargs: Any,
    ) -> None:
        self._exports = exports_by_year()
        self._amounts = known_amounts()
        self._view = StakesView(
            language,
            "stakes",
            _facts={
                "exports": {str(year): value for year, value in self._exports.items()},
                "amounts": [[amount.key, amount.low, amount.high] for amount in self._amounts],
                "months": MOST_MONTHS,
                "most": MOST,
                "source": " ".join(dict.fromkeys(datasets.cite(name) for name in _TABLES)),
            },
        )
        super().__init__([self._view], **kwargs)
        self.base, self.lost, self.months, self.rerouted = base, lost, months, rerouted
        self._share(self._view, *_SHARED)

    @property
    def exports(self) -> float:
        """Exports to Russia in the year of `base`, billion US dollars (float)."""
        return self._exports[self.base]

    @property
    def loss(self) -> tuple[float, float]:
        """Smallest and largest loss of the scenario, billion US dollars (tuple of float)."""
        return loss_interval(self.exports, self.lost, self.months, self.rerouted)

    def _told(self, text: Mapping[str, str]) -> str:
        low, high = self.loss
        (thaad,) = (amount for amount in self._amounts if amount.key == "thaad")
        if high < thaad.low:
            beside = "below"
        elif low > thaad.high:
            beside = "above"
        else:
            beside = "overlap"
        return " ".join(
            [
                text["stakes.result"].format(months=self.months, low=f"{low:.1f}", high=f"{high:.1f}"),
                text[f"stakes.thaad.{beside}"].format(low=thaad.low, high=thaad.high),
            ]
        )

    def _figure(self) -> Figure:
        from .still import draw

        return self._captioned(partial(draw, self.loss, self._amounts, MOST))
