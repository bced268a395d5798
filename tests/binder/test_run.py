"""``binder/run.py`` from outside: what it prints, what it exits with, what it leaves behind.

A miniature checkout (the real script, two pinned packages, a project of one file) keeps this fast; the real pins
are installed by test_rehearsal.py.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLI = "import sys\nprint('called with', sys.argv[1:])\nsys.exit(7 if 'fail' in sys.argv else 0)\n"
PROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "miniature"
version = "1"
[tool.setuptools]
package-dir = { "seoul_dilemma" = "." }
packages = ["seoul_dilemma.grading"]
"""


def pin(name: str) -> str:
    """Return the lines of one pin of the real lock, hashes included."""
    lock = (ROOT / "binder" / "requirements.txt").read_text()
    match = re.search(rf"(?m)^{name}==.*(?:\n    .*)*", lock)
    assert match, name
    return match[0] + "\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "a course, 강좌"
    (root / "binder").mkdir(parents=True)
    (root / "grading").mkdir()
    shutil.copy(ROOT / "binder" / "run.py", root / "binder")
    (root / "binder" / "requirements.txt").write_text(pin("setuptools"))
    (root / "binder" / "requirements-dev.txt").write_text(pin("six"))
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "grading" / "__init__.py").write_text("")
    (root / "grading" / "cli.py").write_text(CLI)
    return root


def run(root: Path, *arguments: str, before: str = "", **variables: str) -> subprocess.CompletedProcess:
    """Call run.py as a person does, after `before` has changed what Python shows it."""
    script = str(root / "binder" / "run.py")
    call = f"runpy.run_path({script!r}, run_name='__main__')"
    code = f"import sys, runpy\nsys.argv = {[script, *arguments]!r}\n{before}\n{call}"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=root.parent,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess) -> str:
    """Return the one line of a failure, after checking that it is one and that the exit code says so."""
    assert done.returncode not in (0, None), done.stdout
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_an_old_python_is_told_so(checkout):
    line = one_line(run(checkout, "lab", before="sys.version_info = (3, 10, 4, 'final', 0)"))
    assert "needs Python 3.11 or newer" in line and "this is Python 3.10" in line
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_is_told_what_to_install(checkout):
    line = one_line(run(checkout, "lab", before="sys.modules['ensurepip'] = None"))
    assert "venv module is missing" in line and "apt install" in line


def test_a_full_disk_is_told_before_anything_is_made(checkout):
    before = (
        "import shutil, collections\nshutil.disk_usage = lambda p: collections.namedtuple('U', 'free')(10**8)"
    )
    line = one_line(run(checkout, "lab", before=before))
    assert "disk is too full: 0.1 GB are free" in line
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("arguments", [[], ["lap"], ["--port", "1"]])
def test_an_unknown_verb_lists_the_verbs(checkout, arguments):
    assert "lab, test, bench, lock" in one_line(run(checkout, *arguments))


def test_help_is_not_an_error(checkout):
    done = run(checkout, "--help")
    assert done.returncode == 0 and "open JupyterLab" in done.stdout


@pytest.mark.install
def test_without_a_network_it_says_so_and_a_second_try_mends_it(checkout):
    cut = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_NO_CACHE_DIR": "1", "PIP_EXTRA_INDEX_URL": ""}
    line = one_line(run(checkout, "lab", **cut))
    assert "No network" in line and "same command again" in line
    again = run(checkout, "lab", "--no-browser")
    assert again.returncode == 0 and "left half-made" in again.stdout
    assert "called with ['lab', '--no-browser']" in again.stdout


@pytest.mark.install
def test_the_environment_is_made_once_then_reused_extended_and_repaired(checkout):
    first = run(checkout, "lab", "--port", "8890")
    assert first.returncode == 0, first.stderr
    assert "none yet" in first.stdout and "called with ['lab', '--port', '8890']" in first.stdout
    assert not (checkout / ".venv-install.log").exists()

    second = run(checkout, "lab", "fail")
    assert second.stdout.strip() == "called with ['lab', 'fail']", "nothing to do, nothing said"
    assert second.returncode == 7, "the exit code is handed on"

    extended = run(checkout, "bench")  # there is no benchmark here, but what it needs is installed
    assert "up to date" in extended.stdout and "tests need on top" in extended.stdout
    state = json.loads((checkout / ".venv" / "seoul-dilemma.json").read_text())
    assert any(p.startswith("six ") for p in state["pins"])
    assert run(checkout, "lab").stdout.strip() == "called with ['lab']", "lab is content with more"

    (six,) = (checkout / ".venv").rglob("site-packages/six.py")
    six.write_text(six.read_text()[:1000])
    assert "damaged: six" in run(checkout, "bench").stdout

    (checkout / ".venv" / "seoul-dilemma.json").unlink()
    assert "left half-made" in run(checkout, "lab").stdout

    moved = checkout.rename(checkout.parent / "moved")
    third = run(moved, "lab")
    assert "made in another folder" in third.stdout and third.returncode == 0


def test_the_pins_are_those_of_the_project():
    done = run(ROOT, "lock", "--check")
    assert done.returncode == 0, done.stdout


def test_the_pins_are_hashed_and_name_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / "binder" / name).read_text()
        assert "://" not in text and "--index" not in text and "--find" not in text
        for block in re.findall(r"(?m)^[A-Za-z0-9].*(?:\n    .*)*", text):
            assert "==" in block.splitlines()[0] and "--hash=sha256:" in block


def test_stale_pins_are_named(checkout):
    shutil.copy(ROOT / "pyproject.toml", checkout)
    done = run(checkout, "lock", "--check")
    assert done.returncode == 1
    assert done.stdout.split("\n")[0].startswith("stale: binder/requirements.txt")


# ---- pip and Python as they are set up on real machines


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """Return a folder where packages would land that leave the environment."""
    return tmp_path_factory.mktemp("elsewhere")


def made_here(checkout: Path, done: subprocess.CompletedProcess) -> None:
    assert done.returncode == 0, done.stderr
    assert "called with ['lab']" in done.stdout
    packages = list((checkout / ".venv").glob("lib*/python*/site-packages/setuptools")) or list(
        (checkout / ".venv").glob("Lib/site-packages/setuptools")
    )
    assert packages, "the pinned packages lie in the environment"


@pytest.mark.install
@pytest.mark.parametrize("how", ["variable", "pip.conf"])
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("user", "true"),
        ("target", "{elsewhere}/target"),
        ("prefix", "{elsewhere}/prefix"),
        ("require-hashes", "true"),
        ("constraint", "{elsewhere}/constraints.txt"),
        ("no-binary", ":all:"),
    ],
)
def test_pip_settings_that_lead_elsewhere_do_not_reach_the_environment(
    checkout, elsewhere, how, setting, value
):
    (elsewhere / "constraints.txt").write_text("setuptools<1\n")
    value = value.format(elsewhere=elsewhere)
    if how == "variable":
        variables = {f"PIP_{setting.upper().replace('-', '_')}": value}
    else:
        (checkout.parent / "pip.conf").write_text(f"[global]\n{setting} = {value}\n")
        variables = {"PIP_CONFIG_FILE": str(checkout.parent / "pip.conf")}
    made_here(checkout, run(checkout, "lab", **variables))
    assert {path.name for path in elsewhere.iterdir()} == {"constraints.txt"}


@pytest.mark.install
@pytest.mark.parametrize("how", ["variable", "pip.conf"])
def test_index_and_proxy_are_kept(checkout, how):
    """An address where nobody answers is really asked: the setting got through."""
    if how == "variable":
        variables = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_EXTRA_INDEX_URL": ""}
    else:
        (checkout.parent / "pip.conf").write_text("[install]\nindex_url = http://127.0.0.1:9/\nuser = yes\n")
        variables = {"PIP_CONFIG_FILE": str(checkout.parent / "pip.conf")}
        for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
            variables[name] = ""
    assert "No network" in one_line(run(checkout, "lab", PIP_NO_CACHE_DIR="1", **variables))
    assert "127.0.0.1" in (checkout / ".venv-install.log").read_text(encoding="utf-8")


@pytest.mark.install
def test_a_foreign_pythonpath_a_conda_prefix_and_a_home_that_cannot_be_written(checkout, tmp_path):
    foreign = tmp_path / "modules"
    for name in ("setuptools", "pip", "six"):
        (foreign / name).mkdir(parents=True)
        (foreign / name / "__init__.py").write_text("raise ImportError('the wrong one')")
    (checkout / "grading" / "cli.py").write_text(
        "import os, sys\nassert 'PYTHONPATH' not in os.environ\nimport setuptools\nprint('called with', sys.argv[1:])\n"
    )
    home = tmp_path / "home"
    home.write_text("a file where a home should be")
    variables = {"PYTHONPATH": str(foreign), "CONDA_PREFIX": str(foreign), "CONDA_DEFAULT_ENV": "base"}
    made_here(checkout, run(checkout, "lab", HOME=str(home), USERPROFILE=str(home), **variables))


@pytest.mark.install
@pytest.mark.skipif(os.name != "posix", reason="Windows has no umask to speak of")
def test_a_strict_umask(checkout):
    made_here(checkout, run(checkout, "lab", before="import os\nos.umask(0o077)"))
    assert (checkout / ".venv" / "seoul-dilemma.json").stat().st_mode & 0o077 == 0
