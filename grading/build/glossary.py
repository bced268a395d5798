"""Put the meaning of a term or a code behind the word, where a lesson's text uses it.

Each becomes a link with a title, ``[C27](#Words-and-codes "what it says")``: Markdown that every front end shows, that
no sanitiser takes apart, and that the keyboard reaches. The pointer reads the title, the style of the explorers shows
it on focus too, and the link leads to the list at the end of the lesson.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ...datasets import load

HEADING = "Words and codes"
ADDRESS = "#" + HEADING.replace(" ", "-")
# What is no running text: code, formulas, links, pictures, HTML, headings, comments of a build.
_APART = re.compile(
    r"```[\s\S]*?```|`[^`\n]*`|\$\$[\s\S]*?\$\$|\$[^$\n]+\$|!?\[[^\]]*\]\([^)]*\)|<[^>\n]+>|^#+ .*$|^\|[\s:|-]+\|$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Term:
    """A term or a code with its meaning.

    Parameters
    ----------
    name : str
        As the list at the end of a lesson shows it.
    meaning : str
        A sentence or two.
    phrases : tuple of str
        How a text writes it, Markdown included.
    lessons : frozenset of str
        Numbers of the lessons in which the phrases mean this; all when empty.
    """

    name: str
    meaning: str
    phrases: tuple[str, ...]
    lessons: frozenset[str] = frozenset()


@cache
def terms() -> tuple[Term, ...]:
    """Read all terms of the table ``glossary``, and the codes of ``claims`` and ``objections``.

    Returns
    -------
    tuple of Term
        Terms by name, then claims, then objections.
    """
    table = load("glossary")
    found = [
        Term(
            str(row.term),
            str(row.meaning),
            tuple(str(row.phrases).split(";")),
            frozenset(str(row.lessons or "").split()),
        )
        for row in table.fillna("").sort_values("term", key=lambda names: names.str.lower()).itertuples()
    ]
    for row in load("claims").itertuples():
        found.append(Term(str(row.id), f"A claim of the op-ed: {row.claim}", (str(row.id),)))
    for row in load("objections").itertuples():
        found.append(Term(str(row.id), f"An objection of ours: {row.objection}", (str(row.id),)))
    return tuple(found)


def explained(text: str, lesson: str, used: set[Term]) -> str:
    """Link the first use of each term and code in a text cell to its meaning.

    Parameters
    ----------
    text : str
        Markdown.
    lesson : str
        Number of the lesson, such as ``"06"``.
    used : set of Term
        Receives what was found.

    Returns
    -------
    str
        Markdown.
    """
    known = {
        phrase: term
        for term in terms()
        if not term.lessons or lesson in term.lessons
        for phrase in term.phrases
    }
    if not known:
        return text
    words = "|".join(re.escape(phrase) for phrase in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    seen: set[Term] = set()

    def link(match: re.Match[str]) -> str:
        term = known[match[0]]
        if term in seen:
            return match[0]
        seen.add(term)
        whole = re.fullmatch(r"(\*+)([^*]+)\1", match[0])  # emphasis stays outside the link
        mark, word = (whole[1], whole[2]) if whole else ("", match[0])
        return f'{mark}[{word}]({ADDRESS} "{_title(term)}"){mark}'

    linked = "".join(part if apart else pattern.sub(link, part) for part, apart in _parts(text))
    used |= seen
    return linked


def glossary(used: Iterable[Term]) -> str:
    """List terms with their meanings.

    Parameters
    ----------
    used : iterable of Term
        What a lesson uses.

    Returns
    -------
    str
        Markdown with a heading; empty when nothing is used.
    """
    wanted = set(used)
    lines = [f"- **{term.name}**: {term.meaning}" for term in terms() if term in wanted]
    return "\n".join([f"## {HEADING}", "", *lines]) if lines else ""


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into running text and what stands apart, each with whether it does."""
    at = 0
    for match in _APART.finditer(text):
        yield text[at : match.start()], False
        yield match[0], True
        at = match.end()
    yield text[at:], False


def _title(term: Term) -> str:
    """Take from a meaning what would end a title, a cell of a table or a paragraph."""
    return (
        re.sub(r"\s+", " ", term.meaning)
        .replace('"', "'")
        .replace("|", "/")
        .replace("`", "")
        .replace("*", "")
    )
