"""Runs one submission's cells and answers the judge's questions about the names they left behind.

This process belongs to the student's code: whatever it says is a claim, never a grade.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import importlib
import json
import re
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import genuine
import in_place
import shell as shells
from codec import ORDERS, SPECIALS, Decoder, Document, Encoder, NotPlain
from wire import FrameTooLong, Reply, Request, Wire, WireError

_BUILTIN_ERRORS = {
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}

# References to these carry no capabilities: they are compared by identity, and have no owner.
_FUNCTIONS = ("function", "builtin_function_or_method", "method", "ufunc", "partial", "method_descriptor")
_PLAIN_EQ, _PLAIN_ORDER, _GENUINE = 1, 2, 4

_TOO_LONG = "your code took longer than it is given"
_THREADS = "a thread of its own calls a function that the check gave"


class Runner:
    """One submission's namespace behind a wire."""

    def __init__(self, wire: Wire, shell: Any, packages: tuple[str, ...]) -> None:
        self.wire, self.shell = wire, shell
        self.busy = self.stopped = self.threads = False
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        self.kinds: dict[type, int] = {}
        self.kept: genuine.Kept | None = None
        self.used: set[int] = set()
        self.encoder = Encoder(self._refer, packages)
        self.decoder = Decoder(self._resolve, packages)

    def serve(self) -> None:
        """Answer requests until the judge is gone."""
        signal.signal(signal.SIGINT, self._interrupt)
        while True:
            try:
                request = self.wire.receive()
            except WireError:
                return
            if request["op"] in (
                "return",
                "throw",
            ):  # the answer to a callback that was interrupted meanwhile
                continue
            try:
                self.busy, self.stopped = True, False
                answer = self._answer(request)
            except KeyboardInterrupt as error:
                answer = self._raised(error)
            finally:
                self.busy = False
            self._send(answer | {"n": request.get("n")})

    def _send(self, answer: Reply) -> None:
        try:
            self.wire.send(answer)
        except FrameTooLong as error:
            self.wire.send(
                {"re": "unplain", "message": f"it is too large to be read: {error}", "n": answer["n"]}
            )

    def _interrupt(self, *_: Any) -> None:
        self.stopped = True
        if self.busy:
            raise KeyboardInterrupt(_TOO_LONG)

    def _answer(self, request: Request) -> Reply:
        try:
            answer = getattr(self, "do_" + request["op"])(request)
            json.dumps(answer)
        except NotPlain as error:
            answer = {"re": "unplain", "message": str(error)[:500]}
        except BaseException as error:  # a student's code may raise anything, and must not end the loop
            answer = self._raised(error)
        if self.threads and request["op"] != "run":
            self.threads = False
            return {"re": "unplain", "message": _THREADS}
        return answer

    def _raised(self, error: BaseException) -> Reply:
        bases = [kind.__name__ for kind in type.mro(type(error)) if kind.__name__ in _BUILTIN_ERRORS]
        found = {"re": "raise", "kind": (bases or ["RuntimeError"])[0], **shells.describe(error)}
        if type(error).__module__ == "builtins":
            try:  # so that e.args and e.errno are what they were
                found["args"] = json.loads(json.dumps([self.encoder.encode(part) for part in error.args]))
            except BaseException:
                found.pop("args", None)
        return found

    # values

    def _refer(self, value: Any) -> Document:
        number = self.numbers.get(id(value))
        if number is None or self.objects.get(number) is not value:
            number = len(self.objects) + 1
            self.objects[number] = value
            self.numbers[id(value)] = number
        kind = type(value)
        if kind.__name__ == "module" and isinstance(value, type(sys)):
            what, name = "module", str(value.__name__)
        elif isinstance(value, type):
            what, name = "class", str(value.__name__)
        elif kind.__name__ in _FUNCTIONS:
            what, name = "function", str(getattr(value, "__name__", kind.__name__))
        else:
            what, name = "object", kind.__name__
        owner = getattr(value if what in ("class", "function") else kind, "__module__", "")
        if kind not in self.kinds:
            self.kinds[kind] = _abilities(kind)
        return {"ref": [number, what, name[:200], str(owner)[:200], self.kinds[kind]]}

    def _resolve(self, tag: str, content: Any) -> Any:
        if tag == "ref":
            return self.objects[content]
        if tag == "name":
            return self.shell.user_ns[content]
        if tag == "import":
            found = importlib.import_module(content[0])
            for part in filter(None, content[1].split(".")):
                found = getattr(found, part)
            return found
        if tag == "callback":
            return self._callback(*content)
        raise NotPlain(f"an unknown tag {tag}")

    def _callback(self, number: int, name: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():
                self.threads = True  # on one wire, the answers to two threads would be taken for one another
                raise RuntimeError(_THREADS)
            question = {
                "re": "callback",
                "number": number,
                "args": [self.encoder.encode(a) for a in args],
                "kwargs": {k: self.encoder.encode(v) for k, v in kwargs.items()},
            }
            # An interrupt never cuts a frame: the judge answers every callback, also one of interrupted code.
            self.busy = False
            try:
                self.wire.send(question)
                reply = self.wire.receive()
                while reply["op"] not in (
                    "return",
                    "throw",
                ):  # the judge may ask for a value before it answers
                    self.busy = True
                    answer = self._answer(reply)
                    self.busy = False
                    self.wire.send(answer | {"n": reply.get("n")})
                    reply = self.wire.receive()
            finally:
                self.busy = True
            if self.stopped:
                raise KeyboardInterrupt(_TOO_LONG)
            if reply["op"] == "return":
                return self.decoder.decode(reply["value"])
            raise getattr(builtins, reply["kind"])(reply["message"])

        call.__name__ = name
        return call

    def _value(self, value: Any) -> Reply:
        return {"re": "value", "value": self.encoder.encode(value)}

    # requests

    def do_put(self, request: Request) -> Reply:
        """Write a file beside the notebook."""
        path = Path.cwd().joinpath(*request["path"].split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab" if request.get("more") else "wb") as file:
            file.write(base64.b64decode(request["body"]))
        return {"re": "done"}

    def do_run(self, request: Request) -> Reply:
        """Run one cell."""
        shells.OUTPUTS.clear()
        start, error = time.perf_counter(), None
        try:
            result = self.shell.run_cell(request["source"], store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as caught:
            error = caught
        described = None if error is None else shells.describe(error)
        return {
            "re": "done",
            "error": described,
            "outputs": shells.OUTPUTS.take(),
            "seconds": time.perf_counter() - start,
        }

    def do_keep(self, request: Request) -> Reply:
        """Save the names of libraries before student code runs: checks that run here restore them."""
        names: dict[str, Any] = {}
        for statement in request["imports"]:
            with contextlib.suppress(Exception):
                exec(statement, names)
        for path in request["paths"]:  # a library may load a part of itself only when it is asked for
            root, *parts = path.split(".")
            found = names.get(root)
            for part in parts:
                with contextlib.suppress(Exception):
                    found = getattr(found, part, None) if isinstance(found, type(sys)) else None
        self.kept = genuine.keep(tuple(request["packages"]))
        return {"re": "done"}

    def do_inside(self, request: Request) -> Reply:
        """Run a check among the student's own names."""
        return in_place.in_fork(self.shell, request, self.kept)

    def do_names(self, request: Request) -> Reply:
        """Return the names that the notebook has, or an object."""
        found = self.shell.user_ns if request["ref"] is None else dir(self.objects[request["ref"]])
        return self._value([name for name in found if type(name) is str])

    def do_get(self, request: Request) -> Reply:
        """Return the value of a name."""
        if request["name"] not in self.shell.user_ns:
            return {"re": "missing"}
        return self._value(self.shell.user_ns[request["name"]])

    def do_has(self, request: Request) -> Reply:
        """Say whether there is such a name."""
        return {"re": "value", "value": request["name"] in self.shell.user_ns}

    def do_set(self, request: Request) -> Reply:
        """Bind a name."""
        self.shell.user_ns[request["name"]] = self.decoder.decode(request["value"])
        return {"re": "done"}

    def do_lend(self, request: Request) -> Reply:
        """Bind a name, unless there is one."""
        if request["name"] not in self.shell.user_ns:
            self.shell.user_ns[request["name"]] = self.decoder.decode(request["value"])
        return {"re": "done"}

    def do_del(self, request: Request) -> Reply:
        """Unbind a name."""
        self.shell.user_ns.pop(request["name"], None)
        return {"re": "done"}

    def do_call(self, request: Request) -> Reply:
        """Call an object; say what became of its arguments and what it printed."""
        sent = {str(place): each for place, each in enumerate(request["args"])}
        sent |= {f"={name}": each for name, each in request["kwargs"].items()}
        given = {place: self.decoder.decode(each) for place, each in sent.items()}
        # An argument sent by name is the student's own object, whose state before the call only this process knows.
        before = {
            place: self.encoder.encode(given[place]) if type(each) is dict and "name" in each else each
            for place, each in sent.items()
            if type(each) in (list, dict)
        }
        args = [value for place, value in given.items() if not place.startswith("=")]
        kwargs = {place[1:]: value for place, value in given.items() if place.startswith("=")}
        shells.OUTPUTS.clear()
        answer = self._value(self.objects[request["ref"]](*args, **kwargs))
        if shells.OUTPUTS.items:
            parts = [item for item in shells.OUTPUTS.items if item.get("output_type") == "stream"]
            answer["printed"] = [[item["name"], item["text"]] for item in parts]
        changed = {}
        for place, was in before.items():
            try:
                now = self.encoder.encode(given[place])
            except NotPlain:
                continue
            if now != was and json.dumps(now) != json.dumps(was):
                changed[place] = now
        shells.OUTPUTS.clear()
        return {**answer, "changed": changed} if changed else answer

    def do_attr(self, request: Request) -> Reply:
        """Return an attribute."""
        return self._value(getattr(self.objects[request["ref"]], request["name"]))

    def do_item(self, request: Request) -> Reply:
        """Return an item."""
        return self._value(self.objects[request["ref"]][self.decoder.decode(request["key"])])

    def do_list(self, request: Request) -> Reply:
        """Return everything an object iterates over."""
        items = []
        for item in self.objects[request["ref"]]:
            items.append(item)
            if len(items) > 100_000:
                raise NotPlain("it goes on for more than 100,000 items")
        return self._value(items)

    def do_special(self, request: Request) -> Reply:
        """Call a method that Python calls by itself, as Python does: that of the type."""
        target = self.objects[request["ref"]]
        args = [self.decoder.decode(each) for each in request["args"]]
        try:
            return self._value(getattr(type(target), request["name"])(target, *args))
        except StopIteration:
            if request["name"] != "__next__":
                raise
            return {"re": "stop"}

    def do_convert(self, request: Request) -> Reply:
        """Return an object's length, text or number."""
        kinds: dict[str, Callable[[Any], Any]] = {
            "len": len, "str": str, "float": float, "int": int, "bool": bool, "repr": repr, "complex": complex
        }  # fmt: skip
        return self._value(kinds[request["how"]](self.objects[request["ref"]]))

    def do_isinstance(self, request: Request) -> Reply:
        """Say whether an object is an instance of a class, or a class one of its subclasses."""
        kinds, target = self.objects[request["kind"]], self.objects[request["ref"]]
        family = target if request.get("family") else type(target)
        found = isinstance(kinds, type) and isinstance(family, type) and kinds in type.mro(family)
        return {"re": "value", "value": found}

    def do_combine(self, request: Request) -> Reply:
        """Combine two objects of the student's by an operator."""
        operation = getattr(importlib.import_module("operator"), request["how"])
        return self._value(operation(self.objects[request["left"]], self.objects[request["right"]]))


def _abilities(kind: type) -> int:
    """Say what objects of a type can do, in the bits of a number: how they compare, whose they are, `SPECIALS`."""
    found = 0
    try:
        if all(getattr(kind, name) is getattr(object, name) for name in ("__eq__", "__ne__", "__hash__")):
            found |= _PLAIN_EQ
        if all(getattr(kind, name) is getattr(object, name) for name in ORDERS):
            found |= _PLAIN_ORDER
        module = sys.modules.get(kind.__module__)
        where = str(getattr(module, "__file__", None) or "")
        home = where.startswith((str(Path.cwd()), "/tmp/home"))
        real: Any = module
        for part in kind.__qualname__.split("."):
            real = getattr(real, part, None)
        if kind.__module__ != "__main__" and not home and (real is kind or kind in _HIDDEN):
            found |= _GENUINE
        for place, name in enumerate(SPECIALS):
            if hasattr(kind, name):
                found |= 8 << place
    except Exception:
        return found
    return found


# Types of Python's own that have no name to be found by.
_ODD: tuple[Any, ...] = (
    iter([]), iter(()), iter({}), iter(set()), iter(""), iter(range(0)), {}.keys(), {}.values(), {}.items(),
    (lambda: 0), (lambda: (yield))(), (lambda: 0).__code__, zip(), map(str, ()), filter(None, ()), enumerate(()),
    reversed([]), type(sys), re.match("", ""), re.compile(""), memoryview(b""),
)  # fmt: skip
_HIDDEN = {type(each) for each in _ODD}
