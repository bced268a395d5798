"""The instructor's own solution is tried first: where it passes a check is where everybody's is judged."""

import json

import pytest
from support.classroom import grade_all
from support.exercises import lay, rows

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

# name: (solution, check)
EXERCISES = {
    "apart": ("def double(x):\n    return 2 * x", "assert double(4) == 8"),
    "inside": (
        "class Vec:\n    def __init__(self, x): self.x = x\n    def __eq__(self, o): return self.x == o.x",
        "assert Vec(1) == Vec(1)\nassert not Vec(1) == Vec(2)",
    ),
    "nowhere": ("five = 4", "assert five == 5, 'five is five'"),
    "paid": ("note = 'x'", "assert True"),
    "imported": ("from math import hypot as distance", "assert distance(3, 4) == 5"),
    "thread": (
        "def third(x):\n    return x / 3",
        "import threading\n"
        "def look():\n    assert third(6) == 2\n"
        "t = threading.Thread(target=look)\nt.start()\nt.join()",
    ),
    "callback": (
        "def fourth(x):\n    return x / 4",
        "import ipywidgets\nbutton = ipywidgets.Button()\n"
        "def look(_):\n    assert fourth(8) == 2\nbutton.on_click(look)\nbutton.click()",
    ),
    "output": (
        "def fifth(x):\n    return x / 5",
        "import ipywidgets\nwith ipywidgets.Output():\n    assert fifth(10) == 2",
    ),
    "interactive": (
        "def sixth(x):\n    return x / 6",
        "import ipywidgets\ndef look(x=12):\n    assert sixth(x) == 2\nipywidgets.interactive(look, x=12).update()",
    ),
    "doctest": (
        "def seventh(x):\n    return x / 7",
        'import doctest\nEXAMPLES = """\n>>> seventh(14)\n2.0\n"""\n'
        'test = doctest.DocTestParser().get_doctest(EXAMPLES, {"seventh": seventh}, "examples", None, 0)\n'
        "assert doctest.DocTestRunner(verbose=False).run(test).failed == 0",
    ),
    "numpy-number": ("points_of = 1", "import numpy as np\nassert points_of == 1\nnp.int64(1)"),
}
WRONG = {
    "apart": "def double(x):\n    return x",
    "inside": "class Vec:\n    def __init__(self, x): self.x = x\n    def __eq__(self, o): return False",
    "nowhere": "five = 5",
    "paid": "note = 'y'",
    "imported": "pass",
    "thread": "def third(x):\n    return 3",
    "callback": "def fourth(x):\n    return 3",
    "output": "def fifth(x):\n    return 3",
    "interactive": "def sixth(x):\n    return 3",
    "doctest": "def seventh(x):\n    return 3",
    "numpy-number": "points_of = 2",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return lay(tmp_path_factory.mktemp("rehearsal"), EXERCISES, {"right": {}, "wrong": WRONG})


@pytest.fixture(scope="module")
def graded(course):
    return grade_all(course)


def test_each_check_is_judged_where_the_solution_passes_it(graded):
    places = {name.removeprefix("test-"): each["place"] for name, each in graded["rulings"]["hw"].items()}
    assert places["apart"] == places["imported"] == places["paid"] == "apart"
    assert places["inside"] == "inside"
    assert places["nowhere"] == "person"


def test_what_the_solution_passes_nowhere_costs_no_student_a_point(graded):
    for student in ("right", "wrong"):
        row = rows(graded, student)["nowhere"]
        assert (row["outcome"], row["points"]) == ("needs-a-person", None)
    told = [note for note in graded["checks"] if "'test-nowhere'" in note]
    assert len(told) == 1 and "five is five" in told[0] and "for everybody" in told[0]


@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in ("nowhere", "paid", "doctest")])
def test_right_is_paid_and_wrong_is_not(graded, name):
    assert rows(graded, "right")[name]["points"] == 1.0
    assert rows(graded, "wrong")[name]["points"] == 0.0


def test_a_check_that_pays_the_untouched_release_is_said(graded):
    assert [note for note in graded["checks"] if "untouched release" in note] == [
        "The untouched release earns 1 points for 'test-paid'."
    ]


def test_a_doctest_that_lost_its_examples_is_said(graded):
    (told,) = [note for note in graded["checks"] if ">>>" in note]
    assert told.startswith("'test-doctest': ") and "docstring" in told


def test_a_check_that_ends_in_a_number_of_numpys_is_said(graded):
    assert any(note.startswith("'test-numpy-number': ") for note in graded["checks"])


def test_who_could_answer_for_it_is_said(graded):
    inside = [name for name, each in graded["rulings"]["hw"].items() if each["place"] == "inside"]
    told = " ".join(graded["checks"])
    assert f"A determined student could answer for these: {len(inside)} of {len(EXERCISES)} checks" in told
    assert "'test-inside' is judged there: line 1: ==: this is an object of the type 'Vec'" in told
    assert rows(graded, "right")["inside"]["inside"] is True


def test_the_class_report_says_how_the_checks_are_judged(course, graded, tmp_path):
    from seoul_dilemma.grading.cli import main

    page = tmp_path / "page.html"
    assert main(["report", "hw", "--course", str(course), "-o", str(page)]) == 0
    said = page.read_text(encoding="utf-8")
    assert "How the checks are judged" in said and "A determined student could answer for these" in said


def test_it_is_kept_until_the_assignment_changes(course, graded):
    (kept,) = (course / ".seoul" / "rehearsals").iterdir()
    document = json.loads(kept.read_text())
    document["notes"].append("kept")
    kept.write_text(json.dumps(document))
    assert "kept" in grade_all(course)["checks"]
    path = course / "source" / "hw" / "hw.ipynb"
    before = path.read_text()
    path.write_text(before.replace("five is five", "five it is"))
    try:
        assert "kept" not in grade_all(course)["checks"]
        assert len(list((course / ".seoul" / "rehearsals").iterdir())) == 1
    finally:
        path.write_text(before)


def test_a_dry_run_only_tries_the_checks(course, graded, capsys):
    from seoul_dilemma.grading.cli import main

    before = (course / "gradebook.db").read_bytes()
    assert main(["grade", "hw", "--course", str(course), "--dry-run"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"hw: {len(EXERCISES)} checks." in said and "1 by a person" in said
    assert (course / "gradebook.db").read_bytes() == before


def test_strict_leaves_to_a_person_what_cannot_be_judged_apart(course, graded):
    found = grade_all(course, "--strict")
    for student in ("right", "wrong"):
        assert rows(found, student)["inside"]["points"] is None
        assert rows(found, student)["apart"]["points"] is not None
    assert any("as --strict asks" in note for note in found["checks"])


def test_an_assignment_without_a_solution_is_graded_and_that_is_said(tmp_path):
    exercise = {"a": ("# YOUR CODE HERE", "assert a == 1")}
    found = grade_all(lay(tmp_path, exercise, {"kim": {"a": "a = 1"}, "lee": {"a": "a = 2"}}, solved=False))
    assert {each["student"]: each["score"] for each in found["submissions"]} == {"kim": 1.0, "lee": 0.0}
    assert any("holds no solution" in note for note in found["checks"])


# Source that is too long or too deep to be read for names: it ends the reading of it, not the grading.
LONG = {
    "long-sum": "total = " + "+".join(["1"] * 4000),
    "many-magics": "\n".join(["%precision 3"] * 700) + "\ntotal = 4000",
    "deep": "total = 4000\n" + "x = " + "(" * 150 + "1" + ")" * 150,
}


def test_source_alone_never_costs_more_than_its_own_cell(tmp_path):
    exercises = {
        "total": ("total = 4000", "assert total == 4000"),
        "other": ("other = 1", "assert other == 1"),
    }
    found = grade_all(lay(tmp_path, exercises, {name: {"total": answer} for name, answer in LONG.items()}))
    for name in LONG:
        assert rows(found, name)["other"]["points"] == 1.0, (name, found)
    # IPython itself runs neither of the others (it stops at 500 magics in a cell): stock gives their own check 0, too.
    assert rows(found, "deep")["total"]["points"] == 1.0
