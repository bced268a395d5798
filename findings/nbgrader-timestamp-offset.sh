#!/usr/bin/env bash
# nbgrader 0.9.6 (python-dateutil 2.9.0.post0): a blank before the offset of a time stamp changes what the stamp means.
#
# nbgrader.utils.parse_utc reads the time of every hand-in (timestamp.txt) and each due date and extension given as
# text. "2026-12-01T18:00:00+09:00" is read as 09:00 UTC, as it should be. With a blank before it, the same offset is
# dropped ("+09:00": 18:00 UTC) or read as something else ("+0900": 17:45 UTC), and so are abbreviations of zones
# ("KST", "JST": 18:00 UTC). The name of a zone ("Asia/Tokyo") is read rightly. No error and no warning is given.
#
# Who meets it: whoever writes timestamp.txt with a tool that puts a blank there (GNU date's %z, Ruby, Go, git log), or
# runs nbgrader's exchange with a zone that has an abbreviation: hand-ins count up to nine hours late.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==2.9.0.post0
cat >stamps.py <<'PY'
from nbgrader.utils import parse_utc

for stamp in (
    "2026-12-01T18:00:00+09:00",
    "2026-12-01 18:00:00 Asia/Tokyo",
    "2026-12-01 18:00:00 +09:00",
    "2026-12-01 18:00:00 +0900",
    "2026-12-01 18:00:00 JST",
):
    print(f"{stamp:<32}{parse_utc(stamp):%H:%M} UTC")
PY
env/bin/python -W ignore stamps.py | tee seen
diff seen - <<'OUT'
2026-12-01T18:00:00+09:00       09:00 UTC
2026-12-01 18:00:00 Asia/Tokyo  09:00 UTC
2026-12-01 18:00:00 +09:00      18:00 UTC
2026-12-01 18:00:00 +0900       17:45 UTC
2026-12-01 18:00:00 JST         18:00 UTC
OUT
