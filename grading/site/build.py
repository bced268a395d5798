"""Build the site: one page a lesson, the tables, an explorer to begin with, no script of a stranger."""

import re
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_solution

from ..build.errors import BuildError
from ..build.glossary import ADDRESS, HEADING, terms
from ..build.instructor import instructor_notebook
from ..build.source import Lesson, lesson_paths, read_lesson
from .execute import executed
from .formulas import draw_formulas
from .reference import reference_pages

HERE = Path(__file__).parent
COURSE = HERE.parents[1]
MARK = ".seoul-site"
_MARKERS = re.compile(r"^\s*### (BEGIN|END) SOLUTION\s*$\n?", re.MULTILINE)
_LESSON_LINK = re.compile(r'href="(\d\d-[a-z0-9-]+)\.ipynb"')
_TERM = re.compile(rf'<a href="{re.escape(ADDRESS)}"([^>]*)')
_OUTSIDE = re.compile(r'<a href="(https?://[^"]+)"')
# A page may not look into a frame that was opened from disk, so the framed page tells its height; a module, to come
# after the one that draws.
_TELL_HEIGHT = """<script type="module">
if (parent !== window) {
  new ResizeObserver(() => parent.postMessage({height: Math.ceil(document.body.getBoundingClientRect().height)}, "*"))
    .observe(document.body);
}
</script>
</body>"""


def _templates() -> Environment:
    # Everything that goes in is of the course's own making.
    return Environment(loader=FileSystemLoader(HERE), autoescape=False, keep_trailing_newline=True)


def _page(**values: Any) -> str:
    page = (
        _templates()
        .get_template("page.html.j2")
        .render(
            style=(HERE / "site.css").read_text(encoding="utf-8"), version=version("seoul-dilemma"), **values
        )
    )
    page = _LESSON_LINK.sub(r'href="\1.html"', page)
    page = _TERM.sub(r'<a class="term" href="glossary.html"\1', page)
    # What may be wider than the screen scrolls by itself, by keyboard too.
    page = page.replace("<pre>", '<pre tabindex="0">')
    page = page.replace("<table", '<div class="wide" tabindex="0"><table').replace(
        "</table>", "</table></div>"
    )
    return _OUTSIDE.sub(r'<a rel="noreferrer" href="\1"', page)


def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(template_file=str(HERE / "lesson.html.j2"), template_name="basic")
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    return exporter


def _for_readers(released: NotebookNode, solved: NotebookNode, outputs: dict[str, Any]) -> NotebookNode:
    """Lay what the solved lesson showed beside the cells that were handed out; fold answers and checks away."""
    answers = {cell["id"]: _MARKERS.sub("", cell.source) for cell in solved.cells}
    notebook: NotebookNode = nbformat.from_dict(released)
    notebook["cells"] = [
        cell for cell in notebook.cells if "notebook-only" not in cell.metadata.get("tags", ())
    ]
    _leave_out_own_work(notebook)
    for cell in notebook.cells:
        cell.metadata["site"] = {}
        if cell.cell_type == "markdown":
            cell["source"] = draw_formulas(cell.source)
            continue
        cell["outputs"] = outputs.get(cell["id"], [])
        if is_solution(cell):
            cell.metadata["site"] = {"answer": answers[cell["id"]]}
        elif is_grade(cell):
            cell["outputs"] = []
            cell.metadata["site"] = {"check": True}
    return notebook


def _leave_out_own_work(notebook: NotebookNode) -> None:
    """Take out what serves a reader's own work: checks, ribbons, the backpack and the paragraph that leads to it."""
    kept: list[NotebookNode] = []
    for cell in notebook.cells:
        if cell["id"].startswith(("check-", "ribbon-")) and not cell.metadata.get("nbgrader"):
            continue
        if cell.cell_type != "code" or "Backpack()" not in cell.source:
            kept.append(cell)
        elif kept and kept[-1].cell_type == "markdown":
            paragraphs = [text for text in kept[-1].source.split("\n\n") if "Binder" not in text]
            if paragraphs and paragraphs[-1].startswith("#"):  # a heading with nothing left below it
                paragraphs.pop()
            kept[-1]["source"] = "\n\n".join(paragraphs)
            if not paragraphs:
                kept.pop()
    notebook["cells"] = kept


def _lesson_page(lesson: Lesson, lessons: list[Lesson], released: Path, pages: Path) -> None:
    solved = instructor_notebook(lesson, lessons)
    with tempfile.TemporaryDirectory(prefix="seoul-site-", ignore_cleanup_errors=True) as work:
        outputs = executed(solved, pages, lesson.name, Path(work))
    notebook = _for_readers(nbformat.read(released, as_version=4), solved, outputs)
    body, _ = _exporter().from_notebook_node(notebook)
    at = lessons.index(lesson)
    page = _page(
        title=f"{lesson.header['lesson']} · {lesson.title}",
        body=body,
        before=lessons[at - 1] if at else None,
        after=lessons[at + 1] if at + 1 < len(lessons) else None,
        here=lesson.name,
    )
    (pages / f"{lesson.name}.html").write_text(page, encoding="utf-8")


def _first_page(lessons: list[Lesson], pages: Path) -> None:
    from ...widgets import DilemmaExplorer

    explorer = DilemmaExplorer()
    explorer.to_html(pages / "explorer.html")
    body = _templates().get_template("index.html.j2").render(lessons=lessons, sentence=explorer._sentence())
    (pages / "index.html").write_text(
        _page(title="Seoul's Dilemma", body=body, here="index"), encoding="utf-8"
    )


def _tables_page(pages: Path) -> None:
    _text_page("README.md", "data", "The data", pages)
    _text_page("CHANGES.md", "changes", "What changed in the record", pages)


def _text_page(file: str, name: str, title: str, pages: Path) -> None:
    body = markdown2html_mistune((COURSE / "datasets" / file).read_text(encoding="utf-8"))
    # Links go to headings as a code host names them: in small letters, with hyphens.
    body = re.sub(
        r"<h(\d)[^>]*>(.*?)</h\1>",
        lambda found: f'<h{found[1]} id="{_anchor(found[2])}">{_bare(found[2])}</h{found[1]}>',
        body,
    )
    body = body.replace('href="README.md', 'href="data.html').replace(
        'href="CHANGES.md', 'href="changes.html'
    )
    (pages / f"{name}.html").write_text(
        _page(title=title, body=f'<div class="prose">{body}</div>', here=name), encoding="utf-8"
    )


def _glossary_page(pages: Path) -> None:
    lines = "\n".join(f"- **{term.name}**: {term.meaning}" for term in terms())
    body = markdown2html_mistune(f"# {HEADING}\n\nWhat they mean in this course.\n\n{lines}")
    (pages / "glossary.html").write_text(
        _page(title=HEADING, body=f'<div class="prose">{_bare(body)}</div>', here="glossary"),
        encoding="utf-8",
    )


def _reference_page(pages: Path, name: str, title: str, body: str) -> None:
    (pages / f"{name}.html").write_text(
        _page(title=title, body=f'<div class="prose">{body}</div>', here=name), encoding="utf-8"
    )


def _bare(heading: str) -> str:
    return re.sub(r'<a class="anchor-link".*?</a>', "", heading)


def _anchor(heading: str) -> str:
    words = re.sub(r"<[^>]+>", "", _bare(heading)).strip().lower()
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", words))


def build_site(folder: Path, said: Callable[[str], None] = lambda _: None) -> list[Path]:
    """Run every lesson, solved, and write the course as pages.

    Pages hold everything that they need; links to the outside are links and nothing more. A folder that is there is
    replaced as a whole, once the new one is complete, and only if it holds a site that was built before.

    Parameters
    ----------
    folder : Path
        Where the site goes.
    said : callable, optional
        Is told, in a few words, what was finished.

    Returns
    -------
    list of Path
        The pages.

    Raises
    ------
    FileExistsError
        When the folder holds something else.
    BuildError
        When the lessons cannot be built.
    OSError
        When the folder cannot be written.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file())):
        raise FileExistsError(f"{folder} holds something else than a site; name a new folder")
    lessons = [read_lesson(path) for path in lesson_paths(COURSE)]
    if not lessons:
        raise BuildError([])
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        new.chmod(0o755)

        def write(lesson: Lesson) -> None:
            _lesson_page(lesson, lessons, COURSE / "lessons" / f"{lesson.name}.ipynb", new)
            said(f"{lesson.name}.html")

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(write, lessons))
        _first_page(lessons, new)
        _tables_page(new)
        _glossary_page(new)
        reference_pages(partial(_reference_page, new))
        for framed in new.glob("*explorer*.html"):
            page = framed.read_text(encoding="utf-8")
            framed.write_text(page.replace("</body>", _TELL_HEIGHT), encoding="utf-8")
        (new / MARK).write_text("made by: seoul site\n", encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return sorted(folder.glob("*.html"))
