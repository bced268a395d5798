"""The gradebook on a real PostgreSQL server: the same scores as on SQLite, and nothing lost when it goes away."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from nbgrader.api import Gradebook
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from support.classroom import AUTO, answered, grade, hand_in, make_course
from support.postgres import PASSWORD, QUOTED, Postgres, postgres

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

WRONG = "def square(n): return 0"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


def _scores(url):
    """Read with nbgrader itself, each cell of each student."""
    with Gradebook(url.replace("postgresql:", "postgresql+psycopg:")) as gradebook:
        return {
            (each.student.id, row.name): (row.auto_score, row.manual_score, row.needs_manual_grade)
            for each in gradebook.assignment_submissions("hw")
            for row in each.notebooks[0].grades
        }


def _start(course, url, *arguments):
    command = [sys.executable, "-m", "seoul_dilemma.grading.cli", "grade", "hw", "--course", str(course)]
    return subprocess.Popen(
        [*command, "--db", url, "--jobs", "1", "--quiet", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def test_scores_are_those_of_sqlite_and_the_gradebook_named_last_is_the_one_that_is_filled(tmp_path, server):
    course = make_course(tmp_path)
    hand_in(course, "김민준", answered())
    hand_in(course, "bert", answered(square=WRONG, memo="I don't know"))
    late = hand_in(course, "cleo", answered(square="import os\nos._exit(1)"))
    (late / "timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
    local = grade(course)
    url = server.database("same")
    cluster = grade(course, "--db", url)
    assert [each["score"] for each in cluster.values()] == [each["score"] for each in local.values()]
    stored = _scores(url)
    assert stored == _scores(f"sqlite:///{course}/gradebook.db")
    assert stored[("bert", "test-square")] == (0.0, None, False)
    # nbgrader's own configuration names it just as well, and feedback reads it.
    (course / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n")
    assert main(["feedback", "hw", "--course", str(course)]) == 0
    assert len(list((course / "feedback").rglob("*.html"))) == 3
    with Course(course).gradebook() as gradebook:
        assert gradebook.engine.dialect.name == "postgresql"

    # Report and export read it, and find what they find in SQLite.
    asked = ["--course", str(course), "--out"]
    local_db = ["--db", f"sqlite:///{course}/gradebook.db"]
    for name, more in (("far", []), ("near", local_db)):
        csv = str(tmp_path / f"{name}.csv")
        assert main(["export", "hw", "--to", "csv", "--partial", *asked, csv, *more]) == 0
        assert main(["report", "hw", *asked, str(tmp_path / f"{name}.html"), *more]) == 0
    assert (tmp_path / "far.csv").read_bytes() == (tmp_path / "near.csv").read_bytes()
    assert "bert" in (tmp_path / "far.html").read_text(encoding="utf-8")


def test_a_database_that_goes_away_in_the_middle_loses_nothing(tmp_path, server):
    course, url = make_course(tmp_path), server.database("away")
    hand_in(course, "anna", answered())
    grade(course, "--db", url)
    with Course(course, url).gradebook() as gradebook:
        memo = gradebook.find_grade("memo", "hw", "hw", "anna")
        memo.manual_score, memo.needs_manual_grade = 2.5, False
        gradebook.find_comment("memo", "hw", "hw", "anna").manual_comment = "Well argued."
        gradebook.db.commit()
    kept = _scores(url)
    others = [f"student-{number}" for number in range(5)]
    for student in others:
        hand_in(course, student, answered(square="import time\ntime.sleep(.4)\ndef square(n): return n * n"))
    notes = course / ".seoul" / "results" / "hw"
    running = _start(course, url)
    end = time.monotonic() + 240
    while len(list(notes.glob("[!.]*.json"))) < 2:
        assert time.monotonic() < end and running.poll() is None, running.stderr.read()
        time.sleep(0.02)
    server.stop("immediate")
    try:
        _, said = running.communicate(timeout=240)
    finally:
        server.start()
    assert running.returncode == 1
    (line,) = said.strip().splitlines()
    assert f"postgresql://127.0.0.1:{server.port}/away" in line
    assert "run the command again" in line
    assert PASSWORD not in line and QUOTED not in line
    done = {path: path.read_bytes() for path in notes.glob("[!.]*.json")}
    assert len(done) < 6
    reports = grade(course, "--db", url)
    assert {reports[student]["score"] for student in others} == {AUTO}
    assert {path: path.read_bytes() for path in done} == done, "what was recorded is not done again"
    now = _scores(url)
    assert {key: now[key] for key in kept} == kept, "a manual grade stays"
    assert now[("anna", "memo")] == (None, 2.5, False)
    assert {student for student, _ in now} == {"anna", *others}
    assert len(now) == 6 * 6


def test_two_graders_at_once_and_each_submission_is_there_once(tmp_path, server):
    """Two people on two machines: each has a part of the class, both begin with an empty database."""
    url = server.database("two")
    running = []
    for number in range(2):
        course = tmp_path / str(number)
        course.mkdir()
        make_course(course)
        for student in range(3):
            hand_in(course, f"student-{number}-{student}", answered())
        hand_in(course, "both", answered())
        running.append(_start(course, url))
    for each in running:
        _, said = each.communicate(timeout=300)
        assert each.returncode == 0, said
    stored = _scores(url)
    assert len(stored) == 7 * 6
    assert sum(score or 0 for score, _, _ in stored.values()) == 7 * AUTO


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://grader:WORD@127.0.0.1:1/none", "postgresql://127.0.0.1:1/none cannot be used"),
        ("postgresql://grader:WORD@127.0.0.1:PORT/postgres", "password authentication failed"),
        ("postgresql://grader:WORD@127.0.0.1:many/none", "no address of a gradebook"),
        ("WORD", "no address of a gradebook"),
        ("nonsense://grader:WORD@127.0.0.1/none", "no address of a gradebook"),
    ],
)
def test_a_wrong_address_is_one_line_that_tells_no_password(tmp_path, server, capsys, address, said):
    course = make_course(tmp_path)
    hand_in(course, "anna", answered())
    before = sorted(course.rglob("*"))
    url = address.replace("WORD", "hush%2Fhush").replace("PORT", str(server.port))
    for command in (["grade"], ["feedback"], ["report"], ["export", "--to", "csv"]):
        assert main([*command, "hw", "--course", str(course), "--db", url]) == 1
        (line,) = capsys.readouterr().err.strip().splitlines()
        assert said in line
        assert "hush" not in line
    assert sorted(course.rglob("*")) == before


def test_without_the_driver_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    course = make_course(tmp_path)
    hand_in(course, "anna", answered())
    for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["grade", "hw", "--course", str(course), "--db", "postgresql://a:hush@127.0.0.1/b"]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "pip install 'psycopg[binary]'" in line
    assert "hush" not in line
