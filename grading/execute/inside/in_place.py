"""Runs a check among the student's own names, in a fork that ends with it.

The student's process is not changed by the check and never has its source: only the fork does. Student code
can forge the check's result here, so only checks that cannot be judged apart are run this way.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import json
import os
import signal
import sys
import types
from typing import Any

import genuine
import shell as shells
from failures import Failures
from wire import Reply, Request

MOST = 1_000_000  # bytes of the fork's answer
PYTHONS = frozenset(vars(builtins))  # without names that IPython adds at run time


class CheckGlobals(dict[str, Any]):
    """The check's globals: its own imports first, the student's names next; what it binds is bound there.

    Built-in names stay Python's, except for those that an exercise asks for.
    """

    def __init__(self, theirs: dict[str, Any], asked: frozenset[str]) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.theirs, self.asked = theirs, asked

    def _kept_from(self, name: object) -> bool:
        """Say whether a name is Python's built-in, whatever the student bound to it."""
        return name in PYTHONS and name not in self.asked and not str(name).startswith("__")

    def __missing__(self, name: str) -> Any:
        if self._kept_from(name):
            raise KeyError(name)
        return self.theirs[name]

    def __setitem__(self, name: str, value: Any) -> None:
        dict.pop(self, name, None)
        self.theirs[name] = value

    def __delitem__(self, name: str) -> None:
        dict.pop(self, name, None)
        del self.theirs[name]

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self.theirs

    def __iter__(self) -> Any:
        theirs = {name: None for name in self.theirs if not self._kept_from(name)}
        return iter({**theirs, **dict(dict.items(self))})

    def keys(self) -> Any:
        """Return all names."""
        return list(self)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a name's value."""
        try:
            return self[name]
        except KeyError:
            return default


def in_fork(shell: Any, request: Request, kept: genuine.Kept | None) -> Reply:
    """Run a check in a fork and return what it said; where a system has no fork, here."""
    if not hasattr(os, "fork"):
        return _run(shell, request, kept)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            body = json.dumps(_run(shell, request, kept)).encode()
            with os.fdopen(write, "wb") as file:
                file.write(body)
        finally:
            os._exit(0)
    os.close(write)
    try:
        with os.fdopen(read, "rb") as file:
            body = file.read(MOST)
        return json.loads(body) if body else _ended()
    except ValueError:
        return _ended()
    finally:
        with contextlib.suppress(OSError):
            os.kill(child, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(child, 0)


def _ended() -> Reply:
    return {
        "re": "raise",
        "ename": "Ended",
        "evalue": "the check ended its process before its end",
        "line": 0,
    }


def _run(shell: Any, request: Request, kept: genuine.Kept | None) -> Reply:
    if kept is not None:
        genuine.restore(kept)
    sys.settrace(None)
    sys.setprofile(None)
    shells.attach()
    shells.OUTPUTS.clear()
    names = CheckGlobals(shell.user_ns, frozenset(request["asked"]))
    for statement in request["imports"]:
        with contextlib.suppress(Exception):
            found: dict[str, Any] = {}
            exec(statement, found)
            found.pop("__builtins__", None)
            dict.update(names, found)
    with contextlib.suppress(Exception):
        shell.history_manager.store_inputs(shell.execution_count, request["shown"])
    failures = Failures()
    shell.showtraceback = failures.shown
    error: BaseException | None = None
    try:
        with failures.watching():
            execute(request["source"], names, request["flags"])
    except BaseException as caught:
        error = caught
    error = error or (failures.found[0] if failures.found else None)
    text = "".join(item.get("text", "") for item in shells.OUTPUTS.take())[:20_000]
    if error is not None:
        lines = [
            frame.tb_lineno for frame in _frames(error) if frame.tb_frame.f_code.co_filename == "<check>"
        ]
        described = shells.describe(error)
        own = isinstance(error, AssertionError) and bool(lines)
        last = next(reversed(_frames(error)), None)
        own = own and last is not None and last.tb_frame.f_code.co_filename == "<check>"
        return {"re": "raise", **described, "line": lines[-1] if lines else 0, "own": own, "printed": text}
    value = names.theirs.pop(request["word"] + "_value", None)
    done = names.theirs.pop(request["word"], None)
    return {
        "re": "value",
        "value": [done, value if type(value) in (int, float) else None],
        "odd": type(value).__name__ if type(value).__module__ == "numpy" else "",
        "printed": text,
    }


def _frames(error: BaseException) -> list[types.TracebackType]:
    found: list[types.TracebackType] = []
    frame = error.__traceback__
    while frame is not None and len(found) < 1000:
        found.append(frame)
        frame = frame.tb_next
    return found


def execute(source: str, names: dict[str, Any], flags: int) -> None:
    """Run a cell as IPython does: it may await at its top."""
    code = compile(source, "<check>", "exec", flags=flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    if not code.co_flags & inspect.CO_COROUTINE:
        exec(code, names)
        return
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(eval(code, names))
    finally:
        loop.close()
