"""Find what the description of a table leaves out for its readers; ``schema.py`` finds what cannot be read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

_TEXTS = ("title", "theme", "row", "description", "shows", "cannot", "citation", "terms")
_BY_ROW = ("quantity", "low", "high", "value", "a", "b")  # numbers whose unit may stand in a field `unit`
_ABOUT_SOURCES = ("sources", "row_sources")


def gaps(resources: Sequence[dict[str, Any]]) -> list[str]:
    """Say what is missing, all of it, so that whoever adds a table learns it in one go.

    Parameters
    ----------
    resources : sequence of dict
        The tables of ``datapackage.json``, each with a name and fields.

    Returns
    -------
    list of str
        One line each, which names the table and the field; empty when nothing is missing.
    """
    found = []
    linked = _tables_with_sources(resources)
    for resource in resources:
        name = resource["name"]
        what = list(_of_table(resource))
        if name not in linked and name not in _ABOUT_SOURCES and linked:
            what.append(
                "add its name to the field `table` of `row_sources`, to `enum` and `categories`: "
                "the lines there say where each row was read"
            )
        found += [f"datapackage.json: table {name!r}: {each}" for each in what]
    themes = [theme for theme, _ in itertools.groupby(resource.get("theme") for resource in resources)]
    for theme in sorted({theme for theme in themes if theme and themes.count(theme) > 1}):
        names = [resource["name"] for resource in resources if resource.get("theme") == theme]
        found.append(
            f"datapackage.json: table {names[-1]!r}: tables of one theme stand together; "
            f"move it beside the others of {theme!r} ({', '.join(names[:-1])})"
        )
    return found


def _tables_with_sources(resources: Iterable[dict[str, Any]]) -> set[str]:
    for resource in resources:
        if resource["name"] == "row_sources":
            for field in resource["schema"]["fields"]:
                if field["name"] == "table":
                    return {*field.get("constraints", {}).get("enum", ())} & {*field.get("categories", ())}
    return set()


def _of_table(resource: dict[str, Any]) -> Iterable[str]:
    lacking = [f"`{key}`" for key in _TEXTS if not str(resource.get(key, "")).strip()]
    if lacking:
        yield f"lacks {', '.join(lacking)}; see how the other tables say it"
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    if "confidence" not in fields and not str(resource.get("confidence", "")).strip():
        yield "has neither a field `confidence` nor a text `confidence` that holds for all its rows"
    if not resource.get("licenses"):
        yield (
            "lacks `licenses`, and would be CC BY 4.0 to every tool that reads the package; "
            "copy those of a table with the same `terms`"
        )
    asked = fields.get("id", {}).get("constraints", {})
    if not (asked.get("required") and asked.get("unique")):
        yield "field 'id': give it `constraints`, `required` and `unique`, both true"
    for name, field in fields.items():
        said = field.get("description", "").strip()
        if not said:
            yield f"field {name!r} lacks `description`: what it means"
        elif not said.endswith("."):
            yield f"field {name!r}: its `description` should end with a full stop"
        by_row = name in _BY_ROW and "unit" in fields
        if field["type"] == "number" and name != "share" and not field.get("unit") and not by_row:
            yield f"field {name!r}: a number needs a `unit`"
