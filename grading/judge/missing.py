"""Missing values never count as right: pandas leaves them out of `all`, `any`, `max` and their like.

A missing truth value ends the check. Missing numbers, which neither differ from anything nor lie above it, are put to
the proof: the check that they passed is run once more with values in their place that nobody expects.
"""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Iterator
from typing import Any

from .proxies import isinstance_of_ours

_ASKED = ("all", "any", "sum", "mean")
_SAID = "missing values stand where the check compares"
_NUMBER, _TEXT = 7.7e37, "\N{REPLACEMENT CHARACTER}"  # a number that single precision holds, too
_TIME = datetime.datetime(2261, 7, 7, tzinfo=datetime.UTC)
_LOOKED_AT = 100  # parts of a list, as nobody goes through two million of them for each answer


class MissingValues(ValueError):
    """What a check asks of truth values hangs on missing ones."""


@contextlib.contextmanager
def missing_is_unknown() -> Iterator[None]:
    """Make pandas raise `MissingValues` where the answer hangs on a missing truth value."""
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


def has_missing(value: Any, deeper: bool = True) -> bool:
    """Say whether a value is, or directly holds, a number, a text or a time that is missing."""
    if type(value) is float:
        return value != value
    if type(value) in (list, tuple, dict) and deeper:
        parts = list(value.values()) if type(value) is dict else value
        return any(has_missing(part, False) for part in parts[:_LOOKED_AT])
    top = _library(value)
    if top == "numpy":
        return value.dtype.kind in "fc" and bool((value != value).any())
    if top == "pandas" and hasattr(value, "isna"):
        return _any(value.isna())
    return False


def filled(value: Any, deeper: bool = True) -> Any:
    """Return the same with something that nobody expects where a number, a text or a time is missing."""
    if type(value) is float:
        return _NUMBER if value != value else value
    if type(value) in (list, tuple) and deeper:
        return type(value)(filled(part, False) for part in value)
    if type(value) is dict and deeper:
        return {key: filled(part, False) for key, part in value.items()}
    top = _library(value)
    if top == "numpy" and value.dtype.kind in "fc":
        import numpy as np

        return np.where(value != value, value.dtype.type(_NUMBER), value)[()]
    if top == "pandas" and hasattr(value, "isna") and has_missing(value):
        if hasattr(value, "columns"):
            made = value.copy()
            for place in range(made.shape[1]):
                made.isetitem(place, _filled_column(value.iloc[:, place]))
            return made
        return _filled_column(value)
    return value


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
    if isinstance_of_ours(value):  # a stand-in would ask for what it stands for
        return ""
    module = type(value).__module__
    top = module.partition(".")[0] if type(module) is str else ""
    return top if top == "pandas" or hasattr(value, "dtype") else ""
