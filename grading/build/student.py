"""Cut the student's notebook from the instructor's, with nbgrader's own generate_assignment."""

import logging
import tempfile
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

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
    cell: NotebookNode = nbformat.v4.new_markdown_cell(
        f"**[Open the next lesson: {lesson.header['lesson']} {lesson.title}]({lesson.name}.ipynb)**"
    )
    cell["id"] = "next-lesson"
    return cell


def _add_binder_link(notebook: NotebookNode, address: str) -> None:
    """Close the card, the first text of the lesson, with a link to where the lesson runs without installing."""
    card = next((cell for cell in notebook.cells if cell.cell_type == "markdown"), None)
    if card is not None and not card.metadata.get("nbgrader"):
        card["source"] += f"\n\n*[Open this lesson on Binder]({address}): it runs in your browser.*"


def student_notebook(
    lesson: Lesson, instructor: NotebookNode, root: Path, following: Lesson | None
) -> NotebookNode:
    """Make the notebook that students get: no solution, no hidden test, no output.

    It is what ``nbgrader generate_assignment`` makes with the course's settings, `page_cells` included. Its card links
    to Binder, its last cell to the next lesson.

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
    released: NotebookNode = nbformat.reads(bare.decode(), as_version=4)
    released.metadata = instructor.metadata
    if (address := binder_address(root, lesson.name)) is not None:
        _add_binder_link(released, address)
    if following is not None:
        released.cells.append(_next_cell(following))
    return released
