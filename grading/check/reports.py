"""What a check says: of one exercise, of one lesson, of the whole course."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..course.assignment import Json

State = Literal["untouched", "right", "partly", "wrong", "does-not-run", "needs-a-person"]
Hidden = Literal["absent", "passed", "not-passed"]
Place = Literal["not-here", "not-begun", "begun", "changed", "unreadable"]


class CheckError(Exception):
    """One line for the reader: what is wrong, what was expected, what to do. No answer was changed."""


@dataclasses.dataclass(frozen=True)
class ExerciseCheck:
    """What became of one exercise.

    Attributes
    ----------
    id : str
        Grade id of the answer, such as ``"percent-change"``.
    title : str
        Heading above it, such as ``"Exercise 2: a change in per cent"``.
    state : str
        ``untouched`` (as it was handed out), ``right``, ``partly``, ``wrong``, ``does-not-run`` (the cell ends with an
        error) or ``needs-a-person`` (a text, or something that only a person can judge).
    points, max_points : float
        Earned, and possible.
    hints : tuple of str
        What to look at, one for each check that did not pass, the first one first; never the answer.
    message : str
        One sentence on the state.
    hidden : str
        ``passed`` or ``not-passed``; ``absent`` where the exercise, or this copy of the course, has no hidden checks.
    """

    id: str
    title: str
    state: State
    points: float
    max_points: float
    hints: tuple[str, ...] = ()
    message: str = ""
    hidden: Hidden = "absent"


@dataclasses.dataclass(frozen=True)
class LessonCheck:
    """What became of every exercise of one lesson.

    Attributes
    ----------
    lesson : str
        Such as ``"06-the-game"``, whatever the file is called.
    title : str
        Title of the lesson.
    exercises : tuple of ExerciseCheck
        In order.
    repairs : tuple of str
        What was odd about the notebook and was mended for the run, in words.
    hidden : bool
        Whether this copy of the course has the hidden checks.
    """

    lesson: str
    title: str
    exercises: tuple[ExerciseCheck, ...]
    repairs: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def right(self) -> int:
        """How many exercises are right."""
        return sum(each.state == "right" for each in self.exercises)

    @property
    def points(self) -> float:
        """Points earned."""
        return sum(each.points for each in self.exercises)

    @property
    def max_points(self) -> float:
        """Points possible."""
        return sum(each.max_points for each in self.exercises)

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, document: Json) -> LessonCheck:
        """Rebuild it from plain data."""
        exercises = tuple(
            ExerciseCheck(**{**each, "hints": tuple(each["hints"])}) for each in document["exercises"]
        )
        return cls(**{**document, "exercises": exercises, "repairs": tuple(document["repairs"])})


@dataclasses.dataclass(frozen=True)
class LessonProgress:
    """How far a reader has come in one lesson.

    Attributes
    ----------
    lesson, title : str
        Such as ``"06-the-game"`` and ``"The game"``.
    file : str
        Name of the reader's notebook; the lesson's own name where there is none.
    state : str
        ``not-here``, ``not-begun`` (as handed out), ``begun``, ``changed`` (begun, and not judged since the last
        change: its figures count the answers that were judged before and are still the same), ``unreadable``.
    right, exercises : int
        Exercises that are right, and all of them.
    points, max_points : float
        Earned, and possible.
    waiting : int
        Texts that wait for a person.
    bets_open, bets_placed : int
        Bets that the lesson offers and that have neither bet nor answer yet; bets that were placed.
    next_exercise : str
        Grade id of the first exercise that is not right and no text that waits; empty when there is none.
    note : str
        Why it cannot be read; empty otherwise.
    """

    lesson: str
    title: str
    file: str
    state: Place
    right: int = 0
    exercises: int = 0
    points: float = 0.0
    max_points: float = 0.0
    waiting: int = 0
    bets_open: int = 0
    bets_placed: int = 0
    next_exercise: str = ""
    note: str = ""


@dataclasses.dataclass(frozen=True)
class CourseProgress:
    """How far a reader has come in the whole course.

    Attributes
    ----------
    lessons : tuple of LessonProgress
        All lessons, in order.
    go_on : LessonProgress or None
        Where to go on: the lesson that was worked on last, or the first after it in which something is left to do;
        None when all is done.
    """

    lessons: tuple[LessonProgress, ...]
    go_on: LessonProgress | None = None

    @property
    def right(self) -> int:
        """How many exercises are right."""
        return sum(each.right for each in self.lessons)

    @property
    def exercises(self) -> int:
        """How many exercises the course has."""
        return sum(each.exercises for each in self.lessons)

    @property
    def bets_open(self) -> int:
        """Bets that can still be placed."""
        return sum(each.bets_open for each in self.lessons)

    @property
    def bets_placed(self) -> int:
        """Bets that were placed."""
        return sum(each.bets_placed for each in self.lessons)


@dataclasses.dataclass(frozen=True)
class SetBack:
    """An answer that was set back to how it was handed out.

    Attributes
    ----------
    id : str
        Grade id of the exercise.
    source : str
        The text of its cell, as it was handed out.
    kept : str
        Name of the file that holds the reader's answer now; empty when the answer was as handed out.
    """

    id: str
    source: str
    kept: str = ""
