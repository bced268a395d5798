"""What a killed run left half-made is swept away by the next one, unless somebody else is at work."""

import subprocess
import sys

import pytest
from seoul_dilemma.grading.cli import main
from support.classroom import make_course

HALF_MADE = [
    ".seoul/unpacked-abc/0/000001/hw.ipynb",
    ".seoul/results/hw/.staged-abc",
    ".seoul/intake/.staged-abc",
    "autograded/anna/.staged-abc/old/hw.ipynb",
    "feedback/anna/hw/.staged-abc",
]
WHOLE = [
    ".seoul/results/hw/abc.json",
    ".seoul/intake/hw.json",
    "autograded/anna/hw/hw.ipynb",
    "feedback/anna/hw/hw.html",
    "submitted/anna/.staged-by-anna/hw.ipynb",
]

AT_WORK = """
import sys
from pathlib import Path
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.record.leftovers import at_work
with at_work(Course(Path(sys.argv[1]))):
    print("at work", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def course(tmp_path):
    course = make_course(tmp_path)
    for name in [*HALF_MADE, *WHOLE]:
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text("…", encoding="utf-8")
    return course


def _there(course):
    return {name for name in [*HALF_MADE, *WHOLE] if (course / name).exists()}


def test_what_a_killed_run_left_is_gone_and_what_is_whole_stays(course, capsys):
    assert main(["feedback", "hw", "--course", str(course)]) == 2
    assert "nothing of 'hw' is graded yet" in capsys.readouterr().err
    assert _there(course) == set(WHOLE)


def test_nothing_is_taken_from_a_run_that_lives(course, capsys):
    running = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(course)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert running.stdout.readline() == b"at work\n"
        left = _there(course)
        (course / HALF_MADE[0]).parent.mkdir(parents=True, exist_ok=True)
        (course / HALF_MADE[0]).write_text("its own", encoding="utf-8")
        main(["feedback", "hw", "--course", str(course)])
        assert left == set(WHOLE)
        assert _there(course) == {*WHOLE, HALF_MADE[0]}
    finally:
        running.kill()
        running.communicate()
    main(["feedback", "hw", "--course", str(course)])
    assert _there(course) == set(WHOLE)
