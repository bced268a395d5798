"""A whole class graded by an ordinary user, who has no privilege to give up: same scores, same walls."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.classroom import AUTO, HELPER, TESTS, answered, hand_in, make_course
from support.course import ROOT

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

SOMEBODY = 45678
RIGHT = "\ndef square(n): return n * n\n"

# Each leaves what it can where the next one would find it; each then answers rightly.
WRITES = """
import glob, os
tops = ["/", *glob.glob("/*/"), *glob.glob("/*/*/")]
found = [top for top in tops if os.path.exists(top + "planted")]
for top in tops:
    try: open(top + "planted", "w").write("square = 9")
    except OSError: pass
assert not found, found
"""
PRIVILEGES = """
import ctypes, os
for change in (lambda: os.setuid(0), lambda: os.chroot("/"), lambda: os.nice(-5)):
    try: change()
    except OSError: continue
    assert os.getuid() != 0
libc = ctypes.CDLL(None)
assert libc.mount(b"none", b"/usr", b"tmpfs", 0, None) != 0
for path in ("/usr/x", "/grader/x", "/etc/x", "/dev/x", "/x"):
    try: open(path, "w"); raise SystemError(path)
    except OSError: pass
"""
NEIGHBOURS = """
import os, socket
assert not os.path.exists("COURSE") and not os.path.exists("CHECKOUT/grading/lessons")
for pid in range(2, 300):
    if pid != os.getpid():
        try: os.kill(pid, 9)
        except OSError: pass
try: socket.create_connection(("127.0.0.1", 22), timeout=1); raise SystemError("network")
except OSError: pass
"""
# A check that works with an answer in a way that would end the judge, or hold it up, and looks whether it is shut off.
JUDGED = """
import os, signal, socket, time
def work_with(number):
    if number == -1:
        os._exit(1)
    if number == -2:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    assert not os.path.exists("COURSE/source"), "the judge sees the course"
    with socket.socket() as link:
        assert link.connect_ex(("127.0.0.1", PORT)) != 0, "the judge reaches the network"
"""
EXPECTED = {
    "honest": (AUTO, "graded"),
    "writes-1": (AUTO, "graded"),
    "writes-2": (AUTO, "graded"),
    "privileges": (AUTO, "graded"),
    "neighbours": (AUTO, "graded"),
    "cheat": (AUTO - 2, "graded"),
    "quits": (AUTO - 2, "repaired"),
    "endless": (AUTO - 2, "repaired"),
    "memory": (AUTO - 2, "repaired"),
    "ends-judge": (AUTO - 1, "graded"),
    "holds-judge": (AUTO - 1, "graded"),
    "cut": (0.0, "needs-a-person"),
    "zz-last": (AUTO, "graded"),
}


@pytest.fixture
def course() -> Iterator[Path]:
    """A course in a folder that everybody can reach."""
    root = Path(tempfile.mkdtemp(prefix="seoul-class-"))
    root.chmod(0o755)
    try:
        yield make_course(root / "course")
    finally:
        shutil.rmtree(root)


def _door(places: list[Path]) -> list[str]:
    """Return arguments for bubblewrap that let everybody reach these places through folders that root keeps closed."""
    closed: dict[Path, list[Path]] = {}
    for place in places:
        for folder in reversed(place.parents):
            if not folder.stat().st_mode & 0o001:
                closed.setdefault(folder, []).append(place)
                break
    arguments = []
    for folder, inside in closed.items():
        arguments += ["--perms", "0755", "--tmpfs", str(folder)]
        for place in inside:
            for leading in reversed(place.relative_to(folder).parents[:-1]):  # else for their owner alone
                arguments += ["--perms", "0755", "--dir", str(folder / leading)]
            arguments += ["--ro-bind", str(place), str(place)]
    return arguments


def test_an_ordinary_user_grades_a_messy_class_as_root_does(course):
    memory = "import mmap\nkept = [mmap.mmap(-1, 90_000_000) for _ in range(5)]\n"
    memory += "for each in kept: each.write(bytes(90_000_000))\nimport time; time.sleep(60)"
    neighbours = NEIGHBOURS.replace("COURSE", str(course)).replace("CHECKOUT", str(ROOT))
    answers = {
        "writes-1": WRITES + RIGHT,
        "writes-2": WRITES + RIGHT,
        "privileges": PRIVILEGES + RIGHT,
        "neighbours": neighbours + RIGHT,
        "cheat": "class Yes(int):\n    def __eq__(s, o): return True\ndef square(n): return Yes()",
        "quits": "import os\nos._exit(0)",
        "endless": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "memory": memory,
    }
    judge = {"ends-judge": "total = -1", "holds-judge": "total = -2"}
    for student in EXPECTED:
        given = {"square": answers[student]} if student in answers else {}
        given |= {"total": judge[student]} if student in judge else {}
        hand_in(course, student, answered(**given))
    hand_in(course, "cut", json.dumps(answered())[:2000])
    server = socket.create_server(("127.0.0.1", 0))
    helper = JUDGED.replace("COURSE", str(course)).replace("PORT", str(server.getsockname()[1]))
    (course / "source" / "hw" / "helper.py").write_text(HELPER + helper, encoding="utf-8")
    total = json.dumps(TESTS["test-total"][1])
    asked = json.dumps(f"helper.work_with(total)\n{TESTS['test-total'][1]}")
    for path in [course / "source" / "hw" / "hw.ipynb", *(course / "submitted").glob("*/hw/hw.ipynb")]:
        path.write_text(path.read_text(encoding="utf-8").replace(total, asked), encoding="utf-8")
    command = [sys.executable, "-m", "seoul_dilemma.grading.cli", "grade", "hw", "--course", str(course)]
    command += ["--json", str(course / "out.json"), "--quiet", "--cell-seconds", "8", "--memory-mb", "300"]
    if os.getuid() == 0:
        for path in [course, *course.rglob("*")]:
            os.chown(path, SOMEBODY, SOMEBODY)
        python = Path(sys.executable).resolve().parents[1]
        door = _door([Path(sys.prefix), Path(sys.base_prefix), python, ROOT])
        who = ["setpriv", f"--reuid={SOMEBODY}", f"--regid={SOMEBODY}", "--clear-groups", "--inh-caps=-all"]
        command = ["bwrap", "--dev-bind", "/", "/", *door, "--cap-add", "ALL", *who, *command]
    environment = {"HOME": str(course), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    with server:
        done = subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr[-2000:]
    reports = json.loads((course / "out.json").read_text(encoding="utf-8"))["submissions"]
    assert {each["student"]: (each["score"], each["status"]) for each in reports} == EXPECTED
    if os.getuid() == 0:
        assert (course / "gradebook.db").stat().st_uid == SOMEBODY
