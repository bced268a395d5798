"""What each cell of the instructor's notebook is for, by nbgrader's own metadata."""

from __future__ import annotations

import copy
from typing import Any

from .assignment import Cell

HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def role_of(about: dict[str, Any], kind: str) -> str:
    """Return the role of a cell, as nbgrader's `is_grade`, `is_solution`, `is_task` and `is_locked` have it.

    Parameters
    ----------
    about : dict
        The cell's ``nbgrader`` metadata; empty for an ordinary cell.
    kind : str
        ``code``, ``markdown`` or ``raw``.

    Returns
    -------
    str
        One of the roles of `assignment.Cell`.
    """
    grade, solution = about.get("grade", False), about.get("solution", False)
    if about.get("task", False):
        return "task"
    if grade and (solution or kind != "code"):
        return "manual"
    if grade:
        return "test"
    if solution:
        return "solution"
    return "locked" if about.get("locked", False) else "free"


def instructor_cell(mine: Any, stored: Any, given: Any, begin: str = HIDDEN[0], end: str = HIDDEN[1]) -> Cell:
    """Return a cell of the instructor's notebook as plain data.

    Parameters
    ----------
    mine, stored, given : NotebookNode
        The cell as the instructor wrote it, as nbgrader stores it with a checksum, and as students get it.
    begin, end : str
        What marks the first and the last line of a hidden test.

    Returns
    -------
    Cell
        The cell.
    """
    about = mine.metadata.get("nbgrader", {})
    role = role_of(about, mine.cell_type)
    hidden, start = [], 0
    for number, line in enumerate(mine.source.split("\n"), 1):
        if begin in line:
            start = number
        elif end in line and start:
            hidden.append((start, number))
            start = 0
    return Cell(
        kind=mine.cell_type,
        role=role,
        source=mine.source,
        released=given.source,
        grade_id=about.get("grade_id") if role != "free" else None,
        cell_id=mine.get("id"),
        points=float(about.get("points", 0) or 0) if role in ("test", "manual", "task") else 0.0,
        hidden=tuple(hidden),
        judge="inside" if mine.metadata.get("seoul", {}).get("judge") == "inside" else "apart",
        metadata=dict(copy.deepcopy(stored.metadata)),
        checksum=stored.metadata.get("nbgrader", {}).get("checksum", ""),
    )
