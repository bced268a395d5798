"""The README says what is true: its commands exist, its links lead somewhere, its Binder link is the project's."""

import re
from pathlib import Path

import pytest
from seoul_dilemma.grading.build.links import binder_address
from support.graded import LESSONS, lesson

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_stand_near_the_top():
    top = README.split("## If you are a student")[0]
    assert "python binder/run.py lab" in top and "python binder/run.py test" in top


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)", README))))
def test_a_link_to_a_file_leads_to_one(target):
    assert (ROOT / target).exists(), f"README.md links to {target}, which is not here"


def test_the_binder_badge_is_made_of_the_address_in_pyproject_and_is_not_there_without_one():
    address = binder_address(ROOT, LESSONS[0])
    assert README.count("mybinder.org") == (address is not None)
    assert address is None or f"]({address})" in README


def test_what_it_says_of_explorers_is_true():
    first, last = re.search(r"lessons (\d\d) to (\d\d) have an explorer", README).groups()
    shown = re.compile(r"(Explorer|ArgumentMap|BeliefUpdater|ShellLedger|GameTree)\(")
    played = [name[:2] for name in LESSONS if shown.search(code(name))]
    assert played == [f"{number:02}" for number in range(int(first), int(last) + 1)]


def code(name):
    return "\n".join(cell.source for cell in lesson(name).cells if cell.kind == "code")


def test_every_test_that_a_page_names_is_there():
    tests = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    named = 0
    for page in (ROOT / "grading").glob("*.md"):
        file = ""
        for found in re.finditer(
            r"`(?:\w+/)*(test_\w+\.py)?(?:::(test_\w+))?`", page.read_text(encoding="utf-8")
        ):
            file, function = found[1] or file, found[2]
            assert not found[1] or file in tests, f"{page.name} names {file}"
            assert not function or f"def {function}(" in tests[file], f"{page.name} names {file}::{function}"
            named += bool(found[1] or function)
    assert named > 30
