"""A PostgreSQL server of the test's own: in a folder, on 127.0.0.1, as a user who is not root."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

PASSWORD = "s3cret/w@rd"  # what has to be quoted in an address
QUOTED = "s3cret%2Fw%40rd"


def _binaries() -> Path:
    """Return the folder of ``initdb`` and ``pg_ctl``; Debian keeps them off PATH."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: -float(place.parent.name))
    if asked := shutil.which("pg_config"):
        places.append(Path(subprocess.check_output([asked, "--bindir"], text=True).strip()))
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise FileNotFoundError("no PostgreSQL server here: install the Debian package postgresql")


class Postgres:
    """A server that can be stopped and started again.

    Attributes
    ----------
    port : int
        On 127.0.0.1.
    """

    def __init__(self, folder: Path) -> None:
        self.bin, self.folder = _binaries(), folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._as: list[str] = []
        if os.getuid() == 0:
            try:
                who = pwd.getpwnam("postgres")
            except KeyError:
                who = pwd.getpwnam("nobody")
            os.chown(folder, who.pw_uid, who.pw_gid)
            self._as = ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]
        secret = folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._run("initdb", "-D", f"{folder}/data", "-U", "grader", f"--pwfile={secret}", "-A", "scram-sha-256",
                  "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._as, str(self.bin / program), *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr

    def url(self, database: str = "postgres", password: str = QUOTED) -> str:
        """Return the address of a database."""
        return f"postgresql://grader:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder} -c fsync=off"
        self._run(
            "pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o", options, "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server; ``immediate`` is what a power cut does."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", mode, "-w", "stop")

    def database(self, name: str) -> str:
        """Make an empty database and return its address."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a server for the block."""
    with tempfile.TemporaryDirectory(prefix="seoul-postgres-") as folder:
        Path(folder).chmod(0o755)
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            with contextlib.suppress(AssertionError):
                server.stop()
