"""The protocol by itself: no clock, no file, no network."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest
from seoul_dilemma.grading.play import views
from seoul_dilemma.grading.play.events import Event, Kind
from seoul_dilemma.grading.play.pairing import OPTIONS, QUESTIONS, ROLES, draw_card
from seoul_dilemma.grading.play.room import CHAPTERS, Refused, Room, Stage
from seoul_dilemma.widgets.game import ClassRecord, fit_class


class Class:
    """A room with students, and what happened in it."""

    def __init__(self, students: int, rounds: tuple[int, int, int] = (10, 5, 5), seed: str = "seed") -> None:
        self.room = Room("session", seed, rounds=rounds)
        self.rounds, self.seed = rounds, seed
        self.events: list[Event] = []
        self.now = 1000.0
        self.chance = random.Random(seed)
        for i in range(students):
            self.enter(f"s{i:02d}")

    def enter(self, seat: str) -> None:
        self.do(self.room.join(seat, seat[:4], "digest", self.now))
        self.do(Event(Kind.PASS, self.now, seat))

    def do(self, *events: Event) -> None:
        for event in events:
            self.events.append(event)
            self.room.apply(event)

    @property
    def present(self) -> set[str]:
        return set(self.room.seats)

    def choose(self, skip: frozenset[str] = frozenset()) -> None:
        """Let everybody choose once who can."""
        for table in list(self.room.tables):
            for role in ROLES:
                seat = table.seat(role)
                if seat and seat not in skip and table.due(role):
                    node = table.due(role)[0]
                    value = self.chance.choice(OPTIONS[node])
                    self.do(self.room.move(seat, table.turn, node, value, self.now))

    def play_round(self, skip: frozenset[str] = frozenset()) -> None:
        while self.room.stage == Stage.ROUND:
            self.choose(skip)
            self.now += 1
            self.do(*self.room.tick(self.now, self.present - skip))

    def go_on(self) -> None:
        for seat in self.room.seats:
            self.room.go_on(seat)
        self.do(*self.room.tick(self.now, self.present))

    def play_chapter(self) -> list[list[tuple[str | None, str | None]]]:
        """Play a chapter; return who met whom, by round."""
        self.do(self.room.next(self.now))
        met = []
        while self.room.stage == Stage.ROUND:
            met.append([(table.moscow, table.seoul) for table in self.room.tables])
            self.play_round()
            self.go_on()
        return met


def test_strangers_meet_once_and_roles_last_for_a_block():
    group = Class(24)
    group.play_chapter()
    met = group.play_chapter()
    pairs = [pair for turn in met for pair in turn]
    assert len(met) == 10
    assert len(set(pairs)) == len(pairs) == 120
    for turn in met:
        assert {m for m, _ in turn} == {m for m, _ in met[0]}
        assert len({seat for pair in turn for seat in pair}) == 24


def test_roles_are_swapped_and_each_half_has_its_own_order():
    group = Class(24)
    group.play_chapter()
    first = group.play_chapter()
    second = group.play_chapter()
    blocks_second = {m: table.block.name for table in group.room.history[120:] for m in (table.moscow,)}
    third = group.play_chapter()
    assert {m for m, _ in first[0]} == {s for _, s in second[0]} == {m for m, _ in third[0]}
    assert Counter(blocks_second.values()) == {"B": 6, "C": 6}
    for table in group.room.history[180:]:
        assert table.block.name != blocks_second[table.seoul]
    played = Counter((table.block.name, table.round) for table in group.room.history)
    assert played == {
        **{("A", n): 12 for n in range(1, 11)},
        **{(b, n): 12 for b in "BC" for n in range(1, 6)},
    }
    with pytest.raises(Refused, match="all blocks have been played"):
        group.room.next(group.now)


def test_three_cards_in_eight_are_hard():
    cards = Counter(draw_card("seed", f"1.{n}.{pair}") for n in range(400) for pair in range(20))
    assert cards["hard"] / 8000 == pytest.approx(0.375, abs=0.02)


def test_the_last_two_rounds_of_a_block_are_in_turn():
    group = Class(4, (3, 2, 2))
    group.play_chapter()
    group.do(group.room.next(group.now))
    assert [table.direct for table in group.room.tables] == [False, False]
    group.play_round()
    group.go_on()
    table = group.room.tables[0]
    assert table.direct
    assert table.due("seoul") == () and table.due("moscow") == ("signal",)
    with pytest.raises(Refused, match="not asked yet"):
        group.room.move(table.seoul, table.turn, "posture", "refuse", group.now)
    group.do(group.room.move(table.moscow, table.turn, "signal", "threat", group.now))
    assert table.due("seoul") == ("posture",) and table.due("moscow") == ()


def test_an_odd_student_plays_the_computer_and_the_data_say_so():
    group = Class(7, (2, 1, 1))
    group.play_chapter()
    group.play_chapter()
    rows = list(group.room.rows())
    with_computer = [row for row in rows if "computer" in (row.moscow, row.seoul)]
    assert len(with_computer) == 2
    for row in with_computer:
        assert row.bot == ("posture" if row.seoul == "computer" else "signal answer")
        assert (row.seconds_posture is None) == (row.seoul == "computer")
    assert not any(row.bot for row in rows if row not in with_computer)


def test_one_student_alone_can_play():
    group = Class(1, (2, 1, 1))
    for _ in CHAPTERS:
        group.play_chapter()
    rows = list(group.room.rows())
    assert [row.block for row in rows] == ["A", "A", "B", "C"]
    assert {row.moscow for row in rows} == {"s00", "computer"}


def test_who_does_not_choose_is_played_after_45_seconds_and_flagged():
    group = Class(8, (3, 1, 1))
    group.play_chapter()
    group.do(group.room.next(group.now))
    table = group.room.tables[0]
    asleep = frozenset({table.moscow})
    start = group.now
    for _ in range(8):
        group.choose(asleep)
    assert group.room.stage == Stage.ROUND
    assert group.room.tick(start + 44.9, group.present) == []
    assert group.room.left(table.moscow, start + 40) == pytest.approx(5)
    group.now = start + 45
    group.do(*group.room.tick(group.now, group.present))
    assert table.moves["signal"].bot
    with pytest.raises(Refused, match=r"recorded already: .* by the computer"):
        group.room.move(table.moscow, table.turn, "signal", "quiet", group.now)
    group.now += 45
    group.do(*group.room.tick(group.now, group.present))
    assert table.complete
    assert next(row for row in group.room.rows() if row.pair == table.pair).bot == "signal answer"


def test_a_lost_phone_is_waited_for_once_and_comes_back_to_its_seat():
    group = Class(8, (4, 1, 1))
    group.play_chapter()
    group.do(group.room.next(group.now))
    lost = group.room.tables[0].moscow
    gone = frozenset({lost})
    for _ in range(8):
        group.choose(gone)
    for _ in range(2):
        group.now += 46
        group.do(*group.room.tick(group.now, group.present - gone))
    assert group.room.stage == Stage.SHOWN
    group.now += 20
    group.do(*group.room.tick(group.now, group.present - gone))
    before = group.now
    group.play_round(gone)  # nobody waits for it a second time
    assert group.now - before < 20
    group.now += 20
    group.do(*group.room.tick(group.now, group.present))
    table, role = group.room.table_of(lost)
    assert group.room.tick(group.now, group.present) == []  # it is back: it is asked again
    group.do(group.room.move(lost, table.turn, table.due(role)[0], "quiet", group.now))
    assert not group.room.seats[lost].away


def test_a_late_student_plays_from_the_next_round_in_the_computers_place():
    group = Class(5, (3, 1, 1))
    group.play_chapter()
    group.do(group.room.next(group.now))
    group.enter("late")
    assert group.room.table_of("late") is None
    group.play_round()
    group.go_on()
    assert group.room.table_of("late") is not None
    assert None not in {seat for table in group.room.tables for seat in (table.moscow, table.seoul)}


def test_a_pause_stops_the_clocks():
    group = Class(4, (2, 1, 1))
    group.do(group.room.next(group.now))
    group.do(group.room.pause(True, group.now))
    assert group.room.tick(group.now + 1000, group.present) == []
    table = group.room.tables[0]
    seat = table.moscow or table.seoul
    role = "moscow" if table.moscow else "seoul"
    with pytest.raises(Refused, match="paused"):
        group.room.move(
            seat, table.turn, table.due(role)[0], OPTIONS[table.due(role)[0]][0], group.now + 1000
        )
    group.do(group.room.pause(False, group.now + 1000))
    by_computer = group.room.tick(group.now + 1044, group.present)
    assert all(event.turn and not event.seat for event in by_computer)
    assert group.room.left(seat, group.now + 1010) == pytest.approx(35)


@pytest.mark.parametrize("students", [1, 2, 3, 9, 16])
def test_a_room_is_what_its_events_make_of_it(students):
    group = Class(students, (3, 2, 2))
    for chapter in range(len(CHAPTERS)):
        group.play_chapter()
        again = Room("session", group.seed, rounds=group.rounds)
        for event in group.events:
            again.apply(event)
        assert list(again.rows()) == list(group.room.rows()), chapter
        for seat in group.room.seats:
            assert views.phone(again, seat, group.now) == views.phone(group.room, seat, group.now)
    assert fit_class(ClassRecord(tuple(group.room.rows()))).rounds == 7


def test_a_phone_learns_nothing_of_the_other_side_before_the_end():
    """Whatever the other side holds and has chosen, the view is the same to the letter."""
    group = Class(12, (3, 1, 1))
    group.play_chapter()
    group.do(group.room.next(group.now))
    seen = 0
    while group.room.stage != Stage.TOTALS:
        while group.room.stage == Stage.ROUND:
            for table in group.room.tables:
                for role in ROLES:
                    seat = table.seat(role)
                    before = json.dumps(views.phone(group.room, seat, group.now))
                    kind, moves = table.kind, dict(table.moves)
                    if role == "seoul":
                        table.kind = "hard" if kind == "soft" else "soft"
                    other = "moscow" if role == "seoul" else "seoul"
                    for node in QUESTIONS[other]:
                        # In turn, what came before is known: only what is still to come must not be.
                        if not table.direct:
                            table.moves.pop(node, None)
                    assert json.dumps(views.phone(group.room, seat, group.now)) == before
                    seen += 1
                    table.kind, table.moves = kind, moves
            group.choose()
        group.go_on()
    assert seen > 50


def test_bets_close_when_block_a_begins():
    group = Class(2)
    group.do(group.room.bet("s00", "precision", "4", group.now))
    assert group.room.seats["s00"].bets == {"precision": "4"}
    for node, value in (("precision", "11"), ("pride", "up"), ("luck", "1")):
        with pytest.raises(Refused, match="expected a bet"):
            group.room.bet("s00", node, value, group.now)
    group.play_chapter()
    group.do(group.room.next(group.now))
    with pytest.raises(Refused, match="closed"):
        group.room.bet("s00", "precision", "4", group.now)


def test_dials_and_scenario_of_a_block_that_has_not_begun():
    group = Class(2)
    group.do(group.room.set_dials("A", 0.9, 0.5, {}, group.now))
    group.do(group.room.set_scenario("B", "record", group.now))
    assert group.room.blocks["A"].setting.pressure == 0.9
    # Whatever the capacity, beliefs are those of the cards.
    assert group.room.blocks["A"].setting.changes == {"prior_base": 0.375, "prior_slope": 0.0}
    assert group.room.blocks["B"].setting.changes["domestic_cost"] == 0.9
    for block, pressure in (("D", 0.5), ("A", 1.5)):
        with pytest.raises(Refused):
            group.room.set_dials(block, pressure, 0.5, {}, group.now)
    group.play_chapter()
    group.play_chapter()
    assert {row.pressure for row in group.room.rows()} == {0.9}
    with pytest.raises(Refused, match="block A has begun"):
        group.room.set_dials("A", 0.5, 0.5, {}, group.now)


def test_what_is_not_ones_own_cannot_be_chosen():
    group = Class(6, (2, 1, 1))
    group.play_chapter()
    group.do(group.room.next(group.now))
    table, other = group.room.tables[:2]
    for seat, turn, node, value in (
        (table.seoul, table.turn, "signal", "quiet"),
        (table.moscow, table.turn, "if_quiet", "refuse"),
        (table.moscow, other.turn, "signal", "quiet"),
        (table.moscow, table.turn, "signal", "refuse"),
        (table.moscow, table.turn, "type", "hard"),
        (table.moscow, table.turn, "if_direct", "arm"),
        ("nobody", table.turn, "signal", "quiet"),
    ):
        with pytest.raises(Refused):
            group.room.move(seat, turn, node, value, group.now)
    assert not table.moves
