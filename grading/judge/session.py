"""The judge's end of the wire: sends requests to the student's process, validates answers, counts time."""

from __future__ import annotations

import builtins
import contextlib
import functools
import sys
import time
import types
from collections.abc import Callable
from typing import Any, Protocol, cast

from ..course.limits import Limits
from ..execute.inside.codec import Decoder, Document, Encoder, NotPlain
from ..execute.inside.wire import Reply, Request, Wire, WireClosed, WireError, WireTimeout
from ..execute.sandbox import PLAIN_PACKAGES
from .missing import filled, missing_in
from .proxies import GENUINE, KINDS, StudentObject, isinstance_of_ours, kind_of, stand_in, student_error

# Seconds that an interrupted process has to answer, on a busy machine too; after that it is killed.
_LAST_WORD = 5.0


class Stop(BaseException):
    """Ends a test cell, whatever its own `except` clauses say."""

    outcome = "error"


class TooSlow(Stop):
    """The student's code, or the test, took longer than it is given."""

    outcome = "timeout"


class Gone(Stop):
    """The student's process ended in the middle."""

    outcome = "crashed"


class NotApart(Stop):
    """The check needs something that cannot cross as plain data, so that it cannot be judged apart.

    Attributes
    ----------
    own : bool
        Whether an object of the student's own making is what it is about.
    """

    outcome = "not-apart"

    def __init__(self, why: str, own: bool = False) -> None:
        super().__init__(why)
        self.own = own


class Forged(Stop):
    """An answer violates the protocol."""

    outcome = "refused"


# Requests that reveal more of a check to the student's process than the name that is read.
_TELLING = ("call", "item", "special", "set", "inside")

# Types passed to student code as functions: calls of them come back here as callbacks.
_CALLABLE = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, functools.partial)


def is_empty(value: Any, deeper: bool = True) -> bool:
    """Say whether a value is, or directly holds, an array, a table or a list without anything in it."""
    if type(value) in (list, tuple):
        return not value or (
            deeper and any(is_empty(part, False) for part in value[:100] if type(part) is not list)
        )
    if type(value) is dict and deeper:
        return any(is_empty(part, False) for part in list(value.values())[:100] if type(part) is not list)
    module = type(value).__module__
    known = type(module) is str and module.startswith(("numpy", "pandas")) and not isinstance_of_ours(value)
    return known and getattr(value, "size", 1) == 0


class Runtime(Protocol):
    """What runs a student's code: `sandbox.Sandbox`, or `local_process.LocalProcess` for a reader's own."""

    def start(self) -> Wire:
        """Begin with a fresh process."""
        ...

    def interrupt(self) -> bool:
        """Ask the running code to stop; say whether it could be asked."""
        ...

    def kill(self) -> str | None:
        """End the process; return why it had ended, where that is known."""
        ...


class Session:
    """One student's process, seen from the judge.

    Parameters
    ----------
    sandbox : Runtime
        Where it runs.
    limits : Limits
        The limits on each cell and in all.
    """

    STOP = Stop

    def __init__(self, sandbox: Runtime, limits: Limits) -> None:
        self.sandbox, self.limits = sandbox, limits
        self.end = time.monotonic() + limits.total_seconds
        self.deadline = self.end
        self.fault: Stop | None = None
        self.told = 0  # requests that reveal to the student's process more of a check than a name
        self._asked = 0  # number of the last request: a late answer to an interrupted one is told apart by it
        self._owed = 0  # callbacks that are not answered yet: each must be, or the runner waits for ever
        self.on_change: Callable[[], None] = lambda: None
        self._callbacks: list[Callable[..., Any]] = []
        self._encoder = Encoder(self._refer, PLAIN_PACKAGES)
        self._decoder = Decoder(self._resolve, PLAIN_PACKAGES)
        self.wire: Wire | None = None
        self.known: dict[int, StudentObject] = {}
        self.used_up: set[int] = set()  # iterators that were consumed
        self.seen: set[str] = set()  # the traits of the answers that came in this check
        self.traits: frozenset[str] | None = None  # those of the solution's, where they are known
        self.keeps_changes = True  # whether what a function does to what it is given is done here too
        self.fills = ""  # the trait (`missing`) for which something that nobody expects stands in
        self.on_begin: Callable[[], None] | None = None  # hears that the clock of a check begins
        self.before_asking: Callable[[], None] | None = None  # looks whether the check has changed anything

    def open(self) -> None:
        """Begin with a fresh process."""
        if self.wire is not None:
            self.wire.close()
        self.wire = self.sandbox.start()
        self._owed = 0
        self.known.clear()
        self.used_up.clear()
        self._callbacks.clear()

    def begin_cell(self) -> None:
        """Start the clock of a cell."""
        self.deadline = min(self.end, time.monotonic() + self.limits.cell_seconds)
        self.fault = None
        self.seen = set()
        if self.on_begin is not None:
            self.on_begin()

    @property
    def out_of_time(self) -> bool:
        """Whether the whole notebook has used up its time."""
        return time.monotonic() >= self.end

    def stop(self, fault: Stop) -> Stop:
        """Keep the first fault of a cell; return this one, to be raised."""
        self.fault = self.fault or fault
        return fault

    def not_apart(self, why: str, own: bool = False) -> Stop:
        """Return what ends the check: it cannot be judged apart."""
        return self.stop(NotApart(why, own))

    def expects(self, trait: str) -> bool:
        """Say whether the solution's answers have a trait in this check, as far as that is known."""
        return self.traits is None or trait in self.traits

    # asking

    def ask(self, request: Request) -> Reply:
        """Send a request and return the answer; raise `Stop` when there is none."""
        if self.wire is None:
            raise self.stop(Gone("the student's process had already ended"))
        self._asked += 1
        self.told += request["op"] in _TELLING
        number = self._asked
        try:
            self.wire.send(request | {"n": number}, self.deadline)
            while True:
                said = self.wire.receive(self.deadline)
                if type(said) is not dict or type(said.get("re")) is not str:
                    raise WireError("an answer in the wrong form")
                reply = cast(Reply, said)
                if reply["re"] == "callback":
                    self._owed += 1
                    self.wire.send(self._called_back(reply), self.deadline)
                    self._owed -= 1
                elif reply.get("n") == number:
                    return reply
                elif type(reply.get("n")) is not int or not 0 < reply["n"] < number:
                    raise WireError("an answer to nothing that was asked")
        except WireTimeout:
            self._interrupt()
            raise self.stop(TooSlow(self.too_slow())) from None
        except WireError as error:
            raise self.stop(self._lost(error)) from None

    def too_slow(self) -> str:
        """Say which limit of time was passed."""
        if self.out_of_time:
            return (
                f"the whole notebook took longer than the {self.limits.total_seconds:g} seconds it is given"
            )
        return f"it took longer than the {self.limits.cell_seconds:g} seconds a cell is given"

    def _interrupt(self) -> None:
        """Stop what runs; keep the process if it answers, end it if it does not."""
        assert self.wire is not None
        try:
            if self.sandbox.interrupt():
                deadline = time.monotonic() + _LAST_WORD
                while True:
                    for _ in range(self._owed):
                        self.wire.send(
                            {"op": "throw", "kind": "KeyboardInterrupt", "message": "out of time"}, deadline
                        )
                    self._owed = 0
                    if self.wire.receive(deadline).get("re") != "callback":
                        return
                    self._owed = 1
        except (WireError, AttributeError):
            pass
        self.close()

    def _lost(self, error: WireError) -> Stop:
        why = self.close()
        if why == "memory":
            return Gone(f"the code used more than the {self.limits.memory // 2**20} MB of memory it is given")
        if isinstance(error, WireClosed):
            return Gone("the code ended the whole process (a crash, or os._exit)")
        return Forged(f"what the code sent back cannot be read ({error})")

    def close(self) -> str | None:
        """End the student's process; return why it had ended, where that is known."""
        if self.wire is None:
            return None
        self.wire.close()
        self.wire = None
        return self.sandbox.kill()

    def value(self, request: Request) -> Any:
        """Ask for a value and rebuild it.

        Raises
        ------
        KeyError
            The student has no such name.
        Exception
            Whatever built-in kind of exception the student's code raised.
        """
        self._look()
        reply = self.ask(request)
        if reply["re"] == "missing":
            raise KeyError(request.get("name"))
        if reply["re"] == "stop":
            raise StopIteration
        if reply["re"] == "raise":
            raise student_error(
                reply.get("kind"), reply.get("ename"), reply.get("evalue"), self._args(reply.get("args"))
            )
        if reply["re"] == "unplain":
            raise self.not_apart(f"the answer cannot be read: {str(reply.get('message'))[:300]}")
        try:
            if reply["re"] != "value":
                raise NotPlain("it is not a value")
            self._apply(request, reply.get("changed"))
            self._print(reply.get("printed"))
            found = self._decoder.decode(reply.get("value"))
        except NotPlain as error:
            raise self.stop(Forged(f"what the code sent back cannot be read: {error}")) from None
        if is_empty(found):
            self.seen.add("empty")
        lacks = missing_in(found)
        self.seen |= lacks
        return filled(found, self.fills) if self.fills in lacks else found

    def _look(self) -> None:
        if self.before_asking is not None:
            self.before_asking()

    def next(self, number: int) -> Any:
        """Return the next item of an iterator."""
        return self.value({"op": "special", "ref": number, "name": "__next__", "args": []})

    def _args(self, document: Any) -> list[Any] | None:
        try:
            return [self._decoder.decode(each) for each in document] if type(document) is list else None
        except NotPlain:
            return None

    def _print(self, printed: Any) -> None:
        """Let a test that looks at what is printed see what the student's code printed."""
        if type(printed) is not list or self.streams is None:
            return
        for name, text in printed[:200]:
            stream = sys.stderr if name == "stderr" else sys.stdout
            if type(text) is str and stream not in self.streams:
                stream.write(text)

    streams: tuple[Any, Any] | None = None  # where a test's own prints go, unless it sends them elsewhere

    # values

    def encode(self, value: Any) -> Any:
        """Return the document for a value of the test's."""
        try:
            return self._encoder.encode(value)
        except NotPlain as error:
            raise self.not_apart(
                f"the test passes something that cannot cross as plain data: {error}"
            ) from None

    def lend(self, name: str, value: Any) -> None:
        """Bind what a check imports where the student's process has no such name, as in the student's own notebook."""
        if self.wire is None:
            return
        with contextlib.suppress(NotPlain):
            found = self._refer(value)
            if "import" in found:
                self.ask({"op": "lend", "name": name, "value": found})

    def _refer(self, value: Any) -> Document:
        if isinstance_of_ours(value):
            return {"ref": value._seoul[1]}
        if isinstance(value, types.ModuleType) and value.__name__ in sys.modules:
            return {"import": [value.__name__, ""]}
        name, module = getattr(value, "__qualname__", None), getattr(value, "__module__", None)
        public = type(name) is str and type(module) is str and "<" not in name
        importable = isinstance(value, type | types.BuiltinFunctionType | types.FunctionType)
        if public and importable and module in sys.modules and module != "__main__":
            return {"import": [module, name]}
        if type(value).__name__ == "ufunc":
            return {"import": ["numpy", value.__name__]}
        if isinstance(value, _CALLABLE) and not isinstance(value, type):
            self._callbacks.append(value)
            return {"callback": [len(self._callbacks) - 1, getattr(value, "__name__", "function")]}
        raise NotPlain(f"an object of the type {type(value).__name__!r}")

    def _resolve(self, tag: str, content: Any) -> Any:
        if tag != "ref":
            raise NotPlain("an unknown tag")
        number, what, name, module, can = content
        if type(number) is not int or what not in KINDS or type(name) is not str or type(module) is not str:
            raise NotPlain("a reference in the wrong form")
        if type(can) is not int or not 0 <= can < 1 << 100:
            raise NotPlain("a reference in the wrong form")
        if what == "module" and name in sys.modules and name in self.modules:
            return sys.modules[name]
        if what in ("function", "class") and module in self.modules:
            # Of a library that the course uses, the judge has its own.
            ours = getattr(sys.modules.get(module), name, None)
            if callable(ours) and getattr(ours, "__module__", None) == module:
                return ours
        if what == "object" and not can & GENUINE:
            self.seen.add("object")
        if type(self.known.get(number)) is not kind_of(KINDS[what], can):
            self.known[number] = stand_in(self, number, what, name, module, can)
        return self.known[number]

    modules: frozenset[str] = frozenset()

    def call(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a student's function with plain data; changes it made to its arguments arrive in ours."""
        self._look()
        request: Request = {
            "op": "call",
            "ref": number,
            "args": [self._given(value) for value in args],
            "kwargs": {name: self._given(value) for name, value in kwargs.items()},
        }
        self._live = {str(place): each for place, each in enumerate(args)}
        self._live |= {f"={name}": each for name, each in kwargs.items()}
        self.on_change()
        return self.value(request)

    def _given(self, value: Any) -> Any:
        """Return the document for an argument: the name of what is the student's own, else the value."""
        name = self.name_of(value)
        return self.encode(value) if name is None else {"name": name}

    name_of: Callable[[Any], str | None] = staticmethod(lambda value: None)
    _live: dict[str, Any] = {}  # noqa: RUF012 - replaced, never changed

    def _apply(self, request: Request, changed: Any) -> None:
        """Make the changes that the student's function made to its arguments."""
        if request["op"] != "call" or not changed or type(changed) is not dict:
            return
        self.seen.add("changes")
        if not self.keeps_changes:
            return
        for place, document in changed.items():
            if place not in self._live:
                raise NotPlain("a change of nothing that was given")
            old, new = self._live[place], self._decoder.decode(document)
            if type(old) is not type(new):
                continue
            if type(old) is list:
                old[:] = new
            elif type(old) is dict or type(old) is set:
                old.clear()
                old.update(new)
            elif type(old).__name__ == "ndarray" and old.shape == new.shape and old.dtype == new.dtype:
                old[...] = new
            elif type(old).__name__ == "Generator":
                old.bit_generator.state = new.bit_generator.state
            elif type(old).__name__ in ("DataFrame", "Series"):
                old._update_inplace(new)

    def _called_back(self, reply: Reply) -> Request:
        """Run a function of the test's that the student's code was given."""
        try:
            if type(reply["number"]) is not int or reply["number"] < 0:
                raise TypeError("a number was expected")
            function = self._callbacks[reply["number"]]
            args = [self._decoder.decode(value) for value in reply["args"]]
            kwargs = {str(name): self._decoder.decode(value) for name, value in reply["kwargs"].items()}
        except (NotPlain, LookupError, TypeError, AttributeError) as error:
            raise WireError(f"a call back in the wrong form: {error}") from None
        live = self._live
        try:
            return {"op": "return", "value": self.encode(function(*args, **kwargs))}
        except Stop:
            raise
        except Exception as error:
            kind = next(k.__name__ for k in type(error).__mro__ if getattr(builtins, k.__name__, None) is k)
            return {"op": "throw", "kind": kind, "message": str(error)[:500]}
        finally:
            self._live = live
