"""A course of one notebook of small exercises, an answer and a check each, as data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.classroom import cell, notebook

Exercises = Mapping[str, tuple[str, str]]


def _document(exercises: Exercises, answers: Mapping[str, str], setup: str) -> str:
    cells = [cell("code", setup)] if setup else []
    for name, (_, check) in exercises.items():
        cells.append(cell("code", answers[name], grade_id=name, solution=True))
        cells.append(cell("code", check, grade_id=f"test-{name}", grade=True, locked=True, points=1))
    return json.dumps(notebook(cells))


def lay(
    course: Path,
    exercises: Exercises,
    handed_in: Mapping[str, Mapping[str, str]],
    setup: str = "",
    files: Mapping[str, str] | None = None,
    solved: bool = True,
) -> Path:
    """Write the course and what students hand in.

    Parameters
    ----------
    course : Path
        An empty folder.
    exercises : mapping of str to (str, str)
        By name: the solution and its check, of one point.
    handed_in : mapping of str to mapping of str to str
        By student: the answers by exercise; the solution where one is left out.
    setup : str
        The first cell, as it is given.
    files : mapping of str to str, optional
        What lies beside the notebook.
    solved : bool
        Whether the source marks the solutions as such.
    """
    solutions = {name: solution for name, (solution, _) in exercises.items()}
    mark = "### BEGIN SOLUTION\n{}\n### END SOLUTION" if solved else "{}"
    laid = {"source/hw": _document(exercises, {name: mark.format(s) for name, s in solutions.items()}, setup)}
    for student, answers in handed_in.items():
        laid[f"submitted/{student}/hw"] = _document(exercises, {**solutions, **answers}, setup)
    for place, document in laid.items():
        (course / place).mkdir(parents=True)
        (course / place / "hw.ipynb").write_text(document, encoding="utf-8")
    for name, text in (files or {}).items():
        (course / "source" / "hw" / name).write_text(text, encoding="utf-8")
    return course


def rows(found: dict[str, Any], student: str) -> dict[str, dict[str, Any]]:
    """Return one student's cells by exercise, of what `classroom.grade_all` returns."""
    (report,) = [each for each in found["submissions"] if each["student"] == student]
    return {row["grade_id"].removeprefix("test-"): row for row in report["cells"]}
