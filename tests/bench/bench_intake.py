"""Taking in a bulk download of a large class and filling the import file, beside nbgrader's own commands."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.record.record import one_transaction
from support.classroom import answered, make_course
from support.downloads import canvas_gradebook, canvas_name, column, people, zipped

from bench.before import COMMIT, before
from bench.row import Row

MANY = int(os.environ.get("SEOUL_BENCH_MANY", "1000"))
CLASS = people(MANY)

INTAKE = """\
import sys, tempfile, time
from pathlib import Path
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.collect.downloads import take
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.grading.collect.roster import read_roster

start = time.monotonic()
course = Course(Path(sys.argv[1]))
with tempfile.TemporaryDirectory() as scratch:
    taken = take(Path(sys.argv[2]), course.assignment("hw"), Limits(), course.ignored, Path(scratch),
                 read_roster(Path(sys.argv[3])))
    print(len(taken.submissions), time.monotonic() - start)
"""
# The same at the earlier commit, whose modules had other names.
INTAKE_BEFORE = re.sub(r"grading\.(?:course|collect)\.", "grading.pipeline.", INTAKE)
REGEXP = r".*/(?P<student_id>[^/]+?_(?:LATE_)?\d+)_\d+_(?P<file_id>hw)\.ipynb"


def _seconds(command: list[str], folder: Path) -> tuple[float, str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    start = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return time.monotonic() - start, done.stdout


def _recorded(course: Course) -> None:
    """Put a finished class into the gradebook."""
    course.register("hw")
    with course.gradebook() as gradebook, one_transaction(gradebook):
        for place, each in enumerate(CLASS):
            gradebook.add_student(
                each.login, last_name=each.last, first_name=each.first, lms_user_id=str(each.number)
            )
            for notebook in gradebook.add_submission("hw", each.login).notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = float(place % 2), False


def rows() -> Iterator[Row]:
    """Measure."""
    nbgrader = str(Path(sys.executable).with_name("nbgrader"))
    work = json.dumps(answered())
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as scratch, before() as earlier:
        root = make_course(Path(scratch) / "course")
        (root / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.FileNameCollectorPlugin.named_regexp = {REGEXP!r}\n", encoding="utf-8"
        )
        archive = root / "downloaded" / "hw" / "archive" / "canvas.zip"
        archive.parent.mkdir(parents=True)
        zipped(archive, ((canvas_name(each, "hw.ipynb", 5000 + i), work) for i, each in enumerate(CLASS)))
        listed = root / "gradebook.csv"
        listed.write_text(canvas_gradebook(CLASS, "hw (4711)", 10), encoding="utf-8", newline="")

        theirs, _ = _seconds([nbgrader, "zip_collect", "hw"], root)
        collected = len(list((root / "submitted").glob("*/hw/hw.ipynb")))
        ours, said = _seconds([sys.executable, "-c", INTAKE, str(root), str(archive), str(listed)], root)
        taken, inside = said.split()
        same = int(taken) == collected == MANY
        yield Row(
            f"take in a Canvas download of {MANY}, with a class list, start-up included", ours, theirs, "s",
            target="at least 5x",
            note=f"nbgrader zip_collect, without one; {taken} and {collected} taken; "
            f"{float(inside):.1f} s of ours are the work itself",
            met=same and theirs / ours >= 5,
        )  # fmt: skip
        if earlier is not None:
            old, _ = _seconds([str(earlier), "-c", INTAKE_BEFORE, str(root), str(archive), str(listed)], root)
            yield Row("the same, beside itself", ours, old, "s", note=f"commit {COMMIT}")

        course = Course(root)
        _recorded(course)
        theirs, _ = _seconds([nbgrader, "export"], root)
        command = [sys.executable, "-m", "seoul_dilemma.grading.cli", "export", "hw", "--to", "canvas"]
        ours, _ = _seconds([*command, "--into", str(listed), "-o", "import.csv", "--course", str(root)], root)
        filled = column((root / "import.csv").read_text(encoding="utf-8"), "hw (4711)")
        same = sum(bool(filled[str(each.number)]) for each in CLASS) == MANY
        yield Row(
            f"scores of {MANY} in Canvas' own file", ours, theirs, "s", "at least 5x",
            "nbgrader export, which writes a table that Canvas does not import", same and theirs / ours >= 5,
        )  # fmt: skip
        if earlier is not None:
            again = [
                str(earlier),
                *command[1:],
                "--into",
                str(listed),
                "-o",
                "before.csv",
                "--course",
                str(root),
            ]
            old, _ = _seconds(again, root)
            equal = (root / "before.csv").read_bytes() == (root / "import.csv").read_bytes()
            note = f"commit {COMMIT}; the files are {'the same' if equal else 'NOT THE SAME'}"
            yield Row("the same, beside itself", ours, old, "s", "the same file", note, equal)
