"""What each student has of an assignment: the one answer that tables, feedback and exports give."""

from __future__ import annotations

import dataclasses

from nbgrader.api import Gradebook, MissingEntry, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import selectinload

from ..collect.csv_table import plain
from ..collect.downloads import recall
from ..collect.names import shown_name, sorting_name
from ..course.assignment import AssignmentError, Json
from ..course.course import Course
from .lateness import follow_lateness
from .notes import Note, read_note

FINAL, WAITS, MISSING = "final", "waits for a person", "nothing handed in"


@dataclasses.dataclass(frozen=True)
class Score:
    """What a student of the class has.

    Attributes
    ----------
    student, first, last, email : str
        As the gradebook has them.
    key, system : str
        The number in a learning system, and which one; empty when not known.
    state : str
        `FINAL`, `WAITS` or `MISSING`.
    score, raw : float
        Points so far that count, and points as they were given: before the penalty for being late.
    total : float
        The points that could be had.
    late : float
        Seconds after the due date.
    why : str
        What it waits for.
    waiting : tuple of str
        The grade ids of what a person has to grade, or to look at again.
    again : str
        Which of these have points by hand, and why they have to be looked at again.
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
    total: float = 0.0
    late: float = 0.0
    why: str = ""
    waiting: tuple[str, ...] = ()
    again: str = ""

    @property
    def shown(self) -> str:
        """What people call them, and the id."""
        return shown_name(self.first, self.last, self.student)

    @property
    def sorting(self) -> tuple[str, str]:
        """What lists are sorted by."""
        return sorting_name(self.first, self.last, self.student)

    @property
    def names(self) -> set[str]:
        """Ways to write the name, as `plain` text."""
        who = self.student.removesuffix(f"_{self.key}") if self.key else self.student
        return {plain(each) for each in (self.first + self.last, self.last + self.first, who)} - {""}

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {**vars(self), "waiting": list(self.waiting)}


def scores(course: Course, name: str) -> list[Score]:
    """Read what each student of the class has.

    Parameters
    ----------
    course : Course
        The course.
    name : str
        The assignment.

    Returns
    -------
    list of Score
        Everybody of the gradebook, by name.

    Raises
    ------
    AssignmentError
        There is no such assignment, or nothing of it was graded.
    """
    with course.gradebook() as gradebook:
        follow_lateness(course, gradebook, name)
        found = read_scores(course, gradebook, name)
        if not found:
            graded = [each.name for each in gradebook.assignments if each.num_submissions]
            hint = f"First: seoul grade {name}" if not graded else f"Graded are: {', '.join(graded)}"
            raise AssignmentError(f"Nothing of '{name}' is graded yet. {hint}")
    return found


def read_scores(course: Course, gradebook: Gradebook, name: str) -> list[Score]:
    """Read it from an open gradebook that follows the rule for late work; nobody where nothing is graded."""
    known = recall(course.root, name)
    try:
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
        return []
    total = float(recorded.max_score)
    found = []
    for student in gradebook.students:
        one = _person(student, known.get(student.id, {}), total)
        if student.id in submissions:
            one = _score(one, submissions[student.id], read_note(course, name, student.id))
        found.append(one)
    return sorted(found, key=lambda each: each.sorting)


def _person(student: Student, known: dict[str, str], total: float) -> Score:
    return Score(
        student.id,
        student.first_name or "",
        student.last_name or "",
        student.email or "",
        known.get("key", student.lms_user_id or ""),
        known.get("system", "canvas"),
        total=total,
    )


def _score(one: Score, submission: SubmittedAssignment, note: Note | None) -> Score:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    raw = sum(float(grade.score or 0.0) for grade in grades)
    penalty = sum(float(notebook.late_submission_penalty or 0.0) for notebook in submission.notebooks)
    state, why = FINAL, ""
    told = note.report if note is not None else None
    looks = note.looks if note is not None else {}
    waiting = tuple(dict.fromkeys(grade.name for grade in grades if grade.needs_manual_grade))
    again = "; ".join(f"{name}: {looks[name]}" for name in waiting if name in looks)
    by_hand = any(grade.manual_score is not None for grade in grades)
    if told is not None and told.status in ("needs-a-person", "refused") and not by_hand and not again:
        state, why = WAITS, told.reasons[-1] if told.reasons else told.status
        texts = {row.grade_id for row in told.cells if row.points is None} & set(waiting)
        if texts:
            why = f"not graded yet: {', '.join(each for each in waiting if each in texts)}; {why}"
    elif waiting:
        state = WAITS
        never = [name for name in waiting if name not in looks]
        said = ["not graded yet: " + ", ".join(never)] if never else []
        why = "; ".join([*said, *([f"to look at again: {again}"] if again else [])])
    return dataclasses.replace(
        one,
        state=state,
        score=max(0.0, raw - penalty),
        raw=raw,
        late=float(submission.total_seconds_late or 0.0),
        why=why,
        waiting=waiting,
        again=again,
    )
