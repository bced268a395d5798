"""The house is in order: linted, formatted, nothing at the top level that does not belong there."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP = {
    "README.md",
    "pyproject.toml",
    "LICENSE",
    "CITATION.cff",
    "CHANGELOG.md",
    "lessons",
    "datasets",
    "widgets",
    "grading",
    "tests",
    "binder",
    "findings",
}


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listing.stdout.splitlines()


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_ruff_has_nothing_to_say(arguments):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "."], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_top_level_holds_what_was_agreed():
    here = {path.split("/")[0] for path in tracked()}
    assert {name for name in here if not name.startswith(".")} == TOP


def test_no_notebook_carries_outputs():
    import nbformat

    for path in (p for p in tracked() if p.endswith(".ipynb")):
        cells = nbformat.read(ROOT / path, as_version=4).cells
        left = [c.id for c in cells if c.cell_type == "code" and (c.outputs or c.execution_count)]
        assert not left, f"{path} has outputs in {left}"
