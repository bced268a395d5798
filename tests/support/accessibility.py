"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def serious_findings(page: Page, selector: str) -> list[str]:
    """Return each serious or critical finding inside an element, as ``rule: help (where)``."""
    response = Axe().run(page, context=selector).response
    return [
        f"{found['id']}: {found['help']} ({', '.join(str(node['target']) for node in found['nodes'])})"
        for found in response["violations"]
        if found["impact"] in ("serious", "critical")
    ]
