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
    db: Annotated[
        str | None, typer.Option(help="The gradebook: sqlite:///FILE or postgresql://USER@HOST/NAME.")
    ] = None,
) -> None:
    """Write feedback as HTML: the student's own work, points, messages and comments, and nothing that runs."""
    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from ..course.gradebook import RecordError
    from ..record.feedback import write_feedback
    from .errors import Mistake
    from .grade import default_course

    try:
        place = Course(course or default_course(), db)
        pages = write_feedback(place, assignment, set(student) if student else None)
    except (AssignmentError, RecordError) as error:
        raise Mistake(str(error), code=1 if isinstance(error, RecordError) else 2) from None
    if not pages:
        raise Mistake(f"nothing of '{assignment}' is graded yet. First: seoul grade {assignment}")
    print(f"{len(pages)} pages of feedback in {pages[0].parents[2]}")
    unknown = set(student or ()) - {page.parents[1].name for page in pages}
    if unknown:
        raise Mistake(f"nothing of '{assignment}' is graded of: {', '.join(sorted(unknown))}")
