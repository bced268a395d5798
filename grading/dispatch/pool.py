"""Several grader processes at once, through `concurrent.futures`."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..course.assignment import Assignment, Json
from ..course.limits import Limits
from ..execute.inside.wire import Wire, WireError
from ..execute.sandbox import SandboxError
from ..record.results import SubmissionResult
from .grade_one import unread
from .task import Setup, Task

ATTEMPTS = 2


class GraderClient:
    """A grader process's subprocess, started when it is first needed and again when it was lost.

    Parameters
    ----------
    setup : Setup
        What it works on.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: Wire | None = None
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """The process id of the grader, where it runs."""
        return None if self._process is None else self._process.pid

    def open(self) -> list[str]:
        """Open the grader's sandbox; return what it could not import.

        Raises
        ------
        WireError
            The grader is lost.
        SandboxError
            It cannot work.
        """
        return list(self._ask({"open": True})["trouble"])

    def grade(self, task: Task) -> SubmissionResult:
        """Grade one submission; raises what `open` raises."""
        return SubmissionResult.from_dict(self._ask({"task": task.to_dict()})["result"])

    def _ask(self, request: Json) -> Json:
        if self._wire is None:
            self._start()
            self._ask({"setup": self._setup.to_dict()})
        assert self._wire is not None
        self._wire.send(request)
        answer: Json = self._wire.receive()
        if "broken" in answer:
            raise SandboxError(answer["broken"])
        return answer

    def _start(self) -> None:
        if self._stopped:
            raise WireError("grading was stopped")
        command = [sys.executable, "-m", "seoul_dilemma.grading.dispatch.grader_process"]
        environment = {
            **os.environ,
            **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")},
            "MPLBACKEND": "agg",
            "PYTHONHASHSEED": "0",
        }
        debug = None if os.environ.get("SEOUL_DEBUG") else subprocess.DEVNULL
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=debug,
            env=environment,
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._wire = Wire(self._process.stdout.fileno(), self._process.stdin.fileno(), max_frame=512 * 2**20)
        if self._stopped:  # while it started
            self.stop()

    def stop(self) -> None:
        """Terminate the grader at once, during any work; it is not started again."""
        self._stopped = True
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGTERM)

    def kill(self, when: float) -> None:
        """Kill the grader and what it runs if it has not ended at a time of `time.monotonic`."""
        process = self._process
        if process is not None:
            try:
                process.wait(max(0.0, when - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the grader and what it runs."""
        process, self._process, self._wire = self._process, None, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Pool:
    """Grades tasks on `jobs` grader processes.

    Parameters
    ----------
    assignment : Assignment
        What was asked.
    limits : Limits
        For each submission.
    jobs : int
        How many at once.
    isolated : bool
        Inside bubblewrap.
    hidden : iterable of Path
        Folders that a submission must never see.
    """

    def __init__(
        self,
        assignment: Assignment,
        limits: Limits,
        jobs: int = 1,
        isolated: bool = True,
        hidden: Iterable[Path] = (),
    ) -> None:
        setup = Setup(assignment, limits, isolated, tuple(hidden))
        self.assignment = assignment
        self.graders = [GraderClient(setup) for _ in range(max(1, jobs))]
        # Last in, first out: no more graders are started than there is work for.
        self._free: queue.LifoQueue[GraderClient] = queue.LifoQueue()
        for grader in reversed(self.graders):
            self._free.put(grader)
        self._stopping = threading.Event()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.stop()
        self.close()

    def close(self) -> None:
        """End every grader."""
        self._stopping.set()
        for grader in self.graders:
            grader.close()

    def stop(self) -> None:
        """End every grader at once; one that does not clear up within a second is killed."""
        self._stopping.set()
        for grader in self.graders:
            grader.stop()
        end = time.monotonic() + 1
        for grader in self.graders:
            grader.kill(end)

    def check(self) -> list[str]:
        """Open one grader; return what its sandbox could not import.

        Raises
        ------
        SandboxError
            Submissions cannot be run apart here.
        """
        try:
            return self.graders[0].open()
        except WireError as error:
            raise SandboxError(f"a grading process did not start: {error}") from None

    def grade(self, task: Task) -> SubmissionResult:
        """Grade one submission on whichever grader is free; a lost grader costs it nothing."""
        grader = self._free.get()
        try:
            for _ in range(ATTEMPTS):
                if self._stopping.is_set():
                    raise SandboxError("grading was stopped")
                try:
                    return grader.grade(task)
                except WireError:
                    grader.close()
            return lost(self.assignment, task, f"Grading it ended the grading process {ATTEMPTS} times.")
        finally:
            self._free.put(grader)

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, SubmissionResult]]:
        """Yield each task with its result, in the order in which they are done; few wait in memory."""
        waiting: dict[concurrent.futures.Future[SubmissionResult], Task] = {}
        todo = iter(tasks)
        with concurrent.futures.ThreadPoolExecutor(len(self.graders)) as executor:
            try:
                while True:
                    while len(waiting) < 2 * len(self.graders) and (task := next(todo, None)) is not None:
                        waiting[executor.submit(self.grade, task)] = task
                    if not waiting:
                        return
                    done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
                    for future in done:
                        yield waiting.pop(future), future.result()
            except BaseException:
                self.stop()
                raise


def lost(assignment: Assignment, task: Task, why: str) -> SubmissionResult:
    """Return the result of a submission that ended every grader that tried it."""
    notebooks = {nb.name: unread(nb, "needs-a-person", why) for nb in assignment.notebooks}
    return SubmissionResult(task.student, notebooks)
