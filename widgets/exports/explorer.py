"""ExportExplorer: drag a five-year window along the years, set a growth rate, and see Korea's place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from traitlets import Bytes, Dict, Int, Unicode

from ... import datasets
from ..shared import OneOf, Standalone, View, Whole, front_end, words
from .windows import WINDOW, project, rank, window_sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure
    from numpy.typing import NDArray

_KOREA, _WORLD = "South Korea", "World"
_MEASURES = ("TIV", "contracts")
_AHEAD = 10  # years beyond the data that the window may reach
_GROWTH = (-20, 40)  # percent a year, the ends of the dial


class ExportView(View):
    """The front end: Korea's years with a window to drag, and the ranking of that window."""

    _esm = front_end.module("exports/view.js")
    _css = front_end.style("exports/view.css")

    end = Int().tag(sync=True)
    growth = Int().tag(sync=True)
    measure = Unicode().tag(sync=True)
    # Sums of every window at every growth rate, float32, shape (growth, window, supplier): the browser looks up.
    _sums = Bytes().tag(sync=True)
    _yearly = Bytes().tag(sync=True)  # float32, shape (growth, year): Korea's deliveries
    _facts = Dict().tag(sync=True)


class ExportExplorer(Standalone):
    """
    Korea's arms exports in five-year windows, in the past and at a growth rate of your choice.

    Years to come: Korea's deliveries grow by `growth` percent a year from those of the last year known; every other
    supplier, and the rest of the world, repeats the mean of its last five years.

    Parameters
    ----------
    end : int, default 2025
        Last year of the five-year window, 2012 to 2035.
    growth : int, default 0
        Growth of Korea's yearly deliveries after the last year known, in percent, -20 to 40.
    measure : {"TIV", "contracts"}, default "TIV"
        What the yearly bars show: deliveries in million SIPRI TIV, or contracts signed in billion US dollars. Ranks
        are always those of deliveries.
    language : str, default "en"
        Language of the words on screen.

    Raises
    ------
    TraitError
        If a value is out of bounds or of the wrong kind. Nothing is changed then.
    ValueError
        If the language is unknown.

    Examples
    --------
    >>> from seoul_dilemma.widgets import ExportExplorer
    >>> explorer = ExportExplorer()
    >>> explorer.rank, round(explorer.share, 1)
    (9, 3.0)
    """

    _front_end = "exports/view.js"

    end = Whole(2025, 2012, 2025 + _AHEAD)
    growth = Whole(0, *_GROWTH)
    measure = OneOf("TIV", _MEASURES)

    def __init__(self, *, language: str = "en", **kwargs: Any) -> None:
        table = datasets.load("exporters").pivot_table(index="year", columns="supplier", values="tiv_mn")
        others = [name for name in table.columns if name not in (_KOREA, _WORLD)]
        self._suppliers = [_KOREA, *others]
        # The last column is the rest of the world, so that a growing Korea makes the world grow too.
        rest = table[_WORLD] - table[self._suppliers].sum(axis=1)
        self._yearly = np.column_stack([table[self._suppliers].to_numpy(), rest.to_numpy()])
        self._first, self._last = int(table.index[0]), int(table.index[-1])
        rates = range(_GROWTH[0], _GROWTH[1] + 1)
        ahead = np.stack([project(self._yearly, rate, _AHEAD) for rate in rates])
        self._view = ExportView(
            language,
            "exports",
            _facts=self._facts(words(language)),
            _sums=np.stack([window_sums(each) for each in ahead]).astype("<f4").tobytes(),
            _yearly=ahead[:, :, 0].astype("<f4").tobytes(),
        )
        super().__init__([self._view], **kwargs)
        self._share(self._view, "end", "growth", "measure")

    def _facts(self, text: Mapping[str, str]) -> dict[str, Any]:
        contracts = datasets.load("contracts")
        signed: dict[str, float] = {}
        for row in contracts[contracts["preferred"]].to_dict("records"):
            for year in range(int(row["year"]), int(row["year_end"]) + 1):
                signed[str(year)] = float(row["value_usd_bn"])
        shares = datasets.load("exporter_shares")
        korea = shares[shares["supplier"] == _KOREA].sort_values("release_year")
        releases: dict[str, list[str]] = {}
        for row in korea.to_dict("records"):
            line = text[f"exports.release_{row['basis']}"].format(
                year=row["release_year"], rank=row["rank"], share=f"{row['share_pct']:.{row['decimals']}f}"
            )
            releases.setdefault(str(row["end"]), []).append(line)
        goals = datasets.load("targets").set_index("id")["value"].to_dict()
        return {
            "suppliers": self._suppliers,
            "first": self._first,
            "last": self._last,
            "ahead": _AHEAD,
            "window": WINDOW,
            "growth": list(_GROWTH),
            "contracts": signed,
            "releases": releases,
            "goal": float(goals["2027-share"]),
            "sources": {"TIV": datasets.cite("exporters"), "contracts": datasets.cite("contracts")},
        }

    @property
    def volumes(self) -> NDArray[np.float64]:
        """Deliveries over the window, million TIV, shape (S + 1,): Korea, others, the rest of the world."""
        yearly = project(self._yearly, self.growth, _AHEAD)
        found: NDArray[np.float64] = window_sums(yearly)[self.end - WINDOW + 1 - self._first]
        return found

    @property
    def rank(self) -> int:
        """Korea's place among the suppliers of the table in the window."""
        return rank(self.volumes[:-1])

    @property
    def share(self) -> float:
        """Korea's share of the world's deliveries in the window, in percent."""
        return float(100 * self.volumes[0] / self.volumes.sum())

    def _told(self, text: Mapping[str, str]) -> str:
        key = "exports.say_past" if self.end <= self._last else "exports.say_future"
        ordered = np.argsort(-self.volumes[:-1])
        fourth, volume = self._suppliers[ordered[3]], self.volumes[ordered[3]]
        said = text[key].format(
            start=self.end - WINDOW + 1,
            end=self.end,
            growth=self.growth,
            share=f"{self.share:.1f}",
            rank=self.rank,
        )
        if self.rank > 4:
            gap = text["exports.say_gap"].format(fourth=fourth, times=f"{volume / self.volumes[0]:.1f}")
            return f"{said} {gap}"
        return said

    def _figure(self) -> Figure:
        from .still import draw

        goal = self._view.shown("facts")["goal"]
        return self._captioned(partial(draw, self._suppliers, self.volumes, self.end, goal))
