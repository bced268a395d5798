"""The judge gives up the network and the sight of the course, in a process of its own."""

import json
import socket
import subprocess
import sys

import pytest

PROGRAM = """
import json, socket, sys
from pathlib import Path
from seoul_dilemma.grading.dispatch.shut_off import leave_network, shut_off

folder, file, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
leave_network()
shut = shut_off([folder, file])
link = socket.socket()
link.settimeout(5)
print(json.dumps([shut, list(map(str, folder.iterdir())), file.read_text(), link.connect_ex(("127.0.0.1", port))]))
"""


@pytest.mark.sandbox
@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_a_process_that_shut_itself_off_sees_neither_course_nor_network(tmp_path):
    folder, file = tmp_path / "course", tmp_path / "gradebook.db"
    folder.mkdir()
    (folder / "answers.txt").write_text("secret")
    file.write_text("grades")
    with socket.create_server(("127.0.0.1", 0)) as server:
        words = [sys.executable, "-c", PROGRAM, str(folder), str(file), str(server.getsockname()[1])]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    shut, seen, read, refused = json.loads(done.stdout)
    if not shut:
        pytest.skip("this system lets no process do that to itself")
    assert (seen, read) == ([], "")
    assert refused != 0
    assert (folder / "answers.txt").read_text() == "secret", "only that process was shut off"
