"""Run a reader's own notebook in a fork of this process, which has imported its libraries; Linux only.

It offers what `local_process.LocalProcess` offers. Nothing is imported twice, so it starts at once.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading

from .inside.wire import SocketWire, Wire
from .sandbox import INSIDE, PLAIN_PACKAGES, SandboxError


def can_fork() -> bool:
    """Say whether this process may be forked: on Linux, and while nothing else runs in it.

    Returns
    -------
    bool
        False on macOS, whose own libraries do not survive a fork, and where the system has no fork.
    """
    return sys.platform == "linux" and hasattr(os, "fork") and threading.active_count() == 1


class ForkedProcess:
    """Forks one process per notebook. Modules imported before `start` are loaded in it already."""

    def __init__(self) -> None:
        self._pid, self._home = 0, ""

    def start(self) -> Wire:
        """Return the wire to a fresh process, ending the one before."""
        self.close()
        try:
            self._home = tempfile.mkdtemp(prefix="seoul-check-")
            ours, theirs = socket.socketpair()
            parent = os.getpid()
            self._pid = os.fork()
        except OSError as error:
            self.close()
            raise SandboxError(
                f"a process for your notebook could not be started: {error.strerror}"
            ) from None
        if not self._pid:
            try:
                ours.close()
                self._become_theirs(parent, theirs)
            finally:
                os._exit(1)  # on any exception: the child must not continue as a second judge
        theirs.close()
        return SocketWire(ours)

    def _become_theirs(self, parent: int, connection: socket.socket) -> None:
        os.setsid()
        os.chdir(self._home)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.path.insert(0, str(INSIDE))  # modules of `inside` import one another as top-level modules
        local, wire = importlib.import_module("local"), importlib.import_module("wire")
        local.serve(parent, PLAIN_PACKAGES, lambda: wire.SocketWire(connection))

    def interrupt(self) -> bool:
        """Ask the running code to stop, as a notebook's stop button does."""
        if not self._pid:
            return False
        with contextlib.suppress(OSError):
            os.kill(self._pid, signal.SIGINT)
        return True

    def kill(self) -> str | None:
        """End the process and everything it started."""
        self.close()
        return None

    def close(self) -> None:
        """End it and remove its files."""
        if self._pid:
            for kill in (
                os.killpg,
                os.kill,
            ):  # setsid may not have run in the child yet, so there is no process group
                with contextlib.suppress(OSError):
                    kill(self._pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(self._pid, 0)
            self._pid = 0
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = ""
