"""The file of bets, ``forecasts.json``: written whole or not at all, one writer at a time, nothing deleted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..shared.files import write_atomically

FORMAT = 1
NAME = "forecasts.json"


class NewerFormatError(Exception):
    """The file was written by a version of the course that knows more than this one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} has a format that this version does not know: update the course")


class Store:
    """The bets of the notebooks in one folder.

    Parameters
    ----------
    folder : Path
        Where ``forecasts.json`` lies or will lie.

    Attributes
    ----------
    path : Path
        The file.

    Notes
    -----
    A change takes a lock, reads the file, changes it and puts a complete new file in its place, so two
    notebooks can save at once and a kill at any moment leaves the old file or the new one. The lock is the
    operating system's own and ends with the process that holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> dict[str, Any]:
        """Return the entries by key.

        Returns
        -------
        dict
            Each with ``question``, ``bets`` (``probability``, ``at``), and once revealed ``outcome``,
            ``note``, ``revealed``.

        Raises
        ------
        ValueError
            When the file is not what this module writes.
        NewerFormatError
            When it has a later format.
        OSError
            When it cannot be read.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        content = json.loads(text)
        if not isinstance(content, dict) or not isinstance(content.get("format"), int):
            raise ValueError("it holds no forecasts")
        if content["format"] > FORMAT:
            raise NewerFormatError(self.path)
        entries = content.get("forecasts")
        if not isinstance(entries, dict) or not all(_is_entry(entry) for entry in entries.values()):
            raise ValueError("it holds something else than forecasts")
        return entries

    def change(self, work: Callable[[dict[str, Any]], None]) -> Path | None:
        """Change the entries.

        Parameters
        ----------
        work : callable
            Changes the entries that it is given, in place.

        Returns
        -------
        Path or None
            Where a file that could not be understood was set aside.

        Raises
        ------
        NewerFormatError, OSError
            When the file was not changed.
        """
        with _lock(self.path.with_name(f".{NAME}.lock")):
            for left in self.path.parent.glob(f".{NAME}.*.part"):
                left.unlink(missing_ok=True)  # left behind by a kill; we hold the lock, so nobody writes it
            aside = None
            try:
                entries = self.read()
            except ValueError:
                aside = self._set_aside()
                entries = {}
            work(entries)
            text = json.dumps({"format": FORMAT, "forecasts": entries}, ensure_ascii=False, indent=1)
            write_atomically(self.path, f"{text}\n".encode())
            return aside

    def _set_aside(self) -> Path:
        number = 1
        while (aside := self.path.with_name(f"forecasts.broken-{number}.json")).exists():
            number += 1
        # A second name first, so that at no moment the content has none.
        aside.write_bytes(self.path.read_bytes())
        return aside


def counting(entry: dict[str, Any]) -> float | None:
    """Return the bet that counts, the last one before the answer was shown; None when there is none."""
    in_time = [bet["probability"] for bet in entry["bets"] if not bet.get("late")]
    return in_time[-1] if in_time else None


def brier(bet: float, outcome: bool) -> float:
    """Return the Brier score of a bet, (bet - outcome)**2 (Brier 1950): 0 is perfect, 1 the worst."""
    return (bet - outcome) ** 2


def now() -> str:
    """Return the time as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("question"), str)
        and isinstance(entry.get("bets"), list)
        and all(_is_bet(bet) for bet in entry["bets"])
        and (entry.get("outcome") is None or isinstance(entry["outcome"], bool))
    )


def _is_bet(bet: Any) -> bool:
    return (
        isinstance(bet, dict)
        and isinstance(bet.get("probability"), int | float)
        and not isinstance(bet["probability"], bool)
        and 0 <= bet["probability"] <= 1
        and isinstance(bet.get("at", ""), str)
    )


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield  # closing the file ends the lock
