"""StakesExplorer in JupyterLab: what is dragged, pressed and read."""

import json

import pytest
from support.explorers import named
from support.jupyter import in_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STAKES = named("stakes")
STATE = "print(json.dumps([stakes.base, stakes.lost, stakes.months, stakes.rerouted, stakes.loss]))"


@pytest.fixture
def lab(shown):
    STAKES.anew(shown)
    return shown


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
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    lab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.mouse.down()
    lab.mouse.move(box["x"] - 400, box["y"] + 5, steps=4)
    lab.mouse.up()
    lab.wait_for_timeout(300)
    assert state(lab)[1] == [0.3, 0.3]
    assert said(lab) == in_kernel(lab, "print(stakes._sentence())").strip()


def test_every_dial_works_by_keyboard_and_the_table_agrees_with_python(lab):
    first = state(lab)
    for label, key in (
        ("Share lost, at least", "End"),
        ("Share lost, at most", "ArrowRight"),
        ("Sold elsewhere, at least", "Home"),
        ("Sold elsewhere, at most", "ArrowLeft"),
        ("Months", "End"),
    ):
        STAKES.box(lab).get_by_label(label, exact=True).focus()
        lab.keyboard.press(key)
    STAKES.box(lab).get_by_role("button", name="2024 (4.53 billion)").click()
    lab.wait_for_timeout(400)
    base, lost, months, rerouted, loss = state(lab)
    assert (base, lost, months, rerouted) == (2024, [0.8, 0.81], 36, [0, 0.39])
    lab.locator(".sd-stakes .sd-twin summary").click()
    row = lab.locator(".sd-stakes .sd-table tbody tr").first.locator("td")
    assert [float(row.nth(i).inner_text()) for i in (0, 1)] == pytest.approx(loss, abs=0.006)
    assert said(lab) == in_kernel(lab, "print(stakes._sentence())").strip()
    STAKES.box(lab).get_by_role("button", name="Reset the dials").click()
    lab.wait_for_timeout(400)
    assert state(lab)[1:4] == first[1:4]


def test_python_moves_the_picture(lab):
    in_kernel(lab, "stakes.lost = (0, 0.1)")
    lab.wait_for_timeout(300)
    assert "0.0 to 0.9 billion" in said(lab)
    assert "lies below" in said(lab)
    lost = STAKES.box(lab).get_by_label("Share lost, at most", exact=True)
    assert lost.input_value() == "0.1"
