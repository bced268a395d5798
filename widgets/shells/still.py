"""A still picture of a `ShellLedger`, for where there is no front end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

LOAN, PLAIN = "#0072b2", "#666666"


def draw(
    table: pd.DataFrame,
    without: pd.DataFrame,
    extra_shells: Sequence[float],
    floor: float,
    loan: float,
    text: Mapping[str, str],
) -> Figure:
    """Draw the stock with and without the loan, and the extra shells sent.

    Parameters
    ----------
    table, without : DataFrame
        A row a month, with the loan and without it; columns ``month`` and ``stock``, in thousands of shells.
    extra_shells : sequence of float
        What the loan made possible up to each month, in thousands of shells.
    floor, loan : float
        The stock that is not touched, and the loan, in thousands of shells.
    text : mapping of str to str
        Table of words.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    stock, extra = figure.subplots(1, 2)
    stock.plot(table["month"], table["stock"], color=LOAN, label=text["shells.with"])
    stock.plot(without["month"], without["stock"], color=PLAIN, linestyle="--", label=text["shells.without"])
    stock.axhline(floor, color=PLAIN, linewidth=1, linestyle=":", label=text["shells.floor"])
    stock.set(xlabel=text["shells.axis.month"], ylabel=text["shells.axis.thousand"])
    stock.set_title(text["shells.stock"], fontsize=10)
    stock.set_ylim(bottom=0)
    stock.legend(fontsize=8)
    extra.plot(table["month"], extra_shells, color=LOAN)
    extra.axhline(loan, color=PLAIN, linewidth=1, linestyle=":")
    extra.set(xlabel=text["shells.axis.month"], ylabel=text["shells.axis.thousand"])
    extra.set_title(text["shells.extra"], fontsize=10)
    return figure
