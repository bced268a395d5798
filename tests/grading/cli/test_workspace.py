"""Lessons are laid out where a reader works, never over the reader's work."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.cli.errors import Mistake
from seoul_dilemma.grading.cli.server import check_port, wanted_port
from seoul_dilemma.grading.cli.workspace import RECORD, lay_out, prepare_workspace
from support.apart import run_apart
from support.classroom import make_course
from support.course import ROOT
from tornado.websocket import websocket_connect

FIRST = {"00-start.ipynb": b"old 0", "01-more.ipynb": b"old 1"}
LATER = {"00-start.ipynb": b"new 0", "01-more.ipynb": b"old 1"}


def test_lessons_land_in_an_empty_folder(tmp_path):
    news = lay_out(FIRST, tmp_path / "lessons")
    assert {path.name: path.read_bytes() for path in (tmp_path / "lessons").glob("*.ipynb")} == FIRST
    assert news == [f"2 lessons copied to {tmp_path / 'lessons'}"]
    assert lay_out(FIRST, tmp_path / "lessons") == []


def test_work_is_never_replaced_and_a_newer_lesson_lands_beside_it(tmp_path):
    lay_out(FIRST, tmp_path)
    (tmp_path / "00-start.ipynb").write_bytes(b"my work")
    assert lay_out(FIRST, tmp_path) == []
    news = lay_out(LATER, tmp_path)
    assert (tmp_path / "00-start.ipynb").read_bytes() == b"my work"
    assert (tmp_path / "00-start-new.ipynb").read_bytes() == b"new 0"
    assert len(news) == 1
    assert "00-start-new.ipynb" in news[0]
    assert lay_out(LATER, tmp_path) == [], "it lands once"


def test_untouched_lesson_is_brought_up_to_date(tmp_path):
    lay_out(FIRST, tmp_path)
    assert "newer version" in lay_out(LATER, tmp_path)[0]
    assert (tmp_path / "00-start.ipynb").read_bytes() == b"new 0"
    assert not list(tmp_path.glob("*-new*"))


def test_second_newer_version_does_not_replace_the_first(tmp_path):
    lay_out(FIRST, tmp_path)
    (tmp_path / "00-start.ipynb").write_bytes(b"my work")
    lay_out(LATER, tmp_path)
    (tmp_path / "00-start-new.ipynb").write_bytes(b"my second work")
    lay_out({**LATER, "00-start.ipynb": b"newest"}, tmp_path)
    assert (tmp_path / "00-start-new.ipynb").read_bytes() == b"my second work"
    assert (tmp_path / "00-start-new-2.ipynb").read_bytes() == b"newest"


@pytest.mark.parametrize("record", ["", "{", "[]", None])
def test_without_a_record_everything_counts_as_work(tmp_path, record):
    lay_out(FIRST, tmp_path)
    (tmp_path / RECORD).unlink()
    if record is not None:
        (tmp_path / RECORD).write_text(record)
    lay_out(LATER, tmp_path)
    assert (tmp_path / "00-start.ipynb").read_bytes() == b"old 0"
    assert (tmp_path / "00-start-new.ipynb").read_bytes() == b"new 0"


def test_deleted_lesson_comes_back(tmp_path):
    lay_out(FIRST, tmp_path)
    (tmp_path / "00-start.ipynb").unlink()
    assert lay_out(FIRST, tmp_path) == ["00-start.ipynb was gone and is back"]


def test_checkout_is_used_as_it_is(tmp_path):
    assert prepare_workspace(ROOT).root == ROOT
    assert prepare_workspace(ROOT / "lessons").first == ROOT / "lessons" / "00-start-here.ipynb"


def test_folder_elsewhere_gets_its_own_lessons(tmp_path):
    folder = tmp_path / "나의 수업"
    folder.mkdir()
    place = prepare_workspace(folder)
    assert place.root == folder
    assert place.first == folder / "lessons" / "00-start-here.ipynb"
    assert place.first.is_file()
    assert prepare_workspace(folder / "lessons").first == place.first


def test_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "lessons").write_text("a file where a folder should be")
    with pytest.raises(Mistake, match="cannot write the lessons to"):
        prepare_workspace(tmp_path)


def test_port_that_is_asked_for():
    assert wanted_port(["--no-browser"]) is None
    assert wanted_port(["--port", "8890"]) == 8890
    assert wanted_port(["--ServerApp.port=0"]) is None


def test_taken_port_is_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Mistake, match=f"port {port} is taken"):
            check_port(["--port", str(port)])
        result = subprocess.run(
            [sys.executable, "-m", "seoul_dilemma.grading.cli", "lab", "--no-browser", f"--port={port}"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert result.returncode == 1
    assert result.stderr.strip().splitlines() == [
        f"seoul: port {port} is taken by another program; choose another one, or leave --port out"
    ]


@pytest.mark.slow
def test_lab_opens_the_first_lesson_without_instructors_panels(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--allow-root", "--IdentityProvider.token=secret"]
    log = (tmp_path / "log").open("wb")
    folder = tmp_path / "빈 폴더"
    folder.mkdir()
    server = subprocess.Popen(
        [sys.executable, "-m", "seoul_dilemma.grading.cli", "lab", *options],
        cwd=folder,
        stdout=log,
        stderr=log,
    )
    try:
        page = read_when_up(f"http://127.0.0.1:{port}/?token=secret", server)
        assert page.url.startswith(f"http://127.0.0.1:{port}/lab/tree/lessons/00-start-here.ipynb")
        text = page.read().decode()
        assert '"@jupyter/nbgrader:create-assignment"' in text
        assert '"@jupyter/nbgrader:validate-assignment"' not in text
        assert (folder / "lessons" / "00-start-here.ipynb").is_file()
        phone = urllib.request.Request(page.url, headers={"User-Agent": "Mozilla/5.0 (Android 16) Mobile"})
        with urllib.request.urlopen(phone, timeout=60) as opened:
            assert opened.url.startswith(f"http://127.0.0.1:{port}/notebooks/lessons/00-start-here.ipynb")
            assert "jupyter-config-data" in opened.read().decode()
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.mark.slow
def test_formgrader_opens_in_the_folder_of_the_course(tmp_path):
    course = make_course(tmp_path / "course")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=secret"]
    command = [
        sys.executable,
        "-m",
        "seoul_dilemma.grading.cli",
        "formgrader",
        "--course",
        str(course),
        *options,
    ]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
        try:
            page = read_when_up(
                f"http://127.0.0.1:{port}/formgrader/manage_assignments?token=secret", server, 300
            )
            assert "Manage Assignments" in page.read().decode()
            address = f"http://127.0.0.1:{port}/formgrader/api/assignments?token=secret"
            with urllib.request.urlopen(address, timeout=60) as listing:
                assert [each["name"] for each in json.load(listing)] == ["hw"]
        finally:
            server.terminate()
            server.wait(60)
    said = (tmp_path / "log").read_text()
    assert f":{port}/formgrader" in said
    assert "contact your instructor" not in said


def test_formgrader_wants_a_course(tmp_path, capsys):
    assert main(["formgrader", "--course", str(tmp_path)]) == 2
    assert "source" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a login shell is a thing of Unix")
def test_lab_as_a_service_says_where_it_is_and_its_terminal_finds_seoul(tmp_path):
    """No terminal of its own, a bare PATH, a home that cannot be written, in the checkout itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path / "home"
    home.write_text("a file where a home should be")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    variables |= {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/bash"}
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=secret"]
    log = tmp_path / "log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "seoul_dilemma.grading.cli", "lab", *options],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            env=variables,
        )
        try:
            listing = read_when_up(f"http://127.0.0.1:{port}/api/contents?token=secret", server, 300)
            names = {each["name"] for each in json.load(listing)["content"]}
            assert "lessons" in names and not names & {"grading", "tests", "binder"}
            printed = run_apart(in_a_terminal(port, "secret", "command -v seoul"))
            assert "/seoul" in printed, printed
        finally:
            server.terminate()
            server.wait(60)
    said = log.read_text(encoding="utf-8")
    assert f":{port}/lab/tree/lessons/00-start-here.ipynb" in said
    assert "No nbgrader_config" not in said and "eavesdrop" not in said and "not trusted" not in said
    assert "home folder cannot be written" in said


async def in_a_terminal(port, token, command):
    """Return what a terminal of JupyterLab's prints for a command."""
    question = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/terminals?token={token}", method="POST", data=b"{}"
    )
    with urllib.request.urlopen(question, timeout=60) as answer:
        name = json.load(answer)["name"]
    address = f"ws://127.0.0.1:{port}/terminals/websocket/{name}?token={token}"
    socket_ = await websocket_connect(address)
    await socket_.write_message(json.dumps(["stdin", f"{command}; echo do''ne\r"]))
    printed = ""
    while "done" not in printed:
        kind, text = json.loads(await asyncio.wait_for(socket_.read_message(), 120))
        printed += text if kind == "stdout" else ""
    socket_.close()
    return printed


def read_when_up(address, server, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            return urllib.request.urlopen(address, timeout=30)
        except urllib.error.HTTPError:
            raise  # it is there, and refuses
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"the server did not come up (exit code {server.poll()})")
