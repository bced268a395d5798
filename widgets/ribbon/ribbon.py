"""`Ribbon`: all lessons in a row, how much of each is done, and where to go on."""

from __future__ import annotations

import re
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

from traitlets import Dict, List, Unicode

from ..shared import Card, front_end, news, words

_judging = threading.Lock()
_RAN = re.compile(rb'"execution_count"\s*:\s*\d')


class Ribbon(Card):
    """Show all lessons in a row: exercises that are right, bets that are open, and where to go on.

    The figures are those of ``seoul progress``. What was judged before is shown at once; answers that have changed
    since are judged beside the notebook, and the figures follow.

    Parameters
    ----------
    here : str
        Name of the lesson that shows it, such as ``"00-start-here"``.
    folder : str or Path, optional
        Where the notebooks lie; the current folder by default.
    language : {"en", "ko"}
        Language of the words on screen.

    Raises
    ------
    ValueError
        When ``here`` is no text or the language is unknown.
    """

    _esm = front_end.module("ribbon/view.js")
    _css = front_end.style("ribbon/view.css")

    _here = Unicode().tag(sync=True)
    _stops: List[Any] = List().tag(sync=True)
    _total = Dict().tag(sync=True)
    _go_on = Dict().tag(sync=True)
    _problem = Unicode().tag(sync=True)

    def __init__(self, here: str, *, folder: str | Path | None = None, language: str = "en") -> None:
        if not isinstance(here, str) or not here.strip():
            raise ValueError(f'here = {here!r}: expected the name of a lesson, such as "00-start-here"')
        self._text = words(language)
        self.folder = Path(folder or Path.cwd()).resolve()
        super().__init__(language, "ribbon", _here=here)
        self.on_msg(self._on_message)

    def _on_message(self, _: Any, content: dict[str, Any], __: Any) -> None:
        # Only a page that shows the ribbon asks: where nobody looks, nothing is counted.
        if content.get("kind") == "look":
            news.listen(self)
            changed = self.refresh()
            if changed:
                threading.Thread(target=self._judge, args=(changed,), daemon=True).start()

    def refresh(self) -> list[str]:
        """Read again how far the reader has come; nothing is run for it.

        Returns
        -------
        list of str
            Names of the other notebooks with answers that were not judged since they changed.
        """
        try:
            course = import_module("seoul_dilemma.grading.check").progress(self.folder)
        except Exception as error:  # whatever it is, the reader gets one line
            self._problem = self._text["ribbon.failed"].format(problem=error)
            return []
        with self.hold_sync():
            self._problem = ""
            self._stops = [
                {
                    "lesson": row.lesson,
                    "title": row.title,
                    "file": row.file,
                    "state": "not-begun" if row.state == "changed" and not self._ran(row.file) else row.state,
                    "right": row.right,
                    "exercises": row.exercises,
                    "waiting": row.waiting,
                    "bets": row.bets_open,
                }
                for row in course.lessons
            ]
            self._total = {
                "right": course.right,
                "exercises": course.exercises,
                "bets": course.bets_open,
            }
            ahead = course.go_on
            self._go_on = (
                {"lesson": ahead.lesson, "file": ahead.file, "exercise": ahead.next_exercise} if ahead else {}
            )
        # This lesson is judged as its reader asks; the process that does it is to be free for that.
        return [
            row.file
            for row in course.lessons
            if row.state == "changed" and row.lesson != self._here and self._ran(row.file)
        ]

    def _ran(self, name: str) -> bool:
        """Whether anything in a notebook was ever run."""
        try:
            return _RAN.search((self.folder / name).read_bytes()) is not None
        except OSError:
            return False

    def _judge(self, names: list[str]) -> None:
        """Judge notebooks in the process beside this one; one thread at a time, and the last one tells the result."""
        with _judging:
            check = import_module("seoul_dilemma.grading.check")
            for name in names:
                try:
                    check.Checker(self.folder / name).lesson()
                except check.CheckError:
                    continue  # the notebook's own stop says what is wrong with it
            news.tell()

    def _sentence(self) -> str:
        total = self._total
        return self._text["ribbon.total"].format(**total) if total else self._text["ribbon.run"]
