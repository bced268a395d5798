"""Missing values never count as right: pandas leaves them out of `all`, `any`, `sum` and `mean`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

_ASKED = ("all", "any", "sum", "mean")


class MissingValues(ValueError):
    """What a check asks of truth values hangs on missing ones."""


@contextlib.contextmanager
def missing_is_unknown() -> Iterator[None]:
    """Make pandas raise `MissingValues` where the answer hangs on a missing truth value."""
    pandas = sys.modules.get("pandas")
    if pandas is None:
        yield
        return
    kind: Any = pandas.arrays.BooleanArray
    before = {name: vars(kind).get(name) for name in _ASKED}
    inherited = {name: getattr(kind, name) for name in _ASKED}

    def asked(name: str) -> Any:
        def reduce(self: Any, *args: Any, **kwargs: Any) -> Any:
            known = inherited[name](self, *args, **kwargs)
            if not self._hasna or known is pandas.NA:
                return known
            if name in ("sum", "mean") or bool(known) == (name == "all"):
                raise MissingValues("missing values stand where the check compares")
            return known

        return reduce

    for name in _ASKED:
        setattr(kind, name, asked(name))
    try:
        yield
    finally:
        for name, was in before.items():
            if was is None:
                delattr(kind, name)
            else:
                setattr(kind, name, was)
