"""Harm: each student's `square` is right, after it has tried to do damage; nobody else may notice."""

import contextlib
import os
import socket
import threading
from pathlib import Path

import psutil
import pytest
from support.classroom import AUTO, answered, grade, hand_in, make_course, points
from support.course import ROOT

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

RIGHT = "def square(n): return n * n\n"

# Survived: the code does its worst, and what it computes rightly still counts.
SURVIVED = {
    "network": """
        import socket
        def reach(host, port):
            try:
                socket.create_connection((host, port), timeout=2).sendall(b"caught"); return True
            except OSError: return False
        assert not reach("127.0.0.1", PORT)
        assert not reach("1.1.1.1", 53)
        """,
    "gradebook": """
        import os, glob
        for top in ("COURSE", "/root", "/home", "CHECKOUT", "/srv", "/var", "/mnt"):
            for folder, inner, files in os.walk(top):
                inner[:] = [name for name in inner if name not in ("site-packages", "lib", ".pyenv")]
                for name in files:
                    assert not name.endswith((".db", ".ipynb")), (folder, name)
        try:
            open("COURSE/gradebook.db", "w"); raise SystemError("written")
        except OSError: pass
        """,
    "home": """
        import os, pwd
        assert not os.path.exists("COURSE")
        assert not os.path.exists("/etc/shadow") and not os.path.exists(os.path.expanduser("~root/.ssh"))
        assert os.environ.get("HOME") == os.getcwd()
        assert not [name for name in os.environ if "TOKEN" in name or "KEY" in name or "SEOUL" in name]
        """,
    "signals": """
        import os, signal
        for pid in range(-1, 400):
            if pid not in (0, os.getpid()):
                try: os.kill(pid, signal.SIGKILL)
                except OSError: pass
        os.kill(os.getppid(), signal.SIGKILL) if os.getppid() else None
        """,
    "privileges": """
        import os, ctypes
        changes = [lambda: os.setuid(0), lambda: os.chroot("/"), lambda: os.nice(-5)]
        for change in [*changes, lambda: os.mknod("x", 0o60600, 0x700)]:
            try: change()
            except OSError: continue
            assert os.getuid() != 0
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.mount(b"none", b"/usr", b"tmpfs", 0, None) != 0
        assert libc.umount2(b"/proc", 2) != 0
        for path in ("/usr/x", "/grader/x", "/etc/x"):
            try: open(path, "w"); raise SystemError(path)
            except OSError: pass
        """,
    "capabilities": """
        import os
        facts = dict(line.split(":", 1) for line in open("/proc/self/status"))
        held = {name: int(facts[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
        assert not any(held.values()), held
        assert int(facts["NoNewPrivs"]) == 1
        assert len({*facts["Uid"].split()}) == 1 and os.getuid() != 0
        """,
    # What grading/README.md warns of: packages can be read. None can be changed for whoever comes next.
    "packages": """
        import os, numpy
        for path in (numpy.__file__, os.path.join(os.path.dirname(numpy.__file__), "planted.py")):
            try: open(path, "a"); raise SystemError(path)
            except OSError: pass
        assert "numpy" in open(numpy.__file__).read()
        """,
    "leftover": """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True: time.sleep(1)
            os._exit(0)
        """,
    "fork-bomb": """
        import os, time
        made = 0
        for _ in range(500):
            try:
                if os.fork() == 0: time.sleep(60)
                made += 1
            except OSError: break
        assert made < 64, made  # as grading/README.md has it, with this one
        """,
    "disk": """
        import errno
        try:
            with open("big", "wb") as file:
                for _ in range(4000): file.write(b"x" * 1_000_000)
            raise SystemError("4 GB")
        except OSError: pass
        import os; os.remove("big")
        """,
    "output": "for number in range(200_000): print('x' * 500)\n",
    "output-errors": "import sys\nfor number in range(30_000): print('y' * 500, file=sys.stderr)\n",
    "memory-asked": "try: x = bytearray(40_000_000_000)\nexcept MemoryError: pass\n",
    # Faster than anybody looks, and where nobody looks.
    "memory-at-once": """
        try: x = b"x" * 350_000_000
        except MemoryError: pass
        else: raise SystemError("350 MB at once")
        """,
    "memory-unseen": """
        import ctypes, os
        try: os.memfd_create("x"); raise SystemError("memory in no process")
        except OSError: pass
        assert ctypes.CDLL(None).shmget(0, 400_000_000, 0o1600) == -1
        """,
    # Whoever has a namespace of users may mount a file system in memory, as large as the machine's.
    "namespaces": """
        import ctypes, os, threading
        libc, users = ctypes.CDLL(None), 0x10000000
        assert libc.unshare(users) == -1
        clone = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
        made = libc.syscall(clone, users | 17, 0, 0, 0, 0)
        if made == 0: os._exit(0)
        assert made == -1
        assert libc.syscall(435, ctypes.create_string_buffer(88), 88) == -1
        thread = threading.Thread(target=print); thread.start(); thread.join()
        assert os.system("true") == 0
        """,
}

# Stopped: the cell is lost, everything else counts.
STOPPED = {
    "endless": "while True: pass",
    "endless-deaf": """
        import signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True: pass""",
    "endless-catching": """
        while True:
            try:
                while True: pass
            except BaseException: pass""",
    "endless-call": "def square(n):\n    while True: pass",
    "endless-c": "def square(n): return 7 ** (7 ** 12)",
    "endless-print": "while True: print('z' * 10_000)",
    "os-exit": "import os\nos._exit(0)",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "kill-self": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nos.abort()",
    "memory-bomb": """
        import numpy as np
        kept = []
        while True:
            try: kept.append(np.ones(20_000_000))
            except MemoryError: pass""",
    "memory-shared": """
        import mmap, time
        kept = [mmap.mmap(-1, 90_000_000) for _ in range(5)]
        for each in kept: each.write(bytes(90_000_000))
        time.sleep(60)""",
    "memory-together": """
        import numpy as np, os, time
        os.fork()
        kept = np.ones(25_000_000)
        time.sleep(60)""",
}


def _plain(code: str) -> str:
    lines = code.strip("\n").split("\n")
    pad = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[pad:] if line[:pad].strip() == "" else line for line in lines).rstrip() + "\n"


def _children() -> set[int]:
    # Our own: a browser or server of another test has children that come and go.
    return {each.pid for each in psutil.Process().children()}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("harm"))
    os.environ["SEOUL_TEST_TOKEN"] = "a secret of the grader's"
    caught: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    caught.append(server.accept()[0].recv(100))

        threading.Thread(target=listen, daemon=True).start()
        hand_in(course, "aa-first", answered())
        for name, code in SURVIVED.items():
            code = (
                _plain(code)
                .replace("PORT", str(port))
                .replace("COURSE", str(course))
                .replace("CHECKOUT", str(ROOT))
            )
            hand_in(course, name, answered(square=code + RIGHT))
        for name, code in STOPPED.items():
            hand_in(course, name, answered(square=_plain(code)))
        slow = answered()
        for each in slow["cells"]:
            if each["metadata"].get("nbgrader", {}).get("solution"):
                each["source"] = "import time\ntime.sleep(3.5)\n" + each["source"]
        hand_in(course, "slow-in-all", slow)
        hand_in(course, "zz-last", answered())
        before = _children()
        reports = grade(course, "--cell-seconds", "4", "--total-seconds", "16", "--memory-mb", "300")
        left = _children() - before
    os.environ.pop("SEOUL_TEST_TOKEN")
    return course, reports, caught, left


@pytest.mark.parametrize("student", sorted(SURVIVED))
def test_harm_is_not_done_and_the_right_answer_counts(room, student):
    _, reports, _, _ = room
    assert points(reports[student])["test-square"] == 2.0, reports[student]
    assert reports[student]["score"] == AUTO


@pytest.mark.parametrize("student", sorted(STOPPED))
def test_what_never_ends_or_crashes_costs_its_cell_only(room, student):
    _, reports, _, _ = room
    earned = points(reports[student])
    assert earned["test-square"] == 0.0
    others = {name: value for name, value in earned.items() if name not in ("test-square", "memo")}
    assert others == {"test-mean": 1.0, "test-total": 1.0, "test-table": 1.0, "test-steps": 2.0}, reports[
        student
    ]


def test_the_reason_is_said(room):
    _, reports, _, _ = room
    said = {
        student: " ".join(report["reasons"] + [each["message"] for each in report["cells"]])
        for student, report in reports.items()
    }
    assert "longer than the 4 seconds" in said["endless"]
    assert "longer than the 4 seconds" in said["endless-call"]
    assert "ended the whole process" in said["os-exit"]
    assert "MB of memory" in said["memory-together"]
    assert "MB of memory" in said["memory-shared"]


def test_slow_cells_together_run_into_the_limit_of_the_whole(room):
    _, reports, _, _ = room
    earned = points(reports["slow-in-all"])
    assert earned["test-square"] == 2.0
    assert earned["test-steps"] == 0.0
    assert "whole notebook" in " ".join(each["message"] for each in reports["slow-in-all"]["cells"])


@pytest.mark.parametrize("student", ["aa-first", "zz-last"])
def test_neighbours_are_untouched(room, student):
    _, reports, _, _ = room
    assert reports[student]["score"] == AUTO
    assert reports[student]["status"] == "graded"


def test_nothing_came_over_the_network(room):
    assert room[2] == []


def test_no_process_is_left_behind(room):
    assert room[3] == set()


def test_the_executed_notebook_is_kept_small(room):
    course = room[0]
    for student in ("output", "output-errors", "endless-print"):
        size = (course / "autograded" / student / "hw" / "hw.ipynb").stat().st_size
        assert size < 1_000_000, student


def test_sources_and_submissions_are_as_they_were(room, tmp_path):
    course = room[0]
    fresh = make_course(tmp_path / "fresh")
    assert (course / "source/hw/hw.ipynb").read_bytes() == (fresh / "source/hw/hw.ipynb").read_bytes()
    names = {path.name for path in Path(course).iterdir()}
    assert names == {
        "source",
        "submitted",
        "autograded",
        "gradebook.db",
        "grades.json",
        "nbgrader_config.py",
        ".seoul",
    }
