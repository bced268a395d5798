"""What lesson 05 says without a number agrees with the tables that it comes from."""

import re

import pytest
from scipy.stats import binomtest
from seoul_dilemma import datasets
from support.course import ROOT


@pytest.fixture(scope="module")
def threat():
    return prose("05-the-threat")


def prose(name):
    lines = (ROOT / "grading" / "lessons" / f"{name}.py").read_text(encoding="utf-8").splitlines()
    return re.sub(r"\s+", " ", " ".join(line.lstrip("# ") for line in lines))


def test_one_threat_was_carried_out_on_its_supplier_and_one_elsewhere():
    threats = datasets.load("threats")
    kinds = threats.loc[threats["in_base_rate"], "retaliation"].value_counts()
    assert (kinds["partial"], kinds["elsewhere"]) == (1, 1)


def test_eleven_warnings_to_seoul_and_which_intervals_overlap(threat):
    threats = datasets.load("threats")
    assert (threats["supplier"] == "South Korea").sum() == 11
    assert "Seoul eleven times" in threat
    tested = threats[threats["in_base_rate"]]
    covert = tested["retaliation"].isin(["partial", "elsewhere"]) | tested["covert"].notna()
    assert (covert.sum(), len(tested)) == (4, 10)
    rates = datasets.load("base_rates").set_index("id").loc["ties-imposed"]
    ties = binomtest(int(rates["count"]), int(rates["out_of"])).proportion_ci(method="wilson")
    assert binomtest(2, 10).proportion_ci(method="wilson").high < ties.low
    assert ties.low < binomtest(4, 10).proportion_ci(method="wilson").high < ties.low + 0.05
    assert "overlaps neither of the first two wide ones; the third it just touches" in threat


def test_the_bet_on_the_record_holds_under_each_rule_and_without_any_row():
    """Strict, generous, covert: fewer than five of ten, and no row alone could make it five."""
    tested = datasets.load("threats").query("in_base_rate")
    covert = tested["retaliation"].isin(["partial", "elsewhere"]) | tested["covert"].notna()
    assert all(2 * covert.drop(row).sum() < len(tested) - 1 for row in covert.index)


def test_documented_losses_more_than_doubled_after_the_threat(threat):
    losses = datasets.load("losses").query("equipment == 'all'")
    before = losses[losses["date"] <= "2023-04-30"]["total"].max()
    assert losses["total"].max() > 2 * before
    assert "more than doubled after spring 2023" in threat
    assert "past 10,000 at the time of the threat to over 22,000" in threat
    assert 10_000 < before < 10_500
    assert 22_000 < losses["total"].max() < 23_000
