"""A still picture of the argument, for readers without a front end."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

import networkx as nx
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from .fall import RELATIONS, is_objection
from .layout import places

_COLOURS = dict(zip(RELATIONS, ("#0b6aa8", "#7a5c00", "#b03a00"), strict=True))
_STYLES = {"supports": "-", "assumes": (0, (4, 2)), "attacks": "-"}
_WIDTH, _HEIGHT = 0.82, 0.72  # of a card, in units of the grid


def draw(
    graph: nx.DiGraph,
    labels: dict[str, str],
    standing: set[str],
    off: set[str],
    accepted: set[str],
    text: Mapping[str, str],
) -> Figure:
    """
    Draw claims as cards and the links between them as arrows.

    Parameters
    ----------
    graph : networkx.DiGraph
        The part of the argument to draw.
    labels : dict of str to str
        A few words for each node.
    standing, off, accepted : set of str
        The state of the argument, as in :func:`~seoul_dilemma.widgets.argument.what_stands`.
    text : mapping of str to str
        Table of words.

    Returns
    -------
    matplotlib.figure.Figure
        Cards that fell are orange with a dashed edge, cards that are off are grey and struck through by an x.
    """
    at = places(graph)
    columns = [column for column, _ in at.values()]
    rows = [row for _, row in at.values()]
    size = (1.75 * (max(columns) + 1), 0.62 * (max(rows) - min(rows) + 1) + 0.4)
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    axes.set(xlim=(-0.5, max(columns) + 0.5), ylim=(-max(rows) - 0.6, -min(rows) + 0.6))
    axes.axis("off")
    axes.set_title(text["argument.still"], fontsize=11)
    for u, v, arrow in graph.edges(data=True):
        weak = arrow["strength"] < 2
        patch = FancyArrowPatch(
            (at[u][0] + _WIDTH / 2, -at[u][1]),
            (at[v][0] - _WIDTH / 2, -at[v][1]),
            arrowstyle="-[, widthB=0.25" if arrow["relation"] == "attacks" else "-|>",
            mutation_scale=9,
            connectionstyle="arc3,rad=0.06",
            color=_COLOURS[arrow["relation"]],
            linestyle=":" if weak else _STYLES[arrow["relation"]],
            linewidth=0.6 * arrow["strength"],
            alpha=0.9 if u in standing else 0.25,
        )
        axes.add_patch(patch)
    for node, (column, row) in at.items():
        idle = is_objection(node) and node not in accepted
        fell = not idle and node not in standing and node not in off
        face = "#fde8dc" if fell else "#e6e6e6" if node in off else "#ffffff" if idle else "#eef4fa"
        edge = "#b03a00" if fell or is_objection(node) else "#57606a"
        box = FancyBboxPatch(
            (column - _WIDTH / 2, -row - _HEIGHT / 2),
            _WIDTH,
            _HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.06",
            facecolor=face,
            edgecolor=edge,
            linestyle="--" if idle or fell else "-",
            zorder=3,
        )
        axes.add_patch(box)
        state = f" ✕ {text['argument.state_off']}" if node in off else ""
        if fell:
            state = f" {text['argument.state_fallen']}"
        words = "\n".join([f"{node}{state}", *wrap(labels[node], 22)[:2]])
        axes.text(column, -row, words, ha="center", va="center", fontsize=6.5, color="#1f2328", zorder=4)
    return figure
