"""A reader's own notebook: read as data, recognised as a lesson, never changed."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

from ..collect.notebook_file import Found, read
from ..collect.regular_file import Unreadable
from ..course.limits import MB, Limits
from .handed_out import lesson_of, outlines
from .kept import digest, signature
from .reports import CheckError

BETS = "forecasts.json"
_READS_BETS = "ForecastPad.scores"


@dataclasses.dataclass(frozen=True)
class Own:
    """Somebody's notebook with answers to a lesson.

    Attributes
    ----------
    path : Path
        Where it lies.
    lesson : str
        Name of the lesson that it answers.
    cells : tuple of Found
        Its cells.
    repairs : tuple of str
        What was odd about the file, in words.
    key : str
        Changes when anything does that the verdicts depend on: a cell, the lesson, the course.
    """

    path: Path
    lesson: str
    cells: tuple[Found, ...]
    repairs: tuple[str, ...]
    key: str

    def answer(self, exercise: str) -> str:
        """Return what stands in the cells of an exercise; empty when it has none."""
        return "\n\n".join(cell.source for cell in self.cells if cell.grade_id == exercise)

    def answer_key(self, exercise: str) -> str:
        """Return a digest of one exercise and what stands in its cells."""
        return digest(self.lesson, exercise, self.answer(exercise))

    @property
    def bets(self) -> Path:
        """The reader's bets, beside the notebook; perhaps not there."""
        return self.path.resolve().parent / BETS


def read_own(path: Path) -> Own:
    """Read a notebook that somebody worked in.

    Parameters
    ----------
    path : Path
        The notebook, under any name.

    Returns
    -------
    Own
        Its cells, and which lesson it is.

    Raises
    ------
    CheckError
        When it is no notebook, or not one of this course.
    """
    data = _bytes(path)
    try:
        cells, repairs = read(data, Limits())
    except Unreadable as error:
        raise CheckError(f"{path} cannot be read as a notebook: {error}") from None
    lesson = lesson_of(name for cell in cells for name in (cell.grade_id, cell.cell_id) if name)
    if not lesson:
        raise CheckError(f"{path} is not a lesson of this course: no exercise of any lesson is in it")
    parts = [f"{cell.kind}\0{cell.grade_id}\0{cell.cell_id}\0{cell.source}" for cell in cells]
    if any(_READS_BETS in cell.source for cell in cells):
        with contextlib.suppress(OSError):
            parts.append(digest((path.resolve().parent / BETS).read_bytes()))
    return Own(path, lesson, tuple(cells), tuple(repairs), digest(signature(), lesson, *parts))


def holds_a_lesson(folder: Path) -> bool:
    """Say whether a notebook of this course lies in a folder, under its own name or another one."""
    paths = sorted(folder.glob("*.ipynb"))
    if any(path.stem in outlines() for path in paths):
        return True
    for path in paths:
        with contextlib.suppress(CheckError):
            read_own(path)
            return True
    return False


def _bytes(path: Path) -> bytes:
    most = Limits().notebook
    try:
        if not path.exists():
            raise CheckError(f"there is no file {path}")
        if path.is_dir():
            raise CheckError(f"{path} is a folder; name one notebook in it")
        if path.suffix != ".ipynb":
            raise CheckError(f"{path} is not a notebook (.ipynb)")
        if path.stat().st_size > most:
            raise CheckError(f"{path} is over {most // MB} MB; clear its outputs, then try again")
        return path.read_bytes()
    except OSError as error:
        raise CheckError(f"{path} cannot be opened: {error.strerror or error}") from None
