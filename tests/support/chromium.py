"""The Chromium that the browser tests drive."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Chromium as root has no sandbox of its own; the rest keeps it from asking the network for anything.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def executable() -> str:
    """Return the path of an installed Chromium."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise RuntimeError(
        f"No browser: looked on PATH for {', '.join(NAMES)}. "
        "On Debian or Ubuntu install the package chromium (apt-get install chromium)."
    )


@contextmanager
def chromium(*flags: str, headless: bool = True) -> Iterator[Browser]:
    """Start Chromium, hand out the playwright browser, and close it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), headless=headless, args=[*FLAGS, *flags], timeout=60_000
        )
        try:
            yield browser
        finally:
            browser.close()
