"""Every explorer in the state in which a lesson shows it, all in one notebook, opened once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.jupyter import JupyterServer, in_kernel, open_notebook, run_all, run_cell

NOTEBOOK = "every-explorer.ipynb"
SIZE = {"width": 1280, "height": 1000}


def nearly(said: str) -> re.Pattern[str]:
    """Return a pattern of a sentence whose numbers may be off by 1: the page looks them up on a grid and rounds."""
    return re.compile(
        "".join(
            f"({'|'.join(str(int(part) + off) for off in (-1, 0, 1))})" if part.isdigit() else re.escape(part)
            for part in re.split(r"(\d+)", said)
        )
    )


@dataclass(frozen=True)
class Explorer:
    """An explorer in the notebook.

    Attributes
    ----------
    name : str
        Its variable in the notebook.
    made : str
        The expression that makes it, as in a lesson.
    handle : str
        Selector of a control that answers to a key.
    key : str
        The key.
    state : str
        What the key changes: an attribute in Python.
    alone : bool
        Whether the control works without a kernel.
    answer : str
        Selector of the words that follow.
    held : str
        Selector of what a finger drags or, without `by`, taps.
    by : tuple of int
        How far a finger drags it, in pixels to the right and down.
    touched : str
        What the finger changes: an attribute in Python.
    colours : str
        A statement after which more of its colours are on the page.
    """

    name: str
    made: str
    handle: str
    key: str
    state: str
    held: str
    touched: str
    by: tuple[int, int] | None = None
    colours: str = ""
    alone: bool = True
    answer: str = ".sd-sentence"

    def box(self, page: Page) -> Locator:
        """Return the explorer on the page, where its cell shows it."""
        return page.locator(".jp-Cell").nth(1 + EXPLORERS.index(self)).locator(".sd-box")

    def said(self, page: Page) -> str:
        """Return the words that follow the control."""
        return self.box(page).locator(self.answer).inner_text()

    def press(self, page: Page) -> None:
        """Press the key on the control."""
        control = self.box(page).locator(self.handle)
        control.focus()
        control.press(self.key)

    def anew(self, page: Page) -> None:
        """Run the cell again, and wait until the explorer is there."""
        run_cell(page, 1 + EXPLORERS.index(self))
        expect(self.box(page).locator(self.answer)).not_to_be_empty()

    def value(self, page: Page, attribute: str) -> object:
        """Return what Python has."""
        return json.loads(in_kernel(page, f"print(json.dumps({self.name}.{attribute}))"))


EXPLORERS = (
    Explorer(
        "argument",
        'ArgumentMap(selected="X05")',
        handle=".sa-card[data-id=C30] .sa-pick",
        key="x",
        state="off",
        held=".sa-card[data-id=C28] .sa-pick",
        touched="selected",
        colours="argument.off, argument.accepted = ['C30'], ['X04']",
    ),
    Explorer(
        "exports",
        "ExportExplorer()",
        handle='role=slider[name="Five-year window"]',
        key="ArrowLeft",
        state="end",
        held=".sx-band",
        by=(-60, 0),
        touched="end",
        colours="exports.measure, exports.end = 'contracts', 2028",
    ),
    Explorer(
        "stakes",
        "StakesExplorer()",
        handle='role=slider[name="Months"]',
        key="ArrowRight",
        state="months",
        held='[data-drags="1"] .sd-stakes-dot',
        by=(-40, 20),
        touched="lost",
    ),
    Explorer(
        "shells",
        'ShellLedger(start=300, made=28, wanted=110, floor=200, loan=500, kind="give")',
        handle='role=slider[name="From Korea in month 1"]',
        key="ArrowRight",
        state="loan",
        held=".sd-shells-grip >> nth=0",
        by=(0, -40),
        touched="floor",
        colours="shells.kind, shells.unknown = 'lend', 0.3",
    ),
    Explorer(
        "belief",
        "BeliefUpdater(prior=0.30, if_hard=0.80, if_soft=0.40)",
        handle='role=slider[name="Belief before"]',
        key="ArrowRight",
        state="prior",
        held=".sd-belief-handle-prior circle",
        by=(40, 0),
        touched="prior",
    ),
    Explorer(
        "sensitivity",
        'SensitivityExplorer(outcome="backfire", pressure=0.6, capacity=0.35)',
        handle='role=slider[name="Alliance pressure"]',
        key="ArrowRight",
        state="pressure",
        held=".sd-sens-bar >> nth=0 >> button",
        touched="known",
        colours="sensitivity.known = [sensitivity.tornado[0].name]",
        alone=False,
    ),
    Explorer(
        "forecast",
        'ForecastPad("00-contracts-2023", question="Were the arms-export contracts that South Korea signed in '
        '2023 worth more than those of 2022?")',
        handle="role=slider",
        key="ArrowRight",
        state="probability",
        held=".sd-range input",
        by=(60, 0),
        touched="probability",
        alone=False,
        answer="output",
    ),
)


def named(name: str) -> Explorer:
    """Return an explorer by its name."""
    return next(each for each in EXPLORERS if each.name == name)


def write(server: JupyterServer, name: str = NOTEBOOK) -> None:
    """Write the notebook: a cell for the names, one for each explorer, an empty one."""
    names = ", ".join(sorted({each.made.partition("(")[0] for each in EXPLORERS}))
    server.write(
        name,
        [
            f"import json\nfrom seoul_dilemma.widgets import (\n    {names},\n)",
            *(f"{each.name} = {each.made}\n{each.name}" for each in EXPLORERS),
            "",
        ],
    )


def attach(page: Page) -> None:
    """Keep every cell in the page, on screen or not, and give the notebook the room."""
    page.evaluate(
        """async () => {
            const content = window.jupyterapp.shell.currentWidget.content;
            content.notebookConfig = { ...content.notebookConfig, windowingMode: 'none' };
            if (window.jupyterapp.shell.leftCollapsed === false) {
                await window.jupyterapp.commands.execute('application:toggle-left-area');
            }
        }"""
    )


def all_there(page: Page) -> None:
    """Wait until every explorer is drawn."""
    for each in EXPLORERS:
        expect(each.box(page).locator(each.answer)).not_to_be_empty(timeout=60_000)


@pytest.fixture(scope="session")
def shown(server: JupyterServer, browser: Browser) -> Iterator[Page]:
    """JupyterLab with every explorer in one notebook."""
    write(server)
    context = browser.new_context(viewport=SIZE, has_touch=True, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    open_notebook(page, server.lab(NOTEBOOK))
    attach(page)
    run_all(page)
    all_there(page)
    yield page
    context.close()
