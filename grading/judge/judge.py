"""Runs the instructor's cells; fetches what the student defined, by name, as plain data.

Points come only from positive evidence: the test cell ran to its end, here, and nothing went wrong on the way. A check
that cannot be judged here is judged among the student's own code, where the solution says so (`rulings`).
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import inspect
import io
import math
import secrets
import signal
import threading
import time
import traceback
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..course.assignment import Cell, Notebook
from ..course.identifiers import names_in
from ..execute.inside.failures import Failures
from ..execute.inside.wire import Request
from .check_source import CheckSource, marked, paths_in, read_check, says_itself
from .missing import HOLLOW, MISSING, missing_is_unknown
from .namespace import MainModule, Namespace, as_main
from .proxies import StudentError
from .rulings import INSIDE, PERSON, Ruling
from .session import Forged, NotApart, Session, Stop, TooSlow
from .surroundings import Surroundings

MAX_TEXT = 100_000
LOOK = "A person has to look at this check."
EMPTY = "There is nothing in your answer, where values are expected."


@dataclasses.dataclass(frozen=True)
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
    output : str
        What the check printed.
    seconds : float
        How long it took.
    inside : bool
        Whether it was judged among the student's own code.
    traits : tuple of str
        What the answers were, as `Ruling.traits` has it.
    numpy_number : bool
        Whether the check ended in a number of numpy's, which nbgrader does not read.
    line : int
        The line of the check that failed; 0 where none is known.
    own_words : bool
        Whether the message is the check's own: that of an assertion.
    """

    outcome: str
    points: float | None
    message: str = ""
    detail: str = ""
    output: str = ""
    seconds: float = 0.0
    inside: bool = False
    traits: tuple[str, ...] = ()
    numpy_number: bool = False
    line: int = 0
    own_words: bool = False


class Judge:
    """Runs one notebook's test cells against one student's process.

    Parameters
    ----------
    session : Session
        The student's process.
    notebook : Notebook
        The instructor's notebook.
    rulings : dict of str to Ruling, optional
        Where each check is judged, by its grade id. Without them, one's own work is judged: apart, and inside what
        cannot be judged apart.
    rehearsal : bool
        Whether this is the instructor's own solution: what cannot be judged apart is said, and no more.
    """

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        rulings: Mapping[str, Ruling] | None = None,
        rehearsal: bool = False,
    ) -> None:
        self.session, self.notebook, self.rulings, self.rehearsal = session, notebook, rulings, rehearsal
        self.names = Namespace(session, notebook)
        self.main = MainModule(session)
        self.told = False  # whether the student's process has learned what a hidden check uses
        self.imports: list[str] = []
        modules: set[str] = set()
        bound = {name for cell in notebook.cells for name in _names(cell).bound if cell.role != "test"}
        for cell in notebook.cells:
            names = _names(cell)
            modules |= names.modules
            # What an exercise asks to import is the student's to import.
            if cell.role not in ("free", "locked"):
                continue
            self.imports += [each for each in names.imports if not names_in(each).imported & bound]
            for statement in names.imports if cell.role == "free" else ():
                found: dict[str, Any] = {}
                with contextlib.suppress(Exception), self._quiet():
                    exec(statement, found)
                self.names.own(found)
        session.modules = frozenset(modules)

    @property
    def goes_inside(self) -> bool:
        """Whether a check of this notebook is judged among the student's code, as far as is known beforehand."""
        ruled = self.rulings or {}
        return any(
            cell.judge == INSIDE
            or ((cell.grade_id or "") in ruled and ruled[cell.grade_id or ""].place == INSIDE)
            for cell in self.notebook.graded
        )

    def prepare(self) -> None:
        """Save the names of libraries in the student's process, before student code runs there."""
        statements = [each for cell in self.notebook.cells for each in _names(cell).imports]
        packages = {name.partition(".")[0] for cell in self.notebook.cells for name in _names(cell).modules}
        paths = {
            path for cell in self.notebook.cells if cell.role == "test" for path in paths_in(cell.source)
        }
        request: Request = {
            "op": "keep",
            "imports": statements,
            "packages": sorted(packages),
            "paths": sorted(paths),
        }
        self.session.ask(request)

    @contextlib.contextmanager
    def _quiet(self) -> Iterator[io.StringIO]:
        """Capture prints and warnings, and enforce the time limit."""
        text = io.StringIO()

        def late(*_: Any) -> None:
            self.session.close()  # its state is unknown: it may have been interrupted anywhere
            raise self.session.stop(TooSlow(self.session.too_slow()))

        seconds = self.session.deadline - time.monotonic() + 3
        alarm = getattr(
            signal, "SIGALRM", None
        )  # Windows has no SIGALRM: there an endless test runs until Ctrl-C
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
                self.session.streams = (text, text)
                yield text
        finally:
            self.session.streams = None
            if alarm:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(alarm, old)

    def run_locked(self, cell: Cell) -> None:
        """Run a cell of the instructor's that is no test, so that tests can use its names."""
        self.session.begin_cell()
        with contextlib.suppress(Stop, Exception, SystemExit), self._quiet():
            kept, self.names.shared = self.names.shared, frozenset()  # it ran there already
            try:
                for code in compiled(cell.source, f"<{cell.grade_id}>"):
                    _execute(code, self.names)
            finally:
                self.names.shared = kept
        self.session.fault = None

    def test(self, cell: Cell) -> Verdict:
        """Run one test cell."""
        ruling = (self.rulings or {}).get(cell.grade_id or "")
        self.session.begin_cell()
        self.session.traits = None if ruling is None else ruling.traits
        self.session.keeps_changes = True
        start, told = time.monotonic(), self.session.told
        if ruling is not None and ruling.place == PERSON:
            verdict = Verdict("needs-a-person", None, LOOK, "your own solution does not pass it")
        elif cell.judge == INSIDE or (ruling is not None and ruling.place == INSIDE):
            verdict = self._inside(cell)
        else:
            verdict = self._apart_first(cell, ruling)
        self.told |= bool(cell.hidden) and self.session.told > told
        return dataclasses.replace(
            verdict, seconds=time.monotonic() - start, traits=tuple(sorted(self.session.seen))
        )

    def _apart_first(self, cell: Cell, ruling: Ruling | None) -> Verdict:
        verdict = self._apart(cell)
        stop = self.session.fault
        seen = frozenset(self.session.seen)
        if isinstance(stop, NotApart) and not self.rehearsal:
            self.session.begin_cell()
            if stop.own and ruling is not None:
                message = f"Your answer is no plain value: {stop}."
                if self.told or cell.hidden:
                    message = "Your answer is an object of your own, where plain data was expected."
                verdict = Verdict("failed", 0.0, message, f"an object of the student's own: {stop}")
            else:
                verdict = self._inside(cell)
                if ruling is not None and verdict.points:
                    detail = f"the solution can be judged apart, this answer cannot: {stop}. Run among the "
                    detail += "student's own code, the check passed"
                    verdict = Verdict("needs-a-person", None, LOOK, detail, inside=True)
        elif verdict.points and ruling is not None:
            if "empty" in seen - ruling.traits:
                verdict = Verdict("failed", 0.0, EMPTY, "an empty answer, which passes any comparison")
            elif "changes" in seen - ruling.traits:
                self.session.begin_cell()
                self.session.keeps_changes = False
                again = self._apart(cell)
                if again.points is None or again.points < (verdict.points or 0.0):
                    message = "Your function changes what it is given, and the check holds only then."
                    verdict = dataclasses.replace(again, message=message)
            if verdict.points and MISSING in seen - ruling.traits:
                verdict = self._with_others(cell, verdict, MISSING)
            if verdict.points and HOLLOW in seen - ruling.traits:
                verdict = self._with_others(cell, verdict, HOLLOW)
        self.session.seen = set(seen)
        return verdict

    def _with_others(self, cell: Cell, verdict: Verdict, what: str) -> Verdict:
        """Take the points for what was passed only because values are missing; a person decides on missing numbers."""
        self.session.begin_cell()
        self.session.fills = what
        self.names.fetched.clear()
        try:
            again = self._apart(cell)
        finally:
            self.session.fills = ""
            self.names.fetched.clear()
        if again.points is not None and again.points >= (verdict.points or 0):
            return verdict
        if what == HOLLOW:
            return Verdict("failed", 0.0, EMPTY, "a list in the answer is empty, which passes any comparison")
        detail = (
            "the answer has missing values where the solution has none, and with others there the check fails"
        )
        return Verdict("needs-a-person", None, LOOK, detail)

    def _apart(self, cell: Cell) -> Verdict:
        value: Any = None
        error: BaseException | None = None
        where = 0
        name = f"<{cell.grade_id}>"
        failures = Failures()
        output = ""
        try:
            check = read_check(cell.source)
            codes = compiled(cell.source, name)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as caught:
            return Verdict("needs-a-person", None, LOOK, f"the check cannot be read: {type(caught).__name__}")
        self.names.begin(names_in(cell.source), names_in(cell.released))
        with self._quiet() as text:
            try:
                with missing_is_unknown(), failures.watching(), as_main(self.main), self._looking(check):
                    for code in codes:
                        value = _execute(code, self.names)
            except (Exception, Stop, SystemExit) as caught:
                error = caught
            if error is None and failures.found:
                error = failures.found[0]
            if error is not None:
                frames = traceback.extract_tb(error.__traceback__)
                where = next((f.lineno or 0 for f in reversed(frames) if f.filename == name), 0)
            output = text.getvalue()[:MAX_TEXT]
        stop = self.session.fault or (error if isinstance(error, Stop) else None)
        if stop is not None:
            verdict = self._stopped(stop, where)
        elif error is not None:
            verdict = self._failed(cell, error, where, name)
        else:
            verdict = _earned(cell, value if check.last is not None else None)
        return dataclasses.replace(verdict, output=output)

    @contextlib.contextmanager
    def _looking(self, check: CheckSource) -> Iterator[None]:
        """Look, before the student's process is asked, whether the check did what only that process would feel."""
        if check.seen:
            raise self.session.not_apart(
                f"the test looks at what only the student's process has ({check.seen})"
            )
        around = Surroundings() if check.may_change else None
        thread = threading.current_thread()

        def look() -> None:
            if check.felt:
                raise self.session.not_apart(
                    f"the student's process does not feel what the test does ({check.felt})"
                )
            if threading.current_thread() is not thread:
                raise self.session.not_apart("the test asks from a thread")
            if around is not None and (what := around.changed()):
                raise self.session.not_apart(
                    f"the test changes {what}, which the student's process does not see"
                )
            if self.names.changing and (what := self.names.changed()):
                raise self.session.not_apart(f"the test changes {what}, which is the student's")

        self.session.before_asking = look
        try:
            yield
        finally:
            self.session.before_asking = None

    def _failed(self, cell: Cell, error: BaseException, where: int, name: str) -> Verdict:
        lines = cell.source.split("\n")
        line = lines[where - 1].strip() if 0 < where <= len(lines) else ""
        text = str(error)[:2000]
        worded = type(error).__name__ == "AssertionError" and bool(text.strip())
        detail = f"line {where}: {line}\n{type(error).__name__}: {text}".strip()
        frames = traceback.extract_tb(error.__traceback__)
        own = bool(frames) and frames[-1].filename == name and isinstance(error, AssertionError)
        kind = type(error).__name__
        # A helper that stands above the hidden lines is called from them, too.
        passed = {where, *(frame.lineno or 0 for frame in frames if frame.filename == name)}
        hidden = any(low <= each <= high for low, high in cell.hidden for each in passed)
        if self.told or any(low <= each for low, _ in cell.hidden for each in passed):
            # Student code has received values of a hidden check: nothing that it produced is shown.
            own = own and says_itself(read_check(cell.source).body, where)
            base = type(error).__mro__[1] if isinstance(error, StudentError) else type(error)
            kind = base.__name__ if base.__module__ == "builtins" else "an error"
            if not own:
                text = ""
        if isinstance(error, StudentError):
            message = f"Your code raised {kind}"
            message += " in a hidden check." if hidden else f": {text}" if text else "."
        elif own and text:
            message = text
        elif hidden:
            message, worded = "A hidden check on other inputs did not pass.", False
        elif isinstance(error, AssertionError):
            message = text or f"This did not hold: {line}"
        elif isinstance(error, NameError) and text:
            message = f"{text.partition(':')[0]} when the check runs."
        else:
            message = f"{kind}: {text}" if text else f"This raised {kind}: {line}"
        return Verdict("failed", 0.0, message, detail, line=where, own_words=worded)

    def _stopped(self, stop: Stop, where: int) -> Verdict:
        text = str(stop)
        if isinstance(stop, NotApart):
            return Verdict("needs-a-person", None, LOOK, f"line {where}: {text}")
        # What cannot be read may tell, by where and how it cannot, what the answers know of a hidden check.
        told = "what the code sent back cannot be read" if isinstance(stop, Forged) else text
        return Verdict(
            stop.outcome, 0.0, f"The check could not be finished: {told}.", f"line {where}: {text}"
        )

    def _inside(self, cell: Cell) -> Verdict:
        """Run a check among the student's own code; fail closed."""
        return dataclasses.replace(self._run_inside(cell), inside=True)

    def _run_inside(self, cell: Cell) -> Verdict:
        word, nonce = f"_seoul_{secrets.token_hex(8)}", secrets.token_hex(32)
        try:
            check = read_check(cell.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as caught:
            return Verdict("needs-a-person", None, LOOK, f"the check cannot be read: {type(caught).__name__}")
        request: Request = {
            "op": "inside",
            "source": marked(check.source, word, nonce),
            "flags": check.flags,
            "word": word,
            "shown": cell.released,
            "imports": self.imports,
            "asked": sorted(self.names.theirs),
        }
        try:
            reply = self.session.ask(request)
        except Stop as stop:
            return self._stopped(stop, 0)
        if reply["re"] == "raise":
            text = f"{reply.get('ename')}: {reply.get('evalue')}"[:2000]
            said_line = reply.get("line")
            where = said_line if type(said_line) is int else 0
            message = "The check did not pass."
            if not cell.hidden and not self.told:  # what comes from there may hold what a check holds
                said = str(reply.get("evalue"))[:2000]
                lines = cell.source.split("\n")
                line = lines[where - 1].strip() if 0 < where <= len(lines) else ""
                message = said if reply.get("ename") == "AssertionError" and said else text
                if reply.get("ename") == "AssertionError" and not said and line:
                    message = f"This did not hold: {line}"
            detail, printed = f"line {where}: {text}", _text(reply.get("printed"))
            return Verdict("failed", 0.0, message, detail, printed, line=where)
        value = reply.get("value")
        if (
            type(value) is list
            and len(value) == 2
            and type(value[0]) is str
            and secrets.compare_digest(value[0], nonce)
        ):
            verdict = dataclasses.replace(_earned(cell, value[1]), output=_text(reply.get("printed")))
            if reply.get("odd"):
                verdict = dataclasses.replace(verdict, detail=NUMPY_NUMBER, numpy_number=True)
            return verdict
        return Verdict(
            "failed",
            0.0,
            "The check did not run to its end.",
            "judged inside; no proof that it ran to its end",
        )


NUMPY_NUMBER = "the check ends in a number of numpy's, which nbgrader does not read: it earns full points"


def _text(value: Any) -> str:
    return value[:MAX_TEXT] if type(value) is str else ""


def _names(cell: Cell) -> Any:
    return names_in(cell.source if cell.kind == "code" else "")


@lru_cache(maxsize=1024)
def compiled(source: str, name: str) -> tuple[Any, ...]:
    """Compile a check, its last expression by itself.

    Parameters
    ----------
    source : str
        The cell.
    name : str
        What to call it in tracebacks.

    Raises
    ------
    SyntaxError, ValueError, RecursionError, MemoryError
        It is not Python, or too deep for Python.
    """
    check = read_check(source)
    flags = check.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    found = [compile(check.body, name, "exec", flags=flags, dont_inherit=True)]
    if check.last is not None:
        found.append(compile(check.last, name, "eval", flags=flags, dont_inherit=True))
    return tuple(found)


def warm_up(notebook: Notebook) -> None:
    """Compile a notebook's checks once, for all judges that are forked later."""
    for cell in notebook.cells:
        if cell.kind == "code" and cell.role in ("test", "locked"):
            with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                compiled(cell.source, f"<{cell.grade_id}>")


def _execute(code: Any, names: dict[str, Any]) -> Any:
    """Run a piece of a check as IPython does: it may await at its top."""
    value = eval(code, names)
    if not code.co_flags & inspect.CO_COROUTINE:
        return value
    import asyncio  # the import is slow, and few checks await

    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(value)
    finally:
        loop.close()


def _earned(cell: Cell, value: Any) -> Verdict:
    """Turn the value of a test cell that ran to its end into points, as nbgrader does."""
    if type(value) is not int and type(value) is not float:  # as in nbgrader, a numpy scalar earns no points
        odd = type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()
        return Verdict("passed", cell.points, detail=NUMPY_NUMBER if odd else "", numpy_number=odd)
    points = float(value)
    if not math.isfinite(points) or not 0 <= points <= cell.points:
        detail = f"the test gave {points:g} of {cell.points:g} points"
        return Verdict("needs-a-person", None, LOOK, detail)
    if points == cell.points:
        return Verdict("passed", points)
    return Verdict("partial", points, f"The check gave {points:g} of {cell.points:g} points.")
