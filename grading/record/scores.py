"""What each student has of an assignment: the one answer that tables, feedback and exports give."""

from __future__ import annotations

import dataclasses

from nbgrader.api import Grade, Gradebook, MissingEntry, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import selectinload

from ..collect.csv_table import plain
from ..collect.downloads import recall
from ..collect.names import shown_name, sorting_name
from ..course.assignment import AssignmentError, Json
from ..course.course import Course
from ..course.rules import FILE, AssignmentRules
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
        Points so far that count, and points as they were given: before penalties and rules.
    total : float
        The points that could be had, as they count.
    late : float
        Seconds after the due date.
    why : str
        What it waits for.
    waiting : tuple of str
        The grade ids of what a person has to grade, or to look at again.
    notes : tuple of str
        What makes the points that count others than those given, in words.
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
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What people call them, and the id."""
        return shown_name(self.first, self.last, self.student)

    @property
    def said(self) -> str:
        """What a student is told in one line: points, and what makes them so."""
        points = f"{round(self.score, 2):g} of {round(self.total, 2):g} points"
        return "; ".join([points, *self.notes])

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
        return {**vars(self), "waiting": list(self.waiting), "notes": list(self.notes)}


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
    rules = course.rules.of(name)
    cells = {
        cell.name: float(cell.max_score or 0.0)
        for notebook in recorded.notebooks
        for cell in [*notebook.grade_cells, *notebook.task_cells]
    }
    if unknown := [cell for cell in (*rules.drop, *rules.points) if cell not in cells]:
        raise AssignmentError(
            f"{FILE}: '{name}' has no question '{unknown[0]}'. It has: {', '.join(sorted(cells))}."
        )
    total = sum(rules.counts(cell, most) for cell, most in cells.items())
    found = []
    for student in gradebook.students:
        one = _person(student, known.get(student.id, {}), total)
        if student.id in submissions:
            one = _score(one, submissions[student.id], read_note(course, name, student.id), rules)
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


def _score(one: Score, submission: SubmittedAssignment, note: Note | None, rules: AssignmentRules) -> Score:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    raw = sum(float(grade.score or 0.0) for grade in grades)
    penalty = sum(float(notebook.late_submission_penalty or 0.0) for notebook in submission.notebooks)
    late = float(submission.total_seconds_late or 0.0)
    lost = rules.late.share(late) if rules.late is not None else (penalty / raw if raw else 0.0)
    points, notes = _counted(grades, rules, lost, late)
    if submission.extension:
        notes.insert(0, f"extension of {_length(submission.extension.total_seconds())}")
    state, why = FINAL, ""
    told = note.report if note is not None else None
    looks = note.looks if note is not None else {}
    waiting = tuple(
        dict.fromkeys(each.name for each in grades if each.needs_manual_grade and each.name not in rules.drop)
    )
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
        score=points,
        raw=raw,
        late=late,
        notes=tuple(notes),
        why=why,
        waiting=waiting,
        again=again,
    )


def _counted(
    grades: list[Grade], rules: AssignmentRules, lost: float, late: float
) -> tuple[float, list[str]]:
    """Return the points that count of what was given, and what makes them others."""
    notes, earned = [], 0.0
    for grade in grades:
        given, most = float(grade.score or 0.0), float(grade.max_score or 0.0)
        counts = rules.counts(grade.name, most)
        earned += given * counts / most if most else (0.0 if grade.name in rules.drop else given)
    notes += [f"'{cell}' does not count" for cell in rules.drop]
    notes += [
        f"'{cell}' counts {most:g} points" for cell, most in rules.points.items() if cell not in rules.drop
    ]
    points = rules.counted(earned, lost)
    if rules.times != 1 or rules.add:
        curved = earned * rules.times + rules.add
        notes.append(f"curve: {curved - earned:+.4g}")
        earned = curved
    if late:
        loses = f"{100 * lost:.3g} % less ({-earned * lost:.4g})" if lost else "nothing is taken off"
        notes.append(f"late by {_length(late)}: {loses}")
    if rules.cap is not None and earned * (1 - lost) > rules.cap:
        notes.append(f"at most {rules.cap:g} points count")
    return points, notes


def _length(seconds: float) -> str:
    """Return a length of time in its two largest units."""
    found = []
    for word, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, seconds = int(seconds // length), seconds % length
        if count:
            found.append(f"{count} {word}{'' if count == 1 else 's'}")
    return " ".join(found[:2]) or "0 seconds"
