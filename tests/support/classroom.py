"""A small nbgrader course, and submissions to it: honest, hostile and broken ones."""

import copy
import json
from pathlib import Path
from typing import Any

HELPER = "def scale():\n    return 2\n"

SETUP = "import numpy as np\nimport pandas as pd\nimport helper"

LOCKED = 'DATA = [1, 2, 3, 4]\nRATES = pd.read_csv("rates.csv")'

SOLUTIONS = {
    "square": "def square(n):\n    ### BEGIN SOLUTION\n    return n * n\n    ### END SOLUTION",
    "mean": "def mean(values):\n    ### BEGIN SOLUTION\n    return sum(values) / len(values)\n    ### END SOLUTION",
    "total": "### BEGIN SOLUTION\ntotal = sum(DATA) * helper.scale()\n### END SOLUTION",
    "table": "### BEGIN SOLUTION\ntable = RATES.assign(double=RATES['rate'] * 2)\n### END SOLUTION",
    "steps": "def steps(n):\n    ### BEGIN SOLUTION\n    return list(range(n))\n    ### END SOLUTION",
}

TESTS = {
    "test-square": (
        2,
        'assert square(3) == 9, "the square of 3 is 9"\n'
        "### BEGIN HIDDEN TESTS\n"
        "for secret in (0, -7, 1234):\n"
        "    assert square(secret) == secret**2\n"
        "### END HIDDEN TESTS",
    ),
    "test-mean": (1, "assert abs(mean(DATA) - 2.5) < 1e-9\nassert np.isclose(mean([1, 2]), 1.5)"),
    "test-total": (1, "assert total == 20, f'total is {total}, not 20'\nassert isinstance(total, int)"),
    "test-table": (
        1,
        "expected = RATES.assign(double=RATES['rate'] * 2)\npd.testing.assert_frame_equal(table, expected)",
    ),
    "test-steps": (
        2,
        "score = 0\nfor n in (3, 5):\n    if steps(n) == list(range(n)):\n        score += 1\nscore",
    ),
}

AUTO = 7.0
MAX = 10.0


def cell(kind: str, source: str, **nbgrader: Any) -> dict[str, Any]:
    """Return one cell in nbformat's form."""
    metadata: dict[str, Any] = {}
    if nbgrader:
        metadata["nbgrader"] = {
            "schema_version": 3,
            "grade": False,
            "solution": False,
            "locked": False,
            "task": False,
            **nbgrader,
        }
    made: dict[str, Any] = {"cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        made.update(execution_count=None, outputs=[])
    return made


def notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a notebook of these cells, with stable ids."""
    cells = [{"id": f"c{number:03d}", **each} for number, each in enumerate(cells)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def source_cells() -> list[dict[str, Any]]:
    """Return the instructor's cells."""
    cells = [
        cell("markdown", "# Homework"),
        cell("code", SETUP),
        cell("code", LOCKED, grade_id="setup", locked=True),
    ]
    for name, solution in SOLUTIONS.items():
        points, test = TESTS[f"test-{name}"]
        cells.append(cell("markdown", f"Write `{name}`."))
        cells.append(cell("code", solution, grade_id=name, solution=True))
        cells.append(cell("code", test, grade_id=f"test-{name}", grade=True, locked=True, points=points))
    cells.append(cell("markdown", "A good memo.", grade_id="memo", grade=True, solution=True, points=3))
    return cells


def make_course(root: Path) -> Path:
    """Write the course into a folder and return it."""
    source = root / "source" / "hw"
    source.mkdir(parents=True)
    (source / "hw.ipynb").write_text(json.dumps(notebook(source_cells())), encoding="utf-8")
    (source / "helper.py").write_text(HELPER, encoding="utf-8")
    (source / "rates.csv").write_text("name,rate\na,1.5\nb,2.5\n", encoding="utf-8")
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    (root / "submitted").mkdir()
    return root


def _without(text: str, begin: str, end: str, stub: str) -> str:
    lines, inside = [], False
    for line in text.split("\n"):
        if begin in line:
            inside = True
            if stub:
                lines.append(line[: len(line) - len(line.lstrip())] + stub)
        elif end in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def released() -> dict[str, Any]:
    """Return what a student is given."""
    cells = copy.deepcopy(source_cells())
    for each in cells:
        about = each["metadata"].get("nbgrader", {})
        if about.get("solution") and not about.get("grade"):
            stub = "# YOUR CODE HERE\n    raise NotImplementedError()" if "def " in each["source"] else ""
            stub = stub or "# YOUR CODE HERE\nraise NotImplementedError()"
            each["source"] = _without(each["source"], "### BEGIN SOLUTION", "### END SOLUTION", stub)
        elif about.get("grade") and not about.get("solution"):
            each["source"] = _without(each["source"], "### BEGIN HIDDEN", "### END HIDDEN", "")
        elif about.get("solution"):
            each["source"] = "YOUR ANSWER HERE"
    return notebook(cells)


def right(name: str) -> str:
    """Return the right answer to an exercise, as a student would write it."""
    return "\n".join(line for line in SOLUTIONS[name].split("\n") if "SOLUTION" not in line)


def answered(**answers: str) -> dict[str, Any]:
    """Return a submission: every exercise right, except for those that are given."""
    made = released()
    for each in made["cells"]:
        name = each["metadata"].get("nbgrader", {}).get("grade_id")
        if name in SOLUTIONS:
            each["source"] = answers.get(name, right(name))
        elif name == "memo":
            each["source"] = answers.get("memo", "My memo.")
    return made


def find(document: dict[str, Any], grade_id: str) -> int:
    """Return the position of a cell."""
    return next(
        number
        for number, each in enumerate(document["cells"])
        if each["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def hand_in(course: Path, student: str, document: Any, name: str = "hw.ipynb") -> Path:
    """Write a submission where nbgrader expects it; `document` is a notebook, text or bytes."""
    folder = course / "submitted" / student / "hw"
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(document, dict):
        document = json.dumps(document)
    if isinstance(document, str):
        document = document.encode("utf-8")
    (folder / name).write_bytes(document)
    return folder


def grade(course: Path, *arguments: str, jobs: int = 0, expect: int = 0) -> dict[str, dict[str, Any]]:
    """Run ``seoul grade`` as an instructor would; return the reports by student."""
    found = grade_all(course, *arguments, jobs=jobs, expect=expect)
    return {each["student"]: each for each in found.get("submissions", [])}


def grade_all(course: Path, *arguments: str, jobs: int = 0, expect: int = 0) -> dict[str, Any]:
    """Run ``seoul grade`` as an instructor would; return all that it says as JSON."""
    from seoul_dilemma.grading.cli import main

    out = course / "grades.json"
    if not jobs:  # a second worker takes longer to start than a few submissions take
        handed = course / "submitted"
        jobs = 2 if handed.is_dir() and len(list(handed.iterdir())) > 8 else 1
    here = [] if "--scheduler" in arguments else ["--jobs", str(jobs)]
    code = main(["grade", "hw", "--course", str(course), *here, "--json", str(out), "--quiet", *arguments])
    assert code == expect, f"exit code {code}"
    return json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}


def points(report: dict[str, Any]) -> dict[str, float | None]:
    """Return the points by cell."""
    return {each["grade_id"]: each["points"] for each in report["cells"]}
