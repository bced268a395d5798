"""The lessons together: nine of them, every claim of the op-ed met, every figure from a table."""

import re

import pytest
from seoul_dilemma import datasets
from seoul_dilemma.grading.build.readme import claims_met
from support.graded import LESSONS, lesson

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
BY_HAND = re.compile(
    rf"\b\d{{1,2}} (?:{MONTH}) (?:19|20)\d\d\b"
    r"|\b\d[\d,.]* (?:billion|million|trillion)\b"
)


def test_there_are_nine_lessons_in_order():
    assert [name[:2] for name in LESSONS] == [f"{number:02}" for number in range(9)]


def test_every_claim_of_the_op_ed_is_met_beyond_the_lesson_that_lists_them():
    met = claims_met([lesson(name) for name in LESSONS])
    claims = list(datasets.load("claims")["id"])
    assert len(claims) == 45
    assert [claim for claim in claims if claim not in met] == []


@pytest.mark.parametrize("name", LESSONS)
def test_prose_names_no_claim_that_does_not_exist(name):
    known = {*datasets.load("claims")["id"], *datasets.load("objections")["id"]}
    assert set(claims_met([lesson(name)])) <= known


@pytest.mark.parametrize("name", LESSONS)
def test_dates_and_sums_of_money_in_prose_come_from_a_table(name):
    typed = [
        (cell.line, found.group())
        for cell in lesson(name).cells
        if cell.kind == "markdown"
        for found in BY_HAND.finditer(re.sub(r"\{\{.*?\}\}", "", cell.source))
    ]
    assert typed == []


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_has_its_parts(name):
    text = "\n".join(cell.source for cell in lesson(name).cells if cell.kind == "markdown").lower()
    for part in ("you will be able to", "bet", "cannot tell you", "## sources", "## next"):
        assert part in text or (part == "you will be able to" and "you can" in text), f"no {part!r}"
    code = "\n".join(cell.source for cell in lesson(name).cells if cell.kind == "code")
    assert "ForecastPad(" in code
    assert 5 <= len(lesson(name).graded) <= 12
    assert 60 <= lesson(name).minutes <= 90
    assert lesson(name).header.get("question", "").endswith("?"), "the table of lessons shows its question"
