"""What killed runs left half-made: swept away by the next one, as long as no other is at work in the course."""

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
    """Be one of those who write to a course during the block; whoever is alone at its beginning sweeps first.

    The lock is the system's, on the course's folder: it ends with the process, however that ends, and leaves no file.
    On a disk without locks, and where a system has none, nothing is swept.
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
