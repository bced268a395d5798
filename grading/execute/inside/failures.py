"""Records exceptions that no cell raises: in a thread, in a widget's callback, inside an output."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import time
from typing import Any

THREADS = 5.0  # seconds that threads started by a check may run on after it


class Failures(logging.Handler):
    """Records exceptions that no cell raises: in a thread, in a widget's callback, inside an output."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note the failure that a message tells of."""
        if record.exc_info and record.exc_info[1] is not None:
            self.found.append(record.exc_info[1])

    def thread(self, about: Any) -> None:
        """Take the place of `threading.excepthook`."""
        if about.exc_value is not None and not isinstance(about.exc_value, SystemExit):
            self.found.append(about.exc_value)

    def shown(self, given: Any = None, *_: Any, **__: Any) -> None:
        """Take the place of IPython's `showtraceback`."""
        error = given[1] if type(given) is tuple and len(given) == 3 else sys.exc_info()[1]
        if error is not None:
            self.found.append(error)

    @contextlib.contextmanager
    def watching(self) -> Any:
        """Record failures during the block, and those of threads that it started."""
        before, hook = set(threading.enumerate()), threading.excepthook
        loggers = [logging.getLogger(), logging.getLogger("traitlets"), logging.getLogger("asyncio")]
        threading.excepthook = self.thread
        for logger in loggers:
            logger.addHandler(self)
        try:
            yield
            end = time.monotonic() + THREADS
            for thread in set(threading.enumerate()) - before:
                if not thread.daemon:
                    thread.join(max(0.0, end - time.monotonic()))
        finally:
            threading.excepthook = hook
            for logger in loggers:
                logger.removeHandler(self)
