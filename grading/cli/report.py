"""``seoul report``: one page about a class."""

import datetime
from pathlib import Path
from typing import Annotated

import typer


def report(
    assignment: Annotated[str, typer.Argument(help="An assignment that was graded, such as 06-the-game.")],
    course: Annotated[
        Path | None, typer.Option(help="The folder that holds 'source'; the course's own otherwise.")
    ] = None,
    db: Annotated[
        str | None, typer.Option(help="The gradebook: sqlite:///FILE or postgresql://USER@HOST/NAME.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The page; ASSIGNMENT-report.html here otherwise.")
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="Cut no list, and add a table of everybody's points.")
    ] = False,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Show no names.")] = False,
) -> None:
    """Write the class report: scores, exercises, wrong answers, time, who needs a person, who falls behind."""
    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from ..files import write_atomically
    from ..record.record import RecordError
    from ..report import gather, page
    from .errors import Mistake
    from .grade import default_course

    target = out or Path(f"{assignment}-report.html")
    if target.is_dir():
        raise Mistake(f"{target} is a folder. Name a file with -o")
    try:
        classroom, work = gather(Course(course or default_course(), db), assignment)
    except AssignmentError as error:
        raise Mistake(str(error)) from None
    except RecordError as error:
        raise Mistake(str(error), code=1) from None
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    text = page(classroom, work, now, anonymous, everyone)
    try:
        write_atomically(target, text.encode("utf-8", "replace"))
    except OSError as error:
        raise Mistake(f"cannot write {target}: {error.strerror}") from None
    print(f"{len(work.submissions)} of {len(classroom.students)} students of {assignment} in {target}")
