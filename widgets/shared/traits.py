"""Traits that students set: each refuses what it cannot be, and names the field, the value and what it expects."""

from __future__ import annotations

import numbers
from collections.abc import Iterable
from typing import Any

from traitlets import Float, Int, TraitError, TraitType


class Bounded(Float):
    """A number between two bounds, with an error that says so.

    Parameters
    ----------
    default : float
    low, high : float, default 0 and 1
        Smallest and largest value.
    digits : int, optional
        Round to so many decimals: those of the slider that shows the value, which would round it later.
    """

    def __init__(
        self, default: float, low: float = 0.0, high: float = 1.0, digits: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(default, **kwargs)
        self.low, self.high, self.digits = low, high, digits

    def validate(self, obj: Any, value: Any) -> float:
        """Return the value as a float, or raise a TraitError that names the field, the value and the bounds."""
        expected = f"expected a number from {self.low:g} to {self.high:g}"
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise TraitError(f"{self.name} = {value!r} is not a number: {expected}")
        number = float(value)
        if not self.low <= number <= self.high:  # also catches NaN
            raise TraitError(f"{self.name} = {value!r} is out of range: {expected}")
        return number if self.digits is None else round(number, self.digits)


class Whole(Int):
    """A whole number between two bounds, with an error that says so.

    Parameters
    ----------
    default : int
    low, high : int
        Smallest and largest value.
    """

    def __init__(self, default: int, low: int, high: int) -> None:
        super().__init__(default)
        self.low, self.high = low, high

    def validate(self, obj: Any, value: Any) -> int:
        """Return the value as an int, or raise a TraitError that names the field, the value and the bounds."""
        expected = f"expected a whole number from {self.low} to {self.high}"
        if isinstance(value, bool) or not isinstance(value, numbers.Integral):
            raise TraitError(f"{self.name} = {value!r} is not a whole number: {expected}")
        number = int(value)
        if not self.low <= number <= self.high:
            raise TraitError(f"{self.name} = {value!r} is out of range: {expected}")
        return number


class OneOf(TraitType):
    """One of some values, with an error that lists them.

    Parameters
    ----------
    default : object
    values : iterable
        What it may be.
    """

    def __init__(self, default: Any, values: Iterable[Any]) -> None:
        super().__init__(default)
        self.values = tuple(values)

    def validate(self, obj: Any, value: Any) -> Any:
        """Return the value from the list, or raise a TraitError that names the field, the value and the list."""
        for known in self.values:
            if isinstance(value, type(known) | numbers.Integral) and value == known:
                return known
        expected = ", ".join(map(str, self.values))
        raise TraitError(f"{self.name} = {value!r}: expected one of {expected}")
