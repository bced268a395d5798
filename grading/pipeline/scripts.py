"""The programs that were installed beside this Python."""

import os
import sysconfig


def reach_scripts() -> None:
    """Put their folder on PATH: nbgrader calls ``alembic`` by name to make a new gradebook."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + os.environ.get("PATH", "")
