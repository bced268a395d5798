"""``seoul formgrader``: grade by hand, in nbgrader's own pages."""

from pathlib import Path
from typing import Annotated

import typer

from .errors import Mistake


def formgrader(
    context: typer.Context,
    course: Annotated[
        Path | None,
        typer.Option(
            "--course",
            help="The nbgrader course; this folder when it is one, otherwise grading/ of the lessons.",
        ),
    ] = None,
) -> None:
    """Open nbgrader's formgrader in the course's folder; what follows is handed to jupyter lab."""
    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from .grade import default_course
    from .server import check_port, start_formgrader

    check_port(context.args)
    try:
        place = Course((course or default_course()).resolve())
    except AssignmentError as error:
        raise Mistake(str(error)) from None
    source = place.path("source", "any").parent
    if not source.is_dir():
        raise Mistake(
            f"{place.root} is no nbgrader course: there is no folder {source.name}. --course names one."
        )
    raise typer.Exit(start_formgrader(place.root, context.args))
