"""Remove staged files that killed runs left behind, if no other process works in the course."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..collect.downloads import UNPACKED
from ..course.course import Course
from ..files import STAGED


@contextlib.contextmanager
def at_work(course: Course) -> Iterator[None]:
    """Hold a shared lock on the course during the block; remove leftovers first, if no other process holds one.

    The lock is an flock on the course's folder: the kernel drops it when the process ends, and no lock file is left.
    Where the file system or the operating system has no flock, leftovers are not removed.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder = os.open(course.root, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _sweep(course)
        with contextlib.suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_SH)
        yield
    finally:
        os.close(folder)


def _sweep(course: Course) -> None:
    kept = course.root / ".seoul"
    left = [*kept.glob(f"{UNPACKED}*"), *kept.glob(f"*/{STAGED}*"), *kept.glob(f"*/*/{STAGED}*")]
    for step in ("autograded", "feedback"):
        students = course.path(step, "x", "x").parent.parent
        left += [*students.glob(f"*/{STAGED}*"), *students.glob(f"*/*/{STAGED}*")]
    for path in left:
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
