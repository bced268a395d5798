"""A class of a hundred: six browsers and ninety-four socket clients play a short room to its end."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from seoul_dilemma.grading.play.pairing import OPTIONS
from seoul_dilemma.widgets.game import fit_class
from support.accessibility import findings
from support.playroom import Console, Phone, Served, served

pytestmark = pytest.mark.browser
PATIENCE = 200


def phone(browser: Browser, locale: str = "en-US") -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale=locale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)
    return context.new_page()


def sit_down(page: Page, room: Served) -> None:
    """Join by the address in the picture, and answer the three questions, the second one by trying."""
    page.goto(f"{room.base}#{room.code}")
    page.locator("[data-key=join]").click()
    page.locator("[data-key=q0no]").click()
    expect(page.locator("svg.tree")).to_be_visible()
    for answer in page.locator(".choices button").all():
        answer.click()
        if page.locator("[data-key=q2same]").count():
            break
    page.locator("[data-key=q2same]").click()
    expect(page.locator("#precision")).to_be_visible()


def others(room: Served, n: int) -> threading.Thread:
    """Let so many programs play, and one instruct, beside the browsers."""

    async def play() -> None:
        phones = [await Phone(room, i).join() for i in range(n)]
        for each in phones:
            await each.ask("pass")
        console = await Console(room).enter()
        await console.until(lambda view: view["passed"] == n + 6, PATIENCE)
        await asyncio.gather(console.direct(), *(each.play(OPTIONS) for each in phones))

    thread = threading.Thread(target=lambda: asyncio.run(asyncio.wait_for(play(), PATIENCE)), daemon=True)
    thread.start()
    return thread


def test_a_hundred_play_a_short_room_to_its_end(browser: Browser, tmp_path: Path):
    folder = tmp_path / "class"
    with served(folder, "--rounds", "2,1,1", "--shown", "2", "--seconds", "20") as room:
        pages = [phone(browser, "ko-KR" if i == 1 else "en-US") for i in range(6)]
        projector, console = phone(browser), browser.new_context().new_page()
        faults: list[str] = []
        for page in (*pages, projector, console):
            page.on("pageerror", lambda error: faults.append(str(error)))
        try:
            projector.goto(f"{room.base}projector#{room.token}")
            console.goto(f"{room.base}console#{room.token}")
            expect(projector.locator(".roomcode")).to_have_text(room.code)
            for page in pages:
                sit_down(page, room)
            expect(pages[1].locator("h1")).to_have_text(re.compile("[가-힣]"))
            expect(projector.locator(".counts")).to_contain_text("6")
            assert [
                found for page in (pages[0], projector, console) for found in findings(page, "body")
            ] == []
            playing = others(room, 94)
            end = time.monotonic() + PATIENCE
            cut = looked = False
            trees = set()
            while playing.is_alive() and time.monotonic() < end:
                for number, page in enumerate(pages):
                    button = page.locator("[data-number='1']").first
                    if not button.count():
                        continue
                    trees.add(page.locator("svg.tree").first.get_attribute("aria-label"))
                    if not looked:
                        looked = True
                        assert findings(page, "body") == []
                        # One hand, one screen: the whole question without scrolling.
                        assert page.evaluate("document.documentElement.scrollHeight") <= 844
                    if number == 2 and not cut:
                        cut = True
                        page.context.set_offline(True)
                        expect(page.locator("#wire")).to_have_text("connection lost, trying again")
                        page.context.set_offline(False)
                        expect(page.locator("body")).to_have_attribute("data-wire", "open")
                    with contextlib.suppress(Exception):  # the round may end while we reach for the button
                        if number == 0:
                            page.keyboard.press("1")
                        else:
                            button.click(timeout=2_000)
                time.sleep(0.05)
            assert not playing.is_alive(), "the class did not come to its end"
            for page in pages:
                expect(page.locator("h1")).to_have_text(re.compile("over|끝났"))
            expect(projector.locator(".figure").first).to_be_visible()
            assert findings(projector, "body") == []
            assert cut and faults == []
            # Where one stands in the tree is said in words too.
            assert any("You choose here: quiet, indirect" in str(tree) for tree in trees)
        finally:
            for page in (*pages, projector, console):
                page.context.close()
        assert room.stop() == 0
    fit = fit_class(folder)
    assert (fit.pairs, fit.rounds) == (50, 4)
    rows = fit.record.rows
    assert len(rows) == 50 * 4
    assert sum(bool(row.bot) for row in rows) < len(rows) / 3


def test_another_phone_takes_the_seat_by_its_four_letters(browser: Browser, tmp_path: Path):
    with served(tmp_path / "class") as room:
        first, second, stranger = phone(browser), phone(browser), phone(browser)
        try:
            first.goto(f"{room.base}#{room.code}")
            first.locator("[data-key=join]").click()
            expect(first.locator("#code")).to_have_text(re.compile(r"Seat [A-Z]{4}"))
            code = first.locator("#code").inner_text().split()[-1]
            second.goto(room.base)
            second.locator("[data-key=back]").click()
            second.locator("#room").fill(room.code.lower())
            second.locator("#seat").fill(code.lower())
            second.locator("[data-key=join]").click()
            expect(second.locator("#code")).to_have_text(f"Seat {code}")
            first.reload()
            expect(first.locator("#code")).to_have_text(f"Seat {code}")
            stranger.goto(f"{room.base}console#nothing")
            expect(stranger.locator(".problem")).to_contain_text("not the instructor's token")
        finally:
            for page in (first, second, stranger):
                page.context.close()
