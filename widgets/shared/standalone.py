"""Pages of their own: explorers without Jupyter, without a kernel, without a network."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from typing import Any

import anywidget

from . import front_end
from .box import Explorer
from .files import write_atomically
from .view import View

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
{dials}<div class="sd-view"></div>
<noscript>{sentence}</noscript>
</main>
<script type="application/json" id="saved">{saved}</script>
<script type="module">
{script}
</script>
</body>
</html>
"""


def page(view: View, title: str, sentence: str, saved: dict[str, Any], script: str, *, dials: bool) -> str:
    """Return a page of an explorer as text.

    Parameters
    ----------
    view : View
        Its style and language.
    title : str
        Name of the page.
    sentence : str
        What is shown, in words: for readers without scripts.
    saved : dict
        What the script reads from the element ``saved``; as JSON.
    script : str
        An ES module that draws.
    dials : bool
        Whether the script puts dials into the element ``.sd-dials``.

    Returns
    -------
    str
    """
    # Inside a script element "</" could end it early, and "<!--" late.
    data = json.dumps(saved, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return _PAGE.format(
        language=view.language,
        title=html.escape(title),
        style=view.shown("css"),
        sentence=html.escape(sentence),
        saved=data,
        script=script,
        dials='<div class="sd-dials"></div>\n' if dials else "",
    )


class Standalone(Explorer):
    """An explorer whose view needs no kernel: it can write a page that works by itself."""

    #: The entry module of its front end, relative to ``widgets/``.
    _front_end: str

    def to_html(self, path: str | Path) -> Path:
        """Write a page that works by itself: no network, no kernel.

        Parameters
        ----------
        path : str or Path
            Where to write it. An existing file is replaced once the new one is complete.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        OSError
            When the file cannot be written; a file that was there stays as it was.

        Examples
        --------
        >>> import tempfile
        >>> from seoul_dilemma.widgets import BeliefUpdater
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     BeliefUpdater().to_html(f"{folder}/belief.html").name
        'belief.html'
        """
        path = Path(path)
        title = self._view.words.get(f"{self._front_end.partition('/')[0]}.name", type(self).__name__)
        script = "\n".join(
            [
                front_end.module("shared/page_model.js"),
                front_end.module(self._front_end),
                'const held = savedModel(JSON.parse(document.getElementById("saved").textContent));',
                'render({ model: held, el: document.querySelector(".sd-view") });',
            ]
        )
        text = page(self._view, title, self._sentence(), self._saved(), script, dials=False)
        write_atomically(path, text.encode())
        return path

    def _saved(self) -> dict[str, Any]:
        """Return what the front end has, bytes as base64."""
        ours = set(self._view.keys) - set(anywidget.AnyWidget.class_trait_names(sync=True))
        state = self._view.get_state(ours - {"_esm", "_css", "_anywidget_id"})
        coded = {
            name: base64.b64encode(value).decode()
            for name, value in state.items()
            if isinstance(value, bytes)
        }
        return {
            "state": {name: value for name, value in state.items() if name not in coded},
            "bytes": coded,
        }
