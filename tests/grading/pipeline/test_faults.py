"""Faults of the machine: killed graders, killed workers, a locked gradebook, no sandbox."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.record import record
from support.classroom import AUTO, answered, grade, hand_in, make_course

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

SLOW = "import time\ntime.sleep(0.5)\ndef square(n): return n * n"
CLASS = [f"student-{number}" for number in range(8)]


def _start(course):
    command = [
        sys.executable,
        "-m",
        "seoul_dilemma.grading.cli",
        "grade",
        "hw",
        "--course",
        str(course),
        "--jobs",
        "2",
    ]
    return subprocess.Popen([*command, "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def _wait(condition, seconds=240):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def _notes(course):
    return {path: path.read_bytes() for path in course.glob(".seoul/results/hw/[!.]*.json")}


def _scores(course):
    with Course(course).gradebook() as gradebook:
        return {each.student.id: each.score for each in gradebook.assignment_submissions("hw")}


def test_killed_graders_and_workers_lose_nothing_and_do_nothing_twice(tmp_path):
    course = make_course(tmp_path)
    for student in CLASS:
        hand_in(course, student, answered(square=SLOW))
    running = _start(course)
    _wait(lambda: len(_notes(course)) >= 2)
    everything = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGKILL)
    running.wait()
    done = _notes(course)
    assert 2 <= len(done) < len(CLASS)
    _wait(
        lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in everything),
        30,
    )

    # A worker is killed while the second run is at work: its submission runs again.
    running = _start(course)
    _wait(lambda: len(_notes(course)) > len(done))
    graders = [
        each
        for each in psutil.Process(running.pid).children()
        if "seoul_dilemma.grading.dispatch.grader_process" in each.cmdline()
    ]
    graders[0].kill()
    assert running.wait(240) == 0, running.stdout.read()
    notes = _notes(course)
    assert len(notes) == len(CLASS)
    assert {path: notes[path] for path in done} == done, "what was done is not done again"
    assert _scores(course) == dict.fromkeys(CLASS, AUTO)
    left = [path for where in ("autograded", ".seoul") for path in (course / where).rglob(".staged-*")]
    assert left == [], "the second run swept after the first"
    assert not list((course / ".seoul").glob("unpacked-*"))
    reports = grade(course)
    assert {each["status"] for each in reports.values()} == {"graded"}


def test_a_locked_gradebook_is_one_clear_line_and_nothing_is_lost(tmp_path, monkeypatch, capsys):
    course = make_course(tmp_path)
    hand_in(course, "anna", answered())
    Course(course).register("hw")
    monkeypatch.setattr(record, "LOCK_SECONDS", 0.5)
    lock = sqlite3.connect(course / "gradebook.db")
    lock.execute("BEGIN EXCLUSIVE")
    try:
        # Reading waits for the lock too: sqlite gives up after five seconds.
        code = main(["grade", "hw", "--course", str(course), "--quiet", "--jobs", "1"])
        said = capsys.readouterr().err
    finally:
        lock.rollback()
        lock.close()
    assert code != 0
    assert "gradebook" in said
    assert "Traceback" not in said
    assert not _notes(course)
    assert grade(course)["anna"]["score"] == AUTO


def test_a_new_submission_is_graded_and_the_rest_is_left_alone(tmp_path):
    course = make_course(tmp_path)
    hand_in(course, "anna", answered(square="def square(n): return 0"))
    hand_in(course, "bert", answered())
    hand_in(course, "cleo", answered(square="while True: pass"))
    assert grade(course, "--cell-seconds", "6")["anna"]["score"] == AUTO - 2
    before = (course / "autograded" / "bert" / "hw" / "hw.ipynb").stat().st_mtime_ns
    hand_in(course, "anna", answered())
    assert grade(course)["anna"]["score"] == AUTO
    assert (course / "autograded" / "bert" / "hw" / "hw.ipynb").stat().st_mtime_ns == before
    (said,) = json.loads((course / "grades.json").read_text())["class"]
    assert "Came to a limit before, and the limits are others now (1): cleo. --force" in said


def test_without_bubblewrap_grading_refuses_and_says_how_to_get_it(tmp_path, monkeypatch, capsys):
    course = make_course(tmp_path)
    hand_in(course, "anna", answered())
    hand_in(course, "crash", answered(square="import os\nos._exit(1)"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["grade", "hw", "--course", str(course)]) == 2
    said = capsys.readouterr().err
    assert "bubblewrap" in said
    assert "apt install bubblewrap" in said
    assert "--trust-submissions" in said
    assert not (course / "autograded").exists()
    reports = grade(course, "--trust-submissions")
    assert reports["anna"]["score"] == AUTO
    assert reports["crash"]["score"] == AUTO - 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "nothing"], "No notebook of an assignment 'nothing'"),
        (["grade", "hw", "--submissions", "/nowhere"], "There is no folder"),
        (["grade", "hw"], "holds no submission"),
        (["feedback", "hw"], "nothing of 'hw' is graded yet"),
    ],
)
def test_a_users_mistake_is_one_line(tmp_path, capsys, arguments, said):
    course = make_course(tmp_path)
    assert main([*arguments, "--course", str(course)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("nbgrader_config.py", "get_config()", "get_config(", "needs mending: SyntaxError"),
        ("nbgrader_config.py", "c =", "import nothing_such\nc =", "needs mending: ModuleNotFoundError"),
        ("nbgrader_config.py", "()\n", "()\nc.CourseDirectory.ignore = 5\n", "needs mending: TraitError"),
        ("source/hw/hw.ipynb", '"metadata": {}', '"meta": {}', "hw.ipynb cannot be read: "),
    ],
)
def test_a_mistake_in_the_course_is_one_line_before_anybody_is_graded(tmp_path, capsys, name, old, new, said):
    course = make_course(tmp_path)
    hand_in(course, "anna", answered())
    text = (course / name).read_text(encoding="utf-8")
    assert old in text
    (course / name).write_text(text.replace(old, new), encoding="utf-8")
    assert main(["grade", "hw", "--course", str(course)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not (course / ".seoul").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--student", "ana", "Nothing of 'hw' was handed in by: ana."),
        ("--db", "mysql://grader@localhost/course", "expected sqlite:///FILE or postgresql://"),
    ],
)
def test_an_option_that_leads_nowhere_is_one_line(tmp_path, capsys, option, value, said):
    course = make_course(tmp_path)
    hand_in(course, "anna", answered())
    assert main(["grade", "hw", "--course", str(course), "--student", "anna", option, value]) in (1, 2)
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not (course / "autograded").exists()


AS_A_USER = """
import os, json
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.grading.execute.sandbox import Sandbox
sandbox = Sandbox(Limits())
wire = sandbox.start()
wire.send({"op": "run", "source": SOURCE})
print(json.dumps([os.getuid(), wire.receive()["outputs"][0]["text"]]))
sandbox.close()
"""

LOOK = """
import ctypes, os
libc = ctypes.CDLL(None)
held = (ctypes.c_uint32 * 6)()
libc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), held)
mounts = libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)
seen = [name for name in os.listdir("/proc") if name.isdigit()]
print(os.getpid(), any(held), mounts, len(seen) <= 1, os.path.exists(HOME))
open_ = []
for top, inner, _ in os.walk("/"):
    inner[:] = [name for name in inner if top.count("/") < 3 and name not in ("proc", "tmp", "shm")]
    try:
        with open(os.path.join(top, "planted"), "w"): open_.append(top)
    except OSError: pass
print(open_)
"""


def test_an_ordinary_user_grades_in_the_same_sandbox(tmp_path):
    """As root, an ordinary user is played in a namespace of users: no privilege, no fresh /proc."""
    code = AS_A_USER.replace("SOURCE", repr(LOOK.replace("HOME", repr(str(tmp_path)))))
    command = [sys.executable, "-c", code]
    if os.getuid() == 0:
        command = [
            "bwrap",
            "--unshare-user",
            "--uid",
            "1000",
            "--gid",
            "1000",
            "--dev-bind",
            "/",
            "/",
            *command,
        ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, cwd="/")
    assert done.returncode == 0, done.stderr[-2000:]
    user, said = json.loads(done.stdout)
    assert user != 0
    assert said == "1 False -1 True False\n[]\n", "no privilege, nobody to see, nowhere to leave a file"
