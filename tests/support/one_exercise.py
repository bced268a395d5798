"""A course of one exercise, perhaps with a text: what an instructor changes in it, and what the export says then."""

import copy
import json

from seoul_dilemma.grading.cli import main

from .classroom import cell, notebook

EXERCISE = [
    cell("code", "### BEGIN SOLUTION\nx = 3\n### END SOLUTION", grade_id="x", solution=True),
    cell("code", "assert x == 3", grade_id="test-x", grade=True, locked=True, points=10),
]
MEMO = cell("markdown", "Because.", grade_id="memo", grade=True, solution=True, points=5)
ANSWER = "x = 3"


def make(root, cells=EXERCISE, config="", name="hw"):
    """Write a course of one assignment, or one more notebook of it."""
    source = root / "source" / "hw"
    source.mkdir(parents=True, exist_ok=True)
    (source / f"{name}.ipynb").write_text(json.dumps(notebook(copy.deepcopy(cells))), encoding="utf-8")
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{config}\n", encoding="utf-8")
    (root / "submitted").mkdir(exist_ok=True)
    return root


def work(cells=EXERCISE, **answers):
    """Return what a student hands in: the answers by name, the rest as it was given."""
    made = copy.deepcopy(cells)
    for each in made:
        name = each["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            each["source"] = answers[name]
    return notebook(made)


def exported(course, *arguments):
    """Return the rows of the class as a table, by student."""
    out = course / "class.csv"
    code = main(["export", "hw", "--course", str(course), "--to", "csv", "-o", str(out), *arguments])
    assert code == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    header = lines[0].split(",")
    return {line.split(",")[0]: dict(zip(header, line.split(","), strict=False)) for line in lines[1:]}
