"""Run a reader's own notebook in an ordinary process, without isolation, on any operating system.

It offers what `sandbox.Sandbox` offers, so that a reader's work is run and judged exactly as a class is, but starts an
ordinary process for it: no bubblewrap, no fork, no limit on memory.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable

from .inside.wire import SocketWire, Wire, WireError
from .sandbox import INSIDE, PLAIN_PACKAGES, PRELOAD, START_SECONDS, SandboxError


class LocalProcess:
    """Starts one process per notebook. The first starts at construction, and imports while the caller reads.

    Parameters
    ----------
    preload : iterable of str
        Import statements to run before the first cell.

    Raises
    ------
    SandboxError
        Python cannot be started, or there is no room for its files.
    """

    def __init__(self, preload: Iterable[str] = ()) -> None:
        self._statements = list(dict.fromkeys([*PRELOAD, *preload]))
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: socket.socket | None = None
        self._home, self._word = "", ""
        self._launch()

    def _launch(self) -> None:
        self.close()
        self._word = secrets.token_hex(16)
        try:
            self._home = tempfile.mkdtemp(prefix="seoul-check-")
            self._listener = socket.create_server(("127.0.0.1", 0))
            port = self._listener.getsockname()[1]
            words = [str(port), json.dumps(self._statements), json.dumps(PLAIN_PACKAGES)]
            self._process = subprocess.Popen(
                [sys.executable, str(INSIDE / "local.py"), *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "MPLBACKEND": "agg"},
                cwd=self._home,
                start_new_session=True,
            )
            assert self._process.stdin is not None
            self._process.stdin.write(self._word.encode() + b"\n")
            self._process.stdin.close()
        except OSError as error:
            self.close()
            raise SandboxError(
                f"a process for your notebook could not be started: {error.strerror}"
            ) from None

    def start(self) -> Wire:
        """Return the wire to a fresh process, ending the one before."""
        if self._listener is None:
            self._launch()
        listener, process = self._listener, self._process
        assert listener is not None and process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            listener.settimeout(0.5)
            with contextlib.suppress(TimeoutError):
                wire = SocketWire(listener.accept()[0])
                with contextlib.suppress(WireError):
                    if wire.receive(time.monotonic() + 5) == self._word:
                        listener.close()
                        self._listener = None
                        return wire
                wire.close()  # another program connected: it lacks the secret
        self.close()
        raise SandboxError("the process for your notebook did not start; try again")

    def interrupt(self) -> bool:
        """Ask the running code to stop, as a notebook's stop button does, where a system can."""
        if os.name != "posix" or self._process is None or self._process.poll() is not None:
            return False
        with contextlib.suppress(OSError):
            self._process.send_signal(signal.SIGINT)
        return True

    def kill(self) -> str | None:
        """End the process and, where a system can, everything it started."""
        self.close()
        return None

    def close(self) -> None:
        """End it and remove its files."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self._process is not None:
            with contextlib.suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = ""
