"""A grader process: a process that owns one sandbox and forks a judge for each submission.

Started by `pool` as ``python -m seoul_dilemma.grading.dispatch.grader_process``; speaks frames on standard input
and output. It runs one thread only, so that forking is safe; each judge is gone after its submission, so that memory
stays flat.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ..course.assignment import Assignment, load
from ..course.limits import Limits
from ..execute.inside.wire import Wire, WireError, WireTimeout
from ..execute.sandbox import Sandbox, SandboxError
from ..files import disk_is_full
from ..judge.judge import warm_up
from .grade_one import grade_submission, unread
from .shut_off import leave_network, shut_off

GRACE_SECONDS = 20.0
LATE_SECONDS = 10.0  # after its own clock, which stops what is Python
ATTEMPTS = 4  # judges for one submission


class GraderProcess:
    """Grades submissions of one assignment, one after the other."""

    def __init__(self, setup: dict[str, Any]) -> None:
        self.assignment = Assignment.from_dict(setup["assignment"])
        self.limits = Limits(**setup["limits"])
        self.isolated = bool(setup["isolated"])
        self.hidden = [Path(path) for path in setup["hidden"]]
        load(["import numpy, pandas", *self.assignment.imports])
        for notebook in self.assignment.notebooks:
            warm_up(notebook)
        if self.isolated:
            leave_network()
        self.sandbox: Sandbox | None = None

    def open(self) -> Sandbox:
        """Return the sandbox, warm."""
        if self.sandbox is None:
            self.sandbox = Sandbox(self.limits, self.assignment.imports, self.isolated, self.hidden)
        return self.sandbox

    def grade(self, task: dict[str, Any]) -> dict[str, Any]:
        """Grade one submission in a process of its own, which is ended if it does not end itself."""
        try:
            with tempfile.TemporaryDirectory(prefix="seoul-judge-") as folder:
                return self._grade(task, self.open(), folder)
        except OSError as error:
            if disk_is_full(error):
                raise SandboxError(_no_room()) from None
            raise

    def _grade(self, task: dict[str, Any], sandbox: Sandbox, folder: str) -> dict[str, Any]:
        """Grade a submission; a check at which the judge is lost is not passed, and a new judge does the rest."""
        start = time.monotonic()
        lost: dict[str, dict[str, Any]] = {}
        for _ in range(ATTEMPTS):
            result, seen, at, why = self._attempt({**task, "lost": lost}, sandbox, folder)
            if result is not None:
                break
            self.close()  # nobody knows what state it is in
            if at is None:
                break
            lost[at] = {"outcome": why[0], "message": why[1]}
            sandbox = self.open()
        if result is None:
            result = self._rescue(task, seen, "Grading it came to an unexpected end.")
        result["seconds"] = time.monotonic() - start
        result["peak_kb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        return result

    def _attempt(
        self, task: dict[str, Any], sandbox: Sandbox, folder: str
    ) -> tuple[dict[str, Any] | None, list[dict[str, Any]], str | None, tuple[str, str]]:
        """Let one judge grade a submission; end it where it does not end by itself.

        Returns
        -------
        result, seen, at, why
            The result, if there is one; the verdicts so far; the check at which the judge was lost, and how.
        """
        read, write = os.pipe()
        judge = os.fork()
        if judge == 0:
            os.close(read)
            self._judge(task, sandbox, folder, Wire(-1, write))
        os.close(write)
        wire = Wire(read, read)
        end = time.monotonic() + self.limits.total_seconds * len(self.assignment.notebooks) + GRACE_SECONDS
        limit = end
        seen: list[dict[str, Any]] = []
        at: str | None = None
        why = ("crashed", "What the check got from your code could not be worked with.")
        try:
            while True:
                message = wire.receive(limit)
                if "result" in message:
                    return message["result"], seen, None, why
                if "broken" in message:
                    raise SandboxError(message["broken"])
                if "at" in message:  # a clock that work in C cannot stop
                    at = message["at"]
                    limit = min(end, time.monotonic() + message["seconds"] + LATE_SECONDS)
                else:
                    seen.append(message)
                    at, limit = None, end
        except WireTimeout:
            why = ("timeout", "The check took too long with what it got from your code.")
        except WireError:
            pass
        finally:
            wire.close()
            with contextlib.suppress(OSError):
                os.kill(judge, signal.SIGKILL)
            os.waitpid(judge, 0)
        return None, seen, at, why

    def _judge(self, task: dict[str, Any], sandbox: Sandbox, folder: str, wire: Wire) -> None:
        """Do the work in the fork. Never returns."""
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if sys.platform == "linux":
                most = self.limits.memory * 3
                resource.setrlimit(resource.RLIMIT_AS, (most, most))
            os.chdir(folder)
            for name, path in self.assignment.files:  # the tests' own files; never a student's
                if name in self.assignment.theirs:
                    continue  # tests mean the student's, which is in the sandbox alone
                target = Path(folder, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(Path(path).read_bytes())
            sys.path.insert(0, folder)
            shut = (lambda: shut_off(self.hidden)) if self.isolated else None
            result = grade_submission(task, self.assignment, sandbox, self.limits, wire.send, shut)
            wire.send({"result": result})
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

    def _rescue(self, task: dict[str, Any], seen: list[dict[str, Any]], why: str) -> dict[str, Any]:
        """Return what is known of a submission whose judge was lost: the verdicts so far stand."""
        notebooks = {}
        for notebook in self.assignment.notebooks:
            result = unread(notebook, "needs-a-person", why, outcome="crashed")
            known = {row["cell"]["grade_id"]: row["cell"] for row in seen if row["notebook"] == notebook.name}
            result["cells"] = [known.get(row["grade_id"], row) for row in result["cells"]]
            result["seconds"] = 0.0
            notebooks[notebook.name] = result
        return {"student": task["student"], "notebooks": notebooks, "reasons": []}

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
                    grader = GraderProcess(request["setup"])
                    wire.send({"ready": True})
                elif "open" in request:
                    assert grader is not None
                    wire.send({"trouble": grader.open().trouble})
                else:
                    assert grader is not None
                    wire.send({"result": grader.grade(request["task"])})
            except SandboxError as error:
                if grader is not None:
                    grader.close()
                wire.send({"broken": str(error)})
    except WireError:
        pass
    except SystemExit:
        if grader is not None:
            grader.close(at_once=True)
        os._exit(0)  # tidying up a Python full of packages takes longer than anybody wants to wait
    finally:
        if grader is not None:
            grader.close()


def _leave(*_: object) -> None:
    """End as soon as what is under way is cleared away."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    main()
