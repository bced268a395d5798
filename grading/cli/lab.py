"""``seoul lab``: open JupyterLab on the first lesson."""

import typer


def lab(context: typer.Context) -> None:
    """Open JupyterLab on the first lesson; what follows is handed to jupyter lab."""
    from .desk import prepare_desk
    from .server import check_port, start_lab

    check_port(context.args)
    desk = prepare_desk()
    for line in desk.news:
        typer.echo(line)
    raise typer.Exit(start_lab(desk.root, desk.first, context.args))
