"""A whole term: what each student has of every assignment, which of them count, and the percentage that comes of it."""

from __future__ import annotations

import dataclasses

from ..collect.csv_table import CsvTable, harmless
from ..course.assignment import AssignmentError
from ..course.course import Course
from .lateness import follow_lateness
from .scores import FINAL, MISSING, Score, read_scores


@dataclasses.dataclass(frozen=True)
class TermScore:
    """What a student has of a term.

    Attributes
    ----------
    of : dict of str to Score
        By assignment.
    counted : tuple of str
        The assignments that count: the best, where a rule says how many; otherwise all.
    percent : float
        The mean of the percentages of those; nothing handed in is 0 %.
    final : bool
        Whether nothing of the term waits for a person.
    """

    of: dict[str, Score]
    counted: tuple[str, ...]
    percent: float
    final: bool


def term_scores(course: Course) -> list[TermScore]:
    """Read a term from the gradebook, everybody by name.

    Raises
    ------
    AssignmentError
        Nothing is graded yet.
    """
    with course.gradebook() as gradebook:
        names = sorted(each.name for each in gradebook.assignments if each.num_submissions)
        for name in names:
            follow_lateness(course, gradebook, name)
        found = {name: {one.student: one for one in read_scores(course, gradebook, name)} for name in names}
    if not names:
        raise AssignmentError("Nothing of the term is graded yet. First: seoul grade ASSIGNMENT")
    best = course.rules.best or len(names)
    made = []
    for student in found[names[0]]:
        own = {name: found[name][student] for name in names}
        shares = {name: one.score / one.total if one.total else 0.0 for name, one in own.items()}
        counted = sorted(names, key=lambda name: -shares[name])[:best]  # sorted() keeps the order of equals
        made.append(
            TermScore(
                own,
                tuple(name for name in names if name in counted),
                100 * sum(shares[name] for name in counted) / len(counted),
                all(one.state in (FINAL, MISSING) for one in own.values()),
            )
        )
    return made


def term_table(found: list[TermScore]) -> CsvTable:
    """Return a term as a plain table: points and maximum of each assignment, what counts, and the percentage."""
    names = list(found[0].of)
    header = ["student", "last_name", "first_name", "email"]
    header += [title for name in names for title in (name, f"{name} of")]
    rows = []
    for each in found:
        one = each.of[names[0]]
        cells = [one.student, one.last, one.first, one.email]
        for name in names:
            got = each.of[name]
            cells += ["" if got.state == MISSING else f"{round(got.score, 2):g}", f"{round(got.total, 2):g}"]
        counts = "all" if len(each.counted) == len(names) else "; ".join(each.counted)
        rows.append(
            [
                harmless(cell)
                for cell in (*cells, counts, f"{each.percent:.2f}", "final" if each.final else "waits")
            ]
        )
    return CsvTable("", [*header, "counted", "percent", "state"], rows)
