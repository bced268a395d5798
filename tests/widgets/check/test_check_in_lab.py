"""The loop in the page: check, mend, check again, start over; and a saved notebook that keeps its explorers."""

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.accessibility import findings
from support.course import ROOT
from support.jupyter import JupyterServer, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 90_000
CELL = "[...window.jupyterapp.shell.currentWidget.content.model.cells].find((cell) => cell.id === id)"
RUN = """async (id) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = [...content.model.cells].findIndex((cell) => cell.id === id);
    await content.scrollToItem(content.activeCellIndex, 'center');
    await window.jupyterapp.commands.execute('notebook:run-cell');
}"""


def write(page: Page, exercise: str, text: str) -> None:
    page.evaluate(f"([id, text]) => {CELL}.sharedModel.setSource(text)", [exercise, text])


def source(page: Page, exercise: str) -> str:
    return page.evaluate(f"(id) => {CELL}.sharedModel.getSource()", exercise)


@pytest.mark.parametrize("application", ["lab", "notebook"])
def test_an_exercise_is_checked_mended_and_set_back_in_the_page(
    server: JupyterServer, browser: Browser, application
):
    name = f"{application}/00-start-here.ipynb"
    path = server.root / name
    path.parent.mkdir()
    shutil.copy(ROOT / "lessons" / "00-start-here.ipynb", path)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    open_notebook(page, getattr(server, application)(name))
    handed_out = source(page, "practice")
    for cell in ("ribbon-top", "practice", "test-practice", "check-practice"):
        page.evaluate(RUN, cell)
    friendly = page.evaluate(f"(id) => {CELL}.outputs.get(0).toJSON()", "test-practice")
    assert friendly["ename"] == "NameError", "nbgrader sees the error that it was"
    assert friendly["traceback"] == [
        "Nothing to check yet: the exercise above is not answered. Go on reading, or answer it first."
    ]
    card = page.get_by_role("group", name="Check of the exercise practice")
    button, told = card.get_by_role("button", name="Check my answer"), card.locator(".sd-card")

    write(page, "practice", "dials = 1")
    button.click()
    expect(told).to_contain_text("Not right yet", timeout=PATIENCE)
    expect(told).to_contain_text("look at the top of this page again")
    assert "dials = 1" in path.read_text(encoding="utf-8"), "the page saved it first"
    assert findings(page, ".sd-check") == []

    write(page, "practice", "dials = 2")
    button.click()
    expect(told).to_contain_text("Right! 1 of 1 points.", timeout=PATIENCE)

    card.get_by_role("button", name="Start over").click()
    card.get_by_role("button", name="Keep my answer").click()
    assert source(page, "practice") == "dials = 2"
    card.get_by_role("button", name="Start over").click()
    card.get_by_role("button", name="Set it back").click()
    expect(card.get_by_role("alert")).to_contain_text("kept in earlier-answers/", timeout=PATIENCE)
    assert source(page, "practice") == handed_out
    kept = path.parent / "earlier-answers" / "00-start-here-practice.py"
    assert kept.read_text(encoding="utf-8") == "dials = 2\n"
    context.close()


EXPLORERS = (
    "from seoul_dilemma.widgets import DilemmaExplorer, GameTree\nexplorer = DilemmaExplorer()\nexplorer"
)
# Texts that hold a word are not compressed: a page that is still busy while the notebook is saved.
HOLD = """(word) => {
    const Plain = window.CompressionStream;
    window.CompressionStream = function (kind) {
        const plain = new Plain(kind);
        const writer = plain.writable.getWriter();
        const write = async (chunk) => {
            if (new TextDecoder().decode(chunk).includes(word)) {
                window.held = true;
                await new Promise(() => {});
            }
            await writer.write(chunk);
        };
        return { readable: plain.readable, writable: new WritableStream({ write, close: () => writer.close() }) };
    };
}"""


def widgets_saved(page: Page, path: Path) -> dict:
    """Save the open notebook; return the widgets that its file holds then."""
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    text = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("widgets", {})
    return text.get("application/vnd.jupyter.widget-state+json", {}).get("state", {})


@pytest.mark.parametrize("busy", [False, True], ids=["at rest", "busy"])
def test_a_notebook_opened_again_and_saved_keeps_its_explorers(server: JupyterServer, browser: Browser, busy):
    name = f"keeps-{busy}.ipynb"
    path = server.write(name, [EXPLORERS, "GameTree(explorer)", EXPLORERS.replace("explorer = ", "")])
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    open_notebook(page, server.lab(name))
    if busy:
        page.evaluate(HOLD, "sd-tree-head")
    run_all(page)
    page.wait_for_selector(".sd-tree")
    state = widgets_saved(page, path)
    if busy:
        page.wait_for_function("() => window.held")
        state = widgets_saved(page, path)
        assert "sd-tree-head" in str(state["seoul-dilemma-shelf"]["state"]["library"]), "saved as it is"
    for _ in range(60):  # texts are compressed beside
        if busy or len(json.dumps(state)) < 150_000:
            break
        page.wait_for_timeout(500)
        state = widgets_saved(page, path)
    size = len(json.dumps(state))
    assert size < 200_000 if busy else size < 150_000, "each program, each style and each map once"
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    for _ in range(2):
        page.goto("about:blank")
        page.goto(server.lab(name))
        page.wait_for_selector(".sd-tree")
        expect(page.locator(".sd-plot").first).to_be_visible()
        expect(page.locator(".sd-tree-label").first).to_have_text(re.compile(r"\d+$"))
        again = widgets_saved(page, path)
        assert set(again) == set(state), "saved without a kernel, it holds what it held"
    context.close()
