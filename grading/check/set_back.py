"""Set one answer back to how it was handed out, and keep the one that was there."""

from __future__ import annotations

import json
from pathlib import Path

from ..files import beside, write_atomically
from .handed_out import handed_out
from .own import read_own
from .reports import CheckError, SetBack

KEPT = "earlier-answers"


def reset(notebook: str | Path, exercise: str, *, write: bool = True) -> SetBack:
    """Set one answer back.

    The reader's answer is kept in the folder ``earlier-answers`` beside the notebook, in a file of its own, before
    anything else happens.

    Parameters
    ----------
    notebook : str or Path
        A lesson with somebody's answers.
    exercise : str
        Grade id of the answer.
    write : bool, default True
        Change the notebook's file. False where a page has it open, and puts the text into its cell itself.

    Returns
    -------
    SetBack
        The text as handed out, and where the earlier one is kept.

    Raises
    ------
    CheckError
        When the notebook or the exercise is not there, or nothing can be written; nothing was changed then.
    """
    path = Path(notebook)
    own = read_own(path)
    cells = {
        cell.grade_id: cell
        for cell in handed_out(own.lesson).notebook.cells
        if cell.grade_id and cell.role in ("solution", "manual")
    }
    if exercise not in cells:
        raise CheckError(f"{path.name} has no exercise {exercise!r}; it has {', '.join(cells)}")
    given, answer = cells[exercise].released, own.answer(exercise)
    if answer.strip() in ("", given.strip()):
        kept = ""
    else:
        ending = ".py" if cells[exercise].kind == "code" else ".md"
        place = path.parent / KEPT / f"{own.lesson}-{exercise}{ending}"
        place = beside(place, "2") if place.exists() else place
        kept = f"{KEPT}/{place.name}"
        _write(place, answer.encode() + b"\n")
    if write and answer != given:
        document = json.loads(path.read_bytes())
        mine = [
            cell
            for cell in document["cells"]
            if cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") == exercise
        ]
        if not mine:
            raise CheckError(f"the cell of the exercise {exercise!r} is gone from {path.name}")
        for cell in mine:
            cell["source"] = given.splitlines(keepends=True) if cell is mine[0] else []
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
        _write(path, json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
    return SetBack(exercise, given, kept)


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content)
    except OSError as error:
        raise CheckError(f"cannot write {path}: {error.strerror or error}; nothing was changed") from None
