#!/usr/bin/env bash
# nbgrader 0.9.6: a check that passes with a warning earns nothing.
#
# nbgrader gives a check its points when the cell ended without an error. It takes any text on the error stream for an
# error, and Python writes warnings there, logging its messages, and unittest its report, "OK" included. The cell runs
# to its end, the formgrader shows no exception, and the score is 0. Nothing is said anywhere.
#
# Who meets it: an instructor whose checks call a library that begins to warn after an upgrade (deprecations), or who
# grades with unittest: every student loses the points. Silence the error stream in the check
# (contextlib.redirect_stderr), or warnings in its first line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check \
  nbgrader==0.9.6 ipython==9.18.1 ipykernel==7.4.0 nbformat==5.11.1 nbconvert==7.17.2
export PATH="$work/env/bin:$PATH"
mkdir -p course/source/hw
cat >make.py <<'PY'
import nbformat
import nbformat.v4 as v4


def cell(source, grade_id, **about):
    about = {"grade": False, "solution": False, "locked": False, "schema_version": 3, "grade_id": grade_id, **about}
    return v4.new_code_cell(source, metadata={"nbgrader": about})


WARNS = 'import warnings\nassert square(3) == 9\nwarnings.warn("square will move", DeprecationWarning)'
UNITTEST = """import unittest
class Square(unittest.TestCase):
    def test_three(self):
        self.assertEqual(square(3), 9)
result = unittest.main(argv=["check"], exit=False).result
assert result.wasSuccessful()"""
notebook = v4.new_notebook(cells=[
    cell("def square(n):\n    return n * n", "answer", solution=True),
    cell("assert square(3) == 9", "quiet", grade=True, locked=True, points=1),
    cell(WARNS, "warns", grade=True, locked=True, points=1),
    cell(UNITTEST, "unittest", grade=True, locked=True, points=1),
], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
nbformat.write(notebook, "course/source/hw/hw.ipynb")
PY
python make.py
cd course
echo 'c = get_config(); c.CourseDirectory.course_id = "demo"' >nbgrader_config.py
nbgrader generate_assignment hw >../log 2>&1 || { cat ../log; exit 1; }
mkdir -p submitted/kim/hw
cp source/hw/hw.ipynb submitted/kim/hw/hw.ipynb
nbgrader autograde hw >../log 2>&1 || { cat ../log; exit 1; }
cat >../scores.py <<'PY'
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    notebook = book.find_submission_notebook("hw", "hw", "kim")
    for grade in sorted(notebook.grades, key=lambda grade: grade.name):
        print(f"{grade.name}: {grade.score:g} of {grade.max_score:g}")
PY
python ../scores.py | tee ../seen
# The answer is right, and each check passes.
diff ../seen - <<'OUT'
quiet: 1 of 1
unittest: 0 of 1
warns: 0 of 1
OUT
