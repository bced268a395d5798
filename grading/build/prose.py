"""Fill a lesson's text with what is written elsewhere: figures, dates, scholarship, its own card.

``{{contracts/2022/value_usd_bn|.1f}}``
    table, row id, field, and perhaps a Python format; ``|date`` writes a date as precisely as it is known, ``|month``
    and ``|year`` no more than that.
    Also in code, where other double braces are left alone.
``{{lesson/minutes}}``
    a field of this lesson's header, or its ``exercises`` or ``points``; ``{{course/minutes}}`` sums over all.
``[@fearon1997]``
    a work of ``datasets/references.bib``, linked to the lesson's *Sources*.
``{{sources}}``
    the list of all works and tables that the lesson uses.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import pandas as pd

from ... import datasets
from .bibliography import Reference, read_bibliography
from .glossary import Term, explained
from .source import Lesson, SourceCell

_REFERENCE = re.compile(r"\{\{(.*?)\}\}")
_IN_CODE = re.compile(r"\{\{([a-z_]+/[^/{}|]+/[a-z_]+(?:\|[^{}]*)?)\}\}")
_CITATION = re.compile(r"\[(@[^\[\]]+)\]")
_PARTS = re.compile(
    r"\s*(?P<table>[^/|]+)/(?:(?P<row>[^|]+)/)?(?P<field>[^/|]+?)\s*(?:\|(?P<format>.*?))?\s*"
)
_LOADED = re.compile(r"""\bdatasets\.load\(\s*["']([a-z_]+)["']""")
_SOURCES = "sources"
_DATES = ["year", "month", "day", "date"]  # the vaguest first
_HEADING = re.compile(r"^#+ +Sources *$", re.MULTILINE)


class _Unknown(Exception):
    """A reference that leads nowhere."""


def _nearest(name: str, names: Iterable[str], what: str) -> _Unknown:
    names = [str(each) for each in names]
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    shown = near or names[:8]
    more = "" if near or len(names) <= 8 else ", ..."
    return _Unknown(
        f"there is no {what} {name!r}; {'nearest' if near else 'there are'}: {', '.join(shown)}{more}"
    )


@cache
def _table(name: str) -> pd.DataFrame:
    if name not in datasets.names():
        raise _nearest(name, datasets.names(), "table")
    table = datasets.load(name)
    if "id" in table.columns:
        table = table.set_index("id", drop=False)
    table.index = table.index.astype(str)
    return table


def _precision(row: pd.Series, field: str) -> str:
    for column in (f"{field}_precision", "precision"):
        if column in row.index and not pd.isna(row[column]):
            return str(row[column])
    return "day"


def format_date(value: Any, precision: str = "day") -> str:
    """Write a date in English, as precisely as it is known.

    Parameters
    ----------
    value : str or datetime-like
        ``"2023-04-19"``, ``"2023-04"``, ``"2023"`` or a time stamp.
    precision : {"day", "month", "year"}, default "day"
        How much of a time stamp is known; a shorter text counts as it is.

    Returns
    -------
    str
        ``"19 April 2023"``, ``"April 2023"`` or ``"2023"``.

    Raises
    ------
    ValueError
        When it is no date.
    """
    if isinstance(value, str):
        parts = value.strip().count("-")
        precision = {0: "year", 1: "month"}.get(parts, precision)
    date = pd.Timestamp(str(value).strip() if isinstance(value, str) else value)
    if pd.isna(date):
        raise ValueError(f"{value!r} is no date")
    if precision == "year":
        return f"{date.year}"
    month = f"{date:%B} {date.year}"
    return month if precision == "month" else f"{date.day} {month}"


def _plain(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return format_date(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class Prose:
    """Renders the text cells of one lesson and collects what cannot be resolved.

    Parameters
    ----------
    lesson : Lesson
        The lesson whose cells are rendered.
    course : sequence of Lesson
        All lessons.
    """

    def __init__(self, lesson: Lesson, course: Sequence[Lesson]):
        self.lesson = lesson
        self.course = course
        self.problems: list = []
        self.terms: set[Term] = set()
        self._has_sources = any(
            cell.kind == "markdown" and _HEADING.search(cell.source) for cell in lesson.cells
        )

    def render(self, cell: SourceCell) -> str:
        """Resolve every reference in a text cell.

        Parameters
        ----------
        cell : SourceCell
            A markdown cell.

        Returns
        -------
        str
            Its text; what could not be resolved stays, and is added to ``problems``.
        """
        text = self._substitute(cell, _REFERENCE, cell.source, self._reference)
        text = self._substitute(cell, _CITATION, text, self._citation)
        if cell.nbgrader or self.problems or _HEADING.search(cell.source):
            return text  # an answer is its writer's; sources are titles of others
        return explained(text, self.lesson.header["lesson"], self.terms)

    def fill(self, cell: SourceCell) -> str:
        """Resolve references to tables in a code cell; other double braces are Python's own.

        Parameters
        ----------
        cell : SourceCell
            A code cell.

        Returns
        -------
        str
            Its source, with figures in place.
        """
        return self._substitute(cell, _IN_CODE, cell.source, self._reference)

    def _substitute(
        self, cell: SourceCell, pattern: re.Pattern, text: str, resolve: Callable[[str], str]
    ) -> str:
        def one(match: re.Match) -> str:
            try:
                return resolve(match.group(1))
            except _Unknown as error:
                written = cell.source.find(match.group(0))
                line = cell.line + 1 + cell.source.count("\n", 0, max(written, 0))
                self.problems.append(self.lesson.problem(line, f"{match.group(0)}: {error}"))
                found: str = match.group(0)
                return found

        found: str = pattern.sub(one, text)
        return found

    def _reference(self, inside: str) -> str:
        if inside.strip() == _SOURCES:
            return self._sources()
        parts = _PARTS.fullmatch(inside)
        if parts is None:
            raise _Unknown("expected table/row/field, perhaps with |format")
        table, row, field, spec = parts["table"], parts["row"], parts["field"], parts["format"]
        if table in ("lesson", "course"):
            if row is not None:
                raise _Unknown(f"{table} has fields but no rows; write {table}/{field}")
            return _formatted(self._own(table, field), spec)
        if row is None:
            raise _Unknown("expected table/row/field, perhaps with |format")
        frame = _table(table)
        if row not in frame.index:
            raise _nearest(row, frame.index, f"row in table {table}")
        if field not in frame.columns:
            raise _nearest(field, frame.columns, f"field in table {table}")
        found = frame.loc[row]
        value = found[field]
        if pd.isna(value) or value == "":
            raise _Unknown(f"table {table}, row {row} has no {field}")
        if spec in _DATES:
            try:
                return format_date(value, min(spec, _precision(found, field), key=_DATES.index))
            except ValueError as error:
                raise _Unknown(str(error)) from None
        return _formatted(value, spec)

    def _own(self, of: str, field: str) -> Any:
        lessons = [self.lesson] if of == "lesson" else self.course
        totals = {
            "minutes": lambda: sum(lesson.minutes for lesson in lessons),
            "exercises": lambda: sum(len(lesson.graded) for lesson in lessons),
            "points": lambda: sum(lesson.points for lesson in lessons),
            "lessons": lambda: len(lessons),
        }
        if field in totals:
            return totals[field]()
        if of == "lesson" and field in self.lesson.header:
            return self.lesson.header[field]
        known = [*totals, *(self.lesson.header if of == "lesson" else ())]
        raise _nearest(field, known, f"field of the {of}")

    def _citation(self, inside: str) -> str:
        works = _works()
        links = []
        for key in inside.split(";"):
            name = key.strip().removeprefix("@")
            if name not in works:
                raise _nearest(name, works, "work in datasets/references.bib")
            if not self._has_sources:
                raise _Unknown(
                    "the lesson has no heading 'Sources' that the citation could lead to; end with a text cell "
                    "'## Sources' and, below it, '{{sources}}'"
                )
            links.append(f"[{works[name].short}](#Sources)")
        return "; ".join(links)

    def _sources(self) -> str:
        text = "\n".join(cell.source for cell in self.lesson.cells if cell.kind == "markdown")
        code = "\n".join(cell.source for cell in self.lesson.cells if cell.kind == "code")
        cited = {
            key.strip().removeprefix("@") for inside in _CITATION.findall(text) for key in inside.split(";")
        }
        lines = [work.entry for key, work in _works().items() if key in cited]
        parts = [_PARTS.fullmatch(inside) for inside in _REFERENCE.findall(text)]
        tables = {part["table"] for part in parts if part and part["row"]} | set(_LOADED.findall(code))
        lines = sorted(lines) + [
            f"Table `{name}`: {datasets.cite(name)}" for name in sorted(tables) if name in datasets.names()
        ]
        if not lines:
            raise _Unknown("the lesson cites no work and uses no table")
        return "\n".join(f"- {line}" for line in lines)


@cache
def _works() -> dict[str, Reference]:
    return read_bibliography()


def _formatted(value: Any, spec: str | None) -> str:
    if not spec:
        return _plain(value)
    try:
        return format(value, spec)
    except (TypeError, ValueError):
        raise _Unknown(f"{_plain(value)} cannot be written as {spec!r}") from None
