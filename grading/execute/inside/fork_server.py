# Descriptors and /proc: a path object adds nothing there.
# ruff: noqa: PTH100, PTH102, PTH120, PTH123, PTH208
"""The fork server: imports once, then forks a private child for each submission.

Started by the grader as ``python -I fork_server.py FD SETUP``: a control socket's descriptor and limits as JSON. It
never runs a student's code. Each request carries the descriptor of the channel on which the new child serves.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import errno
import json
import os
import resource
import shutil
import signal
import socket
import struct
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import runner as runners
import shell as shells
from wire import Wire

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x20000,
    0x4000000,
    0x8000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
READONLY, NOSUID, NODEV, NOEXEC = 1, 2, 4, 8
PRIVATE = 0x4000 | 0x40000  # recursive
BIND = 0x4000 | 0x1000  # recursive
SHARED = "/tmp/.shm"
KEPT = "/kept"  # mount point of the old /tmp while the new one is set up
LARGE = 200 * 2**20
SOCKET = (
    320_000  # bytes that a unix socket may buffer: the kernel's default of 212,992 and one message over it
)
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_READ, PR_CAPBSET_DROP = 1, 22, 38, 23, 24


def _libc(name: str, *args: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*args) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    def text(part: str | None) -> bytes | None:
        return None if part is None else part.encode()

    _libc("mount", text(source), text(target), text(kind), ctypes.c_ulong(flags), text(data))


class ForkServer:
    """Forks children on request.

    Parameters
    ----------
    control : socket
        Where requests come from.
    setup : dict
        ``isolated``: whether we are inside bubblewrap; ``uid``: the user that a privileged fork server changes to;
            ``memory``, ``processes``, ``file``, ``scratch``, ``cpu``: limits in bytes, numbers and seconds.
    """

    def __init__(self, control: socket.socket, setup: dict, shell: object) -> None:
        self.control, self.setup, self.shell = control, setup, shell
        self.child = self.inner = 0
        self.code: int | None = None

    def serve(self) -> None:
        """Answer requests until the grader is gone."""
        while True:
            body, ancillary, _, _ = self.control.recvmsg(65536, socket.CMSG_SPACE(4))
            if not body:
                self.kill()
                return
            request = json.loads(body)
            if request["op"] == "start":
                fds = array.array("i")
                fds.frombytes(ancillary[0][2][:4])
                answer = self.start(fds[0])
            elif request["op"] == "interrupt":
                answer = self.interrupt()
            else:
                answer = self.kill()
            self.control.sendall(json.dumps(answer).encode())

    def start(self, channel: int) -> dict:
        """Fork a keeper, which makes the private namespaces and forks the runner in them."""
        self.kill()
        report, tell = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            os.close(report)
            self.control.close()
            keep(channel, tell, self.setup, self.shell)
        os.close(tell)
        os.close(channel)
        with os.fdopen(report, "rb") as file:
            said = file.read(1000)
        if len(said) != 4:
            self.kill()
            return {"error": said.decode("utf-8", "replace")[4:] or "the runner did not start"}
        (self.inner,) = struct.unpack(">I", said)
        return {"started": True}

    def interrupt(self) -> dict:
        """Ask the student's code to stop, the way a notebook's stop button does."""
        running = self._running()
        if running:
            with contextlib.suppress(OSError):
                os.kill(self.inner, signal.SIGINT)
        return {"interrupted": running}

    def _running(self) -> bool:
        """Whether the child is still there; if it is not, keep its exit code."""
        if self.child:
            pid, status = os.waitpid(self.child, os.WNOHANG)
            if pid:
                self.child, self.code = 0, os.waitstatus_to_exitcode(status)
        return self.child != 0

    def kill(self) -> dict:
        """End the child and, with its process namespace, everything that it started."""
        if self._running():
            os.kill(self.child, signal.SIGTERM)  # the keeper kills the runner, then ends with a reason
            deadline = time.monotonic() + 5
            while self._running():
                if time.monotonic() > deadline:
                    os.kill(self.child, signal.SIGKILL)
                time.sleep(0.002)
        code, self.code = self.code, None
        return {"killed": True, "why": code}


def keep(channel: int, tell: int, setup: dict, shell: object) -> None:
    """Make the namespaces, fork the runner as their first process, and watch its memory. Never returns."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stopped: list[int] = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
        _libc("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) if sys.platform == "linux" else None
        privileged = setup["isolated"] and os.getuid() == 0
        mine = os.getuid(), os.getgid()
        if setup["isolated"]:
            spaces = NEWUTS | NEWIPC | NEWPID | NEWNET
            _libc("unshare", spaces if privileged else spaces | NEWUSER)
            if not privileged:
                _write("/proc/self/setgroups", "deny")
                _write("/proc/self/uid_map", f"1000 {mine[0]} 1")
                _write("/proc/self/gid_map", f"1000 {mine[1]} 1")
        home = None if setup["isolated"] else tempfile.mkdtemp(prefix="seoul-grade-")
        inner = os.fork()
        if inner == 0:
            os.close(tell)
            run(channel, setup, shell, privileged, home)
        os.close(channel)
        os.write(tell, struct.pack(">I", inner))
        os.close(tell)
        code = 0
        limit, tick = setup["memory"], 0
        while True:
            pid, _ = os.waitpid(inner, os.WNOHANG)
            if pid:
                break
            if stopped or (
                tick % 5 == 0
                and setup["isolated"]
                and _memory(setup["size"], os.getpid(), os.getppid()) > limit
            ):
                code = 0 if stopped else 77
                _end(inner, group=not setup["isolated"])
                os.waitpid(inner, 0)
                break
            tick += 1
            time.sleep(0.02)
        if not setup["isolated"]:
            _end(inner, group=True)
            shutil.rmtree(home or "", ignore_errors=True)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(tell, b"????" + f"{type(error).__name__}: {error}".encode()[:900])
    finally:
        os._exit(code)


def _end(pid: int, group: bool) -> None:
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL) if group else os.kill(pid, signal.SIGKILL)


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _memory(size: int, *ours: int) -> int:
    """Return the private memory, in bytes, of all processes of this sandbox but the named ones and the first two.

    The quick figure counts pages that forks share once for each of them, so where it is large the exact one decides.
    On top come shared mappings, whole: their pages stay when no process has them mapped in any more. And what unix
    sockets may hold, of which the kernel lists each one, also those that are on their way through another.

    Parameters
    ----------
    size : int
        Bytes that the address space of the warm process has.
    *ours : int
        Processes that are not the student's.
    """
    total = 0
    names = [
        name for name in os.listdir("/proc") if name.isdigit() and int(name) > 2 and int(name) not in ours
    ]
    for exact in (False, True):
        private = shared = space = 0
        for name in names:
            figures = (_exact(name) if exact else None) or _quick(name)
            private, shared, space = private + figures[0], shared + figures[1], space + figures[2] - size
        if exact or space > LARGE:
            shared = max(shared, _mapped(names))
        total = private + shared + _sockets() * SOCKET
        if total < LARGE:
            break
    return total


def _figures(path: str, *fields: str) -> list[int]:
    """Return figures of a file of /proc in bytes; none where the process is gone or does not let us look."""
    found = dict.fromkeys(fields, 0)
    with contextlib.suppress(OSError, ValueError), open(path) as file:
        for line in file:
            name = line.partition(":")[0]
            if name in found:
                found[name] = int(line.split()[1]) * 1024
        return list(found.values())
    return []


def _quick(name: str) -> list[int]:
    return _figures(f"/proc/{name}/status", "RssAnon", "RssShmem", "VmSize") or [0, 0, 0]


def _exact(name: str) -> list[int]:
    found = _figures(f"/proc/{name}/smaps_rollup", "Pss_Anon", "Pss_Shmem")
    return [*found, 0] if found else []


def _mapped(names: list[str]) -> int:
    """Return the bytes of all shared memory without a file that these processes have mapped, each part once."""
    ends: dict[str, int] = {}
    for name in names:
        with contextlib.suppress(OSError, ValueError), open(f"/proc/{name}/maps") as file:
            for line in file:
                if "/dev/zero" in line:
                    place, kind, offset, _, inode = line.split()[:5]
                    start, _, end = place.partition("-")
                    if "s" in kind:
                        size = int(end, 16) - int(start, 16) + int(offset, 16)
                        ends[inode] = max(ends.get(inode, 0), size)
    return sum(ends.values())


def _sockets() -> int:
    """Return how many unix sockets there are in this sandbox: its network is its own."""
    with contextlib.suppress(OSError), open("/proc/self/net/unix") as file:
        return sum(1 for _ in file) - 1
    return 0


def _own(field: str) -> int:
    """Return a figure of this process's own memory, in bytes; 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError), open("/proc/self/status") as file:
        return sum(int(line.split()[1]) * 1024 for line in file if line.startswith(field))
    return 0


def run(channel: int, setup: dict, shell: object, privileged: bool, home: str | None) -> None:
    """Drop privileges and apply the limits, then serve the judge. Never returns."""
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setsid()
        if setup["isolated"]:
            _libc("unshare", NEWNS)
            scratch = f"size={setup['scratch']},nr_inodes=20000,mode=1777"
            _mount("none", "/", None, PRIVATE)
            with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")  # out of memory, the kernel kills this process and not the fork server
            _fresh_tmp(scratch, setup["below_tmp"])
            os.mkdir(
                SHARED
            )  # the same tmpfs at both mount points, so that its size limit holds for both together
            Path(SHARED).chmod(0o1777)
            _mount(SHARED, "/dev/shm", None, BIND)
            try:
                _mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC)
            except OSError:  # not permitted in a container's user namespace: /proc is then empty
                _mount("tmpfs", "/proc", "tmpfs", READONLY | NOSUID | NODEV | NOEXEC, "size=4k")
            home = "/tmp/home"
            os.mkdir(home)
        assert home is not None
        if privileged:
            os.chown(home, setup["uid"], setup["uid"])
        _limits(setup)
        if setup["isolated"]:
            _bound()
        if privileged:
            os.setgroups([])
            os.setresgid(setup["uid"], setup["uid"], setup["uid"])
            os.setresuid(setup["uid"], setup["uid"], setup["uid"])
        if setup["isolated"]:
            _drop()
            _refuse_calls()
        os.environ.update(HOME=home, TMPDIR="/tmp" if setup["isolated"] else home, MPLCONFIGDIR=home)
        os.chdir(home)
        if not privileged or setup["isolated"]:
            sys.path.insert(0, home)
        wire = Wire(channel, channel)
        shells.attach()
        _close_all_but(channel)
        runners.Runner(wire, shell, tuple(setup["packages"])).serve()
    except BaseException as error:
        with contextlib.suppress(BaseException):
            Wire(channel, channel).send({"re": "raise", "kind": "RuntimeError", **shells.describe(error)})
    finally:
        os._exit(0)


def _fresh_tmp(options: str, places: list[str]) -> None:
    """Give the child a /tmp of its own, in which only a Python that lives below /tmp stays in sight."""
    if places:
        _mount("/tmp", KEPT, None, BIND)
    _mount("tmpfs", "/tmp", "tmpfs", NOSUID | NODEV, options)
    before = os.umask(0o022)
    for place in places:
        Path(place).mkdir(parents=True)
        _mount(KEPT + place.removeprefix("/tmp"), place, None, BIND)
    os.umask(before)
    if places:
        _mount("tmpfs", KEPT, "tmpfs", READONLY | NOSUID | NODEV | NOEXEC, "size=4k")


def _limits(setup: dict) -> None:
    for name, value in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", setup["file"]),
        ("RLIMIT_NOFILE", 256),
        ("RLIMIT_CPU", setup["cpu"]),
        ("RLIMIT_NPROC", setup["processes"] if setup["isolated"] else None),
        # Per process: between two of the keeper's checks of the sum, one process could allocate any amount.
        ("RLIMIT_DATA", setup["data"] + setup["memory"] if sys.platform == "linux" else None),
        ("RLIMIT_AS", setup["size"] + setup["memory"] * 2 if sys.platform == "linux" else None),
    ):
        if value is not None and hasattr(resource, name):
            try:
                resource.setrlimit(getattr(resource, name), (value, value))
            except (ValueError, OSError):
                if setup["isolated"]:
                    raise


def _bound() -> None:
    """Empty the capability bounding set: no program started from here can gain a capability."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(64):
        held = libc.prctl(PR_CAPBSET_READ, capability, 0, 0, 0)
        if held < 0:
            return  # past the last capability
        if held:
            _libc("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)


def _drop() -> None:
    """Drop all capabilities and set no_new_privs, irrevocably."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _libc("capset", header, (ctypes.c_uint32 * 6)())
    _libc("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    held = (ctypes.c_uint32 * 6)()
    _libc("capget", header, held)
    if any(held):
        raise OSError("privileges are still held")


def _refuse_calls() -> None:
    """Refuse the calls that hold memory outside of every process, or lead to them, where no limit and no watch reaches.

    Calls that make namespaces are among them: in a user namespace a process may mount a tmpfs, whose memory no limit
    of the process counts. The filter is a BPF program for seccomp. Where the kernel has no seccomp filters, or the
    processor is not in the table, no filter is installed; the resource limits above still hold.
    """
    # shmget, msgget, semget, memfd_create, memfd_secret, mq_open, io_uring_setup, userfaultfd, bpf, perf_event_open,
    # add_key, keyctl, unshare, setns, clone3; and clone where it asks for a namespace of users
    calls = {
        "x86_64": (
            0xC000003E,
            (29, 68, 64, 319, 447, 240, 425, 323, 321, 298, 248, 250, 272, 308, 435),
            56,
            (41, 53),
            54,
        ),
        "aarch64": (
            0xC00000B7,
            (194, 186, 190, 279, 447, 180, 425, 282, 280, 241, 217, 219, 97, 268, 435),
            220,
            (198, 199),
            208,
        ),
    }
    if os.uname().machine not in calls:
        return
    arch, numbers, clone, sockets, option = calls[os.uname().machine]
    load, equal, at_least, any_of, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, refuse, end = 0x7FFF0000, 0x00050000 | errno.ENOSYS, 0x80000000
    steps = [
        (load, 0, 0, 4),
        (equal, 1, 0, arch),
        (give, 0, 0, end),
        (load, 0, 0, 0),
    ]  # kills calls of another ABI
    steps += [(at_least, 0, 1, 0x40000000), (give, 0, 0, refuse)]  # the x32 ABI has other call numbers
    for number in numbers:
        steps += [(equal, 0, 1, number), (give, 0, 0, refuse)]
    # Only these socket families: memory that others buffer is counted by no limit.
    families = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK
    for number in sockets:
        known = [(equal, len(families) - i, 0, family) for i, family in enumerate(families)]
        unknown = (give, 0, 0, 0x00050000 | errno.EAFNOSUPPORT)
        steps += [(equal, 0, len(known) + 3, number), (load, 0, 0, 16), *known, unknown, (load, 0, 0, 0)]
    # Setting a larger socket buffer reports success without effect (SO_SNDBUF, SO_RCVBUF and their FORCE variants).
    sizes = (7, 8, 32, 33)
    larger = [(equal, len(sizes) - 1 - i, 0, size) for i, size in enumerate(sizes)]
    steps += [
        (equal, 0, len(larger) + 5, option),
        (load, 0, 0, 24),
        (equal, 0, len(larger) + 2, 1),
        (load, 0, 0, 32),
    ]
    steps += [*larger[:-1], (equal, 0, 1, sizes[-1]), (give, 0, 0, 0x00050000), (load, 0, 0, 0)]
    steps += [(equal, 0, 3, clone), (load, 0, 0, 16), (any_of, 0, 1, NEWUSER), (give, 0, 0, refuse)]
    steps.append((give, 0, 0, allow))
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(code)))
    with contextlib.suppress(OSError):
        _libc("prctl", PR_SET_SECCOMP, 2, ctypes.c_void_p(ctypes.addressof(program)), 0, 0)


def _close_all_but(channel: int) -> None:
    os.closerange(3, channel)
    os.closerange(channel + 1, 4096)


def main() -> None:
    """Import, then serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    setup = json.loads(sys.argv[2])
    sys.argv = ["notebook"]
    trouble = []
    for statement in setup["preload"]:
        try:
            exec(statement, {})  # an import statement of the instructor's
        except Exception as error:
            trouble.append(f"{statement}: {type(error).__name__}: {error}")
    if "matplotlib" in sys.modules:
        import matplotlib

        matplotlib.use("module://matplotlib_inline.backend_inline")
    shell = shells.make()
    if "matplotlib" in sys.modules:
        shells.draw_pixels()
    shell.run_cell("%matplotlib inline" if "matplotlib" in sys.modules else "0")
    if "matplotlib.pyplot" in sys.modules:
        from matplotlib import pyplot  # matplotlib builds its font list when it draws the first text

        pyplot.figure().suptitle("warm")
        pyplot.savefig(os.devnull, format="png")
        pyplot.close("all")
    shells.OUTPUTS.clear()
    setup["data"], setup["size"] = _own("VmData"), _own("VmSize")
    control.sendall(json.dumps({"ready": True, "trouble": trouble}).encode())
    ForkServer(control, setup, shell).serve()


if __name__ == "__main__":
    main()
