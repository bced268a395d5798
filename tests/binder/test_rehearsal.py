"""Binder without its servers: repo2docker reads the folder, and the steps that it would run are run here."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from support.checkout import copy_checkout
from support.landing import landing

FIRST = "lessons/00-start-here.ipynb"


def test_repo2docker_accepts_the_folder(tmp_path):
    clone = copy_checkout(tmp_path / "clone")
    done = subprocess.run(
        [Path(sys.executable).parent / "jupyter-repo2docker", "--no-build", "--debug", "."],
        cwd=clone,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    steps = (done.stdout + done.stderr).splitlines()
    assert any("python=3.11" in line for line in steps)
    pins = next(
        i for i, line in enumerate(steps) if 'pip install --no-cache-dir -r "binder/requirements.txt"' in line
    )
    post = next(i for i, line in enumerate(steps) if line.strip() == "RUN ./binder/postBuild")
    assert pins < post


class Rehearsal:
    """A clone and an environment, used by an ordinary user with an empty home who can write nowhere else."""

    def __init__(self, folder: Path):
        self.root, self.home, self.env = folder / "clone", folder / "home", folder / "env"
        self.home.mkdir()
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        copy_checkout(self.root)
        self.steps: dict[str, str] = {}

    def command(self, *words: str | Path) -> list[str]:
        """Return a command as uid 1000 inside bubblewrap, with the whole system read-only but these folders."""
        bwrap = shutil.which("bwrap")
        assert bwrap, "bubblewrap is missing. On Debian or Ubuntu: apt-get install bubblewrap"
        jail = [bwrap, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        for place in (self.root, self.home, self.env.parent):
            jail += ["--bind", str(place), str(place)]
        return [
            *jail,
            "--unshare-user",
            "--uid",
            "1000",
            "--gid",
            "1000",
            "--die-with-parent",
            *map(str, words),
        ]

    @property
    def variables(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k.startswith("PIP_") or k == "LANG"}
        # Compiling every module would cost a minute and change nothing else.
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.scratch),
            "PATH": f"{self.env / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "PIP_NO_COMPILE": "1",
        }

    def run(self, name: str, *words: str | Path) -> str:
        done = subprocess.run(
            self.command(*words),
            cwd=self.root,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, f"{name}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        self.steps[name] = done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def rehearsal() -> Iterator[Rehearsal]:
    with tempfile.TemporaryDirectory(prefix="seoul-binder-", dir="/var/tmp") as folder:
        stage = Rehearsal(Path(folder))
        stage.run("environment", Path(sys.executable).resolve(), "-m", "venv", stage.env)
        stage.run("pins", "pip", "install", "--no-cache-dir", "-r", "binder/requirements.txt")
        stage.run("postBuild", "./binder/postBuild")
        yield stage


@pytest.mark.install
@pytest.mark.sandbox
@pytest.mark.slow
def test_post_build_installs_the_course_and_downloads_nothing(rehearsal):
    assert "JupyterLab opens on " + FIRST in rehearsal.steps["postBuild"]
    assert "Downloading" not in rehearsal.steps["postBuild"]
    assert rehearsal.run("user", "id", "-u").strip() == "1000"
    place = rehearsal.run("place", "python", "-c", "import seoul_dilemma.widgets as w; print(w.__file__)")
    assert place.startswith(str(rehearsal.root))
    (pandas,) = rehearsal.env.glob("lib/python*/site-packages/pandas")
    assert not (pandas / "tests").exists()


@pytest.mark.install
@pytest.mark.sandbox
@pytest.mark.slow
@pytest.mark.parametrize("command", ["notebook", "lab"])
def test_the_server_opens_on_the_first_lesson(rehearsal, command):
    stop = "--ServerApp.shutdown_no_activity_timeout=300"
    words = rehearsal.command("jupyter", command, "--ip", "127.0.0.1", stop)
    log = rehearsal.home / "server.log"
    with landing(*words, cwd=rehearsal.root, env=rehearsal.variables, log=log) as page:
        assert page.url.split("?")[0].endswith("/lab/tree/" + FIRST)
        assert b"jupyter-config-data" in page.content


@pytest.mark.install
@pytest.mark.sandbox
@pytest.mark.slow
def test_the_first_lesson_runs_and_shows_its_explorer(rehearsal):
    rehearsal.run(
        "lesson",
        "jupyter",
        "nbconvert",
        "--to",
        "notebook",
        "--execute",
        "--allow-errors",
        "--output",
        "ran",
        FIRST,
    )
    notebook = nbformat.read(rehearsal.root / "lessons" / "ran.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [o.data for c in code for o in c.outputs if o.output_type in ("display_data", "execute_result")]
    assert any("application/vnd.jupyter.widget-view+json" in data for data in shown)
    # What is not solved yet is the only thing that stops: an unsolved exercise, or the check of one.
    for cell in code:
        for output in cell.outputs:
            if output.output_type == "error":
                assert cell.metadata.get("nbgrader", {}), json.dumps(output)[:500]
