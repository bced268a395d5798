"""What a lesson in a page has beside its exercises: a check below each, and where the reader stands in the course.

``grading/nbgrader_config.py`` makes this the last step of ``nbgrader generate_assignment``, so that lessons which come
through an exchange have it, too. nbgrader grades the cells that it knows as ever.
"""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from .cells import TEST_PREFIX


class PageCells(NbGraderPreprocessor):
    """Add checks and ribbons to a lesson that goes out."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add them.

        Parameters
        ----------
        nb : NotebookNode
            The lesson, without its solutions.
        resources : dict
            nbgrader's; the notebook's name is the lesson's.

        Returns
        -------
        nb : NotebookNode
        resources : dict
        """
        _add_checks(nb)
        _add_ribbons(nb, resources["nbgrader"]["notebook"])
        return nb, resources


def _page_cell(name: str, source: str) -> NotebookNode:
    cell: NotebookNode = nbformat.v4.new_code_cell(source)
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


def _add_ribbons(notebook: NotebookNode, lesson: str) -> None:
    """Show where the reader stands in the course: above the first section, and at the end."""
    source = f'from seoul_dilemma.widgets import Ribbon\n\nRibbon("{lesson}")'
    sections = (
        at
        for at, cell in enumerate(notebook.cells)
        if cell.cell_type == "markdown" and cell.source.startswith("## ")
    )
    notebook.cells.insert(next(sections, 1), _page_cell("ribbon-top", source))
    notebook.cells.append(_page_cell("ribbon-end", source))
