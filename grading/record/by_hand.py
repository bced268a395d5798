"""Tell which points that a person gave still stand after work was graded again, and why the others need a look."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import Assignment, Notebook
from .results import ReportRow

_LARGEST = 50_000_000


@dataclasses.dataclass(frozen=True)
class GradedText:
    """What a person saw, or could have seen, of one graded cell.

    Attributes
    ----------
    answers : tuple of str
        The student's text: of the cell itself, or of the answers that stand before a check.
    check : str
        The check, as it was; empty where the answer itself is graded.
    """

    answers: tuple[str, ...]
    check: str = ""


def graded_texts(notebook: Notebook, sources: dict[str, str]) -> dict[str, GradedText]:
    """Return what is graded by each cell that carries points.

    Parameters
    ----------
    notebook : Notebook
        The assignment's.
    sources : dict of str to str
        Of an executed notebook: the text of its cells by grade id.

    Returns
    -------
    dict
        By grade id. A check is about the answers since the check before it; one that follows another check directly
        is about the same answers.
    """
    found: dict[str, GradedText] = {}
    answers: list[str] = []
    checked = False
    for cell in notebook.cells:
        name = cell.grade_id
        if name is None:
            continue
        if cell.role in ("manual", "task"):
            found[name] = GradedText((sources.get(name, ""),))
        elif cell.role == "solution":
            answers = [] if checked else answers
            answers.append(sources.get(name, ""))
            checked = False
        elif cell.role == "test":
            found[name] = GradedText(tuple(answers), sources.get(name, ""))
            checked = True
    return found


def read_sources(path: Path) -> dict[str, str] | None:
    """Return the texts of an executed notebook's cells by grade id; None where there is no such notebook."""
    try:
        cells = json.loads(read_file(path, _LARGEST))["cells"]
        found: dict[str, str] = {}
        for cell in cells:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name:
                source = cell["source"]
                found[str(name)] = source if isinstance(source, str) else "".join(source)
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Unreadable):
        return None


def why_look_again(
    before: GradedText | None, now: GradedText, said: ReportRow | None, row_points: float | None, most: float
) -> str:
    """Say why points that a person gave need another look; empty where they stand.

    Parameters
    ----------
    before, now : GradedText
        What the person graded, and what there is now; None where what the person graded is not kept.
    said : ReportRow or None
        What was recorded of the cell before.
    row_points : float or None
        What the machine gives now.
    most : float
        What the cell can earn now.
    """
    if before is None:
        return "the answer that was graded by hand is not kept"
    if before.answers != now.answers:
        return "the answer changed after it was graded by hand"
    if before.check != now.check:
        return "the check changed after it was graded by hand"
    if said is not None and said.max_points != most:
        return f"it was graded by hand out of {said.max_points:g} points and is worth {most:g} now"
    if said is not None and said.points != row_points:
        return "the check says something else than when it was graded by hand"
    return ""


def texts_of(assignment: Assignment, folder: Path) -> dict[tuple[str, str], GradedText]:
    """Return what is graded by each cell of the executed notebooks in a folder, by notebook and grade id."""
    found: dict[tuple[str, str], GradedText] = {}
    for notebook in assignment.notebooks:
        sources = read_sources(folder / f"{notebook.name}.ipynb")
        if sources is not None:
            texts = graded_texts(notebook, sources)
            found |= {(notebook.name, name): text for name, text in texts.items() if name in sources}
    return found
