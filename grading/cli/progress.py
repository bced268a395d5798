"""``seoul progress``: how far a reader has come in the whole course."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer


@dataclass(frozen=True)
class Row:
    """One lesson of one reader.

    Parameters
    ----------
    lesson : str
        Name of the lesson.
    state : str
        What there is to say in words; empty when the numbers say it.
    right, exercises : int
        Exercises that pass, and all of them; 0 and 0 when the lesson was not run.
    points, max_points : float
        Earned, and possible.
    """

    lesson: str
    state: str = ""
    right: int = 0
    exercises: int = 0
    points: float = 0
    max_points: float = 0


def _folder(given: Path | None) -> Path:
    from .errors import Mistake
    from .place import lesson_files

    names = {path.name for path in lesson_files()}
    for folder in [given] if given else [Path.cwd(), Path.cwd() / "lessons"]:
        if folder.is_dir() and names & {path.name for path in folder.glob("*.ipynb")}:
            return folder
    if given and not given.is_dir():
        raise Mistake(f"there is no folder {given}")
    raise Mistake(f"no lesson of this course lies in {given or Path.cwd()}; name the folder that holds yours")


def _row(path: Path, bets: Path) -> Row:
    from ...widgets.backpack.bag import holds_work
    from .answers import read_answers
    from .errors import Mistake
    from .verdicts import judge

    if not path.is_file():
        return Row(path.stem, "not here")
    if not holds_work(path):
        return Row(path.stem, "not begun")
    try:
        verdicts = judge(read_answers(path), bets)
    except Mistake as mistake:
        return Row(path.stem, str(mistake).replace(str(path), path.name))
    read = [each for each in verdicts if each.outcome == "for a reader"]
    return Row(
        path.stem,
        "a text waits for a reader" if read else "",
        sum(each.outcome == "right" for each in verdicts),
        len(verdicts),
        sum(each.points for each in verdicts),
        sum(each.max_points for each in verdicts),
    )


def progress(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Where your lessons lie. Default: this folder, or lessons/ in it."),
    ] = None,
) -> None:
    """Run your lessons and say how far you have come: exercises passed, bets made, how good they were."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ...widgets import ForecastPad
    from .errors import Mistake
    from .place import lesson_files
    from .verdicts import BETS

    place = _folder(folder).resolve()
    try:
        bets = ForecastPad.scores(place)
    except ValueError as error:
        raise Mistake(str(error), code=1) from None
    made = bets[bets["probability"].notna()]
    console = Console(highlight=False)
    rows = []
    for lesson in lesson_files():
        with console.status(f"Running {lesson.stem} …"):
            rows.append(_row(place / lesson.name, place / BETS))
    table = Table("lesson", "exercises right", "points", "bets", "", box=None, header_style="bold")
    for row in rows:
        own = sum(key.startswith(f"{row.lesson[:2]}-") for key in made.index)
        run = bool(row.exercises)
        table.add_row(
            row.lesson,
            f"{row.right} of {row.exercises}" if run else "·",
            f"{row.points:g} of {row.max_points:g}" if run else "·",
            str(own) if own else "·",
            Text(row.state, overflow="fold"),
        )
    begun = sum(bool(row.exercises) for row in rows)
    if not begun and all(row.state in ("not begun", "not here") for row in rows) and made.empty:
        console.print(
            f"Nothing begun yet. Open {place / lesson_files()[0].name} and go on from there.", soft_wrap=True
        )
        return
    console.print(table)
    right, exercises = sum(row.right for row in rows), sum(row.exercises for row in rows)
    console.print(f"\n{begun} of {len(rows)} lessons begun; {right} of {exercises} exercises right in them.")
    scored = made[made["brier"].notna()]
    if scored.empty:
        console.print(f"Bets made: {len(made)}; none has its answer yet.")
        return
    console.print(
        f"Bets made: {len(made)}; {len(scored)} with an answer. Brier score so far: {scored['brier'].mean():.2f} "
        "(0 is perfect; saying 50 % each time gives 0.25; lower is better)."
    )
