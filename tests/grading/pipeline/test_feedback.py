"""Feedback, the formgrader's page and the bundle: nothing runs, nothing loads, nothing is given away."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.pipeline.course import Course
from support.classroom import answered, cell, find, grade, hand_in, make_course
from support.course import ROOT

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

EVIL = [
    "<script>document.title = 'ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    "<svg onload=\"document.title='ran'\"><script>document.title='ran'</script></svg>",
    "<iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>",
    "<img src='http://127.0.0.1:9/beacon.png'>",
    "![beacon](http://127.0.0.1:9/beacon.png)",
    "[click](javascript:document.title='ran')",
    "[click](java&#115;cript:document.title='ran')",
    "[click][evil]\n\n[evil]: javascript:document.title='ran'",
    "<a href=\"jAvAsCrIpT:document.title='ran'\">click</a>",
    "<style>body { background: url(http://127.0.0.1:9/x) }</style>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<form action='http://127.0.0.1:9/'><button autofocus onfocus=\"document.title='ran'\">x</button></form>",
    "<math><mtext></table><mglyph><style><img src=x onerror=\"document.title='ran'\">",
    "`<script>document.title='ran'</script>`",
]


def _evil() -> dict:
    made = answered(memo="\n\n".join(EVIL))
    code = "from IPython.display import *\n" + "\n".join(
        f"display({kind}({each!r}))" for each in EVIL for kind in ("HTML", "Markdown")
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>'
    code += f"\ndisplay(Javascript(\"document.title='ran'\"), SVG({svg!r}))"
    code += f"\nprint({EVIL[0]!r})\nraise ValueError({EVIL[0]!r})"
    made["cells"].insert(1, cell("code", code))
    made["cells"].insert(1, cell("markdown", "\n\n".join(EVIL)))
    made["cells"].insert(1, cell("raw", EVIL[0]))
    about = made["cells"][find(made, "square")]
    about["source"] = f"def square(n): raise ValueError({EVIL[0]!r})"
    return made


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Path:
    course = make_course(tmp_path_factory.mktemp("feedback"))
    hand_in(course, "evil", _evil())
    hand_in(course, "wrong", answered(square="def square(n): return 9", mean="def mean(v): return 1/0"))
    grade(course)
    with Course(course).gradebook() as gradebook:
        each = gradebook.find_grade("memo", "hw", "hw", "wrong")
        each.manual_score, each.needs_manual_grade = 2.5, False
        gradebook.find_comment("memo", "hw", "hw", "wrong").manual_comment = "Clear, and **well** argued."
        gradebook.db.commit()
    assert main(["feedback", "hw", "--course", str(course)]) == 0
    return course


def _formgrader(course: Path, student: str) -> str:
    """Render a submission as the formgrader's page does."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(Path(handlers.__file__).parent / "templates")]
    resources = {
        "assignment_id": "hw", "notebook_id": "hw", "submission_id": "1", "index": 0, "total": 1,
        "base_url": "/", "my_url": "/", "student": student, "last_name": "", "first_name": "",
        "notebook_path": "x", "keyword": "x", "show_name": "", "mathjax_url": "",
    }  # fmt: skip
    page, _ = HTMLExporter(config=config).from_filename(
        str(course / "autograded" / student / "hw" / "hw.ipynb"), resources=resources
    )
    return page


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_nothing_of_a_students_runs_loads_or_leads_away(room, page, kind, tmp_path):
    if kind == "feedback":
        path = room / "feedback" / "evil" / "hw" / "hw.html"
    else:
        path = tmp_path / "page.html"
        path.write_text(_formgrader(room, "evil"), encoding="utf-8")
    asked, dialogs = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.dismiss()))
    page.goto(path.as_uri())
    title = page.title()
    for link in page.locator("a", has_text="click").all():
        target = link.get_attribute("href") or ""
        assert "script" not in target.lower(), target
        link.click(force=True, no_wait_after=True, timeout=5000)
    page.wait_for_timeout(500)
    assert page.title() == title != "ran"
    assert not dialogs
    assert not [url for url in asked if "127.0.0.1:9" in url]
    inside = page.locator("main" if kind == "feedback" else "#notebook")
    for tag in (
        "script:not([src])",
        "iframe",
        "svg",
        "form",
        "meta",
        "object",
        "[onerror]",
        "[onload]",
        "[onfocus]",
    ):
        found = inside.locator(tag).evaluate_all("nodes => nodes.map(node => node.outerHTML)")
        assert not [text for text in found if "ran" in text or "127.0.0.1" in text], tag


def test_feedback_helps_and_gives_nothing_away(room):
    text = (room / "feedback" / "wrong" / "hw" / "hw.html").read_text(encoding="utf-8")
    assert "secret" not in text
    assert "HIDDEN" not in text
    assert "A hidden check on other inputs did not pass." in text
    assert "ZeroDivisionError" in text
    assert "6.5 of 10 points" in text
    assert "<strong>well</strong> argued" in text
    assert "sum(values) / len(values)" not in text, "no solution"
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")


def test_feedback_is_never_graded_by_what_a_student_prints(room):
    text = (room / "feedback" / "evil" / "hw" / "hw.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_the_bundle_holds_no_answer_and_works_alone(tmp_path):
    target = tmp_path / "bundle.zip"
    assert main(["release", str(target)]) == 0
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "out")
    bundle = tmp_path / "out" / "seoul-dilemma"
    names = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert {"README.md", "pyproject.toml", "binder/run.py", "lessons/06-the-game.ipynb"} <= names
    assert not [
        name
        for name in names
        if name.startswith(("grading/lessons", "grading/source", "grading/notes", "tests"))
    ]
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
    # It builds and installs by itself.
    wheels = tmp_path / "wheels"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(bundle)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import seoul_dilemma.datasets as data, seoul_dilemma.widgets.game as game\n"
        "from seoul_dilemma.grading.cli import main\n"
        "assert data.__file__.startswith(sys.argv[1]), data.__file__\n"
        "game.solve(0.6, 0.35); print(len(data.names()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "site")], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_a_release_never_overwrites(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("keep")
    assert main(["release", str(tmp_path)]) == 2
    assert "already there" in capsys.readouterr().err
    assert (tmp_path / "mine.txt").read_text() == "keep"
