"""``seoul lab``: open JupyterLab on the first lesson."""

from typing import Annotated

import typer


def lab(
    context: typer.Context,
    everything: Annotated[
        bool,
        typer.Option(
            "--everything", help="For instructors: show grading/, tests/ and the rest in the file browser."
        ),
    ] = False,
) -> None:
    """Open JupyterLab on the first lesson; what follows is handed to jupyter lab."""
    from .server import check_port, start_lab
    from .workspace import prepare_workspace

    check_port(context.args)
    place = prepare_workspace()
    for line in place.news:
        typer.echo(line)
    raise typer.Exit(start_lab(place.root, place.first, context.args, everything=everything))
