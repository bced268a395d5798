"""A course as courses are: what stock nbgrader gives the solution and the untouched release is what they get here.

The points are those of nbgrader 0.9.6 on the same files.
"""

import json

import pytest
from support.classroom import cell, grade_all, notebook

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def _answer(name, text):
    return ("answer", name, text)


def _check(name, text, points=1):
    return ("check", name, text, points)


# By notebook: given cells as text, answers, checks; names and files as people call them.
NOTEBOOKS = {
    "été 파이썬": [
        "import pandas as pd\nfrom pathlib import Path",
        _answer("mediane", "médiane = 2\nprix = pd.read_csv('données.csv')['prix']"),
        _check("test-mediane", "assert médiane == 2\nassert prix.sum() == 30", 2),
        _answer("an-import", "from math import sqrt as root"),
        _check("test-an-import", "assert root(9) == 3"),
        _answer("without-points", "free = 1"),
        _check("test-without-points", "assert free == 1", 0),
        _answer("helped", "import helper\nhelped = helper.twice(4)"),
        _check("test-helped", "import helper\nassert helped == 8 and helper.twice(2) == 4"),
    ],
    "second": [
        # What a check binds or imports is there for the cells after it.
        _answer("base", "base = 4"),
        _check("test-base", "import statistics as st\nhalf = base / 2\nassert half == 2"),
        "scores = [st.mean([1, 3]), half, 4]",
        _answer("top", "top = max(scores)"),
        _check("test-top", "assert top == 4"),
        # A given function that the check takes away and puts back.
        "def area(r):\n    return 3 * r * r",
        _answer("volume", "def volume(r, h):\n    return area(r) * h"),
        _check(
            "test-volume",
            "assert volume(1, 2) == 6\nkept = area\ndel area\ntry:\n    volume(1, 2)\n"
            "except NameError:\n    pass\nelse:\n    raise AssertionError('call area')\narea = kept",
        ),
        _answer("history", "first_try = 7"),
        _check("test-history", "assert 'first_try' in _i\nassert 'first_try' in In[-2]"),
        _answer("half-right", "def steps(n):\n    return list(range(n))"),
        _check(
            "test-half-right",
            "right = 0\nfor n in (1, 2):\n    right += steps(n) == list(range(n))\nright / 2",
        ),
        # An annotated name, and a loop that leaves its name behind.
        _answer("after-loop", "def third():\n    return n / 3"),
        _check("test-after-loop", "n: int = 0\nfor n in (3, 6):\n    pass\nassert third() == 2"),
    ],
}
FILES = {
    "données.csv": "nom,prix\na,10\nb,20\n",
    "helper.py": "def twice(x):\n    return 2 * x\n",
    "autotests.yml": "setup: 'from hashlib import sha1'\n",
}


def _lay(folder, who):
    folder.mkdir(parents=True)
    for name, parts in NOTEBOOKS.items():
        cells = []
        for part in parts:
            if isinstance(part, str):
                cells.append(cell("code", part))
            elif part[0] == "answer":
                text = {"released": "# YOUR CODE HERE\nraise NotImplementedError()", "right": part[2]}.get(
                    who
                )
                text = text or f"### BEGIN SOLUTION\n{part[2]}\n### END SOLUTION"
                cells.append(cell("code", text, grade_id=part[1], solution=True))
            else:
                about = {"grade": True, "locked": True, "points": part[3]}
                cells.append(cell("code", part[2], grade_id=part[1], **about))
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook(cells)), encoding="utf-8")
    if who == "source":
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = tmp_path_factory.mktemp("stock")
    _lay(course / "source" / "hw", "source")
    _lay(course / "submitted" / "right" / "hw", "right")
    _lay(course / "submitted" / "released" / "hw", "released")
    found = grade_all(course)
    return {each["student"]: each for each in found["submissions"]}, found


CHECKS = {part[1]: part[3] for parts in NOTEBOOKS.values() for part in parts if part[0] == "check"}


@pytest.mark.parametrize("name", CHECKS)
def test_the_solution_gets_what_stock_gives_it(graded, name):
    reports, found = graded
    (row,) = [each for each in reports["right"]["cells"] if each["grade_id"] == name]
    assert (row["points"], row["outcome"]) == (CHECKS[name], "passed"), (row, found["checks"])


@pytest.mark.parametrize("name", CHECKS)
def test_the_untouched_release_gets_what_stock_gives_it(graded, name):
    reports, _ = graded
    (row,) = [each for each in reports["released"]["cells"] if each["grade_id"] == name]
    assert row["points"] == 0.0, row
