"""Grade an assignment: find, run, judge, record, report."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from pathlib import Path

from ..collect.downloads import Intake, scratch_folder, take
from ..collect.intake import LATE, Submission
from ..collect.roster import read_roster
from ..course.assignment import Assignment, AssignmentError, Json
from ..course.course import Course
from ..course.gradebook import one_at_a_time
from ..course.limits import Limits
from ..execute.sandbox import bubblewrap, can_fork
from ..judge.rulings import PERSON, Rulings, rulings_to_dict
from ..record.due_dates import follow_due_dates
from ..record.lateness import follow_lateness
from ..record.leftovers import at_work
from ..record.record import Recorder, one_transaction
from ..record.results import NOTHING, ReportRow, SubmissionReport, SubmissionResult
from ..record.scores import Score, read_scores
from .cluster import Cluster
from .pool import Pool
from .rehearsal import MANY, Rehearsal, rehearse
from .task import Task

RANK = ("graded", "repaired", "needs-a-person", "refused")


class Watch:
    """Receives progress events in the main thread. This base class shows nothing."""

    def begins(self, done: list[SubmissionReport], todo: list[str]) -> None:
        """Receive the reports that were recorded already, and the students to grade."""

    def starts(self, student: str) -> None:
        """Receive the start of a student; of those started and not finished, the first is being graded."""

    def ends(self, report: SubmissionReport) -> None:
        """Receive the report of a student whose submission is graded and recorded."""


@dataclasses.dataclass(frozen=True)
class GradingReport:
    """The result of grading an assignment.

    Attributes
    ----------
    submissions : list of SubmissionReport
        One a student, by name.
    notes : list of str
        What has to be known about the class, in words.
    checks : list of str
        What has to be known about the checks, in words.
    rulings : dict of str to dict of str to Ruling
        By notebook and grade id, where each check is judged.
    scores : list of Score
        What everybody of the gradebook has now, points by hand and the rules of the term included; by name.
    """

    submissions: list[SubmissionReport]
    notes: list[str]
    checks: list[str]
    rulings: Rulings
    scores: list[Score] = dataclasses.field(default_factory=list)

    def to_dict(self) -> Json:
        """Return what ``seoul grade --json`` writes."""
        return {
            "submissions": [report.to_dict() for report in self.submissions],
            "class": self.notes,
            "checks": self.checks,
            "rulings": rulings_to_dict(self.rulings),
            "scores": [score.to_dict() for score in self.scores],
        }


@dataclasses.dataclass
class Grading:
    """What to grade and how.

    Attributes
    ----------
    course : Course
        The nbgrader course.
    name : str
        The assignment.
    submissions : Path or None
        Where they are; nbgrader's ``submitted`` folder otherwise.
    jobs : int
        How many at once.
    limits : Limits
        For each submission.
    trust : bool
        Run without a sandbox.
    force : bool
        Grade again what is done.
    students : set of str or None
        Only these.
    scheduler : str or None
        The address of a dask.distributed scheduler whose workers grade; this machine otherwise.
    class_list : Path or None
        A CSV of the class: a learning system's export, or one with a column ``id``.
    strict : bool
        Leave to a person what could only be judged among a student's own code.
    """

    course: Course
    name: str
    submissions: Path | None = None
    jobs: int = 1
    limits: Limits = dataclasses.field(default_factory=Limits)
    trust: bool = False
    force: bool = False
    students: set[str] | None = None
    scheduler: str | None = None
    class_list: Path | None = None
    strict: bool = False

    def rehearse(self) -> Rehearsal:
        """Grade the instructor's own solution alone, and say where each check is judged. Records nothing.

        Raises
        ------
        AssignmentError, SandboxError
            The message says what to do.
        """
        assignment = self.course.assignment(self.name)
        self._able()
        with self.pool(assignment, 1) as pool:
            return self._rehearsed(assignment, pool)

    def _able(self) -> None:
        if self.scheduler is None:
            can_fork()
            if not self.trust:
                bubblewrap()

    def _rehearsed(self, assignment: Assignment, pool: Pool | Cluster) -> Rehearsal:
        found = rehearse(self.course.root, assignment, self.limits, pool)
        return found.strict() if self.strict else found

    def run(self, watch: Watch | None = None) -> GradingReport:
        """Grade and record everything that is not done yet.

        Parameters
        ----------
        watch : Watch, optional
            Is told how it goes.

        Returns
        -------
        GradingReport
            One report a student, and what has to be known beside.

        Raises
        ------
        AssignmentError, SandboxError, RecordError
            The message says what to do. Of one of the `students` nothing was handed in, too.
        """
        watch = watch or Watch()
        assignment = self.course.assignment(self.name)
        self._able()
        place = (self.submissions or self.course.path("submitted", self.name, "x").parent.parent).resolve()
        people = read_roster(self.class_list) if self.class_list is not None else None
        with at_work(self.course), scratch_folder(self.course.root) as scratch:
            ignored, zone = self.course.ignored, self.course.zone
            taken = take(place, assignment, self.limits, ignored, scratch, people, zone)
            return self._grade(assignment, taken, watch)

    def _grade(self, assignment: Assignment, taken: Intake, watch: Watch) -> GradingReport:
        reports: dict[str, SubmissionReport] = {}
        todo: dict[str, Submission] = {}
        stopped: dict[tuple[str, str], list[str]] = {}  # cells of the instructor's own, and why they stopped

        def tasks() -> Iterator[Task]:
            for student, submission in todo.items():
                watch.starts(student)
                yield Task.of(submission, assignment, rehearsal.rulings)

        # A cluster that cannot grade says so before anything is written.
        count = len(self.students or taken.submissions)
        with self.pool(assignment, count) as pool, Recorder(self.course, assignment, self.limits) as recorder:
            self.course.register(self.name, assignment)
            with (
                one_at_a_time(self.course.directory.db_url),
                self.course.gradebook() as gradebook,
                one_transaction(gradebook),
            ):
                follow_due_dates(self.course, gradebook, self.name)
                taken.settle(gradebook, self.name, self.course.rules.of(self.name).extension)
            taken.remember(self.course.root, self.name)
            unknown = (self.students or set()) - {each.student for each in taken.submissions}
            if unknown:
                raise AssignmentError(
                    f"Nothing of '{self.name}' was handed in by: {', '.join(sorted(unknown))}."
                )
            everyone = [
                each for each in taken.submissions if self.students is None or each.student in self.students
            ]
            known = recorder.look()
            rehearsal = self._rehearsed(assignment, pool) if everyone else Rehearsal({})
            recorder.rules(rehearsal.fingerprint())
            for submission in everyone:
                found = None if self.force else recorder.done(submission)
                if found is None:
                    todo[submission.student] = submission
                else:
                    reports[submission.student] = _told(found, submission, recorder)
            if cut_short := [student for student in reports if recorder.cut_short(student)]:
                taken.notes.append(
                    f"Came to a limit before, and the limits are others now ({len(cut_short)}): "
                    f"{', '.join(cut_short)}. --force grades them again."
                )
            watch.begins(list(reports.values()), list(todo))
            for task, result in pool.map(tasks()):
                submission = todo[task.student]
                made = report(assignment, submission, result, rehearsal)
                for part in result.notebooks.values():
                    for line, why in part.given.items():
                        stopped.setdefault((line, why.partition(":")[0]), []).append(why)
                recorder.write(submission, result, made)
                reports[submission.student] = made
                watch.ends(made)
        taken.notes += _own_cells_that_stopped(stopped, len(todo), rehearsal.stops)
        with one_at_a_time(self.course.directory.db_url), self.course.gradebook() as gradebook:
            penalties = follow_lateness(self.course, gradebook, self.name)
            scores = read_scores(self.course, gradebook, self.name)
        if penalties:
            lost = ", ".join(f"{student} {points:g}" for student, points in sorted(penalties.items()))
            taken.notes.append(
                f"Points that late work loses by the course's rule, taken off above ({len(penalties)}): {lost}."
            )
        if rules := self.course.rules.of(self.name).said():
            taken.notes.append(f"Rules of the term, held above: {'; '.join(rules)}.")
        absent = [] if self.students is not None else known - {each.student for each in everyone}
        for student in absent:
            reports[student] = no_submission(assignment, student)
        return GradingReport(
            [reports[student] for student in sorted(reports)],
            [printable(note) for note in taken.notes],
            [printable(note) for note in rehearsal.notes],
            rehearsal.rulings,
            scores,
        )

    def pool(self, assignment: Assignment, most: int) -> Pool | Cluster:
        """Return what to grade on."""
        if self.scheduler is not None:
            return Cluster(self.scheduler, assignment, self.limits, not self.trust, [self.course.root])
        return Pool(assignment, self.limits, min(self.jobs, most), not self.trust, [self.course.root])


def _own_cells_that_stopped(
    stopped: dict[tuple[str, str], list[str]], count: int, solution: Collection[str] | None
) -> list[str]:
    """Say which cells of the instructor's own stopped for most of those who were graded, and for the solution, too.

    One that works among the solution's answers stops for what students left out, and their checks say so.
    """
    return [
        f"The assignment's own cell '{line}' stopped for {len(why)} of {count}: {why[0].rstrip(': ')}. What follows "
        "it may fail for everybody. Answers run without a network and see no home folder: put the data beside the "
        "notebook."
        for (line, _), why in stopped.items()
        if 2 * len(why) > count and (solution is None or line in solution)
    ]


def _told(known: SubmissionReport, submission: Submission, recorder: Recorder) -> SubmissionReport:
    """Return the report of a submission that is recorded, with how late it is by today's due date."""
    late = [note for note in submission.notes if note.startswith(LATE)]
    reasons = [*late, *[why for why in known.reasons if not why.startswith(LATE)]]
    if reasons == known.reasons:
        return known
    made = dataclasses.replace(known, reasons=reasons)
    recorder.tell(made)
    return made


def report(
    assignment: Assignment,
    submission: Submission,
    result: SubmissionResult,
    rehearsal: Rehearsal | None = None,
) -> SubmissionReport:
    """Return what is told about one submission."""
    rulings = rehearsal.rulings if rehearsal is not None else {}
    cells: list[ReportRow] = []
    reasons = [*submission.reasons, *result.reasons]
    status = "repaired" if reasons else "graded"
    reasons = [*submission.notes, *reasons]
    for notebook in assignment.notebooks:
        part = result.notebooks[notebook.name]
        status = max(status, part.status, key=RANK.index)
        several = len(assignment.notebooks) > 1
        reasons += [f"{notebook.name}: {why}" if several else why for why in part.reasons]
        cells += [
            ReportRow(
                notebook.name,
                row.grade_id,
                row.points,
                row.max_points,
                row.outcome,
                row.message,
                row.inside,
            )
            for row in part.cells
        ]
    unusual = [
        cell.grade_id
        for cell in cells
        if cell.outcome == "needs-a-person"
        and cell.grade_id in rulings.get(cell.notebook, {})
        and rulings[cell.notebook][cell.grade_id].place != PERSON
    ]
    if len(unusual) >= MANY:
        reasons.append(
            f"{len(unusual)} of this student's checks wait for a person because of what the answers are, which the "
            f"solution's are not: {', '.join(unusual)}."
        )
    return SubmissionReport(
        submission.student,
        sum(cell.points or 0.0 for cell in cells),
        sum(notebook.max_score for notebook in assignment.notebooks),
        status,
        [printable(why) for why in dict.fromkeys(reasons)],
        round(result.seconds, 3),
        cells,
    )


def printable(text: str) -> str:
    """Return text without control characters, which a terminal would execute."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)


def no_submission(assignment: Assignment, student: str) -> SubmissionReport:
    """Return the report of a student of the class who handed in nothing."""
    cells = [
        ReportRow(notebook.name, cell.grade_id or "", 0.0, cell.points, "not-run", NOTHING)
        for notebook in assignment.notebooks
        for cell in notebook.graded
    ]
    most = sum(notebook.max_score for notebook in assignment.notebooks)
    return SubmissionReport(student, 0.0, most, "refused", [NOTHING], 0.0, cells)
