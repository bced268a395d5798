"""Leave out of a run what no answer and no check depends on: a lesson loads and shows much for its pictures alone."""

from __future__ import annotations

import ast
import dataclasses

from ..course.assignment import Notebook
from ..course.identifiers import names_in, needed, plain_python
from ..execute.transplant import Step

# Calls that change nothing of what they are given.
_SHOWS = {
    *(
        "print",
        "display",
        "len",
        "list",
        "dict",
        "zip",
        "sorted",
        "round",
        "bool",
        "int",
        "float",
        "min",
        "max",
        "sum",
    ),
    *("pd.DataFrame", "pd.Series", "solve", "solve_two", "Assumptions"),
}
# Methods of arrays, tables, texts and lists that change nothing.
_ASKS = {"round", "tolist", "item", "sum", "mean", "max", "min", "any", "all", "index", "items", "as_dict"}


def lighten(notebook: Notebook, steps: list[Step]) -> Notebook:
    """Take out of a run what nothing in it depends on.

    Whole cells of the lesson's own go as in a class, by `needed`; within the cells that stay, so do statements that
    load, compute or show something that nothing else reads, and that cannot have changed what something else reads.

    Parameters
    ----------
    notebook : Notebook
        The lesson.
    steps : list of Step
        What runs, in order; the pieces of those that are the lesson's own code are shortened in place.

    Returns
    -------
    Notebook
        The lesson with what is left of it, for the judge.
    """
    ids = {step.cell.grade_id for step in steps if step.cell is not None and step.cell.grade_id}
    cells = [cell for cell in notebook.cells if cell.role == "free" or cell.grade_id in ids]
    graded = [cell.source for cell in cells if cell.role in ("test", "locked") and cell.kind == "code"]
    graded += [piece for step in steps if not step.given for piece in step.pieces]
    shown = [step for step in steps if step.given]
    kept: dict[str, str] = {}
    for step, runs in zip(shown, needed([step.source for step in shown], graded), strict=True):
        if runs:
            kept[step.source.strip()] = ""
    scored = any("ForecastPad.scores" in step.source for step in steps)  # it reads what was revealed
    parts = {
        source: [
            each
            for each in _statements(source)
            if not _only_shows(each) and (scored or not _only_reveals(each))
        ]
        for source in kept
    }
    units = [part for source in kept for part in parts[source]]
    stay = dict(zip(units, needed(units, graded), strict=True))
    used = {
        name
        for source in [*graded, *(unit for unit in units if stay[unit])]
        for name in (names_in(source).used | names_in(source).changed)
    }
    imported = {name for unit in units for name in names_in(unit).imported}
    for source in kept:
        kept[source] = "\n".join(
            part for part in parts[source] if stay[part] or _may_change(part, used - imported)
        )
    for step in shown:
        text = kept.get(step.source.strip(), "")
        step.pieces = [text] if text else []
    left = tuple(
        dataclasses.replace(cell, source=kept[cell.source.strip()]) if cell.role == "free" else cell
        for cell in cells
        if cell.role != "free" or kept.get(cell.source.strip())
    )
    return dataclasses.replace(notebook, cells=left)


def _statements(source: str) -> list[str]:
    """Cut a cell into its statements; one with magics, or that is not Python, stays in one piece."""
    if plain_python(source).strip() != source.strip():
        return [source]
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return [source]
    lines = source.split("\n")
    starts = [
        min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))]) for node in body
    ]
    if len(set(starts)) < len(starts):  # several on one line
        return [source]
    found = []
    for start, node in zip(starts, body, strict=True):
        if isinstance(node, ast.ImportFrom) and not node.level:  # each name by itself: one may cost seconds
            found += [ast.unparse(ast.ImportFrom(node.module, [name], 0)) for name in node.names]
        else:
            found.append("\n".join(lines[start - 1 : node.end_lineno]))
    return found


def _harmless(call: ast.Call) -> bool:
    """Say whether a call changes nothing of what it is given."""
    method = isinstance(call.func, ast.Attribute) and call.func.attr in _ASKS
    return method or ast.unparse(call.func) in _SHOWS


def _only_shows(statement: str) -> bool:
    """Say whether a statement shows something and does nothing else."""
    try:
        (node,) = ast.parse(statement).body
    except (SyntaxError, ValueError, RecursionError):
        return False
    inside = node.body if isinstance(node, ast.For) and not node.orelse else [node]
    return all(isinstance(each, ast.Expr) for each in inside) and all(
        isinstance(each, ast.Call) and _harmless(each)
        for each in ast.walk(node)
        if isinstance(each, ast.Call | ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom)
    )


def _only_reveals(statement: str) -> bool:
    """Say whether a statement shows the answer to a bet and does nothing else."""
    try:
        (node,) = ast.parse(statement).body
    except (SyntaxError, ValueError, RecursionError):
        return False
    call = node.value if isinstance(node, ast.Expr) else None
    if not (
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "reveal"
    ):
        return False
    given = [*call.args, *(each.value for each in call.keywords)]
    inside = [each for value in given for each in ast.walk(value)]
    return all(ast.unparse(each.func) in _SHOWS for each in inside if isinstance(each, ast.Call)) and not any(
        isinstance(each, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom) for each in inside
    )


def _may_change(statement: str, used: set[str]) -> bool:
    """Say whether a statement may change something that is used, beyond the names that it binds."""
    try:
        tree = ast.parse(statement)
    except (SyntaxError, ValueError, RecursionError):
        return True
    harmless = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _harmless(node):
            harmless |= {id(each) for each in node.args}
        if isinstance(node, ast.Expr):
            harmless.add(id(node.value))
    return any(
        (isinstance(node, ast.Name) and node.id in used and id(node) not in harmless)
        or (isinstance(node, ast.Attribute) and node.attr == "random")
        or (isinstance(node, ast.Name) and node.id == "random")
        for node in ast.walk(tree)
    )
