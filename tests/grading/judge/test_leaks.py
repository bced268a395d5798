"""What a hidden check uses reaches no student, whatever the answers do with it."""

import json

import pytest
from seoul_dilemma.grading.cli import main
from support.classroom import cell, grade_all, notebook

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

SECRET = "73921"

FIRST = (
    "assert square(3) == 9, 'three times three'\n"
    "### BEGIN HIDDEN TESTS\n"
    f"assert square({SECRET}) == {int(SECRET) ** 2}, 'another number'\n"
    "### END HIDDEN TESTS"
)
KEEPS = "seen = []\ndef square(n):\n    seen.append(n)\n    return n * n"
SECOND = "assert later() == 'fine', f'it is {later()}'"
THIRD = "assert isinstance(level, float), 'level is a number with a point'"

# name: (square, later, level, a cell of one's own before `later`)
STUDENTS = {
    "honest": (
        "def square(n):\n    return n * n",
        "def later():\n    return 'fine'",
        "level = 1.0",
        "print('mine')",
    ),
    "own-cell": (KEEPS, "def later():\n    return 'fine'", "level = 1.0", "print(seen)"),
    "own-error": (KEEPS, "def later():\n    return 'fine'", "level = 1.0", "raise ValueError(str(seen))"),
    "answer-cell": (KEEPS, "def later():\n    return 'fine'\nprint(seen)", "level = 1.0", "pass"),
    "shown-answer": (KEEPS, "def later():\n    return str(seen)", "level = 1.0", "pass"),
    "shown-error": (KEEPS, "def later():\n    raise KeyError(str(seen))", "level = 1.0", "pass"),
    "error-name": (
        KEEPS,
        "def later():\n    raise type('N%s' % seen[-1], (Exception,), {})()",
        "level = 1.0",
        "pass",
    ),
    "type-name": (KEEPS, "def later():\n    return type('N%s' % seen[-1], (), {})()", "level = 1.0", "pass"),
    "in-the-check": (
        "def square(n):\n    if n > 9: raise ValueError(n)\n    return n * n",
        "def later():\n    return 'fine'",
        "level = 1.0",
        "pass",
    ),
    "in-its-name": (
        "def square(n):\n    if n > 9: raise type('N%d' % n, (Exception,), {})()\n    return n * n",
        "def later():\n    return 'fine'",
        "level = 1",
        "pass",
    ),
}


def _notebook(square, later, level, own, solved):
    def answer(text, name):
        whole = f"### BEGIN SOLUTION\n{text}\n### END SOLUTION" if solved else text
        return cell("code", whole, grade_id=name, solution=True)

    def check(text, name):
        return cell("code", text, grade_id=f"test-{name}", grade=True, locked=True, points=1)

    extra = [] if solved else [cell("code", own)]
    return notebook(
        [
            answer(square, "square"), check(FIRST, "square"), *extra, answer(later, "later"), check(SECOND, "later"),
            answer(level, "level"), check(THIRD, "level"),
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = tmp_path_factory.mktemp("leaks")
    laid = {"source/hw": _notebook(*STUDENTS["honest"], solved=True)}
    laid |= {f"submitted/{name}/hw": _notebook(*each, solved=False) for name, each in STUDENTS.items()}
    for place, document in laid.items():
        (course / place).mkdir(parents=True)
        (course / place / "hw.ipynb").write_text(json.dumps(document), encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def pages(course):
    found = grade_all(course)
    assert main(["feedback", "hw", "--course", str(course)]) == 0
    reports = {each["student"]: each for each in found["submissions"]}
    return reports, {
        name: (course / "feedback" / name / "hw" / "hw.html").read_text(encoding="utf-8") for name in STUDENTS
    }


@pytest.mark.parametrize("name", STUDENTS)
def test_no_page_and_no_message_holds_what_a_hidden_check_uses(pages, name):
    reports, found = pages
    assert SECRET not in found[name]
    assert not [row["message"] for row in reports[name]["cells"] if SECRET in row["message"]]


def test_the_instructors_own_words_are_still_shown(pages):
    reports, found = pages
    assert "level is a number with a point" in found["in-its-name"]
    rows = {row["grade_id"]: row for row in reports["in-its-name"]["cells"]}
    said = rows["test-square"]["message"]
    assert said.startswith("Your code raised ") and said.endswith(" in a hidden check.") and "N7" not in said
    assert reports["honest"]["score"] == 3.0


def test_the_page_says_that_an_output_is_left_out(pages):
    assert "it ran after a hidden check" in pages[1]["own-cell"]
