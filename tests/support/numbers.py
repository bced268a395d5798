"""Find the numbers that a lesson's prose writes out, and the phrases that answer for them.

Each lesson ``NN-slug`` has a file ``tests/lessons/figures/NN-slug.py`` with two names::

    HELD = [                                     # phrases with their numbers made from the tables or the game
        f"From about {share('2021'):.1f} percent to about {share('2024'):.1f}",
    ]
    GIVEN = {                                    # numbers that no table could hold, by the reason why
        "an example made up to be worked by hand": ["Something grows from 40 to 50 … or 25 %"],
    }

In a phrase ``…`` stands for anything up to the end of the paragraph, and spaces match line ends. What every lesson may
say stands in ``figures/every.py``.
"""

import ast
import calendar
import re
import runpy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seoul_dilemma.grading.build.source import SourceCell

from support.course import ROOT
from support.graded import lesson

FIGURES = ROOT / "tests" / "lessons" / "figures"
MONTHS = list(calendar.month_name)[1:]
# One, two and three, and words such as "both", are words of ordinary prose more often than figures.
WORDS = """
    four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
    dozen dozens half halves halved third thirds quarter quarters twice double doubled threefold
    fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth
""".split()  # noqa: SIM905  # one line a row reads better

_NOT_A_FIGURE = re.compile(
    r"```[\s\S]*?```|`[^`\n]*`"  # code
    r"|\{\{.*?\}\}(?: (?:million|billion|trillion)\b)?"  # a reference, with its unit
    r"|\[@[^\]]*\]|\]\([^)]*\)"  # citations, where links lead
    r"|^#+ .*$"  # headings
    r"|^\s*\d+\. "  # places in a list
    r"|^\|(?: *\d? *\|)+ *$|^\| \d\d "  # a rubric's head, a lesson in a table
    r"|\b[CX]\d\d\b|\bB[123]\b"  # claims, objections, measures
    r"|\b(?:[Ll]esson|[Ee]xercise|[Ss]ection|[Cc]ell|[Ss]entence)s? \d+(?:(?:,| and| to| or)+ \d\d?\b)*",
    re.MULTILINE,
)
_NUMBER = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}) (?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d\b"
    r"|(?<![\w.])(?:[$€]|[-+−]\s?)?\d[\d,.]*\d\b|(?<![\w.])(?:[$€]|[-+−]\s?)?\d(?![\d]|[.,]\d)"
    rf"|\b(?:{'|'.join(WORDS)})\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\{\{[a-z_]+/([^/{}|]+)/[^{}]*\}\}")
_YEAR = re.compile(rf"(?:({'|'.join(MONTHS)}) )?((?:19|20)\d\d)")


@dataclass(frozen=True)
class Number:
    """A number as written, and where."""

    text: str
    start: int
    line: int
    around: str


def blank(source: str) -> str:
    """Replace what holds no figure by as many blanks."""
    return _NOT_A_FIGURE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)


def _paragraph(source: str, at: int) -> str:
    start = source.rfind("\n\n", 0, at) + 1
    end = source.find("\n\n", at)
    return source[start : end if end > 0 else len(source)]


def _names_its_row(text: str, paragraph: str) -> bool:
    """Whether it is a date that is in the id of a row from which the same paragraph takes a figure."""
    date = _YEAR.fullmatch(text)
    if date is None:
        return re.fullmatch(r"\d{4}-\d\d", text) is not None and f"/{text}-" in paragraph
    wanted = f"{date[2]}-{MONTHS.index(date[1].capitalize()) + 1:02}" if date[1] else date[2]
    rows = " ".join(_REFERENCE.findall(paragraph))
    ends = (f"{window[1]}{window[2]}" for window in re.finditer(r"\b(19|20)\d\d-(\d\d)\b", rows))
    return re.search(rf"\b{wanted}\b", " ".join([rows, *ends])) is not None


def numbers(cell: SourceCell) -> Iterator[Number]:
    """Find the numbers of a cell that are no inline reference and name none."""
    for found in _NUMBER.finditer(blank(cell.source)):
        if not _names_its_row(found[0], _paragraph(cell.source, found.start())):
            around = re.sub(r"\s+", " ", cell.source[max(0, found.start() - 60) : found.end() + 40])
            line = cell.line + 1 + cell.source.count("\n", 0, found.start())
            yield Number(found[0], found.start(), line, around)


def texts(name: str) -> Iterator[SourceCell]:
    """Yield all that a lesson says: its text cells, and the titles of its figures and notes to its bets."""
    for cell in lesson(name).cells:
        if cell.kind == "markdown":
            yield cell
            continue
        code = re.sub(r"^[%!].*$", "", cell.source, flags=re.MULTILINE)
        found = re.findall(r"\{\{[a-z_]+/.*?\}\}", code)
        for number, reference in enumerate(found):
            code = code.replace(reference, f"REF{number}REF", 1)
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.keyword) and node.arg in ("title", "note"):
                parts = (part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant))
                said = " … ".join(part for part in parts if isinstance(part, str))
                said = re.sub(r"REF(\d+)REF", lambda mark: found[int(mark[1])], said)  # noqa: B023
                yield SourceCell("markdown", said, {}, cell.line)


def pattern(phrase: str) -> re.Pattern[str]:
    """Compile a phrase: words in order, any white space, ``…`` for the rest of a paragraph or part of it."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in phrase.split("…")]
    return re.compile(r"(?:(?!\n\n)[\s\S])*?".join(parts))


@cache
def answers(name: str) -> tuple[list[str], dict[str, list[str]]]:
    """Read the phrases of a lesson: those held by tables, and those given by reason."""
    path = FIGURES / f"{name}.py"
    assert path.is_file(), (
        f"lesson {name} has no tests/lessons/figures/{name}.py: write one with HELD = [] and GIVEN = {{}}, and fill "
        "them with the numbers that the lesson spells out; support/numbers.py says how"
    )
    own = runpy.run_path(str(path))
    return own["HELD"], own["GIVEN"]


def unanswered(name: str, phrases: list[str]) -> list[str]:
    """List the numbers of a lesson that no phrase covers."""
    patterns = [pattern(phrase) for phrase in phrases]
    missing = []
    for cell in texts(name):
        spans = [found.span() for each in patterns for found in each.finditer(cell.source)]
        missing += [
            f"line {number.line}: {number.text!r} in “{number.around}”"
            for number in numbers(cell)
            if not any(start <= number.start < end for start, end in spans)
        ]
    return missing


def prose(name: str) -> str:
    """Return all that a lesson says."""
    return "\n\n".join(cell.source for cell in texts(name))


def say(number: float) -> str:
    """Write a whole number below twenty-one as a word."""
    words = ["zero", "one", "two", "three", *WORDS[: WORDS.index("twenty") + 1]]
    assert number == int(number), f"{number} is no whole number"
    return words[int(number)]


def place(number: float) -> str:
    """Write a rank below eleven as a word."""
    words = ["first", "second", "third", *WORDS[WORDS.index("fourth") : WORDS.index("tenth") + 1]]
    assert number == int(number), f"{number} is no rank"
    return words[int(number) - 1]
