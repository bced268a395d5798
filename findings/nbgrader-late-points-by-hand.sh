#!/usr/bin/env bash
# nbgrader 0.9.6: the late penalty "zero" leaves the points that a person gives later.
#
# LateSubmissionPlugin.penalty_method = "zero" should take all points of late work. The penalty is worked out once, by
# "nbgrader autograde", as the number of points earned at that moment, and kept as that number. A cell that a person
# grades in the formgrader earns its points afterwards; they stay. "nbgrader export" then gives a score above zero for
# work that the rule says earns nothing; only autograding again takes the rest.
#
# Who meets it: a course with due dates, a late penalty and one answer in words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check nbgrader==0.9.6 nbformat==5.11.1 nbconvert==7.17.2 ipykernel
export PATH="$work/env/bin:$PATH"
mkdir -p course/source/hw
cat >make.py <<'PY'
import nbformat
import nbformat.v4 as v4


def about(grade_id, **changes):
    return {"nbgrader": {"grade": False, "solution": False, "locked": False, "schema_version": 3, "task": False,
                         "grade_id": grade_id, **changes}}


notebook = v4.new_notebook(cells=[
    v4.new_code_cell("x = 1", metadata=about("answer", solution=True)),
    v4.new_code_cell("assert x == 1", metadata=about("check", grade=True, locked=True, points=3)),
    v4.new_markdown_cell("in words", metadata=about("words", grade=True, solution=True, points=5)),
], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
nbformat.write(notebook, "course/source/hw/hw.ipynb")
PY
python make.py
cd course
cat >nbgrader_config.py <<'PY'
c = get_config()
c.CourseDirectory.course_id = "demo"
c.LateSubmissionPlugin.penalty_method = "zero"
PY
nbgrader generate_assignment hw >../log 2>&1 || { cat ../log; exit 1; }
mkdir -p submitted/kim/hw
sed 's/in words/my answer in words/' source/hw/hw.ipynb >submitted/kim/hw/hw.ipynb
echo "2026-12-02 12:00:00 UTC" >submitted/kim/hw/timestamp.txt
cat >../due.py <<'PY'
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    book.update_or_create_assignment("hw", duedate="2026-12-01 12:00:00 UTC")
PY
python ../due.py
cat >../look.py <<'PY'
import sys

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    if "by hand" in sys.argv[1]:
        grade = book.find_grade("words", "hw", "hw", "kim")
        grade.manual_score, grade.needs_manual_grade = 4, False
        book.db.commit()
    found = book.find_submission("hw", "kim")
    score, penalty = found.score, found.late_submission_penalty
    print(f"{sys.argv[1]}: earned {score:g}, penalty {penalty:g}, counts {max(0, score - penalty):g}")
PY
nbgrader autograde hw >../log 2>&1 || { cat ../log; exit 1; }
{
  python ../look.py "after autograde"
  python ../look.py "after 4 points by hand"
} | tee ../seen
nbgrader autograde hw --force >../log 2>&1 || { cat ../log; exit 1; }
python ../look.py "after autograde --force" | tee -a ../seen
diff ../seen - <<'OUT'
after autograde: earned 3, penalty 3, counts 0
after 4 points by hand: earned 7, penalty 3, counts 4
after autograde --force: earned 7, penalty 7, counts 0
OUT
