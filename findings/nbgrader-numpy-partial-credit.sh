#!/usr/bin/env bash
# nbgrader 0.9.6 with numpy 2 (numpy 2.4.6, IPython 9.18.1): partial credit that is a numpy number becomes full credit.
#
# A check earns partial credit when its last line is a number: nbgrader reads the text that the cell displayed. From
# numpy 2 on, a numpy scalar displays as np.int64(1), not as 1. nbgrader does not read that as a number, finds no
# error either, and gives all of the points. The plain number beside it, int(...), gives what it says.
#
# Who meets it: an instructor whose check counts with numpy or pandas, for instance (answer == expected).sum(), since
# the environment of the course got numpy 2. Nothing is said anywhere; scores only look better than they are.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check \
  nbgrader==0.9.6 numpy==2.4.6 ipython==9.18.1 ipykernel nbformat==5.11.1 nbconvert==7.17.2
export PATH="$work/env/bin:$PATH"
mkdir -p course/source/hw
cat >make.py <<'PY'
import nbformat.v4 as v4, nbformat

def cell(source, grade_id, **about):
    about = {"grade": False, "solution": False, "locked": False, "schema_version": 3, "grade_id": grade_id, **about}
    return v4.new_code_cell(source, metadata={"nbgrader": about})

notebook = v4.new_notebook(cells=[
    cell("import numpy as np\nanswer = np.array([1, 9])", "answer", solution=True),
    cell("(answer == np.array([1, 2])).sum()", "numpy-number", grade=True, locked=True, points=2),
    cell("int((answer == np.array([1, 2])).sum())", "plain-number", grade=True, locked=True, points=2),
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
# One of the two elements is right, so both checks mean 1 of 2.
diff ../seen - <<'OUT'
numpy-number: 2 of 2
plain-number: 1 of 2
OUT
