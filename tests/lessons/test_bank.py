"""Every exercise tells right answers from wrong ones.

Each lesson ``NN-slug`` has a bank of answers, ``tests/lessons/bank/NN-slug.py``, a plain Python file with two names::

    RIGHT = {
        "percent-change": [                      # grade id of the solution cell: at least two other right answers
            "def percent_change(before, after):\\n    return 100 * after / before - 100",
            ...
        ],
    }
    WRONG = {
        "percent-change": {                      # at least three plausible wrong ones, each with what is wrong
            "divides by the later value": "def percent_change(before, after): ...",
            ...
        },
    }

Each text replaces the whole solution cell. (A first line ``# ruff: noqa: E501`` lets long answers stand on one line.)
 A right answer earns all points of its test, a wrong one fewer than all.
Answers that a person grades are not in the bank.

One notebook carries one variant of every exercise, so a lesson takes about five runs. A wrong answer is never tried
in a notebook in which something that its exercise reads is wrong too: it would lose its points for the wrong reason.
"""

import os
import runpy
from collections.abc import Iterable

import nbformat
import pytest
from seoul_dilemma.grading.check import Checker
from support.bank_report import BANK_PROPERTY
from support.course import ROOT
from support.graded import LESSONS, Course, answered, defined, instructor, used

BANK = ROOT / "tests" / "lessons" / "bank"
TEST = "test-"


class Exercise:
    """One solution cell and its test."""

    def __init__(self, name: str, answer: str, test: str, points: float):
        self.name, self.answer, self.test, self.points = name, answer, test, points
        self.gives = defined(answer)

    def leans_on(self, answer: str, others: Iterable["Exercise"]) -> set[str]:
        """Name the other exercises whose answers this answer or the test reads."""
        reads = used(answer) | used(self.test)
        return {other.name for other in others if other is not self and other.gives & (reads - self.gives)}


def exercises(name: str) -> list[Exercise]:
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in instructor(name).cells
        if "nbgrader" in cell.metadata and cell.cell_type == "code"
    }
    return [
        Exercise(each, cell.source, cells[TEST + each].source, cells[TEST + each].metadata.nbgrader.points)
        for each, cell in cells.items()
        if TEST + each in cells
    ]


def plan(every: list[Exercise], wrong: dict[str, dict[str, str]]) -> list[dict[str, tuple[str, str]]]:
    """Spread wrong answers over as few notebooks as their reading of one another allows."""
    notebooks: list[dict[str, tuple[str, str]]] = []
    for exercise in every:
        for label, answer in wrong.get(exercise.name, {}).items():
            leans = exercise.leans_on(answer, every)
            readers = {other.name for other in every if exercise.name in other.leans_on(other.answer, every)}
            for notebook in notebooks:
                if exercise.name not in notebook and not (leans | readers) & set(notebook):
                    break
            else:
                notebook = {}
                notebooks.append(notebook)
            notebook[exercise.name] = (label, answer)
    return notebooks


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def bank(lesson):
    path = BANK / f"{lesson}.py"
    assert path.is_file(), f"lesson {lesson} has no bank of answers, tests/lessons/bank/{lesson}.py"
    return runpy.run_path(str(path))


def test_bank_holds_enough_for_every_exercise(lesson, bank):
    every = exercises(lesson)
    names = {exercise.name for exercise in every}
    assert set(bank["RIGHT"]) == names
    assert set(bank["WRONG"]) == names
    for exercise in every:
        right, wrong = bank["RIGHT"][exercise.name], bank["WRONG"][exercise.name]
        assert len({*right, exercise.answer}) >= 3, f"{exercise.name}: two right answers that differ, please"
        assert len(set(wrong.values())) >= 3, f"{exercise.name}: three wrong answers that differ, please"


@pytest.fixture(scope="module")
def graded(lesson, bank, tmp_path_factory):
    """The bank and the untouched notebook, graded in one go: points by submission, and where they were run."""
    solved = instructor(lesson)
    rounds = max(len(right) for right in bank["RIGHT"].values())
    submissions = {
        f"right-{number}": answered(
            solved, {name: right[number % len(right)] for name, right in bank["RIGHT"].items()}
        )
        for number in range(rounds)
    }
    for number, notebook in enumerate(plan(exercises(lesson), bank["WRONG"])):
        submissions[f"wrong-{number}"] = answered(
            solved, {name: answer for name, (_, answer) in notebook.items()}
        )
    submissions["untouched"] = nbformat.read(ROOT / "lessons" / f"{lesson}.ipynb", as_version=4)
    course = Course(tmp_path_factory.mktemp(lesson), solved, lesson)
    return course.grade(submissions), course


@pytest.mark.slow
@pytest.mark.sandbox
def test_right_answers_earn_all_and_wrong_ones_lose(lesson, bank, graded, record_property):
    every, points = exercises(lesson), graded[0]
    worth = {exercise.name: exercise.points for exercise in every}
    rounds = [earned for name, earned in points.items() if name.startswith("right-")]
    lost = [
        f"{name}: right answer {number % len(bank['RIGHT'][name]) + 1} earns {earned[TEST + name]:g} of {worth[name]:g}"
        for number, earned in enumerate(rounds)
        for name in worth
        if earned[TEST + name] != worth[name]
    ]
    notebooks = plan(every, bank["WRONG"])
    slipped = [
        f"{name}: wrong answer “{label}” earns all {worth[name]:g}"
        for number, notebook in enumerate(notebooks)
        for name, (label, _) in notebook.items()
        if points[f"wrong-{number}"][TEST + name] >= worth[name]
    ]
    tried = sum(len(notebook) for notebook in notebooks)
    counts = [len(every), sum(worth.values()), len(rounds) * len(every), tried, len(slipped)]
    record_property(BANK_PROPERTY, [lesson, *counts])
    assert tried == sum(len(wrong) for wrong in bank["WRONG"].values())
    assert not lost, "\n".join(lost)
    assert not slipped, "\n".join(slipped)


@pytest.mark.slow
@pytest.mark.sandbox
def test_the_card_in_the_page_gives_the_points_that_the_class_gets(graded):
    points, course = graded
    differ = []
    for student, earned in points.items():
        if student not in ("right-0", "wrong-0") and os.environ.get("SEOUL_BANK") != "all":
            continue  # the weekly job asks of every wrong answer
        card = Checker(course.handed_in(student)).lesson()
        differ += [
            f"{student}: {each.id} has {each.points:g} here and {earned[TEST + each.id]:g} in class: {each.hints}"
            for each in card.exercises
            if TEST + each.id in earned and each.points != earned[TEST + each.id]
        ]
    assert not differ, "\n".join(differ)


@pytest.mark.slow
@pytest.mark.sandbox
def test_untouched_notebook_scores_nothing_and_only_its_exercises_fail(graded):
    points, course = graded
    assert set(points["untouched"].values()) <= {0, None}  # None: a person grades it
    assert 0 in points["untouched"].values()
    failed = []
    for cell in course.executed("untouched").cells:
        if cell.cell_type == "code" and any(output.output_type == "error" for output in cell.outputs):
            failed.append(cell.metadata.get("nbgrader", {}).get("grade_id"))
            assert failed[-1] or "raises-exception" in cell.metadata.get("tags", []), cell.source
    assert any(failed), "a check says what is missing"
