"""``seoul feedback``: a page for each student, with no hidden test in it."""

from pathlib import Path
from typing import Annotated

import typer


def feedback(
    assignment: Annotated[str, typer.Argument(help="An assignment that was graded, such as 06-the-game.")],
    course: Annotated[
        Path | None, typer.Option(help="The folder that holds 'source'; the course's own otherwise.")
    ] = None,
    student: Annotated[list[str] | None, typer.Option(help="Only this student; may be repeated.")] = None,
    to: Annotated[
        str | None, typer.Option("--zip", help="canvas or moodle: also one zip that it takes back.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The zip; ASSIGNMENT-feedback-SYSTEM.zip here otherwise."),
    ] = None,
    db: Annotated[
        str | None, typer.Option(help="The gradebook: sqlite:///FILE or postgresql://USER@HOST/NAME.")
    ] = None,
) -> None:
    """Write feedback as HTML: the student's own work, points, messages and comments, and nothing that runs."""
    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from ..course.gradebook import RecordError
    from ..files import write_atomically
    from ..record.feedback import write_feedback
    from ..record.feedback_zip import feedback_zip
    from .errors import Mistake
    from .grade import default_course

    if to not in (None, "canvas", "moodle"):
        raise Mistake(f"--zip is canvas or moodle, not '{to}'")
    if out is not None and to is None:
        raise Mistake("-o names the zip: --zip canvas or --zip moodle")
    try:
        place = Course(course or default_course(), db)
        pages = write_feedback(place, assignment, set(student) if student else None)
    except (AssignmentError, RecordError) as error:
        raise Mistake(str(error), code=1 if isinstance(error, RecordError) else 2) from None
    if not pages:
        raise Mistake(f"nothing of '{assignment}' is graded yet. First: seoul grade {assignment}")
    count = len(pages)
    print(f"{count} {'page' if count == 1 else 'pages'} of feedback in {pages[0].parents[2]}")
    unknown = set(student or ()) - {page.parents[1].name for page in pages}
    if unknown:
        raise Mistake(f"nothing of '{assignment}' is graded of: {', '.join(sorted(unknown))}")
    if to is not None:
        target = out or Path(f"{assignment}-feedback-{to}.zip")
        data, packed, left = feedback_zip(place, assignment, to)
        if not packed:
            raise Mistake(
                f"no work on '{assignment}' came from {to.title()}: grade its own download, then the names are known"
            )
        try:
            write_atomically(target, data)
        except OSError as error:
            raise Mistake(f"cannot write {target}: {error.strerror}") from None
        print(f"{len(packed)} {'student' if len(packed) == 1 else 'students'} in {target}")
        if left:
            print(f"Not in it, as their work did not come from {to.title()} ({len(left)}): {', '.join(left)}")
