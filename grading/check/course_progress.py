"""How far a reader has come in the whole course, from a folder of notebooks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from . import kept
from .bets import Bets, read_bets
from .checker import check_here, recall
from .handed_out import Outline, outlines
from .own import Own, read_own
from .reports import CheckError, CourseProgress, ExerciseCheck, LessonProgress, Place

_RAN = re.compile(rb'"execution_count"\s*:\s*\d')


def progress(folder: str | Path, *, judge: bool = False) -> CourseProgress:
    """Say how far a reader has come.

    Parameters
    ----------
    folder : str or Path
        Where the notebooks and the bets lie.
    judge : bool, default False
        Judge what was not judged since it changed, here and now, which takes seconds. When False, a lesson with
        such answers has the state ``changed``, and its figures count what was judged before and is still the same.

    Returns
    -------
    CourseProgress
        Lesson by lesson.

    Raises
    ------
    CheckError
        When the folder is none, or the course itself cannot be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CheckError(f"there is no folder {folder}")
    try:
        bets = read_bets(folder)
    except CheckError:
        bets = Bets(
            {}, frozenset(), 0, ()
        )  # where bets are placed, the page says what is wrong with their file
    found = _notebooks(folder)
    rows = tuple(_row(outline, found.get(name), bets, judge) for name, outline in outlines().items())
    return CourseProgress(rows, _go_on(rows, folder))


def _notebooks(folder: Path) -> dict[str, Own | CheckError]:
    """Find the reader's notebook of each lesson: that of its name, else the one that was changed last."""
    found: dict[str, tuple[tuple[bool, float], Own | CheckError]] = {}
    for path in sorted(folder.glob("*.ipynb")):
        own: Own | CheckError
        try:
            own = read_own(path)
            name = own.lesson
        except CheckError as error:
            own, name = error, path.stem
            if name not in outlines():
                continue
        try:
            rank = (path.stem == name, path.stat().st_mtime)
        except OSError:
            continue
        if name not in found or rank > found[name][0]:
            found[name] = (rank, own)
    return {name: own for name, (_, own) in found.items()}


def _row(outline: Outline, own: Own | CheckError | None, bets: Bets, judge: bool) -> LessonProgress:
    placed = sum(key.startswith(f"{outline.name[:2]}-") for key in bets.placed)
    shown = {key for key, entry in bets.entries.items() if entry.get("outcome") is not None}
    closed = len({*outline.bets} & (shown | bets.placed))
    common: dict[str, Any] = {
        "lesson": outline.name,
        "title": outline.title,
        "exercises": len(outline.exercises),
        "max_points": sum(outline.exercises.values()),
        "bets_open": len(outline.bets) - closed,
        "bets_placed": placed,
        "next_exercise": next(iter(outline.exercises), ""),
    }
    name = f"{outline.name}.ipynb"
    if own is None:
        return LessonProgress(file=name, state="not-here", **common)
    if isinstance(own, CheckError):
        return LessonProgress(file=name, state="unreadable", note=str(own), **common)
    check = recall(own)
    if check is None and judge:
        try:
            check = check_here(own)
        except CheckError as error:
            return LessonProgress(file=own.path.name, state="unreadable", note=str(error), **common)
    known = check.exercises if check is not None else _known(own, outline)
    touched = any(each.state != "untouched" for each in known)
    begun = touched or bool(_RAN.search(own.path.read_bytes()))
    common |= {
        "right": sum(each.state == "right" for each in known),
        "points": sum(each.points for each in known),
        "waiting": sum(each.state == "needs-a-person" for each in known),
        "next_exercise": next(
            (each.id for each in known if each.state not in ("right", "needs-a-person")), ""
        ),
    }
    state: Place = "changed" if check is None else "begun" if begun else "not-begun"
    return LessonProgress(file=own.path.name, state=state, **common)


def _known(own: Own, outline: Outline) -> tuple[ExerciseCheck, ...]:
    """Return what was found before of each answer that is still the same."""
    states = kept.recall("answers", own.lesson) or {}
    made = []
    for name, points in outline.exercises.items():
        state = states.get(own.answer_key(name))
        if state is None:
            made.append(ExerciseCheck(name, name, "wrong", 0.0, points))
        else:
            made.append(ExerciseCheck(**{**state, "hints": tuple(state["hints"])}))
    return tuple(made)


def _go_on(rows: tuple[LessonProgress, ...], folder: Path) -> LessonProgress | None:
    begun = [row for row in rows if row.state in ("begun", "changed")]
    start = 0
    if begun:
        last = max(begun, key=lambda row: (folder / row.file).stat().st_mtime)
        start = rows.index(last)
    ahead = [row for row in (*rows[start:], *rows[:start]) if row.next_exercise and row.state != "not-here"]
    return ahead[0] if ahead else None
