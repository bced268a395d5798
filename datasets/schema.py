"""Check ``datapackage.json`` before anything is read by it, so that a damaged one says where."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any


class DatasetError(ValueError):
    """A table or its schema is damaged. The message names the file, the row and the field."""


def read_resources(package: object, path: Path, types: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the tables of a data package by name, once their descriptions were checked.

    Parameters
    ----------
    package : object
        What the JSON file holds.
    path : Path
        Where it was read, for messages.
    types : collection of str
        The field types that can be read.

    Returns
    -------
    dict of str to dict
        The resources, in the order of the file.

    Raises
    ------
    DatasetError
        If a description is damaged; the message names the table and the field.
    """
    listed = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(listed, list):
        raise DatasetError(f"{path}: expected an object with a list `resources`. Restore the file.")
    found: dict[str, dict[str, Any]] = {}
    for position, resource in enumerate(listed, start=1):
        name = resource.get("name") if isinstance(resource, dict) else None
        if not isinstance(name, str):
            raise DatasetError(f"{path}: table number {position} has no `name`. Restore the file.")
        where = f"{path}: table {name!r}"
        if name in found:
            raise DatasetError(f"{where} stands there twice. Restore the file.")
        for key in ("path", "citation"):
            if not isinstance(resource.get(key), str):
                raise DatasetError(f"{where} has no `{key}`. Add it, or restore the file.")
        _texts(resource, ("title", "description", "row"), where)
        schema = resource.get("schema")
        fields = schema.get("fields") if isinstance(schema, dict) else None
        if not isinstance(fields, list) or not fields:
            raise DatasetError(f"{where} has no fields. Restore the file.")
        for number, field in enumerate(fields, start=1):
            if not isinstance(field, dict) or not isinstance(field.get("name"), str):
                raise DatasetError(f"{where}, field number {number} has no `name`. Restore the file.")
            _check_field(field, f"{where}, field {field['name']!r}", types)
        found[name] = resource
    return found


def _check_field(field: dict[str, Any], where: str, types: Collection[str]) -> None:
    kind = field.get("type")
    if not isinstance(kind, str) or kind not in types:
        raise DatasetError(f"{where}: unknown type {kind!r}; expected one of {', '.join(sorted(types))}.")
    _texts(field, ("unit", "description"), where)
    if not isinstance(field.get("categoriesOrdered", False), bool):
        raise _wrong("categoriesOrdered", "true or false", field["categoriesOrdered"], where)
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        raise _wrong("constraints", "an object", constraints, where)
    for key in ("minimum", "maximum"):
        bound = constraints.get(key, 0)
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            raise _wrong(key, "a number", bound, where)
    enum = constraints.get("enum", ["any"])
    if not isinstance(enum, list) or not enum or not all(isinstance(value, str) for value in enum):
        raise _wrong("enum", "a list of texts", enum, where)


def _texts(entry: dict[str, Any], keys: Collection[str], where: str) -> None:
    for key in keys:
        if not isinstance(entry.get(key, ""), str):
            raise _wrong(key, "a text", entry[key], where)


def _wrong(key: str, want: str, found: object, where: str) -> DatasetError:
    return DatasetError(
        f"{where}: expected `{key}` to be {want}, found {json.dumps(found)}. Restore the file."
    )
