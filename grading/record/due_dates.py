"""Due dates and extensions of the term's rules in the gradebook, and what was there before when a rule goes."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from ..course.assignment import Json
from ..course.course import Course
from ..files import write_atomically
from .notes import read_notes


def follow_due_dates(course: Course, gradebook: Gradebook, name: str) -> bool:
    """Write the due date and the extensions of the rules into the gradebook; put back what a rule had replaced.

    Work that a learning system called late, and that the gradebook has no time of, is dated after the due date.

    Returns
    -------
    bool
        Whether anything changed; it is not committed.
    """
    try:
        assignment = gradebook.find_assignment(name)
    except MissingEntry:
        return False
    rules, path = course.rules.of(name), _memory(course, name)
    before = _read(path)
    if not (before or rules.due or rules.extensions):
        return False
    kept, changed = dict(before), False
    if rules.due is not None:
        kept.setdefault("due", assignment.duedate and assignment.duedate.isoformat())
        changed |= assignment.duedate != rules.due
        assignment.duedate = rules.due
    elif "due" in kept:
        was = kept.pop("due")
        assignment.duedate = was and datetime.datetime.fromisoformat(was)
        changed = True
    replaced: Json = dict(kept.pop("extensions", {}))
    late = {note.report.student: note.late for note in read_notes(course, name) if note.late is not None}
    for submission in assignment.submissions:
        student, due = submission.student_id, assignment.duedate
        if submission.timestamp is None and student in late and due is not None:
            submission.timestamp = due + datetime.timedelta(seconds=late[student] or 1.0)
            changed = True
        # nbgrader adds an extension to the due date wherever it shows one, and fails where there is none.
        more = rules.extension(student, due) if due is not None else None
        if more is not None:
            replaced.setdefault(student, submission.extension and submission.extension.total_seconds())
        elif student in replaced:
            was = replaced.pop(student)
            more = None if was is None else datetime.timedelta(seconds=was)
        else:
            continue
        if submission.extension != more:
            submission.extension, changed = more, True
    if replaced:
        kept["extensions"] = replaced
    if kept != before:
        write_atomically(path, json.dumps(kept).encode())
    return changed


def _memory(course: Course, name: str) -> Path:
    return course.root / ".seoul" / "rules" / f"{name}.json"


def _read(path: Path) -> Json:
    try:
        found: Json = json.loads(path.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return {}
