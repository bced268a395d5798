"""Write results where nbgrader expects them: one writer, one transaction a submission, nothing done twice.

Order of writing: the gradebook, then the executed notebook, then a note that both are done. Stopped anywhere, a
second run grades again what has no note, and changes nothing that has one. Manual grades and comments stay.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry, Student, SubmittedAssignment
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from ..collect.intake import Submission
from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import Assignment, in_the_way
from ..course.course import Course
from ..course.gradebook import BusyError, RecordError, explained, open_gradebook, shown, wait_for_others
from ..course.limits import Limits
from ..files import STAGED, disk_is_full, write_atomically
from .lateness import late_rule, penalty_for

LOCK_SECONDS = 30.0
VERSION = 1


def gradebook_of(course: Course) -> str:
    """Say which gradebook a course has: a note tells only of the one that it was written with."""
    return shown(course.directory.db_url).replace(str(course.root), "")


def note_path(course: Course, assignment: str, student: str) -> Path:
    """Return where it is noted that a student's submission is recorded."""
    safe = hashlib.sha256(student.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return course.root / ".seoul" / "results" / assignment / f"{safe}.json"


def read_note(course: Course, assignment: str, student: str) -> dict[str, Any]:
    """Return what was noted of a student's submission, with the last ``report``; nothing where nothing was."""
    return _note(course, note_path(course, assignment, student))


def read_notes(course: Course, assignment: str) -> list[dict[str, Any]]:
    """Return what was noted of every student's submission."""
    folder = note_path(course, assignment, "").parent
    return [note for path in sorted(folder.glob("[!.]*.json")) if (note := _note(course, path))]


def rehearsal_folder(root: Path) -> Path:
    """Return where it is kept what came of trying the checks on the instructor's own solution."""
    return root / ".seoul" / "rehearsals"


def checks_said(course: Course, assignment: str) -> list[str]:
    """Return what was said of an assignment's checks when they were last tried; nothing where they were not."""
    for path in rehearsal_folder(course.root).glob(f"{assignment}-" + "?" * 24 + ".json"):
        try:
            return [str(note) for note in json.loads(path.read_text(encoding="utf-8"))["notes"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []
    return []


def _note(course: Course, path: Path) -> dict[str, Any]:
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) and note.get("gradebook") == gradebook_of(course) else {}


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
        """Read whose submissions are in the gradebook, so that `done` believes no note that it does not know of.

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

    def rows(self, student: str) -> list[dict[str, Any]]:
        """Return what was recorded of a student's cells; nothing where nothing was."""
        return read_note(self.course, self.assignment.name, student).get("report", {}).get("cells", [])

    def done(self, submission: Submission) -> dict[str, Any] | None:
        """Return the recorded report of a submission, if it is recorded and nothing has changed since."""
        note = read_note(self.course, self.assignment.name, submission.student)
        if note.get("assignment") != self.fingerprint or note.get("submission") != submission.digest():
            return None
        if note.get("rules", "") != self._rules:
            return None
        if submission.folder is not None:
            known = self.recorded is None or submission.student in self.recorded
            if not known or not self._folder(submission.student).is_dir():
                return None
        return note["report"]

    def tell(self, student: str, report: dict[str, Any]) -> None:
        """Replace the report of a submission that is recorded: something is known better now."""
        path = note_path(self.course, self.assignment.name, student)
        note = _note(self.course, path)
        if note:
            write_atomically(path, json.dumps({**note, "report": report}).encode())

    def cut_short(self, student: str) -> bool:
        """Say whether a limit or a crash ended a cell of a recorded run, and the limits were others then."""
        note = read_note(self.course, self.assignment.name, student)
        return bool(note.get("cut_short")) and note.get("limits") != self.limits.to_dict()

    def _folder(self, student: str) -> Path:
        return self.course.path("autograded", self.assignment.name, student)

    def write(self, submission: Submission, result: dict[str, Any], report: dict[str, Any]) -> None:
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
                self._grades(submission, result)
                if target.exists():
                    target.replace(Path(folder, "old"))
                staged.replace(target)
            note = {
                "assignment": self.fingerprint,
                "rules": self._rules,
                "submission": submission.digest(),
                "gradebook": gradebook_of(self.course),
                "limits": self.limits.to_dict(),
                # as the learning system has it, which needs no due date; 0 where it does not say by how much
                "late": None if submission.late is None else submission.late.total_seconds(),
                "cut_short": any(part.get("cut_short") for part in result["notebooks"].values()),
                "report": report,
            }
            path = note_path(self.course, self.assignment.name, submission.student)
            write_atomically(path, json.dumps(note).encode())
        except OSError as error:
            raise RecordError(
                f"{submission.student}: cannot write to {self.course.root} ({error.strerror}). "
                "Make room, then run the command again."
            ) from None
        except RecordError as error:
            raise RecordError(f"{submission.student}: {error}") from None

    # the executed notebooks

    def _stage(self, submission: Submission, result: dict[str, Any], staged: Path) -> None:
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
                        for number, cell in enumerate(result["notebooks"][notebook.name]["document"])
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

    def _grades(self, submission: Submission, result: dict[str, Any]) -> None:
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
                        self._fill(gradebook, submission, result)
                    gradebook.db.remove()
                return
            except BaseException as error:
                self.close()
                # What was open for long may have gone away and be back: that is worth one more try.
                again = isinstance(error, RecordError) and (not fresh or isinstance(error, BusyError))
                if not again or time.monotonic() > end:
                    raise
                if fresh:
                    time.sleep(0.2)

    def _fill(self, gradebook: Gradebook, submission: Submission, result: dict[str, Any]) -> None:
        name, student = self.assignment.name, submission.student
        try:
            gradebook.find_student(student)
        except MissingEntry:
            gradebook.add_student(student)
        if submission.folder is None:
            return  # nothing was handed in: nbgrader knows such a student by the missing submission
        recorded = gradebook.update_or_create_submission(name, student, timestamp=submission.timestamp)
        for notebook in recorded.notebooks:
            rows = {
                row["grade_id"]: row for row in result["notebooks"].get(notebook.name, {}).get("cells", [])
            }
            for grade in notebook.grades:
                row = rows.get(grade.name)
                if row is None:
                    continue
                grade.auto_score = row["points"]
                grade.needs_manual_grade = grade.manual_score is not None or row["points"] is None
            answered = {row["grade_id"]: row for row in rows.values() if row["role"] in ("manual",)}
            for comment in notebook.comments:
                if comment.name in answered:
                    comment.auto_comment = None if answered[comment.name]["answered"] else "No response."
            gradebook.db.flush()
            self._late(recorded, notebook)

    def _late(self, submission: Any, notebook: Any) -> None:
        """Apply the course's rule for late work, as ``nbgrader autograde`` does."""
        notebook.late_submission_penalty = None
        if submission.total_seconds_late > 0:
            notebook.late_submission_penalty = penalty_for(late_rule(self.course), submission, notebook)


@contextlib.contextmanager
def one_transaction(gradebook: Gradebook) -> Any:
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
