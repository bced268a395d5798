"""Read somebody's own notebook and put its answers into the lesson they answer."""

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum, is_solution
from seoul_dilemma.grading.build.errors import BuildError
from seoul_dilemma.grading.build.instructor import instructor_notebook
from seoul_dilemma.grading.build.source import lesson_paths, read_lesson
from seoul_dilemma.grading.cli.errors import Mistake
from seoul_dilemma.grading.cli.place import HOME, lesson_files

_LARGEST = 50_000_000


@dataclass(frozen=True)
class Answers:
    """A lesson with somebody's answers in it.

    Parameters
    ----------
    lesson : str
        Name of the lesson.
    cells : list of NotebookNode
        The lesson's own cells, answers replaced, the reader's additional code cells in place.
    untouched : set of str
        Grade ids of answers that are as they were handed out.
    hidden : bool
        Whether the cells hold the hidden tests too.
    """

    lesson: str
    cells: list[NotebookNode]
    untouched: set[str]
    hidden: bool


def grade_id(cell: NotebookNode) -> str:
    """Name that nbgrader knows a cell by.

    Parameters
    ----------
    cell : NotebookNode
        Any cell.

    Returns
    -------
    str
        Empty for an ordinary cell.
    """
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or "")


def _read(path: Path) -> NotebookNode:
    if not path.exists():
        raise Mistake(f"there is no file {path}")
    if path.is_dir():
        raise Mistake(f"{path} is a folder; name one notebook in it")
    if path.suffix != ".ipynb":
        raise Mistake(f"{path} is not a notebook (.ipynb)")
    if path.stat().st_size > _LARGEST:
        raise Mistake(f"{path} is over {_LARGEST // 1_000_000} MB; clear its outputs, then try again")
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8-sig"), as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # whatever is wrong with the file, the answer is the same
        detail = str(error).strip().splitlines()
        raise Mistake(
            f"{path} cannot be read as a notebook: {detail[0] if detail else type(error).__name__}"
        ) from None
    return notebook


def _released() -> dict[str, NotebookNode]:
    return {path.stem: nbformat.read(path, as_version=4) for path in lesson_files()}


def _ids(notebook: NotebookNode) -> set[str]:
    return {name for cell in notebook.cells if (name := grade_id(cell))}


def _lesson_of(notebook: NotebookNode, path: Path) -> tuple[str, NotebookNode]:
    """Find the lesson by its answers; a renamed file or lost metadata does not matter."""
    ids, released = _ids(notebook), _released()
    shared = {name: len(ids & _ids(lesson)) for name, lesson in released.items()}
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


def _merged(lesson: NotebookNode, own: NotebookNode) -> list[NotebookNode]:
    """Lay a reader's answers, edits and additional code over the lesson, in order."""
    by_grade_id = {grade_id(cell): cell for cell in own.cells if grade_id(cell)}
    by_id = {cell.get("id"): cell for cell in own.cells if cell.cell_type == "code"}
    known = _ids(lesson) | {cell["id"] for cell in lesson.cells}
    extra: dict[str, list[NotebookNode]] = {}
    place = ""
    for cell in own.cells:
        name = grade_id(cell) or cell.get("id")
        if name in known:
            place = name
        elif cell.cell_type == "code":
            extra.setdefault(place, []).append(nbformat.v4.new_code_cell(cell.source))
    merged = extra.get("", [])
    for cell in lesson.cells:
        cell = nbformat.from_dict(cell)
        if name := grade_id(cell):
            if is_solution(cell) and name in by_grade_id:
                cell["source"] = by_grade_id[name].source
        elif cell.cell_type == "code" and cell["id"] in by_id:
            cell["source"] = by_id[cell["id"]].source
        merged.append(cell)
        merged += extra.get(name or cell["id"], [])
    return merged


def read_answers(path: Path) -> Answers:
    """Read a notebook with somebody's own answers.

    Parameters
    ----------
    path : Path
        A lesson notebook that somebody worked in.

    Returns
    -------
    Answers
        The lesson with those answers.

    Raises
    ------
    Mistake
        When it is no notebook, or not one of this course.
    """
    own = _read(path)
    name, released = _lesson_of(own, path)
    source = _source(name)
    handed_out = {grade_id(cell): cell for cell in released.cells if is_solution(cell)}
    answered = {grade_id(cell): cell for cell in own.cells if is_solution(cell)}
    untouched = {
        each
        for each, cell in handed_out.items()
        if each not in answered or compute_checksum(answered[each]) == compute_checksum(cell)
    }
    return Answers(name, _merged(source or released, own), untouched, source is not None)
