"""Late penalties by the course's own rule, also for manual points and after a due date was changed."""

from __future__ import annotations

from collections.abc import Callable

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook

from ..course.course import Course
from .due_dates import follow_due_dates

#: What a late submission's notebook loses, as ``nbgrader autograde`` has it; None for nothing.
LateRule = Callable[[SubmittedAssignment, SubmittedNotebook], float | None]


def follow_lateness(course: Course, gradebook: Gradebook, name: str) -> dict[str, float]:
    """Apply due dates, extensions and the rule for late work to what is recorded of an assignment.

    nbgrader applies it once, when a notebook is graded by machine: points that a person gives later, another due date
    and an extension change nothing there.

    Parameters
    ----------
    course : Course
        Whose `AssignLatePenalties` and `LateSubmissionPlugin` hold.
    gradebook : Gradebook
        Its gradebook, open; it is written to where a penalty is another one now.
    name : str
        The assignment.

    Returns
    -------
    dict
        Student to the points that are taken off, of those who lose any.
    """
    try:
        assignment = gradebook.find_assignment(name)
    except MissingEntry:
        return {}
    moved = follow_due_dates(course, gradebook, name)
    if moved:
        gradebook.db.flush()
        gradebook.db.expire_all()  # nbgrader derives how late work is from what was written
    fined = (
        gradebook.db.query(SubmittedNotebook.assignment_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .filter(SubmittedAssignment.assignment_id == assignment.id)
        .filter(SubmittedNotebook.late_submission_penalty.isnot(None))
    )
    before = {row for (row,) in fined}
    taken: dict[str, float] = {}
    changed, rule = moved, None
    for submission in assignment.submissions:
        late = submission.total_seconds_late > 0
        if not late and submission.id not in before:
            continue
        rule = rule or late_rule(course, name)
        for notebook in submission.notebooks:
            penalty = rule(submission, notebook) if late else None
            if (notebook.late_submission_penalty or None) != (penalty or None):
                notebook.late_submission_penalty, changed = penalty, True
            if penalty:
                student = submission.student_id
                taken[student] = taken.get(student, 0.0) + float(penalty)
    if changed:
        gradebook.db.commit()
    return taken


def late_rule(course: Course, name: str) -> LateRule:
    """Return what late work loses: by the rules of the term, else by the course's plugin of nbgrader."""
    policy = course.rules.of(name).late
    if policy is not None:
        return lambda submission, notebook: (
            policy.share(submission.total_seconds_late) * notebook.score or None
        )
    from nbgrader.preprocessors import AssignLatePenalties  # slow: it imports nbconvert

    step = AssignLatePenalties(config=course.config)
    step.init_plugin()

    def penalty(submission: SubmittedAssignment, notebook: SubmittedNotebook) -> float | None:
        seconds = submission.total_seconds_late
        found = step.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, seconds)
        return None if found is None else step._check_late_penalty(notebook, found)

    return penalty
