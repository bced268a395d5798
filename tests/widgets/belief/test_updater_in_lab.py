"""BeliefUpdater in JupyterLab: what is dragged, pressed and read."""

import json

import pytest
from playwright.sync_api import expect
from support.accessibility import findings
from support.jupyter import in_kernel, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "from seoul_dilemma.widgets import BeliefUpdater\nu = BeliefUpdater(0.3, if_hard=0.8, if_soft=0.4)\nu",
    "0",
]
STATE = "import json; print(json.dumps([u.prior, u.if_hard, u.if_soft, u.threats, u.overlap, u.path]))"


@pytest.fixture
def lab(server, page):
    server.write("belief.ipynb", CELLS)
    open_notebook(page, server.lab("belief.ipynb"))
    run_all(page)
    page.wait_for_selector(".sd-belief .sd-sentence:not(:empty)")
    return page


def state(page):
    return json.loads(in_kernel(page, STATE))


def drag(page, selector, dx, dy):
    box = page.locator(selector).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


def test_edges_are_dragged_and_python_hears_of_it(lab):
    drag(lab, ".sd-belief-handle-prior circle", 60, 0)
    drag(lab, ".sd-belief-handle-if_soft circle", 0, 60)
    lab.wait_for_timeout(300)
    prior, hard, soft, *_ = state(lab)
    assert prior > 0.4
    assert hard == 0.8
    assert soft < 0.3
    lab.mouse.move(5, 5)
    assert state(lab)[0] == prior  # letting go lets go


def test_every_dial_works_by_keyboard_and_the_table_agrees_with_python(lab):
    for label, keys in (
        ("Threats heard", "ArrowRight " * 3),
        ("Overlap", "ArrowRight " * 4),
        ("Belief before", "End"),
    ):
        lab.get_by_label(label, exact=True).focus()
        for key in keys.split():
            lab.keyboard.press(key)
    lab.wait_for_timeout(300)
    prior, _, _, threats, overlap, path = state(lab)
    assert (prior, threats, overlap) == (0.99, 4, 0.2)
    lab.locator(".sd-belief .sd-twin summary").click()
    shown = lab.locator(".sd-belief .sd-table tbody td").all_text_contents()
    assert [float(cell) for cell in shown] == pytest.approx([100 * belief for belief in path], abs=0.051)


def test_python_moves_the_picture_and_the_sentence_is_the_same_in_both(lab):
    in_kernel(lab, "u.prior, u.if_soft, u.threats = 0.5, 0.8, 3")
    lab.wait_for_timeout(300)
    sentence = lab.locator(".sd-belief .sd-sentence").inner_text()
    assert "no news" in sentence
    assert in_kernel(lab, "print(u._sentence())").strip() == sentence
    lab.get_by_role("button", name="One whose words are costly").click()
    lab.wait_for_timeout(300)
    assert state(lab)[1:3] == [0.5, 0.02]
    assert (
        in_kernel(lab, "print(u._sentence())").strip() == lab.locator(".sd-belief .sd-sentence").inner_text()
    )


def test_without_its_kernel_it_says_so_and_still_answers(lab):
    expect(lab.locator(".sd-belief .sd-banner")).to_be_hidden()
    before = lab.locator(".sd-belief .sd-sentence").inner_text()
    lab.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    expect(lab.locator(".sd-belief .sd-banner")).to_contain_text("Disconnected from the kernel")
    expect(lab.locator(".sd-belief .sd-sentence")).to_have_text(before)
    lab.get_by_label("Belief before", exact=True).focus()
    lab.keyboard.press("End")
    expect(lab.locator(".sd-belief .sd-sentence")).not_to_have_text(before)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_serious_for_a_screen_reader_and_it_fits_400_pixels(lab, theme):
    lab.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.wait_for_timeout(800)
    assert findings(lab, ".sd-box:has(.sd-belief)") == []
    lab.locator(".sd-box:has(.sd-belief)").evaluate("(box) => { box.style.width = '340px'; }")
    assert lab.locator(".sd-belief").evaluate("(root) => root.scrollWidth <= root.clientWidth")
