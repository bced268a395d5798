"""The tools of lesson 07: draws, sensitivity and regret."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
from seoul_dilemma.widgets.game import (
    OUTCOMES,
    PARAMETERS,
    POSTURES,
    SCENARIOS,
    Assumptions,
    log_likelihood,
    minimax_regret,
    outcomes,
    posture_payoffs,
    ranges_around,
    sample,
    sobol,
    solve,
    tornado,
)


def test_ranges_spread_around_the_assumptions_and_stay_legal() -> None:
    ranges = ranges_around()
    assert ranges["domestic_cost"] == pytest.approx((0.3 * 0.45, 1.7 * 0.45))
    assert "harm_floor" not in ranges
    assert "munitions_need" not in ranges
    mechanism = ranges_around(SCENARIOS["missing-mechanism"].assumptions, 0.5, 2.0)
    assert mechanism["harm_floor"] == (0.3, 1.0)
    assert ranges_around(Assumptions(prior_slope=-0.5))["prior_slope"] == pytest.approx((-0.85, -0.15))


def test_draws_fill_their_ranges_and_repeat_with_their_seed() -> None:
    draws = sample(4000, 7)
    again, other = sample(4000, 7), sample(4000, 8)
    for name, (low, high) in ranges_around().items():
        values = draws.inputs[name]
        assert values.shape == (4000,)
        assert low <= values.min() < low + 0.01 * (high - low)
        assert high - 0.01 * (high - low) < values.max() <= high
        assert values.mean() == pytest.approx((low + high) / 2, abs=0.02 * (high - low))
        assert (values == again.inputs[name]).all()
        assert (values != other.inputs[name]).any()
    correlation = np.corrcoef([draws.inputs[name] for name in ranges_around()])
    assert np.abs(correlation - np.eye(len(correlation))).max() < 0.06
    assert (draws.inputs["harm_floor"] == 0.0).all()
    assert len(draws) == draws.size == 4000
    assert draws[3].domestic_cost == draws.inputs["domestic_cost"][3]
    assert pd.DataFrame(draws.inputs).shape == (4000, len(PARAMETERS))


def test_a_draw_does_not_depend_on_how_many_follow() -> None:
    assert [sample(3, 1)[i] for i in range(3)] == [sample(10, 1)[i] for i in range(3)]


@pytest.mark.parametrize("dials", ["given", "one each", "drawn"])
def test_outcomes_are_those_of_solve(dials: str) -> None:
    ranges = {name: parameter.slider for name, parameter in PARAMETERS.items()}
    if dials == "drawn":
        ranges = {**ranges, "pressure": (0.2, 0.9), "capacity": (0.0, 1.0)}
    draws = sample(40, 5, ranges)
    place = {
        "given": (0.6, 0.35),
        "one each": (np.linspace(0, 1, 40), 0.35),
        "drawn": (None, None),
    }[dials]
    found = outcomes(draws, *place)
    assert list(found) == list(OUTCOMES)
    at = [draws.inputs.get(name, dial) for name, dial in zip(("pressure", "capacity"), place, strict=True)]
    p, c = np.broadcast_to(at[0], 40), np.broadcast_to(at[1], 40)
    for i in range(40):
        e = solve(float(p[i]), float(c[i]), draws[i])
        for name in OUTCOMES:
            assert found[name][i] == pytest.approx(float(getattr(e, name)), abs=1e-8)


def test_many_draws_are_solved_in_chunks_without_seams() -> None:
    draws = sample(20_000, 3)
    found = outcomes(draws, 0.6, 0.35, names=("supply",))["supply"]
    assert list(outcomes(draws, 0.6, 0.35, names=("supply",))) == ["supply"]
    for i in (0, 8191, 8192, 16_383, 16_384, 19_999):
        assert found[i] == pytest.approx(float(solve(0.6, 0.35, draws[i]).supply), abs=1e-9)


def test_tornado_moves_one_input_at_a_time() -> None:
    table = tornado("backfire", 0.6, 0.35)
    assert {bar.name for bar in table} == set(ranges_around())
    assert [bar.swing for bar in table] == sorted((bar.swing for bar in table), reverse=True)
    base = solve(0.6, 0.35).backfire
    for bar in table:
        low = solve(0.6, 0.35, Assumptions().replace(**{bar.name: bar.low})).backfire
        high = solve(0.6, 0.35, Assumptions().replace(**{bar.name: bar.high})).backfire
        assert (bar.at_low, bar.at_high, bar.base) == pytest.approx((low, high, base), abs=1e-9)
        assert bar.swing == pytest.approx(abs(high - low), abs=1e-9)
    assert len(pd.DataFrame(table)) == len(table)
    assert "<caption>How far backfire swings</caption>" in table._repr_html_()


def test_tornado_can_move_the_dials() -> None:
    (bar,) = tornado("supply", 0.6, 0.35, ranges={"pressure": (0.0, 1.0)})
    assert bar.at_low == pytest.approx(float(solve(0.0, 0.35).supply))
    assert bar.at_high == pytest.approx(float(solve(1.0, 0.35).supply))


def test_sobol_finds_what_carries_the_variance() -> None:
    ranges = {"pressure": (0.0, 1.0), "capacity": (0.0, 1.0), "battlefield_loss": (0.5, 0.7)}
    table = sobol("supply", ranges=ranges, n=512)
    by_name = {index.name: index for index in table}
    assert [index.total for index in table] == sorted((index.total for index in table), reverse=True)
    assert by_name["battlefield_loss"].total < 0.001
    for name in ("pressure", "capacity"):
        assert by_name[name].first <= by_name[name].total + by_name[name].first_error
    # An independent estimate of the first-order index: variance of the conditional mean, over a fine grid.
    grid = (np.arange(200) + 0.5) / 200
    supply = solve(grid[:, None], grid).supply
    for axis, name in enumerate(("pressure", "capacity")):
        share = supply.mean(axis=1 - axis).var() / supply.var()
        assert by_name[name].first == pytest.approx(share, abs=0.05)
    assert sobol("supply", 0.6, 0.35, n=16)[0] == sobol("supply", 0.6, 0.35, n=16)[0]


def test_minimax_regret_by_hand() -> None:
    found = minimax_regret([[3, 2, 0], [0, 2, 3]])
    assert found.regrets.tolist() == [[0, 1, 3], [3, 1, 0]]
    assert found.worst.tolist() == [3, 1, 3]
    assert found.mean == pytest.approx([1.5, 1, 1.5])
    assert found.choice == "indirect"
    assert minimax_regret([[1, 1]], ("a", "b")).choice == "a"


def test_posture_payoffs_are_those_of_committing_beforehand() -> None:
    draws = sample(30, 9)
    worth = posture_payoffs(draws, 0.6, 0.35)
    assert worth.shape == (30, 3)
    for i in (0, 11, 29):
        e = solve(0.6, 0.35, draws[i])
        by_hand = (1 - e.threat_rate) * e.seoul_payoff[0] + e.threat_rate * e.seoul_payoff[1]
        assert worth[i] == pytest.approx(by_hand, abs=1e-9)
    assert minimax_regret(worth).choice in POSTURES


DIALS = {"pressure": 0.5, "capacity": 0.5}
COIN = {"assumptions": Assumptions(precision=0), "ranges": {"talk_cost": (0, 1)}}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sample(0, 1), "n = 0: expected a whole number, at least 1"),
        (lambda: sample(2.5, 1), r"n = 2\.5: expected a whole number"),
        (lambda: sample(5, -1), "seed = -1"),
        (lambda: sample(5, 1, {"pride": (0, 1)}), "unknown assumption 'pride'"),
        (
            lambda: sample(5, 1, {"talk_cost": (0, 11)}),
            r"talk_cost = 11\.0 is out of range: expected .* 0 to 10",
        ),
        (
            lambda: sample(5, 1, {"talk_cost": (1, 0)}),
            "range of talk_cost = .1, 0.: expected the lower end first",
        ),
        (lambda: sample(5, 1, {"talk_cost": 3}), "range of talk_cost = 3: expected two numbers"),
        (lambda: sample(5, 1, {"pressure": (0, 2)}), r"pressure = 2\.0 is out of range"),
        (lambda: ranges_around(low=2, high=1), "expected 0 <= low <= high"),
        (lambda: outcomes(sample(5, 1)), "pressure is missing"),
        (lambda: outcomes(sample(5, 1, {"pressure": (0, 1)}), **DIALS), "pressure is drawn in the sample"),
        (
            lambda: outcomes(sample(5, 1), [0.1, 0.2], 0.5),
            r"pressure has shape \(2,\): expected one number, or 5",
        ),
        (
            lambda: outcomes(sample(5, 1), **DIALS, names=("peace",)),
            "outcome 'peace' is unknown: choose one of",
        ),
        (lambda: outcomes({"a": 1}, **DIALS), "expected a Sample"),
        (lambda: posture_payoffs(None, **DIALS), "expected a Sample"),
        (lambda: tornado("peace", **DIALS), "outcome 'peace' is unknown"),
        (lambda: tornado("supply", [0.5], 0.5), r"pressure has shape \(1,\): expected one number"),
        (lambda: sobol("supply", **DIALS, n=100), "n = 100: expected a power of two"),
        (lambda: sobol("supply", **DIALS, ranges={}), "no input varies"),
        (lambda: sobol("backfire", **DIALS, n=4, **COIN), "no variance to split"),
        (lambda: minimax_regret([1, 2, 3]), r"shape \(3,\): expected at least one row, and 3 columns"),
        (lambda: minimax_regret([[1, 2, float("nan")]]), "not finite"),
        (lambda: minimax_regret("abc"), "payoffs are not numbers"),
    ],
)
def test_bad_input_is_named(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()  # type: ignore[operator]


def test_the_first_order_indices_have_a_sum_and_the_sum_an_error() -> None:
    table = sobol("backfire", **DIALS, n=256, seed=2)
    assert table.first_sum == pytest.approx(sum(row.first for row in table))
    assert table.first_sum_error > 0.0
    again = pickle.loads(pickle.dumps(table))
    assert (again.first_sum, again.caption) == (table.first_sum, table.caption)


def test_likelihood_multiplies_the_chances_of_what_was_seen() -> None:
    draws = sample(5, 1)
    counts = [[4, 1, 0], [2, 3, 1]]
    found = log_likelihood(draws, counts, 0.6, 0.35)
    for i in range(5):
        expected = (np.array(counts) * np.log(solve(0.6, 0.35, draws[i]).seoul)).sum()
        assert found[i] == pytest.approx(expected, abs=1e-9)
    sharp = sample(3, 1, ranges={"precision": (900, 1000)})
    assert np.isfinite(log_likelihood(sharp, counts, 0.6, 0.35)).all()


@pytest.mark.parametrize("counts", [[1, 2, 3], [[1, 2, 3], [1, 2, -3]], [[1, 2, 3], [1, 2, None]], "many"])
def test_counts_of_another_form_are_refused(counts: object) -> None:
    with pytest.raises(ValueError, match="expected two rows"):
        log_likelihood(sample(2, 1), counts, 0.6, 0.35)
