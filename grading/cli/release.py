"""``seoul release``: the bundle that students get."""

from pathlib import Path
from typing import Annotated

import typer


def release(
    target: Annotated[Path, typer.Argument(help="A new folder, or a new .zip file, outside of the course.")],
) -> None:
    """Write the student bundle: lessons, data, widgets and the grader's code, without solutions or hidden tests."""
    from ..course.release import ReleaseError
    from ..course.release import release as write
    from .errors import Mistake

    try:
        names = write(Path(__file__).resolve().parents[2], target)
    except ReleaseError as error:
        raise Mistake(str(error)) from None
    except OSError as error:
        raise Mistake(f"cannot write {target}: {error.strerror}") from None
    print(f"{len(names)} files in {target}")
