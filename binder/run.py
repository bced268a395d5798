"""Start the course, test it, or measure it: one command each, nothing to install first.

    python binder/run.py lab       open JupyterLab on the first lesson
    python binder/run.py test      run every test
    python binder/run.py bench     measure speed against what else one could use
    python binder/run.py lock      (maintainers) pin the dependencies of pyproject.toml again

What follows the verb is handed on: ``lab --no-browser --port 8890``, ``test -k game``. ``lock --upgrade``
takes the newest versions, ``lock --check`` only says whether the pins are stale.

Each verb first makes the environment ``.venv/`` from the pinned lists beside this file, or reuses it. Only the
standard library is used here, in a syntax that an old Python can still read, so that it can say it is too old.
"""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time

OLDEST = (3, 11)
BINDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(BINDER)
VENV = os.path.join(ROOT, ".venv")
STATE = os.path.join(VENV, "seoul-dilemma.json")
LOG = os.path.join(ROOT, ".venv-install.log")
STUDENT_LOCK = os.path.join(BINDER, "requirements.txt")
DEV_LOCK = os.path.join(BINDER, "requirements-dev.txt")
PYPROJECT = os.path.join(ROOT, "pyproject.toml")
SPACE = {
    "student": 1.2,
    "dev": 2.2,
}  # gigabytes that must be free to make the environment, downloads included

#: Runs inside the environment: names each pinned package whose files are missing or cut short.
HEALTH = r"""
import importlib.metadata as md, os, re, sys
installed = {re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower(): d for d in md.distributions() if d.metadata["Name"]}
pins = [line.split() for line in sys.stdin if line.strip()]
for name, version in pins:
    dist = installed.get(name)
    if dist is None or dist.version != version:
        print(name)
        continue
    for f in dist.files or [None]:
        try:
            size = os.stat(f.locate()).st_size
        except (AttributeError, OSError):
            if f is not None and f.suffix == ".pyc":
                continue
            print(name)
            break
        if f.size is not None and f.size != size and f.suffix == ".py":
            print(name)
            break
"""

#: Settings of pip's that put packages elsewhere than into the environment, or refuse what the pins ask for.
HARMFUL = (
    "user target prefix root require-hashes constraint build-constraint requirement editable src no-deps upgrade "
    "upgrade-strategy force-reinstall ignore-installed ignore-requires-python only-binary no-binary no-build-isolation "
    "use-pep517 platform python-version implementation abi dry-run report group python require-virtualenv pre "
    "config-settings global-option quiet verbose log"
).split()


class Stop(Exception):
    """A failure that one line explains."""


def say(text):
    """Print one line of progress at once."""
    print(text)
    sys.stdout.flush()


def read(path):
    """Return the text of a file."""
    with open(path, "rb") as file:
        return file.read().decode("utf-8")


def digest(*paths):
    """Return one SHA-256 over the contents of files, in order."""
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            total.update(file.read().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def check_python():
    """Refuse a Python that is too old or that cannot make environments."""
    if sys.version_info[:2] < OLDEST:
        raise Stop(
            "This course needs Python {0}.{1} or newer; this is Python {2}.{3}. Install a newer one from your "
            "system or python.org, then call it by name: python3.12 binder/run.py".format(
                *(OLDEST + tuple(sys.version_info[:2]))
            )
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Stop(
            "This Python cannot make environments: its venv module is missing. On Debian or Ubuntu: "
            "sudo apt install python{0}.{1}-venv".format(*sys.version_info[:2])
        )  # no "from None": Python 2 must be able to read this far


def python():
    """Return the path of the environment's interpreter."""
    return (
        os.path.join(VENV, "Scripts", "python.exe")
        if os.name == "nt"
        else os.path.join(VENV, "bin", "python")
    )


def private():
    """Return the variables without those that lead Python out of the environment."""
    variables = dict(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "__PYVENV_LAUNCHER__"):
        variables.pop(name, None)
    return variables


def pip_variables():
    """Return the variables for pip: index, proxy and the like as they are set up here, nothing that harms.

    What a pip.conf says cannot be taken back by a variable, so all that is to stay is handed on as one.
    """
    variables = private()
    listing = subprocess.run(
        [python(), "-m", "pip", "config", "list", "--disable-pip-version-check"],
        env=dict(
            (name, value) for name, value in variables.items() if name not in ("PIP_QUIET", "PIP_VERBOSE")
        ),
        capture_output=True,
        text=True,
    ).stdout
    found = dict(global_={}, install={}, variable={})
    for line in listing.splitlines():
        match = re.match(r"(global|install|:env:)\.([A-Za-z0-9_-]+)=(.*)$", line)
        if match:
            section = {"global": "global_", ":env:": "variable"}.get(match.group(1), match.group(1))
            try:
                value = str(ast.literal_eval(match.group(3)))
            except (ValueError, SyntaxError):
                value = match.group(3)
            found[section][match.group(2).lower().replace("_", "-")] = value
    for name in list(variables):
        if name.upper().startswith("PIP_"):
            del variables[name]
    for section in ("global_", "install", "variable"):
        for name, value in found[section].items():
            if value and name not in HARMFUL and name != "config-file":  # pip, too, passes over an empty one
                variables["PIP_" + name.upper().replace("-", "_")] = " ".join(value.split())
    variables["PIP_CONFIG_FILE"] = os.devnull
    return variables


def wanted(level):
    """Return what the environment must have been made from: pins, interpreter and place."""
    locks = [STUDENT_LOCK] + ([DEV_LOCK] if level == "dev" else [])
    return {
        "python": "{0}.{1}".format(*sys.version_info[:2]),
        "place": ROOT,
        "project": digest(PYPROJECT),
        "locks": dict((os.path.basename(lock), digest(lock)) for lock in locks),
    }


def made():
    """Return the record of a finished environment, or an empty one."""
    try:
        found = json.loads(read(STATE))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("locks"), dict) else {}


def pins(lock):
    """Yield (name, version) of each pin of a lock that applies to this interpreter."""
    listing = subprocess.run(
        [python(), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
        env=pip_variables(),
        capture_output=True,
        text=True,
    ).stdout
    have = dict(line.split("==", 1) for line in listing.splitlines() if "==" in line)
    have = dict((re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in have.items())
    for line in read(lock).splitlines():
        match = re.match(r"([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==([^ ;\\]+)", line)
        if match:
            name = re.sub(r"[-_.]+", "-", match.group(1)).lower()
            if have.get(name) == match.group(2):
                yield name, match.group(2)


def unhealthy(level):
    """Say why the environment cannot be used as it is; an empty string when it can."""
    if not os.path.isdir(VENV):
        return "none yet"
    have, want = made(), wanted(level)
    if not have:
        return "left half-made"
    if have.get("python") != want["python"]:
        return "made for Python {0}".format(have.get("python"))
    if have.get("place") != want["place"]:
        return "made in another folder"
    try:
        done = subprocess.run(
            [python(), "-c", HEALTH],
            input="\n".join(have.get("pins", [])),
            env=private(),
            capture_output=True,
            text=True,
            timeout=120,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "its Python does not start"
    if done.returncode:
        return "its Python does not start"
    broken = done.stdout.split()
    return "damaged: " + ", ".join(broken[:4]) + (" and more" if len(broken) > 4 else "") if broken else ""


class Ticker(object):
    """Shows that a long step is alive: a counter on a terminal, a line now and then elsewhere."""

    def __init__(self, label):
        self.label, self.now, self.count = label, label, 0
        self.start, self.done = time.time(), threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.daemon = True

    def _text(self):
        return "  {0} ({1:.0f} s)".format(self.now, time.time() - self.start)

    def _run(self):
        terminal = sys.stdout.isatty()
        while not self.done.wait(0.5 if terminal else 15):
            sys.stdout.write(("\r\033[K" if terminal else "") + self._text() + ("" if terminal else "\n"))
            sys.stdout.flush()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
        self.now = self.label
        say(("\r\033[K" if sys.stdout.isatty() else "") + self._text())


def explain(output):
    """Turn the output of a failed installation into one line."""
    text = output.lower()
    for signs, meaning in (
        (
            ("no space left", "errno 28", "not enough space"),
            "The disk is full. Free about 2 GB and try again.",
        ),
        (("permission denied", "errno 13", "read-only file system"), "This folder cannot be written to."),
        (
            ("do not match the hashes",),
            "A download differs from its pinned hash. Nothing of it was installed.",
        ),
        (
            (
                "name resolution",
                "newconnectionerror",
                "connection refused",
                "network is unreachable",
                "failed to establish",
                "getaddrinfo",
                "read timed out",
                "connecttimeout",
                "proxyerror",
                "connection broken",
                "could not fetch url",
                "max retries",
            ),
            "No network: the packages cannot be downloaded. Connect and run the same command again.",
        ),
    ):
        if any(sign in text for sign in signs):
            return meaning
    errors = [line for line in output.splitlines() if line.lower().startswith("error")]
    return "The installation failed: " + (errors[-1] if errors else "no reason was given.")


def run_logged(command, label, variables, total=0):
    """Run a step with its output in the log; raise `Stop` with one line when it fails."""
    lines = []
    with Ticker(label) as ticker, open(LOG, "ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for raw in process.stdout:
            log.write(raw)
            line = raw.decode("utf-8", "replace")
            lines.append(line)
            if line.lstrip().startswith(("Collecting ", "Requirement already")):
                ticker.count += 1
                ticker.now = "{0}: package {1} of about {2}".format(label, ticker.count, total)
            elif line.startswith("Installing collected"):
                ticker.now = "{0}: unpacking {1} packages".format(label, ticker.count)
        code = process.wait()
    if code:
        raise Stop(
            "{0} (The whole output is in {1}.)".format(explain("".join(lines)), os.path.relpath(LOG, ROOT))
        )


def check_space(level):
    """Refuse to start what the disk cannot hold."""
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < SPACE[level]:
        raise Stop(
            "The disk is too full: {0:.1f} GB are free here and about {1} GB are needed.".format(
                free, SPACE[level]
            )
        )


def install(level):
    """Install the pinned packages of a level and the project itself into the environment."""
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    variables = pip_variables()
    for lock in [STUDENT_LOCK] + ([DEV_LOCK] if level == "dev" else []):
        count = len(re.findall(r"(?m)^[A-Za-z0-9][^ ]*==", read(lock)))
        label = (
            "installing what tests need on top" if lock == DEV_LOCK else "installing what the course needs"
        )
        fetch = [
            "install",
            "--require-hashes",
            "--no-compile",
            "--retries",
            "2",
            "--timeout",
            "20",
            "-r",
            lock,
        ]
        run_logged(pip + fetch, label, variables, count)
    local = ["install", "--no-deps", "--no-index", "--no-build-isolation", "-e", ROOT]
    run_logged(pip + local, "installing Seoul's Dilemma itself", variables)


def ensure(level):
    """Make, extend, repair or simply reuse the environment of a level ("student" or "dev")."""
    check_python()
    try:
        reason = unhealthy(level)
        want, have = wanted(level), made()
        if not reason and all(have["locks"].get(k) == v for k, v in want["locks"].items()):
            if have.get("project") == want["project"]:
                return
            reason = ""
        check_space(level)
        open(LOG, "wb").close()
        start = time.time()
        if reason:
            say(
                "Making the environment .venv ({0}). This happens once and takes some minutes.".format(reason)
            )
            if os.path.islink(VENV) or os.path.isfile(VENV):
                os.remove(VENV)
            elif os.path.isdir(VENV):
                shutil.rmtree(VENV)
            run_logged([sys.executable, "-m", "venv", VENV], "creating .venv", private())
        else:
            say("Bringing the environment .venv up to date.")
            os.remove(STATE)  # while this runs, the environment counts as half-made
        if have and not reason and "requirements-dev.txt" in have["locks"]:
            level = "dev"
            want = wanted(level)
        install(level)
        locks = [os.path.join(BINDER, name) for name in want["locks"]]
        want["pins"] = sorted(set("{0} {1}".format(*pin) for lock in locks for pin in pins(lock)))
        with open(STATE + ".new", "w") as file:
            json.dump(want, file, indent=1)
        os.replace(STATE + ".new", STATE)
        os.remove(LOG)
        say("Ready after {0:.0f} s.".format(time.time() - start))
    except OSError as error:
        raise Stop(
            explain(str(error)) if error.errno in (13, 28, 30) else "Cannot set up .venv: {0}".format(error)
        )


def call(command, **kwargs):
    """Run a command in the foreground and return its exit code; Ctrl-C reaches it, not us."""
    process = subprocess.Popen(command, **kwargs)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def lock(arguments):
    """Pin the dependency lists of pyproject.toml again, or (``--check``) say whether the pins are stale."""
    import tomllib

    project = tomllib.loads(read(PYPROJECT))
    lists = [
        project["project"]["dependencies"],
        project["dependency-groups"]["install"],
        project["tool"]["uv"],
    ]
    dev_lists = lists + [project["dependency-groups"]["dev"], project["project"]["optional-dependencies"]]
    jobs = [
        (STUDENT_LOCK, lists, ["--group", "install"]),
        (
            DEV_LOCK,
            dev_lists,
            [
                "--group",
                "install",
                "--group",
                "dev",
                "--extra",
                "cluster",
                "--extra",
                "postgres",
                "-c",
                STUDENT_LOCK,
            ],
        ),
    ]
    marks = [(path, hashlib.sha256(json.dumps(what).encode()).hexdigest(), how) for path, what, how in jobs]
    if arguments == ["--check"]:
        stale = [
            p
            for p, mark, _ in marks
            if not os.path.exists(p) or "# made from {0}".format(mark) not in read(p)
        ]
        for path in stale:
            say("stale: binder/{0} (python binder/run.py lock)".format(os.path.basename(path)))
        return 1 if stale else 0
    if arguments not in ([], ["--upgrade"]):
        raise Stop("lock takes --upgrade or --check, not {0}.".format(" ".join(arguments)))
    ensure("dev")
    uv = [
        python(),
        "-m",
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--generate-hashes",
        "--no-header",
    ]
    uv += ["--python-version", "{0}.{1}".format(*OLDEST), "--no-emit-index-url", "--no-annotate", PYPROJECT]
    for path, mark, how in marks:
        if os.path.exists(path):
            shutil.copyfile(
                path, path + ".new"
            )  # uv keeps the versions that stand there, unless told to upgrade
        if call(uv + how + arguments + ["-o", path + ".new"], cwd=ROOT):
            raise Stop("The pins could not be made; the old ones are untouched.")
        text = read(path + ".new")
        os.remove(path + ".new")
        head = "# Pinned for Linux, macOS and Windows, Python 3.11 to 3.13, by: python binder/run.py lock\n"
        with open(path, "w", newline="\n") as file:
            file.write("{0}# made from {1}\n{2}".format(head, mark, text))
        say("wrote binder/{0}".format(os.path.basename(path)))
    return 0


def main(arguments):
    """Run one verb; return the exit code."""
    verb, rest = (arguments[0] if arguments else ""), arguments[1:]
    if verb in ("-h", "--help", "help"):
        say(__doc__.strip())
        return 0
    if verb not in ("lab", "test", "bench", "lock"):
        raise Stop(
            "{0} Use one of: lab, test, bench, lock (python binder/run.py --help).".format(
                "There is no verb {0!r}.".format(verb) if verb else "Say what to run."
            )
        )
    check_python()
    if verb == "lock":
        return lock(rest)
    ensure("student" if verb == "lab" else "dev")
    environment = private()
    environment["PATH"] = os.path.dirname(python()) + os.pathsep + environment.get("PATH", "")
    environment["VIRTUAL_ENV"] = VENV
    if verb == "lab":
        return call([python(), "-m", "seoul_dilemma.grading.cli", "lab"] + rest, cwd=ROOT, env=environment)
    if verb == "test":
        # On all processors, a file of tests on one of them; what the caller says of it comes later and wins.
        everywhere = ["-n", "logical", "--dist", "loadfile"]
        return call([python(), "-m", "pytest"] + everywhere + rest, cwd=ROOT, env=environment)
    environment["PYTHONPATH"] = os.path.join(ROOT, "tests")
    return call([python(), "-m", "bench"] + rest, cwd=ROOT, env=environment)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.stderr.write("seoul: {0}\n".format(stop))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("seoul: stopped; run the same command again to go on.\n")
        sys.exit(130)
