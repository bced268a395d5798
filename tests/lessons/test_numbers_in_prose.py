"""No number in a lesson's words stands on trust: it comes from a table, is made from one here, or has a reason."""

import pytest
from seoul_dilemma.grading.build.source import SourceCell
from support.graded import LESSONS
from support.numbers import answers, numbers, pattern, prose, unanswered


@pytest.mark.parametrize("name", LESSONS)
def test_every_number_in_prose_is_answered_for(name):
    phrases = []
    for each in (name, "every"):
        held, given = answers(each)
        phrases += [*held, *(phrase for of_a_kind in given.values() for phrase in of_a_kind)]
    missing = unanswered(name, phrases)
    assert not missing, (
        f"lesson {name} writes out numbers that nothing holds. Take each from a table, {{{{table/row/field}}}}, "
        f"or add its phrase to tests/lessons/figures/{name}.py: to HELD, made from a table, or to GIVEN, with the "
        "reason why no table could hold it:\n" + "\n".join(missing)
    )


@pytest.mark.parametrize("name", LESSONS)
def test_what_the_tables_give_is_what_is_written(name):
    held, given = answers(name)
    gone = [phrase for phrase in held if not pattern(phrase).search(prose(name))]
    assert not gone, f"the tables give these phrases, and lesson {name} says something else: {gone}"
    idle = [phrase for kind in given.values() for phrase in kind if not pattern(phrase).search(prose(name))]
    assert not idle, f"lesson {name} does not say this any more: {idle}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Contracts of 17.3 billion dollars, up 140 %.", ["17.3", "140"]),
        ("Eight of ten were not; by May 2024 it was half.", ["Eight", "ten", "May 2024", "half"]),
        ("Minus $1,200 or −0.5: lesson 05, exercises 1 and 2, section 3, C27, X04, `x = 3`.", ["$1,200", "−0.5"]),
        ("It was {{contracts/2022/value_usd_bn}} billion in 2022, less in 2023.", ["2023"]),
        ("In 2021-25 ({{exporter_shares/2021-25-germany-2026/rank}}), not 2016-20.", ["2016-20"]),
        ("## 3 · Five years\n\n1. Do it.\n\n| | 0 | 1 | 2 |\n|---|---|---|---|\n| 02 The arsenal | [@kim2011] |", []),
    ],
)  # fmt: skip
def test_what_counts_as_a_number(text, found):
    assert [number.text for number in numbers(SourceCell("markdown", text, {}, 1))] == found


def test_a_phrase_covers_its_own_paragraph_alone():
    assert pattern("from 1 … to 3").search("from 1 and 2\nto   3")
    assert not pattern("from 1 … to 3").search("from 1\n\nto 3")
