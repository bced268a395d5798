"""Every notebook opens on Binder and leads to the next lesson; a fork changes one address."""

import urllib.parse

import nbformat
import pytest
from seoul_dilemma.grading import build as builder
from seoul_dilemma.grading.build import targets
from support.course import HALF, HEADER, ROOT, make_course
from support.graded import LESSONS


def card(path):
    return next(
        cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"
    )


def test_card_opens_this_lesson_on_binder_from_the_address_of_the_project(tmp_path, monkeypatch):
    monkeypatch.setattr(targets, "TARGETS", (targets.instructor_notebooks, targets.student_notebooks))
    make_course(tmp_path)
    (tmp_path / "pyproject.toml").write_text(
        '[project.urls]\nRepository = "https://forge.example.org/a/fork.git"\n', encoding="utf-8"
    )
    builder.build(tmp_path)
    address = (
        "https://mybinder.org/v2/git/https%3A%2F%2Fforge.example.org%2Fa%2Ffork.git"
        "/HEAD?urlpath=lab/tree/lessons/01-halves.ipynb"
    )
    assert f"({address})" in card(tmp_path / "lessons" / "01-halves.ipynb")
    instructor = tmp_path / "grading" / "source" / "01-halves" / "01-halves.ipynb"
    assert "mybinder" not in instructor.read_text(encoding="utf-8"), "a class works on its own server"


def test_without_an_address_there_is_no_link(tmp_path, monkeypatch):
    monkeypatch.setattr(targets, "TARGETS", (targets.student_notebooks,))
    make_course(tmp_path)
    builder.build(tmp_path)
    assert "mybinder" not in card(tmp_path / "lessons" / "01-halves.ipynb")


def test_last_cell_opens_the_next_lesson(tmp_path, monkeypatch):
    monkeypatch.setattr(targets, "TARGETS", (targets.student_notebooks,))
    make_course(tmp_path)
    later = HEADER.replace('"01"', '"02"').replace("slug: halves", "slug: more")
    make_course(tmp_path, HALF, later, "02-more")
    builder.build(tmp_path)
    first = nbformat.read(tmp_path / "lessons" / "01-halves.ipynb", as_version=4)
    last = nbformat.read(tmp_path / "lessons" / "02-more.ipynb", as_version=4)
    assert "(02-more.ipynb)" in first.cells[-1].source
    assert first.cells[-1]["id"] == "next-lesson"
    assert last.cells[-1]["id"] == "ribbon-end", "the last lesson leads nowhere"


@pytest.mark.parametrize("name", LESSONS)
def test_links_of_the_course_itself_lead_somewhere(name):
    notebook = nbformat.read(ROOT / "lessons" / f"{name}.ipynb", as_version=4)
    binder = urllib.parse.urlsplit(
        card(ROOT / "lessons" / f"{name}.ipynb").split("on Binder](")[1].split(")")[0]
    )
    shown = urllib.parse.parse_qs(binder.query)["urlpath"][0]
    assert binder.netloc == "mybinder.org"
    assert (ROOT / shown.removeprefix("lab/tree/")).is_file()
    following = LESSONS[LESSONS.index(name) + 1 :][:1]
    assert [notebook.cells[-1].source.count(f"({each}.ipynb)") for each in following] == [1] * len(following)
