"""Collect submissions from folders, archives, bulk downloads of learning systems, or nbgrader's exchange."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import fnmatch
import json
import os
import shutil
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from nbgrader.api import Gradebook, SubmittedAssignment

from ..course.assignment import Assignment, AssignmentError
from ..course.limits import Limits
from ..files import write_atomically
from .archive import (
    LINK,
    STUDENT,
    UNOPENED,
    ArchiveError,
    Item,
    inert_name,
    is_archive,
    printable,
    short,
    unpack,
)
from .csv_table import plain
from .intake import Submission, find, fit, one_content, refused
from .layouts import Named, again, moodle, recognise
from .regular_file import Unreadable, read_file
from .roster import Person, fit_for_an_id

UNPACKED = "unpacked-"
#: Takes a student and a due date; returns the extension.
Extension = Callable[[str, datetime.datetime | None], datetime.timedelta | None]
_IGNORED = ("__MACOSX", "desktop.ini", "Thumbs.db")


@dataclasses.dataclass
class Intake:
    """Everything that was handed in.

    Attributes
    ----------
    submissions : list of Submission
        One a student.
    system : str
        ``canvas``, ``moodle`` or ``folders``.
    notes : list of str
        What the instructor has to know about the class.
    people : list of Person
        The class list, if there was one.
    """

    submissions: list[Submission]
    system: str = "folders"
    notes: list[str] = dataclasses.field(default_factory=list)
    people: list[Person] = dataclasses.field(default_factory=list)

    def settle(
        self, gradebook: Gradebook, assignment: str, extension: Extension = lambda student, due: None
    ) -> list[Submission]:
        """Write names into the gradebook, and lateness into the submissions.

        A student whom the gradebook knows by Canvas' number keeps the id there.

        Parameters
        ----------
        gradebook : Gradebook
            Open.
        assignment : str
            Its name.
        extension : callable
            How much more time the rules of the term give a student after a due date; None where they say nothing.

        Returns
        -------
        list of Submission
            The submissions, under the students' ids in the gradebook.
        """
        known = {each.lms_user_id: each.id for each in gradebook.students if each.lms_user_id}
        here = {each.id for each in gradebook.students}
        renamed = known if self.system == "canvas" else {}
        for submission in self.submissions:
            submission.student = renamed.get(submission.key, submission.student)
        for person in self.people:
            student = renamed.get(person.key, person.student)
            fields = {
                "first_name": person.first or None,
                "last_name": person.last or (person.name if not person.first else None) or None,
                "email": person.email or None,
                "lms_user_id": person.key if self.system == "canvas" else None,
            }
            gradebook.update_or_create_student(student, **{k: inert_name(v) for k, v in fields.items() if v})
        if self.system == "canvas":
            listed = {renamed.get(person.key, person.student) for person in self.people}
            for submission in self.submissions:
                if submission.key and submission.student not in here | listed:
                    gradebook.add_student(submission.student, lms_user_id=submission.key)
        recorded = gradebook.find_assignment(assignment)
        more = gradebook.db.query(SubmittedAssignment.student_id, SubmittedAssignment.extension).filter(
            SubmittedAssignment.assignment_id == recorded.id
        )
        extensions = {student: extension for student, extension in more if extension}
        for submission in self.submissions:
            more = extension(submission.student, recorded.duedate)
            more = more if more is not None else extensions.get(submission.student)
            submission.mark_late(recorded.duedate, more or datetime.timedelta(0))
        return self.submissions

    def remember(self, root: Path, assignment: str) -> None:
        """Record each student's number in the learning system; `record.export` finds rows by it."""
        path = _memory(root, assignment)
        students = recall(root, assignment)
        for submission in self.submissions:
            if submission.key:
                known = {"system": self.system, "key": submission.key, "prefix": submission.prefix}
                students[submission.student] = {name: value for name, value in known.items() if value}
        if students:
            write_atomically(path, json.dumps(students, ensure_ascii=False, indent=1).encode())


def _memory(root: Path, assignment: str) -> Path:
    return root / ".seoul" / "intake" / f"{assignment}.json"


def recall(root: Path, assignment: str) -> dict[str, dict[str, str]]:
    """Return, for each student of an assignment, the learning system and the student's number in it, as recorded."""
    try:
        found: dict[str, dict[str, str]] = json.loads(_memory(root, assignment).read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return {}


def take(
    place: Path,
    assignment: Assignment,
    limits: Limits,
    ignore: list[str],
    scratch: Path,
    people: list[Person] | None = None,
    zone: str = "UTC",
) -> Intake:
    """Collect the submissions of an assignment.

    Parameters
    ----------
    place : Path
        A folder, or a zip or tar archive: one file or folder a student, nbgrader's layout, the exchange's ``inbound``
        folder, or a bulk download of Canvas or Moodle, packed or unpacked.
    assignment : Assignment
        What was asked.
    limits : Limits
        How much of a file is read.
    ignore : list of str
        Patterns of file names to leave out.
    scratch : Path
        An empty folder for what archives hold; it has to last as long as the submissions are read.
    people : list of Person, optional
        The class list.
    zone : str
        The course's time zone, for stamps that name theirs by letters that several zones have.

    Returns
    -------
    Intake
        The submissions, under ids of the class list where there is one.

    Raises
    ------
    AssignmentError
        Nothing can be taken in, or the class list is of another class. Nothing was changed.
    """
    if place.is_file():
        items = unpack(place, _room(scratch))
        left = [item for item in items if not _is_ignored(item.name)]
        reader = recognise(item.name for item in left)
        if reader is None:
            intake = _tree(place, left, assignment, limits, ignore, scratch, zone)
        else:
            intake = _download(left, reader, assignment, limits, ignore, scratch, people)
    else:
        reader = recognise(_names(place))
        if reader is None:
            intake = Intake(find(place, assignment, limits, ignore, zone))
        else:
            intake = _download(_walk(place), reader, assignment, limits, ignore, scratch, people)
    if not intake.submissions:
        raise AssignmentError(f"{place} holds no submission of '{assignment.name}'.")
    if people:
        _match(intake, people, assignment, limits)
    _keep_apart(intake.submissions)
    _near_names(intake.submissions)
    return intake


def _room(scratch: Path) -> Path:
    room = scratch / str(len(list(scratch.iterdir())))
    room.mkdir()
    return room


def _is_ignored(name: str) -> bool:
    return any(part.startswith(".") or part in _IGNORED for part in name.split("/"))


def _names(place: Path) -> list[str]:
    """Return the names in a folder and one name from each of its subfolders."""
    if not place.is_dir():
        return []
    entries = [entry for entry in place.iterdir() if not _is_ignored(entry.name)]
    if len(entries) == 1 and entries[0].is_dir() and moodle(f"{entries[0].name}/x") is None:
        return _names(entries[0]) if not entries[0].is_symlink() else []
    return [f"{each.name}/x" if each.is_dir() and not each.is_symlink() else each.name for each in entries]


def _walk(place: Path) -> list[Item]:
    items = []
    for top, folders, files in os.walk(place, followlinks=False):
        folders.sort()
        links = [name for name in folders if Path(top, name).is_symlink()]
        for name in sorted(files) + links:
            path = Path(top, name)
            shown = unicodedata.normalize("NFC", path.relative_to(place).as_posix())
            if not _is_ignored(shown):
                items.append(Item(shown, None, LINK) if path.is_symlink() else Item(shown, path))
    return items


# archives that no learning system made


def _tree(
    place: Path,
    items: list[Item],
    assignment: Assignment,
    limits: Limits,
    ignore: list[str],
    scratch: Path,
    zone: str,
) -> Intake:
    """Unpack an archive into a folder with safe names, and search that folder."""
    notes = [item.note for item in items if item.note]
    tops = {item.name.split("/")[0] for item in items}
    inside = {part[1] for item in items if len(part := item.name.split("/")) > 1}
    direct = [item.name for item in items if item.name.count("/") == 1]
    wrapped = (
        len(tops) == 1
        and not any("/" not in item.name for item in items)
        and inside != {assignment.name}
        and (not direct or (len(direct) > 1 and not {PurePosixPath(name).stem for name in direct} & {
            notebook.name for notebook in assignment.notebooks
        }))
    )  # fmt: skip
    root, taken = _room(scratch), set[str]()
    blocked: list[tuple[str, Item]] = []
    for item in items:
        parts = item.name.split("/")[1 if wrapped else 0 :]
        if item.path is None:
            blocked.append((parts[0].removesuffix(".ipynb"), item))
            continue
        target = root.joinpath(*map(short, parts))
        number = 1
        while target.as_posix().casefold() in taken:
            number += 1
            target = target.with_name(f"{target.stem}~{number}{target.suffix}")
        if number > 1:
            notes.append(f"'{printable(item.name)}' differs from another name only by case.")
        taken.add(target.as_posix().casefold())
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            item.path.replace(target)
        except (FileExistsError, NotADirectoryError):
            blocked.append((parts[0], dataclasses.replace(item, why="A folder of the archive has its name.")))
    try:
        if not any(root.rglob("*.ipynb")):
            raise AssignmentError("no notebook")
        submissions = find(root, assignment, limits, ignore, zone)
    except AssignmentError:
        why = f" {printable(blocked[0][1].name)}: {blocked[0][1].why}" if blocked else ""
        raise AssignmentError(f"{place} holds no submission of '{assignment.name}'.{why}") from None
    by_student = {each.student: each for each in submissions}
    for student, item in blocked:
        student = printable(student)
        notes.append(f"'{printable(item.name)}' was left out: {item.why}")
        if student in by_student:
            by_student[student].reasons.append(f"'{printable(item.name)}' was left out: {item.why}")
        elif fit_for_an_id(student):
            by_student[student] = refused(student, assignment, item.why)
    return Intake(list(by_student.values()), notes=notes)


# bulk downloads


def _download(
    items: list[Item],
    reader: Callable[[str], Named | None],
    assignment: Assignment,
    limits: Limits,
    ignore: list[str],
    scratch: Path,
    people: list[Person] | None,
) -> Intake:
    notes = [item.note for item in items if item.note]
    by_key: dict[str, list[tuple[Named, Item]]] = defaultdict(list)
    for item in items:
        named = reader(item.name)
        if named is None:
            why = item.why or "Its name does not say whose it is."
            notes.append(f"'{printable(item.name)}' was left out: {why}")
        else:
            by_key[named.key].append((named, item))
    called = (
        _without_groups({key: given[0][0].who for key, given in by_key.items()}) if reader is moodle else {}
    )
    names = defaultdict(set)
    for key, given in by_key.items():
        names[plain(called.get(key, given[0][0].who))].add(key)
    keys = {*by_key, *(person.key for person in people or [])}
    submissions, system = [], "folders"
    for key, given in by_key.items():
        named = dataclasses.replace(given[0][0], who=called.get(key, given[0][0].who))
        system = named.system
        alone = system == "moodle" and len(names[plain(named.who)]) == 1
        student = short(named.who) if alone else short(f"{named.who}_{key}")
        if system == "moodle" and not alone and student not in " ".join(notes):
            notes.append(f"Two students are called '{printable(named.who)}'; a class list tells them apart.")
        file = next((each for each, _ in given if not each.written), given[0][0])
        one = Submission(student, Path(key), key=key, who=named.who, prefix=file.prefix)
        _fill(one, given, keys, assignment, limits, ignore, scratch)
        submissions.append(one)
    return Intake(submissions, system, list(dict.fromkeys(notes)))


def _without_groups(called: dict[str, str]) -> dict[str, str]:
    """Take off the group's name, which Moodle writes before a student's with a hyphen.

    It is one group's for everybody, or each student's own where groups hand in: then some share it. Where one name
    does not begin so, none does.
    """
    starts: Counter[str] = Counter()
    for who in called.values():
        starts.update(who[: place + 1] for place, sign in enumerate(who) if sign == "-")
    found = {}
    for key, who in called.items():
        shared = [start for start, count in starts.items() if count > 1 and who.startswith(start)]
        if not shared or len(who) == len(max(shared, key=len)):
            return called
        found[key] = who[len(max(shared, key=len)) :]
    return found


def _fill(
    one: Submission,
    given: list[tuple[Named, Item]],
    keys: set[str],
    assignment: Assignment,
    limits: Limits,
    ignore: list[str],
    scratch: Path,
) -> None:
    """Decide what one student handed in; `keys` are the numbers of the whole class."""
    if any(named.late for named, _ in given):
        one.late = datetime.timedelta(0)
        one.notes.append("Handed in late.")
    notebooks: list[tuple[str, Path, int]] = []  # a larger number: handed in again, under the same name
    barred: list[str] = []
    for named, item in sorted(given, key=lambda pair: (pair[0].order, pair[1].name)):
        if named.written:
            barred.append("A text was typed into the learning system; no notebook was handed in.")
            continue
        if two := sorted(named.others & keys):
            # Students choose their files' names: one that names another student's work must not replace that work.
            barred.append(
                f"'{printable(named.file)}': its name can be read in two ways, as work of number {named.key} and of "
                f"number {two[0]}; a person decides whose it is."
            )
            continue
        for name, path, why in _contents(named.file, item, scratch):
            if path is None:
                barred.append(f"'{printable(name)}': {why}")
            elif name.casefold().endswith(".ipynb"):
                notebooks.append((name, path, again(PurePosixPath(name).stem)[1]))
            elif not any(fnmatch.fnmatch(PurePosixPath(name).name, pattern) for pattern in ignore):
                one.files.append((name, path))
    stems = Counter(again(PurePosixPath(name).stem)[0] for name, _, _ in notebooks)
    ours = {notebook.name for notebook in assignment.notebooks}
    left = [
        (name, path, number if stems[stem := again(PurePosixPath(name).stem)[0]] > 1 or stem in ours else 0)
        for name, path, number in notebooks
    ]
    for notebook in assignment.notebooks:
        _newest(one, notebook.name, left, assignment, limits)
    for name, _, _ in left:
        one.reasons.append(f"'{printable(name)}' is not part of the assignment and was not graded.")
    if not notebooks and not barred and one.files:
        names = ", ".join(f"'{printable(name)}'" for name, _ in one.files[:5])
        barred.append(f"No notebook was handed in, only {names}.")
    for notebook in assignment.notebooks:
        if notebook.name not in one.notebooks and notebook.name not in one.troubles and barred:
            by_link = all(LINK in why for why in barred)
            one.troubles[notebook.name] = ("refused" if by_link else "needs-a-person", " ".join(barred))
    if one.notebooks:
        one.reasons += [why for why in barred if "typed into" not in why]


def _contents(file: str, item: Item, scratch: Path) -> list[tuple[str, Path | None, str]]:
    """Return the files that a submitted file is or contains: name, path, reason for leaving it out."""
    if item.path is None:
        return [(file, None, item.why)]
    if file.casefold().endswith(UNOPENED) and not is_archive(file):
        return [(file, None, "Such archives are not opened; unpack it by hand.")]
    if not is_archive(file):
        return [(file, item.path, "")]
    try:
        read_file(item.path, STUDENT.total)  # refuses links, devices and files above the limit
        inner = unpack(item.path, _room(scratch), STUDENT)
    except (ArchiveError, Unreadable) as error:
        return [(file, None, str(error))]
    inner = [each for each in inner if not _is_ignored(each.name)]
    tops = {each.name.partition("/")[0] for each in inner}
    wrapped = len(tops) == 1 and all("/" in each.name for each in inner)
    found: list[tuple[str, Path | None, str]] = []
    for each in inner:
        name = each.name.partition("/")[2] if wrapped else each.name
        if each.path is not None and is_archive(name):
            found.append((f"{file}/{name}", None, "An archive inside an archive is not opened."))
        else:
            found.append((name, each.path, each.why))
    return found or [(file, None, "The archive is empty.")]


def _newest(
    one: Submission,
    wanted: str,
    left: list[tuple[str, Path, int]],
    assignment: Assignment,
    limits: Limits,
) -> None:
    """Choose the file for a notebook: the newest of those that can be it. What is chosen or older leaves `left`."""
    notebook = next(each for each in assignment.notebooks if each.name == wanted)
    alone = len(assignment.notebooks) == 1
    if alone and len(left) == 1:
        can_be = list(left)
    else:
        can_be = [each for each in left if _is_called(each[0], wanted)]
        others = [each for each in left if each not in can_be]
        can_be += [each for each in others if fit(each[1], notebook, limits)]
    if not can_be:
        return
    can_be.sort(key=lambda each: (each[2], _is_called(each[0], wanted)))
    newest = [each for each in can_be if each[2] == can_be[-1][2]]
    named = [each for each in newest if _is_called(each[0], wanted)]
    newest = named or newest
    if len(newest) > 1 and len(one_content([path for _, path, _ in newest], limits)) > 1:
        names = ", ".join(f"'{printable(name)}'" for name, _, _ in newest)
        one.troubles[wanted] = ("needs-a-person", f"Several files may be '{wanted}.ipynb': {names}.")
    else:
        name, path, _ = newest[-1]
        one.notebooks[wanted] = path
        if not _is_called(name, wanted):
            one.reasons.append(f"'{printable(name)}' was taken for '{wanted}.ipynb'.")
        older = [each for each in can_be if each not in newest]
        if older:
            names = ", ".join(f"'{printable(each[0])}'" for each in older)
            why = f"Handed in more than once; '{printable(name)}' is the newest and counts."
            if any(each[2] == can_be[-1][2] for each in older):
                why = (
                    f"More than one notebook was handed in; '{printable(name)}' counts, "
                    "because it has the assignment's name."
                )
            one.notes.append(f"{why} Kept: {names}.")
    for each in can_be:
        left.remove(each)


def _is_called(name: str, wanted: str) -> bool:
    stem = unicodedata.normalize("NFC", PurePosixPath(name).stem)
    return wanted in (stem, again(stem)[0])


# the class list


def _match(intake: Intake, people: list[Person], assignment: Assignment, limits: Limits) -> None:
    """Give each submission its id in the class list, and report who is missing on either side."""
    by_key = {person.key: person for person in people if person.key}
    # macOS parts letters from their accents.
    by_id = {unicodedata.normalize("NFC", person.student): person for person in people}
    by_id |= {person.student: person for person in people}
    by_name: dict[str, list[Person]] = defaultdict(list)
    for listed in people:
        for name in listed.names:
            by_name[name].append(listed)
    theirs: dict[str, Submission] = {}
    strangers, claims = [], defaultdict(list)
    for one in intake.submissions:
        person: Person | None = by_key.get(one.key) if one.key else None
        sure = person is not None
        named = by_id.get(one.student) or by_id.get(unicodedata.normalize("NFC", one.student))
        if person is None and not one.key:
            person = named
            sure = person is not None
        if person is None:
            alike = by_name.get(plain(one.who or one.student), [])
            person = alike[0] if len(alike) == 1 else named
        if person is None:
            strangers.append(one)
        else:
            claims[person.student].append((sure, one, person))
    for claim in claims.values():
        best = [each for each in claim if each[0]] or claim
        if len(best) > 1:
            names = " and ".join(f"'{printable(each.student)}'" for _, each, _ in best)
            why = f"More than one submission may be of {best[0][2].shown}: {names}. A person decides."
            for _, one, _ in best:
                one.notebooks.clear()
                one.troubles = {name.name: ("needs-a-person", why) for name in assignment.notebooks}
            intake.notes.append(why)
            strangers += [one for _, one, _ in claim]
            continue
        strangers += [one for _, one, _ in claim if one is not best[0][1]]
        _, one, person = best[0]
        theirs[person.student] = one
        one.student = person.student
        if person.late is not None:
            one.late = person.late
            one.notes = [note for note in one.notes if note != "Handed in late."]
            one.notes.insert(0, f"Handed in late, by {person.late}.")
    if not claims:
        raise AssignmentError(
            f"None of the {len(intake.submissions)} submissions is of one of the {len(people)} students in the class "
            f"list (it has {people[0].shown}, …; handed in was {intake.submissions[0].student}, …). "
            "Is it the list of another course?"
        )
    _share_in_groups(intake, theirs, people, limits)
    taken = {person.student for person in people}
    for one in strangers:
        one.notes.append("Not in the class list.")
        if one.student in taken:
            one.student = f"{one.student}~{one.key or 2}"
    absent = [person.shown for person in people if person.student not in theirs]
    if absent:
        intake.notes.append(f"In the class list, nothing handed in ({len(absent)}): {', '.join(absent)}.")
    if strangers:
        names = ", ".join(printable(each.student) for each in strangers)
        intake.notes.append(f"Handed in, not in the class list ({len(strangers)}): {names}.")
    intake.people = people


def _share_in_groups(
    intake: Intake, theirs: dict[str, Submission], people: list[Person], limits: Limits
) -> None:
    """Give what one of a group handed in to all of it; where works differ, each keeps the own and that is said."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if person.group:
            groups[person.group].append(person)
    for name, members in groups.items():
        handed = [theirs[each.student] for each in members if each.student in theirs]
        without = [each for each in members if each.student not in theirs]
        if not handed or not without:
            continue
        works = [
            [each.notebooks[key] for each in handed if key in each.notebooks] for key in handed[0].notebooks
        ]
        if any(len(one_content(paths, limits)) > 1 for paths in works):
            who = ", ".join(each.shown for each in without)
            intake.notes.append(
                f"Group '{printable(name)}' handed in different work; nothing of it was given to {who}."
            )
            continue
        giver = next(each for each in members if each.student in theirs)
        for each in without:
            made = dataclasses.replace(
                handed[0],
                student=each.student,
                key=each.key,
                who=each.name,
                prefix="",
                notebooks=dict(handed[0].notebooks),
                troubles=dict(handed[0].troubles),
                files=list(handed[0].files),
                reasons=list(handed[0].reasons),
                notes=[*handed[0].notes, f"Handed in by {giver.shown} for the group '{printable(name)}'."],
            )
            theirs[each.student] = made
            intake.submissions.append(made)


def _keep_apart(submissions: list[Submission]) -> None:
    """Make ids unique: two names may become equal when characters are removed."""
    seen: set[str] = set()
    for one in submissions:
        student, number = one.student, 2
        while one.student in seen:
            one.student = f"{student}~{one.key or number}" if number == 2 else f"{student}~{number}"
            number += 1
        if one.student != student:
            one.notes.append(
                f"Another student's id is '{printable(student)}', too; this one is told apart by '~'."
            )
        seen.add(one.student)


def _near_names(submissions: list[Submission]) -> None:
    """Report ids that differ only in case or Unicode form: some file systems treat them as one name."""
    near: dict[str, list[Submission]] = defaultdict(list)
    for one in submissions:
        near[unicodedata.normalize("NFC", one.student).casefold()].append(one)
    for group in near.values():
        for one in group if len(group) > 1 else []:
            other = next(each.student for each in group if each is not one)
            one.notes.append(f"Another student's id differs only by case: '{printable(other)}'.")


@contextlib.contextmanager
def scratch_folder(root: Path) -> Iterator[Path]:
    """Make a temporary folder inside the course, which the sandbox cannot see; remove it at the end.

    Raises
    ------
    AssignmentError
        The course cannot be written to.
    """
    home = root / ".seoul"
    try:
        home.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=UNPACKED, dir=home))
    except OSError as error:
        raise AssignmentError(f"The course in {root} cannot be written to ({error.strerror}).") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            home.rmdir()  # fails unless it is empty
