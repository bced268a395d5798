"""The student bundle: the course without its answers."""

from __future__ import annotations

import fnmatch
import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from nbgrader.nbgraderformat import read as read_nbgrader

FOLDERS = ("lessons", "datasets", "widgets", "binder", "grading")
FILES = ("README.md", "LICENSE", "pyproject.toml")
# Only code is copied from the grading folder: it may also contain grades and students' work under any name, and its
# configuration may contain a database address.
CODE = (
    "__init__.py",
    "files.py",
    "lazy_imports.py",
    "py.typed",
    "README.md",
    "jupyterhub.md",
    "nbgrader_hook.py",
    "build",
    "check",
    "cli",
    "collect",
    "course",
    "dispatch",
    "execute",
    "judge",
    "play",
    "pipeline",
    "record",
    "report",
    "site",
)
LEFT_OUT = (
    "__pycache__",
    "*.pyc",
    ".ipynb_checkpoints",
    "*.db",
    "*.db-journal",
    ".*",
    "node_modules",
    "forecasts.json",
)
SHORTEST = 25


class ReleaseError(Exception):
    """The bundle cannot be made; the message says what to do."""


def release(root: Path, target: Path, notebooks: Mapping[str, bytes] | None = None) -> list[str]:
    """Write the student bundle.

    Parameters
    ----------
    root : Path
        The checkout of the course.
    target : Path
        A folder that does not exist yet or is empty, or the name of a ``.zip`` file that does not exist yet.

    notebooks : mapping of str to bytes, optional
        The students' notebooks by name of the lesson, as they are handed out; those in ``lessons`` when left out.

    Returns
    -------
    list of str
        The files of the bundle, in order.

    Notes
    -----
    Each notebook is in it twice: in ``lessons``, where students work, and untouched in ``grading/lessons``, where their
    own checks look up what was handed out.

    Raises
    ------
    ReleaseError
        `root` is no checkout, `target` is in the way, or an answer would get out.
    """
    if not (root / "pyproject.toml").is_file() or not (root / "lessons").is_dir():
        raise ReleaseError(
            f"{root} is not a checkout of the course: 'seoul release' works on one, not on an installed package."
        )
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise ReleaseError(f"{target} is already there. Name a new folder or zip file.")
    if target.resolve().is_relative_to(root.resolve()):
        raise ReleaseError(f"{target} lies inside the course. Name a place outside of it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=target.parent) as staging:
        stage = Path(staging) / "seoul-dilemma"
        _copy(root, stage, notebooks)
        leak = find_leak(root, stage)
        if leak is not None:
            raise ReleaseError(
                f"An answer would get out: {leak}. Run 'seoul build' first, then look at that file."
            )
        names = sorted(path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file())
        if target.suffix == ".zip":
            packed = Path(staging) / "bundle.zip"
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for name in names:
                    about = zipfile.ZipInfo(f"seoul-dilemma/{name}", (2024, 1, 1, 0, 0, 0))
                    about.external_attr = 0o644 << 16
                    archive.writestr(about, (stage / name).read_bytes(), zipfile.ZIP_DEFLATED)
            packed.replace(target)
        else:
            if target.is_dir():
                target.rmdir()
            shutil.move(str(stage), str(target))
    return names


def _copy(root: Path, stage: Path, notebooks: Mapping[str, bytes] | None) -> None:
    lessons = {f"{source.stem}.ipynb" for source in (root / "grading" / "lessons").glob("*.py")}
    only = {root / "grading": set(CODE), root / "lessons": {*lessons, "README.md"}}

    def ignore(folder: str, names: list[str]) -> set[str]:
        out = {name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in LEFT_OUT)}
        if Path(folder) in only:
            out |= set(names) - only[Path(folder)]
        return out | {name for name in names if Path(folder, name).is_symlink()}

    stage.mkdir()
    for name in FOLDERS:
        shutil.copytree(root / name, stage / name, ignore=ignore)
    for name in FILES:
        shutil.copy2(root / name, stage / name)
    untouched = stage / "grading" / "lessons"
    untouched.mkdir()
    for name in sorted(lessons):
        place = stage / "lessons" / name
        if notebooks is not None and name.removesuffix(".ipynb") in notebooks:
            place.write_bytes(notebooks[name.removesuffix(".ipynb")])
        if place.is_file():
            shutil.copy2(place, untouched)
    _shorten(stage / "pyproject.toml", stage)


def _shorten(project: Path, stage: Path) -> None:
    """Remove the packages that are not released from `pyproject.toml`."""
    text = project.read_text(encoding="utf-8")
    for package in tomllib.loads(text)["tool"]["setuptools"]["packages"]:
        if not (stage / Path(*package.split(".")[1:])).is_dir():
            text = text.replace(f'    "{package}",\n', "")
    project.write_text(text, encoding="utf-8")


def find_leak(root: Path, stage: Path) -> str | None:
    """Return where a line of a solution or a hidden test stands in the bundle, if it does anywhere.

    A line counts when it is long enough to be telling and the lesson does not show it to students anyway.
    """
    for source in sorted((root / "grading" / "lessons").glob("*.py")):
        secret = _secrets(source.read_text(encoding="utf-8"))
        for copy in sorted([*(stage / "lessons").rglob("*"), *(stage / "grading" / "lessons").rglob("*")]):
            if copy.suffix == ".ipynb" and copy.stem != source.stem:
                continue  # another lesson may contain the same line
            if copy.suffix in (".ipynb", ".md", ".py"):
                found = sorted(secret & _lines(copy))
                if found:
                    return f"{copy.relative_to(stage)} holds {found[0]!r}"
    return None


def _lines(path: Path) -> set[str]:
    if path.suffix != ".ipynb":
        return {line.strip() for line in path.read_text(encoding="utf-8").splitlines()}
    with path.open(encoding="utf-8") as file:
        notebook = read_nbgrader(file, as_version=4)
    return {line.strip() for cell in notebook.cells for line in cell.source.splitlines()}


def _secrets(text: str) -> set[str]:
    found, shown, inside = set(), set(), False
    for line in map(str.strip, text.splitlines()):
        if "BEGIN SOLUTION" in line or "BEGIN HIDDEN TESTS" in line:
            inside = True
        elif "END SOLUTION" in line or "END HIDDEN TESTS" in line:
            inside = False
        elif not inside:
            shown.add(line)
        elif len(line) >= SHORTEST and not line.startswith(("import ", "from ")):
            found.add(line)
    return found - shown
