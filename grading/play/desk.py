"""The desk of a room: takes what pages send, records it, answers, and tells every page what it may see."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Protocol

import sqlalchemy as sa

from . import views
from .events import Event, Kind
from .message import Json
from .pairing import QUESTIONS
from .room import Refused, Room, Stage
from .store import LETTERS, RoomStore
from .tries import Tries

#: Messages that come within this many seconds are recorded in one go.
TOGETHER = 0.004
TICK = 0.25
#: A tick that comes so late says that the computer slept.
SLEPT = 5.0
MOST_SEATS = 500


class Page(Protocol):
    """An open page, as the desk sees it."""

    @property
    def source(self) -> str:
        """Where the page is, to count wrong codes by."""

    def send(self, message: Json) -> None:
        """Send a message, if the page is still there."""

    def close(self) -> None:
        """End the connection."""


def digest(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def text(message: Json, name: str, longest: int = 64) -> str:
    """Return a text of a message.

    Parameters
    ----------
    message : dict
    name : str
    longest : int, default 64

    Returns
    -------
    str

    Raises
    ------
    Refused
        When it is none, or too long.
    """
    value = message.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise Refused(f"{name}: expected a text of 1 to {longest} letters")
    return value


def _dial(message: Json, name: str) -> float:
    value = message.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused("pressure and capacity: expected numbers from 0 to 1")
    return value


class Desk:
    """One room, and the pages that are open on it.

    Parameters
    ----------
    store : RoomStore
    clock : callable, optional
        Seconds since 1970.
    """

    def __init__(self, store: RoomStore, clock: Callable[[], float] = time.time) -> None:
        self.store, self.clock = store, clock
        self.room = self._rebuilt()
        self.tries = Tries()
        self._seat_of: dict[Page, str] = {}
        self._pages_of: dict[str, set[Page]] = defaultdict(set)
        self._watching: dict[Page, str] = {}
        self._queue: list[
            tuple[Page | None, Any, Callable[[float], list[Event]], Callable[[], None] | None]
        ] = []
        self._flushing: asyncio.TimerHandle | None = None
        self._telling: asyncio.TimerHandle | None = None
        self._last_tick = self.clock()
        self._totals: tuple[int, Stage, Json] | None = None
        store.mend_files(self.room)
        self.do(None, None, self.room.resume_after_gap)
        self.flush()

    def _rebuilt(self) -> Room:
        room = self.store.about.room()
        for event in self.store.events():
            room.apply(event)
        return room

    @property
    def present(self) -> set[str]:
        """Seats with an open page."""
        return {seat for seat, pages in self._pages_of.items() if pages}

    # ---- what pages send

    def receive(self, page: Page, message: Any) -> None:
        """Take one message of a page.

        Parameters
        ----------
        page : Page
        message : object
            What its JSON held.
        """
        number = message.get("id") if isinstance(message, dict) else None
        if not isinstance(number, int) or isinstance(number, bool):
            number = None
        try:
            if not isinstance(message, dict):
                raise Refused("expected a JSON object")
            action = text(message, "do")
            if page in self._watching:
                self._from_instructor(page, number, action, message)
            elif page in self._seat_of:
                self._from_seat(page, number, action, message)
            else:
                self._from_stranger(page, number, action, message)
        except Refused as refusal:
            page.send({"id": number, "refused": str(refusal)})

    def _guess(self, page: Page, right: bool, what: str) -> None:
        """Let a wrong code count; refuse even a right one where there have been too many wrong ones."""
        now = self.clock()
        if not self.tries.allowed(page.source, now):
            raise Refused("too many wrong codes: wait a minute")
        if not right:
            self.tries.wrong(page.source, now)
            raise Refused(f"that is not {what}")

    def _from_stranger(self, page: Page, number: int | None, action: str, message: Json) -> None:
        about = self.store.about
        if action in ("console", "projector"):
            token = text(message, "token", 256)
            self._guess(page, _same(token, about.token), "the instructor's token")
            self._watching[page] = action
            page.send({"id": number, "ok": True})
            self.tell_watchers()
            return
        if action not in ("join", "back"):
            raise Refused("join the room first")
        room_code = text(message, "room").upper().replace("-", "").replace(" ", "")
        self._guess(page, _same(room_code, about.room_code), "the room's code")
        if action == "back":
            if "key" in message:
                key = digest(text(message, "key"))
                found = [seat.id for seat in self.room.seats.values() if _same(seat.key_digest, key)]
                self._guess(page, bool(found), "a seat of this room")
                self._sit(page, found[0], number)
                return
            code = text(message, "code").upper()
            found = [seat.id for seat in self.room.seats.values() if _same(seat.code, code)]
            self._guess(page, bool(found), "the code of a seat")
            self._sit(page, found[0], number)
            return
        if len(self.room.seats) >= MOST_SEATS:
            raise Refused(f"the room is full: {MOST_SEATS} seats")
        key = text(message, "key")
        if len(key) < 16:
            raise Refused("key: expected at least 16 letters, made at random by the page")
        kept = digest(key)
        again = [seat.id for seat in self.room.seats.values() if seat.key_digest == kept]
        if again:
            self._sit(page, again[0], number)
            return
        seat = secrets.token_hex(4)

        def join(now: float) -> list[Event]:
            # Sent twice before the first was recorded: one seat.
            if any(other.key_digest == kept for other in self.room.seats.values()):
                return []
            taken = {other.code for other in self.room.seats.values()}
            code = next(code for code in iter(_seat_code, "") if code not in taken)
            return [self.room.join(seat, code, kept, now)]

        def joined() -> None:
            found = next(other.id for other in self.room.seats.values() if other.key_digest == kept)
            self._sit(page, found, None)

        self.do(page, number, join, joined)

    def _sit(self, page: Page, seat: str, number: int | None) -> None:
        self._seat_of[page] = seat
        self._pages_of[seat].add(page)
        if number is not None:
            page.send({"id": number, "ok": True})
        page.send({"view": views.phone(self.room, seat, self.clock())})
        self.tell_watchers()

    def _from_seat(self, page: Page, number: int | None, action: str, message: Json) -> None:
        seat, room = self._seat_of[page], self.room
        if action == "move":
            turn, node, value = (text(message, name) for name in ("turn", "node", "value"))

            def move(now: float) -> list[Event]:
                found = self.room.table_of(seat)
                made = found[0].moves.get(node) if found and found[0].turn == turn else None
                if found and made and made.value == value and not made.bot and node in QUESTIONS[found[1]]:
                    return []  # sent again: it is recorded
                return [self.room.move(seat, turn, node, value, now)]

            self.do(page, number, move)
        elif action == "bet":
            node, value = text(message, "node"), text(message, "value")
            self.do(page, number, lambda now: [self.room.bet(seat, node, value, now)])
        elif action == "pass":
            self.do(
                page,
                number,
                lambda now: [] if self.room.seats[seat].passed else [Event(Kind.PASS, now, seat)],
            )
        elif action == "on":
            room.go_on(seat)
            page.send({"id": number, "ok": True})
        elif action == "look":
            page.send({"id": number, "ok": True})
            page.send({"view": views.phone(room, seat, self.clock())})
        else:
            raise Refused("a seat can move, bet, pass, on and look")

    def _from_instructor(self, page: Page, number: int | None, action: str, message: Json) -> None:
        room = self.room
        if self._watching[page] == "projector":
            raise Refused("the projector only shows")
        if action == "next":
            self.do(page, number, lambda now: [self.room.next(now)])
        elif action in ("pause", "resume"):
            self.do(page, number, lambda now: [self.room.pause(action == "pause", now)])
        elif action == "finish":
            self.do(page, number, lambda now: [self.room.finish(now)])
        elif action == "scenario":
            block, name = text(message, "block"), text(message, "scenario")
            event = room.set_scenario(block, name, self.clock())
            self.do(page, number, lambda now: [event])
        elif action == "dials":
            block = text(message, "block")
            pressure, capacity = _dial(message, "pressure"), _dial(message, "capacity")
            if block not in room.blocks:
                raise Refused("expected block A, B or C")
            changes = room.blocks[block].setting.changes
            event = room.set_dials(block, pressure, capacity, changes, self.clock())
            self.do(page, number, lambda now: [event])
        else:
            raise Refused("the console can next, pause, resume, finish, dials and scenario")

    # ---- recording

    def do(
        self,
        page: Page | None,
        number: int | None,
        make: Callable[[float], list[Event]],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Put something to be done into the queue: it is recorded with what else comes at the same time."""
        self._queue.append((page, number, make, then))
        if self._flushing is None:
            try:
                self._flushing = asyncio.get_running_loop().call_later(TOGETHER, self.flush)
            except RuntimeError:
                self.flush()

    def flush(self) -> None:
        """Record what is in the queue, then answer: nobody is told of what is not on the disk."""
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None
        queue, self._queue = self._queue, []
        before = (self.room.stage, self.room.round, self.room.chapter, self.room.paused)
        events: list[Event] = []
        answers: list[tuple[Page | None, Json, Callable[[], None] | None]] = []
        for page, number, make, then in queue:
            try:
                made = make(self.clock())
                for event in made:
                    self.room.apply(event)
                events += made
                answers.append((page, {"id": number, "ok": True}, then))
            except Refused as refusal:
                answers.append((page, {"id": number, "refused": str(refusal)}, None))
        if events:
            try:
                self.store.record(events)
                self.store.append(self.room)
                if any(event.kind in (Kind.DIALS, Kind.BET, Kind.FINISH) for event in events):
                    self.store.describe(self.room)
            except (sa.exc.SQLAlchemyError, OSError):
                self.room = self._rebuilt()
                answers = [
                    (page, {"id": answer["id"], "refused": "it could not be recorded: send it again"}, None)
                    for page, answer, _ in answers
                ]
                events = []
        for page, answer, then in answers:
            if page is not None:
                page.send(answer)
            if then is not None:
                then()
        after = (self.room.stage, self.room.round, self.room.chapter, self.room.paused)
        if before != after:
            self._tell(set(self._pages_of))
        elif events:
            self._tell(self._touched(events))
        if events:
            self.tell_watchers()

    def _touched(self, events: list[Event]) -> set[str]:
        """Return the seats that see anything of some events: their own, and in turn the other one at the table."""
        seats = {event.seat for event in events if event.seat}
        tables = {table.turn: table for table in self.room.tables}
        for event in events:
            table = tables.get(event.turn) if event.kind == Kind.MOVE else None
            if table is not None and (table.direct or not event.seat):
                seats |= {seat for seat in (table.moscow, table.seoul) if seat}
        return seats

    def _tell(self, seats: set[str]) -> None:
        now = self.clock()
        for seat in seats:
            pages = self._pages_of.get(seat)
            if pages:
                view = {"view": views.phone(self.room, seat, now)}
                for page in list(pages):
                    page.send(view)

    # ---- those who watch

    def tell_watchers(self) -> None:
        """Tell console and projector soon, a few times a second at most."""
        if self._watching and self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(0.2, self._tell_watchers)

    def _tell_watchers(self) -> None:
        self._telling = None
        console, projector = views.console(self.room, self.present), views.progress(self.room)
        if self.room.stage in (Stage.TOTALS, Stage.FINISHED):
            at = (len(self.room.history), self.room.stage)
            if self._totals is None or self._totals[:2] != at:
                self._totals = (*at, views.totals(self.room))
            console["totals"] = projector["totals"] = self._totals[2]
        for page, what in list(self._watching.items()):
            page.send({"view": console if what == "console" else projector})

    # ---- time

    def tick(self) -> None:
        """Do what is due by itself."""
        now = self.clock()
        late, self._last_tick = now - self._last_tick > SLEPT, now
        if late:
            self.do(None, None, self.room.resume_after_gap)
            self.flush()
            return
        due = self.room.tick(now, self.present)
        if due:
            self.do(None, None, lambda at: self._still_due(due))

    def _still_due(self, due: list[Event]) -> list[Event]:
        """Drop what a seat has answered itself in the meantime."""
        tables = {table.turn: table for table in self.room.tables}
        kept = []
        for event in due:
            if event.kind != Kind.MOVE:
                if self.room.stage == Stage.SHOWN:
                    kept.append(event)
            elif event.turn in tables and event.node not in tables[event.turn].moves:
                kept.append(event)
        return kept

    def watches(self, page: Page) -> bool:
        """Tell whether a page is the instructor's."""
        return page in self._watching

    def left(self, page: Page) -> None:
        """Note that a page has been closed."""
        seat = self._seat_of.pop(page, None)
        if seat is not None:
            self._pages_of[seat].discard(page)
        self._watching.pop(page, None)
        self.tell_watchers()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(*(each.encode("utf-8", "surrogatepass") for each in (one, other)))


def _seat_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(4))
