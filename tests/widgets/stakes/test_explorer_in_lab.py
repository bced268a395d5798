"""StakesExplorer in JupyterLab: what is dragged, pressed and read."""

import json

import pytest
from support.accessibility import findings
from support.jupyter import in_kernel, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = ["from seoul_dilemma.widgets import StakesExplorer\ns = StakesExplorer()\ns", "0"]
STATE = "import json; print(json.dumps([s.base, s.lost, s.months, s.rerouted, s.loss]))"


@pytest.fixture
def lab(server, page):
    server.write("stakes.ipynb", CELLS)
    open_notebook(page, server.lab("stakes.ipynb"))
    run_all(page)
    page.wait_for_selector(".sd-stakes .sd-sentence:not(:empty)")
    return page


def state(page):
    return json.loads(in_kernel(page, STATE))


def said(page):
    return page.locator(".sd-stakes .sd-sentence").inner_text()


def test_corners_are_dragged_and_stop_at_each_other(lab):
    dot = lab.locator('[data-drags="1"] .sd-stakes-dot')
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lab.mouse.move(x, y)
    lab.mouse.down()
    lab.mouse.move(x - 40, y + 20, steps=4)
    lab.mouse.up()
    lab.wait_for_timeout(300)
    _, lost, _, rerouted, _ = state(lab)
    assert lost[0] == 0.3
    assert 0.3 < lost[1] < 0.8
    assert 0.1 < rerouted[0] < 0.4
    assert rerouted[1] == 0.4
    box = dot.bounding_box()
    lab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.mouse.down()
    lab.mouse.move(box["x"] - 400, box["y"] + 5, steps=4)
    lab.mouse.up()
    lab.wait_for_timeout(300)
    assert state(lab)[1] == [0.3, 0.3]
    assert said(lab) == in_kernel(lab, "print(s._sentence())").strip()


def test_every_dial_works_by_keyboard_and_the_table_agrees_with_python(lab):
    for label, key in (
        ("Share lost, at least", "End"),
        ("Share lost, at most", "ArrowRight"),
        ("Sold elsewhere, at least", "Home"),
        ("Sold elsewhere, at most", "ArrowLeft"),
        ("Months", "End"),
    ):
        lab.get_by_label(label, exact=True).focus()
        lab.keyboard.press(key)
    lab.get_by_role("button", name="2024 (4.53 billion)").click()
    lab.wait_for_timeout(400)
    base, lost, months, rerouted, loss = state(lab)
    assert (base, lost, months, rerouted) == (2024, [0.8, 0.81], 36, [0, 0.39])
    lab.locator(".sd-stakes .sd-twin summary").click()
    row = lab.locator(".sd-stakes .sd-table tbody tr").first.locator("td")
    assert [float(row.nth(i).inner_text()) for i in (0, 1)] == pytest.approx(loss, abs=0.006)
    assert said(lab) == in_kernel(lab, "print(s._sentence())").strip()


def test_python_moves_the_picture(lab):
    in_kernel(lab, "s.lost = (0, 0.1)")
    lab.wait_for_timeout(300)
    assert "0.0 to 0.9 billion" in said(lab)
    assert "lies below" in said(lab)
    lost = lab.get_by_label("Share lost, at most", exact=True)
    assert lost.input_value() == "0.1"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_serious_for_a_screen_reader_and_it_fits_400_pixels(lab, theme):
    lab.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.wait_for_timeout(800)
    assert findings(lab, ".sd-box:has(.sd-stakes)") == []
    lab.locator(".sd-box:has(.sd-stakes)").evaluate("(box) => { box.style.width = '340px'; }")
    assert lab.locator(".sd-stakes").evaluate("(root) => root.scrollWidth <= root.clientWidth")
