"""The protocol: who sits where, who is asked what, when a round ends. It knows no clock, no file and no network."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ...widgets.game import BY_CARDS, COURSE_BLOCKS, SCENARIOS, Assumptions, Block, ClassRow, Setting
from .events import Event, Kind
from .pairing import OPTIONS, ROLE_OF, ROLES, Move, Pairing, Role, draw_card
from .stand_in import stand_in

SECONDS = 45.0
#: How long a path is shown when not everybody has gone on.
SHOWN = 15.0
#: Rounds of blocks A, B and C.
ROUNDS = (10, 5, 5)
PRACTICE = Block("practice", 1, Setting(0.6, 0.35), 0)
#: What a chapter plays: with two blocks, one half of the class plays the first and the other half the second.
CHAPTERS = (("practice",), ("A",), ("B", "C"), ("C", "B"))
BETS: dict[str, tuple[str, ...]] = {
    "precision": tuple(str(n) for n in range(11)),
    "pride": ("less", "more"),
    "hands": ("less", "more"),
}


class Refused(Exception):
    """What was sent cannot be done; the text says why, in one line."""


class Stage(StrEnum):
    """Where the class is."""

    LOBBY = "lobby"
    ROUND = "round"
    SHOWN = "shown"
    TOTALS = "totals"
    FINISHED = "finished"


@dataclass
class Seat:
    """One student.

    Attributes
    ----------
    id : str
        Random name, as it stands in the data.
    code : str
        Four letters with which another browser takes the seat.
    key_digest : str
        Of the key that the phone keeps.
    passed : bool
        Whether the three questions were answered.
    bets : dict of str to str
    tokens : dict of str to int
        Won in each role, practice left out.
    away : bool
        Whether the computer had to play for it and it has not been heard of since.
    """

    id: str
    code: str
    key_digest: str
    passed: bool = False
    bets: dict[str, str] = field(default_factory=dict)
    tokens: dict[Role, int] = field(default_factory=lambda: {"moscow": 0, "seoul": 0})
    away: bool = False


@dataclass
class Group:
    """Those who play the same block in a chapter; None where the computer sits.

    Attributes
    ----------
    block : Block
    moscow, seoul : list of (str or None)
        Places of the two roles, as many of one as of the other.
    """

    block: Block
    moscow: list[str | None]
    seoul: list[str | None]

    def place(self, seat: str) -> None:
        """Give a late student a place: the computer's, or one at a new table."""
        for role in (self.moscow, self.seoul):
            if None in role:
                role[role.index(None)] = seat
                return
        self.moscow.append(seat)
        self.seoul.append(None)


class Room:
    """What the events of a room have made of it.

    Parameters
    ----------
    session : str
        Random name of the session.
    seed : str
        From which cards, partners and the computer's choices follow.
    rounds : tuple of int
        Of blocks A, B and C.
    seconds, shown : float
        How long a choice may take, and how long a path is shown at most.

    Attributes
    ----------
    seats : dict of str to Seat
    blocks : dict of str to Block
    stage : Stage
    chapter, round : int
        The chapter is -1 before the first.
    groups : list of Group
    tables : list of Pairing
        Of the present round.
    history : list of Pairing
        Complete tables of earlier rounds and of this one, practice left out.
    paused : bool
    ready : set of str
        Seats that have gone on from the path that is shown.
    """

    def __init__(
        self,
        session: str,
        seed: str,
        *,
        rounds: tuple[int, int, int] = ROUNDS,
        seconds: float = SECONDS,
        shown: float = SHOWN,
    ) -> None:
        self.session, self.seed, self.seconds, self.shown = session, seed, seconds, shown
        self.seats: dict[str, Seat] = {}
        lengths = zip(COURSE_BLOCKS, rounds, strict=True)
        blocks = [replace(block, rounds=n, direct=min(block.direct, n - 1)) for block, n in lengths]
        self.blocks = {block.name: block for block in (PRACTICE, *blocks)}
        self.stage = Stage.LOBBY
        self.chapter, self.round = -1, 0
        self.groups: list[Group] = []
        self.tables: list[Pairing] = []
        self.history: list[Pairing] = []
        self.paused = False
        self.ready: set[str] = set()
        self._resumed = self._shown_at = 0.0

    # ---- what is asked of it

    def table_of(self, seat: str) -> tuple[Pairing, Role] | None:
        """Return where a seat plays in this round, and in which role."""
        for table in self.tables:
            for role in ROLES:
                if table.seat(role) == seat:
                    return table, role
        return None

    def role_of(self, seat: str) -> Role | None:
        """Return the role of a seat in this chapter."""
        for group in self.groups:
            if seat in group.moscow:
                return "moscow"
            if seat in group.seoul:
                return "seoul"
        return None

    def left(self, seat: str, now: float) -> float | None:
        """Return how many seconds a seat has for what it is asked; None where it is asked nothing."""
        found = self.table_of(seat)
        if self.stage != Stage.ROUND or found is None or not found[0].due(found[1]):
            return None
        return max(0.0, self.seconds - (now - found[0].since(found[1], self._resumed)))

    def rows(self) -> Iterator[ClassRow]:
        """Yield the rows of ``class.csv`` in the order in which tables were completed."""
        for table in self.history:
            yield table.row(self.session, json.dumps(table.block.setting.changes))

    # ---- what may be done to it

    def join(self, seat: str, code: str, key_digest: str, now: float) -> Event:
        """Take a new seat."""
        if self.stage == Stage.FINISHED:
            raise Refused("the class is over")
        return Event(Kind.JOIN, now, seat, node=code, value=key_digest)

    def move(self, seat: str, turn: str, node: str, value: str, now: float) -> Event:
        """Choose."""
        found = self.table_of(seat)
        if found is None:
            raise Refused("you are at no table in this round")
        table, role = found
        if turn != table.turn:
            raise Refused("that round is over")
        if ROLE_OF.get(node) != role:
            raise Refused("that is not yours to choose")
        if value not in OPTIONS[node]:
            raise Refused(f"expected {' or '.join(OPTIONS[node])}")
        made = table.moves.get(node)
        if made is not None:
            raise Refused(
                f"recorded already: {made.value}"
                + (", by the computer, because time was up" if made.bot else "")
            )
        if self.paused:
            raise Refused("the class is paused")
        if self.stage != Stage.ROUND or node not in table.due(role):
            raise Refused("that is not asked yet")
        return Event(Kind.MOVE, now, seat, turn, node, value)

    def bet(self, seat: str, node: str, value: str, now: float) -> Event:
        """Bet on what the class will do, before it plays."""
        if self.chapter >= 1:
            raise Refused("bets are closed: the class has begun")
        if value not in BETS.get(node, ()):
            raise Refused(f"expected a bet on {', '.join(BETS)}, one of what the page offers")
        return Event(Kind.BET, now, seat, node=node, value=value)

    def next(self, now: float) -> Event:
        """Begin the next chapter."""
        if self.stage not in (Stage.LOBBY, Stage.TOTALS):
            raise Refused("a block is being played: it ends after its last round")
        if not any(seat.passed for seat in self.seats.values()):
            raise Refused("nobody has answered the three questions yet")
        if self.chapter + 1 >= len(CHAPTERS):
            raise Refused("all blocks have been played: send the class home")
        return Event(Kind.CHAPTER, now, value=str(self.chapter + 1))

    def pause(self, paused: bool, now: float) -> Event:
        """Stop the clocks, or let them go on; everybody then has the whole time anew."""
        if self.stage not in (Stage.ROUND, Stage.SHOWN):
            raise Refused("nothing is being played")
        return Event(Kind.PAUSE if paused else Kind.RESUME, now)

    def set_dials(
        self, block: str, pressure: float, capacity: float, changes: dict[str, float], now: float
    ) -> Event:
        """Change the dials and assumptions of a block that has not begun."""
        if block not in ("A", "B", "C"):
            raise Refused("expected block A, B or C")
        begun = {name for chapter in CHAPTERS[1 : self.chapter + 1] for name in chapter}
        if block in begun:
            raise Refused(f"block {block} has begun")
        try:
            # Whatever the capacity, cards are drawn three in eight, and players believe in the cards.
            place = Setting(pressure, capacity, Assumptions().replace(**{**changes, **BY_CARDS}))
        except (ValueError, TypeError) as error:
            raise Refused(str(error)) from None
        text = json.dumps({"pressure": place.pressure, "capacity": place.capacity, "changes": place.changes})
        return Event(Kind.DIALS, now, node=block, value=text)

    def set_scenario(self, block: str, scenario: str, now: float) -> Event:
        """Let a block that has not begun be played under a scenario of the course, at the block's own dials."""
        if scenario not in SCENARIOS:
            raise Refused(f"expected a scenario: {', '.join(SCENARIOS)}")
        if block not in self.blocks:
            raise Refused("expected block A, B or C")
        here = self.blocks[block].setting
        changes = Setting(here.pressure, here.capacity, SCENARIOS[scenario].assumptions).changes
        return self.set_dials(block, here.pressure, here.capacity, changes, now)

    def go_on(self, seat: str) -> None:
        """Note that a seat has seen its path."""
        if self.stage == Stage.SHOWN:
            self.ready.add(seat)

    def finish(self, now: float) -> Event:
        """Send the class home."""
        if self.stage == Stage.FINISHED:
            raise Refused("the class is over")
        return Event(Kind.FINISH, now)

    def resume_after_gap(self, now: float) -> list[Event]:
        """Give everybody the whole time anew, after the computer has slept or was started again."""
        return (
            [Event(Kind.RESUME, now)] if self.stage in (Stage.ROUND, Stage.SHOWN) and not self.paused else []
        )

    def tick(self, now: float, present: set[str]) -> list[Event]:
        """Return what is due by itself: the computer's choices, the next round, the end of a chapter.

        Parameters
        ----------
        now : float
        present : set of str
            Seats with an open page.

        Returns
        -------
        list of Event
            To be recorded, then applied.
        """
        if self.paused:
            return []
        if self.stage == Stage.ROUND:
            return [event for table in self.tables for event in self._stand_ins(table, now, present)]
        if self.stage == Stage.SHOWN:
            waited_for = {
                seat
                for table in self.tables
                for role in ROLES
                if (seat := table.seat(role)) and seat in present and not self.seats[seat].away
            }
            if waited_for - self.ready and now - max(self._shown_at, self._resumed) < self.shown:
                return []
            last = max(group.block.rounds for group in self.groups)
            if self.round >= last:
                return [Event(Kind.TOTALS, now)]
            return [Event(Kind.ROUND, now, value=str(self.round + 1))]
        return []

    def _stand_ins(self, table: Pairing, now: float, present: set[str]) -> Iterator[Event]:
        for role in ROLES:
            due = table.due(role)
            if not due:
                continue
            seat = table.seat(role)
            lost = seat is not None and self.seats[seat].away and seat not in present
            if seat is None or lost or now - table.since(role, self._resumed) >= self.seconds:
                for node in due:
                    yield Event(Kind.MOVE, now, "", table.turn, node, stand_in(table, node, self.seed))

    # ---- what was done to it

    def apply(self, event: Event) -> None:
        """Take in a recorded event.

        Parameters
        ----------
        event : Event
        """
        getattr(self, f"_on_{event.kind}")(event)

    def _on_join(self, event: Event) -> None:
        self.seats[event.seat] = Seat(event.seat, event.node, event.value)

    def _on_pass(self, event: Event) -> None:
        self.seats[event.seat].passed = True

    def _on_bet(self, event: Event) -> None:
        self.seats[event.seat].bets[event.node] = event.value

    def _on_pause(self, event: Event) -> None:
        self.paused = True

    def _on_resume(self, event: Event) -> None:
        self.paused = False
        self._resumed = event.at

    def _on_dials(self, event: Event) -> None:
        found = json.loads(event.value)
        place = Setting(found["pressure"], found["capacity"], Assumptions().replace(**found["changes"]))
        self.blocks[event.node] = replace(self.blocks[event.node], setting=place)
        if event.node == "A":
            self.blocks["practice"] = replace(PRACTICE, setting=place)

    def _on_finish(self, event: Event) -> None:
        self.stage, self.paused, self.tables = Stage.FINISHED, False, []

    def _on_totals(self, event: Event) -> None:
        self.stage, self.tables = Stage.TOTALS, []

    def _on_chapter(self, event: Event) -> None:
        before = self.groups
        self.chapter, self.round, self.paused = int(event.value), 0, False
        names = CHAPTERS[self.chapter]
        shuffled = random.Random(f"{self.seed} chapter {self.chapter}")
        if self.chapter == 0:
            everyone = [seat.id for seat in self.seats.values() if seat.passed]
            shuffled.shuffle(everyone)
            # Each against the computer, one half in each role.
            half = len(everyone) // 2
            moscow = [*everyone[:half], *[None] * (len(everyone) - half)]
            seoul = [*[None] * half, *everyone[half:]]
            self.groups = [Group(self.blocks["practice"], moscow, seoul)]
        elif self.chapter == 1:
            everyone = [seat.id for seat in self.seats.values() if seat.passed]
            shuffled.shuffle(everyone)
            places: list[str | None] = [*everyone, *[None] * (len(everyone) % 2)]
            half = len(places) // 2
            self.groups = [Group(self.blocks["A"], places[:half], places[half:])]
        elif self.chapter == 2:
            swapped = _swapped(before[0])
            cut = (len(swapped[0]) + 1) // 2
            parts = [tuple(side[:cut] for side in swapped), tuple(side[cut:] for side in swapped)]
            self.groups = [
                Group(self.blocks[name], *part) for name, part in zip(names, parts, strict=True) if part[0]
            ]
        else:
            self.groups = [
                Group(self.blocks[name], *_swapped(group)) for name, group in zip(names, before, strict=False)
            ]
        self._open_round(1, event.at)

    def _on_round(self, event: Event) -> None:
        self._open_round(int(event.value), event.at)

    def _open_round(self, number: int, at: float) -> None:
        self.stage, self.round, self.ready = Stage.ROUND, number, set()
        here = {seat for group in self.groups for seat in (*group.moscow, *group.seoul)}
        for seat in self.seats.values():
            if seat.passed and seat.id not in here:
                min(self.groups, key=lambda group: len(group.moscow)).place(seat.id)
        self.tables = []
        pair = 0
        for group in self.groups:
            n = len(group.moscow)
            for i, moscow in enumerate(group.moscow):
                pair += 1
                turn = f"{self.chapter}.{number}.{pair}"
                # Seoul moves on one place each round: nobody is met twice while there are as many pairs as rounds.
                seoul = group.seoul[i if self.chapter == 0 else (i + number - 1) % n]
                kind = draw_card(self.seed, turn)
                direct = number > group.block.rounds - group.block.direct
                self.tables.append(Pairing(turn, group.block, number, pair, moscow, seoul, kind, direct, at))

    def _on_move(self, event: Event) -> None:
        table = next(table for table in self.tables if table.turn == event.turn)
        role = ROLE_OF[event.node]
        seconds = max(0.0, event.at - table.since(role, self._resumed))
        bot = not event.seat
        table.moves[event.node] = Move(event.value, event.at, seconds, bot)
        seat = table.seat(role)
        if seat is not None:
            self.seats[seat].away = bot
        if not table.complete:
            return
        if self.chapter:
            self.history.append(table)
            for each, won in table.tokens.items():
                if (player := table.seat(each)) is not None:
                    self.seats[player].tokens[each] += won
        if all(other.complete for other in self.tables):
            self.stage, self._shown_at = Stage.SHOWN, event.at


def _swapped(group: Group) -> tuple[list[str | None], list[str | None]]:
    """Swap the roles; tables with nobody at them are taken away."""
    places = list(zip(group.seoul, group.moscow, strict=True))
    moscow = [m for m, _ in places if m is not None]
    seoul = [s for _, s in places if s is not None]
    size = max(len(moscow), len(seoul), 1)
    return moscow + [None] * (size - len(moscow)), seoul + [None] * (size - len(seoul))
