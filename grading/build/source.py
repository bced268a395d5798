"""Read a lesson source: a jupytext percent script with a header that says which lesson it is."""

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
import yaml
from jupytext.cell_reader import DoublePercentScriptCellReader
from jupytext.header import header_to_metadata_and_cell
from jupytext.jupytext import reads

from .errors import BuildError, Problem

LESSON_FILE = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*\.py")
_MARKER = re.compile(r"^\s*#\s*(%%|In\[[0-9 ]*\]|<codecell>)")
_HEADER_TYPES = {"lesson": str, "title": str, "minutes": int, "slug": str}
_HEADER_OPTIONAL = {"question": str, "explorer": str, "teaches": list}


@dataclass(frozen=True)
class SourceCell:
    """One cell of a lesson source.

    Parameters
    ----------
    kind : str
        ``"code"`` or ``"markdown"``.
    source : str
        Text, as written.
    metadata : dict
        What stands behind the cell marker.
    line : int
        Line of the marker in the source file, from 1.
    """

    kind: str
    source: str
    metadata: dict[str, Any]
    line: int

    @property
    def nbgrader(self) -> dict[str, Any]:
        """Short nbgrader metadata as written; empty for an ordinary cell."""
        found: dict[str, Any] = self.metadata.get("nbgrader", {})
        return found


@dataclass(frozen=True)
class Lesson:
    """A lesson as its source has it.

    Parameters
    ----------
    path : Path
        The source file.
    header : dict
        ``lesson`` (two digits), ``title``, ``minutes``, ``slug``; perhaps ``question``, ``explorer``, ``teaches``.
    cells : tuple of SourceCell
        In order.
    """

    path: Path
    header: dict[str, Any]
    cells: tuple[SourceCell, ...]

    @property
    def name(self) -> str:
        """Name of its files, such as ``06-the-game``."""
        return self.path.stem

    @property
    def where(self) -> str:
        """The source as seen from the root of the course."""
        return f"grading/lessons/{self.path.name}"

    @property
    def slug(self) -> str:
        """Name without its number."""
        found: str = self.header["slug"]
        return found

    @property
    def title(self) -> str:
        """Title as students see it."""
        found: str = self.header["title"]
        return found

    @property
    def minutes(self) -> int:
        """Time it takes a new student."""
        found: int = self.header["minutes"]
        return found

    @cached_property
    def graded(self) -> tuple[SourceCell, ...]:
        """Cells that carry points, in order."""
        return tuple(cell for cell in self.cells if cell.nbgrader.get("grade"))

    @property
    def points(self) -> float:
        """Points of the whole lesson."""
        found: float = sum(cell.nbgrader["points"] for cell in self.graded)
        return found

    def problem(self, line: int, message: str) -> Problem:
        """Say what is wrong at a line of this source."""
        return Problem(self.where, line, message)


def _cell_lines(text: str) -> list[int]:
    """Return the line on which each cell begins, from 1.

    jupytext's own reader says it, cell by cell: a search for markers would take a line of a diagram or of a text in
    quotes for the beginning of a cell.
    """
    lines = text.splitlines()
    _, _, header_cell, start = header_to_metadata_and_cell(lines, "#", "", ".py", True)
    found = [1] if header_cell is not None else []
    while start < len(lines):
        found.append(start + 1)
        reader = DoublePercentScriptCellReader({"extension": ".py", "format_name": "percent"}, "python")
        start += reader.read(lines[start:])[1]
    return found


def _header(path: Path, metadata: dict[str, Any]) -> dict[str, Any]:
    where = f"grading/lessons/{path.name}"
    header = metadata.get("seoul")
    if not isinstance(header, dict):
        raise BuildError(
            [Problem(where, 1, "the header has no 'seoul' block with lesson, title, minutes and slug")]
        )
    problems = []
    for key, kind in _HEADER_TYPES.items():
        if key not in header:
            problems.append(Problem(where, 1, f"the header lacks seoul.{key}"))
        elif not isinstance(header[key], kind):
            shown = f"{header[key]!r}"
            hint = "; put it in quotes" if kind is str else ""
            problems.append(Problem(where, 1, f"seoul.{key} is {shown}, expected {kind.__name__}{hint}"))
    known = {**_HEADER_TYPES, **_HEADER_OPTIONAL}
    for key in sorted(set(header) - set(known)):
        problems.append(Problem(where, 1, f"seoul.{key} is not known; known are {', '.join(known)}"))
    if not problems and path.stem != f"{header['lesson']}-{header['slug']}":
        expected = f"{header['lesson']}-{header['slug']}.py"
        problems.append(Problem(where, 1, f"its header makes this lesson {expected}; rename one of the two"))
    if problems:
        raise BuildError(problems)
    return header


def read_lesson(path: Path) -> Lesson:
    """Read one lesson source.

    Parameters
    ----------
    path : Path
        ``grading/lessons/NN-slug.py``.

    Returns
    -------
    Lesson
        The lesson, its cells not yet checked.

    Raises
    ------
    BuildError
        When it is not UTF-8, its header is wrong or its cells cannot be told apart.
    """
    where = f"grading/lessons/{path.name}"
    try:
        text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BuildError(
            [Problem(where, 0, f"is not UTF-8 (byte {error.start}); save it as UTF-8")]
        ) from None
    try:
        notebook = reads(text, fmt="py:percent")
    except (ValueError, yaml.YAMLError, nbformat.ValidationError) as error:
        mark = getattr(error, "problem_mark", None)  # yaml counts from the line below '# ---', and from 0
        line = 1 if mark is None else mark.line + 2
        raise BuildError(
            [Problem(where, line, f"jupytext cannot read it: {str(error).splitlines()[0]}")]
        ) from None
    header = _header(path, notebook.metadata)
    if not any(map(_MARKER.match, text.splitlines())):
        raise BuildError([Problem(where, 1, "no line begins with '# %%': that is how each cell begins")])
    cells, lines = [], text.splitlines()
    for line, cell in zip(_cell_lines(text), notebook.cells, strict=True):
        if not cell.source.strip() and not _MARKER.match(lines[line - 1]):
            continue  # blank lines above the first cell
        metadata = {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}
        cells.append(SourceCell(cell.cell_type, cell.source, metadata, line))
    return Lesson(path, header, tuple(cells))


def lesson_paths(root: Path) -> list[Path]:
    """Find the sources of all lessons, in the order they are taught.

    Parameters
    ----------
    root : Path
        Root of the course.

    Returns
    -------
    list of Path
        ``grading/lessons/NN-slug.py``.
    """
    folder = root / "grading" / "lessons"
    return sorted(path for path in folder.glob("*.py") if LESSON_FILE.fullmatch(path.name))


def read_lessons(root: Path, only: Collection[str] = ()) -> list[Lesson]:
    """Read all lessons, in the order they are taught.

    Parameters
    ----------
    root : Path
        Root of the course.
    only : collection of str
        Names of the lessons that must be readable; another one that is not is left out. All when empty.

    Returns
    -------
    list of Lesson
        Read, not yet checked.

    Raises
    ------
    BuildError
        With the problems of all sources that cannot be read, of numbers taken twice and of names that are no lesson.
    """
    lessons, problems = [], []
    paths = lesson_paths(root)
    for name in sorted(set(only) - {path.stem for path in paths}):
        known = ", ".join(path.stem for path in paths) or "none"
        problems.append(Problem(name, 0, f"no such lesson in grading/lessons; there are {known}"))
    for path in paths:
        try:
            lessons.append(read_lesson(path))
        except BuildError as error:
            if not only or path.stem in only:
                problems += error.problems
    for earlier, later in itertools.pairwise(lessons):
        if earlier.header["lesson"] == later.header["lesson"]:
            problems.append(later.problem(1, f"lesson {later.header['lesson']} is also {earlier.path.name}"))
    if problems:
        raise BuildError(problems)
    return lessons
