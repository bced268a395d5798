"""A friendly line in place of a traceback, in the cells of exercises, while a person works in the notebook.

The cell still ends with the same error of the same name: a front end, nbgrader and nbclient see no difference but the
text of the traceback.
"""

from __future__ import annotations

from typing import Any

from ..words import words
from .kernel import person_waits, running_cell, shell

#: What nbgrader puts in place of a solution raises this error with this text.
STUB = "Replace this line with your answer."
TEST = "test-"  # what the name of a check begins with, before that of its exercise

_unanswered: set[str] = set()


def install(language: str = "en") -> None:
    """Let the kernel speak in friendly lines; once, and nowhere but in a notebook's kernel.

    Parameters
    ----------
    language : {"en", "ko"}
        Language of the lines.
    """
    running = shell()
    if running is None or getattr(running, "_seoul_friendly", False):
        return
    running._seoul_friendly = True
    text = words(language)

    def show(
        self: Any, kind: type[BaseException], error: BaseException, trace: Any, tb_offset: Any = None
    ) -> None:
        word = why(running_cell(), error) if person_waits() else ""
        if word:
            line = text[f"friendly.{word}"].format(problem=str(error) or kind.__name__, kind=kind.__name__)
            error._render_traceback_ = lambda: [line]  # type: ignore[attr-defined]
        self.showtraceback((kind, error, trace), tb_offset=tb_offset)

    running.set_custom_exc((Exception,), show)
    running.events.register("post_run_cell", _ran)


def _ran(result: Any) -> None:
    """Forget that an exercise is unanswered once its cell has run."""
    if result.success:
        _unanswered.discard(running_cell())


def why(cell: str, error: BaseException) -> str:
    """Say which line fits an error.

    Parameters
    ----------
    cell : str
        Id of the cell that it ends.
    error : Exception
        The error.

    Returns
    -------
    str
        Last part of the key of a word; empty when the traceback is the best to show.
    """
    stub = isinstance(error, NotImplementedError) and str(error) == STUB
    if not cell.startswith(TEST):
        if stub:
            _unanswered.add(cell)
        return "answer" if stub else ""
    exercise = cell.removeprefix(TEST)
    if stub or exercise in _unanswered:
        return "unanswered"
    if isinstance(error, AssertionError):
        return "wrong" if str(error) else "silent"
    return "missing" if isinstance(error, NameError) else "odd"
