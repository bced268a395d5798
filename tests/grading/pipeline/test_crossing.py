# The cells of a notebook stand here as one string each.
# ruff: noqa: E501
"""What tests of real courses do with what students wrote, all across the pipe."""

import datetime
import decimal
import fractions
import importlib.util
import json
from collections import Counter, OrderedDict, deque, namedtuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seoul_dilemma.grading.execute.inside.codec import Decoder, Encoder, NotPlain
from support.classroom import cell, grade, notebook

SETUP = """
import math
import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
from seoul_dilemma.widgets.game import Assumptions, solve
"""

# name: (solution, a wrong answer, test)
EXERCISES = {
    "value": ("answer = 42", "answer = 41", "assert answer == 42 and type(answer) is int"),
    "higher-order": (
        "def integrate(f, a, b, n=100):\n    h = (b - a) / n\n    return sum(f(a + (i + .5) * h) for i in range(n)) * h",
        "def integrate(f, a, b, n=100):\n    return f(b)",
        "assert abs(integrate(lambda x: x * x, 0, 1) - 1 / 3) < 1e-3\nassert abs(integrate(math.sin, 0, math.pi) - 2) < 1e-3",
    ),
    "in-place": (
        "def tidy(items):\n    items.sort()\n    items.append(0)",
        "def tidy(items):\n    items = sorted(items)",
        "numbers = [3, 1, 2]\nassert tidy(numbers) is None\nassert numbers == [1, 2, 3, 0]",
    ),
    "array-in-place": (
        "def scale(values):\n    values *= 2",
        "def scale(values):\n    values = values * 2",
        "grid = np.arange(6.0).reshape(2, 3)\nscale(grid)\nassert np.array_equal(grid, 2 * np.arange(6.0).reshape(2, 3))",
    ),
    "class": (
        "class Account:\n    def __init__(self, owner):\n        self.owner, self.balance = owner, 0\n"
        "    def pay(self, amount):\n        if amount < 0:\n            raise ValueError('negative')\n"
        "        self.balance += amount\n        return self\n    def __len__(self):\n        return self.balance\n"
        "    def __str__(self):\n        return f'{self.owner}: {self.balance}'\n    def __getitem__(self, key):\n        return key * 2",
        "class Account:\n    def __init__(self, owner):\n        self.owner, self.balance = owner, 0\n"
        "    def pay(self, amount):\n        return self\n    def __len__(self):\n        return 0",
        "mine = Account('Kim')\nassert isinstance(mine, Account)\nassert mine.pay(3).pay(4).balance == 7\n"
        "assert len(mine) == 7 and str(mine) == 'Kim: 7' and mine[4] == 8\nassert hasattr(mine, 'owner')\n"
        "try:\n    mine.pay(-1)\nexcept ValueError as error:\n    assert 'negative' in str(error)\n"
        "else:\n    raise AssertionError('a negative amount must raise ValueError')",
    ),
    "own-error": (
        "class TooMuch(ValueError):\n    pass\ndef spend(x):\n    raise TooMuch('no')",
        "def spend(x):\n    return x",
        "try:\n    spend(3)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('spend must raise')",
    ),
    "builtin-name": (
        "def max(a, b):\n    return a if a > b else b",
        "def max(a, b):\n    return 0",
        "assert max(2, 3) == 3\nassert max(5, 3) == 5",
    ),
    "frame": (
        "frame = pd.DataFrame({'when': pd.to_datetime(['2023-04-19', '2023-04-26']), 'who': ['a', None], 'x': [1, 2]})\n"
        "grouped = frame.groupby('who')['x'].sum()\npivot = frame.set_index(['when', 'who'])",
        "frame = pd.DataFrame({'when': ['2023-04-19', '2023-04-26'], 'who': ['a', None], 'x': [1, 2]})\n"
        "grouped = frame.groupby('who')['x'].sum()\npivot = frame.set_index(['when', 'who'])",
        "expected = pd.DataFrame({'when': pd.to_datetime(['2023-04-19', '2023-04-26']), 'who': ['a', None], 'x': [1, 2]})\n"
        "pd.testing.assert_frame_equal(frame, expected)\n"
        "pd.testing.assert_series_equal(grouped, expected.groupby('who')['x'].sum())\n"
        "pd.testing.assert_frame_equal(pivot, expected.set_index(['when', 'who']))\n"
        "assert frame['when'].max() == pd.Timestamp('2023-04-26')",
    ),
    "graph": (
        "graph = nx.DiGraph([('a', 'b', {'weight': 2}), ('b', 'c')])",
        "graph = nx.Graph([('a', 'b'), ('b', 'c')])",
        "assert nx.is_directed_acyclic_graph(graph)\nassert graph.edges['a', 'b']['weight'] == 2\n"
        "assert nx.ancestors(graph, 'c') == {'a', 'b'}",
    ),
    "figure": (
        "fig, ax = plt.subplots()\nax.plot([1, 2, 3], [1, 4, 9], label='squares')\nax.set(title='Squares', xlabel='n')",
        "fig, ax = plt.subplots()",
        "assert ax.get_title() == 'Squares'\nassert list(ax.lines[0].get_ydata()) == [1, 4, 9]\n"
        "assert len(fig.axes) == 1 and ax.get_xlabel()",
    ),
    "random": (
        "def draw(rng, n):\n    return rng.normal(size=n)",
        "def draw(rng, n):\n    return np.zeros(n)",
        "one, other = np.random.default_rng(7), np.random.default_rng(7)\n"
        "assert np.allclose(draw(one, 3), other.normal(size=3))\nassert np.allclose(draw(one, 3), other.normal(size=3))",
    ),
    "course-type": (
        "def answer_to(assumptions):\n    return solve(0.6, 0.35, assumptions)\nharder = Assumptions(domestic_cost=0.9)",
        "def answer_to(assumptions):\n    return solve(0.6, 0.35)\nharder = Assumptions()",
        "assert harder == Assumptions(domestic_cost=0.9)\nassert isinstance(harder, Assumptions)\n"
        "expected = solve(0.6, 0.35, harder)\nassert np.allclose(answer_to(harder).seoul, expected.seoul)",
    ),
    "generator": (
        "def evens(n):\n    yield from range(0, n, 2)",
        "def evens(n):\n    yield from range(n)",
        "assert list(evens(7)) == [0, 2, 4, 6]\nassert sum(evens(5)) == 6",
    ),
    "globals": (
        "counter = 0\ndef count():\n    global counter\n    counter += 1",
        "counter = 0\ndef count():\n    counter = 1",
        "count()\ncount()\nassert counter == 2\nassert 'count' in globals()\nassert 'nothing' not in globals()",
    ),
    "changed-setup": (
        "stock['shells'] = 500\nstock['months'].append(3)",
        "pass",
        "assert stock == {'shells': 500, 'months': [1, 2, 3]}",
    ),
    "replaced": (
        "def price():\n    return 100\ndef total(n):\n    return n * price()",
        "def price():\n    return 100\ndef total(n):\n    return n * 100",
        "kept = price\ndef price():\n    return 7\ntry:\n    assert total(3) == 21, 'total must call price'\nfinally:\n    price = kept\n"
        "assert total(3) == 300",
    ),
}


def _course(folder, answers):
    cells = [
        cell("code", SETUP),
        cell("code", "stock = {'shells': 0, 'months': [1, 2]}", grade_id="setup", locked=True),
    ]
    for name, (solution, _, test) in EXERCISES.items():
        whole = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
        cells.append(cell("code", whole if answers is None else answers[name], grade_id=name, solution=True))
        cells.append(cell("code", test, grade_id=f"test-{name}", grade=True, locked=True, points=1))
    folder.mkdir(parents=True)
    (folder / "hw.ipynb").write_text(json.dumps(notebook(cells)), encoding="utf-8")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    course = tmp_path_factory.mktemp("crossing")
    _course(course / "source" / "hw", None)
    _course(course / "submitted" / "right" / "hw", {name: right for name, (right, _, _) in EXERCISES.items()})
    _course(course / "submitted" / "wrong" / "hw", {name: wrong for name, (_, wrong, _) in EXERCISES.items()})
    answers = {name: right for name, (right, _, _) in EXERCISES.items()}
    answers["higher-order"] = "def integrate(f, a, b, n=100):\n    while True:\n        f(1)"
    _course(course / "submitted" / "endless" / "hw", answers)
    return grade(course, "--cell-seconds", "8", jobs=1)


@pytest.mark.sandbox
@pytest.mark.slow
@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_earn_all_and_wrong_ones_nothing(reports, name):
    for student, expected in (("right", 1.0), ("wrong", 0.0)):
        (row,) = [each for each in reports[student]["cells"] if each["grade_id"] == f"test-{name}"]
        assert row["points"] == expected, (student, row, reports[student]["reasons"])


@pytest.mark.sandbox
@pytest.mark.slow
def test_a_function_that_never_stops_calling_back_costs_its_own_cell(reports):
    rows = {each["grade_id"]: each for each in reports["endless"]["cells"]}
    assert rows["test-higher-order"]["outcome"] == "timeout"
    assert [name for name, row in rows.items() if row["points"] != 1.0] == ["test-higher-order"], rows


def _refuse(value):
    raise NotPlain("no plain form")


def _across(value):
    document = json.loads(json.dumps(Encoder(_refuse).encode(value)))
    return Decoder(lambda tag, content: _refuse(None)).decode(document)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.dates()
    | st.datetimes() | st.timedeltas() | st.fractions() | st.decimals(allow_nan=False) | st.complex_numbers(allow_nan=False),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner)
    | st.sets(st.integers() | st.text()) | st.frozensets(st.integers()),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=200, deadline=None, derandomize=True)
@given(PLAIN)
def test_plain_values_arrive_as_they_were(value):
    back = _across(value)
    assert back == value
    assert type(back) is type(value)


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6, dtype="i2").reshape(2, 3)[:, ::-1], np.array(5.0), np.array([], "f4"), np.array(["가", "b"]),
        np.array(["2023-04-19"], "M8[D]"), np.array([1, "x", [2]], dtype=object), np.zeros((0, 3)), np.array([True]),
        pd.Series([1.5, None], name="x"), pd.Series(["a", None], dtype="str"), pd.Series([1, None], dtype="Int64"),
        pd.Series(["a", "b"], dtype="category"), pd.Series(pd.date_range("2023", periods=3, tz="Asia/Seoul")),
        pd.DataFrame({("a", 1): [1], ("b", 2): ["x"]}), pd.DataFrame(), pd.DataFrame({"x": [1, 2]}, index=["p", "q"]),
        pd.DataFrame([[1, 2]], columns=["same", "same"]), pd.Series(pd.interval_range(0, 2)),
        pd.date_range("2023", periods=3, freq="D"), pd.RangeIndex(2, 9, 3), pd.MultiIndex.from_product([[1, 2], ["a", "b"]]),
    ],
    ids=lambda value: f"{type(value).__name__}-{getattr(value, 'shape', '')}-{getattr(value, 'dtype', '')}",
)  # fmt: skip
def test_arrays_and_frames_arrive_as_they_were(value):
    back = _across(value)
    assert type(back) is type(value)
    if isinstance(value, np.ndarray):
        assert back.dtype == value.dtype
        np.testing.assert_array_equal(back, value)
    elif isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(back, value)
    elif isinstance(value, pd.Series):
        pd.testing.assert_series_equal(back, value)
    else:
        pd.testing.assert_index_equal(back, value, exact=True)
        assert getattr(back, "freq", None) == getattr(value, "freq", None)


# Only a machine with pyarrow has such columns. The pins leave it out: beside it, pandas keeps text another way.
if importlib.util.find_spec("pyarrow"):

    @pytest.mark.parametrize(
        "kind", ["int64", "uint8", "double", "bool", "string", "date32[day]", "timestamp[us]"]
    )
    def test_columns_of_arrow_types_arrive_as_they_were(kind):
        values = {
            "string": ["a", None],
            "bool": [True, None],
            "date32[day]": [datetime.date(2023, 4, 19), None],
        }
        values["timestamp[us]"] = [datetime.datetime(2023, 4, 19, 10), None]
        value = pd.Series(values.get(kind, [1, None]), dtype=f"{kind}[pyarrow]")
        pd.testing.assert_series_equal(_across(value), value)


@pytest.mark.parametrize(
    "value",
    [
        Point(1, 2), OrderedDict(a=1), Counter("aab"), deque([1], maxlen=3), range(1, 9, 2), np.float32(1.5), np.int64(3), int,
        decimal.Decimal("1.10"), fractions.Fraction(1, 3), datetime.time(3, 4), pd.Timestamp("2023-04-19 10:00", tz="UTC"),
        pd.Timedelta("3D"), pd.NaT, pd.NA, pd.Period("2023-04", "M"), pd.Interval(0, 1),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_small_values_arrive_as_they_were(value):
    back = _across(value)
    assert repr(back) == repr(value)


class Sub(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize(
    "value",
    [
        Sub(3), object(), len, [Sub(1)], 1 << 50_000, type("S", (str,), {})("x"),
        pd.Series(pd.arrays.SparseArray([0, 1])), pd.DataFrame({"x": pd.arrays.SparseArray([0, 1])}),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_not_exactly_plain_has_no_plain_form(value):
    with pytest.raises(NotPlain):
        _across(value)


@pytest.mark.parametrize(
    "document",
    [
        {"builtin": "eval"}, {"builtin": "__import__"}, {"array": ["O", [1], ""]}, {"array": ["<i8", [2**40], ""]},
        {"array": ["<i8", [-1], ""]}, {"data": ["os", "system", {}]}, {"named": ["x", ["__class__; import os"], [1]]},
        {"tuple": 3}, {"dict": [[[], 1]]}, {"a": 1, "b": 2}, {"ref": [1]}, {"generator": ["Evil", {}]}, {"unknown": 1},
        {"values": ["category; import os", []]}, {"scalar": ["V8", "AAAA"]}, {"decimal": "9" * 100_000}, {"range": [0, 1.5, 1]},
        {"graph": ["Evil", {"dict": []}, [], []]}, {"frame": [1, 2, 3]}, {"set": [[1]]}, {"__class__": 1},
    ],
    ids=lambda document: json.dumps(document)[:40],
)  # fmt: skip
def test_a_forged_document_is_refused(document):
    with pytest.raises(NotPlain):
        Decoder(lambda tag, content: _refuse(None), ("seoul_dilemma",)).decode(document)
