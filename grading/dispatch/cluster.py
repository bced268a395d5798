"""Grading on a running dask.distributed cluster: the client; `dask_worker` runs on the workers.

Only bytes are sent: to a worker the course's files once and each submission as a zip made here, back the result as
JSON. dask pickles what it sends between its processes; it never unpickles anything that a student wrote. The machines
share nothing but the network.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import logging
import re
import threading
import time
import uuid
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import Assignment
from ..course.limits import Limits
from ..execute.sandbox import SandboxError
from ..record.results import SubmissionResult
from .pool import lost
from .task import Setup, Task

CONNECT_SECONDS = 15.0
WORKERS_SECONDS = 60.0  # how long a cluster may have no worker at all before we give up
LOOK_SECONDS = 5.0
LEAVE_SECONDS = 15.0  # how long a cluster may take to clear up after us
_ADDRESS = re.compile(r"(?:tcp|tls)://(?:[^\s/:@\[\]]+|\[[0-9A-Fa-f:.%\w]+\]):([0-9]{1,5})/?")
# States of a future that will still finish: "lost" was graded, but the worker that held the result died.
_COMING = ("pending", "lost")


class ClusterError(SandboxError):
    """The cluster cannot grade; the message says what to do. What was recorded before stays."""


@dataclasses.dataclass(frozen=True)
class _Sent:
    """A submission on its way.

    Attributes
    ----------
    future : distributed.Future
        dask's handle on it.
    task : Task
        What was sent.
    left_out : list of str
        What could not be sent of it, in words.
    """

    future: Any
    task: Task
    left_out: list[str]


class Cluster:
    """Grades tasks on the workers of a dask.distributed scheduler, as `Pool` does on this machine.

    Parameters
    ----------
    address : str
        The scheduler, such as ``tcp://10.0.0.5:8786``; with ``tls://`` dask's own configuration names the certificates.
    assignment : Assignment
        What was asked.
    limits : Limits
        For each submission.
    isolated : bool
        Inside bubblewrap, on each worker.
    hidden : iterable of Path
        Folders that a submission must never see, where a worker has them.

    Raises
    ------
    ClusterError
        The address is none; distributed is not installed; a certificate is missing; the scheduler does not answer or
        has no workers; a worker has another version of the course, of Python or of a package that decides grades, or
        no working bubblewrap.
    """

    def __init__(
        self,
        address: str,
        assignment: Assignment,
        limits: Limits,
        isolated: bool = True,
        hidden: Iterable[Path] = (),
    ) -> None:
        self.address, self.assignment, self.limits = address, assignment, limits
        # dask itself would wait without limit, and leave a client whose finaliser logs errors at exit.
        found = _ADDRESS.fullmatch(address)
        if not found or not 0 < int(found[1]) < 65536:
            raise ClusterError(
                f"'{address}' is no address of a scheduler: it begins with tcp:// or tls:// and names a host and "
                "a port, such as tcp://10.0.0.5:8786."
            )
        try:
            from distributed import Client

            from . import dask_worker as worker
        except ImportError:
            raise ClusterError(
                "--scheduler needs the package 'distributed', which is not installed here: "
                "pip install distributed (the same version as on the scheduler)."
            ) from None
        self._worker = worker
        if address.startswith("tls://"):
            _check_certificates()
        _silence()
        self._name = f"seoul-{uuid.uuid4().hex}"
        self._hangs = False
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of versions we speak ourselves
                self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
            raise ClusterError(
                f"No scheduler answers at {address} ({_line(error)}). Is 'dask scheduler' running there?"
            ) from None
        try:
            self._ready(Setup(assignment, limits, isolated, tuple(hidden)))
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise self._gone(error) from None
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ready(self, setup: Setup) -> None:
        """Make every worker ready, or say which cannot be and why."""
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError:
            raise ClusterError(
                f"The scheduler at {self.address} has no workers. Start some: dask worker {self.address}"
            ) from None
        found = self._client.run(self._worker.about, setup.isolated, on_error="return")
        self._refuse({worker: self._unfit(said) for worker, said in found.items()})
        files = {name: Path(path).read_bytes() for name, path in self.assignment.files}
        body = json.dumps(setup.to_dict()).encode()
        plugin = self._worker.GraderProcesses(body, files, self._worker.versions())
        self._client.register_plugin(plugin, name=self._name)
        opened = self._client.run(self._worker.warm, self._name, on_error="return")
        self._refuse({worker: said if said is None else str(said) for worker, said in opened.items()})

    def _unfit(self, said: Any) -> str | None:
        """Return why a worker cannot grade, if it cannot, from what it said or raised."""
        missing = (
            "ModuleNotFoundError",
            "ImportError",
            "AttributeError",
        )  # dask reports some of them as text
        if isinstance(said, BaseException) and any(name in repr(said) for name in missing):
            return "it has no Seoul's Dilemma, or another version of it. Install the same on every worker."
        if isinstance(said, BaseException):
            return _line(said)
        return self._worker.differs(self._worker.versions(), said["versions"]) or said["trouble"]

    def _refuse(self, troubles: dict[str, str | None]) -> None:
        unfit: dict[str, list[str]] = {}
        for worker, why in troubles.items():
            if why:
                unfit.setdefault(why, []).append(worker)
        if unfit:
            said = " ".join(
                f"{workers[0]}{f' and {len(workers) - 1} more' if workers[1:] else ''}: {why}"
                for why, workers in unfit.items()
            )
            count = sum(len(workers) for workers in unfit.values())
            raise ClusterError(f"{count} of {len(troubles)} workers of {self.address} cannot grade. {said}")

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, SubmissionResult]]:
        """Yield each task with its result, in the order in which they are done; few wait in memory.

        A submission whose worker died runs again on another one. One whose workers died again and again is tried
        a last time with nothing beside it, so that no other submission is blamed for it; then a person is asked.

        Raises
        ------
        ClusterError
            The scheduler or all workers went away, and stayed away.
        """
        todo = iter(tasks)
        waiting: dict[Any, _Sent] = {}
        suspects: list[Task] = []
        try:
            while True:
                while len(waiting) < 2 * self._width() and (task := next(todo, None)) is not None:
                    sent = self._submit(task)
                    waiting[sent.future] = sent
                if not waiting:
                    break
                for future in self._finished(list(waiting)):
                    if future.status in _COMING:  # while another result was recorded
                        continue
                    sent = waiting.pop(future)
                    result = self._result(sent)
                    if result is None:
                        suspects.append(sent.task)
                    else:
                        yield sent.task, result
            for task in suspects:
                sent = self._submit(task)
                self._finished([sent.future])
                why = "Grading it ended the workers that it ran on, again and again."
                yield task, self._result(sent) or lost(self.assignment, task, why)
        except OSError as error:
            raise self._gone(error) from None
        finally:
            if waiting:
                self._leave(lambda: self._client.cancel(list(waiting)))

    def _width(self) -> int:
        """Return how many submissions the cluster grades at once now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _submit(self, task: Task) -> _Sent:
        body, reasons = pack(task, self.limits)
        key = f"{self._name}-{uuid.uuid4().hex}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a large notebook is a large message
            future = self._client.submit(self._worker.grade, self._name, body, key=key, pure=False)
        return _Sent(future, task, reasons)

    def _finished(self, waiting: list[Any]) -> list[Any]:
        """Wait until a submission is done; return all that are."""
        from distributed import wait
        from distributed.client import FuturesCancelledError

        workers_seen = time.monotonic()
        while True:
            with contextlib.suppress(TimeoutError, FuturesCancelledError), self._client.as_current():
                wait(waiting, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED")
            if done := [future for future in waiting if future.status not in _COMING]:
                return done
            if self._client.nthreads():
                workers_seen = time.monotonic()
            elif time.monotonic() > workers_seen + WORKERS_SECONDS:
                raise ClusterError(
                    f"All workers of {self.address} are gone. What was graded is recorded; "
                    "start workers again, then run the command again."
                )

    def _result(self, sent: _Sent) -> SubmissionResult | None:
        """Return the result, or None where the workers died of it."""
        from distributed import KilledWorker

        future = sent.future
        if future.status == "cancelled":
            raise self._gone("the scheduler does not know the work any more")
        error = future.exception()
        if isinstance(error, KilledWorker):
            return None
        if error is not None:
            raise self._gone(error)
        answer = json.loads(zlib.decompress(future.result()))
        if "broken" in answer:
            raise ClusterError(f"{answer['broken']} What was graded before is recorded.")
        result = SubmissionResult.from_dict(answer["result"])
        return dataclasses.replace(result, reasons=[*sent.left_out, *result.reasons])

    def _gone(self, error: Any) -> ClusterError:
        return ClusterError(
            f"The cluster at {self.address} went away ({_line(error)}). What was graded is recorded; "
            "start it again, then run the command again."
        )

    def close(self) -> None:
        """Let the workers end their graders, and leave the cluster."""
        self._leave(lambda: self._client.unregister_worker_plugin(self._name))
        with contextlib.suppress(Exception):
            self._client.close(timeout=5)

    def _leave(self, ask: Callable[[], Any]) -> None:
        """Ask the cluster for something at the end; a scheduler that hangs is not waited for longer than that, once."""

        def asked() -> None:
            with contextlib.suppress(Exception):
                ask()

        if self._client.status == "running" and not self._hangs:
            thread = threading.Thread(target=asked, daemon=True)
            thread.start()
            thread.join(LEAVE_SECONDS)
            self._hangs = thread.is_alive()


def _check_certificates() -> None:
    """Make sure that dask's configuration names what an encrypted connection needs."""
    import dask

    missing = []
    for part in ("ca-file", "client.cert", "client.key"):
        given = dask.config.get(f"distributed.comm.tls.{part}", None)
        # dask takes the text of one in the place of a file's name.
        if not given or ("\n" not in given and not Path(given).is_file()):
            missing.append(f"{part} ({f'there is no file {given}' if given else 'not set'})")
    if missing:
        raise ClusterError(
            "A scheduler at tls:// wants certificates, which dask's configuration names under distributed.comm.tls. "
            f"Missing: {', '.join(missing)}. Set them in ~/.config/dask/distributed.yaml, or as "
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__CLIENT__CERT and …__CLIENT__KEY."
        )


def _line(error: Any) -> str:
    text = str(error).strip().splitlines()
    return (text[0] if text else type(error).__name__)[:200].rstrip(".")


def _silence() -> None:
    """Keep dask's log off the terminal: what matters of it is said in our own words."""
    for name in ["distributed", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def pack(task: Task, limits: Limits) -> tuple[bytes, list[str]]:
    """Return a submission as one zip, and what had to be left out of it.

    Files are read here as a grader process reads them: no link is followed, nothing above the limits.
    """
    notebooks: dict[str, str | None] = {}
    files: list[tuple[str, str]] = []
    troubles = dict(task.troubles)
    reasons: list[str] = []
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:

        def put(data: bytes) -> str:
            name = str(len(packed.namelist()))
            packed.writestr(name, data)
            return name

        for name, path in task.notebooks.items():
            notebooks[name] = None
            if path is not None and name not in troubles:
                try:
                    notebooks[name] = put(read_file(Path(path), limits.notebook))
                except Unreadable as error:
                    troubles[name] = (error.status, str(error))
        room = limits.attachments
        for name, path in task.files:
            try:
                data = read_file(Path(path), room)
            except Unreadable as error:
                reasons.append(f"The file '{name}' was left out: {error}")
                continue
            room -= len(data)
            files.append((name, put(data)))
        inner = dataclasses.replace(task, notebooks=notebooks, files=tuple(files), troubles=troubles)
        packed.writestr("task.json", json.dumps(inner.to_dict()))
    return body.getvalue(), reasons
