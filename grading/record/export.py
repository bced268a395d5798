"""Put scores into the files that learning systems import: Canvas' gradebook, Moodle's grading worksheet, plain CSV.

A file of Canvas or Moodle is filled, never made: the system's own export says who is who there, and its import looks
for the same numbers again. A score that is not final changes nothing in it.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict

from nbgrader.api import MissingEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import selectinload

from ..collect.archive import printable
from ..collect.csv_table import CsvTable, harmless, plain
from ..collect.downloads import recall
from ..collect.roster import canvas_name, canvas_rows, participant
from ..course.assignment import AssignmentError
from ..course.course import Course
from .lateness import follow_lateness
from .notes import read_note
from .results import SubmissionReport

WAITS, MISSING = "waits for a person", "nothing handed in"


@dataclasses.dataclass
class Result:
    """What a student of the class got.

    Attributes
    ----------
    student, first, last, email : str
        As the gradebook has them.
    key, system : str
        The number in a learning system, and which one; empty when not known.
    state : str
        ``final``, `WAITS` or `MISSING`.
    score, raw : float
        Points so far, after and before the penalty for being late.
    late : float
        Seconds after the due date.
    why : str
        What it waits for.
    """

    student: str
    first: str = ""
    last: str = ""
    email: str = ""
    key: str = ""
    system: str = ""
    state: str = MISSING
    score: float = 0.0
    raw: float = 0.0
    late: float = 0.0
    why: str = ""

    @property
    def shown(self) -> str:
        """What people call them."""
        name = " ".join(filter(None, (self.first, self.last)))
        return printable(f"{name} ({self.student})" if name and name != self.student else self.student)

    @property
    def names(self) -> set[str]:
        """Ways to write the name, as `plain` text."""
        who = self.student.removesuffix(f"_{self.key}") if self.key else self.student
        return {plain(each) for each in (self.first + self.last, self.last + self.first, who)} - {""}


@dataclasses.dataclass
class Filled:
    """A file that is ready to be written.

    Attributes
    ----------
    sheet : CsvTable
        The file.
    written : list of Result
        Whose score is in it.
    left : list of (str, list of str)
        Why scores were left as they were, and whose.
    """

    sheet: CsvTable
    written: list[Result]
    left: list[tuple[str, list[str]]]


def results(course: Course, name: str) -> tuple[list[Result], float]:
    """Read what each student of the class got.

    Parameters
    ----------
    course : Course
        The course.
    name : str
        The assignment.

    Returns
    -------
    list of Result, float
        By student; and the points that could be had.

    Raises
    ------
    AssignmentError
        There is no such assignment, or nothing of it was graded.
    """
    known = recall(course.root, name)
    with course.gradebook() as gradebook:
        try:
            follow_lateness(course, gradebook, name)
            recorded = gradebook.find_assignment(name)
            # Three queries for the whole class. What nbgrader derives of a submission (its score, its penalty) is one
            # query each, over all grades that there are: `_score` adds up the grades, which are here.
            submissions = {
                each.student_id: each
                for each in gradebook.db.query(SubmittedAssignment)
                .filter(SubmittedAssignment.assignment_id == recorded.id)
                .options(selectinload(SubmittedAssignment.notebooks).selectinload(SubmittedNotebook.grades))
            }
        except MissingEntry:
            submissions = {}
        if not submissions:
            graded = [each.name for each in gradebook.assignments if each.num_submissions]
            hint = f"First: seoul grade {name}" if not graded else f"Graded are: {', '.join(graded)}"
            raise AssignmentError(f"Nothing of '{name}' is graded yet. {hint}")
        found = []
        for student in gradebook.students:
            one = Result(
                student.id, student.first_name or "", student.last_name or "", student.email or "",
                **known.get(student.id, {"key": student.lms_user_id or "", "system": "canvas"}),
            )  # fmt: skip
            if student.id in submissions:
                note = read_note(course, name, student.id)
                _score(one, submissions[student.id], None if note is None else note.report)
            found.append(one)
        total = float(recorded.max_score)
    return sorted(found, key=lambda each: each.student), total


def _score(one: Result, submission: SubmittedAssignment, told: SubmissionReport | None) -> None:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    one.raw = sum(float(grade.score or 0.0) for grade in grades)
    penalty = sum(float(notebook.late_submission_penalty or 0.0) for notebook in submission.notebooks)
    one.score = max(0.0, one.raw - penalty)
    one.late = float(submission.total_seconds_late or 0.0)
    one.state = "final"
    if waiting := [grade.name for grade in grades if grade.needs_manual_grade]:
        one.state = WAITS
        one.why = "not graded yet: " + ", ".join(dict.fromkeys(waiting))
    elif (
        told is not None
        and told.status in ("needs-a-person", "refused")
        and all(grade.manual_score is None for grade in grades)
    ):
        one.state = WAITS
        one.why = told.reasons[-1] if told.reasons else told.status


def number(score: float, like: str = "") -> str:
    """Return points as a file writes them: at most two decimals, with a comma where `like` has one."""
    text = f"{score:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if re.fullmatch(r"\d+,\d+", like.strip()) else text


def _amount(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def table(found: list[Result], total: float, partial: bool = False, zero_missing: bool = False) -> Filled:
    """Return the class as a plain table, one row a student, with a byte-order mark for Excel."""
    header = [
        "student", "last_name", "first_name", "email", "score", "max_score", "raw_score", "late_seconds",
        "state", "why",
    ]  # fmt: skip
    rows, written = [], []
    for one in found:
        goes = _goes(one, partial, zero_missing)
        if goes:
            written.append(one)
        cells = [one.student, one.last, one.first, one.email]
        points = [number(one.score) if goes else "", number(total), number(one.raw) if goes else ""]
        late = f"{one.late:.0f}" if one.late else ""
        rows.append([harmless(cell) for cell in (*cells, *points, late, one.state, one.why)])
    return Filled(CsvTable("", header, rows), written, _left(found, written))


def fill(
    sheet: CsvTable,
    system: str,
    found: list[Result],
    assignment: str,
    total: float,
    column: str | None = None,
    scale: bool = False,
    partial: bool = False,
    zero_missing: bool = False,
) -> Filled:
    """Fill a learning system's own file.

    Parameters
    ----------
    sheet : CsvTable
        Canvas' gradebook export or Moodle's grading worksheet; it is changed.
    system : str
        ``canvas`` or ``moodle``.
    found : list of Result
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

    Returns
    -------
    Filled
        The file, and what is in it.

    Raises
    ------
    AssignmentError
        It is no such file, or one of another course or assignment.
    """
    if sheet.kind != system:
        wanted = {
            "canvas": "Canvas' gradebook export: it begins with Student, ID, … Section",
            "moodle": "Moodle's grading worksheet: it begins with Identifier, Full name, …",
        }
        raise AssignmentError(f"{sheet.name} is not {wanted[system]}.")
    rows = list(canvas_rows(sheet)) if system == "canvas" else [r for r in sheet.rows if participant(r[0])]
    if system == "canvas":
        place, most = _canvas_column(sheet, assignment, column)
    else:
        place, most = _moodle_column(sheet, rows, column)
    matched = _match(sheet, system, rows, found)
    if not matched:
        raise AssignmentError(
            f"None of the {len(found)} students of '{assignment}' is in {sheet.name}: it is of another course or "
            "another assignment. Nothing was written."
        )
    maximum = _amount(most)
    if maximum is not None and abs(maximum - total) > 0.005 and not scale:
        raise AssignmentError(
            f"{sheet.name} gives {most.strip()} points for '{sheet.header[place]}', the assignment has {total:g}: "
            "is it another assignment? If not, change the points there, or convert with --scale. Nothing was written."
        )
    factor = maximum / total if scale and maximum is not None and total else 1.0
    locked = sheet.column("Grade can be changed") if system == "moodle" else None
    written, shut = [], []
    for one in found:
        row = matched.get(one.student)
        if row is None or not _goes(one, partial, zero_missing):
            continue
        if locked is not None and row[locked].strip() == "No":
            shut.append(one)
            continue
        row[place] = number(one.score * factor, most)
        written.append(one)
    for title in ("Student", "LastName", "FirstName", "Full name", "Online text"):
        risky = sheet.column(title)
        if risky is not None:
            for row in sheet.rows:
                row[risky] = harmless(row[risky])
    left = _left(found, [*written, *shut], set(matched))
    if shut:
        left.append(("locked in Moodle", [one.shown for one in shut]))
    theirs = {id(row) for row in matched.values()}
    strangers = [printable(_row_name(sheet, system, row)) for row in rows if id(row) not in theirs]
    if strangers:
        left.append(("in the file, unknown to the gradebook", strangers))
    return Filled(sheet, written, left)


def _goes(one: Result, partial: bool, zero_missing: bool) -> bool:
    return one.state == "final" or (partial and one.state == WAITS) or (zero_missing and one.state == MISSING)


def _left(
    found: list[Result], written: list[Result], present: set[str] | None = None
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


def _row_name(sheet: CsvTable, system: str, row: list[str]) -> str:
    if system == "canvas":
        return canvas_name(sheet, row)[2]
    name = sheet.column("Full name")
    return row[1 if name is None else name] or row[0]


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


def _moodle_column(sheet: CsvTable, rows: list[list[str]], column: str | None) -> tuple[int, str]:
    """Find the column of grades and the maximum."""
    place = sheet.column(column if column is not None else "Grade")
    if place is None:
        raise AssignmentError(
            f"{sheet.name} has no column '{column or 'Grade'}'. Name the one for grades with --column; there are: "
            f"{printable('; '.join(sheet.header))}. Nothing was written."
        )
    most = sheet.column("Maximum Grade")
    return place, rows[0][most] if most is not None and rows else ""


def _match(sheet: CsvTable, system: str, rows: list[list[str]], found: list[Result]) -> dict[str, list[str]]:
    """Find each student's row: by the learning system's number where it is known, else by id, e-mail or name."""
    ids: dict[str, list[list[str]]] = defaultdict(list)
    names: dict[str, list[list[str]]] = defaultdict(list)
    keys: dict[str, list[str]] = {}
    columns = ("SIS User ID", "SIS Login ID", "Email address", "ID number", "Username")
    places = [place for place in (sheet.column(each) for each in columns) if place is not None]
    own = sheet.column("ID") if system == "canvas" else 0
    assert own is not None
    for row in rows:
        key = row[own].strip() if system == "canvas" else participant(row[0])
        keys[key] = row
        for value in {row[place].strip().casefold() for place in places} - {""}:
            ids[value].append(row)
        if system == "canvas":
            first, last, whole = canvas_name(sheet, row)
            ways = {plain(whole), plain(first + last), plain(last + first)}
        else:
            ways = {plain(_row_name(sheet, system, row))}
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
                f"('{printable(_row_name(sheet, system, row))}'). Nothing was written."
            )
        taken[id(row)] = one.shown
        matched[one.student] = row
    return matched
