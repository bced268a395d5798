"""A still picture of a `StakesExplorer`, for where there is no front end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from .known import Amount

LOSS, KNOWN = "#d9732a", "#4a7fb0"


def draw(
    loss: tuple[float, float], amounts: Sequence[Amount], most: float, text: Mapping[str, str]
) -> Figure:
    """
    Draw the scenario as a band across bars of known amounts.

    Parameters
    ----------
    loss : tuple of float, shape (2,)
        Bounds of the scenario, billion US dollars.
    amounts : sequence of Amount
        What to hold it against.
    most : float
        End of the scale, billion US dollars.
    text : mapping of str to str
        Table of words.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    axes = figure.subplots()
    names = [text[f"stakes.known.{amount.key}"] for amount in amounts]
    axes.barh(names, [amount.low for amount in amounts], color=KNOWN)
    axes.barh(
        names,
        [amount.high - amount.low for amount in amounts],
        left=[amount.low for amount in amounts],
        color=KNOWN,
        alpha=0.45,
    )
    axes.axvspan(*loss, color=LOSS, alpha=0.3, zorder=0)
    for edge in loss:
        axes.axvline(edge, color=LOSS)
    axes.invert_yaxis()
    axes.set(xlim=(0, most), xlabel=text["stakes.axis.money"])
    axes.set_title(text["stakes.ruler"], fontsize=10)
    return figure
