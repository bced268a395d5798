"""Start JupyterLab in this process."""

import json
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from .errors import Mistake


def wanted_port(arguments: list[str]) -> int | None:
    """Find the port that the arguments ask for.

    Parameters
    ----------
    arguments : list of str
        As for ``jupyter lab``.

    Returns
    -------
    int or None
        None when they ask for none.

    Raises
    ------
    Mistake
        When it is no port.
    """
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name in ("--port", "--ServerApp.port"):
            value = value or (arguments[position + 1] if position + 1 < len(arguments) else "")
            if not value.isdecimal() or not 0 <= int(value) <= 65535:
                raise Mistake(f"--port is {value!r}, expected a number from 1 to 65535")
            return int(value) or None
    return None


def check_port(arguments: list[str]) -> None:
    """Refuse a port that another program uses.

    Parameters
    ----------
    arguments : list of str
        As for ``jupyter lab``.

    Raises
    ------
    Mistake
        When the port that they ask for is taken, or is no port.
    """
    port = wanted_port(arguments)
    if port is None:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise Mistake(
                f"port {port} is taken by another program; choose another one, or leave --port out", code=1
            )


# Panels of nbgrader for those who make and grade assignments; its Validate button stays.
_FOR_INSTRUCTORS = ("create-assignment", "formgrader", "course-list", "assignment-list", "menu")

# A page made of a notebook shows the explorers' pictures; their saved state would ask a network for programs.
_STILL = {"ClearMetadataPreprocessor": {"enabled": True, "clear_cell_metadata": False}}

# What a student's Jupyter reads in its configuration folder, by file name.
STUDENT_SETTINGS = {
    "labconfig/page_config.json": {
        "disabledExtensions": {
            # No question about news on the first lesson.
            "@jupyterlab/apputils-extension:announcements": True,
            **{f"@jupyter/nbgrader:{panel}": True for panel in _FOR_INSTRUCTORS},
        }
    },
    # A notebook that is opened again shows its explorers as they were, before any cell has run.
    "labconfig/default_setting_overrides.json": {
        "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}
    },
    "jupyter_nbconvert_config.json": _STILL,
    "jupyter_server_config.json": _STILL,
}


@contextmanager
def _student_settings() -> Iterator[None]:
    """Let Jupyter be a student's while it runs from here."""
    with tempfile.TemporaryDirectory(prefix="seoul-lab-") as folder:
        for name, settings in STUDENT_SETTINGS.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(settings), encoding="utf-8")
        before = os.environ.get("JUPYTER_CONFIG_PATH")
        os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (folder, before)))
        yield


def start_lab(root: Path, first: Path, arguments: list[str]) -> int:
    """Serve a folder and open one notebook in it; return when the server stops.

    Parameters
    ----------
    root : Path
        Folder that JupyterLab shows.
    first : Path
        Notebook to open, below it.
    arguments : list of str
        More arguments for ``jupyter lab``; they win over the defaults.

    Returns
    -------
    int
        Exit code.
    """
    from jupyterlab.labapp import LabApp

    defaults = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{quote(first.relative_to(root).as_posix())}",
        # The course asks nothing of a network.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if wanted_port(arguments) is not None:
        defaults.append("--ServerApp.port_retries=0")
    if not any(
        argument.startswith(("--debug", "--log-level", "--Application.log_level")) for argument in arguments
    ):
        defaults.append("--Application.log_level=WARN")  # the address is still printed
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Containers often know no other user. The server listens on this machine only and wants its token.
        defaults.append("--ServerApp.allow_root=True")
    given = {argument.partition("=")[0] for argument in arguments}
    try:
        with _student_settings():
            LabApp.launch_instance(
                [each for each in defaults if each.partition("=")[0] not in given] + arguments
            )
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
