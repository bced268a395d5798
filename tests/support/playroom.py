"""A room that is served for a test, and phones that are programs."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE = 60.0


class Served:
    """A running ``seoul play``."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start it, on the same port as before."""
        command = [sys.executable, "-m", "seoul_dilemma.grading.cli", "play", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), *self.options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        guard = threading.Timer(60, self.process.kill)
        guard.start()
        self.said: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.strip())
            if "Ctrl-C stops" in line:
                break
        guard.cancel()
        text = "\n".join(self.said)
        found = re.search(r"Console:\s+(http://\S+?):(\d+)(\S*)console#(\S+)", text)
        assert found, text
        self.port, self.prefix, self.token = int(found[2]), found[3], found[4]
        self.code = re.search(r"room code (\w+)", text)[1]
        # What it says later must not fill the pipe.
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.strip())

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    @property
    def wire(self) -> str:
        return f"ws://127.0.0.1:{self.port}{self.prefix}wire"

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> int:
        """End it as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    """Serve a room as long as a test takes."""
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    room = Served(folder, *options)
    try:
        yield room
    finally:
        if room.process.poll() is None:
            room.kill()


class Socket:
    """An open page, as its socket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.heard: list[str] = []
        self.view: dict[str, Any] = {}
        self.welcome: dict[str, Any] = {}
        self.connection: WebSocketClientConnection | None = None
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Event()
        self._number = 0

    async def open(self) -> Socket:
        self.connection = await websocket_connect(self.address, connect_timeout=PATIENCE)
        self._reading = asyncio.ensure_future(self._read(self.connection))
        return self

    async def _read(self, connection: WebSocketClientConnection) -> None:
        while (text := await connection.read_message()) is not None:
            self.heard.append(str(text))
            message = json.loads(text)
            self.view = message.get("view", self.view)
            self.welcome = message.get("welcome", self.welcome)
            waiting = self._answers.pop(message.get("id"), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(message)
            self._changed.set()
        for waiting in self._answers.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("closed"))

    async def ask(self, do: str, **more: Any) -> dict[str, Any]:
        """Send something and return the answer to it."""
        self._number += 1
        waiting = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self.connection.write_message(json.dumps({"id": self._number, "do": do, **more}))
        return await asyncio.wait_for(waiting, PATIENCE)

    async def until(self, wanted: Callable[[dict[str, Any]], Any], patience: float = PATIENCE) -> Any:
        """Wait for a view."""

        async def wait() -> Any:
            while not (found := wanted(self.view)):
                self._changed.clear()
                await self._changed.wait()
            return found

        return await asyncio.wait_for(wait(), patience)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self._reading.cancel()


class Phone(Socket):
    """A student whose choices are drawn at random."""

    def __init__(self, room: Served, seed: int = 0) -> None:
        super().__init__(room.wire)
        self.room, self.key = room, secrets.token_urlsafe(12)
        self.chance = random.Random(seed)
        self.told: dict[tuple[str, str], str] = {}

    async def join(self) -> Phone:
        await self.open()
        answer = await self.ask("join", room=self.room.code, key=self.key)
        assert answer.get("ok"), answer
        await self.until(lambda view: view)
        return self

    async def back(self) -> Phone:
        """Come back to the seat."""
        await self.open()
        answer = await self.ask("back", room=self.room.code, key=self.key)
        assert answer.get("ok"), answer
        await self.until(lambda view: view)
        return self

    async def choose(self, node: str, value: str) -> dict[str, Any]:
        turn = self.view["turn"]
        answer = await self.ask("move", turn=turn, node=node, value=value)
        if answer.get("ok"):
            self.told[turn, node] = value
        return answer

    async def play(self, options: dict[str, tuple[str, ...]]) -> None:
        """Answer whatever is asked until the class is over."""
        while True:
            view = (
                await self.until(
                    lambda v: (
                        (v.get("due") and not v["paused"])
                        or (v["stage"] == "shown" and not v.get("gone_on") and v)
                        or v["stage"] == "finished"
                    )
                )
                and self.view
            )
            if view["stage"] == "finished":
                return
            if view["stage"] == "shown":
                turn = view.get("turn")
                await self.ask("on")
                await self.until(lambda v, turn=turn: v["stage"] != "shown" or v.get("turn") != turn)
                continue
            node = view["due"][0]
            turn = view["turn"]
            await self.choose(node, self.chance.choice(options[node]))
            await self.until(lambda v, n=node, t=turn: v.get("turn") != t or n not in v.get("due", ()))


class Console(Socket):
    """The instructor."""

    def __init__(self, room: Served, what: str = "console") -> None:
        super().__init__(room.wire)
        self.room, self.what = room, what

    async def enter(self) -> Console:
        await self.open()
        answer = await self.ask(self.what, token=self.room.token)
        assert answer.get("ok"), answer
        await self.until(lambda view: view)
        return self

    async def direct(self) -> None:
        """Begin chapter after chapter, and send the class home."""
        for _ in range(4):
            await self.until(lambda v: v["stage"] in ("lobby", "totals"), 120)
            chapter = self.view["chapter"]
            assert (await self.ask("next")).get("ok")
            await self.until(lambda v, c=chapter: v["chapter"] > c)
        await self.until(lambda v: v["stage"] == "totals", 120)
        assert (await self.ask("finish")).get("ok")
