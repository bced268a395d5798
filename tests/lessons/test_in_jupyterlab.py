"""Lessons as a student sees them in JupyterLab: 06 run to the end, both dials moved; one lesson leads to the next."""

import shutil
from collections.abc import Iterator

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from seoul_dilemma.widgets.dilemma.sentence import sentence
from seoul_dilemma.widgets.game import Assumptions, solve
from seoul_dilemma.widgets.shared import words
from support.course import ROOT
from support.explorers import nearly
from support.graded import instructor
from support.jupyter import JupyterServer, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def lesson(server: JupyterServer, browser: Browser) -> Iterator[Page]:
    """The solved lesson, every cell run."""
    nbformat.write(instructor("06-the-game"), server.root / "06-the-game.ipynb")
    context = browser.new_context(viewport={"width": 1280, "height": 1100}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    open_notebook(page, server.lab("06-the-game.ipynb"))
    run_all(page, timeout=180)  # fails with the error of the first cell that has one
    yield page
    context.close()


def test_the_lesson_that_was_run_is_saved_small(lesson, server):
    path = server.root / "06-the-game.ipynb"
    for _ in range(20):  # texts are compressed beside, for the next time that the notebook is saved
        lesson.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        if path.stat().st_size < 430_000:
            break
        lesson.wait_for_timeout(500)
    assert nbformat.read(path, as_version=4).metadata.widgets, "what its explorers need is in it"
    assert path.stat().st_size < 430_000  # the most of it are pictures and the text of the lesson


@pytest.fixture
def explorer(lesson: Page) -> Locator:
    """The explorer of the lesson, scrolled into sight."""
    at = lesson.evaluate(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            const sources = Array.from(notebook.model.cells, (cell) => cell.sharedModel.getSource());
            const at = sources.findIndex((source) => source.includes('explorer = DilemmaExplorer('));
            notebook.activeCellIndex = at;
            return notebook.scrollToItem(at, 'center').then(() => at);
        }"""
    )
    assert at > 0
    box = lesson.locator(".sd-box:has(.sd-plot)").first
    expect(box.locator(".sd-sentence").first).not_to_be_empty()
    return box


def dial(explorer: Locator, name: str) -> Locator:
    return explorer.locator(f".sd-dial-{name} .noUi-handle")


def ink(explorer: Locator) -> int:
    """Return where on the page the point of the map stands, as one number."""
    place = explorer.locator(".sd-point").bounding_box()
    return round(1000 * place["x"]) + round(place["y"])


def agrees_with_solve(explorer: Locator) -> None:
    """Wait until the sentence is that of what `solve` gives at the dials."""
    at = [float(dial(explorer, name).get_attribute("aria-valuetext")) for name in ("pressure", "capacity")]
    here = solve(*at, Assumptions())
    expect(explorer.locator(".sd-sentence").first).to_have_text(nearly(sentence(here, words("en"))))


def test_the_dials_of_the_lesson_move_by_keyboard(lesson, explorer):
    for name, key in (("pressure", "ArrowLeft"), ("capacity", "ArrowRight")):
        picture, said = ink(explorer), explorer.locator(".sd-sentence").first.inner_text()
        dial(explorer, name).focus()
        for _ in range(20):
            lesson.keyboard.press(key)
        expect(explorer.locator(".sd-sentence").first).not_to_have_text(said)
        agrees_with_solve(explorer)
        assert ink(explorer) != picture, "the point stayed where it was"


def test_the_dials_of_the_lesson_move_by_mouse(lesson, explorer):
    for name, across in (("pressure", 90), ("capacity", -90)):
        picture, said = ink(explorer), explorer.locator(".sd-sentence").first.inner_text()
        dial(explorer, name).scroll_into_view_if_needed()  # the cell may be higher than the window
        handle = dial(explorer, name).bounding_box()
        x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
        lesson.mouse.move(x, y)
        lesson.mouse.down()
        lesson.mouse.move(x + across, y, steps=5)
        lesson.mouse.up()
        expect(explorer.locator(".sd-sentence").first).not_to_have_text(said)
        agrees_with_solve(explorer)
        assert ink(explorer) != picture, "the point stayed where it was"


def test_the_last_cell_opens_the_next_lesson_beside_this_one(server, browser):
    for name in ("07-what-if-we-are-wrong.ipynb", "08-hindsight.ipynb"):
        shutil.copy(ROOT / "lessons" / name, server.root)
    context = browser.new_context(viewport={"width": 1280, "height": 1100})
    context.set_default_timeout(60_000)
    page = context.new_page()
    open_notebook(page, server.lab("07-what-if-we-are-wrong.ipynb"))
    page.evaluate(
        "() => { const { content } = window.jupyterapp.shell.currentWidget;"
        " return content.scrollToItem(content.model.cells.length - 1, 'end'); }"
    )
    page.get_by_role("link", name="Open the next lesson").click()
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.title.label === '08-hindsight.ipynb'")
    expect(page.get_by_role("heading", name="08 · Hindsight").first).to_be_visible()
    context.close()
