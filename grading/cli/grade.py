"""``seoul grade``: run, judge and record every submission of an assignment."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..files import write_atomically
from .errors import Mistake

if TYPE_CHECKING:
    from ..course.assignment import Json
    from .watching import Count

_COURSE = typer.Option(help="The folder that holds 'source'; the course's own 'grading' folder otherwise.")


def grade(
    assignment: Annotated[str, typer.Argument(help="An assignment of the course, such as 06-the-game.")],
    course: Annotated[Path | None, _COURSE] = None,
    submissions: Annotated[
        Path | None,
        typer.Option(
            help="A folder, or a zip as Canvas or Moodle make it; the course's 'submitted' folder otherwise."
        ),
    ] = None,
    students: Annotated[
        Path | None,
        typer.Option(
            help="The class list: Canvas' gradebook, Moodle's grading worksheet, or a CSV with 'id'."
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many to grade at once; one a processor otherwise.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--json", help="Write the results to this file; - prints them, and no table."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Grade on the workers of this dask scheduler, such as tcp://10.0.0.5:8786."),
    ] = None,
    student: Annotated[list[str] | None, typer.Option(help="Only this student; may be repeated.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is done and unchanged.")] = False,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust-submissions", help="Run without a sandbox. Only for code you trust as your own."
        ),
    ] = False,
    db: Annotated[
        str | None, typer.Option(help="The gradebook: sqlite:///FILE or postgresql://USER@HOST/NAME.")
    ] = None,
    cell_seconds: Annotated[
        float | None,
        typer.Option(min=0.1, help="Time for one cell: 30, or c.Execute.timeout of nbgrader_config.py."),
    ] = None,
    total_seconds: Annotated[
        float | None, typer.Option(min=0.1, help="Time for one notebook: 120, or four cells' time.")
    ] = None,
    memory_mb: Annotated[int, typer.Option(min=256, help="Memory for one submission.")] = 2048,
    all_cells: Annotated[
        bool, typer.Option("--all-cells", help="Run demonstrations too, on which no grade depends.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Judge no check among a student's own code: leave those to a person."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only try the checks on your own solution; grade nobody.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Grade every submission of an assignment, in a sandbox, and record the results in the gradebook."""
    from rich.console import Console

    from ..course.assignment import AssignmentError
    from ..course.course import Course
    from ..course.limits import MB
    from ..dispatch.grade import Grading
    from ..execute.sandbox import SandboxError
    from ..record.record import RecordError
    from .outcome import show, tried
    from .watching import Count, stoppable, watching

    to_stdout = report is not None and str(report) == "-"
    if report is not None and not to_stdout and (report.is_dir() or not report.absolute().parent.is_dir()):
        raise Mistake(f"--json names {report}, which is a folder or in a folder that does not exist")
    if scheduler is not None and jobs is not None:
        raise Mistake(
            "--jobs is for this machine. With --scheduler each worker grades as many at once as it has threads: "
            "leave --jobs out, or start the workers with dask worker --nthreads N"
        )
    count = Count(assignment)
    try:
        place = Course(course or default_course(), db)
        limits = place.limits(
            cell_seconds=cell_seconds,
            total_seconds=total_seconds,
            memory=memory_mb * MB,
            all_cells=all_cells,
        )
        grading = Grading(
            place,
            assignment,
            submissions=submissions,
            jobs=jobs or _processors(),
            limits=limits,
            trust=trust,
            force=force,
            students=set(student) if student else None,
            scheduler=scheduler,
            class_list=students,
            strict=strict,
        )
        if dry_run:
            found = grading.rehearse()
            if report is not None:
                _write(report, to_stdout, found.to_dict())
            if not quiet and not to_stdout:
                tried(Console(highlight=False), assignment, found)
            return
        at_once = None if scheduler is not None else jobs or _processors()
        with watching(assignment, at_once, quiet) as count, stoppable(count):
            result = grading.run(count)
    except KeyboardInterrupt:
        raise Mistake(_stopped(count), code=130) from None
    except (AssignmentError, SandboxError, RecordError) as error:
        raise Mistake(str(error), code=1 if isinstance(error, RecordError) else 2) from None
    if report is not None:
        _write(report, to_stdout, result.to_dict())
    if not quiet and not to_stdout:
        console = Console(highlight=False)
        for note in result.checks:
            console.print(note, markup=False)
        show(console, assignment, result.submissions, result.scores)
        for note in result.notes:
            console.print(note, markup=False)


def _write(report: Path, to_stdout: bool, result: "Json") -> None:
    """Write results as JSON."""
    text = json.dumps(result, ensure_ascii=to_stdout, indent=1)
    try:
        print(text) if to_stdout else write_atomically(report, text.encode())
    except OSError as error:
        raise Mistake(f"cannot write {report}: {error.strerror}. The grades are recorded.") from None


def _processors() -> int:
    return os.cpu_count() or 1


def _stopped(count: "Count") -> str:
    """Say what is kept of a run that was stopped."""
    if not count.total:
        return "stopped before anything was graded; the same command starts again"
    rest = f"{count.done} of {count.total} are graded and recorded"
    return f"stopped: {rest}; the same command grades the rest, and nothing twice"


def default_course() -> Path:
    """Return the folder of the course that this package belongs to, or the working folder's."""
    here = Path.cwd()
    if (here / "source").is_dir():
        return here
    return Path(__file__).resolve().parents[1]
