"""Read a student's notebook as data: the kinds, sources and names of its cells, and what had to be repaired."""

from __future__ import annotations

import codecs
import dataclasses
import json
from typing import Any

from ..course.limits import Limits
from .regular_file import Unreadable

KINDS = ("code", "markdown", "raw")


@dataclasses.dataclass
class Found:
    """One cell of the student's notebook."""

    kind: str
    source: str
    grade_id: str | None = None
    cell_id: str | None = None
    used: bool = False
    attachments: dict[str, Any] = dataclasses.field(default_factory=dict)


def read(data: bytes, limits: Limits) -> tuple[list[Found], list[str]]:
    """Read a notebook as data.

    Returns
    -------
    cells, reasons : list
        The cells, and what had to be repaired, in words.

    Raises
    ------
    Unreadable
        Nothing in the file can be graded by a machine.
    """
    if len(data) > limits.notebook:
        raise Unreadable(
            f"The file has {len(data) // 2**20} MB; more than {limits.notebook // 2**20} MB is not read."
        )
    text, reasons = _decode(data)
    if not text.strip():
        raise Unreadable("The file is empty.")
    if "<<<<<<< " in text[:100_000_000] and ">>>>>>> " in text and "\n=======" in text:
        raise Unreadable("The file holds the marks of an unfinished merge ('<<<<<<<').")
    try:
        document = json.loads(text)
    except RecursionError:
        raise Unreadable("The file is nested too deeply to be a notebook.") from None
    except ValueError as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "somewhere"
        raise Unreadable(
            f"The file is not a whole notebook: its JSON is damaged or cut short at {where}."
        ) from None
    if not isinstance(document, dict):
        raise Unreadable("The file is JSON, but not a notebook.")
    cells = document.get("cells")
    if cells is None and isinstance(document.get("worksheets"), list):
        reasons.append("An older notebook format (3) was read.")
        cells = [
            c for sheet in document["worksheets"] if isinstance(sheet, dict) for c in sheet.get("cells") or []
        ]
    if not isinstance(cells, list):
        raise Unreadable("The file is JSON, but has no cells.")
    found = [cell for cell in map(_cell, cells) if cell is not None]
    if len(found) < len(cells):
        reasons.append(f"{len(cells) - len(found)} cells could not be read and were left out.")
    if len(found) > limits.cells:
        raise Unreadable(f"The notebook has {len(found)} cells; more than {limits.cells} are not run.")
    return found, reasons


def _decode(data: bytes) -> tuple[str, list[str]]:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                break
            word = "A byte-order mark was" if name == "utf-8-sig" else "The encoding UTF-16 was"
            return text, [f"{word} read; the file should be plain UTF-8."]
    for name in ("utf-8", "cp949", "latin-1"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        return text, [] if name == "utf-8" else [f"The file is not UTF-8; it was read as {name}."]
    raise Unreadable("The encoding of the file is not known.")  # pragma: no cover - latin-1 decodes any bytes


def _cell(raw: Any) -> Found | None:
    if not isinstance(raw, dict):
        return None
    kind = raw.get("cell_type")
    source = raw.get("source", raw.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    kind = kind if isinstance(kind, str) and kind in KINDS else "markdown" if kind != "code" else "code"
    metadata = raw.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = about.get("grade_id") if isinstance(about, dict) else None
    cell_id = raw.get("id")
    source = source.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return Found(
        kind,
        source,
        grade_id if isinstance(grade_id, str) else None,
        cell_id if isinstance(cell_id, str) else None,
        attachments=attached if isinstance(attached := raw.get("attachments"), dict) else {},
    )
