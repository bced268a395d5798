"""Records that show themselves as a table, without pandas and without Jupyter."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any, TypeVar

Record = TypeVar("Record")


class Table(tuple[Record, ...]):
    """An ordered set of records of one kind; a table in a notebook, aligned text elsewhere.

    It is a tuple of dataclass instances, so ``pandas.DataFrame(table)`` makes a data frame of it.

    Parameters
    ----------
    records : iterable
        Dataclass instances.
    caption : str
        What the table shows.
    columns : iterable of str
        The fields to show, in order.
    """

    caption: str
    columns: tuple[str, ...]

    def __new__(cls, records: Iterable[Record], *, caption: str, columns: Iterable[str]) -> Table[Record]:
        """Gather the records."""
        table = super().__new__(cls, records)
        table.caption = caption
        table.columns = tuple(columns)
        return table

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Let copies and pickles keep caption and columns."""
        return (tuple(self),), {"caption": self.caption, "columns": self.columns}

    def _cells(self) -> list[list[str]]:
        return [[_text(name, getattr(record, name)) for name in self.columns] for record in self]

    def __repr__(self) -> str:
        """Show the records as aligned lines of text."""
        rows = [list(self.columns), *self._cells()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._cells()
        )
        caption = html.escape(self.caption)
        return (
            f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def _text(name: str, value: Any) -> str:
    if name == "slider":
        return f"{value[0]:g} to {value[1]:g}"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)
