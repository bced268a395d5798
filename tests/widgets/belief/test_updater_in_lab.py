"""BeliefUpdater in JupyterLab: what is dragged, pressed and read."""

import json

import pytest
from support.explorers import named
from support.jupyter import in_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BELIEF = named("belief")
STATE = "print(json.dumps([getattr(belief, n) for n in ('prior', 'if_hard', 'if_soft', 'threats', 'overlap', 'path')]))"


@pytest.fixture
def lab(shown):
    BELIEF.anew(shown)
    return shown


def state(page):
    return json.loads(in_kernel(page, STATE))


def drag(page, selector, dx, dy):
    page.locator(selector).scroll_into_view_if_needed()
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
        BELIEF.box(lab).get_by_label(label, exact=True).focus()
        for key in keys.split():
            lab.keyboard.press(key)
    lab.wait_for_timeout(300)
    prior, _, _, threats, overlap, path = state(lab)
    assert (prior, threats, overlap) == (0.99, 4, 0.2)
    lab.locator(".sd-belief .sd-twin summary").click()
    shown = lab.locator(".sd-belief .sd-table tbody td").all_text_contents()
    assert [float(cell) for cell in shown] == pytest.approx([100 * belief for belief in path], abs=0.051)


def test_python_moves_the_picture_and_the_sentence_is_the_same_in_both(lab):
    in_kernel(lab, "belief.prior, belief.if_soft, belief.threats = 0.5, 0.8, 3")
    lab.wait_for_timeout(300)
    sentence = lab.locator(".sd-belief .sd-sentence").inner_text()
    assert "no news" in sentence
    assert in_kernel(lab, "print(belief._sentence())").strip() == sentence
    lab.get_by_role("button", name="One whose words are costly").click()
    lab.wait_for_timeout(300)
    assert state(lab)[1:3] == [0.5, 0.02]
    assert (
        in_kernel(lab, "print(belief._sentence())").strip()
        == lab.locator(".sd-belief .sd-sentence").inner_text()
    )
