"""Grading a class: our pipeline beside otter's local run, processes beside a dask cluster, SQLite beside PostgreSQL."""

import ast
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from seoul_dilemma.grading.course.assignment import Assignment
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.grading.dispatch.cluster import Cluster
from seoul_dilemma.grading.dispatch.grade import report
from seoul_dilemma.grading.dispatch.pool import Pool
from seoul_dilemma.grading.dispatch.task import Task
from seoul_dilemma.grading.record.record import Recorder
from support.cluster import dask_cluster
from support.postgres import postgres

from bench.bench_grading import LESSON, _course, _submissions
from bench.row import Row

FEW = 6
MANY = int(os.environ.get("SEOUL_BENCH_CLASS", "40"))


def rows() -> Iterator[Row]:
    """Measure."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as scratch:
        course = _course(Path(scratch, "course"), FEW)
        assignment = course.assignment(LESSON)
        yield from _beside_otter(course, assignment, Path(scratch, "otter"))
        yield from _beside_a_cluster(course, assignment)
        yield from _gradebooks(course, assignment)


# otter


def _doctest(source: str) -> str:
    """Return a test cell as the doctest that otter's test files hold: one example a statement."""
    lines = source.split("\n")
    out = []
    for node in ast.parse(source).body:
        first, *rest = lines[node.lineno - 1 : node.end_lineno]
        out += [f">>> {first}", *[f"... {line}" for line in rest]]
    return "\n".join(out) + "\n"


def _autograder(assignment: Assignment, folder: Path) -> Path:
    """Write the exercises as otter's ``autograder.zip``, with the same points."""
    folder.mkdir(parents=True)
    path = folder / "autograder.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("otter_config.json", json.dumps({"pdf": False, "lang": "python"}))
        for cell in assignment.notebooks[0].graded:
            if cell.role == "test":
                suite = {"cases": [{"code": _doctest(cell.source), "hidden": False, "locked": False}]}
                test = {
                    "name": cell.grade_id,
                    "points": cell.points,
                    "suites": [{**suite, "type": "doctest"}],
                }
                packed.writestr(f"tests/{cell.grade_id}.py", f"OK_FORMAT = True\n\ntest = {test!r}\n")
    return path


def _for_otter(submitted: Path, assignment: Assignment, folder: Path) -> Path:
    """Write a submission as a student of otter's hands it in: without the test cells."""
    document = json.loads(submitted.read_text(encoding="utf-8"))
    cells = zip(document["cells"], assignment.notebooks[0].cells, strict=True)
    document["cells"] = [each for each, cell in cells if cell.role != "test"]
    path = folder / f"{submitted.parents[1].name}.ipynb"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


_OTTER = """
import json, sys
from otter.api import grade_submission
found = {}
for path in sys.argv[2:]:
    result = grade_submission(path, sys.argv[1], quiet=True)
    found[path] = {name: test.score for name, test in result.results.items()}
print("SCORES" + json.dumps(found))
"""


def _otter(autograder: Path, notebooks: list[Path]) -> tuple[float, dict[str, dict[str, float]]]:
    """Grade with otter, one after the other in one process; return the seconds and each student's points."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _OTTER, str(autograder), *map(str, notebooks)],
        capture_output=True,
        text=True,
        cwd=autograder.parent,
        check=True,
    )
    seconds = time.monotonic() - start
    found = json.loads(done.stdout.rpartition("SCORES")[2])
    scores = {
        Path(path).stem: {Path(name).stem: points for name, points in each.items()}
        for path, each in found.items()
    }
    return seconds, scores


def _ours(course: Course) -> tuple[float, dict[str, dict[str, float]]]:
    out = course.root / "grades.json"
    start = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "seoul_dilemma.grading.cli", "grade", LESSON, "--course", str(course.root),
         "--quiet", "--jobs", "1", "--force", "--json", str(out)],
        check=True,
    )  # fmt: skip
    seconds = time.monotonic() - start
    scores = {
        each["student"]: {
            c["grade_id"]: c["points"] for c in each["cells"] if c["outcome"] not in ("manual", "no-response")
        }
        for each in json.loads(out.read_text(encoding="utf-8"))["submissions"]
    }
    return seconds, scores


def _beside_otter(course: Course, assignment: Assignment, folder: Path) -> Iterator[Row]:
    autograder = _autograder(assignment, folder)
    submitted = sorted((course.root / "submitted").glob(f"*/{LESSON}/*.ipynb"))
    notebooks = [_for_otter(path, assignment, folder) for path in submitted]
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])  # the children inherit it
    try:
        theirs, their_scores = _otter(autograder, notebooks)
        ours, our_scores = _ours(course)
        tests = {cell.grade_id for cell in assignment.notebooks[0].graded if cell.role == "test"}
        our_scores = {who: {k: v for k, v in each.items() if k in tests} for who, each in our_scores.items()}
        equal = our_scores == their_scores
        yield Row(
            "grade a submission of lesson 06, one core, start-up included",
            ours / FEW,
            theirs / FEW,
            "s",
            target="scores equal",
            note=f"{FEW} submissions, {len(tests)} exercises; otter's grade_submission, no containers, no sandbox",
            met=equal,
        )
        with Pool(assignment, Limits(), 1, hidden=[course.root]) as pool:
            warm = _seconds(pool, _tasks(course, assignment, FEW), leave_out=2)
        yield Row(
            "the same, once the first are graded",
            warm,
            theirs / FEW,
            "s",
            note="warm process; otter has none",
        )
    finally:
        os.sched_setaffinity(0, cores)


# a cluster


def _tasks(course: Course, assignment: Assignment, count: int) -> list[Task]:
    tasks = [Task.of(each, assignment) for each in _submissions(course)]
    return [tasks[number % len(tasks)] for number in range(count)]


def _seconds(pool: Pool | Cluster, tasks: list[Task], leave_out: int) -> float:
    """Return the seconds a submission, all together, from when the first few are done."""
    start, done = 0.0, 0
    for _ in pool.map(tasks):
        done += 1
        if done == leave_out:
            start = time.monotonic()
    return (time.monotonic() - start) / (done - leave_out)


def _beside_a_cluster(course: Course, assignment: Assignment) -> Iterator[Row]:
    tasks = _tasks(course, assignment, MANY)
    with dask_cluster(2) as running:
        with Pool(assignment, Limits(), 2, hidden=[course.root]) as pool:
            local = _seconds(pool, tasks, leave_out=4)
        start = time.monotonic()
        with Cluster(running.address, assignment, Limits(), hidden=[course.root]) as cluster:
            connected = time.monotonic() - start
            remote = _seconds(cluster, tasks, leave_out=4)
        with Pool(assignment, Limits(), 2, hidden=[course.root]) as pool:
            local = (
                local + _seconds(pool, tasks, leave_out=4)
            ) / 2  # before and after: other programs disturb both
    yield Row(
        "a submission of lesson 06 on a dask cluster of two local workers, two cores",
        remote,
        local,
        "s",
        note=f"{MANY} submissions; instead: two local processes; joining the cluster took {connected:.1f} s",
    )


# the gradebook


def _gradebooks(course: Course, assignment: Assignment) -> Iterator[Row]:
    """Time the one writer, which every result of a cluster has to pass."""
    submission = _submissions(course)[0]
    with Pool(assignment, Limits(), 1, hidden=[course.root]) as pool:
        result = pool.grade(Task.of(submission, assignment))

    def seconds(url: str | None) -> float:
        place = Course(course.root, url)
        place.register(LESSON)
        with Recorder(place, assignment) as recorder:
            for number in range(MANY + 1):
                submission.student = f"record-{number:05d}"
                recorder.write(submission, result, report(assignment, submission, result))
                if number == 0:
                    start = time.monotonic()
        return (time.monotonic() - start) / MANY

    local = seconds(None)
    with postgres() as server:
        far = seconds(server.database("bench"))
    yield Row(
        "record a graded submission: gradebook, notebook, note",
        far,
        local,
        "s",
        note="PostgreSQL on this machine; instead: SQLite",
    )
