"""A dask scheduler and workers of the test's own: processes on 127.0.0.1, ended by the test."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path


class DaskCluster:
    """A scheduler; workers are added.

    Attributes
    ----------
    address : str
        Of the scheduler.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def start(self) -> None:
        """Start the scheduler."""
        file = self.folder / "scheduler.json"
        self._run("scheduler", "--port", "0", "--scheduler-file", str(file))
        self._wait(lambda: file.exists() and file.read_text().endswith("}"))
        self.address = json.loads(file.read_text())["address"]

    def _run(self, part: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        number = len(self.running)
        with (self.folder / f"{number}.log").open("wb") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", "dask", part, *options, "--host", "127.0.0.1", "--no-dashboard"],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                env={
                    **os.environ,
                    # Two deaths are enough to suspect a submission.
                    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
                    "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False",
                    **environment,
                },
            )
        self.running.append(started)
        return started

    def _wait(self, condition: Callable[[], bool], seconds: float = 240) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "\n".join(p.read_text() for p in self.folder.glob("*.log"))
            time.sleep(0.1)

    def add(self, count: int, *options: str, **environment: str) -> list[subprocess.Popen[bytes]]:
        """Start workers of one thread each; `wait` waits for them."""
        options = (self.address, "--nthreads", "1", "--local-directory", str(self.folder), *options)
        return [self._run("worker", *options, **environment) for _ in range(count)]

    def wait(self, count: int) -> None:
        """Wait until there are so many workers."""
        self._wait(lambda: self.workers() == count)

    def workers(self) -> int:
        """Return how many workers there are."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return len(client.nthreads())

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a scheduler or a worker with its nanny, as a power cut would."""
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


@contextlib.contextmanager
def dask_cluster(workers: int = 0) -> Iterator[DaskCluster]:
    """Run a cluster for the block."""
    with tempfile.TemporaryDirectory(prefix="seoul-cluster-", ignore_cleanup_errors=True) as folder:
        cluster = DaskCluster(Path(folder))
        try:
            cluster.start()
            cluster.add(workers)
            cluster.wait(workers)
            yield cluster
        finally:
            for process in reversed(cluster.running):
                cluster.end(process)
