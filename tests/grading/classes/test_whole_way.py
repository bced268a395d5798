"""The whole way of an instructor: release, a bulk download of a messy class, grading, feedback, an import file."""

import csv
import io
import json
import shutil
import zipfile

import pytest
from nbgrader.api import Gradebook
from seoul_dilemma.grading.build.instructor import to_bytes
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.record.notes import read_note
from support import classroom
from support.course import ROOT
from support.downloads import (
    Student,
    canvas_gradebook,
    canvas_name,
    column,
    moodle_name,
    moodle_worksheet,
    people,
    zipped,
)
from support.graded import instructor
from support.messy import messy_class

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

LESSON = "06-the-game"


def seoul(*arguments):
    assert main([str(argument) for argument in arguments]) == 0


def test_a_class_of_sixty_from_release_to_import_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    seoul("release", "for-students.zip")
    with zipfile.ZipFile("for-students.zip") as bundle:
        released = json.loads(bundle.read(f"seoul-dilemma/lessons/{LESSON}.ipynb"))

    course = tmp_path / "course"
    (course / "source" / LESSON).mkdir(parents=True)
    (course / "source" / LESSON / f"{LESSON}.ipynb").write_bytes(to_bytes(instructor(LESSON)))
    shutil.copy(ROOT / "grading" / "nbgrader_config.py", course)

    everyone = list(messy_class(LESSON, released))
    assert len(everyone) == 60
    members, attachment, attachments = [], 900, []
    for each in everyone:
        for name, content in each.files:
            attachment += 1
            members.append((canvas_name(each.student, name, attachment, each.late), content))
            attachments.append((each.student.number, attachment))
    zipped(tmp_path / "canvas.zip", members)

    students = [each.student for each in everyone]
    total = sum(cell.points for cell in Course(course).assignment(LESSON).notebooks[0].graded)
    gradebook_csv = tmp_path / "canvas-gradebook.csv"
    header = "06: The game (4711)"
    gradebook_csv.write_text(canvas_gradebook(students, header, total), encoding="utf-8", newline="")
    seoul(
        "grade", LESSON, "--course", course, "--submissions", "canvas.zip", "--students", gradebook_csv,
        "--jobs", 2, "--json", "grades.json", "--cell-seconds", 60, "--total-seconds", 600, "--quiet",
    )  # fmt: skip
    told = json.loads((tmp_path / "grades.json").read_text(encoding="utf-8"))
    reports = {each["student"]: each for each in told["submissions"]}
    assert set(reports) == {each.login for each in students}
    assert any(note.startswith("In the class list, nothing handed in (6):") for note in told["class"])
    for each in everyone:
        report = reports[each.student.login]
        said = " ".join(report["reasons"])
        assert (report["score"] == total) == each.full, (each.kind, report)
        assert ("Handed in late" in said) == each.late
        assert ("newest and counts" in said) == (each.kind == "twice")
        assert report["status"] == {
            "renamed": "repaired", "unreadable": "needs-a-person", "absent": "refused",
        }.get(each.kind, "graded"), report  # fmt: skip

    seoul("feedback", LESSON, "--course", course)
    pages = list(course.glob(f"feedback/*/{LESSON}/*.html"))
    assert len(pages) == 54
    seoul("feedback", LESSON, "--course", course, "--zip", "canvas", "-o", "back.zip")
    with zipfile.ZipFile("back.zip") as back:
        # Canvas looks for the first two parts that are numbers: the student's, and an attachment of the student's.
        numbers = [[part for part in name.split("_") if part.isdigit()][:2] for name in back.namelist()]
    handed = {(str(canvas_key), str(each)) for canvas_key, each in attachments}
    assert len(numbers) == 54 and {tuple(each) for each in numbers} <= handed

    # A person opens one of the files that no machine could read.
    by_hand = next(each.student for each in everyone if each.kind == "unreadable")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "seoul-dilemma") as gradebook:
        (asked,) = [
            each for each in gradebook.find_submission(LESSON, by_hand.login).notebooks[0].grades
            if each.needs_manual_grade  # what nobody could read stands in the formgrader as such
        ]  # fmt: skip
        asked.manual_score, asked.needs_manual_grade = 2.5, False
        gradebook.db.commit()

    capsys.readouterr()
    seoul("export", LESSON, "--course", course, "--to", "canvas", "--into", gradebook_csv, "-o", "import.csv")
    said = capsys.readouterr().out
    filled = column((tmp_path / "import.csv").read_text(encoding="utf-8"), header)
    for each in everyone:
        got = filled[str(each.student.number)]
        if each.student is by_hand:
            assert got == "2.5"
        elif each.kind in ("absent", "unreadable"):
            assert got == "" and f"({each.student.login})" in said
        else:
            assert float(got) == pytest.approx(reports[each.student.login]["score"], abs=0.005)
    assert "waits for a person (5)" in said and "nothing handed in (6)" in said
    assert "49 of 60 scores" in said


def test_moodle_there_and_back(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    course = classroom.make_course(tmp_path / "course")
    students = [Student(700 + i, each.last, each.first, each.login) for i, each in enumerate(people(5))]
    handed_in = [
        [classroom.answered()],
        [classroom.answered(square="def square(n): return n + n")],
        [classroom.answered(square="square = 1", total="total = 1"), classroom.answered()],
        [classroom.answered(mean="def mean(v): return 0")],
        [],
    ]
    zipped(
        tmp_path / "moodle.zip",
        [
            (moodle_name(student, f"hw{f' ({number})' if number else ''}.ipynb"), document)
            for student, documents in zip(students, handed_in, strict=True)
            for number, document in enumerate(documents)
        ],
    )
    status = {703: "Submitted for grading - 2 hours 5 mins late", 704: "No submission"}
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(moodle_worksheet(students, "10,00", ";", status), encoding="utf-8", newline="")
    Course(course).register("hw")
    with Course(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment("hw", duedate="2026-06-10 12:00:00 UTC")
    seoul(
        "grade", "hw", "--course", course, "--submissions", "moodle.zip", "--students", worksheet, "--quiet"
    )
    with Course(course).gradebook() as gradebook:
        late = gradebook.find_submission("hw", "s003@example.org").total_seconds_late
    assert late == 2 * 3600 + 5 * 60
    noted = {who: read_note(Course(course), "hw", f"{who}@example.org").late for who in ("s002", "s003")}
    assert noted == {"s002": None, "s003": late}  # for the report, with or without a due date
    seoul(
        "export", "hw", "--course", course, "--to", "moodle", "--into", worksheet, "-o", "in.csv", "--partial"
    )
    seoul("rules", "hw", "--course", course, "--add", "1")
    seoul("feedback", "hw", "--course", course, "--zip", "moodle", "-o", "back.zip")
    with zipfile.ZipFile("back.zip") as back:
        names = back.namelist()
        page = back.read(next(name for name in names if "_703_" in name)).decode()
    assert names == [
        f"{moodle_name(each, '')}hw.html" for each in sorted(students[:4], key=lambda each: each.login)
    ]
    assert "feedback for Minji Choi (s003@example.org)" in page and "6.5 of 10" not in page
    top = page.partition("<hr>")[0]
    assert "<strong>7 of 10 points</strong>" in top and "curve: +1" in top
    assert "late by 2 hours 5 minutes: nothing is taken off" in top
    seoul(
        "export", "hw", "--course", course, "--to", "moodle", "--into", worksheet, "-o", "said.csv", "--partial",
        "--comments",
    )  # fmt: skip
    said = column((tmp_path / "said.csv").read_text(encoding="utf-8"), "Feedback comments", 0, ";")
    assert (
        said["Participant 703"]
        == "7 of 10 points; curve: +1; late by 2 hours 5 minutes: nothing is taken off"
    )
    seoul("rules", "hw", "--course", course, "--remove", "add")
    rows = list(
        csv.DictReader(
            io.StringIO((tmp_path / "in.csv").read_text(encoding="utf-8-sig"), newline=""), delimiter=";"
        )
    )
    assert {row["Identifier"]: row["Grade"] for row in rows} == {
        "Participant 700": "7", "Participant 701": "5", "Participant 702": "7", "Participant 703": "6",
        "Participant 704": "",
    }  # fmt: skip
    assert (
        "nothing handed in (1):\n    Minji 정 (s004@example.org)" in capsys.readouterr().out
        or "s004" in str(rows)
    )
