"""``seoul release``: the bundle that students get."""

from pathlib import Path
from typing import Annotated

import typer


def release(
    target: Annotated[Path, typer.Argument(help="A new folder, or a new .zip file, outside of the course.")],
) -> None:
    """Write the student bundle: lessons, data, widgets and the grader's code, without solutions or hidden tests."""
    from ..check.handed_out import outlines, untouched_notebook
    from ..check.reports import CheckError
    from ..course.release import ReleaseError
    from ..course.release import release as write
    from .errors import Mistake
    from .paths import HOME

    try:
        notebooks = {name: untouched_notebook(name) for name in outlines()}
        names = write(HOME, target, notebooks)
    except (ReleaseError, CheckError) as error:
        raise Mistake(str(error)) from None
    except OSError as error:
        raise Mistake(f"cannot write {target}: {error.strerror}") from None
    print(f"{len(names)} files in {target}")
