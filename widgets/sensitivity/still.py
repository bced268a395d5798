"""A still picture of a `SensitivityExplorer`, for where there is no front end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

from matplotlib.figure import Figure

from ..game import Swing
from .spread import Spread

_BARS = 8
_WIDTH = 36  # letters in a line of either half
_LOW, _HIGH = "#d9732a", "#4a7fb0"


def draw(bars: Sequence[Swing], spread: Spread, outcome: str, text: Mapping[str, str]) -> Figure:
    """Draw the largest swings and the draws.

    Parameters
    ----------
    bars : sequence of Swing
        Largest first.
    spread : Spread
    outcome : str
        Name of the outcome.
    text : mapping of str to str
        Table of words.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    for row, swing in enumerate(bars[:_BARS]):
        left.plot([swing.base, swing.at_low], [row, row], color=_LOW, linewidth=9, solid_capstyle="butt")
        left.plot([swing.base, swing.at_high], [row, row], color=_HIGH, linewidth=9, solid_capstyle="butt")
    for end, colour in (("low", _LOW), ("high", _HIGH)):
        left.plot([], [], color=colour, linewidth=6, label=text[f"sensitivity.{end}"])
    figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=8)
    left.set_yticks(range(len(bars[:_BARS])), [text[f"dilemma.label.{s.name}"] for s in bars[:_BARS]])
    left.invert_yaxis()
    left.axvline(bars[0].base, color="#1c2430", linewidth=1)
    left.set_title(fill(text["sensitivity.bars"], _WIDTH), fontsize=10)
    left.set_xlabel(fill(text[f"sensitivity.outcome.{outcome}"], _WIDTH))
    right.hist(spread.values, bins=40, color=_HIGH)
    right.set_ylabel(text["sensitivity.number"])
    right.axvline(spread.level, color="#1c2430", linewidth=1, linestyle=":")
    right.set_title(fill(text["sensitivity.draws"], _WIDTH), fontsize=10)
    right.set_xlabel(fill(text[f"sensitivity.outcome.{outcome}"], _WIDTH))
    return figure
