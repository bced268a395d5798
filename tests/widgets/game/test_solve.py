"""The equilibrium: what holds exactly, at any legal assumptions, and what it refuses."""

from __future__ import annotations

import copy
import dataclasses
import functools
import pickle
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from games import BRISK, assumptions, thorough, unit
from hypothesis import example, given
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions, solve
from seoul_dilemma.widgets.game.payoffs import payoffs
from seoul_dilemma.widgets.game.quantal import Conditions

GRID = np.linspace(0.0, 1.0, 21)
LOWEST = Assumptions(**{name: p.bounds[0] for name, p in PARAMETERS.items()})
HIGHEST = Assumptions(**{name: p.bounds[1] for name, p in PARAMETERS.items()}).replace(precision=BRISK)


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


@pytest.mark.parametrize("copied", [lambda e: e, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))])
def test_what_follows_cannot_be_written_to_either_nor_can_copies(copied: Callable[[Any], Any]) -> None:
    e = solve([0.1, 0.2], 0.3)
    before = e.supply.copy()
    e = copied(e)
    classes = type(e).__mro__
    derived = [
        n for c in classes for n, kind in vars(c).items() if isinstance(kind, functools.cached_property)
    ]
    fields = [field.name for field in dataclasses.fields(e) if field.name != "assumptions"]
    assert len(derived) > 8
    for name in (*fields, *derived):
        with pytest.raises(ValueError, match="read-only"):
            getattr(e, name)[0] = 9.0
    assert (e.supply == before).all()


def test_a_masked_dial_is_refused_where_it_is_masked() -> None:
    with pytest.raises(ValueError, match="pressure is masked in places"):
        solve(np.ma.masked_array([0.1, 0.7], mask=[False, True]), 0.3)
    assert (solve(np.ma.masked_array([0.1, 0.7]), 0.3).seoul == solve([0.1, 0.7], 0.3).seoul).all()


def test_memory_beside_the_result_does_not_grow_with_the_number_of_points() -> None:
    def at_work(n: int) -> float:
        pressure = np.linspace(0.0, 1.0, n)
        tracemalloc.start()
        e = solve(pressure, 0.35, Assumptions(precision=2.0))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        kept = {id(part.base): part.base for part in vars(e).values() if isinstance(part, np.ndarray)}
        return peak - sum(part.nbytes for part in kept.values() if part is not None)

    assert at_work(80_000) < 1.3 * at_work(20_000) + 2e6


def test_chunks_leave_no_seam() -> None:
    pressure, capacity = np.linspace(0.0, 1.0, 201), np.linspace(0.0, 1.0, 157)
    whole = solve(pressure[:, None], capacity)
    for i in (0, 51, 52, 104, 200):
        assert whole.seoul[i] == pytest.approx(solve(pressure[i], capacity).seoul, abs=1e-12)
    long = solve(np.tile(pressure, 100), 0.35)
    assert long.threat[-201:] == pytest.approx(solve(pressure, 0.35).threat, abs=1e-12)


def test_the_sharp_limit_is_the_one_derived_by_hand() -> None:
    """At (0.6, 0.35) a hard Moscow always threatens, a soft one so often that Seoul is torn, and so forth."""
    a = Assumptions()
    harm = a.armed_north_harm * 0.35 + a.trade_loss
    direct, refuse = 0.68 * 1.2 + 0.1 + 0.2 - 0.45, -0.2  # after a threat, if Moscow holds
    belief = (
        direct - refuse
    ) / harm  # a hard Moscow arms after direct aid, a soft one does not: Seoul is indifferent
    soft = 0.375 / 0.625 * (1 - belief) / belief  # Bayes
    # After silence Seoul sends openly: -0.6 to a soft Moscow. After a threat open aid costs 0.3 more, talk 0.02.
    refusing = 0.32 / 0.9
    e = solve(0.6, 0.35, a.replace(precision=1000.0))
    assert (belief, soft, refusing) == pytest.approx((0.737, 0.214, 0.356), abs=5e-4)
    assert e.belief[1] == pytest.approx(belief, abs=2e-3)
    assert e.threat == pytest.approx([soft, 1.0], abs=2e-3)
    assert e.seoul[0] == pytest.approx([0.0, 0.0, 1.0], abs=1e-9)
    assert e.seoul[1] == pytest.approx([refusing, 0.0, 1 - refusing], abs=2e-3)
    assert e.backfire == pytest.approx(-refusing, abs=2e-3)
    assert e.open_backfire == pytest.approx(-refusing, abs=2e-3)


@thorough
@given(unit, unit, assumptions())
def test_without_threats_seoul_answers_its_prior(p: float, c: float, a: Assumptions) -> None:
    e = solve(p, c, a)
    silent, prior = solve(p, c, a.replace(yielding_cost=0, threat_pull=0, bluff_cost=0, talk_cost=0)), e.prior
    assert e.without_threat == pytest.approx(silent.seoul[0], abs=1e-9)  # mere words leave Seoul where it was
    worth = -a.battlefield_loss * np.array([0, 0.5, 1])
    # The gain is what a probability tells of it. At hardly any precision, or near 0 and 1, rounding hides it.
    if a.precision > 1e-6 and ((e.arming > 0) & (e.arming < 1)).all():
        gain = np.log(e.arming[:, 0]) - np.log1p(-e.arming[:, 0])
        worth = worth + e.arming[:, 0] * gain / a.precision
        assert e.moscow_without_threat == pytest.approx((e.without_threat * worth).sum(axis=1), abs=1e-6)
    assert e.net_backfire == pytest.approx(e.seoul[1, 2] - e.without_threat[2], abs=1e-12)
    speaks = (1 - e.threat) * e.moscow_payoff[:, 0] + e.threat * e.moscow_payoff[:, 1]
    option = ([1 - prior, prior] * (speaks - e.moscow_without_threat)).sum()
    assert e.option_payoff == pytest.approx(option, abs=1e-9)


def test_the_threat_brings_open_aid_against_a_world_without_threats_and_not_against_silence() -> None:
    e = solve(0.6, 0.35)
    assert e.without_threat == pytest.approx([0.082, 0.648, 0.270], abs=5e-4)
    assert e.net_backfire == pytest.approx(0.010, abs=5e-4)
    assert e.open_backfire == pytest.approx(-0.030, abs=5e-4)
    assert e.option_payoff == pytest.approx(-0.045, abs=5e-4)


@pytest.mark.parametrize(
    ("held", "open_aid"),
    [((), 0.034), (("prior", "materiel"), 0.124), (("harm", "materiel"), 0.274), (("harm", "prior"), 0.374),
     (("harm",), 0.412), (("harm", "prior", "materiel"), 0.448)],
)  # fmt: skip
def test_channels_of_capacity_are_held_one_by_one(held: tuple[str, ...], open_aid: float) -> None:
    before = solve(0.6, 0.2).open_supply
    assert before == pytest.approx(0.448, abs=5e-4)
    hold = dict.fromkeys(held, 0.2)
    assert solve(0.6, 0.8, hold=hold).open_supply == pytest.approx(open_aid, abs=5e-4)
    assert solve(0.6, 0.2, hold=hold).open_supply == pytest.approx(before, abs=1e-12)
    curve = solve(0.6, [0.2, 0.8], hold=hold).open_supply
    assert curve == pytest.approx(np.array([0.448, open_aid]), abs=5e-4)


@pytest.mark.parametrize(
    ("hold", "message"),
    [({"money": 0.2}, "hold names 'money': expected some of harm, prior, materiel"),
     ({"harm": 2}, r"hold\['harm'\] = 2.* out of range"),
     ({"harm": [0.1, 0.2]}, r"hold\['harm'\] has shape \(2,\): expected one number")],
)  # fmt: skip
def test_a_bad_hold_is_named(hold: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        solve(0.6, 0.2, hold=hold)


def test_the_residual_in_log_odds_sees_what_the_probabilities_hide() -> None:
    # Both types next to never threaten: a belief that is wrong shows in no probability.
    e = solve(0.5, 0.5, Assumptions(talk_cost=5.0, precision=10.0))
    assert e.threat.max() < 1e-12
    game = payoffs(np.asarray(0.5), np.asarray(0.5), e.assumptions.as_dict())
    conditions = Conditions(game, 10.0)
    wrong = np.array([-60.0, -40.0])
    play = conditions.play(wrong)
    gain = 10.0 * (play.value[:, 1] - play.value[:, 0])
    assert np.abs(play.threat - sigmoid(gain)).max() < 1e-12
    assert np.abs(wrong - gain).max() > 1.0
    assert e.residual_log_odds < 1e-9


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
