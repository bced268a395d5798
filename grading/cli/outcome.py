"""What came of grading: a table, with those whom a person should look at nearest to the prompt."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..dispatch.rehearsal import Rehearsal
from ..judge.rulings import APART, INSIDE, PERSON
from ..record.results import SubmissionReport
from .watching import WORDS, counted

ROWS = 40
_REASONS = 3
_LONGEST = 160
_STYLES = {"repaired": "cyan", "refused": "yellow", "needs-a-person": "bold red"}


def show(console: Console, assignment: str, reports: list[SubmissionReport]) -> None:
    """Print what came of grading.

    Parameters
    ----------
    console : Console
        Where to; what is no terminal gets lines that are never broken.
    assignment : str
        What was graded.
    reports : list of SubmissionReport
        A report for each student.
    """
    absent = [each.student for each in reports if each.absent]
    rows = sorted(
        (each for each in reports if not each.absent),
        key=lambda each: (list(WORDS).index(each.status), each.student),
    )
    shown = rows[-ROWS:]
    table = Table("student", box=None, pad_edge=False, header_style="bold")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("what to know", overflow="fold")
    table.columns[0].overflow = "fold"
    for each in shown:
        table.add_row(
            Text(each.student),
            Text(f"{each.score:g} of {each.max_score:g}"),
            Text(each.status, style=_STYLES.get(each.status, "")),
            Text(_notes(each.reasons)),
        )
    if shown:
        _print(console, table)
    for line in _summary(assignment, reports, rows[: -len(shown) or None] if shown else [], absent):
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


def _summary(
    assignment: str, reports: list[SubmissionReport], more: list[SubmissionReport], absent: list[str]
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
    if absent:
        names = ", ".join(absent[:10]) + (f" and {len(absent) - 10} more" if len(absent) > 10 else "")
        lines.append(f"{len(absent)} of the class handed in nothing: {names}.")
    waits = [sum(cell.points is None and cell.outcome == "manual" for cell in each.cells) for each in reports]
    if sum(waits):
        lines.append(
            f"{sum(waits)} answers of {sum(map(bool, waits))} students are for a person to grade: "
            "seoul formgrader"
        )
    return lines
