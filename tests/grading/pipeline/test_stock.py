"""Beside stock nbgrader: same scores on honest work, and its own commands keep working."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbgrader
import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.grading.course.course import Course
from support.classroom import answered, grade, hand_in, make_course, released

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
STUDENTS = ("bitdiddle", "hacker")


def nb(course: Path, *arguments: str) -> None:
    """Run nbgrader's own command."""
    script = Path(sys.executable).with_name("nbgrader")
    path = f"{script.parent}:/usr/bin:/bin"
    done = subprocess.run(
        [str(script), *arguments],
        cwd=course,
        env={"PATH": path, "HOME": str(course)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def quickstart(root: Path) -> Path:
    """Lay out nbgrader's own example course with its two example submissions."""
    shutil.copytree(GUIDE / "source" / "ps1", root / "source" / "ps1")
    shutil.copy(GUIDE / "source" / "header.ipynb", root / "source" / "header.ipynb")
    shutil.copytree(GUIDE / "submitted", root / "submitted")
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.IncludeHeaderFooter.header = "source/header.ipynb"\nc.CourseDirectory.course_id = "x"\n'
    )
    return root


def book(course: Path, assignment: str, students) -> dict:
    """Return everything the gradebook holds of these students' submissions."""
    found = {}
    with Course(course).gradebook() as gradebook:
        for student in students:
            submission = gradebook.find_submission(assignment, student)
            found[student, "score"] = (submission.score, submission.max_score, submission.needs_manual_grade)
            found[student, "when"] = (str(submission.timestamp), submission.total_seconds_late)
            for notebook in submission.notebooks:
                for each in notebook.grades:
                    found[student, notebook.name, each.name] = (
                        each.auto_score,
                        each.manual_score,
                        each.needs_manual_grade,
                    )
                for each in notebook.comments:
                    found[student, notebook.name, each.name, "comment"] = each.auto_comment
    return found


@pytest.fixture(scope="module")
def side_by_side(tmp_path_factory):
    stock = quickstart(tmp_path_factory.mktemp("stock"))
    nb(stock, "generate_assignment", "ps1", "--create")
    nb(stock, "autograde", "ps1", "--create")
    ours = quickstart(tmp_path_factory.mktemp("ours"))
    out = ours / "out.json"
    assert main(["grade", "ps1", "--course", str(ours), "--json", str(out), "--jobs", "1", "--quiet"]) == 0
    return stock, ours, {each["student"]: each for each in json.loads(out.read_text())["submissions"]}


def test_the_gradebook_is_the_one_that_nbgrader_writes(side_by_side):
    stock, ours, _ = side_by_side
    assert book(ours, "ps1", STUDENTS) == book(stock, "ps1", STUDENTS)


def test_the_report_has_nbgraders_scores(side_by_side):
    stock, _, reports = side_by_side
    expected = book(stock, "ps1", STUDENTS)
    for student in STUDENTS:
        assert (reports[student]["score"], reports[student]["max_score"]) == expected[student, "score"][:2]
        for each in reports[student]["cells"]:
            points = expected[student, each["notebook"], each["grade_id"]][0]
            if points is not None:
                assert each["points"] == points
            else:
                assert each["points"] is None


def test_nbgraders_feedback_and_export_work_on_what_we_recorded(side_by_side):
    _, ours, _ = side_by_side
    nb(ours, "generate_feedback", "ps1")
    assert (ours / "feedback" / "hacker" / "ps1" / "problem1.html").stat().st_size > 1000
    nb(ours, "export")
    assert "hacker" in (ours / "grades.csv").read_text()


def test_manual_grades_and_comments_survive_grading_again(side_by_side):
    _, ours, _ = side_by_side
    with Course(ours).gradebook() as gradebook:
        each = gradebook.find_grade("part-a", "problem2", "ps1", "hacker")
        each.manual_score, each.needs_manual_grade = 0.75, False
        gradebook.find_comment("part-a", "problem2", "ps1", "hacker").manual_comment = "Well said."
        gradebook.find_grade("correct_squares", "problem1", "ps1", "hacker").extra_credit = 0.25
        gradebook.db.commit()
    before = book(ours, "ps1", STUDENTS)
    assert main(["grade", "ps1", "--course", str(ours), "--quiet"]) == 0
    assert book(ours, "ps1", STUDENTS) == before
    assert main(["grade", "ps1", "--course", str(ours), "--quiet", "--force"]) == 0
    with Course(ours).gradebook() as gradebook:
        assert gradebook.find_grade("part-a", "problem2", "ps1", "hacker").score == 0.75
        assert gradebook.find_comment("part-a", "problem2", "ps1", "hacker").comment == "Well said."
        assert gradebook.find_grade("correct_squares", "problem1", "ps1", "hacker").score == 1.25


def test_nbgrader_autograde_uses_the_pipeline_where_the_course_says_so(tmp_path):
    course = make_course(tmp_path)
    config = "c = get_config()\nfrom seoul_dilemma.grading.pipeline.nbgrader_hook import install\ninstall()\n"
    (course / "nbgrader_config.py").write_text(config)
    hand_in(course, "honest", answered())
    hand_in(
        course,
        "cheat",
        answered(square="class Yes:\n    def __eq__(s, o): return True\ndef square(n): return Yes()"),
    )
    hand_in(course, "cut", json.dumps(answered())[:500])
    nb(course, "autograde", "hw")
    with Course(course).gradebook() as gradebook:
        scores = {each.student.id: each.score for each in gradebook.assignment_submissions("hw")}
    assert scores == {"honest": 7.0, "cheat": 5.0, "cut": 0.0}
    nb(course, "generate_feedback", "hw")
    page = (course / "feedback" / "cheat" / "hw" / "hw.html").read_text(encoding="utf-8")
    assert "secret" not in page
    assert "the square of 3 is 9" in page


def test_late_work_is_treated_by_the_courses_rule(tmp_path):
    course = make_course(tmp_path)
    (course / "late_rule.py").write_text(
        "from nbgrader.plugins import BasePlugin\n"
        "class Half(BasePlugin):\n"
        "    def late_submission_penalty(self, student, score, seconds):\n"
        "        return score / 2\n"
    )
    (course / "nbgrader_config.py").write_text(
        "import sys\nfrom pathlib import Path\nc = get_config()\n"
        "sys.path.insert(0, str(Path(__file__).parent))\n"
        "from late_rule import Half\nc.AssignLatePenalties.plugin_class = Half\n"
    )
    hand_in(course, "late", answered())
    (course / "submitted" / "late" / "hw" / "timestamp.txt").write_text("2024-03-02 10:00:00 UTC")
    hand_in(course, "early", answered())
    (course / "submitted" / "early" / "hw" / "timestamp.txt").write_text("2024-02-28 10:00:00 UTC")
    with Course(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment("hw", duedate="2024-03-01 10:00:00 UTC")
    grade(course)
    with Course(course).gradebook() as gradebook:
        late = gradebook.find_submission("hw", "late")
        assert (late.score, late.late_submission_penalty) == (7.0, 3.5)
        assert gradebook.find_submission("hw", "early").late_submission_penalty == 0.0


def test_a_test_cell_that_needs_live_objects_is_judged_inside(tmp_path):
    course = make_course(tmp_path)
    path = course / "source" / "hw" / "hw.ipynb"
    source = json.loads(path.read_text())
    cells = [
        each for each in source["cells"] if each["metadata"].get("nbgrader", {}).get("grade_id") != "memo"
    ]
    test = next(each for each in cells if each["metadata"].get("nbgrader", {}).get("grade_id") == "test-mean")
    test["source"] = "mean.note = 'x'\nassert mean([1, 3]) == 2"
    inside = next(
        each for each in cells if each["metadata"].get("nbgrader", {}).get("grade_id") == "test-square"
    )
    inside["source"] = "square.note = 'x'\nassert square(3) == 9 and square.note == 'x'"
    inside["metadata"]["seoul"] = {"judge": "inside"}
    source["cells"] = cells
    path.write_text(json.dumps(source))
    hand_in(course, "honest", answered())
    hand_in(course, "wrong", answered(square="def square(n): return 1"))
    hand_in(
        course,
        "quits",
        answered(square="import sys\nclass square:\n    note = 0\n    def __new__(c, n): sys.exit(0)"),
    )
    hand_in(course, "untouched", released())
    reports = grade(course)
    cells = {who: {each["grade_id"]: each for each in report["cells"]} for who, report in reports.items()}
    assert (cells["honest"]["test-mean"]["points"], cells["honest"]["test-mean"]["inside"]) == (1.0, True)
    assert (cells["honest"]["test-square"]["points"], cells["honest"]["test-square"]["inside"]) == (2.0, True)
    for who in ("wrong", "quits", "untouched"):
        assert cells[who]["test-square"]["points"] == 0.0
    page = (course / "autograded" / "honest" / "hw" / "hw.ipynb").read_text()
    assert "judged inside the student's process" in page
