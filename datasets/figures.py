"""The house style of the course's figures: title as finding, units, source line, alternative text.

Use it in two lines: :func:`use_style` once, then :func:`finish` on each chart.

Examples
--------
>>> import matplotlib.pyplot as plt
>>> from seoul_dilemma import datasets
>>> from seoul_dilemma.datasets import figures
>>> figures.use_style()
>>> fig, ax = plt.subplots()
>>> table = datasets.load("contracts").query("preferred and year >= 2021")
>>> bars = ax.bar(table["id"], table["value_usd_bn"])
>>> figures.finish(ax, title="Orders jumped in 2022", ylabel="billion US dollars", table="contracts",
...                alt="Five bars; the second is the highest.")
>>> figures.alt_text(fig)
'Five bars; the second is the highest.'
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.ticker import MaxNLocator, ScalarFormatter

from .. import datasets
from .notebook import person_waits
from .small_png import small_png, small_webp
from .small_png import text as base64_text

__all__ = ["COLOURS", "STYLE", "alt_text", "finish", "label", "unsure", "use_style"]

#: Path of the matplotlib style sheet.
STYLE = Path(__file__).with_name("house.mplstyle")

#: One colour an actor, the same in every chart (Okabe and Ito's palette).
COLOURS = MappingProxyType(
    {
        "South Korea": "#0072B2",
        "Russia": "#D55E00",
        "United States": "#009E73",
        "North Korea": "#CC79A7",
        "Ukraine": "#E69F00",
        "Europe": "#56B4E9",
        "Partners": "#009E73",
        "Japan": "#56B4E9",
        "other": "#767676",
    }
)

_ALT = "_seoul_alt"

# A dark page turns light and dark round and keeps the hues; print stays as drawn. JupyterLab and Notebook say on the
# body which theme they have; a page that says nothing follows the system.
_DARK = "filter:invert(.93) hue-rotate(180deg)"
_THEME = (
    "<style>@media screen{"
    f'[data-jp-theme-light="false"] .seoul-figure{{{_DARK}}}'
    f"@media (prefers-color-scheme:dark){{body:not([data-jp-theme-light]) .seoul-figure{{{_DARK}}}}}"
    "}</style>"
)


def use_style() -> None:
    """Draw all following charts in the house style.

    In a notebook, charts also begin to carry their alternative text as the ``alt`` attribute of the picture,
    and data frames begin to show their words on the left.
    """
    from . import tables  # here, so that charts alone do not wait for pandas

    plt.style.use(str(STYLE))
    _teach_notebook()
    tables.teach_notebook()


def finish(
    chart: Axes | Figure,
    *,
    title: str,
    alt: str,
    table: str | Iterable[str] | None = None,
    source: str | None = None,
    xlabel: str | None = None,
    ylabel: str | None = None,
) -> None:
    """Give a chart its title, units, source line and alternative text.

    Parameters
    ----------
    chart : matplotlib.axes.Axes or matplotlib.figure.Figure
        The chart. Axis labels go to the axes; a figure with several axes has them set already.
    title : str
        What the chart shows, as a sentence: the finding, not the topic.
    alt : str
        What a reader who cannot see the picture should know: its shape, and its end points.
    table : str or iterable of str, optional
        Table or tables that the figures come from: their citations become the source line.
    source : str, optional
        Source line in words; joined to the citations if both are given.
    xlabel, ylabel : str, optional
        Axis labels with their units.

    Raises
    ------
    ValueError
        If the title or the alternative text is empty, if there is neither table nor source, or if axis labels
        are given for a figure with several axes.
    UnknownTableError
        If there is no such table.
    """
    if not title.strip() or not alt.strip():
        raise ValueError("A chart needs a title that states the finding and an alternative text (alt=...).")
    tables = [] if table is None else [table] if isinstance(table, str) else list(table)
    lines = [datasets.cite(name).rstrip(".") for name in tables] + (
        [source.strip().rstrip(".")] if source else []
    )
    if not lines:
        raise ValueError(
            "A chart needs its source: give table=... (a table of the course) or source=... (words)."
        )
    if isinstance(chart, Axes):
        axes, figure = [chart], chart.get_figure(root=True)
    else:
        axes, figure = list(chart.axes), chart
    assert isinstance(figure, Figure)
    if (xlabel or ylabel) and len(axes) != 1:
        raise ValueError(
            f"The figure has {len(axes)} axes: label each with set_xlabel and set_ylabel, then call finish."
        )
    if xlabel is not None:
        axes[0].set_xlabel(xlabel)
    if ylabel is not None:
        axes[0].set_ylabel(_wrap(ylabel, float(figure.get_size_inches()[1]) * 10))
    for each in axes:
        _whole_years(each)
    width = float(figure.get_size_inches()[0])
    figure.suptitle(_wrap(title, width * 10.2), x=0.01, ha="left", fontsize=12, fontweight="bold")
    figure.supxlabel(
        _wrap("Source: " + _plain("; ".join(dict.fromkeys(lines))) + ".", width * 17.5),
        x=0.01,
        ha="left",
        fontsize=7.5,
        color="#404040",
    )
    setattr(figure, _ALT, " ".join(alt.split()))
    _teach_notebook()


def alt_text(chart: Axes | Figure) -> str:
    """Return the alternative text of a chart.

    Parameters
    ----------
    chart : matplotlib.axes.Axes or matplotlib.figure.Figure
        The chart.

    Returns
    -------
    str
        The text given to :func:`finish`; without it, the titles of the chart; empty if it has none.
    """
    figure = chart.get_figure(root=True) if isinstance(chart, Axes) else chart
    if figure is None:
        return ""
    given = getattr(figure, _ALT, "")
    if given:
        return str(given)
    titles = [figure.get_suptitle(), *(a.get_title(loc) for a in figure.axes for loc in ("left", "center"))]
    return ". ".join(" ".join(part.split()) for part in titles if part)


def label(
    axes: Axes,
    words: str,
    at: tuple[Any, float],
    shift: tuple[float, float] = (0, 8),
    colour: str = "#1a1a1a",
) -> Annotation:
    """Write words beside a point of a chart, clear of its lines.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The chart.
    words : str
        What to write.
    at : tuple
        The point, in the units of the axes.
    shift : tuple of float, default (0, 8)
        How far right and up of the point the words stand, in typographic points. Far from it, a thin line leads back.
    colour : str, optional
        Colour of the words.

    Returns
    -------
    matplotlib.text.Annotation
        With a thin light edge around the letters, and no box that would hide a line.
    """
    right, up = shift
    far = max(abs(right), abs(up)) > 20
    return axes.annotate(
        words,
        at,
        shift,
        textcoords="offset points",
        ha="center" if not right else "left" if right > 0 else "right",
        va="center" if right else "bottom" if up > 0 else "top",
        fontsize=9,
        color=colour,
        path_effects=[withStroke(linewidth=2.5, foreground="white")],
        arrowprops={"arrowstyle": "-", "color": "#808080", "linewidth": 0.8} if far else None,
    )


def unsure(bar: Rectangle, words: str = "") -> None:
    """Show that the height of a bar is only roughly known: pale, hatched, with words above it.

    Parameters
    ----------
    bar : matplotlib.patches.Rectangle
        One bar of ``axes.bar``.
    words : str, optional
        What to say of it, such as ``"at least"``.
    """
    colour = bar.get_facecolor()
    bar.set(facecolor="white", edgecolor=colour, hatch="////", linewidth=1)
    if words and bar.axes is not None:
        label(bar.axes, words, (bar.get_x() + bar.get_width() / 2, bar.get_height()), (0, 2))  # type: ignore[arg-type]


def _whole_years(axes: Axes) -> None:
    """Keep matplotlib from printing 2007.5 on an axis of years."""
    low, high = axes.get_xlim()
    if 1900 < low < high < 2100 and isinstance(axes.xaxis.get_major_formatter(), ScalarFormatter):
        axes.xaxis.set_major_locator(MaxNLocator(nbins="auto", integer=True))


def _plain(citation: str) -> str:
    """Take out what only a page can show: Markdown, and the column that a reader of the table should look at."""
    return re.sub(r"[;,] see `\w+`", "", citation).replace("`", "")


def _wrap(text: str, characters: float) -> str:
    return "\n".join(textwrap.wrap(text, max(20, int(characters))))


def _picture(figure: Figure) -> str | None:
    """HTML of a figure with its alternative text; None for one without, which is then shown as ever."""
    alt = alt_text(figure)
    if not alt:
        return None
    kind, drawn = "png", small_png
    if person_waits():
        kind, drawn = "webp", small_webp
    data = base64_text(drawn(figure, bbox_inches="tight"))
    return (
        f'<img class="seoul-figure" alt="{html.escape(alt, quote=True)}" src="data:image/{kind};base64,{data}" '
        f'style="max-width:100%;height:auto;background:#fff;border-radius:4px">{_THEME}'
    )


def _second(figure: Figure) -> str | None:
    """Return the picture for what cannot show a page, such as paper; a reader's notebook need not hold it twice."""
    return (
        None if alt_text(figure) and person_waits() else base64_text(small_png(figure, bbox_inches="tight"))
    )


def _teach_notebook() -> None:
    """Let IPython show figures through `_picture`; outside a notebook there is nothing to teach."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None and shell.display_formatter is not None:
        shell.display_formatter.formatters["text/html"].for_type(Figure, _picture)
        shell.display_formatter.formatters["image/png"].for_type(Figure, _second)
