"""ExportExplorer in JupyterLab: what is dragged, pressed and read."""

import json
import re

import pytest
from playwright.sync_api import expect
from support.explorers import named
from support.jupyter import in_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXPORTS = named("exports")
STATE = (
    "print(json.dumps([exports.end, exports.growth, exports.measure, exports.rank, round(exports.share, 2)]))"
)


@pytest.fixture
def lab(shown):
    EXPORTS.anew(shown)
    return shown


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
        EXPORTS.box(lab).get_by_label(label, exact=True).focus()
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
        in_kernel(lab, "print(exports._sentence())").strip()
        == lab.locator(".sd-exports .sd-sentence").inner_text()
    )


def test_python_moves_the_picture_and_contracts_take_the_place_of_deliveries(lab):
    in_kernel(lab, "exports.measure = 'contracts'; exports.end = 2024")
    lab.wait_for_timeout(300)
    said = lab.locator(".sd-exports .sd-sentence").inner_text()
    assert re.search(r"about 50\.[56] billion", said)  # 3 + 7.25 + 17.3 + 13.5 + 9.5, as the table has it
    in_kernel(lab, "exports.end = 2013")
    lab.wait_for_timeout(300)
    assert "not known for all five" in lab.locator(".sd-exports .sd-sentence").inner_text()


def test_the_page_and_python_say_the_same(lab):
    for end, growth in ((2012, 0), (2019, 40), (2026, -20), (2028, 0), (2030, 7), (2035, 40), (2035, -3)):
        said = in_kernel(lab, f"exports.end, exports.growth = {end}, {growth}; print(exports._sentence())")
        expect(lab.locator(".sd-exports .sd-sentence")).to_have_text(said.strip())
