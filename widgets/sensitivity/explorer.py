"""Which assumption carries the conclusion: `SensitivityExplorer`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from traitlets import Dict, Float, List, TraitError, Unicode, validate

from ..game import PARAMETERS, SCENARIOS
from ..shared import Bounded, Explorer, OneOf, View, front_end, in_hundred, words
from .spread import LEVELS, drawn, swings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SHARED = ("outcome", "scenario", "pressure", "capacity", "spread", "known")
_BINS = 40


class SensitivityView(View):
    """The drawn part of a `SensitivityExplorer`: dials, bars to press, draws, table."""

    _esm = front_end.module("sensitivity/view.js")
    _css = front_end.style("sensitivity/view.css")

    outcome = Unicode().tag(sync=True)
    scenario = Unicode().tag(sync=True)
    pressure = Float().tag(sync=True)
    capacity = Float().tag(sync=True)
    spread = Float().tag(sync=True)
    known = List(Unicode()).tag(sync=True)
    _shown = Dict().tag(sync=True)  # the bars, the draws and the sentence, all of one state
    _outcomes = List(Unicode(), list(LEVELS)).tag(sync=True)
    _scenarios = List(Unicode(), list(SCENARIOS)).tag(sync=True)


class SensitivityExplorer(Explorer):
    """Move one assumption at a time, then draw all at once; press a bar to take that assumption as known.

    Parameters
    ----------
    outcome : {"backfire", "open_backfire", "supply", "open_supply", "retaliation"}, default "backfire"
        What to watch.
    scenario : str, default "op-ed"
        The centre of the ranges, a key of the game's ``SCENARIOS``.
    pressure, capacity : float, default 0.6 and 0.35
        The two dials, 0 to 1.
    spread : float, default 0.5
        Half the width of each range as a share of its centre, 0.05 to 1: 0.5 means "give or take one half".
    known : iterable of str, default ()
        Assumptions taken as known: they stay at their centre while all others are drawn.
    language : str, default "en"
        Language of the words on screen.

    Raises
    ------
    TraitError
        When a value is wrong. The message names the trait, the value and what was expected, and nothing changes.
    ValueError
        When the language is unknown.

    Examples
    --------
    >>> explorer = SensitivityExplorer("open_supply")
    >>> explorer.tornado[0].name
    'domestic_cost'
    """

    outcome = OneOf("backfire", LEVELS)
    scenario = OneOf("op-ed", SCENARIOS)
    pressure = Bounded(0.6)
    capacity = Bounded(0.35)
    spread = Bounded(0.5, 0.05, 1.0)
    known = List(Unicode())

    def __init__(
        self,
        outcome: str = "backfire",
        scenario: str = "op-ed",
        *,
        pressure: float = 0.6,
        capacity: float = 0.35,
        spread: float = 0.5,
        known: Iterable[str] = (),
        language: str = "en",
        **kwargs: Any,
    ) -> None:
        self._view = SensitivityView(language, "sensitivity", "dilemma.label", "dilemma.scenario")
        super().__init__([self._view], **kwargs)
        with self.hold_trait_notifications():
            self.outcome, self.scenario, self.spread = outcome, scenario, spread
            self.pressure, self.capacity, self.known = pressure, capacity, list(known)
        self._share(self._view, *_SHARED)
        self._show()
        self.observe(self._show, list(_SHARED))

    @staticmethod
    def label(name: str, language: str = "en") -> str:
        """Return what the bars call an assumption: ``"Domestic cost"`` for ``"domestic_cost"``.

        Parameters
        ----------
        name : str
            A name of the game's ``PARAMETERS``.
        language : str, default "en"
            Language of the words.

        Returns
        -------
        str

        Raises
        ------
        ValueError
            When there is no such assumption, or the language is unknown.
        """
        if name not in PARAMETERS:
            raise ValueError(f"there is no assumption {name!r}: expected {', '.join(PARAMETERS)}")
        return words(language)[f"dilemma.label.{name}"]

    @property
    def tornado(self) -> tuple:
        """The swing of the outcome for each assumption, largest first (tuple of ``game.Swing``)."""
        return swings(self.outcome, self.pressure, self.capacity, self.scenario, self.spread)

    @property
    def share(self) -> float:
        """Share of the draws in which the outcome is above its level: 0 for a difference, one half otherwise."""
        found: float = self._drawn(self.known).share
        return found

    @property
    def error(self) -> float:
        """Standard error of `share`."""
        found: float = self._drawn(self.known).error
        return found

    def _drawn(self, known: Iterable[str]) -> Any:
        return drawn(self.outcome, self.pressure, self.capacity, self.scenario, self.spread, frozenset(known))

    @validate("known")
    def _check_known(self, proposal: Any) -> list[str]:
        for name in proposal["value"]:
            if name not in PARAMETERS:
                raise TraitError(f"known: there is no assumption {name!r}: expected {', '.join(PARAMETERS)}")
        return sorted(set(proposal["value"]), key=list(PARAMETERS).index)

    def _show(self, _change: Any = None) -> None:
        everything, rest = self._drawn(()), self._drawn(self.known)
        low, high = min(everything.values.min(), 0.0), max(everything.values.max(), everything.level)
        counts, _ = np.histogram(rest.values, _BINS, (low, high))
        self._view.show(
            shown={
                "bars": [
                    {
                        "name": swing.name,
                        "ends": [swing.low, swing.high],
                        "outcome": [swing.at_low, swing.at_high],
                        "swing": swing.swing,
                        "base": swing.base,
                    }
                    for swing in self.tornado
                ],
                "counts": counts.tolist(),
                "domain": [float(low), float(high)],
                "level": everything.level,
                "sentence": self._sentence(),
            }
        )

    def _told(self, text: Mapping[str, str]) -> str:
        rest = self._drawn(self.known)
        largest = self.tornado[0]
        low, high = _number(largest.at_low), _number(largest.at_high)
        said = [
            text[f"sensitivity.share.{self.outcome}"].format(
                share=in_hundred(rest.share), error=math.ceil(200 * rest.error)
            ),
            text["sensitivity.none" if low == high else "sensitivity.largest"].format(
                name=text[f"dilemma.label.{largest.name}"], low=low, high=high
            ),
        ]
        if self.known:
            before = self._drawn(()).deviation
            said.append(
                text["sensitivity.known"].format(
                    n=len(self.known), before=f"{100 * before:.1f}", after=f"{100 * rest.deviation:.1f}"
                )
            )
        return " ".join(said)

    def _figure(self) -> Figure:
        from .still import draw

        return self._captioned(partial(draw, self.tornado, self._drawn(self.known), self.outcome))


def _number(value: float) -> str:
    return f"{in_hundred(value)}".replace("-", "−")
