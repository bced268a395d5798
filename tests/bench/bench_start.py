"""From the command to its answer: whole processes, beside a plain `jupyter lab` and beside an earlier commit."""

import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from support.course import ROOT

from bench.before import COMMIT, before
from bench.row import Row

TURNS = 3


def answers_after(python: str | Path, *words: str) -> float:
    """Return the seconds from the start of a server in an empty folder until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=open"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        start = time.perf_counter()
        server = subprocess.Popen(
            [str(python), "-m", *words, *arguments],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while time.perf_counter() < start + 120:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/lab?token=open", timeout=10):
                        return time.perf_counter() - start
                except urllib.error.HTTPError:
                    raise
                except OSError:
                    time.sleep(0.02)
            raise RuntimeError(f"{' '.join(words)} did not answer within two minutes")
        finally:
            server.terminate()
            server.wait(30)


def processor_seconds(python: str | Path, *words: str, cwd: Path) -> float:
    """Return the processor time of one call of ``seoul``, the shortest of a few: the one least disturbed by others."""

    def once() -> float:
        start = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [str(python), "-m", "seoul_dilemma.grading.cli", *words]
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime

    once()  # what is kept from one call to the next is kept now
    return min(once() for _ in range(TURNS))


def rows() -> Iterator[Row]:
    """Measure, in turn, so that all see the same machine."""
    ours, theirs, old = [], [], []
    with before() as earlier:
        for _ in range(TURNS):
            ours.append(answers_after(sys.executable, "seoul_dilemma.grading.cli", "lab"))
            theirs.append(answers_after(sys.executable, "jupyterlab"))
            if earlier is not None:
                old.append(answers_after(earlier, "seoul_dilemma.grading.cli", "lab"))
        yield Row(
            "seoul lab in an empty folder until JupyterLab answers",
            median(ours), median(theirs), "s", "at least 0.95x", "plain jupyter lab",
            median(theirs) / median(ours) >= 0.95,
        )  # fmt: skip
        if earlier is None:
            return
        yield Row("the same, beside itself", median(ours), median(old), "s", "", f"commit {COMMIT}")
        with tempfile.TemporaryDirectory() as folder:
            for lesson in sorted((ROOT / "lessons").glob("[0-9][0-9]-*.ipynb")):
                Path(folder, lesson.name).write_bytes(lesson.read_bytes())
            # Each looks at a checkout of its own; a folder that nobody has written into is the same for both.
            (code,) = Path(earlier).parents[1].glob("lib/python*/site-packages/seoul_dilemma")
            for what, words, places, least in (
                ("seoul progress, nothing begun", ["progress"], (Path(folder), Path(folder)), 10.0),
                ("seoul build --check, nothing stale", ["build", "--check"], (ROOT, code), 3.0),
                ("seoul --help", ["--help"], (ROOT, code), 1.0),
            ):
                mine = processor_seconds(sys.executable, *words, cwd=places[0])
                its = processor_seconds(earlier, *words, cwd=places[1])
                target = f"at least {least:g}x" if least > 1 else "not slower"
                met = its / mine >= least if least > 1 else mine <= its + 0.05
                yield Row(what, mine, its, "s", target, f"processor time; commit {COMMIT}", met)
