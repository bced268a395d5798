"""A room as it is served: who gets in, what is recorded, what a power cut leaves."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import random
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy
from seoul_dilemma.grading.play.desk import Desk
from seoul_dilemma.grading.play.pairing import OPTIONS
from seoul_dilemma.grading.play.serve import Place
from seoul_dilemma.grading.play.store import RoomStore
from seoul_dilemma.grading.play.tries import FOR_ONE, Tries
from seoul_dilemma.widgets.game import read_class
from support.apart import run_apart
from support.playroom import Console, Phone, Served, Socket, served


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A room that nobody begins."""
    with served(tmp_path_factory.mktemp("room") / "class") as running:
        yield running


def ask(address: str, token: str | None = None) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_it_says_where_it_is_and_who_can_reach_it(room):
    said = "\n".join(room.said)
    assert f"http://127.0.0.1:{room.port}/console#" in said
    assert "Only this computer can reach the room" in said


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("127.0.0.1", "Only this computer"),
        ("localhost", "Only this computer"),
        ("0.0.0.0", "every network that this computer is on"),
        ("192.0.2.7", "the network of 192.0.2.7"),
    ],
)
def test_who_can_reach_it(host, says):
    assert says in Place(host, 1).reach()


def test_the_address_behind_a_proxy_is_the_proxys():
    place = Place("127.0.0.1", 1, "/services/play/", "https://hub.example.org/services/play")
    assert place.base == "https://hub.example.org/services/play/"


def test_the_data_need_the_token(room):
    for token in (None, "wrong", room.code):
        status, text = ask(f"{room.base}class.csv", token)
        assert (status, len(text.splitlines())) == (403, 1)
    assert ask(f"{room.base}class.csv", room.token)[0] == 200
    assert json.loads(ask(f"{room.base}class.json", room.token)[1])["schema"] == 1
    assert len(json.loads(ask(f"{room.base}class.json", room.token)[1])["payoffs"]) == 24


@pytest.mark.parametrize("path", ["room.sqlite", "static/../desk.py", "static/room.sqlite", "class.csv.new"])
def test_nothing_else_is_served(room, path):
    assert ask(f"{room.base}{path}", room.token)[0] == 404


def test_a_stranger_learns_nothing_and_does_nothing(room):
    async def go() -> None:
        page = await Socket(room.wire).open()
        for do in ("move", "next", "look", "pass"):
            assert "join the room first" in (await page.ask(do))["refused"]
        for do, more in (
            ("join", {"room": "AAAAAA", "key": "k" * 20}),
            ("console", {"token": "no"}),
            ("projector", {"token": room.code}),
        ):
            assert "that is not" in (await page.ask(do, **more))["refused"]
        assert page.view == {} and page.welcome == {}
        page.close()
        # A seat is no console.
        phone = await Phone(room).join()
        for do in ("next", "pause", "finish", "dials"):
            assert "a seat can" in (await phone.ask(do))["refused"]
        phone.close()

    run_apart(go())


def test_codes_cannot_be_guessed_by_trying():
    tries = Tries()
    for _ in range(FOR_ONE):
        assert tries.allowed("here", 100.0)
        tries.wrong("here", 100.0)
    assert not tries.allowed("here", 120.0)
    assert tries.allowed("there", 120.0)
    assert tries.allowed("here", 161.0)


def hear(desk: Desk, page: Told, message: dict) -> None:
    """Let a desk take a message, and record it at once."""
    desk.receive(page, message)
    desk.flush()


class Told:
    """A page that is no page."""

    source = "somewhere"

    def __init__(self) -> None:
        self.heard: list[dict] = []

    def send(self, message: dict) -> None:
        self.heard.append(message)

    def close(self) -> None:
        pass


def test_after_too_many_wrong_codes_even_the_right_one_has_to_wait(tmp_path):
    async def go() -> None:
        store = RoomStore(tmp_path, rounds=(1, 1, 1), seconds=1, shown=1)
        desk, page = Desk(store), Told()
        for _ in range(FOR_ONE):
            hear(desk, page, {"do": "join", "room": "WRONG2", "key": "k" * 20})
        assert page.heard[-1]["refused"] == "that is not the room's code"
        for do in (
            {"do": "join", "room": store.about.room_code},
            {"do": "console", "token": store.about.token},
        ):
            hear(desk, page, {**do, "key": "k" * 20})
            assert "too many wrong codes" in page.heard[-1]["refused"]
        store.close()

    run_apart(go())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "3",
        "[]",
        '"move"',
        "{}",
        '{"do": 3}',
        '{"do": "join"}',
        '{"do": "join", "room": ["A"], "key": {}}',
        '{"id": true, "do": "look"}',
        '{"do": "back", "room": "\\ud800", "key": "\\udfff"}',
        '{"do": "' + "x" * 1000 + '"}',
        "[" * 2000,
    ],
)
def test_input_of_any_shape_is_refused_in_one_line(room, text):
    async def go() -> None:
        page = await Socket(room.wire).open()
        await page.connection.write_message(text)
        while not page.heard:
            await asyncio.sleep(0.01)
        said = json.loads(page.heard[0])["refused"]
        assert said and "\n" not in said and "Traceback" not in said
        page.close()
        seat = await Phone(room).join()
        await seat.connection.write_message(text)
        assert (await seat.ask("look"))["ok"]
        seat.close()

    run_apart(asyncio.wait_for(go(), 60))


def test_a_seat_is_found_again_by_key_by_code_and_in_two_tabs(room):
    async def go() -> None:
        first = await Phone(room).join()
        again = await Phone(room).open()
        assert (await again.ask("join", room=room.code, key=first.key))["ok"]  # the join was sent twice
        other = await Socket(room.wire).open()
        assert (await other.ask("back", room=room.code.lower(), code=first.view["code"].lower()))["ok"]
        await other.until(lambda view: view)
        await again.until(lambda view: view)
        assert first.view["code"] == again.view["code"] == other.view["code"]
        assert (await other.ask("bet", node="precision", value="4"))["ok"]
        for page in (first, again, other):
            await page.until(lambda view: view["bets"] == {"precision": "4"})
        for page in (first, again, other):
            page.close()

    run_apart(go())


def recorded(folder: Path) -> list:
    store = RoomStore(folder, rounds=(1, 1, 1), seconds=1, shown=1)
    try:
        return store.events()
    finally:
        store.close()


def test_what_is_sent_twice_is_recorded_once(tmp_path):
    async def go() -> None:
        store = RoomStore(tmp_path, rounds=(1, 1, 1), seconds=45, shown=1)
        desk, phone, tab, console = Desk(store), Told(), Told(), Told()
        seat = {"room": store.about.room_code, "key": "k" * 20}
        hear(desk, console, {"do": "console", "token": store.about.token})
        for page in (phone, tab):
            hear(desk, page, {"do": "join", **seat})
            hear(desk, page, {"do": "pass"})
        hear(desk, console, {"do": "next"})
        view = phone.heard[-1]["view"]
        move = {"do": "move", "turn": view["turn"], "node": view["due"][0]}
        right, wrong = OPTIONS[move["node"]][:2]
        for page in (phone, tab, phone):
            hear(desk, page, {"id": 7, **move, "value": right})
            assert {"id": 7, "ok": True} in page.heard
        hear(desk, tab, {"id": 8, **move, "value": wrong})
        assert {"id": 8, "refused": f"recorded already: {right}"} in tab.heard
        store.close()
        assert sum(event.kind == "move" and bool(event.seat) for event in recorded(tmp_path)) == 1

    run_apart(go())


def test_nobody_is_told_of_what_could_not_be_recorded(tmp_path):
    async def go() -> None:
        store = RoomStore(tmp_path, rounds=(1, 1, 1), seconds=45, shown=1)
        desk, phone = Desk(store), Told()
        hear(desk, phone, {"do": "join", "room": store.about.room_code, "key": "k" * 20})

        def full(events: list) -> None:
            raise sqlalchemy.exc.OperationalError("INSERT", {}, Exception("disk is full"))

        store.record, record = full, store.record
        hear(desk, phone, {"id": 3, "do": "pass"})
        assert phone.heard[-1] == {"id": 3, "refused": "it could not be recorded: send it again"}
        assert not any(seat.passed for seat in desk.room.seats.values())
        store.record = record
        hear(desk, phone, {"id": 4, "do": "pass"})
        assert {"id": 4, "ok": True} in phone.heard
        store.close()

    run_apart(go())


def test_what_a_phone_was_told_outlives_a_power_cut(tmp_path):
    """The server is killed again and again while a class plays; every choice that was acknowledged is there."""
    folder = tmp_path / "class"
    cuts = 3

    async def student(room: Served, phone: Phone) -> None:
        while True:
            try:
                await phone.back() if phone.told or phone.view else await phone.join()
                if not phone.view["passed"]:
                    await phone.ask("pass")
                await phone.play(OPTIONS)
                return
            except (TimeoutError, OSError, ConnectionError, AttributeError):
                await asyncio.sleep(0.1)

    async def instructor(room: Served, phones: list[Phone]) -> None:
        while True:
            try:
                console = await Console(room).enter()
                while True:
                    view = await console.until(
                        lambda v: v["stage"] in ("lobby", "totals", "finished") and v["passed"] == len(phones)
                    )
                    view = console.view
                    if view["stage"] == "finished":
                        return
                    over = view["chapter"] == 3
                    await console.ask("finish" if over else "next")
                    await console.until(
                        lambda v, b=view: (v["chapter"], v["stage"]) != (b["chapter"], b["stage"])
                    )
            except (TimeoutError, OSError, ConnectionError, AttributeError):
                await asyncio.sleep(0.1)

    async def cutter(room: Served) -> None:
        chance = random.Random(5)
        for _ in range(cuts):
            await asyncio.sleep(chance.uniform(0.3, 1.0))
            room.kill()
            with (folder / "class.csv").open("a") as file:
                file.write("half a li")  # as a power cut leaves it
            await asyncio.get_running_loop().run_in_executor(None, room.start)

    async def go(room: Served) -> list[Phone]:
        phones = [Phone(room, i) for i in range(8)]
        cuts_made = asyncio.ensure_future(cutter(room))
        await asyncio.gather(instructor(room, phones), *(student(room, phone) for phone in phones))
        await cuts_made
        return phones

    with served(folder, "--rounds", "4,2,2", "--shown", "1") as running:
        phones = run_apart(asyncio.wait_for(go(running), 240))
        running.stop()
    kept = {(event.turn, event.node): event.value for event in recorded(folder) if event.kind == "move"}
    told = {key: value for phone in phones for key, value in phone.told.items()}
    assert len(told) > 50
    assert told.items() <= kept.items()
    rows = read_class(folder).rows
    assert len(rows) == len({(row.block, row.round, row.pair) for row in rows}) == 4 * (4 + 2 + 2)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_instructor_can_read_what_is_kept(room):
    assert stat.S_IMODE((room.folder / "room.sqlite").stat().st_mode) & 0o077 == 0


def test_a_folder_or_a_port_that_cannot_be_used_is_said_in_one_line(tmp_path, capsys, room):
    from seoul_dilemma.grading.cli import main

    taken = tmp_path / "file"
    taken.write_text("")
    for arguments, says in (
        ([str(taken)], "cannot be used"),
        ([str(tmp_path / "a"), "--port", str(room.port)], "cannot listen"),
        ([str(tmp_path / "b"), "--rounds", "3"], "expected three numbers"),
        ([str(tmp_path / "c"), "--db", "nosuch://x"], "the database cannot be opened"),
        ([str(tmp_path / "d"), "--url", "ftp://x"], "begins with http"),
    ):
        with ThreadPoolExecutor(
            1
        ) as thread:  # a browser of an earlier test leaves its loop running in this one
            assert thread.submit(main, ["play", *arguments]).result() in (1, 2)
        said = capsys.readouterr().err
        assert says in said and len(said.splitlines()) == 1


def test_no_name_no_address_and_no_device_is_kept(tmp_path):
    async def go(room: Served) -> list[str]:
        phones = [await Phone(room, i).join() for i in range(2)]
        for phone in phones:
            await phone.ask("pass")
        console = await Console(room).enter()
        await asyncio.gather(console.direct(), *(phone.play(OPTIONS) for phone in phones))
        return [phone.view["code"] for phone in phones] + [phone.key for phone in phones]

    folder = tmp_path / "class"
    with served(folder, "--rounds", "1,1,1", "--shown", "1") as running:
        secrets = run_apart(go(running))
        running.stop()
    data = (folder / "class.csv").read_text() + (folder / "class.json").read_text()
    for secret in (*secrets, "127.0.0.1", running.token, running.code):
        assert secret not in data
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"127.0.0.1" not in everything and b"Tornado" not in everything
    with (folder / "class.csv").open(newline="") as file:
        seats = {row[name] for row in csv.DictReader(file) for name in ("moscow", "seoul")}
    assert len(seats) == 2
