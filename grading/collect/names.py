"""What people are called: names in the order of their own script, always with the id."""

from __future__ import annotations

import re

from .archive import printable

_HANGUL_OR_HAN = re.compile(r"[\uac00-\ud7a3\u4e00-\u9fff\u3400-\u4dbf]+")
_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]*[\u3040-\u30ff][\u3040-\u30ff\u4e00-\u9fff]*")


def full_name(first: str, last: str) -> str:
    """Return a whole name.

    Parameters
    ----------
    first, last : str
        Given name and family name; each may be empty, and one of them may hold the whole name.

    Returns
    -------
    str
        Family name first where both are in Hangul or Chinese characters (김민수) or hold kana; given name first
        elsewhere.
    """
    first, last = first.strip(), last.strip()
    if first and last:
        if _HANGUL_OR_HAN.fullmatch(first) and _HANGUL_OR_HAN.fullmatch(last):
            return last + first
        if _KANA.fullmatch(first + last):
            return f"{last} {first}"
    return " ".join(filter(None, (first, last)))


def shown_name(first: str, last: str, student: str) -> str:
    """Return name and id, or the id alone where there is no other name, as a terminal may show it."""
    name = full_name(first, last)
    return printable(f"{name} ({student})" if name and name != student else student)


def sorting_name(first: str, last: str, student: str) -> tuple[str, str]:
    """Return what a list of people is sorted by: the family name, then the rest; the id where there is no name."""
    name = f"{last} {first}".strip() or student
    return name.casefold(), student
