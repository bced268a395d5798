"""The words of the explorers, by language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent


def languages() -> list[str]:
    """Return the languages that have a table of words.

    Returns
    -------
    list of str
    """
    return sorted(path.stem for path in _FOLDER.glob("*.json"))


@cache
def words(language: str = "en") -> Mapping[str, str]:
    """Return the table of words of a language.

    Parameters
    ----------
    language : str, default "en"
        A two-letter code.

    Returns
    -------
    mapping of str to str
        Text by key, such as ``"dilemma.pressure"``. Braces mark what is filled in.

    Raises
    ------
    ValueError
        When there is no such table; the message lists those that exist.
    """
    if language not in languages():
        raise ValueError(f"language = {language!r}: expected one of {', '.join(languages())}")
    return MappingProxyType(json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8")))
