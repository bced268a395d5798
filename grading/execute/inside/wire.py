"""Frames over a pair of file descriptors: four bytes of length, then JSON.

Both ends use it; the judge's end does not trust what it reads: size, depth and time are limited.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import struct
import time
from typing import Any, Required, TypedDict

MAX_FRAME = 64 * 1024 * 1024
# Seconds after a deadline for a frame that has begun: after half a frame, no later frame could be parsed.
_TO_THE_END = 2.0


class Request(TypedDict, total=False):
    """What the judge asks of the student's process; each ``op`` is a method ``do_OP`` of `runner.Runner`."""

    op: Required[str]
    n: int  # the answer repeats it
    ref: Any  # the number of an object of the student's
    name: str
    value: Any
    args: list[Any]
    kwargs: dict[str, Any]
    key: Any
    how: str
    kind: Any
    family: bool
    left: Any
    right: Any
    source: str
    path: str
    body: str
    more: bool
    imports: list[str]
    packages: list[str]
    paths: list[str]
    flags: int
    word: str
    shown: str
    asked: list[str]
    message: str


class Reply(TypedDict, total=False):
    """What the student's process says. It is a claim: the judge looks at the type of every part that it uses."""

    re: Required[Any]
    n: Any
    value: Any
    changed: Any
    printed: Any
    outputs: Any
    error: Any
    message: Any
    kind: Any
    ename: Any
    evalue: Any
    traceback: Any
    args: Any
    kwargs: Any
    number: Any
    line: Any
    own: Any
    odd: Any
    seconds: Any


class WireError(Exception):
    """The other side is gone, broke the protocol, or sent more than is allowed."""


class WireClosed(WireError):
    """The other side is gone."""


class FrameTooLong(WireError):
    """A document that is longer than a frame may be; nothing of it was sent."""


class WireTimeout(WireError):
    """The other side did not answer in time."""


def _to_the_end(deadline: float | None) -> float | None:
    return None if deadline is None else max(deadline, time.monotonic()) + _TO_THE_END


class Wire:
    """One end of a channel.

    Parameters
    ----------
    read, write : int
        File descriptors; the same number twice for a socket.
    max_frame : int
        The longest frame that is read or written, in bytes.
    """

    def __init__(self, read: int, write: int, max_frame: int = MAX_FRAME) -> None:
        self.read, self.write, self.max_frame = read, write, max_frame

    def close(self) -> None:
        """Close both descriptors."""
        for fd in {self.read, self.write}:
            with contextlib.suppress(OSError):
                os.close(fd)

    def send(self, document: Any, deadline: float | None = None) -> None:
        """Send one JSON document.

        Raises
        ------
        WireClosed
            The other side is gone.
        WireError
            The document is no JSON, or too long.
        WireTimeout
            The other side did not take it before `deadline` (`time.monotonic`).
        """
        try:
            body = json.dumps(document, separators=(",", ":")).encode("ascii")
        except (TypeError, ValueError, RecursionError) as error:
            raise WireError(f"cannot be written as JSON: {error}") from None
        if len(body) > self.max_frame:
            raise FrameTooLong(
                f"{len(body) / 1e6:.0f} MB where at most {self.max_frame / 1e6:.0f} MB can cross"
            )
        self._push(memoryview(struct.pack(">I", len(body)) + body), deadline)

    def _push(self, view: memoryview, deadline: float | None) -> None:
        last = _to_the_end(deadline)
        try:
            if deadline is not None:
                os.set_blocking(self.write, False)
            while view:
                if deadline is not None:
                    self._wait(self.write, select.POLLOUT, deadline)
                try:
                    view = view[os.write(self.write, view[: 1 << 20]) :]
                except BlockingIOError:
                    continue
                deadline = last  # once a part has been sent
        except OSError as error:
            raise WireClosed(f"the other side is gone ({error.strerror})") from None
        finally:
            if deadline is not None:
                os.set_blocking(self.write, True)

    def receive(self, deadline: float | None = None) -> Any:
        """Read one JSON document.

        Raises
        ------
        WireClosed
            The other side is gone.
        WireError
            It sent something that is not a frame of JSON.
        WireTimeout
            Nothing whole arrived before `deadline` (`time.monotonic`).
        """
        (length,) = struct.unpack(">I", self._exactly(4, deadline))
        deadline = _to_the_end(deadline)
        if length > self.max_frame:
            raise WireError(f"a frame of {length} bytes, more than the {self.max_frame} allowed")
        try:
            return json.loads(self._exactly(length, deadline))
        except (ValueError, RecursionError) as error:
            raise WireError(f"not JSON: {str(error)[:100]}") from None

    def _exactly(self, count: int, deadline: float | None) -> bytes:
        parts, left = [], count
        while left:
            if deadline is not None:
                self._wait(self.read, select.POLLIN, deadline)
            try:
                part = os.read(self.read, min(left, 1 << 20))
            except OSError as error:
                raise WireClosed(f"the other side is gone ({error.strerror})") from None
            if not part:
                raise WireClosed("the other side is gone")
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    @staticmethod
    def _wait(fd: int, event: int, deadline: float) -> None:
        if time.monotonic() > deadline:  # also while data are available: an endless stream is not an answer
            raise WireTimeout("no answer in time")
        poll = select.poll()
        poll.register(fd, event)
        if not poll.poll(max(0.0, (deadline - time.monotonic()) * 1000)):
            raise WireTimeout("no answer in time")


class SocketWire(Wire):
    """One end of a channel through a socket, for systems where a socket is no file descriptor.

    Parameters
    ----------
    link : socket
        Connected; the wire owns it from now on.
    max_frame : int
        The longest frame that is read or written, in bytes.
    """

    def __init__(self, link: socket.socket, max_frame: int = MAX_FRAME) -> None:
        super().__init__(-1, -1, max_frame)
        self.link = link

    def close(self) -> None:
        """Close the socket."""
        self.link.close()

    def _until(self, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise WireTimeout("no answer in time")
        self.link.settimeout(left)

    def _push(self, view: memoryview, deadline: float | None) -> None:
        last = _to_the_end(deadline)
        try:
            while view:
                self._until(deadline)
                view = view[self.link.send(view[: 1 << 20]) :]
                deadline = last  # once a part has been sent
        except TimeoutError:
            raise WireTimeout("no answer in time") from None
        except OSError as error:
            raise WireClosed(f"the other side is gone ({error.strerror})") from None

    def _exactly(self, count: int, deadline: float | None) -> bytes:
        parts, left = [], count
        try:
            while left:
                self._until(deadline)
                part = self.link.recv(min(left, 1 << 20))
                if not part:
                    raise WireClosed("the other side is gone")
                parts.append(part)
                left -= len(part)
        except TimeoutError:
            raise WireTimeout("no answer in time") from None
        except OSError as error:
            raise WireClosed(f"the other side is gone ({error.strerror})") from None
        return b"".join(parts)
