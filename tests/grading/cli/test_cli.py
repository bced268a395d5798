"""The command line, asked as people ask it: as a process, with good and with bad input."""

import os
import shutil
import subprocess
import sys

import nbformat
import psutil
import pytest
from seoul_dilemma.grading.check import handed_out, judging
from seoul_dilemma.grading.check.judging import judge
from seoul_dilemma.grading.check.own import read_own
from seoul_dilemma.grading.cli import main, paths
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.widgets.backpack.bag import holds_work
from support.course import ROOT
from support.graded import Course, answered, instructor
from support.landing import landing

LESSON = "00-start-here"


class Called:
    """What a call of the command line returned and printed."""

    def __init__(self, returncode, stdout, stderr):
        self.returncode, self.stdout, self.stderr = returncode, stdout, stderr


@pytest.fixture
def seoul(capsys, monkeypatch):
    def call(*arguments, cwd=None):
        if cwd is not None:
            monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Called(code, printed.out, printed.err)

    return call


@pytest.fixture(scope="module")
def student():
    return nbformat.read(ROOT / "lessons" / f"{LESSON}.ipynb", as_version=4)


def refused(result, *parts, code=2):
    """One clear line, no traceback."""
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    for part in parts:
        assert part in lines[0]


def test_help_names_every_command(seoul):
    result = seoul("--help")
    assert result.returncode == 0
    for command in ("lab", "check", "build"):
        assert command in result.stdout


def test_module_is_the_command_and_a_mistake_is_one_line_without_a_traceback(tmp_path):
    result = subprocess.run(
        [sys.executable, "-m", "seoul_dilemma.grading.cli", "check", "서울 노트북.ipynb"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    refused(result, "서울 노트북.ipynb", "there is no file")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_packages_that_pythonpath_adds_do_not_take_the_place_of_ours(student, tmp_path):
    for name in ("numpy", "pandas", "IPython"):
        (tmp_path / "modules" / name).mkdir(parents=True)
        (tmp_path / "modules" / name / "__init__.py").write_text("raise ImportError('the wrong one')")
    path = tmp_path / "mine.ipynb"
    nbformat.write(answered(student, {"practice": "dials = 2"}), path)
    result = subprocess.run(
        [sys.executable, "-m", "seoul_dilemma.grading.cli", "check", str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=500,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(tmp_path / "modules")},
    )
    assert result.returncode == 0, result.stderr
    assert "1 of 5 right" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["buidl"], "No such command 'buidl'"),
        (["build", "--chek"], "No such option: --chek"),
        (["check"], "Missing argument"),
        (["lab", "--port", "many"], "expected a number"),
        (["lab", "--port=99999"], "expected a number"),
    ],
)
def test_wrong_command_is_one_line(seoul, arguments, part, tmp_path):
    refused(seoul(*arguments, cwd=tmp_path), part)


def bad_notebooks(folder):
    (folder / "empty.ipynb").write_text("")
    (folder / "cut.ipynb").write_text('{"cells": [{"cell_type": "co')
    (folder / "bytes.ipynb").write_bytes(b"\xff\xfe\x00\x01")
    (folder / "list.ipynb").write_text("[]")
    (folder / "text.txt").write_text("hello")
    (folder / "folder.ipynb").mkdir()
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    nbformat.write(other, folder / "my own.ipynb")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("missing.ipynb", "there is no file"),
        ("서울 노트북.ipynb", "there is no file"),
        ("empty.ipynb", "cannot be read as a notebook"),
        ("cut.ipynb", "cannot be read as a notebook"),
        ("bytes.ipynb", "cannot be read as a notebook"),
        ("list.ipynb", "cannot be read as a notebook"),
        ("text.txt", "is not a notebook"),
        ("folder.ipynb", "is a folder"),
        ("my own.ipynb", "is not a lesson of this course"),
    ],
)
def test_check_refuses_what_is_no_lesson(seoul, tmp_path, name, part):
    bad_notebooks(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    refused(seoul("check", name, cwd=tmp_path), name, part)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.slow
def test_check_of_a_solved_notebook_in_an_odd_place(seoul, tmp_path, student):
    folder = tmp_path / "나의 과제 (1)"
    folder.mkdir()
    solutions = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in instructor(LESSON).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    path = folder / "서울 00 start.ipynb"
    nbformat.write(answered(student, solutions), path)
    before = path.read_bytes()
    result = seoul("check", path, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert f"{len(solutions)} of {len(solutions)} right" in result.stdout
    assert "not yet" not in result.stdout
    assert "visible checks and the hidden ones" in result.stdout
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


@pytest.mark.slow
def test_check_says_what_is_right_not_yet_and_not_tried(seoul, tmp_path, student, monkeypatch):
    given = {
        "practice": "dials = 2",
        "percent-change": "def percent_change(before, after):\n    return 100 * (after - before) / after",
        "average": "def average(numbers):\n    return sum(numbers) / 3",
        "top-rows": "import os\nos._exit(3)",
    }
    path = tmp_path / "mine.ipynb"
    nbformat.write(answered(student, {key: given[key] for key in list(given)[:3]}), path)
    lines = seoul("check", path).stdout.splitlines()
    found = {
        name: next(line for line in lines if f" {name} " in line) for name in [*given, "read-the-picture"]
    }
    assert "✓ right" in found["practice"]
    assert "✗ not yet" in found["percent-change"]
    assert "ompare the growth with where it began" in lines[lines.index(found["percent-change"]) + 1]
    assert "✗ not yet" in found["average"]
    assert "ry a list of two numbers" in lines[lines.index(found["average"]) + 1]
    assert "not tried" in found["top-rows"]
    assert "not tried" in found["read-the-picture"]
    assert any("1 of 5 right, 1 of 10 points" in line for line in lines)

    given["average"] = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    nbformat.write(answered(student, given), path)
    monkeypatch.setattr(judging, "Limits", lambda: Limits(cell_seconds=2.0))
    before = set(psutil.Process().children(recursive=True))
    result = seoul("check", path)
    assert result.returncode == 0
    assert set(psutil.Process().children(recursive=True)) == before
    found = next(line for line in result.stdout.splitlines() if " practice " in line)
    assert "right" in found, "what stood before the crash counts"
    assert "ended the whole process" in result.stdout
    assert "longer than the 2 seconds" in result.stdout


@pytest.mark.slow
@pytest.mark.sandbox
def test_check_gives_the_verdicts_of_a_graded_class(student, tmp_path):
    notebook = answered(
        student,
        {
            "practice": "dials = 2",
            "percent-change": "def percent_change(before, after):\n    return 100 * (after - before) / after",
            "average": "class Yes(float):\n    def __eq__(self, other): return True\ndef average(n): return Yes(5)",
            "top-rows": "import os\nos._exit(3)",
        },
    )
    path = tmp_path / "mine.ipynb"
    nbformat.write(notebook, path)
    graded = Course(tmp_path / "course", instructor(LESSON), LESSON).grade({"me": notebook})["me"]
    checked = judge(read_own(path))[0].exercises
    assert {each.id: each.points for each in checked} == {
        name.removeprefix("test-"): points or 0.0 for name, points in graded.items()
    }
    assert {each.id for each in checked if each.points} == {"practice"}


def test_build_check_passes_on_this_checkout(seoul):
    result = seoul("build", "--check")
    assert result.returncode == 0, result.stdout + result.stderr


def test_handed_out_notebook_holds_no_work(student, tmp_path):
    path = tmp_path / "a.ipynb"
    nbformat.write(student, path)
    assert not holds_work(path)
    nbformat.write(answered(student, {"practice": "dials = 3"}), path)
    assert holds_work(path)


@pytest.mark.slow
def test_check_runs_own_cells_and_the_lessons_own_tests_visible_ones_without_the_sources(
    seoul, student, tmp_path, monkeypatch
):
    notebook = answered(
        student,
        {
            "percent-change": "def percent_change(before, after):\n    return helper(after - before) / before",
            # It passes what everybody can see, and not the rest.
            "average": "def average(numbers):\n    return sum(numbers) / 4",
            "top-rows": "top = undefined_name",
        },
    )
    ids = [cell["id"] for cell in notebook.cells]
    at = ids.index("percent-change")
    notebook.cells[ids.index("test-top-rows")].source = "assert True"
    notebook.cells.insert(at, nbformat.v4.new_code_cell("def helper(number):\n    return number * 100"))
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"\xef\xbb\xbf" + nbformat.writes(notebook).encode())
    bundle = tmp_path / "bundle" / "grading" / "lessons"
    bundle.mkdir(parents=True)
    shutil.copy(ROOT / "lessons" / f"{LESSON}.ipynb", bundle)
    monkeypatch.setattr(handed_out, "FOLDER", bundle)
    monkeypatch.setenv("SEOUL_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(handed_out, "outlines", handed_out.outlines.__wrapped__)
    monkeypatch.setattr(judging, "handed_out", handed_out.handed_out.__wrapped__)
    lines = seoul("check", path).stdout.splitlines()
    exercises = ("percent-change", "top-rows", "practice")
    found = {name: next(line for line in lines if f" {name} " in line) for name in exercises}
    assert "right" in found["percent-change"]
    assert "not yet" in found["top-rows"], "an edited test is not run"
    assert "undefined_name" in lines[lines.index(found["top-rows"]) + 1]
    assert "not tried" in found["practice"]
    assert any("byte-order mark" in line for line in lines)
    assert "visible checks only" in lines[-1]


def test_build_of_an_installed_package_is_one_line(seoul, monkeypatch):
    monkeypatch.setattr(paths, "is_checkout", lambda: False)
    refused(seoul("build"), "installed package", code=1)


def test_lab_opens_on_the_first_lesson_whoever_starts_it(tmp_path):
    command = (sys.executable, "-m", "seoul_dilemma.grading.cli", "lab")
    with landing(*command, cwd=ROOT, log=tmp_path / "log") as page:
        assert "/lab/tree/lessons/00-start-here.ipynb" in page.url
