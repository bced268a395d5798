"""Fixtures for every room: one Jupyter server and one browser a session."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.chromium import chromium
from support.jupyter import JupyterServer, jupyter_server

expect.set_options(timeout=30_000)  # a busy machine is slow, and what is wrong stays wrong


@pytest.fixture(scope="session")
def server() -> Iterator[JupyterServer]:
    """A Jupyter server on 127.0.0.1 with an empty folder."""
    with jupyter_server() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, wide enough for an explorer, with nothing kept from another test."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    try:
        yield context.new_page()
    finally:
        context.close()
