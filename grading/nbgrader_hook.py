"""Let ``nbgrader autograde``, ``nbgrader generate_feedback`` and the formgrader's buttons use this pipeline.

nbgrader has no setting for that, so ``nbgrader_config.py`` calls `install`, which replaces how the two
converters start.
"""

from __future__ import annotations

import fnmatch
import glob
import logging
import os
import sys
from pathlib import Path
from typing import Any

from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.converters.generate_feedback import GenerateFeedback

from .collect.intake import student_id
from .course.assignment import AssignmentError
from .course.course import Course
from .course.gradebook import read_revision_here
from .dispatch.grade import Grading, Watch
from .execute.sandbox import SandboxError
from .record.feedback import write_feedback
from .record.record import RecordError
from .record.results import SubmissionReport


def install() -> None:
    """Make nbgrader's own commands and buttons grade with this pipeline.

    It takes effect in the programs ``nbgrader`` and ``jupyter`` alone: others read the course's configuration too, and
    must find nbgrader as it is.
    """
    program = Path(sys.argv[0])
    if any(name.startswith(("nbgrader", "jupyter")) for name in (program.name, program.parent.name)):
        Autograde.start = _autograde
        GenerateFeedback.start = _feedback
        read_revision_here()  # the formgrader opens the gradebook by itself


def _course(converter: Any) -> Course:
    return Course(Path(converter.coursedir.root), converter.coursedir.db_url)


def _students(converter: Any) -> set[str] | None:
    where = converter.coursedir
    wanted = where.student_id
    out = {name for name in where.student_id_exclude.split(",") if name}
    if wanted == "*" and not out:
        return None
    # What is graded lies in `submitted`, what feedback is made of in `autograded`.
    folder = Path(where.format_path(converter._input_directory, "x", where.assignment_id)).parent.parent
    everyone = {path.parent.name for path in folder.glob(f"*/{glob.escape(where.assignment_id)}")}
    return {
        student_id(name) for name in everyone if name == wanted or fnmatch.fnmatchcase(name, wanted)
    } - out


class _Log(Watch):
    """Says in nbgrader's log who is graded."""

    def __init__(self, log: logging.Logger) -> None:
        self.log, self.done, self.total = log, 0, 0

    def begins(self, done: list[SubmissionReport], todo: list[str]) -> None:
        self.done, self.total = len(done), len(done) + len(todo)

    def ends(self, report: SubmissionReport) -> None:
        self.done += 1
        self.log.info("Graded %s (%d of %d)", report.student, self.done, self.total)


def _autograde(self: Any) -> None:
    try:
        students = _students(self)
        if students is not None and not students:
            raise AssignmentError(f"No submission of '{self.coursedir.student_id}' was found.")
        course = _course(self)
        result = Grading(
            course,
            self.coursedir.assignment_id,
            limits=course.limits(),
            jobs=os.cpu_count() or 1,
            force=self.force,
            students=students,
        ).run(_Log(self.log))
    except (AssignmentError, SandboxError, RecordError) as error:
        self.log.error(str(error))
        raise NbGraderException(str(error)) from None
    for note in result.checks:
        self.log.warning(note)
    for report in result.submissions:
        level = self.log.info if report.status in ("graded", "repaired") else self.log.warning
        level("%s: %g of %g, %s", report.student, report.score, report.max_score, report.status)
        for reason in report.reasons:
            level("%s: %s", report.student, reason)


def _feedback(self: Any) -> None:
    try:
        pages = write_feedback(_course(self), self.coursedir.assignment_id, _students(self), self.force)
    except (AssignmentError, RecordError) as error:
        self.log.error(str(error))
        raise NbGraderException(str(error)) from None
    self.log.info("Wrote %d pages of feedback", len(pages))
