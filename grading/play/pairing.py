"""One pair in one round: what it is asked, what it has chosen, how it ended."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

from ...widgets.game import ANSWERS, CARDS, POSTURES, SIGNALS, Block, ClassRow, paid_paths

Role = Literal["moscow", "seoul"]
ROLES: tuple[Role, Role] = ("moscow", "seoul")
#: What is written for a seat that the computer has.
COMPUTER = "computer"

_STATED = {"moscow": tuple(f"if_{posture}" for posture in POSTURES), "seoul": ("if_quiet", "if_threat")}
#: What can be answered to each question.
OPTIONS: dict[str, tuple[str, ...]] = {
    "signal": SIGNALS,
    "posture": POSTURES,
    "answer": ANSWERS,
    **dict.fromkeys(_STATED["seoul"], POSTURES),
    **dict.fromkeys(_STATED["moscow"], ANSWERS),
}
ROLE_OF: dict[str, Role] = {
    "signal": "moscow",
    "posture": "seoul",
    "answer": "moscow",
    "if_quiet": "seoul",
    "if_threat": "seoul",
    "if_refuse": "moscow",
    "if_indirect": "moscow",
    "if_direct": "moscow",
}
#: The questions of each role.
QUESTIONS: dict[Role, tuple[str, ...]] = {
    role: tuple(node for node, asked in ROLE_OF.items() if asked == role) for role in ROLES
}


@dataclass(frozen=True)
class Move:
    """A choice as it was recorded.

    Attributes
    ----------
    value : str
    at : float
        Seconds since 1970.
    seconds : float
        From when it could be made.
    bot : bool
        Whether the computer made it.
    """

    value: str
    at: float
    seconds: float
    bot: bool


@dataclass
class Pairing:
    """One pair in one round.

    Attributes
    ----------
    turn : str
        Chapter, round and pair.
    block : Block
    round, pair : int
    moscow, seoul : str or None
        Random names of the seats; None where the computer plays.
    kind : str
        The card that Moscow drew.
    direct : bool
        Whether choices are made in turn, in place of the strategy method.
    opened : float
        Seconds since 1970.
    moves : dict of str to Move
        By question.
    """

    turn: str
    block: Block
    round: int
    pair: int
    moscow: str | None
    seoul: str | None
    kind: str
    direct: bool
    opened: float
    moves: dict[str, Move] = field(default_factory=dict)

    def seat(self, role: Role) -> str | None:
        """Return who has a role."""
        return self.moscow if role == "moscow" else self.seoul

    def due(self, role: Role) -> tuple[str, ...]:
        """Return the questions that a role can answer now, first things first."""
        made = self.moves
        if not self.direct:
            if role == "moscow" and "signal" not in made:
                return ("signal",)
            return tuple(node for node in _STATED[role] if node not in made)
        for node in ("signal", "posture", "answer"):
            if node not in made:
                return (node,) if ROLE_OF[node] == role else ()
        return ()

    def since(self, role: Role, resumed: float) -> float:
        """Return since when the questions that are due could be answered, at the earliest since ``resumed``."""
        waited_for = {"answer": "posture", "posture": "signal"} if self.direct else {}
        start = self.opened
        for node in self.due(role)[:1]:
            before = waited_for.get(node) or ("signal" if node in _STATED["moscow"] else "")
            if before:
                start = self.moves[before].at
        return max(start, resumed)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to choose."""
        return not any(self.due(role) for role in ROLES) and bool(self.moves)

    @property
    def path(self) -> tuple[str, str, str]:
        """Signal, posture and answer of a complete table."""
        signal = self.moves["signal"].value
        posture = self.moves["posture" if self.direct else f"if_{signal}"].value
        answer = self.moves["answer" if self.direct else f"if_{posture}"].value
        return signal, posture, answer

    @property
    def tokens(self) -> dict[Role, int]:
        """What a complete table pays."""
        want = (self.kind, *self.path)
        paid = next(
            p for p in paid_paths(self.block.setting) if (p.type, p.signal, p.posture, p.answer) == want
        )
        return {"moscow": paid.moscow_tokens, "seoul": paid.seoul_tokens}

    def row(self, session: str, changes: str) -> ClassRow:
        """Return a complete table as a row of ``class.csv``.

        Parameters
        ----------
        session : str
        changes : str
            The assumptions of the block that are not the course's, as JSON.

        Returns
        -------
        ClassRow
        """
        signal, posture, answer = self.path
        nodes = {
            "signal": ("signal",),
            "posture": ("posture",) if self.direct else _STATED["seoul"],
            "answer": ("answer",) if self.direct else _STATED["moscow"],
        }
        by_bot = [name for name, parts in nodes.items() if any(self.moves[part].bot for part in parts)]
        seconds = {
            name: None if name in by_bot else round(max(self.moves[part].seconds for part in parts), 2)
            for name, parts in nodes.items()
        }
        stated = {
            node: "" if self.direct else self.moves[node].value
            for node in (*_STATED["seoul"], *_STATED["moscow"])
        }
        return ClassRow(
            session=session,
            block=self.block.name,
            round=self.round,
            pair=self.pair,
            moscow=self.moscow or COMPUTER,
            seoul=self.seoul or COMPUTER,
            pressure=self.block.setting.pressure,
            capacity=self.block.setting.capacity,
            changes=changes,
            method="direct" if self.direct else "strategy",
            type=self.kind,
            signal=signal,
            posture=posture,
            answer=answer,
            moscow_tokens=self.tokens["moscow"],
            seoul_tokens=self.tokens["seoul"],
            seconds_signal=seconds["signal"],
            seconds_posture=seconds["posture"],
            seconds_answer=seconds["answer"],
            bot=" ".join(by_bot),
            **stated,
        )


def draw_card(seed: str, turn: str) -> str:
    """Draw Moscow's card: three of eight are hard, anew for each pair and round.

    Parameters
    ----------
    seed : str
        Of the room.
    turn : str

    Returns
    -------
    {"soft", "hard"}
    """
    cards = [kind for kind, n in CARDS.items() for _ in range(n)]
    return random.Random(f"{seed} {turn}").choice(cards)
