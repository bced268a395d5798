"""A JupyterHub with its proxy on 127.0.0.1: every user's server in a container of its own, one exchange for all.

The containers are bubblewrap's. As in the images that hubs usually start, each user is called ``jovyan`` inside and
JupyterHub says who it is; the home and nbgrader's exchange are all that a server may write.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.course import ROOT

PROXY = "configurable-http-proxy"
START_SECONDS = 120

CONFIG = """
import json, sys
given = json.loads({given!r})
c = get_config()
c.JupyterHub.bind_url = given["url"]
c.JupyterHub.hub_bind_url = given["hub"]
c.ConfigurableHTTPProxy.api_url = given["proxy"]
c.ConfigurableHTTPProxy.command = [given["program"]]
c.ConfigurableHTTPProxy.should_start = True
c.JupyterHub.cleanup_servers = True
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = given["password"]
c.Authenticator.allowed_users = set(given["users"])
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = given["homes"] + "/{{username}}"
c.Spawner.cmd = [sys.executable, given["container"], "jupyterhub-singleuser"]
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"]
c.Spawner.environment = {{"SEOUL_EXCHANGE": given["exchange"], "SEOUL_READABLE": given["readable"]}}
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
"""

CONTAINER = r'''
"""Run a program as the user "jovyan" of a container that holds a home, the exchange, and nothing else to write."""
import os, sys, tempfile
home, exchange = os.environ["HOME"], os.environ["SEOUL_EXCHANGE"]
os.makedirs(home, exist_ok=True)
passwd = os.path.join(home, ".passwd")
with open(passwd, "w") as file:
    file.write("jovyan:x:1000:1000::/tmp/jovyan:/bin/sh\n")
readable = [word for path in os.environ["SEOUL_READABLE"].split(os.pathsep) for word in ("--ro-bind", path, path)]
os.environ["HOME"] = "/tmp/jovyan"
os.environ.pop("JUPYTER_RUNTIME_DIR", None)
os.execvp("bwrap", [
    "bwrap", "--unshare-user", "--uid", "1000", "--gid", "1000", "--unshare-pid", "--unshare-ipc", "--die-with-parent",
    "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", *readable,
    "--bind", home, "/tmp/jovyan", "--bind", exchange, "/tmp/exchange",
    "--ro-bind", passwd, "/etc/passwd", "--chdir", os.path.join("/tmp/jovyan", os.environ.get("SEOUL_PLACE", ".")),
    *sys.argv[1:],
])
'''

NBGRADER = """
c = get_config()
c.CourseDirectory.course_id = "seoul-dilemma"
c.Exchange.root = "/tmp/exchange"
"""


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Hub:
    """A running hub.

    Attributes
    ----------
    url : str
        Address of the hub behind its proxy, ending in a slash.
    password : str
        That of every user.
    exchange : Path
        nbgrader's exchange.
    """

    def __init__(self, folder: Path, users: list[str]):
        self.folder, self.password = folder, secrets.token_hex(8)
        self.exchange, self._homes = folder / "exchange", folder / "homes"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        self._container = folder / "container.py"
        self._container.write_text(CONTAINER, encoding="utf-8")
        port, hub, proxy = _free_ports(3)
        self.url = f"http://127.0.0.1:{port}/"
        places = {str(ROOT), sys.prefix, sys.base_prefix, str(self._container.parent / "container.py")}
        self._readable = os.pathsep.join(sorted(places, key=len))
        for user in users:
            home = self.home(user)
            (home / ".jupyter").mkdir(parents=True)
            (home / ".jupyter" / "nbgrader_config.py").write_text(NBGRADER, encoding="utf-8")
        given = {
            "url": self.url,
            "hub": f"http://127.0.0.1:{hub}",
            "proxy": f"http://127.0.0.1:{proxy}",
            "program": shutil.which(PROXY) or PROXY,
            "password": self.password,
            "users": users,
            "homes": str(self._homes),
            "container": str(self._container),
            "exchange": str(self.exchange),
            "readable": self._readable,
        }
        (folder / "jupyterhub_config.py").write_text(CONFIG.format(given=json.dumps(given)), encoding="utf-8")
        self._log = (folder / "hub.log").open("wb")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self._environment = environment
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", "jupyterhub_config.py"],
            cwd=folder,
            env=environment | {"CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16)},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"The hub stopped at once:\n{self.log()}")
            try:
                with urllib.request.urlopen(f"{self.url}hub/api", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.3)
        self.stop()
        raise RuntimeError(f"The hub did not start within {START_SECONDS} s:\n{self.log()}")

    def home(self, user: str) -> Path:
        """Return a user's home as it is outside of the container."""
        return self._homes / user

    def run(self, user: str, *words: str, cwd: str = ".", timeout: float = 300) -> str:
        """Run a command as a user types it into the terminal of JupyterLab; return what it printed.

        Raises
        ------
        AssertionError
            When it fails; the message is its output.
        """
        done = subprocess.run(
            [sys.executable, str(self._container), *words],
            env=self._environment
            | {
                "HOME": str(self.home(user)),
                "JUPYTERHUB_USER": user,
                "SEOUL_EXCHANGE": str(self.exchange),
                "SEOUL_READABLE": self._readable,
                "SEOUL_PLACE": cwd,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, f"{user}: {' '.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def log(self) -> str:
        """Return what the hub and its servers wrote."""
        return (self.folder / "hub.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Stop the proxy, the hub and the users' servers."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(20)
        self._log.close()


@contextmanager
def hub(folder: Path, users: list[str]) -> Iterator[Hub]:
    """Start a hub in an empty folder, hand it out, and stop it at the end."""
    running = Hub(folder, users)
    try:
        yield running
    finally:
        running.stop()
