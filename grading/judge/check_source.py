"""A check's source: parsed, prepared to run as IPython would run it, and searched for what cannot be judged apart."""

from __future__ import annotations
import __future__

import ast
import dataclasses
import re
from functools import lru_cache

from ..course.identifiers import plain_python

TYPE, SAME = "_seoul_type", "_seoul_same"

# What a check may do that only the student's own process can show or feel. Where one of these words stands, ...
# ... the check is not judged apart once it turns to the student's process.
_FELT_THERE = re.compile(
    r"\bpatch\b|\bMagicMock\b|\bMock\b|monkeypatch|\bsetattr\(|\bdelattr\(|sys\.modules|reload\(|catch_warnings|\bwarns\("
    r"|assertWarns|assertLogs|getcontext|localcontext|set_option|rcParams|setlocale|setrecursionlimit|settrace|\bgc\."
    r"|\bplt\.(?!close\b)|\bpyplot\b|\bgc[af]\(|get_fignums|option_context|sys\.std(in|out|err)\s*="
    r"|errstate|\bseterr|printoptions|rc_context|simplefilter|filterwarnings|manual_seed|set_seed|setcontext|tzset"
    r"|addHandler|setLevel|basicConfig|\bsys\.(argv|path|excepthook|displayhook|meta_path)\b|set_int_max"
)
# ... it is not judged apart at all: it looks at what only the student's process has.
_SEEN_THERE = re.compile(
    r"\bexists\(|\bisfile\(|\bisdir\(|\blistdir\(|\bscandir\(|\biterdir\(|\bglob\b|\bgetsize\(|\.stat\(|\bos\.walk\("
    r"|^\s*%(?!matplotlib|config|load_ext|autoreload)\w|^\s*!",
    re.MULTILINE,
)
# ... it is looked at whether the check has changed a file, a setting or a seed before it turns there.
_MAY_CHANGE = re.compile(
    r"seed|set_?state|\bopen\(|write|\bto_|save|dump|mkdir|touch|unlink|remove|rename|tempfile|chdir|environ|putenv"
    r"|\binput\b|\bprint\s*=|builtins|\brandom\b|shuffle|copyfile|\bshutil\b"
)
_PATH = re.compile(r"\w+(\.\w+)+")


@dataclasses.dataclass(frozen=True)
class CheckSource:
    """A check, parsed.

    Attributes
    ----------
    source : str
        In plain Python, as it was written but for late `from __future__` lines, which are `flags`.
    flags : int
        For `compile`.
    body, last : ast.Module and ast.Expression or None
        The check, and its last expression, which may carry partial credit. What it says with `is` and `type` goes
        through `SAME` and `TYPE`.
    felt, seen, may_change : str
        Words for which it may not be judged apart; empty where there are none.
    changed : frozenset of str
        Names whose values it changes in place.
    """

    source: str
    flags: int
    body: ast.Module
    last: ast.Expression | None
    felt: str
    seen: str
    may_change: str


@lru_cache(maxsize=1024)
def read_check(source: str) -> CheckSource:
    """Read a check.

    Raises
    ------
    SyntaxError, ValueError, RecursionError, MemoryError
        It is not Python, or too deep for Python.
    """
    plain, flags = _hoisted(plain_python(source))
    tree = ast.parse(plain)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        final = tree.body.pop()
        assert isinstance(final, ast.Expr)
        last = ast.fix_missing_locations(_Asked().visit(ast.Expression(final.value)))
    tree = ast.fix_missing_locations(_Asked().visit(tree))

    def word(pattern: re.Pattern[str]) -> str:
        found = pattern.search(source)
        return found.group().strip() if found else ""

    return CheckSource(plain, flags, tree, last, word(_FELT_THERE), word(_SEEN_THERE), word(_MAY_CHANGE))


def paths_in(source: str) -> frozenset[str]:
    """Return what a check says with dots between names, such as ``np.testing.assert_allclose``."""
    try:
        check = read_check(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    trees = [check.body] if check.last is None else [check.body, check.last]
    attributes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return frozenset(text for node in attributes if _PATH.fullmatch(text := ast.unparse(node)))


def says_itself(body: ast.Module, line: int) -> bool:
    """Say whether the `assert` at a line has a message of the instructor's own words alone, with no value in it."""
    for node in ast.walk(body):
        if isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or node.lineno):
            return isinstance(node.msg, ast.Constant)
    return False


def marked(source: str, word: str, nonce: str) -> str:
    """Return a check's source that says, as its last act, that it ran to its end, and keeps its last value.

    Parameters
    ----------
    source : str
        `CheckSource.source`.
    word : str
        What to call what it says.
    nonce : str
        What it says, which nobody can guess.
    """
    tree = ast.parse(source)
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        value = tree.body[-1].value
        lines = source.encode().split(b"\n")
        end = value.end_lineno or value.lineno
        lines[end - 1] = (
            lines[end - 1][: value.end_col_offset] + b")" + lines[end - 1][value.end_col_offset :]
        )
        row, column = value.lineno, value.col_offset
        if source.encode().split(b"\n")[row - 1][:column].strip().endswith(b"("):
            column = tree.body[-1].col_offset  # brackets around it: they stay around it
        begin = f"{word}_value = (".encode()
        lines[row - 1] = lines[row - 1][:column] + begin + lines[row - 1][column:]
        text = b"\n".join(lines).decode()
        try:
            ast.parse(text)
            source = text
        except SyntaxError:
            final = tree.body.pop()
            tree.body.append(ast.Assign([ast.Name(f"{word}_value", ast.Store())], value, lineno=final.lineno))
            source = ast.unparse(ast.fix_missing_locations(tree))
    return f"{source}\n{word} = {nonce!r}"


def _hoisted(plain: str) -> tuple[str, int]:
    """Take `from __future__` lines out of a cell, as flags: IPython takes them anywhere."""
    flags, lines = 0, plain.split("\n")
    if "__future__" not in plain:
        return plain, 0
    for node in ast.parse(plain).body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__" and node.col_offset == 0:
            for alias in node.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = "pass" if number == node.lineno - 1 else ""
    return "\n".join(lines), flags


class _Asked(ast.NodeTransformer):
    """Lets `type(x)` and `a is b` be asked of us, where what crossed has another type and identity."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if (
            isinstance(node.func, ast.Name)
            and node.func.id == "type"
            and len(node.args) == 1
            and not node.keywords
        ):
            node.func = ast.copy_location(ast.Name(TYPE, ast.Load()), node.func)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.Is | ast.IsNot):
            return node
        if any(isinstance(each, ast.Constant) for each in (node.left, node.comparators[0])):
            return node
        call = ast.Call(ast.Name(SAME, ast.Load()), [node.left, node.comparators[0]], [])
        made = ast.UnaryOp(ast.Not(), call) if isinstance(node.ops[0], ast.IsNot) else call
        return ast.copy_location(made, node)
