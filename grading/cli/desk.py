"""Lay the lessons out where a reader works, and never over what the reader wrote."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from ..files import beside, write_atomically
from .errors import Mistake
from .place import HOME, LESSONS, is_checkout, lesson_files

RECORD = ".seoul-lessons.json"


@dataclass
class Desk:
    """Where a reader works.

    Parameters
    ----------
    root : Path
        Folder that JupyterLab shows.
    first : Path
        The first lesson.
    news : list of str
        What was laid out, in lines to print.
    """

    root: Path
    first: Path
    news: list[str] = field(default_factory=list)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _record(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def lay_out(lessons: dict[str, bytes], folder: Path) -> list[str]:
    """Copy lessons into a folder; a lesson that the reader has changed stays, the newer one lands beside it.

    Parameters
    ----------
    lessons : dict of str to bytes
        Notebooks by file name, as the course has them now.
    folder : Path
        Where the reader keeps them; made when missing.

    Returns
    -------
    list of str
        What was done, one line each; empty when nothing was.
    """
    record, news, new = _record(folder), [], 0
    before = dict(record)
    for name, content in sorted(lessons.items()):
        target, digest = folder / name, _digest(content)
        there = _digest(target.read_bytes()) if target.is_file() else None
        if there == digest or record.get(name) == digest:
            if there is None:
                write_atomically(target, content)
                news.append(f"{name} was gone and is back")
        elif there is None:
            write_atomically(target, content)
            new += 1
        elif there == record.get(name):
            write_atomically(target, content)
            news.append(f"{name} is a newer version now; you had not changed it")
        else:
            newer = beside(target, "new")
            write_atomically(newer, content)
            news.append(f"{name} has a newer version: {newer.name}. Your own is untouched.")
        record[name] = digest
    if new:
        news.insert(0, f"{new} lessons copied to {folder}")
    if record != before:
        write_atomically(folder / RECORD, json.dumps(record, indent=1).encode() + b"\n")
    return news


def prepare_desk(start: Path | None = None) -> Desk:
    """Find the checkout one stands in, or lay the lessons out in this folder.

    Parameters
    ----------
    start : Path, optional
        Where the reader called from; the working directory when left out.

    Returns
    -------
    Desk
        Ready to open.

    Raises
    ------
    Mistake
        When the folder cannot be written, or the package carries no lessons.
    """
    start = (start or Path.cwd()).resolve()
    names = [path.name for path in lesson_files()]
    if not names:
        raise Mistake(f"no lessons in {LESSONS}; in a checkout, run: seoul build")
    if is_checkout() and start.is_relative_to(HOME):
        return Desk(HOME, LESSONS / names[0])
    folder = start if start.name == "lessons" and (start / RECORD).is_file() else start / "lessons"
    try:
        news = lay_out({name: (LESSONS / name).read_bytes() for name in names}, folder)
    except OSError as error:
        raise Mistake(f"cannot write the lessons to {folder}: {error.strerror or error}", code=1) from None
    return Desk(folder.parent, folder / names[0], news)
