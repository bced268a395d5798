"""Runs the instructor's cells; fetches what the student defined, by name, as plain data.

Points come only from positive evidence: the test cell ran to its end, here, and nothing went wrong on the way.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import dataclasses
import io
import math
import secrets
import signal
import time
import traceback
import warnings
from collections.abc import Iterator
from typing import Any

from ..course.assignment import Cell, Notebook
from ..course.identifiers import names_in, plain_python
from .proxies import StudentError
from .session import NeedsPerson, Session, Stop, TooSlow

MAX_TEXT = 100_000


@dataclasses.dataclass
class Verdict:
    """What became of one cell that carries points.

    Attributes
    ----------
    outcome : str
        ``passed``, ``partial``, ``failed``, ``timeout``, ``crashed``, ``refused``, ``needs-a-person``, ``manual``,
        ``no-response``.
    points : float or None
        None: a person decides.
    message : str
        For the student; gives away nothing of a hidden test.
    detail : str
        For the instructor.
    """

    outcome: str
    points: float | None
    message: str = ""
    detail: str = ""
    output: str = ""
    seconds: float = 0.0
    inside: bool = False


class Namespace(dict[str, Any]):
    """The judge's globals: its own names first, the student's by asking.

    Names that the exercise asks the student to define come from the student even where Python has a name of its
    own; every other built-in name is Python's, whatever the student did to it.
    """

    def __init__(self, session: Session, theirs: frozenset[str]) -> None:
        super().__init__()
        self.session, self.theirs = session, theirs
        self.fetched: dict[str, Any] = {}
        session.on_change = self.fetched.clear
        dict.update(
            self, {"__name__": "__main__", "__builtins__": builtins, "get_ipython": lambda: _Magics(session)}
        )

    def __missing__(self, name: str) -> Any:
        if name not in self.theirs and (hasattr(builtins, name) or name.startswith("__")):
            raise KeyError(name)
        if name not in self.fetched:
            self.fetched[name] = self.session.value({"op": "get", "name": name})
        return self.fetched[name]

    def __contains__(self, name: object) -> bool:
        if dict.__contains__(self, name):
            return True
        return type(name) is str and self.session.ask({"op": "has", "name": name}).get("value") is True

    def get(self, name: str, default: Any = None) -> Any:
        """Return a name's value, the student's included."""
        try:
            return self[name]
        except KeyError:
            return default

    def __setitem__(self, name: str, value: Any) -> None:
        dict.__setitem__(self, name, value)
        if name in self.theirs:
            self.fetched.clear()
            self.session.ask({"op": "set", "name": name, "value": self.session.encode(value)})

    def __delitem__(self, name: str) -> None:
        ours = dict.__contains__(self, name)
        if ours:
            dict.__delitem__(self, name)
        if name in self.theirs:
            self.fetched.clear()
            self.session.ask({"op": "del", "name": name})
        elif not ours:
            raise KeyError(name)

    def student_ran(self) -> None:
        """Forget what was fetched, and let the student's own names be seen again."""
        self.fetched.clear()
        for name in self.theirs:
            if dict.__contains__(self, name):
                dict.__delitem__(self, name)


class _Magics:
    """Stands in for IPython in the judge: display magics do nothing, others need a person."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> None:
        if name not in ("matplotlib", "config", "load_ext", "autoreload"):
            self._session.needs_person(f"the test uses the magic %{name}")

    def __getattr__(self, name: str) -> Any:
        self._session.needs_person(f"the test uses get_ipython().{name}")


def student_names(notebook: Notebook) -> frozenset[str]:
    """Return the names that the exercises ask the student to define or change."""
    found: set[str] = set()
    imported: set[str] = set()
    for cell in notebook.cells:
        if cell.kind == "code":
            names = names_in(cell.source)
            if cell.role in ("solution", "manual"):
                found |= names.bound | names.changed
            imported |= names.imported
    return frozenset(found - imported)


class Judge:
    """Runs one notebook's test cells against one student's process.

    Parameters
    ----------
    session : Session
        The student's process.
    notebook : Notebook
        The instructor's notebook.
    """

    def __init__(self, session: Session, notebook: Notebook) -> None:
        self.session, self.notebook = session, notebook
        self.names = Namespace(session, student_names(notebook))
        modules: set[str] = set()
        for cell in notebook.cells:
            if cell.kind == "code":
                names = names_in(cell.source)
                modules |= names.modules
                if cell.role in ("free", "solution", "manual"):
                    for statement in names.imports:
                        with contextlib.suppress(Exception), self._quiet():
                            exec(statement, self.names)
        session.modules = frozenset(modules)

    @contextlib.contextmanager
    def _quiet(self) -> Iterator[io.StringIO]:
        """Keep prints and warnings out of the way, and time within bounds."""
        text = io.StringIO()

        def late(*_: Any) -> None:
            self.session.close()  # nobody knows what it is in the middle of
            raise self.session._stop(TooSlow(self.session._too_slow()))

        seconds = self.session.deadline - time.monotonic() + 3
        alarm = getattr(signal, "SIGALRM", None)  # Windows has none: there an endless test waits for Ctrl-C
        old = signal.signal(alarm, late) if alarm else None
        if alarm:
            signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.1), 1.0)
        try:
            with (
                contextlib.redirect_stdout(text),
                contextlib.redirect_stderr(text),
                warnings.catch_warnings(),
            ):
                warnings.simplefilter("ignore")
                yield text
        finally:
            if alarm:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(alarm, old)

    def run_locked(self, cell: Cell) -> None:
        """Run a cell of the instructor's that is no test, so that tests can use its names."""
        self.session.begin_cell()
        with contextlib.suppress(Stop, Exception, SystemExit), self._quiet():
            exec(compile(plain_python(cell.source), f"<{cell.grade_id}>", "exec"), self.names)
        self.session.fault = None

    def test(self, cell: Cell) -> Verdict:
        """Run one test cell."""
        self.session.begin_cell()
        start = time.monotonic()
        verdict = self._inside(cell) if cell.judge == "inside" else self._apart(cell)
        verdict.seconds = time.monotonic() - start
        verdict.inside = cell.judge == "inside"
        return verdict

    def _apart(self, cell: Cell) -> Verdict:
        body, last = _split(cell)
        value, error, where = None, None, 0
        name = f"<{cell.grade_id}>"
        with self._quiet() as text:
            try:
                exec(compile(body, name, "exec"), self.names)
                if last is not None:
                    value = eval(compile(last, name, "eval"), self.names)
            except (Exception, Stop, SystemExit) as caught:
                error = caught
                lines = [
                    f.lineno or 0 for f in traceback.extract_tb(caught.__traceback__) if f.filename == name
                ]
                where = lines[-1] if lines else 0
        output = text.getvalue()[:MAX_TEXT]
        stop = self.session.fault or (error if isinstance(error, Stop) else None)
        if stop is not None:
            verdict = _stopped(cell, stop, where)
        elif error is not None:
            verdict = self._failed(cell, error, where, name)
        else:
            verdict = _earned(cell, value)
        verdict.output = output
        return verdict

    def _failed(self, cell: Cell, error: BaseException, where: int, name: str) -> Verdict:
        line = cell.source.split("\n")[where - 1].strip() if 0 < where <= len(cell.source.split("\n")) else ""
        hidden = any(low <= where <= high for low, high in cell.hidden)
        text = str(error)[:2000]
        detail = f"line {where}: {line}\n{type(error).__name__}: {text}".strip()
        frames = traceback.extract_tb(error.__traceback__)
        own = bool(frames) and frames[-1].filename == name and isinstance(error, AssertionError)
        if isinstance(error, StudentError):
            message = f"Your code raised {type(error).__name__}"
            message += " in a hidden check." if hidden else f": {text}"
        elif own and text:
            message = text
        elif hidden:
            message = "A hidden check on other inputs did not pass."
        elif isinstance(error, AssertionError):
            message = text or f"This did not hold: {line}"
        elif isinstance(error, NameError):
            message = f"{text.partition(':')[0]} when the check runs."
        else:
            message = f"{type(error).__name__}: {text}"
        # The test stumbled over something that never reached it as plain data.
        stumbled = isinstance(error, FileNotFoundError) or any(word in text for word in _STAND_INS)
        if stumbled and not isinstance(error, AssertionError | StudentError):
            return Verdict(
                "needs-a-person",
                None,
                "A person has to look at this check.",
                f"the test needs the live object. {detail}",
            )
        return Verdict("failed", 0.0, message, detail)

    def _inside(self, cell: Cell) -> Verdict:
        """Run a test among the student's own code, where the instructor asked for that; fail closed."""
        word, nonce = f"_seoul_{secrets.token_hex(8)}", secrets.token_hex(32)
        body, last = _split(cell)
        if last is not None:
            body.body.append(ast.Assign([ast.Name(word + "_value", ast.Store())], last.body))
        body.body.append(ast.Assign([ast.Name(word, ast.Store())], ast.Constant(nonce)))
        source = ast.unparse(ast.fix_missing_locations(body))
        try:
            reply = self.session.ask({"op": "inside", "source": source, "name": word})
        except Stop as stop:
            return _stopped(cell, stop, 0)
        if reply["re"] == "raise":
            text = f"{reply.get('ename')}: {reply.get('evalue')}"[:2000]
            message = (
                str(reply.get("evalue"))[:2000]
                if reply.get("ename") == "AssertionError" and not cell.hidden
                else ""
            )
            return Verdict("failed", 0.0, message or "The check did not pass.", text)
        value = reply.get("value")
        if (
            type(value) is list
            and len(value) == 2
            and type(value[0]) is str
            and secrets.compare_digest(value[0], nonce)
        ):
            return _earned(cell, value[1])
        return Verdict(
            "failed",
            0.0,
            "The check did not run to its end.",
            "judged inside; no proof that it ran to its end",
        )


_STAND_INS = (
    "StudentFunction",
    "StudentObject",
    "StudentClass",
    "StudentModule",
    "BaseException is not allowed",
)


def _split(cell: Cell) -> tuple[ast.Module, ast.Expression | None]:
    """Parse a test cell; its last expression, if it is one, may carry partial credit."""
    tree = ast.parse(plain_python(cell.source))
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not cell.source.rstrip().endswith(";"):
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        return tree, ast.Expression(last.value)
    return tree, None


def _stopped(cell: Cell, stop: Stop, where: int) -> Verdict:
    text = str(stop)
    if isinstance(stop, NeedsPerson):
        return Verdict("needs-a-person", None, "A person has to look at this check.", f"line {where}: {text}")
    return Verdict(stop.outcome, 0.0, f"The check could not be finished: {text}.", f"line {where}: {text}")


def _earned(cell: Cell, value: Any) -> Verdict:
    """Turn the value of a test cell that ran to its end into points, as nbgrader does."""
    if type(value) is not int and type(value) is not float:  # nbgrader reads a number's text: numpy's is none
        return Verdict("passed", cell.points)
    points = float(value)
    if not math.isfinite(points) or not 0 <= points <= cell.points:
        detail = f"the test gave {points:g} of {cell.points:g} points"
        return Verdict("needs-a-person", None, "A person has to look at this check.", detail)
    return Verdict("passed" if points == cell.points else "partial", points)
