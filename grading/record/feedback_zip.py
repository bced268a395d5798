"""Feedback of a class in one zip that Canvas or Moodle takes back and hands to each student."""

from __future__ import annotations

import io
import zipfile

from ..collect.downloads import recall
from ..course.course import Course

_WHEN = (1980, 1, 1, 0, 0, 0)  # the same pages make the same file


def feedback_zip(course: Course, name: str, system: str) -> tuple[bytes, list[str], list[str]]:
    """Pack the feedback pages of an assignment.

    Canvas and Moodle know whose a file is by how they had named that student's work in the download: names in
    the zip begin so.

    Parameters
    ----------
    course : Course
        Whose ``feedback`` folder holds the pages.
    name : str
        The assignment.
    system : str
        ``canvas`` or ``moodle``.

    Returns
    -------
    bytes, list of str, list of str
        The zip, whose pages are in it, and whose are not, as their work did not come from that system.
    """
    known = recall(course.root, name)
    folder = course.path("feedback", name, "x").parent.parent
    packed: list[str] = []
    left: list[str] = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for pages in sorted(folder.glob(f"*/{name}")):
            student = pages.parent.name
            theirs = known.get(student, {})
            prefix = theirs.get("prefix") if theirs.get("system") == system else None
            found = sorted(pages.glob("*.html"))
            (packed if prefix and found else left).append(student)
            for page in found if prefix else []:
                entry = zipfile.ZipInfo(f"{prefix}{page.name}", _WHEN)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, page.read_bytes())
    return out.getvalue(), packed, left
