"""Open a submitted file as a regular file: links are not followed, pipes do not block, limits hold."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path


class Unreadable(Exception):
    """A file that cannot be read as a notebook; the message is for people."""

    status = "needs-a-person"


class Linked(Unreadable):
    """A symbolic or hard link: its target may be a file that the student may not read."""

    status = "refused"


def open_regular(path: Path) -> io.BufferedReader:
    """Open a regular file for reading, without following a link or waiting for a pipe.

    Raises
    ------
    Unreadable
        It is a link, no regular file, or cannot be opened.
    """
    try:
        odd = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  # flags that the operating system has
        fd = os.open(path, sum((getattr(os, name, 0) for name in odd), os.O_RDONLY))
    except OSError as error:
        if path.is_symlink():
            raise Linked("It is a link to another file; links are not followed.") from None
        raise Unreadable(f"It cannot be opened ({error.strerror}).") from None
    about = os.fstat(fd)
    if not stat.S_ISREG(about.st_mode) or about.st_nlink > 1:
        os.close(fd)
        if stat.S_ISREG(about.st_mode):
            raise Linked("It is a second name (a hard link) of another file; links are not followed.")
        raise Unreadable("It is no ordinary file.")
    return os.fdopen(fd, "rb")


def read_file(path: Path, most: int) -> bytes:
    """Read a regular file without following a link.

    Raises
    ------
    Unreadable
        It is a link, no regular file, larger than `most` bytes, or cannot be opened.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise Unreadable(f"It has {size // 2**20} MB, more than the {most // 2**20} MB that are read.")
        return file.read()
