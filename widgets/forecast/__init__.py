"""Bets on questions of the course: placed before the answer, recalled beside it, scored at the end."""

from .pad import ForecastPad

__all__ = ["ForecastPad"]
