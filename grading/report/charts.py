"""Geometry of the page's two kinds of picture; the template draws them.

Across, everything is in per cent of the page's width and down in pixels: pictures fit a phone and a printed page while
their letters keep their size.
"""

from __future__ import annotations

import dataclasses

TOP, FLOOR, BAR, ROW = 30, 170, 12, 42


@dataclasses.dataclass(frozen=True)
class Bar:
    """A bar with what is written at it.

    Attributes
    ----------
    label, text : str
        What it stands for, and its value in words.
    start, size : float
        Where it begins and how long it is: in per cent across for a lying bar, in pixels down for a standing one.
    y : float
        Where a lying bar is, in pixels.
    """

    label: str
    text: str
    start: float
    size: float
    y: float = 0.0


def standing(counts: list[int], labels: list[str]) -> list[Bar]:
    """Lay out a histogram.

    Parameters
    ----------
    counts : list of int
        How many in each bin.
    labels : list of str
        Of each bin.

    Returns
    -------
    list of Bar
        In order, the highest as high as the picture allows.
    """
    most = max([*counts, 1])
    heights = [(FLOOR - TOP) * count / most for count in counts]
    return [
        Bar(label, str(count), FLOOR - height, height)
        for label, count, height in zip(labels, counts, heights, strict=True)
    ]


def lying(values: list[float], labels: list[str], texts: list[str], most: float) -> list[Bar]:
    """Lay out bars below one another, each under its label.

    Parameters
    ----------
    values : list of float
        What the bars show.
    labels, texts : list of str
        What they stand for, and the values in words.
    most : float
        The value that fills the width.

    Returns
    -------
    list of Bar
        In order.
    """
    return [
        Bar(label, text, 0.0, 100 * min(1.0, value / most) if most else 0.0, ROW * number)
        for number, (value, label, text) in enumerate(zip(values, labels, texts, strict=True))
    ]
