"""Bulk downloads in the layouts that learning systems really write, packed and unpacked, and the class list."""

import json
import zipfile

import pytest
from seoul_dilemma.grading.collect.downloads import scratch_folder, take
from seoul_dilemma.grading.collect.layouts import canvas, exchange, moodle
from seoul_dilemma.grading.collect.roster import read_roster
from seoul_dilemma.grading.collect.worksheet import lateness
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from support.classroom import answered, make_course
from support.downloads import (
    MOODLE_LANGUAGES,
    canvas_gradebook,
    canvas_name,
    moodle_in,
    moodle_name,
    moodle_worksheet,
    people,
    zipped,
)

CLASS = people(10)
KIM, LEE, PARK = CLASS[:3]
MAILS = {"s000@example.org", "s001@example.org"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course(make_course(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="module")
def assignment(course):
    return course.assignment("hw")


def work(answer):
    """Return a notebook that can be told from others by one answer."""
    return json.dumps(answered(square=f"square = {answer!r}"))


@pytest.fixture(params=["packed", "unpacked", "unpacked below a folder"])
def taken(request, course, assignment, tmp_path):
    """Take a download in, as a zip file or unpacked; return the intake and which notebook was taken of whom."""

    def call(members, listed=None):
        place = zipped(tmp_path / "download.zip", members)
        if request.param != "packed":
            folder = tmp_path / "unpacked"
            with zipfile.ZipFile(place) as archive:
                archive.extractall(folder if request.param == "unpacked" else folder / "submissions")
            place = folder
        known = None
        if listed is not None:
            (tmp_path / "class.csv").write_text(listed, encoding="utf-8", newline="")
            known = read_roster(tmp_path / "class.csv")
        with scratch_folder(course.root) as scratch:
            intake = take(place, assignment, Limits(), course.ignored, scratch, known)
            students = {each.student: each for each in intake.submissions}
            answers = {
                name: next(n for n in range(9) if f"square = '{n}'" in each.notebooks["hw"].read_text())
                for name, each in students.items()
                if each.notebooks
            }
        return intake, students, answers

    return call


def test_canvas_names(taken):
    intake, students, answers = taken(
        [
            (canvas_name(KIM, "hw.ipynb", 501), work("0")),
            (canvas_name(LEE, "hw-1.ipynb", 507, late=True), work("1")),
            (canvas_name(PARK, "과제 (최종).ipynb", 503), work("2")),
            ("anon_a1B2c_504_hw.ipynb", work("3")),
            ("LATE_anon_z9y8x_505_hw.ipynb", work("4")),
            (canvas_name(CLASS[4], "data.csv", 506), "a,b"),
            (canvas_name(CLASS[4], "hw.ipynb", 508), work("5")),
        ]
    )
    assert intake.system == "canvas"
    assert answers == {
        "kimminji_10001": 0, "leeminji_10002": 1, "박minji_10003": 2, "anon_a1B2c": 3, "anon_z9y8x": 4,
        "정minji_10005": 5,
    }  # fmt: skip
    late = {name for name, each in students.items() if each.late is not None}
    assert late == {"leeminji_10002", "anon_z9y8x"}
    assert all("Handed in late." in students[name].notes for name in late)
    assert [name for name, _ in students["정minji_10005"].files] == ["data.csv"]
    assert "'과제 (최종).ipynb' was taken for 'hw.ipynb'." in students["박minji_10003"].reasons


def test_of_several_submissions_the_newest_counts_and_the_others_are_named(taken):
    _, students, answers = taken(
        [
            (canvas_name(KIM, "hw.ipynb", 900), work("0")),
            (canvas_name(KIM, "hw-1.ipynb", 1000), work("1")),
            (canvas_name(LEE, "final.ipynb", 1001), work("2")),
            (canvas_name(LEE, "hw.ipynb", 999), work("3")),
            (canvas_name(CLASS[3], "lab-3.ipynb", 1002), work("5")),
            (canvas_name(CLASS[3], "hw.ipynb", 998), work("6")),
            (canvas_name(PARK, "hw.ipynb", 800), work("4")),
            (canvas_name(PARK, "scratch.ipynb", 801), json.dumps({"cells": [], "nbformat": 4})),
        ]
    )
    assert answers == {
        "kimminji_10001": 1, "leeminji_10002": 3, "박minji_10003": 4, "choiminji_10004": 6,
    }  # fmt: skip
    assert "'hw-1.ipynb' is the newest and counts. Kept: 'hw.ipynb'." in " ".join(
        students["kimminji_10001"].notes
    )
    one = "'hw.ipynb' counts, because it has the assignment's name. Kept: 'final.ipynb'."
    assert one in " ".join(students["leeminji_10002"].notes)  # two attachments of one hand-in
    assert "'scratch.ipynb' is not part of the assignment" in " ".join(students["박minji_10003"].reasons)


def test_a_notebook_that_counts_for_its_name_is_not_called_the_newest(taken):
    _, students, answers = taken(
        [(moodle_name(KIM, "hw.ipynb"), work("0")), (moodle_name(KIM, "hw-final.ipynb"), work("1"))]
    )
    assert answers == {"Minji Kim": 0}
    (said,) = students["Minji Kim"].notes
    assert "'hw.ipynb' counts, because it has the assignment's name. Kept: 'hw-final.ipynb'." in said
    assert "newest" not in said


@pytest.mark.parametrize("folders", [True, False])
@pytest.mark.parametrize("underscore", [True, False])
def test_moodle_names(taken, folders, underscore):
    twin = CLASS[0].__class__(10_077, KIM.last, KIM.first, "twin")
    intake, students, answers = taken(
        [
            (moodle_name(KIM, "hw.ipynb", folders, underscore), work("0")),
            (moodle_name(LEE, "hw (1).ipynb", folders, underscore), work("1")),
            (moodle_name(PARK, "notes/hw.ipynb" if folders else "hw.ipynb", folders, underscore), work("2")),
            (moodle_name(twin, "hw.ipynb", folders, underscore), work("3")),
            (f"Ann Lee_10088_assignsubmission_onlinetext{'/' if folders else '_'}onlinetext.html", "<p>Hi"),
        ]
    )
    assert intake.system == "moodle"
    assert answers == {"Minji Kim_10001": 0, "Minji Lee": 1, "Minji 박": 2, "Minji Kim_10077": 3}
    assert "typed into" in students["Ann Lee"].troubles["hw"][1]
    assert "Two students are called 'Minji Kim'" in " ".join(intake.notes)


def test_a_class_list_gives_ids_and_names_who_is_missing_on_either_side(taken):
    stranger = CLASS[0].__class__(666, "Stranger", "A", "x")
    members = [
        (canvas_name(KIM, "hw.ipynb", 501), work("0")),
        (canvas_name(PARK, "hw.ipynb", 502), work("1")),
        (canvas_name(stranger, "hw.ipynb", 503), work("2")),
    ]
    intake, students, answers = taken(members, canvas_gradebook(CLASS[:3], "hw (4711)", 10))
    assert answers == {"s000": 0, "s002": 1, "strangera_666": 2}
    assert "Not in the class list." in students["strangera_666"].notes
    assert "nothing handed in (1): Minji Lee (s001)." in " ".join(intake.notes)
    assert "not in the class list (1): strangera_666." in " ".join(intake.notes)


def test_a_list_of_ones_own_matches_by_number_or_by_name(taken):
    members = [(canvas_name(each, "hw.ipynb", 500 + i), work(str(i))) for i, each in enumerate(CLASS[:3])]
    listed = "id;last_name;first_name;lms_user_id\nkim@uni;;;10001\nlee@uni;Lee;Minji;\npark@uni;박;Minji;\n"
    _, _, answers = taken(members, listed)
    assert answers == {"kim@uni": 0, "lee@uni": 1, "park@uni": 2}


@pytest.mark.parametrize(
    "listed",
    [
        "id,lms_user_id,name,group\nkim,10001,Kim,A\nlee,10002,Lee,A\npark,10003,Park,\nchoi,10004,Choi,B\njung,10005,J,B\n",
        "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id,group_id\n"
        "Kim,10001,1,kim,S,A,7,\nLee,10002,2,lee,S,A,7,\nPark,10003,3,park,S,,,\nChoi,10004,4,choi,S,B,8,\n"
        "J,10005,5,jung,S,B,8,\n",
    ],
)  # fmt: skip
def test_what_one_of_a_group_hands_in_is_the_groups(taken, listed):
    one, other = canvas_name(KIM, "hw.ipynb", 501, late=True), canvas_name(CLASS[4], "hw.ipynb", 504)
    intake, students, answers = taken([(one, work("1")), (other, work("2"))], listed)
    assert answers == {"kim": 1, "lee": 1, "choi": 2, "jung": 2}
    assert "Handed in by Kim (kim) for the group 'A'." in students["lee"].notes
    assert students["lee"].late is not None and students["lee"].key == "10002"
    assert "nothing handed in (1): Park (park)." in " ".join(intake.notes)


def test_a_group_that_handed_in_different_work_is_a_persons(taken):
    listed = "id,lms_user_id,group\nkim,10001,A\nlee,10002,A\npark,10003,A\n"
    members = [(canvas_name(KIM, "hw.ipynb", 501), work("1")), (canvas_name(LEE, "hw.ipynb", 502), work("2"))]
    intake, _, answers = taken(members, listed)
    assert answers == {"kim": 1, "lee": 2}
    assert "Group 'A' handed in different work; nothing of it was given to park." in intake.notes


@pytest.mark.parametrize("first", ["id", "student_id"])
def test_a_list_of_ones_own_with_every_column_is_not_moodles(tmp_path, first):
    listed = tmp_path / "class.csv"
    listed.write_text(f"{first},first_name,last_name,email,lms_user_id\ns003,Minji,Kim,k@uni.edu,10001\n")
    (person,) = read_roster(listed)
    assert (person.student, person.key, person.last, person.email) == ("s003", "10001", "Kim", "k@uni.edu")


def test_moodles_worksheet_is_a_class_list_that_knows_how_late(taken):
    members = [(moodle_name(each, "hw.ipynb"), work(str(i))) for i, each in enumerate(CLASS[:2])]
    status = {LEE.number: "Submitted for grading - 1 day 2 hours late"}
    _, students, answers = taken(members, moodle_worksheet(CLASS[:2], "10.00", ";", status))
    assert answers == {"s000@example.org": 0, "s001@example.org": 1}
    assert students["s001@example.org"].late.total_seconds() == 26 * 3600
    assert students["s000@example.org"].late is None


@pytest.mark.parametrize("language", MOODLE_LANGUAGES)
@pytest.mark.parametrize("groups", [False, True])
def test_a_worksheet_in_any_language_says_who_is_who_and_how_late(tmp_path, language, groups):
    listed = tmp_path / "class.csv"
    listed.write_text(moodle_in(language, CLASS[1:7], "10.00", late=[LEE.number], groups=groups), "utf-8")
    people = read_roster(listed)
    assert [(each.student, each.key, each.name) for each in people] == [
        (f"{each.login}@example.org", str(each.number), each.full) for each in CLASS[1:7]
    ]
    assert [each.late and each.late.total_seconds() for each in people] == [7500, *[None] * 5]
    listed.write_text(moodle_in(language, CLASS[1:7], "10.00", late=[LEE.number], blind=True), "utf-8")
    people = read_roster(listed)
    assert [(each.student, each.name) for each in people] == [(str(each.number), "") for each in CLASS[1:7]]
    assert people[0].late.total_seconds() == 7500


@pytest.mark.parametrize("team", ["one", "its own"])
def test_a_groups_name_before_a_students_is_no_part_of_it(taken, team):
    members = [
        (f"Team {number % 2 if team == 'its own' else 1}-{moodle_name(each, 'hw.ipynb')}", work(str(number)))
        for number, each in enumerate(CLASS[:4])
    ]
    _, _, answers = taken(members)
    assert answers == {each.full: number for number, each in enumerate(CLASS[:4])}


def test_moodles_id_number_is_the_students_id_where_everybody_has_one(taken):
    head, *rows = moodle_worksheet(CLASS[:2], "10.00").splitlines()
    for numbers, ids in ((("2026001", "2026002"), {"2026001", "2026002"}), (("2026001", ""), MAILS)):
        listed = [f"{row},{number}" for row, number in zip(rows, numbers, strict=True)]
        members = [(moodle_name(each, "hw.ipynb"), work("0")) for each in CLASS[:2]]
        _, students, _ = taken(members, "\n".join([f"{head},ID number", *listed]))
        assert set(students) == ids


def test_the_exchange_keeps_time_and_user_in_its_names(course, assignment, tmp_path):
    for name, answer in (
        ("kim+hw+2026-06-10 12:00:00.000001 UTC+c2VjcmV0", "0"),
        ("kim+hw+2026-06-11 12:00:00.000001 UTC+b3RoZXIx", "1"),
        ("a+b+hw+2026-06-10 12:00:00 UTC", "2"),
        ("lee+other+2026-06-10 12:00:00 UTC+c2VjcmV0", "3"),
    ):
        folder = tmp_path / "inbound" / name
        folder.mkdir(parents=True)
        (folder / "hw.ipynb").write_text(work(answer))
    intake = take(tmp_path / "inbound", assignment, Limits(), course.ignored, tmp_path)
    students = {each.student: each for each in intake.submissions}
    assert set(students) == {"kim", "a+b"}
    assert "square = '1'" in students["kim"].notebooks["hw"].read_text()
    assert students["kim"].timestamp.isoformat() == "2026-06-11T12:00:00.000001"


def test_names_are_split_as_the_systems_join_them():
    named = canvas("kimminji_LATE_10001_501_1_2_report.ipynb")
    assert (named.who, named.key, named.order, named.file, named.late) == (
        "kimminji", "10001", 501, "1_2_report.ipynb", True,
    )  # fmt: skip
    assert canvas("06-the-game.ipynb") is None and canvas("kim_hw.ipynb") is None
    named = moodle("Kim Minji_345_assignsubmission_file_/a/b.ipynb")
    assert (named.who, named.key, named.file) == ("Kim Minji", "345", "a/b.ipynb")
    assert moodle("Kim Minji/hw.ipynb") is None
    assert exchange("kim+hw+2026-06-10 12:00:00 UTC+abc") == ("kim", "hw", "2026-06-10 12:00:00 UTC")
    assert exchange("kim") is None and exchange("a+b+c") is None
    assert lateness("Submitted for grading - 3 mins 31 secs late - Graded").total_seconds() == 211
    assert lateness("Submitted for grading") is None
    until = "Extension granted until: Monday, 16 March 2026, 11:59 PM"
    assert lateness(f"Submitted for grading - {until}") is None
    assert lateness("No submission - Assignment is overdue by: 3 days") is None
    assert lateness("제출이 없습니다. - 과제 제출 기한이 3 일 지났습니다") is None
