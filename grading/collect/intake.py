"""Find the submissions of an assignment: nbgrader's layout, or one folder or file a student."""

from __future__ import annotations

import dataclasses
import datetime
import fnmatch
import hashlib
import json
import os
import re
from pathlib import Path

from ..course.assignment import Assignment, AssignmentError, Notebook
from ..course.limits import Limits
from .archive import inert_name
from .layouts import exchange
from .notebook_file import read
from .regular_file import Unreadable, open_regular, read_file
from .stamps import UnreadableStamp, read_stamp

LATE = "Handed in late"  # beginning of the reason that reports it
_STAMP = "timestamp.txt"


@dataclasses.dataclass
class Submission:
    """One student's submission, as found.

    Attributes
    ----------
    student : str
        The student's id.
    folder : Path or None
        Where it lies; None for a student who handed in nothing.
    notebooks : dict
        Name of the assignment's notebook to the file that was taken for it.
    troubles : dict
        Name of a notebook to (status, sentence), where none can be taken.
    files : list of (str, Path)
        The other files.
    timestamp : datetime or None
        When it was handed in, in UTC.
    reasons : list of str
        What had to be repaired.
    notes : list of str
        What else has to be known.
    key, who : str
        The student's number and name in a learning system.
    prefix : str
        How the learning system's own names for this student's files begin.
    late : timedelta or None
        Set when the learning system calls it late; zero when it does not say by how much.
    undated : bool
        Whether it has a time stamp that cannot be read.
    """

    student: str
    folder: Path | None = None
    notebooks: dict[str, Path] = dataclasses.field(default_factory=dict)
    troubles: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    files: list[tuple[str, Path]] = dataclasses.field(default_factory=list)
    timestamp: datetime.datetime | None = None
    reasons: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)
    key: str = ""
    who: str = ""
    prefix: str = ""
    late: datetime.timedelta | None = None
    undated: bool = False

    def mark_late(
        self, due: datetime.datetime | None, extension: datetime.timedelta = datetime.timedelta(0)
    ) -> None:
        """Mark the submission as late, and say in its reasons by how much.

        Learning systems pass on that a submission was late, but not when it came. It is then taken to have come that
        much after the due date, or a second where they do not say.

        Parameters
        ----------
        due : datetime or None
            The assignment's due date in the gradebook, in UTC.
        extension : timedelta
            How much more time this student has there.
        """
        if due is None:
            return
        if self.late is not None and self.timestamp is None:
            self.timestamp = due + (self.late or datetime.timedelta(seconds=1))
            if self.late and extension:
                self.notes = [note for note in self.notes if not note.startswith(LATE)]
                if self.late > extension:
                    self.notes.insert(0, f"{LATE}, by {self.late - extension}.")
        elif self.timestamp is not None and self.timestamp > due + extension:
            late = self.timestamp - due - extension
            self.notes.insert(0, f"{LATE}, by {datetime.timedelta(seconds=int(late.total_seconds()))}.")

    def digest(self) -> str:
        """Return a fingerprint of everything that was handed in."""
        total = hashlib.sha256()
        parts = [*self.notebooks.items(), *self.files]
        for name, path in parts:
            total.update(name.encode("utf-8", "surrogateescape") + b"\0")
            try:
                with open_regular(path) as file:
                    total.update(hashlib.file_digest(file, "sha256").digest())
            except (OSError, Unreadable):
                total.update(b"unreadable")
        total.update(json.dumps([self.troubles, str(self.timestamp)], default=str).encode())
        if self.late is not None:
            total.update(str(self.late).encode())
        return total.hexdigest()


def find(
    place: Path, assignment: Assignment, limits: Limits, ignore: list[str], zone: str = "UTC"
) -> list[Submission]:
    """Find every submission in a folder.

    Parameters
    ----------
    place : Path
        ``student/assignment/notebook.ipynb`` as nbgrader keeps it, ``student/notebook.ipynb``, or ``student.ipynb``.
    assignment : Assignment
        What was asked.
    limits : Limits
        How much of a file is read.
    ignore : list of str
        Patterns of file names to leave out.
    zone : str
        The course's time zone, for stamps that name theirs by letters that several zones have.

    Raises
    ------
    AssignmentError
        The folder does not exist or holds no submission.
    """
    if not place.is_dir():
        raise AssignmentError(f"There is no folder {place} with submissions. --submissions names it.")
    found: dict[str, Submission] = {}
    written: dict[str, str] = {}  # a student's id to the name that it was made of

    def add(one: Submission, name: str) -> None:
        student, number = one.student, 2
        while written.setdefault(one.student, name) != name:  # two names gave the same id
            one.student, number = f"{student}~{number}", number + 1
        if one.student != name:
            one.notes.append(f"Its name cannot stand in a page as it is; the id is '{one.student}'.")
        before = found.get(one.student)
        found[one.student] = one if before is None else _newest(before, one, assignment)

    def linked(student: str, name: str) -> None:
        if student not in found:
            add(refused(student, assignment, "It is a link to another place; links are not followed."), name)

    by_assignment, others, links = (
        False,
        [],
        [],
    )  # nbgrader's layout; a student may have only other assignments
    for entry in sorted(place.iterdir(), key=lambda path: path.name):
        if entry.name.startswith((".", "__MACOSX")):
            continue
        name = entry.name.removesuffix(".ipynb")
        if entry.is_symlink():
            links.append(name)
        elif entry.is_dir():
            inner = entry / assignment.name
            nested = inner.is_dir() or inner.is_symlink()
            name, handed_in = entry.name, exchange(entry.name)
            if handed_in is not None:
                if handed_in[1] != assignment.name:
                    continue  # of another assignment
                name = handed_in[0]
            elif nested:
                by_assignment = True
            elif place.name != assignment.name and not _holds(entry, assignment, limits, ignore):
                others.append(entry)
                continue
            if nested and inner.is_symlink():
                links.append(name)
                continue
            one = _from_folder(student_id(name), inner if nested else entry, assignment, limits, ignore, zone)
            if handed_in is not None:
                if one.timestamp is None:
                    one.timestamp, one.undated = _time(handed_in[2], zone)
                _check_owner(one, entry, name, assignment)
            elif not nested:
                _check_one_students(one, entry, assignment)
            add(one, name)
        elif entry.suffix == ".ipynb":
            one = Submission(student_id(name), entry)
            _choose(one, [entry], assignment, limits, whole=False)
            add(one, name)
    for name in links:
        linked(student_id(name), name)
    if not found:
        raise AssignmentError(f"{place} holds no submission of '{assignment.name}'.")
    for entry in others if not by_assignment else ():
        add(_from_folder(student_id(entry.name), entry, assignment, limits, ignore, zone), entry.name)
    return list(found.values())


def _check_owner(one: Submission, folder: Path, user: str, assignment: Assignment) -> None:
    """Let a person decide where a folder of the exchange belongs to another account than its name says.

    Whoever hands in gives that folder its name; the system says whose it is. Copies belong to who made them.
    """
    try:
        owner = folder.owner()
        if owner == user or folder.stat().st_uid in (0, os.getuid()):
            return
    except (KeyError, OSError, NotImplementedError, AttributeError):
        return  # an account of another machine, or a system without accounts
    _ask_a_person(
        one, assignment, f"Its name says '{_plain(user)}', but it belongs to the account '{_plain(owner)}'."
    )


def _check_one_students(one: Submission, folder: Path, assignment: Assignment) -> None:
    """Ask a person to look where one folder holds several students' subfolders."""
    several: set[str] = set()
    for notebook in assignment.notebooks:
        below = [path for path in sorted(folder.glob("**/*.ipynb")) if path.stem == notebook.name]
        if len(below) > 1:
            top = os.path.commonpath([path.parent for path in below])
            if not any(path.parent == Path(top) for path in below):
                several |= {path.relative_to(top).parts[0] for path in below}
    if several:
        names = ", ".join(f"'{_plain(name)}'" for name in sorted(several)[:5])
        _ask_a_person(
            one,
            assignment,
            f"'{_plain(folder.name)}' holds several folders with the assignment ({names}): are they several students? "
            "Then name the folder that holds theirs directly with --submissions.",
        )


def _ask_a_person(one: Submission, assignment: Assignment, why: str) -> None:
    one.notebooks.clear()
    one.troubles = {notebook.name: ("needs-a-person", why) for notebook in assignment.notebooks}


def _holds(folder: Path, assignment: Assignment, limits: Limits, ignore: list[str]) -> bool:
    """Say whether a student's folder can hold this assignment, and not only folders of other ones."""
    if any(folder.glob("*.ipynb")):
        return True
    below = [
        path
        for path in folder.glob("*/*.ipynb")
        if not any(fnmatch.fnmatch(path.parent.name, pattern) for pattern in ignore)
    ]
    return not below or any(
        2 * fit(path, notebook, limits) > len([cell for cell in notebook.cells if cell.grade_id])
        for path in below
        for notebook in assignment.notebooks
    )


def _newest(one: Submission, other: Submission, assignment: Assignment) -> Submission:
    """Keep the newest of a student's submissions; the others stay where they are."""
    early = datetime.datetime.min
    first, last = sorted([one, other], key=lambda each: each.timestamp or early)
    names = [f"'{_plain(each.folder.name)}'" for each in (first, last) if each.folder is not None]
    unknown = first.timestamp == last.timestamp or first.undated or last.undated
    if unknown and first.digest() != last.digest():
        why = f"There are two submissions, and no time says which is the newer one: {' and '.join(names)}."
        last.troubles = {notebook.name: ("needs-a-person", why) for notebook in assignment.notebooks}
        return last
    last.reasons.append(f"There are two submissions; the newest counts. The other is kept in {names[0]}.")
    return last


def refused(student: str, assignment: Assignment, why: str) -> Submission:
    """Return a submission in which nothing is graded, with the reason."""
    troubles = {notebook.name: ("refused", why) for notebook in assignment.notebooks}
    return Submission(student, troubles=troubles)


def _from_folder(
    student: str, folder: Path, assignment: Assignment, limits: Limits, ignore: list[str], zone: str
) -> Submission:
    found = Submission(student, folder)
    notebooks: list[Path] = []
    count = 0
    for top, folders, files in os.walk(folder, followlinks=False):
        for name in list(folders):
            if any(fnmatch.fnmatch(name, pattern) for pattern in ignore) or Path(top, name).is_symlink():
                folders.remove(name)
                if Path(top, name).is_symlink():
                    found.reasons.append(f"'{name}' is a link to another place and was left out.")
        for name in sorted(files):
            count += 1
            path = Path(top, name)
            if count > 2000:
                found.reasons.append("There are more than 2000 files; the others were left out.")
                break
            if name.endswith(".ipynb"):
                if Path(top) == folder or not list(folder.glob("*.ipynb")):
                    notebooks.append(path)
            elif name == _STAMP and Path(top) == folder:
                found.timestamp, why = _when(path, zone)
                found.reasons += why
                found.undated = bool(why)
            elif not any(fnmatch.fnmatch(name, pattern) for pattern in ignore):
                found.files.append((path.relative_to(folder).as_posix(), path))
        if count > 2000:
            break
    _choose(found, notebooks, assignment, limits, whole=True)
    return found


def _time(text: str, zone: str) -> tuple[datetime.datetime | None, bool]:
    """Read the time in the name of a folder of the exchange; say whether it could not be read."""
    try:
        return read_stamp(text, zone), False
    except UnreadableStamp:
        return None, True


def _when(path: Path, zone: str) -> tuple[datetime.datetime | None, list[str]]:
    """Read a time stamp; an unreadable one is treated as missing, and reported."""
    try:
        text = read_file(path, 1000).decode("utf-8-sig").strip()
        if not text:
            return None, ["The time stamp is empty; the submission counts as in time."]
        return read_stamp(text, zone), []
    except UnreadableStamp as error:
        return None, [f"The time stamp cannot be read ({error}); the submission counts as in time."]
    except (Unreadable, UnicodeDecodeError):
        return None, ["The time stamp cannot be read; the submission counts as in time."]


def _choose(
    found: Submission, files: list[Path], assignment: Assignment, limits: Limits, whole: bool
) -> None:
    """Decide which file is which notebook."""
    wanted = [nb for nb in assignment.notebooks if nb.name not in found.notebooks]
    left = list(files)
    for notebook in list(wanted):
        exact = [path for path in left if path.stem == notebook.name]
        if len(exact) == 1:
            found.notebooks[notebook.name] = exact[0]
            left.remove(exact[0])
            wanted.remove(notebook)
    for notebook in wanted:
        if len(left) == 1 and len(wanted) == 1 and (not whole or len(assignment.notebooks) == 1):
            best = [*left]
        else:
            scores = {path: fit(path, notebook, limits) for path in left}
            most = max(scores.values(), default=0)
            best = [path for path in left if scores[path] == most] if most else []
            if len(best) > 1:
                best = one_content(best, limits)
        if len(best) == 1:
            found.notebooks[notebook.name] = best[0]
            left.remove(best[0])
            if whole:
                found.reasons.append(f"'{best[0].name}' was taken for '{notebook.name}.ipynb'.")
        elif best:
            names = ", ".join(f"'{path.name}'" for path in best)
            found.troubles[notebook.name] = (
                "needs-a-person",
                f"Several files may be '{notebook.name}.ipynb': {names}.",
            )
    if whole and found.notebooks:
        for path in left:
            if path not in found.notebooks.values():
                found.reasons.append(
                    f"'{_plain(path.name)}' is not part of the assignment and was not graded."
                )


def one_content(paths: list[Path], limits: Limits) -> list[Path]:
    """Drop files that are byte for byte equal to an earlier one."""
    kept: dict[bytes, Path] = {}
    for path in paths:
        try:
            kept.setdefault(hashlib.sha256(read_file(path, limits.notebook)).digest(), path)
        except Unreadable:
            continue
    return list(kept.values())


def fit(path: Path, notebook: Notebook, limits: Limits) -> int:
    """Count the cells of the notebook that a file holds."""
    if path.is_symlink():
        return 0
    try:
        cells, _ = read(read_file(path, limits.notebook), limits)
    except Unreadable:
        return 0
    ids = {cell.grade_id for cell in notebook.cells if cell.grade_id}
    return len(ids & {cell.grade_id for cell in cells})


def student_id(name: str) -> str:
    """Return a student's id that can be written down and shown: see `archive.inert_name`."""
    return inert_name(name)


def _plain(name: str) -> str:
    return re.sub(r"[^\w .()\-\[\]'\"]", "?", name)[:80]
