"""Read the tables of the course: typed, checked against their schema, cached.

The schema is ``datapackage.json`` (Frictionless Data Package). pandas is imported when the first table is
read, so that importing this module costs next to nothing.
"""

from __future__ import annotations

import csv
import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


class DatasetError(ValueError):
    """A table or its schema is damaged. The message names the file, the row and the field."""


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
        resources: dict[str, dict[str, Any]] = {}
        listed = package.get("resources") if isinstance(package, dict) else None
        if not isinstance(listed, list):
            raise DatasetError(f"{path}: expected an object with a list `resources`. Restore the file.")
        for position, resource in enumerate(listed, start=1):
            if not isinstance(resource, dict) or "name" not in resource:
                raise DatasetError(f"{path}: table number {position} has no `name`. Restore the file.")
            name = resource["name"]
            if "path" not in resource:
                raise DatasetError(f"{path}: table {name!r} has no `path`. Restore the file.")
            fields = resource.get("schema", {}).get("fields")
            if not fields:
                raise DatasetError(f"{path}: table {name!r} has no fields. Restore the file.")
            for number, field in enumerate(fields, start=1):
                if "name" not in field:
                    raise DatasetError(f"{path}: table {name!r}, field number {number} has no `name`.")
                if field.get("type") not in _READERS:
                    raise DatasetError(
                        f"{path}: table {name!r}, field {field['name']!r}: unknown type "
                        f"{field.get('type')!r}; expected one of {', '.join(sorted(_READERS))}."
                    )
            resources[name] = resource
        self._package, self._resources = package, resources

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
        from seoul_dilemma.datasets.dictionary import Dictionary

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
            low, high = constraints.get("minimum"), constraints.get("maximum")
            if low is not None:
                values = f"at least {low}" if high is None else f"{low} to {high}"
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
        wanted = [rows] if isinstance(rows, str) else list(rows)
        known = set(self.load(name)["id"])
        for row in wanted:
            if row not in known:
                raise UnknownRowError(_unknown(f"row of {name!r}", row, sorted(known)))
        links = self.load("row_sources")
        links = links[(links["table"] == name) & links["row"].isin(wanted)]
        sources = self.load("sources")
        kept = sources[sources["id"].isin(links["source"])]
        return kept.sort_values("date").reset_index(drop=True)


def _unknown(what: str, name: object, known: list[str]) -> str:
    near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.5)
    if len(known) > 60:
        hint = f"Nearest: {', '.join(near)}." if near else "Load the table to see its ids."
        return f"There is no {what} called {name!r}. {hint}"
    rest = [key for key in sorted(known) if key not in near]
    meant = f"Did you mean {' or '.join(repr(key) for key in near)}? " if near else ""
    return f"There is no {what} called {name!r}. {meant}There are: {', '.join(near + rest)}."


def _short_citation(source: dict[str, Any]) -> str:
    import pandas as pd

    date, precision = source["date"], source["date_precision"]
    if pd.isna(date):
        return str(source["publisher"])
    month = _MONTHS[date.month - 1]
    when = {"day": f"{date.day} {month} {date.year}", "month": f"{month} {date.year}"}
    return f"{source['publisher']}, {when.get(precision, str(date.year))}"


# ---------------------------------------------------------------------- reading
def _read(path: Path, name: str, fields: list[dict[str, Any]]) -> pd.DataFrame:
    """Parse one CSV file. Slow diagnosis starts only once something is known to be wrong."""
    import pandas as pd

    expected = [field["name"] for field in fields]
    try:
        raw = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    except FileNotFoundError:
        raise DatasetError(f"Table {name!r}: {path} is missing. Restore the file.") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise DatasetError(f"Table {name!r}: {path} is not a valid CSV file ({error}).") from None
    if list(raw.columns) != expected:
        missing = [c for c in expected if c not in raw.columns]
        extra = [c for c in raw.columns if c not in expected]
        raise DatasetError(
            f"Table {name!r}: {path} has other fields than its schema. "
            f"Missing: {', '.join(missing) or 'none'}. Not expected: {', '.join(extra) or 'none'}. "
            "The order counts as well."
        )
    columns = {}
    for field in fields:
        column = raw[field["name"]]
        constraints = field.get("constraints", {})
        if constraints.get("required") and column.isna().any():
            raise _damage(path, name, raw, field, column.isna(), "a value")
        parsed = _READERS[field["type"]](column, field)
        if parsed is None:
            bad = pd.Series([not _fits(v, field) for v in column], index=column.index)
            raise _damage(path, name, raw, field, bad, _EXPECTED[field["type"]])
        if constraints.get("enum") and field["type"] == "string":
            allowed = pd.CategoricalDtype(constraints["enum"], ordered=field.get("categoriesOrdered", False))
            strange = column.notna() & ~column.isin(constraints["enum"])
            if strange.any():
                raise _damage(path, name, raw, field, strange, f"one of {', '.join(constraints['enum'])}")
            parsed = parsed.astype(allowed)
        columns[field["name"]] = parsed
    frame = pd.DataFrame(columns)
    if "id" in frame and frame["id"].duplicated().any():
        raise _damage(path, name, raw, {"name": "id"}, frame["id"].duplicated(), "an id used once only")
    return frame


def _damage(
    path: Path, name: str, raw: pd.DataFrame, field: dict[str, Any], bad: Any, want: str
) -> DatasetError:
    position = int(bad.to_numpy().argmax())
    found = raw[field["name"]].iloc[position]
    row = raw["id"].iloc[position] if "id" in raw else position + 1
    shown = "nothing" if isinstance(found, float) else repr(found)
    return DatasetError(
        f"Table {name!r} ({path}, line {_line(path, position)}), row {row!r}, field {field['name']!r}: "
        f"expected {want}, found {shown}. Correct the value or restore the file."
    )


def _line(path: Path, position: int) -> int:
    """Line of the file on which the data row at `position` (from 0) ends; quoted fields may span lines."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        for number, _ in enumerate(reader):
            if number == position + 1:
                break
        return reader.line_num


def _strings(column: pd.Series, field: dict[str, Any]) -> pd.Series:
    return column


def _numbers(column: pd.Series, field: dict[str, Any]) -> pd.Series | None:
    import pandas as pd

    try:
        return pd.to_numeric(column).astype("float64")
    except (ValueError, TypeError):
        return None


def _integers(column: pd.Series, field: dict[str, Any]) -> pd.Series | None:
    required = field.get("constraints", {}).get("required", False)
    try:
        numbers = _numbers(column, field)
        if numbers is None:
            return None
        return numbers.astype("int64") if required and (numbers % 1 == 0).all() else numbers.astype("Int64")
    except (ValueError, TypeError):
        return None


def _booleans(column: pd.Series, field: dict[str, Any]) -> pd.Series | None:
    if not column.dropna().isin(["true", "false"]).all():
        return None
    mapped = column.map({"true": True, "false": False})
    return (
        mapped.astype("bool")
        if field.get("constraints", {}).get("required", False)
        else mapped.astype("boolean")
    )


def _dates(column: pd.Series, field: dict[str, Any]) -> pd.Series | None:
    import pandas as pd

    try:
        return pd.to_datetime(column, format="%Y-%m-%d")
    except ValueError:
        return None


_READERS = {
    "string": _strings,
    "number": _numbers,
    "integer": _integers,
    "boolean": _booleans,
    "date": _dates,
}
_EXPECTED = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "date": "a date such as 2023-04-26",
}


def _fits(value: object, field: dict[str, Any]) -> bool:
    """Whether one value can be read by itself: used to find the first that cannot."""
    import pandas as pd

    if isinstance(value, float):  # a missing value
        return True
    return _READERS[field["type"]](pd.Series([value], dtype="str"), field) is not None
