"""Lesson sources become notebooks, the same ones every time, and nothing else is touched."""

import json
import re
import shutil

import nbformat
import pytest
from seoul_dilemma.grading import build as builder
from seoul_dilemma.grading.build import targets
from support.course import HALF, HEADER, make_course


@pytest.fixture
def root(tmp_path, monkeypatch):
    # The course's own tables are not what is asked for here.
    monkeypatch.setattr(targets, "TARGETS", (targets.instructor_notebooks, targets.student_notebooks))
    make_course(tmp_path)
    return tmp_path


def files(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def problems(root, body, header=HEADER, name="01-halves"):
    make_course(root, body, header, name)
    before = files(root)
    with pytest.raises(builder.BuildError) as caught:
        builder.build(root)
    assert files(root) == before, "a failed build must write nothing"
    return [(problem.line, problem.message) for problem in caught.value.problems]


def line_of(text, header=HEADER, body=HALF):
    return (header + body).splitlines().index(text) + 1


def test_student_notebook_holds_no_solution_no_hidden_test_no_output(root):
    builder.build(root)
    text = (root / "lessons" / "01-halves.ipynb").read_text(encoding="utf-8")
    for secret in ("number / 2", "double = 16", "half(5)", "2.5", "secret", "HIDDEN", "SOLUTION"):
        assert secret not in text
    notebook = nbformat.reads(text, as_version=4)
    assert [cell.cell_type for cell in notebook.cells].count("code") == 9
    assert all(
        cell.outputs == [] and cell.execution_count is None for cell in notebook.cells if "outputs" in cell
    )
    assert notebook.metadata.kernelspec.name == "python3"


def test_an_exercise_can_be_checked_in_the_page_and_stops_nothing(root):
    builder.build(root)
    notebook = nbformat.read(root / "lessons" / "01-halves.ipynb", as_version=4)
    cells = {cell["id"]: cell for cell in notebook.cells}
    assert cells["check-half"].source.endswith('\nCheck("half")')
    assert cells["ribbon-top"].source == cells["ribbon-end"].source
    assert cells["ribbon-top"].source.endswith('\nRibbon("01-halves")')
    for name in ("half", "test-half", "double", "test-double"):
        assert cells[name].metadata.tags == ["raises-exception"]
    assert cells["test-half"].metadata.jupyter == {"source_hidden": True}
    assert not any(cells[name].metadata for name in ("check-half", "ribbon-top")), (
        "nbgrader grades none of these"
    )


def test_instructor_notebook_is_alone_in_its_folder_and_whole(root):
    builder.build(root)
    folder = root / "grading" / "source" / "01-halves"
    assert [path.name for path in folder.rglob("*")] == ["01-halves.ipynb"]
    notebook = nbformat.read(folder / "01-halves.ipynb", as_version=4)
    assert "return number / 2" in notebook.cells[2].source
    assert notebook.cells[3].metadata.nbgrader == {
        "grade_id": "test-half", "grade": True, "solution": False, "locked": True, "task": False,
        "points": 3, "schema_version": 3, "cell_type": "code",
    }  # fmt: skip


def test_two_builds_are_identical_and_ids_are_stable(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    make_course(other)
    builder.build(root)
    builder.build(other)
    assert files(root) == files(other)
    content = (root / "lessons" / "01-halves.ipynb").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"}\n")
    ids = [cell["id"] for cell in json.loads(content)["cells"]]
    assert ids == [
        "halves-1", "ribbon-top", "halves-2", "half", "test-half", "check-half",
        "double", "test-double", "check-double", "why", "ribbon-end",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", each) for each in ids)


def test_no_gradebook_and_no_stray_file_is_left(root):
    builder.build(root)
    assert {name for name in files(root) if not name.startswith("grading/lessons")} == {
        "pyproject.toml",
        "grading/nbgrader_config.py",
        "grading/source/01-halves/01-halves.ipynb",
        "lessons/01-halves.ipynb",
    }


def test_second_build_writes_nothing(root):
    assert len(builder.build(root).written) == 2
    stamps = {path: path.stat().st_mtime_ns for path in root.rglob("*.ipynb")}
    report = builder.build(root)
    assert not report.written
    assert report.current == 2
    assert stamps == {path: path.stat().st_mtime_ns for path in root.rglob("*.ipynb")}


def test_check_sees_a_hand_edit_and_writes_nothing(root):
    builder.build(root)
    assert not builder.check(root).stale
    path = root / "lessons" / "01-halves.ipynb"
    path.write_text(path.read_text().replace("number = 8", "number = 9"))
    before = files(root)
    assert [str(each) for each in builder.check(root).written] == ["lessons/01-halves.ipynb"]
    assert files(root) == before


def test_fresh_checkout_without_the_instructors_notebooks_is_not_stale(root):
    builder.build(root)
    shutil.rmtree(root / "grading" / "source")
    assert not builder.check(root).stale
    (root / "lessons" / "01-halves.ipynb").unlink()
    assert [str(path) for path in builder.check(root).written] == ["lessons/01-halves.ipynb"]


def test_check_sees_a_changed_source(root):
    builder.build(root)
    make_course(root, HALF.replace("# # Halves", "# # Two halves"))
    assert len(builder.check(root).written) == 2


def test_build_of_one_lesson_does_not_mind_another_that_is_broken(root):
    make_course(root, "# no cells here", HEADER.replace('"01"', '"02"'), "02-halves")
    builder.build(root, only=["01-halves"])
    assert (root / "lessons" / "01-halves.ipynb").is_file()
    with pytest.raises(builder.BuildError, match=r"no such lesson.*01-halves"):
        builder.build(root, only=["01-halfs"])


def test_lesson_whose_source_is_gone_is_removed_but_a_readers_notebook_stays(root):
    builder.build(root)
    own = root / "lessons" / "01-halves-Copy1.ipynb"
    own.write_bytes((root / "lessons" / "01-halves.ipynb").read_bytes())
    (root / "grading" / "lessons" / "01-halves.py").unlink()
    assert builder.check(root).stale
    removed = {str(path) for path in builder.build(root).removed}
    assert removed == {"grading/source/01-halves/01-halves.ipynb", "lessons/01-halves.ipynb"}
    assert own.is_file()


def test_file_that_nbgrader_would_hand_out_is_told_and_left_alone(root):
    builder.build(root)
    stranger = root / "grading" / "source" / "01-halves" / "answers.txt"
    stranger.write_text("42")
    report = builder.check(root)
    assert report.stale
    assert [str(path) for path in report.strangers] == ["grading/source/01-halves/answers.txt"]
    builder.build(root)
    assert stranger.read_text() == "42"


def test_answers_in_a_replaced_notebook_are_kept_beside_it(root):
    builder.build(root)
    path = root / "lessons" / "01-halves.ipynb"
    notebook = nbformat.read(path, as_version=4)
    answer = next(cell for cell in notebook.cells if cell["id"] == "half")
    answer["source"] = "def half(number):\n    return number / 2"
    nbformat.write(notebook, path)
    mine = path.read_bytes()
    report = builder.build(root)
    assert [str(each) for each in report.kept] == ["lessons/01-halves-mine.ipynb"]
    assert (root / "lessons" / "01-halves-mine.ipynb").read_bytes() == mine
    assert path.read_bytes() != mine


SOLUTION = '# %% nbgrader={"grade_id": "half", "solution": true}'
TEST = '# %% nbgrader={"grade_id": "test-half", "grade": true, "points": 3}'


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        (TEST, '# %% nbgrader={"grade_id": "other", "grade": true, "points": 3}', TEST, "expected test-half"),
        (', "points": 3', "", TEST, "'test-half' has no points"),
        ('"points": 3', '"points": -1', TEST, "expected more than 0"),
        ('"points": 3', '"points": 3, "color": "red"', TEST, "unknown nbgrader key 'color'"),
        ("# %%\nnumber", "# %% hidden=true\nnumber", "# %%", "unknown metadata 'hidden'"),
        ("# %%\nnumber", "# %% a title\nnumber", "# %%", "'a title' after '# %%' is not metadata"),
        ('"grade_id": "double"', '"grade_id": "half"', None, "'half' is taken by the cell of line"),
        ('"grade_id": "double"', '"grade_id": "two words"', None, "letters, digits"),
        (
            "return number / 2\n    ### END SOLUTION",
            "return number / 2",
            "    ### BEGIN SOLUTION",
            "never closed",
        ),
        ("### END HIDDEN TESTS\n", "", "### BEGIN HIDDEN TESTS", "never closed"),
        ("    ### BEGIN SOLUTION\n", "", None, "END SOLUTION without BEGIN SOLUTION"),
        ("number = 8", "number = 8  ### BEGIN SOLUTION\n### END SOLUTION", None, "does not know as such"),
        (
            "### BEGIN SOLUTION\ndouble = 16\n### END SOLUTION",
            "double = 16",
            None,
            "has no ### BEGIN SOLUTION",
        ),
        ('assert half(8) == 4, "half(8) should be 4: divide by two"', "# nothing", TEST, "no visible check"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(root, before, after, line, message):
    assert before in HALF
    found = problems(root, HALF.replace(before, after))
    assert any(message in text and (line is None or number == line_of(line)) for number, text in found), found


# Percent files that jupytext reads: what stands above the lesson, and the cells that it becomes.
PERCENT = {
    "a closed diagram": (
        "# %% [markdown]\n# ```mermaid\n# %% seen by readers of the source\n# graph LR\n# ```\n",
        ["```mermaid\n%% seen by readers of the source\ngraph LR\n```"],
    ),
    "a text in quotes": ('# %%\nform = """\n# %% not a cell\n"""\n', ['form = """\n# %% not a cell\n"""']),
    "code above the first marker": ("import math\n", ["import math"]),
    "blank lines above the first marker": ("\n\n\n", []),
    "other marks of a cell": ("# In[3]:\nx = 1\n\n# <codecell>\ny = 2\n", ["x = 1", "y = 2"]),
    "a diagram that is never closed": (
        "# %% [markdown]\n# ```mermaid\n\n# %%\nx = 1\n",
        ["```mermaid", "x = 1"],
    ),
}


@pytest.mark.parametrize("name", PERCENT)
def test_every_percent_file_that_jupytext_reads_is_built(root, name):
    before, sources = PERCENT[name]
    make_course(root, f"\n{before}\n{HALF}")
    builder.build(root)
    notebook = nbformat.read(root / "grading" / "source" / "01-halves" / "01-halves.ipynb", as_version=4)
    assert [cell.source for cell in notebook.cells][: len(sources) + 1] == [
        *sources,
        "# Halves\n\nThis lesson takes 5 minutes.",
    ]


@pytest.mark.parametrize("name", PERCENT)
def test_the_line_at_fault_is_named_below_lines_that_only_look_like_cells(root, name):
    body = f"\n{PERCENT[name][0]}\n" + HALF.replace('"points": 1', '"points": -1')
    fault = '# %% nbgrader={"grade_id": "test-double", "grade": true, "points": -1}'
    assert problems(root, body) == [
        (line_of(fault, body=body), "points of 'test-double' are -1, expected more than 0")
    ]


def test_a_diagram_that_is_never_closed_and_holds_a_cells_mark_is_named_by_that_line(root):
    body = "\n# %% [markdown]\n# ```mermaid\n# %% seen by readers\n# graph LR\n" + HALF
    assert problems(root, body) == [
        (
            line_of("# %% seen by readers", body=body),
            "'seen by readers' after '# %%' is not metadata; write key=value, in JSON",
        )
    ]


def test_a_script_without_cells_is_refused(root):
    assert problems(root, "\nx = 1\n") == [(1, "no line begins with '# %%': that is how each cell begins")]


def test_a_header_that_is_no_yaml_is_named_by_its_line(root):
    header = HEADER.replace("minutes: 5", "minutes: 5: 6")
    ((line, message),) = problems(root, HALF, header)
    assert line == line_of("#     minutes: 5: 6", header=header)
    assert "jupytext cannot read it" in message


def test_solution_without_test_is_refused(root):
    body = HALF.replace(HALF[HALF.index(TEST) : HALF.index('# %% nbgrader={"grade_id": "double"')], "")
    assert problems(root, body) == [
        (line_of(SOLUTION), "solution 'half' has no test; test-half goes after it")
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('lesson: "01"', "lesson: 01", "seoul.lesson is 1, expected str; put it in quotes"),
        ("minutes: 5", "minutes: five", "seoul.minutes is 'five', expected int"),
        ("#     title: Halves\n", "", "the header lacks seoul.title"),
        ("slug: halves", "slug: thirds", "makes this lesson 01-thirds.py"),
        ("slug: halves", "slug: halves\n#     colour: red", "seoul.colour is not known"),
    ],
)
def test_header_that_is_wrong_is_named(root, before, after, message):
    assert any(message in text for _, text in problems(root, HALF, HEADER.replace(before, after)))


def test_all_problems_are_told_at_once(root):
    body = (
        HALF.replace(', "points": 3', "")
        .replace('"points": 1', '"points": 0')
        .replace("# %%\nnumber", "# %% x\nnumber")
    )
    assert len(problems(root, body)) == 3


def test_source_that_is_not_utf8_is_named(root):
    (root / "grading" / "lessons" / "01-halves.py").write_bytes((HEADER + HALF).encode() + b"# \xff\n")
    with pytest.raises(builder.BuildError, match="is not UTF-8"):
        builder.build(root)
