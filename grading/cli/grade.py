"""``seoul grade``: run, judge and record every submission of an assignment."""

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

_COURSE = typer.Option(help="The folder that holds 'source'; the course's own 'grading' folder otherwise.")


def grade(
    assignment: Annotated[str, typer.Argument(help="An assignment of the course, such as 06-the-game.")],
    course: Annotated[Path | None, _COURSE] = None,
    submissions: Annotated[
        Path | None,
        typer.Option(help="Where the submissions are; the course's 'submitted' folder otherwise."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many to grade at once.")] = os.cpu_count() or 1,
    report: Annotated[Path | None, typer.Option("--json", help="Write the results to this file too.")] = None,
    student: Annotated[list[str] | None, typer.Option(help="Only this student; may be repeated.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is done and unchanged.")] = False,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust-submissions", help="Run without a sandbox. Only for code you trust as your own."
        ),
    ] = False,
    db: Annotated[str | None, typer.Option(help="The gradebook, such as sqlite:///gradebook.db.")] = None,
    cell_seconds: Annotated[float, typer.Option(min=0.1, help="Time for one cell.")] = 30.0,
    total_seconds: Annotated[float, typer.Option(min=0.1, help="Time for one notebook.")] = 120.0,
    memory_mb: Annotated[int, typer.Option(min=256, help="Memory for one submission.")] = 2048,
    all_cells: Annotated[
        bool, typer.Option("--all-cells", help="Run demonstrations too, on which no grade depends.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Grade every submission of an assignment, in a sandbox, and record the results in the gradebook."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from seoul_dilemma.grading.cli.errors import Mistake
    from seoul_dilemma.grading.pipeline.assignment import AssignmentError
    from seoul_dilemma.grading.pipeline.course import Course
    from seoul_dilemma.grading.pipeline.grade import Grading
    from seoul_dilemma.grading.pipeline.limits import MB, Limits
    from seoul_dilemma.grading.pipeline.record import RecordError
    from seoul_dilemma.grading.pipeline.sandbox import SandboxError

    console = Console(quiet=quiet, highlight=False)
    limits = Limits(
        cell_seconds=cell_seconds, total_seconds=total_seconds, memory=memory_mb * MB, all_cells=all_cells
    )
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    try:
        grading = Grading(
            Course(course or default_course(), db),
            assignment,
            submissions=submissions,
            jobs=jobs,
            limits=limits,
            trust=trust,
            force=force,
            students=set(student) if student else None,
        )
        with Progress(*columns, console=console, transient=True) as bar:
            line = bar.add_task(f"{assignment}: getting ready", total=None)
            result = grading.run(
                lambda who, done, total: bar.update(
                    line, completed=done, total=total, description=f"{assignment}: {who}"[:60]
                )
            )
    except (AssignmentError, SandboxError, RecordError) as error:
        raise Mistake(str(error), code=1 if isinstance(error, RecordError) else 2) from None
    if report is not None:
        try:
            report.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError as error:
            raise Mistake(f"cannot write {report}: {error.strerror}. The grades are recorded.") from None
    if not quiet:
        show(console, result["submissions"])


def default_course() -> Path:
    """Return the folder of the course that this package belongs to, or the working folder's."""
    here = Path.cwd()
    if (here / "source").is_dir():
        return here
    return Path(__file__).resolve().parents[1]


def show(console: Any, reports: list[dict[str, Any]]) -> None:
    """Print one line a student, and what has to be known about them."""
    from rich.table import Table
    from rich.text import Text

    table = Table("student", "score", "status", "what to know", box=None, pad_edge=False)
    for each in reports:
        waits = sum(cell["points"] is None for cell in each["cells"])
        notes = list(each["reasons"]) or ([f"{waits} answers for a person to grade"] if waits else [])
        table.add_row(
            Text(each["student"]),
            Text(f"{each['score']:g} of {each['max_score']:g}"),
            Text(each["status"]),
            Text("\n".join(notes)),
        )
    console.print(table)
    count = {
        status: sum(each["status"] == status for each in reports)
        for status in ("graded", "repaired", "needs-a-person", "refused")
    }
    console.print(Text(", ".join(f"{number} {status}" for status, number in count.items() if number)))
