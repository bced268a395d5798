"""The judge's globals while a check runs: its own names first, then the student's, fetched on demand."""

from __future__ import annotations

import builtins
import contextlib
import re
import sys
import types
from typing import Any

from ..course.assignment import Notebook
from ..course.identifiers import Names, names_in
from .check_source import SAME, TYPE
from .proxies import isinstance_of_ours
from .session import Session

_HISTORY = re.compile(r"In|Out|_i+|_ih|_oh|_dh|_i?\d+")
_MUTABLE = (list, dict, set, bytearray)


def asked_names(notebook: Notebook) -> frozenset[str]:
    """Return the names that the exercises ask the student to define or change."""
    found: set[str] = set()
    imported: set[str] = set()
    for cell in notebook.cells:
        if cell.kind == "code":
            names = names_in(cell.source)
            if cell.role in ("solution", "manual"):
                found |= names.bound | names.changed
            imported |= names.imported
    return frozenset(found - imported)


def shared_names(notebook: Notebook) -> frozenset[str]:
    """Return the names that the instructor's code binds or reads: what a check binds of these, answers may read."""
    found: set[str] = set()
    for cell in notebook.cells:
        if cell.kind == "code" and cell.role in ("solution", "manual", "free", "locked"):
            names = names_in(cell.source)
            found |= names.bound | names.used
    return frozenset(found)


class Namespace(dict[str, Any]):
    """The judge's globals: its own names first, then the student's, fetched on demand.

    Names that the exercise asks the student to define come from the student even where Python has a name of its
    own; every other built-in name is Python's, whatever the student did to it. What a check binds of the names that
    answers read is bound in the student's process, too.
    """

    def __init__(self, session: Session, notebook: Notebook) -> None:
        super().__init__()
        self.session = session
        self.theirs = asked_names(notebook)
        self.shared = self.theirs | shared_names(notebook)
        self.fetched: dict[str, Any] = {}
        self.sent: set[str] = set()  # what a check bound in the student's process
        self.rebound: set[str] = set()  # names that a function of the student's may bind anew
        self.lent: frozenset[str] = frozenset()  # names that the check imports where students see it
        self.changing: frozenset[str] = frozenset()  # names whose values the check changes in place
        self._was: dict[str, Any] = {}  # their values before the check, encoded
        session.on_change = self._called
        session.name_of = self._name_of
        dict.update(
            self,
            {
                "__name__": "__main__",
                "__builtins__": builtins,
                "get_ipython": lambda: _Magics(session),
                "display": lambda *_, **__: None,
                "dir": self._dir,
                "id": self._id,
                TYPE: self._type,
                SAME: self._same,
            },
        )

    # asking

    def __missing__(self, name: str) -> Any:
        if name not in self.theirs and (hasattr(builtins, name) or name.startswith("__")):
            raise KeyError(name)
        if _HISTORY.fullmatch(name):
            raise self.session.not_apart(f"the test reads the notebook's history ({name})")
        if name not in self.fetched:
            found = self.session.value({"op": "get", "name": name})
            self.fetched[name] = found
            if name in self.changing and _mutable(found):
                self._was[name] = self.session.encode(found)
        return self.fetched[name]

    def __contains__(self, name: object) -> bool:
        if dict.__contains__(self, name):
            return True
        return type(name) is str and self.session.ask({"op": "has", "name": name}).get("value") is True

    def get(self, name: str, default: Any = None) -> Any:
        """Return a name's value, the student's included."""
        try:
            return self[name]
        except KeyError:
            return default

    def _looked_through(self, *_: Any) -> Any:
        raise self.session.not_apart("the test looks through all names")

    __iter__ = keys = items = values = copy = pop = _looked_through

    # binding

    def __setitem__(self, name: str, value: Any) -> None:
        dict.__setitem__(self, name, value)
        if name in self.shared and not isinstance(value, types.ModuleType):
            self.fetched.clear()
            self.session.ask({"op": "set", "name": name, "value": self.session.encode(value)})
            self.sent.add(name)
        elif name in self.lent:
            self.session.lend(name, value)

    def __delitem__(self, name: str) -> None:
        ours = dict.__contains__(self, name)
        there = (name in self.shared or not ours) and name in self
        if ours:
            dict.__delitem__(self, name)
        if there:
            self.fetched.clear()
            self.sent.discard(name)
            self.session.ask({"op": "del", "name": name})
        elif not ours:
            raise KeyError(name)

    def own(self, names: dict[str, Any]) -> None:
        """Add names that the judge has bound itself."""
        dict.update(self, {name: value for name, value in names.items() if not name.startswith("__")})

    def student_ran(self, source: str) -> None:
        """Drop fetched values and the judge's bindings, so that the student's names are visible again."""
        self.fetched.clear()
        self._was.clear()
        for name in self.sent | self.theirs:
            dict.pop(self, name, None)
        self.sent.clear()
        for names in re.findall(r"^\s*(?:global|nonlocal)\s+([\w, ]+)", source, re.MULTILINE):
            self.rebound |= set(re.split(r"\W+", names))

    def begin(self, names: Names, released: Names) -> None:
        """Begin a check; `released` are the names of what students see of it."""
        self.lent = released.imported
        self.changing = names.changed | names.touched
        self._was.clear()

    def _called(self) -> None:
        """Drop fetched values that a call of a student's function may have changed."""
        self.fetched.clear()
        self._was.clear()
        for name in self.sent:
            value = dict.get(self, name)
            if name in self.rebound or _mutable(value):
                dict.pop(self, name, None)

    def _name_of(self, value: Any) -> str | None:
        if not _mutable(value):
            return None
        return next((name for name, found in self.fetched.items() if found is value), None)

    def changed(self) -> str:
        """Return a name whose value the check changed here, while the student's own is as it was."""
        for name, was in self._was.items():
            if name in self.fetched and self.session.encode(self.fetched[name]) != was:
                return name
        return ""

    # built-in functions, replaced for values that crossed the wire

    def _dir(self, *args: Any) -> list[str]:
        if args:
            return dir(*args)
        there = self.session.value({"op": "names", "ref": None})
        own = [name for name in dict.keys(self) if not name.startswith("_seoul")]
        return sorted({*own, *(there if type(there) is list else [])})

    def _id(self, value: Any) -> int:
        raise self.session.not_apart("the test asks for the identity of an object")

    def _type(self, value: Any) -> Any:
        if isinstance_of_ours(value):
            value._cannot("type()")
        return type(value)

    def _same(self, one: Any, other: Any) -> bool:
        singles = (None, True, False, Ellipsis, NotImplemented)
        for each in (one, other):
            if any(each is single for single in singles) or type(each) is type:
                return one is other
        ours = [isinstance_of_ours(each) for each in (one, other)]
        if all(ours):
            found: bool = one._seoul[1] == other._seoul[1]
            return found
        if any(ours) and not any(callable(each) for each in (one, other)):
            return False
        raise self.session.not_apart("the test asks whether two values are one object")


def _mutable(value: Any) -> bool:
    if isinstance_of_ours(value):
        return False
    module = type(value).__module__
    return isinstance(value, _MUTABLE) or (
        type(module) is str and module.startswith(("numpy", "pandas", "networkx"))
    )


class _Magics:
    """Stands in for IPython in the judge: display magics do nothing, others cannot be judged apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> None:
        if name not in ("matplotlib", "config", "load_ext", "autoreload"):
            raise self._session.not_apart(f"the test uses the magic %{name}")

    def __getattr__(self, name: str) -> Any:
        raise self._session.not_apart(f"the test uses get_ipython().{name}")


class MainModule(types.ModuleType):
    """Replaces `__main__` while a check runs: a name that is patched there is the student's."""

    def __init__(self, session: Session) -> None:
        super().__init__("__main__")
        super().__setattr__("_session", session)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise self._session.not_apart(f"the test looks for {name} in the module __main__")

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("__"):
            raise self._session.not_apart(f"the test sets {name} in the module __main__")
        super().__setattr__(name, value)


@contextlib.contextmanager
def as_main(module: types.ModuleType) -> Any:
    """Put a module in the place of `__main__` for as long as the block lasts."""
    before = sys.modules.get("__main__")
    sys.modules["__main__"] = module
    try:
        yield
    finally:
        if before is not None:
            sys.modules["__main__"] = before
