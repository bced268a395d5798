"""How learning systems name what they let an instructor download: whose file it is, which one, and whether it was late.

Canvas (Assignment > Download Submissions) puts every file into one folder, as
``lastnamefirst[_LATE]_<user id>_<attachment id>_<the student's file name>``, or ``[LATE_]anon_<code>_<attachment
id>_…`` where names are hidden; a file handed in again gets ``-1``, ``-2`` … before its ending.
Moodle (View all submissions > Download all submissions) makes a folder
``Full Name_<participant>_assignsubmission_file`` for each student (some versions end it with one more underscore) or,
without the folder option, one file of that beginning.
nbgrader's exchange keeps ``user+assignment+time[+random]`` in its ``inbound`` folder.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable

_CANVAS = re.compile(
    r"(?P<who>.+?)(?P<late>_LATE|_late)?_(?P<key>\d+)_(?P<order>\d+)_(?P<file>.+)", re.DOTALL
)
_CANVAS_TEXT = re.compile(r"(?P<who>.+?)(?P<late>_LATE|_late)?_(?P<key>\d+)_(?P<file>text|link)\.html")
_CANVAS_ANONYMOUS = re.compile(
    r"(?:(?P<late>LATE)_)?(?P<who>anon)_(?P<key>[A-Za-z0-9]+)_(?P<order>\d+)_(?P<file>.+)", re.DOTALL
)
_MOODLE = re.compile(
    r"(?P<who>.*?)_(?P<key>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)
# Possible ends of the system's part of a name: everything after the first one was written by the student.
_MOODLE_KEYS = re.compile(r"_(?=(\d+)_assignsubmission_)")
_CANVAS_KEYS = re.compile(r"_(?=(\d+)_\d+_)")
_AGAIN = re.compile(r"(?:-(\d{1,2})| ?\((\d{1,3})\))$")


@dataclasses.dataclass(frozen=True)
class Named:
    """What a learning system's name for a file says.

    Attributes
    ----------
    system : str
        ``canvas`` or ``moodle``.
    key : str
        The student's number in that system: Canvas' user id; Moodle's participant number, which is another one in
        each assignment.
    who : str
        The name, as the system wrote it.
    file : str
        The student's own name for the file.
    order : int
        The later of two files has the larger one.
    late : bool
        Whether the name says that it was handed in late.
    written : bool
        Whether it is a text typed into the system, not a file.
    others : frozenset of str
        Students whose it would be if the student's own part of the name were parsed as the system's.
    prefix : str
        The system's own part of the name, by which it knows whose a file is that comes back.
    """

    system: str
    key: str
    who: str
    file: str
    order: int = 0
    late: bool = False
    written: bool = False
    others: frozenset[str] = frozenset()
    prefix: str = ""


def canvas(name: str) -> Named | None:
    """Read a name of Canvas' bulk download; None when it is none."""
    last = name.rsplit("/", 1)[-1]
    found = _CANVAS_ANONYMOUS.fullmatch(last) or _CANVAS.fullmatch(last)
    if found:
        return Named(
            "canvas",
            found["key"],
            found["who"],
            found["file"],
            int(found["order"]),
            found["late"] is not None,
            others=frozenset(_CANVAS_KEYS.findall(last)) - {found["key"]},
            prefix=last[: found.start("file")],
        )
    found = _CANVAS_TEXT.fullmatch(last)
    if found:
        file = f"{found['file']}.html"
        return Named("canvas", found["key"], found["who"], file, 0, found["late"] is not None, True)
    return None


def moodle(name: str) -> Named | None:
    """Read a name of Moodle's bulk download; None when it is none."""
    parts = name.split("/")
    for number, part in enumerate(parts):
        found = _MOODLE.fullmatch(part)
        if found:
            below = "/".join(parts[number + 1 :])
            file = below if below else found["file"]
            if not file:
                return None
            others = frozenset(_MOODLE_KEYS.findall(part)) - {found["key"]}
            return Named(
                "moodle",
                found["key"],
                found["who"],
                file,
                written=found["kind"] != "file",
                others=others,
                prefix=f"{part}/" if below else part[: found.start("file")],
            )
    return None


def recognise(names: Iterable[str]) -> Callable[[str], Named | None] | None:
    """Return the reader for the system that named these files; None when no system did.

    Parameters
    ----------
    names : iterable of str
        Names of files, with "/" between folders.

    Returns
    -------
    callable or None
        `canvas` or `moodle`, whichever understands at least half of the names.
    """
    known = [name for name in names if not name.rsplit("/", 1)[-1].startswith(".")]
    for reader in (moodle, canvas):
        if known and 2 * sum(reader(name) is not None for name in known) >= len(known):
            return reader
    return None


def again(stem: str) -> tuple[str, int]:
    """Split off what systems and browsers add to the name of a file that is handed in again: ``-1``, `` (1)``."""
    found = _AGAIN.search(stem)
    return (stem[: found.start()], int(found[1] or found[2])) if found else (stem, 0)


def exchange(name: str) -> tuple[str, str, str] | None:
    """Split the name of a folder in the exchange into user, assignment and time; None when it is none.

    A user's name may hold a plus sign; the others may not.
    """
    parts = name.split("+")
    for after in (2, 3):  # with or without the random part
        if len(parts) > after and re.match(r"\d{4}-\d\d-\d\d", parts[-(after - 1)]):
            time = parts[-(after - 1)]
            return "+".join(parts[:-after]), parts[-after], time
    return None
