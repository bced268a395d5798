"""What a check runs of a lesson: all that an answer depends on, and nothing that takes time for its pictures alone."""

import dataclasses

import nbformat
import pytest
from seoul_dilemma.grading.check.handed_out import handed_out
from seoul_dilemma.grading.check.own import read_own
from seoul_dilemma.grading.check.slicing import lighten
from seoul_dilemma.grading.execute.transplant import transplant
from support.graded import solved


@pytest.fixture
def runs(tmp_path):
    def of(lesson):
        path = tmp_path / f"{lesson}.ipynb"
        nbformat.write(solved(lesson), path)
        notebook = handed_out(lesson).notebook
        steps, _ = transplant([dataclasses.replace(cell) for cell in read_own(path).cells], notebook)
        return "\n".join(cell.source for cell in lighten(notebook, steps).cells if cell.role == "free")

    return of


def test_explorers_and_bets_are_not_loaded_for_a_check_but_what_answers_need_is(runs):
    source = runs("06-the-game")
    assert "DilemmaExplorer" not in source and "ForecastPad" not in source
    assert "pandas" not in source, "a table that is only shown costs a second"
    for name in ("Assumptions", "POSTURES", "solve", "payoffs"):
        assert f"import {name}\n" in source
