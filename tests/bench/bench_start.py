"""From the command to a lesson that can be opened: `seoul lab` beside a plain `jupyter lab`."""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from statistics import median

from bench.row import Row

TURNS = 3


def answers_after(*words: str) -> float:
    """Return the seconds from the start of a server in an empty folder until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=open"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        start = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", *words, *arguments],
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


def rows() -> Iterator[Row]:
    """Measure, in turn, so that both see the same machine."""
    ours, theirs = [], []
    for _ in range(TURNS):
        ours.append(answers_after("seoul_dilemma.grading.cli", "lab"))
        theirs.append(answers_after("jupyterlab"))
    yield Row(
        "seoul lab in an empty folder until JupyterLab answers",
        median(ours),
        median(theirs),
        "s",
        "at most 20 s",
        "plain jupyter lab",
        median(ours) <= 20,
    )
