"""Derive every file of the course that has its source elsewhere.

``build`` writes what differs, ``check`` only looks. Each derived thing is one function in
:mod:`seoul_dilemma.grading.build.targets`.
"""

from seoul_dilemma.grading.build.errors import BuildError, Problem
from seoul_dilemma.grading.build.run import build, check, find_root

__all__ = ["BuildError", "Problem", "build", "check", "find_root"]
