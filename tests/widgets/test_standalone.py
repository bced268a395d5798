"""Explorers as pages of their own: opened from disk with the network off, moved, no kernel anywhere."""

import pytest
from playwright.sync_api import Page, expect
from seoul_dilemma import widgets
from seoul_dilemma.widgets.shared import Standalone
from support.accessibility import findings
from support.explorers import EXPLORERS, Explorer

pytestmark = pytest.mark.browser

ALONE = [each for each in EXPLORERS if each.alone]


def made(explorer: Explorer) -> Standalone:
    """Make the explorer as a lesson does."""
    return eval(explorer.made, vars(widgets) | {n: getattr(widgets, n) for n in widgets.__all__})


def test_those_that_work_without_a_kernel_are_those_that_have_a_page():
    assert {each.name for each in EXPLORERS if isinstance(made(each), Standalone)} == {e.name for e in ALONE}


@pytest.mark.parametrize("explorer", ALONE, ids=lambda each: each.name)
def test_it_lives_in_a_page_opened_from_disk(page: Page, tmp_path, explorer: Explorer):
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.context.set_offline(True)
    thing = made(explorer)
    written = thing.to_html(tmp_path / "페이지.html")
    page.goto(written.as_uri())
    said = page.locator(".sd-sentence")
    expect(said).to_have_text(thing._sentence())
    before = said.inner_text()
    page.locator(explorer.handle).press(explorer.key)
    expect(said).not_to_have_text(before)
    for scheme, width in (("dark", 390), ("light", 1100)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert findings(page, "main") == [], scheme
    assert asked == [written.as_uri()], "it asks for nothing but itself"
    assert errors == []


def test_a_page_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        widgets.BeliefUpdater().to_html(tmp_path / "nowhere" / "page.html")
    assert list(tmp_path.iterdir()) == []
