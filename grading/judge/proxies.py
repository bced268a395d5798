"""What the judge sees of a student's objects: stand-ins whose answers cross the pipe as plain data.

A stand-in never lets the student's code decide a comparison: nothing is equal to it but itself, it cannot be
ordered, and it cannot be added to plain data. So an object that equals everything equals nothing here.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .session import Session

# Raised inside a call, these would end a loop or the judge quietly; they arrive as RuntimeError.
_NOT_PASSED_ON = ("StopIteration", "StopAsyncIteration")


class StudentError(Exception):
    """Mixed into an exception that a student's code raised."""


def student_error(kind: Any, name: Any, message: Any) -> Exception:
    """Return an exception of the built-in kind, marked as the student's."""
    found = getattr(builtins, kind, None) if type(kind) is str else None
    if not (isinstance(found, type) and issubclass(found, Exception)) or kind in _NOT_PASSED_ON:
        found = RuntimeError
    name, message = str(name)[:200], str(message)[:2000]
    base: type[Exception] = found
    try:
        made = type(name if name.isidentifier() else "Error", (base, StudentError), {})(message)
    except Exception:
        made = type("RuntimeError", (RuntimeError, StudentError), {})(message)
    return made


class StudentObject:
    """An object that stays with the student: an instance of a class, a figure, an iterator."""

    _seoul: tuple[Any, int, str, str]

    def __init__(self, session: Session, number: int, name: str, module: str) -> None:
        object.__setattr__(self, "_seoul", (session, number, name, module))

    def _own(self) -> bool:
        return self._seoul[3] in ("__main__", "")

    def _cannot(self, what: str) -> Any:
        session, _, name, _ = self._seoul
        text = f"{what}: this is an object of the type {name!r}, where plain data was expected"
        if not self._own():
            session.needs_person(text)
        raise TypeError(text)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._seoul[2]}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StudentObject) and other._seoul[1] == self._seoul[1]

    def __hash__(self) -> int:
        return hash(self._seoul[1])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__name__", "__doc__", "__class__", "__dict__"):
            raise AttributeError(name)
        session, number, _, _ = self._seoul
        return session.value({"op": "attr", "ref": number, "name": name})

    def __setattr__(self, name: str, value: Any) -> None:
        self._seoul[0].needs_person(f"the test sets an attribute ({name}) of the student's object")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it where it lives."""
        return self._seoul[0].call(self._seoul[1], args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        session, number, _, _ = self._seoul
        return session.value({"op": "item", "ref": number, "key": session.encode(key)})

    def __iter__(self) -> Any:
        session, number, _, _ = self._seoul
        items = session.value({"op": "list", "ref": number})
        return iter(items if type(items) is list else [])

    def __contains__(self, item: Any) -> bool:
        return any(item is found or item == found for found in self)

    def _convert(self, how: str, kind: type) -> Any:
        session, number, _, _ = self._seoul
        value = session.value({"op": "convert", "ref": number, "how": how})
        if type(value) is not kind:
            self._cannot(f"{how}()")
        return value

    def __len__(self) -> int:
        return self._convert("len", int)

    def __str__(self) -> str:
        return self._convert("str", str)

    def __float__(self) -> float:
        return self._convert("float", float)

    def __int__(self) -> int:
        return self._convert("int", int)

    def __bool__(self) -> bool:
        return self._convert("bool", bool)

    def _combine(self, how: str, other: Any) -> Any:
        if not isinstance(other, StudentObject):
            return self._cannot(how)
        session, number, _, _ = self._seoul
        return session.value({"op": "combine", "how": how, "left": number, "right": other._seoul[1]})

    def __lt__(self, other: Any) -> Any:
        return self._cannot("<")

    def __le__(self, other: Any) -> Any:
        return self._cannot("<=")

    def __gt__(self, other: Any) -> Any:
        return self._cannot(">")

    def __ge__(self, other: Any) -> Any:
        return self._cannot(">=")

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return self._cannot("as an array")

    def __instancecheck__(self, instance: Any) -> bool:
        if not isinstance(instance, StudentObject):
            return False
        session, number, _, _ = self._seoul
        return session.value({"op": "isinstance", "ref": instance._seoul[1], "kind": number}) is True


def _operator(how: str, reverse: bool) -> Any:
    def forward(self: StudentObject, other: Any) -> Any:
        if reverse:
            return self._cannot(how)
        return self._combine(how, other)

    return forward


for _how in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor"):
    _name = _how.rstrip("_")
    setattr(StudentObject, f"__{_name}__", _operator(_how, reverse=False))
    setattr(StudentObject, f"__r{_name}__", _operator(_how, reverse=True))
for _how in ("neg", "abs", "round", "index"):
    setattr(StudentObject, f"__{_how}__", lambda self, *args, _how=_how: self._cannot(_how))


class StudentFunction(StudentObject):
    """A function or method of the student's."""


class StudentClass(StudentObject):
    """A class of the student's."""


class StudentModule(StudentObject):
    """A module that only the student's process has loaded."""


KINDS = {"function": StudentFunction, "class": StudentClass, "module": StudentModule, "object": StudentObject}
