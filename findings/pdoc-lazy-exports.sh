#!/usr/bin/env bash
# pdoc 16.0.0: what a package exports through lazy_loader 0.6 is documented as variables without a word.
#
# Scientific packages load their parts when they are asked for: lazy_loader gives a package a __getattr__ (PEP 562), and
# __all__ and dir() list every name. help(), hasattr() and "from package import name" all work. pdoc reads the
# package's __dict__ instead; for a name that is in __all__ and not there it tries to import a submodule of that name,
# and then shows a variable. Signature, text and methods are gone, from the page and from its search, and a function
# and a class look alike. A warning says that the name "does not resolve", although it does.
#
# Run pdoc with EAGER_IMPORT=1, lazy_loader's switch, or put what __all__ names into the package's own namespace first.
#
# Who meets it: packages that use lazy_loader, as scikit-image and librosa do, or their own __getattr__, and whose
# reference pdoc writes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check pdoc==16.0.0 lazy_loader==0.6
mkdir package
cat >package/__init__.py <<'PY'
import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs={"parts": ["area"]})
PY
cat >package/parts.py <<'PY'
def area(width, height):
    """Area of a rectangle."""
    return width * height
PY
cat >look.py <<'PY'
import inspect
import os
import warnings

import pdoc.doc

import package

warnings.simplefilter("ignore")
how = "EAGER_IMPORT=1" if os.environ.get("EAGER_IMPORT") else "lazy"
member = pdoc.doc.Module(package).members["area"]
print(f"{how}: pdoc has a {member.kind}, {member.docstring!r}; inspect has {inspect.getdoc(package.area)!r}")
PY
{ env/bin/python look.py; EAGER_IMPORT=1 env/bin/python look.py; } | tee seen
diff seen - <<'TXT'
lazy: pdoc has a variable, ''; inspect has 'Area of a rectangle.'
EAGER_IMPORT=1: pdoc has a function, 'Area of a rectangle.'; inspect has 'Area of a rectangle.'
TXT
