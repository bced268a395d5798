"""A control group (cgroup) that limits the memory of one sandbox, where the grader has permission to make one.

It counts all memory that its processes allocate in the kernel: pages that no process has mapped, socket buffers,
message queues, files in the scratch. A grader may make one as root, or where its own group is delegated to it (as
``systemd-run --user --scope -p Delegate=yes`` does).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from pathlib import Path

_TOP = Path("/sys/fs/cgroup")
_GRADERS = "seoul-graders"
_numbers = itertools.count()


class MemoryGroup:
    """A group of processes with one limit on their total memory.

    Parameters
    ----------
    folder : Path
        Where the kernel shows it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._old = not (folder / "memory.max").exists()  # cgroup v1
        self._kills = self._killed()

    @classmethod
    def make(cls, limit: int) -> MemoryGroup | None:
        """Make a group below our own; None where that is not allowed, or nothing would be limited.

        Parameters
        ----------
        limit : int
            Bytes.
        """
        for parent in _parents():
            if not hands_down(parent):
                continue
            _sweep(parent)
            folder = parent / f"seoul-{os.getpid()}-{next(_numbers)}"
            try:
                folder.mkdir()
            except OSError:
                continue
            try:
                if (folder / "memory.max").exists():
                    (folder / "memory.max").write_text(str(limit))
                    with contextlib.suppress(OSError):  # without swap the file does not exist
                        (folder / "memory.swap.max").write_text("0")
                else:
                    (folder / "memory.limit_in_bytes").write_text(str(limit))
                    with contextlib.suppress(OSError):
                        (folder / "memory.memsw.limit_in_bytes").write_text(str(limit))
                return cls(folder)
            except OSError:
                folder.rmdir()
        return None

    def take_in(self, pid: int) -> None:
        """Move a process and its descendants into the group; processes that they start later inherit it."""
        for each in [pid, *_below(pid)]:
            (self.folder / "cgroup.procs").write_text(str(each))

    def _killed(self) -> int:
        name = "memory.oom_control" if self._old else "memory.events"
        with contextlib.suppress(OSError, ValueError):
            for line in (self.folder / name).read_text().splitlines():
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
        return 0

    def overrun(self) -> bool:
        """Say whether the kernel's out-of-memory killer ended a process of the group since the last call."""
        before, self._kills = self._kills, self._killed()
        return self._kills > before

    def close(self) -> None:
        """Remove the group, whose processes have ended or are about to."""
        for _ in range(40):
            try:
                self.folder.rmdir()
                return
            except OSError:
                time.sleep(0.05)


def hands_down(folder: Path, controller: str = "memory") -> bool:
    """Say whether child groups can have this controller; enable it where the group is delegated to us.

    In cgroup v2 a group enables a controller for its children only when it has no processes itself: those
    that are go into one below.

    Parameters
    ----------
    folder : Path
        The group.
    controller : str
        Its kind of limits.
    """
    handed = folder / "cgroup.subtree_control"
    if not handed.exists():
        return True  # cgroup v1: each controller has a hierarchy of its own
    try:
        if controller in handed.read_text().split():
            return True
        if controller not in (folder / "cgroup.controllers").read_text().split() or not _is_ours(folder):
            return False
        below = folder / _GRADERS
        below.mkdir(exist_ok=True)
        for _ in range(20):  # a process may fork while it is moved: look again
            for pid in (folder / "cgroup.procs").read_text().split():
                with contextlib.suppress(ProcessLookupError):
                    (below / "cgroup.procs").write_text(pid)
        handed.write_text(f"+{controller}")
        return True
    except OSError:
        return False


def _is_ours(folder: Path) -> bool:
    """Say whether a group is delegated to us: by systemd, by ownership, or as the root group of a container."""
    for name in ("user.delegate", "trusted.delegate"):
        with contextlib.suppress(OSError, AttributeError):
            if os.getxattr(folder, name) == b"1":
                return True
    if os.geteuid() != 0:
        return folder.stat().st_uid == os.geteuid()
    return folder in (_TOP, _TOP / "unified") and (folder / "cgroup.type").exists()


def _sweep(parent: Path) -> None:
    """Remove the groups of graders that were killed."""
    for left in parent.glob("seoul-*-*"):
        maker = left.name.split("-")[1]
        if maker.isdecimal() and not Path("/proc", maker).exists():
            with contextlib.suppress(OSError):
                left.rmdir()


def _parents() -> list[Path]:
    """Return the folders of the group that we are in ourselves, and of the outermost one that can be seen."""
    found: list[Path] = []
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, kinds, path = line.split(":", 2)
            if "memory" in kinds.split(","):
                found += [_TOP / "memory" / path.lstrip("/"), _TOP / "memory"]
            elif not kinds:
                top = _TOP if (_TOP / "cgroup.controllers").exists() else _TOP / "unified"
                own = top / path.lstrip("/")
                found += [own, top] if own.name != _GRADERS else [own.parent, top]
    return [place for place in dict.fromkeys(found) if (place / "cgroup.procs").exists()]


def _below(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError, ValueError, IndexError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found
