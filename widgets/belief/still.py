"""A still picture of a `BeliefUpdater`, for where there is no front end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

HARD, SOFT = "#c2410c", "#1d6fa5"


def draw(
    prior: float, if_hard: float, if_soft: float, path: Sequence[float], text: Mapping[str, str]
) -> Figure:
    """Draw the square of beliefs and the steps after each threat.

    Parameters
    ----------
    prior : float
        The belief before any threat, a probability.
    if_hard, if_soft : float
        How often either type threatens, probabilities.
    path : sequence of float
        The belief before and after each threat, probabilities.
    text : mapping of str to str
        Table of words.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    square, steps = figure.subplots(1, 2)
    for left, width, height, colour in (
        (0, prior, if_hard, HARD),
        (prior, 1 - prior, if_soft, SOFT),
    ):
        square.bar(left, 1, width, align="edge", color=colour, alpha=0.18)
        square.bar(left, height, width, align="edge", color=colour)
    square.set(xlim=(0, 1), ylim=(0, 1), xlabel=text["belief.axis.types"], ylabel=text["belief.axis.threat"])
    square.set_title(text["belief.square"], fontsize=10)
    steps.plot(range(len(path)), [100 * belief for belief in path], "o-", color=HARD)
    steps.axhline(50, color="#888888", linewidth=1, linestyle=":")
    steps.set(ylim=(0, 100), xlabel=text["belief.axis.heard"], ylabel=text["belief.axis.belief"])
    steps.set_xticks(range(len(path)))
    steps.set_title(text["belief.steps"], fontsize=10)
    return figure
