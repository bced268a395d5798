"""Feedback, the formgrader's page and the bundle: nothing runs, nothing loads, nothing is given away."""

import re
from pathlib import Path

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from support.classroom import answered, cell, find, grade, hand_in, make_course
from support.hostile import EVIL, TAGS, displays

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def _evil() -> dict:
    made = answered(memo="\n\n".join(EVIL))
    made["cells"].insert(1, cell("code", displays()))
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
    for tag in TAGS:
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


def test_feedback_says_on_top_what_counts_and_why_and_folds_what_the_lesson_had(room):
    text = (room / "feedback" / "wrong" / "hw" / "hw.html").read_text(encoding="utf-8")
    top, _, below = text.partition("<hr>")
    assert '<td><a href="#cell-test-mean">test-mean</a></td><td>0 of 1</td><td>' in top
    assert "ZeroDivisionError" in top and 'id="cell-test-mean"' in below
    opened = re.sub(r"<details>.*?</details>", "", below, flags=re.DOTALL)
    folded = "".join(re.findall(r"<details>.*?</details>", below, flags=re.DOTALL))
    assert "Write <code>mean</code>." in folded and "Write <code>mean</code>." not in opened
    assert "rates.csv" in folded and "rates.csv" not in opened  # what was given
    for own in ("My memo.", "1", "argued"):
        assert own in opened
    assert "isinstance" in folded  # a check that passed
    assert "mean" in opened and "np" in opened  # one that did not


def test_feedback_is_never_graded_by_what_a_student_prints(room):
    text = (room / "feedback" / "evil" / "hw" / "hw.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert "<script" not in text
