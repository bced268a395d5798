"""Put scores into the files that learning systems import: Canvas' gradebook, Moodle's grading worksheet, plain CSV.

A file of Canvas or Moodle is filled, never made: the system's own export says who is who there, and its import looks
for the same numbers again. A score that is not final changes nothing in it.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict

from ..collect.archive import printable
from ..collect.csv_table import CsvTable, amount, harmless, plain
from ..collect.roster import canvas_name, canvas_rows
from ..collect.worksheet import Worksheet, kind_of, participant, worksheet
from ..course.assignment import AssignmentError
from .scores import FINAL, MISSING, WAITS, Score

#: What Canvas' export says in the place of a score that its import must not change: excused, and not assigned.
_KEPT = ("EX", "N/A")


@dataclasses.dataclass
class Filled:
    """A file that is ready to be written.

    Attributes
    ----------
    sheet : CsvTable
        The file.
    written : list of Score
        Whose score is in it.
    left : list of (str, list of str)
        Why scores were left as they were, and whose.
    """

    sheet: CsvTable
    written: list[Score]
    left: list[tuple[str, list[str]]]


def number(score: float, like: str = "") -> str:
    """Return points as a file writes them: at most two decimals, with a comma where `like` has one."""
    text = f"{score:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if re.fullmatch(r"\d+,\d+", like.strip()) else text


def table(found: list[Score], total: float, partial: bool = False, zero_missing: bool = False) -> Filled:
    """Return the class as a plain table, one row a student, with a byte-order mark for Excel."""
    header = [
        "student", "last_name", "first_name", "email", "score", "max_score", "raw_score", "late_seconds",
        "state", "why", "notes",
    ]  # fmt: skip
    rows, written = [], []
    for one in found:
        goes = _goes(one, partial, zero_missing)
        if goes:
            written.append(one)
        cells = [one.student, one.last, one.first, one.email]
        points = [number(one.score) if goes else "", number(total), number(one.raw) if goes else ""]
        late = f"{one.late:.0f}" if one.late else ""
        rows.append(
            [harmless(cell) for cell in (*cells, *points, late, one.state, one.why, "; ".join(one.notes))]
        )
    return Filled(CsvTable("", header, rows), written, _left(found, written))


def fill(
    sheet: CsvTable,
    system: str,
    found: list[Score],
    assignment: str,
    total: float,
    column: str | None = None,
    scale: bool = False,
    partial: bool = False,
    zero_missing: bool = False,
    comments: bool = False,
) -> Filled:
    """Fill a learning system's own file.

    Parameters
    ----------
    sheet : CsvTable
        Canvas' gradebook export or Moodle's grading worksheet; it is changed.
    system : str
        ``canvas`` or ``moodle``.
    found : list of Score
        The class.
    assignment : str
        Its name, to find the column.
    total : float
        The points that could be had.
    column : str, optional
        The column to fill, where its name does not say it.
    scale : bool
        Convert to the file's own maximum.
    partial : bool
        Also write the points so far of those who wait for a person.
    zero_missing : bool
        Also write 0 for those who handed in nothing.
    comments : bool
        Also say in Moodle's column of comments what makes the points what they are.

    Returns
    -------
    Filled
        The file, and what is in it.

    Raises
    ------
    AssignmentError
        It is no such file, or one of another course or assignment.
    """
    if kind_of(sheet) != system:
        wanted = {
            "canvas": "Canvas' gradebook export: it begins with Student, ID, … Section",
            "moodle": "Moodle's grading worksheet: its rows begin with Participant and a number, in your language",
        }
        raise AssignmentError(f"{sheet.name} is not {wanted[system]}.")
    rows = list(canvas_rows(sheet)) if system == "canvas" else [r for r in sheet.rows if participant(r[0])]
    if system == "canvas":
        place, most = _canvas_column(sheet, assignment, column)
        columns = None
    else:
        columns = worksheet(sheet)
        assert columns is not None
        place, most = _moodle_column(sheet, columns, rows, column)
    if comments and (columns is None or columns.comments is None):
        raise AssignmentError(
            f"{sheet.name} has no column of feedback comments. In Moodle it is there when the assignment's feedback "
            "types include Feedback comments; Canvas' gradebook has none. Nothing was written."
        )
    matched = _match(sheet, columns, rows, found)
    if not matched:
        raise AssignmentError(
            f"None of the {len(found)} students of '{assignment}' is in {sheet.name}: it is of another course or "
            "another assignment. Nothing was written."
        )
    maximum = amount(most)
    if maximum is not None and abs(maximum - total) > 0.005 and not scale:
        raise AssignmentError(
            f"{sheet.name} gives {most.strip()} points for '{sheet.header[place]}', the assignment has {total:g}: "
            "is it another assignment? If not, change the points there, or convert with --scale. Nothing was written."
        )
    factor = maximum / total if scale and maximum is not None and total else 1.0
    written, shut = [], []
    for one in found:
        row = matched.get(one.student)
        if row is None or not _goes(one, partial, zero_missing):
            continue
        if row[place].strip().upper() in _KEPT if columns is None else columns.shut(row):
            shut.append(one)
            continue
        row[place] = number(one.score * factor, most)
        if comments:
            assert columns is not None and columns.comments is not None
            row[columns.comments] = harmless(one.said)
        written.append(one)
    risky = {sheet.column(title) for title in ("Student", "LastName", "FirstName", "Online text")}
    risky.add(columns.name if columns is not None else None)
    for written_by_people in risky:
        if written_by_people is None:
            continue
        for row in sheet.rows:
            row[written_by_people] = harmless(row[written_by_people])
    left = _left(found, [*written, *shut], set(matched))
    if shut:
        why = "excused or not assigned in Canvas (EX, N/A)" if columns is None else "locked in Moodle"
        left.append((why, [one.shown for one in shut]))
    theirs = {id(row) for row in matched.values()}
    strangers = [printable(_row_name(sheet, columns, row)) for row in rows if id(row) not in theirs]
    if strangers:
        left.append(("in the file, unknown to the gradebook", strangers))
    return Filled(sheet, written, left)


def _goes(one: Score, partial: bool, zero_missing: bool) -> bool:
    return one.state == FINAL or (partial and one.state == WAITS) or (zero_missing and one.state == MISSING)


def _left(
    found: list[Score], written: list[Score], present: set[str] | None = None
) -> list[tuple[str, list[str]]]:
    """Say whose score is not in the file, by reason."""
    done = {one.student for one in written}
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if one.student in done:
            continue
        if present is not None and one.student not in present:
            reasons["not in the file"].append(one.shown)
        else:
            reasons[one.state].append(f"{one.shown}: {one.why}" if one.why else one.shown)
    return list(reasons.items())


def _row_name(sheet: CsvTable, columns: Worksheet | None, row: list[str]) -> str:
    if columns is None:
        return canvas_name(sheet, row)[2]
    return ("" if columns.name is None else row[columns.name]) or row[0]


def _canvas_column(sheet: CsvTable, assignment: str, column: str | None) -> tuple[int, str]:
    """Find the assignment's column and its points possible."""
    start = [plain(each) for each in sheet.header].index("section") + 1
    titles = {
        place: re.sub(r"\s*\(\d+\)\s*$", "", each)
        for place, each in enumerate(sheet.header)
        if place >= start
    }
    if column is not None:
        places = [
            place
            for place, title in titles.items()
            if column in (title, sheet.header[place]) or sheet.header[place].endswith(f"({column})")
        ]
    else:
        wanted = plain(assignment)
        places = [place for place, title in titles.items() if plain(title) == wanted]
        places = places or [place for place, title in titles.items() if wanted in plain(title)]
    if len(places) != 1:
        numbered = [
            printable(each) for each in sheet.header[start:] if re.search(r"\(\d+\)\s*$", each)
        ] or sheet.header[start:]
        asked = f"named '{column}'" if column is not None else f"of '{assignment}'"
        many = "more than one column" if places else "no column"
        raise AssignmentError(
            f"{sheet.name} has {many} {asked}: is it the gradebook of another course? Name the column with --column; "
            f"there are: {'; '.join(numbered) or 'none'}. Nothing was written."
        )
    points = next((row for row in sheet.rows if "Points Possible" in row[0]), None)
    if points is not None and "read only" in points[places[0]]:
        raise AssignmentError(f"'{sheet.header[places[0]]}' is read only in Canvas. Nothing was written.")
    return places[0], points[places[0]] if points is not None else ""


def _moodle_column(
    sheet: CsvTable, columns: Worksheet, rows: list[list[str]], column: str | None
) -> tuple[int, str]:
    """Find the column of grades and the maximum."""
    place = sheet.column(column) if column is not None else columns.grade
    if place is None:
        asked = f"no column '{column}'" if column is not None else "no column of grades before a maximum"
        raise AssignmentError(
            f"{sheet.name} has {asked}. Name the one for grades with --column; there are: "
            f"{printable('; '.join(sheet.header))}. Nothing was written."
        )
    return place, rows[0][columns.most] if columns.most is not None and rows else ""


def _match(
    sheet: CsvTable, columns: Worksheet | None, rows: list[list[str]], found: list[Score]
) -> dict[str, list[str]]:
    """Find each student's row: by the learning system's number where it is known, else by id, e-mail or name."""
    ids: dict[str, list[list[str]]] = defaultdict(list)
    names: dict[str, list[list[str]]] = defaultdict(list)
    keys: dict[str, list[str]] = {}
    system = "canvas" if columns is None else "moodle"
    if columns is None:
        places = [sheet.column(each) for each in ("SIS User ID", "SIS Login ID", "Email address")]
        own = sheet.column("ID")
    else:
        places = [columns.mail, columns.number]
        own = 0
    assert own is not None
    for row in rows:
        key = row[own].strip() if system == "canvas" else participant(row[0])
        keys[key] = row
        for value in {row[place].strip().casefold() for place in places if place is not None} - {""}:
            ids[value].append(row)
        if system == "canvas":
            first, last, whole = canvas_name(sheet, row)
            ways = {plain(whole), plain(first + last), plain(last + first)}
        else:
            ways = {plain(_row_name(sheet, columns, row))}
        for way in ways - {""}:
            names[way].append(row)
    matched: dict[str, list[str]] = {}
    taken: dict[int, str] = {}
    for one in found:
        if one.key and one.system == system:
            # Moodle's numbers are another assignment's when they do not fit: a name would match all the same.
            candidates = [keys[one.key]] if one.key in keys else []
        else:
            candidates = ids.get(one.student.casefold()) or ids.get(one.email.casefold() or "?") or []
            if not candidates and system == "canvas" and one.student in keys:
                candidates = [keys[one.student]]
            if not candidates:
                alike = {id(row): row for name in one.names for row in names.get(name, [])}
                candidates = list(alike.values())
        if len(candidates) != 1:
            continue
        row = candidates[0]
        if id(row) in taken:
            raise AssignmentError(
                f"{sheet.name}: {taken[id(row)]} and {one.shown} have the same row "
                f"('{printable(_row_name(sheet, columns, row))}'). Nothing was written."
            )
        taken[id(row)] = one.shown
        matched[one.student] = row
    return matched
