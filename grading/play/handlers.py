"""The pages and the wire: what a browser asks for, over HTTP and a web socket."""

from __future__ import annotations

import hmac
import json
from collections import deque
from pathlib import Path
from typing import Any

from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from .desk import Desk
from .message import Json

PAGES = Path(__file__).parent / "pages"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: Messages that one page may send within ten seconds.
_BURST = 100


class _Careful(RequestHandler):
    """Headers that keep pages from being framed, guessed at, kept, or told on."""

    def set_default_headers(self) -> None:
        for name, value in (
            ("Content-Security-Policy", _POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("Server", "seoul"),
        ):
            self.set_header(name, value)


class _Plain(_Careful):
    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: {self._reason}\n")


class _Nothing(_Plain):
    def prepare(self) -> None:
        raise HTTPError(404)


class _Page(_Plain):
    """One of the three pages; what it shows comes over the socket."""

    def initialize(self, name: str) -> None:
        self.name = name

    def get(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish((PAGES / self.name).read_bytes())


class _Static(_Careful, StaticFileHandler):
    pass


class _Data(_Plain):
    """``class.csv`` and ``class.json``, for the instructor alone."""

    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    def get(self, name: str) -> None:
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        now, source = self.desk.clock(), self.request.remote_ip or ""
        if not self.desk.tries.allowed(source, now):
            raise HTTPError(429, reason="too many wrong tokens: wait a minute")
        right = hmac.compare_digest(token.encode(), self.desk.store.about.token.encode())
        if scheme != "token" or not right:
            self.desk.tries.wrong(source, now)
            raise HTTPError(403, reason="the data need the instructor's token")
        path = self.desk.store.folder / name
        if not path.is_file():
            raise HTTPError(404, reason="nothing has been played yet")
        kind = "text/csv" if name.endswith(".csv") else "application/json"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(path.read_bytes())


class _Wire(WebSocketHandler):
    """One open page."""

    def initialize(self, desk: Desk, welcome: Json) -> None:
        self.desk, self.welcome = desk, welcome
        self._times: deque[float] = deque()

    @property
    def source(self) -> str:
        """Where the page is, to count wrong codes by; it is written nowhere."""
        return self.request.remote_ip or ""

    def open(self, *_: str, **__: str) -> None:
        self.set_nodelay(True)

    def on_message(self, message: str | bytes) -> None:
        now = self.desk.clock()
        self._times.append(now)
        while now - self._times[0] > 10:
            self._times.popleft()
        if len(self._times) > _BURST:
            self.send({"id": None, "refused": "too many messages: slow down"})
            self.close()
            return
        try:
            found = json.loads(message)
        except (ValueError, RecursionError):
            self.send({"id": None, "refused": "expected JSON"})
            return
        self.desk.receive(self, found)
        if (
            isinstance(found, dict)
            and found.get("do") in ("console", "projector")
            and self.desk.watches(self)
        ):
            self.send({"welcome": self.welcome})

    def on_close(self) -> None:
        self.desk.left(self)

    def send(self, message: Json) -> None:
        try:
            self.write_message(json.dumps(message, ensure_ascii=False))
        except WebSocketClosedError:
            self.desk.left(self)


def application(desk: Desk, prefix: str, welcome: Json) -> Application:
    """Make the web application of a room.

    Parameters
    ----------
    desk : Desk
    prefix : str
        What addresses begin with; ends with a slash.
    welcome : dict
        What console and projector are told once: the address for phones, and its picture.

    Returns
    -------
    tornado.web.Application
    """
    return Application(
        [
            (prefix, _Page, {"name": "phone.html"}),
            (f"{prefix}projector", _Page, {"name": "projector.html"}),
            (f"{prefix}console", _Page, {"name": "console.html"}),
            (f"{prefix}(class\\.(?:csv|json))", _Data, {"desk": desk}),
            (f"{prefix}wire", _Wire, {"desk": desk, "welcome": welcome}),
            (f"{prefix}static/([\\w-]+\\.(?:js|css|json))", _Static, {"path": str(PAGES)}),
        ],
        default_handler_class=_Nothing,
        log_function=lambda _handler: None,  # addresses of visitors are written nowhere
        websocket_ping_interval=10,
        websocket_ping_timeout=9,
        websocket_max_message_size=4096,
        # Names of static files carry no version: a page is as new as its server.
        static_hash_cache=False,
    )
