"""An nbgrader course on disk: reads assignments the way nbgrader does, and opens the gradebook."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import functools
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_core.paths import jupyter_config_path
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files
from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, JSONFileConfigLoader, PyFileConfigLoader

from .assignment import Assignment, AssignmentError, Json, Notebook
from .follow import differs, fill_up, make_room
from .gradebook import address, explained, one_at_a_time, opened
from .limits import Limits
from .roles import instructor_cell
from .rules import TermRules, read_rules

if TYPE_CHECKING:
    from nbformat import NotebookNode

# nbgrader's preprocessors import nbconvert, which is slow. `_convert` imports them: reading grades does not.


class Course:
    """An nbgrader course on disk.

    Parameters
    ----------
    root : Path
        The folder with ``source`` in it.
    db_url : str, optional
        The gradebook; nbgrader's own default otherwise.

    Raises
    ------
    AssignmentError
        The folder is no course, or its configuration needs mending.
    """

    def __init__(self, root: Path, db_url: str | None = None) -> None:
        self.root = root.resolve()
        if not self.root.is_dir():
            raise AssignmentError(
                f"There is no folder {root}. --course names the folder that holds 'source'."
            )
        self.config = self._configuration()
        try:
            self.directory = CourseDirectory(config=self.config, root=str(self.root))
        except TraitError as error:
            raise AssignmentError(self._configured(self.root / "nbgrader_config.py", error)) from None
        self.directory.db_url = address(db_url or self.directory.db_url)

    def _configuration(self) -> Config:
        """Read the configuration as nbgrader does: Jupyter's own folders first, then the course's, which wins."""
        found = Config()
        for folder in [*map(Path, reversed(jupyter_config_path())), self.root]:
            for loader, name in (
                (PyFileConfigLoader, "nbgrader_config.py"),
                (JSONFileConfigLoader, "nbgrader_config.json"),
            ):
                try:
                    made = loader(name, path=str(folder)).load_config()
                except ConfigFileNotFound:
                    continue
                except Exception as error:  # the configuration is a Python program and may raise anything
                    raise AssignmentError(self._configured(folder / name, error)) from None
                where = made.get("CourseDirectory", {})
                if (
                    folder != self.root
                    and "root" in where
                    and Path(str(where["root"])).resolve() != self.root
                ):
                    made.pop(
                        "CourseDirectory"
                    )  # it describes another course: its root, and with it its gradebook
                found.merge(made)
        return found

    @staticmethod
    def _configured(path: Path, error: Exception) -> str:
        return f"{path} needs mending: {type(error).__name__}: {error}"

    def limits(self, **given: float | None) -> Limits:
        """Return the limits on a submission: those given, else the course's own time for a cell, else the usual ones.

        Parameters
        ----------
        **given : float or None
            Attributes of `Limits`; None for what is not given.
        """
        usual = Limits()
        seconds = self.config.get("Execute", {}).get("timeout")
        if seconds is None:
            seconds = self.config.get("ExecutePreprocessor", {}).get("timeout")
        wanted: Json = {}
        if (
            isinstance(seconds, int | float) and seconds > 0
        ):  # nbgrader's None and -1 mean no limit: then the usual one holds
            wanted = {
                "cell_seconds": float(seconds),
                "total_seconds": max(usual.total_seconds, 4.0 * seconds),
            }
        wanted |= {name: value for name, value in given.items() if value is not None}
        return dataclasses.replace(usual, **wanted)

    def path(self, step: str, assignment: str, student: str = ".") -> Path:
        """Return the folder of one of nbgrader's steps, such as ``submitted``."""
        return Path(
            self.directory.format_path(getattr(self.directory, f"{step}_directory"), student, assignment)
        )

    @property
    def ignored(self) -> list[str]:
        """The names of files that nbgrader leaves out."""
        return [*self.directory.ignore, "*.ipynb"]

    @property
    def zone(self) -> str:
        """The time zone of its exchange, as nbgrader has it: UTC where none is set."""
        zone = self.config.get("Exchange", {}).get("timezone", "UTC")
        return zone if isinstance(zone, str) else "UTC"

    @functools.cached_property
    def rules(self) -> TermRules:
        """The rules of the term; `AssignmentError` says what is wrong with them."""
        return read_rules(self.root, self.zone)

    def gradebook(self) -> contextlib.AbstractContextManager[Gradebook]:
        """Open the gradebook for a ``with`` block; `RecordError` says what is wrong with it."""
        return opened(self.directory.db_url, self.directory.course_id)

    def assignment(self, name: str) -> Assignment:
        """Read an assignment.

        Raises
        ------
        AssignmentError
            There is none of that name, or a notebook of it cannot be read.
        """
        folder = self.path("source_with_tests", name)
        if not list(folder.glob("*.ipynb")):
            folder = self.path("source", name)
        notebooks = sorted(folder.glob("*.ipynb"))
        if not notebooks:
            known = sorted(p.parent.name for p in self.path("source", "x").parent.glob("*/*.ipynb"))
            hint = f" There are: {', '.join(dict.fromkeys(known))}." if known else ""
            raise AssignmentError(f"No notebook of an assignment '{name}' in {folder}.{hint}")
        beside = [Path(p) for p in find_all_files(str(folder), self.ignored)]
        files = tuple(sorted((p.relative_to(folder).as_posix(), str(p)) for p in beside))
        kept = self.config.get("Autograde", {}).get("exclude_overwriting", {})
        theirs = tuple(str(each) for each in kept.get(name, ())) if isinstance(kept, dict) else ()
        return Assignment(name, tuple(self._read(path, name) for path in notebooks), files, theirs)

    def register(self, name: str, assignment: Assignment | None = None) -> None:
        """Make sure that the gradebook knows the assignment as it is, as ``nbgrader generate_assignment`` would.

        After cells or points were changed, the gradebook follows, also where work is recorded already.

        Raises
        ------
        AssignmentError
            A cell is gone that a person gave points for; nothing was changed.
        """
        assignment = assignment or self.assignment(name)
        folder = self.path("source_with_tests", name)
        if not list(folder.glob("*.ipynb")):
            folder = self.path("source", name)
        url = self.directory.db_url
        with one_at_a_time(url), explained(url):
            with self.gradebook() as gradebook:
                recorded = gradebook.update_or_create_assignment(name)
                changed, used = differs(recorded, assignment), bool(recorded.submissions)
                if changed and used:
                    make_room(gradebook, recorded, assignment)
            for path in sorted(folder.glob("*.ipynb")):
                if path.stem in changed:
                    self._convert(path, _document(path), name, until="SaveCells")
            if changed and used:
                with self.gradebook() as gradebook:
                    fill_up(gradebook, gradebook.find_assignment(name))

    def _convert(self, path: Path, document: NotebookNode, assignment: str, until: str) -> NotebookNode:
        """Run nbgrader's own steps of `generate_assignment` up to one of them."""
        import nbformat
        from nbconvert.exporters import NotebookExporter
        from nbgrader.converters.generate_assignment import GenerateAssignment

        exporter = NotebookExporter(config=self.config)
        exporter._preprocessors = []
        for step in GenerateAssignment(coursedir=self.directory, config=self.config).preprocessors:
            if step.__name__ != "SaveCells" or until == "SaveCells":
                exporter.register_preprocessor(step)
            if step.__name__ == until:
                break
        resources = {
            "metadata": {"name": path.stem, "path": str(path.parent)},
            "unique_key": path.stem,
            "nbgrader": {
                "student": ".",
                "assignment": assignment,
                "notebook": path.stem,
                "db_url": self.directory.db_url,
            },
        }
        with contextlib.chdir(self.root):  # as nbgrader does: a header's path is relative to the course
            text, _ = exporter.from_notebook_node(copy.deepcopy(document), resources=resources)
        converted: NotebookNode = nbformat.reads(text, as_version=4)
        return converted

    @staticmethod
    def _speaks_python(path: Path, metadata: NotebookNode) -> None:
        """Refuse a notebook of another language, whose tests might still happen to be Python."""
        kernel, about = metadata.get("kernelspec", {}), metadata.get("language_info", {})
        language = str(kernel.get("language") or about.get("name") or "python")
        if not language.casefold().startswith(("python", "ipython")):
            shown = kernel.get("display_name") or kernel.get("name") or language
            raise AssignmentError(
                f"{path} is for the kernel '{shown}' ({language}), and only Python notebooks are graded here; "
                "nbgrader's own autograde, without this project's two lines in nbgrader_config.py, runs any kernel."
            )

    def _read(self, path: Path, assignment: str) -> Notebook:
        quiet = logging.getLogger("traitlets")
        level = quiet.level
        quiet.setLevel(logging.CRITICAL)
        try:
            document = _document(path)
            if any(cell.metadata.get("nbgrader", {}).get("grade") for cell in document.cells):
                self._speaks_python(
                    path, document.metadata
                )  # before the preprocessors, which fail on most other languages
            full = self._convert(path, document, assignment, until="LockCells")
            saved = self._convert(path, document, assignment, until="ComputeChecksums")
            released = self._convert(path, document, assignment, until="")
        except AssignmentError:
            raise
        except Exception as error:  # nbgrader's preprocessors raise many types
            why = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise AssignmentError(f"{path} cannot be read: {why}") from None
        finally:
            quiet.setLevel(level)
        delimiters = self.config.get("ClearHiddenTests", {})
        begin = delimiters.get("begin_test_delimeter", "BEGIN HIDDEN TESTS")
        end = delimiters.get("end_test_delimeter", "END HIDDEN TESTS")
        # A preprocessor of the course may add cells to the release, as `build.page_cells` does: they are not answers.
        known = {cell.get("id") for cell in full.cells}
        handed_out = [cell for cell in released.cells if cell.get("id") in known]
        cells = [
            instructor_cell(mine, stored, given, begin, end)
            for mine, stored, given in zip(full.cells, saved.cells, handed_out, strict=True)
        ]
        ids = [cell.grade_id for cell in cells if cell.grade_id]
        twice = {i for i in ids if ids.count(i) > 1}
        if twice:
            raise AssignmentError(f"{path}: the cell id {sorted(twice)[0]!r} is used more than once.")
        return Notebook(path.stem, tuple(cells), dict(copy.deepcopy(released.metadata)))


def _document(path: Path) -> NotebookNode:
    """Read a notebook as ``nbgrader update`` would leave it; the file stays as it is."""
    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    with path.open(encoding="utf-8") as file:
        document: NotebookNode = nbformat.read(file, as_version=4)
    validator = MetadataValidator()
    validator.upgrade_notebook_metadata(document)
    validator.validate_nb(document)
    return document
