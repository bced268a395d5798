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
    "in-the-form": (  # a message that cannot be read, and by the place where it cannot says the number
        "import os, struct\ndef square(n):\n    body = b' ' * n + b'x'\n"
        "    for place in range(3, 64) if n > 9 else ():\n"
        "        try: os.write(place, struct.pack('>I', len(body)) + body)\n"
        "        except OSError: pass\n    return n * n",
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


# A helper above the hidden lines: the line at fault is not among them.
HELPED = (
    "def look(n):\n    assert square(n) == n**2, f'square({n}) is {square(n)}'\n"
    "look(3)\n"
    "### BEGIN HIDDEN TESTS\n"
    f"look({SECRET})\n"
    "### END HIDDEN TESTS"
)


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


def _helped(square, solved):
    whole = f"### BEGIN SOLUTION\n{square}\n### END SOLUTION" if solved else square
    check = {"grade": True, "locked": True, "points": 1}
    return notebook(
        [
            cell("code", whole, grade_id="square", solution=True),
            cell("code", HELPED, grade_id="test-square", **check),
        ]
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = tmp_path_factory.mktemp("leaks")
    laid = {"source/hw": (STUDENTS["honest"], True)}
    laid |= {f"submitted/{name}/hw": (each, False) for name, each in STUDENTS.items()}
    for place, (answers, solved) in laid.items():
        (course / place).mkdir(parents=True)
        made = {"hw": _notebook(*answers, solved=solved), "helped": _helped(answers[0], solved)}
        for name, document in made.items():
            (course / place / f"{name}.ipynb").write_text(json.dumps(document), encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def pages(course):
    found = grade_all(course)
    assert main(["feedback", "hw", "--course", str(course)]) == 0
    reports = {each["student"]: each for each in found["submissions"]}
    return reports, {
        name: "".join(
            (course / "feedback" / name / "hw" / f"{part}.html").read_text(encoding="utf-8")
            for part in ("hw", "helped")
        )
        for name in STUDENTS
    }


@pytest.mark.parametrize("name", STUDENTS)
def test_no_page_and_no_message_holds_what_a_hidden_check_uses(pages, name):
    reports, found = pages
    assert SECRET not in found[name]
    assert not [row["message"] for row in reports[name]["cells"] if SECRET in row["message"]]


def test_the_instructors_own_words_are_still_shown(pages):
    reports, found = pages
    assert "level is a number with a point" in found["in-its-name"]
    told = [row["message"] for row in reports["in-its-name"]["cells"] if row["grade_id"] == "test-square"]
    assert len(told) == 2
    for said in told:
        assert said.startswith("Your code raised ") and said.endswith(" in a hidden check.")
        assert "N7" not in said
    assert reports["honest"]["score"] == 4.0


def test_the_page_says_that_an_output_is_left_out(pages):
    assert "it ran after a hidden check" in pages[1]["own-cell"]
