"""The sandbox: bubblewrap around a fork server, which forks a private child for each submission."""

from __future__ import annotations

import array
import contextlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from ..course.assignment import Json
from ..course.limits import Limits
from .inside.wire import Wire
from .memory_group import MemoryGroup

INSIDE = Path(__file__).resolve().parent / "inside"
PACKAGES = ("seoul_dilemma",)
PLAIN_PACKAGES = ("seoul_dilemma.datasets", "seoul_dilemma.widgets")
PRELOAD = (
    "import numpy, pandas, pandas.io.formats.style, matplotlib.pyplot, matplotlib_inline.backend_inline",
    "import IPython.core.interactiveshell",
)
START_SECONDS = 90.0
SLACK = 64 * 2**20  # bytes for the fork server itself, on top of a submission's limit
HOW_TO_GET = (
    "Install bubblewrap (Debian, Ubuntu: 'apt install bubblewrap'; Fedora: 'dnf install bubblewrap'), "
    "on macOS and Windows grade in a Linux container or virtual machine (on Windows, WSL is one), "
    "or, if you trust every submission as you trust your own code, pass --trust-submissions."
)


class SandboxError(Exception):
    """Submissions cannot be run apart on this machine; the message says what to do."""


class Sandbox:
    """A fork server in bubblewrap that runs submissions, one at a time.

    Parameters
    ----------
    limits : Limits
        What each submission may use.
    preload : iterable of str
        Import statements to run once, before the first submission; those that fail are left out.
    isolated : bool
        Inside bubblewrap. Without it a submission can do whatever its grader can.
    hidden : iterable of Path
        Folders that must not be seen from inside, wherever they lie.

    Raises
    ------
    SandboxError
        bubblewrap is missing or is not allowed to work here.
    """

    def __init__(
        self,
        limits: Limits,
        preload: Iterable[str] = (),
        isolated: bool = True,
        hidden: Iterable[Path] = (),
    ) -> None:
        self.limits, self.isolated = limits, isolated
        if not hasattr(os, "fork"):
            raise SandboxError("Grading needs Linux or macOS; on Windows use WSL or a container.")
        ours, theirs = socket.socketpair()
        setup = {
            "isolated": isolated,
            "uid": 61000 + os.getpid() % 4000,
            "memory": limits.memory,
            "scratch": limits.scratch,
            "file": limits.file,
            "processes": limits.processes,
            "cpu": int(limits.total_seconds * 2) + 10,
            "preload": list(dict.fromkeys([*PRELOAD, *preload])),
            "packages": list(PLAIN_PACKAGES),
            "below_tmp": [str(place) for place in _python_places() if place.is_relative_to("/tmp")],
        }
        inside = "/grader" if isolated else str(INSIDE)
        command = [sys.executable, "-I", f"{inside}/fork_server.py", str(theirs.fileno()), json.dumps(setup)]
        environment = {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",  # !python is the Python that runs the answers
            "LANG": "C.UTF-8",
            "MPLBACKEND": "agg",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            **{
                f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
            },
        }
        self._home: str | None = None
        self._group: MemoryGroup | None = None
        if isolated:
            command = [bubblewrap(), *_walls(hidden), "--", *command]
            environment.update(HOME="/tmp", MPLCONFIGDIR="/tmp/mpl", IPYTHONDIR="/tmp/ipython")
        else:
            self._home = tempfile.mkdtemp(prefix="seoul-grade-")
            environment.update({k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "TMPDIR")})
            environment.update(HOME=self._home, MPLCONFIGDIR=self._home, IPYTHONDIR=self._home)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            pass_fds=(theirs.fileno(),),
            cwd="/",
            start_new_session=True,
        )
        theirs.close()
        self._control = ours
        ours.settimeout(START_SECONDS)
        try:
            self.trouble: list[str] = self._read()["trouble"]
        except (OSError, ValueError) as error:
            self.close()
            raise SandboxError(
                f"bubblewrap does not work here: {self._said() or error}. {HOW_TO_GET}"
            ) from None
        ours.settimeout(30)
        if isolated:
            self._group = MemoryGroup.make(limits.memory + limits.scratch + SLACK)
            if self._group is not None:
                try:
                    self._group.take_in(self._process.pid)
                except OSError:  # the keeper's memory watch inside still applies
                    self._group.close()
                    self._group = None

    def _said(self) -> str:
        assert self._process.stderr is not None
        with contextlib.suppress(OSError, ValueError):
            return self._process.stderr.read(2000).decode("utf-8", "replace").strip().splitlines()[-1]
        return ""

    def _read(self) -> Json:
        body = self._control.recv(65536)
        if not body:
            raise OSError("the sandbox ended")
        found: Json = json.loads(body)
        return found

    def _ask(self, op: str, fd: int | None = None) -> Json:
        body = json.dumps({"op": op}).encode()
        try:
            if fd is None:
                self._control.sendall(body)
            else:
                rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [fd]))]
                self._control.sendmsg([body], rights)
            return self._read()
        except (OSError, ValueError) as error:
            raise SandboxError(f"the sandbox stopped: {error}") from None

    def start(self) -> Wire:
        """Fork a fresh child, ending the one before; return the wire to it."""
        ours, theirs = socket.socketpair()
        try:
            answer = self._ask("start", theirs.fileno())
        finally:
            theirs.close()
        if "error" in answer:
            ours.close()
            raise SandboxError(f"A submission cannot be shut off here: {answer['error']}. {HOW_TO_GET}")
        fd = ours.detach()
        return Wire(fd, fd)

    def interrupt(self) -> bool:
        """Ask the running code to stop, as a notebook's stop button does."""
        return bool(self._ask("interrupt")["interrupted"])

    def kill(self) -> str | None:
        """End the child and everything it started; return why it had ended, where that is known."""
        watched = self._ask("kill").get("why") == 77
        return "memory" if (self._group is not None and self._group.overrun()) or watched else None

    def close(self, at_once: bool = False) -> None:
        """End the sandbox with all its processes: by SIGKILL, or after a grace period."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0 if at_once else 2)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)
        if self._group is not None:
            self._group.close()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)


def can_fork() -> None:
    """Check that this system can fork, which grader processes and fork servers need.

    Raises
    ------
    SandboxError
        They cannot: this is Windows.
    """
    if not hasattr(os, "fork"):
        raise SandboxError(
            "The work of others cannot be graded on this system, which forks no processes: use Linux (on "
            "Windows, WSL is one). 'seoul check' works here, for a notebook of your own."
        )


def bubblewrap() -> str:
    """Return the path of bubblewrap.

    Raises
    ------
    SandboxError
        It is not installed.
    """
    found = shutil.which("bwrap") if sys.platform == "linux" else None
    if found is None:
        raise SandboxError(
            f"Submissions cannot be shut off on this machine: bubblewrap is missing. {HOW_TO_GET}"
        )
    return found


def _walls(hidden: Iterable[Path]) -> list[str]:
    """Return bubblewrap's arguments: they list every path that is visible inside."""
    arguments = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if os.getuid() != 0:
        arguments += ["--unshare-user", "--cap-add", "ALL"]
    arguments += ["--die-with-parent", "--new-session", "--hostname", "grader"]
    # First, so that a Python installed below /tmp is mounted over it.
    arguments += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/kept"]
    seen = [Path("/usr"), *[Path(f"/{name}") for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32")]]
    seen += [
        Path("/etc") / name
        for name in ("alternatives", "fonts", "ld.so.cache", "localtime", "mime.types", "ssl")
    ]
    places = _python_places()
    # Parent folders of mounts: bubblewrap would make them accessible to the owner only.
    leading = {parent for place in [*seen, *places] for parent in place.parents if parent != Path("/")}
    for place in sorted(leading - set(places)):
        if not any(place.is_relative_to(other) for other in [*seen, *places]):
            arguments += ["--perms", "0755", "--dir", str(place)]
    for place in seen:
        if place.is_symlink() and len(place.parts) == 2:
            arguments += ["--symlink", str(place.readlink()), str(place)]
        elif place.exists():
            arguments += ["--ro-bind", str(place), str(place)]
    for place in places:
        if not any(place.is_relative_to(other) for other in seen):
            arguments += ["--ro-bind", str(place), str(place)]
    shown = [*seen, *places]
    # An installed package contains the lessons' solutions: empty folders are mounted over them.
    for part in ("grading", "lessons"):
        for place in _homes(part):
            if any(place.is_relative_to(other) for other in shown):
                arguments += ["--tmpfs", str(place), "--remount-ro", str(place)]
    for place in hidden:
        place = place.resolve()
        if any(place.is_relative_to(other.resolve()) for other in shown):
            arguments += ["--tmpfs", str(place), "--remount-ro", str(place)]
    arguments += ["--ro-bind", str(INSIDE), "/grader"]
    # Folders made by bubblewrap belong to this user. For an ordinary user answers run as the same user: they are
    # remounted read-only, or one student's code could leave files there for the next.
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]


def _homes(part: str) -> list[Path]:
    """Return the folders of a part of the course's own packages."""
    found = []
    for package in PACKAGES:
        with contextlib.suppress(ImportError):
            spec = importlib.util.find_spec(f"{package}.{part}")
            found += [Path(place) for place in (spec.submodule_search_locations or [] if spec else [])]
    return [place for place in found if place.is_dir()]


@lru_cache(maxsize=1)
def _python_places() -> Sequence[Path]:
    """Return the folders that this Python and its packages live in, outermost first."""
    found = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix), Path(sys.base_exec_prefix)}
    found |= {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    executable = Path(sys.executable)
    while executable.is_symlink():
        executable = executable.parent / executable.readlink()
        found.add(executable.parent.parent)
    found |= {place for part in ("datasets", "widgets") for place in _homes(part)}
    found = {place for place in found if place.exists() and place != Path("/") and place != Path("/usr")}
    return sorted(p for p in found if not any(p != q and p.is_relative_to(q) for q in found))
