"""What is wrong with a picture that a test can see without eyes."""

import itertools
import re

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text
from seoul_dilemma.datasets import figures

found: list[str] = []
MARKDOWN = re.compile(r"`|\*\*|\]\(|\{\{")


def watch() -> None:
    """From now on look at every chart of the house style, and note in `found` what is wrong with it."""
    finish = figures.finish

    def finish_and_look(chart, **how):
        finish(chart, **how)
        figure = chart if isinstance(chart, Figure) else chart.get_figure(root=True)
        found.extend(f"{how['title']}: {fault}" for fault in faults(figure))

    figures.finish = finish_and_look


def faults(figure: Figure) -> list[str]:
    """Lay the figure out and look: source, alternative text, words that hide a line, other words or run out.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    list of str
        Empty when nothing is wrong.
    """
    figure.canvas.draw()
    wrong = []
    if not figures.alt_text(figure):
        wrong.append("no alternative text")
    if not any(text.get_text().startswith("Source: ") for text in figure.texts):
        wrong.append("no source line")
    words = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    wrong += [f"Markdown in {text.get_text()!r}" for text in words if MARKDOWN.search(text.get_text())]
    for axes in figure.axes:
        inside = [text for text in axes.texts if text.get_text().strip()]
        wrong += [
            f"{text.get_text()!r} hides a line behind its box"
            for text in inside
            if text.get_bbox_patch() is not None
        ]
        wrong += [
            f"{text.get_text()!r} lies on a line"
            for text in inside
            if any(_crosses(text, line) for line in axes.lines)
        ]
        if axes.get_legend() is not None:
            box = axes.get_legend().get_window_extent()
            if any(_inside(box, _points(line)) for line in axes.lines):
                wrong.append("the legend lies on a line")
    placed = list(figure.texts)
    for axes in figure.axes:
        placed += [*axes.texts, axes.title, axes.xaxis.label, axes.yaxis.label]
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in placed if text in words]
    wrong += [
        f"{one!r} lies on {other!r}"
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if a.overlaps(b)
    ]
    return wrong


def _points(line) -> np.ndarray:
    """The drawn line, dense enough that no gap is wider than a letter."""
    xy = line.get_transform().transform(
        np.column_stack([line.get_xdata(orig=False), line.get_ydata(orig=False)])
    )
    xy = xy[np.isfinite(xy).all(axis=1)]
    if line.get_linestyle() in ("None", "", " ") or len(xy) < 2:
        return xy
    step = np.linspace(0, 1, 400)[:, None, None]
    return (xy[:-1] + step * (xy[1:] - xy[:-1])).reshape(-1, 2)


def _inside(box, points: np.ndarray) -> bool:
    return bool(((points > [box.x0, box.y0]) & (points < [box.x1, box.y1])).all(axis=1).any())


def _crosses(text, line) -> bool:
    return _inside(Text.get_window_extent(text), _points(line))
