"""Runs one submission's cells and answers the judge's questions about the names they left behind.

This process belongs to the student's code: whatever it says is a claim, never a grade.
"""

from __future__ import annotations

import base64
import builtins
import importlib
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import shell as shells
from codec import Decoder, Encoder, NotPlain
from wire import FrameTooLong, Wire, WireError

_BUILTIN_ERRORS = {
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}

_TOO_LONG = "your code took longer than it is given"


class Runner:
    """One submission's namespace behind a wire."""

    def __init__(self, wire: Wire, shell: Any, packages: tuple[str, ...]) -> None:
        self.wire, self.shell = wire, shell
        self.busy = self.stopped = False
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
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
            if request["op"] in ("return", "throw"):  # for a call back that was stopped meanwhile
                continue
            try:
                self.busy, self.stopped = True, False
                answer = self._answer(request)
            except KeyboardInterrupt as error:
                answer = self._raised(error)
            finally:
                self.busy = False
            self._send(answer | {"n": request.get("n")})

    def _send(self, answer: dict[str, Any]) -> None:
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

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = getattr(self, "do_" + request["op"])(request)
            json.dumps(answer)
            return answer
        except NotPlain as error:
            return {"re": "unplain", "message": str(error)[:500]}
        except BaseException as error:  # a student's code may raise anything, and must not end the loop
            return self._raised(error)

    @staticmethod
    def _raised(error: BaseException) -> dict[str, Any]:
        bases = [kind.__name__ for kind in type.mro(type(error)) if kind.__name__ in _BUILTIN_ERRORS]
        return {"re": "raise", "kind": (bases or ["RuntimeError"])[0], **shells.describe(error)}

    # values

    def _refer(self, value: Any) -> dict[str, Any]:
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
        elif kind.__name__ in ("function", "builtin_function_or_method", "method", "ufunc", "partial"):
            what, name = "function", str(getattr(value, "__name__", kind.__name__))
        else:
            what, name = "object", kind.__name__
        owner = getattr(value if what in ("class", "function") else kind, "__module__", "")
        return {"ref": [number, what, name[:200], str(owner)[:200]]}

    def _resolve(self, tag: str, content: Any) -> Any:
        if tag == "ref":
            return self.objects[content]
        if tag == "import":
            found = importlib.import_module(content[0])
            for part in content[1].split("."):
                found = getattr(found, part)
            return found
        if tag == "callback":
            return self._callback(*content)
        raise NotPlain(f"an unknown tag {tag}")

    def _callback(self, number: int, name: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            question = {
                "re": "callback",
                "number": number,
                "args": [self.encoder.encode(a) for a in args],
                "kwargs": {k: self.encoder.encode(v) for k, v in kwargs.items()},
            }
            # A frame is never cut by being stopped: the judge answers every call back, that of stopped code too.
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

    def _value(self, value: Any) -> dict[str, Any]:
        return {"re": "value", "value": self.encoder.encode(value)}

    # requests

    def do_put(self, request: dict[str, Any]) -> dict[str, Any]:
        """Write a file beside the notebook."""
        path = Path.cwd().joinpath(*request["path"].split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab" if request.get("more") else "wb") as file:
            file.write(base64.b64decode(request["body"]))
        return {"re": "done"}

    def do_run(self, request: dict[str, Any]) -> dict[str, Any]:
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

    def do_inside(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run a test among the student's own names, where the instructor asked for that."""
        shells.OUTPUTS.clear()
        names = self.shell.user_ns
        exec(compile(request["source"], "<test>", "exec"), names)
        done = names.pop(request["name"], None)
        value = names.pop(request["name"] + "_value", None)
        return {"re": "value", "value": [done, value if type(value) in (int, float) else None]}

    def do_get(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the value of a name."""
        if request["name"] not in self.shell.user_ns:
            return {"re": "missing"}
        return self._value(self.shell.user_ns[request["name"]])

    def do_has(self, request: dict[str, Any]) -> dict[str, Any]:
        """Say whether there is such a name."""
        return {"re": "value", "value": request["name"] in self.shell.user_ns}

    def do_set(self, request: dict[str, Any]) -> dict[str, Any]:
        """Bind a name."""
        self.shell.user_ns[request["name"]] = self.decoder.decode(request["value"])
        return {"re": "done"}

    def do_del(self, request: dict[str, Any]) -> dict[str, Any]:
        """Unbind a name."""
        self.shell.user_ns.pop(request["name"], None)
        return {"re": "done"}

    def do_call(self, request: dict[str, Any]) -> dict[str, Any]:
        """Call an object; say what became of its arguments."""
        args = [self.decoder.decode(a) for a in request["args"]]
        kwargs = {k: self.decoder.decode(v) for k, v in request["kwargs"].items()}
        shells.OUTPUTS.clear()
        answer = self._value(self.objects[request["ref"]](*args, **kwargs))
        changed = {}
        for position, (sent, value) in enumerate(zip(request["args"], args, strict=True)):
            if type(sent) in (list, dict):
                try:
                    now = self.encoder.encode(value)
                except NotPlain:
                    continue
                if now != sent and json.dumps(now) != json.dumps(sent):
                    changed[str(position)] = now
        shells.OUTPUTS.clear()
        return {**answer, "changed": changed} if changed else answer

    def do_attr(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return an attribute."""
        return self._value(getattr(self.objects[request["ref"]], request["name"]))

    def do_item(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return an item."""
        return self._value(self.objects[request["ref"]][self.decoder.decode(request["key"])])

    def do_list(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return everything an object iterates over."""
        items = []
        for item in self.objects[request["ref"]]:
            items.append(item)
            if len(items) > 100_000:
                raise NotPlain("it goes on for more than 100,000 items")
        return self._value(items)

    def do_convert(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return an object's length, text or number."""
        kinds: dict[str, Any] = {"len": len, "str": str, "float": float, "int": int, "bool": bool}
        return self._value(kinds[request["how"]](self.objects[request["ref"]]))

    def do_isinstance(self, request: dict[str, Any]) -> dict[str, Any]:
        """Say whether an object is an instance of a class."""
        kinds = self.objects[request["kind"]]
        return {
            "re": "value",
            "value": isinstance(kinds, type) and kinds in type.mro(type(self.objects[request["ref"]])),
        }

    def do_combine(self, request: dict[str, Any]) -> dict[str, Any]:
        """Combine two objects of the student's by an operator."""
        operation = getattr(importlib.import_module("operator"), request["how"])
        return self._value(operation(self.objects[request["left"]], self.objects[request["right"]]))
