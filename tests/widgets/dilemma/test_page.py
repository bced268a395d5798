"""The page that `to_html` writes: opened from disk, with the network off."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from seoul_dilemma import datasets
from seoul_dilemma.widgets import DilemmaExplorer
from seoul_dilemma.widgets.dilemma.sentence import sentence as sentence_of
from seoul_dilemma.widgets.game import POSTURES, SCENARIOS, SIGNALS, Assumptions, solve
from seoul_dilemma.widgets.shared import in_hundreds, words
from support.accessibility import findings

pytestmark = pytest.mark.browser

POSTURE_NAMES = ("Refuse", "Indirect aid", "Open aid")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return DilemmaExplorer().to_html(tmp_path_factory.mktemp("a page") / "서울.html")


@pytest.fixture
def shown(page: Page, written):
    page.requests = []
    page.errors = []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.context.set_offline(True)
    page.goto(written.as_uri())
    page.wait_for_selector(".sd-plot")
    yield page
    assert page.requests == [written.as_uri()], "it asks for nothing but itself"
    assert page.errors == []


def test_both_dials_and_all_scenarios_work(shown: Page):
    sentence = shown.locator(".sd-sentence")
    shown.get_by_label("Alliance pressure", exact=True).focus()
    before = sentence.inner_text()
    shown.keyboard.press("Home")
    expect(sentence).not_to_have_text(before)
    before = sentence.inner_text()
    shown.get_by_label("Russian capacity", exact=True).focus()
    shown.keyboard.press("Home")
    expect(sentence).not_to_have_text(before)
    for scenario in SCENARIOS.values():
        shown.get_by_role("button", name=scenario.name.replace("2023-26", "2023–26")).click()
        expect(sentence).to_have_text(sentence_of(solve(0.0, 0.0, scenario.assumptions), words("en")))
    expect(shown.locator(".sd-waiting")).to_be_hidden()
    shown.get_by_role("button", name="Reset").click()
    expect(shown.locator(".sd-point")).to_have_attribute(
        "aria-valuetext", "alliance pressure 0.60, Russian capacity 0.35"
    )


def heaps(page: Page) -> list[int]:
    """Count the dots in each heap by where they are drawn."""
    middles = page.locator(".sd-history").evaluate_all(
        "dots => dots.map((dot) => { const r = dot.getBoundingClientRect(); return r.left + r.width / 2; })"
    )
    picture = page.locator(".sd-histories").first.bounding_box()
    places = [int(3 * (x - picture["x"]) / picture["width"]) for x in middles]
    return [places.count(k) for k in range(3)]


def test_a_hundred_dots_are_what_seoul_does_and_a_threat_pushes_them(shown: Page):
    shown.emulate_media(reduced_motion="reduce")  # they jump
    for key, pressure in (("Home", 0.0), ("End", 1.0)):
        shown.get_by_label("Alliance pressure", exact=True).press(key)
        here = solve(pressure, 0.35)
        whole = [1 - here.supply, here.supply - here.open_supply, here.open_supply]
        counts = {}
        for mode, shares in (("whole", whole), ("quiet", here.seoul[0]), ("threat", here.seoul[1])):
            shown.locator(f"[data-mode={mode}]").press("Enter")
            expect(shown.locator(f"[data-mode={mode}]")).to_have_attribute("aria-pressed", "true")
            expected = in_hundreds([float(share) for share in shares])
            assert heaps(shown) == expected
            numbers = ", ".join(f"{name} {n}" for name, n in zip(POSTURE_NAMES, expected, strict=True))
            assert numbers in shown.locator(".sd-histories").get_attribute("aria-label")
            counts[mode] = expected
        push = [b - a for a, b in zip(counts["quiet"], counts["threat"], strict=True)]
        assert shown.locator(".sd-push-change").all_inner_texts() == [
            f"+{n}" if n > 0 else f"−{-n}" if n else "±0" for n in push
        ]
        assert shown.locator(".sd-pushed").count() == sum(n for n in push if n > 0)


def test_a_pin_says_why_it_is_there_leads_there_and_can_be_dragged(shown: Page):
    table = datasets.load("pins")
    pins, told = shown.locator(".sd-pin"), shown.locator(".sd-pin-told")
    expect(pins).to_have_count(len(table))
    for chip, row in zip(shown.locator(".sd-pin-list button").all(), table.itertuples(), strict=True):
        chip.click()
        expect(told).to_contain_text(
            f"({row.pressure:.2f}, {row.capacity:.2f}): {row.reason} A pin is a judgement"
        )
        expect(shown.locator(".sd-point")).to_have_attribute(
            "aria-valuetext", f"alliance pressure {row.pressure:.2f}, Russian capacity {row.capacity:.2f}"
        )
    # By mouse: the pin moves, the map's point does not.
    head, plot = pins.nth(1).locator("span").bounding_box(), shown.locator(".sd-plot").bounding_box()
    x, y = head["x"] + head["width"] / 2, head["y"] + head["height"] / 2
    shown.mouse.move(x, y)
    shown.mouse.down()
    shown.mouse.move(plot["x"] + 0.8 * plot["width"], plot["y"] + 0.8 * plot["height"], steps=4)
    shown.mouse.up()
    expect(told).to_contain_text("you put it at 0.80, 0.20, we at 0.45, 0.50")
    expect(shown.locator(".sd-point")).to_have_attribute("aria-valuetext", re.compile("pressure 0.30"))
    pins.nth(1).locator("span").click()
    expect(shown.locator(".sd-point")).to_have_attribute("aria-valuetext", re.compile("pressure 0.80"))
    # By keyboard, and back to ours.
    pins.nth(1).press("Shift+ArrowUp")
    expect(told).to_contain_text("you put it at 0.80, 0.30")
    pins.nth(1).press("Escape")
    expect(told).to_contain_text("Treaty, June 2024 (0.45, 0.50)")


def test_goals_tick_as_they_are_reached_and_stay_ticked(page: Page, tmp_path):
    explorer = DilemmaExplorer(dials_only=True, goals=["refuse", "direct"])
    page.goto(explorer.to_html(tmp_path / "goals.html").as_uri())
    goals, pressure = page.locator(".sd-goals li"), page.get_by_label("Alliance pressure", exact=True)
    expect(page.locator(".sd-reached")).to_have_count(0)
    pressure.press("Home")
    page.get_by_label("Russian capacity", exact=True).press("End")
    expect(page.locator(".sd-reached")).to_have_text(["refuse?(reached)"])
    page.get_by_label("Russian capacity", exact=True).press("Home")
    pressure.press("End")
    expect(goals).to_have_text(["refuse?(reached)", "send arms openly?(reached)"])
    expect(page.locator(".sd-goals-after")).to_be_visible()
    assert findings(page, "main") == []


# What JupyterLab leaves of a laptop's screen, and of the same at a zoom of 200 %.
@pytest.mark.parametrize(("width", "height"), [(1000, 640), (560, 285)])
def test_dials_map_sentence_and_task_are_on_screen_together(page: Page, tmp_path, width, height):
    explorer = DilemmaExplorer(dials_only=True, goals=["refuse", "direct"])
    page.set_viewport_size({"width": width, "height": height})
    page.goto(explorer.to_html(tmp_path / "goals.html").as_uri())
    page.wait_for_selector(".sd-plot")
    for part in (".sd-dials", ".sd-map", ".sd-goals", ".sd-sentence"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= height, part
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_drawn_is_what_is_solved_at_200_random_points(shown: Page):
    # Off the grid, so that the browser has to interpolate. The table shows three decimals.
    points = np.random.default_rng(7).integers(0, 101, (200, 2)) / 100
    shown.locator(".sd-twin summary").click()
    tables = shown.evaluate(
        """async (points) => {
            const [pressure, capacity] = document.querySelectorAll('.sd-dials input');
            const frame = () => new Promise((done) => requestAnimationFrame(done));
            const seen = [];
            for (const [p, c] of points) {
                for (const [input, value] of [[pressure, p], [capacity, c]]) {
                    input.value = String(value);
                    input.dispatchEvent(new Event('input'));
                }
                await frame();
                seen.push([...document.querySelectorAll('.sd-twin td')].map((cell) => Number(cell.textContent)));
            }
            return seen;
        }""",
        points.tolist(),
    )
    tables = np.array(tables)
    exact = solve(points[:, 0], points[:, 1])
    arming = (1 - exact.belief)[:, :, None] * exact.arming[:, 0] + exact.belief[:, :, None] * exact.arming[
        :, 1
    ]
    expected = [exact.seoul[:, s, k] for s in range(len(SIGNALS)) for k in range(len(POSTURES))]
    expected += [arming[:, s, k] for s in range(len(SIGNALS)) for k in range(len(POSTURES))]
    expected += [exact.prior, exact.belief[:, 0], exact.belief[:, 1]]
    expected += [exact.supply, exact.open_supply, exact.retaliation, exact.threat_rate]
    expected += [100 * exact.backfire, 100 * exact.open_backfire, exact.threat_payoff]
    expected = np.stack(expected, axis=1)
    assert tables.shape == expected.shape
    off = np.abs(tables - expected)
    off[:, -3:-1] /= 100
    # Half a unit of the last shown digit, and the error that the page states (0.1 in 100).
    assert off.max() <= 0.0005 + 0.001


def test_no_word_on_a_map_is_cut_off(page: Page, written):
    page.add_init_script(
        """const draw = CanvasRenderingContext2D.prototype.fillText;
        window.cut = [];
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const half = this.measureText(text).width / 2;
            const width = this.canvas.width / this.getTransform().a;
            if (x - half < 0 || x + half > width || y < 6 || y > width - 6) window.cut.push(text);
            draw.call(this, text, x, y);
        };"""
    )
    page.goto(written.as_uri())
    page.get_by_label("Compare with").select_option("record")
    for width in (1100, 400):
        page.set_viewport_size({"width": width, "height": 900})
        for layer in ("posture", "backfire", "retaliation"):
            page.locator(f"[data-layer={layer}]").click()
            for key in SCENARIOS:
                page.locator(f".sd-chip[data-key='{key}']").click()
                page.evaluate(
                    "() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"
                )
    assert page.evaluate("window.cut") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1100])
def test_axe_finds_nothing_serious(shown: Page, scheme, width):
    shown.emulate_media(color_scheme=scheme)
    shown.set_viewport_size({"width": width, "height": 1000})
    for summary in shown.locator("summary").all():
        summary.click()
    shown.get_by_label("Compare with").select_option("record")
    assert findings(shown, "main") == []
    assert shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_motion_is_spared_for_those_who_ask(shown: Page, browser, written):
    lively = browser.new_context(reduced_motion="no-preference").new_page()
    lively.goto(written.as_uri())
    click = """() => {
        document.querySelector(".sd-chip[data-key='record']").click();
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(
            document.getAnimations().length))));
    }"""
    assert lively.evaluate(click) > 0
    lively.context.close()
    assert shown.evaluate(click) == 0


def test_assumptions_of_ones_own_go_along_and_stay_as_they_are(page: Page, tmp_path):
    explorer = DilemmaExplorer(assumptions=Assumptions(domestic_cost=1.5), pressure=0.9, language="ko")
    page.goto(explorer.to_html(tmp_path / "own.html").as_uri())
    expect(page.locator(".sd-chip[aria-pressed='true']")).to_have_text("나의 가정")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.locator("summary", has_text="가정").first.click()
    expect(page.get_by_label("국내 비용")).to_be_disabled()
    expect(page.get_by_label("국내 비용")).to_have_value("1.5")


def test_a_page_that_cannot_be_written_leaves_what_was_there(tmp_path):
    explorer = DilemmaExplorer()
    with pytest.raises(OSError, match="nowhere"):
        explorer.to_html(tmp_path / "nowhere" / "page.html")
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OSError):
        explorer.to_html(tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
