"""What came of grading: a table, with those whom a person should look at nearest to the prompt."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..dispatch.rehearsal import Rehearsal
from ..judge.rulings import APART, INSIDE, PERSON
from ..record.results import SubmissionReport
from ..record.scores import FINAL, MISSING, Score
from .watching import WORDS, counted

ROWS = 40
_REASONS = 3
_LONGEST = 160
_STYLES = {"repaired": "cyan", "refused": "yellow", "needs-a-person": "bold red"}


def show(
    console: Console, assignment: str, reports: list[SubmissionReport], scores: Sequence[Score] = ()
) -> None:
    """Print what came of grading.

    Parameters
    ----------
    console : Console
        Where to; what is no terminal gets lines that are never broken.
    assignment : str
        What was graded.
    reports : list of SubmissionReport
        A report for each student.
    scores : sequence of Score
        What the gradebook has of them: names, points by hand, penalties and the rules of the term.
    """
    known = {each.student: each for each in scores}

    def called(student: str) -> str:
        return known[student].shown if student in known else student

    def by_name(report: SubmissionReport) -> tuple[str, str]:
        return known[report.student].sorting if report.student in known else (report.student, "")

    absent = [called(each.student) for each in sorted(reports, key=by_name) if each.absent]
    rows = sorted((each for each in reports if not each.absent), key=by_name)
    rows.sort(key=lambda each: list(WORDS).index(each.status))
    shown = sorted(rows[-ROWS:], key=by_name)  # of a large class, those whom a person should look at
    table = Table("student", box=None, pad_edge=False, header_style="bold")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("what to know", overflow="fold")
    table.columns[0].overflow = "fold"
    for each in shown:
        table.add_row(
            Text(called(each.student)),
            Text(_points(each, known.get(each.student))),
            Text(each.status, style=_STYLES.get(each.status, "")),
            Text(_notes(_told(each, known.get(each.student)))),
        )
    if shown:
        _print(console, table)
    more = rows[: -len(shown) or None] if shown else []
    persons = [
        called(each.student)
        for each in sorted(reports, key=by_name)
        if each.status == "needs-a-person"
        and not (each.student in known and known[each.student].state == FINAL)
    ]
    waits = [_texts_to_read(each, known.get(each.student)) for each in reports]
    for line in _summary(assignment, reports, more, absent, persons, waits):
        console.print(Text(line), soft_wrap=not console.is_terminal)


def tried(console: Console, assignment: str, rehearsal: Rehearsal) -> None:
    """Print what came of trying the checks on the instructor's own solution.

    Parameters
    ----------
    console : Console
        Where to.
    assignment : str
        What was tried.
    rehearsal : Rehearsal
        What came of it.
    """
    places = [each.place for ruled in rehearsal.rulings.values() for each in ruled.values()]
    for note in rehearsal.notes:
        console.print(Text(note), soft_wrap=not console.is_terminal)
    apart, inside, person = (places.count(place) for place in (APART, INSIDE, PERSON))
    console.print(
        f"{assignment}: {len(places)} checks. {apart} are judged apart, {inside} among the student's own code, "
        f"{person} by a person.",
        soft_wrap=not console.is_terminal,
    )


def _points(report: SubmissionReport, score: Score | None) -> str:
    if score is None or score.state == MISSING:
        return f"{report.score:g} of {report.max_score:g}"
    return f"{round(score.score, 2):g} of {round(score.total, 2):g}"


def _told(report: SubmissionReport, score: Score | None) -> list[str]:
    """Return what has to be known, the gradebook's first: what a person has to look at again."""
    again = score.again if score is not None else ""
    return [*([f"To look at again: {again}"] if again else []), *report.reasons]


def _notes(reasons: list[str]) -> str:
    lines = [
        f"{why[:_LONGEST]}…" if len(why) > _LONGEST else why
        for why in (" ".join(reason.split()) for reason in reasons[:_REASONS])
    ]
    if len(reasons) > _REASONS:
        lines.append(f"and {len(reasons) - _REASONS} more")
    return "\n".join(lines)


def _print(console: Console, table: Table) -> None:
    if console.is_terminal:
        console.print(table)
        return
    wide = Console(width=4000, no_color=True, highlight=False, force_terminal=False)
    with wide.capture() as captured:
        wide.print(table)
    for line in captured.get().splitlines():
        console.print(Text(line.rstrip()), soft_wrap=True)


def _texts_to_read(report: SubmissionReport, score: Score | None) -> int:
    """Count the answers that a person has to grade, or to grade again."""
    return sum(
        cell.outcome == "manual"
        and (cell.points is None if score is None else cell.grade_id in score.waiting)
        for cell in report.cells
    )


def _summary(
    assignment: str,
    reports: list[SubmissionReport],
    more: list[SubmissionReport],
    absent: list[str],
    persons: list[str],
    waits: list[int],
) -> list[str]:
    lines = []
    if more:
        lines.append(
            f"And {len(more)} more, not shown ({counted([each.status for each in more])}). "
            f"All of them: --json FILE, or seoul report {assignment} --all"
        )
    handed_in = [each.status for each in reports if not each.absent]
    word = "submission" if len(handed_in) == 1 else "submissions"
    lines.append(f"{len(handed_in)} {word}: {counted(handed_in)}." if handed_in else "No submissions.")
    if persons:
        rest = f" and {len(persons) - ROWS} more" if len(persons) > ROWS else ""
        lines.append(f"To be looked at by a person: {', '.join(persons[:ROWS])}{rest}.")
    if absent:
        names = ", ".join(absent[:10]) + (f" and {len(absent) - 10} more" if len(absent) > 10 else "")
        lines.append(f"{len(absent)} of the class handed in nothing: {names}.")
    if sum(waits):
        answers, students = sum(waits), sum(map(bool, waits))
        lines.append(
            f"{answers} {'answer' if answers == 1 else 'answers'} of {students} "
            f"{'student' if students == 1 else 'students'} {'is' if answers == 1 else 'are'} for a person to grade: "
            "seoul formgrader"
        )
    return lines
