"""Turn what a class did into one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import dataclasses
import datetime
import re
import statistics
from collections import Counter, defaultdict
from pathlib import Path

import jinja2
import numpy as np

from . import at_risk as standing
from . import charts, items
from .display_names import DisplayNames
from .gather import AssignmentResults, Classroom, Exercise, ReportedSubmission

_ROWS, _MESSAGES = 40, 5
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)
_NOT_WRONG = ("", "passed", "manual", "no-response", "not-run")
_UNTRIED = "Left as it was handed out."
_HOURS = 3600.0
_BEFORE = (
    ("more than a week before", 168, None),
    ("3 to 7 days before", 72, 168),
    ("1 to 3 days before", 24, 72),
    ("6 to 24 hours before", 6, 24),
    ("1 to 6 hours before", 1, 6),
    ("in the last hour", 0, 1),
    ("up to a day late", -24, 0),
    ("more than a day late", None, -24),
)


@dataclasses.dataclass(frozen=True)
class _Scores:
    """How the shares of the points are spread: ten bars, and figures from 0 to 1."""

    bars: list[charts.Bar]
    median: float
    mean: float
    low: float
    high: float
    one: bool


@dataclasses.dataclass(frozen=True)
class _Item:
    """An exercise: how many earned all and nothing of it, the share of its points earned, and what that says."""

    name: str
    max_points: float
    share: float
    full: int
    none: int
    discrimination: float | None
    reading: str


@dataclasses.dataclass(frozen=True)
class _Items:
    """The exercises, a bar for each, and the hardest."""

    rows: list[_Item]
    bars: list[charts.Bar]
    hardest: _Item | None


@dataclasses.dataclass(frozen=True)
class _Said:
    """A message of a check, how many others differ from it in numbers only, and who got one of them."""

    message: str
    others: int
    count: int
    who: list[str]


@dataclasses.dataclass(frozen=True)
class _WrongAnswers:
    """The wrong answers to an exercise: the commonest messages, and how many messages and students are left."""

    name: str
    total: int
    rows: list[_Said]
    more: int
    rest: int


@dataclasses.dataclass(frozen=True)
class _Late:
    """A student who was late, by how much, and the points taken off."""

    name: str
    late: str
    penalty: float


@dataclasses.dataclass(frozen=True)
class _Time:
    """When it was handed in, and how long it ran: median and maximum, in seconds."""

    known: int
    judged: int
    due: str
    bars: list[charts.Bar]
    late: list[_Late]
    penalties: bool
    seconds: tuple[float, float] | None


@dataclasses.dataclass(frozen=True)
class _Reasons:
    """A student, and what the grader had to say."""

    name: str
    reasons: list[str]


@dataclasses.dataclass(frozen=True)
class _Person:
    """Whom a person should look at, whose file was mended, who handed in nothing."""

    needed: list[_Reasons]
    mended: list[_Reasons]
    absent: list[str]


@dataclasses.dataclass(frozen=True)
class _FallenBehind:
    """A student who is falling behind, why, and the share of the points in each assignment."""

    name: str
    why: str
    mean: float
    shares: list[float | None]


@dataclasses.dataclass(frozen=True)
class _Behind:
    """Who is falling behind, of how many, by which rule and in which assignments."""

    rule: str
    works: list[str]
    of: int
    rows: list[_FallenBehind]


@dataclasses.dataclass(frozen=True)
class _Everyone:
    """A student's points in each exercise, their share, and by how much it was late."""

    name: str
    points: list[float | None]
    share: float
    late: str


def page(
    classroom: Classroom,
    work: AssignmentResults,
    now: datetime.datetime,
    anonymous: bool = False,
    everyone: bool = False,
) -> str:
    """Write the report of an assignment.

    Parameters
    ----------
    classroom : Classroom
        Everybody, and every assignment.
    work : AssignmentResults
        The assignment that the report is about.
    now : datetime
        In UTC, without a zone.
    anonymous : bool
        Show no names.
    everyone : bool
        Cut no list, and add a table of every student's points.

    Returns
    -------
    str
        A whole HTML page. Everything that comes from the gradebook is escaped in it.
    """
    known = [text for each in work.exercises for text in (each.name, each.notebook, f"{each.notebook}.ipynb")]
    people = {**{student: student for student in work.refused}, **classroom.students}
    names = DisplayNames(people, anonymous, known)
    exercises = standing.counted(work)
    shares = {who: standing.share(each, exercises) for who, each in work.submissions.items()}
    handed_in = len(work.submissions)
    scores, waiting, of_items = _scores(list(shares.values())), _waiting(work), _items(work, exercises)
    wrong, person, behind = (
        _wrong(work, names),
        _person(classroom, work, names),
        _behind(classroom, names, now),
    )
    todo = [*_to_grade(person, waiting), *_to_teach(of_items, scores, wrong, handed_in)]
    if number := len(behind.rows):
        todo.append(("behind", _some(number, "student is falling behind", "students are falling behind")))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(percent=percent, points=points)
    return environment.get_template("page.html.j2").render(
        title=work.name,
        now=f"{now:%d %B %Y, %H:%M} UTC".lstrip("0"),
        anonymous=anonymous,
        cut=None if everyone else _ROWS,
        students=len(classroom.students),
        handed_in=handed_in,
        most=sum(each.max_points for each in exercises),
        charts=charts,
        scores=scores,
        waiting=waiting,
        left_out=[each.label for each in work.exercises if each.max_points > 0 and each not in exercises],
        items=of_items,
        fewest=items.FEWEST,
        wrong=wrong,
        time=_time(work, names),
        person=person,
        checks=work.checks,
        rules=[names.said(line) for line in work.rules],
        behind=behind,
        everyone=_everyone(work, exercises, shares, names) if everyone else [],
        columns=[each.label for each in work.exercises],
        todo=todo,
    )


def percent(value: float) -> str:
    """Return a share as ``72 %`` that no line break parts, never rounded up to a full 100."""
    rounded = round(100 * value)
    return f"{99 if rounded == 100 and value < 1 else rounded}\N{NO-BREAK SPACE}%"


def points(value: float | None) -> str:
    """Return points as people write them."""
    return "waits" if value is None else f"{value:.4g}"


def _scores(shares: list[float]) -> _Scores | None:
    if not shares:
        return None
    counts = [0] * 10
    for each in shares:
        counts[min(int(10 * each + 1e-9), 9)] += 1
    labels = [f"{10 * low} to {'under ' if low < 9 else ''}{10 * low + 10} %" for low in range(10)]
    return _Scores(
        charts.standing(counts, labels),
        statistics.median(shares),
        statistics.fmean(shares),
        min(shares),
        max(shares),
        len(shares) == 1,
    )


def _matrix(
    work: AssignmentResults, exercises: list[Exercise]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rows = [
        [
            np.nan if (mark := each.marks.get(exercise)) is None or mark.points is None else mark.points
            for exercise in exercises
        ]
        for each in work.submissions.values()
    ]
    return np.array(rows, dtype=float).reshape(len(rows), len(exercises))


def _items(work: AssignmentResults, exercises: list[Exercise]) -> _Items:
    matrix = _matrix(work, exercises)
    several = len({each.notebook for each in exercises}) > 1
    rows: list[_Item] = []
    for number, exercise in enumerate(exercises):
        share = items.difficulty(matrix[:, number], exercise.max_points)
        if share is None:
            continue
        correlation = items.discrimination(matrix, number)
        own = matrix[:, number]
        rows.append(
            _Item(
                f"{exercise.notebook}: {exercise.label}" if several else exercise.label,
                exercise.max_points,
                share,
                int((own >= exercise.max_points - 1e-9).sum()),
                int((own <= 0).sum()),
                correlation,
                items.reading(share, correlation),
            )
        )
    bars = charts.lying(
        [row.share for row in rows],
        [row.name for row in rows],
        [percent(row.share) for row in rows],
        1.0,
    )
    return _Items(rows, bars, min(rows, key=lambda row: row.share, default=None))


def _waiting(work: AssignmentResults) -> list[tuple[str, int]]:
    """Return the exercises that wait for a person, and for how many students."""
    count = {
        each: sum(
            each in one.marks and each.max_points > 0 and one.marks[each].points is None
            for one in work.submissions.values()
        )
        for each in work.exercises
    }
    return [(each.label, number) for each, number in count.items() if number]


def _wrong(work: AssignmentResults, names: DisplayNames) -> list[_WrongAnswers]:
    """Group what was said of wrong answers; messages that differ in numbers only are one group."""
    found: list[_WrongAnswers] = []
    for exercise in work.exercises:
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for student, submission in work.submissions.items():
            mark = submission.marks.get(exercise)
            if mark is None or mark.outcome in _NOT_WRONG:
                continue
            message = names.said(mark.message) or (
                "Partly right." if mark.outcome == "partial" else mark.outcome
            )
            if "NotImplementedError" in mark.message:
                message = _UNTRIED
            groups[_NUMBER.sub("#", message)].append((message, student))
        rows: list[_Said] = []
        for group in groups.values():
            common = Counter(message for message, _ in group)
            rows.append(
                _Said(
                    common.most_common(1)[0][0],
                    len(common) - 1,
                    len(group),
                    [names(student) for _, student in sorted(group, key=lambda one: names.rank(one[1]))],
                )
            )
        rows.sort(key=lambda row: (-row.count, row.message))
        if rows:
            total, rest = sum(row.count for row in rows), sum(row.count for row in rows[_MESSAGES:])
            found.append(_WrongAnswers(exercise.label, total, rows[:_MESSAGES], len(rows) - _MESSAGES, rest))
    return sorted(found, key=lambda each: -each.total)


def _time(work: AssignmentResults, names: DisplayNames) -> _Time:
    known = [each for each in work.submissions.values() if each.when is not None]
    late = sorted(
        ((student, each) for student, each in work.submissions.items() if each.is_late),
        key=lambda pair: (-pair[1].late, names.rank(pair[0])),
    )
    seconds = sorted(each.seconds for each in work.submissions.values() if each.seconds)
    labels, counts = _before_due(known) if any(each.due for each in known) else _by_day(known)
    # A learning system that calls one late would have called the others so, too.
    told = any(each.said_late is not None for each in work.submissions.values())
    judged = sum(each.is_late is not None for each in work.submissions.values())
    return _Time(
        len(known),
        len(work.submissions) if told else judged,
        f"{work.due:%d %B %Y, %H:%M} UTC".lstrip("0") if work.due else "",
        charts.lying([*map(float, counts)], labels, [*map(str, counts)], float(max([*counts, 1]))),
        [_Late(names(student), _late_by(each), each.penalty) for student, each in late],
        any(each.penalty for _, each in late),
        (statistics.median(seconds), seconds[-1]) if seconds else None,
    )


def _before_due(known: list[ReportedSubmission]) -> tuple[list[str], list[int]]:
    early = [
        (each.due - each.when).total_seconds() / _HOURS
        for each in known
        if each.due is not None and each.when is not None
    ]
    counts = [
        sum((low is None or hours >= low) and (high is None or hours < high) for hours in early)
        for _, low, high in _BEFORE
    ]
    return [label for label, _, _ in _BEFORE], counts


def _by_day(known: list[ReportedSubmission]) -> tuple[list[str], list[int]]:
    days = [each.when.date() for each in known if each.when is not None]
    if not days:
        return [], []
    step = 1 if (max(days) - min(days)).days < 14 else 7
    first = min(days) - datetime.timedelta(min(days).weekday() if step == 7 else 0)
    count = Counter((day - first).days // step for day in days)
    bins = range(max(count) + 1)
    starts = [first + datetime.timedelta(step * each) for each in bins]
    word = "week of " if step == 7 else ""
    shown = [
        (f"{word}{start.day} {start:%B %Y}", count[each]) for each, start in zip(bins, starts, strict=True)
    ]
    if len(shown) > 20:  # a course that runs for years: only the weeks in which something came
        shown = [each for each in shown if each[1]]
    return [label for label, _ in shown], [number for _, number in shown]


def ago(seconds: float) -> str:
    """Say how late something is: ``40 min``, ``5 h``, ``3 days``."""
    if seconds < _HOURS:
        return f"{max(1, round(seconds / 60))} min"
    hours = seconds / _HOURS
    return f"{round(hours)} h" if hours < 48 else f"{round(hours / 24)} days"


def _late_by(submission: ReportedSubmission) -> str:
    """Say how late a late submission is, as far as anybody knows: for Canvas' word the gradebook has a second."""
    return "not known" if submission.said_late == 0 else ago(submission.late)


def _person(classroom: Classroom, work: AssignmentResults, names: DisplayNames) -> _Person:
    def rows(status: str) -> list[_Reasons]:
        return [
            _Reasons(names(student), [names.said(why) for why in each.reasons])
            for student, each in sorted(work.submissions.items(), key=lambda pair: names.rank(pair[0]))
            if each.status == status
        ]

    turned_away = [
        _Reasons(names(student), [names.said(why) for why in reasons])
        for student, reasons in sorted(work.refused.items(), key=lambda pair: names.rank(pair[0]))
    ]
    absent = sorted(classroom.students.keys() - work.submissions.keys() - work.refused.keys(), key=names.rank)
    needed = [*rows("needs-a-person"), *rows("refused"), *turned_away]
    return _Person(needed, rows("repaired"), [names(student) for student in absent])


def _behind(classroom: Classroom, names: DisplayNames, now: datetime.datetime) -> _Behind:
    works, standings = standing.standings(classroom, now)
    rows = sorted(
        (each for each in standings if each.why), key=lambda each: (each.mean, names.rank(each.student))
    )
    return _Behind(
        standing.RULE,
        [work.name for work in works],
        len(standings),
        [_FallenBehind(names(each.student), each.why, each.mean, each.shares) for each in rows],
    )


def _everyone(
    work: AssignmentResults, exercises: list[Exercise], shares: dict[str, float], names: DisplayNames
) -> list[_Everyone]:
    return [
        _Everyone(
            names(student),
            [each.marks[exercise].points if exercise in each.marks else None for exercise in work.exercises],
            shares[student],
            _late_by(each) if each.is_late else "",
        )
        for student, each in sorted(work.submissions.items(), key=lambda pair: names.rank(pair[0]))
    ]


# what an instructor would do next, each with the part of the page that it is about


def _some(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"


def _to_grade(person: _Person, waiting: list[tuple[str, int]]) -> list[tuple[str, str]]:
    todo = []
    if number := len(person.needed):
        todo.append(("person", _some(number, "submission needs a person", "submissions need a person")))
    for name, number in waiting:
        answers = _some(number, "answer", "answers")
        todo.append(("person", f"{answers} to {name} to be graded by hand, in nbgrader's formgrader"))
    return todo


def _to_teach(
    of_items: _Items, scores: _Scores | None, wrong: list[_WrongAnswers], handed_in: int
) -> list[tuple[str, str]]:
    todo = [
        ("exercises", f"Look at the test of {row.name}: those who do well elsewhere miss it")
        for row in of_items.rows
        if row.discrimination is not None and row.discrimination < 0
    ]
    hardest = of_items.hardest
    if hardest is not None and hardest.share < 0.5 and scores is not None and not scores.one:
        earned = percent(hardest.share)
        todo.append(("exercises", f"Go over {hardest.name} again: {earned} of its points were earned"))
    common = max(
        ((row, each.name) for each in wrong for row in each.rows if row.message != _UNTRIED),
        key=lambda pair: pair[0].count,
        default=None,
    )
    if common and common[0].count > 1 and common[0].count >= 0.1 * handed_in:
        todo.append(("wrong", f"{common[0].count} students made the same mistake in {common[1]}"))
    return todo
