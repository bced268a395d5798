"""The check in the page: what it says of an answer, without a terminal, a traceback or the answer itself."""

import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from seoul_dilemma.grading.check import Checker, CheckError, progress, reset
from seoul_dilemma.grading.check import checker as checkers
from seoul_dilemma.grading.check.checker import check_here
from seoul_dilemma.grading.check.own import read_own
from seoul_dilemma.widgets import ForecastPad
from support.course import ROOT
from support.graded import answered

LESSON = "00-start-here"
PERCENT = "def percent_change(before, after):\n    return {}"
RIGHT = PERCENT.format("100 * (after - before) / before")


@pytest.fixture(scope="module")
def student():
    return nbformat.read(ROOT / "lessons" / f"{LESSON}.ipynb", as_version=4)


@pytest.fixture
def check(student, tmp_path):
    def ask(**answers):
        given = {name.replace("_", "-"): source for name, source in answers.items()}
        path = tmp_path / f"{LESSON}.ipynb"
        nbformat.write(answered(student, given), path)
        found = {each.id: each for each in Checker(path).lesson().exercises}
        return [found[name] for name in given]

    return ask


def plain(hint: str) -> None:
    """No traceback, no line of a check, no word for insiders."""
    assert "Traceback" not in hint and "assert " not in hint and "StudentError" not in hint
    assert len(hint) < 400 and "\n" not in hint


@pytest.mark.slow
def test_a_right_answer_is_told_so_and_that_the_hidden_cases_passed(check):
    practice, percent = check(practice="dials = 2", percent_change=RIGHT)
    assert (practice.state, practice.points, practice.max_points) == ("right", 1, 1)
    assert practice.hints == () and practice.hidden == "passed"
    assert percent.state == "right" and percent.title


#: An answer to the exercise, the state that it has, and what the first hint says.
WRONG = {
    "a stale name": (
        "practice",
        "Dials = 2",
        "wrong",
        "`dials`; your cell makes `Dials`. Capital letters count",
    ),
    "a missing name": ("practice", "2", "wrong", "Nothing is called `dials`"),
    "a misspelt name": ("practice", "dial = 2", "wrong", "`dials`; your cell makes `dial`"),
    "a text for a number": ("practice", "dials = '2'", "wrong", "without quotation marks"),
    "indentation": (
        "percent-change",
        "def percent_change(a, b):\nreturn 25",
        "does-not-run",
        "Line 2 of your cell",
    ),
    "a missing bracket": ("practice", "dials = (2", "does-not-run", "missing bracket"),
    "an error": ("practice", "dials = 2 + two", "does-not-run", "nothing is called `two`"),
    "the stub left in": (
        "percent-change",
        "def percent_change(before, after):\n    raise NotImplementedError('x')\n    return 25",
        "wrong",
        "Take out the line `raise NotImplementedError",
    ),
    "a text from a function": ("percent-change", PERCENT.format("'25'"), "wrong", "gave the text '25'"),
    "no return": (
        "percent-change",
        "def percent_change(before, after):\n    100 * (after - before) / before",
        "wrong",
        "return",
    ),
    "only the visible case": ("percent-change", PERCENT.format("25"), "wrong", "ry a case that shrinks"),
    "an error in a function": (
        "percent-change",
        PERCENT.format("befor"),
        "wrong",
        "nothing is called `befor`",
    ),
}


@pytest.mark.slow
def test_each_wrong_answer_gets_a_hint_in_plain_words(check):
    for name, (exercise, source, state, words) in WRONG.items():
        (found,) = check(**{exercise.replace("-", "_"): source})
        assert found.state == state, (name, found)
        assert words in found.hints[0], (name, found)
        assert found.points == 0 and found.hidden == "not-passed", name
        for hint in found.hints:
            plain(hint)
            assert "100 *" not in hint and "dials = 2" not in hint, "never the answer"


@pytest.mark.slow
def test_a_check_leaves_its_process_as_it_was(student, tmp_path):
    path = tmp_path / f"{LESSON}.ipynb"
    nbformat.write(answered(student, {"practice": "dials = 2"}), path)
    before, folder = dict(os.environ), Path.cwd()
    assert check_here(read_own(path)).exercises[0].state == "right"
    assert dict(os.environ) == before, "what runs next draws elsewhere"
    assert Path.cwd() == folder


@pytest.mark.slow
def test_there_is_a_second_hint_where_a_second_check_fails(check):
    (found,) = check(percent_change=PERCENT.format("25"))
    assert len(found.hints) > 1
    assert len(set(found.hints)) == len(found.hints)


@pytest.mark.slow
def test_a_name_of_a_kernel_does_not_count_and_neither_does_one_of_another_exercise(check):
    """`dials` is made where it does not belong, after its own check: in the page the name would be there."""
    practice, _ = check(practice="pass", percent_change=f"dials = 2\n{RIGHT}")
    assert practice.state == "wrong"


def test_what_did_not_change_is_not_run_again(check, student, tmp_path, monkeypatch):
    check(practice="dials = 2")

    def refuse(*_):
        raise AssertionError("it ran again")

    monkeypatch.setattr(checkers._helper, "check", refuse)
    (again,) = check(practice="dials = 2")
    assert again.state == "right"
    renamed = tmp_path / "Kopie (2).ipynb"
    shutil.copy(tmp_path / f"{LESSON}.ipynb", renamed)
    assert Checker(renamed).check("practice").state == "right"
    with pytest.raises(AssertionError, match="ran again"):
        check(practice="dials = 2 ")


def test_progress_counts_what_is_known_and_says_what_changed_since(check, tmp_path):
    check(practice="dials = 2", percent_change=RIGHT)
    first = progress(tmp_path).lessons[0]
    assert (first.state, first.right, first.exercises, first.next_exercise) == ("begun", 2, 5, "average")
    path = tmp_path / f"{LESSON}.ipynb"
    nbformat.write(answered(nbformat.read(path, as_version=4), {"practice": "dials = 4"}), path)
    first = progress(tmp_path).lessons[0]
    assert (first.state, first.right, first.next_exercise) == ("changed", 1, "practice")
    assert progress(tmp_path).exercises == sum(each.exercises for each in progress(tmp_path).lessons) > 70


def test_progress_tells_open_bets_from_placed_and_from_spoilt_ones(tmp_path):
    shutil.copy(ROOT / "lessons" / "06-the-game.ipynb", tmp_path)
    assert sum(each.bets_open for each in progress(tmp_path).lessons) == progress(tmp_path).bets_open == 17
    ForecastPad("06-backfire", "?", folder=tmp_path).save(0.7)
    ForecastPad("06-open-backfire", "?", folder=tmp_path).reveal(True)
    row = next(each for each in progress(tmp_path).lessons if each.lesson == "06-the-game")
    assert (row.bets_open, row.bets_placed) == (0, 1)


def test_an_answer_is_set_back_and_the_earlier_one_kept(student, tmp_path):
    path = tmp_path / f"{LESSON}.ipynb"
    nbformat.write(answered(student, {"practice": "dials = 7", "average": "mine = 1"}), path)
    first = reset(path, "practice")
    assert (tmp_path / first.kept).read_text(encoding="utf-8") == "dials = 7\n"
    nbformat.write(answered(nbformat.read(path, as_version=4), {"practice": "dials = 8"}), path)
    second = reset(path, "practice")
    assert second.kept != first.kept
    assert (tmp_path / second.kept).read_text(encoding="utf-8") == "dials = 8\n"
    after = {cell["id"]: cell.source for cell in nbformat.read(path, as_version=4).cells}
    assert after == {cell["id"]: cell.source for cell in answered(student, {"average": "mine = 1"}).cells}
    assert reset(path, "practice").kept == "", "nothing to keep"


def test_a_page_that_has_the_notebook_open_gets_the_text_and_writes_it_itself(student, tmp_path):
    path = tmp_path / f"{LESSON}.ipynb"
    nbformat.write(answered(student, {"practice": "dials = 7"}), path)
    before = path.read_bytes()
    found = reset(path, "practice", write=False)
    assert path.read_bytes() == before
    assert "YOUR CODE HERE" in found.source and (tmp_path / found.kept).is_file()


def one_line(error: CheckError, *parts: str) -> None:
    assert "\n" not in str(error)
    for part in parts:
        assert part in str(error)


@pytest.mark.parametrize("content", ["", "{broken", "[]", "<<<<<<< mine\n=======\n>>>>>>> theirs\n"])
def test_a_broken_notebook_is_one_line_and_stays_as_it_is(tmp_path, content):
    path = tmp_path / f"{LESSON}.ipynb"
    path.write_text(content, encoding="utf-8")
    for ask in (Checker(path).lesson, lambda: reset(path, "practice")):
        with pytest.raises(CheckError) as caught:
            ask()
        one_line(caught.value, path.name, "cannot be read")
    row = progress(tmp_path).lessons[0]
    assert row.state == "unreadable" and "cannot be read" in row.note
    assert path.read_text(encoding="utf-8") == content


def test_an_unknown_exercise_and_a_missing_file_are_one_line(student, tmp_path):
    path = tmp_path / f"{LESSON}.ipynb"
    nbformat.write(student, path)
    with pytest.raises(CheckError) as caught:
        Checker(path).check("practise")
    one_line(caught.value, "practise", "it has practice")
    with pytest.raises(CheckError) as caught:
        Checker(tmp_path / "gone.ipynb").lesson()
    one_line(caught.value, "there is no file")


@pytest.mark.parametrize("how", ["no folder", "full disk"])
def test_without_room_to_keep_anything_it_still_checks(check, tmp_path, monkeypatch, how):
    if how == "no folder":
        monkeypatch.setenv("SEOUL_CACHE_DIR", os.devnull)
    else:

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("seoul_dilemma.grading.check.kept.write_atomically", full)
    practice, average = check(practice="dials = 2", average="def average(n):\n    return sum(n) / len(n)")
    assert practice.state == average.state == "right"


def test_a_folder_that_cannot_be_written_is_one_line_and_loses_nothing(student, tmp_path, monkeypatch):
    path = tmp_path / f"{LESSON}.ipynb"
    nbformat.write(answered(student, {"practice": "dials = 7"}), path)
    before = path.read_bytes()

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("seoul_dilemma.grading.check.set_back.write_atomically", refuse)
    with pytest.raises(CheckError) as caught:
        reset(path, "practice")
    one_line(caught.value, "Permission denied", "nothing was changed")
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_process_that_was_ended_is_started_again(check):
    check(practice="dials = 2  # first")
    process = checkers._helper._process
    assert process is not None
    process.kill()
    process.wait()
    (found,) = check(practice="dials = 2  # second")
    assert found.state == "right"


@pytest.mark.slow
def test_what_the_checks_of_one_run_leave_behind_does_not_reach_the_next(check):
    check(
        practice="dials = 2",
        average="import builtins\nbuiltins.sum = lambda n: 15\ndef average(n):\n    return 5",
    )
    (average,) = check(average="def average(numbers):\n    return sum(numbers) / len(numbers)")
    assert average.state == "right"


def test_kept_results_are_read_as_data_and_damaged_ones_are_left_alone(check, tmp_path, monkeypatch):
    monkeypatch.setenv("SEOUL_CACHE_DIR", str(tmp_path / "cache"))
    check(practice="dials = 2")
    for path in (tmp_path / "cache").rglob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(document)[:40], encoding="utf-8")
    (again,) = check(practice="dials = 2")
    assert again.state == "right"
