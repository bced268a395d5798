#!/usr/bin/env bash
# jupyter_server 2.21.1: "atomic writing" of a notebook is not atomic for who reads it meanwhile.
#
# With its default settings (FileContentsManager.use_atomic_writing = True) the server saves through
# jupyter_server.services.contents.fileio.atomic_writing. That copies the old file to ".~NAME", opens the file itself
# for writing, which empties it, and writes into it; the copy is only for the case that the writing fails. So a program
# that reads the notebook at that moment gets nothing, or a beginning of it, and no error.
#
# Who meets it: whoever watches notebooks on disk and acts when their time of change moves: checkers in a kernel,
# converters, synchronisation. Wait until the file is whole JSON, and read again if it is not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check jupyter_server==2.21.1
cat >save.py <<'PY'
from pathlib import Path

from jupyter_server.services.contents.fileio import atomic_writing
from jupyter_server.services.contents.filemanager import FileContentsManager

print("use_atomic_writing:", FileContentsManager().use_atomic_writing)
notebook = Path("lesson.ipynb")
notebook.write_text('{"cells": ["old"]}')
with atomic_writing(str(notebook)) as stream:
    print("opened, nothing written:", repr(notebook.read_text()))
    stream.write('{"cells": ')
    stream.flush()
    print("half written:", repr(notebook.read_text()))
    stream.write('["new"]}')
print("closed:", repr(notebook.read_text()))
PY
env/bin/python save.py | tee seen
diff seen - <<'OUT'
use_atomic_writing: True
opened, nothing written: ''
half written: '{"cells": '
closed: '{"cells": ["new"]}'
OUT
