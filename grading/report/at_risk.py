"""Who is falling behind, over all assignments so far, by a rule that the page states."""

from __future__ import annotations

import dataclasses
import datetime

from .gather import AssignmentResults, Classroom, Exercise, ReportedSubmission

MISSING_SHARE = 0.25
LOW_SHARE = 0.5
WAITING_SHARE = 0.1

RULE = (
    "Listed is who did not hand in one in four or more of the assignments so far, or whose mean share of the points "
    "over them is below 50 %. An assignment that was not handed in counts as 0 %. An assignment is counted from its "
    "due date on; one without a due date once half of the class has handed it in."
)


@dataclasses.dataclass
class Standing:
    """How one student stands.

    Attributes
    ----------
    student : str
        Who.
    shares : list of float or None
        Share of the points in each counted assignment; None where nothing was handed in.
    why : str
        Which part of the rule holds.
    """

    student: str
    shares: list[float | None]
    why: str = ""

    @property
    def mean(self) -> float:
        """Mean share over the assignments, 0 for what is missing."""
        return sum(share or 0.0 for share in self.shares) / len(self.shares)


def counted(work: AssignmentResults) -> list[Exercise]:
    """Return the exercises that count into the scores: those of which at most one in ten wait for a person."""
    return [
        exercise
        for exercise in work.exercises
        if exercise.max_points > 0
        and sum(
            exercise in each.marks and each.marks[exercise].points is None
            for each in work.submissions.values()
        )
        <= WAITING_SHARE * len(work.submissions)
    ]


def share(submission: ReportedSubmission, exercises: list[Exercise]) -> float:
    """Return the share of the points of some exercises that a submission earned; what waits counts as 0.

    Parameters
    ----------
    submission : ReportedSubmission
        Whose marks.
    exercises : list of Exercise
        Which count.

    Returns
    -------
    float
        0 where nothing can be earned; more than 1 with extra credit.
    """
    most = sum(each.max_points for each in exercises)
    earned = sum(mark.points or 0.0 for each in exercises if (mark := submission.marks.get(each)) is not None)
    return submission.rules.counted(earned, submission.lost) / most if most else 0.0


def standings(classroom: Classroom, now: datetime.datetime) -> tuple[list[AssignmentResults], list[Standing]]:
    """Find out how everybody stands.

    Parameters
    ----------
    classroom : Classroom
        The class.
    now : datetime
        In UTC, without a zone, as nbgrader keeps times.

    Returns
    -------
    tuple of list of AssignmentResults and list of Standing
        The assignments that count, and a standing for each student, the lowest first; `why` is empty for whoever
        is not behind.
    """
    works = [
        work
        for work in classroom.works
        if work.submissions
        and counted(work)
        and (
            work.due <= now if work.due is not None else 2 * len(work.submissions) >= len(classroom.students)
        )
    ]
    exercises = [counted(work) for work in works]
    found = []
    for student in classroom.students if works else ():
        shares = [
            share(work.submissions[student], each) if student in work.submissions else None
            for work, each in zip(works, exercises, strict=True)
        ]
        one = Standing(student, shares)
        missing = shares.count(None)
        reasons = []
        if missing and missing >= MISSING_SHARE * len(works):
            reasons.append(f"{missing} of {len(works)} not handed in")
        if one.mean < LOW_SHARE:
            reasons.append(f"mean share {100 * one.mean:.0f}\N{NO-BREAK SPACE}%")
        one.why = ", ".join(reasons)
        found.append(one)
    return works, sorted(found, key=lambda each: each.mean)
