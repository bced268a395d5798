"""Run a lesson with somebody's own answers and judge it as a class is judged, but without a sandbox."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import os
import tempfile
from collections.abc import Iterator
from typing import Any

from ..course.assignment import Assignment, Cell, load
from ..course.identifiers import plain_python
from ..course.limits import Limits
from ..dispatch.grade_one import NotebookRun
from ..execute.forked_process import ForkedProcess, can_fork
from ..execute.local_process import LocalProcess
from ..execute.sandbox import SandboxError
from ..execute.transplant import Step, transplant
from ..judge.judge import Verdict
from ..judge.session import Runtime, Stop
from ..record.results import CellResult, Output
from .handed_out import HandedOut, handed_out
from .hints import Failure, hints, why_it_stopped
from .own import BETS, Own
from .reports import CheckError, ExerciseCheck, Hidden, LessonCheck, State
from .slicing import lighten

_TEST = "test-"
_MOST_HINTS = 6
_LONGEST = 70  # letters of a call that a hint quotes


class _OwnRun(NotebookRun):
    """One's own notebook: what was not answered is not run, and a check that fails says all that it has to say."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.failures: dict[str, list[Failure]] = {}  # by grade id of the test
        self.errors: dict[str, Output] = {}  # by grade id of the answer: the error that ended its cell

    def _student(self, step: Step) -> tuple[list[Output], list[str]]:
        outputs, troubles = super()._student(step)
        if step.cell is not None and step.cell.grade_id:
            for each in outputs:
                if each["output_type"] == "error":
                    self.errors[step.cell.grade_id] = each
        return outputs, troubles

    def _verdict(self, step: Step) -> Verdict:
        verdict = super()._verdict(step)
        cell = step.cell
        if cell is not None and cell.role == "test" and verdict.outcome == "failed":
            self.failures[cell.grade_id or ""] = self._explain(cell, verdict)
        return verdict

    def _explain(self, cell: Cell, verdict: Verdict) -> list[Failure]:
        """Ask the statements after the one that failed, too, each by itself."""
        self.called: dict[str, str] = {}
        line = verdict.line
        source = plain_python(cell.source)
        body = ast.parse(source).body
        at = next((i for i, each in enumerate(body) if each.lineno <= line <= (each.end_lineno or 0)), None)
        if at is None:
            return [Failure(verdict.message, verdict.detail)]
        for statement in body[:at]:  # what the check called its results
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                self.called[statement.targets[0].id] = ast.unparse(statement.value)
        found = [self._failure(cell, body[at], source, verdict)]
        if not isinstance(body[at], ast.Assert):
            return found
        for statement in body[at + 1 :]:
            text = ast.get_source_segment(source, statement) or ""
            again = self.judge.test(dataclasses.replace(cell, source=text, hidden=(), points=1.0))
            if again.outcome != "failed":
                if again.outcome not in ("passed", "partial"):
                    break  # a loop without end, or a process that is gone: there is nothing more to learn
                continue
            failure = self._failure(cell, statement, source, again)
            if failure.own:  # what else goes wrong after the first failure mostly follows from it
                found.append(failure)
            elif not isinstance(statement, ast.Assert):
                break
        return found[:_MOST_HINTS]

    def _failure(self, cell: Cell, statement: ast.stmt, source: str, verdict: Verdict) -> Failure:
        hidden = any(low <= statement.lineno <= high for low, high in cell.hidden)
        given = {} if hidden else self._given(statement)
        return Failure(verdict.message, verdict.detail, hidden, given, verdict.own_words)

    def _given(self, statement: ast.stmt) -> dict[str, Any]:
        """Say what the answer's functions give, for the calls that a check shows to everybody."""
        found: dict[str, Any] = {}
        for node in ast.walk(statement):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in self.judge.names.theirs:
                continue
            text = ast.unparse(node)
            test = Cell("code", "test", f"_seoul_given = {text}", "", grade_id="given", points=1.0)
            if len(text) <= _LONGEST and self.judge.test(test).outcome == "passed":
                self._add(found, text, "_seoul_given")
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and (node.id in self.judge.names.theirs or node.id in self.called):
                text = self.called.get(node.id, node.id)
                if len(text) <= _LONGEST and text not in found:
                    self._add(found, text, node.id)
        return found

    def _add(self, found: dict[str, Any], text: str, name: str) -> None:
        """Add what a name holds, unless it is a thing that stays with the answers: a hint says nothing of that."""
        with contextlib.suppress(KeyError, Stop):
            value = self.judge.names[name]
            isinstance(value, str)  # asks such a thing for its class, which it refuses
            found[text] = value


def judge(own: Own, runtime: Runtime | None = None) -> tuple[LessonCheck, bool]:
    """Run a lesson from top to bottom with the reader's answers, and read each of its tests.

    The answers run in a process of their own, in a folder that exists only for that: a lesson reveals the answers to
    bets, and would note so beside the reader's own. The tests run here, in the main thread.

    Parameters
    ----------
    own : Own
        The reader's notebook.
    runtime : Runtime, optional
        Where the answers run; an ordinary process when left out.

    Returns
    -------
    check : LessonCheck
        All exercises, in order.
    lasting : bool
        Whether another run would say the same; False when time or memory ran out.

    Raises
    ------
    CheckError
        When no process could be started for the answers, or there is no room for it.
    """
    lesson = handed_out(own.lesson)
    steps, more = transplant([dataclasses.replace(cell) for cell in own.cells], lesson.notebook)
    repairs = (*own.repairs, *more)
    untouched = {
        step.cell.grade_id or ""
        for step in steps
        if step.cell is not None and step.cell.role in ("solution", "manual") and not step.answered
    }
    steps = [step for step in steps if step.cell is None or _answer(step.cell) not in untouched]
    rows: dict[str, CellResult] = {}
    run = None
    if any(step.cell is not None and step.cell.role == "test" for step in steps):
        run, rows = _run(own, lesson, steps, runtime)
    else:
        for step in steps:
            if step.cell is not None and step.cell.role == "manual":
                name = step.cell.grade_id or ""
                rows[name] = CellResult(name, "manual", step.cell.points, "manual", None)
    made = []
    for cell in lesson.notebook.graded:
        name = _answer(cell)
        title = lesson.headings.get(name) or name
        if name in untouched:
            made.append(ExerciseCheck(name, title, "untouched", 0.0, cell.points, (), "Not answered yet."))
        else:
            assert run is not None or cell.role == "manual"
            made.append(_exercise(name, title, cell, rows[cell.grade_id or ""], run, steps))
    check = LessonCheck(lesson.name, lesson.title, tuple(made), repairs, lesson.hidden)
    return check, run is None or not run.cut_short


def _answer(cell: Cell) -> str:
    """Return the grade id of the answer that a cell holds or tests; empty for any other."""
    name = cell.grade_id or ""
    return name.removeprefix(_TEST) if cell.role in ("solution", "manual", "test") else ""


def _run(
    own: Own, lesson: HandedOut, steps: list[Step], runtime: Runtime | None
) -> tuple[_OwnRun, dict[str, CellResult]]:
    files = []
    with contextlib.suppress(OSError):
        files.append((BETS, own.bets.read_bytes()))
    own_place = None if runtime is not None else ForkedProcess() if can_fork() else LocalProcess()
    notebook = lighten(lesson.notebook, steps)
    try:
        with (
            _no_windows(),
            tempfile.TemporaryDirectory(prefix="seoul-check-", ignore_cleanup_errors=True) as folder,
            contextlib.chdir(folder),
        ):
            # What is imported is imported before the clock of a cell runs, on a slow machine it takes long, and
            # before a fork.
            load(Assignment(lesson.name, (notebook,)).imports)
            run = _OwnRun(notebook, steps, files, runtime or own_place, Limits(), lambda _: None, {})
            result = run.result([])
    except SandboxError as error:
        raise CheckError(str(error)) from None
    except OSError as error:
        raise CheckError(f"there is no room for the check: {error.strerror or error}") from None
    finally:
        if own_place is not None:
            own_place.close()
    return run, {row.grade_id: row for row in result.cells}


@contextlib.contextmanager
def _no_windows() -> Iterator[None]:
    """Let no check that draws open a window; leave the caller's environment as it was."""
    before = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "agg"
    try:
        yield
    finally:
        if before is None:
            del os.environ["MPLBACKEND"]
        else:
            os.environ["MPLBACKEND"] = before


def _exercise(
    name: str, title: str, cell: Cell, row: CellResult, run: _OwnRun | None, steps: list[Step]
) -> ExerciseCheck:
    most = cell.points
    if cell.role == "manual":
        return ExerciseCheck(
            name, title, "needs-a-person", 0.0, most, (), "Your text is there: a person reads it."
        )
    assert run is not None
    points, outcome = row.points or 0.0, row.outcome
    hidden: Hidden = "absent" if not cell.hidden else "passed" if outcome == "passed" else "not-passed"
    if outcome == "passed":
        message = f"Right: {points:g} of {most:g}."
        return ExerciseCheck(name, title, "right", points, most, (), message, hidden)
    if outcome == "needs-a-person":
        message = "A machine cannot judge this answer: a person has to look at it."
        return ExerciseCheck(name, title, "needs-a-person", 0.0, most, (), message, hidden)
    source = next((step.source for step in steps if step.cell is not None and step.cell.grade_id == name), "")
    stopped = why_it_stopped(run.errors[name], source) if name in run.errors else ""
    failures = run.failures.get(cell.grade_id or "") or [Failure(row.message, row.detail)]
    told = hints(failures, source)
    state: State
    if stopped:
        state, message, told = "does-not-run", "Your cell does not run to its end.", (stopped,)
    elif outcome == "partial":
        state, message = "partly", f"Partly right: {points:g} of {most:g}."
    elif all(failure.hidden for failure in failures) and cell.hidden:
        state, message = "wrong", "The cases that you can see are right; another one is not yet."
    else:
        state, message = "wrong", "Not right yet."
    return ExerciseCheck(name, title, state, points, most, told, message, hidden)
