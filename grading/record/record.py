"""Write results where nbgrader expects them: one writer, one transaction a submission, nothing done twice.

Order of writing: the gradebook, then the executed notebook, then a note that both are done. After an interruption, the
next run grades submissions without a note again, and changes none with one. Manual grades and comments stay.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from ..collect.intake import Submission
from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import Assignment, in_the_way
from ..course.course import Course
from ..course.gradebook import BusyError, RecordError, explained, open_gradebook, wait_for_others
from ..course.limits import Limits
from ..files import STAGED, disk_is_full
from .by_hand import texts_of, why_look_again
from .lateness import LateRule, late_rule
from .notes import Note, gradebook_of, read_note, write_note
from .results import ReportRow, SubmissionReport, SubmissionResult

LOCK_SECONDS = 30.0
VERSION = 1


@dataclasses.dataclass
class Recorder:
    """Writes the results of one assignment. Keeps the gradebook open between two submissions until it is closed.

    Parameters
    ----------
    course : Course
        Where to.
    assignment : Assignment
        What was asked.
    limits : Limits
        Under which it is graded.
    """

    course: Course
    assignment: Assignment
    limits: Limits = dataclasses.field(default_factory=Limits)
    recorded: set[str] | None = None

    def __post_init__(self) -> None:
        """Fingerprint the assignment: a changed test cell makes earlier results stale."""
        document = json.dumps([VERSION, self.assignment.to_dict()["notebooks"]], sort_keys=True)
        total = hashlib.sha256(document.encode())
        for name, path in self.assignment.files:
            total.update(name.encode() + Path(path).read_bytes())
        self.fingerprint = total.hexdigest()
        self._rules = ""
        self._late_rule: LateRule | None = None
        self._gradebook: Gradebook | None = None

    def rules(self, fingerprint: str) -> None:
        """Say where the checks are judged: a result that was judged otherwise is stale."""
        self._rules = fingerprint

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the gradebook, if it is open."""
        gradebook, self._gradebook = self._gradebook, None
        if gradebook is not None:
            with contextlib.suppress(SQLAlchemyError):
                gradebook.close()

    def look(self) -> set[str]:
        """Read whose submissions are in the gradebook, so that `done` ignores notes without a row there.

        Returns
        -------
        set of str
            All students that the gradebook knows, with or without a submission.
        """
        with self.course.gradebook() as gradebook:
            found = gradebook.db.query(SubmittedAssignment.student_id).filter(
                SubmittedAssignment.assignment_id == gradebook.find_assignment(self.assignment.name).id
            )
            self.recorded = {student for (student,) in found}
            return {student for (student,) in gradebook.db.query(Student.id)}

    def rows(self, student: str) -> list[ReportRow]:
        """Return the recorded result of each cell of a student; empty where none is recorded."""
        note = read_note(self.course, self.assignment.name, student)
        return [] if note is None else note.report.cells

    def reasons(self, student: str) -> list[str]:
        """Return what had to be known of a student's submission; nothing where nothing was recorded."""
        note = read_note(self.course, self.assignment.name, student)
        return [] if note is None else note.report.reasons

    def done(self, submission: Submission) -> SubmissionReport | None:
        """Return the recorded report of a submission, if it is recorded and nothing has changed since."""
        note = read_note(self.course, self.assignment.name, submission.student)
        if note is None or note.assignment != self.fingerprint or note.submission != submission.digest():
            return None
        if note.rules != self._rules:
            return None
        if submission.folder is not None:
            known = self.recorded is None or submission.student in self.recorded
            if not known or not self._folder(submission.student).is_dir():
                return None
        return note.report

    def tell(self, report: SubmissionReport) -> None:
        """Replace the report in the note of a recorded submission."""
        note = read_note(self.course, self.assignment.name, report.student)
        if note is not None:
            write_note(self.course, self.assignment.name, dataclasses.replace(note, report=report))

    def cut_short(self, student: str) -> bool:
        """Say whether a limit or a crash ended a cell of a recorded run, and the limits were others then."""
        note = read_note(self.course, self.assignment.name, student)
        return note is not None and note.cut_short and note.limits != self.limits.to_dict()

    def _folder(self, student: str) -> Path:
        return self.course.path("autograded", self.assignment.name, student)

    def write(self, submission: Submission, result: SubmissionResult, report: SubmissionReport) -> None:
        """Record one submission.

        Raises
        ------
        RecordError
            The disk is full, or the gradebook is locked or away.
        """
        target = self._folder(submission.student)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(
                prefix=STAGED, dir=target.parent, ignore_cleanup_errors=True
            ) as folder:
                staged = Path(folder, "new")
                self._stage(submission, result, staged)
                looks = self._grades(submission, result, staged)
                if target.exists():
                    target.replace(Path(folder, "old"))
                staged.replace(target)
            note = Note(
                self.fingerprint,
                self._rules,
                submission.digest(),
                gradebook_of(self.course),
                self.limits.to_dict(),
                None if submission.late is None else submission.late.total_seconds(),
                any(part.cut_short for part in result.notebooks.values()),
                report,
                looks,
            )
            write_note(self.course, self.assignment.name, note)
        except OSError as error:
            raise RecordError(
                f"{submission.student}: cannot write to {self.course.root} ({error.strerror}). "
                "Make room, then run the command again."
            ) from None
        except RecordError as error:
            raise RecordError(f"{submission.student}: {error}") from None

    # the executed notebooks

    def _stage(self, submission: Submission, result: SubmissionResult, staged: Path) -> None:
        """Write the autograded folder under another name, on the same disk."""
        staged.mkdir()
        for notebook in self.assignment.notebooks:
            document = nbformat.from_dict(
                {
                    "nbformat": 4,
                    "nbformat_minor": 5,
                    "metadata": {
                        "kernelspec": notebook.metadata.get("kernelspec", {}),
                        "language_info": {"name": "python"},
                    },
                    "cells": [
                        {"id": f"cell-{number}", **cell}
                        for number, cell in enumerate(result.notebooks[notebook.name].document)
                    ],
                }
            )
            nbformat.validate(document)
            (staged / f"{notebook.name}.ipynb").write_text(nbformat.writes(document), encoding="utf-8")
        room = 50 * 2**20
        for name, path in submission.files:
            if in_the_way(name, self.assignment):
                continue
            try:
                data = read_file(path, room)
                room -= len(data)
                (staged / name).parent.mkdir(parents=True, exist_ok=True)
                (staged / name).write_bytes(data)
            except (OSError, Unreadable, ValueError) as error:
                if disk_is_full(error):
                    raise  # all else was reported when the files were read
        for name, source in self.assignment.files:
            if name in self.assignment.theirs and (staged / name).exists():
                continue
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_bytes(Path(source).read_bytes())
        if submission.timestamp is not None:
            (staged / "timestamp.txt").write_text(
                f"{submission.timestamp.isoformat(' ')} UTC", encoding="utf-8"
            )

    # the gradebook

    def _grades(self, submission: Submission, result: SubmissionResult, staged: Path) -> dict[str, str]:
        """Write the grades; return why points by hand need another look, by grade id."""
        url, end = self.course.directory.db_url, time.monotonic() + LOCK_SECONDS
        while True:
            fresh = self._gradebook is None
            try:
                with explained(url):
                    if self._gradebook is None:
                        self._gradebook = open_gradebook(url, self.course.directory.course_id)
                    gradebook = self._gradebook
                    with one_transaction(gradebook):
                        wait_for_others(gradebook, url)
                        looks = self._fill(gradebook, submission, result, staged)
                    gradebook.db.remove()
                return looks
            except BaseException as error:
                self.close()
                # A connection that was open for long may have been closed by the server: reconnect and retry once.
                again = isinstance(error, RecordError) and (not fresh or isinstance(error, BusyError))
                if not again or time.monotonic() > end:
                    raise
                if fresh:
                    time.sleep(0.2)

    def _fill(
        self, gradebook: Gradebook, submission: Submission, result: SubmissionResult, staged: Path
    ) -> dict[str, str]:
        name, student = self.assignment.name, submission.student
        try:
            gradebook.find_student(student)
        except MissingEntry:
            gradebook.add_student(student)
        if submission.folder is None:
            return {}  # nothing was handed in: nbgrader knows such a student by the missing submission
        recorded = gradebook.update_or_create_submission(name, student, timestamp=submission.timestamp)
        by_hand = any(g.manual_score is not None for notebook in recorded.notebooks for g in notebook.grades)
        before = texts_of(self.assignment, self._folder(student)) if by_hand else {}
        now = texts_of(self.assignment, staged) if by_hand else {}
        note = read_note(self.course, name, student) if by_hand else None
        said = {(row.notebook, row.grade_id): row for row in note.report.cells} if note is not None else {}
        known, looks = note.looks if note is not None else {}, {}
        for notebook in recorded.notebooks:
            part = result.notebooks.get(notebook.name)
            rows = {} if part is None else {row.grade_id: row for row in part.cells}
            for grade in notebook.grades:
                row = rows.get(grade.name)
                if row is None:
                    continue
                grade.auto_score = row.points
                if grade.manual_score is None:
                    grade.needs_manual_grade = row.points is None
                    continue
                place = (notebook.name, grade.name)
                why = why_look_again(
                    before.get(place), now[place], said.get(place), row.points, row.max_points
                )
                if grade.needs_manual_grade:  # nobody looked since
                    why = known.get(grade.name) or why or "it was graded again after a person gave points"
                if why:
                    looks[grade.name] = why
                grade.needs_manual_grade = bool(why)
            for comment in notebook.comments:
                row = rows.get(comment.name)
                if row is not None and row.role == "manual":
                    comment.auto_comment = None if row.answered else "No response."
            if part is not None and part.status == "needs-a-person":
                _ask_for_a_person(self.assignment, notebook)
            gradebook.db.flush()
            self._late(recorded, notebook)
        return looks

    def _late(self, submission: Any, notebook: Any) -> None:
        """Apply the course's rule for late work, as ``nbgrader autograde`` does."""
        notebook.late_submission_penalty = None
        if submission.total_seconds_late > 0:
            self._late_rule = self._late_rule or late_rule(self.course, self.assignment.name)
            notebook.late_submission_penalty = self._late_rule(submission, notebook)


def _ask_for_a_person(assignment: Assignment, notebook: SubmittedNotebook) -> None:
    """Let the formgrader show that a person has to look at a notebook, where none of its cells says so.

    What could not be read has 0 points everywhere and would stand there as graded. Its first cell waits for points.
    """
    if any(grade.needs_manual_grade or grade.manual_score is not None for grade in notebook.grades):
        return
    known = next(each for each in assignment.notebooks if each.name == notebook.name)
    first = next((cell.grade_id for cell in known.graded), None)
    for grade in notebook.grades:
        grade.needs_manual_grade = grade.name == first


@contextlib.contextmanager
def one_transaction(gradebook: Gradebook) -> Iterator[None]:
    """Make all that happens to a gradebook one transaction."""
    session = gradebook.db
    commit = session.commit
    session.commit = session.flush
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader links rows before it adds them
            yield
        session.commit = commit
        session.commit()
    except BaseException:
        session.commit = commit
        session.rollback()
        raise
