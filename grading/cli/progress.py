"""``seoul progress``: how far a reader has come in the whole course."""

from pathlib import Path
from typing import Annotated

import typer


def _folder(given: Path | None) -> Path:
    from ..check.own import holds_a_lesson
    from .errors import Mistake

    for folder in [given] if given else [Path.cwd(), Path.cwd() / "lessons"]:
        if folder.is_dir() and holds_a_lesson(folder):
            return folder
    if given and not given.is_dir():
        raise Mistake(f"there is no folder {given}")
    raise Mistake(f"no lesson of this course lies in {given or Path.cwd()}; name the folder that holds yours")


def progress(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Where your lessons lie. Default: this folder, or lessons/ in it."),
    ] = None,
) -> None:
    """Say how far you have come: exercises passed, bets made, how good they were. Runs what changed since."""
    from ..check.bets import read_bets
    from ..check.course_progress import progress as find
    from ..check.reports import CheckError, LessonProgress
    from .errors import Mistake

    place = _folder(folder).resolve()
    try:
        bets = read_bets(place)
        found = find(place, judge=True)
    except CheckError as error:
        raise Mistake(str(error), code=1) from None
    rows = found.lessons
    begun = [row for row in rows if row.state in ("begun", "changed")]
    if not begun and not bets.placed and all(row.state in ("not-begun", "not-here") for row in rows):
        print(f"Nothing begun yet. Open {place / rows[0].file} and go on from there.")
        return

    def words(row: LessonProgress) -> str:
        if row.state == "unreadable":
            return row.note.replace(str(place / row.file), row.file)
        if row.state in ("not-begun", "not-here"):
            return row.state.replace("-", " ")
        return "a text waits for a reader" if row.waiting else ""

    width = max(len(row.lesson) for row in rows)
    print(f"{'lesson':<{width}}  exercises right  points    bets")
    for row in rows:
        run = row in begun
        right = f"{row.right} of {row.exercises}" if run else "·"
        points = f"{row.points:g} of {row.max_points:g}" if run else "·"
        print(
            f"{row.lesson:<{width}}  {right:<15}  {points:<8}  {row.bets_placed or '·':<4}  {words(row)}".rstrip()
        )
    print(
        f"\n{len(begun)} of {len(rows)} lessons begun; "
        f"{found.right} of {sum(row.exercises for row in begun)} exercises right in them."
    )
    if found.go_on is not None:
        where = f", exercise {found.go_on.next_exercise}" if found.go_on.next_exercise else ""
        print(f"Go on in {found.go_on.file}{where}.")
    print(bets.sentence)
