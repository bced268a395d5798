"""``seoul term``: one table of all assignments."""

from pathlib import Path
from typing import Annotated

import typer


def term(
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = Path("term.csv"),
    course: Annotated[
        Path | None, typer.Option(help="The folder that holds 'source'; the course's own otherwise.")
    ] = None,
    db: Annotated[str | None, typer.Option(help="The gradebook, as in seoul grade.")] = None,
) -> None:
    """Write everybody's points of every assignment, which of them count, and the percentage, into a CSV."""
    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from ..course.gradebook import RecordError
    from ..files import write_atomically
    from ..record.term import term_scores, term_table
    from .errors import Mistake
    from .grade import default_course

    try:
        place = Course(course or default_course(), db)
        found = term_scores(place)
        write_atomically(out, term_table(found).text().encode())
    except AssignmentError as error:
        raise Mistake(str(error)) from None
    except RecordError as error:
        raise Mistake(str(error), code=1) from None
    except OSError as error:
        raise Mistake(f"cannot write {out}: {error.strerror}") from None
    count = len(found[0].of)
    print(f"{len(found)} students and {count} {'assignment' if count == 1 else 'assignments'} in {out}")
    for line in place.rules.said():
        print(f"  {line}")
    if waiting := [one for each in found if not each.final for one in [next(iter(each.of.values())).shown]]:
        print(f"Not final, as something waits for a person ({len(waiting)}): {', '.join(waiting)}")
