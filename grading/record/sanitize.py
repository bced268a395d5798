"""Sanitise a student's text and outputs: no scripts, no loading from addresses, no unsafe links in a browser."""

from __future__ import annotations

import base64
import binascii
import re
import urllib.parse
from typing import Any

import nh3

from .results import Output

_MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_HARMFUL = re.compile(r"(javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_TABLE = {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col"}
_TEXT = {
    "p",
    "div",
    "span",
    "pre",
    "code",
    "b",
    "i",
    "em",
    "strong",
    "sub",
    "sup",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
}
_TEXT |= {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "small", "u", "s"}
# A picture in Markdown: one of the cell's attachments, or written out in its address.
_PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\(\s*<?(?P<where>[^()<>]*(?:\([^()]*\)[^()<>]*)*)>?\s*\)")
_PLACE = "\x01"
NOT_SHOWN = "a drawing in SVG, which is not shown here: open the file that was handed in"
MAX_TEXT = 1_000_000
MAX_PICTURES = 20_000_000  # characters of base64 in one answer


def legible(value: Any) -> Any:
    """Return plain data in which every text can be encoded as UTF-8: a lone surrogate becomes "?"."""
    if type(value) is str:
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if type(value) is list:
        return [legible(item) for item in value]
    if type(value) is dict:
        return {legible(key): legible(item) for key, item in value.items()}
    return value


def sanitized_html(html: str) -> str:
    """Return HTML with text and tables only: no script, no style, no address to load from or to go to."""
    return nh3.clean(
        legible(html[:MAX_TEXT]),
        tags=_TABLE | _TEXT,
        attributes={"th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "table": {"border"}},
        clean_content_tags={"script", "style", "iframe", "object", "svg", "math", "noscript", "template"},
        link_rel=None,
        url_schemes=set(),
    )


def sanitized_text(markdown: str) -> str:
    """Return Markdown in which every tag is text, every picture a link, and no link has a harmful scheme.

    Tags are escaped as ``&lt;``. Inside code that is visible; escaping everywhere needs no parser that could be fooled.
    """
    text = _TAG.sub("&lt;", markdown[:MAX_TEXT].replace("\x00", ""))
    text = text.replace("![", "[")  # a picture would be loaded from wherever its address says
    text = _HARMFUL.sub(lambda match: match.group(1) + "&#58;", text)
    # An entity in the address of a link is decoded by a browser: none may spell a scheme there.
    return re.sub(r"(\]\(|\]:)\s*<?[^)\s]*&(#|\w+;)[^)\s]*", r"\1#", text)


def sanitized_answer(markdown: str, attachments: Any) -> tuple[str, dict[str, dict[str, str]], int]:
    """Return an answer in Markdown with the pictures that were pasted into it.

    Parameters
    ----------
    markdown : str
        What the student wrote.
    attachments : dict
        The cell's attachments, as found in the file: name to a dict of type to base64.

    Returns
    -------
    text, pictures, left : str, dict, int
        Inert text; its attachments, under names of ours, each a PNG, JPEG or GIF by its own first bytes; and how many
        pictures could not be kept.
    """
    kept: dict[str, dict[str, str]] = {}
    room, left = MAX_PICTURES, 0

    def keep(match: re.Match[str]) -> str:
        nonlocal room, left
        words, where = re.sub(r"[^\w ,.-]", "", match["words"])[:200], match["where"].strip()
        given: Any = {}
        if where.startswith("attachment:"):
            name = where.removeprefix("attachment:")
            if type(attachments) is dict:
                given = attachments.get(name, attachments.get(urllib.parse.unquote(name)))
        elif where.startswith("data:"):
            mime, _, body = where.removeprefix("data:").partition(";base64,")
            given = {mime: body}
        else:
            return match[0]  # an address: sanitized_text makes a link of it
        for mime in _MAGIC:
            body = _content(mime, given.get(mime)) if type(given) is dict else None
            if body is not None and len(body) <= room:
                room -= len(body)
                name = f"picture-{len(kept) + 1}.{mime.partition('/')[2]}"
                kept[name] = {mime: body}
                return f"{_PLACE}{name}{_PLACE}{words}{_PLACE}"
        left += 1
        return "(a picture that cannot be shown here)"

    text = _PICTURE.sub(keep, markdown.replace(_PLACE, ""))
    text = sanitized_text(text)
    text = re.sub(
        f"{_PLACE}([^{_PLACE}]*){_PLACE}([^{_PLACE}]*){_PLACE}",
        lambda match: f"![{match[2]}](attachment:{match[1]})" if match[1] in kept else "",
        text,
    )
    return text, kept, left


def sanitized_output(output: Any) -> Output | None:
    """Return a student's output in nbformat's form with what is safe to show, or None."""
    if type(output) is not dict:
        return None
    kind = output.get("output_type")
    if kind == "stream":
        text = output.get("text")
        if type(text) is not str:
            return None
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": text[:MAX_TEXT]}
    data = output.get("data")
    if kind not in ("display_data", "execute_result") or type(data) is not dict:
        return None
    safe = {mime: clean for mime, content in data.items() if (clean := _content(mime, content)) is not None}
    if not set(safe) - {"text/plain"}:  # their plain text is only the repr of a class
        for mime in ("text/markdown", "text/latex"):
            if type(data.get(mime)) is str:
                safe = {"text/plain": data[mime][:MAX_TEXT]}
        if type(data.get("image/svg+xml")) is str:
            safe = {"text/plain": f"{safe.get('text/plain', '')} [{NOT_SHOWN}]".strip()}
    if not safe:
        left = ", ".join(sorted(str(mime)[:40] for mime in data)[:5])
        safe = {"text/plain": f"[{left}: left out]"}
    item: Output = {"output_type": kind, "data": safe, "metadata": {}}
    if kind == "execute_result":
        number = output.get("execution_count")
        item["execution_count"] = number if type(number) is int and number >= 0 else None
    return item


def _content(mime: str, content: Any) -> str | None:
    if type(content) is not str:
        return None
    if mime == "text/plain":
        return content[:MAX_TEXT]
    if mime == "text/html":
        return sanitized_html(content)
    if mime in _MAGIC:
        try:
            raw = base64.b64decode("".join(content.split()), validate=True)
        except (binascii.Error, ValueError):
            return None
        return base64.b64encode(raw).decode() if raw.startswith(_MAGIC[mime]) else None
    return None
