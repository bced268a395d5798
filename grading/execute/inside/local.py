"""Runs a reader's own notebook without sandbox and fork server, in the same shell and with the same protocol.

Started by `local_process.LocalProcess` as ``python local.py PORT IMPORTS``, with a secret word on standard input. Uses
nothing that only one system has, so that it runs wherever Python does.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import runner as runners
import shell as shells
from wire import SocketWire

LOOK_SECONDS = 1.0


def _end_with(parent: int) -> None:
    """End this process when its parent has gone, even during an endless loop."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(1)


def serve(parent: int, packages: tuple[str, ...], connect: Callable[[], SocketWire]) -> None:
    """Make a shell, call the judge, answer until it is gone; then end this process.

    Parameters
    ----------
    parent : int
        The process that started this one, and with which it ends.
    packages : tuple of str
        Packages whose dataclasses cross the wire as plain data.
    connect : callable
        Returns the wire to the judge.
    """
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    sys.argv = ["notebook"]
    shell = shells.make()
    if "matplotlib" in sys.modules:
        import matplotlib

        matplotlib.use("module://matplotlib_inline.backend_inline")
        shell.run_cell("%matplotlib inline")
    shells.OUTPUTS.clear()
    sys.path.insert(0, str(Path.cwd()))
    wire = connect()
    shells.attach()
    runners.Runner(wire, shell, packages).serve()
    os._exit(0)


def main() -> None:
    """Import, call the judge, serve it."""
    port, statements, packages = int(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
    word = sys.stdin.readline().strip()
    parent = os.getppid()
    for statement in statements:
        with contextlib.suppress(
            Exception
        ):  # a missing module fails again, visibly, in the cell that imports it
            exec(statement, {})

    def connect() -> SocketWire:
        wire = SocketWire(socket.create_connection(("127.0.0.1", port)))
        wire.send(word)
        return wire

    serve(parent, tuple(packages), connect)


if __name__ == "__main__":
    main()
