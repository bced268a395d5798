"""Formulas of the text as pictures: a page that asks no network has no program that sets them."""

import base64
import html
import io
import re

_FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$\w])\$([^\s$](?:[^$\n]*[^\s$])?)\$(?![\w$])", re.DOTALL)
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


def _picture(found: re.Match[str]) -> str:
    from matplotlib.mathtext import math_to_image

    text = " ".join((found[1] or found[2]).split())
    image = io.BytesIO()
    math_to_image(f"${text}$", image, dpi=72, format="svg")
    size = re.search(rb'<svg [^>]*?height="([\d.]+)pt"', image.getvalue())
    height = float(size[1]) / 10 if size else 1.6
    data = base64.b64encode(image.getvalue()).decode()
    kind = "formula wide" if found[1] else "formula"
    return (
        f'<img class="{kind}" alt="{html.escape(text, quote=True)}" style="height:{height:.2f}em" '
        f'src="data:image/svg+xml;base64,{data}">'
    )


def draw_formulas(markdown: str) -> str:
    """Replace ``$...$`` and ``$$...$$`` outside code by pictures whose alternative text is the formula.

    Parameters
    ----------
    markdown : str

    Returns
    -------
    str
    """
    parts = _CODE.split(markdown)
    return "".join(part if i % 2 else _FORMULA.sub(_picture, part) for i, part in enumerate(parts))
