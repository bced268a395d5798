"""Put a front end together from its ES modules and its styles."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

_IMPORT = re.compile(r'^import\s+\{[^}]*\}\s+from\s+"(\.{1,2}/[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|const|let|class) )", re.MULTILINE)


@cache
def module(path: str) -> str:
    """Return an ES module together with the modules that it imports by relative path.

    A widget's front end travels as one text, so the parts are put one after the other, each once, what is
    needed first. Their top-level names share one scope: they must differ.

    Parameters
    ----------
    path : str
        The entry module, relative to ``widgets/``. It keeps its ``export default``.

    Returns
    -------
    str
    """
    return "\n".join(_parts(ROOT / path, set()))


def _parts(path: Path, seen: set[Path]) -> list[str]:
    path = path.resolve()
    if path in seen:
        return []
    seen.add(path)
    text = path.read_text(encoding="utf-8")
    parts: list[str] = []
    for found in _IMPORT.finditer(text):
        parts += _parts(path.parent / found[1], seen)
    return [*parts, _EXPORT.sub("", _IMPORT.sub("", text))]


@cache
def style(path: str) -> str:
    """Return the shared styles followed by those of a widget.

    Parameters
    ----------
    path : str
        Its style sheet, relative to ``widgets/``.

    Returns
    -------
    str
    """
    shared, dark, own = (
        (ROOT / each).read_text(encoding="utf-8") for each in ("shared/style.css", "shared/dark.css", path)
    )
    system = dark.replace('[data-jp-theme-light="false"]', "body:not([data-jp-theme-light])")
    return "\n".join([shared, dark, f"@media (prefers-color-scheme: dark) {{\n{system}}}\n", own])
