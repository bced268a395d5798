"""A small course of one lesson, in a folder of its own."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

HEADER = """\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   seoul:
#     lesson: "01"
#     title: Halves
#     minutes: 5
#     slug: halves
# ---
"""

HALF = """
# %% [markdown]
# # Halves
#
# This lesson takes {{lesson/minutes}} minutes.

# %%
number = 8

# %% nbgrader={"grade_id": "half", "solution": true}
def half(number):
    ### BEGIN SOLUTION
    return number / 2
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-half", "grade": true, "points": 3}
assert half(8) == 4, "half(8) should be 4: divide by two"
### BEGIN HIDDEN TESTS
assert half(5) == 2.5, "half(5) should be 2.5"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "double", "solution": true}
### BEGIN SOLUTION
double = 16
### END SOLUTION

# %% nbgrader={"grade_id": "test-double", "grade": true, "points": 1}
assert double == 2 * number, "double is twice the number"

# %% [markdown] nbgrader={"grade_id": "why", "grade": true, "solution": true, "points": 2}
# Because the secret is out.
"""


def make_course(root: Path, body: str = HALF, header: str = HEADER, name: str = "01-halves") -> Path:
    """Write one lesson source into a course; its folders are made."""
    lessons = root / "grading" / "lessons"
    lessons.mkdir(parents=True, exist_ok=True)
    (root / "lessons").mkdir(exist_ok=True)
    (root / "pyproject.toml").touch()
    shutil.copy(ROOT / "grading" / "nbgrader_config.py", root / "grading")
    path = lessons / f"{name}.py"
    path.write_text(header + body, encoding="utf-8")
    return path
