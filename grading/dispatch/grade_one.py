"""One submission from file to verdicts: transplant, run apart, judge apart. Writes nothing."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..collect.notebook_file import read
from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import Assignment, Cell, Notebook, in_the_way
from ..course.identifiers import names_in, needed
from ..course.limits import Limits
from ..execute.transplant import Step, transplant
from ..judge.judge import Judge, Verdict
from ..judge.rulings import INSIDE, PERSON, Ruling
from ..judge.session import Runtime, Session, Stop, TooSlow
from ..record.results import CellResult, ExecutedCell, NotebookResult, Output, SubmissionResult
from ..record.sanitize import NOT_SHOWN, sanitized_answer, sanitized_output, sanitized_text
from .task import CheckBegins, CheckEnds, Event, LostCheck, Task

ANSWERS = ("solution", "manual")
# A path on a student's own computer, of Windows or of Colab's drive, in an error message.
_ELSEWHERE = re.compile(r"""['"](?:/Users/|/home/|/content/|/root/|/Volumes/|/mnt/|~|[A-Za-z]:[\\/])""")
ELSEWHERE = (
    "This path is on one computer only. Where your notebook is graded, the files that were handed out lie beside it: "
    "name them without a folder."
)
_PART = 16 * 2**20  # bytes of a file in one frame: frames have a maximum size
_HISTORY = re.compile(r"\b(In|Out)\[|\b_i+\b|\b_i?\d+\b|\b_[io]h\b|%(recall|history|rerun|macro)")
_DRAWS = re.compile(r"random|seed|shuffle")
Emit = Callable[[Event], None]


def grade_submission(
    task: Task,
    assignment: Assignment,
    sandbox: Runtime,
    limits: Limits,
    emit: Emit = lambda _: None,
    all_read: Callable[[], object] | None = None,
) -> SubmissionResult:
    """Grade one student's submission.

    Parameters
    ----------
    task : Task
        Whose files, and where each check is judged.
    assignment : Assignment
        What was asked.
    sandbox : Runtime
        Where the student's code runs.
    limits : Limits
        What it may use.
    emit : callable
        Called before each check is judged, and with each verdict as it falls, so that nothing is lost when this process
        is.
    all_read : callable, optional
        Called when every file has been read, before any answer runs.

    Returns
    -------
    SubmissionResult
        Of every notebook. Its text is as the student's code made it: `record.sanitize.legible` makes it storable.
    """
    files, reasons = _attachments(task, assignment, limits)
    results: dict[str, NotebookResult] = {}
    found = {notebook.name: _read(task, notebook, limits) for notebook in assignment.notebooks}
    if all_read is not None:
        all_read()
    for notebook in assignment.notebooks:
        start = time.monotonic()
        data = found.pop(notebook.name)
        result = _notebook(task, notebook, data, files, sandbox, limits, emit)
        results[notebook.name] = dataclasses.replace(result, seconds=time.monotonic() - start)
    return SubmissionResult(task.student, results, reasons)


def _attachments(
    task: Task, assignment: Assignment, limits: Limits
) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Read the files beside the notebooks; the instructor's replace the student's of the same name."""
    found: dict[str, bytes] = {}
    reasons: list[str] = []
    room = limits.attachments
    for name, path in task.files:
        if in_the_way(name, assignment):
            if name not in dict(assignment.files):
                reasons.append(f"The file '{name}' was left out: the assignment has a file in its place.")
            continue
        try:
            data = read_file(Path(path), room)
        except Unreadable as error:
            reasons.append(f"The file '{name}' was left out: {error}")
            continue
        room -= len(data)
        found[name] = data
    for name, path in assignment.files:
        if name not in assignment.theirs or name not in found:
            found[name] = Path(path).read_bytes()
    return sorted(found.items()), reasons


def check_name(notebook: Notebook, cell: Cell) -> str:
    """Return what a check is called among all notebooks of an assignment."""
    return f"{notebook.name}/{cell.grade_id}"


@dataclasses.dataclass(frozen=True)
class _Trouble:
    """Why there is no file of a notebook to grade."""

    status: str
    reason: str


def _read(task: Task, notebook: Notebook, limits: Limits) -> bytes | _Trouble:
    """Return the file of a notebook, or why there is none."""
    path = task.notebooks.get(notebook.name)
    if notebook.name in task.troubles:
        return _Trouble(*task.troubles[notebook.name])
    if path is None:
        return _Trouble("refused", f"No notebook '{notebook.name}.ipynb' was handed in.")
    try:
        return read_file(Path(path), limits.notebook)
    except Unreadable as error:
        return _Trouble(error.status, str(error))


def _notebook(
    task: Task,
    notebook: Notebook,
    data: bytes | _Trouble,
    files: list[tuple[str, bytes]],
    sandbox: Runtime,
    limits: Limits,
    emit: Emit,
) -> NotebookResult:
    start = time.monotonic()
    trouble = data if isinstance(data, _Trouble) else None
    reasons: list[str] = []
    if not notebook.graded:
        return _nothing_to_grade(notebook, data, limits)
    if isinstance(data, bytes):
        try:
            found, reasons = read(data, limits)
            steps, more = transplant(found, notebook)
            if not any(
                step.answered and step.cell and step.cell.role in ANSWERS for step in steps
            ) and not any(cell.grade_id in {each.grade_id for each in notebook.graded} for cell in found):
                raise Unreadable("It holds none of the assignment's cells: is it another notebook?")
        except Unreadable as error:
            trouble = _Trouble(error.status, str(error))
    if trouble is not None:
        return unread(notebook, trouble.status, trouble.reason)
    spent = {"transplant": time.monotonic() - start}
    rulings = None if task.rulings is None else task.rulings.get(notebook.name, {})
    run = NotebookRun(
        notebook, steps, files, sandbox, limits, emit, spent, rulings, task.rehearsal == "solution", task.lost
    )
    return run.result(reasons + more)


def _nothing_to_grade(notebook: Notebook, data: bytes | _Trouble, limits: Limits) -> NotebookResult:
    """Return the result of a notebook without points beside others: handed in or not, it costs nothing."""
    steps = [Step(cell, cell.kind, cell.released) for cell in notebook.cells]
    if isinstance(data, bytes):
        with contextlib.suppress(Unreadable):
            steps, _ = transplant(read(data, limits)[0], notebook)
    return NotebookResult("graded", [], [], [_document(step, []) for step in steps])


def unread(notebook: Notebook, status: str, reason: str, outcome: str = "not-run") -> NotebookResult:
    """Return the result of a notebook of which nothing could be run: a recorded 0, with the reason."""
    cells = [_result(cell, Verdict(outcome, 0.0, reason, reason), False) for cell in notebook.graded]
    steps = [
        Step(cell, cell.kind, cell.released if cell.role != "test" else cell.source)
        for cell in notebook.cells
    ]
    document = [_document(step, []) for step in steps]
    note: ExecutedCell = {
        "cell_type": "markdown",
        "metadata": {},
        "source": sanitized_text(f"**Not graded by machine.** {reason}"),
    }
    return NotebookResult(status, [reason], cells, [note, *document])


def _result(cell: Cell, verdict: Verdict, answered: bool) -> CellResult:
    return CellResult(
        cell.grade_id or "",
        cell.role,
        cell.points,
        verdict.outcome,
        verdict.points,
        verdict.message,
        verdict.detail,
        verdict.output,
        verdict.seconds,
        verdict.inside,
        verdict.traits,
        verdict.numpy_number,
        answered,
    )


class NotebookRun:
    """One notebook's run: the student's cells in the sandbox, the instructor's in the judge.

    Parameters
    ----------
    notebook : Notebook
        The instructor's.
    steps : list of Step
        What `transplant` made of the student's.
    files : list of (str, bytes)
        What lies beside it.
    sandbox : Runtime
        Where the student's code runs.
    limits : Limits
        What it may use.
    emit : callable
        As for `grade_submission`.
    spent : dict of str to float
        Seconds by stage so far; what is spent here is added.
    rulings : dict of str to Ruling, optional
        By grade id, where each check is judged.
    rehearsal : bool
        Whether it is the instructor's own solution.
    lost : dict of str to LostCheck, optional
        By `check_name`, the checks at which an earlier judge was lost.
    """

    def __init__(
        self,
        notebook: Notebook,
        steps: list[Step],
        files: list[tuple[str, bytes]],
        sandbox: Runtime,
        limits: Limits,
        emit: Emit,
        spent: dict[str, float],
        rulings: Mapping[str, Ruling] | None = None,
        rehearsal: bool = False,
        lost: Mapping[str, LostCheck] | None = None,
    ) -> None:
        self.spent = spent
        self.rulings, self.rehearsal = rulings, rehearsal
        self.notebook, self.steps, self.files, self.limits, self.emit = notebook, steps, files, limits, emit
        self.session = Session(sandbox, limits)
        self.ran: list[str] = []
        self.stopped: dict[str, str] = {}  # by grade id: why that answer did not run to its end
        self.cut_short = False  # True once a limit or a crash ended a cell
        self.restarts = 0
        self.given: dict[str, str] = {}  # the instructor's own cells that stopped: their first line, and why
        self.lost = lost or {}

    def result(self, reasons: list[str]) -> NotebookResult:
        """Run everything, and return what became of it; `reasons` are those that are known already."""
        cells: list[CellResult] = []
        document: list[ExecutedCell] = []
        try:
            self.session.begin_cell()
            with self._timed("start"):
                self.judge = Judge(self.session, self.notebook, self.rulings, self.rehearsal)
                self._open()
            replayed = self._replayed()
            if not self.limits.all_cells:
                self._leave_out()
            for step in self.steps:
                told = self.judge.told
                with self._timed("run"):
                    outputs, troubles = self._student(step)
                reasons += troubles
                if step.cell is not None and step.cell.role == "locked" and step.cell.kind == "code":
                    outputs += self._locked(step.cell)
                if step.cell is not None and step.cell.role in ("test", "manual", "task"):
                    with self._timed("judge"):
                        verdict = self._verdict(step)
                    row = _result(step.cell, verdict, step.answered)
                    self.cut_short |= verdict.outcome in ("timeout", "crashed")
                    cells.append(row)
                    self.emit(CheckEnds(self.notebook.name, row))
                    outputs += _said(verdict)
                    if id(step) in replayed:
                        with self._timed("run"):
                            self._run(step.cell.released)
                reasons += _not_shown(step, outputs)
                made = _document(step, outputs)
                if told and outputs and (step.cell is None or step.cell.role != "test"):
                    made["metadata"]["seoul"] = {"after_hidden": True}
                document.append(made)
        finally:
            with self._timed("end"):
                self.session.close()
        waits = [cell for cell in cells if cell.outcome == "needs-a-person"]
        for cell in waits:
            if not self._ruled(cell.grade_id, PERSON):  # that is said once, for everybody
                reasons.append(f"The check '{cell.grade_id}' needs a person: {cell.detail}")
        status = "needs-a-person" if waits else "repaired" if reasons else "graded"
        return NotebookResult(
            status, reasons, cells, document, self.stopped, self.cut_short, self.given, self.spent
        )

    @contextlib.contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        """Add what the block takes to the seconds of a stage."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.spent[stage] = self.spent.get(stage, 0.0) + time.monotonic() - start

    def _ruled(self, grade_id: str, place: str) -> bool:
        return grade_id in (self.rulings or {}) and (self.rulings or {})[grade_id].place == place

    def _replayed(self) -> set[int]:
        """Return the check cells that later cells need in the student's own process, as in the student's notebook.

        What they bind or import there is read later; where they are judged in a fork, also what they change.
        """
        found: set[int] = set()
        used: set[str] = set()
        random = False
        sources = [piece for step in self.steps for piece in step.pieces]
        sources += [cell.source for cell in self.notebook.cells if cell.kind == "code"]
        history = any(_HISTORY.search(source) for source in sources)
        for step in reversed(self.steps):
            cell = step.cell
            if cell is not None and cell.role == "test":
                names = names_in(cell.released)
                own = names.bound | names.imported
                inside = cell.judge == INSIDE or self._ruled(cell.grade_id or "", INSIDE)
                if inside:
                    own |= names.changed | names.touched
                if history or own & used or (random and _DRAWS.search(cell.released)):
                    found.add(id(step))
                if inside:
                    used |= names_in(cell.source).used
                elif id(step) in found:
                    used |= names.used
                continue
            pieces = step.pieces
            if cell is not None and cell.role == "locked" and cell.kind == "code":
                pieces = [cell.source]
            for piece in pieces:
                names = names_in(piece)
                used |= names.used | names.changed
                random |= bool(_DRAWS.search(piece))
        return found

    def _leave_out(self) -> None:
        """Skip cells of the instructor that only display something: nothing graded depends on them."""
        shown = [step for step in self.steps if step.given]
        graded = [piece for step in self.steps if not step.given for piece in step.pieces]
        graded += [
            cell.source
            for cell in self.notebook.cells
            if cell.kind == "code" and cell.role in ("test", "locked")
        ]
        for step, runs in zip(shown, needed([step.source for step in shown], graded), strict=True):
            if not runs:
                step.pieces = []

    def _open(self) -> None:
        self.session.open()
        for name, data in self.files:
            for start in range(0, max(len(data), 1), _PART):
                part = base64.b64encode(data[start : start + _PART]).decode()
                self.session.ask({"op": "put", "path": name, "body": part, "more": start > 0})
        if self.judge.goes_inside:
            self.judge.prepare()

    def _begin_again(self) -> None:
        """After a crash: a fresh process, and the cells that had run before, once more."""
        self.restarts += 1
        self.session.begin_cell()
        self.session.deadline = self.session.end
        try:
            self._open()
            for source in self.ran:
                self.session.ask({"op": "run", "source": source})
        except Stop:
            self.session.close()
            self.restarts = self.limits.restarts
        self.session.fault = None

    def _run(self, source: str) -> tuple[list[Output], str]:
        """Run one piece of code; return its outputs and, if it did not end by itself, why."""
        if (
            self.session.wire is None
            and self.restarts < self.limits.restarts
            and not self.session.out_of_time
        ):
            self._begin_again()
        self.session.begin_cell()
        try:
            reply = self.session.ask({"op": "run", "source": source})
        except Stop as stop:
            text = str(stop)
            self.cut_short = True
            return [_error(type(stop).__name__, text)], text
        if self.session.wire is not None:
            self.ran.append(source)
        self.judge.names.student_ran(source)
        given = reply.get("outputs")
        found = map(sanitized_output, given[:300]) if type(given) is list else ()
        outputs = [item for item in found if item is not None]
        error = reply.get("error")
        if type(error) is dict:
            lines = error.get("traceback")
            lines = [str(line)[:2000] for line in lines[:20]] if type(lines) is list else []
            name, text = str(error.get("ename"))[:200], str(error.get("evalue"))[:2000]
            if name in ("FileNotFoundError", "OSError") and _ELSEWHERE.search(text):
                lines.append(ELSEWHERE)
            outputs.append(_error(name, text, lines))
        return outputs, ""

    def _student(self, step: Step) -> tuple[list[Output], list[str]]:
        outputs: list[Output] = []
        troubles: list[str] = []
        for piece in step.pieces:
            if step.cell is not None and not step.answered and step.cell.role == "manual":
                continue
            more, why = self._run(piece)
            outputs += more
            if step.given:
                self._note_given(piece, more, why)
            if step.cell is not None and step.cell.grade_id:
                for each in more:
                    if each["output_type"] == "error":
                        self.stopped[step.cell.grade_id] = why or f"{each['ename']}: {each['evalue']}"
            if why:
                name = "A cell of the student's own"
                if step.cell is not None and step.cell.grade_id:
                    name = f"The cell '{step.cell.grade_id}'"
                troubles.append(f"{name} was stopped: {why}.")
        return outputs, troubles

    def _note_given(self, source: str, outputs: list[Output], why: str) -> None:
        """Keep why a cell of the instructor's own stopped: what follows may fail for everybody."""
        for each in outputs:
            if each["output_type"] == "error":
                line = next((part.strip() for part in source.split("\n") if part.strip()), "")
                self.given[line[:60]] = (why or f"{each['ename']}: {each['evalue']}")[:200]

    def _locked(self, cell: Cell) -> list[Output]:
        outputs, why = self._run(cell.source)
        self._note_given(cell.source, outputs, why)
        self.judge.run_locked(cell)
        return outputs

    def _verdict(self, step: Step) -> Verdict:
        cell = step.cell
        assert cell is not None
        if cell.role == "task":
            return Verdict("manual", None, "A person grades this.")
        if cell.role == "manual":
            if step.doubt:
                return Verdict("needs-a-person", None, "A person has to look at this answer.", step.doubt)
            if not step.answered:
                return Verdict("no-response", 0.0, "No response.")
            return Verdict("manual", None, "A person grades this.")
        name = check_name(self.notebook, cell)
        if name in self.lost:
            return Verdict(self.lost[name].outcome, 0.0, self.lost[name].message, "the judge was lost at it")
        if self.session.out_of_time:
            late = TooSlow(self.session.too_slow())
            return Verdict("timeout", 0.0, f"The check was not run: {late}.", str(late))
        if self.session.wire is None and self.restarts < self.limits.restarts:
            self._begin_again()

        def begins() -> None:  # once for each look at the check
            self.emit(CheckBegins(name, self.session.deadline - time.monotonic()))

        self.session.on_begin = begins
        try:
            return self.judge.test(cell)
        finally:
            self.session.on_begin = None


def _error(name: str, text: str, lines: list[str] | None = None) -> Output:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": lines or [f"{name}: {text}"]}


def _said(verdict: Verdict) -> list[Output]:
    """Return what a test cell shows in the executed notebook, which the instructor sees."""
    outputs: list[Output] = []
    if verdict.output:
        outputs.append({"output_type": "stream", "name": "stdout", "text": verdict.output})
    if verdict.inside:
        outputs.append(
            {"output_type": "stream", "name": "stdout", "text": "[judged inside the student's process]\n"}
        )
    if verdict.outcome == "partial":
        outputs.append(
            {
                "output_type": "execute_result",
                "data": {"text/plain": f"{verdict.points}"},
                "metadata": {},
                "execution_count": None,
            }
        )
    if verdict.outcome not in ("passed", "partial", "manual", "no-response"):
        lines = [line for line in (verdict.message, verdict.detail) if line]
        outputs.append(_error(verdict.outcome, verdict.message, lines))
    return outputs


def _document(step: Step, outputs: list[Output]) -> ExecutedCell:
    theirs = step.kind != "code" and (step.cell is None or step.cell.role == "manual")
    source = step.source
    pictures: dict[str, dict[str, str]] = {}
    if theirs or step.kind == "raw":
        source, pictures, _ = sanitized_answer(step.source, step.attachments)
    cell: ExecutedCell = {
        "cell_type": "markdown" if step.kind == "raw" else step.kind,
        "metadata": dict(step.cell.metadata) if step.cell is not None else {},
        "source": source,
    }
    if step.kind == "code":
        cell["execution_count"], cell["outputs"] = None, outputs
    if pictures:
        cell["attachments"] = pictures
    return cell


def _not_shown(step: Step, outputs: list[Output]) -> list[str]:
    """Report the parts of a manually graded answer that cannot be shown to the grader."""
    if step.cell is None or step.cell.role != "manual":
        return []
    left = sanitized_answer(step.source, step.attachments)[2] if step.kind != "code" else 0
    left += sum(NOT_SHOWN in str(output.get("data", {}).get("text/plain")) for output in outputs)
    if not left:
        return []
    return [
        f"The answer '{step.cell.grade_id}' holds pictures that are not shown ({left}): open the file handed in."
    ]
