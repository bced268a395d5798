"""Write ``lessons/README.md``: the lessons, and where each claim of the op-ed is met."""

import re
from collections.abc import Sequence

from ... import datasets
from .readability import lesson_ease
from .source import Lesson

_CLAIM = re.compile(r"\b([CX])(\d\d)(?:\s*(?:to|[-–])\s*\1?(\d\d))?\b")
_LONGEST_RANGE = 12  # a longer one speaks of the claims as a whole

_TOP = """\
<!-- Made by `seoul build` from grading/lessons. Edit the sources, not this file. -->

# The lessons

Notebooks for readers who know no Python and no game theory yet. Take them in order; each opens with a card that
says what you will be able to do and how long it takes. Every answer you write is checked at once, in the cell below it.
"""


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _table(header: Sequence[str], rows: Sequence[Sequence[object]], right: Sequence[str] = ()) -> str:
    rule = ["---:" if name in right else "---" for name in header]
    return "\n".join(_row(row) for row in [header, rule, *rows])


def _link(lesson: Lesson) -> str:
    return f"[{lesson.header['lesson']}]({lesson.name}.ipynb)"


def claims_met(lessons: Sequence[Lesson]) -> dict[str, list[Lesson]]:
    """Find the lessons whose text names a claim or an objection.

    Parameters
    ----------
    lessons : sequence of Lesson
        As read from their sources.

    Returns
    -------
    dict of str to list of Lesson
        By identifier (``C27``, ``X04``); ``C14 to C16`` names three.
    """
    met: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        text = "\n".join(cell.source for cell in lesson.cells if cell.kind == "markdown")
        named = set()
        for letter, first, last in _CLAIM.findall(text):
            numbers = range(int(first), int(last or first) + 1)
            if len(numbers) <= _LONGEST_RANGE:
                named |= {f"{letter}{number:02}" for number in numbers}
        for claim in sorted(named):
            met.setdefault(claim, []).append(lesson)
    return met


def _lessons_table(lessons: Sequence[Lesson]) -> str:
    rows = [
        (
            _link(lesson),
            lesson.title,
            lesson.header.get("question", ""),
            lesson.minutes,
            len(lesson.graded),
            f"{lesson.points:g}",
        )
        for lesson in lessons
    ]
    rows.append(
        (
            "",
            "**All**",
            "",
            sum(lesson.minutes for lesson in lessons),
            sum(len(lesson.graded) for lesson in lessons),
            f"{sum(lesson.points for lesson in lessons):g}",
        )
    )
    header = ("", "lesson", "question", "minutes", "graded answers", "points")
    return _table(header, rows, right=("minutes", "graded answers", "points"))


def _claims_table(claims: list[dict[str, str]], met: dict[str, list[Lesson]]) -> str:
    rows = [
        (claim["id"], claim["claim"], claim["factor"], ", ".join(map(_link, met.get(claim["id"], []))))
        for claim in claims
    ]
    return _table(("", "claim", "factor", "met in"), rows)


def _by(claims: list[dict[str, str]], column: str, met: dict[str, list[Lesson]]) -> str:
    """Tell, for each actor or factor, its claims and the lessons that teach them."""
    groups: dict[str, list[str]] = {}
    for claim in claims:
        for name in claim[column].split(";"):
            groups.setdefault(name.strip(), []).append(claim["id"])
    rows = []
    for name, ids in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        lessons = {lesson.name: lesson for claim in ids for lesson in met.get(claim, [])}
        rows.append((name, ", ".join(ids), ", ".join(_link(lessons[each]) for each in sorted(lessons))))
    return _table((column.removesuffix("s"), "claims", "taught in"), rows)


def _reading_table(lessons: Sequence[Lesson]) -> str:
    rows = []
    for lesson in lessons:
        words, ease = lesson_ease(lesson)
        rows.append((_link(lesson), lesson.title, f"{round(words, -2):,}", f"{ease:.0f}", lesson.minutes))
    header = ("", "lesson", "words to read", "reading ease", "minutes")
    return _table(header, rows, right=header[2:])


def lessons_readme(lessons: Sequence[Lesson]) -> str:
    """Write the page that lists the lessons and the claims.

    Parameters
    ----------
    lessons : sequence of Lesson
        All lessons, in order.

    Returns
    -------
    str
        Markdown.
    """
    table = datasets.load("claims")[["id", "claim", "factor", "actors"]].astype(str)
    claims = [{str(field): str(value) for field, value in row.items()} for row in table.to_dict("records")]
    met = claims_met(lessons)
    hours = sum(lesson.minutes for lesson in lessons) / 60
    return "\n".join(
        [
            _TOP,
            _lessons_table(lessons),
            "",
            f"In all about {hours:.0f} hours.",
            "",
            "## Where each claim of the op-ed is met",
            "",
            "The course takes an op-ed of April 2023 apart into single claims, C01 to C45. Here they are in our words,",
            "with the lessons that name them.",
            "",
            _claims_table(claims, met),
            "",
            "## Where each factor is taught",
            "",
            _by(claims, "factor", met),
            "",
            "## Where each actor is met",
            "",
            _by(claims, "actors", met),
            "",
            "## How hard each lesson reads",
            "",
            "A hint for instructors. Reading ease is Flesch's score: 60 to 70 is plain English, under 50 is hard.",
            "Code, tables and sources are not counted.",
            "",
            _reading_table(lessons),
            "",
        ]
    )
