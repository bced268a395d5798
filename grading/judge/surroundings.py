"""Whether a check has changed something around it that the student's code would feel: files, settings, seeds."""

from __future__ import annotations

import builtins
import os
import random
import sys
from typing import Any


class Surroundings:
    """What is around a check when it begins."""

    def __init__(self) -> None:
        self.was = self._now()

    def changed(self) -> str:
        """Say what is not as it was; nothing where all is."""
        for (name, was), (_, now) in zip(self.was, self._now(), strict=True):
            if was != now:
                return name
        return ""

    @staticmethod
    def _now() -> list[tuple[str, Any]]:
        with os.scandir() as entries:
            files = sorted((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries)
        numpy = sys.modules.get("numpy")
        state = numpy.random.get_state() if numpy is not None else ()
        seed = [part.tobytes() if hasattr(part, "tobytes") else part for part in state]
        return [
            ("a file", files),
            ("the folder", os.getcwd()),  # noqa: PTH109 - compared, never used
            ("the environment", dict(os.environ)),
            ("the seed of random", random.getstate()),
            ("the seed of numpy.random", seed),
            ("a name of Python's own", [id(getattr(builtins, name)) for name in ("input", "print", "open")]),
            ("standard input", id(sys.stdin)),
        ]
