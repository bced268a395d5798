"""Put a front end together from its ES modules and its styles."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

_IMPORT = re.compile(r'^import\s+\{[^}]*\}\s+from\s+"(\.{1,2}/[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|const|let|class) )", re.MULTILINE)
_RENAMED = re.compile(r"\{[^}]*\bas\b[^}]*\}")
_LEFT = re.compile(r"^\s*(?:import\s*[\w{*\"'].*|export\s*[{*].*)$", re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
#: Stands between the parts: a notebook is saved with each part once (saved.js).
SEAM = "/*~*/\n"
# What is for maintainers alone: whole lines of comments, and blocks that begin a line.
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:.|\n)*?\*/[ \t]*)\n", re.MULTILINE)
_FORM = (
    'cannot follow `{}`; write import {{ a, b }} from "../shared/dom.js"; with a relative path, double quotes and '
    "a semicolon, nothing renamed, and export before the thing itself"
)


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

    Raises
    ------
    ValueError
        When a part could not run in a page, which would show nothing and say nothing. The message names the line.
    """
    return SEAM.join(_COMMENT.sub("", part) for part in _parts(ROOT / path, set(), {}))


def _parts(path: Path, seen: set[Path], names: dict[str, str]) -> list[str]:
    path = path.resolve()
    if path in seen:
        return []
    seen.add(path)
    text = path.read_text(encoding="utf-8")
    here = path.relative_to(ROOT.resolve()).as_posix()

    def wrong(at: int, what: str) -> ValueError:
        return ValueError(f"{here}, line {text.count(chr(10), 0, at) + 1}: {what}")

    parts: list[str] = []
    for found in _IMPORT.finditer(text):
        if _RENAMED.search(found[0]):
            raise wrong(found.start(), _FORM.format(found[0].strip()))
        if not (path.parent / found[1]).is_file():
            raise wrong(found.start(), f"{found[1]} is not there")
        parts += _parts(path.parent / found[1], seen, names)
    for left in _LEFT.finditer(_IMPORT.sub("", text)):
        raise wrong(text.index(left[0].strip()), _FORM.format(left[0].strip()))
    for name in _NAME.finditer(text):
        if name[1] in names:
            raise wrong(
                name.start(), f"{name[1]!r} is also a name in {names[name[1]]}: all parts share one scope"
            )
        names[name[1]] = here
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
    return SEAM.join([shared, dark, f"@media (prefers-color-scheme: dark) {{\n{system}}}\n", own])
