"""How hard the text of a lesson reads: a hint for its writers and for instructors, no gate."""

import re

from .source import Lesson

_NOT_PROSE = re.compile(
    r"```[\s\S]*?```"  # code
    r"|^## Sources$[\s\S]*?(?=^## |\Z)"
    r"|^#+ .*$"  # headings
    r"|^\s*\|.*$"  # tables
    r"|\[@[^\]]*\]"  # citations
    r"|\]\([^)]*\)",  # where a link leads
    re.MULTILINE,
)
_BLOCK = re.compile(
    r"\n\s*(?:\n|[-*] |\d+\. )"
)  # paragraphs and items end a sentence, with or without a full stop
_SENTENCE = re.compile(r"(?<=[.!?])[\"”*)]*\s+")
_WORD = re.compile(r"\b[A-Za-z][A-Za-z'’]*\b")


def sentences(text: str) -> list[list[str]]:
    """Cut Markdown into sentences, and each into its words.

    Parameters
    ----------
    text : str
        Markdown; what is not running text is left out, and a figure, a reference or a piece of code is no word.

    Returns
    -------
    list of list of str
        Only sentences that have words.
    """
    text = re.sub(r"`[^`]*`|\{\{.*?\}\}", " ", _NOT_PROSE.sub(" ", text))
    found = [_WORD.findall(part) for block in _BLOCK.split(text) for part in _SENTENCE.split(block)]
    return [words for words in found if words]


def syllables(word: str) -> int:
    """Count groups of vowels, without a silent e at the end.

    Parameters
    ----------
    word : str
        English.

    Returns
    -------
    int
        At least 1; an estimate.
    """
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word)) + len(re.findall(r"(?<![cst])ia", word))
    silent = word.endswith(("e", "es", "ed")) and not word.endswith(("le", "ted", "ded", "ses", "ces", "ges"))
    return max(1, groups - silent)


def reading_ease(text: str) -> tuple[int, float]:
    """Count words and compute Flesch's reading ease.

    ``206.835 - 1.015 words/sentences - 84.6 syllables/words`` (Flesch 1948, A new readability yardstick, Journal of
    Applied Psychology 32, 221–233): 60 to 70 is plain English, under 50 is hard.

    Parameters
    ----------
    text : str
        Markdown.

    Returns
    -------
    words : int
        Words of running text.
    ease : float
        Higher is easier; 0 when there are no words.
    """
    parts = sentences(text)
    words = [word for part in parts for word in part]
    if not words:
        return 0, 0.0
    per_word = sum(map(syllables, words)) / len(words)
    return len(words), 206.835 - 1.015 * len(words) / len(parts) - 84.6 * per_word


def lesson_ease(lesson: Lesson) -> tuple[int, float]:
    """Count words and compute the reading ease of a lesson.

    Parameters
    ----------
    lesson : Lesson
        As read from its source.

    Returns
    -------
    words : int
        Words of running text.
    ease : float
        See :func:`reading_ease`.
    """
    return reading_ease("\n\n".join(cell.source for cell in lesson.cells if cell.kind == "markdown"))
