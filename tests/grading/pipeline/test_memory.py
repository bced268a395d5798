"""Memory that a submission can hold: within the limit, also where no process shows it. Measured on the machine."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from seoul_dilemma.grading.course.limits import MB, Limits
from seoul_dilemma.grading.execute import sandbox as sandboxes
from seoul_dilemma.grading.execute.inside.wire import WireError
from seoul_dilemma.grading.execute.memory_group import MemoryGroup

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

LIMITS = Limits(memory=256 * MB, scratch=64 * MB)


@dataclass(frozen=True)
class Case:
    """What code does, and what becomes of it.

    Attributes
    ----------
    why : str
        Where the memory would be, and who would not see it.
    code : str
        It leaves what it found out in `said`.
    ends : bool
        Whether it is ended for its memory.
    said : str
        What `said` is where it is not.
    """

    why: str
    code: str
    ends: bool
    said: str = ""


PAGES = """
import mmap, os, time
kept = []
def hold(count):
    for _ in range(count):
        part = mmap.mmap(-1, 60_000_000)
        if os.fork() == 0:
            part.write(bytes(60_000_000))
            os._exit(0)
        os.wait()
        kept.append(part)
        time.sleep(0.1)
"""
SOCKETS = """
import socket, time
def fill(pairs):
    total = 0
    for _ in range(pairs):
        for end in socket.socketpair():
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_000_000)
            end.setblocking(False)
            kept.append(end)
        try:
            while True: total += end.send(bytes(100_000))
        except BlockingIOError: pass
    return total
kept = []
"""
CASES = {
    "shared pages in one process": Case(
        "written by a child that is gone: they are in no process's own figures",
        f"{PAGES}hold(7)\ntime.sleep(3)\nsaid = 'held'",
        True,
    ),
    "shared pages in three processes": Case(
        "none of the three has many",
        f"{PAGES}pid = os.fork() and os.fork()\nhold(3)\ntime.sleep(3)\nsaid = 'held'",
        True,
    ),
    "some shared pages": Case(
        "a program may share memory, too", f"{PAGES}hold(2)\nsaid = 'held'", False, "held"
    ),
    "large socket buffers": Case(
        "the kernel grants no more than its usual size, whatever is asked",
        f"{SOCKETS}total = fill(100)\nsaid = 'usual' if total < 40_000_000 else str(total)",
        False,
        "usual",
    ),
    "socket buffers in many processes": Case(
        "each holds little",
        f"{SOCKETS}import os\nany(os.fork() == 0 for _ in range(9))\nfill(110)\ntime.sleep(4)\nsaid = 'held'",
        True,
    ),
    "sockets on their way": Case(
        "closed here and kept alive inside the message of another one: the kernel lets few be on their way",
        f"""{SOCKETS}
near, far = socket.socketpair()
near.setblocking(False)
away = 0
for _ in range(40):
    fill(20)
    try: socket.send_fds(near, [b"x"], [each.fileno() for each in kept])
    except OSError: break
    away += len(kept)
    for each in kept: each.close()
    kept.clear()
said = "few" if away <= 600 else str(away)""",
        False,
        "few",
    ),
    "message queues and other things of the kernel's": Case(
        "they belong to no process",
        """
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
asked = [libc.msgget(0, 0o1600), libc.semget(0, 1, 0o1600), libc.shmget(0, 4096, 0o1600)]
try: socket.socket(38, socket.SOCK_SEQPACKET); asked.append(0)
except OSError: asked.append(-1)
said = str(set(asked))""",
        False,
        "{-1}",
    ),
    "asyncio, threads, pools and locks": Case(
        "what honest programs use of all this works",
        """
import asyncio, concurrent.futures, multiprocessing, socket
async def add(a, b):
    await asyncio.sleep(0)
    return a + b
context = multiprocessing.get_context("fork")
with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool: a = sum(pool.map(abs, [-1, 2]))
near, far = socket.socketpair()
near.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
near.sendall(b"x"); c = len(far.recv(1))
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); udp.close()
said = str(asyncio.run(add(a, c)))""",
        False,
        "4",
    ),
}


def test_a_group_is_gone_with_its_sandbox():
    made = MemoryGroup.make(300 * MB)
    if made is None:
        pytest.skip("no control group may be made here")
    assert made.folder.is_dir() and str(os.getpid()) in made.folder.name
    made.close()
    assert not made.folder.exists()


HANDS_DOWN = """
import os, sys
from pathlib import Path
from seoul_dilemma.grading.execute.memory_group import hands_down
folder = Path(sys.argv[1])
(folder / "cgroup.procs").write_text(str(os.getpid()))
before = hands_down(folder, "hugetlb")
os.setxattr(folder, "trusted.delegate", b"1")  # as systemd marks what it hands on
after = hands_down(folder, "hugetlb")
below = folder / "seoul-1-1"
below.mkdir()
again, limits = hands_down(folder, "hugetlb"), any(below.glob("hugetlb.*.max"))
print(before, after, again, limits, (folder / "cgroup.procs").read_text())
"""


def test_a_group_of_version_two_that_is_handed_to_us_hands_limits_down():
    top = next(
        (
            p
            for p in (Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/unified"))
            if (p / "cgroup.controllers").exists()
        ),
        None,
    )
    if top is None or os.getuid() or "hugetlb" not in (top / "cgroup.controllers").read_text().split():
        pytest.skip("no controller of version 2 is free here")
    folder = top / f"seoul-tried-{os.getpid()}"
    try:
        (top / "cgroup.subtree_control").write_text("+hugetlb")
        folder.mkdir()
    except OSError:
        pytest.skip("no control group may be made here")
    try:
        done = subprocess.run(
            [sys.executable, "-c", HANDS_DOWN, str(folder)], capture_output=True, text=True, timeout=100
        )
    finally:
        for each in (folder / "seoul-1-1", folder / "seoul-graders", folder):
            each.rmdir() if each.exists() else None
        (top / "cgroup.subtree_control").write_text("-hugetlb")
    assert done.stdout.split() == ["False", "True", "True", "True"], done.stderr


@pytest.fixture(scope="module", params=["a control group", "no control group"])
def sandbox(request) -> Iterator[sandboxes.Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "no control group":
            patch.setattr(MemoryGroup, "make", lambda limit: None)
        made = sandboxes.Sandbox(LIMITS)
        if request.param == "a control group" and made._group is None:
            made.close()
            pytest.skip("no control group may be made here")
        yield made
        made.close()


def run(sandbox, code):
    """Run code as a cell; return why it was ended, or what it says."""
    wire = sandbox.start()
    end = time.monotonic() + 120
    try:
        wire.send({"op": "run", "source": code, "n": 1}, end)
        reply = wire.receive(end)
        assert reply.get("error") is None, reply
        wire.send({"op": "get", "name": "said", "n": 2}, end)
        said = wire.receive(end)["value"]
        return said if isinstance(said, str) else str(said)
    except WireError:
        return sandbox.kill() or "gone"
    finally:
        wire.close()
        sandbox.kill()


def _shmem() -> int:
    with Path("/proc/meminfo").open() as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("Shmem:"))


@pytest.mark.parametrize("name", CASES)
def test_memory_stays_within_the_limit_wherever_it_is(sandbox, name):
    case = CASES[name]
    before, most, done = _shmem(), [0], threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            most[0] = max(most[0], _shmem() - before)

    watch = threading.Thread(target=look)
    watch.start()
    try:
        said = run(sandbox, case.code)
    finally:
        done.set()
        watch.join()
    assert said == ("memory" if case.ends else case.said), case.why
    assert most[0] < LIMITS.memory + LIMITS.scratch + 100 * MB, (
        case.why
    )  # the machine's own, other programs' too


def test_there_is_one_scratch_of_the_size_that_is_stated(sandbox):
    code = """
total = 0
for name in ("/dev/shm/part", "/tmp/part", "part"):
    try:
        with open(name, "wb", buffering=0) as file:
            for _ in range(100): total += file.write(bytes(1_000_000))
    except OSError: pass
said = str(total // 1_000_000)"""
    assert 55 <= int(run(sandbox, code)) <= LIMITS.scratch // 1_000_000


def test_the_next_submission_is_not_hurt_by_one_that_was_ended(sandbox):
    run(sandbox, CASES["shared pages in one process"].code)
    assert run(sandbox, "said = 'well'") == "well"
