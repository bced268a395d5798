"""The bundle for students: nothing is given away, and it works by itself."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.release import release
from support.classroom import released
from support.course import ROOT
from support.jupyter import in_kernel, jupyter_server, open_notebook, run_cell

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    """The bundle, unpacked."""
    folder = tmp_path_factory.mktemp("bundle")
    assert main(["release", str(folder / "bundle.zip")]) == 0
    with zipfile.ZipFile(folder / "bundle.zip") as archive:
        archive.extractall(folder / "out")
    return folder / "out" / "seoul-dilemma"


@pytest.fixture(scope="module")
def site(bundle, tmp_path_factory) -> Path:
    """What a student has after installing the bundle: the wheel that it builds, unpacked."""
    folder = tmp_path_factory.mktemp("site")
    wheels = folder / "wheels"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(bundle)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "packages")
    return folder / "packages"


def test_the_bundle_holds_no_answer(bundle):
    names = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert {"README.md", "pyproject.toml", "binder/run.py", "lessons/06-the-game.ipynb"} <= names
    code = [path for name in ("*.py", "*.typed", "*/__init__.py") for path in (ROOT / "grading").glob(name)]
    code = {each.relative_to(ROOT).as_posix() for each in code if each.parent.name != "lessons"}
    assert code - names == {"grading/nbgrader_config.py"}  # it may name a database
    assert not [
        name
        for name in names
        if name.startswith(("grading/source", "grading/notes", "tests"))
        or (name.startswith("grading/lessons") and not name.endswith(".ipynb"))
    ]
    for path in sorted(
        (bundle / "grading" / "lessons").iterdir()
    ):  # untouched copies, for students' own checks
        assert path.read_bytes() == (bundle / "lessons" / path.name).read_bytes()
    hidden = set()
    for path in sorted((ROOT / "grading" / "lessons").glob("[0-9]*.py")):
        inside = False
        for line in path.read_text(encoding="utf-8").splitlines():
            if "BEGIN HIDDEN" in line:
                inside = True
            elif "END HIDDEN" in line:
                inside = False
            elif inside and len(line.strip()) > 40 and "import" not in line:
                hidden.add(line.strip())
    assert len(hidden) > 20
    for path in sorted((bundle / "lessons").glob("*.ipynb")):
        text = "\n".join(
            "".join(each["source"]) for each in json.loads(path.read_text(encoding="utf-8"))["cells"]
        )
        assert not [line for line in hidden if line in text], path.name
        assert "BEGIN SOLUTION" not in text


@pytest.mark.browser
def test_the_bundle_installs_and_opens_in_jupyterlab_by_itself(bundle, site, page, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(site))
    lesson = "00-start-here.ipynb"
    cells = json.loads((bundle / "lessons" / lesson).read_text(encoding="utf-8"))["cells"]
    first = next(number for number, cell in enumerate(cells) if "DilemmaExplorer" in "".join(cell["source"]))
    with jupyter_server(root=bundle / "lessons") as server:
        open_notebook(page, server.lab(lesson), timeout=180)
        run_cell(page, first)
        page.wait_for_selector(".sd-plot", timeout=120_000)
        said = in_kernel(
            page,
            "import seoul_dilemma.datasets as data, seoul_dilemma.widgets as widgets\n"
            "import seoul_dilemma.grading.cli as cli\n"
            "print(len(data.names()), data.__file__, widgets.__file__, cli.__file__)",
            first,
        )
    count, *places = said.split()
    assert int(count) > 10
    assert [place for place in places if not place.startswith(str(site))] == []
    code = "import sys; from seoul_dilemma.grading.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "check", str(bundle / "lessons" / lesson)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=bundle)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "visible checks only" in done.stdout


def test_a_release_never_overwrites(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("keep")
    assert main(["release", str(tmp_path)]) == 2
    assert "already there" in capsys.readouterr().err
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_whatever_else_lies_in_the_course_stays_there(tmp_path):
    root, out = tmp_path / "course", tmp_path / "out"
    goes = ["README.md", "LICENSE", "lessons/00-first.ipynb", "grading/README.md", "grading/cli/app.py"]
    stays = [
        "lessons/00-first-mine.ipynb",  # somebody's own answers, perhaps right ones
        "lessons/solved/00-first.ipynb",
        "grading/handed-in/kim/00-first.ipynb",
        "grading/00-first-canvas.csv",
        "grading/00-first-report.html",
        "grading/gradebook.db",
        "grading/lessons/00-first.py",
    ]
    notebook = json.dumps(released())
    for name in [*goes, *stays, "datasets/a.csv", "widgets/a.py", "binder/run.py"]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(notebook if name.endswith(".ipynb") else "", encoding="utf-8")
    (root / "pyproject.toml").write_text("[tool.setuptools]\npackages = []\n", encoding="utf-8")
    names = release(root, out)
    assert set(goes) <= set(names)
    assert not set(stays) & set(names)
