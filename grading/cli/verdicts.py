"""Run a lesson with somebody's own answers and judge it, as a class is judged, but without a sandbox."""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..build.cells import TEST_PREFIX
from ..course.assignment import Assignment
from ..course.limits import Limits
from ..dispatch.grade_one import grade_submission
from ..execute.local_process import LocalProcess
from ..execute.sandbox import SandboxError
from .answers import Answers
from .errors import Mistake

BETS = "forecasts.json"


@dataclass(frozen=True)
class Verdict:
    """What became of one exercise.

    Parameters
    ----------
    exercise : str
        Grade id of the answer.
    outcome : str
        ``"right"``, ``"not yet"``, ``"not tried"`` or ``"for a reader"`` (a text that a person grades).
    points, max_points : float
        Earned, and possible.
    hint : str
        What to look at, from the test that failed; empty when there is nothing to say.
    """

    exercise: str
    outcome: str
    points: float
    max_points: float
    hint: str = ""


_OUTCOMES = {"passed": "right", "manual": "for a reader", "needs-a-person": "for a reader"}


def judge(answers: Answers, bets: Path, runtime: LocalProcess | None = None) -> list[Verdict]:
    """Run a lesson from top to bottom and read each of its tests.

    The answers run in a process of their own, in a folder that exists only for that: a lesson reveals the answers to
    bets, and would note so beside the reader's own. The tests run here.

    Parameters
    ----------
    answers : Answers
        The lesson and somebody's answers.
    bets : Path
        The reader's bets, of which the lesson gets a copy; perhaps not there.
    runtime : LocalProcess, optional
        Where the answers run, if it was started before; it is closed at the end.

    Returns
    -------
    list of Verdict
        One for each exercise, in order.

    Raises
    ------
    Mistake
        When no process could be started for the answers.
    """
    os.environ["MPLBACKEND"] = "agg"  # a test that draws must not open a window
    lesson = answers.lesson
    try:
        with (
            contextlib.closing(runtime or LocalProcess()) as place,
            tempfile.TemporaryDirectory(prefix="seoul-check-", ignore_cleanup_errors=True) as folder,
            contextlib.chdir(folder),
        ):
            path = Path(folder, "own.ipynb")
            path.write_bytes(answers.data)
            if bets.is_file():
                Path(folder, BETS).write_bytes(bets.read_bytes())
            task = {
                "student": "",
                "notebooks": {lesson.name: str(path)},
                "files": [(BETS, str(Path(folder, BETS)))] if bets.is_file() else [],
            }
            result = grade_submission(task, Assignment(lesson.name, (lesson,)), place, Limits())
    except SandboxError as error:
        raise Mistake(str(error), code=1) from None
    part, verdicts = result["notebooks"][lesson.name], []
    for row in part["cells"]:
        exercise = row["grade_id"].removeprefix(TEST_PREFIX)
        points, most = row["points"] or 0.0, row["max_points"]
        outcome = _OUTCOMES.get(row["outcome"], "not yet")
        if exercise in answers.untouched:
            verdicts.append(Verdict(exercise, "not tried", 0.0, most))
        else:
            hint = "" if row["role"] == "manual" or outcome == "right" else row["message"]
            if hint and exercise in part.get("stopped", {}):
                hint = f"Your cell did not run to its end: {part['stopped'][exercise].rstrip('.')}."
            verdicts.append(Verdict(exercise, outcome, points, most, hint))
    return verdicts
