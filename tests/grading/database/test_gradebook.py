"""A new gradebook is what nbgrader would make, and needs no program on PATH."""

import os
import subprocess
import sys
import sysconfig

import sqlalchemy
from seoul_dilemma.grading.course.gradebook import opened

NBGRADER_SAYS = "from nbgrader.api import get_alembic_version; print(get_alembic_version())"


def test_a_new_gradebook_says_the_revision_that_nbgrader_says(tmp_path, monkeypatch):
    on_path = os.environ | {"PATH": sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"]}
    said = subprocess.run(
        [sys.executable, "-c", NBGRADER_SAYS], env=on_path, capture_output=True, text=True, check=True
    )
    monkeypatch.setenv("PATH", "")
    url = f"sqlite:///{tmp_path}/gradebook.db"
    with opened(url, ""):
        pass
    with sqlalchemy.create_engine(url).connect() as connection:
        stored = (
            connection.execute(sqlalchemy.text("SELECT version_num FROM alembic_version")).scalars().all()
        )
    assert stored == [said.stdout.strip()]
