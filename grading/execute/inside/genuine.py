"""Saves the functions and classes of libraries before student code runs, so that a check can restore them.

Only functions, classes and modules are kept: other values of a library (caches, settings, states of generators) change
in the course of honest work.
"""

from __future__ import annotations

import contextlib
import sys
import types
from typing import Any

_HEAP_TYPE = 1 << 9
_KINDS = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type)
_METHODS = (types.FunctionType, classmethod, staticmethod, property)

# module, name and value; class, name and value
Kept = tuple[list[tuple[Any, str, Any]], list[tuple[Any, str, Any]]]


def keep(packages: tuple[str, ...]) -> Kept:
    """Save the names of every loaded module, and the methods of classes of some packages.

    Parameters
    ----------
    packages : tuple of str
        The top names of the packages whose classes are looked at, too.

    Returns
    -------
    Kept
        What `restore` takes.
    """
    names: list[tuple[Any, str, Any]] = []
    methods: list[tuple[Any, str, Any]] = []
    seen: set[int] = set()
    for where, module in list(sys.modules.items()):
        if where == "__main__" or not isinstance(module, types.ModuleType):
            continue
        inside = where.partition(".")[0] in packages
        for name, value in list(vars(module).items()):
            if isinstance(value, _KINDS) or (callable(value) and not name.startswith("__")):
                names.append((module, name, value))
            if inside and isinstance(value, type) and value.__flags__ & _HEAP_TYPE and id(value) not in seen:
                seen.add(id(value))
                methods += [
                    (value, key, part) for key, part in vars(value).items() if isinstance(part, _METHODS)
                ]
    return names, methods


def restore(kept: Kept) -> None:
    """Restore every saved name."""
    names, methods = kept
    for module, name, value in names:
        if vars(module).get(name) is not value:
            module.__dict__[name] = value
    for kind, name, value in methods:
        if vars(kind).get(name) is not value:
            with contextlib.suppress(TypeError, AttributeError):
                type.__setattr__(kind, name, value)
