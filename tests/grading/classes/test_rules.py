"""The rules of a term: each holds at once wherever points are shown, and what it did is undone when it goes."""

import csv
import datetime
import re
import shutil
from pathlib import Path

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.rules import FILE, LatePolicy
from seoul_dilemma.grading.record.record import one_transaction
from support.classroom import make_course

DUE = datetime.datetime(2026, 3, 16, 14, 59)
STUDENTS = {"s1": ("민수", "김", 0), "s2": ("Anna", "Lee", 34), "s3": ("Jun", "Choi", 34)}  # hours late


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A course of two assignments with 7 of 10 points for everybody, and 5 of 10 for the second."""
    root = make_course(tmp_path_factory.mktemp("made") / "course")
    shutil.copytree(root / "source" / "hw", root / "source" / "hw2")
    made = Course(root)
    for name in ("hw", "hw2"):
        made.register(name)
        with made.gradebook() as gradebook, one_transaction(gradebook):
            for student, (first, last, late) in STUDENTS.items():
                gradebook.update_or_create_student(student, first_name=first, last_name=last)
                submission = gradebook.add_submission(name, student)
                submission.timestamp = DUE + datetime.timedelta(hours=late)
                for grade in submission.notebooks[0].grades:
                    memo = grade.name == "memo"
                    grade.auto_score = None if memo else 1.0
                    grade.manual_score = (2.0 if name == "hw" else 0.0) if memo else None
                    grade.needs_manual_grade = False
    return root


@pytest.fixture
def course(template, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(template, tmp_path / "course")


def seoul(*arguments, expect=0):
    assert main([str(argument) for argument in arguments]) == expect


def table(course, name="hw"):
    seoul("export", name, "--course", course, "--to", "csv", "-o", "class.csv")
    with Path("class.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def points(course, name="hw"):
    return {student: (row["score"], row["max_score"]) for student, row in table(course, name).items()}


PLAIN = dict.fromkeys(STUDENTS, ("7", "10"))


@pytest.mark.parametrize(
    ("options", "expected", "said", "back"),
    [
        (["--drop", "test-steps"], [("6", "8")] * 3, "'test-steps' does not count", ["drop"]),
        (["--points", "test-mean=3"], [("9", "12")] * 3, "'test-mean' counts 3 points", ["points.test-mean"]),
        (["--add", "2"], [("9", "10")] * 3, "curve: +2", ["add"]),
        (["--times", "1.2", "--cap", "8"], [("8", "10")] * 3, "curve: +1.4; at most 8 points count", ["times", "cap"]),
        (
            ["--due", "2026-03-16T23:59+09:00", "--late", "10", "--extend", "s3=2"],
            [("7", "10"), ("5.6", "10"), ("7", "10")],
            "late by 1 day 10 hours: 20 % less (-1.4)",
            ["due", "late", "extensions.s3"],
        ),
        (
            ["--due", "2026-03-16T14:59", "--late", "50", "--late-at-most", "60", "--extend", "s3=2026-03-17"],
            [("7", "10"), ("2.8", "10"), ("3.5", "10")],
            "late by 1 day 10 hours: 60 % less (-4.2)",
            ["due", "late", "extensions"],
        ),
    ],
)  # fmt: skip
def test_each_holds_at_once_is_said_and_can_be_taken_back(course, capsys, options, expected, said, back):
    seoul("rules", "hw", "--course", course, *options)
    assert list(points(course).values()) == sorted_by_name(expected)
    assert said in table(course)["s2"]["notes"]
    assert points(course, "hw2") == dict.fromkeys(STUDENTS, ("5", "10"))
    seoul("report", "hw", "--course", course, "-o", "report.html")
    page = (course.parent / "report.html").read_text(encoding="utf-8")
    assert "Rules of the term" in page
    shares = [float(got) / float(most) for got, most in expected]
    assert f"{round(100 * sum(shares) / 3)}\N{NO-BREAK SPACE}%" in page
    capsys.readouterr()
    seoul("rules", "hw", "--course", course, *[word for rule in back for word in ("--remove", rule)])
    assert "There are no rules" in capsys.readouterr().out
    assert points(course) == PLAIN and {row["notes"] for row in table(course).values()} == {""}
    with Course(course).gradebook() as gradebook:
        assert gradebook.find_assignment("hw").duedate is None
        assert {each.extension for each in gradebook.find_assignment("hw").submissions} == {None}
        assert not any(
            n.late_submission_penalty for s in gradebook.assignment_submissions("hw") for n in s.notebooks
        )


def sorted_by_name(expected):
    """Put what s1, s2 and s3 have into the order of names: Choi, Lee, 김."""
    first, second, third = expected
    return [third, second, first]


def test_what_was_in_the_gradebook_before_a_rule_comes_back(course):
    before, more = datetime.datetime(2026, 3, 10), datetime.timedelta(hours=3)
    with Course(course).gradebook() as gradebook:
        gradebook.find_assignment("hw").duedate = before
        gradebook.find_submission("hw", "s2").extension = more
        gradebook.db.commit()
    seoul("rules", "hw", "--course", course, "--due", "2026-03-16", "--extend", "s2=4")
    with Course(course).gradebook() as gradebook:
        assert gradebook.find_assignment("hw").duedate == datetime.datetime(2026, 3, 16, 23, 59, 59)
        assert gradebook.find_submission("hw", "s2").extension == datetime.timedelta(days=4)
    (course / FILE).unlink()
    table(course)
    with Course(course).gradebook() as gradebook:
        assert gradebook.find_assignment("hw").duedate == before
        assert gradebook.find_submission("hw", "s2").extension == more


def test_everything_lost_for_lateness_is_what_nbgraders_own_plugin_takes(course):
    """nbgrader's plugin takes all points of what is late, its exporter says what is left."""
    from nbgrader.plugins import CsvExportPlugin
    from traitlets.config import Config

    seoul("rules", "hw", "--course", course, "--due", "2026-03-16T14:59Z", "--late", "100")
    ours = {student: row["score"] for student, row in table(course).items()}
    (course / FILE).write_text("[assignments.hw]\ndue = 2026-03-16T14:59:00Z\n", encoding="utf-8")
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    assert {student: row["score"] for student, row in table(course).items()} == ours
    assert ours == {"s1": "7", "s2": "0", "s3": "0"}
    made = Course(course)
    plugin = CsvExportPlugin(config=Config({"ExportPlugin": {"to": str(course / "theirs.csv")}}))
    with made.gradebook() as gradebook:
        plugin.export(gradebook)
    with (course / "theirs.csv").open(encoding="utf-8", newline="") as file:
        theirs = {
            row["student_id"]: f"{float(row['score']):g}"
            for row in csv.DictReader(file)
            if row["assignment"] == "hw"
        }
    assert theirs == ours


def test_a_file_of_ones_own_holds_and_is_never_written_over(course, capsys):
    text = "# ours\nlate = { a_day = 10, grace_minutes = 90 }\n[assignments.hw]\ndue = 2026-03-16\nadd = -1\n"
    (course / FILE).write_text(text, encoding="utf-8")
    assert points(course)["s2"] == ("4.8", "10")  # 6 points, a day and an hour after the end of the 16th
    seoul("rules", "hw", "--course", course, "--cap", "5", expect=2)
    said = capsys.readouterr().err
    assert "written by a person" in said and "cap = 5.0" in said
    assert (course / FILE).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[assignments.hw]\ndue = 'soon'\n", ("assignments.hw.due should be a date", "'soon'")),
        ("[assignments.hw]\nddue = 2026-01-01\n", ("assignments.hw has no rule 'ddue'", "due")),
        ("[assignments.hw]\ndrop = ['x']\n", ("'hw' has no question 'x'", "test-mean")),
        ("best = 0\n", ("best should be how many assignments count",)),
        ("late = { a_day = true }\n", ("late.a_day should be a number",)),
        ("[assignments.hw\n", ("is no TOML", "line 1")),
        ("[assignments.hw]\ntimes = nan\n", ("assignments.hw.times should be a number",)),
    ],
)
def test_a_rule_that_is_none_is_one_line(course, capsys, text, words):
    (course / FILE).write_text(text, encoding="utf-8")
    seoul("export", "hw", "--course", course, "--to", "csv", expect=2)
    said = capsys.readouterr().err
    assert all(word in said for word in (FILE, *words)), said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hw", "--drop", "nope"], "no question 'nope'"),
        (["hw", "--due", "2026-03-16", "--extend", "s9=2"], "knows no student 's9'"),
        (["hw", "--extend", "s2=2"], "an extension needs a due date"),
        (["hw", "--remove", "cap"], "no rule 'cap' to take back"),
        (["hw", "--due", "never"], "--due should be a date"),
        (["--cap", "3"], "which assignment?"),
        (["hw", "--best", "1"], "of the whole term"),
    ],
)
def test_a_rule_that_cannot_be_meant_changes_nothing(course, capsys, arguments, words):
    seoul("rules", *arguments, "--course", course, expect=2)
    assert words in capsys.readouterr().err
    assert not (course / FILE).exists()


def test_the_term_is_one_table_and_the_best_count(course, capsys):
    seoul("term", "--course", course)
    with Path("term.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {(row["hw"], row["hw2"], row["percent"], row["counted"]) for row in rows.values()} == {
        ("7", "5", "60.00", "all")
    }
    assert list(rows) == ["s3", "s2", "s1"]
    seoul("rules", "--course", course, "--best", "1", "--late", "50")
    seoul("rules", "hw", "--course", course, "--due", "2026-03-16T14:59Z")
    with Course(course).gradebook() as gradebook:
        grade = next(
            g for g in gradebook.find_submission("hw2", "s3").notebooks[0].grades if g.name == "memo"
        )
        grade.manual_score, grade.needs_manual_grade = None, True
        gradebook.db.commit()
    capsys.readouterr()
    seoul("term", "--course", course)
    with Path("term.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {student: (row["counted"], row["percent"], row["state"]) for student, row in rows.items()} == {
        "s1": ("hw", "70.00", "final"), "s2": ("hw2", "50.00", "final"), "s3": ("hw2", "50.00", "waits"),
    }  # fmt: skip
    said = capsys.readouterr().out
    assert "the best 1 count" in said and re.search(r"waits for a person \(1\): Jun Choi \(s3\)", said)


@pytest.mark.parametrize(
    ("seconds", "share"),
    [(0, 0), (600, 0), (601, 0.1), (86400, 0.1), (86401, 0.2), (86400 * 7, 0.5), (86400 * 7 + 1, 1.0)],
)
def test_lateness_costs_days_that_have_begun(seconds, share):
    assert LatePolicy(10, 50, 10, 7).share(seconds) == pytest.approx(share)
