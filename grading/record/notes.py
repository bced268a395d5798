"""Notes on each graded submission, kept beside the gradebook in ``.seoul`` of the course's folder."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

from ..collect.intake import LATE
from ..course.assignment import Json
from ..course.course import Course
from ..course.gradebook import shown
from ..files import write_atomically
from .results import SubmissionReport


@dataclasses.dataclass(frozen=True)
class Note:
    """A note that a submission is recorded, and the conditions under which it was graded.

    Attributes
    ----------
    assignment, rules, submission : str
        Fingerprints: of the assignment, of where its checks are judged, of what was handed in.
    gradebook : str
        `gradebook_of` the course: a note tells only of the one that it was written with.
    limits : dict of str to float
        `Limits.to_dict` of the run.
    late : float or None
        Seconds after the due date of the learning system, where it said that this was late; 0 where it did not say by
        how much.
    cut_short : bool
        Whether a limit or a crash ended a cell.
    report : SubmissionReport
        What was told.
    looks : dict of str to str
        By grade id: why points that a person gave need another look, until somebody gives points there again.
    """

    assignment: str
    rules: str
    submission: str
    gradebook: str
    limits: dict[str, float]
    late: float | None
    cut_short: bool
    report: SubmissionReport
    looks: dict[str, str] = dataclasses.field(default_factory=dict)

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {**vars(self), "report": self.report.to_dict()}

    @classmethod
    def from_dict(cls, document: Json) -> Note:
        """Rebuild it from plain data; an earlier version's says less."""
        report = SubmissionReport.from_dict(document["report"])
        said_late = any(why.startswith(LATE) for why in report.reasons)
        return cls(
            document.get("assignment", ""),
            document.get("rules", ""),
            document.get("submission", ""),
            document["gradebook"],
            document.get("limits", {}),
            document.get("late", 0.0 if said_late else None),
            bool(document.get("cut_short")),
            report,
            document.get("looks", {}),
        )


def gradebook_of(course: Course) -> str:
    """Return which gradebook a course has, without passwords and wherever the course lies."""
    return shown(course.directory.db_url).replace(str(course.root), "")


def note_path(course: Course, assignment: str, student: str) -> Path:
    """Return the path of the note on a student's submission."""
    safe = hashlib.sha256(student.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return course.root / ".seoul" / "results" / assignment / f"{safe}.json"


def read_note(course: Course, assignment: str, student: str) -> Note | None:
    """Return the note on a student's submission; None where there is none."""
    return _note(course, note_path(course, assignment, student))


def read_notes(course: Course, assignment: str) -> list[Note]:
    """Return the notes on all students' submissions."""
    folder = note_path(course, assignment, "").parent
    return [note for path in sorted(folder.glob("[!.]*.json")) if (note := _note(course, path))]


def write_note(course: Course, assignment: str, note: Note) -> None:
    """Write the note on a submission; it replaces an earlier one."""
    write_atomically(note_path(course, assignment, note.report.student), json.dumps(note.to_dict()).encode())


def _note(course: Course, path: Path) -> Note | None:
    try:
        note = Note.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return note if note.gradebook == gradebook_of(course) else None


def rehearsal_folder(root: Path) -> Path:
    """Return the path of the rehearsal's result: the checks, tried on the instructor's own solution."""
    return root / ".seoul" / "rehearsals"


def checks_said(course: Course, assignment: str) -> list[str]:
    """Return what was said of an assignment's checks when they were last tried; nothing where they were not."""
    for path in rehearsal_folder(course.root).glob(f"{assignment}-" + "?" * 24 + ".json"):
        try:
            return [str(note) for note in json.loads(path.read_text(encoding="utf-8"))["notes"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []
    return []
