"""``seoul export``: scores for the learning system."""

from pathlib import Path
from typing import Annotated

import typer


def export(
    assignment: Annotated[str, typer.Argument(help="An assignment that was graded, such as 06-the-game.")],
    to: Annotated[str, typer.Option(help="canvas, moodle or csv.")],
    into: Annotated[
        Path | None, typer.Option(help="The file that Canvas or Moodle exported; it is read, not changed.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.")] = None,
    column: Annotated[
        str | None, typer.Option(help="The column to fill, where its name does not say it.")
    ] = None,
    scale: Annotated[bool, typer.Option("--scale", help="Convert to the file's own maximum.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Also the points so far of those who wait for a person.")
    ] = False,
    zero_missing: Annotated[
        bool, typer.Option("--zero-missing", help="Also a 0 for those who handed in nothing.")
    ] = False,
    comments: Annotated[
        bool,
        typer.Option("--comments", help="Also what makes the points so, in Moodle's column of comments."),
    ] = False,
    course: Annotated[
        Path | None, typer.Option(help="The folder that holds 'source'; the course's own otherwise.")
    ] = None,
    db: Annotated[str | None, typer.Option(help="The gradebook, as in seoul grade.")] = None,
) -> None:
    """Write final scores into the file that Canvas or Moodle imports, or into a plain CSV; say whose are not in it."""
    from ..collect.csv_table import CsvTable
    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from ..files import write_atomically
    from ..record.export import fill, table
    from ..record.record import RecordError
    from ..record.scores import MISSING, WAITS, scores
    from .errors import Mistake
    from .grade import default_course

    if to not in ("canvas", "moodle", "csv"):
        raise Mistake(f"--to is canvas, moodle or csv, not '{to}'")
    if to == "csv" and into is not None:
        raise Mistake("--into goes with --to canvas or --to moodle; a plain CSV is made new")
    if to != "csv" and into is None:
        where = {
            "canvas": "in Canvas, Grades > Export > Export Entire Gradebook",
            "moodle": "in Moodle, the assignment's View all submissions > Download grading worksheet",
        }
        raise Mistake(f"{to.title()} imports only its own file. Get it ({where[to]}), name it with --into")
    target = out or Path(f"{assignment}-{to}.csv")
    if into is not None and target.resolve() == into.resolve():
        raise Mistake(f"{target} is the file to read. Name another one with -o")
    try:
        sheet = CsvTable.read(into) if into is not None else None
        found = scores(Course(course or default_course(), db), assignment)
        total = max(one.total for one in found)
        if sheet is None:
            filled = table(found, total, partial, zero_missing)
        else:
            filled = fill(sheet, to, found, assignment, total, column, scale, partial, zero_missing, comments)
    except AssignmentError as error:
        raise Mistake(str(error)) from None
    except RecordError as error:
        raise Mistake(str(error), code=1) from None
    left = _listed(filled.left)
    if not filled.written:
        raise Mistake(
            "\n".join(["no score is final, so nothing was written (--partial writes points so far):", *left])
        )
    try:
        write_atomically(target, filled.sheet.text().encode())
    except OSError as error:
        raise Mistake(f"cannot write {target}: {error.strerror}") from None
    print(f"{len(filled.written)} of {len(found)} scores in {target}")
    unsure = [one.shown for one in filled.written if one.state == WAITS]
    if unsure:
        print("\n".join(["In it, but not final:", *_listed([("points so far", unsure)])]))
    zeros = [one.shown for one in filled.written if one.state == MISSING]
    if zeros:
        print("\n".join(["In it as a 0:", *_listed([(MISSING, zeros)])]))
    if left:
        print("\n".join([f"Left {'blank' if to == 'csv' else 'as they were'}:", *left]))


def _listed(groups: list[tuple[str, list[str]]]) -> list[str]:
    """Return one line a student, under the reason."""
    return [
        line for why, names in groups for line in (f"  {why} ({len(names)}):", *(f"    {n}" for n in names))
    ]
