"""The class report: true to the gradebook, safe to open, readable for everybody."""

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.record.notes import gradebook_of, note_path
from support.accessibility import findings
from support.classroom import answered, grade, hand_in, make_course

EVIL = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"
NAME = "<svg onload=document.title='ran'>"
NINE = "def square(n): return 9"
DUE = datetime.datetime(2026, 3, 2, 12)


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Path:
    """Thirteen of a class of fourteen, graded: five right, five wrong in the same way, and three others."""
    course = make_course(tmp_path_factory.mktemp("report"))
    for number in range(5):
        hand_in(course, f"right-{number}", answered())
        hand_in(course, f"wrong-{number}", answered(square=NINE, total=f"total = {number}"))
    hand_in(course, NAME, answered(square=f"def square(n): raise ValueError({EVIL!r})", steps="steps = 3"))
    hand_in(course, "broken", '{"cells": [')
    hand_in(course, "이서준", answered(mean="def mean(values):\n    raise NotImplementedError()"))
    for student, hours in (("이서준", 5), ("right-0", -5)):
        stamp = course / "submitted" / student / "hw" / "timestamp.txt"
        stamp.write_text(f"{DUE + datetime.timedelta(hours=hours)} UTC", encoding="utf-8")
    Course(course).register("hw")
    with Course(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment("hw", duedate=f"{DUE} UTC")
        gradebook.add_student("absent", first_name=EVIL, last_name="민지 \u202ecba")
        gradebook.add_assignment("earlier")
        gradebook.add_notebook("earlier", "earlier")
        gradebook.add_grade_cell("q", "earlier", "earlier", max_score=4, cell_type="code")
    grade(course)
    with Course(course).gradebook() as gradebook:
        for number in range(5):
            for student, points in ((f"right-{number}", 4), (f"wrong-{number}", 1 if number else 4)):
                part = gradebook.add_submission("earlier", student).notebooks[0]
                part.grades[0].auto_score = points
        gradebook.db.commit()
    return course


@pytest.fixture
def report(room, tmp_path, capsys):
    def write(*options, assignment="hw"):
        out = tmp_path / "report.html"
        assert main(["report", assignment, "--course", str(room), "-o", str(out), *options]) == 0
        assert str(out) in capsys.readouterr().out
        return out

    return write


@pytest.mark.browser
@pytest.mark.sandbox
@pytest.mark.slow
def test_page_runs_nothing_loads_nothing_and_is_readable_on_a_phone_in_the_dark_and_on_paper(report, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    out = report("--all")
    page.goto(out.as_uri())
    page.wait_for_timeout(300)
    assert page.title() == "hw: class report"
    assert asked == [out.as_uri()]
    assert page.evaluate("document.querySelectorAll('script, img, link, iframe, object').length") == 0
    assert EVIL in page.inner_text("#absent-list")
    assert "\u202e" not in page.content()
    for scheme, width in (("light", 1280), ("dark", 400)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert findings(page, "html") == []
    # Each picture has its alternative text and a table beside it.
    pictures = page.locator("svg[role=img]")
    assert pictures.count() == 3
    for number in range(3):
        picture = pictures.nth(number)
        assert "table below" in picture.get_attribute("aria-label")
        assert picture.locator("xpath=ancestor::section").locator("table").count()
    page.emulate_media(media="print")
    assert page.locator(".twin table").first.is_visible()
    assert page.locator("details:not(.twin) ul").first.is_visible() is False


@pytest.mark.sandbox
@pytest.mark.slow
def test_page_says_what_the_gradebook_says(report, page):
    page.goto(report("--all").as_uri())

    def rows(label):
        table = page.get_by_role("region", name=label, exact=True).locator("tbody tr")
        return [
            [cell.strip() for cell in table.nth(n).locator("th, td").all_inner_texts()]
            for n in range(table.count())
        ]

    cards = page.locator(".cards dd").all_inner_texts()
    assert [card.split()[0] for card in cards] == ["14", "13", "57", "1", "1"]
    exercises = {row[0]: row[1:5] for row in rows("Exercises")}
    # 13 handed in; one cannot be read and has 0 everywhere; the memo waits for everybody else and is left out.
    assert set(exercises) == {"square", "mean", "total", "table", "steps"}
    assert exercises["square"][:3] == ["2", "46\N{NO-BREAK SPACE}%", "6 / 7"]
    assert exercises["table"][:3] == ["1", "92\N{NO-BREAK SPACE}%", "12 / 1"]
    assert "memo" in page.locator("section", has_text="The mean is").inner_text()
    assert "12 answers to memo" in page.inner_text(".todo")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    wrong = rows("Wrong answers to square")
    assert [row[1] for row in wrong] == ["5", "1"]
    assert all(f"wrong-{number}" in wrong[0][2] for number in range(5))
    # total is 0, 1, 2 …, not 20: one mistake
    assert [(row[1], "assert total == 20" in row[0]) for row in rows("Wrong answers to total")] == [
        ("5", True)
    ]
    assert rows("Wrong answers to mean")[0][0] == "Left as it was handed out."
    assert [row[:2] for row in rows("Late")] == [["이서준", "5 h"]]
    behind = {row[0]: row[1:] for row in rows("Falling behind")}
    nobody = next(row for name, row in behind.items() if "(absent)" in name)
    assert nobody[0] == "2 of 2 not handed in, mean share 0\N{NO-BREAK SPACE}%"
    assert behind["wrong-1"][0] == "mean share 41\N{NO-BREAK SPACE}%"
    assert behind["이서준"][0] == "1 of 2 not handed in, mean share 43\N{NO-BREAK SPACE}%"
    assert "broken" in behind
    assert not {"right-0", "wrong-0"} & set(behind)
    assert len(rows("Everybody's points")) == 13


@pytest.mark.sandbox
@pytest.mark.slow
def test_anonymous_page_shows_no_names(report):
    text = report("--all", "--anonymous").read_text(encoding="utf-8")
    for name in ("right-0", "wrong-3", "이서준", "broken", "absent", "민지", "onload"):
        assert name not in text, name
    assert "document.title" not in text, "what a student's code said of itself is left out too"
    assert "student 13" in text


@pytest.mark.sandbox
@pytest.mark.slow
def test_course_graded_by_nbgrader_alone_has_its_report_too(room, tmp_path, capsys):
    course = tmp_path / "course"
    shutil.copytree(room, course, ignore=shutil.ignore_patterns(".seoul"))
    out = tmp_path / "report.html"
    assert main(["report", "hw", "--course", str(course), "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "13" in capsys.readouterr().out
    assert "square was the hardest" in text
    assert "5 wrong answers" in text


def test_who_was_late_is_what_was_recorded_with_or_without_a_due_date_and_never_a_wrong_0(tmp_path, capsys):
    course = Course(make_course(tmp_path))
    course.register("hw")
    with course.gradebook() as gradebook:
        for student in ("anna", "bert", "cleo", "dora"):
            gradebook.add_student(student)
            gradebook.add_submission("hw", student)
            for grade_ in gradebook.find_submission("hw", student).notebooks[0].grades:
                grade_.auto_score = grade_.max_score
        gradebook.db.commit()
    out = tmp_path / "report.html"

    def page():
        assert main(["report", "hw", "--course", str(course.root), "-o", str(out), "--all"]) == 0
        text = " ".join(
            re.sub("<style>.*?</style>|<[^>]+>", " ", out.read_text("utf-8"), flags=re.DOTALL).split()
        )
        return text.replace(" %", "%")

    assert "late not known" in page() and "When it was handed in is not known" in page()
    for student, late in (
        ("anna", {"late": 0.0}),
        ("bert", {"late": 93600.0}),
        ("cleo", {}),
        ("dora", {"late": None}),
    ):
        reasons = ["Handed in late."] if student == "cleo" else []  # noted by an earlier version
        told = {"student": student, "status": "graded", "reasons": reasons, "cells": [], "seconds": 1}
        path = note_path(course, "hw", student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"gradebook": gradebook_of(course), "report": told, **late}))
    text = page()
    assert "late 3 " in text and "3 of 4 handed in late" in text
    assert "Student Late by bert 26 h anna not known cleo not known" in text
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("hw", duedate=f"{DUE} UTC")
        for student, seconds in (("anna", 1), ("bert", 93600), ("cleo", -1)):
            gradebook.find_submission("hw", student).timestamp = DUE + datetime.timedelta(seconds=seconds)
        gradebook.db.commit()
    text = page()
    assert "late 2 " in text and "2 of 4 handed in late" in text
    assert "bert 26 h anna not known" in text


def test_one_student_and_nobody_make_sensible_pages(tmp_path, capsys):
    course = make_course(tmp_path)
    assert main(["report", "hw", "--course", str(course)]) == 2
    assert "There is no gradebook" in capsys.readouterr().err
    assert not (course / "gradebook.db").exists()
    Course(course).register("hw")
    out = tmp_path / "report.html"
    assert main(["report", "hw", "--course", str(course), "-o", str(out)]) == 0
    assert "seoul grade hw" in out.read_text(encoding="utf-8")
    with Course(course).gradebook() as gradebook:
        gradebook.add_student("anna")
        gradebook.add_submission("hw", "anna")
    assert main(["report", "hw", "--course", str(course), "-o", str(out)]) == 0
    assert "everything waits for a person" in out.read_text(encoding="utf-8")
    with Course(course).gradebook() as gradebook:
        for each in gradebook.find_submission("hw", "anna").notebooks[0].grades:
            each.auto_score = each.max_score
        gradebook.db.commit()
    assert main(["report", "hw", "--course", str(course), "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "One student has 100" in text
    assert ">blank<" in text
    capsys.readouterr()
    for arguments, said in (
        (["homework"], "The gradebook knows no assignment 'homework'. It knows: hw."),
        (["hw", "-o", str(tmp_path)], "is a folder"),
        (["hw", "-o", str(out / "x.html")], "cannot write"),
        (["hw", "--course", "/nowhere"], "There is no folder /nowhere"),
    ):
        before = out.read_bytes()
        assert main(["report", "--course", str(course), *arguments]) == 2
        errors = capsys.readouterr().err.strip().splitlines()
        assert len(errors) == 1
        assert said in errors[0]
        assert out.read_bytes() == before
