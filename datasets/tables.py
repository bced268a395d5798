"""How tables look in a notebook: words stand on the left and wrap, numbers stand on the right."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])(?=>)")
_TOP, _LEFT, _WHOLE = "vertical-align:top", ";text-align:left", ";white-space:nowrap"


def teach_notebook() -> None:
    """Let IPython show data frames through :func:`to_html`; outside a notebook there is nothing to teach."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None and shell.display_formatter is not None:
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, to_html)


def to_html(table: pd.DataFrame) -> str | None:
    """Return the page that pandas makes of a table, with its columns of words aligned left and its dates whole.

    Parameters
    ----------
    table : pandas.DataFrame
        The table. Kinds of data frames that bring a look of their own keep it.

    Returns
    -------
    str or None
        None where pandas is told to show plain text.
    """
    given: Any = table  # the stubs of pandas do not know how a notebook asks for a page
    common: Any = pd.DataFrame
    page: str | None = given._repr_html_()
    own = type(given)._repr_html_ is not common._repr_html_
    most = pd.get_option("display.max_columns") or 0
    if page is None or own or table.columns.nlevels > 1 or 0 < most < table.shape[1]:
        return page
    styles = [
        _TOP if is_numeric_dtype(kind) else _TOP + _LEFT + _WHOLE * is_datetime64_any_dtype(kind)
        for kind in table.dtypes
    ]

    def aligned(row: re.Match[str]) -> str:
        # Counted from the right: names of rows that repeat are merged, so a row may have fewer cells on the left.
        cells = iter([_TOP] * (len(_CELL.findall(row[0])) - len(styles)) + styles)
        return _CELL.sub(lambda cell: f'<{cell[1]} style="{next(cells)}"', row[0])

    return _ROW.sub(aligned, page)
