"""What teachers write in checks earns what it earns in the student's own notebook, judged apart or inside."""

import json
from pathlib import Path

import pytest
from support.classroom import cell, grade_all, notebook
from support.idioms import IDIOMS

# What needs nothing of the student's process but values and calls.
CROSSING = """
representation inheritance enumeration context-manager property-and-methods abstract has-length is-callable
has-iteration instance-dictionary attributes-by-dir same-object methods-chain truth generator-next
generator-sent docstring annotations code closure decorator wrapped higher-order keyword-argument-changed
several-raises default-dictionary printed printed-nothing replaced-input global-changed global-made-by-check
name-in-dir name-in-globals name-in-locals executed-text global-reset-by-check given-list-shared displayed
late-future partial-credit check-binds-for-later bound-by-check-before array column-types groups table-equals
figure-patches figure-axes-identity scipy-model fitted-line module-function imported-answer graph
array-in-list random-generator sqlite dates structured-array
"""

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def _lay(folder: Path, part: str) -> None:
    """Write a notebook a kind: the instructor's, with solutions, or somebody's answers."""
    folder.mkdir(parents=True)
    for kind in dict.fromkeys(each.kind for each in IDIOMS):
        cells = []
        for each in IDIOMS:
            if each.kind != kind:
                continue
            answer = getattr(each, part or "solution")
            if not part:
                answer = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
            if each.given:
                cells.append(cell("code", each.given))
            cells.append(cell("code", answer, grade_id=each.name, solution=True))
            check = {"grade": True, "locked": True, "points": 1}
            cells.append(cell("code", each.check, grade_id=f"test-{each.name}", **check))
        (folder / f"{kind}.ipynb").write_text(json.dumps(notebook(cells)), encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = tmp_path_factory.mktemp("idioms")
    _lay(course / "source" / "hw", "")
    _lay(course / "submitted" / "right" / "hw", "solution")
    _lay(course / "submitted" / "wrong" / "hw", "wrong")
    return grade_all(course, "--cell-seconds", "120", "--total-seconds", "600")


def _rows(graded, student):
    (report,) = [each for each in graded["submissions"] if each["student"] == student]
    return {row["grade_id"].removeprefix("test-"): row for row in report["cells"]}


@pytest.mark.parametrize("name", [each.name for each in IDIOMS])
def test_the_right_answer_earns_its_point_and_the_wrong_one_none(graded, name):
    right, wrong = _rows(graded, "right")[name], _rows(graded, "wrong")[name]
    assert right["points"] == 1.0, right
    assert wrong["points"] == 0.0, wrong
    assert wrong["message"], "a student must be told why"


@pytest.mark.parametrize("each", IDIOMS, ids=lambda each: each.name)
def test_where_a_check_is_judged_is_the_same_for_everybody(graded, each):
    inside = graded["rulings"][each.kind][f"test-{each.name}"]["place"] == "inside"
    rows = [_rows(graded, student)[each.name] for student in ("right", "wrong")]
    assert [row["inside"] for row in rows] == [inside, inside]


def test_what_crosses_is_judged_apart(graded):
    places = {each.name: graded["rulings"][each.kind][f"test-{each.name}"] for each in IDIOMS}
    assert {name: places[name]["why"] for name in CROSSING.split() if places[name]["place"] != "apart"} == {}


def test_the_instructor_is_told_which_checks_a_student_could_answer_for(graded):
    inside = [
        name
        for ruled in graded["rulings"].values()
        for name, each in ruled.items()
        if each["place"] == "inside"
    ]
    told = " ".join(graded["checks"])
    assert f"A determined student could answer for these: {len(inside)} of {len(IDIOMS)} checks" in told
    assert all(f"/{name}' is judged there: " in told for name in inside)
