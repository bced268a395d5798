"""The still picture of a `DilemmaExplorer`, for where there is no front end.

It is drawn each time that an explorer is shown, before the reader sees anything. So places are fixed and nothing
is laid out, and its parts lie on the figure itself: axes, whose ticks nobody would see, take longer than all else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox, TransformedBbox
from numpy.typing import NDArray

from ..shared import in_hundreds
from ..shared.letters import drawable
from .sentence import sentence
from .surface import Solution, field

# The tokens of shared/style.css.
COLOURS = {"refuse": "#3f74a6", "indirect": "#e5b452", "direct": "#b5406f"}
INK, MUTED = "#1c2430", "#566170"
LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)
PIXELS = 244  # of the coloured ground, each way

Array = NDArray[np.float64]
Packed = dict[str, Any]


class Panel:
    """A part of a figure with coordinates of its own.

    Parameters
    ----------
    figure : Figure
    place : tuple of float
        Left, bottom, width and height, as shares of the figure.
    fonts : sequence of str
    low, high : float
        What lies at the bottom and the top; from left to right it is always 0 to 1.
    """

    def __init__(
        self,
        figure: Figure,
        place: tuple[float, float, float, float],
        fonts: Sequence[str],
        low: float = 0.0,
        high: float = 1.0,
    ) -> None:
        self.figure, self.fonts, self.low, self.high = figure, fonts, low, high
        self.left, self.bottom, self.width, self.height = place

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies, as shares of the figure."""
        up = (y - self.low) / (self.high - self.low)
        return self.left + self.width * x, self.bottom + self.height * up

    def word(self, x: float, y: float, text: str, *, size: float, ink: str = INK, **how: Any) -> None:
        """Write a text, in the middle of a point unless told."""
        look: dict[str, Any] = {
            "ha": "center",
            "va": "center",
            "parse_math": False,
            "family": self.fonts,
        } | how
        self.figure.text(*self.at(x, y), text, fontsize=size, color=ink, **look)

    def bar(self, x: float, y: float, width: float, height: float, **how: Any) -> None:
        """Draw a rectangle."""
        corner, end = self.at(x, y), self.at(x + width, y + height)
        self.figure.add_artist(Rectangle(corner, end[0] - corner[0], end[1] - corner[1], **how))


def draw(here: Solution, packed: Packed, language: str) -> Figure:
    """Draw the map, the point and what Seoul does there, with the sentence below.

    Parameters
    ----------
    here : Equilibrium or TwoPeriods
        At the point.
    packed : dict
        The solved map, as `surface.pack` returns it.
    language : str
        Of the words.

    Returns
    -------
    Figure
    """
    text, fonts = drawable(language)
    figure = Figure(figsize=(8.4, 4.5))
    figure.set_layout_engine("none")
    FigureCanvasAgg(figure)
    _map(Panel(figure, (0.07, 0.243, 0.45, 0.685), fonts), here, packed, text)
    _postures(Panel(figure, (0.57, 0.243, 0.42, 0.685), fonts, -0.6, 1.8), here, text)
    below = Panel(figure, (0.0, 0.0, 1.0, 1.0), fonts)
    # Hangul letters are twice as wide.
    said = fill(sentence(here, text), 62 if len(fonts) > len(rcParams["font.family"]) else 105)
    below.word(0.07, 0.125, said, size=9.5, ha="left", va="top", linespacing=1.4)
    return figure


def _map(panel: Panel, here: Solution, packed: Packed, text: Mapping[str, str]) -> None:
    figure = panel.figure
    supply, openly = field(packed, "supply"), field(packed, "open_supply")
    shares = np.stack([1 - supply, supply - openly, openly], axis=-1)
    likeliest = shares.argmax(axis=-1)
    n = len(shares)
    dial = np.linspace(0, 1, n)

    palette = np.array([to_rgb(colour) for colour in COLOURS.values()])
    fine = _between(shares, PIXELS)
    mix = np.clip((fine.max(axis=-1) - 0.33) / 0.67, 0, 1)[..., None] * 0.7 + 0.25
    ground = 1 - mix + mix * palette[fine.argmax(axis=-1)]
    corners = Bbox([panel.at(0, 0), panel.at(1, 1)])
    image = BboxImage(TransformedBbox(corners, figure.transFigure), origin="lower", interpolation="bilinear")
    image.set_data((255 * ground).astype("u1"))
    figure.add_artist(image)

    names = []
    for k, posture in enumerate(COLOURS):
        region = np.argwhere(likeliest == k)
        if len(region) > 0.02 * n**2:
            y, x = region.mean(axis=0) / (n - 1)
            names.append((x, y))
            panel.word(x, y, text[f"dilemma.posture.{posture}"], size=9, weight="bold")
    for k in range(len(COLOURS)):
        own = contour_generator(dial, dial, np.where(likeliest == k, shares[..., k], np.nan))
        for level in LEVELS:
            found: list[Any] = list(own.lines(level) or ())
            lines = [np.array([panel.at(x, y) for x, y in line]) for line in found]
            figure.add_artist(LineCollection(lines, colors=INK, linewidths=0.5, transform=figure.transFigure))
            longest = max(found, key=len, default=())
            for share in (0.5, 0.3, 0.7):
                if len(longest) <= n / 6:
                    break
                x, y = longest[int(share * len(longest))]
                clear = max(abs(x - here.pressure), abs(y - here.capacity)) > 0.05
                if clear and all(abs(x - name[0]) > 0.17 or abs(y - name[1]) > 0.05 for name in names):
                    panel.word(x, y, f"{level:.0%}", size=7)
                    break
    point = panel.at(float(here.pressure), float(here.capacity))
    mark = Line2D(*zip(point, strict=True), marker="o", color=INK, markersize=9, markeredgecolor="white")
    figure.add_artist(mark)

    panel.bar(0, 0, 1, 1, fill=False, edgecolor=MUTED, linewidth=0.8)
    for tick in (0.0, 0.5, 1.0):
        panel.word(tick, -0.045, f"{tick:g}", size=8, ink=MUTED)
        panel.word(-0.03, tick, f"{tick:g}", size=8, ink=MUTED)
    panel.word(0.5, -0.115, text["dilemma.pressure"], size=9)
    panel.word(-0.105, 0.5, text["dilemma.capacity"], size=9, rotation=90)
    panel.word(0, 1.045, text["dilemma.layer.posture.title"], size=9, ha="left")


def _postures(panel: Panel, here: Solution, text: Mapping[str, str]) -> None:
    for row, signal in enumerate(("threat", "quiet")):
        start = 0.0
        rounded = in_hundreds([float(share) for share in here.seoul[1 - row]])
        for k, (posture, colour) in enumerate(COLOURS.items()):
            share = float(here.seoul[1 - row, k])
            panel.bar(start, row - 0.25, share, 0.5, color=colour, linewidth=0)
            if share > (0.03 if rounded[k] < 10 else 0.06):
                ink = INK if posture == "indirect" else "white"
                panel.word(start + share / 2, row, str(rounded[k]), size=9, ink=ink)
            start += share
        panel.word(0, row + 0.36, text[f"dilemma.after.{signal}"], size=9, ink=MUTED, ha="left")
    panel.word(0, 1.91, text["dilemma.seoul"], size=9, ha="left")
    for k, (posture, colour) in enumerate(COLOURS.items()):
        ink = "#8a6414" if posture == "indirect" else colour
        panel.word(k / 3, -0.46, f"■ {text[f'dilemma.posture.{posture}']}", size=8, ink=ink, ha="left")


def _between(values: Array, points: int) -> Array:
    """Interpolate bilinearly, as the browser does."""
    n = len(values)
    place = (np.arange(points) + 0.5) / points * (n - 1)
    low = np.minimum(place.astype(int), n - 2)
    share = (place - low)[:, None, None]
    rows: Array = (values[low] + share * (values[low + 1] - values[low])).swapaxes(0, 1)
    between: Array = (rows[low] + share * (rows[low + 1] - rows[low])).swapaxes(0, 1)
    return between
