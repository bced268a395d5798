"""Who handed in what is never taken from what a student writes into a name, and nobody's work is replaced."""

import json
import os
import shutil
from dataclasses import dataclass

import pytest
from seoul_dilemma.grading.collect.downloads import scratch_folder, take
from seoul_dilemma.grading.collect.roster import read_roster
from seoul_dilemma.grading.course.assignment import AssignmentError
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from support.classroom import answered, make_course
from support.downloads import canvas_name, moodle_name, moodle_worksheet, people, zipped

KIM, LEE, PARK = people(10)[:3]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course(make_course(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="module")
def assignment(course):
    return course.assignment("hw")


def work(answer):
    """Return a notebook that can be told from others by one answer."""
    return json.dumps(answered(square=f"square = {answer!r}"))


@pytest.fixture
def taken(course, assignment, tmp_path):
    """Take in a zip file or a folder; return the submissions by student, what counts of each, and the notes."""

    def call(what, listed=None, zone="UTC"):
        place = what if hasattr(what, "is_dir") else zipped(tmp_path / "download.zip", what)
        known = None
        if listed is not None:
            (tmp_path / "class.csv").write_text(listed, encoding="utf-8", newline="")
            known = read_roster(tmp_path / "class.csv")
        with scratch_folder(course.root) as scratch:
            intake = take(place, assignment, Limits(), course.ignored, scratch, known, zone)
            students = {each.student: each for each in intake.submissions}
            assert len(students) == len(intake.submissions)
            counts = {
                name: next(n for n in range(9) if f"square = '{n}'" in each.notebooks["hw"].read_text())
                for name, each in students.items()
                if each.notebooks
            }
        return students, counts, intake.notes

    return call


@dataclass(frozen=True)
class Case:
    """What is downloaded, what then counts of whom, and what is said to whom.

    Attributes
    ----------
    why : str
        What the student did, and what would be wrong.
    files : list of (str, str)
        Names and contents; work("0") is Kim's, work("1") Lee's.
    counts : dict
        By student, the answer that counts.
    person : dict
        By student, words of the reason why a person looks.
    """

    why: str
    files: list
    counts: dict
    person: dict


FLAT = [(moodle_name(KIM, "hw.ipynb", False), work("0")), (moodle_name(LEE, "hw.ipynb", False), work("1"))]
OF_KIM = moodle_name(KIM, "hw (9).ipynb", False)
TWO = "can be read in two ways"
CASES = {
    "moodle, a file called like another student's": Case(
        "Lee's second file has Kim's name and number in its own name: it is Lee's, and Kim's work stands",
        [*FLAT, (moodle_name(LEE, OF_KIM, False), work("7"))],
        {"Minji Kim": 0, "Minji Lee": 1},
        {},
    ),
    "moodle, the only file is called like another student's": Case(
        "nobody knows whose it is, so a person looks; Kim's work stands",
        [FLAT[0], (moodle_name(LEE, OF_KIM, False), work("7"))],
        {"Minji Kim": 0},
        {"Minji Lee": TWO},
    ),
    "moodle, called like somebody who handed in nothing": Case(
        "no other student has that number, so there is no second way to read it",
        [FLAT[0], (moodle_name(LEE, "Nobody_4711_assignsubmission_file_hw.ipynb", False), work("1"))],
        {"Minji Kim": 0, "Minji Lee": 1},
        {},
    ),
    "moodle, one's own file again": Case(
        "downloaded from Moodle and handed in again under the name it had: the same number twice",
        [(moodle_name(KIM, moodle_name(KIM, "hw.ipynb", False), False), work("0")), FLAT[1]],
        {"Minji Kim": 0, "Minji Lee": 1},
        {},
    ),
    "moodle, a folder called like another student's": Case(
        "only the outer folder is the system's",
        [
            (moodle_name(KIM, "hw.ipynb"), work("0")),
            (moodle_name(LEE, moodle_name(KIM, "hw.ipynb")), work("1")),
        ],
        {"Minji Kim": 0, "Minji Lee": 1},
        {},
    ),
    "canvas, a file called like another student's": Case(
        "the first number is the system's",
        [
            (canvas_name(KIM, "hw.ipynb", 501), work("0")),
            (canvas_name(LEE, "hw.ipynb", 502), work("1")),
            (canvas_name(LEE, canvas_name(KIM, "hw-9.ipynb", 999), 503), work("7")),
        ],
        {"kimminji_10001": 0, "leeminji_10002": 1},
        {},
    ),
    "canvas, a date in the name": Case(
        "two numbers in a file's name are nobody's",
        [(canvas_name(KIM, "2026_12_hw.ipynb", 501), work("0"))],
        {"kimminji_10001": 0},
        {},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_name_that_a_student_chose_is_nobodys_identity(taken, name):
    case = CASES[name]
    students, counts, _ = taken(case.files)
    assert counts == case.counts, case.why
    asked = {student: each.troubles["hw"] for student, each in students.items() if each.troubles.get("hw")}
    assert {student: status for student, (status, _) in asked.items()} == dict.fromkeys(
        case.person, "needs-a-person"
    )
    for student, said in case.person.items():
        assert said in asked[student][1]


def test_the_same_holds_with_a_class_list(taken):
    listed = moodle_worksheet([KIM, LEE, PARK], "7")
    students, counts, _ = taken([*FLAT, (moodle_name(LEE, OF_KIM, False), work("7"))], listed)
    assert counts == {f"{KIM.login}@example.org": 0, f"{LEE.login}@example.org": 1}
    assert any(TWO in why for why in students[f"{LEE.login}@example.org"].reasons)


def test_a_name_on_the_screen_that_is_another_students_id_takes_nothing_over(taken):
    poser = KIM.__class__(10_099, "", "20260001", "x")  # who lets the system call them by Kim's id
    listed = "id,name\n20260001,Minji Kim\n20260002,Minji Lee\n"
    files = [(f"20260001_{poser.number}_assignsubmission_file_/hw.ipynb", work("7"))]
    files += [(moodle_name(KIM, "hw.ipynb"), work("0")), (moodle_name(LEE, "hw.ipynb"), work("1"))]
    students, counts, notes = taken(files, listed)
    assert counts == {"20260002": 1}
    assert (
        sum(
            "More than one submission may be of Minji Kim" in each.troubles["hw"][1]
            for each in students.values()
            if each.troubles
        )
        == 2
    )
    assert any("More than one submission may be of" in note for note in notes)


def test_long_names_that_are_cut_short_stay_two_students(taken):
    long = [KIM.__class__(number, "K" * 120, "M", "x") for number in (10_001, 10_002)]
    files = [(canvas_name(each, "hw.ipynb", n + 500), work(str(n))) for n, each in enumerate(long)]
    students, counts, _ = taken(files)
    assert sorted(counts.values()) == [0, 1]
    assert {each.key for each in students.values()} == {"10001", "10002"}


def test_names_that_become_the_same_id_stay_two_students(taken, tmp_path):
    for name, answer in (("kim\x01", "0"), ("kim\x02", "1"), ("lee", "2")):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "hw.ipynb").write_text(work(answer))
    _, counts, _ = taken(tmp_path / "class")
    assert counts == {"kim?": 0, "kim?~2": 1, "lee": 2}


def test_a_link_replaces_nobodys_work(taken, tmp_path):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "kim+hw+2026-12-01 10:00:00 UTC").mkdir()
    (tmp_path / "class" / "kim+hw+2026-12-01 10:00:00 UTC" / "hw.ipynb").write_text(work("0"))
    (tmp_path / "class" / "kim").symlink_to("/nowhere")
    assert taken(tmp_path / "class")[1] == {"kim": 0}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives folders away")
def test_a_folder_of_the_exchange_that_another_account_made_is_a_persons(taken, tmp_path):
    for user, owner in (("nobody", "nobody"), ("kim", "nobody"), ("lee", None)):
        folder = tmp_path / "inbound" / f"{user}+hw+2026-12-01 10:00:00 UTC+x"
        folder.mkdir(parents=True)
        (folder / "hw.ipynb").write_text(work("0"))
        if owner:
            shutil.chown(folder, owner)
    students, counts, _ = taken(tmp_path / "inbound")
    assert set(counts) == {"nobody", "lee"}
    assert students["kim"].troubles["hw"] == (
        "needs-a-person",
        "Its name says 'kim', but it belongs to the account 'nobody'.",
    )


# Names as somebody may choose them, and the ids that the gradebook gets: nothing in them means anything to a page.
MARKS = {
    "<img src=x onerror=document.title=1>": "‹img src=x onerror=document.title=1›",
    'kim"; document.title="1': "kim”; document.title=”1",
    "kim&lt;b&gt;": "kim＆lt;b＆gt;",
    "kim`": "kim’",
    "kim\\": "kim∖",
    "O'Neill": "O'Neill",
    "김민지": "김민지",
}


def test_ids_mean_nothing_to_a_page(taken, tmp_path):
    (tmp_path / "class").mkdir()
    for name in MARKS:
        (tmp_path / "class" / f"{name}.ipynb").write_text(work("0"))
    assert set(taken(tmp_path / "class")[0]) == set(MARKS.values())


@pytest.mark.parametrize("name", [name for name, clean in MARKS.items() if name != clean])
def test_an_id_of_a_class_list_that_means_something_to_a_page_is_refused(tmp_path, name):
    quoted = name.replace('"', '""')
    (tmp_path / "class.csv").write_text(f'id,name\n"{quoted}",Kim\n', encoding="utf-8")
    with pytest.raises(AssignmentError, match="cannot be a student's id"):
        read_roster(tmp_path / "class.csv")


def test_names_and_addresses_of_a_class_list_are_cleaned(course, tmp_path, taken):
    columns = ("first_name", "last_name", "email", "lms_user_id")
    mark = "<b onclick=document.title=1>"
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "kim.ipynb").write_text(work("0"))
    (tmp_path / "class.csv").write_text(
        f"id,{','.join(columns)}\nkim,{','.join([mark] * 4)}\n", encoding="utf-8"
    )
    course.register("hw")
    with scratch_folder(course.root) as scratch:
        people = read_roster(tmp_path / "class.csv")
        intake = take(tmp_path / "class", course.assignment("hw"), Limits(), course.ignored, scratch, people)
        with course.gradebook() as gradebook:
            intake.settle(gradebook, "hw")
            student = gradebook.find_student("kim")
            written = {name: getattr(student, name) for name in columns}
    assert not [text for text in written.values() if text and set(text) & set('<>"&')]
    assert written["first_name"] == "‹b onclick=document.title=1›"


def test_an_id_is_that_of_the_class_list_in_either_form_of_its_accents(taken, tmp_path):
    for number, name in enumerate(("jose\u0301", "zo\u00eb", "kim")):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "hw.ipynb").write_text(work(str(number)))
    _, counts, notes = taken(tmp_path / "class", "id,name\njos\u00e9,A\nzoe\u0308,B\nkim,C\n")
    assert counts == {"jos\u00e9": 0, "zoe\u0308": 1, "kim": 2}
    assert notes == []


STAMPS = {
    "the newer one counts": ("2026-12-01 18:00:00 KST", "2026-12-01 10:00:00 UTC", 1),
    "the older one counts no more": ("2026-12-01 10:00:00 UTC", "2026-12-01 18:00:00 KST", 0),
    "one cannot be read": ("2026-12-01 18:00:00 QQT", "2026-12-01 10:00:00 UTC", None),
}


@pytest.mark.parametrize("name", STAMPS)
def test_of_two_stamps_in_two_zones_the_newer_one_counts(taken, tmp_path, name):
    first, second, counts = STAMPS[name]
    for answer, stamp in enumerate((first, second)):
        folder = tmp_path / "inbound" / f"kim+hw+{stamp}+x{answer}"
        folder.mkdir(parents=True)
        (folder / "hw.ipynb").write_text(work(str(answer)))
    students, chosen, _ = taken(tmp_path / "inbound")
    if counts is None:
        assert students["kim"].troubles["hw"][0] == "needs-a-person"
    else:
        assert chosen == {"kim": counts}


def test_the_courses_zone_is_the_exchanges(tmp_path):
    root = make_course(tmp_path)
    assert Course(root).zone == "UTC"
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.Exchange.timezone = 'Asia/Seoul'\n")
    assert Course(root).zone == "Asia/Seoul"


SEVERAL = {
    "two students in a section": (["A/kim/hw.ipynb", "A/lee/hw.ipynb", "B/park/hw.ipynb"], {"A"}),
    "as ILIAS packs them": (["HW 1/Abgaben/kim/hw.ipynb", "HW 1/Abgaben/lee/hw.ipynb"], {"HW 1"}),
    "one student with a folder too many": (["kim/mine/hw.ipynb", "lee/hw.ipynb"], set()),
    "a student with a backup": (["kim/hw.ipynb", "kim/old/hw.ipynb", "lee/hw.ipynb"], set()),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_a_folder_that_holds_several_students_is_said_in_one_line(taken, tmp_path, name):
    files, several = SEVERAL[name]
    for number, file in enumerate(files):
        (tmp_path / "class" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / file).write_text(work(str(number)))
    students, _, _ = taken(tmp_path / "class")
    said = {s for s, each in students.items() if "are they several students" in str(each.troubles)}
    assert said == several
