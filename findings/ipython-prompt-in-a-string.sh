#!/usr/bin/env bash
# IPython 9.18.1: a text in a cell loses its ">>> ", wherever it stands, and a doctest in it tests nothing.
#
# IPython lets people paste a session of Python with its prompts: it takes the prompts off before the cell runs. Up to
# IPython 8 it did so only where the first or second line of a cell begins with one. 9.18.1 looks at every line, and
# means to leave texts in triple quotation marks alone; but it knows such a text only where nothing but a prefix stands
# before the quotation marks on their line, as in a docstring. A text that is assigned, or given to a function, is not
# known for one. Its prompts go, doctest finds no example in it, and a check that asks for "no failures" passes for every
# answer.
#
# Who meets it: a teacher who keeps the examples of a task in a string (nbgrader, otter, own tools), and everybody with
# transcripts of Python in strings, after an upgrade of IPython: cells that worked under 8 pass for every answer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export IPYTHONDIR="$work/profile"
cat >look.py <<'PY'
import IPython
from IPython.core.interactiveshell import InteractiveShell

ASSIGNED = '''# What square must do
EXAMPLES = """
>>> square(3)
9
"""
'''
DOCSTRING = '''def what_square_must_do():
    """
    >>> square(3)
    9
    """
EXAMPLES = what_square_must_do.__doc__
'''
TEST = '''import doctest
test = doctest.DocTestParser().get_doctest(EXAMPLES, {"square": square}, "examples", None, 0)
result = doctest.DocTestRunner(verbose=False).run(test, out=lambda text: None)'''

shell = InteractiveShell.instance()
shell.run_cell("def square(n):\n    return n + n")  # wrong for 3
for name, cell in (("assigned", ASSIGNED), ("docstring", DOCSTRING)):
    shell.run_cell(cell)
    shell.run_cell(TEST)
    result = shell.user_ns["result"]
    print(f"IPython {IPython.__version__}, {name}: {result.failed} failed of {result.attempted}")
PY
for pin in ipython==8.37.0 ipython==9.18.1; do
  python3 -m venv "env-$pin"
  "env-$pin/bin/python" -m pip install --quiet --disable-pip-version-check "$pin"
  "env-$pin/bin/python" look.py
done 2>/dev/null | tee seen
diff seen - <<'TXT'
IPython 8.37.0, assigned: 1 failed of 1
IPython 8.37.0, docstring: 1 failed of 1
IPython 9.18.1, assigned: 0 failed of 0
IPython 9.18.1, docstring: 1 failed of 1
TXT
