"""Every notebook opens on Binder and leads to the next lesson; a fork changes one address."""

import nbformat
import pytest
from seoul_dilemma.grading import build as builder
from seoul_dilemma.grading.build import targets
from seoul_dilemma.grading.build.links import binder_address
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
        '[project.urls]\nRepository = "https://forge.seoul-dilemma.org/a/fork.git"\n', encoding="utf-8"
    )
    builder.build(tmp_path)
    address = (
        "https://mybinder.org/v2/git/https%3A%2F%2Fforge.seoul-dilemma.org%2Fa%2Ffork.git"
        "/HEAD?urlpath=notebooks/lessons/01-halves.ipynb"
    )
    assert f"({address})" in card(tmp_path / "lessons" / "01-halves.ipynb")
    instructor = tmp_path / "grading" / "source" / "01-halves" / "01-halves.ipynb"
    assert "mybinder" not in instructor.read_text(encoding="utf-8"), "a class works on its own server"


def test_without_an_address_there_is_no_link(tmp_path, monkeypatch):
    monkeypatch.setattr(targets, "TARGETS", (targets.student_notebooks,))
    make_course(tmp_path)
    builder.build(tmp_path)
    assert "mybinder" not in card(tmp_path / "lessons" / "01-halves.ipynb")


@pytest.mark.parametrize("host", ["git.example.org", "example.com", "course.test", "localhost", "a.invalid"])
def test_a_reserved_address_makes_no_link(tmp_path, host):
    (tmp_path / "pyproject.toml").write_text(f'[project.urls]\nRepository = "https://{host}/a.git"\n')
    assert binder_address(tmp_path, "01-halves") is None


def test_the_readme_gets_its_badge_with_the_address_and_loses_it_without(tmp_path, monkeypatch):
    monkeypatch.setattr(targets, "TARGETS", (targets.binder_badge,))
    make_course(tmp_path)
    readme, project = tmp_path / "README.md", tmp_path / "pyproject.toml"
    bare = "# A course\n\n<!-- Binder: kept by the build -->\n<!-- end of Binder -->\n\nMore.\n"
    readme.write_text(bare, encoding="utf-8")
    builder.build(tmp_path)
    assert readme.read_text(encoding="utf-8") == bare
    project.write_text(
        '[project.urls]\nRepository = "https://forge.seoul-dilemma.org/a.git"\n', encoding="utf-8"
    )
    builder.build(tmp_path)
    assert readme.read_text(encoding="utf-8").count("](https://mybinder.org/v2/git/") == 1
    project.write_text('[project.urls]\nRepository = "https://git.example.org/a.git"\n', encoding="utf-8")
    builder.build(tmp_path)
    assert readme.read_text(encoding="utf-8") == bare


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
    address = binder_address(ROOT, name)
    assert card(ROOT / "lessons" / f"{name}.ipynb").count("mybinder.org") == (address is not None)
    following = LESSONS[LESSONS.index(name) + 1 :][:1]
    assert [notebook.cells[-1].source.count(f"({each}.ipynb)") for each in following] == [1] * len(following)
