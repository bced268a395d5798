"""The class list: its students, and each one's number or name in the learning system."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import re
from collections.abc import Iterable
from pathlib import Path

from ..course.assignment import AssignmentError
from .archive import RISKY, printable
from .csv_table import CsvTable, plain
from .names import shown_name
from .worksheet import kind_of, participant, worksheet

_ID = ("student id", "student_id", "id", "username", "student", "login", "login_id")
_KEY = (
    "lms_user_id",
    "lms id",
    "canvas id",
    "canvas_id",
    "canvas_user_id",
    "moodle id",
    "participant",
    "identifier",
)
_NAME = ("name", "full name", "full_name")
_FIRST, _LAST = ("first name", "first_name", "firstname"), ("last name", "last_name", "lastname", "surname")
_GROUP = ("group", "group name", "group_name", "team")
_MAIL = ("email", "email address", "e-mail", "mail")


@dataclasses.dataclass(frozen=True)
class Person:
    """One student of the class.

    Attributes
    ----------
    student : str
        The id in the gradebook.
    key : str
        The number in the learning system; empty when the list has none.
    first, last, name, email : str
        As far as the list has them.
    late : timedelta or None
        How late the list says that they handed in.
    group : str
        Whom they hand in with; empty for those who hand in alone.
    """

    student: str
    key: str = ""
    first: str = ""
    last: str = ""
    name: str = ""
    email: str = ""
    late: datetime.timedelta | None = None
    group: str = ""

    @property
    def shown(self) -> str:
        """First and last name."""
        first, last = (self.first, self.last) if self.first and self.last else (self.name, "")
        return shown_name(first or self.first, last or self.last, self.student)

    @property
    def names(self) -> set[str]:
        """Every way in which a system may write the name, as `plain` text."""
        family, comma, given = self.name.partition(",")
        ways = {self.name, self.first + self.last, self.last + self.first}
        if comma:
            ways.add(given + family)
        return {plain(way) for way in ways} - {""}


def read_roster(path: Path) -> list[Person]:
    """Read a class list: Canvas' gradebook export, Moodle's grading worksheet, or a CSV of one's own.

    A list of one's own has a column ``id`` and, as ``nbgrader db student import`` has them, ``first_name``,
    ``last_name``, ``email`` and ``lms_user_id``, each of which may be missing; with a column ``group``, those of one
    group hand in together. Canvas' export of a group set is such a list.

    Raises
    ------
    AssignmentError
        The file cannot be read, or names a student twice.
    """
    sheet = CsvTable.read(path)
    people = {"canvas": _canvas, "moodle": _moodle, "plain": _plain}[kind_of(sheet)](sheet)
    if not people:
        raise AssignmentError(f"{sheet.name} names no student.")
    for field in ("student", "key"):
        values = [value for person in people if (value := getattr(person, field))]
        twice = [value for value, count in collections.Counter(values).items() if count > 1]
        if twice:
            raise AssignmentError(f"{sheet.name} has two students with the id '{printable(twice[0])}'.")
    for person in people:
        if not fit_for_an_id(person.student):
            raise AssignmentError(
                f"{sheet.name}: '{printable(person.student)}' cannot be a student's id, which is the name of a "
                'folder and stands in pages: an id is short and has none of / \\ < > " & `.'
            )
    return people


def fit_for_an_id(text: str) -> bool:
    """Tell whether a text can be a student's id, which is also a folder's name and is shown in pages."""
    return (
        bool(text.strip(". "))
        and text.isprintable()
        and "/" not in text
        and not RISKY.search(text)
        and len(text.encode()) < 120
    )


def _cell(row: list[str], place: int | None) -> str:
    return "" if place is None else row[place].strip()


def canvas_rows(sheet: CsvTable) -> Iterable[list[str]]:
    """Return the rows of a Canvas gradebook that are students': not the points possible, not the test student."""
    number = sheet.column("ID")
    for row in sheet.rows:
        first = row[0].strip()
        if "Points Possible" in first or not _cell(row, number) or first in ("Student, Test", "Test Student"):
            continue
        yield row


def canvas_name(sheet: CsvTable, row: list[str]) -> tuple[str, str, str]:
    """Return first name, last name and the whole name of a row of a Canvas gradebook."""
    family, given = sheet.column("LastName"), sheet.column("FirstName")
    if family is not None:
        first, last = _cell(row, given), _cell(row, family)
        return first, last, f"{last}, {first}"
    whole = re.sub(r'^="(.*)"$', r"\1", row[0].strip())
    last, comma, first = whole.partition(",")
    return (first.strip(), last.strip(), whole) if comma else ("", "", whole)


def _canvas(sheet: CsvTable) -> list[Person]:
    rows = list(canvas_rows(sheet))
    login = sheet.column("SIS Login ID")
    logins = [_cell(row, login) for row in rows]
    good = all(map(fit_for_an_id, logins)) and len(set(logins)) == len(logins)
    people = []
    for row, known in zip(rows, logins, strict=True):
        key = _cell(row, sheet.column("ID"))
        first, last, whole = canvas_name(sheet, row)
        people.append(Person(known if good else key, key, first, last, whole, known if "@" in known else ""))
    return people


def _moodle(sheet: CsvTable) -> list[Person]:
    columns = worksheet(sheet)
    assert columns is not None
    rows = [row for row in sheet.rows if participant(row[0])]
    people = [
        Person(
            "",
            participant(row[0]),
            name=_cell(row, columns.name),
            email=_cell(row, columns.mail),
            late=columns.late(row),
        )
        for row in rows
    ]
    for column in (columns.number, columns.mail, columns.name):
        ids = [_cell(row, column) for row in rows]
        if all(map(fit_for_an_id, ids)) and len(set(ids)) == len(ids):
            return [
                dataclasses.replace(person, student=known) for person, known in zip(people, ids, strict=True)
            ]
    return [dataclasses.replace(person, student=person.key) for person in people]


def _plain(sheet: CsvTable) -> list[Person]:
    known = sheet.column(*_ID)
    if known is None:
        raise AssignmentError(
            f"{sheet.name} is no class list: it has no column 'id' (it has: {printable(', '.join(sheet.header))})."
        )
    places = [sheet.column(*names) for names in (_KEY, _FIRST, _LAST, _NAME, _MAIL, _GROUP)]
    people = []
    for row in sheet.rows:
        key, first, last, name, email, group = (_cell(row, place) for place in places)
        if _cell(row, known):
            people.append(Person(_cell(row, known), key, first, last, name, email, group=group))
    return people
