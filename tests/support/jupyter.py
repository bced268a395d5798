"""A Jupyter server for tests: JupyterLab and Notebook 7 on 127.0.0.1, in a folder of its own.

The server picks a free port, has a random token, keeps its settings, workspaces and runtime files in its
own temporary folder, and stops by itself after a while even when the test that started it was killed.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

if TYPE_CHECKING:
    from playwright.sync_api import Page

START_SECONDS = 240
IDLE_SECONDS = 900  # a server that nobody uses stops by itself

# What would otherwise ask the network or cover the page, and what the course itself sets for its readers.
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
    "@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True},
}


class JupyterServer:
    """A running server.

    Attributes
    ----------
    url : str
        Address of the server, ending in a slash.
    token : str
        Its token.
    root : Path
        The folder that it serves.
    pid : int
        Process id.
    """

    def __init__(self, root: Path, home: Path, python: str):
        self.root = root
        self.token = secrets.token_hex(16)
        self._home = home
        self._runtime = home / "runtime"
        settings = home / "settings"
        for plugin, values in SETTINGS.items():
            path = settings / f"{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values), encoding="utf-8")
        environment = os.environ | {
            "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "JUPYTER_RUNTIME_DIR": str(self._runtime),
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
            "IPYTHONDIR": str(home / "ipython"),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        }
        command = [python, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.port=0",
            "--ServerApp.open_browser=False",
            f"--ServerApp.root_dir={root}",
            f"--ServerApp.shutdown_no_activity_timeout={IDLE_SECONDS}",
            f"--IdentityProvider.token={self.token}",
            "--LabApp.extension_manager=readonly",
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]
        self._log = (home / "server.log").open("wb")
        self._process = subprocess.Popen(
            command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log
        )
        self.pid = self._process.pid
        self.url = self._wait()

    def _wait(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"The Jupyter server stopped at once:\n{self.log()}")
            for path in self._runtime.glob(f"jpserver-{self.pid}.json"):
                try:
                    info = json.loads(path.read_text(encoding="utf-8"))
                except ValueError:
                    continue  # half-written: look again
                return f"http://127.0.0.1:{info['port']}{info['base_url']}"
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"The Jupyter server did not start within {START_SECONDS} s:\n{self.log()}")

    def log(self) -> str:
        """Return what the server wrote."""
        return (self._home / "server.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Stop the server and its kernels."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(20)
        self._log.close()

    def write(self, name: str, cells: Sequence[str], metadata: dict | None = None) -> Path:
        """Write a notebook of code cells into the served folder and return its path."""
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(cells)],
            metadata={
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                **(metadata or {}),
            },
        )
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
        return path

    def lab(self, path: str = "") -> str:
        """Return the address that opens a file in JupyterLab, in a fresh workspace."""
        return f"{self.url}lab/workspaces/{secrets.token_hex(4)}/tree/{path}?token={self.token}"

    def notebook(self, path: str) -> str:
        """Return the address that opens a notebook in Notebook 7."""
        return f"{self.url}notebooks/{path}?token={self.token}"


@contextmanager
def jupyter_server(root: Path | None = None, python: str = sys.executable) -> Iterator[JupyterServer]:
    """Start a Jupyter server, hand it out, and stop it at the end.

    Parameters
    ----------
    root : Path, optional
        The folder to serve; a temporary one by default.
    python : str, optional
        The interpreter whose JupyterLab to start (that of a clean environment, for tests of a wheel).
    """
    with tempfile.TemporaryDirectory(prefix="seoul-jupyter-") as folder:
        home = Path(folder)
        if root is None:
            root = home / "work"
            root.mkdir()
        server = JupyterServer(root, home, python)
        try:
            yield server
        finally:
            server.stop()


# ---- driving a page that shows a notebook (the servers above expose the application as window.jupyterapp)


def open_notebook(page: Page, address: str, timeout: float = 60) -> None:
    """Open a notebook and wait until its kernel is ready."""
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=timeout * 1000)
    page.wait_for_function(
        """() => {
            const panel = window.jupyterapp?.shell.currentWidget;
            return panel?.sessionContext?.isReady && panel.sessionContext.session?.kernel?.status === 'idle';
        }""",
        timeout=timeout * 1000,
    )


def run_all(page: Page, timeout: float = 120) -> None:
    """Run every cell of the open notebook and wait until all have run.

    Raises
    ------
    AssertionError
        When a cell ends in an error; the message holds the traceback's last line.
    """
    page.wait_for_function(
        "() => window.jupyterapp.commands.isEnabled('notebook:run-all-cells')", timeout=timeout * 1000
    )
    page.set_default_timeout(timeout * 1000)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    errors = page.evaluate(
        """() => {
            const found = [];
            for (const cell of window.jupyterapp.shell.currentWidget.content.model.cells) {
                if (cell.type !== 'code') continue;
                for (let i = 0; i < cell.outputs.length; i++) {
                    const output = cell.outputs.get(i).toJSON();
                    if (output.output_type === 'error') found.push(`${output.ename}: ${output.evalue}`);
                }
            }
            return found;
        }"""
    )
    page.set_default_timeout(30_000)
    assert not errors, errors


def run_cell(page: Page, index: int) -> None:
    """Run one cell of the open notebook and wait until it has run."""
    page.evaluate(
        """async (index) => {
            window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
            window.jupyterapp.shell.currentWidget.content.deselectAll();
            await window.jupyterapp.commands.execute('notebook:run-cell');
        }""",
        index,
    )


def text_of(page: Page, index: int) -> str:
    """Return the plain text that a cell printed or showed."""
    return page.evaluate(
        """(index) => {
            const cell = window.jupyterapp.shell.currentWidget.content.model.cells.get(index);
            const parts = [];
            for (let i = 0; i < cell.outputs.length; i++) {
                const output = cell.outputs.get(i).toJSON();
                parts.push(output.text ?? output.data?.['text/plain'] ?? '');
            }
            return parts.flat().join('');
        }""",
        index,
    )


def in_kernel(page: Page, code: str, index: int = -1) -> str:
    """Put code into a cell of the open notebook (the last by default), run it, and return what it printed."""
    index = page.evaluate(
        """([index, code]) => {
            const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
            const at = index < 0 ? cells.length + index : index;
            cells.get(at).sharedModel.setSource(code);
            return at;
        }""",
        [index, code],
    )
    run_cell(page, index)
    return text_of(page, index)
