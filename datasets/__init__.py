"""The tables of the course, each figure with its sources.

Examples
--------
>>> from seoul_dilemma import datasets
>>> contracts = datasets.load("contracts")
>>> float(contracts.set_index("id").loc["2022", "value_usd_bn"])
17.3
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog import Catalog, UnknownRowError, UnknownTableError
from .schema import DatasetError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Catalog",
    "DatasetError",
    "UnknownRowError",
    "UnknownTableError",
    "cite",
    "describe",
    "load",
    "names",
    "simulated_class",
    "trace",
]

_CATALOG = Catalog(Path(__file__).parent)


def simulated_class() -> Path:
    """Return where a made-up class of the game lies, for those who have none of their own.

    A computer drew its choices from the game's equilibrium: it says nothing about people.

    Returns
    -------
    Path
        A folder with ``class.csv`` and ``class.json``, for `seoul_dilemma.widgets.game.read_class`.

    Examples
    --------
    >>> sorted(path.name for path in simulated_class().iterdir())
    ['class.csv', 'class.json']
    """
    return Path(__file__).parent / "simulated_class"


def names() -> list[str]:
    """Return the names of all tables.

    Returns
    -------
    list of str
        In alphabetical order.

    Examples
    --------
    >>> names()[:3]
    ['aid', 'ammunition', 'argument']
    """
    return _CATALOG.names()


def load(name: str) -> pd.DataFrame:
    """Read one table.

    Parameters
    ----------
    name : str
        Name of the table, such as ``"exporters"``; :func:`names` lists them.

    Returns
    -------
    pandas.DataFrame
        One row an observation, with a text column ``id`` that is unique in the table. Dates are
        ``datetime64``: where only a month or a year is known the date is its first day and the column
        ``<name>_precision`` says so. Texts from a closed list are categories, ordered where the list is.
        Whole numbers that may be missing are ``Int64``. Units stand in :func:`describe`. The frame is your
        own copy: change it freely.

    Raises
    ------
    UnknownTableError
        If no table has that name; the message lists them, nearest first.
    DatasetError
        If the file is damaged; the message names the table, the row and the field.

    Examples
    --------
    >>> list(load("contracts").columns[:4])
    ['id', 'year', 'year_end', 'value_usd_bn']
    """
    return _CATALOG.load(name)


def describe(name: str | None = None) -> pd.DataFrame:
    """Explain the fields of a table, or list all tables.

    Parameters
    ----------
    name : str, optional
        Name of the table. Without it, all tables are listed.

    Returns
    -------
    pandas.DataFrame
        One row a field (or a table): its type, unit, allowed values and meaning. A notebook shows it whole.

    Raises
    ------
    UnknownTableError
        If no table has that name.

    Examples
    --------
    >>> list(describe("contracts").columns)
    ['field', 'type', 'unit', 'may be missing', 'values', 'meaning']
    """
    return _CATALOG.describe(name)


def cite(name: str, rows: str | Iterable[str] | None = None) -> str:
    """Say where figures come from, in a line to print under a chart.

    Parameters
    ----------
    name : str
        Name of the table.
    rows : str or iterable of str, optional
        Ids of rows. With them the line names the sources of just these rows.

    Returns
    -------
    str
        The citation.

    Raises
    ------
    UnknownTableError, UnknownRowError
        If there is no such table or row.
    ValueError
        If `rows` is empty.

    Examples
    --------
    >>> cite("contracts", "2022").partition(";")[0]
    'Zawya / Reuters, 20 December 2023'
    """
    return _CATALOG.cite(name, rows)


def trace(name: str, rows: str | Iterable[str]) -> pd.DataFrame:
    """Look up the sources of rows.

    Parameters
    ----------
    name : str
        Name of the table.
    rows : str or iterable of str
        Ids of rows.

    Returns
    -------
    pandas.DataFrame
        Rows of the table ``sources``, oldest first, with addresses and the quality of each source.

    Raises
    ------
    UnknownTableError, UnknownRowError
        If there is no such table or row.
    ValueError
        If `rows` is empty.

    Examples
    --------
    >>> trace("contracts", "2022")["id"].iloc[0]
    'zawya-2023-12-20'
    """
    return _CATALOG.trace(name, rows)
