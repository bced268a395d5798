"""The still picture of a `DilemmaExplorer`, for where there is no front end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from .sentence import in_hundred
from .surface import grid

if TYPE_CHECKING:
    from .explorer import DilemmaExplorer

# The tokens of shared/style.css.
COLOURS = {"refuse": "#3b6fa0", "indirect": "#e0ab3f", "direct": "#b03a6b"}
INK, MUTED = "#1c2430", "#5b6675"


def draw(explorer: DilemmaExplorer) -> Figure:
    """Draw the map, the point and what Seoul does there.

    Parameters
    ----------
    explorer : DilemmaExplorer

    Returns
    -------
    Figure
    """
    text, here = explorer._text, explorer.equilibrium
    points = 61
    shares = grid(points, explorer.assumptions).seoul_on_path
    figure = Figure(figsize=(8.4, 3.9))
    figure.set_layout_engine("none")
    # Fixed places: working a layout out would take longer than all the rest.
    left, right = figure.add_axes((0.07, 0.13, 0.45, 0.79)), figure.add_axes((0.57, 0.13, 0.42, 0.79))

    palette = np.array([to_rgb(colour) for colour in COLOURS.values()])
    likeliest, strength = shares.argmax(axis=-1), shares.max(axis=-1)
    mix = np.clip((strength - 0.33) / 0.67, 0, 1)[..., None] * 0.7 + 0.25
    ground = 1 - mix + mix * palette[likeliest]
    left.imshow(ground, origin="lower", extent=(0, 1, 0, 1), aspect="auto", interpolation="bilinear")
    dial = np.linspace(0, 1, points)
    for k in range(3):
        own = np.where(likeliest == k, shares[..., k], np.nan)
        levels = [
            level
            for level in (0.5, 0.6, 0.7, 0.8, 0.9)
            if np.nanmin(own, initial=1) < level < np.nanmax(own, initial=0)
        ]
        if levels:
            lines = left.contour(dial, dial, own, levels, colors=INK, linewidths=0.5)
            left.clabel(lines, fmt=lambda level: f"{level:.0%}", fontsize=7)
    left.plot(here.pressure, here.capacity, "o", color=INK, markersize=9, markeredgecolor="white")
    for k, posture in enumerate(COLOURS):
        region = np.argwhere(likeliest == k)
        if len(region) > 0.02 * points**2:
            y, x = region.mean(axis=0) / (points - 1)
            left.text(
                x, y, text[f"dilemma.posture.{posture}"], ha="center", color=INK, fontsize=9, weight="bold"
            )
    left.set(xlabel=text["dilemma.pressure"], ylabel=text["dilemma.capacity"])
    left.set_title(text["dilemma.layer.posture.title"], fontsize=9, loc="left")

    for row, signal in enumerate(("threat", "quiet")):
        start = 0.0
        for k, (posture, colour) in enumerate(COLOURS.items()):
            share = float(here.seoul[1 - row, k])
            right.barh(row, share, left=start, color=colour, height=0.5)
            if share > 0.06:
                ink = INK if posture == "indirect" else "white"
                right.text(
                    start + share / 2,
                    row,
                    str(in_hundred(share)),
                    ha="center",
                    va="center",
                    color=ink,
                    fontsize=9,
                )
            start += share
        right.text(0, row + 0.32, text[f"dilemma.after.{signal}"], fontsize=9, color=MUTED)
    right.set(xlim=(0, 1), ylim=(-0.6, 1.8))
    right.set_axis_off()
    right.set_title(text["dilemma.seoul"], fontsize=9, loc="left")
    for k, posture in enumerate(COLOURS):
        right.text(
            k / 3,
            -0.5,
            "■ " + text[f"dilemma.posture.{posture}"],
            color=COLOURS[posture] if posture != "indirect" else "#8a6414",
            fontsize=8,
        )
    return figure
