"""``seoul site``: the course as pages for any web server, or for a folder on a stick."""

from pathlib import Path
from typing import Annotated

import typer


def site(
    folder: Annotated[Path, typer.Argument(help="Where the pages go.")] = Path("site"),
) -> None:
    """Run all lessons and write the course as static pages: no kernel, no network, live explorers."""
    from nbclient.exceptions import CellExecutionError

    from ..build.errors import BuildError
    from ..site import build_site
    from .errors import Mistake

    typer.echo("Running the lessons; this takes some minutes.")
    try:
        pages = build_site(folder, said=lambda page: typer.echo(f"  {page}"))
    except FileExistsError as error:
        raise Mistake(str(error)) from None
    except BuildError as error:
        raise Mistake(f"the lessons need mending\n{error}", code=1) from None
    except CellExecutionError as error:
        raise Mistake(f"a lesson stopped: {error.ename}: {error.evalue}", code=1) from None
    except OSError as error:
        raise Mistake(f"cannot write {folder}: {error.strerror or error}", code=1) from None
    typer.echo(f"{len(pages)} pages in {folder}; open {folder / 'index.html'}")
