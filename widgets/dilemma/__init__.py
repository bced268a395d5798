"""The two dials of the course and what follows from them."""

from .explorer import DilemmaExplorer

__all__ = ["DilemmaExplorer"]
