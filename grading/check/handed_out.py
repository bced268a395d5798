"""The lessons as they were handed out, whatever a reader has written into their own copies since.

In a checkout and in an installed package they are made from the lessons' sources; a bundle of ``seoul release``, which
has no sources, carries an untouched copy of each notebook in their place, `FOLDER`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ..build.released import released_source
from ..course.assignment import Assignment, Notebook
from ..course.roles import instructor_cell, role_of
from .kept import HOME, digest, keep, recall, signature
from .reports import CheckError

FOLDER = HOME / "grading" / "lessons"
_NAME = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#* *$", re.MULTILINE)
_BET = re.compile(r"""\bForecastPad\(\s*["']([^"']+)["']""")
_TITLE = re.compile(r"""^#\s+title:\s*["']?(.*?)["']?\s*$""", re.MULTILINE)
_CELL = re.compile(r"^# %%(?P<text> \[markdown\])?.*?\bnbgrader=(?P<about>\{.*\})", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Outline:
    """What a lesson offers, read at once.

    Attributes
    ----------
    path : Path
        Its source, or the untouched copy.
    title : str
        Title of the lesson.
    exercises : dict of str to float
        Points by grade id of the answer, in order.
    bets : tuple of str
        Keys of its bets, in order.
    """

    path: Path
    title: str
    exercises: dict[str, float]
    bets: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of its files, such as ``06-the-game``."""
        return self.path.stem


@dataclasses.dataclass(frozen=True)
class HandedOut:
    """One lesson as it was handed out.

    Attributes
    ----------
    name, title : str
        Such as ``"06-the-game"`` and ``"The game"``.
    notebook : Notebook
        Its cells: what each was handed out as, and what this copy of the course runs in its place.
    headings : dict of str to str
        By grade id of an answer: the heading above it.
    hidden : bool
        Whether its tests hold the hidden checks, too.
    """

    name: str
    title: str
    notebook: Notebook
    headings: dict[str, str]
    hidden: bool


def _abouts(path: Path, text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the kind and the nbgrader metadata of each cell that has some."""
    if path.suffix == ".py":
        return [
            ("markdown" if match["text"] else "code", json.loads(match["about"]))
            for match in _CELL.finditer(text)
        ]
    cells = json.loads(text)["cells"]
    return [(cell["cell_type"], about) for cell in cells if (about := cell["metadata"].get("nbgrader"))]


@cache
def outlines() -> dict[str, Outline]:
    """Return what each lesson offers.

    Returns
    -------
    dict of str to Outline
        By name, in the order they are taught.

    Raises
    ------
    CheckError
        When this copy of the course has no lessons, or one of them is damaged.
    """
    found: list[Path] = []
    for ending in (".py", ".ipynb"):
        found = found or sorted(path for path in FOLDER.glob(f"*{ending}") if _NAME.fullmatch(path.stem))
    if not found:
        raise CheckError(f"this copy of the course has no lessons in {FOLDER}; install it again")
    made = {}
    for path in found:
        try:
            text = path.read_text(encoding="utf-8")
            points: dict[str, float] = {}
            answer = ""
            for kind, about in _abouts(path, text):
                role = role_of(about, kind)
                answer = about["grade_id"] if role in ("solution", "manual") else answer
                if role in ("test", "manual"):
                    points[answer] = float(about["points"])
            if path.suffix == ".py":
                title = next(iter(_TITLE.findall(text)), path.stem)
            else:
                title = json.loads(text)["metadata"].get("seoul", {}).get("title", path.stem)
                text = text.replace('\\"', '"')
            made[path.stem] = Outline(path, title, points, tuple(dict.fromkeys(_BET.findall(text))))
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise CheckError(
                f"the lesson {path} cannot be read ({error}); install the course again"
            ) from None
    return made


def lesson_of(names: Iterable[str]) -> str:
    """Find the lesson that a notebook's cells belong to; a renamed file or lost metadata does not matter.

    Parameters
    ----------
    names : iterable of str
        Grade ids and ids of its cells.

    Returns
    -------
    str
        Name of the lesson; empty when no cell is of this course.
    """
    names = set(names)
    shared = {}
    for name, outline in outlines().items():
        own = {*outline.exercises, *(f"test-{each}" for each in outline.exercises)}
        prefix = re.compile(rf"{re.escape(name[3:])}-\d+")
        shared[name] = len(names & own) + sum(bool(prefix.fullmatch(each)) for each in names)
    name = max(shared, key=lambda each: shared[each])
    return name if shared[name] else ""


@cache
def handed_out(name: str) -> HandedOut:
    """Return a lesson as it was handed out.

    Parameters
    ----------
    name : str
        One of `outlines`.

    Returns
    -------
    HandedOut
        The lesson.

    Raises
    ------
    CheckError
        When it cannot be read.
    """
    key = digest(signature(), name)
    kept = recall("lessons", key)
    if kept is not None:
        (notebook,) = Assignment.from_dict(kept["notebook"]).notebooks
        return HandedOut(**{**kept, "notebook": notebook})
    path = outlines()[name].path
    made = _from_source(path) if path.suffix == ".py" else _from_copy(path)
    plain = Assignment(name, (made.notebook,)).to_dict()
    keep("lessons", key, {**dataclasses.asdict(made), "notebook": plain})
    return made


def untouched_notebook(name: str) -> bytes:
    """Return the file of a lesson as it was handed out.

    Parameters
    ----------
    name : str
        One of `outlines`.

    Returns
    -------
    bytes
        The file in ``lessons/`` while nobody has worked in it; else the untouched copy, or one that is made anew.

    Raises
    ------
    CheckError
        When it cannot be read or made.
    """
    from ..build.errors import BuildError
    from ..build.stamp import is_as_handed_out

    source = outlines()[name].path
    try:
        if source.suffix == ".ipynb":
            return source.read_bytes()
        with contextlib.suppress(OSError):
            data = (HOME / "lessons" / f"{name}.ipynb").read_bytes()
            if is_as_handed_out(data):
                return data
        from ..build.targets import Sources, student_notebooks

        (data,) = student_notebooks(Sources(HOME, frozenset({name}))).values()
        return data
    except BuildError as error:
        raise CheckError(f"the source of the lesson {name} needs mending\n{error}") from None
    except OSError as error:
        raise CheckError(f"the lesson {name} cannot be read: {error.strerror or error}") from None


def _from_source(path: Path) -> HandedOut:
    from ..build.errors import BuildError
    from ..build.instructor import instructor_notebook
    from ..build.source import read_lesson

    try:
        lesson = read_lesson(path)
        full = instructor_notebook(lesson)
    except BuildError as error:
        raise CheckError(f"the source of the lesson {path.stem} needs mending\n{error}") from None
    return _lesson(lesson.name, lesson.title, full, hidden=True)


def _from_copy(path: Path) -> HandedOut:
    import nbformat

    try:
        document = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except Exception as error:  # a damaged installation, in whatever way
        raise CheckError(f"the lesson {path} cannot be read ({error}); install the course again") from None
    return _lesson(path.stem, outlines()[path.stem].title, document, hidden=False)


def _lesson(name: str, title: str, document: Any, *, hidden: bool) -> HandedOut:
    cells, headings, heading = [], {}, ""
    for mine in document.cells:
        given = type(mine)(mine)
        if hidden:
            about = mine.metadata.get("nbgrader", {})
            given["source"] = released_source(mine.source, mine.cell_type, about)
        cell = instructor_cell(mine, mine, given)
        cells.append(cell)
        if cell.grade_id and cell.role in ("solution", "manual"):
            headings[cell.grade_id] = heading
        if cell.kind == "markdown":
            heading = next(iter(_HEADING.findall(given["source"])), heading)
    metadata = json.loads(json.dumps(document.metadata))
    return HandedOut(name, title, Notebook(name, tuple(cells), metadata), headings, hidden)
