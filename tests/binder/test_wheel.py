"""The wheel, alone in a clean environment: it carries its data and front ends, types check, an explorer is shown."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from support.checkout import copy_checkout
from support.classroom import AUTO, answered, hand_in, make_course
from support.graded import LESSONS
from support.graded import answered as course_answered
from support.jupyter import in_kernel, jupyter_server, open_notebook, run_all
from support.landing import landing

pytestmark = [pytest.mark.install, pytest.mark.slow]


@dataclass
class Installed:
    """A built wheel and an environment that holds it and the student's pins, and nothing else."""

    wheel: Path
    python: Path


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(w) for w in words], cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Iterator[Installed]:
    folder = tmp_path_factory.mktemp("wheel")
    source = copy_checkout(folder / "source")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--python", sys.executable, folder / "env", cwd=folder)
    python = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [*uv, "pip", "install", "--python", python]
    run(*pip, "--require-hashes", "-r", source / "binder" / "requirements.txt", cwd=folder)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    shutil.rmtree(source)  # whatever is used from here on comes out of the wheel
    yield Installed(wheel, python)


def test_it_carries_everything_that_is_not_python(installed):
    names = zipfile.ZipFile(installed.wheel).namelist()
    for kind in (".csv", ".json", ".js", ".css", ".ipynb", ".bib"):
        assert any(n.startswith("seoul_dilemma/") and n.endswith(kind) for n in names), (
            f"no {kind} in the wheel"
        )
    assert any(n.startswith("seoul_dilemma/grading/lessons/") for n in names)
    assert not any("/tests/" in n or "__pycache__" in n for n in names)


def test_every_table_loads_from_it(installed, tmp_path):
    code = "from seoul_dilemma import datasets as d; print(sum(len(d.load(n)) > 0 for n in d.names()), len(d.names()))"
    loaded, tables = run(installed.python, "-c", code, cwd=tmp_path).split()
    assert loaded == tables and int(tables) >= 20


def test_the_command_is_there(installed, tmp_path):
    assert "check" in run(installed.python.parent / "seoul", "--help", cwd=tmp_path)


def test_mypy_has_nothing_to_say(installed, tmp_path):
    configuration = Path(__file__).parents[2] / "pyproject.toml"
    words = ["--config-file", configuration, "--python-executable", installed.python, "--no-incremental"]
    run(sys.executable, "-m", "mypy", *words, cwd=tmp_path)


@pytest.mark.sandbox
def test_it_grades_and_shows_answers_neither_solutions_nor_other_students(installed, tmp_path):
    course = make_course(tmp_path / "course")
    hand_in(course, "honest", answered())
    look = (
        "import glob, seoul_dilemma.datasets as d, pathlib\n"
        "home = pathlib.Path(d.__file__).parents[1]\n"
        "found = [p for f in ('grading', 'lessons') for p in glob.glob(f'{home}/{f}/**/*', recursive=True)]\n"
        "found += glob.glob('/tmp/**/submitted/honest', recursive=True) + glob.glob('/kept/*')\n"
        "def square(n):\n    return n * n if not found else found"
    )
    hand_in(course, "spy", answered(square=look))
    report = tmp_path / "grades.json"
    words = ["grade", "hw", "--course", course, "--jobs", "1", "--quiet", "--json", report]
    run(installed.python, "-m", "seoul_dilemma.grading.cli", *words, cwd=tmp_path)
    graded = {each["student"]: each["score"] for each in json.loads(report.read_text())["submissions"]}
    assert graded["honest"] == AUTO
    assert graded["spy"] == AUTO, "a spy who finds nothing answers as everybody does"


def test_a_self_learner_opens_works_checks_and_sees_progress(installed, tmp_path):
    seoul = installed.python.parent / "seoul"
    with landing(seoul, "lab", cwd=tmp_path, log=tmp_path / "log") as page:
        assert "/lab/tree/lessons/00-start-here.ipynb" in page.url
    lesson = tmp_path / "lessons" / "00-start-here.ipynb"
    nbformat.write(
        course_answered(nbformat.read(lesson, as_version=4), {"practice": "dials = 2", "top-rows": "1 / 0"}),
        lesson,
    )
    checked = run(seoul, "check", lesson, cwd=tmp_path)
    assert "1 of 5 right" in checked
    assert "hidden ones" in checked
    begun = f"1 of {len(LESSONS)} lessons begun; 1 of 5 exercises right"
    assert begun in run(seoul, "progress", cwd=tmp_path)


@pytest.mark.browser
def test_an_explorer_is_shown_from_it(installed, page):
    cells = ["from seoul_dilemma.widgets import DilemmaExplorer\nexplorer = DilemmaExplorer()\nexplorer", ""]
    with jupyter_server(python=str(installed.python)) as server:
        server.write("wheel.ipynb", cells)
        open_notebook(page, server.lab("wheel.ipynb"))
        run_all(page)
        page.get_by_role("slider").first.wait_for()
        assert page.locator(".jp-OutputArea canvas").first.bounding_box()["width"] > 100
        place = in_kernel(page, "import seoul_dilemma.widgets as w; print(w.__file__)")
    assert "site-packages" in place
