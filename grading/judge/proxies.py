"""The judge's proxies for a student's objects; their answers cross the wire as plain data.

A proxy does what Python would do with the object itself, or ends the check as *not apart*; it never guesses. It can
do what the object's type can do and nothing else. The student's own code never decides a comparison here: an object
that claims to equal everything equals nothing.
"""

from __future__ import annotations

import builtins
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from ..execute.inside.codec import SPECIALS
from ..execute.inside.wire import Request

if TYPE_CHECKING:
    from .session import Session

# Raised in the judge, these would silently end a loop or the judge; they are raised as RuntimeError.
_NOT_PASSED_ON = ("StopIteration", "StopAsyncIteration")
PLAIN_EQ, PLAIN_ORDER, GENUINE = 1, 2, 4


class StudentError(Exception):
    """Mixed into an exception that a student's code raised."""


def student_error(kind: Any, name: Any, message: Any, args: list[Any] | None = None) -> Exception:
    """Return an exception of the built-in kind, marked as the student's."""
    found = getattr(builtins, kind, None) if type(kind) is str else None
    if not (isinstance(found, type) and issubclass(found, Exception)) or kind in _NOT_PASSED_ON:
        found = RuntimeError
    name, message = str(name)[:200], str(message)[:2000]
    base: type[Exception] = found
    try:
        called = name if name.isidentifier() else "Error"
        made: Exception = type(called, (base, StudentError), {})(*([message] if args is None else args))
    except Exception:
        made = type("RuntimeError", (RuntimeError, StudentError), {})(message)
    return made


class StudentObject:
    """An object that stays with the student: an instance of a class, a figure, an iterator."""

    __slots__ = ("_seoul",)

    # `_seoul`: the session, the number of the object, the name of its type, the module of that, what it can do.
    # No __init__ and no other attribute that the student's object would define differently.

    def _own(self) -> bool:
        """Say whether its type is the student's own, not a library's."""
        return not self._seoul[4] & GENUINE

    def _cannot(self, what: str) -> Any:
        raise self._seoul[0].not_apart(
            f"{what}: this is an object of the type {self._seoul[2]!r}, where plain data was expected",
            own=self._own(),
        )

    def _decide(self, what: str) -> None:
        """Refuse to let the student's own code decide where the solution gave plain data."""
        if self._own() and not self._seoul[0].expects("object"):
            self._cannot(what)

    def _ask(self, op: str, **more: Any) -> Any:
        session, number = self._seoul[:2]
        return session.value(cast(Request, {"op": op, "ref": number, **more}))

    def _special(self, name: str, *args: Any) -> Any:
        return self._ask("special", name=name, args=[self._seoul[0].encode(each) for each in args])

    # methods of every object

    def __repr__(self) -> str:
        found: str = self._convert("repr", str)
        return found

    def __str__(self) -> str:
        found: str = self._convert("str", str)
        return found

    def __format__(self, how: str) -> str:
        return str(self) if not how else self._cannot("format()")

    def __eq__(self, other: object) -> Any:
        if not self._seoul[4] & PLAIN_EQ:
            return self._cannot("==")
        if not isinstance_of_ours(other):
            return NotImplemented
        if not other._seoul[4] & PLAIN_EQ:
            return self._cannot("==")
        return other._seoul[1] == self._seoul[1]

    def __ne__(self, other: object) -> Any:
        same = self.__eq__(other)
        return same if same is NotImplemented else not same

    def __hash__(self) -> int:
        return hash(self._seoul[1]) if self._seoul[4] & PLAIN_EQ else self._cannot("hash()")

    def __bool__(self) -> bool:
        return True  # as where a type says nothing of it; `_kind` replaces this for types that do

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_seoul"):
            raise AttributeError(name)
        found = self._ask("attr", name=name)
        if isinstance_of_ours(found) and type(found).__mro__[1] is StudentFunction:
            self._decide(f".{name}()")
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        raise self._seoul[0].not_apart(f"the test sets an attribute ({name}) of the student's object")

    def __delattr__(self, name: str) -> None:
        raise self._seoul[0].not_apart(f"the test deletes an attribute ({name}) of the student's object")

    def __dir__(self) -> list[str]:
        found: list[str] = self._ask("names")
        return found

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return self._cannot("its class")

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self._ask("attr", name="__doc__")

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return self._ask("attr", name="__dict__")

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._cannot("a copy")

    def __sizeof__(self) -> int:
        found: int = self._cannot("its size")
        return found

    def _convert(self, how: str, kind: type) -> Any:
        value = self._ask("convert", how=how)
        if type(value) is not kind:
            self._cannot(f"{how}()")
        return value


def isinstance_of_ours(value: object) -> TypeGuard[StudentObject]:
    """Say whether a value is a proxy, without a request for its class."""
    return StudentObject in type(value).__mro__


def _order(how: str) -> Any:
    def compare(self: StudentObject, other: Any) -> Any:
        return NotImplemented if self._seoul[4] & PLAIN_ORDER else self._cannot(how)

    return compare


for _name, _sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
    setattr(StudentObject, f"__{_name}__", _order(_sign))


class StudentFunction(StudentObject):
    """A function or method of the student's."""

    __slots__ = ()


class StudentClass(StudentObject):
    """A class of the student's."""

    __slots__ = ()

    def __instancecheck__(self, instance: Any) -> bool:
        if not isinstance_of_ours(instance):
            return False
        return instance._ask("isinstance", kind=self._seoul[1]) is True

    def __subclasscheck__(self, family: Any) -> bool:
        if not isinstance_of_ours(family):
            return False
        return family._ask("isinstance", kind=self._seoul[1], family=True) is True


class StudentModule(StudentObject):
    """A module that only the student's process has loaded."""

    __slots__ = ()


KINDS = {"function": StudentFunction, "class": StudentClass, "module": StudentModule, "object": StudentObject}


# methods of some objects


def _call(self: StudentObject, *args: Any, **kwargs: Any) -> Any:
    return self._seoul[0].call(self._seoul[1], args, kwargs)


def _item(self: StudentObject, key: Any) -> Any:
    return self._ask("item", key=self._seoul[0].encode(key))


def _iterate(self: StudentObject) -> Any:
    session, number = self._seoul[:2]
    if self._seoul[4] & _bit("__next__"):  # an iterator is consumed once: consume it here
        if number in session.used_up:
            self._cannot("iterating twice")
        session.used_up.add(number)
    items = self._ask("list")
    return iter(items if type(items) is list else [])


def _next(self: StudentObject) -> Any:
    session, number = self._seoul[:2]
    if number in session.used_up:
        self._cannot("next() after a loop")
    return session.next(number)


def _contains(self: StudentObject, item: Any) -> bool:
    self._decide("in")
    found: bool = self._special("__contains__", item)
    return found


def _exit(self: StudentObject, kind: Any, value: Any, trace: Any) -> Any:
    if kind is not None:
        return False if isinstance(value, self._seoul[0].STOP) else self._cannot("an error inside with")
    return self._special("__exit__", None, None, None)


def _truth(self: StudentObject) -> bool:
    self._decide("its truth")
    found: bool = self._convert("bool", bool)
    return found


def _number(how: str, kind: type) -> Any:
    return lambda self: self._convert(how, kind)


def _operator(name: str) -> Any:
    def operate(self: StudentObject, other: Any) -> Any:
        if not isinstance_of_ours(other):
            return self._cannot(name)
        return self._special(name, other)

    return operate


def _refused(name: str) -> Any:
    return lambda self, *_: self._cannot(name)


_METHODS: dict[str, Any] = {
    "__call__": _call,
    "__len__": _number("len", int),
    "__iter__": _iterate,
    "__next__": _next,
    "__getitem__": _item,
    "__setitem__": lambda self, key, value: self._special("__setitem__", key, value),
    "__delitem__": lambda self, key: self._special("__delitem__", key),
    "__contains__": _contains,
    "__float__": _number("float", float),
    "__int__": _number("int", int),
    "__complex__": _number("complex", complex),
    "__bool__": _truth,
    "__enter__": lambda self: self._special("__enter__"),
    "__exit__": _exit,
}
_OPERATORS = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor"]
_METHODS |= {f"__{name}__": _operator(f"__{name}__") for name in _OPERATORS}
# Looked up on the metaclass; proxies implement these themselves.
_LEFT_OUT = {"__instancecheck__", "__get__", "__set__", "__delete__", "__length_hint__", "__missing__"}
_ATTRIBUTES = {"__array_interface__"}


def _bit(name: str) -> int:
    return 8 << SPECIALS.index(name)


@lru_cache(maxsize=4096)
def kind_of(base: type[StudentObject], can: int) -> type[StudentObject]:
    """Return the class of proxies with exactly these special methods.

    Parameters
    ----------
    base : type
        One of `KINDS`.
    can : int
        The bits that the reference came with.
    """
    methods: dict[str, Any] = {"__slots__": ()}
    for place, name in enumerate(SPECIALS):
        if can & 8 << place and name not in _LEFT_OUT:
            method = _METHODS.get(name, _refused(name))
            methods[name] = property(_refused(name)) if name in _ATTRIBUTES else method
    if "__len__" in methods:
        methods.setdefault("__bool__", _truth)
    if "__getitem__" in methods and "__iter__" not in methods:
        methods["__iter__"] = _iterate
    methods["__doc__"] = vars(StudentObject)["__doc__"]
    methods["__module__"] = property(lambda self: self._ask("attr", name="__module__"))
    return type(base.__name__, (base,), methods)


def stand_in(session: Session, number: int, what: str, name: str, module: str, can: int) -> StudentObject:
    """Return a proxy for an object that stays in the student's process.

    Parameters
    ----------
    session : Session
        Whose process the object lives in.
    number : int
        What the object is called there.
    what : str
        One of the keys of `KINDS`.
    name, module : str
        Of the object's type, or of the function or class itself.
    can : int
        The bits that say what its type can do.
    """
    made = object.__new__(kind_of(KINDS[what], can))
    object.__setattr__(made, "_seoul", (session, number, name[:200], module[:200], can))
    return made
