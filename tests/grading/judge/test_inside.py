"""A check that is judged among the student's own code: what an answer changed there does not pass it, nor keep it."""

import pytest
from support.classroom import grade_all
from support.exercises import lay, rows

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

# Equality of one's own class sends each of these inside.
VALUE = (
    "class {}:\n    def __init__(self, x): self.x = float(x)\n    def __eq__(self, o): return self.x == o.x"
)
VALUES = {name: VALUE.format(name) for name in ("Near", "Bound", "Ended")}
EXERCISES = {
    "near": (VALUES["Near"], "assert Near(3) == Near(3)\nnp.testing.assert_allclose(Near(3).x, 3)"),
    "bound": (VALUES["Bound"], "assert Bound(3) == Bound(3)\nassert abs(Bound(3).x - 3) < 1e-9"),
    "ended": (VALUES["Ended"], "assert Ended(3) == Ended(3) and Ended(3).x == 3, 'mooring'"),
    "seen": ("seen = 'nothing'", "assert seen == 'nothing'"),
}
INSIDE = ("near", "bound", "ended")
WRONG = {name: text.replace("float(x)", "0.0") for name, text in VALUES.items()}
LOOK = """
import linecache
places = [*In, *(''.join(each[2]) for each in linecache.cache.values() if len(each) > 2)]
seen = 'all' if any('moor' + 'ing' in each for each in places) else 'nothing'
"""

# student: the exercise, the answer, what it earns, why it is tried
STUDENTS = {
    "library": (
        "near",
        f"np.testing.assert_allclose = lambda *a, **k: None\n{WRONG['Near']}",
        0,
        "a library's function",
    ),
    "builtin": (
        "bound",
        f"import builtins\nbuiltins.abs = lambda x: 0\n{WRONG['Bound']}",
        0,
        "a built-in name",
    ),
    "own-name": ("bound", f"abs = lambda x: 0\n{WRONG['Bound']}", 0, "a name of one's own"),
    "exits": (
        "ended",
        "import os\nclass Ended:\n    def __init__(self, x): pass\n    def __eq__(self, o): os._exit(0)",
        0,
        "an end before the check's own",
    ),
    "leaves": (
        "ended",
        "class Ended:\n    def __init__(self, x): pass\n    def __eq__(self, o): raise SystemExit(0)",
        0,
        "an end that looks orderly",
    ),
    "looks": ("seen", LOOK, 1, "the check that ran before is not there"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    handed_in = {who: {exercise: answer} for who, (exercise, answer, _, _) in STUDENTS.items()}
    return grade_all(lay(tmp_path_factory.mktemp("inside"), EXERCISES, handed_in, "import numpy as np"))


def test_where_they_are_judged(graded):
    places = {name.removeprefix("test-"): each["place"] for name, each in graded["rulings"]["hw"].items()}
    assert {name for name, place in places.items() if place == "inside"} == set(INSIDE)


@pytest.mark.parametrize("student", STUDENTS)
def test_what_an_answer_changed_neither_passes_the_check_nor_costs_another(graded, student):
    exercise, _, earned, why = STUDENTS[student]
    found = rows(graded, student)
    assert found[exercise]["points"] == earned, (why, found[exercise])
    assert {row["points"] for name, row in found.items() if name != exercise} == {1.0}, found
