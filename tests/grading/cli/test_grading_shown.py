"""What `seoul grade` shows: while it works, at the end, to scripts, and when it is stopped."""

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest
from rich.console import Console
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.cli.outcome import ROWS, show
from seoul_dilemma.grading.cli.watching import Count, Lines, ProgressBar, counted, in_words, stoppable
from seoul_dilemma.grading.record.results import ReportRow, SubmissionReport
from seoul_dilemma.grading.record.scores import FINAL, WAITS, Score
from support.classroom import answered, grade, hand_in, make_course

WAIT = 240


def report(student, status="graded", *reasons, waits=0):
    cells = [ReportRow("hw", "memo", None, 3.0, "manual", "")] * waits
    return SubmissionReport(student, 7.0, 10.0, status, list(reasons), 0.1, cells)


def shown(reports, terminal=False, width=80, scores=()):
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, highlight=False)
    show(console, "hw", reports, scores)
    return console.file.getvalue()


def test_large_class_is_summed_up_and_who_needs_a_person_is_said():
    reports = [report(f"student-{number:04}", waits=1) for number in range(1000)]
    reports += [report("김민지", "needs-a-person", "The check 'test-mean' needs a person: it took too long")]
    reports += [report(f"away-{number:02}", "refused", "Nothing was handed in.") for number in range(30)]
    text = shown(reports)
    lines = text.splitlines()
    assert len(lines) < ROWS + 8
    table = [line for line in lines if re.search(r"7 of 10 ", line)]
    assert len(table) == ROWS
    assert table[-1].startswith("김민지")  # by name, and never left out
    assert "took too long" in table[-1]
    assert "To be looked at by a person: 김민지." in text
    assert "And 961 more, not shown (961 graded)" in text
    assert "seoul report hw --all" in text
    assert "1001 submissions: 1000 graded, 1 needs a person." in text
    assert "30 of the class handed in nothing: away-00" in text
    assert "and 20 more" in text
    assert "1000 answers of 1000 students are for a person to grade" in text
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in lines)


def test_table_has_names_with_ids_in_the_order_of_names_and_the_points_that_count():
    scores = [
        Score("2026019", "민수", "김", state=FINAL, score=9.5, total=10),
        Score(
            "2026003", "Anna", "Lee", state=WAITS, score=7, total=10, waiting=("memo",), again="memo: changed"
        ),
        Score("2026002", "Jun", "Choi", state=FINAL, score=7, total=10),
    ]
    text = shown(
        [
            report("2026002", "needs-a-person", waits=1),
            report("2026003", waits=1),
            report("2026019", "repaired", "Mended.", waits=1),
        ],
        width=200,
        scores=scores,
    )
    rows = [line for line in text.splitlines() if " of 10" in line]
    assert [row.split("  ")[0] for row in rows] == [
        "Jun Choi (2026002)", "Anna Lee (2026003)", "김민수 (2026019)",
    ]  # fmt: skip
    assert "9.5 of 10" in rows[2] and "To look at again: memo: changed" in rows[1]
    assert "1 answer of 1 student is for a person to grade" in text
    assert "looked at by a person" not in text  # what is final was looked at


@pytest.mark.parametrize("width", [80, 200])
def test_table_keeps_its_columns_whatever_letters_names_have(width):
    from rich.cells import cell_len

    names = ["anna", "김민지", "박하은", "남궁옥분-제갈공명-독고영재-2026-학번-20261234"]
    text = shown(
        [report(name, "repaired", "A byte-order mark was read. " * 6) for name in names], True, width
    )
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in text.splitlines()]
    rows = [line for line in lines if "7 of 10" in line]
    assert len({cell_len(row[: row.index("7 of 10")]) for row in rows}) == 1
    assert all(cell_len(line.rstrip()) <= width for line in lines)


def test_lines_for_a_log_are_few_and_say_what_is_left():
    console = Console(file=io.StringIO(), highlight=False, width=80)
    watch = Lines("hw", console)
    watch.begins([report("done")] * 20, [f"s{number}" for number in range(200)])
    for number in range(200):
        watch.starts(f"s{number}")
        watch.ends(report(f"s{number}", "needs-a-person" if number == 7 else "graded"))
    lines = console.file.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[0] == "hw: 220 submissions, 20 of them done before"
    assert lines[1].startswith("hw: 40 of 220 done; 39 graded, 1 needs a person; about ")
    assert lines[-1] == "hw: 220 of 220 done; 219 graded, 1 needs a person"


def test_bar_says_who_is_graded_how_many_are_done_and_how_long_it_takes():
    console = Console(file=io.StringIO(), force_terminal=True, width=80, color_system=None)
    watch = ProgressBar("06-the-game", 2)
    console.print(watch)
    assert "getting ready" in console.file.getvalue()
    watch.begins(
        [],
        ["김민지", "anna", "이서준-with-a-long-name-that-no-line-of-eighty-has-the-room-for-at-all", "next"],
    )
    for student in ("김민지", "anna", "next"):
        watch.starts(student)
    watch.ends(report("anna", "needs-a-person"))
    watch.start -= 100
    console.print(watch)
    text = console.file.getvalue()
    assert "1 of 4   about 5 min left" in text
    assert "now 김민지, next; 1 needs a person" in text
    assert max(len(line) for line in text.splitlines()) <= 80
    watch.jobs = None  # a cluster, which is sent twice as many as it grades at once
    console.print(watch)
    assert console.file.getvalue().endswith("now 김민지; 1 needs a person\n")


def test_numbers_in_words():
    assert (
        counted(["graded", "needs-a-person", "needs-a-person", "repaired"])
        == "1 graded, 1 repaired, 2 need a person"
    )
    assert [in_words(each) for each in (0.2, 59, 61, 3599, 12000)] == [
        "1 s",
        "59 s",
        "1 min",
        "1 h 00 min",
        "3 h 20 min",
    ]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_a_finaliser_loses_stops_before_the_next_submission():
    class Finalised:
        def __del__(self):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.01)  # the handler runs here, and Python drops what it raises

    before = signal.getsignal(signal.SIGINT)
    count = Count("hw")
    try:
        with stoppable(count):
            count.starts("first")
            Finalised()
            with pytest.raises(KeyboardInterrupt):
                count.starts("second")
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    assert list(count.under_way) == ["first"]


def notes(course):
    return {path: path.read_bytes() for path in course.glob(".seoul/results/hw/[!.]*.json")}


def wait(condition):
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


@pytest.mark.sandbox
@pytest.mark.slow
def test_ctrl_c_and_a_polite_kill_leave_nothing_behind_and_the_rest_is_graded_later(tmp_path):
    course = make_course(tmp_path)
    for number in range(6):
        hand_in(
            course, f"s{number}", answered(square="import time\ntime.sleep(4)\ndef square(n): return n * n")
        )
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

    # On a terminal, Ctrl-C.
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        command, stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    )
    os.close(theirs)
    seen = bytearray()

    def read():
        while True:
            try:
                seen.extend(os.read(ours, 65536))
            except OSError:
                return

    reader = threading.Thread(target=read)
    reader.start()
    wait(lambda: notes(course))
    children = psutil.Process(running.pid).children(recursive=True)
    assert children
    running.send_signal(signal.SIGINT)
    running.send_signal(signal.SIGINT)  # an impatient one
    assert running.wait(WAIT) == 130
    reader.join(WAIT)
    os.close(ours)
    wait(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in children))
    text = re.sub(rb"\x1b\[[\d;?]*[A-Za-z]", b"", bytes(seen)).decode()
    done = notes(course)
    assert 1 <= len(done) < 6
    assert re.search(
        rf"stopped: {len(done)} of 6 are graded and recorded; the same command grades the rest", text
    )
    assert "of 6" in text
    assert "Traceback" not in text
    assert bytes(seen).rfind(b"\x1b[?25h") > bytes(seen).rfind(b"\x1b[?25l"), "the cursor is back"

    # Not on a terminal, a polite kill.
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    wait(lambda: len(notes(course)) > len(done))
    running.send_signal(signal.SIGTERM)
    text = running.communicate(timeout=WAIT)[0].decode()
    assert running.returncode == 130
    assert "\x1b" not in text
    assert "Traceback" not in text
    assert "the same command grades the rest" in text
    more = notes(course)

    reports = grade(course)
    assert {each["score"] for each in reports.values()} == {7.0}
    assert {path: notes(course)[path] for path in more} == more, "what was done is not done again"


@pytest.mark.sandbox
@pytest.mark.slow
def test_scripts_get_json_and_nothing_else(tmp_path, capsys):
    course = make_course(tmp_path)
    hand_in(course, "이서준", answered())
    assert main(["grade", "hw", "--course", str(course), "--json", "-"]) == 0
    printed = capsys.readouterr()
    assert [each["student"] for each in json.loads(printed.out)["submissions"]] == ["이서준"]
    assert "1 of 1 done" in printed.err
    assert main(["grade", "hw", "--course", str(course), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["grade", "hw", "--course", str(course), "--json", str(tmp_path / "no" / "x.json")]) == 2
    assert "--json names" in capsys.readouterr().err
