"""What a student runs works without what only Unix has: its modules, `fork`, groups of processes, alarms."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from support.classroom import answered, hand_in, make_course
from support.course import ROOT
from support.graded import instructor

# Python reads this file at its start, in the command and in every process that it starts.
WITHOUT_UNIX = """
import builtins, os, signal

UNIX = {"grp", "posix", "pty", "pwd", "resource", "syslog", "termios"}
genuine = builtins.__import__

def without(name, globals=None, *rest, **named):
    asks = str((globals or {}).get("__file__", "")).replace(os.sep, "/")
    if name in UNIX and any(room in asks for room in ("/grading/", "/widgets/", "/datasets/")):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return genuine(name, globals, *rest, **named)

builtins.__import__ = without
for gone in ("fork", "killpg", "setsid"):
    delattr(os, gone)
del signal.SIGALRM, signal.setitimer
"""


@pytest.fixture
def seoul(tmp_path):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "sitecustomize.py").write_text(WITHOUT_UNIX, encoding="utf-8")

    def call(*arguments, **variables):
        return subprocess.run(
            [sys.executable, "-m", "seoul_dilemma.grading.cli", *map(str, arguments)],
            cwd=tmp_path,
            env=_environment(tmp_path) | variables,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    return call


def _environment(folder):
    return os.environ | {
        "PYTHONPATH": str(folder / "hidden"),
        "HOME": str(folder),
        "USERPROFILE": str(folder),
    }


def test_a_lesson_is_checked(seoul, tmp_path):
    nbformat.write(instructor("06-the-game"), tmp_path / "06-the-game.ipynb")
    # Into a pipe, as Windows would write it.
    result = seoul("check", "06-the-game.ipynb", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert "✓" in result.stdout


def test_bets_are_kept_and_progress_is_told(seoul, tmp_path):
    bet = "from seoul_dilemma.widgets import ForecastPad; ForecastPad('06-backfire', question='?').save(0.3)"
    kept = subprocess.run(
        [sys.executable, "-c", bet], cwd=tmp_path, env=_environment(tmp_path), capture_output=True, text=True
    )
    assert kept.returncode == 0, kept.stderr
    assert (tmp_path / "forecasts.json").is_file()
    shutil.copy(ROOT / "lessons" / "06-the-game.ipynb", tmp_path)
    told = seoul("progress")
    assert told.returncode == 0, told.stderr


def test_grading_a_class_says_where_it_can_be_done(seoul, tmp_path):
    course = make_course(tmp_path / "course")
    hand_in(course, "kim", answered())
    for more in ([], ["--trust-submissions"]):
        result = seoul("grade", "hw", "--course", course, *more)
        assert result.returncode == 2, result.stdout + result.stderr
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr
        assert "Linux" in result.stderr
        assert not (course / "gradebook.db").exists()
