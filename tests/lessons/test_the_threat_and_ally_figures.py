"""Figures that lessons 05 and 04 work out in their prose agree with the tables that they come from."""

import re
from math import comb

import pytest
from scipy.stats import binomtest
from seoul_dilemma import datasets
from seoul_dilemma.widgets.belief.bayes import belief_path
from support.course import ROOT


@pytest.fixture(scope="module")
def threat():
    return prose("05-the-threat")


@pytest.fixture(scope="module")
def ally():
    return prose("04-the-ally")


def prose(name):
    lines = (ROOT / "grading" / "lessons" / f"{name}.py").read_text(encoding="utf-8").splitlines()
    return re.sub(r"\s+", " ", " ".join(line.lstrip("# ") for line in lines))


@pytest.fixture(scope="module")
def threats():
    return datasets.load("threats")


def test_ten_tested_threats_two_carried_out_by_the_generous_rule(threat, threats):
    tested = threats[threats["in_base_rate"]]
    assert len(tested) == 10
    assert tested["retaliation"].isin(["partial", "elsewhere"]).sum() == 2
    assert "By the generous rule, 2 of 10 were carried out; 8 of 10 were not." in threat
    assert (tested["retaliation"] == "partial").sum() == 1
    assert sum(comb(10, heads) for heads in range(3)) == 56
    assert "56 such runs among 1,024" in threat


def test_president_spoke_in_both_of_the_two_and_in_one_of_the_eight(threat, threats):
    tested = threats[threats["in_base_rate"]]
    done = tested["retaliation"].isin(["partial", "elsewhere"])
    president = tested["level"] == "president"
    assert (president[done].sum(), president[~done].sum()) == (2, 1)
    assert "Carried out: 2 cases, a president in 2. Not carried out: 8 cases, a president in 1." in threat


def test_seven_untested_threats_three_of_them_to_korea_and_the_bounds(threat, threats):
    untested = threats[threats["proceeded"].isin(["no", "indirectly"]) & (threats["retaliation"] != "yes")]
    assert len(untested) == 7
    assert (untested["supplier"] == "South Korea").sum() == 3
    assert "Seven, and Korea's three are among them." in threat
    assert [round(100 * share) for share in (2 / 17, 9 / 17)] == [12, 53]
    assert "the bounds run from about 12 to about 53 percent" in threat
    rates = datasets.load("base_rates").set_index("id")
    imposed, all_cases = rates.loc["ties-imposed", "count"], rates.loc["ties-concession", "out_of"]
    gave_way = rates.loc["ties-concession", "count"]
    shares = imposed / all_cases, (imposed + gave_way) / all_cases
    assert [round(100 * share) for share in shares] == [55, 78]
    assert "from about 55 to 78 percent" in threat


def test_five_warnings_to_seoul_and_the_intervals_do_not_overlap(threat, threats):
    assert (threats["supplier"] == "South Korea").sum() == 5
    assert "Seoul five times" in threat
    rates = datasets.load("base_rates").set_index("id").loc["ties-imposed"]
    ties = binomtest(int(rates["count"]), int(rates["out_of"])).proportion_ci(method="wilson")
    assert binomtest(2, 10).proportion_ci(method="wilson").high < ties.low
    assert "The bars do not overlap." in threat


def test_the_example_by_hand_is_what_the_explorer_says(threat):
    assert round(100 * belief_path(0.3, 0.8, 0.4, 1)[-1]) == 46
    assert "24 / 52 is about 46 in 100" in threat


def test_documented_losses_more_than_doubled_after_the_threat(threat):
    losses = datasets.load("losses").query("equipment == 'all'")
    before = losses[losses["date"] <= "2023-04-30"]["total"].max()
    assert losses["total"].max() > 2 * before
    assert "more than doubled after spring 2023" in threat
    assert "past 10,000 at the time of the threat to over 22,000" in threat
    assert 10_000 < before < 10_500
    assert 22_000 < losses["total"].max() < 23_000


def test_months_of_fire_in_the_loan(ally):
    shells = datasets.load("ammunition").set_index("id")
    loan, use = shells.loc["us-loan-2023-03"], shells.loc["ukraine-use-2023-02"]
    best = loan["quantity"] / shells.loc["ukraine-use-2023-03", "quantity"]
    assert 4.4 < best < 4.7
    assert "about four and a half months" in ally
    weeks = loan["low"] / use["high"] * 52 / 12
    months = loan["high"] / use["low"]
    assert round(weeks) == 7
    assert round(months) == 8
    assert "between about seven weeks and eight months" in ally


def test_the_output_of_the_us_army_missed_its_goal(ally):
    shells = datasets.load("ammunition").set_index("id")
    assert shells.loc["us-army-output-2025-07", "quantity"] == 40_000
    assert "About 40,000 a month in mid-2025" in ally
    assert shells.loc["us-army-target-2025-10", "quantity"] == 100_000
