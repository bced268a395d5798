"""A page of its own: the explorer without Jupyter, without a kernel, without a network."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..shared import front_end
from ..shared.files import write_atomically
from .surface import pack

if TYPE_CHECKING:
    from .explorer import DilemmaExplorer

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ margin: 0; padding: 16px; background: #eef0f3; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #0d1116; }} }}
main.sd-box {{ margin: 0 auto; }}
{style}
</style>
</head>
<body>
<main class="sd-box" aria-label="{title}">
<div class="sd-dials"></div>
<div class="sd-view"></div>
<noscript>{sentence}</noscript>
</main>
<script type="application/json" id="saved">{saved}</script>
<script type="module">
{script}
showPage(JSON.parse(document.getElementById("saved").textContent));
</script>
</body>
</html>
"""


def write(explorer: DilemmaExplorer, path: Path) -> Path:
    """Write the page, whole or not at all.

    Parameters
    ----------
    explorer : DilemmaExplorer
    path : Path

    Returns
    -------
    Path

    Raises
    ------
    OSError
        When it cannot be written; a file that was there stays as it was.
    """
    write_atomically(path, page(explorer).encode())
    return path


def page(explorer: DilemmaExplorer) -> str:
    """Return the page as text.

    Parameters
    ----------
    explorer : DilemmaExplorer

    Returns
    -------
    str
    """
    view = explorer._view
    state = {
        name: getattr(view, name)
        for name in (
            "_scenario",
            "_scenarios",
            "_assumptions",
            "_parameters",
            "_compared",
            "_layer",
            "_held",
            "_channels",
            "_form",
        )
    }
    state |= {"_words": dict(view._words), "_language": view._language, "_problem": "", "_page": True}
    maps = {
        key: _coded(pack(scenario.assumptions, tuple(explorer.held)))
        for key, scenario in explorer.scenarios.items()
    }
    if explorer.scenario == "custom":
        maps["custom"] = _coded(pack(explorer.assumptions, tuple(explorer.held)))
        state["_scenarios"] = [
            *state["_scenarios"],
            {
                "key": "custom",
                "name": view._words["dilemma.custom"],
                "description": "",
                "assumptions": explorer.assumptions.as_dict(),
            },
        ]
    saved = {"state": state, "maps": maps, "pressure": explorer.pressure, "capacity": explorer.capacity}
    # Inside a script element "</" could end it early, and "<!--" late.
    data = json.dumps(saved, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return _PAGE.format(
        language=view._language,
        title=html.escape(view._words["dilemma.name"]),
        style=view._css,
        sentence=html.escape(explorer._sentence()),
        saved=data,
        script=front_end.module("dilemma/page.js"),
    )


def _coded(packed: dict[str, Any]) -> dict[str, Any]:
    return packed | {name: base64.b64encode(packed[name]).decode() for name in ("data", "row_data")}
