"""Messages between the pool and a grader process, and between a grader process and its judges."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ..collect.intake import Submission
from ..course.assignment import Assignment, Json
from ..course.limits import Limits
from ..judge.rulings import Rulings, rulings_from_dict, rulings_to_dict
from ..record.results import CellResult


@dataclasses.dataclass(frozen=True)
class Setup:
    """What a grader process works on.

    Attributes
    ----------
    assignment : Assignment
        What was asked.
    limits : Limits
        For each submission.
    isolated : bool
        Inside bubblewrap.
    hidden : tuple of Path
        Folders that a submission must never see.
    """

    assignment: Assignment
    limits: Limits
    isolated: bool
    hidden: tuple[Path, ...] = ()

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {
            "assignment": self.assignment.to_dict(),
            "limits": self.limits.to_dict(),
            "isolated": self.isolated,
            "hidden": [str(path) for path in self.hidden],
        }

    @classmethod
    def from_dict(cls, document: Json) -> Setup:
        """Rebuild it from plain data."""
        return cls(
            Assignment.from_dict(document["assignment"]),
            Limits.from_dict(document["limits"]),
            document["isolated"],
            tuple(map(Path, document["hidden"])),
        )


@dataclasses.dataclass(frozen=True)
class LostCheck:
    """A check at which a judge was lost.

    Attributes
    ----------
    outcome, message : str
        What is said of it, as `judge.judge.Verdict` has them.
    """

    outcome: str
    message: str


@dataclasses.dataclass(frozen=True)
class Task:
    """One submission to grade.

    Attributes
    ----------
    student : str
        Whose it is.
    notebooks : dict of str to str or None
        By the notebook's name, the path of the file; None where none was handed in.
    files : tuple of (str, str)
        Relative name and path of each other file.
    troubles : dict of str to (str, str)
        By the name of a notebook that is not to be opened: a status, and a sentence that says why.
    rulings : dict of str to dict of str to Ruling, optional
        By notebook and grade id, where each check is judged.
    rehearsal : str
        ``solution`` or ``release`` where it is the instructor's own work; empty for a student's.
    lost : dict of str to LostCheck
        By `grade_one.check_name`, the checks at which an earlier judge was lost.
    """

    student: str
    notebooks: dict[str, str | None]
    files: tuple[tuple[str, str], ...] = ()
    troubles: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    rulings: Rulings | None = None
    rehearsal: str = ""
    lost: dict[str, LostCheck] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, submission: Submission, assignment: Assignment, rulings: Rulings | None = None) -> Task:
        """Return the task of grading a submission."""
        found = submission.notebooks
        return cls(
            submission.student,
            {nb.name: str(found[nb.name]) if nb.name in found else None for nb in assignment.notebooks},
            tuple((name, str(path)) for name, path in submission.files),
            dict(submission.troubles),
            rulings,
        )

    def to_dict(self) -> Json:
        """Return it as plain data."""
        rulings = None if self.rulings is None else rulings_to_dict(self.rulings)
        lost = {name: {**vars(each)} for name, each in self.lost.items()}
        return {**vars(self), "rulings": rulings, "lost": lost}

    @classmethod
    def from_dict(cls, document: Json) -> Task:
        """Rebuild it from plain data."""
        rulings = document["rulings"]
        fields = {
            **document,
            "files": tuple((name, path) for name, path in document["files"]),
            "troubles": {name: (status, why) for name, (status, why) in document["troubles"].items()},
            "rulings": None if rulings is None else rulings_from_dict(rulings),
            "lost": {name: LostCheck(**each) for name, each in document["lost"].items()},
        }
        return cls(**fields)


@dataclasses.dataclass(frozen=True)
class CheckBegins:
    """A judge's message that it begins a check: if the judge is lost, it was lost at this check.

    Attributes
    ----------
    at : str
        `grade_one.check_name`.
    seconds : float
        How long the check may take.
    """

    at: str
    seconds: float


@dataclasses.dataclass(frozen=True)
class CheckEnds:
    """A judge's message with the result of a check, which is kept if the judge is lost later.

    Attributes
    ----------
    notebook : str
        The notebook's name.
    cell : CellResult
        What became of the cell.
    """

    notebook: str
    cell: CellResult


Event = CheckBegins | CheckEnds


def event_to_dict(event: Event) -> Json:
    """Return what a judge says as plain data."""
    if isinstance(event, CheckBegins):
        return {**vars(event)}
    return {"notebook": event.notebook, "cell": event.cell.to_dict()}


def event_from_dict(document: Json) -> Event:
    """Rebuild what a judge said from plain data."""
    if "at" in document:
        return CheckBegins(document["at"], document["seconds"])
    return CheckEnds(document["notebook"], CellResult.from_dict(document["cell"]))
