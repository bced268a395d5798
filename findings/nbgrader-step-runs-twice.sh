#!/usr/bin/env bash
# nbgrader 0.9.6: a step that nbgrader_config.py appends to a list of preprocessors runs twice.
#
# c.GenerateAssignment.preprocessors.append(Step) is traitlets' way to add to a default list. nbgrader reads the course's
# nbgrader_config.py twice, once from the working folder and once from the course's folder, which are the same when its
# commands are called where the course is. Each reading appends, so that "nbgrader generate_assignment" runs the step
# twice on every notebook, without a word. A step that adds cells adds them twice. To set the whole list is safe.
#
# Who meets it: a course with a preprocessor of its own that is not idempotent: one that adds a footer, numbers the
# exercises, counts points.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check nbgrader==0.9.6 nbformat==5.11.1 nbconvert==7.17.2
export PATH="$work/env/bin:$PATH" PYTHONPATH="$work/course"
mkdir -p course/source/hw
cat >course/footer.py <<'PY'
from nbgrader.preprocessors import NbGraderPreprocessor


class Footer(NbGraderPreprocessor):
    def preprocess(self, notebook, resources):
        notebook.cells[-1].source += "\n# footer"
        return notebook, resources
PY
cat >make.py <<'PY'
import nbformat
import nbformat.v4 as v4


def about(grade_id, **changes):
    return {"nbgrader": {"grade": False, "solution": False, "locked": False, "schema_version": 3, "task": False,
                         "grade_id": grade_id, **changes}}


notebook = v4.new_notebook(cells=[
    v4.new_code_cell("x = 1", metadata=about("answer", solution=True)),
    v4.new_code_cell("assert x == 1", metadata=about("check", grade=True, locked=True, points=1)),
    v4.new_code_cell("# end"),
], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
nbformat.write(notebook, "course/source/hw/hw.ipynb")
PY
cat >look.py <<'PY'
import sys

import nbformat

last = nbformat.read("release/hw/hw.ipynb", 4).cells[-1].source
print(f"{sys.argv[1]}: {last.count('# footer')} footer(s)")
PY
python make.py
cd course
release() {
  printf '%s\n' 'from footer import Footer' 'from nbgrader.converters import GenerateAssignment' 'c = get_config()' \
    'c.CourseDirectory.course_id = "demo"' "$2" >nbgrader_config.py
  rm -rf release gradebook.db
  nbgrader generate_assignment hw >../log 2>&1 || { cat ../log; exit 1; }
  python ../look.py "$1"
}
{
  release "appended" 'c.GenerateAssignment.preprocessors.append(Footer)'
  release "set whole" 'c.GenerateAssignment.preprocessors = [*GenerateAssignment.preprocessors.default(), Footer]'
} | tee ../seen
diff ../seen - <<'OUT'
appended: 2 footer(s)
set whole: 1 footer(s)
OUT
