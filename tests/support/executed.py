"""Run a notebook in a test."""

from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode

from .apart import run_apart


def execute(notebook: NotebookNode, **options: Any) -> NotebookNode:
    """Run all cells of a notebook and return it with its outputs.

    On a busy machine outputs come late: nbclient waits four seconds for them, then goes on without them and without
    an error.
    """
    options = {"timeout": 300, "iopub_timeout": 120, "raise_on_iopub_timeout": True} | options
    return run_apart(NotebookClient(notebook, **options).async_execute())
