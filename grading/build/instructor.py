"""Make the instructor's notebook of a lesson: everything in it, solutions and hidden tests too."""

from collections.abc import Sequence

import nbformat
from nbformat.notebooknode import NotebookNode

from .cells import cell_problems, full_nbgrader_metadata
from .errors import BuildError
from .glossary import glossary
from .prose import Prose
from .source import Lesson

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def to_bytes(notebook: NotebookNode) -> bytes:
    """Write a notebook the same way every time: sorted keys, LF, one newline at the end.

    Parameters
    ----------
    notebook : NotebookNode
        Valid notebook of format 4.5.

    Returns
    -------
    bytes
        UTF-8.
    """
    nbformat.validate(notebook)
    found: bytes = nbformat.writes(notebook, version=4).rstrip("\n").encode() + b"\n"
    return found


def instructor_notebook(lesson: Lesson, course: Sequence[Lesson] = ()) -> NotebookNode:
    """Build the instructor's notebook of one lesson.

    Parameters
    ----------
    lesson : Lesson
        As read from its source.
    course : sequence of Lesson
        All lessons, for what a text says of the course as a whole.

    Returns
    -------
    NotebookNode
        Format 4.5, no outputs; each cell id is its grade id, or slug and ordinal.

    Raises
    ------
    BuildError
        With everything in the lesson that needs mending.
    """
    problems = cell_problems(lesson)
    if problems:
        raise BuildError(problems)
    prose = Prose(lesson, course or (lesson,))
    notebook: NotebookNode = nbformat.v4.new_notebook(
        metadata={"kernelspec": KERNELSPEC, "language_info": {"name": "python"}, "seoul": dict(lesson.header)}
    )
    for ordinal, cell in enumerate(lesson.cells, start=1):
        metadata = {key: value for key, value in cell.metadata.items() if key != "nbgrader"}
        cell_id = f"{lesson.slug[:60]}-{ordinal}"
        if cell.nbgrader:
            metadata["nbgrader"] = full_nbgrader_metadata(cell)
            cell_id = cell.nbgrader["grade_id"]
        if cell.kind == "markdown":
            node = nbformat.v4.new_markdown_cell(prose.render(cell), metadata=metadata)
        else:
            node = nbformat.v4.new_code_cell(prose.fill(cell), metadata=metadata)
        node["id"] = cell_id
        notebook.cells.append(node)
    ids = [cell["id"] for cell in notebook.cells]
    for cell in lesson.cells:
        if cell.nbgrader and ids.count(cell.nbgrader["grade_id"]) > 1:
            prose.problems.append(
                lesson.problem(
                    cell.line, f"grade_id {cell.nbgrader['grade_id']!r} looks like a number of a cell"
                )
            )
    if prose.problems:
        raise BuildError(prose.problems)
    if words := glossary(prose.terms):
        node = nbformat.v4.new_markdown_cell(words)
        node["id"] = "words-and-codes"
        notebook.cells.append(node)
    return notebook
