"""`Check`: what it says without a page, and what it does with what a page sends."""

import json
import shutil

import pytest
from seoul_dilemma.widgets import Check, Ribbon
from seoul_dilemma.widgets.check import check as module
from seoul_dilemma.widgets.shared import kernel
from support.course import ROOT
from support.graded import LESSONS

LESSON = "00-start-here.ipynb"


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """The first lesson in a folder of its own, where the kernel runs; nothing is known from another test."""
    monkeypatch.setenv("SEOUL_CACHE_DIR", str(tmp_path / "cache"))
    shutil.copy(ROOT / "lessons" / LESSON, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr(module, "SAVED_WITHIN", 0.0)
    return tmp_path / LESSON


def write(path, exercise, source):
    document = json.loads(path.read_text(encoding="utf-8"))
    for cell in document["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise:
            cell["source"] = source
    path.write_text(json.dumps(document), encoding="utf-8")


def ask(check, kind, shown=""):
    """Send what the page sends, and return what the page is sent."""
    sent = []
    check.send = lambda content, buffers=None: sent.append(content)
    check._on_message(check, {"kind": kind, "turn": "7", "shown": shown}, [])
    return sent


def test_nothing_runs_before_the_button_is_pressed():
    assert repr(Check("practice")) == "Check: Press the button to check the answer above."
    assert "run this cell" in repr(Ribbon("00-start-here"))


@pytest.mark.parametrize("wrong", ["", "  ", None, 3])
def test_an_exercise_without_a_name_is_refused(wrong):
    with pytest.raises(ValueError, match="expected its name"):
        Check(wrong)
    with pytest.raises(ValueError, match="expected the name of a lesson"):
        Ribbon(wrong)


def test_the_card_judges_what_is_in_the_file_and_says_so_when_it_was_not_saved(lesson):
    check = Check("practice")
    write(lesson, "practice", "dials = 1")
    assert ask(check, "begin") == [{"kind": "ready", "turn": "7"}]
    assert ask(check, "check")[-1] == {"kind": "done", "turn": "7"}
    told = check._result
    assert (told["state"], told["points"], told["most"]) == ("wrong", "0", "1")
    assert 1 <= len(told["hints"]) <= 2
    assert "Traceback" not in str(told)
    assert told["saved"] is False
    write(lesson, "practice", "dials = 2")  # as the page saves between its two messages
    ask(check, "check")
    assert check._result["state"] == "right"
    assert check._result["saved"] is True
    assert repr(check).endswith("1 of 1 points.")


def test_an_answer_goes_back_and_the_page_gets_the_text(lesson):
    check = Check("practice")
    handed_out = kernel.source_of(lesson, "practice")
    write(lesson, "practice", "dials = 7")
    ask(check, "begin")
    back = ask(check, "reset")[0]
    assert back["source"] == handed_out
    assert back["before"] == "dials = 7"
    assert (lesson.parent / back["kept"]).read_text(encoding="utf-8") == "dials = 7\n"
    assert kernel.source_of(lesson, "practice") == "dials = 7", "the page writes it, not the kernel"
    ask(check, "write")
    assert kernel.source_of(lesson, "practice") == handed_out


def test_an_unknown_notebook_is_one_clear_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    check = Check("practice")
    ask(check, "begin")
    ask(check, "check")
    assert "not found on disk" in check._problem
    assert check._result == {}


def test_a_notebook_that_cannot_be_read_is_one_clear_line(lesson):
    check = Check("practice", notebook=lesson)
    lesson.write_text("{", encoding="utf-8")
    ask(check, "check")
    assert check._problem.startswith("The check could not be done: ")
    assert "\n" not in check._problem


def test_of_two_copies_the_one_that_the_page_shows_is_checked(lesson):
    copy = lesson.with_name("mine.ipynb")
    shutil.copy(lesson, copy)
    assert kernel.notebook_path("practice") is None
    assert kernel.notebook_path("practice", "mine.ipynb") == copy
    assert kernel.notebook_path("practice", "../../etc/passwd") is None


def test_the_kernel_knows_its_notebook_by_the_session(lesson, monkeypatch):
    copy = lesson.with_name("mine.ipynb")
    shutil.copy(lesson, copy)
    monkeypatch.setenv("JPY_SESSION_NAME", str(copy))
    assert kernel.notebook_path("practice", LESSON) == copy
    copy.rename(lesson.with_name("renamed.ipynb"))  # after the kernel started
    assert kernel.notebook_path("practice", "renamed.ipynb") == lesson.with_name("renamed.ipynb")


def test_the_ribbon_says_what_progress_says(lesson):
    from seoul_dilemma.grading.check import progress

    write(lesson, "practice", "dials = 2")
    check, ribbon = Check("practice"), Ribbon("00-start-here")
    ask(check, "check")
    ribbon.refresh()
    course = progress(lesson.parent)
    assert len(ribbon._stops) == len(LESSONS)
    assert ribbon._stops[0]["right"] == course.lessons[0].right == 1
    assert ribbon._stops[1]["state"] == "not-here"
    assert ribbon._total == {
        "right": course.right,
        "exercises": course.exercises,
        "bets": course.bets_open,
    }
    assert ribbon._go_on["exercise"] == "percent-change"
