"""Read somebody's own notebook and find the lesson that it answers."""

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from ..build.errors import BuildError
from ..build.instructor import instructor_notebook
from ..build.source import lesson_paths, read_lesson
from ..collect.notebook_file import Found, read
from ..collect.regular_file import Unreadable
from ..course.assignment import Notebook
from ..course.limits import MB, Limits
from ..course.roles import instructor_cell
from ..execute.transplant import transplant
from .errors import Mistake
from .place import HOME, lesson_files


@dataclass(frozen=True)
class Answers:
    """Somebody's notebook, and the lesson that it answers.

    Parameters
    ----------
    lesson : Notebook
        The lesson, with everything in it that this copy of the course has.
    data : bytes
        The notebook as it was read.
    untouched : set of str
        Grade ids of answers that are as they were handed out.
    hidden : bool
        Whether the lesson holds the hidden tests too.
    repairs : list of str
        What was odd about the notebook and was mended for the run, in words.
    """

    lesson: Notebook
    data: bytes
    untouched: set[str]
    hidden: bool
    repairs: list[str] = field(default_factory=list)


def _read(path: Path) -> tuple[bytes, list[Found], list[str]]:
    if not path.exists():
        raise Mistake(f"there is no file {path}")
    if path.is_dir():
        raise Mistake(f"{path} is a folder; name one notebook in it")
    if path.suffix != ".ipynb":
        raise Mistake(f"{path} is not a notebook (.ipynb)")
    limits = Limits()
    if path.stat().st_size > limits.notebook:
        raise Mistake(f"{path} is over {limits.notebook // MB} MB; clear its outputs, then try again")
    try:
        data = path.read_bytes()
        return data, *read(data, limits)
    except OSError as error:
        raise Mistake(f"{path} cannot be opened: {error.strerror}") from None
    except Unreadable as error:
        raise Mistake(f"{path} cannot be read as a notebook: {error}") from None


def _names(notebook: NotebookNode) -> set[str]:
    """Return what a notebook's cells are known by: their grade ids and their own ids."""
    about = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return {name for name in [*about, *[cell.get("id") for cell in notebook.cells]] if name}


def _lesson_of(found: list[Found], path: Path) -> tuple[str, NotebookNode]:
    """Find the lesson by its cells; a renamed file or lost metadata does not matter."""
    names = {name for cell in found for name in (cell.grade_id, cell.cell_id) if name}
    released = {each.stem: nbformat.read(each, as_version=4) for each in lesson_files()}
    shared = {name: len(names & _names(lesson)) for name, lesson in released.items()}
    name = max(shared, key=lambda each: shared[each], default="")
    if not name or not shared[name]:
        raise Mistake(f"{path} is not a lesson of this course: no exercise of any lesson is in it")
    return name, released[name]


def _source(name: str) -> NotebookNode | None:
    for path in lesson_paths(HOME):
        if path.stem == name:
            try:
                return instructor_notebook(read_lesson(path))
            except BuildError as error:
                raise Mistake(f"the source of this lesson needs mending\n{error}", code=1) from None
    return None


def read_answers(path: Path) -> Answers:
    """Read a notebook with somebody's own answers.

    Parameters
    ----------
    path : Path
        A lesson notebook that somebody worked in.

    Returns
    -------
    Answers
        The lesson and those answers.

    Raises
    ------
    Mistake
        When it is no notebook, or not one of this course.
    """
    data, found, repairs = _read(path)
    name, released = _lesson_of(found, path)
    source = _source(name)
    given = {cell["id"]: cell for cell in released.cells}
    cells = [instructor_cell(cell, cell, given.get(cell["id"], cell)) for cell in (source or released).cells]
    lesson = Notebook(name, tuple(cells), dict(released.metadata))
    steps, more = transplant(found, lesson)
    untouched = {
        step.cell.grade_id
        for step in steps
        if step.cell is not None and step.cell.grade_id and not step.answered
    }
    return Answers(lesson, data, untouched, source is not None, repairs + more)
