"""ShellLedger in JupyterLab: what is dragged, pressed and read."""

import json

import pytest
from support.explorers import named
from support.jupyter import in_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHELLS = named("shells")


@pytest.fixture
def lab(shown):
    SHELLS.anew(shown)
    in_kernel(shown, "shells.kind, shells.unknown = 'lend', 0.2")
    return shown


def values(page, code):
    return json.loads(in_kernel(page, f"print(json.dumps({code}))"))


def test_the_floor_is_dragged_and_python_hears_of_it(lab):
    lab.locator(".sd-shells-picture").first.scroll_into_view_if_needed()
    box = lab.locator(".sd-shells-level").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"]
    lab.mouse.move(x, y)
    lab.mouse.down()
    lab.mouse.move(x, y - 60, steps=4)
    lab.mouse.up()
    lab.wait_for_timeout(300)
    assert values(lab, "shells.floor") > 300


def test_what_is_drawn_is_what_the_ledger_says(lab):
    for setting in (
        "shells.start = 900",
        "shells.floor, shells.made = 50, 90",
        "shells.kind = 'give'",
        "shells.wanted, shells.loan = 300, 777",
    ):
        in_kernel(lab, setting)
        lab.wait_for_timeout(300)
        sentence = lab.locator(".sd-shells .sd-sentence").inner_text()
        assert in_kernel(lab, "print(shells._sentence())").strip() == sentence
    lab.locator(".sd-shells .sd-twin summary").click()
    cells = [float(cell) for cell in lab.locator(".sd-shells .sd-table tbody td").all_text_contents()]
    with_loan, without, extra = cells[0::3], cells[1::3], cells[2::3]
    assert with_loan == pytest.approx(values(lab, "list(shells.table['stock'])"), abs=0.51)
    assert without == pytest.approx(values(lab, "list(shells.without['stock'])"), abs=0.51)
    assert extra == pytest.approx(values(lab, "shells.extra"), abs=0.51)


def test_keyboard_alone_is_enough(lab):
    SHELLS.box(lab).get_by_role("button", name="a gift").focus()
    lab.keyboard.press("Enter")
    SHELLS.box(lab).get_by_label("Wanted each month", exact=True).focus()
    lab.keyboard.press("ArrowRight")
    lab.wait_for_timeout(300)
    assert values(lab, "[shells.kind, shells.wanted]") == ["give", 111]
    assert SHELLS.box(lab).get_by_role("button", name="a gift").get_attribute("aria-pressed") == "true"
    assert SHELLS.box(lab).get_by_label("Paid back from month", exact=True).is_hidden()
