"""``seoul rules``: due dates, extensions, late work, questions that count otherwise, curves and caps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .errors import Mistake

if TYPE_CHECKING:
    from ..course.course import Course
    from ..course.rules import TermRules


def rules(
    assignment: Annotated[
        str | None, typer.Argument(help="An assignment, such as 06-the-game; the whole term otherwise.")
    ] = None,
    due: Annotated[
        str | None, typer.Option(help="2026-03-16 (the end of that day) or 2026-03-16T23:59+09:00.")
    ] = None,
    extend: Annotated[
        list[str] | None, typer.Option(help="STUDENT=DAYS or STUDENT=DATE; may be repeated.")
    ] = None,
    late: Annotated[
        float | None, typer.Option(min=0, max=100, help="Percent of its points that late work loses a day.")
    ] = None,
    late_at_most: Annotated[float, typer.Option(min=0, max=100, help="But not more than this.")] = 100.0,
    grace_minutes: Annotated[float, typer.Option(min=0, help="And nothing in the first minutes.")] = 0.0,
    zero_after_days: Annotated[
        float | None, typer.Option(min=0, help="And everything after so many days.")
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option(help="A question that does not count; may be repeated.")
    ] = None,
    points: Annotated[
        list[str] | None, typer.Option(help="QUESTION=POINTS that it counts; may be repeated.")
    ] = None,
    add: Annotated[float | None, typer.Option(help="Points more for everybody who handed in.")] = None,
    times: Annotated[float | None, typer.Option(min=0, help="Everybody's points times this.")] = None,
    cap: Annotated[float | None, typer.Option(min=0, help="The most points that count.")] = None,
    best: Annotated[int | None, typer.Option(min=1, help="So many assignments of the term count.")] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            help="A rule to take back, such as due, late, best, drop.QUESTION, extensions.STUDENT; may be repeated."
        ),
    ] = None,
    course: Annotated[
        Path | None, typer.Option(help="The folder that holds 'source'; the course's own otherwise.")
    ] = None,
    db: Annotated[str | None, typer.Option(help="The gradebook, as in seoul grade.")] = None,
) -> None:
    """Show or change the rules of a term; they hold at once in tables, feedback and exports, and can be taken back."""
    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from ..course.gradebook import RecordError
    from ..course.rules import LatePolicy
    from .grade import default_course

    try:
        place = Course(course or default_course(), db)
        new: dict[str, Any] = {
            "due": due,
            "extensions": _pairs(extend, "--extend"),
            "drop": drop,
            "points": _pairs(points, "--points"),
            "add": add,
            "times": times,
            "cap": cap,
        }
        if late is not None or zero_after_days is not None:
            new["late"] = LatePolicy(late or 0.0, late_at_most, grace_minutes, zero_after_days)
        new = {name: value for name, value in new.items() if value or isinstance(value, float)}
        if assignment is None:
            changed = _of_the_term(place, new, best, remove or [])
        elif best is not None:
            raise Mistake("--best is of the whole term: seoul rules --best N")
        else:
            changed = _of_an_assignment(place, assignment, new, remove or [])
        if changed != place.rules:
            _keep(place, changed, assignment, set(new.get("extensions", ())))
    except AssignmentError as error:
        raise Mistake(str(error)) from None
    except RecordError as error:
        raise Mistake(str(error), code=1) from None
    except OSError as error:
        raise Mistake(f"cannot write the rules: {error.strerror or error}") from None
    said = [f"  {line}" for line in changed.said()]
    print("\n".join(["Rules of the term:", *said]) if said else "There are no rules of the term.")


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    found = {}
    for each in given or []:
        name, _, value = each.partition("=")
        if not name or not value:
            raise Mistake(f"{option} is NAME=VALUE, not '{each}'")
        found[name] = value
    return found


def _number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Mistake(f"{option} wants a number, not '{text}'") from None


def _of_the_term(place: Course, new: dict[str, Any], best: int | None, remove: list[str]) -> TermRules:
    """Return the rules with those of the whole term changed."""
    import dataclasses

    if other := [name for name in new if name != "late"]:
        raise Mistake(f"which assignment? --{other[0]} is of one: seoul rules ASSIGNMENT --{other[0]} …")
    if strange := [name for name in remove if name not in ("best", "late")]:
        raise Mistake(f"of the whole term, best and late can be taken back, not '{strange[0]}'")
    made = dataclasses.replace(place.rules, **new)
    if best is not None:
        made = dataclasses.replace(made, best=best)
    return dataclasses.replace(made, **dict.fromkeys(remove))  # type: ignore[arg-type]


def _of_an_assignment(place: Course, name: str, new: dict[str, Any], remove: list[str]) -> TermRules:
    """Return the rules with those of one assignment changed."""
    import dataclasses
    import datetime

    from ..course.rules import AssignmentRules, moment, without

    cells = [cell.grade_id for each in place.assignment(name).notebooks for cell in each.graded]
    if strange := [cell for cell in (*new.get("drop", ()), *new.get("points", ())) if cell not in cells]:
        raise Mistake(f"'{name}' has no question '{strange[0]}'. It has: {', '.join(map(str, cells))}")
    old = place.rules.assignments.get(name, AssignmentRules())
    if "due" in new:
        new["due"] = moment(new["due"], "--due", place.zone)
    if "extensions" in new:
        given = {
            student: moment(value, "--extend", place.zone)
            if "-" in value[1:]
            else datetime.timedelta(days=min(max(_number(value, "--extend"), 0.0), 10_000.0))
            for student, value in new["extensions"].items()
        }
        new["extensions"] = {**old.extensions, **given}
    if "points" in new:
        given_points = {cell: max(_number(most, "--points"), 0.0) for cell, most in new["points"].items()}
        new["points"] = {**old.points, **given_points}
    if "drop" in new:
        new["drop"] = tuple(dict.fromkeys((*old.drop, *new["drop"])))
    made = dataclasses.replace(old, **new)
    for each in remove:
        made = without(made, each)
    return dataclasses.replace(place.rules, assignments={**place.rules.assignments, name: made})


def _keep(place: Course, changed: TermRules, assignment: str | None, extended: set[str]) -> None:
    """Write the rules and let the gradebook follow."""
    from ..course.rules import FILE, MARK, to_toml
    from ..files import write_atomically
    from ..record.lateness import follow_lateness

    path, text = place.root / FILE, to_toml(changed)
    if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
        raise Mistake(f"{path} was written by a person and is not written over. It should say:\n\n{text}")
    with place.gradebook() as gradebook:
        there = {student.id for student in gradebook.students}
        if there and (strange := sorted(extended - there)):
            raise Mistake(f"the gradebook knows no student '{strange[0]}'. Nothing was changed")
        if extended and assignment is not None and changed.of(assignment).due is None:
            due = next((each.duedate for each in gradebook.assignments if each.name == assignment), None)
            if due is None:
                raise Mistake(
                    f"an extension needs a due date: seoul rules {assignment} --due DATE. Nothing was changed"
                )
        write_atomically(path, text.encode())
        place.rules = changed
        for name in [assignment] if assignment is not None else [each.name for each in gradebook.assignments]:
            follow_lateness(place, gradebook, name)
