"""The README says what is true: its commands exist, its links lead somewhere, its Binder link is the project's."""

import re
import tomllib
import urllib.parse
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_stand_near_the_top():
    top = README.split("## If you are a student")[0]
    assert "python binder/run.py lab" in top and "python binder/run.py test" in top


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)", README))))
def test_a_link_to_a_file_leads_to_one(target):
    assert (ROOT / target).exists(), f"README.md links to {target}, which is not here"


def test_the_binder_link_is_made_of_the_address_in_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = urllib.parse.quote(project["urls"]["Repository"], safe="")
    assert (
        f"https://mybinder.org/v2/git/{address}/HEAD?urlpath=lab/tree/lessons/00-start-here.ipynb" in README
    )
