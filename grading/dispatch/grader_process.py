"""A grader process: a process that owns one sandbox and forks a judge for each submission.

Started by `pool` as ``python -m seoul_dilemma.grading.dispatch.grader_process``; speaks frames on standard input
and output. It runs one thread only, so that forking is safe; each judge is gone after its submission, so that memory
stays flat.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

from ..course.assignment import load
from ..execute.inside.wire import Wire, WireError, WireTimeout
from ..execute.sandbox import Sandbox, SandboxError
from ..files import disk_is_full
from ..judge.judge import warm_up
from ..record.results import CellResult, SubmissionResult
from ..record.sanitize import legible
from .grade_one import grade_submission, unread
from .shut_off import leave_network, shut_off
from .task import CheckBegins, Event, LostCheck, Setup, Task, event_from_dict, event_to_dict

GRACE_SECONDS = 20.0
LATE_SECONDS = 10.0  # seconds after the judge's own alarm, which interrupts Python code only
ATTEMPTS = 4  # most judges that are started for one submission


_CRASHED = LostCheck("crashed", "What the check got from your code could not be worked with.")


@dataclasses.dataclass
class _Attempt:
    """The outcome of one judge process.

    Attributes
    ----------
    result : SubmissionResult or None
        None where the judge was lost.
    seen : dict of str to dict of str to CellResult
        By notebook and grade id, the verdicts so far.
    at : str or None
        The check at which the judge was lost.
    why : LostCheck
        How it was lost.
    """

    result: SubmissionResult | None = None
    seen: dict[str, dict[str, CellResult]] = dataclasses.field(default_factory=dict)
    at: str | None = None
    why: LostCheck = _CRASHED


class GraderProcess:
    """Grades submissions of one assignment, one after the other."""

    def __init__(self, setup: Setup) -> None:
        self.assignment, self.limits = setup.assignment, setup.limits
        self.isolated, self.hidden = setup.isolated, list(setup.hidden)
        load(["import numpy, pandas", *self.assignment.imports])
        for notebook in self.assignment.notebooks:
            warm_up(notebook)
        if self.isolated:
            leave_network()
        self.sandbox: Sandbox | None = None

    def open(self) -> Sandbox:
        """Return the sandbox, started and with its imports done."""
        if self.sandbox is None:
            self.sandbox = Sandbox(self.limits, self.assignment.imports, self.isolated, self.hidden)
        return self.sandbox

    def grade(self, task: Task) -> SubmissionResult:
        """Grade one submission in a process of its own, which is ended if it does not end itself."""
        try:
            with tempfile.TemporaryDirectory(prefix="seoul-judge-") as folder:
                return self._grade(task, self.open(), folder)
        except OSError as error:
            if disk_is_full(error):
                raise SandboxError(_no_room()) from None
            raise

    def _grade(self, task: Task, sandbox: Sandbox, folder: str) -> SubmissionResult:
        """Grade a submission; a check at which the judge is lost is not passed, and a new judge does the rest."""
        start = time.monotonic()
        lost: dict[str, LostCheck] = {}
        for _ in range(ATTEMPTS):
            attempt = self._attempt(dataclasses.replace(task, lost=lost), sandbox, folder)
            if attempt.result is not None:
                break
            self.close()  # nobody knows what state it is in
            if attempt.at is None:
                break
            lost[attempt.at] = attempt.why
            sandbox = self.open()
        result = attempt.result or self._rescue(task, attempt, "Grading it came to an unexpected end.")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        return dataclasses.replace(result, seconds=time.monotonic() - start, peak_kb=peak)

    def _attempt(self, task: Task, sandbox: Sandbox, folder: str) -> _Attempt:
        """Let one judge grade a submission; end it where it does not end by itself."""
        read, write = os.pipe()
        judge = os.fork()
        if judge == 0:
            os.close(read)
            self._judge(task, sandbox, folder, Wire(-1, write))
        os.close(write)
        wire = Wire(read, read)
        end = time.monotonic() + self.limits.total_seconds * len(self.assignment.notebooks) + GRACE_SECONDS
        limit = end
        attempt = _Attempt()
        try:
            while True:
                message = wire.receive(limit)
                if "result" in message:
                    return _Attempt(SubmissionResult.from_dict(message["result"]))
                if "broken" in message:
                    raise SandboxError(message["broken"])
                event = event_from_dict(message["event"])
                if isinstance(
                    event, CheckBegins
                ):  # a limit from outside: C code delays the judge's own alarm
                    attempt.at = event.at
                    limit = min(end, time.monotonic() + event.seconds + LATE_SECONDS)
                else:
                    attempt.seen.setdefault(event.notebook, {})[event.cell.grade_id] = event.cell
                    attempt.at, limit = None, end
        except WireTimeout:
            attempt.why = LostCheck("timeout", "The check took too long with what it got from your code.")
        except WireError:
            pass
        finally:
            wire.close()
            with contextlib.suppress(OSError):
                os.kill(judge, signal.SIGKILL)
            os.waitpid(judge, 0)
        return attempt

    def _judge(self, task: Task, sandbox: Sandbox, folder: str, wire: Wire) -> None:
        """Do the work in the fork. Never returns."""

        def emit(event: Event) -> None:
            wire.send({"event": legible(event_to_dict(event))})

        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if sys.platform == "linux":
                most = self.limits.memory * 3
                resource.setrlimit(resource.RLIMIT_AS, (most, most))
            os.chdir(folder)
            for name, path in self.assignment.files:  # files of the assignment only, never a student's
                if name in self.assignment.theirs:
                    continue  # tests mean the student's, which is in the sandbox alone
                target = Path(folder, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(Path(path).read_bytes())
            sys.path.insert(0, folder)
            shut = (lambda: shut_off(self.hidden)) if self.isolated else None
            result = grade_submission(task, self.assignment, sandbox, self.limits, emit, shut)
            wire.send({"result": legible(result.to_dict())})
        except SandboxError as error:
            wire.send({"broken": str(error)})
        except BaseException as error:
            if disk_is_full(error):
                wire.send({"broken": _no_room()})
                os._exit(0)
            if os.environ.get("SEOUL_DEBUG"):
                import traceback

                traceback.print_exc()
            os.write(2, f"seoul: {type(error).__name__}: {error}\n".encode())
            os._exit(1)
        finally:
            os._exit(0)

    def _rescue(self, task: Task, attempt: _Attempt, why: str) -> SubmissionResult:
        """Return what is known of a submission whose judge was lost: the verdicts so far stand."""
        notebooks = {}
        for notebook in self.assignment.notebooks:
            result = unread(notebook, "needs-a-person", why, outcome="crashed")
            known = attempt.seen.get(notebook.name, {})
            cells = [known.get(cell.grade_id, cell) for cell in result.cells]
            notebooks[notebook.name] = dataclasses.replace(result, cells=cells)
        return SubmissionResult(task.student, notebooks)

    def close(self, at_once: bool = False) -> None:
        """End the sandbox."""
        if self.sandbox is not None:
            self.sandbox.close(at_once)
            self.sandbox = None


def _no_room() -> str:
    return f"There is no room left in {tempfile.gettempdir()}. Make room, then run the command again."


def main() -> None:
    """Serve the pool until it closes our input."""
    read, write = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool decides when we stop
    signal.signal(signal.SIGTERM, _leave)
    wire = Wire(read, write)
    grader: GraderProcess | None = None
    try:
        while True:
            request = wire.receive()
            try:
                if "setup" in request:
                    grader = GraderProcess(Setup.from_dict(request["setup"]))
                    wire.send({"ready": True})
                elif "open" in request:
                    assert grader is not None
                    wire.send({"trouble": grader.open().trouble})
                else:
                    assert grader is not None
                    wire.send({"result": grader.grade(Task.from_dict(request["task"])).to_dict()})
            except SandboxError as error:
                if grader is not None:
                    grader.close()
                wire.send({"broken": str(error)})
    except WireError:
        pass
    except SystemExit:
        if grader is not None:
            grader.close(at_once=True)
        os._exit(0)  # a normal interpreter exit with many packages loaded takes seconds
    finally:
        if grader is not None:
            grader.close()


def _leave(*_: object) -> None:
    """Raise SystemExit, so that the submission under way is cleaned up first."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    main()
