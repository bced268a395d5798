"""Missing values never count as right: pandas leaves them out of `all`, `any`, `max` and their like.

A missing truth value ends the check. Missing numbers, which neither differ from anything nor lie above it, are put to
the proof: the check that they passed is run once more with values in their place that nobody expects. So are empty
lists inside of an answer, which numpy compares with any number and finds equal.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import sys
from collections import deque
from collections.abc import Collection, Iterator
from typing import Any

from .proxies import isinstance_of_ours

_ASKED = ("all", "any", "sum", "mean")
_SAID = "missing values stand where the check compares"
_NUMBER, _TEXT = 7.7e37, "\N{REPLACEMENT CHARACTER}"  # a number that float32 can represent
_TIME = datetime.datetime(2261, 7, 7, tzinfo=datetime.UTC)
_LOOKED_AT = 2_000  # most parts of an answer that are searched: searching millions for each check is slow
MISSING, HOLLOW = "missing", "hollow"  # traits of answers, as `rulings.Ruling.traits` has them


class MissingValues(ValueError):
    """The result of `all`, `any` or their like depends on a missing truth value."""


@contextlib.contextmanager
def missing_is_unknown() -> Iterator[None]:
    """Make pandas raise `MissingValues` where a result depends on a missing truth value."""
    pandas = sys.modules.get("pandas")
    if pandas is None:
        yield
        return
    masked: Any = pandas.arrays.BooleanArray
    arrow: Any = pandas.arrays.ArrowExtensionArray
    kept = [(kind, name, vars(kind).get(name)) for kind in (masked, arrow) for name in (*_ASKED, "_reduce")]
    inherited = {name: getattr(masked, name) for name in _ASKED}
    arrow_reduce = arrow._reduce

    def hangs(name: str, known: Any) -> bool:
        return name in ("sum", "mean") or bool(known) == (name == "all")

    def asked(name: str) -> Any:
        def reduce(self: Any, *args: Any, **kwargs: Any) -> Any:
            known = inherited[name](self, *args, **kwargs)
            if self._hasna and known is not pandas.NA and hangs(name, known):
                raise MissingValues(_SAID)
            return known

        return reduce

    def reduce_arrow(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        known = arrow_reduce(self, name, *args, **kwargs)
        asks = name in _ASKED and self._hasna and self.dtype.kind == "b"
        if asks and known is not pandas.NA and hangs(name, known):
            raise MissingValues(_SAID)
        return known

    for name in _ASKED:
        setattr(masked, name, asked(name))
    arrow._reduce = reduce_arrow
    try:
        yield
    finally:
        for kind, name, was in kept:
            if was is not None:
                setattr(kind, name, was)
            elif name in vars(kind):
                delattr(kind, name)


def missing_in(value: Any) -> set[str]:
    """Return which of `MISSING` and `HOLLOW` hold of a value: what is missing in it, however deep in lists."""
    found: set[str] = set()
    todo, left = deque([value]), _LOOKED_AT
    while todo and left:
        left -= 1
        each = todo.popleft()
        inner = _inside(each)
        if inner is None:
            if _is_missing(each):
                found.add(MISSING)
        elif inner:
            todo.extend(itertools.islice(inner, left))
        elif each is not value:
            found.add(HOLLOW)
    return found


def _inside(value: Any) -> Collection[Any] | None:
    """Return what a list, a tuple or a dict holds; None for anything else."""
    family = type(value).__mro__  # `isinstance` on a proxy would send a request for its class
    if dict in family:
        return list(value.values())
    return value if list in family or tuple in family or deque in family else None


def _is_missing(value: Any) -> bool:
    if type(value) in (float, complex):
        return bool(value != value)
    top = _library(value)
    if top == "numpy":
        return value.dtype.kind in "fc" and bool((value != value).any())
    if top == "pandas" and hasattr(value, "isna"):
        return _any(value.isna())
    return False


def filled(value: Any, what: str, top: bool = True) -> Any:
    """Return the same with something that nobody expects in place of what is missing.

    Parameters
    ----------
    value : object
        What an answer is.
    what : str
        `MISSING`: numbers, texts and times. `HOLLOW`: what empty lists could hold.
    top : bool
        Whether it is the answer itself, not a part of it.
    """
    inner = _inside(value)
    if inner is not None and not isinstance(value, dict):
        parts = [filled(part, what, False) for part in inner]
        if what == HOLLOW and not parts and not top:
            parts = [_NUMBER]
        if type(value) in (list, tuple):
            return type(value)(parts)
        if hasattr(value, "_make"):
            return value._make(parts)
        return deque(parts, value.maxlen) if type(value) is deque else value
    if inner is not None:
        made = value.copy()
        for key, part in value.items():  # a Counter's own update would add
            made[key] = filled(part, what, False)
        return made
    return _filled_leaf(value) if what == MISSING and _is_missing(value) else value


def _filled_leaf(value: Any) -> Any:
    if type(value) in (float, complex):
        return type(value)(_NUMBER)
    if _library(value) == "numpy":
        import numpy as np

        return np.where(value != value, value.dtype.type(_NUMBER), value)[()]
    if hasattr(value, "columns"):
        made = value.copy()
        for place in range(made.shape[1]):
            made.isetitem(place, _filled_column(value.iloc[:, place]))
        return made
    return _filled_column(value)


def _filled_column(column: Any) -> Any:
    if not _any(column.isna()):
        return column
    for each in (
        _NUMBER,
        2**62,
        99,
        _TEXT,
        _TIME,
        _TIME.replace(tzinfo=None),
        datetime.timedelta(77_777),
    ):  # the first that its type can hold
        with contextlib.suppress(Exception):
            made = column.fillna(each)
            if made.dtype == column.dtype:
                return made
    return column.astype(object).fillna(_TEXT)


def _any(found: Any) -> bool:
    return bool(getattr(found, "values", found).any())


def _library(value: Any) -> str:
    if isinstance_of_ours(value):  # `isinstance` on a proxy would send a request to the student's process
        return ""
    module = type(value).__module__
    top = module.partition(".")[0] if type(module) is str else ""
    return top if top == "pandas" or hasattr(value, "dtype") else ""
