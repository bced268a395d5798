#!/usr/bin/env bash
# nbgrader 0.9.6: a first use without the environment's programs on PATH leaves a gradebook that can never be upgraded.
#
# To make a gradebook, nbgrader.api.Gradebook first creates the tables and then runs the program "alembic", found by its
# name on PATH, to learn the number of their version. Where the environment is not activated (env/bin/python script.py,
# a notebook kernel, a cron job, an IDE) the second step raises FileNotFoundError. The tables are there by then, so that
# the next try takes the file for a finished gradebook: it opens, takes submissions and grades, and has no version. Only
# much later "nbgrader db upgrade" fails on it: it starts from the oldest version and meets columns that are there.
#
# Who meets it: whoever makes a gradebook from Python by the interpreter's full path, and upgrades nbgrader in a later
# term.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check \
  nbgrader==0.9.6 nbformat==5.11.1 nbconvert==7.17.2 alembic==1.20.1 sqlalchemy==2.0.51
cat >open.py <<'PY'
import sys

from nbgrader.api import Gradebook
from sqlalchemy import inspect

try:
    with Gradebook("sqlite:///gradebook.db") as book:
        book.update_or_create_student("kim")
        versioned = inspect(book.engine).has_table("alembic_version")
        print(f"{sys.argv[1]}: opened, {len(book.students)} student, version table: {versioned}")
except FileNotFoundError as error:
    print(f"{sys.argv[1]}: FileNotFoundError, {error.filename}")
PY
export PATH=/usr/bin:/bin
if command -v alembic >/dev/null; then
  echo "this machine has an alembic in $PATH; the run would show another thing"
  exit 1
fi
{
  env/bin/python open.py "first use"
  env/bin/python open.py "second use"
  PATH="$work/env/bin:$PATH" env/bin/python open.py "third use, PATH right"
  PATH="$work/env/bin:$PATH" nbgrader db upgrade --CourseDirectory.db_url=sqlite:///gradebook.db >log 2>&1 && echo "upgraded" ||
    echo "nbgrader db upgrade: $(grep -o 'duplicate column name: [a-z]*' log | head -1)"
} | tee seen
diff seen - <<'OUT'
first use: FileNotFoundError, alembic
second use: opened, 1 student, version table: False
third use, PATH right: opened, 1 student, version table: False
nbgrader db upgrade: duplicate column name: kernelspec
OUT
