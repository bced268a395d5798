"""Points that a person gave: they stand and count until what they were given for changes, and then it is said why."""

import json

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from support.classroom import cell, grade_all, hand_in
from support.one_exercise import ANSWER, EXERCISE, MEMO, exported, make, work

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

CELLS = [*EXERCISE, MEMO]
OTHER = [
    cell("code", "### BEGIN SOLUTION\ny = 4\n### END SOLUTION", grade_id="y", solution=True),
    cell("code", "assert y == 4", grade_id="test-y", grade=True, locked=True, points=2),
]


def by_hand(course, points, *students, name="memo"):
    """Give points as the formgrader does."""
    with Course(course).gradebook() as gradebook:
        for student in students:
            given = gradebook.find_grade(name, "hw", "hw", student)
            given.manual_score, given.needs_manual_grade = points, False
        gradebook.db.commit()


def test_they_stand_until_what_they_were_given_for_changes_and_then_it_is_said_why(tmp_path, capsys):
    cells = [*CELLS, *OTHER]
    course = make(tmp_path, cells)

    def hand(student, x=ANSWER, y="y = 4", memo="A reason."):
        hand_in(course, student, work(cells, x=x, y=y, memo=memo))

    students = ("same", "other-code", "other-text", "other-answer")
    for student in students:
        hand(student)
    assert {each["student"]: each["state"] for each in grade_all(course)["scores"]} == dict.fromkeys(
        students, "waits for a person"
    )
    by_hand(course, 4.0, *students)
    by_hand(course, 1.5, "other-code", "other-answer", name="test-y")
    assert exported(course)["same"]["score"] == "16"

    # Another test, and new versions: what did not change counts as it did.
    cells[1] = {**EXERCISE[1], "source": "assert x == 3 and x != 4"}
    make(course, cells)
    hand("other-code", x="x = 2")
    hand("other-text", memo="Another reason.")
    hand("other-answer", y="y = 2 + 2")
    for again in ((), ("--force",)):  # also when it is graded again before somebody looked
        capsys.readouterr()
        assert main(["grade", "hw", "--course", str(course), "--jobs", "1", *again]) == 0
        said = capsys.readouterr().out
        rows = exported(course)
        assert {student: (row["state"], row["score"]) for student, row in rows.items()} == {
            "same": ("final", "16"),
            "other-code": ("final", "5.5"),
            "other-text": ("waits for a person", ""),
            "other-answer": ("waits for a person", ""),
        }
        changed = "the answer changed after it was graded by hand"
        assert rows["other-text"]["why"] == f"to look at again: memo: {changed}"
        assert rows["other-answer"]["why"] == f"to look at again: test-y: {changed}"
        assert f"To look at again: memo: {changed}" in said
        lines = {line.split()[0]: line for line in said.splitlines() if " of 17" in line}
        assert "16 of 17" in lines["same"] and "5.5 of 17" in lines["other-code"]
        assert "1 answer of 1 student is for a person to grade" in said
    by_hand(course, 5.0, "other-text")
    assert exported(course)["other-text"]["score"] == "17"

    # Another worth, and another check below the points by hand.
    cells[2] = json.loads(json.dumps(MEMO))
    cells[2]["metadata"]["nbgrader"]["points"] = 8
    cells[4] = {**OTHER[1], "source": "assert y == 4.0"}
    make(course, cells)
    found = {each["student"]: each["why"] for each in grade_all(course)["scores"]}
    worth = "memo: it was graded by hand out of 5 points and is worth 8 now"
    assert found["same"] == f"to look at again: {worth}"
    assert found["other-code"].startswith(f"to look at again: {worth}; test-y: the check changed after")
