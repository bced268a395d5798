"""Before a class: the instructor's own solution is graded, and the untouched release, to see where checks are judged.

A check that the solution passes apart is judged apart for everybody; one that it passes only among its own code is
judged there for everybody; one that it passes nowhere waits for a person, whatever a student answered. What came of it
is kept, by all that it hangs on, so that it costs one submission once.
"""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from ..course.assignment import Assignment, Cell, Json, Notebook
from ..course.identifiers import loses_prompts, plain_python
from ..course.limits import Limits
from ..files import write_atomically
from ..judge.rulings import (
    APART,
    EVERYTHING,
    INSIDE,
    PERSON,
    Ruling,
    Rulings,
    rulings_from_dict,
    rulings_to_dict,
)
from ..record.notes import rehearsal_folder
from ..record.results import CellResult, SubmissionResult
from .task import Task

VERSION = 5
ROUNDS = 3  # passes: a check that moves inside no longer changes names for a later one, which may then have to move too
MANY = 3  # from so many checks on that one student's answers alone leave to a person, a reason says so
_COULD = "A determined student could answer for these"

Check = tuple[str, str]  # its notebook's name and its grade id


class Grades(Protocol):
    """What grades tasks: `pool.Pool` or `cluster.Cluster`."""

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, SubmissionResult]]:
        """Yield each task with its result."""
        ...


@dataclasses.dataclass(frozen=True)
class Rehearsal:
    """The result of grading the solution.

    Attributes
    ----------
    rulings : dict of str to dict of str to Ruling
        By notebook and grade id, for every check.
    notes : tuple of str
        What the instructor has to know, in words.
    stops : tuple of str, optional
        First lines of the instructor's own cells that stop among the solution's answers; None without a solution.
    """

    rulings: Rulings
    notes: tuple[str, ...] = ()
    stops: tuple[str, ...] | None = None

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {"rulings": rulings_to_dict(self.rulings), "notes": list(self.notes), "stops": self.stops}

    @classmethod
    def from_dict(cls, document: Json) -> Rehearsal:
        """Rebuild it from plain data."""
        stops = document["stops"]
        return cls(
            rulings_from_dict(document["rulings"]),
            tuple(document["notes"]),
            None if stops is None else tuple(stops),
        )

    def strict(self) -> Rehearsal:
        """Return the same with no check judged among a student's own code: those wait for a person."""
        inside = [
            f"{name}/{grade_id}" if len(self.rulings) > 1 else grade_id
            for name, ruled in self.rulings.items()
            for grade_id, each in ruled.items()
            if each.place == INSIDE
        ]
        if not inside:
            return self
        rulings = {
            name: {
                grade_id: dataclasses.replace(each, place=PERSON) if each.place == INSIDE else each
                for grade_id, each in ruled.items()
            }
            for name, ruled in self.rulings.items()
        }
        notes = [
            f"These cannot be judged apart, so they wait for a person, as --strict asks: {', '.join(inside)}."
            if note.startswith(_COULD)
            else note
            for note in self.notes
        ]
        return dataclasses.replace(self, rulings=rulings, notes=tuple(notes))

    def fingerprint(self) -> str:
        """Return a fingerprint of everything that the result depends on."""
        return hashlib.sha256(json.dumps(rulings_to_dict(self.rulings), sort_keys=True).encode()).hexdigest()


def kept_at(root: Path, assignment: Assignment, limits: Limits) -> Path:
    """Return where the outcome for an assignment is kept.

    Parameters
    ----------
    root : Path
        The course.
    assignment : Assignment
        With its files.
    limits : Limits
        Under which the solution runs.
    """
    document = [VERSION, assignment.to_dict()["notebooks"], limits.to_dict()]
    total = hashlib.sha256(json.dumps(document, sort_keys=True).encode())
    for name, path in assignment.files:
        total.update(name.encode() + b"\0" + Path(path).read_bytes())
    return rehearsal_folder(root) / f"{assignment.name}-{total.hexdigest()[:24]}.json"


def rehearse(root: Path, assignment: Assignment, limits: Limits, pool: Grades) -> Rehearsal:
    """Grade the solution and the untouched release, or take what is kept of that.

    Parameters
    ----------
    root : Path
        The course.
    assignment : Assignment
        What is asked.
    limits : Limits
        As for a student.
    pool : Grades
        What grades.
    """
    path = kept_at(root, assignment, limits)
    try:
        return Rehearsal.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    found = _rehearse(assignment, pool)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{assignment.name}-" + "?" * 24 + ".json"):
        old.unlink(missing_ok=True)
    write_atomically(path, json.dumps(found.to_dict()).encode())
    return found


def _checks(notebook: Notebook) -> list[Cell]:
    return [cell for cell in notebook.graded if cell.role == "test"]


def _rehearse(assignment: Assignment, pool: Grades) -> Rehearsal:
    if not any(_checks(notebook) for notebook in assignment.notebooks):
        return Rehearsal({notebook.name: {} for notebook in assignment.notebooks})
    if not _has_solution(assignment):
        return Rehearsal(
            {
                notebook.name: {str(cell.grade_id): Ruling(traits=EVERYTHING) for cell in _checks(notebook)}
                for notebook in assignment.notebooks
            },
            (
                "The assignment's source holds no solution, so nobody has tried whether its checks can be passed here. "
                "With a solution between BEGIN SOLUTION and END SOLUTION that is tried before the class.",
            ),
        )
    with tempfile.TemporaryDirectory(prefix="seoul-solution-") as folder:
        places = {
            notebook.name: {str(cell.grade_id): Ruling(traits=EVERYTHING) for cell in _checks(notebook)}
            for notebook in assignment.notebooks
        }
        stub: dict[Check, float | None] = {}
        first: dict[Check, CellResult] = {}
        rows: dict[Check, CellResult] = {}
        stops: list[str] = []
        for number in range(ROUNDS):
            tasks = [_task(Path(folder), assignment, places, solved) for solved in (True, False)]
            for task, result in pool.map(tasks):
                found = {
                    (name, row.grade_id): row
                    for name, part in result.notebooks.items()
                    for row in part.cells
                    if row.role == "test"
                }
                if task.rehearsal == "solution":
                    rows = found
                    stops = [line for part in result.notebooks.values() for line in part.given]
                else:
                    stub = {key: row.points for key, row in found.items()}
            first = first or rows
            moved = [
                key for key, row in rows.items() if not _full(row) and places[key[0]][key[1]].place == APART
            ]
            if not moved or number == ROUNDS - 1:
                break
            for name, grade_id in moved:
                places[name][grade_id] = Ruling(INSIDE, traits=EVERYTHING)
        return dataclasses.replace(_decided(assignment, places, first, rows, stub), stops=tuple(stops))


def _decided(
    assignment: Assignment,
    places: Rulings,
    first: dict[Check, CellResult],
    rows: dict[Check, CellResult],
    stub: dict[Check, float | None],
) -> Rehearsal:
    rulings: dict[str, dict[str, Ruling]] = {}
    untried: list[Check] = []
    for notebook in assignment.notebooks:
        rulings[notebook.name] = {}
        for cell in _checks(notebook):
            key = (notebook.name, str(cell.grade_id))
            row, was = rows.get(key), first.get(key)
            place = places[key[0]][key[1]].place
            why = _why(was) if place == INSIDE else ""
            if row is None:
                place, why = PERSON, "it was not run"
            elif not _full(row) and was is not None and was.points and (row.points or 0) <= was.points:
                place, why = APART, ""  # the solution earns a part of it, as everywhere
            elif not _full(row) and not row.points:
                if _unsolved(notebook, cell):
                    untried.append(key)
                    rulings[notebook.name][key[1]] = Ruling(APART, "", EVERYTHING, stub.get(key, 0.0))
                    continue
                place, why = PERSON, _why(row) if row.detail else _why(was)
            elif cell.judge == INSIDE:
                place, why = INSIDE, "its metadata say so"
            traits = frozenset(row.traits) if row is not None and place == APART else EVERYTHING
            rulings[notebook.name][key[1]] = Ruling(place, why, traits, stub.get(key, 0.0))
    told = [*notes(rulings, rows, stub), *_lost_prompts(assignment)]
    if untried:
        names = ", ".join(
            f"{name}/{grade_id}" if len(rulings) > 1 else grade_id for name, grade_id in untried
        )
        told.append(
            f"The source holds no solution for these, so nobody has tried whether they can be passed: {names}."
        )
    return Rehearsal(rulings, tuple(told))


def _lost_prompts(assignment: Assignment) -> Iterator[str]:
    for notebook in assignment.notebooks:
        for cell in _checks(notebook):
            if loses_prompts(cell.source):
                name = f"{notebook.name}/{cell.grade_id}" if len(assignment.notebooks) > 1 else cell.grade_id
                yield (
                    f"'{name}': IPython takes the prompts '>>> ' off a text in this check, as off a pasted session, so "
                    "that a doctest finds no example in it and passes for every answer. Put the text into a "
                    "function's docstring."
                )


def _full(row: CellResult) -> bool:
    return row.outcome == "passed"


def _why(row: CellResult | None) -> str:
    return " ".join((row.detail or row.message).split())[:400] if row is not None else ""


def notes(
    rulings: Rulings,
    rows: dict[Check, CellResult] | None = None,
    stub: dict[Check, float | None] | None = None,
) -> tuple[str, ...]:
    """Return what the instructor has to know of rulings, in words."""
    several = len(rulings) > 1

    def called(name: str, grade_id: str) -> str:
        return f"{name}/{grade_id}" if several else grade_id

    every = [(name, grade_id, each) for name, ruled in rulings.items() for grade_id, each in ruled.items()]
    found = []
    nowhere = [each for each in every if each[2].place == PERSON]
    inside = [each for each in every if each[2].place == INSIDE]
    for name, grade_id, ruling in nowhere:
        found.append(
            f"Your own solution does not pass '{called(name, grade_id)}' here ({ruling.why}), so a person has to grade "
            "it for everybody. Make the solution pass its check with nothing but the assignment's own files, then "
            "grade again."
        )
    if inside:
        names = ", ".join(called(name, grade_id) for name, grade_id, _ in inside)
        found.append(
            f"{_COULD}: {len(inside)} of {len(every)} checks ({names}). They need "
            "what only the student's own process has, so they are judged there. --strict leaves them to a person."
        )
        found += [
            f"'{called(name, grade_id)}' is judged there: {each.why}." for name, grade_id, each in inside
        ]
    for (name, grade_id), points in (stub or {}).items():
        if points and rulings[name][grade_id].place != PERSON:
            found.append(f"The untouched release earns {points:g} points for '{called(name, grade_id)}'.")
    for (name, grade_id), row in (rows or {}).items():
        if row.outcome == "partial" and rulings[name][grade_id].place != PERSON:
            found.append(
                f"Your own solution earns {row.points:g} of {row.max_points:g} for '{called(name, grade_id)}'."
            )
        elif row.outcome == "passed" and row.numpy_number:
            found.append(f"'{called(name, grade_id)}': {row.detail}.")
    return tuple(found)


def _has_solution(assignment: Assignment) -> bool:
    return any(
        _is_solved(cell)
        for notebook in assignment.notebooks
        for cell in notebook.cells
        if cell.role in ("solution", "manual", "free")
    )


def _is_solved(cell: Cell) -> bool:
    """Say whether a cell of the instructor's holds an answer, not a stub for one."""
    if cell.kind != "code" or cell.source.strip() == cell.released.strip():
        return False
    try:
        tree = ast.parse(plain_python(cell.source))
    except (Exception, MemoryError):
        return True
    bare = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass, ast.Raise)
    return any(
        isinstance(node, ast.stmt)
        and not isinstance(node, bare)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in ast.walk(tree)
    )


def _unsolved(notebook: Notebook, check: Cell) -> bool:
    """Say whether the answer before a check is a stub in the source, too."""
    before = notebook.cells[: notebook.cells.index(check)]
    answers = [cell for cell in before if cell.role in ("solution", "manual")]
    return not answers or not _is_solved(answers[-1])


def _task(folder: Path, assignment: Assignment, places: Rulings, solved: bool) -> Task:
    """Return the task of grading the solution, or the untouched release."""
    what = "solution" if solved else "release"
    paths: dict[str, str | None] = {}
    for number, notebook in enumerate(assignment.notebooks):
        path = folder / f"{what}-{number}.ipynb"
        cells = [
            {
                "cell_type": cell.kind,
                "id": cell.cell_id or f"cell-{place}",
                "metadata": {"nbgrader": dict(cell.metadata.get("nbgrader", {}))} if cell.grade_id else {},
                "source": cell.source if solved else cell.released,
            }
            for place, cell in enumerate(notebook.cells)
        ]
        path.write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
        paths[notebook.name] = str(path)
    return Task(f"the {what}", paths, rulings=places, rehearsal=what)
