"""ArgumentMap in JupyterLab: what is clicked, typed and read."""

import json

import pytest
from playwright.sync_api import expect
from support.accessibility import findings
from support.jupyter import in_kernel, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = ["from seoul_dilemma.widgets import ArgumentMap\nm = ArgumentMap()\nm", "0"]
STATE = "import json; print(json.dumps([m.selected, m.off, m.accepted, sorted(m.fallen)]))"


@pytest.fixture
def lab(server, page):
    server.write("argument.ipynb", CELLS)
    open_notebook(page, server.lab("argument.ipynb"))
    run_all(page)
    page.wait_for_selector(".sd-argument .sd-sentence:not(:empty)")
    return page


def state(page):
    return json.loads(in_kernel(page, STATE))


def card(page, name):
    return page.locator(f".sa-card[data-id={name}]")


def falling(page):
    return sorted(each.get_attribute("data-id") for each in page.locator(".sa-card[data-state=fallen]").all())


def test_a_claim_is_clicked_for_its_evidence_and_switched_off(lab):
    card(lab, "C30").locator(".sa-pick").click()
    lab.wait_for_selector(".sa-panel h4:has-text('C30')")
    assert "Indian Air Force" in lab.locator(".sa-panel").inner_text()
    lab.locator(".sa-switch").click()
    lab.wait_for_selector(".sa-card[data-id=C27][data-state=fallen]")
    assert falling(lab) == ["C27", "C28", "C29"]
    assert state(lab) == ["C30", ["C30"], [], ["C27", "C28", "C29"]]
    assert in_kernel(lab, "print(m._sentence())").strip() == lab.locator(".sd-sentence").inner_text()
    lab.get_by_role("button", name="Reset").click()
    lab.wait_for_selector(".sa-card[data-id=C27][data-state=on]")
    assert state(lab)[1:] == [[], [], []]


def test_an_objection_is_ticked_and_the_table_says_the_same(lab):
    card(lab, "X05").locator("input").click()
    lab.wait_for_selector(".sa-card[data-id=C42][data-state=fallen]")
    assert state(lab)[2:] == [["X05"], ["C27", "C42"]]
    lab.locator(".sd-argument .sd-twin summary").click()
    rows = lab.locator(".sd-argument .sd-table tbody tr").all()
    fallen = [
        row.locator("th").inner_text()[:3] for row in rows if row.locator("td").first.inner_text() == "falls"
    ]
    assert sorted(fallen) == ["C27", "C42"]


def test_the_map_is_walked_and_switched_by_keyboard_and_no_cell_is_lost(lab):
    cells = lab.locator(".jp-Notebook .jp-Cell").count()
    card(lab, "C27").locator(".sa-pick").focus()
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("ArrowRight")
    lab.wait_for_selector(".sa-panel h4:has-text('C05')")
    lab.keyboard.press("ArrowLeft")
    lab.keyboard.press("x")
    expect(lab.locator(".sd-sentence")).to_contain_text("Switched off: C36")  # Python has heard
    assert lab.locator(".jp-Notebook .jp-Cell").count() == cells
    assert state(lab)[:2] == ["C36", ["C36"]]
    assert lab.locator(".sa-board [tabindex='0']").count() == 1  # one stop for the tab key


def test_python_moves_the_map(lab):
    in_kernel(lab, "m.focus, m.off, m.selected = 'all', ['C07'], 'C06'")
    lab.wait_for_selector(".sa-card[data-id=C08][data-state=fallen]")
    assert lab.locator(".sa-card").count() == 53
    assert falling(lab) == ["C06", "C08"]
    assert lab.locator(".sa-panel h4").inner_text().startswith("C06")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_serious_for_a_screen_reader_and_it_fits_400_pixels(lab, theme):
    lab.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    in_kernel(lab, "m.off, m.accepted = ['C30'], ['X04']")
    lab.wait_for_timeout(800)
    assert findings(lab, ".sd-box:has(.sd-argument)") == []
    lab.locator(".sd-box:has(.sd-argument)").evaluate("(box) => { box.style.width = '340px'; }")
    assert lab.locator(".sd-argument").evaluate("(root) => root.scrollWidth <= root.clientWidth")


def test_two_views_agree_and_say_when_the_kernel_is_gone(lab):
    in_kernel(lab, "display(m)")
    expect(lab.locator(".sd-argument")).to_have_count(2)
    card(lab, "C30").locator("input").first.click()
    lab.wait_for_selector(".sa-card[data-id=C27][data-state=fallen]")
    expect(lab.locator(".sa-card[data-id=C27][data-state=fallen]")).to_have_count(2)
    expect(lab.locator(".sd-argument .sd-banner").first).to_be_hidden()
    lab.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    expect(lab.locator(".sd-argument .sd-banner").first).to_contain_text("Disconnected from the kernel")
    assert lab.locator(".sd-argument .sa-card").count() > 0  # the picture stays
