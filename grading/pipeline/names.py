"""What an instructor's cell does to names: binds, changes or imports them."""

from __future__ import annotations

import ast
import dataclasses
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager


@dataclasses.dataclass(frozen=True)
class Names:
    """The names at the top level of one cell.

    Attributes
    ----------
    bound : frozenset of str
        Assigned, defined or deleted.
    changed : frozenset of str
        Not bound, but changed in place: ``df["x"] = 1``, ``items.append(2)``.
    imports : tuple of str
        The import statements, as source.
    imported : frozenset of str
        The names that those bind.
    modules : frozenset of str
        The modules that those name.
    """

    bound: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    imports: tuple[str, ...] = ()
    imported: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()


def plain_python(source: str) -> str:
    """Return the cell with IPython's magics written as function calls."""
    return TransformerManager().transform_cell(source)


@lru_cache(maxsize=4096)
def names_in(source: str) -> Names:
    """Read a cell; one that is not Python has no names."""
    try:
        tree = ast.parse(plain_python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    bound: set[str] = set()
    changed: set[str] = set()
    imported: set[str] = set()
    modules: set[str] = set()
    imports: list[str] = []

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
            return
        if isinstance(node, ast.Import | ast.ImportFrom):
            if isinstance(node, ast.ImportFrom) and (node.level or node.module == "__future__"):
                return
            imports.append(ast.unparse(node))
            for alias in node.names:
                imported.add((alias.asname or alias.name).partition(".")[0])
                if isinstance(node, ast.Import):
                    modules.add(alias.name)
                    if alias.asname is None:
                        modules.add(alias.name.partition(".")[0])
            if isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module)
            return
        if isinstance(node, ast.Lambda):
            return
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            bound.add(node.id)
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            changed.add(_base(node))
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        ):
            changed.add(_base(node.value.func))
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    imported.discard("*")
    changed -= bound | imported | {""}
    return Names(
        frozenset(bound), frozenset(changed), tuple(imports), frozenset(imported), frozenset(modules)
    )


def _base(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
