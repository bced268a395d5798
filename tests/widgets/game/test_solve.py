"""The equilibrium: what holds exactly, at any legal assumptions, and what it refuses."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from games import assumptions, thorough, unit
from hypothesis import example, given
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions, solve

GRID = np.linspace(0.0, 1.0, 21)
LOWEST = Assumptions(**{name: p.bounds[0] for name, p in PARAMETERS.items()})
HIGHEST = Assumptions(**{name: p.bounds[1] for name, p in PARAMETERS.items()})


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 + 0.5 * np.tanh(x / 2)


@thorough
@given(unit, unit, assumptions())
@example(1.0, 0.0, LOWEST.replace(precision=40.0))
@example(1.0, 0.0, HIGHEST)
@example(0.0, 1.0, HIGHEST.replace(prior_base=1.0, prior_slope=1.0))
@example(0.0, 0.0, HIGHEST.replace(prior_base=0.0, prior_slope=-1.0))
def test_probabilities_are_probabilities_and_sum_to_one(p: float, c: float, a: Assumptions) -> None:
    e = solve(p, c, a)
    for part in (
        e.threat,
        e.belief,
        e.seoul,
        e.arming,
        e.supply,
        e.open_supply,
        e.retaliation,
        e.threat_rate,
    ):
        assert np.isfinite(part).all()
        assert (part >= 0.0).all()
        assert (part <= 1.0 + 1e-12).all()
    assert e.seoul.sum(axis=-1) == pytest.approx(1.0, abs=1e-12)
    for part in (e.backfire, e.open_backfire, e.threat_payoff, e.log_odds_backfire, e.deterrence_gap):
        assert np.isfinite(part).all()
    assert e.residual < 1e-8


@thorough
@given(unit, unit, assumptions())
def test_everyone_answers_everyone_else(p: float, c: float, a: Assumptions) -> None:
    """Check the definition of the equilibrium, from the payoffs up."""
    e, lam = solve(p, c, a), a.precision
    scarce, harm = 1 - c, a.armed_north_harm * (a.harm_floor + (1 - a.harm_floor) * c) + a.trade_loss
    overt, battle = (0, 0.3, 1), (0, 0.5, 1)
    credit, export, role = np.array([0, 0.6, 1]), np.array([0, 0.25, 0.5]), np.array([0, 0.3, 1])
    domestic, yielding = np.array([0, 0.15, 1]), np.array([1, 0.3, 0])
    value = np.empty((2, 2, 3))
    for t, (w, k) in enumerate(
        [(a.wish_to_punish_soft, a.materiel_cost_soft), (a.wish_to_punish_hard, a.materiel_cost_hard)]
    ):
        for s in range(2):
            for i in range(3):
                hold = -a.battlefield_loss * battle[i] - a.bluff_cost * overt[i] * s - a.talk_cost * s
                arm = -a.battlefield_loss * battle[i] - a.talk_cost * s + w * overt[i]
                arm += a.munitions_value + a.munitions_need * scarce - k * scarce - a.own_loss
                q = e.arming[t, s, i]
                assert q == pytest.approx(sigmoid(lam * (arm - hold)), abs=1e-9)
                value[t, s, i] = q * arm + (1 - q) * hold
    for s in range(2):
        pull = (p + a.threat_pull * s * (1 - p)) * a.alliance_credit
        risk = (1 - e.belief[s]) * e.arming[0, s] + e.belief[s] * e.arming[1, s]
        worth = pull * credit + a.export_gain * export + a.role_gain * role
        worth = worth - a.domestic_cost * domestic - risk * harm - s * a.yielding_cost * yielding
        assert e.seoul_payoff[s] == pytest.approx(worth, abs=1e-9)
        weight = np.exp(lam * (worth - worth.max()))
        assert e.seoul[s] == pytest.approx(weight / weight.sum(), abs=1e-8)
    gain = (e.seoul[1] * value[:, 1]).sum(axis=-1) - (e.seoul[0] * value[:, 0]).sum(axis=-1)
    assert e.threat == pytest.approx(sigmoid(lam * gain), abs=1e-8)
    assert e.threat_payoff == pytest.approx((1 - e.prior) * gain[0] + e.prior * gain[1], abs=1e-9)
    assert e.prior == pytest.approx(np.clip(a.prior_base + a.prior_slope * c, 0.01, 0.99))


@thorough
@given(unit, unit, assumptions())
def test_beliefs_average_to_the_prior(p: float, c: float, a: Assumptions) -> None:
    e = solve(p, c, a)
    mean = (1 - e.threat_rate) * e.belief[0] + e.threat_rate * e.belief[1]
    assert mean == pytest.approx(float(e.prior), abs=1e-9)


@thorough
@given(unit, unit, assumptions(precision=0.0))
def test_at_precision_zero_everyone_tosses_coins(p: float, c: float, a: Assumptions) -> None:
    e = solve(p, c, a)
    assert (e.threat == 0.5).all()
    assert e.seoul == pytest.approx(1 / 3)
    assert (e.arming == 0.5).all()
    assert e.belief == pytest.approx(float(e.prior))


@thorough
@given(unit, unit, assumptions(yielding_cost=0.0, threat_pull=0.0, bluff_cost=0.0, talk_cost=0.0))
def test_cheap_talk_moves_nothing(p: float, c: float, a: Assumptions) -> None:
    e = solve(p, c, a)
    assert e.backfire == pytest.approx(0.0, abs=1e-9)
    assert e.open_backfire == pytest.approx(0.0, abs=1e-9)
    assert e.belief == pytest.approx(float(e.prior), abs=1e-9)
    assert e.threat == pytest.approx(0.5, abs=1e-9)


@thorough
@given(unit, unit, assumptions())
def test_what_follows_agrees_with_what_is_played(p: float, c: float, a: Assumptions) -> None:
    e = solve(p, c, a)
    reach = np.array([1 - e.prior, e.prior])[:, None] * np.stack([1 - e.threat, e.threat], axis=-1)
    assert e.threat_rate == pytest.approx(reach[:, 1].sum())
    assert e.supply == pytest.approx((reach.sum(axis=0)[:, None] * e.seoul)[:, 1:].sum())
    assert e.open_supply == pytest.approx((reach.sum(axis=0) * e.seoul[:, 2]).sum())
    assert e.retaliation == pytest.approx((reach[..., None] * e.seoul * e.arming).sum())
    assert e.backfire == pytest.approx(e.seoul[1, 1:].sum() - e.seoul[0, 1:].sum(), abs=1e-9)
    assert e.open_backfire == pytest.approx(e.seoul[1, 2] - e.seoul[0, 2], abs=1e-9)
    gap = e.arming[:, :, 2] - e.arming[:, :, 0]
    assert e.deterrence_gap == pytest.approx((1 - e.belief) * gap[0] + e.belief * gap[1], abs=1e-9)
    refused, supplied = e.seoul[:, 0], e.seoul[:, 1:].sum(axis=-1)
    if (np.minimum(refused, supplied) > 1e-300).all():
        odds = np.log(supplied) - np.log(refused)
        assert e.log_odds_backfire == pytest.approx(odds[1] - odds[0], abs=1e-6)


def test_a_map_is_its_points() -> None:
    whole = solve(GRID[:, None], GRID[None, :])
    flat = solve(*(x.ravel() for x in np.meshgrid(GRID, GRID, indexing="ij")))
    for field in (
        "threat",
        "belief",
        "seoul",
        "arming",
        "supply",
        "retaliation",
        "deterrence_gap",
        "residual",
    ):
        part = getattr(whole, field)
        assert part.shape[:2] == (21, 21)
        assert np.reshape(getattr(flat, field), part.shape) == pytest.approx(part, abs=1e-9)
    for i, j in [(0, 0), (4, 17), (20, 20)]:
        one = solve(GRID[i], GRID[j])
        assert one.seoul == pytest.approx(whole.seoul[i, j], abs=1e-12)
        assert one.pressure == whole.pressure[i, j]
        assert one.capacity == whole.capacity[i, j]


@pytest.mark.parametrize(
    ("p", "c", "shape"), [(0.5, 0.5, ()), ([0.1, 0.2], 0.5, (2,)), ([[0.1], [0.2]], [0, 1, 1], (2, 3))]
)
def test_shapes_are_those_of_the_dials(p: object, c: object, shape: tuple[int, ...]) -> None:
    e = solve(p, c)
    assert e.shape == shape
    assert (
        e.supply.shape == e.backfire.shape == e.residual.shape == e.pressure.shape == e.prior.shape == shape
    )
    assert e.threat.shape == e.belief.shape == e.deterrence_gap.shape == (*shape, 2)
    assert e.seoul.shape == (*shape, 2, 3)
    assert e.arming.shape == (*shape, 2, 2, 3)


def test_an_empty_map_is_solved() -> None:
    assert solve([], []).seoul.shape == (0, 2, 3)


def test_an_equilibrium_tells_itself_in_a_line() -> None:
    told = "refuse 0.065, indirect 0.635, direct 0.300; threat 0.322, retaliation 0.257"
    assert repr(solve(0.6, 0.35)) == f"Equilibrium(pressure 0.6, capacity 0.35: {told})"
    assert (
        repr(solve(GRID, 0.5, Assumptions(precision=4)))
        == "Equilibrium(shape (21,), Assumptions(precision=4.0))"
    )


def test_an_equilibrium_cannot_be_written_to() -> None:
    e = solve([0.1, 0.2], 0.3)
    with pytest.raises(ValueError, match="read-only"):
        e.seoul[0] = 0.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        e.seoul = np.zeros(3)  # type: ignore[misc]


@pytest.mark.parametrize(
    "bad",
    [7, -0.01, 1.0000001, float("nan"), float("inf"), "0.5", None, True, 1j, [0.2, None], [[1], [1, 2]], {}],
)
@pytest.mark.parametrize("name", ["pressure", "capacity"])
def test_a_bad_dial_is_named(name: str, bad: object) -> None:
    with pytest.raises(ValueError, match=rf"{name} = .*expected numbers from 0 to 1"):
        solve(**{"pressure": 0.5, "capacity": 0.5, name: bad})


def test_dials_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match=r"pressure has shape \(2,\) and capacity \(3,\)"):
        solve([0.1, 0.2], [0.1, 0.2, 0.3])


def test_assumptions_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="expected an Assumptions"):
        solve(0.5, 0.5, "op-ed")  # type: ignore[arg-type]
