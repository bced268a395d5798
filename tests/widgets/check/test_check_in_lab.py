"""The loop in the page: check, mend, check again, start over; and a saved notebook that keeps its explorers."""

import json
import shutil

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


def test_a_notebook_opened_again_and_saved_keeps_its_explorers(server: JupyterServer, browser: Browser):
    explorers = (
        "from seoul_dilemma.widgets import DilemmaExplorer, GameTree\nexplorer = DilemmaExplorer()\nexplorer"
    )
    path = server.write(
        "keeps.ipynb", [explorers, "GameTree(explorer)", explorers.replace("explorer = ", "")]
    )
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    open_notebook(page, server.lab("keeps.ipynb"))
    run_all(page)
    page.wait_for_selector(".sd-tree")
    page.evaluate(
        "() => window.jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
    )

    def saved() -> dict:
        page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        text = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("widgets", {})
        return text.get("application/vnd.jupyter.widget-state+json", {}).get("state", {})

    for _ in range(60):  # the setting is heard of later, and texts are pressed beside
        if "seoul-dilemma-shelf" in (state := saved()) and len(json.dumps(state)) < 150_000:
            break
        page.wait_for_timeout(500)
    size = len(json.dumps(state))
    assert size < 150_000, "each program, each style and each map once"
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    for _ in range(2):
        page.goto("about:blank")
        page.goto(server.lab("keeps.ipynb"))
        page.wait_for_selector(".sd-tree")
        expect(page.locator(".sd-plot").first).to_be_visible()
        again = saved()
        assert set(again) == set(state), "saved without a kernel, it holds what it held"
    context.close()
