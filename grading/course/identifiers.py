"""What an instructor's cell does to names: binds, changes or imports them."""

from __future__ import annotations

import ast
import dataclasses
import re
from functools import lru_cache


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
    used : frozenset of str
        Names that the cell reads from outside of itself.
    touched : frozenset of str
        Names that a statement calls or passes on without keeping the result: ``shuffle(items)`` may change both.
    readable : bool
        Whether the cell is Python.
    """

    bound: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    imports: tuple[str, ...] = ()
    imported: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    readable: bool = True


LONGEST = 300_000  # longest cell, in characters, that is parsed for names
# IPython parses the whole cell once for each magic in it, and stops after 500.
_MAGIC = re.compile(r"^[ \t]*[%!?,;/]|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)
MOST_READ = 1_000_000  # characters times magics: a few seconds of parsing


def plain_python(source: str) -> str:
    """Return the cell with IPython's magics written as function calls.

    Raises
    ------
    SyntaxError, ValueError
        It is not Python, or it has so many magics that reading it would take long.
    """
    if len(_MAGIC.findall(source)) * len(source) > MOST_READ:
        ast.parse(source)  # such lines may be part of a string literal
        return source
    from IPython.core.inputtransformer2 import (
        TransformerManager,  # importing it takes half a second, which not every command needs
    )

    try:
        return TransformerManager().transform_cell(source)
    except RuntimeError as error:  # more magics than IPython takes
        raise ValueError(str(error)) from None


def loses_prompts(source: str) -> bool:
    """Say whether IPython takes ``>>> `` off a text in a cell, so that a doctest in it has no example.

    IPython 9.18.1 takes the prompts of a pasted session off any line but those of a docstring.
    """
    try:
        before, after = ast.parse(source), ast.parse(plain_python(source))
    except (Exception, MemoryError):  # magics, or no Python
        return False
    return _prompts(before) > _prompts(after)


def _prompts(tree: ast.AST) -> int:
    return sum(
        node.value.count(">>>")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@lru_cache(maxsize=4096)
def names_in(source: str) -> Names:
    """Read a cell; one that is not Python, or too much of it, has no names."""
    if len(source) > LONGEST:
        return Names(readable=False)
    try:
        return _names_in(ast.parse(plain_python(source)))
    except (Exception, MemoryError):  # very deep or very long code makes the parser raise many types
        return Names(readable=False)


def _names_in(tree: ast.Module) -> Names:
    bound: set[str] = set()
    changed: set[str] = set()
    imported: set[str] = set()
    modules: set[str] = set()
    imports: list[str] = []
    used = _Outside().read(tree)
    touched = {
        node.id
        for statement in ast.walk(tree)
        if isinstance(statement, ast.Expr)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call)
        for node in ast.walk(call)
        if isinstance(node, ast.Name)
    }

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
        frozenset(bound),
        frozenset(changed),
        tuple(imports),
        frozenset(imported),
        frozenset(modules),
        frozenset(used),
        frozenset(touched),
    )


def _base(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


# Calls with effects that their names do not reveal; the words alone may stand in a text, or name an argument.
_OPAQUE = re.compile(
    r"random|seed\w*\(|shuffle|open\(|(?:write|save)\w*[(,)\]]|to_csv|to_pickle|unlink|chdir|environ|set_option"
    r"|import \*|^\s*%(?!matplotlib)|^\s*!",
    re.MULTILINE,
)
# Calls that access names dynamically.
_LOOKS_AROUND = re.compile(r"exec|eval|globals|locals|vars|dir|get_ipython|In|Out|_+|_i*\d+")


def needed(demonstrations: list[str], graded: list[str]) -> list[bool]:
    """Say which of the instructor's own unchanged cells have to run.

    Parameters
    ----------
    demonstrations : list of str
        Code that the student was given and did not change.
    graded : list of str
        Everything else: answers, tests, the student's own cells.

    Returns
    -------
    list of bool
        False where nothing else can depend on the cell: it only shows something.
    """
    shown, others = [names_in(source) for source in demonstrations], [names_in(source) for source in graded]
    looks = any(_LOOKS_AROUND.fullmatch(name) for names in [*shown, *others] for name in names.used)
    if looks or not all(names.readable for names in others):
        return [True] * len(demonstrations)
    wanted = {name for names in others for name in names.used | names.changed}
    own = {name for names in [*shown, *others] for name in names.bound}
    run = [False] * len(shown)
    while True:
        before = sum(run)
        for position, names in enumerate(shown):
            effects = names.bound | names.changed | names.imported | (names.touched & own)
            opaque = not names.readable or _OPAQUE.search(demonstrations[position])
            if not run[position] and (opaque or effects & wanted):
                run[position] = True
                wanted |= names.used | names.changed
        if sum(run) == before:
            return run


class _Outside(ast.NodeVisitor):
    """Collects the names that a cell reads from outside of itself."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.scopes: list[set[str]] = [set()]

    def read(self, tree: ast.Module) -> set[str]:
        """Visit statements in order: a name that one binds is not free in the next."""
        for statement in tree.body:
            self.visit(statement)
            if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom | ast.For):
                self.scopes[0] |= _stores(statement)
            elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
                self.scopes[0].add(statement.name)
        return self.used

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and not any(node.id in scope for scope in self.scopes):
            self.used.add(node.id)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.used.add(node.target.id)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):  # pandas resolves names in the string of a query
            self.used.update(re.findall(r"@(\w+)", node.value))

    def _inner(self, names: set[str], *nodes: ast.AST) -> None:
        self.scopes.append(names)
        for node in nodes:
            self.visit(node)
        self.scopes.pop()

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        outer = [*node.args.defaults, *[each for each in node.args.kw_defaults if each is not None]]
        for each in [*outer, *getattr(node, "decorator_list", [])]:
            self.visit(each)
        names = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
        body = node.body if isinstance(node.body, list) else [node.body]
        declared = {
            name
            for each in body
            for part in ast.walk(each)
            if isinstance(part, ast.Global)
            for name in part.names
        }
        for each in body:
            names |= _stores(each)
        self._inner(names - declared, *body)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = _function

    def _comprehension(self, node: ast.AST) -> None:
        self._inner(_stores(node), *ast.iter_child_nodes(node))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        self._inner(_stores(node.target), *node.body, *node.orelse)


def _stores(node: ast.AST) -> set[str]:
    """Return the names that a piece of code binds."""
    found = {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    for each in ast.walk(node):
        if isinstance(each, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in each.names}
        elif isinstance(each, ast.FunctionDef | ast.ClassDef):
            found.add(each.name)
    return found
