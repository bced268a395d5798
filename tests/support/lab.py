"""`seoul lab` as a reader starts it."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 180


@contextmanager
def seoul_lab(*seoul: str | Path, cwd: Path, log: Path) -> Iterator[str]:
    """Start it on 127.0.0.1, hand out the address that the first page leads to, and stop it at the end.

    Parameters
    ----------
    *seoul : str or Path
        The words that call the command line.
    cwd : Path
        Where the reader is.
    log : Path
        Where to keep what the server writes.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [*map(str, seoul), "lab", "--no-browser", f"--port={port}", "--IdentityProvider.token=open"]
    with log.open("wb") as output:
        server = subprocess.Popen(words, cwd=cwd, stdout=output, stderr=output)
        try:
            yield _landed(f"http://127.0.0.1:{port}/?token=open", server, log)
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(30)


def _landed(address: str, server: subprocess.Popen, log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                return page.url
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, f"the server did not answer in {START_SECONDS} seconds"
            time.sleep(0.3)
