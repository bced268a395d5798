"""A still picture of the ranking, for readers without a front end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from .windows import WINDOW


def draw(
    suppliers: list[str], volumes: NDArray[np.float64], end: int, goal: float, text: Mapping[str, str]
) -> Figure:
    """
    Draw the suppliers of a window as bars, the largest on top.

    Parameters
    ----------
    suppliers : list of str
        Names; the first is set apart by colour.
    volumes : ndarray, shape (S + 1,)
        Deliveries over the window; the last value is the rest of the world.
    end : int
        Last year of the window.
    goal : float
        A share, in percent, to mark with a line.
    text : mapping of str to str
        Table of words.

    Returns
    -------
    matplotlib.figure.Figure
    """
    shares = 100 * volumes / volumes.sum()
    order = np.argsort(shares[:-1])
    figure = Figure(figsize=(8, 4.2), layout="constrained")
    axes = figure.subplots()
    colours = ["#0072b2" if i == 0 else "#a3a9b0" for i in order]
    bars = axes.barh([suppliers[i] for i in order], shares[order], color=colours)
    axes.bar_label(bars, fmt="%.1f", padding=3, fontsize=8)
    axes.axvline(goal, color="#1f2328", linestyle=":", linewidth=1)
    axes.set_xlabel(text["exports.still"].format(start=end - WINDOW + 1, end=end, goal=f"{goal:g}"))
    axes.set_title(text["exports.ranking"], fontsize=10, wrap=True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure
