"""Check one's own answers: in the page, in a terminal, for one exercise or the whole course.

What an answer is compared with comes from the lesson's source or an untouched copy (`handed_out`), never from the file
that the reader works in. `Checker` answers at once where nothing changed, else a process beside the notebook judges it.
"""

from .checker import Checker
from .course_progress import progress
from .reports import (
    CheckError,
    CourseProgress,
    ExerciseCheck,
    LessonCheck,
    LessonProgress,
    SetBack,
)
from .set_back import reset

__all__ = [
    "CheckError",
    "Checker",
    "CourseProgress",
    "ExerciseCheck",
    "LessonCheck",
    "LessonProgress",
    "SetBack",
    "progress",
    "reset",
]
