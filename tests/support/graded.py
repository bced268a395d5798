"""Grade notebooks of one lesson, in a course that exists only for the test."""

import ast
import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from seoul_dilemma.grading.build.instructor import instructor_notebook, to_bytes
from seoul_dilemma.grading.build.source import Lesson, lesson_paths, read_lesson
from seoul_dilemma.grading.course import course as pipeline
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.grading.dispatch.grade import Grading

from support.course import ROOT

LESSONS = [path.stem for path in lesson_paths(ROOT)]


@cache
def lesson(name: str) -> Lesson:
    """Read a lesson of the course from its source."""
    return read_lesson(ROOT / "grading" / "lessons" / f"{name}.py")


@cache
def _instructor(name: str) -> bytes:
    return to_bytes(instructor_notebook(lesson(name)))


def instructor(name: str) -> NotebookNode:
    """Build the instructor's notebook of a lesson; a fresh copy each time."""
    return nbformat.reads(_instructor(name).decode(), as_version=4)


def answered(notebook: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """Put answers, by grade id, into a copy of a notebook."""
    copy = nbformat.from_dict(notebook)
    missing = set(answers)
    for cell in copy.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
            missing.discard(name)
    assert not missing, f"no such exercise: {sorted(missing)}"
    return copy


def solved(name: str, note: str = "") -> NotebookNode:
    """Return the lesson that students get, with right answers to what a machine judges.

    Parameters
    ----------
    name : str
        Name of the lesson.
    note : str
        Stands at the end of each answer, to make it another text.
    """
    right = {
        cell.metadata.nbgrader.grade_id: re.sub(r".*### (BEGIN|END) SOLUTION.*\n?", "", cell.source) + note
        for cell in instructor(name).cells
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code"
    }
    return answered(nbformat.read(ROOT / "lessons" / f"{name}.ipynb", as_version=4), right)


def defined(source: str) -> set[str]:
    """Names that a cell gives at its top level."""
    names = set()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names.add(statement.name)
        else:
            names |= {
                node.id
                for node in ast.walk(statement)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
    return names


def used(source: str) -> set[str]:
    """Names that a cell reads."""
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


class Course:
    """A temporary nbgrader course with one assignment.

    Parameters
    ----------
    root : Path
        An empty folder.
    notebook : NotebookNode
        Instructor's notebook.
    name : str
        Name of the assignment and its notebook.
    """

    def __init__(self, root: Path, notebook: NotebookNode, name: str):
        self.root, self.name = root.resolve(), name
        source = self.root / "source" / name
        source.mkdir(parents=True)
        (source / f"{name}.ipynb").write_bytes(to_bytes(notebook))
        # nbgrader calls alembic by name when it makes a gradebook.
        scripts = str(Path(sys.executable).parent)
        if scripts not in os.environ["PATH"].split(os.pathsep):
            os.environ["PATH"] = scripts + os.pathsep + os.environ["PATH"]

    @property
    def db(self) -> str:
        """Address of the gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def hand_in(self, submissions: Mapping[str, NotebookNode]) -> None:
        """Lay submissions by student where nbgrader looks for them."""
        for student, notebook in submissions.items():
            path = self.handed_in(student)
            path.parent.mkdir(parents=True)
            nbformat.write(notebook, path)

    def handed_in(self, student: str) -> Path:
        """Say where a student's notebook lies."""
        return self.root / "submitted" / student / self.name / f"{self.name}.ipynb"

    def grade(self, submissions: Mapping[str, NotebookNode]) -> dict[str, dict[str, float]]:
        """Grade submissions as `seoul grade` does; return points by student and grade id.

        One at a time: starting a second grader takes longer than the few seconds that it would save.
        """
        self.hand_in(submissions)
        limits = Limits(cell_seconds=60, total_seconds=300)
        graded = Grading(pipeline.Course(self.root, self.db), self.name, jobs=1, limits=limits).run()
        return {
            each.student: {cell.grade_id: cell.points for cell in each.cells} for each in graded.submissions
        }

    def executed(self, student: str) -> NotebookNode:
        """Read the notebook of a student as it was run."""
        path = self.root / "autograded" / student / self.name / f"{self.name}.ipynb"
        return nbformat.read(path, as_version=4)
