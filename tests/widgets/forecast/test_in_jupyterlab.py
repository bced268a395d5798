"""`ForecastPad` in JupyterLab: a bet by keyboard, kept on disk, recalled beside the answer."""

import json

import pytest
from playwright.sync_api import Page, expect
from support.accessibility import findings
from support.jupyter import in_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_bet_is_placed_kept_and_recalled(lab: Page, server):
    pad = lab.locator(".jp-Cell").nth(2).locator(".sd-box")
    slider = pad.get_by_label("Probability that the answer is yes")
    slider.scroll_into_view_if_needed()
    slider.focus()
    for _ in range(5):
        lab.keyboard.press("ArrowRight")
    expect(pad.locator("output")).to_have_text("55 %")
    pad.get_by_role("button", name="Save my bet").click()
    expect(pad).to_contain_text("Saved: 55 %")
    kept = json.loads((server.root / "forecasts.json").read_text(encoding="utf-8"))
    assert [bet["probability"] for bet in kept["forecasts"]["q"]["bets"]] == [0.55]
    assert findings(lab, ".sd-pad") == []

    in_kernel(lab, "ForecastPad('q').reveal(True, 'It rose.')")
    answer = lab.locator(".jp-Cell").last.locator(".sd-box")
    for part in (
        "Will the threat backfire?",
        "The answer: yes.",
        "Your bet: 55 %.",
        "It rose.",
        "Brier score 0.20",
    ):
        expect(answer).to_contain_text(part)
    expect(answer.get_by_role("button", name="Save my bet")).to_be_hidden()
    assert findings(lab, ".jp-Cell:last-of-type .sd-pad") == []

    # A file that cannot be written: the pad says so, and keeps the bet.
    (server.root / "forecasts.json").unlink()
    (server.root / "forecasts.json").mkdir()
    pad.get_by_role("button", name="Save my bet").click()
    expect(pad.locator("[role=alert]")).to_contain_text("could not be written")
    (server.root / "forecasts.json").rmdir()
    assert lab.errors == []
