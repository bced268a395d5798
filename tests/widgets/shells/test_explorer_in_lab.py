"""ShellLedger in JupyterLab: what is dragged, pressed and read."""

import json

import pytest
from playwright.sync_api import expect
from support.accessibility import findings
from support.jupyter import in_kernel, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = ["from seoul_dilemma.widgets import ShellLedger\ns = ShellLedger(kind='lend', unknown=0.2)\ns", "0"]


@pytest.fixture
def lab(server, page):
    server.write("shells.ipynb", CELLS)
    open_notebook(page, server.lab("shells.ipynb"))
    run_all(page)
    page.wait_for_selector(".sd-shells .sd-sentence:not(:empty)")
    return page


def values(page, code):
    return json.loads(in_kernel(page, f"import json; print(json.dumps({code}))"))


def test_the_floor_is_dragged_and_python_hears_of_it(lab):
    box = lab.locator(".sd-shells-level").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"]
    lab.mouse.move(x, y)
    lab.mouse.down()
    lab.mouse.move(x, y - 60, steps=4)
    lab.mouse.up()
    lab.wait_for_timeout(300)
    assert values(lab, "s.floor") > 300


def test_what_is_drawn_is_what_the_ledger_says(lab):
    for setting in (
        "s.start = 900",
        "s.floor, s.made = 50, 90",
        "s.kind = 'give'",
        "s.wanted, s.loan = 300, 777",
    ):
        in_kernel(lab, setting)
        lab.wait_for_timeout(300)
        sentence = lab.locator(".sd-shells .sd-sentence").inner_text()
        assert in_kernel(lab, "print(s._sentence())").strip() == sentence
    lab.locator(".sd-shells .sd-twin summary").click()
    cells = [float(cell) for cell in lab.locator(".sd-shells .sd-table tbody td").all_text_contents()]
    with_loan, without, extra = cells[0::3], cells[1::3], cells[2::3]
    assert with_loan == pytest.approx(values(lab, "list(s.table['stock'])"), abs=0.51)
    assert without == pytest.approx(values(lab, "list(s.without['stock'])"), abs=0.51)
    assert extra == pytest.approx(values(lab, "s.extra"), abs=0.51)


def test_keyboard_alone_is_enough(lab):
    lab.get_by_role("button", name="a gift").focus()
    lab.keyboard.press("Enter")
    lab.get_by_label("Wanted each month", exact=True).focus()
    lab.keyboard.press("ArrowRight")
    lab.wait_for_timeout(300)
    assert values(lab, "[s.kind, s.wanted]") == ["give", 111]
    assert lab.get_by_role("button", name="a gift").get_attribute("aria-pressed") == "true"
    assert lab.get_by_label("Paid back from month", exact=True).is_hidden()


def test_without_its_kernel_it_says_so_and_still_answers(lab):
    expect(lab.locator(".sd-shells .sd-banner")).to_be_hidden()
    before = lab.locator(".sd-shells .sd-sentence").inner_text()
    lab.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    expect(lab.locator(".sd-shells .sd-banner")).to_contain_text("Disconnected from the kernel")
    expect(lab.locator(".sd-shells .sd-sentence")).to_have_text(before)
    lab.get_by_label("Stock at the start", exact=True).focus()
    lab.keyboard.press("End")
    expect(lab.locator(".sd-shells .sd-sentence")).not_to_have_text(before)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_serious_for_a_screen_reader_and_it_fits_400_pixels(lab, theme):
    lab.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.wait_for_timeout(800)
    assert findings(lab, ".sd-box:has(.sd-shells)") == []
    lab.locator(".sd-box:has(.sd-shells)").evaluate("(box) => { box.style.width = '340px'; }")
    assert lab.locator(".sd-shells").evaluate("(root) => root.scrollWidth <= root.clientWidth")
