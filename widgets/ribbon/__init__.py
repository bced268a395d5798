"""Where a reader stands in the course: `ribbon.Ribbon`."""

from .ribbon import Ribbon

__all__ = ["Ribbon"]
