"""Cut the student's notebook from the instructor's, with nbgrader's own generate_assignment."""

import logging
import tempfile
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_solution
from traitlets.config import Config, PyFileConfigLoader

from .cells import TEST_PREFIX
from .errors import BuildError, Problem
from .instructor import to_bytes
from .links import binder_address
from .source import Lesson


class _Collect(logging.Handler):
    """Keep what nbgrader says, for the case that it fails."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def course_config(grading: Path) -> Config:
    """Read the course's own nbgrader configuration.

    Parameters
    ----------
    grading : Path
        Folder with ``nbgrader_config.py``.

    Returns
    -------
    Config
        As nbgrader itself would load it.
    """
    return PyFileConfigLoader("nbgrader_config.py", path=str(grading)).load_config()


def _released(name: str, instructor: bytes, grading: Path) -> bytes:
    """Run generate_assignment on one notebook in a course that exists only for that."""
    with tempfile.TemporaryDirectory(prefix="seoul-build-") as folder:
        root = Path(folder).resolve()
        config = course_config(grading)
        config.CourseDirectory.root = str(root)
        # No gradebook: the course's own is written when an instructor runs nbgrader in grading/.
        config.CourseDirectory.db_url = "sqlite://"
        config.SaveCells.enabled = False
        config.GenerateAssignment.no_database = True
        source = root / "source" / name
        source.mkdir(parents=True)
        (source / f"{name}.ipynb").write_bytes(instructor)
        log = logging.getLogger("seoul_dilemma.grading.build.nbgrader")
        log.propagate = False
        heard = _Collect()
        log.addHandler(heard)
        try:
            coursedir = CourseDirectory(config=config, log=log)
            coursedir.assignment_id = name
            GenerateAssignment(coursedir=coursedir, config=config, log=log).start()
        except NbGraderException as error:
            said = [line.strip().splitlines()[-1] for line in heard.lines if line.strip()]
            raise BuildError(
                [
                    Problem(
                        f"grading/lessons/{name}.py", 0, f"nbgrader refuses it: {' | '.join(said) or error}"
                    )
                ]
            ) from None
        finally:
            log.removeHandler(heard)
        return (root / "release" / name / f"{name}.ipynb").read_bytes()


def _next_cell(lesson: Lesson) -> NotebookNode:
    cell = nbformat.v4.new_markdown_cell(
        f"**[Open the next lesson: {lesson.header['lesson']} {lesson.title}]({lesson.name}.ipynb)**"
    )
    cell["id"] = "next-lesson"
    return cell


def _page_cell(name: str, source: str) -> NotebookNode:
    cell = nbformat.v4.new_code_cell(source)
    cell["id"] = name
    return cell


def _add_checks(notebook: NotebookNode) -> None:
    """Put a check in the page below each test, fold the test, and let Run All go on past what is not answered."""
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.cell_type != "code" or not (is_grade(cell) or is_solution(cell)):
            continue
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), "raises-exception"]
        if is_grade(cell) and not is_solution(cell):
            cell.metadata["jupyter"] = {"source_hidden": True}
            exercise = cell.metadata.nbgrader.grade_id.removeprefix(TEST_PREFIX)
            source = f'from seoul_dilemma.widgets import Check\n\nCheck("{exercise}")'
            cells.append(_page_cell(f"check-{exercise}"[:64], source))
    notebook["cells"] = cells


def _add_ribbons(notebook: NotebookNode, lesson: Lesson) -> None:
    """Show where the reader stands in the course: above the first section, and at the end."""
    source = f'from seoul_dilemma.widgets import Ribbon\n\nRibbon("{lesson.name}")'
    sections = (
        at
        for at, cell in enumerate(notebook.cells)
        if cell.cell_type == "markdown" and cell.source.startswith("## ")
    )
    notebook.cells.insert(next(sections, 1), _page_cell("ribbon-top", source))
    notebook.cells.append(_page_cell("ribbon-end", source))


def _add_binder_link(notebook: NotebookNode, address: str) -> None:
    """Close the card, the first text of the lesson, with a link to where the lesson runs without installing."""
    card = next((cell for cell in notebook.cells if cell.cell_type == "markdown"), None)
    if card is not None and not card.metadata.get("nbgrader"):
        card["source"] += f"\n\n*[Open this lesson on Binder]({address}): it runs in your browser.*"


def student_notebook(
    lesson: Lesson, instructor: NotebookNode, root: Path, following: Lesson | None
) -> NotebookNode:
    """Make the notebook that students get: no solution, no hidden test, no output.

    Below each test stands a check in the page, and where the reader is in the course at the top and the end; cells of
    exercises may end in an error without stopping what runs all cells. Its card links to Binder, its last cell to the
    next lesson. nbgrader grades the cells that it knows as ever.

    Parameters
    ----------
    lesson : Lesson
        The lesson.
    instructor : NotebookNode
        Its instructor's notebook.
    root : Path
        Root of the course, with ``pyproject.toml`` and ``grading/nbgrader_config.py``.
    following : Lesson or None
        The lesson that comes next; its link is the last cell.

    Returns
    -------
    NotebookNode
        Format 4.5.

    Raises
    ------
    BuildError
        When nbgrader refuses the notebook.
    """
    bare = _released(lesson.name, to_bytes(instructor), root / "grading")
    released = nbformat.reads(bare.decode(), as_version=4)
    released.metadata = instructor.metadata
    if (address := binder_address(root, lesson.name)) is not None:
        _add_binder_link(released, address)
    _add_checks(released)
    _add_ribbons(released, lesson)
    if following is not None:
        released.cells.append(_next_cell(following))
    return released
