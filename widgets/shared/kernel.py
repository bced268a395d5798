"""What a widget asks the kernel that it lives in: which cell runs, whether a person waits, where the notebook is."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...datasets.notebook import person_waits, request, shell

__all__ = ["holds", "in_vs_code", "notebook_path", "person_waits", "running_cell", "shell", "source_of"]


def running_cell() -> str:
    """Return the id of the cell that runs now; empty where the front end does not tell.

    Returns
    -------
    str
    """
    return str(request().get("metadata", {}).get("cellId") or "")


def in_vs_code() -> bool:
    """Whether the notebook is open in VS Code, whose pages cannot ask it to save.

    Returns
    -------
    bool
    """
    running = shell()
    return running is not None and "__vsc_ipynb_file__" in running.user_ns


def notebook_path(mark: str, shown: str = "", folder: Path | None = None) -> Path | None:
    """Find the notebook that this kernel runs.

    Parameters
    ----------
    mark : str
        A grade id or a cell id that the notebook holds.
    shown : str, optional
        The file name that the page shows, if it could tell.
    folder : Path, optional
        Where to look; the working directory when left out.

    Returns
    -------
    Path or None
        None when no notebook with that mark is found, or several and nothing says which.
    """
    folder = folder or Path.cwd()
    running = shell()
    names: Sequence[Any] = (
        running.user_ns.get("__vsc_ipynb_file__") if running is not None else None,
        os.environ.get("JPY_SESSION_NAME"),  # as it was called when the kernel started
        folder / Path(shown).name if shown else None,
    )
    for name in names:
        if name and holds(Path(name), mark):
            return Path(name)
    found = [path for path in sorted(folder.glob("*.ipynb")) if holds(path, mark)]
    return found[0] if len(found) == 1 else None


def holds(path: Path, mark: str) -> bool:
    """Whether a notebook has a cell with an id or grade id.

    Parameters
    ----------
    path : Path
        Perhaps not there.
    mark : str
        The id.

    Returns
    -------
    bool
    """
    return any(mark in (cell.get("id"), grade_id) for cell, grade_id in _cells(path))


def source_of(path: Path, grade_id: str) -> str:
    """Return the text of an answer in a notebook's file.

    Parameters
    ----------
    path : Path
        The notebook.
    grade_id : str
        Of the answer.

    Returns
    -------
    str
        Empty when there is no such cell.
    """
    found = [cell.get("source", "") for cell, name in _cells(path) if name == grade_id]
    return "".join(found[0]) if found else ""


def _cells(path: Path) -> list[tuple[dict[str, Any], str | None]]:
    """Return each cell of a notebook with its grade id; none of what is no notebook."""
    try:
        cells = json.loads(path.read_bytes())["cells"] if path.suffix == ".ipynb" else []
        return [(cell, cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")) for cell in cells]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return []
