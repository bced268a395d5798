"""The instructor's side of an assignment as plain data: its cells, and what is expected of them."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path
from typing import Any

from .identifiers import names_in

#: A JSON object. It is used in `to_dict` and `from_dict` only; elsewhere data are dataclasses.
Json = dict[str, Any]


class AssignmentError(Exception):
    """The course or the assignment is invalid; the message says what to do."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """One cell of the instructor's notebook.

    Attributes
    ----------
    kind : str
        ``code``, ``markdown`` or ``raw``.
    role : str
        ``test`` (points by its own run), ``solution``, ``manual`` (an answer that a person grades), ``task``,
        ``locked``, or ``free`` (students may change it).
    source, released : str
        The instructor's version, and what students were given.
    hidden : tuple of (int, int)
        Line ranges of the source, 1-based and inclusive, that students never see.
    judge : str
        ``apart``, or ``inside`` where the instructor asked for that.
    """

    kind: str
    role: str
    source: str
    released: str
    grade_id: str | None = None
    cell_id: str | None = None
    points: float = 0.0
    hidden: tuple[tuple[int, int], ...] = ()
    judge: str = "apart"
    metadata: dict[str, Any] = dataclasses.field(default_factory=dict)
    checksum: str = ""


@dataclasses.dataclass(frozen=True)
class Notebook:
    """One notebook of an assignment."""

    name: str
    cells: tuple[Cell, ...]
    metadata: dict[str, Any]

    @property
    def graded(self) -> list[Cell]:
        """The cells that carry points, in order."""
        return [cell for cell in self.cells if cell.role in ("test", "manual", "task") and cell.grade_id]

    @property
    def max_score(self) -> float:
        """All points of the notebook."""
        return sum(cell.points for cell in self.graded)


@dataclasses.dataclass(frozen=True)
class Assignment:
    """An assignment: notebooks and the files beside them.

    Attributes
    ----------
    name : str
        As nbgrader calls it.
    notebooks : tuple of Notebook
        In the order of their names.
    files : tuple of (str, str)
        Name and path of each file beside them.
    theirs : tuple of str
        Names of those files that students edit: `c.Autograde.exclude_overwriting`. A student's own counts.
    """

    name: str
    notebooks: tuple[Notebook, ...]
    files: tuple[tuple[str, str], ...] = ()
    theirs: tuple[str, ...] = ()

    @property
    def imports(self) -> list[str]:
        """The import statements of its cells, of installed modules."""
        local = {Path(name).parts[0].removesuffix(".py") for name, _ in self.files}
        found: dict[str, None] = {}
        for notebook in self.notebooks:
            for cell in notebook.cells:
                names = names_in(cell.source) if cell.kind == "code" else None
                if names is not None and not {m.partition(".")[0] for m in names.modules} & local:
                    found.update(dict.fromkeys(names.imports))
        return list(found)

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, document: Json) -> Assignment:
        """Rebuild it from plain data."""
        notebooks = tuple(
            Notebook(
                nb["name"],
                tuple(Cell(**{**cell, "hidden": tuple(map(tuple, cell["hidden"]))}) for cell in nb["cells"]),
                nb["metadata"],
            )
            for nb in document["notebooks"]
        )
        files = tuple((name, path) for name, path in document["files"])
        return cls(document["name"], notebooks, files, tuple(document.get("theirs", ())))


def load(statements: list[str]) -> None:
    """Run the instructor's imports before forking; one that fails is ignored and fails again in its cell."""
    for statement in statements:
        with contextlib.suppress(Exception):
            exec(statement, {})


def in_the_way(name: str, assignment: Assignment) -> bool:
    """Say whether a student's file has the place of one of the instructor's: its name, or that of a folder of it."""
    return any(
        name == ours or name.startswith(f"{ours}/") or ours.startswith(f"{name}/")
        for ours, _ in assignment.files
        if ours not in assignment.theirs
    )
