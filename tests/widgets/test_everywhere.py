"""Every explorer under every condition that readers meet, in one JupyterLab; which test fails says where and when."""

import shutil
import time
from collections.abc import Iterator

import nbformat
import pytest
from nbconvert import HTMLExporter, LatexExporter
from playwright.sync_api import Locator, Page, expect
from seoul_dilemma.grading.cli.server import STUDENT_SETTINGS
from support.accessibility import findings
from support.explorers import EXPLORERS, NOTEBOOK, SIZE, Explorer, all_there, attach
from support.jupyter import in_kernel, open_notebook, run_cell
from traitlets.config import Config

pytestmark = [pytest.mark.browser, pytest.mark.slow]

every = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda explorer: explorer.name)

THEME = (
    "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${theme}`})"
)
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"

# What lies outside the explorer, and words that are cut off. What scrolls may be wider than it shows.
OUT = """(box) => {
    const edge = box.getBoundingClientRect();
    const name = (e) => `${e.tagName} ${e.getAttribute('class') ?? ''} ${e.textContent.slice(0, 30)}`;
    const seen = [...box.querySelectorAll('*')].filter((e) => !e.closest('.sd-scroll, .sa-scroll, .sd-hidden, svg'));
    const out = seen.filter((e) => {
        const r = e.getBoundingClientRect();
        return r.width && (r.right > edge.right + 1 || r.left < edge.left - 1);
    });
    const cut = seen.filter((e) => e.matches('button, label, p, figcaption, summary, .sd-part, .sd-value')
        && e.clientWidth && e.scrollWidth > e.clientWidth + 1);
    return [...out, ...cut].map(name);
}"""

# Letters of pictures that are smaller than 10 pixels on screen.
TINY = """(box) => [...box.querySelectorAll('svg text')].filter((text) => text.textContent && text.checkVisibility()
    && parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a < 9.9)
    .map((text) => text.textContent)"""

# What a reader can use, in the order of the page: marked, and counted.
MARK = """(box) => {
    const all = [...box.querySelectorAll('button, select, input, summary, a[href], [tabindex]')].filter((e) =>
        e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }));
    all.forEach((e, i) => { e.dataset.stop = i; });
    all[0].focus();
    return all.length;
}"""


def changed(explorer: Explorer, page: Page, attribute: str, before: object) -> object:
    """Wait until Python has another value, and return it."""
    deadline = time.monotonic() + 60
    while (now := explorer.value(page, attribute)) == before:
        assert time.monotonic() < deadline, f"{explorer.name}.{attribute} is still {before!r}"
    return now


def follows(explorer: Explorer, page: Page) -> None:
    """Press the key: the words on the page change, and Python hears of it."""
    before, said = explorer.value(page, explorer.state), explorer.said(page)
    explorer.press(page)
    expect(explorer.box(page).locator(explorer.answer)).not_to_have_text(said)
    changed(explorer, page, explorer.state, before)


@pytest.fixture(scope="module", params=["Dark", "Light"])
def theme(shown: Page, request) -> str:
    shown.evaluate(THEME, request.param)
    shown.wait_for_selector(
        f"body[data-jp-theme-light='{str(request.param == 'Light').lower()}']", state="attached"
    )
    return request.param


@pytest.fixture(scope="module", params=[{"width": 400, "height": 900}, {"width": 640, "height": 500}])
def small(shown: Page, request) -> Iterator[Page]:
    """A window of 400 pixels; and one of 1280 at a zoom of 200 %, which leaves half the pixels each way."""
    shown.set_viewport_size(request.param)
    yield shown
    shown.set_viewport_size(SIZE)


@every
def test_axe_finds_nothing_serious_with_every_fold_open(shown: Page, theme, explorer):
    explorer.anew(shown)
    in_kernel(shown, explorer.colours)
    box = explorer.box(shown)
    box.evaluate(
        "(box, name) => { box.id = name; for (const fold of box.querySelectorAll('details')) fold.open = true; }",
        f"axe-{explorer.name}",
    )
    try:
        assert findings(shown, f"#axe-{explorer.name}") == []
        ground = box.evaluate("(box) => getComputedStyle(box).backgroundColor.match(/\\d+/g).map(Number)")
        assert (max(ground) < 60) == (theme == "Dark")
    finally:
        box.evaluate("(box) => { for (const fold of box.querySelectorAll('details')) fold.open = false; }")


@every
def test_in_a_small_window_nothing_is_cut_off_or_tiny_and_everything_works(small: Page, explorer):
    expect(explorer.box(small)).not_to_have_css("width", "0px")
    assert explorer.box(small).evaluate(OUT) == []
    assert explorer.box(small).evaluate(TINY) == []
    follows(explorer, small)


@every
def test_the_tab_key_visits_every_control_and_leaves(shown: Page, explorer):
    box = explorer.box(shown)
    stops = box.evaluate(MARK)
    visited = []
    for _ in range(stops + 1):
        at = shown.evaluate("() => document.activeElement?.dataset.stop ?? null")
        if at is None:
            break
        visited.append(int(at))
        shown.keyboard.press("Tab")
    assert visited == list(range(stops))
    assert not box.evaluate("(box) => box.contains(document.activeElement)")


@every
def test_a_finger_moves_it(shown: Page, explorer):
    before = explorer.value(shown, explorer.touched)
    held = explorer.box(shown).locator(explorer.held)
    held.scroll_into_view_if_needed()
    if explorer.by is None:
        held.tap()
    else:
        drag_by_finger(shown, held, *explorer.by)
    changed(explorer, shown, explorer.touched, before)


def drag_by_finger(page: Page, held: Locator, right: int, down: int) -> None:
    area = held.bounding_box()
    x, y = area["x"] + area["width"] / 2, area["y"] + area["height"] / 2
    wire = page.context.new_cdp_session(page)
    for step in range(6):
        points = [{"x": x + right * step / 5, "y": y + down * step / 5}]
        wire.send(
            "Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points}
        )
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    wire.detach()


@every
def test_it_moves_only_for_readers_who_want_that(shown: Page, explorer):
    moving = """(box) => [...box.querySelectorAll('*')].some((e) => {
        const style = getComputedStyle(e);
        return [style.transitionDuration, style.animationDuration].some((each) => /[1-9]/.test(each));
    })"""
    assert not explorer.box(shown).evaluate(moving)
    if explorer.name in ("argument", "exports"):
        shown.emulate_media(reduced_motion="no-preference")
        assert explorer.box(shown).evaluate(moving)
        shown.emulate_media(reduced_motion="reduce")


@every
def test_two_views_are_one_explorer(shown: Page, explorer):
    in_kernel(shown, explorer.name)
    second = shown.locator(".jp-Cell").last.locator(".sd-box")
    words = second.locator(explorer.answer)
    expect(words).to_have_text(explorer.said(shown))
    said = explorer.said(shown)
    explorer.press(shown)
    expect(words).not_to_have_text(said)
    expect(explorer.box(shown).locator(explorer.answer)).to_have_text(words.inner_text())
    in_kernel(shown, "pass")
    expect(second).to_have_count(0)
    follows(explorer, shown)


@every
def test_running_its_cell_again_starts_anew(shown: Page, explorer):
    explorer.anew(shown)
    new = explorer.value(shown, explorer.state)
    follows(explorer, shown)
    explorer.anew(shown)
    expect(explorer.box(shown)).to_have_count(1)
    assert explorer.value(shown, explorer.state) == new
    follows(explorer, shown)
    assert shown.errors == []


@pytest.fixture(scope="module")
def saved(shown: Page, server) -> nbformat.NotebookNode:
    """The notebook on disk, as JupyterLab saves it for a student: with the state of its widgets."""
    for explorer in EXPLORERS:
        explorer.anew(shown)
    shown.evaluate(SAVE)
    return nbformat.read(server.root / NOTEBOOK, as_version=4)


@every
def test_without_a_front_end_there_are_a_picture_and_a_sentence(saved, explorer):
    cell = saved.cells[1 + EXPLORERS.index(explorer)]
    in_a_console = cell.outputs[0].data["text/plain"]
    kind, _, sentence = in_a_console.partition(": ")
    assert explorer.made.startswith(kind)
    assert sentence.endswith(".")
    alone = nbformat.v4.new_notebook(cells=[cell], metadata=saved.metadata)
    as_in_the_course = Config(STUDENT_SETTINGS["jupyter_nbconvert_config.json"])
    page, _ = HTMLExporter(config=as_in_the_course).from_notebook_node(alone)
    body = page[page.index("<body") :]
    paper, resources = LatexExporter(config=as_in_the_course).from_notebook_node(alone)
    if explorer.name == "forecast":  # words say it all
        assert "No bet yet." in body
        assert "No bet yet." in paper
        return
    assert "data:image/png;base64," in body
    assert "\\includegraphics" in paper or "\\adjustimage" in paper
    assert [name for name in resources["outputs"] if name.endswith(".png")]


@pytest.fixture(scope="module")
def reloaded(shown: Page, server, saved) -> Page:
    """The page closed and opened again, while the kernel ran on."""
    shown.evaluate(SAVE)
    shown.goto("about:blank")
    open_notebook(shown, server.lab(NOTEBOOK))
    attach(shown)
    all_there(shown)
    return shown


@every
def test_a_page_that_is_opened_again_finds_its_kernel(reloaded: Page, explorer):
    expect(explorer.box(reloaded).locator(".sd-banner")).to_be_hidden()
    follows(explorer, reloaded)


@pytest.fixture(scope="module")
def elsewhere(reloaded: Page, server) -> Iterator[Page]:
    """The notebook saved with the state of its widgets, and opened where no kernel knows of them."""
    reloaded.evaluate(SAVE)
    shutil.copy(server.root / NOTEBOOK, server.root / "elsewhere.ipynb")
    page = reloaded.context.new_page()
    page.goto(server.lab("elsewhere.ipynb"))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    attach(page)
    all_there(page)
    yield page
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()


def works_alone(explorer: Explorer, page: Page) -> None:
    """Check that it says that it is cut off, and that what can work without a kernel does."""
    box = explorer.box(page)
    expect(box.locator(".sd-banner")).to_contain_text("Disconnected from the kernel")
    said = explorer.said(page)
    if explorer.alone:
        explorer.press(page)
        expect(box.locator(explorer.answer)).not_to_have_text(said)
    else:
        expect(box.locator(explorer.handle)).to_be_disabled()


@every
def test_a_saved_notebook_opens_with_its_pictures(elsewhere: Page, reloaded: Page, explorer):
    assert explorer.said(elsewhere) == explorer.said(reloaded)
    assert explorer.box(elsewhere).locator("svg").count() == explorer.box(reloaded).locator("svg").count()
    works_alone(explorer, elsewhere)


@pytest.fixture(scope="module")
def cut_off(reloaded: Page) -> dict[str, str]:
    """What each explorer said before the kernel was started again."""
    said = {explorer.name: explorer.said(reloaded) for explorer in EXPLORERS}
    reloaded.evaluate(RESTART)
    for explorer in EXPLORERS:
        expect(explorer.box(reloaded).locator(".sd-banner")).to_be_visible()
    run_cell(reloaded, 0)
    return said


@every
def test_when_the_kernel_is_gone_the_picture_stays_and_running_the_cell_reconnects(
    reloaded: Page, cut_off, explorer
):
    assert explorer.said(reloaded) == cut_off[explorer.name]
    works_alone(explorer, reloaded)
    explorer.anew(reloaded)
    expect(explorer.box(reloaded).locator(".sd-banner")).to_be_hidden()
    follows(explorer, reloaded)


def test_the_page_met_no_error(reloaded: Page):
    assert reloaded.errors == []
