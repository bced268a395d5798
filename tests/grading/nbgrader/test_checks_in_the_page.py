"""Checks in the page change no grade: released and graded by nbgrader as it comes, without the course's own hook."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from seoul_dilemma.grading.build.instructor import to_bytes
from support.graded import answered, instructor

LESSON = "00-start-here"
EXERCISES = ("practice", "percent-change")
SETTINGS = """from nbgrader.converters import GenerateAssignment
from seoul_dilemma.grading.build.page_cells import PageCells
c = get_config()
c.GenerateAssignment.preprocessors = [*GenerateAssignment.preprocessors.default(), PageCells]
"""


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


@pytest.mark.slow
def test_exercises_with_checks_in_the_page_get_the_marks_of_their_answers(tmp_path):
    source = instructor(LESSON)
    graded = {name for each in EXERCISES for name in (each, f"test-{each}")}
    source["cells"] = [
        cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("grade_id") in graded
    ]
    (tmp_path / "source" / LESSON).mkdir(parents=True)
    (tmp_path / "source" / LESSON / f"{LESSON}.ipynb").write_bytes(to_bytes(source))
    settings = tmp_path / "nbgrader_config.py"
    settings.write_text(SETTINGS, encoding="utf-8")
    nbgrader(tmp_path, "generate_assignment", LESSON)
    settings.unlink()

    released = nbformat.read(tmp_path / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)
    page = [cell["id"] for cell in released.cells if not cell.metadata.get("nbgrader")]
    assert page == ["ribbon-top", "check-practice", "check-percent-change", "ribbon-end"]
    after = "def percent_change(before, after):\n    return 100 * (after - before) / after"
    hand_in = tmp_path / "submitted" / "kim" / LESSON / f"{LESSON}.ipynb"
    hand_in.parent.mkdir(parents=True)
    nbformat.write(answered(released, {"practice": "dials = 2", "percent-change": after}), hand_in)
    nbgrader(tmp_path, "autograde", LESSON)
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        (notebook,) = book.find_submission(LESSON, "kim").notebooks
        assert {each.name: each.auto_score for each in notebook.grades} == {
            "test-practice": 1,
            "test-percent-change": 0,
        }
