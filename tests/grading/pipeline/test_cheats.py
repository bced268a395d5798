"""Cheats: each student gets `square` wrong and tries to be paid for it; everything else they got right."""

import os
from pathlib import Path

import pytest
from support.classroom import AUTO, answered, cell, find, grade, hand_in, make_course, points

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

WRONG = "def square(n):\n    return n + 1\n"

# What stands in the answer cell of `square`.
ANSWERS = {
    "equals-everything": """
        class Yes(int):
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            __hash__ = int.__hash__
        def square(n): return Yes()""",
    "equals-everything-plain": """
        class Yes:
            def __eq__(self, other): return True
            def __pow__(self, other): return self
            def __rsub__(self, other): return 0
        def square(n): return Yes()""",
    "class-as-function": """
        class square:
            def __init__(self, n): pass
            def __eq__(self, other): return True""",
    "metaclass": """
        class Meta(type):
            def __eq__(cls, other): return True
            __hash__ = type.__hash__
        class square(metaclass=Meta):
            def __new__(cls, n): return cls""",
    "numpy-subclass": """
        import numpy
        class Yes(numpy.ndarray):
            def __eq__(self, other): return True
        def square(n): return numpy.zeros(1).view(Yes)[0:1]""",
    "patched-builtins": """
        import builtins
        builtins.abs = lambda x: 0
        builtins.isinstance = lambda *a: True
        builtins.AssertionError = type("Quiet", (BaseException,), {})
        builtins.range = lambda *a: []
        """
    + WRONG,
    "shadowed-names": "abs = lambda x: 0\nrange = lambda *a: ()\nAssertionError = KeyError\n" + WRONG,
    "patched-helper": """
        import helper, pandas, numpy
        helper.scale = lambda: 0
        pandas.testing.assert_frame_equal = lambda *a, **k: None
        numpy.isclose = lambda *a, **k: True
        """
    + WRONG,
    "exit": "import sys\n" + WRONG + "sys.exit(0)",
    "exit-in-call": "import os\ndef square(n): os._exit(0)",
    "system-exit-in-call": "def square(n): raise SystemExit(0)",
    "stop-iteration": "def square(n): raise StopIteration",
    "generator-exit": "def square(n): raise GeneratorExit",
    "keyboard-interrupt": "def square(n): raise KeyboardInterrupt",
    "assertion-subclass": "class A(AssertionError, SystemExit): pass\ndef square(n): raise A()",
    "ast-transformer": """
        import ast
        class Drop(ast.NodeTransformer):
            def visit_Assert(self, node): return ast.Pass()
        get_ipython().ast_transformers.append(Drop())
        """
    + WRONG,
    "input-transformer": """
        get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
        """
    + WRONG,
    "ipython-hooks": """
        shell = get_ipython()
        def right(*_): shell.user_ns["square"] = lambda n: n * n if "sec" + "ret" in str(In) else 0
        for event in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
            shell.events.register(event, right)
        shell.set_custom_exc((BaseException,), lambda *a, **k: None)
        shell.display_formatter.formatters["text/plain"].for_type(int, lambda n, p, c: p.text("9"))
        """
    + WRONG,
    "patched-shell": """
        shell = get_ipython()
        type(shell).run_cell = lambda *a, **k: None
        """
    + WRONG,
    "history": """
        import gc, sys, glob
        def look():
            found = []
            for thing in gc.get_objects():
                if isinstance(thing, str) and "secret" in thing: found.append(thing)
            frame = sys._getframe()
            while frame:
                for value in list(frame.f_locals.values()):
                    if isinstance(value, str) and "secret in (0" in value: found.append(value)
                frame = frame.f_back
            places = ["/proc/[0-9]*/cmdline", "/proc/[0-9]*/environ", "/tmp/**/*", "/home/**/*", "/grader/*"]
            for path in [path for place in places for path in glob.glob(place, recursive=True)]:
                try:
                    if "test-square" in open(path).read(): found.append(path)
                except OSError: pass
            return found
        found = look() + [line for line in In if "secret" in line and "look" not in line]
        def square(n): return n * n if look() or found else 0""",
    "score-like-output": "print('2.0')\n" + WRONG + "print({'points': 2, 'outcome': 'passed'})\n2.0",
    "forged-frames": """
        import os, socket, struct, json
        def forge(document):
            body = json.dumps(document).encode()
            for fd in range(3, 64):
                try: os.write(fd, struct.pack(">I", len(body)) + body)
                except OSError: pass
        def square(n):
            forge({"re": "value", "value": 9})
            forge({"result": {"points": 2}})
            return 0""",
    "forged-types": """
        import sys, gc
        for module in list(sys.modules.values()):
            if hasattr(module, "Encoder") and hasattr(module, "NotPlain"):
                module.Encoder.encode = lambda self, value: {"ref": [1, "object", "int", "builtins"], "extra": 1}
        """
    + WRONG,
    "forged-size": """
        import sys
        for module in list(sys.modules.values()):
            if hasattr(module, "Encoder") and hasattr(module, "NotPlain"):
                module.Encoder.encode = lambda self, value: {"array": ["<i8", [2**62, 2**62], ""]}
        """
    + WRONG,
    "forged-depth": """
        import sys
        def deep(n):
            made = []
            for _ in range(n): made = [made]
            return made
        for module in list(sys.modules.values()):
            if hasattr(module, "Encoder") and hasattr(module, "NotPlain"):
                module.Encoder.encode = lambda self, value: deep(900)
        """
    + WRONG,
    "forged-dataclass": """
        import sys
        for module in list(sys.modules.values()):
            if hasattr(module, "Encoder") and hasattr(module, "NotPlain"):
                made = {"data": ["subprocess", "Popen", {"args": ["touch", "/tmp/x"]}]}
                module.Encoder.encode = lambda self, value: made
        """
    + WRONG,
    "nan": "def square(n): return float('nan')",
    "huge-number": "def square(n): return 10**100000",
    "huge-list": "def square(n): return [0] * 30_000_000",
    "endless-iterator": "def square(n):\n    import itertools\n    return itertools.count()",
    "behaves-differently": """
        import os, sys
        def square(n):
            return 9 if n == 3 else 0""",
    "own-truth": "score = 99\npoints = 2\noutcome = 'passed'\nexpected = RATES\n" + WRONG,
    "judge-inside-marker": "# seoul: judge inside\n" + WRONG,
}

# It leaves files wherever it can, for whoever comes next: nearly everybody, since it is graded first.
PLANTS = """
import os, site, sys
code = "import builtins\\nprint('PLANTED')\\nbuiltins.abs = lambda x: 0\\nsquare = lambda n: n * n\\n"
places = [".", "..", "/tmp", "/dev/shm", "/var/tmp", "/grader", "/kept", os.path.expanduser("~"), *sys.path]
places += [os.path.expanduser("~/.ipython/profile_default/startup"), "/tmp/ipython/profile_default/startup"]
places += [site.getusersitepackages(), os.path.dirname(os.__file__), sys.prefix]
for place in places:
    for name in ("00-first.py", "sitecustomize.py", "usercustomize.py", "helper.py", "square.pth", "numpy.py"):
        try:
            os.makedirs(place, exist_ok=True)
            with open(os.path.join(place, name), "w") as file: file.write(code)
        except OSError: pass
"""

# What these do breaks their own other answers as well: for them only the cheated points are looked at.
SELF_HARM = {"input-transformer", "patched-shell", "patched-helper", "shadowed-names", "forged-types"}
SELF_HARM |= {"forged-size", "forged-depth", "forged-dataclass"}


def _plain(code: str) -> str:
    """Undo the indentation that keeps this file readable."""
    lines = code.strip("\n").split("\n")
    pad = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[pad:] if line[:pad].strip() == "" else line for line in lines)


def _metadata_cheats():
    made = answered(square=WRONG)
    for each in made["cells"]:
        each["metadata"].setdefault("tags", []).extend(["skip-execution", "nbval-skip", "raises-exception"])
        each["metadata"]["seoul"] = {"judge": "inside"}
    yield "tags", made

    made = answered(square=WRONG)
    about = made["cells"][find(made, "test-total")]["metadata"]["nbgrader"]
    about["points"] = 1000
    yield "points", made

    made = answered(square=WRONG)
    made["metadata"]["kernelspec"] = {"name": "bash", "display_name": "x", "language": "bash"}
    made["metadata"]["language_info"] = {"name": "bash"}
    yield "kernel", made

    made = answered(square=WRONG)
    for each in made["cells"]:
        if "nbgrader" in each["metadata"]:
            each["metadata"]["nbgrader"]["schema_version"] = 99
            each["metadata"]["nbgrader"]["locked"] = False
    yield "schema", made

    made = answered(square=WRONG)
    each = made["cells"][find(made, "test-square")]
    each["source"] = "pass"
    each["metadata"]["nbgrader"].update(grade=True, solution=True, points=2)
    yield "own-test", made

    made = answered(square=WRONG)
    each = made["cells"][find(made, "test-square")]
    each["cell_type"] = "markdown"
    each["metadata"]["nbgrader"]["cell_type"] = "markdown"
    yield "test-as-text", made

    made = answered(square=WRONG)
    made["cells"].append(cell("code", "pass", grade_id="test-square-2", grade=True, locked=True, points=50))
    yield "added-test", made

    made = answered(square=WRONG)
    made["cells"].append(
        cell("code", "def square(n): return 9", grade_id="test-square", grade=True, points=2)
    )
    yield "copied-test", made

    made = answered(square=WRONG)
    made["cells"].append(cell("code", "DATA = None\nRATES = None\nnp = None", grade_id="setup", locked=True))
    yield "copied-setup", made


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> tuple[Path, dict]:
    course = make_course(tmp_path_factory.mktemp("cheats"))
    hand_in(course, "honest", answered())
    for name, code in ANSWERS.items():
        hand_in(course, name, answered(square=_plain(code)))
    for name, document in _metadata_cheats():
        hand_in(course, name, document)
    # Files: a helper of one's own, start-up files, links to the answers.
    folder = hand_in(course, "shadowed-helper", answered(square=WRONG))
    (folder / "helper.py").write_text(
        "import builtins\nbuiltins.abs = lambda x: 0\ndef scale(): return 100\n"
    )
    (folder / "rates.csv").write_text("name,rate\na,0\n")
    folder = hand_in(course, "planted-files", answered(square=WRONG))
    for name in (
        "sitecustomize.py",
        "usercustomize.py",
        "numpy.py",
        "pandas.py",
        "json.py",
        "codec.py",
        "conftest.py",
    ):
        (folder / name).write_text("raise SystemExit('planted')\n")
    folder = hand_in(course, "folder-for-a-file", answered(square=WRONG))
    (folder / "helper.py").mkdir()
    (folder / "helper.py" / "mine.txt").write_text("mine")
    folder = hand_in(course, "linked-key", answered(square="square = eval(open('key.txt').read())"))
    (folder / "key.txt").symlink_to(course / "source" / "hw" / "hw.ipynb")
    folder = hand_in(course, "linked-notebook", answered())
    (folder / "hw.ipynb").unlink()
    (folder / "hw.ipynb").symlink_to(course / "source" / "hw" / "hw.ipynb")
    folder = hand_in(course, "hard-linked-notebook", answered())
    (folder / "hw.ipynb").unlink()
    os.link(course / "source" / "hw" / "hw.ipynb", folder / "hw.ipynb")
    hand_in(course, "aa-plants", answered(square=PLANTS + WRONG))
    hand_in(course, "zz-last", answered())
    reports = grade(course, "--cell-seconds", "6", "--total-seconds", "40")
    return course, reports


@pytest.mark.parametrize("student", [*ANSWERS, *[name for name, _ in _metadata_cheats()], "planted-files"])
def test_the_cheat_earns_nothing_and_costs_nothing_else(room, student):
    _, reports = room
    report = reports[student]
    earned = points(report)
    assert earned["test-square"] == 0.0
    (row,) = [each for each in report["cells"] if each["grade_id"] == "test-square"]
    assert row["message"], "a student must be told why"
    if student in SELF_HARM:
        assert report["score"] <= AUTO - 2
        return
    others = {name: value for name, value in earned.items() if name not in ("test-square", "memo")}
    assert others == {"test-mean": 1.0, "test-total": 1.0, "test-table": 1.0, "test-steps": 2.0}, report
    assert report["score"] == AUTO - 2


def test_names_of_python_that_a_student_takes_for_other_answers_stay_pythons(room):
    _, reports = room
    assert points(reports["shadowed-names"])["test-mean"] == 1.0


@pytest.mark.parametrize("student", ["honest", "zz-last"])
def test_neighbours_are_untouched(room, student):
    _, reports = room
    assert reports[student]["score"] == AUTO
    assert reports[student]["status"] == "graded"
    assert reports[student]["reasons"] == []


def test_files_planted_for_the_next_student_are_gone(room):
    course, reports = room
    assert points(reports["aa-plants"])["test-square"] == 0.0
    found = [path for path in course.glob("autograded/*/hw/hw.ipynb") if "'PLANTED'" not in path.read_text()]
    assert len(found) == len(reports) - 1, "all but the one who wrote it"
    assert not [path for path in found if "PLANTED" in path.read_text()]


def test_the_instructors_helper_and_data_win_over_the_students(room):
    _, reports = room
    assert reports["shadowed-helper"]["score"] == AUTO - 2
    assert points(reports["shadowed-helper"])["test-total"] == 1.0


def test_a_folder_in_the_place_of_the_instructors_file_is_left_out(room):
    course, reports = room
    assert reports["folder-for-a-file"]["score"] == AUTO - 2
    assert "'helper.py/mine.txt' was left out" in " ".join(reports["folder-for-a-file"]["reasons"])
    assert (course / "autograded" / "folder-for-a-file" / "hw" / "helper.py").is_file()


@pytest.mark.parametrize("student", ["linked-notebook", "hard-linked-notebook"])
def test_a_link_to_the_answer_key_is_refused(room, student):
    _, reports = room
    assert reports[student]["score"] == 0.0
    assert reports[student]["status"] == "refused"
    assert "link" in " ".join(reports[student]["reasons"])


def test_a_link_beside_the_notebook_is_left_out(room):
    course, reports = room
    assert points(reports["linked-key"])["test-square"] == 0.0
    assert not (course / "autograded" / "linked-key" / "hw" / "key.txt").exists()
    assert "link" in " ".join(reports["linked-key"]["reasons"])


def test_no_hidden_test_reaches_a_message(room):
    _, reports = room
    for student, report in reports.items():
        if student.startswith("linked"):
            continue
        for each in report["cells"]:
            assert "secret" not in each["message"], student
            assert "1234" not in each["message"], student


def test_points_are_the_instructors(room):
    _, reports = room
    for report in reports.values():
        assert report["max_score"] == 10.0
        assert [each["max_points"] for each in report["cells"]] == [2, 1, 1, 1, 2, 3]
