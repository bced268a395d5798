"""What lesson 07 says about the game in words is what the game gives."""

import re

import numpy as np
import pytest
from seoul_dilemma.widgets import SensitivityExplorer, game
from seoul_dilemma.widgets.game import SCENARIOS, Assumptions, solve
from seoul_dilemma.widgets.game.payoffs import WEIGHTS

PRESSURE, CAPACITY = 0.6, 0.35
RANGES = game.ranges_around(Assumptions(), 0.3, 1.7)


@pytest.fixture(scope="module")
def draws():
    return game.sample(4000, seed=11, ranges=RANGES)


def test_backfire_of_any_aid_in_about_three_quarters_and_of_open_aid_in_about_half(draws):
    result = game.outcomes(draws, PRESSURE, CAPACITY, names=["backfire", "open_backfire"])
    assert 0.70 < (result["backfire"] > 0).mean() < 0.80
    assert 0.44 < (result["open_backfire"] > 0).mean() < 0.54
    both_ends = (result["backfire"] > 0) & (result["open_backfire"] < 0)
    assert 0.31 < both_ends.mean() < 0.38  # "in about a third of our draws"


def test_open_aid_hangs_most_on_the_cost_at_home_and_on_credit_with_the_ally():
    bars = game.tornado("open_supply", PRESSURE, CAPACITY, ranges=RANGES)
    assert [bar.name for bar in bars[:2]] == ["domestic_cost", "alliance_credit"]


def test_the_tornado_is_as_its_alternative_text_says():
    bar = game.tornado("open_supply", PRESSURE, CAPACITY, ranges=RANGES)[0]
    assert [round(value, 2) for value in (bar.base, bar.at_high, bar.at_low)] == [0.30, 0.08, 0.69]


def test_cost_at_home_moves_open_aid_and_hardly_aid_of_any_form():
    cheap, dear = (solve(PRESSURE, CAPACITY, Assumptions(domestic_cost=cost)) for cost in (0.2, 0.8))
    assert cheap.open_supply - dear.open_supply > 0.5
    assert cheap.supply - dear.supply < 0.1


def test_backfire_is_little_and_deterrence_in_a_few_draws_much():
    drawn = game.sample(2000, seed=1, ranges=RANGES)  # the draws of the lesson
    b1 = game.outcomes(drawn, PRESSURE, CAPACITY, names=["backfire"])["backfire"]
    assert (b1[b1 > 0] < 0.1).mean() > 0.9
    assert 0.005 < (b1 < -0.2).mean() < 0.03
    assert -0.5 < b1.min() < -0.4
    assert 0.2 < b1.max() < 0.3


def test_cost_of_a_bluff_narrows_most_and_materiel_cost_widens():
    def after(name):
        explorer = SensitivityExplorer(
            "backfire", pressure=PRESSURE, capacity=CAPACITY, spread=0.7, known=[name]
        )
        return [
            float(number)
            for number in re.search(r"goes from ([\d.]+) to ([\d.]+) in 100\.$", repr(explorer)).groups()
        ]

    bars = [
        bar.name for bar in SensitivityExplorer(pressure=PRESSURE, capacity=CAPACITY, spread=0.7).tornado[:9]
    ]
    assert bars[0] == "alliance_credit"
    left = {name: after(name)[1] for name in bars}
    assert min(left, key=left.get) == "bluff_cost"
    assert "bluff_cost" not in bars[:3]
    assert left["materiel_cost_hard"] > after("materiel_cost_hard")[0]


def test_open_aid_mostly_adds_and_backfire_mostly_combines():
    table = {
        name: {row.name: row for row in game.sobol(name, PRESSURE, CAPACITY, ranges=RANGES, seed=3)}
        for name in ("open_supply", "backfire")
    }
    assert sum(row.first for row in table["open_supply"].values()) > 0.75
    assert sum(row.first for row in table["backfire"].values()) < 0.7
    assert max(row.first for row in table["backfire"].values()) < 0.5
    both = [table["open_supply"][name].first for name in ("domestic_cost", "alliance_credit")]
    assert 0.5 < sum(both) < 0.75
    totals = sorted((row.total for row in table["backfire"].values()), reverse=True)
    assert table["backfire"]["precision"].total >= totals[2]  # "stands near the top"
    soft = table["backfire"]["materiel_cost_soft"]
    assert abs(soft.first) < 0.05 < soft.total - soft.total_error


def test_without_cost_of_yielding_and_pull_the_threat_backfires_nowhere_and_seldom_in_draws():
    grid = np.meshgrid(np.linspace(0, 1, 61), np.linspace(0, 1, 61))
    assert not (solve(*grid, SCENARIOS["no-pride"].assumptions).backfire > 1e-9).any()
    ranges = {name: ends for name, ends in RANGES.items() if name not in ("yielding_cost", "threat_pull")}
    none = Assumptions(yielding_cost=0, threat_pull=0)
    drawn = game.sample(4000, seed=11, ranges=ranges, assumptions=none)
    share = (game.outcomes(drawn, PRESSURE, CAPACITY, names=["backfire"])["backfire"] > 0).mean()
    assert 0.005 < share < 0.025


def test_need_pushes_toward_open_aid_and_the_floor_alone_away():
    plain, need, floor = (
        float(solve(PRESSURE, CAPACITY, Assumptions(**change)).open_supply)
        for change in ({}, {"munitions_need": 1.4}, {"harm_floor": 0.6})
    )
    assert floor < plain < need


def test_the_middle_is_best_in_most_draws_and_least_regretted(draws):
    payoffs = game.posture_payoffs(draws, PRESSURE, CAPACITY)
    assert (payoffs.argmax(axis=1) == 1).mean() > 0.5
    assert game.minimax_regret(payoffs).choice == "indirect"


def test_indirect_aid_is_likeliest_in_two_of_the_three_stories():
    likeliest = {
        name: [eq.open_supply, eq.supply - eq.open_supply, 1 - eq.supply]
        for name in ("op-ed", "missing-mechanism", "record")
        for eq in [solve(PRESSURE, CAPACITY, SCENARIOS[name].assumptions)]
    }
    assert [int(np.argmax(chances)) for chances in likeliest.values()] == [1, 0, 1]


def test_there_are_some_twenty_numbers_in_the_game():
    assert 18 <= len(game.PARAMETERS) <= 24


def test_defaults_and_the_point_are_as_the_prose_says():
    assert Assumptions().domestic_cost == 0.45
    eq = solve(PRESSURE, CAPACITY, Assumptions())
    assert 0 < eq.backfire < 0.05


def test_the_missing_mechanism_arms_pyongyang_nearly_whatever_seoul_does():
    op_ed, missing = (
        solve(PRESSURE, CAPACITY, SCENARIOS[name].assumptions) for name in ("op-ed", "missing-mechanism")
    )
    assert op_ed.deterrence_gap[1] > 0.4
    assert missing.deterrence_gap[1] < 0.2
    assert missing.retaliation > 0.9
    assert missing.open_supply > op_ed.open_supply


def test_the_half_measure_earns_most_of_the_credit_for_little_of_the_cost():
    assert WEIGHTS["credit"][1] > 0.5
    assert WEIGHTS["domestic"][1] < 0.2


def test_harm_does_most_of_what_capacity_does_and_the_price_of_materiel_least():
    def open_aid(*moves):
        hold = {name: 0.2 for name in game.CHANNELS if name not in moves}
        return solve(PRESSURE, [0.2, 0.8], hold=hold)

    falls = {name: float(-np.diff(open_aid(name).open_supply)[0]) for name in game.CHANNELS}
    assert sorted(falls, key=falls.get) == ["materiel", "prior", "harm"]
    whole = float(-np.diff(open_aid(*game.CHANNELS).open_supply)[0])
    assert falls["harm"] > 0.7 * whole
    assert open_aid("prior", "materiel").open_backfire[1] > 0.1


def test_no_second_equilibrium_at_the_course_s_precision_and_two_more_where_players_are_sharp():
    for pressure in np.linspace(0, 1, 6):
        for capacity in np.linspace(0, 1, 6):
            assert game.other_equilibria(pressure, capacity, starts=40).shape == (0,)
    others = game.other_equilibria(0.5, 0.5, Assumptions(precision=40))
    assert others.shape == (2,)
    assert others.residual.max() < 1e-9


def test_the_choice_by_regret_does_not_hang_on_the_seed():
    for seed in range(5):
        draws = game.sample(2000, seed=seed, ranges=RANGES)
        assert game.minimax_regret(game.posture_payoffs(draws, PRESSURE, CAPACITY)).choice == "indirect"


def test_three_assumptions_lead_for_backfire_whatever_the_seed():
    leaders = {"bluff_cost", "alliance_credit", "precision"}
    for seed in (3, 4):
        table = game.sobol("backfire", PRESSURE, CAPACITY, ranges=RANGES, seed=seed)
        assert {row.name for row in table[:3]} == leaders
        assert abs(table.first_sum - 0.41) < 1.5 * table.first_sum_error
        assert table.first_sum_error < 0.15
