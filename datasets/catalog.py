"""Read the tables of the course: typed, checked against their schema, cached.

The schema is ``datapackage.json`` (Frictionless Data Package). pandas is imported when the first table is
read, so that importing this module costs next to nothing.
"""

from __future__ import annotations

import csv
import difflib
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .schema import DatasetError, read_resources

if TYPE_CHECKING:
    import pandas as pd

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class UnknownTableError(LookupError):
    """No table has that name. The message lists the tables, nearest name first."""


class UnknownRowError(LookupError):
    """No row of the table has that id. The message lists the nearest ids."""


class Catalog:
    """The tables in one folder.

    The functions of :mod:`seoul_dilemma.datasets` speak to the catalog of the installed package. Make your
    own to read a copy of the folder.

    Parameters
    ----------
    folder : path-like
        Folder that holds ``datapackage.json`` and the CSV files.

    Raises
    ------
    DatasetError
        On first use, if ``datapackage.json`` is missing or damaged.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._package: dict[str, Any] | None = None
        self._resources: dict[str, dict[str, Any]] = {}
        self._frames: dict[str, pd.DataFrame] = {}

    # ------------------------------------------------------------------ schema
    @property
    def package(self) -> dict[str, Any]:
        """The parsed ``datapackage.json`` (dict). Treat it as read-only."""
        if self._package is None:
            self._read_package()
        assert self._package is not None
        return self._package

    def _read_package(self) -> None:
        path = self.folder / "datapackage.json"
        try:
            package = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DatasetError(f"{path} is missing. Restore it: it describes every table.") from None
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise DatasetError(f"{path} is not valid JSON ({error}). Restore the file.") from None
        self._resources = read_resources(package, path, _READERS)
        self._package = package

    def resource(self, name: str) -> dict[str, Any]:
        """Return the description of one table.

        Parameters
        ----------
        name : str
            Name of the table.

        Returns
        -------
        dict
            The resource of ``datapackage.json``. Treat it as read-only.

        Raises
        ------
        UnknownTableError
            If no table has that name.
        """
        self.package  # noqa: B018  # reads and checks the file on first use
        try:
            return self._resources[name]
        except (KeyError, TypeError):
            raise UnknownTableError(_unknown("table", name, list(self._resources))) from None

    def names(self) -> list[str]:
        """Return the names of all tables, in alphabetical order (list of str)."""
        self.package  # noqa: B018
        return sorted(self._resources)

    # ------------------------------------------------------------------ tables
    def load(self, name: str) -> pd.DataFrame:
        """Read one table; see :func:`seoul_dilemma.datasets.load`."""
        resource = self.resource(name)
        if name not in self._frames:
            self._frames[name] = _read(self.folder / resource["path"], name, resource["schema"]["fields"])
        return self._frames[name].copy()

    def describe(self, name: str | None = None) -> pd.DataFrame:
        """Describe one table, or list them all; see :func:`seoul_dilemma.datasets.describe`."""
        from .dictionary import Dictionary

        if name is None:
            rows = [
                {
                    "table": key,
                    "rows": len(self.load(key)),
                    "title": self._resources[key].get("title", ""),
                    "one row is": self._resources[key].get("row", ""),
                }
                for key in self.names()
            ]
            return Dictionary.titled(rows, self.package.get("title", "Tables"), "Every table of the course.")
        resource = self.resource(name)
        rows = []
        for field in resource["schema"]["fields"]:
            constraints = field.get("constraints", {})
            values = ", ".join(str(v) for v in constraints.get("enum", ()))
            values = values or _bounds(constraints)
            rows.append(
                {
                    "field": field["name"],
                    "type": field["type"],
                    "unit": field.get("unit", ""),
                    "may be missing": not constraints.get("required", False),
                    "values": values,
                    "meaning": field.get("description", ""),
                }
            )
        return Dictionary.titled(rows, resource.get("title", name), resource.get("description", ""))

    # ------------------------------------------------------------------ sources
    def cite(self, name: str, rows: str | Iterable[str] | None = None) -> str:
        """Return the citation; see :func:`seoul_dilemma.datasets.cite`."""
        resource = self.resource(name)
        if rows is None:
            return str(resource["citation"])
        found = self.trace(name, rows)
        parts = [_short_citation(row) for row in found.to_dict("records")]
        return "; ".join(dict.fromkeys(parts)) + "."

    def trace(self, name: str, rows: str | Iterable[str]) -> pd.DataFrame:
        """Return the sources behind rows; see :func:`seoul_dilemma.datasets.trace`."""
        wanted = list(rows) if isinstance(rows, Iterable) and not isinstance(rows, str) else [rows]
        if not wanted:
            raise ValueError(
                f"Give the id of one row at least of {name!r}; {name!r} alone can be cited whole."
            )
        known = set(self.load(name)["id"])
        for row in wanted:
            if row not in known:
                raise UnknownRowError(_unknown(f"row of {name!r}", row, sorted(known)))
        links = self.load("row_sources")
        sources = self.load("sources")
        if name == "sources":  # a source stands for itself, a link for the source it leads to
            behind = wanted
        elif name == "row_sources":
            behind = list(links.loc[links["id"].isin(wanted), "source"])
        else:
            behind = list(links.loc[(links["table"] == name) & links["row"].isin(wanted), "source"])
        kept = sources[sources["id"].isin(behind)]
        return kept.sort_values("date").reset_index(drop=True)


def _unknown(what: str, name: object, known: list[str]) -> str:
    near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.5)
    if len(known) > 60:
        hint = f"Nearest: {', '.join(near)}." if near else "Load the table to see its ids."
        return f"There is no {what} called {name!r}. {hint}"
    rest = [key for key in sorted(known) if key not in near]
    meant = f"Did you mean {' or '.join(repr(key) for key in near)}? " if near else ""
    return f"There is no {what} called {name!r}. {meant}There are: {', '.join(near + rest)}."


def _bounds(constraints: Mapping[str, Any]) -> str:
    low, high = constraints.get("minimum"), constraints.get("maximum")
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"at least {low}" if low is not None else f"at most {high}" if high is not None else ""


def _short_citation(source: Mapping[Any, Any]) -> str:
    import pandas as pd

    day, precision = source["date"], source["date_precision"]
    if pd.isna(day):
        return str(source["publisher"])
    month = _MONTHS[day.month - 1]
    when = {"day": f"{day.day} {month} {day.year}", "month": f"{month} {day.year}"}
    return f"{source['publisher']}, {when.get(precision, str(day.year))}"


# ---------------------------------------------------------------------- reading
# Each reader takes the cells of a column as text (None where empty) and gives what a data frame holds.
# A cell that does not fit raises ValueError; `_read` then looks for it, to name its row.
def _read(path: Path, name: str, fields: list[dict[str, Any]]) -> pd.DataFrame:
    """Parse one CSV file. The standard parser, because pandas's costs more than it saves on tables this small."""
    import pandas as pd

    lines = []
    records = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            for record in reader:
                records.append(record)
                lines.append(reader.line_num)
    except FileNotFoundError:
        raise DatasetError(f"Table {name!r}: {path} is missing. Restore the file.") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise DatasetError(
            f"Table {name!r}: {path} is not a valid CSV file ({error}). Restore the file."
        ) from None
    expected = [field["name"] for field in fields]
    if header != expected:
        missing = [column for column in expected if column not in header]
        extra = [column for column in header if column not in expected]
        raise DatasetError(
            f"Table {name!r}: {path} has other fields than its schema. "
            f"Missing: {', '.join(missing) or 'none'}. Not expected: {', '.join(extra) or 'none'}. "
            "The order counts as well."
        )
    for record, line in zip(records, lines, strict=True):
        if len(record) != len(expected):
            raise DatasetError(
                f"Table {name!r} ({path}, line {line}), row {record[0] if record else ''!r}: expected "
                f"{len(expected)} fields, found {len(record)}. Correct the row or restore the file."
            )
    columns = {}
    for position, field in enumerate(fields):
        cells = [record[position] or None for record in records]
        constraints = field.get("constraints", {})
        reader_of, want = _READERS[field["type"]]
        if constraints.get("required") and None in cells:
            bad, want = cells.index(None), "a value"
        elif field["name"] == "id" and len(set(cells)) < len(cells):
            bad, want = next(i for i, cell in enumerate(cells) if cell in cells[:i]), "an id used once only"
        else:
            try:
                columns[field["name"]] = reader_of(cells, field)
                continue
            except ValueError:
                bad = next(i for i, cell in enumerate(cells) if not _fits(cell, field))
                want = want or f"one of {', '.join(constraints['enum'])}"
                want = ", ".join(part for part in (want, _bounds(constraints)) if part)
        found = "nothing" if cells[bad] is None else repr(cells[bad])
        raise DatasetError(
            f"Table {name!r} ({path}, line {lines[bad]}), row {records[bad][0]!r}, field {field['name']!r}: "
            f"expected {want}, found {found}. Correct the value or restore the file."
        )
    return pd.DataFrame(columns)


def _fits(cell: str | None, field: dict[str, Any]) -> bool:
    try:
        _READERS[field["type"]][0]([cell], field)
    except ValueError:
        return False
    return True


def _strings(cells: list[str | None], field: dict[str, Any]) -> Any:
    import pandas as pd

    allowed = field.get("constraints", {}).get("enum")
    if allowed is None:
        return pd.Series(cells, dtype=object).astype(pd.Series([""]).dtype)  # the text type of this pandas
    codes = {value: code for code, value in enumerate(allowed)} | {None: -1}
    try:
        numbers = [codes[cell] for cell in cells]
    except KeyError:
        raise ValueError from None
    return pd.Categorical.from_codes(
        numbers, categories=allowed, ordered=field.get("categoriesOrdered", False)
    )


def _numbers(cells: list[str | None], field: dict[str, Any]) -> Any:
    import numpy as np

    values = [None if cell is None else float(_number(cell)) for cell in cells]
    return np.array(_within(values, field, sys.float_info.max), dtype="float64")


def _integers(cells: list[str | None], field: dict[str, Any]) -> Any:
    import numpy as np
    import pandas as pd

    values = _within([None if cell is None else int(_number(cell)) for cell in cells], field, 2**63 - 1)
    if field.get("constraints", {}).get("required", False):
        return np.array(values, dtype="int64")
    return pd.array(values, dtype="Int64")


def _booleans(cells: list[str | None], field: dict[str, Any]) -> Any:
    import pandas as pd

    values = {"true": True, "false": False, None: None}
    try:
        found = [values[cell] for cell in cells]
    except KeyError:
        raise ValueError from None
    return pd.array(found, dtype="bool" if field.get("constraints", {}).get("required", False) else "boolean")


def _dates(cells: list[str | None], field: dict[str, Any]) -> Any:
    import numpy as np

    days = [None if cell is None else date.fromisoformat(_day(cell)) for cell in cells]
    return np.array(days, dtype="datetime64[us]")


def _number(cell: str) -> str:
    """Refuse what Python would read as a number and no other tool does: 1_000, nan, infinity."""
    if not _PLAIN_NUMBER.fullmatch(cell):
        raise ValueError
    return cell


def _within(values: list[Any], field: dict[str, Any], largest: float) -> list[Any]:
    """Refuse a number outside the bounds of its field, or too large for its type."""
    constraints = field.get("constraints", {})
    low, high = constraints.get("minimum", -largest), constraints.get("maximum", largest)
    if any(value is not None and not low <= value <= high for value in values):
        raise ValueError
    return values


def _day(cell: str) -> str:
    """Refuse the other spellings of ISO 8601: 20230426, 2023-W17-3."""
    if cell[4:8:3] != "--" or len(cell) != 10:
        raise ValueError
    return cell


_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?", re.ASCII)
_READERS: dict[str, tuple[Callable[[list[str | None], dict[str, Any]], Any], str]] = {
    "string": (_strings, ""),
    "number": (_numbers, "a number"),
    "integer": (_integers, "a whole number"),
    "boolean": (_booleans, "true or false"),
    "date": (_dates, "a date such as 2023-04-26"),
}
