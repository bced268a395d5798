"""SensitivityExplorer in JupyterLab: pressed, moved and read."""

import pytest
from support.accessibility import findings
from support.jupyter import in_kernel, open_notebook, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = ["from seoul_dilemma.widgets import SensitivityExplorer\ns = SensitivityExplorer()\ns", "0"]


@pytest.fixture(scope="module")
def lab(server, browser):
    server.write("sensitivity.ipynb", CELLS)
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    page = context.new_page()
    open_notebook(page, server.lab("sensitivity.ipynb"))
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    run_all(page)
    page.wait_for_selector(".sd-sens .sd-sentence:not(:empty)")
    yield page
    context.close()


def test_bars_dials_and_lists_reach_python_and_come_back(lab):
    sentence = lab.locator(".sd-sens .sd-sentence")
    first = sentence.inner_text()
    bar = lab.locator(".sd-sens-bar button").first
    bar.click()
    lab.wait_for_function(
        "() => document.querySelector('.sd-sens .sd-sentence').textContent.includes('known: 1')"
    )
    assert bar.get_attribute("aria-pressed") == "true"
    lab.get_by_label("Alliance pressure").focus()
    lab.keyboard.press("ArrowRight")
    lab.get_by_label("Watch").select_option("open_supply")
    lab.wait_for_function(
        "() => document.querySelector('.sd-sens .sd-sentence').textContent.includes('open aid')"
    )
    assert sentence.inner_text() != first
    told = in_kernel(lab, "print(s.known, s.pressure, s.outcome, repr(s))")
    assert "['alliance_credit'] 0.65 open_supply" in told
    assert sentence.inner_text() in told


def test_the_table_twin_holds_the_bars(lab):
    lab.locator(".sd-sens summary").click()
    rows = lab.locator(".sd-sens tbody tr")
    told = in_kernel(lab, "print(len(s.tornado), s.tornado[0].name, f'{s.tornado[0].at_high:.3f}')").split()
    assert rows.count() == int(told[0])
    assert told[1] in rows.first.inner_text() and told[2] in rows.first.inner_text()


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_serious_for_assistive_technology_light_and_dark(lab, theme):
    lab.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.wait_for_selector(f'body[data-jp-theme-name="{theme}"]', state="attached")
    assert findings(lab, ".sd-box:has(.sd-sens)") == []


def test_a_narrow_window_cuts_nothing_off(lab):
    lab.set_viewport_size({"width": 400, "height": 900})
    lab.wait_for_function("() => document.querySelector('.sd-sens').getBoundingClientRect().width < 400")
    over = lab.evaluate(
        "() => { const e = document.querySelector('.sd-sens'); return e.scrollWidth - e.clientWidth }"
    )
    assert over <= 1
