"""What happens in a room, one event after another: the room is what its events make of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can happen."""

    JOIN = "join"  # seat; node: its code; value: a digest of its key
    PASS = "pass"  # seat: it has answered the three questions
    BET = "bet"  # seat, node: the question, value
    MOVE = "move"  # seat, turn, node, value; an empty seat for the computer
    CHAPTER = "chapter"  # value: its number
    ROUND = "round"  # value: its number
    TOTALS = "totals"  # the chapter is over, the class sees its totals
    PAUSE = "pause"
    RESUME = "resume"
    DIALS = "dials"  # node: the block, value: its setting as JSON
    FINISH = "finish"


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    Attributes
    ----------
    kind : Kind
    at : float
        Seconds since 1970.
    seat : str
        Random name of a seat; empty where no seat did it.
    turn : str
        Chapter, round and pair, such as ``"1.4.2"``.
    node, value : str
        What was asked, and what was answered.
    """

    kind: Kind
    at: float
    seat: str = ""
    turn: str = ""
    node: str = ""
    value: str = ""

    @property
    def once(self) -> str | None:
        """What may happen once only, as a text that no second event may have; None for what may happen again."""
        if self.kind == Kind.MOVE:
            return f"move {self.turn} {self.node}"
        if self.kind in (Kind.JOIN, Kind.PASS):
            return f"{self.kind} {self.seat}"
        return None
