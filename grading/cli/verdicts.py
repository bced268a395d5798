"""Run a lesson with somebody's answers and read each test."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_solution
from seoul_dilemma.grading.build.cells import TEST_PREFIX
from seoul_dilemma.grading.build.instructor import KERNELSPEC
from seoul_dilemma.grading.cli.answers import Answers, grade_id

BETS = "forecasts.json"
_SECONDS_A_CELL = 60
_TIMEOUT = {"ename": "Timeout", "evalue": f"took longer than {_SECONDS_A_CELL} seconds", "traceback": []}


@dataclass(frozen=True)
class Verdict:
    """What became of one exercise.

    Parameters
    ----------
    exercise : str
        Grade id of the answer.
    outcome : str
        ``"right"``, ``"not yet"``, ``"not tried"`` or ``"for a reader"`` (a text that a person grades).
    points, max_points : float
        Earned, and possible.
    hint : str
        What to look at, from the test that failed; empty when there is nothing to say.
    """

    exercise: str
    outcome: str
    points: float
    max_points: float
    hint: str = ""


def split_hidden(source: str) -> tuple[str, str]:
    """Part the visible checks of a test cell from its hidden ones.

    Parameters
    ----------
    source : str
        Text of the cell.

    Returns
    -------
    tuple of str
        Visible part, hidden part.
    """
    parts: tuple[list[str], list[str]] = ([], [])
    inside = False
    for line in source.splitlines():
        if "BEGIN HIDDEN TESTS" in line or "END HIDDEN TESTS" in line:
            inside = "BEGIN" in line
        else:
            parts[inside].append(line)
    return "\n".join(parts[0]).strip(), "\n".join(parts[1]).strip()


def _failure(cell: NotebookNode) -> str | None:
    """Say how a cell failed, or None when it ran to its end."""
    for output in cell.outputs:
        if output.output_type == "error":
            if output.ename == "AssertionError":
                return output.evalue or "a check failed"
            return f"{output.ename}: {output.evalue}".rstrip(": ")
    return None if cell.execution_count else "did not run"


def _run(cells: list[NotebookNode], folder: Path) -> str | None:
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC})
    client = NotebookClient(
        notebook,
        timeout=_SECONDS_A_CELL,
        interrupt_on_timeout=True,
        error_on_timeout=_TIMEOUT,
        allow_errors=True,
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute()
    except DeadKernelError:
        return "Python stopped before this test: something above ends it, or uses too much memory"
    return None


def judge(answers: Answers, bets: Path) -> list[Verdict]:
    """Run a lesson from top to bottom and read each of its tests.

    It runs in a folder that exists only for that: a lesson reveals the answers to bets, and would note so beside the
    reader's own.

    Parameters
    ----------
    answers : Answers
        The lesson with somebody's answers.
    bets : Path
        The reader's bets, of which the lesson gets a copy; perhaps not there.

    Returns
    -------
    list of Verdict
        One for each exercise, in order.
    """
    cells, tests = [], []
    by_hand = []
    for cell in answers.cells:
        if cell.cell_type != "code":
            if is_grade(cell):
                by_hand.append(cell)
            continue
        if is_grade(cell) and not is_solution(cell):
            parts = [nbformat.v4.new_code_cell(part) for part in split_hidden(cell.source) if part]
            cells += parts
            tests.append((cell, parts))
        else:
            cells.append(nbformat.v4.new_code_cell(cell.source))
    with tempfile.TemporaryDirectory(prefix="seoul-check-", ignore_cleanup_errors=True) as folder:
        if bets.is_file():
            shutil.copy(bets, Path(folder) / BETS)
        died = _run(cells, Path(folder))
    verdicts = []
    for cell, parts in tests:
        exercise, most = grade_id(cell).removeprefix(TEST_PREFIX), cell.metadata.nbgrader.points
        failures = [failure for part in parts if (failure := _failure(part)) is not None]
        if exercise in answers.untouched:
            verdicts.append(Verdict(exercise, "not tried", 0, most))
        elif failures:
            verdicts.append(Verdict(exercise, "not yet", 0, most, died or failures[0]))
        else:
            verdicts.append(Verdict(exercise, "right", most, most))
    for cell in by_hand:
        exercise = grade_id(cell)
        outcome = "not tried" if exercise in answers.untouched else "for a reader"
        verdicts.append(Verdict(exercise, outcome, 0, cell.metadata.nbgrader.points))
    return verdicts
