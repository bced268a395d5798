"""The figures that the teaching notes of lesson 03 write out agree with the tables and the explorer."""

import pytest
from seoul_dilemma import datasets
from seoul_dilemma.widgets.stakes.known import known_amounts
from seoul_dilemma.widgets.stakes.loss import loss_interval
from support.course import ROOT

LESSON = (ROOT / "grading" / "lessons" / "03-the-stakes.py").read_text(encoding="utf-8")
NOTES = (ROOT / "grading" / "notes" / "03-the-stakes.md").read_text(encoding="utf-8")


def column(table, name):
    return datasets.load(table).set_index("id")[name]


TOTAL = column("trade", "total_usd_bn")
EXPORTS = column("trade", "exports_usd_bn")
WORLD = column("partners", "value")
THAAD = next(amount for amount in known_amounts() if amount.key == "thaad")


def share(year, row):
    return 100 * TOTAL[row] / (WORLD[f"all-exports-{year}"] + WORLD[f"all-imports-{year}"])


@pytest.mark.parametrize(
    ("written", "value", "digits"),
    [
        ("2.17 percent in 2021", share(2021, "2021"), 2),
        ("0.84 in 2024", share(2024, "2024-russia"), 2),
        ("45.4 with 2021 as 100", 100 * EXPORTS["2024"] / EXPORTS["2021"], 1),
        ("plus 12.7 percent in 2016", 100 * (TOTAL["2016-russia"] / TOTAL["2016"] - 1), 1),
        ("plus 0.3 in 2018", 100 * (TOTAL["2018-russia"] / TOTAL["2018"] - 1), 1),
        ("19.0 to 57.1 percent", 100 * THAAD.low / TOTAL["2021"], 1),
        ("57.1 percent", 100 * THAAD.high / TOTAL["2021"], 1),
    ],
)
def test_what_is_written_is_what_the_tables_give(written, value, digits):
    assert written in NOTES
    assert f"{value:.{digits}f}" in written


def test_the_bet_resolves_as_the_lesson_says():
    assert "halved.reveal(outcome=True" in LESSON
    assert EXPORTS["2024"] < EXPORTS["2021"] / 2


def test_the_question_of_the_explorer_has_the_answer_that_is_written():
    def all_lost(year, months):
        return loss_interval(EXPORTS[year], (1, 1), months, (0, 0))[0]

    assert THAAD.low < all_lost("2021", 12) < THAAD.high
    assert all_lost("2024", 12) < THAAD.low
    assert [all_lost("2024", months) >= THAAD.low for months in (13, 14)] == [False, True]
    assert [all_lost("2024", months) > THAAD.high for months in (41, 42)] == [False, True]
    assert "from 14 months on, and from 42" in NOTES


def test_claim_c09_was_a_record_when_it_was_written():
    polls = datasets.load("polls")
    series = polls[(polls["series"] == "pew-china") & (polls["answer"] == "unfavourable")]
    before = series[series["start"] < "2023-02-01"]
    assert before.loc[before["share_pct"].idxmax(), "id"] == "pew-2022-unfavourable"
