"""What lesson 07 says about the game in words is what the game gives."""

import numpy as np
import pytest
from seoul_dilemma.widgets import game
from seoul_dilemma.widgets.game import SCENARIOS, Assumptions, solve

PRESSURE, CAPACITY = 0.6, 0.35
RANGES = game.ranges_around(Assumptions(), 0.3, 1.7)


@pytest.fixture(scope="module")
def draws():
    return game.sample(4000, seed=11, ranges=RANGES)


def test_backfire_of_any_aid_in_about_three_quarters_and_of_open_aid_in_about_half(draws):
    result = game.outcomes(draws, PRESSURE, CAPACITY, names=["backfire", "open_backfire"])
    assert 0.70 < (result["backfire"] > 0).mean() < 0.80
    assert 0.44 < (result["open_backfire"] > 0).mean() < 0.54


def test_open_aid_hangs_most_on_the_cost_at_home_and_on_credit_with_the_ally():
    bars = game.tornado("open_supply", PRESSURE, CAPACITY, ranges=RANGES)
    assert [bar.name for bar in bars[:2]] == ["domestic_cost", "alliance_credit"]


def test_open_aid_mostly_adds_and_backfire_mostly_combines():
    first = {
        name: sum(row.first for row in game.sobol(name, PRESSURE, CAPACITY, ranges=RANGES, n=1024, seed=5))
        for name in ("open_supply", "backfire")
    }
    assert first["open_supply"] > 0.75
    assert first["backfire"] < 0.7


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
