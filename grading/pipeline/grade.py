"""Grade an assignment: find, run, judge, record, report."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from .assignment import Assignment
from .course import Course
from .intake import Submission, find
from .limits import Limits
from .pool import Pool
from .record import Recorder, RecordError
from .sandbox import bubblewrap

RANK = ("graded", "repaired", "needs-a-person", "refused")
Progress = Callable[[str, int, int], None]


@dataclasses.dataclass
class Grading:
    """What to grade and how.

    Attributes
    ----------
    course : Course
        The nbgrader course.
    name : str
        The assignment.
    submissions : Path or None
        Where they are; nbgrader's ``submitted`` folder otherwise.
    jobs : int
        How many at once.
    limits : Limits
        For each submission.
    trust : bool
        Run without a sandbox.
    force : bool
        Grade again what is done.
    students : set of str or None
        Only these.
    """

    course: Course
    name: str
    submissions: Path | None = None
    jobs: int = 1
    limits: Limits = dataclasses.field(default_factory=Limits)
    trust: bool = False
    force: bool = False
    students: set[str] | None = None

    def run(self, progress: Progress = lambda *_: None) -> dict[str, Any]:
        """Grade and record everything that is not done yet.

        Returns
        -------
        dict
            ``{"submissions": [...]}`` with one report a student, by name.

        Raises
        ------
        AssignmentError, SandboxError, RecordError
            The message says what to do.
        """
        assignment = self.course.assignment(self.name)
        if not self.trust:
            bubblewrap()
        place = self.submissions or self.course.path("submitted", self.name, "x").parent.parent
        everyone = find(place.resolve(), assignment, self.limits, self.course.ignored)
        if self.students is not None:
            everyone = [each for each in everyone if each.student in self.students]
        try:
            self.course.register(self.name)
            with self.course.gradebook() as gradebook:
                absent = self._absent(gradebook, {each.student for each in everyone})
        except SQLAlchemyError as error:
            why = str(getattr(error, "orig", error)).splitlines()[0]
            raise RecordError(
                f"The gradebook cannot be opened ({why}). Close what uses it, then run the command again."
            ) from None
        recorder = Recorder(self.course, assignment)
        reports: dict[str, dict[str, Any]] = {}
        todo: dict[str, Submission] = {}
        for submission in everyone:
            known = None if self.force else recorder.done(submission)
            if known is None:
                todo[submission.student] = submission
            else:
                reports[submission.student] = known
        progress("", len(reports), len(everyone))
        if todo:
            with self.pool(assignment, len(todo)) as pool:
                for task, result in pool.map(each.task(assignment) for each in todo.values()):
                    submission = todo[task["student"]]
                    made = report(assignment, submission, result)
                    recorder.write(submission, result, made)
                    reports[submission.student] = made
                    progress(submission.student, len(reports), len(everyone))
        for student in absent:
            reports[student] = no_submission(assignment, student)
        return {"submissions": [reports[student] for student in sorted(reports)]}

    def pool(self, assignment: Assignment, most: int) -> Pool:
        """Return the stations to grade on."""
        return Pool(assignment, self.limits, min(self.jobs, most), not self.trust, [self.course.root])

    def _absent(self, gradebook: Gradebook, present: Iterable[str]) -> list[str]:
        if self.students is not None:
            return []
        return sorted({student.id for student in gradebook.students} - set(present))


def report(assignment: Assignment, submission: Submission, result: dict[str, Any]) -> dict[str, Any]:
    """Return what is told about one submission."""
    cells, reasons = [], [*submission.reasons, *result["reasons"]]
    status = "repaired" if reasons else "graded"
    for notebook in assignment.notebooks:
        part = result["notebooks"][notebook.name]
        status = max(status, part["status"], key=RANK.index)
        several = len(assignment.notebooks) > 1
        reasons += [f"{notebook.name}: {why}" if several else why for why in part["reasons"]]
        cells += [
            {
                "notebook": notebook.name,
                "grade_id": row["grade_id"],
                "points": row["points"],
                "max_points": row["max_points"],
                "outcome": row["outcome"],
                "message": row["message"],
                "inside": row["inside"],
            }
            for row in part["cells"]
        ]
    return {
        "student": submission.student,
        "score": sum(cell["points"] or 0.0 for cell in cells),
        "max_score": sum(notebook.max_score for notebook in assignment.notebooks),
        "status": status,
        "reasons": [printable(why) for why in dict.fromkeys(reasons)],
        "seconds": round(result.get("seconds", 0.0), 3),
        "cells": cells,
    }


def printable(text: str) -> str:
    """Return text that a terminal shows and does not obey."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)


def no_submission(assignment: Assignment, student: str) -> dict[str, Any]:
    """Return the report of a student of the class who handed in nothing."""
    why = "Nothing was handed in."
    return {
        "student": student,
        "score": 0.0,
        "max_score": sum(notebook.max_score for notebook in assignment.notebooks),
        "status": "refused",
        "reasons": [why],
        "seconds": 0.0,
        "cells": [
            {
                "notebook": notebook.name,
                "grade_id": cell.grade_id,
                "points": 0.0,
                "max_points": cell.points,
                "outcome": "not-run",
                "message": why,
                "inside": False,
            }
            for notebook in assignment.notebooks
            for cell in notebook.graded
        ],
    }
