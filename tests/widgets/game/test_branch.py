"""The principal branch: the ladder and the arc agree, also where the branch turns back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from games import draw
from seoul_dilemma.widgets.game import SCENARIOS, Assumptions, solve
from seoul_dilemma.widgets.game.branch import climb, follow, newton, principal_branch
from seoul_dilemma.widgets.game.payoffs import Payoffs, payoffs
from seoul_dilemma.widgets.game.quantal import Conditions

GRID = np.linspace(0.0, 1.0, 31)
GAMES = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))["games"]


def table(games: dict[str, np.ndarray]) -> tuple[Payoffs, np.ndarray, tuple[int, ...]]:
    return payoffs(games["pressure"], games["capacity"], games), games["precision"], games["pressure"].shape


def probability(z: np.ndarray) -> np.ndarray:
    return 0.5 + 0.5 * np.tanh(z / 2)


def roots(a: Assumptions, pressure: float, capacity: float) -> list[tuple[float, float]]:
    """Return all equilibria that Newton's method finds from 400 starts, as Pr(threat | type)."""
    game = payoffs(np.array([pressure]), np.array([capacity]), a.as_dict())
    conditions = Conditions(game, a.precision)
    reach = 1.5 * a.precision + 1.0
    z = np.random.default_rng(0).uniform(-reach, reach, (2, 400))
    for _ in range(80):
        new, size, _ = newton(conditions, z)
        z = z + np.clip(new - z, -3.0, 3.0)
    found = {tuple(pair) for pair in probability(z[:, size < 1e-9]).T.round(6)}
    return sorted((float(x), float(y)) for x, y in found)


@pytest.mark.parametrize("spread", ["near", "slider", "bounds"])
def test_ladder_and_arc_agree_on_thousands_of_random_games(spread: str) -> None:
    game, precision, shape = table(draw(3000, 11, spread))
    z, doubtful = climb(game, precision, shape)
    arc = follow(game, precision)
    assert np.abs(probability(z) - probability(arc)).max(axis=0)[~doubtful].max() < 1e-7
    assert doubtful.mean() < (0.8 if spread == "bounds" else 0.1)


def test_without_its_doubts_the_ladder_would_be_wrong() -> None:
    game, precision, shape = table(draw(3000, 11, "near"))
    z, _ = climb(game, precision, shape)
    off = np.abs(probability(z) - probability(follow(game, precision))).max(axis=0) > 1e-3
    assert 5 < off.sum() < 60


@pytest.mark.parametrize(("spread", "n"), [("near", 400), ("bounds", 100)])
def test_finer_steps_change_nothing(spread: str, n: int) -> None:
    game, precision, _ = table(draw(n, 12, spread))
    coarse, fine = follow(game, precision), follow(game, precision, fineness=5.0)
    assert np.abs(probability(coarse) - probability(fine)).max() < 1e-7


@pytest.mark.parametrize("precision", [6.0, 10.0, 20.0, 40.0])
@pytest.mark.parametrize("key", list(SCENARIOS))
def test_every_scenario_lies_on_the_branch_all_over_the_map(key: str, precision: float) -> None:
    a = SCENARIOS[key].assumptions.replace(precision=precision)
    e = solve(GRID[:, None], GRID[None, :], a)
    p, c = (x.ravel() for x in np.meshgrid(GRID, GRID, indexing="ij"))
    if key == "cheap-talk":  # other branches cross this one, so no arc can be followed: it is a straight line
        assert (e.threat == 0.5).all()
        return
    arc = follow(payoffs(p, c, a.as_dict()), np.full(p.size, precision))
    assert np.abs(np.moveaxis(e.threat, -1, 0).reshape(2, -1) - probability(arc)).max() < 1e-7
    assert e.residual.max() < 1e-9


@pytest.mark.parametrize(("pressure", "capacity", "precision"), [(0.9, 1.0, 18.0), (0.8, 1.0, 21.0)])
def test_two_places_where_the_branch_bends_too_sharply_for_the_ladder(
    pressure: float, capacity: float, precision: float
) -> None:
    a = Assumptions(precision=precision)
    e = solve(pressure, capacity, a)
    assert e.residual < 1e-12
    assert roots(a, pressure, capacity) == [pytest.approx(e.threat, abs=2e-6)]
    game = payoffs(np.array([pressure]), np.array([capacity]), a.as_dict())
    _, doubtful = climb(game, np.array([precision]), (1,))
    assert doubtful.all()


@pytest.mark.parametrize(("index", "turn"), [(2, 29.7), (10, 11.5), (13, 9.9), (28, 31.1)])
def test_where_the_branch_turns_back_the_first_point_is_taken(index: int, turn: float) -> None:
    """Follow a folded branch at many precisions: play leaps where it turns, and an equilibrium is lost there."""
    game = [game for game in GAMES if game["family"] == "folded"][index]
    pressure, capacity, values = game["pressure"], game["capacity"], game["assumptions"]
    ladder = np.linspace(0.0, 40.0, 201)
    same = payoffs(np.full(201, pressure), np.full(201, capacity), values)
    threat = probability(principal_branch(same, ladder, (201,)))
    jumps = np.abs(np.diff(threat, axis=1)).max(axis=0)
    assert ladder[jumps.argmax()] == pytest.approx(turn, abs=0.11)
    assert jumps.max() > 0.4
    assert np.sort(jumps)[-2] < 0.2
    a = Assumptions(**values)
    before, after = (roots(a.replace(precision=turn + step), pressure, capacity) for step in (-0.5, 0.5))
    assert len(before) == 3
    assert len(after) == 1


def test_the_residual_tells_how_exact_the_answer_is() -> None:
    games = draw(2000, 13, "bounds")
    game, precision, shape = table(games)
    z = principal_branch(game, precision, shape)
    value = Conditions(game, precision).play(z).value
    reply = probability(precision * (value[:, 1] - value[:, 0]))
    assert np.abs(reply - probability(z)).max() < 1e-9


def test_a_branch_that_cannot_be_followed_is_confessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seoul_dilemma.widgets.game.branch._MAX_ARC_STEPS", 3)
    a = Assumptions(precision=18.0)
    with pytest.warns(RuntimeWarning, match=r"could not be followed to the end in 1 of 1 games") as caught:
        e = solve(0.9, 1.0, a)
    assert caught[0].filename == __file__
    assert np.isfinite(e.seoul).all()
    assert e.residual > 1e-3


def test_near_the_crossing_of_branches_small_steps_are_taken() -> None:
    """Mere words but for a whiff of tied hands: two branches nearly meet, and a long step would leap over the turn."""
    n, rng = 600, np.random.default_rng(14)
    games = {**draw(n, 14, "near"), "yielding_cost": np.zeros(n), "threat_pull": np.zeros(n)}
    games["talk_cost"] = 10 ** rng.uniform(-6, -2, n)
    games["bluff_cost"] = 10 ** rng.uniform(-7, -3, n)
    game, precision, _ = table(games)
    coarse, fine = follow(game, precision), follow(game, precision, fineness=4.0)
    assert np.abs(probability(coarse) - probability(fine)).max() < 1e-7


@pytest.mark.parametrize("talk_cost", [0.0, 0.02, 1.0])
@pytest.mark.parametrize("precision", [6.0, 20.0, 40.0])
def test_words_that_cost_only_the_speaker_tell_nothing(talk_cost: float, precision: float) -> None:
    a = SCENARIOS["cheap-talk"].assumptions.replace(talk_cost=talk_cost, precision=precision)
    e = solve(GRID[:, None], GRID, a)
    assert e.threat == pytest.approx(np.full((31, 31, 2), probability(-precision * talk_cost)), abs=1e-9)
    assert np.abs(e.backfire).max() < 1e-9
    assert e.residual.max() < 1e-9
