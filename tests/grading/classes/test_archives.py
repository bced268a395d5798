"""Archives that nobody should trust: refused or made safe, said by name; nothing outside, nothing half done."""

import io
import json
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.collect import archive as archives
from seoul_dilemma.grading.collect import downloads
from seoul_dilemma.grading.collect.downloads import scratch_folder, take
from seoul_dilemma.grading.course.assignment import AssignmentError
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from support.classroom import answered, make_course
from support.downloads import zipped

WORK = json.dumps(answered()).encode()
FINE = ("kim_1_10_hw.ipynb", WORK)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course(make_course(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="module")
def assignment(course):
    return course.assignment("hw")


@pytest.fixture
def taken(course, assignment):
    """Take an archive in; return the intake, after the scratch folder is gone, and its files' contents."""

    def call(path):
        with scratch_folder(course.root) as scratch:
            intake = take(path, assignment, Limits(), course.ignored, scratch)
            contents = {
                each.student: {name: file.read_bytes() for name, file in each.notebooks.items()}
                for each in intake.submissions
            }
            for file in scratch.rglob("*"):
                assert file.is_dir() or file.is_file(), f"{file} is no ordinary file"
                assert not file.is_symlink()
        return intake, {each.student: each for each in intake.submissions}, contents

    return call


def _member(name, mode=0o100644, flag=None):
    about = zipfile.ZipInfo(name)
    about.external_attr = mode << 16
    about.compress_type = zipfile.ZIP_DEFLATED
    return about


def _link(name):
    return _member(name, 0o120777), "/etc/passwd"


def _device(name):
    return _member(name, 0o060660), ""


def _rename(path: Path, old: bytes, new: bytes) -> Path:
    """Write other bytes for a name into a zip file, without the flag that says UTF-8."""
    assert len(old) == len(new)
    path.write_bytes(path.read_bytes().replace(old, new))
    return path


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("../../lee_2_11_hw.ipynb", WORK, "needs-a-person", "leads out"),
        ("/tmp/lee_2_11_hw.ipynb", WORK, "needs-a-person", "leads out"),
        ("C:\\lee_2_11_hw.ipynb", WORK, "needs-a-person", "leads out"),
        ("sub\\..\\..\\lee_2_11_hw.ipynb", WORK, "needs-a-person", "leads out"),
        (*_link("lee_2_11_hw.ipynb"), "refused", "link"),
        (*_device("lee_2_11_hw.ipynb"), "needs-a-person", "no ordinary file"),
        ("lee_2_11_hw.ipynb", b"\0" * 25_000_000, "needs-a-person", "unpacks to more than"),
        ("lee_2_11_mine.zip", b"PK\x03\x04 cut short", "needs-a-person", "no zip file or was cut short"),
        ("lee_2_11_mine.7z", b"7z\xbc\xaf\x27\x1c", "needs-a-person", "unpack it by hand"),
        ("lee_2_text.html", b"I did it!", "needs-a-person", "typed into"),
        ("lee_2_11_hw.docx", b"PK", "needs-a-person", "only 'hw.docx'"),
    ],
)
def test_one_bad_member_is_refused_by_name_and_the_class_is_graded(
    taken, tmp_path, name, content, status, words
):
    _, students, contents = taken(zipped(tmp_path / "canvas.zip", [FINE, (name, content)]))
    assert contents["kim_1"]["hw"] == WORK
    lee = students["lee_2"]
    assert not lee.notebooks
    assert lee.troubles["hw"][0] == status
    assert words in lee.troubles["hw"][1]
    assert not list(tmp_path.parent.glob("*lee_2*")) and not Path("/tmp/lee_2_11_hw.ipynb").exists()


def test_a_member_that_does_not_unpack_to_what_it_promised_is_damaged(taken, tmp_path):
    path = zipped(tmp_path / "canvas.zip", [FINE, ("lee_2_11_hw.ipynb", b"0123456789" * 50)])
    with zipfile.ZipFile(path) as archive:
        where = archive.getinfo("lee_2_11_hw.ipynb").header_offset
    data = bytearray(path.read_bytes())
    data[where + 30 + len("lee_2_11_hw.ipynb") + 2] ^= 0xFF
    path.write_bytes(data)
    _, students, _ = taken(path)
    assert students["kim_1"].notebooks
    assert "damaged" in students["lee_2"].troubles["hw"][1]


def _encrypted(path):
    zipped(path, [FINE])
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)


def _truncated(path):
    zipped(path, [FINE])
    path.write_bytes(path.read_bytes()[:-40])


def _text(path):
    path.write_text("no zip at all")


def _other(path):
    zipped(path, [("readme.md", "hello"), ("pictures/cat.png", b"x")])


def _only_links(path):
    zipped(path, [_link("kim.ipynb")])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_encrypted, "is encrypted"),
        (_truncated, "cut short"),
        (_text, "no zip file"),
        (_other, "holds no submission of 'hw'"),
        (_only_links, "links are not followed"),
    ],
)
def test_a_bad_archive_is_one_line_and_changes_nothing(course, tmp_path, capsys, make, words):
    path = tmp_path / "class.zip"
    make(path)
    before = sorted(course.root.rglob("*"))
    code = main(["grade", "hw", "--course", str(course.root), "--submissions", str(path)])
    printed = capsys.readouterr()
    assert code == 2 and words in printed.err and path.name in printed.err
    assert len(printed.err.strip().splitlines()) == 1
    assert sorted(course.root.rglob("*")) == before


def test_a_zip_in_a_zip_is_opened_once_and_its_own_zips_are_not(taken, tmp_path):
    inner, deep = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(deep, "w") as archive:
        archive.writestr("hw.ipynb", b"{}")
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("my work/hw.ipynb", WORK)
        archive.writestr("my work/../../escape.py", "x")
        archive.writestr("my work/more.zip", deep.getvalue())
        archive.writestr("my work/data.csv", "a,b")
        archive.writestr("__MACOSX/._hw.ipynb", "x")
    path = zipped(tmp_path / "canvas.zip", [("kim_1_10_work.zip", inner.getvalue())])
    _, students, contents = taken(path)
    assert contents["kim_1"] == {"hw": WORK}
    assert [name for name, _ in students["kim_1"].files] == ["data.csv"]
    assert "An archive inside an archive is not opened." in " ".join(students["kim_1"].reasons)
    assert "escape.py': Its name leads out" in " ".join(students["kim_1"].reasons)


def test_a_nested_bomb_costs_its_maker_alone(taken, tmp_path, monkeypatch):
    monkeypatch.setattr(downloads, "STUDENT", archives.Most(total=1_000_000))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr(f"{number}.bin", b"\0" * 100_000)
    _, students, _ = taken(zipped(tmp_path / "canvas.zip", [FINE, ("lee_2_11_work.zip", inner.getvalue())]))
    assert students["kim_1"].notebooks
    assert "far more than its own size" in students["lee_2"].troubles["hw"][1]


def test_a_tar_of_a_student_is_opened_with_the_same_care(taken, tmp_path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in (("work/hw.ipynb", WORK), ("work/../../out.py", b"x")):
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
        link = tarfile.TarInfo("work/answers.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        pipe = tarfile.TarInfo("work/pipe")
        pipe.type = tarfile.FIFOTYPE
        archive.addfile(pipe)
    path = zipped(tmp_path / "canvas.zip", [("kim_1_10_work.tar.gz", packed.getvalue())])
    _, students, contents = taken(path)
    assert contents["kim_1"] == {"hw": WORK}
    said = " ".join(students["kim_1"].reasons)
    assert "links are not followed" in said and "no ordinary file" in said and "leads out" in said


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("박서연".encode(), "박서연"),
        ("박서연".encode("cp949"), "박서연"),
        ("뷁서연".encode("cp949"), "뷁서연"),
        ("müller".encode("cp437"), "müller"),
        ("étienne".encode("cp437"), "étienne"),
        ("박".encode()[:2] + b"_kim", None),
    ],
)
def test_names_without_the_flag_for_utf8_are_read_as_they_were_meant(taken, tmp_path, raw, name):
    stand_in = b"n" * len(raw)
    path = zipped(tmp_path / "canvas.zip", [(f"{stand_in.decode()}_7_10_hw.ipynb", WORK)])
    _, students, _ = taken(_rename(path, stand_in + b"_7", raw + b"_7"))
    (student,) = students.values()
    assert student.notebooks and student.key == "7"
    if name is not None:
        assert student.student == f"{name}_7"


def test_decomposed_names_from_a_mac_are_the_same_as_composed_ones(taken, tmp_path):
    _, students, _ = taken(
        zipped(tmp_path / "canvas.zip", [(unicodedata.normalize("NFD", "박서연_7_10_hw.ipynb"), WORK)])
    )
    assert list(students) == ["박서연_7"]


def test_two_members_of_one_name_and_names_that_differ_by_case(taken, tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("kim/hw.ipynb", b"{}")
        archive.writestr("kim/hw.ipynb", WORK)
        archive.writestr("Lee/hw.ipynb", WORK)
        archive.writestr("lee/hw.ipynb", WORK)
        archive.writestr("lee/HELPER.py", "1")
        archive.writestr("lee/helper.py", "2")
    intake, students, contents = taken(path)
    assert contents["kim"] == {"hw": WORK}
    said = " ".join(intake.notes)
    assert "two files named 'kim/hw.ipynb'" in said and "'lee/helper.py' differs" in said
    assert contents["Lee"] == contents["lee"] == {"hw": WORK}
    assert "differs only by case: 'Lee'" in " ".join(students["lee"].notes)


@pytest.mark.parametrize("top", ["", "handed-in/", "submitted/"])
@pytest.mark.parametrize("layout", ["{}.ipynb", "{}/my work.ipynb", "{}/hw/hw.ipynb"])
def test_an_archive_of_ones_own_making_is_read_like_the_folder(taken, tmp_path, top, layout):
    names = [top + layout.format(student) for student in ("kim", "lee")]
    _, _, contents = taken(zipped(tmp_path / "class.zip", [(name, WORK) for name in names]))
    assert contents == {"kim": {"hw": WORK}, "lee": {"hw": WORK}}


def test_very_long_names_fit_on_the_disk(taken, tmp_path):
    name = f"kim_1_10_{'한' * 170}.ipynb"
    _, students, _ = taken(zipped(tmp_path / "canvas.zip", [(name, WORK)]))
    assert students["kim_1"].notebooks


def test_an_unreadable_class_list_stops_before_anything_happens(course, tmp_path, capsys):
    path = zipped(tmp_path / "canvas.zip", [FINE])
    for content, words in (
        (b"PK\x03\x04", "spreadsheet"),
        (b"", "empty"),
        (b"colour,taste\nred,sweet\n", "no column 'id'"),
        (b"id,lms_user_id\nkim,1\nkim,2\n", "two students with the id 'kim'"),
        (b"id\n../kim\n", "cannot be a student's id"),
        (b"id,lms_user_id\nnobody,77\n", "another course"),
    ):
        listed = tmp_path / "class.csv"
        listed.write_bytes(content)
        before = sorted(course.root.rglob("*"))
        code = main(
            [
                "grade", "hw", "--course", str(course.root), "--submissions", str(path), "--students",
                str(listed),
            ]
        )  # fmt: skip
        printed = capsys.readouterr()
        assert code == 2 and words in printed.err, printed.err
        assert len(printed.err.strip().splitlines()) == 1
        assert sorted(course.root.rglob("*")) == before


def _small_tar(path):
    with tarfile.open(path, "w:gz") as archive:
        about = tarfile.TarInfo("kim/hw.ipynb")
        about.size = 2_000_000
        archive.addfile(about, io.BytesIO(b"\0" * about.size))


def _small_zip(path):
    zipped(path, [(f"lee_2_{i}_x.bin", b"\0" * 90_000) for i in range(70)])


@pytest.mark.parametrize(
    ("make", "most", "words"),
    [
        (_small_tar, archives.Most(total=1_000_000), "far more"),
        (_small_zip, archives.Most(total=1_000_000), "far more than its own size"),
        (_small_zip, archives.Most(small=100_000), "far more than its own size"),
        (_small_zip, archives.Most(members=20), "more than 20 files"),
    ],
)
def test_a_bomb_as_a_whole_is_refused_before_it_fills_the_disk(tmp_path, make, most, words):
    path, out = tmp_path / "class.archive", tmp_path / "out"
    out.mkdir()
    make(path)
    with pytest.raises(AssignmentError, match=words):
        archives.unpack(path, out, most)
    assert sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) <= 6_000_000
