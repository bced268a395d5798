"""Derive every file of the course that has its source elsewhere.

``build`` writes what differs, ``check`` only looks. Each derived thing is one function in
:mod:`seoul_dilemma.grading.build.targets`.
"""

import importlib
from typing import TYPE_CHECKING, Any

from .errors import BuildError, Problem

if TYPE_CHECKING:
    from .run import build, check, find_root

__all__ = ["BuildError", "Problem", "build", "check", "find_root"]


def __getattr__(name: str) -> Any:
    # Only a build needs nbgrader, which takes seconds to import; reading one lesson does not.
    if name in ("build", "check", "find_root"):
        return getattr(importlib.import_module("seoul_dilemma.grading.build.run"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
