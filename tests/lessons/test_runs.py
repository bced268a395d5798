"""Every lesson runs from top to bottom, says the same each time, and asks nothing of a network."""

import asyncio
import re

import nbformat
import pytest
from nbclient import NotebookClient
from seoul_dilemma.grading.course.identifiers import needed
from support.apart import run_apart
from support.course import ROOT
from support.graded import LESSONS, defined, instructor, used

LONGEST_CELL = 15

NO_NETWORK = """
import socket
def _refused(*where, **more):
    raise OSError(f"a lesson asked for the network: {where}")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = _refused
"""


WATCH = f"""
import sys
sys.path.append({str(ROOT / "tests")!r})
from support import pictures
pictures.watch()
"""


def run(notebook, folder):
    notebook.cells.insert(0, nbformat.v4.new_code_cell(NO_NETWORK + WATCH))
    notebook.cells.append(nbformat.v4.new_code_cell("print(pictures.found)"))
    return NotebookClient(
        notebook,
        timeout=300,
        iopub_timeout=120,
        raise_on_iopub_timeout=True,
        extra_arguments=["--HistoryManager.hist_file=:memory:"],
        resources={"metadata": {"path": str(folder)}},
    ).async_execute()


async def run_twice(name, folders):
    """Run the solved notebook in two folders side by side."""
    return await asyncio.gather(*(run(instructor(name), folder) for folder in folders))


def said(notebook):
    """All text that the cells show; addresses in memory and identities of widgets are not part of it."""
    shown = []
    for cell in notebook.cells:
        # A kernel may send what is printed in one piece or in several.
        printed = [o.text for o in cell.get("outputs", []) if o.output_type == "stream"]
        shown.append("".join(printed))
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                continue
            if "data" in output and "application/vnd.jupyter.widget-view+json" not in output.data:
                shown += [output.data.get("text/plain", ""), output.data.get("image/png", "")]
    return [re.sub(r"0x[0-9a-f]+", "0x", text) for text in shown]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return request.param


@pytest.mark.slow
def test_solved_lesson_runs_without_warning_and_says_the_same_twice(lesson, tmp_path):
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    first, second = run_apart(run_twice(lesson, folders))
    warnings = [
        output.text
        for cell in first.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
    ]
    assert not warnings
    assert said(first)[-1].strip() == "[]", "something is wrong with a picture"
    assert said(first) == said(second)


def test_code_cells_are_short(lesson):
    for cell in instructor(lesson).cells:
        if cell.cell_type == "code":
            shown = re.sub(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", "", cell.source, flags=re.S)
            lines = [line for line in shown.strip().splitlines() if "### " not in line]
            assert len(lines) <= LONGEST_CELL, f"{len(lines)} lines:\n{shown}"


def test_grading_draws_none_of_the_lessons_own_pictures(lesson):
    """No answer and no check reads what a cell with a picture gives: in a class it is left out, for speed."""
    code = [cell for cell in instructor(lesson).cells if cell.cell_type == "code"]
    own = [cell.source for cell in code if "nbgrader" not in cell.metadata]
    graded = [cell.source for cell in code if "nbgrader" in cell.metadata]
    drawn = [
        source
        for source, runs in zip(own, needed(own, graded), strict=True)
        if runs and "figures.finish(" in source
    ]
    assert not drawn, "\n\n".join(drawn)


def test_worked_cells_do_not_lean_on_answers(lesson):
    cells = [cell for cell in instructor(lesson).cells if cell.cell_type == "code"]
    given, answers = set(), set()
    for cell in cells:
        source = re.sub(r"^[%!].*$", "", cell.source, flags=re.M)
        if cell.metadata.get("nbgrader", {}).get("solution"):
            answers |= defined(source)
        elif not cell.metadata.get("nbgrader", {}).get("grade"):
            given |= defined(source)
            leans = used(source) & (answers - given)
            assert not leans, f"reads {sorted(leans)}, which a student may not have:\n{cell.source}"
