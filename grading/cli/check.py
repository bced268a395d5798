"""``seoul check``: what is right in one's own notebook, and what is not yet."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

_MARKS = {"right": "✓", "not yet": "✗", "not tried": "·", "for a reader": "✎"}


def check(
    notebook: Annotated[
        Path, typer.Argument(help="A lesson with your answers, such as lessons/06-the-game.ipynb.")
    ],
) -> None:
    """Run a lesson notebook and say, exercise by exercise, what is right and what is not yet."""
    from rich.console import Console
    from rich.text import Text

    from ..execute.local_process import LocalProcess
    from ..execute.sandbox import SandboxError
    from .answers import read_answers
    from .errors import Mistake
    from .verdicts import BETS, judge

    console = Console(highlight=False)
    with console.status(f"Running {notebook.name} …"), contextlib.ExitStack() as stack:
        try:
            runtime = stack.enter_context(contextlib.closing(LocalProcess()))  # it imports while we read
        except SandboxError as error:
            raise Mistake(str(error), code=1) from None
        answers = read_answers(notebook)
        verdicts = judge(answers, notebook.resolve().parent / BETS, runtime)
    for repair in answers.repairs:
        console.print(Text(f"! {repair}"), soft_wrap=True)
    for verdict in verdicts:
        worth = f"{verdict.points:g} of {verdict.max_points:g}"
        line = f"{_MARKS[verdict.outcome]} {verdict.outcome:<12} {verdict.exercise:<32} {worth:>9}"
        console.print(Text(line), soft_wrap=True)
        if verdict.hint:
            console.print(Text(f"    {verdict.hint}"), soft_wrap=True)
    right = sum(verdict.outcome == "right" for verdict in verdicts)
    points, most = sum(each.points for each in verdicts), sum(each.max_points for each in verdicts)
    console.print(Text(f"\n{right} of {len(verdicts)} right, {points:g} of {most:g} points."))
    console.print(
        "Ran the visible checks and the hidden ones."
        if answers.hidden
        else "Ran the visible checks only: the hidden ones are not part of this copy of the course.",
        soft_wrap=True,
    )
