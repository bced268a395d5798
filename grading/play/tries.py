"""How often somebody may be wrong about a code."""

from __future__ import annotations

from collections import deque

WINDOW = 60.0
FOR_ONE, FOR_ALL = 20, 400


class Tries:
    """Wrong tries of the last minute, by where they came from; kept in memory alone, and forgotten.

    A room code is one of about 700 million: at 400 wrong tries a minute, the most that everybody together has, one in
    twenty would be found by a search that never stops in two months.
    """

    def __init__(self) -> None:
        self._wrong: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    def allowed(self, source: str, now: float) -> bool:
        """Tell whether one more try may be looked at."""
        for times in (self._all, self._wrong.get(source, deque())):
            while times and now - times[0] > WINDOW:
                times.popleft()
        return len(self._all) < FOR_ALL and len(self._wrong.get(source, ())) < FOR_ONE

    def wrong(self, source: str, now: float) -> None:
        """Note a wrong try."""
        if len(self._wrong) > 10_000:
            self._wrong.clear()
        self._wrong.setdefault(source, deque()).append(now)
        self._all.append(now)
