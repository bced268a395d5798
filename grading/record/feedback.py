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
from nbgrader.api import Grade, MissingEntry, SubmittedNotebook
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from ..collect.intake import LATE
from ..collect.regular_file import Unreadable, read_file
from ..course.assignment import Assignment, Cell, Notebook
from ..course.course import Course
from ..files import write_atomically
from .lateness import follow_lateness
from .leftovers import at_work
from .record import Recorder
from .results import ReportRow
from .sanitize import sanitized_html
from .scores import WAITS, Score, read_scores

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } table { border-collapse: collapse; }
td, th { padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top; }
td:nth-child(2) { white-space: nowrap; }
pre { background: #f5f5f5; padding: .6rem .8rem; margin: .4rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
img { max-width: 100%; }
.verdict { border-left: 4px solid #595959; padding: .3rem .8rem; margin: .4rem 0 1.2rem; background: #fafafa; }
details { margin: .4rem 0; } summary { color: #595959; cursor: pointer; }
.full { border-color: #00684a; } .none { border-color: #a3312a; } .comment { font-style: italic; }
"""
_FORMATTER = HtmlFormatter(nowrap=False, noclasses=True, style="default")
_ATTACHED = re.compile(r"!\[[^\]]*\]\(attachment:[^)]*\)")
_KEPT_BACK = "<p><em>What this cell shows is in your own notebook: it ran after a hidden check.</em></p>"
_LONGEST = 160
#: Of the reasons, which are the instructor's, those that tell a student what was done with the own files.
_FILES = ("Handed in more than once;", "More than one notebook was handed in;")
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
        scores = {each.student: each for each in read_scores(course, gradebook, name)}
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
                    recorded = gradebook.find_submission_notebook(notebook.name, name, student)
                    page = _page(recorder, assignment, notebook, recorded, scores[student], source)
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
    recorder: Recorder,
    assignment: Assignment,
    notebook: Notebook,
    recorded: SubmittedNotebook,
    score: Score,
    source: Path,
) -> str:
    document = nbformat.read(source, as_version=4)
    grades = {grade.name: grade for grade in recorded.grades}
    comments = {comment.name: comment.comment for comment in recorded.comments}
    cells = {cell.grade_id: cell for cell in notebook.cells if cell.grade_id}
    rows = {row.grade_id: row for row in recorder.rows(score.student) if row.notebook == notebook.name}
    given = [cell for cell in notebook.cells if cell.role in ("free", "locked")]
    lesson = {text.strip() for cell in given for text in (cell.source, cell.released)}
    parts, table, folded = [], [], list[str]()
    for each in document.cells:
        grade_id = each.metadata.get("nbgrader", {}).get("grade_id")
        cell, grade = cells.get(grade_id), grades.get(grade_id)
        full = grade is not None and not _waits(grade) and grade.score >= grade.max_score
        own = cell is None or cell.role in ("free", "locked")
        if (own and each.source.strip() in lesson) or (full and cell is not None and cell.role == "test"):
            folded.append(_cell(each, cell))
        else:
            parts += [_fold(folded), _cell(each, cell)]
        if grade is not None:
            verdict, points, why = _verdict(grade, rows.get(grade_id))
            parts += [_fold(folded), f'<div id="{html.escape(_anchor(grade_id))}">{verdict}</div>']
            table.append(
                f'<tr><td><a href="#{html.escape(_anchor(grade_id))}">{html.escape(grade_id)}</a></td>'
                f"<td>{points}</td><td>{html.escape(why)}</td></tr>"
            )
        if comments.get(grade_id):
            parts.append(f'<div class="verdict comment">{sanitized_markdown(comments[grade_id])}</div>')
    parts.append(_fold(folded))
    standing = _standing(recorder, assignment, score, recorded.assignment.duedate is not None)
    title = html.escape(f"{notebook.name}: feedback for {score.shown}")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>{standing}"
        f"<table><tbody>{''.join(table)}</tbody></table><hr>{''.join(parts)}</main></body></html>\n"
    )


def _standing(recorder: Recorder, assignment: Assignment, score: Score, dated: bool) -> str:
    """Say what counts: points, what makes them so, lateness, which file counted, what is still to come."""
    several = f" of all {len(assignment.notebooks)} notebooks" if len(assignment.notebooks) > 1 else ""
    told = [LATE, *_FILES] if not dated else _FILES  # with a due date the gradebook knows it better
    lines = [*score.notes, *(why for why in recorder.reasons(score.student) if why.startswith(tuple(told)))]
    if score.state == WAITS and score.waiting:
        lines.append(f"not final yet, as this waits for a person: {', '.join(score.waiting)}")
    elif score.state == WAITS:
        lines.append("not final yet: a person has to look at what was handed in")
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    points = f"{round(score.score, 2):g} of {round(score.total, 2):g} points"
    return f"<p><strong>{points}</strong>{several}</p>" + (f"<ul>{items}</ul>" if items else "")


def _anchor(grade_id: str) -> str:
    return f"cell-{grade_id}"


def _fold(folded: list[str]) -> str:
    """Return cells as the lesson has them behind one line to open, and forget them."""
    count = len(folded)
    if not count:
        return ""
    inside = "".join(folded)
    folded.clear()
    return f"<details><summary>As in the lesson: {count} cell{'' if count == 1 else 's'}</summary>{inside}</details>"


def _waits(grade: Grade) -> bool:
    return grade.manual_score is None and grade.auto_score is None


def _verdict(grade: Grade, row: ReportRow | None) -> tuple[str, str, str]:
    """Return what is said below a cell, its points, and why in one line."""
    outcome = row.outcome if row is not None else ""
    waits = _waits(grade)
    word = "waits for a person" if waits else _WORDS.get(outcome, "")
    full, none = grade.score >= grade.max_score and not waits, grade.score == 0 and not waits
    kind = "full" if full else "none" if none else ""
    told = row is not None and grade.score < grade.max_score and outcome != "manual"
    message = row.message if row is not None and told else ""
    score = (
        f"{grade.score:g} of {grade.max_score:g}" if not waits else f"not yet graded, of {grade.max_score:g}"
    )
    text = f'<div class="verdict {kind}"><strong>{score}</strong> {html.escape(word)}'
    if message and message != "No response.":
        text += f"<pre>{html.escape(message)}</pre>"
    first = message.strip().splitlines()[0] if message.strip() else word
    return text + "</div>", score, first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"


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
