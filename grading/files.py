"""Write files whole, and beside what is there rather than over it."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

STAGED = ".staged-"  # how the name begins of what is not whole yet


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file as a whole or not at all.

    Parameters
    ----------
    path : Path
        File to write; its folder is made.
    content : bytes
        All of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(STAGED + secrets.token_hex(8))
    try:
        with staged.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        staged.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise


def beside(path: Path, label: str) -> Path:
    """Find a free name beside a file: ``06-the-game-mine.ipynb``, then ``06-the-game-mine-2.ipynb``.

    Parameters
    ----------
    path : Path
        The file.
    label : str
        What to add to its name.

    Returns
    -------
    Path
        In the same folder; nothing is there yet.
    """
    candidate, count = path.with_stem(f"{path.stem}-{label}"), 2
    while candidate.exists():
        candidate, count = path.with_stem(f"{path.stem}-{label}-{count}"), count + 1
    return candidate


def disk_is_full(error: BaseException) -> bool:
    """Say whether there is no room left on a disk, which is nobody's answer's fault."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
