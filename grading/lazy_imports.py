"""Put off what libraries do when they are imported until somebody needs it.

Some imports cost more than most commands' work, and hardly any command needs what they prepare:

- `jsonschema`, which `nbformat` and Jupyter's servers import, imports ``rfc3987_syntax``. That builds 35 parsers for
  internationalised addresses, one second of processor time.
- ``nbgrader/__init__.py`` imports its server extensions, and with them a web server and nbconvert. The gradebook,
  ``nbgrader.api``, needs none of them.
- ``jupytext/__init__.py`` imports its contents managers, and with them Jupyter's server. Reading a script
  needs neither.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import sys
import types
from typing import Any


def put_off(package: str) -> None:
    """Let a package's modules be imported without running its ``__init__.py``, until something in that is asked for.

    Parameters
    ----------
    package : str
        A top-level package. Nothing happens where it is imported already, or not installed.
    """
    spec = None if package in sys.modules else importlib.util.find_spec(package)
    if spec is None or spec.loader is None:
        return
    module, loader = importlib.util.module_from_spec(spec), spec.loader

    def ask(name: str) -> Any:
        # A server extension that is imported first asks for the version while it is half imported: to run __init__.py
        # then, which imports that extension, would be a circle.
        if name == "__version__":
            return importlib.metadata.version(package)
        # "from package import module" asks for an attribute first: for a module of the package nothing has to run.
        if not name.startswith("__") and importlib.util.find_spec(f"{package}.{name}"):
            return importlib.import_module(f"{package}.{name}")
        if module.__dict__.pop("__getattr__", None) is not None:
            loader.exec_module(module)
        return getattr(module, name)

    module.__dict__["__getattr__"] = ask
    sys.modules[package] = module


def put_off_addresses() -> None:
    """Let `jsonschema` load its check of internationalised addresses when it first checks one."""
    name = "rfc3987_syntax"
    if name in sys.modules or importlib.util.find_spec(name) is None:
        return
    stand_in = types.ModuleType(name)

    def load() -> Any:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return importlib.import_module(name)

    def is_valid_syntax(term: str, value: str) -> bool:
        found: bool = load().is_valid_syntax(term, value)
        return found

    def ask(attribute: str) -> Any:
        if attribute.startswith("__"):  # an import looks for __path__ here: that is no reason to load
            raise AttributeError(attribute)
        return getattr(load(), attribute)

    stand_in.__dict__.update(is_valid_syntax=is_valid_syntax, __getattr__=ask)
    sys.modules[name] = stand_in
