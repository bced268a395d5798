"""Two periods: Gambit agrees on the whole tree, the laws of probability hold, and shadow 0 is one period."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from games import draw
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions, TwoPeriods, reputation, solve, solve_two

GAMES = json.loads(Path(__file__).with_name("golden_two.json").read_text(encoding="utf-8"))["games"]
GRID = np.linspace(0.0, 1.0, 5)
PARTS = ("prior", "threat", "belief", "seoul", "arming", "seoul_payoff", "moscow_payoff")


def test_gambit_finds_the_same_equilibrium_of_the_whole_tree() -> None:
    shadows = [game["shadow"] for game in GAMES]
    assert len(GAMES) == 40
    assert min(shadows) < 0.5
    assert max(shadows) > 1.75
    for game in GAMES:
        e = solve_two(game["pressure"], game["capacity"], Assumptions(**game["assumptions"]), game["shadow"])
        for name in ("threat", "seoul", "arming"):
            assert getattr(e, name) == pytest.approx(np.array(game[name]), abs=1e-7)


@pytest.mark.parametrize("values", ["present", "current"])
def test_without_a_shadow_it_is_the_game_of_one_period(values: str) -> None:
    one, two = solve(GRID[:, None], GRID), solve_two(GRID[:, None], GRID, shadow=0.0, values=values)
    for name in (*PARTS, "supply", "open_supply", "retaliation", "backfire", "deterrence_gap"):
        assert getattr(two, name) == pytest.approx(getattr(one, name), abs=1e-12)


def test_present_and_current_values_are_one_where_both_periods_weigh_the_same() -> None:
    present, current = (solve_two(0.6, 0.35, shadow=1.0, values=values) for values in ("present", "current"))
    later = solve_two(0.6, 0.35, shadow=2.0), solve_two(0.6, 0.35, shadow=2.0, values="current")
    assert present.seoul == pytest.approx(current.seoul, abs=1e-12)
    assert np.abs(later[0].seoul - later[1].seoul).max() > 1e-3


def test_channels_of_capacity_can_be_held() -> None:
    everything = dict.fromkeys(("harm", "prior", "materiel"), 0.35)
    held, there = solve_two(0.6, 0.8, hold=everything), solve_two(0.6, 0.35)
    assert held.seoul == pytest.approx(there.seoul, abs=1e-12)


@pytest.fixture(scope="module")
def wide() -> TwoPeriods:
    return solve_two(GRID[:, None, None], GRID[:, None], shadow=[0.5, 2.0], values="current")


def test_beliefs_average_over_histories_to_the_prior(wide: TwoPeriods) -> None:
    assert wide.histories.sum(axis=(-3, -2, -1)) == pytest.approx(np.ones((5, 5, 2)))
    mean = (wide.histories * wide.belief_after).sum(axis=(-3, -2, -1))
    assert mean == pytest.approx(wide.prior, abs=1e-12)
    within = (wide.answers * wide.belief_after).sum(axis=-1)  # each belief after a signal, over the answers
    assert within == pytest.approx(np.repeat(wide.belief[..., None], 3, axis=-1), abs=1e-12)
    assert wide.residual.max() < 1e-10
    assert wide.sure.all()


def test_everyone_answers_everyone_else_across_both_periods() -> None:
    """From the payoffs up: the second period is today's game with the prior replaced by the belief."""
    shadow, a = 1.5, Assumptions()
    e = solve_two(0.6, 0.35, a, shadow, values="current")

    def later(belief: float) -> tuple[np.ndarray, float]:
        then = solve(0.6, 0.35, a.replace(prior_base=float(belief), prior_slope=0.0))
        moscow = (1 - then.threat) * then.moscow_payoff[:, 0] + then.threat * then.moscow_payoff[:, 1]
        rate = np.array([1 - then.threat_rate, then.threat_rate])
        return moscow, float((rate * (then.seoul * then.seoul_payoff).sum(axis=1)).sum())

    one = solve(0.6, 0.35, a)
    for s in range(2):
        for k in range(3):
            (after_hold, w_hold), (after_arm, w_arm) = map(later, e.belief_after[s, k])
            odds = np.log(one.arming[:, s, k]) - np.log1p(
                -one.arming[:, s, k]
            )  # 6 times what arming gains today
            odds = odds + a.precision * shadow * (after_arm - after_hold)
            assert e.arming[:, s, k] == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-8)
            arms = e.answers[s, k, 1]
            harm = a.armed_north_harm * 0.35 + a.trade_loss
            today = one.seoul_payoff[s, k] + harm * float(
                (1 - one.belief[s]) * one.arming[0, s, k] + one.belief[s] * one.arming[1, s, k]
            )
            worth = today - arms * harm + shadow * ((1 - arms) * w_hold + arms * w_arm)
            assert e.seoul_payoff[s, k] == pytest.approx(worth, abs=1e-8)
        weight = np.exp(a.precision * e.seoul_payoff[s])
        assert e.seoul[s] == pytest.approx(weight / weight.sum(), abs=1e-9)
    gain = e.moscow_payoff[:, 1] - e.moscow_payoff[:, 0]
    assert e.threat == pytest.approx(1 / (1 + np.exp(-a.precision * gain)), abs=1e-9)


def test_a_shadow_makes_bluffers_act_tough_and_open_aid_rarer() -> None:
    now, soon, later = (solve_two(0.6, 0.35, shadow=shadow, values="current") for shadow in (0, 1, 2))
    assert [float(e.arming[0, 1, 2]) for e in (now, soon, later)] == pytest.approx(
        [0.20, 0.41, 0.57], abs=5e-3
    )
    assert [float(e.open_supply) for e in (now, soon, later)] == pytest.approx([0.30, 0.23, 0.16], abs=5e-3)
    assert later.threat == pytest.approx([0.34, 0.375], abs=5e-3)
    assert soon.belief_after[1, 2, 0] == pytest.approx(0.01, abs=5e-3)  # a called bluff
    assert soon.belief_after[1, 1, 1] == pytest.approx(0.85, abs=5e-3)  # arming after indirect aid


def test_random_games_are_answered_or_owned_up_to() -> None:
    games = draw(40, 31, "near", precision=(1.0, 10.0))
    for i in range(40):
        a = Assumptions(**{name: float(games[name][i]) for name in PARAMETERS})
        e = solve_two(games["pressure"][i], games["capacity"][i], a, shadow=1.0)
        if e.sure:
            assert e.residual < 1e-9
            assert (e.histories * e.belief_after).sum() == pytest.approx(float(e.prior), abs=1e-9)


def test_where_the_branch_may_turn_the_answer_is_not_sure() -> None:
    # At this place and precision the game of one period folds.
    with pytest.warns(RuntimeWarning, match="in 1 of 1 games the branch may turn back"):
        e = solve_two(0.9, 1.0, Assumptions(precision=18.0), shadow=0.0)
    assert not e.sure


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"shadow": -0.1}, "shadow = -0.1 is out of range: expected numbers from 0 to 2"),
        ({"shadow": 2.5}, "expected numbers from 0 to 2"),
        ({"shadow": "long"}, "shadow = 'long' is not numeric"),
        ({"values": "future"}, "values = 'future': choose one of present, current"),
        ({"shadow": [1, 2], "pressure": [0.1, 0.2, 0.3]}, r"shapes \(3,\), \(\), \(2,\)"),
        ({"pressure": 1.5}, "pressure = 1.5 is out of range: expected numbers from 0 to 1"),
        ({"assumptions": 3}, "expected an Assumptions"),
    ],
)
def test_bad_input_is_named(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        solve_two(**{"pressure": 0.6, "capacity": 0.35, **arguments})  # type: ignore[arg-type]


def test_a_belief_walks_from_crisis_to_crisis() -> None:
    path = reputation(0.6, 0.35, [False, True], shadow=1.0)
    first = solve_two(0.6, 0.35, shadow=1.0, values="current")
    assert path[:2] == [float(first.prior), float(first.belief_after[1, 2, 0])]
    # The next crisis begins no surer than a prior may be.
    start = Assumptions(prior_base=max(path[1], 0.01), prior_slope=0.0)
    second = solve_two(0.6, 0.35, start, 1.0, "current")
    assert path[2] == pytest.approx(float(second.belief_after[1, 2, 1]), abs=1e-12)
