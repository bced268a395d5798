"""`Check`: one click says whether the answer above is right, and if not, what to look at."""

from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path
from typing import Any

from traitlets import Dict, Unicode

from ..shared import Card, front_end, kernel, news, words

SAVED_WITHIN = 6.0  # seconds that a front end may take to write the notebook after it was asked to
HINTS = 2  # more of them would be a solution


class Check(Card):
    """Check an exercise in the page: a button, and a card that says how it went.

    What is judged is the answer in the notebook's file, run fresh in a process of its own. The page saves the notebook
    first. Nothing is run before the button is pressed.

    Parameters
    ----------
    exercise : str
        Grade id of the answer, such as ``"percent-change"``.
    notebook : str or Path, optional
        The notebook; the one that this kernel runs by default.
    language : {"en", "ko"}
        Language of the words on screen.

    Raises
    ------
    ValueError
        When the exercise is no text or the language is unknown.
    """

    _esm = front_end.module("check/view.js")
    _css = front_end.style("check/view.css")

    _exercise = Unicode().tag(sync=True)
    _result = Dict().tag(sync=True)
    _problem = Unicode().tag(sync=True)

    def __init__(self, exercise: str, *, notebook: str | Path | None = None, language: str = "en") -> None:
        if not isinstance(exercise, str) or not exercise.strip():
            raise ValueError(f'exercise = {exercise!r}: expected its name, such as "percent-change"')
        self._text = words(language)
        super().__init__(language, "check", _exercise=exercise)
        self.exercise = exercise
        self._given = Path(notebook).resolve() if notebook is not None else None
        self._before: int | None = None  # when the file was last written before the page was asked to save
        self._turn: str | None = None  # the press of a button that is answered
        self.on_msg(self._on_message)

    def _notebook(self, shown: str) -> Path | None:
        return self._given or kernel.notebook_path(self.exercise, shown)

    def _on_message(self, _: Any, content: dict[str, Any], __: Any) -> None:
        # The page asks before it saves and after, so that a save that did not happen is noticed.
        kind, shown = content.get("kind"), str(content.get("shown") or "")
        self._turn = content.get("turn")
        path = self._notebook(shown)
        if kind == "begin":
            self._before = _written(path)
            self._say("ready")
        elif kind in ("check", "reset", "write"):
            self._problem = ""
            work = {"check": self._check, "reset": self._reset, "write": self._write}[kind]
            try:
                if path is None:
                    self._problem = self._text["check.where"]
                else:
                    work(path)
            except Exception as error:  # whatever it is, the reader gets one line
                self._problem = self._text["check.failed"].format(problem=error)
            self._say("done")
            news.tell()

    def _say(self, kind: str, **more: str) -> None:
        self.send({"kind": kind, "turn": self._turn, **more})

    def _check(self, path: Path) -> None:
        saved = _saved(path, self.exercise, self._before)
        found = _engine("checker").Checker(path).check(self.exercise)
        self._result = {
            "state": found.state,
            "points": f"{found.points:g}",
            "most": f"{found.max_points:g}",
            "message": found.message,
            "hints": list(found.hints[:HINTS]),
            "hidden": found.hidden,
            "saved": saved,
            "at": time.time_ns(),  # the same again is still an answer
        }

    def _reset(self, path: Path) -> None:
        """Keep the answer; the page, which has the notebook open, puts the text handed out into its cell."""
        _saved(path, self.exercise, self._before)
        before = kernel.source_of(path, self.exercise)
        back = _engine("set_back").reset(path, self.exercise, write=False)
        self._result = {}
        self._say("back", source=back.source, before=before, kept=back.kept)

    def _write(self, path: Path) -> None:
        """Set the answer back in the file, where the page could not."""
        _engine("set_back").reset(path, self.exercise)

    def _sentence(self) -> str:
        result, text = self._result, self._text
        if not result:
            return text["check.press"]
        return f"{result['message']} {text['check.points'].format(n=result['points'], most=result['most'])}"


def _engine(module: str) -> Any:
    """Return a module of the checking engine; the widgets know no more of it than these names, and ask late."""
    return import_module(f"seoul_dilemma.grading.check.{module}")


def _written(path: Path | None) -> int | None:
    try:
        return path.stat().st_mtime_ns if path is not None else None
    except OSError:
        return None


def _saved(path: Path, exercise: str, before: int | None) -> bool:
    """Wait until the notebook has been written, whole; False when it was not within `SAVED_WITHIN`."""
    until = time.monotonic() + (0 if kernel.in_vs_code() else SAVED_WITHIN)
    while _written(path) == before or not kernel.holds(path, exercise):  # it is emptied before it is written
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
