"""Pictures for notebooks, small enough to be saved with every run."""

from __future__ import annotations

import base64
import io
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

#: Colours of a palette: text, lines and grounds of a chart look the same, in a quarter of the bytes.
COLOURS = 64
#: Colours in a reader's own notebook, which holds its lesson's pictures beside all that its explorers need.
FEW = 32


def small_png(figure: Figure, colours: int = COLOURS, **saving: Any) -> bytes:
    """Draw a figure as a PNG with a palette.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    colours : int
        How many the palette has.
    **saving : object
        For ``Figure.savefig``, such as ``dpi`` or ``bbox_inches``.

    Returns
    -------
    bytes
        The file.
    """
    small = io.BytesIO()
    _flat(figure, colours, saving).save(
        small, "png", dpi=(figure.dpi, figure.dpi), compress_level=9, optimize=True
    )
    return small.getvalue()


def small_webp(figure: Figure, colours: int = FEW, **saving: Any) -> bytes:
    """Draw a figure as a WebP without loss, a sixth smaller than the PNG, for what pages alone show.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    colours : int
        How many it has.
    **saving : object
        For ``Figure.savefig``.

    Returns
    -------
    bytes
        The file.
    """
    small = io.BytesIO()
    _flat(figure, colours, saving).convert("RGB").save(small, "webp", lossless=True, quality=80, method=4)
    return small.getvalue()


def text(picture: bytes) -> str:
    """Return a picture as base64."""
    return base64.b64encode(picture).decode("ascii")


def _flat(figure: Figure, colours: int, saving: dict[str, Any]) -> Any:
    """Draw a figure, as a picture of few colours on white."""
    from PIL import Image

    drawn = io.BytesIO()
    # Readers wait for it: its letters need no hints, and what is in between is not compressed.
    with rc_context({"text.hinting": "none"}):
        figure.savefig(drawn, format="png", pil_kwargs={"compress_level": 0}, **saving)
    with Image.open(drawn) as picture:
        opaque = Image.new("RGB", picture.size, "white")
        opaque.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    # Median cut gives a small mark, such as that of a legend, the colour of what is more frequent; an octree does not.
    flat = opaque.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = flat.getpalette() or []
    paper = [k for k in range(0, len(palette), 3) if min(palette[k : k + 3]) > 250]
    for k in paper:  # an octree's white is not quite
        palette[k : k + 3] = [255, 255, 255]
    flat.putpalette(palette)
    return flat
