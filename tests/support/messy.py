"""A messy class: right, wrong and broken answers from the bank of a lesson, as students would hand them in."""

import json
import runpy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import nbformat

from support.course import ROOT
from support.downloads import Student, people
from support.graded import answered


@dataclass
class HandedIn:
    """What one student of the class does.

    Parameters
    ----------
    student : Student
        Who.
    kind : str
        ``right``, ``wrong``, ``untouched``, ``broken`` (code that stops), ``unreadable`` (a file cut short),
        ``renamed``, ``twice``, ``late`` or ``absent``.
    files : list of (str, bytes)
        Names and contents of what is handed in, the oldest first.
    full : bool
        Whether every machine-graded exercise is right in what counts.
    """

    student: Student
    kind: str
    files: list[tuple[str, bytes]] = field(default_factory=list)
    full: bool = False

    @property
    def late(self) -> bool:
        """Whether it comes after the due date."""
        return self.kind == "late"


KINDS = ("right", "wrong", "late", "twice", "renamed", "broken", "wrong", "untouched", "unreadable", "absent")


def messy_class(lesson: str, released: dict[str, Any], count: int = 60) -> Iterator[HandedIn]:
    """Make a class.

    Parameters
    ----------
    lesson : str
        A lesson with a bank of answers.
    released : dict
        The notebook that students were given.
    count : int
        How many students.

    Yields
    ------
    HandedIn
        One a student; kinds take turns, and so do the answers of the bank.
    """
    bank = runpy.run_path(str(ROOT / "tests" / "lessons" / "bank" / f"{lesson}.py"))
    given = nbformat.from_dict(released)
    exercises = list(bank["RIGHT"])
    for place, student in enumerate(people(count)):
        kind = KINDS[place % len(KINDS)]
        turn = place // len(KINDS)
        right = {name: answers[turn % len(answers)] for name, answers in bank["RIGHT"].items()}
        target = exercises[place % len(exercises)]
        wrong = list(bank["WRONG"][target].values())
        made = HandedIn(student, kind, full=kind in ("right", "late", "twice", "renamed"))
        good = _bytes(answered(given, right))
        bad = _bytes(answered(given, {**right, target: wrong[turn % len(wrong)]}))
        name = f"{lesson}.ipynb"
        made.files = {
            "right": [(name, good)],
            "late": [(name, good)],
            "wrong": [(name, bad)],
            "twice": [(name, bad), (f"{lesson}-1.ipynb", good)],
            "renamed": [("제출 final (2).ipynb", good)],
            "broken": [(name, _bytes(answered(given, {**right, target: "def (:"})))],
            "untouched": [(name, _bytes(given))],
            "unreadable": [(name, good[: len(good) // 2])],
            "absent": [],
        }[kind]
        yield made


def _bytes(notebook: Any) -> bytes:
    return json.dumps(notebook, ensure_ascii=False).encode()
