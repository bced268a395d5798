"""Open a room on this machine, and say who can reach it."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import signal
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .desk import TICK, Desk
from .handlers import application
from .store import RoomStore


class CannotServe(Exception):
    """The room cannot be opened; the text says why, in one line."""


@dataclass(frozen=True)
class Place:
    """Where a room is served.

    Attributes
    ----------
    host : str
    port : int
    prefix : str
        What its addresses begin with.
    outside : str or None
        Address that phones open, where it is not made of host and port.
    """

    host: str
    port: int
    prefix: str = "/"
    outside: str | None = None

    @property
    def base(self) -> str:
        """The address that phones open."""
        if self.outside:
            return self.outside.rstrip("/") + "/"
        host = own_address() if self.everywhere else self.host
        if ":" in host:
            host = f"[{host}]"
        return f"http://{host}:{self.port}{self.prefix}"

    @property
    def everywhere(self) -> bool:
        """Whether it listens on all networks of this machine."""
        return self.host in ("", "0.0.0.0", "::")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def reach(self) -> str:
        """Say who can reach it, in one line."""
        if self.outside:
            return f"Whoever can open {self.base} can reach the room; joining needs its code."
        if self.loopback:
            return "Only this computer can reach the room. For phones: seoul play --host 0.0.0.0"
        where = "every network that this computer is on" if self.everywhere else f"the network of {self.host}"
        return (
            f"Everybody on {where} can reach the room; joining needs its code. What is sent is not encrypted."
        )


def own_address() -> str:
    """Return this machine's address on its own network; nothing is sent to find it.

    Returns
    -------
    str
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def from_hub(host: str, port: int, outside: str | None) -> Place:
    """Return where to serve: where a JupyterHub says, or else as asked.

    Parameters
    ----------
    host : str
    port : int
    outside : str or None

    Returns
    -------
    Place
    """
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")
    asked = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    if asked.hostname and asked.port:
        host, port = asked.hostname, asked.port
    return Place(host, port, prefix if prefix.endswith("/") else f"{prefix}/", outside)


def serve(store: RoomStore, place: Place, say: Any = print) -> None:
    """Serve a room until Ctrl-C or a signal to end.

    Parameters
    ----------
    store : RoomStore
    place : Place
        Port 0 takes any that is free.
    say : callable, optional
        Prints a line.

    Raises
    ------
    CannotServe
        When host and port cannot be listened on.
    """
    asyncio.run(_serve(store, place, say))


async def _serve(store: RoomStore, place: Place, say: Any) -> None:
    import segno
    from tornado.httpserver import HTTPServer
    from tornado.netutil import bind_sockets

    try:
        sockets = bind_sockets(place.port, place.host or None, socket.AF_UNSPEC)
    except OSError as error:
        raise CannotServe(f"cannot listen on {place.host} port {place.port}: {error.strerror}") from None
    place = Place(place.host, sockets[0].getsockname()[1], place.prefix, place.outside)
    code = store.about.room_code
    address = f"{place.base}#{code}"
    picture = segno.make(address, error="m", micro=False).svg_data_uri(
        scale=8, border=2, dark="#111", light="#fff"
    )
    logging.getLogger("tornado.access").disabled = True
    desk = Desk(store)
    welcome = {"address": place.base, "room": code, "qr": picture, "reach": place.reach()}
    server = HTTPServer(application(desk, place.prefix, welcome), xheaders=False)
    server.add_sockets(sockets)
    token = store.about.token
    say(f"The room is open. Phones:   {place.base}   room code {code}")
    say(f"Console:   {place.base}console#{token}")
    say(f"Projector: {place.base}projector#{token}")
    say(place.reach())
    say(
        f"The class is kept in {store.folder.resolve()}. Ctrl-C stops; the same command goes on where it stopped."
    )
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(each, ended.set)
        except NotImplementedError:  # Windows: Ctrl-C ends the loop by an exception
            break
    while not ended.is_set():
        try:
            await asyncio.wait_for(ended.wait(), TICK)
        except TimeoutError:
            desk.tick()
    desk.flush()
    server.stop()
    await server.close_all_connections()
    store.close()
