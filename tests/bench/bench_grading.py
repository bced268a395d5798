"""Grading lesson 06: our pipeline beside stock ``nbgrader autograde``, same submissions, same machine, one run."""

import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from seoul_dilemma.grading.build.instructor import instructor_notebook, to_bytes
from seoul_dilemma.grading.build.source import read_lesson
from seoul_dilemma.grading.collect.intake import find
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.grading.dispatch.pool import Pool
from seoul_dilemma.grading.dispatch.task import Task
from seoul_dilemma.grading.record.results import SubmissionResult
from support.course import ROOT

from bench.before import COMMIT, before
from bench.row import Row

LESSON = "06-the-game"
FEW = int(os.environ.get("SEOUL_BENCH_FEW", "6"))
MANY = int(os.environ.get("SEOUL_BENCH_MANY", "1000"))


def _course(folder: Path, students: int) -> Course:
    """Lay out a course with the lesson, and right, half-right and untouched submissions in turn."""
    source = folder / "source" / LESSON
    source.mkdir(parents=True)
    lesson = read_lesson(ROOT / "grading" / "lessons" / f"{LESSON}.py")
    (source / f"{LESSON}.ipynb").write_bytes(to_bytes(instructor_notebook(lesson)))
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Execute.timeout = 120\nc.CourseDirectory.course_id = 'bench'\n"
    )
    course = Course(folder)
    (notebook,) = course.assignment(LESSON).notebooks
    full = json.loads((source / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    for number in range(students):
        made = json.loads(json.dumps(full))
        for position, (each, cell) in enumerate(zip(made["cells"], notebook.cells, strict=True)):
            answer = "\n".join(
                line
                for line in cell.source.split("\n")
                if "# SOLUTION" not in line and "## BEGIN SOL" not in line and "## END SOL" not in line
            )
            answered = cell.role in ("solution", "manual") and (
                number % 3 == 0 or (number % 3 == 1 and position % 2)
            )
            each["source"] = answer if answered else cell.released
        place = folder / "submitted" / f"student-{number:04d}" / LESSON
        place.mkdir(parents=True)
        (place / f"{LESSON}.ipynb").write_text(json.dumps(made), encoding="utf-8")
    return course


def _scores(course: Course) -> dict[str, float]:
    with course.gradebook() as gradebook:
        return {each.student.id: each.score for each in gradebook.assignment_submissions(LESSON)}


def _stock(folder: Path) -> tuple[float, float]:
    """Grade with stock nbgrader; return the seconds and its peak memory in MB, all processes together."""
    script = Path(sys.executable).with_name("nbgrader")
    environment = {**os.environ, "PATH": f"{script.parent}:{os.environ['PATH']}"}
    subprocess.run(
        [script, "generate_assignment", LESSON, "--create"],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    start = time.monotonic()
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(
            [script, "autograde", LESSON, "--create"], cwd=folder, env=environment, stdout=log, stderr=log
        )
        peak = _watch(running)
        if running.returncode:
            log.seek(0)
            raise RuntimeError(log.read()[-2000:].decode())
    return time.monotonic() - start, peak


def _ours(folder: Path, jobs: int, python: str | Path = sys.executable) -> tuple[float, float]:
    start = time.monotonic()
    command = [
        str(python),
        "-m",
        "seoul_dilemma.grading.cli",
        "grade",
        LESSON,
        "--course",
        str(folder),
        "--quiet",
    ]
    running = subprocess.Popen([*command, "--jobs", str(jobs), "--force"])
    peak = _watch(running)
    if running.returncode:
        raise RuntimeError("seoul grade failed")
    return time.monotonic() - start, peak


def _watch(running: subprocess.Popen[Any]) -> float:
    """Wait for a process; return the largest memory of its tree in MB, shared pages counted once."""
    root, peak = psutil.Process(running.pid), 0.0
    while running.poll() is None:
        peak = max(peak, _memory(root))
        time.sleep(0.25)
    return peak


def _memory(root: psutil.Process) -> float:
    total = 0
    for each in [root, *root.children(recursive=True)]:
        try:
            total += each.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 2**20


def rows() -> Iterator[Row]:
    """Measure."""
    logging.disable(logging.WARNING)
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as scratch:
        stock = _course(Path(scratch, "stock"), FEW)
        ours = Path(scratch, "ours")
        shutil.copytree(stock.root, ours)
        os.sched_setaffinity(0, cores[:1])  # the children inherit it
        try:
            theirs, their_peak = _stock(stock.root)
            mine, my_peak = _ours(ours, 1)
            equal = _scores(Course(ours)) == _scores(stock)
            yield Row(
                "grade a submission of lesson 06, one core, start-up included",
                mine / FEW,
                theirs / FEW,
                "s",
                target=f"at least {12 if FEW >= 30 else 7}x, scores equal",
                note=f"{FEW} submissions; stock nbgrader autograde; scores {'equal' if equal else 'NOT EQUAL'}",
                met=equal and theirs / mine >= (12 if FEW >= 30 else 7),
            )
            with before() as earlier:
                if earlier is not None:
                    old, old_peak = _ours(ours, 1, earlier)
                    yield Row("the same, beside itself", mine / FEW, old / FEW, "s", note=f"commit {COMMIT}")
                    yield Row(
                        "memory at the peak, one worker, beside itself",
                        my_peak, old_peak, "MB", note=f"commit {COMMIT}; all processes, shared pages once",
                    )  # fmt: skip
            seconds, spent = _steady(Course(ours))
            stock_steady = theirs / FEW
            yield Row(
                "grade a submission of lesson 06, one core",
                seconds,
                stock_steady,
                "s",
                target="at most a tenth",
                note="warm process running; "
                + ", ".join(f"{name} {value:.3f}" for name, value in spent.items()),
                met=seconds <= stock_steady / 10,
            )
            yield Row(
                "memory at the peak, one worker",
                my_peak,
                their_peak,
                "MB",
                target="at least 1x",
                note="all processes, shared pages once",
                met=my_peak <= their_peak,
            )
        finally:
            os.sched_setaffinity(0, cores)
        if len(cores) > 1:
            many, peak = _ours(ours, len(cores))
            yield Row(
                f"grade a submission of lesson 06, {len(cores)} cores, start-up included",
                many / FEW,
                theirs / FEW,
                "s",
                note=f"{FEW} submissions, {len(cores)} workers; {peak:.0f} MB at the peak; stock has one worker",
            )
        yield from _flat(Course(ours), len(cores), theirs / FEW)


def _steady(course: Course) -> tuple[float, dict[str, float]]:
    """Return the median seconds of a submission once the warm process runs, and where they go."""
    assignment = course.assignment(LESSON)
    tasks = [Task.of(each, assignment) for each in _submissions(course)]
    with Pool(assignment, Limits(), 1, hidden=[course.root]) as pool:
        pool.grade(tasks[0])
        results = [(_timed(pool, task), task) for task in tasks]
    spent: dict[str, list[float]] = {}
    for (_, result), _ in results:
        for name, value in result.notebooks[LESSON].spent.items():
            spent.setdefault(name, []).append(value)
    return statistics.median(taken for (taken, _), _ in results), {
        n: statistics.median(v) for n, v in spent.items()
    }


def _timed(pool: Pool, task: Task) -> tuple[float, SubmissionResult]:
    start = time.monotonic()
    result = pool.grade(task)
    return time.monotonic() - start, result


def _submissions(course: Course) -> list[Any]:
    return find(course.root / "submitted", course.assignment(LESSON), Limits(), course.ignored)


def _spin() -> float:
    """Return the seconds of a fixed piece of work, in units of a hundredth of a second."""
    start = time.perf_counter()
    sum(range(300_000))
    return (time.perf_counter() - start) * 100


def _flat(course: Course, jobs: int, stock: float) -> Iterator[Row]:
    """Grade one class many times over; compare the last tenth with the first, and the whole with stock nbgrader."""
    assignment = course.assignment(LESSON)
    tasks = [Task.of(each, assignment) for each in _submissions(course)]
    many = [tasks[number % len(tasks)] for number in range(MANY)]
    seconds: list[float] = []
    memory: list[float] = []
    start = time.monotonic()
    with Pool(assignment, Limits(), jobs, hidden=[course.root]) as pool:
        for number, (_, result) in enumerate(pool.map(many)):
            seconds.append(result.seconds / _spin())  # other programs on the machine slow both
            if number % max(1, MANY // 50) == 0:
                memory.append(_memory(psutil.Process()))
    yield Row(
        f"{MANY} submissions, {jobs} cores: time of one",
        (time.monotonic() - start) / MANY,
        stock,
        "s",
        note="start-up included, without the gradebook; stock: as above, one core",
    )
    tenth = max(1, MANY // 10)
    first, last = statistics.median(seconds[:tenth]), statistics.median(seconds[-tenth:])
    yield Row(
        f"{MANY} submissions: time of one, the last tenth beside the first",
        last, first, "units", target="flat", met=last <= 1.25 * first,
    )  # fmt: skip
    early, late = statistics.median(memory[1:6] or memory), statistics.median(memory[-5:])
    yield Row(
        f"{MANY} submissions: memory, at the end beside the start",
        late, early, "MB", target="flat", met=late <= 1.1 * early,
    )  # fmt: skip
