"""The still picture of a `GameTree`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ..dilemma.still import COLOURS, INK, MUTED
from ..game import POSTURES, SIGNALS, TYPES, Equilibrium
from ..shared import in_hundred, in_hundreds

_COLUMNS = (0.0, 1.0, 2.2, 3.6, 4.6)


def draw(here: Equilibrium, text: Mapping[str, str], fonts: Sequence[str], caption: str) -> Figure:
    """Draw the tree at one pair of dials, with a sentence below.

    Parameters
    ----------
    here : Equilibrium
        At one pair of dials.
    text : mapping of str to str
        A table of words.
    fonts : sequence of str
        Families to draw them in.
    caption : str
        The sentence.

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(8.4, 5.5))
    figure.set_layout_engine("none")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.01, 0.065, 0.98, 0.93))
    axes.set_axis_off()
    look: dict[str, Any] = {"family": fonts, "parse_math": False}
    figure.text(0.03, 0.03, caption, fontsize=9.5, color=INK, va="center", **look)

    def branch(column: int, start: float, end: float, share: float, colour: str, label: str) -> None:
        x, y = _COLUMNS[column], _COLUMNS[column + 1]
        axes.plot(
            [x, y],
            [start, end],
            color=colour,
            linewidth=max(0.5, 26 * share),
            alpha=0.75,
            solid_capstyle="butt",
        )
        axes.text(
            x + 0.72 * (y - x),
            start + 0.72 * (end - start),
            label,
            fontsize=7,
            color=INK,
            ha="center",
            va="bottom",
            **look,
        )

    # The two nodes after a threat lie next to each other, so that what Seoul cannot tell apart is close by.
    order = [(0, 0), (0, 1), (1, 1), (1, 0)]
    middle = 11.5
    natures = in_hundreds([1 - float(here.prior), float(here.prior)])
    for t, kind in enumerate(TYPES):
        nature = float(here.prior if t else 1 - here.prior)
        own = [i for i, (u, _) in enumerate(order) if u == t]
        moscow = 23 - (sum(own) / 2 * 6 + 2.5)
        branch(0, middle, moscow, nature, MUTED, f"{text[f'tree.{kind}']} {natures[t]}")
        for i in own:
            s = order[i][1]
            word = text[f"tree.{SIGNALS[s]}"]
            said = float(here.threat[t] if s else 1 - here.threat[t])
            spoken = in_hundreds([1 - float(here.threat[t]), float(here.threat[t])])
            choices = in_hundreds([float(share) for share in here.seoul[s]])
            seoul = 23 - (6 * i + 2.5)
            branch(
                1,
                moscow,
                seoul,
                nature * said,
                MUTED,
                f"{word} {spoken[s]}",
            )
            for k, posture in enumerate(POSTURES):
                chosen = float(here.seoul[s, k])
                node = 23 - (6 * i + 2 * k + 0.5)
                reach = nature * said * chosen
                name = text[f"dilemma.posture.{posture}"]
                branch(2, seoul, node, reach, COLOURS[posture], f"{name} {choices[k]}")
                arms = float(here.arming[t, s, k])
                axes.plot(
                    [3.6, 4.6], [node, node], color=COLOURS[posture], linewidth=max(0.5, 26 * reach * arms)
                )
                axes.text(
                    4.68,
                    node,
                    f"{text['tree.arm']} {in_hundred(arms)}",
                    fontsize=7,
                    color=INK,
                    va="center",
                    **look,
                )
    for x, key in zip(_COLUMNS, ("chance", "moscow", "seoul", "answer"), strict=False):
        axes.text(x, 24.6, text[f"tree.column.{key}"], fontsize=8, color=MUTED, weight="bold", **look)
    axes.set(xlim=(-0.1, 5.6), ylim=(-1, 25.5))
    return figure
