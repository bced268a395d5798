"""Check a notebook: at once where nothing changed, else in a process beside this one that has all it needs loaded."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from . import kept
from .helper import Helper
from .own import Own, read_own
from .reports import CheckError, ExerciseCheck, LessonCheck

if TYPE_CHECKING:
    from ..judge.session import Runtime

_helper = Helper()


def recall(own: Own) -> LessonCheck | None:
    """Return what was found before for the same answers; None when they are new."""
    document = kept.recall("results", own.key)
    try:
        return None if document is None else LessonCheck.from_dict(document)
    except (TypeError, LookupError, AttributeError):
        return None


def check_here(own: Own, runtime: Runtime | None = None) -> LessonCheck:
    """Judge a notebook in this process, for a program that ends soon after; `Checker` is for one that goes on.

    Parameters
    ----------
    own : Own
        The reader's notebook.
    runtime : Runtime, optional
        Where the answers run, if it was started before.

    Returns
    -------
    LessonCheck
        Kept, for the next time that the same answers are asked for.

    Raises
    ------
    CheckError
        When it cannot be judged.
    """
    found = recall(own)
    if found is not None:
        return found
    from .judging import judge

    check, lasting = judge(own, runtime)
    if lasting:
        remember(own, check)
    return check


def remember(own: Own, check: LessonCheck) -> None:
    """Keep what was found, for the whole notebook and answer by answer."""
    kept.keep("results", own.key, check.to_dict())
    states = {**(kept.recall("answers", own.lesson) or {})}
    for each in check.exercises:
        states[own.answer_key(each.id)] = dataclasses.asdict(each)
    kept.keep("answers", own.lesson, dict(list(states.items())[-kept.MOST :]))


class Checker:
    """Checks the exercises of one notebook, as it was saved last.

    Parameters
    ----------
    notebook : str or Path
        A lesson with somebody's answers.

    Notes
    -----
    Nothing of the running kernel counts: the answers run fresh, from the top, in a process of their own. That process
    is shared by all checkers of this one, starts with the first, and ends with this process.
    """

    def __init__(self, notebook: str | Path) -> None:
        self.notebook = Path(notebook)

    def warm(self) -> None:
        """Begin to load what a check needs, and return at once."""
        _helper.start()

    def lesson(self) -> LessonCheck:
        """Check every exercise.

        Returns
        -------
        LessonCheck
            In the order of the lesson.

        Raises
        ------
        CheckError
            When the notebook cannot be read or judged: one line that says why and what to do.
        """
        own = read_own(self.notebook)
        return recall(own) or _helper.check(own.path)

    def check(self, exercise: str) -> ExerciseCheck:
        """Check one exercise.

        Parameters
        ----------
        exercise : str
            Grade id of the answer, such as ``"percent-change"``.

        Returns
        -------
        ExerciseCheck
            What became of it.

        Raises
        ------
        CheckError
            When the notebook cannot be read or judged, or has no such exercise.
        """
        found = {each.id: each for each in self.lesson().exercises}
        if exercise not in found:
            raise CheckError(f"{self.notebook.name} has no exercise {exercise!r}; it has {', '.join(found)}")
        return found[exercise]
