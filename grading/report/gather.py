"""Read what a class did from the gradebook, and from what the grader recorded beside it."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import make_url

from ..collect.names import shown_name
from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import AssignmentError
from ..course.course import Course
from ..course.rules import AssignmentRules, TermRules
from ..record.lateness import follow_lateness
from ..record.notes import checks_said, read_notes

_LARGEST = 50_000_000


@dataclasses.dataclass(frozen=True)
class Exercise:
    """What points are given for.

    Attributes
    ----------
    notebook, name : str
        Where it stands, and its grade id.
    max_points : float
        The most that it can earn.
    """

    notebook: str
    name: str
    max_points: float

    @property
    def label(self) -> str:
        """What to call it: the test of ``puzzle`` is often named ``test-puzzle``."""
        return re.sub(r"^test[-_]", "", self.name) or self.name


@dataclasses.dataclass
class Mark:
    """What one student earned in one exercise.

    Attributes
    ----------
    points : float or None
        None while it waits for a person.
    outcome, message : str
        What the grader said; empty where nothing is recorded.
    """

    points: float | None
    outcome: str = ""
    message: str = ""


@dataclasses.dataclass
class ReportedSubmission:
    """One student's work on one assignment.

    Attributes
    ----------
    marks : dict of Exercise to Mark
        Every exercise that the gradebook knows.
    when, due : datetime or None
        When it was handed in and when it had to be, extension included, in UTC.
    said_late : float or None
        Seconds after the due date of the learning system, where it said that this was late; 0 where it did not say by
        how much.
    penalty : float
        Points taken off for lateness, of those that count.
    rules, lost : AssignmentRules and float
        The rules of the term, and the share that lateness takes.
    status : str
        The grader's word, such as ``needs-a-person``; empty where another grader graded.
    reasons : list of str
        What the grader had to say.
    seconds : float or None
        How long it ran.
    """

    marks: dict[Exercise, Mark] = dataclasses.field(default_factory=dict)
    when: datetime.datetime | None = None
    due: datetime.datetime | None = None
    said_late: float | None = None
    penalty: float = 0.0
    rules: AssignmentRules = dataclasses.field(default_factory=AssignmentRules)
    lost: float = 0.0
    status: str = ""
    reasons: list[str] = dataclasses.field(default_factory=list)
    seconds: float | None = None

    @property
    def late(self) -> float:
        """Seconds after the due date; 0 where nobody knows them."""
        if self.when is None or self.due is None:
            return self.said_late or 0.0
        return max(0.0, (self.when - self.due).total_seconds())

    @property
    def is_late(self) -> bool | None:
        """Whether it is late, as far as is known: the gradebook's dates count before the learning system's word."""
        if self.when is None or self.due is None:
            return None if self.said_late is None else True
        return self.late > 0


@dataclasses.dataclass
class AssignmentResults:
    """An assignment and what became of it.

    Attributes
    ----------
    name : str
        Of the assignment.
    due : datetime or None
        In UTC.
    exercises : list of Exercise
        In the order of the notebook, as far as it is known.
    submissions : dict of str to ReportedSubmission
        By student.
    refused : dict of str to list of str
        Whose submission was not taken at all, and why.
    checks : list of str
        What was said of the checks when the instructor's own solution was tried.
    rules : list of str
        The rules of the term that hold for it, in words.
    """

    name: str
    due: datetime.datetime | None = None
    exercises: list[Exercise] = dataclasses.field(default_factory=list)
    submissions: dict[str, ReportedSubmission] = dataclasses.field(default_factory=dict)
    refused: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    checks: list[str] = dataclasses.field(default_factory=list)
    rules: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Classroom:
    """A class.

    Attributes
    ----------
    students : dict of str to str
        Every student's id and what people call them.
    works : list of AssignmentResults
        Every assignment of the gradebook: those with a due date first, in its order, then by name.
    """

    students: dict[str, str]
    works: list[AssignmentResults]


def gather(course: Course, name: str) -> tuple[Classroom, AssignmentResults]:
    """Read a class and one assignment of it.

    Parameters
    ----------
    course : Course
        The course.
    name : str
        The assignment that the report is about.

    Returns
    -------
    tuple of Classroom and AssignmentResults
        Everybody and everything, and that assignment.

    Raises
    ------
    AssignmentError
        There is no gradebook, or it does not know the assignment.
    RecordError
        The gradebook cannot be read.
    """
    url = make_url(course.directory.db_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        # Opening it would make one.
        raise AssignmentError(f"There is no gradebook {url.database} yet. First: seoul grade {name}")
    with course.gradebook() as gradebook:
        known = sorted(each for (each,) in gradebook.db.query(api.Assignment.name))
        if name not in known:
            hint = f" It knows: {', '.join(known)}." if known else ""
            raise AssignmentError(
                f"The gradebook knows no assignment '{name}'.{hint} First: seoul grade {name}"
            )
        follow_lateness(course, gradebook, name)
        classroom = _read(gradebook.db, course.rules)
    work = next(each for each in classroom.works if each.name == name)
    _add_notes(course, work)
    return classroom, work


def _read(db: Any, rules: TermRules) -> Classroom:
    """Read everything in five queries, however large the class is, as the rules of the term have it."""
    people = db.query(api.Student.id, api.Student.first_name, api.Student.last_name)
    students = {student: shown_name(first or "", last or "", student) for student, first, last in people}
    notebooks = {
        key: (name, assignment)
        for key, name, assignment in db.query(api.Notebook.id, api.Notebook.name, api.Notebook.assignment_id)
    }
    works = {key: AssignmentResults(name, due) for key, name, due in _assignments(db)}
    for work in works.values():
        own = rules.of(work.name)
        work.rules = [*own.said(), *own.extended()]
    exercises: dict[str, Exercise] = {}
    factors: dict[str, float] = {}
    for kind in (api.GradeCell, api.TaskCell):
        for key, cell, notebook, points in db.query(kind.id, kind.name, kind.notebook_id, kind.max_score):
            work, most = works[notebooks[notebook][1]], float(points or 0)
            counts = rules.of(work.name).counts(cell, most)
            factors[key] = counts / most if most else 1.0
            if cell not in rules.of(work.name).drop:
                exercises[key] = Exercise(notebooks[notebook][0], cell, counts)
                work.exercises.append(exercises[key])
    handed = api.SubmittedAssignment
    for assignment, student, when, extension in db.query(
        handed.assignment_id, handed.student_id, handed.timestamp, handed.extension
    ):
        due = works[assignment].due
        due = due + extension if due is not None and extension is not None else due
        works[assignment].submissions[student] = ReportedSubmission(
            when=when, due=due, rules=rules.of(works[assignment].name)
        )
    part = api.SubmittedNotebook
    for assignment, student, penalty in (
        db.query(handed.assignment_id, handed.student_id, part.late_submission_penalty)
        .select_from(part)
        .join(handed, part.assignment_id == handed.id)
    ):
        works[assignment].submissions[student].penalty += penalty or 0.0
    raw: dict[tuple[str, str], float] = {}
    for assignment, student, cell, auto, manual, extra, flagged in (
        db.query(
            handed.assignment_id,
            handed.student_id,
            api.Grade.cell_id,
            api.Grade.auto_score,
            api.Grade.manual_score,
            api.Grade.extra_credit,
            api.Grade.needs_manual_grade,
        )
        .select_from(api.Grade)
        .join(part, api.Grade.notebook_id == part.id)
        .join(handed, part.assignment_id == handed.id)
    ):
        points = manual if manual is not None else auto
        given = (points or 0.0) + (extra or 0.0)
        raw[assignment, student] = raw.get((assignment, student), 0.0) + given
        if cell in exercises:
            waits = points is None or (manual is not None and flagged)
            mark = Mark(None if waits else given * factors[cell])
            works[assignment].submissions[student].marks[exercises[cell]] = mark
    for (assignment, student), given in raw.items():
        one = works[assignment].submissions[student]
        policy = one.rules.late
        one.lost = policy.share(one.late) if policy is not None else one.penalty / given if given else 0.0
        earned = sum(mark.points or 0.0 for mark in one.marks.values())
        one.penalty = (earned * one.rules.times + one.rules.add) * one.lost
    ordered = sorted(works.values(), key=lambda work: (work.due is None, work.due, work.name))
    for work in ordered:
        work.exercises.sort(key=lambda each: (each.notebook, each.name))
    return Classroom(students, ordered)


def _assignments(db: Any) -> Iterable[tuple[str, str, datetime.datetime | None]]:
    found: Iterable[tuple[str, str, datetime.datetime | None]]
    found = db.query(api.Assignment.id, api.Assignment.name, api.Assignment.duedate)
    return found


# what the grader recorded beside the gradebook


def _add_notes(course: Course, work: AssignmentResults) -> None:
    order: dict[tuple[str, str], int] = {}
    noted = set()
    work.checks = checks_said(course, work.name)
    for note in read_notes(course, work.name):
        report = note.report
        submission = work.submissions.get(report.student)
        for cell in report.cells:
            order.setdefault((cell.notebook, cell.grade_id), len(order))
        if submission is None:
            work.refused[report.student] = list(report.reasons)
            continue
        noted.add(report.student)
        waits = {each.name for each, mark in submission.marks.items() if mark.points is None}
        again = [f"To look at again: {name}: {why}." for name, why in note.looks.items() if name in waits]
        submission.status, submission.reasons = report.status, [*again, *report.reasons]
        submission.seconds, submission.said_late = report.seconds, note.late
        said = {(cell.notebook, cell.grade_id): cell for cell in report.cells}
        for exercise, mark in submission.marks.items():
            row = said.get((exercise.notebook, exercise.name))
            if row is not None:
                mark.outcome, mark.message = row.outcome, row.message
    work.exercises.sort(key=lambda each: order.get((each.notebook, each.name), len(order)))
    for student in work.submissions.keys() - noted:  # graded by nbgrader's own autograde
        for notebook in {each.notebook for each in work.exercises}:
            path = course.path("autograded", work.name, student) / f"{notebook}.ipynb"
            for name, message in _errors(path).items():
                for exercise, mark in work.submissions[student].marks.items():
                    if (exercise.notebook, exercise.name) == (notebook, name):
                        mark.outcome, mark.message = "failed", message


def _errors(path: Path) -> dict[str, str]:
    """Return the first error that each cell of an executed notebook shows, by grade id."""
    try:
        cells = json.loads(read_file(path, _LARGEST))["cells"]
        found: dict[str, str] = {}
        for cell in cells:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            for output in cell.get("outputs", []):
                if name and output["output_type"] == "error":
                    kind, text = str(output["ename"]), str(output["evalue"])
                    said = text if kind == "AssertionError" and text else f"{kind}: {text}".rstrip(": ")
                    found.setdefault(str(name), said)
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Unreadable):
        return {}
