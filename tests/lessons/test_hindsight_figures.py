"""What lesson 08 says in words about forecasts and dates is what the tables give."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from seoul_dilemma import datasets
from seoul_dilemma.widgets import game
from seoul_dilemma.widgets.game import Assumptions, solve
from support.course import ROOT
from support.numbers import say

LESSON = (ROOT / "grading" / "lessons" / "08-hindsight.py").read_text(encoding="utf-8")
NOTES = (ROOT / "grading" / "notes" / "08-hindsight.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def touched():
    """Return the settled questions on which the op-ed leads somewhere."""
    table = datasets.load("forecasts")
    table = table[table["outcome"].isin(["yes", "no"]) & (table["op_ed_leans"] != "silent")]
    return table.assign(came=(table["outcome"] == "yes").astype(float))


@pytest.fixture(scope="module")
def events():
    return datasets.load("events")


def score(table, yes):
    """Return the mean Brier score of a reading: ``yes`` where the op-ed leads to yes, the rest where to no."""
    said = np.where(table["op_ed_leans"] == "yes", yes, 1 - np.asarray(yes))
    return ((said - table["came"]) ** 2).mean()


def test_no_even_reading_beats_a_shrug_and_bolder_is_worse(touched):
    scores = [score(touched, bold) for bold in np.linspace(0.5, 1, 51)]
    assert scores[0] == 0.25
    assert (np.diff(scores) > 0).all()
    assert score(touched[touched["claim"] != "C43"], 0.75) > 0.25


def test_telling_likely_from_the_weaker_words_just_beats_a_shrug(touched):
    assert "95 % for it and 52 % for the rest" in LESSON
    assert 0.24 < score(touched, np.where(touched["hedge"] == "will likely", 0.95, 0.52)) < 0.25


def test_counts_of_questions_are_as_written(touched):
    assert "under twenty questions" in LESSON
    assert 15 < len(touched) < 20
    assert "Three questions ask whether open aid came" in LESSON
    assert (touched["claim"] == "C36").sum() == 3
    assert "Four questions come from C43" in LESSON
    assert (touched["claim"] == "C43").sum() == 4


def test_three_of_five_where_it_leads_to_no_and_a_third_where_to_yes_with_intervals_that_overlap(touched):
    ends = {}
    for lean, share in (("no", 3 / 5), ("yes", 4 / 13)):
        came = touched[touched["op_ed_leans"] == lean]["came"]
        assert came.mean() == pytest.approx(share)
        interval = binomtest(int(came.sum()), len(came)).proportion_ci(method="wilson")
        ends[lean] = (interval.low, interval.high)
    shared = min(high for _, high in ends.values()) - max(low for low, _ in ends.values())
    assert shared > 0.5 * (ends["yes"][1] - ends["yes"][0])


def test_the_example_by_hand_adds_up():
    said, came = np.array([0.8, 0.8, 0.2, 0.2]), np.array([1, 0, 0, 0])
    assert "0.065 − 0.0625 + 0.1875 = 0.19" in LESSON
    assert np.mean([0.3**2, 0.2**2]) == pytest.approx(0.065)
    assert pytest.approx(((said - came) ** 2).mean()) == 0.065 - 0.0625 + 0.1875


def test_the_reading_of_one_crisis_or_of_five_decides_the_score(touched):
    once = float(solve(0.6, 0.35).open_supply)
    row = touched.set_index("id").loc["open-lethal-aid-yoon"]
    assert row["came"] == 0
    assert (1 - (1 - once) ** 5) ** 2 > 0.6  # "a terrible one"
    assert once**2 < 0.1  # "a fair forecaster"
    assert "five crises, each on its own" in LESSON


def test_the_record_moves_seoul_at_home_and_not_the_mechanism(events):
    quarters = pd.period_range("2022Q2", "2024Q4", freq="Q")
    assert f"With {say(len(quarters))} quarters" in LESSON
    quarter = events["date"].dt.to_period("Q")
    warned = (
        (events["kind"] == "threat") & (events["mover"] == "Russia") & ~events["id"].str.endswith("tokyo")
    )
    ways = (
        "poland-sends-krab",
        "shell-sale",
        "krab-licence",
        "shell-loan",
        "shells-leave-depots",
        "wsj-confidential",
        "more-than-europe",
    )
    helped = (events["mover"] == "South Korea") & events["id"].str.contains("krab|shell|wsj|wp-more")
    assert all(any(way in each for way in ways) for each in events.loc[helped, "id"])
    heard, moved = quarters.isin(quarter[warned]), quarters.isin(quarter[helped])
    counts = [[(~moved & (heard == s)).sum(), (moved & (heard == s)).sum(), 0] for s in (False, True)]
    draws = game.sample(8000, seed=8, ranges=game.ranges_around(Assumptions(), 0.2, 2.5))
    fit = game.log_likelihood(draws, counts, 0.6, 0.35)
    weights = np.exp(fit - fit.max())
    weights /= weights.sum()
    by = {
        name: ((weights * draws.inputs[name]).sum() - draws.inputs[name].mean()) / draws.inputs[name].std()
        for name in draws.varied
    }
    far = sorted(by, key=lambda name: -abs(by[name]))[:2]
    assert far == ["alliance_credit", "domestic_cost"]
    assert by["alliance_credit"] < -0.5 < 0.5 < by["domestic_cost"]
    assert max(abs(by[name]) for name in ("yielding_cost", "threat_pull", "bluff_cost")) < 0.15
    assert 300 < 1 / (weights**2).sum() < 1500


def test_dated_by_the_act_two_terms_of_the_thesis_move_a_little(events):
    """The silence on the mechanism hangs on dating by the press: the lesson shows both datings."""
    quarters = pd.period_range("2022Q2", "2024Q4", freq="Q")
    quarter = events["date"].dt.to_period("Q")
    warned = (
        (events["kind"] == "threat") & (events["mover"] == "Russia") & ~events["id"].str.endswith("tokyo")
    )
    reported = (events["mover"] == "South Korea") & events["id"].str.contains("krab|shell|wsj|wp-more")
    heard = quarters.isin(quarter[warned])
    counts = {}
    for way, rows in (("report", reported), ("act", events["step"] == "arms")):
        moved = quarters.isin(quarter[rows])
        counts[way] = [
            [(~moved & (heard == s)).sum(), (moved & (heard == s)).sum(), 0] for s in (False, True)
        ]
    assert (counts["act"][1][1], counts["report"][1][1]) == (1, 3)
    assert "help falls in one quarter with a threat, where it fell in three" in LESSON
    draws = game.sample(8000, seed=8, ranges=game.ranges_around(Assumptions(), 0.2, 2.5))
    weights = np.exp(game.log_likelihood(draws, counts["act"], 0.6, 0.35))
    by = {}
    for name in ("yielding_cost", "threat_pull", "bluff_cost"):
        values = draws.inputs[name]
        by[name] = (np.average(values, weights=weights) - values.mean()) / values.std()
    assert -0.33 < by["yielding_cost"] < -0.2 < 0.2 < by["bluff_cost"] < 0.33
    assert abs(by["threat_pull"]) < 0.15
    assert "each by about a quarter of a standard deviation" in LESSON


def between(starts, marks, first, last):
    gaps = [[(mark - start).days for mark in marks] for start in starts]
    return np.mean([any(first <= gap <= last for gap in row) for row in gaps])


@pytest.fixture(scope="module")
def counted(events):
    """Return Seoul's steps, the threats up to the last of them, and every day until then."""
    steps = events[events["step"].isin(["arms", "aid"])]["date"]
    threats = events[(events["kind"] == "threat") & (events["mover"] == "Russia")]
    threats = threats[threats["id"] != "2023-12-27-zakharova-warns-tokyo"]["date"]
    return steps, threats[threats <= steps.max()], pd.date_range(events["date"].min(), steps.max())


def test_no_scored_bet_hangs_on_one_row_but_the_one_that_says_so(counted):
    """The sign of the count falls when single rows are left out: the bet and the text say just that."""
    steps, early, any_day = counted
    whole = between(early, steps, 1, 60) - between(any_day, steps, 1, 60)
    assert whole > 0
    each = [steps.drop(row) for row in steps.index]
    gaps = [between(early, rest, 1, 60) - between(any_day, rest, 1, 60) for rest in each]
    assert min(gaps) <= 0, "the bet and the text both need a row that turns it"
    assert "Some single row, left out of our list of steps, changes which of the two is larger" in LESSON
    assert "The sign of this count does not hold" in LESSON
    bets = re.findall(r'ForecastPad\(\n    "(08-[\w-]+)"', LESSON)
    assert bets == ["08-half", "08-one-row", "08-fourth"], (
        "hold the sign of a new bet on the record here, too"
    )


def test_the_bet_on_the_shrug_holds_without_any_one_question(touched):
    assert all(score(touched.drop(row), 0.75) > 0.25 for row in touched.index)


def test_the_window_turns_the_count_round(counted):
    steps, early, any_day = counted
    gaps = [between(early, steps, 1, days) - between(any_day, steps, 1, days) for days in (30, 60, 90)]
    assert gaps[0] > 0.25 > 0.1 > gaps[1] > 0 > gaps[2]
    assert "In 30 days the gap is wide, in 60 small, in 90 it turns round" in LESSON


def test_one_call_decides_whether_rows_and_windows_turn_the_sign_and_the_text_says_so(events, counted):
    steps, early, any_day = counted
    assert "so even the answer to your bet hangs on it" in LESSON
    repeat = steps[events.loc[steps.index, "id"] != "2024-04-04-cho-nato-12m"]
    assert len(repeat) == len(steps) - 1

    def gap(starts, marks, days=60):
        return between(starts, marks, 1, days) - between(any_day, marks, 1, days)

    assert gap(early, steps, 90) < 0 < gap(early, repeat, 90)
    assert min(gap(early, steps.drop(row)) for row in steps.index) < 0
    assert min(gap(early, repeat.drop(row)) for row in repeat.index) > 0
    apart = early[~(early.diff().dt.days <= 1)]
    assert len(early) - len(apart) == 2
    assert all(abs(gap(apart, marks)) < 0.05 for marks in (steps, repeat))  # "next to nothing"


def test_most_arms_acts_of_spring_2023_came_before_the_loudest_threats(events):
    arms = events[events["step"] == "arms"].set_index("id")["date"]
    spring = arms[(arms >= "2023-01-01") & (arms <= "2023-06-30")]
    assert len(spring) > 1
    assert (spring < "2023-04-19").all()
    assert "most of that spring's arms acts came **before**" in LESSON
    loud = events[(events["kind"] == "threat") & (events["mover"] == "Russia")]["date"]
    assert len(loud[(loud >= "2023-04-19") & (loud <= "2023-04-20")]) == 3
    assert "three of the threats fall within two days" in LESSON


def test_steps_end_in_july_2024_and_turn_away_from_2025_on(events):
    moves = events[(events["mover"] == "South Korea") & events["direction"].isin(["up", "down"])]
    moves = moves[moves["kind"].isin(["concession", "delivery"])]
    assert moves[moves["direction"] == "up"]["date"].max().strftime("%B %Y") == "July 2024"
    assert "from 2025 on, our list holds moves *away* from Kyiv and no step toward it" in LESSON
    late = moves[moves["date"] >= "2025-01-01"]
    assert len(late) > 1
    assert set(late["direction"]) == {"down"}


def test_no_poll_up_to_the_end_of_2024_had_a_majority_for_arms():
    row = datasets.load("forecasts").set_index("id").loc["poll-majority-for-arms-2024"]
    assert row["outcome"] == "no"
    assert row["closes_on"] == pd.Timestamp("2024-12-31")


def test_every_figure_for_2023_is_below_that_for_2022():
    contracts = datasets.load("contracts")
    figures = contracts[contracts["year_end"] == 2023]["value_usd_bn"]
    assert len(figures) == 3
    assert (figures < contracts.set_index("id")["value_usd_bn"]["2022"]).all()


def test_the_rubric_of_the_memo_is_one_table_of_four_by_four_here_and_in_the_notes():
    in_lesson = [line.removeprefix("# ") for line in LESSON.splitlines() if line.startswith("# | **")]
    criteria = [line for line in in_lesson if line.count("|") == 6]
    assert len(criteria) == 4
    assert all(line in NOTES.splitlines() for line in criteria)
    assert '"grade_id": "memo", "grade": true, "solution": true, "points": 16' in LESSON
