"""What a worker of a dask.distributed cluster does: it keeps grader processes warm for each run, and grades.

It needs the same course, the same Python and bubblewrap, and nothing else: no folder is shared. `cluster` sends it
the course's files once and each submission as a zip.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
import importlib.metadata
import io
import json
import shutil
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from distributed import Worker, WorkerPlugin, get_worker

from ..course.assignment import Json
from ..execute.sandbox import SandboxError, bubblewrap
from ..record.results import SubmissionResult
from .pool import Pool
from .task import Setup, Task

IDLE_SECONDS = 600.0  # graders of a client that never came back are ended after this
PACKAGES = ("numpy", "pandas", "matplotlib", "IPython", "networkx")


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions on which a grade depends: of the course (its own code and data), Python and packages."""
    root = Path(__file__).resolve().parents[2]
    total = hashlib.sha256()
    rooms = ("course", "collect", "execute", "judge", "record", "dispatch")
    for folder in (*(f"grading/{room}" for room in rooms), "widgets", "datasets"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".csv", ".json") and path.is_file():
                total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    found = {
        "the course": total.hexdigest()[:12],
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }
    for package in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return found


def differs(here: dict[str, str], other: dict[str, str]) -> str | None:
    """Return what is different between two answers of `versions`, if something is."""
    for name, version in here.items():
        if other.get(name) != version:
            return (
                f"it has another version of {name} ({other.get(name, 'none')}; the grader has {version}). "
                "Install the same on every worker, then restart the workers."
            )
    return None


class WorkerState(TypedDict):
    """What a worker says of itself: its `versions`, and what keeps it from grading, if something does."""

    versions: dict[str, str]
    trouble: str | None


async def about(isolated: bool) -> WorkerState:
    """Say what this worker is: its versions, and what keeps it from grading."""
    trouble = None
    if isolated:
        try:
            bubblewrap()
        except SandboxError as error:
            trouble = str(error)
    return {"versions": await asyncio.to_thread(versions), "trouble": trouble}


class GraderProcesses(WorkerPlugin):
    """The graders of one worker process for one run; they rest when nobody asks for a while.

    dask gives it to every worker of the cluster, those that join later too.

    Parameters
    ----------
    setup : bytes
        A `Setup` as JSON.
    files : dict
        The files beside the instructor's notebooks, by name.
    grader : dict
        The `versions` of who sends the work.
    """

    def __init__(self, setup: bytes, files: dict[str, bytes], grader: dict[str, str]) -> None:
        self._setup, self._files, self._grader = setup, files, grader

    def setup(self, worker: Worker) -> None:
        """Lay out the course's files on this worker; nothing is started yet."""
        self._unfit = differs(self._grader, versions())
        self._folder = Path(tempfile.mkdtemp(prefix="seoul-course-"))
        setup = Setup.from_dict(json.loads(self._setup))
        files = []
        for number, (name, data) in enumerate(self._files.items()):
            (self._folder / str(number)).write_bytes(data)
            files.append((name, str(self._folder / str(number))))
        self._pool = Pool(
            dataclasses.replace(setup.assignment, files=tuple(files)),
            setup.limits,
            worker.state.nthreads,
            setup.isolated,
            [path for path in setup.hidden if path.is_dir()],
        )
        self._lock = threading.Lock()
        self._busy, self._last = 0, time.monotonic()
        self._ended = threading.Event()
        threading.Thread(target=self._rest, daemon=True).start()

    def teardown(self, worker: Worker) -> None:
        """End the graders."""
        self._ended.set()
        self._pool.stop()
        self._pool.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def warm(self) -> None:
        """Open a grader process, or raise `SandboxError`."""
        with self._at_work():
            self._pool.check()

    def grade(self, body: bytes) -> SubmissionResult:
        """Grade one packed submission."""
        if self._unfit:
            raise SandboxError(self._unfit)
        with self._at_work(), tempfile.TemporaryDirectory(prefix="seoul-task-") as folder:
            return self._pool.grade(unpack(body, Path(folder)))

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._lock:
            self._busy += 1
        try:
            yield
        finally:
            with self._lock:
                self._busy, self._last = self._busy - 1, time.monotonic()

    def _rest(self) -> None:
        while not self._ended.wait(IDLE_SECONDS / 10):
            with self._lock:
                if not self._busy and time.monotonic() > self._last + IDLE_SECONDS:
                    for grader in self._pool.graders:
                        grader.close()


async def warm(name: str, dask_worker: Worker) -> str | None:
    """Open a grader process on this worker; return why that does not work, if it does not."""
    graders = dask_worker.plugins[name]
    assert isinstance(graders, GraderProcesses)
    try:
        await asyncio.to_thread(graders.warm)
    except SandboxError as error:
        return str(error)
    return None


def grade(name: str, body: bytes) -> bytes:
    """Grade one submission on the worker that this runs on; return JSON, compressed."""
    graders = get_worker().plugins[name]
    assert isinstance(graders, GraderProcesses)
    answer: Json
    try:
        answer = {"result": graders.grade(body).to_dict()}
    except (SandboxError, OSError, MemoryError) as error:
        answer = {"broken": f"The worker {get_worker().address} cannot grade: {error}"}
    return zlib.compress(json.dumps(answer).encode())


def unpack(body: bytes, folder: Path) -> Task:
    """Write a submission that `pack` made into a folder; return the task with the new paths."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        task = Task.from_dict(json.loads(packed.read("task.json")))
        for name in packed.namelist():
            if name.isdecimal():
                (folder / name).write_bytes(packed.read(name))
    paths = {name: None if part is None else str(folder / part) for name, part in task.notebooks.items()}
    files = tuple((name, str(folder / part)) for name, part in task.files)
    return dataclasses.replace(task, notebooks=paths, files=files)
