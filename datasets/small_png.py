"""Pictures for notebooks, small enough to be saved with every run."""

from __future__ import annotations

import base64
import io
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

COLOURS = 64  # of a palette: text, lines and grounds of a chart look the same, in a quarter of the bytes


def small_png(figure: Figure, **saving: Any) -> bytes:
    """Draw a figure as a PNG with a palette.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    **saving : object
        For ``Figure.savefig``, such as ``dpi`` or ``bbox_inches``.

    Returns
    -------
    bytes
        The file.
    """
    from PIL import Image

    drawn, small = io.BytesIO(), io.BytesIO()
    # Readers wait for it: its letters need no hints, and what is in between is not compressed.
    with rc_context({"text.hinting": "none"}):
        figure.savefig(drawn, format="png", pil_kwargs={"compress_level": 0}, **saving)
    with Image.open(drawn) as picture:
        opaque = Image.new("RGB", picture.size, "white")
        opaque.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
        flat = opaque.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        flat.save(small, "png", dpi=(figure.dpi, figure.dpi), compress_level=9)
    return small.getvalue()


def small_png_text(figure: Figure, **saving: Any) -> str:
    """Return the same as base64 text."""
    return base64.b64encode(small_png(figure, **saving)).decode("ascii")
