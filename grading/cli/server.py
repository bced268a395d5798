"""Start JupyterLab in this process."""

import json
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
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

# What the file browser leaves out beside what Jupyter leaves out by itself: where the answers are, and the machinery.
_HIDDEN = [
    "grading",
    "tests",
    "binder",
    "widgets",
    "pyproject.toml",
    "*.egg-info",
    "CITATION.cff",
    "forecasts.json",
]
_HIDDEN_BY_JUPYTER = ["__pycache__", "*.pyc", "*.pyo", ".DS_Store", "*~"]


def _shell() -> dict[str, Any]:
    """Name a terminal's shell, so that it is no login shell: that sets PATH anew, and the command seoul is lost."""
    if os.name == "nt":
        return {}
    shell = os.environ.get("SHELL") or shutil.which("bash") or "/bin/sh"
    return {"terminado_settings": {"shell_command": [shell]}}


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
    "jupyter_server_config.json": {
        **_STILL,
        "ServerApp": _shell(),
        "ContentsManager": {"hide_globs": [*_HIDDEN_BY_JUPYTER, *_HIDDEN]},
    },
    # nbgrader says at each start, as a warning, that it found no file of this name.
    "nbgrader_config.py": "# This course needs none to be worked through.\n",
}

# What the server says and its user can do nothing about, and need not. An exchange is for courses on a JupyterHub.
_NOTHING_TO_KNOW = (
    "is not trusted",
    "without encryption",
    "No nbgrader_config.py",
    "websocket_ping_timeout",
    "Unwritable directory, please contact your instructor",
)


@contextmanager
def _student_settings() -> Iterator[None]:
    """Let Jupyter be a student's while it runs from here."""
    with tempfile.TemporaryDirectory(prefix="seoul-lab-") as folder:
        _lend_a_home(Path(folder, "home"))
        for name, settings in STUDENT_SETTINGS.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            text = settings if isinstance(settings, str) else json.dumps(settings)
            path.write_text(text, encoding="utf-8")
        before = os.environ.get("JUPYTER_CONFIG_PATH")
        os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (folder, before)))
        yield


def _lend_a_home(folder: Path) -> None:
    """Where the home folder cannot be written, keep what Jupyter keeps there in another one, while it runs."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir, jupyter_runtime_dir

    try:
        for place in (jupyter_config_dir(), jupyter_data_dir(), jupyter_runtime_dir()):
            Path(place).mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                pass
    except OSError:
        print("Your home folder cannot be written to: settings of JupyterLab are forgotten when it ends.")
        folder.mkdir(mode=0o700)
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "MPLCONFIGDIR",
        ):
            os.environ[name] = str(folder / name.lower())


def _lead_phones(application: Any, base: str) -> None:
    """Open lessons in Jupyter Notebook for a phone: in JupyterLab its text would be a column one letter wide."""
    from jupyter_server.auth.decorator import allow_unauthenticated
    from jupyter_server.base.handlers import JupyterHandler
    from tornado.routing import PathMatches, Rule

    class FromPhone(PathMatches):
        def match(self, request: Any) -> dict[str, Any] | None:
            return super().match(request) if "Mobi" in request.headers.get("User-Agent", "") else None

    class ToNotebook(JupyterHandler):
        @allow_unauthenticated  # the page that it leads to asks who is there
        def get(self) -> None:
            self.redirect(self.request.uri.replace("/lab/tree/", "/notebooks/", 1))

    path = f"{re.escape(base.rstrip('/'))}/lab/tree/.+\\.ipynb"
    application.add_handlers(".*$", [Rule(FromPhone(path), ToNotebook)])


def _server() -> type:
    """Return Jupyter's server with a word of ours: where it is, whoever set its token; and made for phones, too."""
    from jupyter_server.serverapp import ServerApp as PlainServerApp

    class ServerApp(PlainServerApp):
        def init_webapp(self) -> None:
            super().init_webapp()
            _lead_phones(self.web_app, self.base_url)

        def start_app(self) -> None:
            self.log.addFilter(
                lambda record: not any(each in record.getMessage() for each in _NOTHING_TO_KNOW)
            )
            super().start_app()
            token = self.identity_provider.token
            if self.sock or (token and self.identity_provider.token_generated):
                return  # Jupyter has said it
            address = f"{self.connection_url.rstrip('/')}/{self.default_url.removeprefix(self.base_url).lstrip('/')}"
            print(f"\nThe course is open at\n    {address}", flush=True)
            if token:
                print("The page asks for the token that you gave.", flush=True)

    return ServerApp


def start_lab(root: Path, first: Path, arguments: list[str], *, everything: bool = False) -> int:
    """Serve a folder and open one notebook in it; return when the server stops.

    Parameters
    ----------
    root : Path
        Folder that JupyterLab shows.
    first : Path
        Notebook to open, below it.
    arguments : list of str
        More arguments for ``jupyter lab``; they win over the defaults.
    everything : bool, default False
        Show the lessons' sources, the tests and the machinery in the file browser, too.

    Returns
    -------
    int
        Exit code.
    """
    defaults = [f"--LabApp.default_url=/lab/tree/{quote(first.relative_to(root).as_posix())}"]
    if everything:
        defaults.append(f"--ContentsManager.hide_globs={_HIDDEN_BY_JUPYTER}")
    with _student_settings():
        return _launch(root, defaults, arguments)


def start_formgrader(root: Path, arguments: list[str]) -> int:
    """Serve a course's folder and open nbgrader's formgrader; return when the server stops.

    Parameters
    ----------
    root : Path
        Folder of the course: nbgrader looks for its configuration, and for submissions, where the server was started.
    arguments : list of str
        More arguments for ``jupyter lab``; they win over the defaults.

    Returns
    -------
    int
        Exit code.
    """
    os.chdir(root)
    return _launch(root, ["--LabApp.default_url=/formgrader"], arguments)


def _launch(root: Path, defaults: list[str], arguments: list[str]) -> int:
    from jupyterlab.labapp import LabApp

    defaults = [
        f"--ServerApp.root_dir={root}",
        # The course asks nothing of a network.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *defaults,
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
    # A terminal finds seoul and the environment's Python, whoever called this and by which path.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    given = {argument.partition("=")[0] for argument in arguments}
    try:
        LabApp.serverapp_class = _server()
        LabApp.launch_instance([each for each in defaults if each.partition("=")[0] not in given] + arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
