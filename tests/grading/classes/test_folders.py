"""Folders as people really hand them over: nothing of anybody is passed over in silence."""

import json
import os
import signal

import pytest
from seoul_dilemma.grading.collect.downloads import take
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from support.classroom import answered, cell, make_course, notebook


@pytest.fixture
def taken(tmp_path):
    """Lay out folders with notebooks and take them in; return the submissions by student."""
    course = Course(make_course(tmp_path))
    handed, scratch = tmp_path / "handed-in", tmp_path / "scratch"
    scratch.mkdir()

    def call(**files):
        for name, document in files.items():
            path = handed / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(document), encoding="utf-8")
        intake = take(handed, course.assignment("hw"), Limits(), course.ignored, scratch)
        return {each.student: each for each in intake.submissions}

    return call


def _where(submission):
    path = submission.notebooks.get("hw")
    return (
        path and path.relative_to(path.parents[[p.name for p in path.parents].index("handed-in")]).as_posix()
    )


OTHER = notebook([cell("markdown", "Another memo.", grade_id="memo", grade=True, solution=True, points=1)])


def test_a_notebook_counts_whatever_lies_in_folders_beside_or_above_it(taken):
    found = taken(
        **{
            "anna/hw.ipynb": answered(),
            "bert/hw.ipynb": answered(),
            "bert/.ipynb_checkpoints/hw-checkpoint.ipynb": answered(square="old"),
            "cleo/hw.ipynb": answered(),
            "cleo/old/hw.ipynb": answered(square="old"),
            "dora/my work/homework.ipynb": answered(),
            "emil/notes/other.ipynb": OTHER,
        }
    )
    assert {student: _where(each) for student, each in found.items()} == {
        "anna": "anna/hw.ipynb",
        "bert": "bert/hw.ipynb",
        "cleo": "cleo/hw.ipynb",
        "dora": "dora/my work/homework.ipynb",
        "emil": "emil/notes/other.ipynb",  # which will be said to hold none of the assignment's cells
    }


def test_whoever_has_only_other_assignments_in_nbgraders_folders_handed_in_nothing(taken):
    found = taken(
        **{
            "anna/hw/hw.ipynb": answered(),
            "anna/hw2/part.ipynb": OTHER,
            "bert/hw2/part.ipynb": OTHER,
            "cleo/final/hw.ipynb": answered(),
        }
    )
    assert {student: _where(each) for student, each in found.items()} == {
        "anna": "anna/hw/hw.ipynb",
        "cleo": "cleo/final/hw.ipynb",
    }


def test_a_file_and_a_folder_of_one_student_are_two_submissions(taken):
    found = taken(
        **{
            "anna/hw.ipynb": answered(square="first"),
            "anna.ipynb": answered(),
            "bert/hw.ipynb": answered(),
            "bert.ipynb": answered(),
        }
    )
    status, why = found["anna"].troubles["hw"]
    assert status == "needs-a-person"
    assert "no time says which is the newer one: 'anna' and 'anna.ipynb'" in why
    assert not found["bert"].troubles, "they are the same"


def test_a_link_without_end_and_a_pipe_without_a_writer_do_not_hold_the_grader_up(taken, tmp_path):
    folder = tmp_path / "handed-in" / "anna"
    folder.mkdir(parents=True)
    (folder / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")

    def late(*_):
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    try:
        first = taken(**{"anna/hw.ipynb": answered()})["anna"].digest()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert taken(**{"anna/hw.ipynb": answered(square="new")})["anna"].digest() != first
