"""What students are called on the page, and what of a student's text is shown there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

_LONGEST = 300
_QUOTED = re.compile(r"'[^'\n]{1,200}'")


def plain(text: str) -> str:
    """Return text on one line, of printable letters, not endlessly long.

    Parameters
    ----------
    text : str
        Anything, a student's included.

    Returns
    -------
    str
        Still to be escaped: it may hold ``<``.
    """
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line


class DisplayNames:
    """Says who is who, or nothing of it.

    Parameters
    ----------
    students : dict of str to str
        Ids and what people call them.
    hidden : bool
        Call everybody ``student 7``. The numbers are drawn anew for each page, so that no class list leads back.
    known : iterable of str
        Words that may stand between quotation marks even where names are hidden, such as those of exercises.
    """

    def __init__(self, students: dict[str, str], hidden: bool, known: Iterable[str] = ()):
        self._hidden, self._known = hidden, set(known)
        order = sorted(students, key=lambda each: (students[each].casefold(), each))
        if hidden:
            random.SystemRandom().shuffle(order)
        self._rank = {student: number for number, student in enumerate(order, 1)}
        self._names = {student: plain(name) for student, name in students.items()}
        self._anybody = _anybody(students) if hidden else None

    def __call__(self, student: str) -> str:
        """Return what to call a student."""
        return f"student {self._rank[student]}" if self._hidden else self._names[student]

    def rank(self, student: str) -> int:
        """Return a number to sort by: by name, or by lot where names are hidden."""
        return self._rank[student]

    def said(self, text: str) -> str:
        """Return a reason or a message, without names and file names where names are hidden."""
        text = plain(text)
        if not self._hidden:
            return text
        # What a student's code says of itself may be anything.
        text = re.sub(r"^(Your code raised \w+).*", r"\1", text)
        text = _QUOTED.sub(lambda found: found[0] if found[0][1:-1] in self._known else "'…'", text)
        return self._anybody.sub("…", text) if self._anybody else text


def _anybody(students: dict[str, str]) -> re.Pattern[str] | None:
    """Return a pattern of every id and every part of a name; Korean ones may carry a particle."""
    words = {*students}
    for name in students.values():
        words |= set(name.partition(" (")[0].split())
    found = [
        rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
        if len(word.strip()) >= (3 if word.isascii() else 2)
    ]
    return re.compile("|".join(found), re.IGNORECASE) if found else None
