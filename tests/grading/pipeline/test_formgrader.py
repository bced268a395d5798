"""The formgrader as an instructor uses it, in a browser: autograde, read, grade by hand, give feedback."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect
from seoul_dilemma.grading.build.instructor import to_bytes
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from support.course import ROOT
from support.graded import answered, instructor
from support.hostile import BEACON, EVIL, TAGS, displays
from support.jupyter import JupyterServer, jupyter_server

pytestmark = [pytest.mark.browser, pytest.mark.sandbox, pytest.mark.slow]

LESSON = "08-hindsight"
COMMENT = "Two forecasts with rules, <b>well</b> hedged; name the assumption that carries it."
WAIT = 180_000

# What the checks of the lesson pay, and what its memo pays on top.
POINTS = {
    kind: sum(
        cell.metadata.nbgrader.points
        for cell in instructor(LESSON).cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == kind
    )
    for kind in ("code", "markdown")
}
CHECKS, ALL = POINTS["code"], sum(POINTS.values())
MEMO = 12.5

# It tries to pay itself and to harm the gradebook, then shows a page's worth of scripts.
CHEAT = """\
class Yes(float):
    def __eq__(self, other): return True
    __hash__ = float.__hash__
def brier(*_): return Yes(0.0)
open("gradebook.db", "w").write("gone")
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("formgrader") / "grading"
    full = instructor(LESSON)
    (root / "source" / LESSON).mkdir(parents=True)
    (root / "nbgrader_config.py").write_bytes((ROOT / "grading" / "nbgrader_config.py").read_bytes())
    (root / "source" / LESSON / f"{LESSON}.ipynb").write_bytes(to_bytes(full))
    solved = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in full.cells
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code"
    }
    given = nbformat.read(ROOT / "lessons" / f"{LESSON}.ipynb", as_version=4)
    hostile = answered(given, {"brier": CHEAT, "memo": "\n\n".join(EVIL)})
    hostile.cells.insert(1, nbformat.v4.new_code_cell(displays()))
    hostile.cells.insert(1, nbformat.v4.new_markdown_cell("\n\n".join(EVIL)))
    handed_in = {
        "honest": answered(
            given, {**solved, "memo": "Arm Kyiv through Warsaw: 60 % that Moscow protests only."}
        ),
        "hostile": hostile,
    }
    for student, notebook in handed_in.items():
        folder = root / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{LESSON}.ipynb")
    return root


def _press(page: Page, student: str, column: str) -> None:
    """Press one of the buttons of a student's row, and read that it worked."""
    row = page.locator("#main-table tr", has=page.locator(f"td.student-id:text-is('{student}')"))
    row.locator(f"td.{column} a").click()
    expect(page.locator(".modal .modal-title")).to_have_text("Success", timeout=WAIT)
    page.locator(".modal .modal-footer button").click()
    expect(page.locator(".modal")).to_have_count(0, timeout=WAIT)


def _marks(course: Path) -> dict[str, tuple]:
    with Course(course).gradebook() as gradebook:
        found = {}
        for student in ("honest", "hostile"):
            memo = gradebook.find_grade("memo", LESSON, LESSON, student)
            comment = gradebook.find_comment("memo", LESSON, LESSON, student).comment
            score = gradebook.find_submission(LESSON, student).score
            found[student] = (score, memo.manual_score, bool(memo.needs_manual_grade), comment)
        return found


def _until(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(60):
        if true():
            return
        page.wait_for_timeout(500)
    raise AssertionError("it was not saved")


def _open_submission(page: Page, server: JupyterServer, number: int) -> None:
    page.goto(f"{server.url}formgrader/gradebook/{LESSON}/{LESSON}")
    page.get_by_text(f"Submission #{number}", exact=True).click()
    page.wait_for_function("() => window.formgrader?.grades?.loaded && window.formgrader?.comments?.loaded")


def test_an_instructor_autogrades_reads_grades_by_hand_and_gives_feedback(course, page):
    asked: list[str] = []
    dialogs: list[str] = []
    page.route(lambda url: not url.startswith(("http://127.0.0.1", "file:")), lambda route: route.abort())
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    page.set_default_timeout(WAIT)
    with jupyter_server(root=course) as server:
        page.goto(f"{server.url}formgrader?token={server.token}")
        row = page.locator("#main-table tr", has=page.locator("td.name", has_text=LESSON))
        expect(row.locator("td.num-submissions")).to_have_text("2", timeout=WAIT)
        row.locator("td.num-submissions a").click()

        # The buttons grade through the pipeline: the cheat earns nothing, and the gradebook is whole.
        for student in ("hostile", "honest"):
            _press(page, student, "autograde")
        assert _marks(course) == {"honest": (CHECKS, None, True, None), "hostile": (0.0, None, True, None)}

        # Both pages are read; the honest student's memo is graded by its rubric.
        graded = None
        for number in (1, 2):
            _open_submission(page, server, number)
            memo = page.locator("input.score#memo")
            rubric = page.locator("#notebook").first
            expect(rubric).to_contain_text("Forecasts and assumptions", timeout=WAIT)
            if "Arm Kyiv through Warsaw" in page.locator("#notebook").first.inner_text():
                graded = page.url
                memo.fill(str(MEMO))
                page.locator("#memo-comment").fill(COMMENT)
                memo.click()
                _until(page, lambda: _marks(course)["honest"] == (CHECKS + MEMO, MEMO, False, COMMENT))
                continue
            title = page.title()
            for link in page.locator("#notebook").first.locator("a", has_text="click").all():
                assert "script" not in (link.get_attribute("href") or "").lower()
                link.click(force=True, no_wait_after=True)
            page.wait_for_timeout(300)
            assert page.title() == title != "ran"
            for tag in TAGS:
                nodes = page.locator("#notebook").first.locator(tag)
                found = nodes.evaluate_all("nodes => nodes.map(node => node.outerHTML)")
                assert not [text for text in found if "ran" in text or "127.0.0.1:9" in text], tag
        assert graded is not None

        # A second run changes no mark of a person's; the page shows it again.
        assert main(["grade", LESSON, "--course", str(course), "--jobs", "2", "--quiet", "--force"]) == 0
        assert _marks(course)["honest"][:2] == (CHECKS + MEMO, MEMO)
        assert _marks(course)["honest"][3] == COMMENT
        page.goto(graded)
        expect(page.locator("input.score#memo")).to_have_value(str(MEMO), timeout=WAIT)
        expect(page.locator("#memo-comment")).to_have_value(COMMENT, timeout=WAIT)

        # Feedback is made by the button and read as the student would.
        page.goto(f"{server.url}formgrader/manage_submissions/{LESSON}")
        _press(page, "honest", "generate-feedback")
        page.goto((course / "feedback" / "honest" / LESSON / f"{LESSON}.html").as_uri())
        expect(page.locator("main")).to_contain_text(f"{CHECKS + MEMO} of {ALL} points")
        expect(page.locator("main")).to_contain_text("name the assumption that carries it")
        assert "HIDDEN" not in page.content()
        log = server.log()
    assert not dialogs
    assert not [url for url in asked if url.startswith(BEACON)]
    assert "Graded hostile" in log
