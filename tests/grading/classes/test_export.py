"""Filling the files that learning systems import: the right row, the right number, and nothing that is not final."""

import csv
import datetime
import io
import json
import shutil

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.collect.downloads import Intake
from seoul_dilemma.grading.collect.intake import Submission
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.record.notes import gradebook_of, note_path
from seoul_dilemma.grading.record.record import one_transaction
from support.classroom import make_course
from support.downloads import (
    MOODLE_LANGUAGES,
    Student,
    canvas_gradebook,
    column,
    moodle_in,
    moodle_worksheet,
    people,
)

CLASS = people(8)
TOTAL = 10
COLUMN = "hw (4711)"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A course in which students 0 to 4 have final scores, 5 waits for a memo, 6 is unreadable, 7 handed in nothing."""
    root = make_course(tmp_path_factory.mktemp("made") / "course")
    made = Course(root)
    made.register("hw")
    submissions = []
    with made.gradebook() as gradebook, one_transaction(gradebook):
        for place, each in enumerate(CLASS):
            gradebook.add_student(
                each.login,
                last_name=each.last,
                first_name=each.first,
                email=f"{each.login}@example.org",
                lms_user_id=str(each.number),
            )
            if place == 7:
                continue
            submissions.append(Submission(each.login, key=str(each.number)))
            for notebook in gradebook.add_submission("hw", each.login).notebooks:
                for grade in notebook.grades:
                    manual = grade.name == "memo"
                    grade.auto_score = None if manual else (place / 8 if grade.name == "test-mean" else 1)
                    grade.manual_score = 2.5 if manual and place < 5 else None
                    grade.needs_manual_grade = manual and place == 5
    Intake(submissions, "canvas").remember(root, "hw")
    note = note_path(made, "hw", CLASS[6].login)
    note.parent.mkdir(parents=True)
    told = {"status": "needs-a-person", "reasons": ["The file is empty."]}
    note.write_text(json.dumps({"gradebook": gradebook_of(made), "report": told}))
    return root


@pytest.fixture
def course(template, tmp_path):
    """A copy of that course; a new gradebook takes seconds to make."""
    return Course(shutil.copytree(template, tmp_path / "course"))


SCORES = {str(each.number): f"{6.5 + i / 8:.2f}".rstrip("0").rstrip(".") for i, each in enumerate(CLASS[:5])}


@pytest.fixture
def export(course, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(to, text=None, *options, expect=0, encoding="utf-8"):
        arguments = ["export", "hw", "--course", str(course.root), "--to", to, *options]
        if text is not None:
            (tmp_path / "theirs.csv").write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
            arguments += ["--into", "theirs.csv"]
        capsys.readouterr()
        assert main(arguments) == expect
        printed = capsys.readouterr()
        out = tmp_path / f"hw-{to}.csv"
        if expect:
            assert not out.exists() and not [each for each in tmp_path.iterdir() if "hw-" in each.name]
            assert "Traceback" not in printed.err
            return printed.err
        return out.read_bytes().decode(), printed.out

    return call


def test_canvas_gets_each_score_in_its_row_and_nothing_else_changes(export):
    theirs = canvas_gradebook(CLASS, COLUMN, TOTAL)
    ours, said = export("canvas", theirs)
    assert {key: value for key, value in column(ours, COLUMN).items() if value} == {"": "10", **SCORES}
    before, after = (list(csv.reader(io.StringIO(each, newline=""))) for each in (theirs, ours))
    place = before[0].index(COLUMN)
    assert [row[:place] + row[place + 1 :] for row in before] == [
        row[:place] + row[place + 1 :] for row in after
    ]
    assert "5 of 8 scores" in said
    assert "waits for a person (2)" in said and "not graded yet: memo" in said and "file is empty" in said
    assert "nothing handed in (1)" in said and "s007" in said


def test_what_waits_keeps_the_mark_that_it_had_unless_it_is_asked_for(export):
    theirs = canvas_gradebook(CLASS, COLUMN, TOTAL).replace("s005,Seoul A,4,,", "s005,Seoul A,4,3.5,")
    ours, _ = export("canvas", theirs)
    assert column(ours, COLUMN)[str(CLASS[5].number)] == "3.5"
    ours, said = export("canvas", theirs, "--partial", "--zero-missing")
    got = column(ours, COLUMN)
    assert [got[str(each.number)] for each in CLASS[5:]] == ["4.62", "4.75", "0"]
    assert "8 of 8 scores" in said and "Left" not in said and "not final:\n  points so far (2):" in said
    assert "In it as a 0:\n  nothing handed in (1):\n" in said and "s007" in said.partition("as a 0")[2]


def test_moodle_gets_each_score_by_participant_in_the_files_own_manner(export, course):
    students = [Student(700 + i, each.last, each.first, each.login) for i, each in enumerate(CLASS)]
    Intake([Submission(each.login, key=str(each.number)) for each in students], "moodle").remember(
        course.root, "hw"
    )
    ours, said = export("moodle", moodle_worksheet(students, "10,00", ";", locked=[703]))
    got = column(ours, "Grade", key=0, delimiter=";")
    assert got == {
        "Participant 700": "6,5", "Participant 701": "6,62", "Participant 702": "6,75", "Participant 703": "",
        "Participant 704": "7", "Participant 705": "", "Participant 706": "", "Participant 707": "",
    }  # fmt: skip
    assert ours.startswith("\ufeffIdentifier;")
    assert "locked in Moodle (1)" in said
    assert "'=Sum" not in ours  # not in the way of Minji =Sum, whose name does not begin with it


@pytest.mark.parametrize("language", MOODLE_LANGUAGES)
def test_moodles_own_language_is_filled_as_english_is(export, course, language):
    students = [Student(700 + i, each.last, each.first, each.login) for i, each in enumerate(CLASS)]
    Intake([Submission(each.login, key=str(each.number)) for each in students], "moodle").remember(
        course.root, "hw"
    )
    assert "gives 100.00 points" in export("moodle", moodle_in(language, students, "100.00"), expect=2)
    word, (*_, grade, _, _), *_ = MOODLE_LANGUAGES[language]
    for options in ({"locked": [703]}, {"groups": True}, {"blind": True}):
        ours, said = export("moodle", moodle_in(language, students, "10.00", **options))
        got = column(ours, grade, key=0)
        third = "" if "locked" in options else "6.88"
        assert got == {
            f"{word}{number}": points
            for number, points in zip(
                range(700, 708), ["6.5", "6.62", "6.75", third, "7", "", "", ""], strict=True
            )
        }
        assert ("locked in Moodle (1)" in said) == ("locked" in options)


def test_what_canvas_protects_is_left_and_listed(export):
    theirs = canvas_gradebook(CLASS, COLUMN, TOTAL)
    for login, word in (("s000", "EX"), ("s001", "N/A"), ("s007", "EX")):
        theirs = theirs.replace(f"{login},Seoul A,4,,", f"{login},Seoul A,4,{word},")
    ours, said = export("canvas", theirs, "--zero-missing")
    got = column(ours, COLUMN, key=3)
    assert [got[f"s00{i}"] for i in (0, 1, 2, 7)] == ["EX", "N/A", "6.75", "EX"]
    assert "excused or not assigned in Canvas (EX, N/A) (3)" in said


def test_a_worksheet_of_another_assignment_is_refused_though_the_names_are_the_same(export, course):
    Intake([Submission(each.login, key=str(700 + i)) for i, each in enumerate(CLASS)], "moodle").remember(
        course.root, "hw"
    )
    said = export("moodle", moodle_worksheet(CLASS, "10.00"), expect=2)
    assert "another assignment. Nothing was written." in said and len(said.strip().splitlines()) == 1


def test_without_numbers_rows_are_found_by_e_mail_and_by_name(export, course):
    (course.root / ".seoul" / "intake" / "hw.json").unlink()
    students = [Student(700 + i, each.last, each.first, each.login) for i, each in enumerate(CLASS)]
    ours, _ = export("moodle", moodle_worksheet(students, "10.00"))
    assert column(ours, "Grade", key=0)["Participant 704"] == "7"


ASKED = canvas_gradebook(CLASS, COLUMN, TOTAL)
READ_ONLY = ASKED.replace("    Points Possible,,,,,5,10", "    Points Possible,,,,,5,(read only)")
TWO_COLUMNS = ASKED.replace("Reading (4710)", "HW (4710)")


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        (canvas_gradebook(CLASS, "essay (1)", 10), [], ("no column of 'hw'", "essay (1)", "--column")),
        (canvas_gradebook(people(30)[20:], COLUMN, 10), [], ("None of the 8 students", "another course")),
        (canvas_gradebook(CLASS, COLUMN, 100), [], ("gives 100 points", "has 10", "--scale")),
        (READ_ONLY, [], ("read only",)),
        (TWO_COLUMNS, [], ("more than one column",)),
        (moodle_worksheet(CLASS, "10"), [], ("is not Canvas' gradebook export",)),
        ("", [], ("empty",)),
        (b"PK\x03\x04 xlsx", [], ("is a spreadsheet",)),
        (canvas_gradebook([CLASS[5]], COLUMN, 10), [], ("no score is final", "waits for a person")),
        (canvas_gradebook(CLASS, COLUMN, 10), ["-o", "theirs.csv"], ("is the file to read",)),
        (None, [], ("imports only its own file", "--into")),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused_and_nothing_written(export, tmp_path, text, options, words):
    said = export("canvas", text, *options, expect=2)
    assert all(word in said for word in words), said
    if text:
        assert (tmp_path / "theirs.csv").read_bytes() == (text if isinstance(text, bytes) else text.encode())


def test_a_column_of_another_name_and_another_maximum_can_be_asked_for(export):
    ours, _ = export("canvas", canvas_gradebook(CLASS, "Week 6 (88)", 100), "--column", "88", "--scale")
    assert column(ours, "Week 6 (88)")[str(CLASS[0].number)] == "65"
    assert column(ours, "Week 6 (88)")[str(CLASS[1].number)] == "66.25"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_a_gradebook_saved_by_another_program_keeps_its_names(export, encoding):
    students = [each for each in CLASS if "ü" not in each.last]
    ours, _ = export("canvas", canvas_gradebook(students, COLUMN, TOTAL), encoding=encoding)
    assert "박, Minji" in ours and ours.startswith("\ufeff")
    assert column(ours, COLUMN)[str(CLASS[2].number)] == "6.75"


def test_the_plain_table_opens_in_excel_and_computes_nothing(export, course):
    with course.gradebook() as gradebook:
        for login, first in (
            ("s000", "@SUM(A1)"),
            ("s001", "+1+1"),
            ("s002", '=HYPERLINK("x")'),
            ("s003", "-2+3"),
        ):
            gradebook.update_or_create_student(login, first_name=first, last_name='A "B"; C, D')
        submission = gradebook.find_submission("hw", "s004")
        gradebook.find_assignment("hw").duedate = datetime.datetime(2026, 6, 10)
        submission.timestamp = datetime.datetime(2026, 6, 10, 0, 1)
        gradebook.db.commit()
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    text, _ = export("csv")
    assert text.startswith("\ufeffstudent,")
    names = column(text, "first_name", key=0)
    assert [names[f"s00{i}"] for i in range(4)] == ["'@SUM(A1)", "'+1+1", '\'=HYPERLINK("x")', "'-2+3"]
    assert column(text, "last_name", key=0)["s000"] == 'A "B"; C, D'
    got = column(text, "score", key=0)
    assert got["s000"] == "6.5" and got["s005"] == got["s006"] == got["s007"] == ""
    assert got["s004"] == "0" and column(text, "raw_score", key=0)["s004"] == "7"
    assert column(text, "late_seconds", key=0)["s004"] == "60"
    assert column(text, "state", key=0)["s005"] == "waits for a person"


def test_names_that_are_formulas_are_made_texts_in_the_systems_file(export):
    theirs = canvas_gradebook(CLASS, COLUMN, TOTAL).replace('"Kim, Minji"', "@cmd|' /C calc'!A0")
    ours, _ = export("canvas", theirs)
    assert "\n'@cmd|' /C calc'!A0,10001," in ours.replace("\r\n", "\n")
    assert '"=""=Sum, Minji""",10008' in ours  # Canvas has quoted this one already


def test_nothing_graded_is_said(tmp_path, capsys):
    root = make_course(tmp_path)
    assert main(["export", "hw", "--course", str(root), "--to", "csv"]) == 2
    assert "First: seoul grade hw" in capsys.readouterr().err
    assert main(["export", "hw", "--course", str(root), "--to", "excel"]) == 2
    assert "canvas, moodle or csv" in capsys.readouterr().err
