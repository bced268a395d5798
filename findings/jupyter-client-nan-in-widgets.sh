#!/usr/bin/env bash
# jupyter_client 8.10.0: a NaN in a widget's state comes to the browser as the text "nan", or as null with orjson.
#
# JSON has no NaN. jupyter_client, which packs what a kernel sends, replaces it, and how depends on a package that is
# none of its requirements: with orjson installed a message goes through it, and each NaN and infinity becomes null.
# Without orjson the standard library refuses them, and a second attempt writes the texts "nan" and "inf", with a
# warning in the kernel's log that the page does not show. The same notebook and the same widget then compute with other
# values: in JavaScript null times 2 is 0, so that a missing value is drawn as a zero, while "nan" times 2 is NaN.
#
# Who meets it: authors of widgets (ipywidgets, anywidget) whose traits may hold a missing value, when an environment
# gains orjson by way of another package. State what is missing by None, or leave the point out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >look.py <<'PY'
import importlib.util
import warnings

import ipywidgets
import traitlets
from jupyter_client.session import Session


class Chart(ipywidgets.DOMWidget):
    heights = traitlets.List(traitlets.Float()).tag(sync=True)
    level = traitlets.Float().tag(sync=True)


chart = Chart(heights=[1.5, float("nan"), float("inf")], level=float("nan"))
session = Session(key=b"key")
state = chart.get_state(["heights", "level"])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    message = session.serialize(session.msg("comm_msg", {"data": {"method": "update", "state": state}}))
packed = message[-1].decode().replace(" ", "")
orjson = "with" if importlib.util.find_spec("orjson") else "without"
print(f"{orjson} orjson: {packed[packed.index('state') + 7 : -2]}")
PY
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check jupyter_client==8.10.0 ipywidgets==8.1.9 traitlets==5.16.1
env/bin/python look.py | tee seen
env/bin/python -m pip install --quiet --disable-pip-version-check orjson==3.13.0
env/bin/python look.py | tee -a seen
diff seen - <<'TXT'
without orjson: {"heights":[1.5,"nan","inf"],"level":"nan"}
with orjson: {"heights":[1.5,null,null],"level":null}
TXT
