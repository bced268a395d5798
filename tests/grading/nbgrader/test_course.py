"""The course is an nbgrader course: nbgrader's own commands run on it, from release to marks."""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from seoul_dilemma.grading.build.instructor import to_bytes
from support.course import ROOT
from support.graded import LESSONS, answered, instructor

LESSON = "00-start-here"


def nbgrader(course, *arguments):
    result = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        capture_output=True,
        encoding="utf-8",
        timeout=540,
        env=os.environ
        | {"PATH": str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"], "PYTHONUTF8": "1"},
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of grading/ as an instructor has it, with one lesson built."""
    root = tmp_path_factory.mktemp("course") / "grading"
    source = root / "source" / LESSON
    source.mkdir(parents=True)
    (root / "nbgrader_config.py").write_bytes((ROOT / "grading" / "nbgrader_config.py").read_bytes())
    (source / f"{LESSON}.ipynb").write_bytes(to_bytes(instructor(LESSON)))
    nbgrader(root, "generate_assignment", LESSON)
    return root


@pytest.fixture(scope="module")
def released(course):
    return nbformat.read(course / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)


def solutions():
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in instructor(LESSON).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def test_root_is_the_grading_folder_wherever_it_is_read_from(tmp_path, monkeypatch):
    from seoul_dilemma.grading.build.student import course_config

    monkeypatch.chdir(tmp_path)
    config = course_config(ROOT / "grading")
    assert config.CourseDirectory.root == str(ROOT / "grading")
    assert config.CourseDirectory.db_url == f"sqlite:///{ROOT / 'grading' / 'gradebook.db'}"
    assert config.CourseDirectory.course_id == "seoul-dilemma"


def test_nbgrader_releases_what_the_build_releases(released):
    built = nbformat.read(ROOT / "lessons" / f"{LESSON}.ipynb", as_version=4)
    cells = [cell for cell in built.cells if cell["id"] != "next-lesson"]
    assert any('Check("practice")' in cell.source for cell in released.cells)
    before, _, link = cells[0].source.rpartition("\n\n")
    if link.startswith("*[Open this lesson on Binder]"):  # once the course has an address
        cells[0]["source"] = before
    assert [(cell.cell_type, cell.source, cell.metadata) for cell in released.cells] == [
        (cell.cell_type, cell.source, cell.metadata) for cell in cells
    ]


@pytest.mark.parametrize("lesson", LESSONS)
def test_released_lesson_holds_no_solution_and_no_hidden_test(lesson):
    notebook = nbformat.read(ROOT / "lessons" / f"{lesson}.ipynb", as_version=4)
    released = Counter(line for cell in notebook.cells for line in cell.source.splitlines())
    assert not [line for line in released if "SOLUTION" in line or "HIDDEN TESTS" in line]
    secret, shown = set(), Counter()
    for cell in instructor(lesson).cells:
        whole = cell.metadata.get("nbgrader", {}).get("solution") and "BEGIN SOLUTION" not in cell.source
        inside = False
        for line in cell.source.splitlines():
            if "BEGIN SOLUTION" in line or "BEGIN HIDDEN TESTS" in line:
                inside = True
            elif "END SOLUTION" in line or "END HIDDEN TESTS" in line:
                inside = False
            elif inside or whole:
                secret.add(line)
            else:
                shown[line] += 1
    assert secret
    # A line may well stand in a worked cell too; it must not stand there once more than the source shows it.
    assert not [line for line in secret if line.strip() and released[line] > shown[line]]


@pytest.mark.slow
def test_marks_feedback_and_export(course, released):
    solved = solutions()
    half = {name: solved[name] for name in ("practice", "percent-change", "average")}
    submissions = {
        "solved": answered(released, solved),
        "untouched": answered(released, {}),
        "half": answered(released, half),
    }
    for student, notebook in submissions.items():
        folder = course / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{LESSON}.ipynb")
    nbgrader(course, "autograde", LESSON)
    nbgrader(course, "generate_feedback", LESSON)
    nbgrader(course, "export")
    with (course / "grades.csv").open(encoding="utf-8", newline="") as stream:
        scores = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(stream)}
    assert scores == {"solved": 10, "untouched": 0, "half": 5}
    for student in submissions:
        assert (course / "feedback" / student / LESSON / f"{LESSON}.html").is_file()
