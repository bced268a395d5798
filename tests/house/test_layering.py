"""Who may import whom: datasets <- widgets.game <- widgets <- lessons; nothing imports grading."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("datasets", "widgets.game", "widgets", "grading")
MAY_READ = {
    "datasets": {"datasets"},
    "widgets.game": {"widgets.game"},
    "widgets": {"datasets", "widgets.game", "widgets"},
    # What a reader has done (notebooks, bets) is kept by the widgets; the command line reads it.
    "grading": {"datasets", "widgets.game", "widgets", "grading"},
}


#: The rooms of grading in the order in which a submission passes through them; each may call those before it.
STAGES = ("course", "collect", "execute", "judge", "record", "dispatch")
#: What is outside that way: for each room of grading, the others that it may call.
GRADING_MAY_READ = {
    **{name: {"files", *STAGES[:i]} for i, name in enumerate(STAGES)},
    "record": {"files", "course", "collect"},
    "__init__": {"lazy_imports"},
    "build": {"files"},
    "site": {"build"},
    "report": {"course", "collect", "record"},
    "nbgrader_hook": {"course", "collect", "execute", "record", "dispatch"},
    "check": {"build", "files", *STAGES},
    "nbgrader_config": {"build", "nbgrader_hook"},
    "pipeline": {"nbgrader_hook"},
    "play": set(),
    "cli": {"build", "check", "site", "report", "play", "files", *STAGES},
}


def room(module: str) -> str | None:
    """Return the room of a module of ours, the deepest first, or None for any other module."""
    inside = module.removeprefix("seoul_dilemma.") if module.startswith("seoul_dilemma.") else None
    if inside is None:
        return None
    return next((r for r in ("widgets.game", *ROOMS) if inside == r or inside.startswith(r + ".")), None)


def imported(path: Path) -> set[str]:
    """Return the full names of every module that a file imports, relative imports resolved."""
    package = ["seoul_dilemma", *path.relative_to(ROOT).parent.parts]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            names.update(f"{stem}.{alias.name}" for alias in node.names)
            names.add(stem)
    return names


def sources() -> list[Path]:
    folders = [ROOT / "datasets", ROOT / "widgets", ROOT / "grading"]
    lessons = ROOT / "grading" / "lessons"
    return [p for f in folders for p in sorted(f.rglob("*.py")) if lessons not in p.parents]


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_its_room_may_read(path):
    own = room("seoul_dilemma." + ".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert own is not None, f"{path} lies in no room"
    foreign = {name for name in imported(path) if (r := room(name)) and r not in MAY_READ[own]}
    assert not foreign, f"{own} must not import {sorted(foreign)}"


@pytest.mark.parametrize(
    "path",
    [p for p in sources() if ROOT / "grading" in p.parents],
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_a_room_of_grading_calls_only_rooms_before_it(path):
    own = path.relative_to(ROOT / "grading").with_suffix("").parts[0]
    rooms = {name.split(".")[2] for name in imported(path) if name.startswith("seoul_dilemma.grading.")}
    foreign = rooms - {own} - GRADING_MAY_READ.get(own, set())
    assert not foreign, f"grading.{own} must not import {sorted(foreign)}"


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_names_its_own_package_by_relative_imports(path):
    """An absolute import of ours resolves only where the package is installed; editors read a plain checkout."""
    if path.name == "nbgrader_config.py":  # nbgrader executes it; nothing imports it
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert not (node.module or "").startswith("seoul_dilemma"), f"line {node.lineno}: {node.module}"
        elif isinstance(node, ast.Import):
            ours = [alias.name for alias in node.names if alias.name.startswith("seoul_dilemma")]
            assert not ours, f"line {node.lineno}: {ours}"


def _table(page: str, heading: str) -> dict[str, set[str]]:
    """Return the rooms of a table in the page, each with what its last column lists."""
    table = page.split(heading, 1)[1].split("|\n\n", 1)[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| `")]
    return {re.findall(r"`([^`]+)`", row[0])[0]: set(re.findall(r"`([^`]+)`", row[-1])) for row in rows}


def test_the_page_that_draws_the_house_says_what_is_held_here():
    page = (ROOT / ".github" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {
        own.replace(".", "/"): {r.replace(".", "/") for r in may - {own}} for own, may in MAY_READ.items()
    }
    assert _table(page, "## Rooms") == rooms
    stages = {name: GRADING_MAY_READ[name] - {"files"} for name in STAGES}
    assert _table(page, "Inside `grading`") == stages
    beside = set(re.findall(r"`(\w+)`", page.split("Beside that way:", 1)[1].split("\n", 1)[0]))
    packages = {p.parent.name for p in (ROOT / "grading").glob("*/__init__.py")} - {"pipeline"}
    assert packages == beside | set(STAGES), "a room of grading is missing on the page"
    words = page.split("## Words", 1)[1].count("\n| ") - 1
    assert words <= 30


def test_the_game_needs_numpy_alone():
    code = (
        "import sys, seoul_dilemma.widgets.game\n"
        "top = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(top & {'pandas', 'matplotlib', 'ipywidgets', 'anywidget', 'scipy', 'IPython', 'SALib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_package_is_in_the_distribution():
    """One that is not listed works in a checkout, and is missing where the course was installed."""
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    rooms = ("datasets", "widgets", "grading", "lessons")
    here = {p.parent for r in rooms for p in (ROOT / r).rglob("__init__.py")}
    packages = {"seoul_dilemma." + ".".join(p.relative_to(ROOT).parts) for p in here}
    missing = packages - listed
    assert not missing, f"add to [tool.setuptools] packages in pyproject.toml: {sorted(missing)}"
    for name in listed:
        assert (ROOT / Path(*name.split(".")[1:])).is_dir(), f"{name} is listed but not there"
