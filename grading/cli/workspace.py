"""Lay the lessons out where a reader works, and never over what the reader wrote."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from ..check.handed_out import outlines, untouched_notebook
from ..check.reports import CheckError
from ..files import beside, write_atomically
from .errors import Mistake
from .paths import HOME, LESSONS, is_checkout

RECORD = ".seoul-lessons.json"


@dataclass
class Workspace:
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


def prepare_workspace(start: Path | None = None) -> Workspace:
    """Find the checkout one stands in, or lay the lessons out in this folder.

    Parameters
    ----------
    start : Path, optional
        Where the reader called from; the working directory when left out.

    Returns
    -------
    Workspace
        Ready to open.

    Raises
    ------
    Mistake
        When the folder cannot be written, or the package carries no lessons.
    """
    start = (start or Path.cwd()).resolve()
    try:
        names = list(outlines())
        if is_checkout() and start.is_relative_to(HOME):
            root, folder = HOME, LESSONS
            gone = [name for name in names if not (folder / f"{name}.ipynb").exists()]
            news = [f"{name}.ipynb was gone and is back" for name in gone]
            for name in gone:
                write_atomically(folder / f"{name}.ipynb", untouched_notebook(name))
        else:
            folder = start if start.name == "lessons" and (start / RECORD).is_file() else start / "lessons"
            root = folder.parent
            news = lay_out({f"{name}.ipynb": untouched_notebook(name) for name in names}, folder)
    except CheckError as error:
        raise Mistake(str(error), code=1) from None
    except OSError as error:
        raise Mistake(f"cannot write the lessons to {folder}: {error.strerror or error}", code=1) from None
    return Workspace(root, folder / f"{names[0]}.ipynb", news)
