"""Write the data dictionary for people: ``datasets/README.md``, made from ``datapackage.json``."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path
from typing import Any

from .catalog import Catalog
from .complete import gaps
from .schema import DatasetError

_TOP = """\
# The data

<!-- Made from datapackage.json by `seoul build`. Edit that file, not this one. -->

Every figure in the course comes from a table in this folder, and every row says where it was read.
This page is for the reader who wants to know what a number means, how good it is, and what it cannot tell.

```python
from seoul_dilemma import datasets

contracts = datasets.load("contracts")  # a pandas DataFrame of your own
datasets.describe("contracts")  # what each column means, and its unit
datasets.cite("contracts")  # a line to print under a chart
datasets.trace("contracts", "2022")  # the sources behind one row
datasets.names()  # all tables
```

## Before you use a number

- **Look at the sources.** `trace` shows them with their quality. Many were read as excerpts, and some on
  sites that republish others. Where that is so, the row says it.
- **Look at `confidence`.** It is low, medium or high, as judged from what could be read. A low figure is
  there because there is no better one, not because it is good.
- **Look for bounds.** Where a source gives a range, `low` and `high` keep it. "More than" is a lower bound,
  "up to" an upper one. Mid-points and divisions by twelve are marked `derived`.
- **Mind the date.** A date of which only the month or the year is known is stored as its first day, and the
  column ending in `_precision` says so.
- **Empty means not known.** Gaps are not zeros. Among them: exact export contracts of 2018 to 2020, a yearly
  total of trade with Russia for 2023, South Korea's stock and output of 155 mm shells, much of what happened
  after April 2026: of that summer and autumn only the openings of a few press reports were read.
- **Where sources differ, both figures stay**; the table `disagreements` sets them side by side.

## What gets into `events` and `threats`

Counts over a list are only as good as the rule by which rows came into it. Ours, for both tables alike:

- **A step toward Kyiv** is an act of the South Korean government that gives, sells, lends, licenses or firmly
  promises something to Ukraine or to a state that arms Ukraine: arms and military goods of any size, money and
  other goods from 10 million dollars on.
  Where no sum was named we judged, and the note of the row says so. Help that is smaller, and words about what
  Seoul *might* do, are kept in `events` but are no steps.
- **A Russian warning** is a public statement by a named official or ministry that announces harm, to a state or
  to the tie with it, if it does a named thing about the war.
- **Dated by the act**, not by the report of it: an agreement of March that a newspaper reveals in April is a row
  of March. Where only the month is known, the row says so.
- **One act, one row.** A later admission, signature or payment of the same thing is marked `repeat` and does not
  count again. A warning in `threats` that says an earlier one again names it in `repeats`.
- **In both tables or in none.** Each Russian warning to Seoul stands in `events` and in `threats`.

The rule is ours, and so are the calls at its edges. Lesson 08 shows what one row more or less can do.

## The tables
"""

_LICENCES = """\
## Whose data these are

Nothing here is relicensed. Facts and figures may be quoted with their source; the wording, the codings and
the choice of rows are ours and are under CC BY 4.0. The `terms` of each table stand above in its section.
In the table `sources` one word says it for each source:

| word | means |
|---|---|
| `facts only` | a press article, a report or a web page: its facts are used, none of its text |
| `sipri` | © SIPRI: non-commercial teaching and research, under a tenth of a data set, with attribution |
| `cite` | research data, free to use with citation; no licence text was seen |
| `cc-by` | Creative Commons Attribution 4.0 |
| `own` | written for this course |

### How the SIPRI extract was counted

SIPRI lets teachers and researchers use less than a tenth of a data set, for no commercial end, with attribution.

{counted}

If you add rows from SIPRI, count again: a test fails when the share grows past a tenth.
"""

_BOTTOM = """\
## How to propose a correction

The tables are the source: they are edited by hand, and no script makes them. To put a figure right:

1. change the row in the CSV file, and keep its `id`;
2. add the source to `sources.csv` if it is new, and a line to `row_sources.csv` that joins row and source;
3. if two sources disagree, keep both: add a line to `disagreements.csv`;
4. run the tests in `tests/datasets`: they check types, bounds, keys, and that every row has a source;
5. send the change with a sentence on why, or open an issue with the row's `id` and the better source.

`datapackage.json` follows the [Frictionless Data Package](https://datapackage.org) standard, so any tool that
reads it can check the tables: `frictionless validate datapackage.json`.
The scholarship that the lessons cite is in `references.bib`. What changed in the record since 0.1 is in
[CHANGES.md](CHANGES.md).
"""


def render(folder: str | Path | None = None) -> str:
    """Write the data dictionary as Markdown.

    Parameters
    ----------
    folder : path-like, optional
        Folder of the tables; by default the one of this package.

    Returns
    -------
    str
        The text of ``datasets/README.md``. The same tables always give the same text.

    Raises
    ------
    DatasetError
        If ``datapackage.json`` is missing or damaged, or leaves something out; one line for each thing to add.
    """
    catalog = Catalog(folder or Path(__file__).parent)
    resources = catalog.package["resources"]
    if missing := gaps(resources):
        raise DatasetError("\n".join(missing))
    rows = {resource["name"]: _count(catalog.folder / resource["path"]) for resource in resources}
    parts = [_TOP]
    for theme, members in itertools.groupby(resources, key=lambda resource: resource["theme"]):
        parts.append(f"**{theme}**\n\n| table | rows | one row is |\n|---|---:|---|")
        parts.extend(
            f"| [{resource['name']}](#{resource['name']}) | {rows[resource['name']]} | {resource['row']} |"
            for resource in members
        )
        parts.append("")
    parts.extend(_section(resource) for resource in resources)
    parts.append(_LICENCES.replace("{counted}", _sipri(catalog.package["sipriExtract"], rows)))
    parts.append(_BOTTOM)
    return "\n".join(parts).rstrip() + "\n"


def _count(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def _section(resource: dict[str, Any]) -> str:
    lines = [
        f"### {resource['name']}",
        "",
        f"**{resource['title']}.** {resource['description']}",
        "",
        f"- *Shows:* {resource['shows']}",
        f"- *Cannot show:* {resource['cannot']}",
        f"- *Confidence:* {resource.get('confidence', 'By row, in the field `confidence`.')}",
        f"- *Cite:* {resource['citation']}",
        f"- *Terms:* {resource['terms']}",
        "",
        "| field | type | unit | meaning |",
        "|---|---|---|---|",
    ]
    for field in resource["schema"]["fields"]:
        kind = field["type"]
        meaning = field["description"]
        allowed = field.get("constraints", {}).get("enum", [])
        if allowed and len(allowed) <= 14:
            meaning += " One of: " + ", ".join(f"`{value}`" for value in allowed) + "."
        lines.append(f"| `{field['name']}` | {kind} | {field.get('unit', '')} | {_cell(meaning)} |")
    keys = resource["schema"].get("foreignKeys", [])
    if keys:
        joined = "; ".join(
            f"`{key['fields']}` points to `{key['reference']['fields']}` of {_table(key)}" for key in keys
        )
        lines += ["", f"Keys: {joined}."]
    return "\n".join([*lines, ""])


def _table(key: dict[str, Any]) -> str:
    name = key["reference"]["resource"]  # empty where a table points to itself
    return f"[{name}](#{name})" if name else "this table"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()


def _sipri(extract: dict[str, Any], rows: dict[str, int]) -> str:
    taken = sum(rows[name] for name in extract["tables"])
    derived = sum(rows[name] for name in extract["derivedTables"])
    whole = extract["dataSetValuesAtLeast"]
    names = ", ".join(f"`{name}` ({rows[name]})" for name in extract["tables"])
    by = extract["bySupplier"]
    cells = by["suppliersAtLeast"] * by["years"]
    return "\n\n".join(
        [
            f"The values taken are {names}: {taken} in all. {extract['how']} That is {taken / whole:.1%}. "
            f"Even with the {derived} shares and ranks of `exporter_shares`, which are sums and quotients and not "
            f"SIPRI's values, it would be {(taken + derived) / whole:.1%}. No line of the trade register is here.",
            f"Counted by supplier and year: SIPRI has a table for each of more than {by['suppliersAtLeast']} suppliers "
            f"over {by['years']} years, at least {cells:,} cells; the {rows[by['table']]} of `{by['table']}` are "
            f"{rows[by['table']] / cells:.1%}.",
        ]
    )
