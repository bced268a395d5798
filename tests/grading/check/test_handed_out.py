"""What an answer is compared with is what students were really given."""

import nbformat
import pytest
from seoul_dilemma.grading.build.stamp import is_as_handed_out
from seoul_dilemma.grading.check.handed_out import handed_out, lesson_of, outlines
from support.course import ROOT
from support.graded import LESSONS, lesson


def released(name):
    return nbformat.read(ROOT / "lessons" / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("name", LESSONS)
def test_it_is_what_nbgrader_makes_of_the_source(name):
    given = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in released(name).cells
        if "nbgrader" in cell.metadata
    }
    ours = {cell.grade_id: cell.released for cell in handed_out(name).notebook.cells if cell.grade_id}
    assert ours == given


@pytest.mark.parametrize("name", LESSONS)
def test_the_outline_is_that_of_the_source(name):
    outline, source = outlines()[name], lesson(name)
    assert outline.title == source.title
    assert list(outline.exercises.values()) == [cell.nbgrader["points"] for cell in source.graded]
    assert list(outline.exercises) == [
        cell.nbgrader["grade_id"].removeprefix("test-") for cell in source.graded
    ]
    assert all(key.startswith(f"{name[:2]}-") for key in outline.bets) and outline.bets


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_known_by_its_cells(name):
    cells = released(name).cells
    assert lesson_of(cell["id"] for cell in cells) == name
    assert lesson_of(cell.metadata.nbgrader.grade_id for cell in cells if "nbgrader" in cell.metadata) == name
    assert lesson_of(["something", "else-1"]) == ""


def test_a_notebook_carries_the_mark_of_nobody_having_worked_in_it():
    path = ROOT / "lessons" / "00-start-here.ipynb"
    assert is_as_handed_out(path.read_bytes())
    worked = released("00-start-here")
    worked.cells[-1].source += "\nMy note."
    assert not is_as_handed_out(nbformat.writes(worked).encode())
    ran = released("00-start-here")
    next(cell for cell in ran.cells if cell.cell_type == "code").execution_count = 1
    assert not is_as_handed_out(nbformat.writes(ran).encode())
    for other in (b"", b"{}", b"[]", b'{"cells": [], "metadata": {}}'):
        assert not is_as_handed_out(other)
