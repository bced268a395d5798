"""Words that a still picture can show: matplotlib's own fonts have no Korean letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from matplotlib import rcParams
from matplotlib.font_manager import fontManager

from ..words import words

#: Fonts with Hangul that systems bring along; of a collection, matplotlib sees the first face.
HANGUL = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "Noto Sans CJK JP",
)


@cache
def hangul_font() -> str | None:
    """Return the name of an installed font with Korean letters, if there is one."""
    installed = {font.name for font in fontManager.ttflist}
    return next((name for name in HANGUL if name in installed), None)


def drawable(language: str) -> tuple[Mapping[str, str], list[str]]:
    """Return the words for a picture, and the fonts to draw them in.

    Parameters
    ----------
    language : str
        As asked for. Korean without a font for it becomes English: better than boxes.

    Returns
    -------
    text : mapping of str to str
        A table of words.
    fonts : list of str
        Families, the first that has a letter draws it.
    """
    fonts = list(rcParams["font.family"])
    if language == "en":
        return words("en"), fonts
    extra = hangul_font()
    return (words(language), [*fonts, extra]) if extra else (words("en"), fonts)
