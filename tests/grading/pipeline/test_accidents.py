"""Accidents: what happens to honest notebooks on their way; the grade must survive it, and say what happened."""

import copy
import json

import pytest
from support.classroom import AUTO, MAX, answered, cell, find, grade, hand_in, make_course, points

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def _drop(document, grade_id):
    document["cells"].pop(find(document, grade_id))


def _strip(document):
    for each in document["cells"]:
        each["metadata"] = {}
        each.pop("id", None)
    document["nbformat_minor"] = 0
    return document


def _strip_keep_ids(document):
    for each in document["cells"]:
        each["metadata"] = {}
    return document


def _format_3():
    made = answered()
    for each in made["cells"]:
        each.pop("id")
        if each["cell_type"] == "code":
            each["input"] = each.pop("source").splitlines(keepends=True)
            each["prompt_number"] = None
            each["language"] = "python"
            each.pop("execution_count")
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": made["cells"]}]}


def _repairable():
    made = answered()
    _drop(made, "test-square")
    _drop(made, "setup")
    yield "deleted-tests", made, "missing and was put back"

    made = answered()
    made["cells"].pop(1)  # the imports
    yield "deleted-imports", made, "imports were put back"

    made = answered()
    place = find(made, "test-square")
    made["cells"].insert(place, copy.deepcopy(made["cells"][place]))
    yield "copied-test", made, "copied"

    made = answered()
    place = find(made, "square")
    made["cells"].insert(place, copy.deepcopy(made["cells"][place]))
    made["cells"][place]["source"] = "def square(n): return n + 1"
    yield "copied-answer", made, "2 times"

    made = answered()
    place = find(made, "total")
    second = copy.deepcopy(made["cells"][place])
    made["cells"][place]["source"] = "parts = [value * helper.scale() for value in DATA]"
    second["source"] = "total = sum(parts)"
    made["cells"].insert(place + 1, second)
    yield "split-answer", made, "2 times"

    made = answered()
    place = find(made, "square")
    made["cells"][place]["source"] += "\n" + made["cells"][find(made, "mean")]["source"]
    _drop(made, "mean")
    yield "merged-answers", made, "'mean' is missing"

    made = answered()
    place = find(made, "test-square")
    made["cells"][place]["source"] += "\n" + made["cells"][find(made, "mean")]["source"]
    _drop(made, "mean")
    yield "merged-into-test", made, "'mean' is missing"

    made = answered()
    made["cells"] = made["cells"][:3] + list(reversed(made["cells"][3:]))
    yield "reordered", made, "had been moved"

    made = answered()
    each = made["cells"][find(made, "square")]
    each["cell_type"] = "markdown"
    each.pop("outputs")
    each.pop("execution_count")
    yield "retyped", made, "another kind of cell"

    yield "stripped", _strip(answered()), "recognised"
    yield "stripped-with-ids", _strip_keep_ids(answered()), "recognised"
    yield "format-3", _format_3(), "older notebook format"
    yield "byte-order-mark", b"\xef\xbb\xbf" + json.dumps(answered()).encode(), "byte-order mark"
    yield "utf-16", json.dumps(answered()).encode("utf-16"), "UTF-16"
    korean = json.dumps(answered(memo="외교"), ensure_ascii=False).encode("cp949")
    yield "korean-encoding", korean, "cp949"


def _fine():
    made = answered(
        square="import warnings, sys\nwarnings.warn('old')\nprint('!', file=sys.stderr)\n"
        "def square(n):\n    warnings.warn('x')\n    return n * n"
    )
    yield "warnings", made
    made = answered(square="def square(n): return helper_of_mine(n)")
    made["cells"].insert(1, cell("code", "def helper_of_mine(n):\n    return n ** 2"))
    yield "own-cells", made
    made = answered()
    made["cells"].insert(1, cell("code", "raise ValueError('an experiment')"))
    made["cells"].insert(1, cell("code", "name = input('Your name? ')"))
    made["cells"].append(cell("code", "this is not python"))
    yield "broken-own-cells", made
    made = answered()
    text = {"output_type": "stream", "name": "stdout", "text": "x" * 50_000_000}
    made["cells"][1]["outputs"] = [text] * 4
    yield "big-outputs", made
    made = answered(square="square = lambda n: n ** 2")
    yield "another-way", made
    made = answered(table="table = RATES.copy()\ntable['double'] = table.rate * 2")
    yield "in-place", made
    made = answered(
        square="%matplotlib inline\nimport matplotlib.pyplot as plt\n"
        "plt.plot([1, 2])\ndisplay(3)\ndef square(n): return n * n"
    )
    yield "plots", made
    made = answered(
        square="from IPython.display import HTML\nprint('\\ud800')\ndisplay(HTML('<b>\\udc80</b>'))\n"
        "def square(n): return n * n\nget_ipython().execution_count = -5\n7"
    )
    made["cells"].insert(1, cell("code", "raise ValueError('\\udfff')"))
    yield "half-characters", made
    yield "이름 with 'quotes' [x] (y)", answered()


BROKEN = {
    "truncated": (json.dumps(answered())[:2000], "cut short"),
    "not-json": ("Dear professor, here is my homework.", "cut short"),
    "empty": ("", "empty"),
    "json-list": ("[1, 2, 3]", "not a notebook"),
    "no-cells": ('{"nbformat": 4}', "no cells"),
    "deep": ("[" * 100_000, "nested"),
    "deep-object": ('{"cells":' * 5000 + "1" + "}" * 5000, ""),
    "merge-marks": ("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n", "merge"),
    "odd-cells": (
        json.dumps({"cells": [1, None, {"cell_type": []}, {"source": 5}], "nbformat": 4}),
        "another notebook",
    ),
}


# A folder's name to the id that it is written down under.
ODD_NAMES = {"_kim": "_kim", "bad\udcff": "bad\ufffd", "esc\x1b[31m": "esc?[31m", "new\nline": "new?line"}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("accidents"))
    for student, document, _ in _repairable():
        hand_in(course, student, document)
    for student, document in _fine():
        hand_in(course, student, document)
    for student, (text, _) in BROKEN.items():
        hand_in(course, student, text)
    hand_in(course, "renamed", answered(), "Homework final (2).ipynb")
    hand_in(course, "two-files", answered())
    hand_in(course, "two-files", answered(square="def square(n): return 0"), "hw-Copy1.ipynb")
    hand_in(course, "two-unnamed", answered(), "a.ipynb")
    hand_in(course, "two-unnamed", answered(square="def square(n): return 0"), "b.ipynb")
    hand_in(course, "no-notebook", "my homework", "homework.docx")
    hand_in(course, "half-a-character", answered(total="total = '\\ud800'"))
    for name in ODD_NAMES:
        hand_in(course, name, answered())
    for student, stamp in (
        ("stamped", "2024-02-30 99:99"),
        ("stamp-empty", ""),
        ("stamp-fine", "2024-02-03 10:00:00 KST"),
    ):
        hand_in(course, student, answered())
        (course / "submitted" / student / "hw" / "timestamp.txt").write_text(stamp)
    for stamp, answer in (
        ("2024-02-01 10:00:00 UTC", "def square(n): return 0"),
        ("2024-02-02 10:00:00 UTC", None),
    ):
        folder = course / "submitted" / f"twice+hw+{stamp}+abc"
        folder.mkdir()
        made = answered(**({"square": answer} if answer else {}))
        (folder / "hw.ipynb").write_text(json.dumps(made))
        (folder / "timestamp.txt").write_text(stamp)
    untouched = __import__("support.classroom", fromlist=["released"]).released()
    hand_in(course, "untouched", untouched)
    hand_in(
        course,
        "other-homework",
        json.dumps({"cells": [], "nbformat": 4, "metadata": {}, "nbformat_minor": 5}),
    )
    from seoul_dilemma.grading.course.course import Course

    with Course(course).gradebook() as gradebook:
        gradebook.add_student("absent", first_name="A")
    return course, grade(course)


@pytest.mark.parametrize(("student", "said"), [(s, w) for s, _, w in _repairable()])
def test_it_is_repaired_graded_in_full_and_said(room, student, said):
    report = room[1][student]
    assert report["score"] == AUTO, report
    assert report["status"] == "repaired"
    assert said in " ".join(report["reasons"])


@pytest.mark.parametrize("student", [s for s, _ in _fine()])
def test_it_is_nobodys_business_and_costs_nothing(room, student):
    report = room[1][student]
    assert report["score"] == AUTO, report
    assert report["status"] == "graded"
    assert report["reasons"] == []


@pytest.mark.parametrize("student", list(BROKEN))
def test_what_cannot_be_read_is_recorded_as_0_with_the_reason(room, student):
    report = room[1][student]
    assert report["score"] == 0.0
    assert report["max_score"] == MAX
    assert report["reasons"]
    assert BROKEN[student][1] in " ".join(report["reasons"])
    assert report["status"] == "needs-a-person"
    assert (room[0] / "autograded" / student / "hw" / "hw.ipynb").exists()


def test_files_by_other_names(room):
    _, reports = room
    assert reports["renamed"]["score"] == AUTO
    assert "was taken for 'hw.ipynb'" in " ".join(reports["renamed"]["reasons"])
    assert reports["two-files"]["score"] == AUTO
    assert "hw-Copy1.ipynb" in " ".join(reports["two-files"]["reasons"])
    assert reports["two-unnamed"]["status"] == "needs-a-person"
    assert reports["no-notebook"]["status"] == "refused"
    assert "handed in" in " ".join(reports["no-notebook"]["reasons"])


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ascii)
def test_odd_names_of_folders_are_made_safe(room, name):
    course, reports = room
    assert reports[name]["score"] == AUTO
    assert (course / "autograded" / name / "hw" / "hw.ipynb").exists()


def test_of_two_submissions_the_newest_counts(room):
    report = room[1]["twice"]
    assert report["score"] == AUTO
    assert "two submissions" in " ".join(report["reasons"])


def test_time_stamps(room):
    _, reports = room
    assert "time stamp" in " ".join(reports["stamped"]["reasons"])
    assert "time stamp" in " ".join(reports["stamp-empty"]["reasons"])
    assert reports["stamp-fine"]["reasons"] == []
    assert {reports[who]["score"] for who in ("stamped", "stamp-empty", "stamp-fine")} == {AUTO}


def test_an_untouched_notebook_earns_nothing_and_its_memo_no_response(room):
    report = room[1]["untouched"]
    assert report["score"] == 0.0
    assert report["status"] == "graded"
    assert points(report) == dict.fromkeys(points(report), 0.0)


def test_a_student_of_the_class_without_a_submission_is_listed(room):
    report = room[1]["absent"]
    assert report["score"] == 0.0
    assert report["status"] == "refused"
    assert report["reasons"] == ["Nothing was handed in."]


def test_half_a_character_in_an_answer_costs_that_answer_alone(room):
    report = room[1]["half-a-character"]
    assert report["score"] == AUTO - 1
    # A hidden check has run before: the message shows the check's own words, no value of the answer.
    assert any("assert total == 20" in each["message"] for each in report["cells"])


def test_input_is_refused_with_a_sentence(room):
    text = (room[0] / "autograded" / "broken-own-cells" / "hw" / "hw.ipynb").read_text(encoding="utf-8")
    assert "input() waits for a person" in text


def test_what_waits_for_a_person_has_no_points(room):
    assert points(room[1]["warnings"])["memo"] is None
