"""The extensive form of the game: who moves when, who knows what, and how likely each course is."""

from .tree import GameTree

__all__ = ["GameTree"]
