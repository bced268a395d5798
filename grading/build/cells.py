"""Check the cells of a lesson and complete their nbgrader metadata."""

import re
from collections.abc import Iterator
from typing import Any

from .errors import Problem
from .released import REGIONS
from .source import Lesson, SourceCell

GRADE_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
CELL_KEYS = ("nbgrader", "tags", "seoul")
NBGRADER_KEYS = ("grade_id", "grade", "solution", "locked", "points")
TEST_PREFIX = "test-"


def _metadata_problems(lesson: Lesson, cell: SourceCell) -> Iterator[Problem]:
    for key in cell.metadata:
        if key == "title":
            yield lesson.problem(
                cell.line, f"{cell.metadata[key]!r} after '# %%' is not metadata; write key=value, in JSON"
            )
        elif key not in CELL_KEYS:
            yield lesson.problem(cell.line, f"unknown metadata {key!r}; known are {', '.join(CELL_KEYS)}")
    if "nbgrader" not in cell.metadata:
        return
    meta = cell.metadata["nbgrader"]
    if not isinstance(meta, dict):
        yield lesson.problem(cell.line, f"nbgrader={meta!r} is not JSON in braces")
        return
    for key in meta:
        if key not in NBGRADER_KEYS:
            yield lesson.problem(
                cell.line, f"unknown nbgrader key {key!r}; known are {', '.join(NBGRADER_KEYS)}"
            )
    if not GRADE_ID.fullmatch(str(meta.get("grade_id", ""))):
        yield lesson.problem(
            cell.line,
            f"nbgrader needs a grade_id of 1 to 64 letters, digits, '-' or '_', not {meta.get('grade_id')!r}",
        )
    for key in ("grade", "solution", "locked"):
        if not isinstance(meta.get(key, False), bool):
            yield lesson.problem(cell.line, f"nbgrader {key} is {meta[key]!r}, expected true or false")
    if not (meta.get("grade") or meta.get("solution") or meta.get("locked")):
        yield lesson.problem(
            cell.line, "an nbgrader cell is one of grade, solution, locked; this one is none"
        )
    points = meta.get("points")
    if meta.get("grade"):
        if points is None:
            yield lesson.problem(cell.line, f"graded cell {meta.get('grade_id')!r} has no points")
        elif isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            yield lesson.problem(
                cell.line, f"points of {meta.get('grade_id')!r} are {points!r}, expected more than 0"
            )
    elif points is not None:
        yield lesson.problem(cell.line, f"points stand on {meta.get('grade_id')!r}, which is not graded")
    if cell.kind == "markdown" and bool(meta.get("grade")) != bool(meta.get("solution")):
        yield lesson.problem(cell.line, "a text answer is graded by hand: give it both grade and solution")


def _region_problems(lesson: Lesson, cell: SourceCell) -> Iterator[Problem]:
    allowed = {"SOLUTION": cell.nbgrader.get("solution"), "HIDDEN TESTS": cell.nbgrader.get("grade")}
    for region in REGIONS:
        opened = 0
        for offset, text in enumerate(cell.source.splitlines(), start=1):
            line = cell.line + offset
            if f"BEGIN {region}" in text:
                if not allowed[region]:
                    yield lesson.problem(line, f"{region} in a cell that nbgrader does not know as such")
                if opened:
                    yield lesson.problem(line, f"BEGIN {region} inside the one of line {opened}")
                opened = line
            elif f"END {region}" in text:
                if not opened:
                    yield lesson.problem(line, f"END {region} without BEGIN {region}")
                opened = 0
        if opened:
            yield lesson.problem(opened, f"BEGIN {region} is never closed by END {region}")


def _visible_problems(lesson: Lesson, cell: SourceCell) -> Iterator[Problem]:
    """Report a test that would leave students with an empty cell."""
    meta = cell.nbgrader
    if cell.kind == "code" and meta.get("grade") and not meta.get("solution"):
        shown = re.sub(
            r"^.*BEGIN HIDDEN TESTS(.|\n)*?END HIDDEN TESTS.*$", "", cell.source, flags=re.MULTILINE
        )
        if not any(line.strip() and not line.lstrip().startswith("#") for line in shown.splitlines()):
            yield lesson.problem(cell.line, f"test {meta.get('grade_id')!r} has no visible check")


def _pair_problems(lesson: Lesson) -> Iterator[Problem]:
    """Each answer in code is followed by its own test, before anything else that nbgrader knows."""
    graded = [
        cell for cell in lesson.cells if isinstance(cell.nbgrader, dict) and cell.nbgrader.get("grade_id")
    ]
    waiting: SourceCell | None = None
    for cell in graded:
        meta = cell.nbgrader
        name = meta["grade_id"]
        is_test = meta.get("grade") and not meta.get("solution")
        if waiting is not None:
            answer = waiting.nbgrader["grade_id"]
            if not is_test:
                yield lesson.problem(
                    waiting.line, f"solution {answer!r} has no test; {TEST_PREFIX}{answer} goes after it"
                )
            elif name != TEST_PREFIX + answer:
                yield lesson.problem(
                    cell.line, f"the test of {answer!r} is called {name!r}, expected {TEST_PREFIX}{answer!s}"
                )
        elif is_test:
            yield lesson.problem(cell.line, f"test {name!r} follows no solution cell")
        waiting = cell if cell.kind == "code" and meta.get("solution") and not meta.get("grade") else None
        if waiting is not None and "BEGIN SOLUTION" not in cell.source:
            yield lesson.problem(
                cell.line, f"solution {name!r} has no ### BEGIN SOLUTION ... ### END SOLUTION"
            )
    if waiting is not None:
        answer = waiting.nbgrader["grade_id"]
        yield lesson.problem(
            waiting.line, f"solution {answer!r} has no test; {TEST_PREFIX}{answer} goes after it"
        )


def _repeat_problems(lesson: Lesson) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for cell in lesson.cells:
        name = cell.nbgrader.get("grade_id") if isinstance(cell.nbgrader, dict) else None
        if name is None:
            continue
        if name in first:
            yield lesson.problem(cell.line, f"grade_id {name!r} is taken by the cell of line {first[name]}")
        first.setdefault(name, cell.line)


def cell_problems(lesson: Lesson) -> list[Problem]:
    """Everything that is wrong with the cells of a lesson.

    Parameters
    ----------
    lesson : Lesson
        As read from its source.

    Returns
    -------
    list of Problem
        Empty when it can be built.
    """
    problems: list[Problem] = []
    for cell in lesson.cells:
        problems += _metadata_problems(lesson, cell)
        if isinstance(cell.nbgrader, dict):
            problems += _region_problems(lesson, cell)
            problems += _visible_problems(lesson, cell)
        if cell.kind not in ("code", "markdown"):
            problems.append(
                lesson.problem(cell.line, f"a {cell.kind} cell; only code and markdown cells are used")
            )
    problems += _repeat_problems(lesson)
    problems += _pair_problems(lesson)
    return problems


def full_nbgrader_metadata(cell: SourceCell) -> dict[str, Any]:
    """Complete the short metadata of a source to what nbgrader's schema 3 asks for.

    Parameters
    ----------
    cell : SourceCell
        With ``nbgrader`` metadata that has no problems.

    Returns
    -------
    dict
        All keys of the schema that the source leaves out; a test is locked, an answer is not.
    """
    meta = cell.nbgrader
    grade, solution = bool(meta.get("grade")), bool(meta.get("solution"))
    full = {
        "grade_id": meta["grade_id"],
        "grade": grade,
        "solution": solution,
        "locked": not solution,
        "task": False,
        "schema_version": 3,
        "cell_type": cell.kind,
    }
    if grade:
        full["points"] = meta["points"]
    return full
