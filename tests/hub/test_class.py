"""A class on a JupyterHub: released, fetched, worked on, submitted, collected, graded, read."""

import json

import nbformat
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect
from seoul_dilemma.grading.build.instructor import instructor_notebook, to_bytes
from seoul_dilemma.grading.cli import main
from support.graded import answered, lesson
from support.hub import Hub, hub
from support.jupyter import run_cell

pytestmark = [pytest.mark.browser, pytest.mark.sandbox, pytest.mark.slow, pytest.mark.timeout(1500)]

GAME, LAST = "06-the-game", "08-hindsight"
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "seoul-dilemma"
# Every server of this hub has the same owner; the hub says who is who.
c.ExchangeCollect.check_owner = False
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with hub(tmp_path_factory.mktemp("hub"), ["instructor", "kim", "lee"]) as started:
        course = started.home("instructor") / "course"
        for name in (GAME, LAST):
            folder = course / "source" / name
            folder.mkdir(parents=True)
            (folder / f"{name}.ipynb").write_bytes(to_bytes(instructor_notebook(lesson(name))))
        (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        yield started


def solutions(name: str) -> dict[str, str]:
    cells = instructor_notebook(lesson(name)).cells
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }


def log_in(page: Page, hub: Hub, user: str) -> None:
    page.goto(f"{hub.url}hub/login?next=/hub/spawn")
    page.fill("#username_input", user)
    page.fill("#password_input", hub.password)
    page.click("#login_submit")
    page.wait_for_url(f"**/user/{user}/lab**", timeout=240_000)
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget", timeout=120_000)


def assignments(page: Page) -> None:
    page.evaluate("() => window.jupyterapp.commands.execute('nbgrader:open-assignment-list')")
    page.wait_for_selector("#released_assignments_list .list_item", timeout=120_000)


def row(page: Page, part: str, name: str):
    return page.locator(f"#{part}_assignments_list .list_item", has_text=name).first


def work(page: Page, hub: Hub) -> None:
    """Open the fetched lesson, move a dial of the explorer, answer one exercise right and one wrong, and save."""
    page.evaluate(
        "path => window.jupyterapp.commands.execute('docmanager:open', {path})", f"{GAME}/{GAME}.ipynb"
    )
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
        timeout=120_000,
    )
    known = solutions(GAME)
    right, wrong = list(known)[:2]
    page.evaluate(
        """answers => {
            for (const cell of window.jupyterapp.shell.currentWidget.content.model.cells) {
                const name = cell.metadata.nbgrader?.grade_id;
                if (name in answers) cell.sharedModel.setSource(answers[name]);
            }
        }""",
        {right: known[right], wrong: "1 / 0"},
    )
    sources = page.evaluate(
        "() => [...window.jupyterapp.shell.currentWidget.content.model.cells].map(c => c.sharedModel.getSource())"
    )
    imports = next(i for i, source in enumerate(sources) if "import DilemmaExplorer" in source)
    explorer = next(
        i for i, source in enumerate(sources) if "DilemmaExplorer(" in source and "import" not in source
    )
    run_cell(page, imports)
    run_cell(page, explorer)
    sentence = page.locator(".sd-sentence").first
    sentence.wait_for(timeout=120_000)
    before = sentence.inner_text()
    dial = page.get_by_role("slider").first
    dial.focus()
    for _ in range(25):
        dial.press("ArrowRight")
    expect(sentence).not_to_have_text(before)
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")


def test_a_class_goes_all_the_way_round(running: Hub, browser: Browser):
    home = running.home("instructor") / "course"
    for name in (GAME, LAST):
        running.run("instructor", "nbgrader", "generate_assignment", name, cwd="course")
        running.run("instructor", "nbgrader", "release_assignment", name, cwd="course")

    # A student with a browser.
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(60_000)
    page = context.new_page()
    log_in(page, running, "kim")
    assignments(page)
    row(page, "released", GAME).get_by_role("button", name="Fetch").click()
    expect(row(page, "fetched", GAME)).to_be_visible(timeout=60_000)
    work(page, running)
    assignments(page)
    row(page, "fetched", GAME).get_by_role("button", name="Submit").click()
    expect(row(page, "submitted", GAME)).to_be_visible(timeout=60_000)

    # A student with a terminal.
    for name in (GAME, LAST):
        running.run("lee", "nbgrader", "fetch_assignment", name)
        path = running.home("lee") / name / f"{name}.ipynb"
        given = solutions(GAME) if name == GAME else {"memo": "Seoul should keep lending shells."}
        nbformat.write(answered(nbformat.read(path, as_version=4), given), path)
        running.run("lee", "nbgrader", "submit", name)

    # The instructor collects, grades apart, reads the memo, and gives it back.
    scores = {}
    for name in (GAME, LAST):
        running.run("instructor", "nbgrader", "collect", name, cwd="course")
        result = home / f"{name}.json"
        assert main(["grade", name, "--course", str(home), "--quiet", "--json", str(result)]) == 0
        found = json.loads(result.read_text(encoding="utf-8"))["submissions"]
        scores |= {(name, each["student"]): each["score"] for each in found}
    full = sum(
        cell.metadata.nbgrader.points
        for cell in instructor_notebook(lesson(GAME)).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    )
    assert scores[GAME, "lee"] == full
    assert 0 < scores[GAME, "kim"] < full
    with Gradebook(f"sqlite:///{home / 'gradebook.db'}") as gradebook:
        memo = gradebook.find_grade("memo", LAST, LAST, "lee")
        assert memo.needs_manual_grade
        memo.manual_score, memo.needs_manual_grade = 12, False
        comment = gradebook.find_comment("memo", LAST, LAST, "lee")
        comment.manual_comment = "Clear. What would change your mind?"
        gradebook.db.commit()
    for name in (GAME, LAST):
        assert main(["feedback", name, "--course", str(home)]) == 0
        running.run("instructor", "nbgrader", "release_feedback", name, cwd="course")

    # And they read it.
    running.run("lee", "nbgrader", "fetch_feedback", LAST)
    (feedback,) = (running.home("lee") / LAST / "feedback").rglob(f"{LAST}.html")
    assert "What would change your mind?" in feedback.read_text(encoding="utf-8")
    assignments(page)
    page.locator("#submitted_assignments_list").get_by_role("button", name="Fetch Feedback").first.click()
    expect(page.locator("#submitted_assignments_list")).to_contain_text("view feedback", timeout=120_000)
    (feedback,) = (running.home("kim") / GAME / "feedback").rglob(f"{GAME}.html")
    page.goto(
        f"{running.url}user/kim/files/{feedback.relative_to(running.home('kim')).as_posix()}",
        wait_until="domcontentloaded",
    )
    expect(page.locator("body")).to_contain_text(f"{scores[GAME, 'kim']:g}")
    assert "BEGIN HIDDEN" not in page.content()
    context.close()
