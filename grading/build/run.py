"""Write what is stale, or only say what is."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..files import beside, write_atomically
from .errors import BuildError, Problem
from .targets import expected_files, orphans, strangers

SOURCE = ("grading", "source")


@dataclass
class Report:
    """What a build found or did.

    Parameters
    ----------
    written : list of PurePosixPath
        Files that differed from their source: written by ``build``, stale for ``check``.
    removed : list of PurePosixPath
        Derived files whose source is gone.
    strangers : list of PurePosixPath
        Files in nbgrader's source folder that nbgrader would hand out; never touched.
    kept : list of PurePosixPath
        Copies made of somebody's work before a file was replaced.
    current : int
        Files that were right already.
    """

    written: list[PurePosixPath] = field(default_factory=list)
    removed: list[PurePosixPath] = field(default_factory=list)
    strangers: list[PurePosixPath] = field(default_factory=list)
    kept: list[PurePosixPath] = field(default_factory=list)
    current: int = 0

    @property
    def stale(self) -> bool:
        """Whether anything differs from its source."""
        return bool(self.written or self.removed or self.strangers)


def find_root() -> Path:
    """Root of the checkout that this package was installed from.

    Returns
    -------
    Path
        Folder with ``pyproject.toml``, ``lessons`` and ``grading``.

    Raises
    ------
    BuildError
        When the package was not installed from a checkout: there is nothing to build then.
    """
    root = Path(__file__).resolve().parents[2]
    if not (root / "pyproject.toml").is_file():
        raise BuildError(
            [Problem(str(root), 0, "is an installed package, not a checkout; clone the repository to build")]
        )
    return root


def _compare(root: Path, only: Collection[str]) -> tuple[dict[PurePosixPath, bytes], Report]:
    expected = expected_files(root, only)
    report = Report()
    if not only:
        report.removed = orphans(root, expected)
        report.strangers = strangers(root, [*expected, *report.removed])
    for path, content in sorted(expected.items()):
        target = root / path
        if target.is_file() and target.read_bytes() == content:
            report.current += 1
        else:
            report.written.append(path)
    return expected, report


def check(root: Path | None = None, only: Collection[str] = ()) -> Report:
    """Say which derived files are stale; write nothing.

    Parameters
    ----------
    root : Path, optional
        Root of the course; found from this package when left out.
    only : collection of str
        Names of lessons, to look at their notebooks only; everything when empty.

    Returns
    -------
    Report
        ``stale`` is true when something differs.

    Raises
    ------
    BuildError
        When the sources cannot be built.
    """
    root = root or find_root()
    report = _compare(root, only)[1]
    # The instructor's notebooks are not committed: a fresh checkout has none, and lacks nothing.
    report.written = [path for path in report.written if path.parts[:2] != SOURCE or (root / path).exists()]
    return report


def build(root: Path | None = None, only: Collection[str] = ()) -> Report:
    """Derive all files and write those that differ.

    Somebody's answers in a notebook that is replaced are kept beside it.

    Parameters
    ----------
    root : Path, optional
        Root of the course; found from this package when left out.
    only : collection of str
        Names of lessons, to look at their notebooks only; everything when empty.

    Returns
    -------
    Report
        What was done.

    Raises
    ------
    BuildError
        When the sources cannot be built; nothing is written then.
    """
    root = root or find_root()
    expected, report = _compare(root, only)
    for path in [*report.written, *report.removed]:
        kept = _keep_work(root / path) if path.parts[0] == "lessons" else None
        if kept is not None:
            report.kept.append(PurePosixPath(kept.relative_to(root).as_posix()))
    for path in report.written:
        write_atomically(root / path, expected[path])
    for path in report.removed:
        (root / path).unlink()
    return report


def _keep_work(path: Path) -> Path | None:
    """Copy a notebook aside if it holds somebody's work.

    Parameters
    ----------
    path : Path
        A notebook that is about to be replaced.

    Returns
    -------
    Path or None
        The copy, or None when there was nothing to keep.
    """
    # The widgets come with it, and a build seldom replaces a notebook.
    from ...widgets.backpack.bag import holds_work

    if not holds_work(path):
        return None
    copy = beside(path, "mine")
    copy.write_bytes(path.read_bytes())
    return copy
