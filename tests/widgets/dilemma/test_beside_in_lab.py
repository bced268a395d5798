"""What stands below the map in JupyterLab: a third dial, a belief along the warnings, other equilibria."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from seoul_dilemma.widgets.dilemma.beside import STRUCK_BACK, path, warnings_heard
from seoul_dilemma.widgets.game import Assumptions, other_equilibria, solve_two
from support.accessibility import findings
from support.jupyter import JupyterServer, in_kernel, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "from seoul_dilemma.widgets import DilemmaExplorer\n"
    "from seoul_dilemma.widgets.game import Assumptions\n"
    "twice = DilemmaExplorer(shadow=1)\ntwice",
    "sharp = DilemmaExplorer(assumptions=Assumptions(precision=40), pressure=0.5, capacity=0.5)\nsharp",
    "",
]


@pytest.fixture(scope="module")
def page(server: JupyterServer, browser: Browser) -> Iterator[Page]:
    server.write("beside.ipynb", CELLS)
    context = browser.new_context(viewport={"width": 1280, "height": 1500}, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_notebook(page, server.lab("beside.ipynb"))
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    run_all(page)
    for nth in (0, 1):
        expect(beside(page, nth)).to_be_visible(timeout=60_000)
    yield page
    assert errors == []
    context.close()


def box(page: Page, nth: int = 0) -> Locator:
    return page.locator(".jp-Cell").nth(nth).locator(".sd-box").first


def beside(page: Page, nth: int = 0) -> Locator:
    return box(page, nth).locator(".sd-at-rest")


def said(shadow: float) -> str:
    """Return the part of the sentence under the path that a reader of `solve_two` would expect."""
    last = path(0.6, 0.35, Assumptions(), (), shadow)[-1]
    return f"is {100 * last:.1g} after 10 warnings"


def test_the_third_dial_moves_by_keyboard_and_all_follows(page: Page) -> None:
    handle = box(page).locator(".sd-dial-shadow .noUi-handle")
    expect(handle).to_have_attribute("aria-label", "Shadow of the future")
    expect(beside(page)).to_contain_text(said(1.0))
    before = box(page).locator(".sd-totals dd").nth(1).inner_text()
    handle.focus()
    page.keyboard.press("End")
    expect(handle).to_have_attribute("aria-valuetext", "2")
    there = solve_two(0.6, 0.35, shadow=2.0, values="current")
    openly = box(page).locator(".sd-totals dd").nth(1)
    expect(openly).to_have_text(str(int(100 * there.open_supply + 0.5)))
    assert int(openly.inner_text()) < int(before)
    expect(beside(page)).to_contain_text(said(2.0))
    expect(beside(page)).not_to_have_class("sd-old")
    assert in_kernel(page, "print(twice.shadow, twice.equilibrium.shadow)").split() == ["2.0", "2.0"]
    handle.focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(handle).to_have_attribute("aria-valuetext", "1.8")
    # A widget holds its last words back while the kernel is busy: let them arrive before the next test starts.
    for _ in range(20):
        if in_kernel(page, "print(twice.shadow)").strip() == "1.8":
            break
        page.wait_for_timeout(250)
    in_kernel(page, "twice.reset()")
    expect(handle).to_have_attribute("aria-valuetext", "1")


def test_the_path_has_a_dot_for_each_warning_and_the_table_its_numbers(page: Page) -> None:
    struck = [back for _, back in warnings_heard()]
    assert STRUCK_BACK == ("partial", "elsewhere")
    dots = beside(page).locator("circle")
    expect(dots).to_have_count(1 + len(struck))
    expect(beside(page).locator(".sd-dot-armed")).to_have_count(sum(struck))
    box(page).locator(".sd-twin summary").click()
    expected = path(0.6, 0.35, Assumptions(), (), 1.0)[1:]
    for (who, _), belief in zip(warnings_heard(), expected, strict=True):
        row = box(page).locator("tr", has_text=f"Belief after the warning to {who}")
        expect(row.locator("td")).to_have_text(f"{belief:.4f}")
    box(page).locator(".sd-twin summary").click()


def test_the_map_of_two_periods_is_that_of_solve_two(page: Page) -> None:
    dial = box(page).locator(".sd-dial-pressure .noUi-handle")
    for _ in range(20):  # what the page said in an earlier test may come late, and set the dials back
        in_kernel(page, "twice.pressure, twice.capacity = 0.9, 0.4")
        page.wait_for_timeout(250)
        if dial.get_attribute("aria-valuetext") == "0.9" and "0.9 0.4" in in_kernel(
            page, "print(twice.pressure, twice.capacity)"
        ):
            break
    there = solve_two(0.9, 0.4, shadow=1.0, values="current")
    expect(box(page).locator(".sd-totals dd").nth(1)).to_have_text(str(int(100 * there.open_supply + 0.5)))
    after = box(page).locator(".sd-bars .sd-stack").nth(1)
    direct = int(100 * there.seoul[1, 2] + 0.5)
    expect(after).to_have_attribute("aria-label", f"After a threat: {rest(there)}Open aid {direct}")
    in_kernel(page, "twice.reset()")


def rest(there: object) -> str:
    refuse, indirect = (int(100 * there.seoul[1, k] + 0.5) for k in (0, 1))  # type: ignore[attr-defined]
    return f"Refuse {refuse}, Indirect aid {indirect}, "


def test_other_equilibria_are_shown_and_the_one_on_the_branch_is_named(page: Page) -> None:
    others = other_equilibria(0.5, 0.5, Assumptions(precision=40.0))
    assert others.shape == (2,)
    rows = beside(page, 1).locator(".sd-others .sd-row")
    expect(rows).to_have_count(3)
    expect(beside(page, 1)).to_contain_text("Other equilibria found at these dials: 2")
    expect(rows.first).to_contain_text("On the branch, shown")
    for k, shares in enumerate(others.seoul_on_path, 1):
        label = rows.nth(k).locator(".sd-stack").get_attribute("aria-label")
        assert label is not None
        assert abs(int(label.rsplit(" ", 1)[1]) - 100 * shares[2]) <= 1
    in_kernel(page, "sharp.scenario = 'op-ed'")
    expect(rows).to_have_count(0)
    expect(beside(page, 1)).to_contain_text("No other equilibrium was found")
    in_kernel(page, "sharp.reset()")
    expect(rows).to_have_count(3)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_serious(page: Page, theme: str) -> None:
    page.evaluate(
        f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {theme}'}})"
    )
    page.wait_for_selector(f"body[data-jp-theme-light='{str(theme == 'Light').lower()}']", state="attached")
    assert findings(page, ".sd-box") == []


def test_nothing_sticks_out_where_it_is_narrow(page: Page) -> None:
    page.set_viewport_size({"width": 420, "height": 1500})
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.sd-at-rest')].flatMap((part) => {
            const edge = part.closest('.sd-box').getBoundingClientRect().right + 1;
            const all = [...part.querySelectorAll('*')];
            return all.filter((e) => e.getBoundingClientRect().right > edge).map((e) => e.tagName);
        })"""
    )
    page.set_viewport_size({"width": 1280, "height": 1500})
    assert wide == []
