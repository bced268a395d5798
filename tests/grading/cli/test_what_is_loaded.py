"""What each command has loaded when it has done its work: start-up time without a clock.

A package that a command does not need costs every call of it, and most of the time of a short one. A new import at the
top of a module is enough to bring one in, so each command says here what it may have loaded.
"""

import json
import subprocess
import sys

import pytest
from support.classroom import answered, hand_in, make_course
from support.course import ROOT

HEAVY = (
    "nbgrader.server_extensions",
    "nbgrader",
    "sqlalchemy",
    "nbconvert",
    "nbformat",
    "jsonschema",
    "lark",
    "jupytext",
    "pandas",
    "numpy",
    "matplotlib",
    "scipy",
    "IPython",
    "ipywidgets",
    "jupyter_server",
)

CALL = """
import atexit, json, sys, types

def loaded(name):
    # "nbgrader" alone is in place, and not run, until somebody asks for something in it.
    module = sys.modules.get(name)
    below = any(each.startswith(name + ".") for each in sys.modules)
    return below or (module is not None and "__getattr__" not in vars(module))

atexit.register(lambda: print("LOADED" + json.dumps([name for name in json.loads(sys.argv[1]) if loaded(name)])))
from seoul_dilemma.grading.cli import main
code = main(sys.argv[2:])
assert code == 0, code
"""


def loaded(*command, cwd=ROOT) -> set[str]:
    """Run a command in a process of its own; return which of `HEAVY` it has loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", CALL, json.dumps(HEAVY), *map(str, command)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.rpartition("LOADED")[2]))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one submission, which is graded."""
    root = make_course(tmp_path_factory.mktemp("loaded") / "course")
    hand_in(root, "kim", answered())
    return root


def test_help_loads_nothing():
    assert loaded("--help") == set()


def test_progress_of_who_has_not_begun_loads_nothing_once_the_lessons_were_read(tmp_path):
    for lesson in (ROOT / "lessons").glob("0*.ipynb"):
        (tmp_path / lesson.name).write_bytes(lesson.read_bytes())
    loaded(
        "progress", cwd=tmp_path
    )  # a copy of the course that is used for the first time keeps what it read
    assert loaded("progress", cwd=tmp_path) == set()


def test_lab_loads_the_server_and_no_parsers_of_addresses(tmp_path):
    assert loaded("lab", "--version", cwd=tmp_path) <= {"jupyter_server", "nbformat", "jsonschema"}


@pytest.mark.slow
@pytest.mark.sandbox
def test_grading_and_exporting_load_what_they_need(course):
    reading = {"nbgrader", "sqlalchemy", "nbconvert", "nbformat", "jsonschema", "IPython"}
    assert loaded("grade", "hw", "--course", course, "--jobs", "1", "--quiet") <= reading
    gradebook = {"nbgrader", "sqlalchemy", "nbformat", "jsonschema", "IPython"}
    assert (
        loaded("export", "hw", "--to", "csv", "--partial", "-o", course / "out.csv", "--course", course)
        <= gradebook
    )


@pytest.mark.slow
def test_looking_whether_a_lesson_is_stale_loads_no_server_and_no_widget():
    unwanted = {"ipywidgets", "nbgrader.server_extensions", "lark", "matplotlib", "scipy"}
    assert not loaded("build", "--check", "00-start-here") & unwanted
