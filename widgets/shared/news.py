"""Tell what shows a reader's progress that there is news: an exercise was checked, a bet was placed."""

from __future__ import annotations

import contextlib
from typing import Protocol
from weakref import WeakSet


class Listener(Protocol):
    """What wants to hear."""

    def refresh(self) -> None:
        """Look again."""


_listeners: WeakSet[Listener] = WeakSet()


def listen(listener: Listener) -> None:
    """Let a listener hear, as long as it lives."""
    _listeners.add(listener)


def tell() -> None:
    """Let all listeners look again. What one of them cannot do stays its own affair."""
    for listener in list(_listeners):
        with contextlib.suppress(Exception):
            listener.refresh()
