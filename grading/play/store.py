"""What is kept of a room: its events in a database, one row each, and the class as two files."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
import os
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ...widgets.game import CARDS, COLUMNS, CONSTANTS, TOKENS_PER_POINT, ClassRow, paid_paths
from .events import Event, Kind
from .message import Json
from .room import CHAPTERS, Room

#: Letters of codes: none that is taken for another one.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_ROOM_LETTERS = LETTERS + "23456789"

_tables = sa.MetaData()
_room = sa.Table("play_room", _tables, sa.Column("about", sa.Text, nullable=False))
_event = sa.Table(
    "play_event",
    _tables,
    sa.Column("n", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("seat", sa.String(32), nullable=False),
    sa.Column("turn", sa.String(32), nullable=False),
    sa.Column("node", sa.String(32), nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("once", sa.String(96), unique=True),
)


@dataclass(frozen=True)
class Opening:
    """What a room was opened with.

    Attributes
    ----------
    session, seed : str
        Random.
    room_code : str
        What a phone needs to join.
    token : str
        What the console and the data need.
    rounds : tuple of int
        Of blocks A, B and C.
    seconds, shown : float
        How long a choice may take, and how long a path is shown.
    """

    session: str
    seed: str
    room_code: str
    token: str
    rounds: tuple[int, int, int]
    seconds: float
    shown: float

    def room(self) -> Room:
        """Return the room as it was before anything happened."""
        return Room(self.session, self.seed, rounds=self.rounds, seconds=self.seconds, shown=self.shown)


class StoreError(Exception):
    """The database or the folder cannot be used; the text says why, in one line."""


class RoomStore:
    """A room's database, and the folder with ``class.csv`` and ``class.json``.

    Parameters
    ----------
    folder : Path
        Made when it is not there.
    database : str, optional
        Address of a database, such as ``postgresql+psycopg://USER@HOST/NAME``; ``room.sqlite`` in the folder if
        left out.
    rounds, seconds, shown
        As for `Room`, for a room that is new.

    Raises
    ------
    StoreError
        When the folder cannot be written to, or the database cannot be opened.
    """

    def __init__(
        self,
        folder: Path,
        database: str | None = None,
        *,
        rounds: tuple[int, int, int],
        seconds: float,
        shown: float,
    ) -> None:
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = folder / "room.sqlite"
            if database is None:
                # Tokens lie in it: nobody else on this machine may read it.
                os.close(os.open(kept, os.O_RDWR | os.O_CREAT, 0o600))
            self._engine = sa.create_engine(database or f"sqlite:///{kept}")
            if self._engine.dialect.name == "sqlite":
                sa.event.listen(self._engine, "connect", _careful)
            _tables.create_all(self._engine)
            self._connection = self._engine.connect()
            found = self._connection.execute(sa.select(_room.c.about)).scalar()
            if found is None:
                self.about = Opening(
                    session=secrets.token_hex(4),
                    seed=secrets.token_hex(8),
                    room_code="".join(secrets.choice(_ROOM_LETTERS) for _ in range(6)),
                    token=secrets.token_urlsafe(18),
                    rounds=rounds,
                    seconds=seconds,
                    shown=shown,
                )
                self._connection.execute(_room.insert().values(about=json.dumps(asdict(self.about))))
                self._connection.commit()
            else:
                values = json.loads(found)
                self.about = Opening(**{**values, "rounds": tuple(values["rounds"])})
                self._connection.commit()
        except OSError as error:
            raise StoreError(f"{error.filename or folder} cannot be used: {error.strerror}") from None
        except (sa.exc.SQLAlchemyError, ImportError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise StoreError(f"the database cannot be opened: {reason}") from None
        self._rows_written = 0

    @property
    def table(self) -> Path:
        """``class.csv``."""
        return self.folder / "class.csv"

    def events(self) -> list[Event]:
        """Return everything that happened, in order."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(_event).order_by(_event.c.n)).all()
        return [Event(Kind(row.kind), row.at, row.seat, row.turn, row.node, row.value) for row in found]

    def record(self, events: Sequence[Event]) -> None:
        """Write events, all or none; on return they are on the disk.

        Parameters
        ----------
        events : sequence of Event

        Raises
        ------
        sqlalchemy.exc.SQLAlchemyError
            When they could not be written; then none was.
        """
        try:
            self._connection.execute(
                _event.insert(), [{**asdict(event), "once": event.once} for event in events]
            )
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()
        self._engine.dispose()

    # ---- the class as files

    def mend_files(self, room: Room) -> None:
        """Make ``class.csv`` hold each complete row once, after a start: what a crash cut off is written again.

        Parameters
        ----------
        room : Room
        """
        rows = list(room.rows())
        wanted = _lines(rows, header=True)
        before = self.table.read_bytes() if self.table.is_file() else b""
        if before != wanted:
            new = self.table.with_suffix(".csv.new")
            with new.open("wb") as file:
                file.write(wanted)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.table)
        self._rows_written = len(rows)
        self.describe(room)

    def append(self, room: Room) -> None:
        """Append the rows that have been completed since, and see them onto the disk.

        Parameters
        ----------
        room : Room
        """
        if len(room.history) == self._rows_written:
            return
        fresh = list(room.rows())[self._rows_written :]
        with self.table.open("ab") as file:
            file.write(_lines(fresh))
            file.flush()
            os.fsync(file.fileno())
        self._rows_written += len(fresh)

    def describe(self, room: Room) -> None:
        """Write ``class.json``.

        Parameters
        ----------
        room : Room
        """
        order = CHAPTERS[2:]
        about = {
            "schema": 1,
            "session": room.session,
            "simulated": False,
            "tokens_per_point": TOKENS_PER_POINT,
            "constants": dict(CONSTANTS),
            "prior": dict(CARDS),
            "seed": room.seed,
            "order_of_blocks": {
                "first half": ["A", *(chapter[0] for chapter in order)],
                "second half": ["A", *(chapter[1] for chapter in order)],
            },
            "course_version": importlib.metadata.version("seoul-dilemma"),
            "day": time.strftime("%Y-%m-%d"),
            "bets": [seat.bets for seat in room.seats.values() if seat.bets],
            "blocks": {
                name: {
                    "pressure": block.setting.pressure,
                    "capacity": block.setting.capacity,
                    "changes": block.setting.changes,
                    "rounds": block.rounds,
                    "direct": block.direct,
                }
                for name, block in room.blocks.items()
                if name != "practice"
            },
            # As shown: in each block, Moscow's and Seoul's tokens.
            "payoffs": _payoffs(room),
        }
        _write(self.folder / "class.json", json.dumps(about, indent=1))


def _payoffs(room: Room) -> list[Json]:
    """Return the 24 ways through the tree, each with what it pays in every block."""
    paid = {name: paid_paths(block.setting) for name, block in room.blocks.items() if name != "practice"}
    return [
        {
            **{part: getattr(path, part) for part in ("type", "signal", "posture", "answer")},
            **{name: [paths[i].moscow_tokens, paths[i].seoul_tokens] for name, paths in paid.items()},
        }
        for i, path in enumerate(paid["A"])
    ]


def _careful(connection: Any, _record: Any) -> None:
    """Let SQLite see each transaction onto the disk before it says that it is done."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _write(path: Path, text: str) -> None:
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _lines(rows: Iterable[ClassRow], header: bool = False) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)
    return text.getvalue().encode()
