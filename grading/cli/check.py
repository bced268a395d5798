"""``seoul check``: what is right in one's own notebook, and what is not yet."""

from pathlib import Path
from typing import Annotated

import typer

_WORDS = {
    "right": "✓ right",
    "partly": "◐ partly",
    "wrong": "✗ not yet",
    "does-not-run": "✗ not yet",
    "untouched": "· not tried",
    "needs-a-person": "✎ for a reader",
}


def check(
    notebook: Annotated[
        Path, typer.Argument(help="A lesson with your answers, such as lessons/06-the-game.ipynb.")
    ],
) -> None:
    """Run a lesson notebook and say, exercise by exercise, what is right and what is not yet."""
    from ..check.checker import check_here
    from ..check.own import read_own
    from ..check.reports import CheckError
    from .errors import Mistake

    try:
        found = check_here(read_own(notebook))
    except CheckError as error:
        raise Mistake(str(error)) from None
    for repair in found.repairs:
        print(f"! {repair}")
    for each in found.exercises:
        worth = f"{each.points:g} of {each.max_points:g}"
        print(f"{_WORDS[each.state]:<14} {each.id:<32} {worth:>9}")
        for hint in each.hints[:1]:  # one at a time: the next one shows when this one is mended
            print(f"    {hint}")
    print(
        f"\n{found.right} of {len(found.exercises)} right, {found.points:g} of {found.max_points:g} points."
    )
    print(
        "Ran the visible checks and the hidden ones."
        if found.hidden
        else "Ran the visible checks only: the hidden ones are not part of this copy of the course."
    )
