"""``seoul build``: derive every file that has its source elsewhere."""

from typing import Annotated

import typer

from .errors import Mistake


def build(
    lessons: Annotated[
        list[str] | None, typer.Argument(help="Only the notebooks of these lessons, such as 06-the-game.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; list what is stale, exit 1 if any.")
    ] = False,
) -> None:
    """Make the notebooks and tables that derive from the lesson sources and the data."""
    from .paths import is_checkout

    if not is_checkout():
        raise Mistake(
            "this is an installed package, which has nothing to build; clone the repository", code=1
        )
    from rich.console import Console

    from .. import build as builder

    console = Console(highlight=False, soft_wrap=True)
    try:
        report = (builder.check if check else builder.build)(only=lessons or ())
    except builder.BuildError as error:
        raise Mistake(f"the sources need mending, nothing was written\n{error}", code=1) from None
    for path in report.kept:
        console.print(f"kept     {path} (somebody's answers)", markup=False)
    for path in report.written:
        console.print(f"{'stale' if check else 'written':<8} {path}", markup=False)
    for path in report.removed:
        console.print(f"{'orphan' if check else 'removed':<8} {path}", markup=False)
    for path in report.strangers:
        console.print(f"stranger {path} (nbgrader would hand it out: move it)", markup=False)
    if check and report.stale:
        count = len(report.written) + len(report.removed) + len(report.strangers)
        raise Mistake(f"{count} files are not as their sources make them; run: seoul build", code=1)
    console.print(f"{report.current} derived files were right already", markup=False)
