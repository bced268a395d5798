"""``seoul play``: open a room in which a class plays the game on its phones."""

from pathlib import Path
from typing import Annotated

import typer


def play(
    folder: Annotated[
        Path, typer.Argument(help="Where the class is kept; the same folder again goes on where it stopped.")
    ] = Path("class"),
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 lets phones in from this computer's networks.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes any that is free.", min=0, max=65535)] = 8765,
    url: Annotated[
        str | None, typer.Option(help="What phones open, where a proxy stands before the room.")
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(help="Keep moves in postgresql://USER@HOST/NAME in place of a file in the folder."),
    ] = None,
    rounds: Annotated[str, typer.Option(help="Rounds of blocks A, B and C.")] = "10,5,5",
    seconds: Annotated[
        float, typer.Option(help="After how long the computer plays for a phone.", min=1)
    ] = 45.0,
    shown: Annotated[float, typer.Option(help="How long a path is shown at most.", min=0.2)] = 15.0,
) -> None:
    """Open a room: a page for the projector, one for phones, and a console for the instructor."""
    from ..play.serve import CannotServe, from_hub, serve
    from ..play.store import RoomStore, StoreError
    from .errors import Mistake

    parts = rounds.split(",")
    if len(parts) != 3 or not all(part.strip().isdecimal() and 1 <= int(part) <= 50 for part in parts):
        raise Mistake(f"--rounds is {rounds!r}, expected three numbers from 1 to 50, such as 10,5,5")
    if url is not None and not url.startswith(("http://", "https://")):
        raise Mistake(f"--url is {url!r}, expected an address that begins with http:// or https://")
    a, b, c = (int(part) for part in parts)
    if db is not None and db.startswith("postgresql://"):
        db = db.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        store = RoomStore(folder, db, rounds=(a, b, c), seconds=seconds, shown=shown)
        serve(store, from_hub(host, port, url), lambda line: print(line, flush=True))
    except (StoreError, CannotServe) as error:
        raise Mistake(str(error), code=1) from None
