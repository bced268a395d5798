"""A reader's own checks beside those of an earlier commit, ``9c1e70c``: processor time of the whole process."""

import io
import os
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import nbformat
from seoul_dilemma.grading.check import Checker, progress
from support.course import ROOT
from support.graded import solved

from bench.row import Row

BEFORE = "9c1e70c"
LESSON = "06-the-game"
TURNS = 3

# A package that lies in a folder, in place of the one that is installed.
_START = (
    "import sys; sys.meta_path[:] = [f for f in sys.meta_path if '__editable__' not in repr(f)];"
    "sys.path.insert(0, sys.argv.pop(1));"
    "from seoul_dilemma.grading.cli import main; sys.exit(main(sys.argv[1:]))"
)


def _earlier(folder: Path) -> Path | None:
    """Lay that commit out as a package; None where there is no history."""
    packed = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, capture_output=True)
    if packed.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder / "seoul_dilemma", filter="data")
    return folder


def _ours(folder: Path) -> Path:
    (folder / "seoul_dilemma").symlink_to(ROOT)
    return folder


def _spent(package: Path, cache: Path, *arguments: str, cwd: Path) -> float:
    """Run a command; return the processor seconds of all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", _START, str(package), *arguments],
        cwd=cwd,
        env={**os.environ, "SEOUL_CACHE_DIR": str(cache)},
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode not in (0, 1):  # 1 is a verdict: not everything is right
        raise RuntimeError(f"seoul {' '.join(arguments)}: {done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows() -> Iterator[Row]:
    """Measure, in turn, so that both see the same machine."""
    with tempfile.TemporaryDirectory(prefix="seoul-bench-", ignore_cleanup_errors=True) as scratch:
        root = Path(scratch)
        (root / "earlier").mkdir()
        (root / "ours").mkdir()
        earlier, ours, cache = _earlier(root / "earlier"), _ours(root / "ours"), root / "cache"
        work = root / "work"
        work.mkdir()
        for path in sorted((ROOT / "lessons").glob("*.ipynb")):
            shutil.copy(path, work)
            _run_through(work / path.name)
        for command, what in (
            ("check", f"seoul check of lesson {LESSON[:2]}, all answered"),
            ("progress", ""),
        ):
            new, old = [], []
            for turn in range(TURNS):
                nbformat.write(solved(LESSON, f"\n# {command} {turn}"), work / f"{LESSON}.ipynb")
                nbformat.write(solved("00-start-here", f"\n# {command} {turn}"), work / "00-start-here.ipynb")
                words = ["check", f"{LESSON}.ipynb"] if command == "check" else ["progress", "."]
                if turn == 0:  # what a lesson was handed out as is worked out once, and kept
                    _spent(ours, cache, *words, cwd=work)
                    nbformat.write(solved(LESSON, f"\n# {command} again"), work / f"{LESSON}.ipynb")
                    nbformat.write(
                        solved("00-start-here", f"\n# {command} again"), work / "00-start-here.ipynb"
                    )
                new.append(_spent(ours, cache, *words, cwd=work))
                if earlier is not None and (command == "check" or turn == 0):
                    old.append(_spent(earlier, cache, *words, cwd=work))
            yield Row(
                what or "seoul progress, all lessons begun, two of them answered since",
                median(new),
                median(old) if old else None,
                "s of processor time",
                "a fourth",
                f"the same at commit {BEFORE}",
                4 * median(new) <= median(old) if old else None,
            )
        yield _unchanged(work)
        yield _click(work / f"{LESSON}.ipynb")


def _run_through(path: Path) -> None:
    """Leave the marks of a notebook that was run."""
    lesson = nbformat.read(path, as_version=4)
    for number, cell in enumerate((cell for cell in lesson.cells if cell.cell_type == "code"), 1):
        cell.execution_count = number
    nbformat.write(lesson, path)


def _unchanged(work: Path) -> Row:
    progress(work, judge=True)
    start = time.perf_counter()
    progress(work)
    seconds = time.perf_counter() - start
    return Row(
        "progress of nine lessons in a kernel, nothing changed",
        seconds,
        None,
        "s",
        "0.2 s",
        "",
        seconds <= 0.2,
    )


def _click(path: Path) -> Row:
    checker = Checker(path)
    nbformat.write(solved(LESSON, "\n# warm"), path)
    checker.lesson()
    taken = []
    for turn in range(TURNS):
        nbformat.write(solved(LESSON, f"\n# click {turn}"), path)
        start = time.perf_counter()
        checker.check("by-hand")
        taken.append(time.perf_counter() - start)
    note = "eight answers of lesson 06, changed"
    return Row(
        "from a click to what the card says, in a running kernel",
        median(taken),
        None,
        "s",
        "2 s",
        note,
        median(taken) <= 2,
    )
