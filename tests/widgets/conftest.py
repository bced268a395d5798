"""What the browser tests of the explorers share: one notebook with everything in it, opened once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support.explorers import shown  # noqa: F401  a fixture for every folder
from support.jupyter import JupyterServer, open_notebook, run_all

CELLS = (
    "from seoul_dilemma.widgets import DilemmaExplorer, ForecastPad, GameTree\n"
    "explorer = DilemmaExplorer()\nexplorer",
    "tree = GameTree(explorer)\ntree",
    "pad = ForecastPad('q', 'Will the threat backfire?')\npad",
    "",
)


@pytest.fixture(scope="session")
def lab(server: JupyterServer, browser: Browser) -> Iterator[Page]:
    """JupyterLab with an explorer, a tree linked to it, a pad, and an empty cell at the end."""
    server.write("explorers.ipynb", CELLS)
    context = browser.new_context(
        viewport={"width": 1280, "height": 1100}, has_touch=True, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    open_notebook(page, server.lab("explorers.ipynb"))
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    run_all(page)
    page.wait_for_selector(".sd-plot")
    page.wait_for_selector(".sd-tree")
    page.wait_for_selector(".sd-bet")
    yield page
    context.close()
