"""The course as it was at an earlier commit, in an environment of its own, to be measured in the same run."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.course import ROOT

COMMIT = "9c1e70c"


@contextmanager
def before(commit: str = COMMIT) -> Iterator[Path | None]:
    """Lay out a commit of this repository, with the packages that are installed here.

    Parameters
    ----------
    commit : str
        What to lay out.

    Yields
    ------
    Path or None
        A Python in which ``seoul_dilemma`` is that commit's; None in a clone that does not reach back so far.
    """
    known = subprocess.run(["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=ROOT, capture_output=True)
    if known.returncode:
        yield None
        return
    # Beside the environment, so that its files can be linked and need not be copied.
    with tempfile.TemporaryDirectory(prefix=".before-", dir=Path(sys.prefix).parent) as folder:
        environment = Path(folder, "environment")
        shutil.copytree(sys.prefix, environment, symlinks=True, copy_function=_link)
        (site,) = environment.glob("lib/python*/site-packages")
        for ours in site.glob("__editable__*seoul_dilemma*"):
            ours.unlink()
        code = (
            site / "seoul_dilemma"
        )  # no link to it: a sandbox shows only what lies in the environment itself
        code.mkdir()
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(code)], input=packed, check=True)
        python = environment / "bin" / "python"
        lessons = [str(python), "-m", "seoul_dilemma.grading.cli", "build"]
        subprocess.run(lessons, cwd=code, check=True, capture_output=True)
        yield python


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
