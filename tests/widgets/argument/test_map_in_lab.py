"""ArgumentMap in JupyterLab: what is clicked, typed and read."""

import json
import random

import pytest
from playwright.sync_api import expect
from support.explorers import SIZE, named
from support.jupyter import in_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARGUMENT = named("argument")
STATE = "print(json.dumps([argument.selected, argument.off, argument.accepted, sorted(argument.fallen)]))"


@pytest.fixture
def lab(shown):
    ARGUMENT.anew(shown)
    return shown


def state(page):
    return json.loads(in_kernel(page, STATE))


def reaches_python(page, told):
    """Wait until Python has what the page shows: of quick changes, the last are sent once the first was answered."""
    for _ in range(50):
        if state(page)[: len(told)] == told:
            return
    assert state(page)[: len(told)] == told


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
    reaches_python(lab, ["C30", ["C30"], [], ["C27", "C28", "C29"]])
    assert (
        in_kernel(lab, "print(argument._sentence())").strip()
        == lab.locator(".sd-argument .sd-sentence").inner_text()
    )
    ARGUMENT.box(lab).get_by_role("button", name="Reset").click()
    lab.wait_for_selector(".sa-card[data-id=C27][data-state=on]")
    reaches_python(lab, ["C30", [], [], []])


def test_an_objection_is_ticked_and_the_table_says_the_same(lab):
    card(lab, "X05").locator("input").click()
    lab.wait_for_selector(".sa-card[data-id=C42][data-state=fallen]")
    reaches_python(lab, ["X05", [], ["X05"], ["C27", "C42"]])
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
    expect(lab.locator(".sd-argument .sd-sentence")).to_contain_text("Switched off: C36")
    assert lab.locator(".jp-Notebook .jp-Cell").count() == cells
    reaches_python(lab, ["C36", ["C36"]])
    assert lab.locator(".sa-board [tabindex='0']").count() == 1  # one stop for the tab key


def test_a_card_keeps_the_keys_when_the_cards_are_laid_out_anew(lab):
    cells = lab.locator(".jp-Notebook .jp-Cell").count()
    card(lab, "C27").locator(".sa-pick").focus()
    old = card(lab, "C27").element_handle()
    lab.set_viewport_size({"width": SIZE["width"] - 200, "height": SIZE["height"]})
    lab.wait_for_function("card => !card.isConnected", arg=old)
    lab.set_viewport_size(SIZE)
    lab.keyboard.press("x")
    expect(card(lab, "C27")).to_have_attribute("data-state", "off")
    assert lab.locator(".jp-Notebook .jp-Cell").count() == cells
    reaches_python(lab, ["X05", ["C27"]])


def test_python_moves_the_map(lab):
    in_kernel(lab, "argument.focus, argument.off, argument.selected = 'all', ['C07'], 'C06'")
    lab.wait_for_selector(".sa-card[data-id=C08][data-state=fallen]")
    assert lab.locator(".sa-card").count() == 53
    assert falling(lab) == ["C06", "C08"]
    assert lab.locator(".sa-panel h4").inner_text().startswith("C06")


def test_the_page_and_python_agree_on_what_falls(lab):
    chance = random.Random(7)
    claims, objections = [f"C{i:02d}" for i in range(1, 46)], [f"X{i:02d}" for i in range(1, 9)]
    for _ in range(8):
        off, accepted = chance.sample(claims, 3), chance.sample(objections, chance.randrange(6))
        said = in_kernel(
            lab, f"argument.off, argument.accepted = {off}, {accepted}; print(argument._sentence())"
        )
        expect(lab.locator(".sd-argument .sd-sentence")).to_have_text(said.strip())
