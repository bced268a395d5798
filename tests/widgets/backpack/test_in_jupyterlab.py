"""`Backpack` in JupyterLab: one click away, one choice back."""

import json
import zipfile

import pytest
from playwright.sync_api import Browser, expect
from support.accessibility import findings
from support.jupyter import JupyterServer, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("asked", [True, False], ids=["application asked", "keys pressed"])
def test_what_is_on_screen_is_taken_away_and_comes_back(
    server: JupyterServer, browser: Browser, asked, tmp_path
):
    name = f"bag-{asked}/bag.ipynb"
    path = server.write(name, ["from seoul_dilemma.widgets import Backpack\nBackpack()", ""])
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    open_notebook(page, server.lab(name))
    run_all(page)
    page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.model
            .cells.get(1).sharedModel.setSource('answer = 42')"""
    )
    assert "answer = 42" not in path.read_text(encoding="utf-8")
    if not asked:  # as on a server that does not hand the application to the page
        page.evaluate("() => { window.kept = window.jupyterapp; delete window.jupyterapp; }")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Take my work away").click()
    taken = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(taken)
    assert taken.suffix == ".zip"
    with zipfile.ZipFile(taken) as bag:
        assert bag.namelist() == ["bag.ipynb"]
        cells = json.loads(bag.read("bag.ipynb"))["cells"]
    assert cells[1]["source"] in ("answer = 42", ["answer = 42"]), "what was not saved yet is in it too"

    path.with_name("lost.txt").write_text("the session ended")
    path.unlink()
    page.locator(".sd-backpack input[type=file]").set_input_files(taken)
    expect(page.get_by_role("status").filter(has_text="Back: 1 files")).to_be_visible(timeout=60_000)
    assert "answer = 42" in path.read_text(encoding="utf-8")

    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")
    page.locator(".sd-backpack input[type=file]").set_input_files(broken)
    expect(page.get_by_role("alert").filter(has_text="Nothing was changed")).to_be_visible(timeout=60_000)
    assert findings(page, ".sd-backpack") == []
    context.close()
