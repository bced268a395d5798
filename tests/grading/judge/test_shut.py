"""Full points only for the answer: each way of being paid without it, as data, small and harmless."""

import pytest
from support.classroom import grade_all
from support.exercises import lay, rows

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

SETUP = "import numpy as np\nimport pandas as pd\nimport patience"

# The instructor's own helper: what would hang or end the judge is asked for by a word.
HELPER = """
import os, signal, time
def work_with(word):
    if word == "long":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # as code in C does, which hears no alarm
        time.sleep(600)
    if word == "end":
        os._exit(1)
    return word
"""

# name: (solution, check)
EXERCISES = {
    "rows": (
        "def regrets(n):\n    return np.arange(float(n))",
        "assert regrets(3) is not None\nassert np.allclose(regrets(3), [0, 1, 2])",
    ),
    "equals": (
        "table = pd.DataFrame({'a': [1, 2]})",
        "assert table.equals(pd.DataFrame({'a': [1, 2]}))",
    ),
    "subset": ("chosen = {1, 2}", "assert chosen.issubset({1, 2, 3}) and chosen.issuperset({1, 2})"),
    "text": ("greeting = 'Hello, Kim'", "assert greeting.startswith('Hello')"),
    "truth": ("def even(n):\n    return n % 2 == 0", "assert even(2)\nassert even(4)"),
    "missing": (
        "column = pd.Series([1, 2], dtype='Int64')",
        "assert (column == pd.Series([1, 2], dtype='Int64')).all()",
    ),
    "near": (
        "level = pd.Series([1.0, 2.0], dtype='Float64')",
        "assert ((level - pd.Series([1.0, 2.0])).abs() < 1e-9).all()",
    ),
    "differs": (
        "same = pd.Series([1, 2], dtype='Int64')",
        "assert not (same != pd.Series([1, 2], dtype='Int64')).any()",
    ),
    "input": (
        "def shares(values):\n    return [v / sum(values) for v in values]",
        "values = [1.0, 3.0]\nmine = shares(values)\nassert mine == [v / sum(values) for v in values]",
    ),
    "doc": ("def described():\n    'It says what it does.'", "assert described.__doc__"),
    "stands": ("def answer():\n    return 4.0", "assert abs(answer() - 4) < 1e-9"),
    "judge-word": ("word = 'fine'", "assert word == 'fine', word"),
    "structured": ("record = np.array([3])", "assert record == np.array([3])"),
    "imports": (
        "def root(x):\n    return x**0.5",
        "import math\nfrom fractions import Fraction as Part\n"
        "assert math.isclose(root(9), 3)\nassert root(Part(1, 4)) == 0.5",
    ),
    "each": (
        "def each(f, values):\n    return [f(value) for value in values]",
        "assert each(lambda x: 2 * x, [1, 2, 3, 4]) == [2, 4, 6, 8]",
    ),
    "long": ("numbers = np.arange(2_500_000)", "assert len(numbers) == 2_500_000 and numbers[7] == 7"),
    "work": ("task = 'easy'", "assert patience.work_with(task) == 'easy'"),
    "farthest": (
        "height = pd.Series([1.0, 2.0])",
        "assert (height - pd.Series([1.0, 2.0])).abs().max() < 1e-9",
    ),
    "not-above": ("depth = np.array([1.0, 2.0])", "assert not (np.abs(depth - [1, 2]) > 1e-9).any()"),
    "loop": (
        "def half(n):\n    return n / 2",
        "worst = 0\nfor n in (2, 4):\n    if abs(half(n) - n / 2) > worst:\n        worst = abs(half(n) - n / 2)\n"
        "assert worst < 1e-9",
    ),
    "part": ("def described():\n    return {'mean': 2.0}", "assert np.allclose(described()['mean'], 2)"),
    "matrix": ("def grid():\n    return [[1.0], [2.0]]", "assert np.allclose(grid(), [[1], [2]])"),
    "nested": (
        "def square():\n    return [[1.0, 2.0], [3.0, 4.0]]",
        "for row, given in zip(square(), [[1, 2], [3, 4]]):\n"
        "    assert not any(abs(a - b) > 1e-9 for a, b in zip(row, given))",
    ),
    "column": ("prices = pd.DataFrame({'p': [1.0, 2.0]})", "assert prices['p'].sum() == 3"),
    "after": ("last = 5", "assert last == 5"),
}

# name: (the exercise, the wrong answer, why it is tried)
WRONG = {
    "no-rows": ("rows", "def regrets(n):\n    return np.zeros((0, n))", "broadcasts against anything"),
    "no-items": ("rows", "def regrets(n):\n    return []", "so does an empty list"),
    "no-items-in-a-part": ("part", "def described():\n    return {'mean': []}", "so does one inside a dict"),
    "no-columns": ("matrix", "def grid():\n    return [[]]", "so does a row without anything"),
    "own-equals": (
        "equals",
        "class T:\n    def equals(self, other): return True\ntable = T()",
        "decides for itself",
    ),
    "frame-kind": (
        "equals",
        "class T(pd.DataFrame):\n    def equals(self, other): return True\ntable = T({'a': [0]})",
        "a kind of table that decides",
    ),
    "tuple-field": (
        "equals",
        "from collections import namedtuple\ntable = namedtuple('T', 'equals')(lambda other: True)",
        "a field that is called",
    ),
    "own-subset": (
        "subset",
        "class S:\n    def issubset(self, o): return True\n    def issuperset(self, o): return True\nchosen = S()",
        "decides for itself",
    ),
    "own-text": (
        "text",
        "class W:\n    def startswith(self, s): return True\ngreeting = W()",
        "decides for itself",
    ),
    "own-truth": (
        "truth",
        "class Yes:\n    def __bool__(self): return True\ndef even(n): return Yes()",
        "is true by its own word",
    ),
    "all-missing": ("missing", "column = pd.Series([pd.NA, pd.NA], dtype='Int64')", "left out of all()"),
    "half-missing": ("missing", "column = pd.Series([1, pd.NA], dtype='Int64')", "left out of all()"),
    "near-missing": ("near", "level = pd.Series([pd.NA, pd.NA], dtype='Float64')", "left out of all()"),
    "arrow-missing": (
        "missing",
        "column = pd.Series([None, None], dtype='int64[pyarrow]')",
        "left out of all()",
    ),
    "differs-missing": ("differs", "same = pd.Series([pd.NA, 2], dtype='Int64')", "left out of any()"),
    "changed-input": (
        "input",
        "def shares(values):\n    values[:] = [1.0, 0.0]\n    return [1.0, 0.0]",
        "the check computes from what was changed",
    ),
    "no-doc": ("doc", "def described():\n    pass", "the stand-in must have no docstring of its own"),
    "reflected": (
        "stands",
        "class N:\n    def __sub__(self, o): return 0\n    def __rsub__(self, o): return 0\ndef answer(): return N()",
        "computes whatever is wanted",
    ),
    "equal-to-all": (
        "judge-word",
        "class E(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__\nword = E()",
        "equals everything",
    ),
    "names-a-proxy": (
        "judge-word",
        "word = 'StudentObject StudentFunction NotApart'",
        "no word makes a person look",
    ),
    "claims-numpy": (
        "structured",
        "class A:\n    __module__ = 'numpy'\n    def __eq__(self, o): return True\n    __hash__ = None\nrecord = A()",
        "says it is a library's",
    ),
    "structured-array": (
        "structured",
        "record = np.array([(4, 'x')], dtype=[('a', 'i4'), ('b', 'U3')])",
        "has no plain form",
    ),
    "takes-long": ("work", "task = 'long'", "the judge would hang over it"),
    "ends-judge": ("work", "task = 'end'", "the judge would end over it"),
}

# Missing values that a check's sums and comparisons leave out: whether they are wrong, a person decides.
LEFT_OUT = {
    "farthest": "height = pd.Series([1.0, np.nan])",
    "not-above": "depth = np.array([np.nan, np.nan])",
    "loop": "def half(n):\n    return float('nan')",
    "nested": "def square():\n    return [[float('nan')] * 2] * 2",
}

# What cannot be judged apart, where the solution can: a person decides if it passes, and it is 0 if it does not.
POOL = "from multiprocessing.dummy import Pool\ndef each(f, values):\n    return Pool(2).map(f, values, 1)"
NOT_APART = {"each": POOL, "long": "numbers = list(range(2_500_000))"}
NOT_APART_AND_WRONG = {"each": f"{POOL}[::-1]", "long": "numbers = list(range(2_400_000))"}

# What earns its point though it is another answer than the solution's.
RIGHT = {
    "list-for-array": ("rows", "def regrets(n):\n    return list(range(n))"),
    "numpy-truth": ("truth", "def even(n):\n    return np.bool_(n % 2 == 0)"),
    "missing-beside": ("column", "prices = pd.DataFrame({'p': [1.0, 2.0], 'note': [np.nan, 'x']})"),
    "empty-beside": ("part", "def described():\n    return {'mean': 2.0, 'notes': [], 'rows': [[]]}"),
    "import-of-the-check": (
        "imports",
        "def root(x):\n    return math.sqrt(x) if type(x) is Part else x**0.5",
    ),
    "frozen": ("subset", "chosen = frozenset([1, 2])"),
    "own-function-kind": (
        "truth",
        "class Even:\n    def __call__(self, n): return n % 2 == 0\neven = Even()",
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    tried = {name: {exercise: answer} for name, (exercise, answer, _) in WRONG.items()}
    right = {name: {exercise: answer} for name, (exercise, answer) in RIGHT.items()}
    handed_in = {**tried, **right, "left-out": LEFT_OUT}
    handed_in |= {"not-apart": NOT_APART, "not-apart-and-wrong": NOT_APART_AND_WRONG}
    return lay(tmp_path_factory.mktemp("shut"), EXERCISES, handed_in, SETUP, {"patience.py": HELPER})


@pytest.fixture(scope="module")
def graded(course):
    return grade_all(course, "--cell-seconds", "12")


def test_every_check_can_be_passed_by_the_solution(graded):
    assert {each["place"] for each in graded["rulings"]["hw"].values()} == {"apart"}


@pytest.mark.parametrize("name", WRONG)
def test_it_earns_nothing_and_no_person_is_called(graded, name):
    exercise, _, why = WRONG[name]
    row = rows(graded, name)[exercise]
    assert row["points"] == 0.0, (why, row)
    assert row["message"], "a student must be told why"


@pytest.mark.parametrize("name", WRONG)
def test_nothing_else_of_that_student_is_lost(graded, name):
    others = {each: row["points"] for each, row in rows(graded, name).items() if each != WRONG[name][0]}
    assert set(others.values()) == {1.0}, others


@pytest.mark.parametrize("name", RIGHT)
def test_another_right_answer_earns_its_point(graded, name):
    assert {row["points"] for row in rows(graded, name).values()} == {1.0}


def test_missing_values_that_a_check_leaves_out_are_never_paid(graded):
    found = {name: row["points"] for name, row in rows(graded, "left-out").items()}
    assert {name: found[name] for name in LEFT_OUT} == dict.fromkeys(LEFT_OUT)
    assert {each for name, each in found.items() if name not in LEFT_OUT} == {1.0}


def test_what_cannot_be_judged_apart_is_never_a_silent_0_nor_paid(graded):
    tried = (("not-apart", NOT_APART, None), ("not-apart-and-wrong", NOT_APART_AND_WRONG, 0.0))
    for who, answers, points in tried:
        found = {name: row["points"] for name, row in rows(graded, who).items()}
        assert {name: found[name] for name in answers} == dict.fromkeys(answers, points)
        assert {each for name, each in found.items() if name not in answers} == {1.0}


def test_many_checks_that_only_one_students_answers_leave_to_a_person_are_said(course, graded, tmp_path):
    from seoul_dilemma.grading.cli import main

    reasons = {each["student"]: each["reasons"] for each in graded["submissions"]}
    told = {who: [why for why in each if "wait for a person because" in why] for who, each in reasons.items()}
    names = ", ".join(f"test-{name}" for name in LEFT_OUT)
    assert {who: said for who, said in told.items() if said} == {
        "left-out": [
            f"{len(LEFT_OUT)} of this student's checks wait for a person because of what the answers are, "
            f"which the solution's are not: {names}."
        ]
    }
    page = tmp_path / "page.html"
    assert main(["report", "hw", "--course", str(course), "-o", str(page)]) == 0
    assert f"{len(LEFT_OUT)} of this student" in page.read_text(encoding="utf-8")
