"""Run a notebook in a test."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode


def execute(notebook: NotebookNode, **options: Any) -> NotebookNode:
    """Run all cells of a notebook and return it with its outputs.

    A browser of another test may hold the event loop of this thread, so the notebook runs in a thread of its own.
    On a busy machine outputs come late: nbclient waits four seconds for them, then goes on without them and without
    an error.
    """
    options = {"timeout": 300, "iopub_timeout": 120, "raise_on_iopub_timeout": True} | options
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(NotebookClient(notebook, **options).async_execute())).result()
