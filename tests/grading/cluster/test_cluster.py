"""Grading on a real dask.distributed cluster: a scheduler and workers on 127.0.0.1."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import dask
import psutil
import pytest
from nbgrader.api import Gradebook
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.dispatch import cluster as client
from support.checkout import ROOT
from support.classroom import AUTO, answered, grade, hand_in, make_course
from support.cluster import dask_cluster

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

SLOW = "import time\ntime.sleep(0.4)\ndef square(n): return n * n"
# Outside the sandbox an answer can reach the worker: two steps above it is the station, whose parent the worker is.
KILLER = """
import os, signal
pid = os.getpid()
while b"grading.dispatch.grader_process" not in open(f"/proc/{pid}/cmdline", "rb").read():
    pid = int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
os.kill(int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1]), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def cluster():
    with dask_cluster(2) as running:
        yield running


def _graders(cluster):
    """Return the processes of the graders on all workers."""
    found = {}
    for each in cluster.running:
        for child in psutil.Process(each.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if "seoul_dilemma.grading.dispatch.grader_process" in child.cmdline():
                    found[child.pid] = child
    return [
        each for each in found.values() if each.ppid() not in found
    ]  # a grader process's forks look like it


def _start(course, address):
    command = [sys.executable, "-m", "seoul_dilemma.grading.cli", "grade", "hw", "--course", str(course)]
    return subprocess.Popen(
        [*command, "--scheduler", address, "--quiet"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def _wait_for_notes(course, count, running):
    end = time.monotonic() + 240
    while len(list((course / ".seoul" / "results" / "hw").glob("[!.]*.json"))) < count:
        assert running.poll() is None, running.stderr.read()
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def test_results_are_those_of_this_machine(tmp_path, cluster):
    course = make_course(tmp_path)
    hand_in(course, "김민준", answered())
    hand_in(course, "bert", answered(square="def square(n): return 0", memo="I don't know"))
    hand_in(course, "crash", answered(square="import os\nos._exit(1)"))
    hand_in(course, "cut", '{"cells": [{"cell_type": "co')
    hand_in(course, "look", answered(total="import glob\nprint(sorted(glob.glob('/tmp/*')))\ntotal = 20"))
    folder = hand_in(course, "reads", answered(total="total = int(open('mine.txt').read())"))
    (folder / "mine.txt").write_text("20")
    (folder / "helper.py").write_text("raise SystemExit")  # the instructor's is used
    secret = tmp_path / "secret.txt"
    secret.write_text("20")
    folder = hand_in(course, "links", answered(total="total = int(open('mine.txt').read())"))
    (folder / "mine.txt").symlink_to(secret)

    def documents():
        found = {}
        for path in sorted(course.glob("autograded/*/hw/hw.ipynb")):
            found[path.parts[-3]] = path.read_bytes()
        return found

    def timeless(reports):
        return {name: {**each, "seconds": None} for name, each in reports.items()}

    local, notebooks = timeless(grade(course)), documents()
    there = timeless(grade(course, "--scheduler", cluster.address, "--force"))
    assert there == local
    assert there["reads"]["score"] == AUTO
    assert there["links"]["score"] == AUTO - 1
    assert documents() == notebooks
    assert not _graders(cluster), "the grader processes end with the run"


def test_a_worker_killed_on_the_way_costs_no_submission(tmp_path, cluster):
    course = make_course(tmp_path)
    everyone = [f"student-{number}" for number in range(7)]
    for student in everyone:
        hand_in(course, student, answered(square=SLOW))
    running = _start(course, cluster.address)
    _wait_for_notes(course, 1, running)
    graders = _graders(cluster)
    assert len(graders) == 2, "one for each worker process, for all of its submissions"
    graders[0].parent().send_signal(signal.SIGKILL)
    _, said = running.communicate(timeout=240)
    assert running.returncode == 0, said
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        stored = {each.student.id: each.score for each in gradebook.assignment_submissions("hw")}
    assert stored == dict.fromkeys(everyone, AUTO)
    cluster.wait(2)


def test_ctrl_c_keeps_what_is_done_leaves_the_cluster_free_and_the_rest_is_graded_later(tmp_path, cluster):
    course = make_course(tmp_path)
    for number in range(8):
        hand_in(course, f"student-{number}", answered(square=SLOW.replace("0.4", "2")))
    running = _start(course, cluster.address)
    _wait_for_notes(course, 1, running)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=240)
    kept = {path: path.read_bytes() for path in course.glob(".seoul/results/hw/[!.]*.json")}
    assert running.returncode == 130, said
    assert 1 <= len(kept) < 8
    assert said == (
        f"seoul: stopped: {len(kept)} of 8 are graded and recorded; the same command grades the rest, and nothing "
        "twice\n"
    )
    assert not _graders(cluster), "nothing goes on at the workers"
    reports = grade(course, "--scheduler", cluster.address)
    assert {each["score"] for each in reports.values()} == {AUTO}
    assert {path: path.read_bytes() for path in kept} == kept, "what was done is not done again"


def test_a_submission_that_kills_workers_ends_as_needs_a_person(tmp_path, cluster):
    course = make_course(tmp_path)
    hand_in(course, "killer", answered(square=KILLER))
    for student in ("anna", "bert", "cleo"):
        hand_in(course, student, answered())
    reports = grade(course, "--scheduler", cluster.address, "--trust-submissions")
    assert reports["killer"]["status"] == "needs-a-person"
    assert reports["killer"]["score"] == 0
    assert "ended the workers" in reports["killer"]["reasons"][0]
    assert {reports[name]["score"] for name in ("anna", "bert", "cleo")} == {AUTO}


def _refused(course, address, capsys, *said, options=()):
    """One line, an exit code, nothing written."""
    before = sorted(course.rglob("*"))
    capsys.readouterr()
    assert main(["grade", "hw", "--course", str(course), "--scheduler", address, *options]) == 2
    printed = capsys.readouterr()
    lines = [line for line in printed.err.strip().splitlines() if line]
    assert len(lines) == 1, printed.err
    for part in said:
        assert part in lines[0]
    assert sorted(course.rglob("*")) == before


@pytest.mark.parametrize(
    "address",
    ["over there", "notaurl", "http://127.0.0.1:8786", "tcp://127.0.0.1", "tcp://:8786", "tls://[::1]:99999"],
)
def test_what_is_no_address_is_refused_before_dask_sees_it(address, monkeypatch):
    monkeypatch.setattr("distributed.Client", lambda *_, **__: pytest.fail("dask was asked"))
    with pytest.raises(client.ClusterError, match="no address of a scheduler") as caught:
        client.Cluster(address, None, None)
    assert address in str(caught.value) and "\n" not in str(caught.value)


def test_a_cluster_that_cannot_grade_is_one_line_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    course = tmp_path / "course"
    course.mkdir()
    hand_in(make_course(course), "anna", answered())
    monkeypatch.setattr(client, "CONNECT_SECONDS", 3)
    _refused(course, "tcp://127.0.0.1:1", capsys, "No scheduler answers at tcp://127.0.0.1:1")
    named = {"ca-file": "", "client.cert": "", "client.key": "/no/such.pem"}
    with dask.config.set({f"distributed.comm.tls.{part}": file for part, file in named.items()}):
        missing = "ca-file (not set), client.cert (not set), client.key (there is no file /no/such.pem)"
        _refused(course, "tls://127.0.0.1:1", capsys, "wants certificates", missing)
    _refused(course, "tcp://127.0.0.1:1", capsys, "--jobs is for this machine", options=["--jobs", "2"])
    with dask_cluster() as cluster:
        monkeypatch.setattr(client, "WORKERS_SECONDS", 1)
        _refused(course, cluster.address, capsys, "has no workers", f"dask worker {cluster.address}")
        # One has another version of the course, one has none at all, one has no bubblewrap.
        other = tmp_path / "other" / "seoul_dilemma"
        shutil.copytree(ROOT / "grading", other / "grading")
        with (other / "grading" / "course" / "limits.py").open("a") as file:
            file.write("# newer\n")
        nothing = tmp_path / "nothing" / "seoul_dilemma"
        nothing.mkdir(parents=True)
        (nothing / "__init__.py").write_text("raise ModuleNotFoundError")
        cluster.add(1, "--no-nanny", PYTHONPATH=str(other.parent))
        cluster.add(1, "--no-nanny", PYTHONPATH=str(nothing.parent))
        cluster.add(1, "--no-nanny", PATH=str(tmp_path))
        cluster.wait(3)
        monkeypatch.setattr(client, "WORKERS_SECONDS", 60)
        _refused(
            course,
            cluster.address,
            capsys,
            "3 of 3 workers",
            "another version of the course",
            "has no Seoul's Dilemma",
            "bubblewrap is missing",
        )
    for name in ("distributed", "seoul_dilemma.grading.dispatch.dask_worker"):
        monkeypatch.setitem(sys.modules, name, None)
    _refused(course, "tcp://127.0.0.1:1", capsys, "'distributed'", "pip install distributed")


def test_a_scheduler_that_dies_loses_nothing(tmp_path):
    course = make_course(tmp_path)
    for number in range(4):
        hand_in(course, f"student-{number}", answered(square=SLOW))
    with dask_cluster() as cluster:
        cluster.add(1, "--no-nanny")
        cluster.wait(1)
        running = _start(course, cluster.address)
        _wait_for_notes(course, 1, running)
        cluster.end(cluster.running[0])
        _, said = running.communicate(timeout=240)
    assert running.returncode == 2, said
    (line,) = said.strip().splitlines()
    assert "went away" in line
    assert "run the command again" in line
    kept = {path: json.loads(path.read_text()) for path in course.glob(".seoul/results/hw/[!.]*.json")}
    reports = grade(course)
    assert {each["score"] for each in reports.values()} == {AUTO}
    for path, note in kept.items():
        assert json.loads(path.read_text()) == note
