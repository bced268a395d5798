"""Feedback for students: one HTML page a notebook, with no hidden test, no solution, and nothing that runs."""

from __future__ import annotations

import base64
import contextlib
import html
import re
from pathlib import Path
from typing import Any

import mistune
import nbformat
import nh3
from nbgrader.api import Gradebook, MissingEntry
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import Assignment, Cell, Notebook
from ..course.course import Course
from ..files import write_atomically
from .lateness import follow_lateness
from .leftovers import at_work
from .record import Recorder
from .results import ReportRow
from .sanitize import sanitized_html

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } table { border-collapse: collapse; }
td, th { padding: .15rem .8rem .15rem 0; text-align: left; }
pre { background: #f5f5f5; padding: .6rem .8rem; margin: .4rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
img { max-width: 100%; }
.verdict { border-left: 4px solid #595959; padding: .3rem .8rem; margin: .4rem 0 1.2rem; background: #fafafa; }
.full { border-color: #00684a; } .none { border-color: #a3312a; } .comment { font-style: italic; }
"""
_FORMATTER = HtmlFormatter(nowrap=False, noclasses=True, style="default")
_ATTACHED = re.compile(r"!\[[^\]]*\]\(attachment:[^)]*\)")
_KEPT_BACK = "<p><em>What this cell shows is in your own notebook: it ran after a hidden check.</em></p>"
_WORDS = {"partial": "partly right", "manual": "graded by a person", "no-response": "no response"}


def sanitized_markdown(text: str) -> str:
    """Return Markdown as HTML in which nothing runs, loads or leads anywhere but to https addresses."""
    rendered = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])(text)
    tags = {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "del",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
    }
    tags |= {"table", "thead", "tbody", "tr", "th", "td", "br", "hr", "a"}
    return nh3.clean(
        str(rendered),
        tags=tags,
        attributes={"a": {"href"}},
        url_schemes={"https"},
        link_rel="noopener noreferrer",
    )


def write_feedback(
    course: Course, name: str, students: set[str] | None = None, force: bool = True
) -> list[Path]:
    """Write the feedback pages of an assignment.

    Parameters
    ----------
    course : Course
        The course.
    name : str
        The assignment.
    students : set of str, optional
        Only these.
    force : bool
        Write pages again that are there.

    Returns
    -------
    list of Path
        The pages written.

    Raises
    ------
    AssignmentError
        There is no such assignment.
    """
    assignment = course.assignment(name)
    recorder = Recorder(course, assignment)
    written = []
    with at_work(course), course.gradebook() as gradebook:
        follow_lateness(course, gradebook, name)
        try:
            everyone = sorted(s.student.id for s in gradebook.find_assignment(name).submissions)
        except MissingEntry:
            everyone = []
        for student in everyone:
            folder = course.path("autograded", name, student)
            if (students is not None and student not in students) or not folder.is_dir():
                continue
            for notebook in assignment.notebooks:
                target = course.path("feedback", name, student) / f"{notebook.name}.html"
                source = folder / f"{notebook.name}.ipynb"
                if source.is_file() and (force or not target.exists()):
                    page = _page(gradebook, recorder, assignment, notebook, student, source)
                    write_atomically(target, page.encode())
                    written.append(target)
            _mark(course.path("submitted", name, student), course.path("feedback", name, student))
    return written


def _mark(submitted: Path, feedback: Path) -> None:
    """Write the time stamps beside the pages, by which nbgrader's exchange finds a submission's feedback."""
    for name in ("timestamp.txt", "submission_secret.txt"):
        if feedback.is_dir() and (submitted / name).is_file():
            with contextlib.suppress(Unreadable):
                write_atomically(feedback / name, read_file(submitted / name, 1000))


def _page(
    gradebook: Gradebook,
    recorder: Recorder,
    assignment: Assignment,
    notebook: Notebook,
    student: str,
    source: Path,
) -> str:
    document = nbformat.read(source, as_version=4)
    recorded = gradebook.find_submission_notebook(notebook.name, assignment.name, student)
    grades = {grade.name: grade for grade in recorded.grades}
    comments = {comment.name: comment.comment for comment in recorded.comments}
    cells = {cell.grade_id: cell for cell in notebook.cells if cell.grade_id}
    rows = {row.grade_id: row for row in recorder.rows(student) if row.notebook == notebook.name}
    penalty = recorded.late_submission_penalty or 0.0
    parts, table = [], []
    for each in document.cells:
        grade_id = each.metadata.get("nbgrader", {}).get("grade_id")
        cell = cells.get(grade_id)
        parts.append(_cell(each, cell))
        if cell is not None and grade_id in grades:
            line = _verdict(grades[grade_id], rows.get(grade_id))
            parts.append(line[0])
            table.append(f"<tr><td>{html.escape(grade_id)}</td><td>{line[1]}</td></tr>")
        if comments.get(grade_id):
            parts.append(f'<div class="verdict comment">{sanitized_markdown(comments[grade_id])}</div>')
    late = f"<p>Taken off for lateness: {penalty:g}.</p>" if penalty else ""
    title = html.escape(f"{notebook.name}: feedback for {student}")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        f"<p><strong>{recorded.score - penalty:g} of {recorded.max_score:g} points</strong></p>{late}"
        f"<table><tbody>{''.join(table)}</tbody></table><hr>{''.join(parts)}</main></body></html>\n"
    )


def _verdict(grade: Any, row: ReportRow | None) -> tuple[str, str]:
    outcome = row.outcome if row is not None else ""
    waits = grade.manual_score is None and grade.auto_score is None
    word = "waits for a person" if waits else _WORDS.get(outcome, "")
    kind = (
        "full"
        if grade.score >= grade.max_score and not waits
        else "none"
        if grade.score == 0 and not waits
        else ""
    )
    told = row is not None and grade.score < grade.max_score and outcome != "manual"
    message = row.message if row is not None and told else ""
    score = (
        f"{grade.score:g} of {grade.max_score:g}" if not waits else f"not yet graded, of {grade.max_score:g}"
    )
    text = f'<div class="verdict {kind}"><strong>{score}</strong> {html.escape(word)}'
    if message and message != "No response.":
        text += f"<pre>{html.escape(message)}</pre>"
    return text + "</div>", score


def _cell(each: Any, cell: Cell | None) -> str:
    test = cell is not None and cell.role == "test"
    source = cell.released if cell is not None and cell.role in ("test", "locked", "task") else each.source
    if each.cell_type != "code":
        pictures = [
            f'<p><img alt="a picture in the answer" src="data:{mime};base64,{_base64(body)}"></p>'
            for attached in each.get("attachments", {}).values()
            for mime, body in attached.items()
            if mime in ("image/png", "image/jpeg", "image/gif")
        ]
        return sanitized_markdown(_ATTACHED.sub("", source)) + "".join(pictures)
    parts = [highlight(source, PythonLexer(), _FORMATTER)]
    if each.metadata.get("seoul", {}).get("after_hidden"):  # it may contain values of a hidden check
        parts.append(_KEPT_BACK)
    elif not test:  # a test's output may reveal its content
        parts += [_output(output) for output in each.get("outputs", [])]
    return "".join(parts)


def _base64(body: str) -> str:
    """Return the text if it is valid base64; it goes into an attribute of the page."""
    return base64.b64encode(base64.b64decode(body)).decode()


def _output(output: Any) -> str:
    kind = output.get("output_type")
    if kind == "stream":
        return f"<pre>{html.escape(output.get('text', ''))}</pre>"
    if kind == "error":
        return f"<pre>{html.escape(chr(10).join(output.get('traceback', [])))}</pre>"
    data = output.get("data", {})
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            return f'<p><img alt="a figure that the code drew" src="data:{mime};base64,{_base64(data[mime])}"></p>'
    if "text/html" in data:
        return sanitized_html(data["text/html"])
    return f"<pre>{html.escape(data.get('text/plain', ''))}</pre>"
