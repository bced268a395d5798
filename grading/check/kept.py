"""What was worked out once and need not be again: kept in the reader's cache folder, and never needed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from ..files import write_atomically

HOME = Path(__file__).resolve().parents[2]
VARIABLE = "SEOUL_CACHE_DIR"
MOST = 300  # documents of a kind


def folder() -> Path:
    """Find the cache folder of whoever runs this.

    Returns
    -------
    Path
        ``SEOUL_CACHE_DIR`` where it is set, else the system's own place; perhaps not there yet.
    """
    if given := os.environ.get(VARIABLE):
        return Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(base), "seoul-dilemma")  # noqa: PTH111 - of a missing home it makes no error


def digest(*parts: str | bytes) -> str:
    """Return one SHA-256, in hexadecimal, over several texts."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def signature() -> str:
    """Return what changes when the course does: its version, its tables and its code, by size and time.

    Returns
    -------
    str
        A digest. No file is opened for it.
    """
    patterns = (
        "datasets/*",
        "widgets/*.py",
        "widgets/*/*.py",
        "grading/*/*.py",
        "grading/*/inside/*.py",
        "grading/lessons/*.ipynb",
    )
    found = [str(HOME), sys.version]
    for pattern in patterns:
        for path in sorted(HOME.glob(pattern)):
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append(f"{path.name} {about.st_size} {about.st_mtime_ns}")
    return digest(*found)


def recall(kind: str, key: str) -> Any:
    """Return what was kept.

    Parameters
    ----------
    kind : str
        ``lessons`` or ``results``.
    key : str
        A digest of everything that it depends on.

    Returns
    -------
    object or None
        Plain data; None when there is nothing, or nothing that can be read.
    """
    try:
        return json.loads((folder() / kind / f"{key}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def keep(kind: str, key: str, document: Any) -> None:
    """Keep plain data; without room or leave to write, keep nothing."""
    with contextlib.suppress(OSError):
        place = folder() / kind
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(place / f"{key}.json", json.dumps(document).encode())
        kept = sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST]:
            path.unlink(missing_ok=True)
