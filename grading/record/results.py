"""Results of grading as dataclasses: results of a run, and the report that is stored and shown.

These are the only classes that cross from `dispatch` to `record`, `report` and `cli`. They become JSON here, in
`to_dict`, and are made of JSON again in `from_dict`; no other module reads or writes those documents.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Required, TypedDict

from ..course.assignment import Json


class Output(TypedDict, total=False):
    """One output of a code cell in nbformat's form, after `sanitize`: nothing in it runs in a browser."""

    output_type: Required[str]
    name: str
    text: str
    data: dict[str, str]
    metadata: dict[str, str]
    execution_count: int | None
    ename: str
    evalue: str
    traceback: list[str]


class ExecutedCell(TypedDict, total=False):
    """One cell of an executed notebook in nbformat's form."""

    cell_type: Required[str]
    metadata: Required[dict[str, Any]]
    source: Required[str]
    execution_count: int | None
    outputs: list[Output]
    attachments: dict[str, dict[str, str]]


@dataclasses.dataclass(frozen=True)
class CellResult:
    """What became of one cell that carries points.

    Attributes
    ----------
    grade_id, role : str
        The cell's, as `course.assignment.Cell` has them.
    max_points : float
        The most that it can earn.
    outcome : str
        As `judge.judge.Verdict` has it; ``not-run`` where nothing of the notebook could be run.
    points : float or None
        None: a person decides.
    message, detail : str
        For the student, and for the instructor.
    output : str
        What the check printed.
    seconds : float
        How long it was judged.
    inside : bool
        Whether it was judged among the student's own code.
    traits : tuple of str
        What the answers were, as `judge.rulings.Ruling` has it.
    numpy_number : bool
        Whether the check ended in a number of numpy's, which nbgrader does not read.
    answered : bool
        Whether the student changed what was handed out.
    """

    grade_id: str
    role: str
    max_points: float
    outcome: str
    points: float | None
    message: str = ""
    detail: str = ""
    output: str = ""
    seconds: float = 0.0
    inside: bool = False
    traits: tuple[str, ...] = ()
    numpy_number: bool = False
    answered: bool = False

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {**vars(self), "traits": list(self.traits)}

    @classmethod
    def from_dict(cls, document: Json) -> CellResult:
        """Rebuild it from plain data."""
        return cls(**{**document, "traits": tuple(document["traits"])})


@dataclasses.dataclass(frozen=True)
class NotebookResult:
    """What became of one notebook of a submission.

    Attributes
    ----------
    status : str
        ``graded``, ``repaired``, ``needs-a-person`` or ``refused``.
    reasons : list of str
        What has to be known about it, in words.
    cells : list of CellResult
        The cells that carry points, in order.
    document : list of ExecutedCell
        The executed notebook's cells.
    stopped : dict of str to str
        By the answer's grade id: why it did not run to its end.
    cut_short : bool
        Whether a limit or a crash ended a cell.
    given : dict of str to str
        By the first line of a cell of the instructor's own that stopped: why.
    spent : dict of str to float
        Seconds by stage.
    seconds : float
        In all.
    """

    status: str
    reasons: list[str]
    cells: list[CellResult]
    document: list[ExecutedCell]
    stopped: dict[str, str] = dataclasses.field(default_factory=dict)
    cut_short: bool = False
    given: dict[str, str] = dataclasses.field(default_factory=dict)
    spent: dict[str, float] = dataclasses.field(default_factory=dict)
    seconds: float = 0.0

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {**vars(self), "cells": [cell.to_dict() for cell in self.cells]}

    @classmethod
    def from_dict(cls, document: Json) -> NotebookResult:
        """Rebuild it from plain data."""
        return cls(**{**document, "cells": [CellResult.from_dict(cell) for cell in document["cells"]]})


@dataclasses.dataclass(frozen=True)
class SubmissionResult:
    """What became of one student's submission.

    Attributes
    ----------
    student : str
        The student's id.
    notebooks : dict of str to NotebookResult
        Every notebook of the assignment, by name.
    reasons : list of str
        What has to be known beside what the notebooks say, in words.
    seconds : float
        How long it took.
    peak_kb : int
        The largest judge so far, in kilobytes of memory; 0 where nothing ran.
    """

    student: str
    notebooks: dict[str, NotebookResult]
    reasons: list[str] = dataclasses.field(default_factory=list)
    seconds: float = 0.0
    peak_kb: int = 0

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {**vars(self), "notebooks": {name: part.to_dict() for name, part in self.notebooks.items()}}

    @classmethod
    def from_dict(cls, document: Json) -> SubmissionResult:
        """Rebuild it from plain data."""
        parts = {name: NotebookResult.from_dict(part) for name, part in document["notebooks"].items()}
        return cls(**{**document, "notebooks": parts})


#: The one reason in the report of a student of the class who handed in nothing.
NOTHING = "Nothing was handed in."


@dataclasses.dataclass(frozen=True)
class ReportRow:
    """One graded cell in a report.

    Attributes
    ----------
    notebook, grade_id : str
        Which.
    points : float or None
        None while it waits for a person.
    max_points : float
        The most that it can earn.
    outcome, message : str
        As `CellResult` has them.
    inside : bool
        Whether it was judged among the student's own code.
    """

    notebook: str
    grade_id: str
    points: float | None
    max_points: float
    outcome: str
    message: str
    inside: bool = False


@dataclasses.dataclass(frozen=True)
class SubmissionReport:
    """What is told about one submission, and kept beside the gradebook.

    Attributes
    ----------
    student : str
        The student's id.
    score, max_score : float
        Points by machine, and the most that there are.
    status : str
        The gravest of its notebooks' statuses.
    reasons : list of str
        What has to be known, in words.
    seconds : float
        How long it took.
    cells : list of ReportRow
        Every graded cell.
    """

    student: str
    score: float
    max_score: float
    status: str
    reasons: list[str]
    seconds: float
    cells: list[ReportRow]

    @property
    def absent(self) -> bool:
        """Whether the student handed in nothing."""
        return self.reasons == [NOTHING]

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {**vars(self), "cells": [{**vars(row)} for row in self.cells]}

    @classmethod
    def from_dict(cls, document: Json) -> SubmissionReport:
        """Rebuild it from plain data; where a field is missing, nothing is known of it."""
        return cls(
            document.get("student", ""),
            document.get("score", 0.0),
            document.get("max_score", 0.0),
            document.get("status", ""),
            document.get("reasons", []),
            document.get("seconds", 0.0),
            [ReportRow(**row) for row in document.get("cells", [])],
        )
