"""Take a student's answers out of a notebook and put them into the instructor's.

The student's file is data. Only the sources of cells are taken from it: tags, points, kernel name, test cells and
outputs are ignored.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from typing import Any

from ..collect.notebook_file import Found
from ..course.assignment import Cell, Notebook
from ..course.identifiers import names_in

# Calls in cells that the course adds for display; no answer depends on them.
_OF_THE_PAGE = re.compile(r"""from seoul_dilemma\.widgets import (Check|Ribbon)\s+\1\("[^"\n]*"\)""")


@dataclasses.dataclass
class Step:
    """One cell of the notebook that is graded: the instructor's, the student's, or both.

    Attributes
    ----------
    cell : Cell or None
        The instructor's cell; None for a student's own.
    kind, source : str
        What stands in the graded notebook.
    pieces : list of str
        The student's code to run here, in order (a split or copied cell has several).
    answered : bool
        The student changed what was released (of a solution or a manually graded cell).
    given : bool
        The instructor's own code, which the student left as it was.
    doubt : str
        Why it is not clear whether the student answered.
    attachments : dict
        What the student's text has attached, unchecked.
    """

    cell: Cell | None
    kind: str
    source: str
    pieces: list[str] = dataclasses.field(default_factory=list)
    answered: bool = True
    given: bool = False
    doubt: str = ""
    attachments: dict[str, Any] = dataclasses.field(default_factory=dict)


def transplant(cells: list[Found], notebook: Notebook) -> tuple[list[Step], list[str]]:
    """Put the student's cells into the instructor's notebook.

    Parameters
    ----------
    cells : list of Found
        The student's notebook.
    notebook : Notebook
        The instructor's.

    Returns
    -------
    steps : list of Step
        The notebook to grade, in order.
    reasons : list of str
        What had to be repaired, in words.
    """
    reasons: list[str] = []
    cells = [cell for cell in cells if not _OF_THE_PAGE.fullmatch(cell.source.strip())]
    place = {cell.grade_id: i for i, cell in enumerate(notebook.cells) if cell.grade_id}
    homes: dict[int, list[Found]] = {}
    for found in cells:
        if found.grade_id in place:
            homes.setdefault(place[found.grade_id], []).append(found)
            found.used = True
        elif found.grade_id:
            reasons.append(
                f"A cell named '{_short(found.grade_id)}' is not of this assignment; it was run as the student's own."
            )
    missing = [i for i in place.values() if i not in homes]
    doubts = _find(cells, notebook, missing, homes, reasons) if missing else {}
    _report_order(cells, homes, reasons)

    # Every other cell stays behind the labelled cell that it followed in the student's notebook.
    owner = {id(found): i for i, group in homes.items() for found in group}
    given = {cell.released.strip() for cell in notebook.cells if cell.role in ("test", "locked", "task")}
    unanswered = [
        i for i in place.values() if i not in homes and notebook.cells[i].role in ("solution", "manual")
    ]
    extras: dict[int, list[Found]] = {}
    current = -1
    for found in cells:
        if id(found) in owner:
            current = owner[id(found)]
            cell = notebook.cells[current]
            if cell.role in ("test", "locked", "task") and found.source.strip() != cell.released.strip():
                if cell.grade_id and f"'{cell.grade_id}'" not in " ".join(reasons):
                    reasons.append(f"The cell '{cell.grade_id}' is not to be changed; the original was used.")
                if unanswered and found.kind == "code":  # a student may have merged an answer into this cell
                    extras.setdefault(current - 1, []).append(Found("code", found.source))
        elif found.source.strip() and found.source.strip() not in given:
            extras.setdefault(current, []).append(found)

    free = {cell.released.strip() for cell in notebook.cells if cell.role == "free" and cell.kind == "code"}
    steps = [_own(found, free) for found in extras.get(-1, [])]
    steps += _put_back_imports(cells, notebook, reasons)
    for i, cell in enumerate(notebook.cells):
        if cell.role != "free":
            steps.append(_step(cell, homes.get(i, []), reasons))
            steps[-1].doubt = doubts.get(i, "")
        steps += [_own(found, free) for found in extras.get(i, [])]
    return steps, reasons


def _own(found: Found, free: set[str]) -> Step:
    pieces = [found.source] if found.kind == "code" else []
    given = bool(pieces) and found.source.strip() in free
    return Step(None, found.kind, found.source, pieces, given=given, attachments=found.attachments)


def _step(cell: Cell, group: list[Found], reasons: list[str]) -> Step:
    if cell.role not in ("solution", "manual"):
        if not group and cell.role == "test":
            reasons.append(f"The test cell '{cell.grade_id}' was missing and was put back.")
        elif len(group) > 1:
            reasons.append(f"The cell '{cell.grade_id}' was copied; the original was used once.")
        return Step(cell, cell.kind, cell.source)
    if not group:
        reasons.append(f"The answer cell '{cell.grade_id}' is missing.")
        return Step(cell, cell.kind, "", [], answered=False)
    if any(found.kind != cell.kind for found in group):
        reasons.append(
            f"The answer cell '{cell.grade_id}' had been turned into another kind of cell; it was read as {cell.kind}."
        )
    if len(group) > 1:
        reasons.append(
            f"The answer cell '{cell.grade_id}' is there {len(group)} times (copied or split); all were read, in order."
        )
    pieces = [found.source for found in group]
    if len(pieces) > 1:
        pieces = [piece for piece in pieces if piece.strip() != cell.released.strip()] or pieces[:1]
        pieces = list(dict.fromkeys(pieces))
    source = "\n\n".join(pieces)
    answered = source.strip() != cell.released.strip()
    attached = {name: content for found in group for name, content in found.attachments.items()}
    return Step(
        cell, cell.kind, source, pieces if cell.kind == "code" else [], answered, attachments=attached
    )


def _find(
    cells: list[Found],
    notebook: Notebook,
    missing: list[int],
    homes: dict[int, list[Found]],
    reasons: list[str],
) -> dict[int, str]:
    """Recognise cells that lost their label: by their id, by their text, by the names they define.

    Returns
    -------
    dict
        Of those that were not found though unlabelled cells stand in their place: why a person has to look.
    """

    def claim(i: int, found: Found) -> None:
        homes[i] = [found]
        found.used = True
        if notebook.cells[i].role in ("solution", "manual"):
            reasons.append(
                f"The answer cell '{notebook.cells[i].grade_id}' had lost its label and was recognised."
            )

    by_id = {found.cell_id: found for found in cells if not found.used and found.cell_id}
    for i in missing:
        cell = notebook.cells[i]
        if cell.cell_id in by_id and not by_id[cell.cell_id].used and by_id[cell.cell_id].kind == cell.kind:
            claim(i, by_id[cell.cell_id])
    for i in missing:
        if i not in homes:
            cell = notebook.cells[i]
            same = [
                f
                for f in cells
                if not f.used and f.source.strip() == cell.released.strip() and cell.released.strip()
            ]
            if len(same) == 1 and cell.role in ("test", "locked", "task", "solution"):
                claim(i, same[0])
    order = {id(found): n for n, found in enumerate(cells)}

    def window(i: int) -> list[Found]:
        """Return the unlabelled cells between the labelled neighbours of instructor's cell `i`."""
        before = [order[id(f)] for j, group in homes.items() if j < i for f in group if id(f) in order]
        after = [order[id(f)] for j, group in homes.items() if j > i for f in group if id(f) in order]
        low, high = max(before, default=-1), min(after, default=len(cells))
        return [f for n, f in enumerate(cells) if low < n < high and not f.used]

    frees = {cell.source.strip() for cell in notebook.cells if cell.role == "free"}
    answers = [i for i in missing if i not in homes and notebook.cells[i].role in ("solution", "manual")]
    names = {i: names_in(notebook.cells[i].source).bound for i in answers if notebook.cells[i].kind == "code"}
    doubts: dict[int, str] = {}
    # Answers that bind no name (a plot, a sentence) can be matched by position only, after all others are matched.
    for i in sorted(answers, key=lambda i: i in names and not names[i]):
        cell = notebook.cells[i]
        candidates = [f for f in window(i) if f.kind == cell.kind and f.source.strip() not in frees]
        fit = candidates
        if cell.kind == "code":
            fit = [f for f in candidates if names[i] <= names_in(f.source).bound and f.source.strip()]
        if len(fit) != 1 and candidates:
            close = [
                (difflib.SequenceMatcher(None, f.source[:4000], cell.released[:4000]).ratio(), f)
                for f in fit or candidates
            ]
            best = max(close, key=lambda pair: pair[0])
            sure = best[0] > 0.6 or (len(fit) > 1 and (cell.kind != "code" or bool(names[i])))
            fit = [best[1]] if sure else []
        if len(fit) == 1:
            claim(i, fit[0])
        elif candidates and cell.role == "manual":
            doubts[i] = (
                f"The answer cell '{cell.grade_id}' has lost its label, and {len(candidates)} cells without one stand "
                "in its place."
            )
    return doubts


def _report_order(cells: list[Found], homes: dict[int, list[Found]], reasons: list[str]) -> None:
    order = {id(found): n for n, found in enumerate(cells)}
    firsts = [order[id(homes[i][0])] for i in sorted(homes)]
    if firsts != sorted(firsts):
        reasons.append("Cells had been moved; they were run in the order of the assignment.")


def _put_back_imports(cells: list[Found], notebook: Notebook, reasons: list[str]) -> list[Step]:
    """Return a step with the imports of instructor's cells that the student deleted."""
    ids = {found.cell_id for found in cells}
    have = {name for found in cells if found.kind == "code" for name in names_in(found.source).imported}
    lost: list[str] = []
    for cell in notebook.cells:
        if cell.role == "free" and cell.kind == "code" and cell.cell_id not in ids:
            names = names_in(cell.source)
            if names.imports and not names.imported & have:
                lost += names.imports
    if not lost:
        return []
    reasons.append("A cell with imports was missing; its imports were put back.")
    source = "\n".join(dict.fromkeys(lost))
    return [Step(None, "code", source, [source])]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
