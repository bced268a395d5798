"""Isolates the judge from the network and the course's folders, by namespaces where the system permits them."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_NEWNS, _NEWUSER, _NEWNET = 0x20000, 0x10000000, 0x40000000
_READONLY, _NOSUID, _NODEV, _NOEXEC, _BIND = 1, 2, 4, 8, 0x1000
_PRIVATE = 0x4000 | 0x40000  # recursive


def _call(name: str, *args: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*args) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _mount(source: str, target: str, kind: str | None, flags: int) -> None:
    parts = [None if part is None else part.encode() for part in (source, target, kind)]
    _call("mount", *parts, ctypes.c_ulong(flags), None)


def leave_network() -> bool:
    """Enter an empty network namespace, irrevocably, as root; other users do so in `shut_off`.

    It takes a while, so the process that forks judges does it once for all of them.
    """
    if sys.platform != "linux" or os.getuid() != 0:
        return False
    try:
        _call("unshare", _NEWNET)
    except OSError:
        return False
    return True


def shut_off(hidden: Iterable[Path]) -> bool:
    """Hide some folders behind empty mounts, and leave the network unless that is done already; irrevocably.

    Parameters
    ----------
    hidden : iterable of Path
        Folders that are empty from now on, and files that can no longer be read.

    Returns
    -------
    bool
        Whether the system let us.
    """
    if sys.platform != "linux":
        return False
    mine = os.getuid(), os.getgid()
    try:
        _call("unshare", _NEWNS | (0 if mine[0] == 0 else _NEWNET | _NEWUSER))
        if mine[0] != 0:
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"{mine[0]} {mine[0]} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"{mine[1]} {mine[1]} 1", encoding="ascii")
        _mount("none", "/", None, _PRIVATE)
        for place in hidden:
            if place.is_dir():
                _mount("tmpfs", str(place), "tmpfs", _READONLY | _NOSUID | _NODEV | _NOEXEC)
            elif place.exists():
                _mount("/dev/null", str(place), None, _BIND)
    except OSError:
        return False
    return True
