"""Stopped at any moment, and out of room at any moment: run again, and everything is graded once."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.dispatch.grade import Grading
from seoul_dilemma.grading.dispatch.pool import Pool
from support.classroom import AUTO, answered, grade, hand_in, make_course
from support.course import ROOT

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

CLASS = ["anna", "bert", "cleo", "dora", "emil", "fred"]
KILLS = 12


class Replay:
    """Gives results that were made before, so that nearly all of a run is recording; may end it in the middle."""

    def __init__(self, results, seconds=None):
        self.results, self.seconds = results, seconds

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def map(self, tasks):
        if self.seconds is not None:
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
        for task in tasks:
            yield task, self.results[task.student]


def _results(course):
    """Grade a class for real and keep what the workers returned."""
    kept, whole = {}, Pool.map

    def keep(self, tasks):
        for task, result in whole(self, tasks):
            kept[task.student] = result
            yield task, result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pool, "map", keep)
        grade(course)
    return kept


def _run(course, results, at_once=None, in_recording=None):
    """Run ``seoul grade`` in a fork, which a timer may kill; return how it ended."""
    child = os.fork()
    if child == 0:
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            signal.signal(
                signal.SIGALRM, signal.SIG_DFL
            )  # which ends the process, as suddenly as a power cut
            if at_once is not None:
                signal.setitimer(signal.ITIMER_REAL, at_once)
            Grading.pool = lambda *_: Replay(results, in_recording)
            os._exit(main(["grade", "hw", "--course", str(course), "--jobs", "1", "--quiet"]))
        finally:
            os._exit(70)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _notes(course):
    return {path.name: path.read_bytes() for path in course.glob(".seoul/results/hw/[!.]*.json")}


def _mark_by_hand(course, student):
    with Course(course).gradebook() as gradebook:
        memo = gradebook.find_grade("memo", "hw", "hw", student)
        memo.manual_score, memo.needs_manual_grade = 2.5, False
        gradebook.find_comment("memo", "hw", "hw", student).manual_comment = "Well said."
        gradebook.db.commit()


def _by_hand(course, student):
    with Course(course).gradebook() as gradebook:
        memo = gradebook.find_grade("memo", "hw", "hw", student)
        return memo.manual_score, gradebook.find_comment("memo", "hw", "hw", student).manual_comment


def test_killed_at_any_moment_of_recording_everything_is_recorded_once(tmp_path):
    first = make_course(tmp_path / "first")
    for student in CLASS:
        hand_in(first, student, answered())
    results = _results(first)

    course = make_course(tmp_path / "course")
    hand_in(course, "anna", answered())
    assert _run(course, results) == 0
    _mark_by_hand(course, "anna")
    for student in CLASS[1:]:
        hand_in(course, student, answered())
    start = time.monotonic()
    assert _run(first, results) == 0
    whole = time.monotonic() - start

    chance, killed, done = random.Random(20230419), 0, _notes(course)
    for number in range(KILLS):
        if number % 3:
            moment = {"in_recording": chance.uniform(0.0005, 0.2)}
        else:
            moment = {"at_once": chance.uniform(0.001, whole)}
        ended = _run(course, results, **moment)
        assert ended in (0, -signal.SIGALRM), "it ends well, or as it was killed"
        killed += ended != 0
        with sqlite3.connect(course / "gradebook.db") as book:
            assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            rows = book.execute("SELECT student_id FROM submitted_assignment").fetchall()
        assert len(rows) == len(set(rows)), "nobody is there twice"
        assert _by_hand(course, "anna") == (2.5, "Well said.")
        now = _notes(course)
        assert {name: now[name] for name in done} == done, "what was done is not done again"
        done = now
    assert killed
    assert _run(course, results) == 0
    with Course(course).gradebook() as gradebook:
        scores = {each.student.id: each.score for each in gradebook.assignment_submissions("hw")}
    assert scores == dict.fromkeys(CLASS, AUTO) | {"anna": AUTO + 2.5}
    for student in CLASS:
        executed = course / "autograded" / student / "hw" / "hw.ipynb"
        assert executed.read_bytes() == (first / "autograded" / student / "hw" / "hw.ipynb").read_bytes()
    assert len(_notes(course)) == len(CLASS)


OUT_OF_ROOM = """
import contextlib, io, json, os, sys, tempfile
from pathlib import Path
from seoul_dilemma.grading.cli import main
from support.classroom import AUTO, answered, hand_in, make_course
sys.path.insert(0, sys.argv[2])
from test_interrupted import _by_hand, _mark_by_hand

disk = Path(sys.argv[1])
course, filler, said = make_course(disk / "course"), disk / "filler", {}

def run(name, left=None, *more):
    if left is not None:
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(4096)): pass
        os.truncate(filler, max(0, filler.stat().st_size // 4096 * 4096 - left))
    error = io.StringIO()
    with contextlib.redirect_stderr(error):
        code = main(["grade", "hw", "--course", str(course), "--quiet", "--jobs", "1", *more])
    filler.unlink(missing_ok=True)
    said[name] = [code, error.getvalue()]

hand_in(course, "anna", answered(square="def square(n): return 0"))
hand_in(course, "bert", answered())
run("no room for a gradebook", 0)
os.environ["TMPDIR"] = str(disk)
run("no room for a worker", 0)
del os.environ["TMPDIR"]
run("room")
_mark_by_hand(course, "bert")
hand_in(course, "anna", answered())
for left in (0, 12_288, 49_152):
    run(f"{left} bytes left", left)
    assert _by_hand(course, "bert") == (2.5, "Well said.")
run("room again")
run("no room for the results", 0, "--json", str(course / "out.json"))
assert not (course / "out.json").exists(), "half a file"
run("room for the results", None, "--json", str(course / "out.json"))
reports = json.loads((course / "out.json").read_text())["submissions"]
print(json.dumps([said, {each["student"]: each["score"] for each in reports}, _by_hand(course, "bert")]))
"""


def test_a_disk_that_is_full_at_any_moment_is_one_clear_line_and_nothing_is_lost(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["bwrap", "--dev-bind", "/", "/", "--size", str(8 * 2**20), "--tmpfs", str(disk)]
    command += ["--setenv", "PYTHONPATH", str(ROOT / "tests")]
    here = str(ROOT / "tests" / "grading" / "pipeline")
    done = subprocess.run(
        [*command, sys.executable, "-c", OUT_OF_ROOM, str(disk), here],
        capture_output=True,
        text=True,
        timeout=540,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said, scores, by_hand = json.loads(done.stdout.splitlines()[-1])
    for name, (code, line) in said.items():
        if name.startswith("room"):
            assert (code, line) == (0, ""), name
        elif code or "bytes left" not in name:  # a little room may be enough
            assert code in (1, 2), name
            assert len(line.strip().splitlines()) == 1, line
            assert any(word in line for word in ("No space left", "disk is full", "room")), line
    assert said["0 bytes left"][0] != 0
    assert scores == {"anna": AUTO, "bert": AUTO}
    assert by_hand == [2.5, "Well said."]
