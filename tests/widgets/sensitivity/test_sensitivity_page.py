"""SensitivityExplorer in JupyterLab: pressed, moved and read."""

import pytest
from support.explorers import named
from support.jupyter import in_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENSITIVITY = named("sensitivity")


@pytest.fixture
def lab(shown):
    SENSITIVITY.anew(shown)
    return shown


def test_bars_dials_and_lists_reach_python_and_come_back(lab):
    sentence = lab.locator(".sd-sens .sd-sentence")
    first = sentence.inner_text()
    bar = lab.locator(".sd-sens-bar button").first
    bar.click()
    lab.wait_for_function(
        "() => document.querySelector('.sd-sens .sd-sentence').textContent.includes('known: 1')"
    )
    assert bar.get_attribute("aria-pressed") == "true"
    SENSITIVITY.box(lab).get_by_label("Alliance pressure").focus()
    lab.keyboard.press("ArrowRight")
    SENSITIVITY.box(lab).get_by_label("Watch").select_option("open_supply")
    lab.wait_for_function(
        "() => document.querySelector('.sd-sens .sd-sentence').textContent.includes('open aid')"
    )
    assert sentence.inner_text() != first
    told = in_kernel(
        lab, "print(sensitivity.known, sensitivity.pressure, sensitivity.outcome, repr(sensitivity))"
    )
    assert "['alliance_credit'] 0.65 open_supply" in told
    assert sentence.inner_text() in told


def test_the_table_twin_holds_the_bars(lab):
    lab.locator(".sd-sens summary").click()
    rows = lab.locator(".sd-sens tbody tr")
    told = in_kernel(
        lab,
        "print(len(sensitivity.tornado), sensitivity.tornado[0].name, f'{sensitivity.tornado[0].at_high:.3f}')",
    ).split()
    assert rows.count() == int(told[0])
    assert told[1] in rows.first.inner_text() and told[2] in rows.first.inner_text()
