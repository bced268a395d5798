"""axe-core on a part of a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WEIGHTY = ("serious", "critical")


def findings(page: Page, selector: str) -> list[str]:
    """Return what axe-core finds serious or critical within a part of the page, one line each."""
    results = Axe().run(page, context={"include": [[selector]]}).response
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in results["violations"]
        if violation["impact"] in WEIGHTY
        for node in violation["nodes"]
    ]
