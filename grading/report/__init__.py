"""The class report: one page about an assignment, made from the gradebook and what the grader recorded."""

from .gather import gather
from .page import page

__all__ = ["gather", "page"]
