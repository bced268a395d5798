"""Answers are found where people really write them: in ``lessons/`` itself, wherever the course lies."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from support.checkout import copy_checkout
from support.graded import LESSONS, answered

LESSON = "00-start-here"
HALF = {
    "practice": "dials = 2",
    "percent-change": "def percent_change(before, after):\n    return 100 * (after - before) / before",
    "average": "def average(numbers):\n    return sum(numbers)",
}


def answer(path: Path, answers=HALF) -> None:
    nbformat.write(answered(nbformat.read(path, as_version=4), answers), path)


class Copy:
    """A copy of the course outside of this checkout, used as its own package."""

    def __init__(self, root: Path, cache: Path):
        self.root, self.cache = root, cache
        packages = root.parent / f"packages-{root.name}"
        packages.mkdir()
        (packages / "seoul_dilemma").symlink_to(root)
        self.path = str(packages)

    def seoul(self, *arguments, cwd=None) -> subprocess.CompletedProcess:
        # The copy comes before this checkout, whose own finder of packages stays behind in site-packages.
        start = (
            "import sys; sys.meta_path[:] = [f for f in sys.meta_path if '__editable__' not in repr(f)];"
            f"sys.path.insert(0, {self.path!r});"
            "from seoul_dilemma.grading.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        return subprocess.run(
            [sys.executable, "-c", start, *map(str, arguments)],
            cwd=cwd or self.root,
            capture_output=True,
            text=True,
            timeout=500,
            env=os.environ | {"SEOUL_CACHE_DIR": str(self.cache), "PYTHONDONTWRITEBYTECODE": "1"},
        )


def line(printed: str, word: str) -> str:
    return next(each for each in printed.splitlines() if word in each)


def finds_the_answers(copy: Copy, path: Path) -> None:
    done = copy.seoul("check", path)
    assert done.returncode == 0, done.stderr
    assert "✓ right" in line(done.stdout, "practice")
    assert "✓ right" in line(done.stdout, "percent-change")
    assert "✗ not yet" in line(done.stdout, "average")
    assert "· not tried" in line(done.stdout, "top-rows")
    done = copy.seoul("progress", path.parent)
    assert done.returncode == 0, done.stderr
    assert line(done.stdout, LESSON).split()[1:4] == ["2", "of", "5"]
    assert f"1 of {len(LESSONS)} lessons begun; 2 of 5 exercises right" in done.stdout
    assert "Go on in 00-start-here.ipynb, exercise average." in done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    folder = tmp_path_factory.mktemp("in-place")
    return Copy(copy_checkout(folder / "checkout"), folder / "cache")


@pytest.mark.slow
def test_in_a_checkout(checkout):
    path = checkout.root / "lessons" / f"{LESSON}.ipynb"
    answer(path)
    finds_the_answers(checkout, path)


@pytest.mark.slow
def test_lessons_laid_out_from_a_checkout_that_was_worked_in_are_untouched(checkout, tmp_path):
    path = checkout.root / "lessons" / f"{LESSON}.ipynb"
    answer(path)
    start = (
        "from seoul_dilemma.grading.cli.workspace import prepare_workspace; from pathlib import Path;"
        "prepare_workspace(Path.cwd())"
    )
    code = (
        "import sys; sys.meta_path[:] = [f for f in sys.meta_path if '__editable__' not in repr(f)];"
        f"sys.path.insert(0, {checkout.path!r}); {start}"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=500)
    laid = tmp_path / "lessons" / path.name
    assert "dials = 2" not in laid.read_text(encoding="utf-8")
    assert "YOUR CODE HERE" in laid.read_text(encoding="utf-8")
    answer(laid)
    finds_the_answers(checkout, laid)


@pytest.mark.slow
def test_in_a_bundle_of_release_even_of_a_checkout_that_was_worked_in(checkout, tmp_path):
    answer(checkout.root / "lessons" / f"{LESSON}.ipynb")
    done = checkout.seoul("release", tmp_path / "bundle.zip")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        bundle.extractall(tmp_path)
    root = tmp_path / "seoul-dilemma"
    assert not list((root / "grading" / "lessons").glob("*.py")), "no source goes out"
    path = root / "lessons" / f"{LESSON}.ipynb"
    assert "dials = 2" not in path.read_text(encoding="utf-8")
    answer(path)
    copy = Copy(root, tmp_path / "cache")
    finds_the_answers(copy, path)
    assert "visible checks only" in copy.seoul("check", path).stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", ["내 숙제 (1).ipynb", "Kopie.ipynb"])
def test_a_renamed_notebook_counts_and_of_two_copies_the_one_with_the_lessons_name(checkout, tmp_path, name):
    shutil.copy(checkout.root / "lessons" / f"{LESSON}.ipynb", tmp_path / name)
    answer(tmp_path / name)
    printed = checkout.seoul("progress", tmp_path).stdout
    assert line(printed, LESSON).split()[1:4] == ["2", "of", "5"]
    assert f"Go on in {name}" in printed
    shutil.copy(tmp_path / name, tmp_path / f"{LESSON}.ipynb")
    answer(tmp_path / f"{LESSON}.ipynb", {"practice": "dials = 3"})
    assert line(checkout.seoul("progress", tmp_path).stdout, LESSON).split()[1:4] == ["1", "of", "5"]
