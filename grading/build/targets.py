"""Every derived file of the course, and what it must hold.

Each function in ``TARGETS`` takes the sources and returns paths, from the root of the course, with the bytes that
belong there. To derive one more file, write one more function and add it.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path, PurePosixPath

import nbformat
from nbformat.notebooknode import NotebookNode

from ...datasets import DatasetError
from ...datasets.readme import render
from .errors import BuildError, Problem
from .instructor import instructor_notebook, to_bytes
from .links import binder_address
from .readme import lessons_readme
from .source import Lesson, read_lessons
from .stamp import KEY, stamp_of
from .student import student_notebook

Files = Mapping[PurePosixPath, bytes]


@dataclass(frozen=True)
class Sources:
    """What files are derived from, read once.

    Parameters
    ----------
    root : Path
        Root of the course.
    only : frozenset of str
        Names of the lessons to derive; all when empty.
    """

    root: Path
    only: frozenset[str] = frozenset()

    @cached_property
    def lessons(self) -> list[Lesson]:
        """All lessons, in order."""
        return read_lessons(self.root, self.only)

    @cached_property
    def instructor(self) -> dict[str, NotebookNode]:
        """Instructor's notebook by name of the lesson."""
        notebooks, problems = {}, []
        for lesson in self.lessons:
            if self.only and lesson.name not in self.only:
                continue
            try:
                notebooks[lesson.name] = instructor_notebook(lesson, self.lessons)
            except BuildError as error:
                problems += error.problems
        if problems:
            raise BuildError(problems)
        return notebooks


def instructor_notebooks(sources: Sources) -> Files:
    """Fill nbgrader's source folder: one notebook a folder, and nothing else there."""
    return {
        PurePosixPath("grading", "source", name, f"{name}.ipynb"): to_bytes(notebook)
        for name, notebook in sources.instructor.items()
    }


def student_notebooks(sources: Sources) -> Files:
    """Make what students open: no solutions, no hidden tests, no outputs."""
    files = {}
    for lesson, following in zip_longest(sources.lessons, sources.lessons[1:]):
        if lesson.name not in sources.instructor:
            continue
        notebook = student_notebook(lesson, sources.instructor[lesson.name], sources.root, following)
        about = {**notebook.metadata["seoul"], KEY: stamp_of(notebook.cells)}
        notebook.metadata = nbformat.from_dict({**notebook.metadata, "seoul": about})
        files[PurePosixPath("lessons", f"{lesson.name}.ipynb")] = to_bytes(notebook)
    return files


def lessons_table(sources: Sources) -> Files:
    """Which lesson takes how long, and where each claim of the op-ed is met."""
    return {PurePosixPath("lessons", "README.md"): lessons_readme(sources.lessons).encode()}


def data_dictionary(sources: Sources) -> Files:
    """Explain every table to a person."""
    return {PurePosixPath("datasets", "README.md"): render().encode()}


_BADGE = re.compile(r"(<!-- Binder: .*? -->\n).*?(<!-- end of Binder -->)", re.DOTALL)


def binder_badge(sources: Sources) -> Files:
    """Put the badge that opens the first lesson on Binder between its two marks, once the address is set."""
    readme = sources.root / "README.md"
    if not readme.is_file() or not sources.lessons:
        return {}
    address = binder_address(sources.root, sources.lessons[0].name)
    badge = f"[![Launch on Binder](binder/badge.svg)]({address})\n" if address else ""
    text = _BADGE.sub(lambda marks: marks[1] + badge + marks[2], readme.read_text(encoding="utf-8"))
    return {PurePosixPath("README.md"): text.encode()}


TARGETS: tuple[Callable[[Sources], Files], ...] = (
    instructor_notebooks,
    student_notebooks,
    lessons_table,
    data_dictionary,
    binder_badge,
)


def expected_files(root: Path, only: Collection[str] = ()) -> dict[PurePosixPath, bytes]:
    """Derive every file, without writing any.

    Parameters
    ----------
    root : Path
        Root of the course.
    only : collection of str
        Names of lessons: derive their notebooks and nothing else.

    Returns
    -------
    dict of PurePosixPath to bytes
        By path from the root.

    Raises
    ------
    BuildError
        With everything in the sources that needs mending.
    """
    sources = Sources(root, frozenset(only))
    files: dict[PurePosixPath, bytes] = {}
    try:
        for target in (instructor_notebooks, student_notebooks) if only else TARGETS:
            files.update(target(sources))
    except DatasetError as error:
        raise BuildError([Problem("datasets", 0, line) for line in str(error).splitlines()]) from None
    return files


def orphans(root: Path, expected: Collection[PurePosixPath]) -> list[PurePosixPath]:
    """Find derived notebooks whose source is gone.

    A notebook counts only if it says of itself that it is the lesson of that name: a reader's own notebooks and
    copies are none of the build's business.

    Parameters
    ----------
    root : Path
        Root of the course.
    expected : collection of PurePosixPath
        Paths that :func:`expected_files` returned.

    Returns
    -------
    list of PurePosixPath
        From the root, sorted.
    """
    found = []
    for path in [*(root / "lessons").glob("*.ipynb"), *(root / "grading" / "source").glob("*/*.ipynb")]:
        try:
            header = nbformat.read(path, as_version=4).metadata.get("seoul", {})
        except Exception:  # whatever it is, it was not derived
            continue
        if path.stem == f"{header.get('lesson')}-{header.get('slug')}":
            found.append(PurePosixPath(path.relative_to(root).as_posix()))
    return sorted(set(found) - set(expected))


def strangers(root: Path, known: Collection[PurePosixPath]) -> list[PurePosixPath]:
    """Find what lies in nbgrader's source folder and would be handed out with a lesson.

    Parameters
    ----------
    root : Path
        Root of the course.
    known : collection of PurePosixPath
        Derived files, expected or orphaned.

    Returns
    -------
    list of PurePosixPath
        From the root, sorted.
    """
    files = (path for path in (root / "grading" / "source").rglob("*") if path.is_file())
    names = {PurePosixPath(path.relative_to(root).as_posix()) for path in files}
    return sorted(name for name in names - set(known) if ".ipynb_checkpoints" not in name.parts)
