"""A Jupyter server as a reader starts it, and the page on which that reader lands."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

START_SECONDS = 180


class Page(NamedTuple):
    """What came in the end, after all redirections."""

    url: str
    content: bytes


@contextmanager
def landing(
    *command: str | Path, cwd: Path, log: Path, env: Mapping[str, str] | None = None
) -> Iterator[Page]:
    """Start a server on 127.0.0.1, hand out the page that it opens on, and stop it at the end.

    Parameters
    ----------
    *command : str or Path
        Starts it, such as ``seoul lab``; where, and that no browser is wanted, is added.
    cwd : Path
        Where the reader is.
    log : Path
        Where to keep what the server writes.
    env : mapping of str to str, optional
        Its environment; that of the tests by default.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [*map(str, command), "--no-browser", f"--port={port}", "--IdentityProvider.token=open"]
    with log.open("wb") as output:
        server = subprocess.Popen(words, cwd=cwd, env=env, stdout=output, stderr=output)
        try:
            yield _fetched(f"http://127.0.0.1:{port}/?token=open", server, log)
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(30)


def _fetched(address: str, server: subprocess.Popen, log: Path) -> Page:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                return Page(page.url, page.read())
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, f"the server did not answer in {START_SECONDS} seconds"
            time.sleep(0.3)
