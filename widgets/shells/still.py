"""A still picture of a `ShellLedger`, for where there is no front end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

if TYPE_CHECKING:
    from .explorer import ShellLedger

LOAN, PLAIN = "#0072b2", "#666666"


def draw(ledger: ShellLedger, text: Mapping[str, str]) -> Figure:
    """Draw the stock with and without the loan, and the extra shells sent.

    Parameters
    ----------
    ledger : ShellLedger
        What to draw.
    text : mapping of str to str
        Table of words.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    stock, extra = figure.subplots(1, 2)
    table, without = ledger.table, ledger.without
    stock.plot(table["month"], table["stock"], color=LOAN, label=text["shells.with"])
    stock.plot(without["month"], without["stock"], color=PLAIN, linestyle="--", label=text["shells.without"])
    stock.axhline(ledger.floor, color=PLAIN, linewidth=1, linestyle=":", label=text["shells.floor"])
    stock.set(xlabel=text["shells.axis.month"], ylabel=text["shells.axis.thousand"])
    stock.set_title(text["shells.stock"], fontsize=10)
    stock.set_ylim(bottom=0)
    stock.legend(fontsize=8)
    extra.plot(table["month"], ledger.extra, color=LOAN)
    extra.axhline(ledger.loan, color=PLAIN, linewidth=1, linestyle=":")
    extra.set(xlabel=text["shells.axis.month"], ylabel=text["shells.axis.thousand"])
    extra.set_title(text["shells.extra"], fontsize=10)
    return figure
