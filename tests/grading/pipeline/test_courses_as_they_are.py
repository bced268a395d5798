"""Courses as instructors have them: settings, files, notebooks beside the graded one, and what they change later."""

import copy
import datetime
import json

import nbformat
import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.assignment import AssignmentError
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.dispatch.grade_one import _ELSEWHERE
from support.classroom import cell, grade, hand_in, notebook
from support.one_exercise import ANSWER, EXERCISE, MEMO, exported, make, work

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def notes(course, *arguments):
    """Grade; return what is said of the class."""
    out = course / "notes.json"
    code = main(
        ["grade", "hw", "--course", str(course), "--jobs", "1", "--quiet", "--json", str(out), *arguments]
    )
    assert code == 0
    return json.loads(out.read_text())["class"]


# a notebook without points beside the graded one


def test_a_notebook_without_graded_cells_blocks_nothing(tmp_path):
    course = make(tmp_path)
    prose = [cell("markdown", "Read this."), cell("code", "print(1)")]
    make(tmp_path, prose, name="notes")
    hand_in(course, "without", work(x=ANSWER))
    hand_in(course, "with", work(x=ANSWER))
    hand_in(course, "with", notebook(copy.deepcopy(prose)), "notes.ipynb")
    hand_in(course, "broken", work(x=ANSWER))
    hand_in(course, "broken", "half a noteb", "notes.ipynb")
    hand_in(course, "wrong", work(x="x = 4"))
    reports = grade(course)
    assert {who: (each["score"], each["status"]) for who, each in reports.items()} == {
        "without": (10.0, "graded"), "with": (10.0, "graded"), "broken": (10.0, "graded"), "wrong": (0.0, "graded"),
    }  # fmt: skip
    assert {who: (row["score"], row["state"]) for who, row in exported(course).items()} == {
        "without": ("10", "final"), "with": ("10", "final"), "broken": ("10", "final"), "wrong": ("0", "final"),
    }  # fmt: skip


# answers that lost their label and bind no name

PLOT = [
    cell("code", "import math"),
    cell(
        "code",
        "### BEGIN SOLUTION\nmath.sqrt(9)\n### END SOLUTION",
        grade_id="show",
        grade=True,
        solution=True,
        points=4,
    ),
    *EXERCISE,
]


def _without_labels(document):
    for each in document["cells"]:
        each["metadata"] = {}
        each.pop("id", None)
    return document | {"nbformat_minor": 0}


LABELS = {
    "the only cell in its place": (lambda d: _without_labels(d), "manual"),
    "one of two cells in its place": (
        lambda d: _without_labels(d | {"cells": [*d["cells"][:1], cell("code", "1 + 1"), *d["cells"][1:]]}),
        "needs-a-person",
    ),
    "not there at all": (
        lambda d: _without_labels(d | {"cells": [d["cells"][0], *d["cells"][2:]]}),
        "no-response",
    ),
}


def test_an_answer_that_binds_no_name_is_claimed_or_a_persons(tmp_path):
    course = make(tmp_path, PLOT)
    for number, change in enumerate(change for change, _ in LABELS.values()):
        hand_in(course, f"s{number}", change(work(PLOT, show="math.sqrt(16)", x=ANSWER)))
    reports = grade(course)
    for number, (name, (_, outcome)) in enumerate(LABELS.items()):
        cells = {each["grade_id"]: each for each in reports[f"s{number}"]["cells"]}
        assert cells["show"]["outcome"] == outcome, name
        assert (cells["show"]["points"] is None) == (outcome != "no-response")
        assert cells["test-x"]["points"] == 10.0


# what an instructor changes after the first run


def _row(course, student="kim"):
    with Course(course).gradebook() as gradebook:
        one = gradebook.find_submission("hw", student)
        return one.score, one.max_score, {grade.name for part in one.notebooks for grade in part.grades}


def test_the_gradebook_follows_points_and_tests(tmp_path):
    course = make(tmp_path)
    hand_in(course, "kim", work(x=ANSWER))
    grade(course)
    assert _row(course) == (10.0, 10.0, {"test-x"})

    more = copy.deepcopy(EXERCISE)
    more[1]["metadata"]["nbgrader"]["points"] = 20
    make(tmp_path, more)
    grade(course)
    assert _row(course) == (20.0, 20.0, {"test-x"})
    assert exported(course)["kim"]["max_score"] == "20"

    new = cell("code", "assert x > 2", grade_id="test-more", grade=True, locked=True, points=5)
    make(tmp_path, [*more, new])
    grade(course)
    assert _row(course) == (25.0, 25.0, {"test-x", "test-more"})
    assert exported(course)["kim"]["score"] == "25"

    split = [
        more[0],
        new,
        cell("code", "assert x < 4", grade_id="test-less", grade=True, locked=True, points=7),
    ]
    make(tmp_path, split)
    grade(course)
    assert _row(course) == (12.0, 12.0, {"test-more", "test-less"})

    make(tmp_path, [*split, MEMO])
    grade(course)
    assert _row(course)[1:] == (17.0, {"test-more", "test-less", "memo"})
    assert exported(course)["kim"]["state"] == "final"  # the memo was not answered: it was not there


def test_points_by_hand_are_never_lost_with_their_cell(tmp_path, capsys):
    course = make(tmp_path, [*EXERCISE, MEMO])
    hand_in(course, "kim", work([*EXERCISE, MEMO], x=ANSWER, memo="My reason."))
    grade(course)
    with Course(course).gradebook() as gradebook:
        given = gradebook.find_grade("memo", "hw", "hw", "kim")
        given.manual_score, given.needs_manual_grade = 4.0, False
        gradebook.db.commit()
    make(tmp_path, EXERCISE)
    grade(course, expect=2)
    assert "for which a person gave points or a comment (1: kim)" in " ".join(capsys.readouterr().err.split())
    assert _row(course) == (14.0, 15.0, {"test-x", "memo"})


ZERO = "c.LateSubmissionPlugin.penalty_method = 'zero'"
DUE = datetime.datetime(2026, 12, 1, 12)


def _due(course, when=DUE, student=None, more=None):
    with Course(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment("hw", duedate=when)
        if student is not None:
            gradebook.find_submission("hw", student).extension = more
        gradebook.db.commit()


def test_late_rules_hold_for_points_by_hand_and_for_due_dates_moved_later(tmp_path):
    cells = [*EXERCISE, MEMO]
    course = make(tmp_path, cells, ZERO)
    for student, stamp in (
        ("early", "2026-12-01 18:00:00.000000 KST"),  # 09:00 UTC, three hours before it is due
        ("late", "2026-12-02 18:00:00.000000 KST"),
        ("unknown", "2026-12-02 18:00:00.000000 QQT"),
    ):
        folder = hand_in(course, student, work(cells, x=ANSWER, memo="My reason."))
        (folder / "timestamp.txt").write_text(stamp)
    _due(course)
    reports = grade(course)
    assert not [why for why in reports["early"]["reasons"] if "late" in why]
    assert "Handed in late, by 21:00:00." in reports["late"]["reasons"]
    assert "no zone is called 'QQT'" in " ".join(reports["unknown"]["reasons"])

    with Course(course).gradebook() as gradebook:
        for student in ("early", "late", "unknown"):
            given = gradebook.find_grade("memo", "hw", "hw", student)
            given.manual_score, given.needs_manual_grade = 4.0, False
        gradebook.db.commit()
    assert {who: row["score"] for who, row in exported(course).items()} == {
        "early": "14",
        "late": "0",
        "unknown": "14",
    }

    # A due date and an extension hold at once, without --force, and so does what is said of them.
    _due(course, DUE, "late", datetime.timedelta(hours=20))
    assert "Handed in late, by 1:00:00." in grade(course)["late"]["reasons"]
    assert any("late 14" in note for note in notes(course))
    _due(course, DUE, "late", datetime.timedelta(hours=30))
    assert not [why for why in grade(course)["late"]["reasons"] if "late" in why]
    assert exported(course)["late"]["score"] == "14"
    _due(course, DUE - datetime.timedelta(days=2))
    assert "Handed in late, by 1 day, 21:00:00." in grade(course)["early"]["reasons"]
    assert exported(course)["early"]["score"] == "0"


# what an instructor only shows


def test_a_cell_that_only_shows_is_run_where_something_graded_needs_it_or_it_is_asked_for(tmp_path):
    cells = [
        cell("code", "print('only shown')"),
        cell("code", "table = dict(seed=3)\nprint('seeds nothing')"),
        cell("code", "base = 3\nprint('needed')"),
        cell("code", "### BEGIN SOLUTION\nx = base\n### END SOLUTION", grade_id="x", solution=True),
        EXERCISE[1],
    ]
    course = make(tmp_path, cells)
    hand_in(course, "kim", work(cells, x="x = base"))

    def shown(*arguments):
        assert grade(course, *arguments)["kim"]["score"] == 10.0
        made = nbformat.read(course / "autograded" / "kim" / "hw" / "hw.ipynb", as_version=4)
        return [each.text.strip() for part in made.cells for each in part.get("outputs", [])]

    assert shown() == ["needed"]
    assert shown("--all-cells", "--force") == ["only shown", "seeds nothing", "needed"]


# what cannot run in the sandbox, or is large


def test_large_files_and_the_python_of_the_course_reach_the_answers(tmp_path):
    cells = copy.deepcopy(EXERCISE)
    course = make(tmp_path, cells)
    with (course / "source" / "hw" / "data.bin").open("wb") as file:
        file.write(b"seoul")
        file.truncate(80_000_000)
    answers = {
        "reads": "import os\nassert open('data.bin', 'rb').read(5) == b'seoul'\n"
        "x = 3 if os.path.getsize('data.bin') == 80_000_000 else 0",
        "python": "import subprocess, sys\nx = int(subprocess.run(['python', '-c', 'import numpy; print(3)'], "
        "capture_output=True, text=True, check=True).stdout)",
        "huge": "import numpy as np\nx = np.ones(7_000_000)",
    }
    for student, answer in answers.items():
        hand_in(course, student, work(cells, x=answer))
    reports = grade(course)
    assert {who: each["score"] for who, each in reports.items()} == {
        "reads": 10.0,
        "python": 10.0,
        "huge": 0.0,
    }
    assert "ambiguous" in reports["huge"]["cells"][0]["message"], (
        "as in the student's own notebook: it cannot cross"
    )


PATHS = {
    "on a Mac": ("[Errno 2] No such file or directory: '/Users/kim/data.csv'", True),
    "on Windows": ("[Errno 2] No such file or directory: 'C:\\\\Users\\\\kim\\\\data.csv'", True),
    "on Colab": ("[Errno 2] No such file or directory: '/content/drive/MyDrive/data.csv'", True),
    "in a home": ("[Errno 2] No such file or directory: '~/data.csv'", True),
    "beside the notebook": ("[Errno 2] No such file or directory: 'data.csv'", False),
    "of the course": ("[Errno 2] No such file or directory: 'data/home/x.csv'", False),
}


@pytest.mark.parametrize("name", PATHS)
def test_a_path_of_ones_own_computer_is_told_from_others(name):
    text, elsewhere = PATHS[name]
    assert bool(_ELSEWHERE.search(text)) == elsewhere


def test_a_setup_cell_that_needs_the_network_is_said_to_the_instructor(tmp_path):
    setup = cell("code", "import urllib.request\nBASE = urllib.request.urlopen('http://127.0.0.1:9/').status",
                 grade_id="setup", locked=True)  # fmt: skip
    cells = [setup, cell("code", "### BEGIN SOLUTION\nx = BASE\n### END SOLUTION", grade_id="x", solution=True),
             EXERCISE[1]]  # fmt: skip
    course = make(tmp_path, cells)
    for student in ("kim", "lee"):
        hand_in(course, student, work(cells, x="x = BASE"))
    (said,) = [note for note in notes(course) if "own cell" in note]
    assert "'import urllib.request' stopped for 2 of 2: URLError" in said
    assert "without a network" in said


def test_an_own_cell_that_stops_for_what_students_left_out_is_not_blamed_on_the_sandbox(tmp_path):
    shown = cell("code", "x + 1", grade_id="shown", locked=True)
    course = make(tmp_path, [EXERCISE[0], shown, EXERCISE[1]])
    for student in ("kim", "lee"):
        hand_in(course, student, work([EXERCISE[0], shown, EXERCISE[1]], x="raise NotImplementedError()"))
    assert not [note for note in notes(course, "--all-cells") if "own cell" in note]


# nbgrader's settings


def test_a_file_that_students_edit_is_the_students(tmp_path):
    cells = [cell("code", "import main"), EXERCISE[0], EXERCISE[1]]
    course = make(tmp_path, cells, "c.Autograde.exclude_overwriting = {'hw': ['main.py']}")
    (course / "source" / "hw" / "main.py").write_text("def value():\n    raise NotImplementedError\n")
    for student, value in (("right", 3), ("wrong", 4)):
        folder = hand_in(course, student, work(cells, x="x = main.value()"))
        (folder / "main.py").write_text(f"def value():\n    return {value}\n")
    hand_in(course, "without", work(cells, x="x = main.value()"))
    reports = grade(course)
    assert {who: each["score"] for who, each in reports.items()} == {
        "right": 10.0,
        "wrong": 0.0,
        "without": 0.0,
    }
    assert "return 3" in (course / "autograded" / "right" / "hw" / "main.py").read_text()


TIMES = {
    "nothing set": ("", {}, (30.0, 120.0)),
    "nbgrader's": ("c.Execute.timeout = 40", {}, (40.0, 160.0)),
    "nbconvert's": ("c.ExecutePreprocessor.timeout = 120", {}, (120.0, 480.0)),
    "a short one": ("c.Execute.timeout = 5", {}, (5.0, 120.0)),
    "none at all, which nobody can wait for": ("c.Execute.timeout = -1", {}, (30.0, 120.0)),
    "the command line wins": ("c.Execute.timeout = 40", {"cell_seconds": 7.0}, (7.0, 160.0)),
}


@pytest.mark.parametrize("name", TIMES)
def test_the_time_of_a_cell_is_the_courses(tmp_path, name):
    config, given, expected = TIMES[name]
    limits = Course(make(tmp_path, config=config)).limits(**given)
    assert (limits.cell_seconds, limits.total_seconds) == expected


def test_configuration_is_read_where_nbgrader_reads_it(tmp_path, monkeypatch):
    home, course = tmp_path / "jupyter", make(tmp_path / "course")
    home.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home))
    own = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    (home / "nbgrader_config.json").write_text(json.dumps({"CourseDirectory": {"db_url": own}}))
    assert Course(course).directory.db_url == own
    (home / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 44\n")
    assert Course(course).limits().cell_seconds == 44
    (course / "nbgrader_config.json").write_text(json.dumps({"Execute": {"timeout": 55}}))
    assert Course(course).limits().cell_seconds == 55
    # what is said of another course is not this one's
    (home / "nbgrader_config.json").write_text(
        json.dumps({"CourseDirectory": {"db_url": own, "root": str(tmp_path / "other")}})
    )
    assert Course(course).directory.db_url != own
    (home / "nbgrader_config.json").write_text("{")
    with pytest.raises(AssignmentError, match=r"nbgrader_config\.json needs mending"):
        Course(course)


@pytest.mark.parametrize("version", [None, 1, 2])
def test_metadata_of_an_older_nbgrader_are_read_as_it_would_update_them(tmp_path, version):
    cells = copy.deepcopy([*EXERCISE, MEMO])
    for each in cells:
        about = each["metadata"]["nbgrader"]
        del about["schema_version"], about["task"]
        if version is not None:
            about["schema_version"] = version
    course = make(tmp_path, cells)
    before = (course / "source" / "hw" / "hw.ipynb").read_bytes()
    hand_in(course, "right", work(cells, x=ANSWER, memo="So it is."))
    hand_in(course, "wrong", work(cells, x="x = 4"))
    hand_in(course, "current", work([*EXERCISE, MEMO], x=ANSWER))
    reports = grade(course)
    assert {who: (each["score"], each["max_score"]) for who, each in reports.items()} == {
        "right": (10.0, 15.0), "wrong": (0.0, 15.0), "current": (10.0, 15.0),
    }  # fmt: skip
    assert (course / "source" / "hw" / "hw.ipynb").read_bytes() == before


@pytest.mark.parametrize(("name", "language"), [("ir", "R"), ("xcpp17", "C++17"), ("java", "Java")])
def test_a_course_of_another_language_is_refused_by_its_kernel(tmp_path, name, language):
    course = make(tmp_path)
    path = course / "source" / "hw" / "hw.ipynb"
    document = nbformat.read(path, as_version=4)
    document.metadata.kernelspec = {"name": name, "display_name": f"{language} kernel", "language": language}
    nbformat.write(document, path)
    with pytest.raises(AssignmentError, match=r"is for the kernel '.*kernel' \(.*\), and only Python"):
        Course(course).assignment("hw")


def test_a_notebook_of_another_language_without_points_may_stand_beside(tmp_path):
    course = make(tmp_path)
    make(tmp_path, [cell("markdown", "Practise."), cell("code", "int y = 3;")], name="practice")
    path = course / "source" / "hw" / "practice.ipynb"
    document = nbformat.read(path, as_version=4)
    document.metadata.kernelspec = {"name": "java", "display_name": "Java", "language": "java"}
    nbformat.write(document, path)
    hand_in(course, "right", work(x=ANSWER))
    hand_in(course, "right", document, "practice.ipynb")
    assert [(each["score"], each["status"]) for each in grade(course).values()] == [(10.0, "graded")]


BROKEN = {
    "not Python": (" assert x == 3\nassert x", "IndentationError"),
    "more magics than IPython takes": ("%precision 3\n" * 600 + "assert x == 3", "SyntaxError"),
}


def test_a_check_that_cannot_be_read_is_a_persons_and_the_rest_is_graded(tmp_path):
    cells = [*EXERCISE]
    for number, (source, _) in enumerate(BROKEN.values()):
        about = {"grade": True, "locked": True, "points": 2}
        cells.append(cell("code", source, grade_id=f"test-broken-{number}", **about))
    course = make(tmp_path, cells)
    hand_in(course, "right", work(cells, x=ANSWER))
    out = course / "grades.json"
    assert main(["grade", "hw", "--course", str(course), "--jobs", "1", "--quiet", "--json", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert [(each["score"], each["status"]) for each in found["submissions"]] == [(10.0, "needs-a-person")]
    for number, (name, (_, error)) in enumerate(BROKEN.items()):
        (said,) = [note for note in found["checks"] if f"'test-broken-{number}'" in note]
        assert f"cannot be read: {error}" in said and "for everybody" in said, name
