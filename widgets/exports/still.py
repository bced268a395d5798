"""A still picture of the ranking, for readers without a front end."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray


def draw(suppliers: list[str], volumes: NDArray[np.float64], end: int, goal: float, title: str) -> Figure:
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
    title : str
        What the picture shows.

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
    axes.set_xlabel(
        f"Share of the world's arms deliveries, {end - 4} to {end}, percent of TIV (dotted: {goal:g})"
    )
    axes.set_title(title, fontsize=10, wrap=True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure
