"""Names, ids, addresses and files that would run in a page do not, in the formgrader and in a real browser."""

import json
from urllib.parse import quote

import pytest
from seoul_dilemma.grading.collect.downloads import scratch_folder, take
from seoul_dilemma.grading.collect.roster import read_roster
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.grading.dispatch.grade import report
from seoul_dilemma.grading.dispatch.grade_one import unread
from seoul_dilemma.grading.record.record import Recorder
from seoul_dilemma.grading.record.results import SubmissionResult
from support.classroom import answered, make_course
from support.jupyter import jupyter_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Each would set the title of the page that it stands in.
MARKS = [
    "<img src=x onerror=\"document.title='ran'\">",
    "\"; document.title='ran'; \"",
    "&lt;img src=x onerror=document.title='ran'&gt;",
]
LISTED = "listed"
PAGES = ("formgrader/gradebook/hw/hw", "formgrader/manage_students", "formgrader/manage_submissions/hw")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose gradebook took in a class with such names, as `seoul grade` takes it in."""
    root = make_course(tmp_path_factory.mktemp("names"))
    handed_in = tmp_path_factory.mktemp("class")
    for mark in [*MARKS, LISTED]:
        (handed_in / mark).mkdir()
        (handed_in / mark / f"{mark}.ipynb").write_text(json.dumps(answered(memo=mark)))
        (handed_in / mark / f"{mark}.txt").write_text(mark)
    rows = "\n".join(f'{who},"{mark}","{mark}","{mark}"' for who, mark in _listed())
    (root / "class.csv").write_text(f"id,first_name,last_name,email\n{rows}\n", encoding="utf-8")
    made = Course(root)
    assignment = made.assignment("hw")
    made.register("hw", assignment)
    with scratch_folder(root) as scratch:
        people = read_roster(root / "class.csv")
        intake = take(handed_in, assignment, Limits(), made.ignored, scratch, people)
        with made.gradebook() as gradebook:
            intake.settle(gradebook, "hw")
        with Recorder(made, assignment) as recorder:
            for submission in intake.submissions:
                parts = {"hw": unread(assignment.notebooks[0], "needs-a-person", MARKS[0])}
                result = SubmissionResult(submission.student, parts)
                recorder.write(submission, result, report(assignment, submission, result))
    return root


def _listed():
    """Students of the class list: one who handed in, and one for each mark."""
    marks = [mark.replace('"', '""') for mark in MARKS]
    return [(LISTED, marks[0]), *[(f"absent-{number}", mark) for number, mark in enumerate(marks)]]


def test_nothing_of_a_name_runs_in_the_formgrader(course, page):
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    page.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.abort())
    page.set_default_timeout(180_000)
    with Course(course).gradebook() as gradebook:
        students = [student.id for student in gradebook.students]
        works = [part.id for each in gradebook.find_assignment("hw").submissions for part in each.notebooks]
    assert len(works) == len(MARKS) + 1
    pages = [*PAGES, *[f"formgrader/manage_students/{quote(student)}" for student in students]]
    pages += [f"formgrader/submissions/{work}" for work in works]
    with jupyter_server(root=course) as server:
        page.goto(f"{server.url}formgrader?token={server.token}")
        seen = ""
        for each in pages:
            answer = page.goto(f"{server.url}{each}")
            assert answer is not None and answer.status == 200, each
            page.wait_for_timeout(1500)  # its scripts ask for the rows and write them
            assert page.title() != "ran", each
            assert page.locator("[onerror]").count() == 0, each
            seen += page.locator("body").inner_text()
    assert not dialogs
    assert "‹img src=x onerror=" in seen  # the names are there, and are only text
