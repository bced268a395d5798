"""Never write over somebody's answers."""

from pathlib import Path

import nbformat
from nbgrader.utils import compute_checksum, is_solution
from seoul_dilemma.grading.files import beside


def holds_work(path: Path) -> bool:
    """Whether somebody has answered or run anything in a lesson notebook.

    Parameters
    ----------
    path : Path
        A notebook, or anything else.

    Returns
    -------
    bool
        True when a cell has output or an answer differs from what was handed out.
    """
    if path.suffix != ".ipynb" or not path.is_file():
        return False
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # whatever it is, no answer can be read from it
        return True
    for cell in cells:
        if cell.get("outputs") or cell.get("execution_count"):
            return True
        if is_solution(cell) and cell.metadata.nbgrader.get("checksum") != compute_checksum(cell):
            return True
    return False


def keep_work(path: Path) -> Path | None:
    """Copy a notebook aside if it holds somebody's work.

    Parameters
    ----------
    path : Path
        A notebook that is about to be replaced.

    Returns
    -------
    Path or None
        The copy, or None when there was nothing to keep.
    """
    if not holds_work(path):
        return None
    copy = beside(path, "mine")
    copy.write_bytes(path.read_bytes())
    return copy
