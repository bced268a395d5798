"""ExportExplorer in JupyterLab: what is dragged, pressed and read."""

import json
import re

import pytest
from playwright.sync_api import expect
from support.accessibility import findings
from support.jupyter import in_kernel, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = ["from seoul_dilemma.widgets import ExportExplorer\ne = ExportExplorer()\ne", "0"]
STATE = "import json; print(json.dumps([e.end, e.growth, e.measure, e.rank, round(e.share, 2)]))"


@pytest.fixture
def lab(server, page):
    server.write("exports.ipynb", CELLS)
    open_notebook(page, server.lab("exports.ipynb"))
    run_all(page)
    page.wait_for_selector(".sd-exports .sd-sentence:not(:empty)")
    return page


def state(page):
    return json.loads(in_kernel(page, STATE))


def korea(page):
    """Place and share on screen."""
    row = page.locator(".sx-korea")
    return [int(row.locator(".sx-place").inner_text()), row.locator(".sx-number").inner_text()]


def test_the_window_is_dragged_and_python_hears_of_it(lab):
    lab.locator(".sx-years").scroll_into_view_if_needed()
    band = lab.locator(".sx-band").bounding_box()
    x, y = band["x"] + band["width"] / 2, band["y"] + band["height"] / 2
    lab.mouse.move(x, y)
    lab.mouse.down()
    lab.mouse.move(x - 3 * band["width"] / 5, y, steps=5)
    lab.mouse.up()
    lab.mouse.move(x, y)
    lab.wait_for_timeout(300)
    end, _, _, place, share = state(lab)
    assert end == 2022
    assert korea(lab) == [place, f"{share:.1f} %"] == [10, "2.4 %"]
    assert "printed in 2023: place 9" in lab.locator(".sd-exports").inner_text()


def test_both_dials_work_by_keyboard_and_the_table_agrees_with_python(lab):
    for label, keys in (
        ("Five-year window", 5),
        ("Growth of Korea's deliveries after 2025", 14),
    ):
        lab.get_by_label(label, exact=True).focus()
        for _ in range(keys):
            lab.keyboard.press("ArrowRight")
    lab.wait_for_timeout(400)
    end, growth, _, place, share = state(lab)
    assert (end, growth) == (2030, 14)
    assert korea(lab)[0] == place == 2
    lab.locator(".sd-exports .sd-twin summary").click()
    row = lab.locator(".sd-exports .sd-table tbody tr").nth(place - 1)
    assert row.locator("th").inner_text() == "South Korea"
    assert float(row.locator("td").nth(1).inner_text()) == pytest.approx(share, abs=0.006)
    assert (
        in_kernel(lab, "print(e._sentence())").strip() == lab.locator(".sd-exports .sd-sentence").inner_text()
    )


def test_python_moves_the_picture_and_contracts_take_the_place_of_deliveries(lab):
    in_kernel(lab, "e.measure = 'contracts'; e.end = 2024")
    lab.wait_for_timeout(300)
    said = lab.locator(".sd-exports .sd-sentence").inner_text()
    assert re.search(r"about 50\.[56] billion", said)  # 3 + 7.25 + 17.3 + 13.5 + 9.5, as the table has it
    in_kernel(lab, "e.end = 2013")
    lab.wait_for_timeout(300)
    assert "not known for all five" in lab.locator(".sd-exports .sd-sentence").inner_text()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_serious_for_a_screen_reader_and_it_fits_400_pixels(lab, theme):
    lab.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.wait_for_timeout(800)
    assert findings(lab, ".sd-box:has(.sd-exports)") == []
    lab.locator(".sd-box:has(.sd-exports)").evaluate("(box) => { box.style.width = '340px'; }")
    assert lab.locator(".sd-exports").evaluate("(root) => root.scrollWidth <= root.clientWidth")


def test_two_views_agree_and_say_when_the_kernel_is_gone(lab):
    in_kernel(lab, "display(e)")
    expect(lab.locator(".sd-exports")).to_have_count(2)
    lab.get_by_label("Five-year window", exact=True).first.focus()
    lab.keyboard.press("ArrowLeft")
    expect(lab.locator(".sx-korea .sx-number", has_text="2.3 %")).to_have_count(2)
    expect(lab.locator(".sd-exports .sd-banner").first).to_be_hidden()
    lab.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    expect(lab.locator(".sd-exports .sd-banner").first).to_contain_text("Disconnected from the kernel")
    assert lab.locator(".sd-exports .sx-row").count() > 0  # the picture stays
