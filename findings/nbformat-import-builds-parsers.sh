#!/usr/bin/env bash
# nbformat 5.11.1 beside jsonschema 4.26.0 and rfc3987-syntax 1.1.0: "import nbformat" builds 39 grammar parsers.
#
# nbformat imports jsonschema; jsonschema imports rfc3987_syntax where that is installed, to be able to check
# internationalised addresses (formats "iri" and "iri-reference"); and rfc3987_syntax makes a lark parser for each rule
# of its grammar when it is imported. No notebook's schema asks for such a check. jupyter-events depends on
# jsonschema[format-nongpl], so every environment with a Jupyter server has the package: there, reading a notebook's
# first byte costs about a second of processor time.
#
# Who meets it: command-line tools that read notebooks, and whoever wonders why "jupyter --version" is slow.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check \
  nbformat==5.11.1 "jsonschema[format-nongpl]==4.26.0" rfc3987-syntax==1.1.0 lark==1.3.1
cat >count.py <<'PY'
import sys

import lark

built = 0
make = lark.Lark.__init__


def counted(self, *args, **kwargs):
    global built
    built += 1
    make(self, *args, **kwargs)


lark.Lark.__init__ = counted
import nbformat  # noqa: E402

notebook = nbformat.v4.new_notebook()
nbformat.validate(notebook)
print("parsers built:", built)
print("validated with:", "fastjsonschema" if "fastjsonschema" in sys.modules else "jsonschema")
PY
env/bin/python count.py | tee seen
diff seen - <<'OUT'
parsers built: 39
validated with: fastjsonschema
OUT
