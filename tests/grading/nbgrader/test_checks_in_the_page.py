"""What the build adds to a student's notebook changes no grade: nbgrader as it comes, without the course's own hook."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from seoul_dilemma.grading.build.instructor import to_bytes
from support.course import ROOT
from support.graded import answered, instructor

pytestmark = pytest.mark.slow

LESSON = "00-start-here"


def nbgrader(course, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        capture_output=True,
        encoding="utf-8",
        timeout=540,
        env=os.environ | {"PATH": str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_lesson_with_checks_in_the_page_gets_the_marks_of_its_answers(tmp_path):
    (tmp_path / "source" / LESSON).mkdir(parents=True)
    (tmp_path / "source" / LESSON / f"{LESSON}.ipynb").write_bytes(to_bytes(instructor(LESSON)))
    built = nbformat.read(ROOT / "lessons" / f"{LESSON}.ipynb", as_version=4)
    assert any('Check("practice")' in cell.source for cell in built.cells)
    own = answered(
        built,
        {
            "practice": "dials = 2",
            "percent-change": "def percent_change(before, after):\n    return 100 * (after - before) / after",
        },
    )
    hand_in = tmp_path / "submitted" / "kim" / LESSON / f"{LESSON}.ipynb"
    hand_in.parent.mkdir(parents=True)
    nbformat.write(own, hand_in)
    nbgrader(tmp_path, "generate_assignment", LESSON)
    nbgrader(tmp_path, "autograde", LESSON)
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        (notebook,) = book.find_submission(LESSON, "kim").notebooks
        marks = {each.name: each.auto_score for each in notebook.grades}
    assert marks["test-practice"] == 1
    assert {name for name, mark in marks.items() if mark} == {"test-practice"}
