"""The op-ed as a graph of claims: the rule of what falls, where each claim is drawn, and the explorer."""

from .fall import argument_graph, what_falls, what_stands
from .map import ArgumentMap

__all__ = ["ArgumentMap", "argument_graph", "what_falls", "what_stands"]
