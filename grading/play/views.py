"""What each page may see of a room: a phone its own seat alone, the projector no seat at all."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ...widgets.game import SCENARIOS, Block, ClassRecord, fit_class, paid_paths
from .message import Json
from .pairing import QUESTIONS, ROLES, Pairing, Role
from .room import BETS, CHAPTERS, Room, Stage


@lru_cache(maxsize=16)
def payoffs_shown(block: Block) -> list[list[Any]]:
    """Return what a block pays, one list for each of the 24 ways through the tree.

    Parameters
    ----------
    block : Block

    Returns
    -------
    list of list
        Type, signal, posture, answer, Moscow's tokens, Seoul's tokens.
    """
    return [list(vars(path).values()) for path in paid_paths(block.setting)]


def _ended(table: Pairing) -> Json:
    signal, posture, answer = table.path
    return {
        "type": table.kind,
        "signal": signal,
        "posture": posture,
        "answer": answer,
        "tokens": table.tokens,
        "computer": [role for role in ROLES if table.seat(role) is None],
    }


def phone(room: Room, seat: str, now: float) -> Json:
    """Return what a phone may see: its own seat, and of its table what its role knows.

    Parameters
    ----------
    room : Room
    seat : str
    now : float

    Returns
    -------
    dict
        To be sent as JSON.
    """
    own = room.seats[seat]
    view: Json = {
        "stage": room.stage,
        "code": own.code,
        "passed": own.passed,
        "paused": room.paused,
        "bets": own.bets,
        "bets_open": room.chapter < 1,
        "chapter": room.chapter,
        "round": room.round,
        "seats": len(room.seats),
        "won": own.tokens,
    }
    found = room.table_of(seat)
    if found is not None:
        table, role = found
        view |= {
            "block": table.block.name,
            "rounds": table.block.rounds,
            "role": role,
            "turn": table.turn,
            "direct": table.direct,
            "payoffs": payoffs_shown(table.block),
            "due": table.due(role) if room.stage == Stage.ROUND else (),
            "left": room.left(seat, now),
            "seconds": room.seconds,
            # Of its own questions what it has answered, or the computer for it.
            "made": {n: [m.value, m.bot] for n, m in table.moves.items() if _may_see(table, role, n)},
        }
        if role == "moscow":
            view["type"] = table.kind
        if room.stage == Stage.SHOWN:
            view["shown"] = _ended(table)
            view["gone_on"] = seat in room.ready
    elif room.stage not in (Stage.ROUND, Stage.SHOWN):
        # The three questions are about block A.
        view["payoffs"] = payoffs_shown(room.blocks["A"])
    if room.stage in (Stage.TOTALS, Stage.FINISHED) and room.chapter >= 1:
        view["rank"] = {role: _rank(room, seat, role) for role in ROLES}
    return view


def _may_see(table: Pairing, role: Role, node: str) -> bool:
    """Tell whether a role knows the answer to a question before the end: its own, and in turn what came before."""
    if node in QUESTIONS[role]:
        return True
    return table.direct and node in ("signal", "posture")


def _rank(room: Room, seat: str, role: Role) -> list[int] | None:
    """Return place and number of those who have won anything in a role; None for who has not played it."""
    played = {table.seat(role) for table in room.history} - {None}
    if seat not in played:
        return None
    won = room.seats[seat].tokens[role]
    return [1 + sum(room.seats[other].tokens[role] > won for other in played if other), len(played)]


def progress(room: Room) -> Json:
    """Return where the class is, without any seat.

    Parameters
    ----------
    room : Room

    Returns
    -------
    dict
    """
    return {
        "stage": room.stage,
        "paused": room.paused,
        "chapter": room.chapter,
        "chapters": len(CHAPTERS),
        "blocks": [group.block.name for group in room.groups],
        "round": room.round,
        "rounds": max((group.block.rounds for group in room.groups), default=0),
        "joined": len(room.seats),
        "passed": sum(seat.passed for seat in room.seats.values()),
        "tables": len(room.tables),
        "done": sum(table.complete for table in room.tables),
    }


def console(room: Room, present: set[str]) -> Json:
    """Return what the instructor sees: every seat by its code, who is waited for, the dials.

    Parameters
    ----------
    room : Room
    present : set of str

    Returns
    -------
    dict
    """
    seats = []
    for seat in room.seats.values():
        found = room.table_of(seat.id)
        due = bool(found and room.stage == Stage.ROUND and found[0].due(found[1]))
        seats.append(
            {
                "code": seat.code,
                "passed": seat.passed,
                "here": seat.id in present,
                "away": seat.away,
                "due": due,
                "role": room.role_of(seat.id),
            }
        )
    return progress(room) | {
        "seats": seats,
        "dials": {
            name: {
                "pressure": block.setting.pressure,
                "capacity": block.setting.capacity,
                "changes": block.setting.changes,
                "open": name not in {n for c in CHAPTERS[1 : room.chapter + 1] for n in c},
            }
            for name, block in room.blocks.items()
            if name != "practice"
        },
        "scenarios": {key: scenario.name for key, scenario in SCENARIOS.items()},
    }


def totals(room: Room) -> Json:
    """Return what the class did in the blocks that are over, and what it bet.

    Parameters
    ----------
    room : Room

    Returns
    -------
    dict
    """
    bets = {
        node: [sum(seat.bets.get(node) == option for seat in room.seats.values()) for option in options]
        for node, options in BETS.items()
    }
    rows = tuple(room.rows())
    if not rows:
        return {"counts": []}
    fit = fit_class(ClassRecord(rows), draws=400)
    shown: Json = {
        "counts": [
            [c.block, c.node, c.situation, c.action, c.count, c.choices]
            for c in fit.counts
            if c.node != "answer"
        ]
    }
    if room.stage == Stage.FINISHED or room.chapter == len(CHAPTERS) - 1:
        # Bets are shown beside what they were about, when nothing is left to play.
        shown |= {
            "bets": bets,
            "backfire": {name: [b.value, b.standard_error] for name, b in fit.backfire.items()},
            "precision": fit.precision,
            "profile": fit.profile,
            "bootstrap": fit.bootstrap,
        }
    return shown
