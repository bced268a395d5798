"""The class report: one page about an assignment, made from the gradebook and what the grader recorded."""

from seoul_dilemma.grading.report.gather import gather
from seoul_dilemma.grading.report.page import page

__all__ = ["gather", "page"]
