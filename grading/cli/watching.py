"""How grading goes, while it goes: a bar on a terminal, plain lines elsewhere."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.cells import set_cell_size
from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from ..dispatch.grade import Watch
from ..record.results import SubmissionReport

WORDS = {
    "graded": "graded",
    "repaired": "repaired",
    "refused": "refused",
    "needs-a-person": "need a person",
}
_LINES = 10  # how many plain lines tell of a whole run


def counted(reports: list[str]) -> str:
    """Count statuses in words: ``20 graded, 2 repaired, 1 need a person``.

    Parameters
    ----------
    reports : list of str
        A status for each student.

    Returns
    -------
    str
        Empty when there is nothing to count.
    """
    count = Counter(reports)
    words = {**WORDS, "needs-a-person": "needs a person"} if count["needs-a-person"] == 1 else WORDS
    return ", ".join(f"{count[status]} {word}" for status, word in words.items() if count[status])


def in_words(seconds: float) -> str:
    """Say how long something takes, as people do.

    Parameters
    ----------
    seconds : float
        How long.

    Returns
    -------
    str
        Such as ``40 s``, ``12 min`` or ``3 h 20 min``.
    """
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


class Count(Watch):
    """Keeps count, and shows nothing.

    Parameters
    ----------
    assignment : str
        What is graded.
    """

    def __init__(self, assignment: str):
        self.assignment, self.total, self.before = assignment, 0, 0
        self.statuses: list[str] = []
        self.under_way: dict[str, None] = {}
        self.start = time.monotonic()
        self.interrupted = False

    def begins(self, done: list[SubmissionReport], todo: list[str]) -> None:
        """Take what is done already as done."""
        self.start = time.monotonic()
        self.statuses = [report.status for report in done]
        self.before, self.total = len(done), len(done) + len(todo)

    def starts(self, student: str) -> None:
        """Add a student to those under way.

        Raises
        ------
        KeyboardInterrupt
            A signal came, and the exception that its handler raised was lost: Python drops what is raised in a
            finaliser or in a callback of a library.
        """
        if self.interrupted:
            raise KeyboardInterrupt
        self.under_way[student] = None

    def ends(self, report: SubmissionReport) -> None:
        """Count a student who is done."""
        self.under_way.pop(report.student, None)
        self.statuses.append(report.status)

    @property
    def done(self) -> int:
        """How many students are done."""
        return len(self.statuses)

    def left(self) -> str:
        """Say how long the rest will take; nothing before there is something to judge by."""
        here = self.done - self.before
        if not here or self.done == self.total:
            return ""
        spent = time.monotonic() - self.start
        return f"about {in_words(spent / here * (self.total - self.done))} left"


class Lines(Count):
    """Prints a plain line now and then.

    Parameters
    ----------
    assignment : str
        What is graded.
    console : Console
        Where to.
    """

    def __init__(self, assignment: str, console: Console):
        super().__init__(assignment)
        self.console, self.said = console, 0

    def begins(self, done: list[SubmissionReport], todo: list[str]) -> None:
        """Say how much there is to do."""
        super().begins(done, todo)
        self.said = self.done
        before = f", {self.before} of them done before" if self.before else ""
        self._say(f"{self.total} submissions{before}")

    def ends(self, report: SubmissionReport) -> None:
        """Say a line each tenth of the way."""
        super().ends(report)
        step = (self.total - self.before) / _LINES
        if self.done == self.total or self.done - self.said >= step:
            self.said = self.done
            parts = [f"{self.done} of {self.total} done", counted(self.statuses), self.left()]
            self._say("; ".join(filter(None, parts)))

    def _say(self, text: str) -> None:
        self.console.print(Text(f"{self.assignment}: {text}"), soft_wrap=True)


class ProgressBar(Count):
    """Shows a bar and what is being done, in two lines that are gone in the end.

    Parameters
    ----------
    assignment : str
        What is graded.
    jobs : int or None
        How many are graded at once; None where a cluster knows.
    """

    def __init__(self, assignment: str, jobs: int | None):
        super().__init__(assignment)
        self.jobs = jobs
        self.progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(32),
            TextColumn("{task.fields[said]}", markup=False),
        )
        self.line = self.progress.add_task(
            set_cell_size(assignment, min(24, len(assignment))), said="", total=None
        )

    def begins(self, done: list[SubmissionReport], todo: list[str]) -> None:
        """Learn how long the bar is."""
        super().begins(done, todo)
        self.progress.update(self.line, total=self.total, completed=self.done)

    def ends(self, report: SubmissionReport) -> None:
        """Let the bar grow."""
        super().ends(report)
        self.progress.update(self.line, completed=self.done)

    def __rich__(self) -> Group:
        """Draw it as it stands."""
        # A cluster is sent twice as many as it grades at once.
        now = list(self.under_way)[: self.jobs or (len(self.under_way) + 1) // 2]
        said = f"{self.done} of {self.total}   {self.left()}" if self.total else ""
        self.progress.update(self.line, said=said)
        if not self.total:
            what = "getting ready"
        else:
            what = "; ".join(filter(None, (f"now {', '.join(now)}" if now else "", counted(self.statuses))))
        return Group(self.progress, Text(what, style="dim", no_wrap=True, overflow="ellipsis"))


@contextmanager
def watching(assignment: str, jobs: int | None, quiet: bool) -> Iterator[Count]:
    """Show how grading goes on standard error, which leaves standard output to the results.

    Parameters
    ----------
    assignment : str
        What is graded.
    jobs : int or None
        How many are graded at once; None where a cluster knows.
    quiet : bool
        Show nothing.

    Yields
    ------
    Count
        What `Grading.run` tells.
    """
    console = Console(stderr=True, highlight=False)
    if quiet:
        yield Count(assignment)
    elif console.is_terminal and not console.is_dumb_terminal:
        bar = ProgressBar(assignment, jobs)
        with Live(bar, console=console, transient=True, refresh_per_second=5):
            yield bar
    else:
        yield Lines(assignment, console)


@contextmanager
def stoppable(count: Count) -> Iterator[None]:
    """Let Ctrl-C and a polite kill raise KeyboardInterrupt once; the program ends then, and is not disturbed again.

    Parameters
    ----------
    count : Count
        Notes that grading was interrupted.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop(_number: int, _frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        count.interrupted = True
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            if signal.getsignal(each) is stop:
                signal.signal(each, handler)
