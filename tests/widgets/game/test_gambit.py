"""Gambit, asked live, on trees that are written from the rules alone.

Collected where pygambit is installed (see conftest.py): the development pins bring its wheel on Linux. Elsewhere
golden.json stands in.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gambit_game
import numpy as np
import pytest
from games import draw
from make_golden import GOLDEN, GOLDEN_TWO
from seoul_dilemma.widgets.game import (
    SCENARIOS,
    Assumptions,
    Block,
    Setting,
    fit_class,
    other_equilibria,
    paid_paths,
    simulate_class,
    solve,
    solve_two,
    tree,
)

GAMES = json.loads(Path(GOLDEN).read_text(encoding="utf-8"))["games"]
TWO = json.loads(Path(GOLDEN_TWO).read_text(encoding="utf-8"))["games"]


def same(found: dict[str, Any], expected: Any) -> bool:
    parts = ("threat", "seoul", "arming")
    return all(np.abs(np.asarray(found[name]) - getattr(expected, name)).max() < 1e-6 for name in parts)


def random_games(n: int, spread: str) -> list[tuple[float, float, Assumptions]]:
    games = draw(n, 21, spread, precision=(0.2, 9.0))
    rows = [dict(zip(games, map(float, row), strict=True)) for row in zip(*games.values(), strict=True)]
    return [(row.pop("pressure"), row.pop("capacity"), Assumptions(**row)) for row in rows]


@pytest.mark.parametrize("spread", ["near", "slider"])
def test_gambit_agrees_on_a_hundred_fresh_games(spread: str) -> None:
    for p, c, a in random_games(100, spread):
        game = gambit_game.read(gambit_game.efg(p, c, a.as_dict()))
        assert same(gambit_game.solve(game, a.precision), solve(p, c, a))


@pytest.mark.parametrize("index", range(0, len(GAMES), 10))
def test_the_golden_file_is_what_gambit_says(index: int) -> None:
    game = GAMES[index]
    a = Assumptions(**game["assumptions"])
    text = gambit_game.efg(game["pressure"], game["capacity"], a.as_dict())
    found = gambit_game.solve(gambit_game.read(text), a.precision)
    for name in ("threat", "seoul", "arming"):
        assert np.asarray(found[name]) == pytest.approx(np.array(game[name]), abs=1e-6)


@pytest.mark.parametrize("key", list(SCENARIOS))
def test_gambit_reads_the_exported_tree_and_finds_the_same_equilibrium(key: str) -> None:
    a = SCENARIOS[key].assumptions
    game = gambit_game.read(tree(0.6, 0.35, a).to_efg())
    assert list(game.players) == ["Moscow", "Seoul"]
    assert same(gambit_game.solve(game, a.precision), solve(0.6, 0.35, a))


def test_the_tree_of_two_periods_has_the_size_that_it_should() -> None:
    text = gambit_game.efg(0.6, 0.35, Assumptions().as_dict(), 1.0)
    lines = text.splitlines()
    assert len({line.split('"')[3] for line in lines if line.startswith("p ")}) == 208
    assert sum(line.startswith("t ") for line in lines) == 288


@pytest.mark.parametrize("index", [0, 20])
def test_gambit_solves_the_tree_of_two_periods_alike(index: int) -> None:
    game = TWO[index]
    a = Assumptions(**game["assumptions"])
    text = gambit_game.efg(game["pressure"], game["capacity"], a.as_dict(), game["shadow"])
    found = gambit_game.solve(gambit_game.read(text), a.precision)
    expected = solve_two(game["pressure"], game["capacity"], a, game["shadow"])
    assert same(found, expected)


def test_gambit_has_read_the_golden_tree() -> None:
    game = gambit_game.read(GOLDEN.with_name("golden.efg").read_text(encoding="utf-8"))
    assert same(gambit_game.solve(game, 6.0), solve(0.6, 0.35))


def test_gambit_reads_the_payoffs_of_exported_trees() -> None:
    for p, c, a in random_games(10, "bounds"):
        read = gambit_game.read(tree(p, c, a).to_efg())
        written = gambit_game.read(gambit_game.efg(p, c, a.as_dict()))
        assert endings(read) == pytest.approx(endings(written))


def endings(game: Any) -> Any:
    paid = [game.get_outcome_payoffs(outcome) for outcome in game.get_outcomes()]
    pay = [[float(each[player]) for player in game.players] for each in paid]
    return np.array(sorted(pay))


@pytest.mark.parametrize(("truth", "seed"), [(2.0, 1), (4.0, 2), (7.0, 3)])
def test_gambit_estimates_the_precision_of_a_class_alike(truth: float, seed: int) -> None:
    """On the pooled counts of one block, the game rebuilt for Gambit with payoffs in tokens."""
    place = Setting(0.6, 0.35)
    record = simulate_class(12, truth, blocks=(Block("A", 8, place, 0),), seed=seed)
    fit = fit_class(record)
    game = gambit_game.read(gambit_game.in_tokens(paid_paths(place)))
    counts = {(c.node, *c.situation.split(), c.action): c.count for c in fit.counts}
    found = gambit_game.estimate(game, counts)
    assert 100 * found["precision"] == pytest.approx(fit.precision, abs=2e-3)
    ours = fit.by_node  # the pooled likelihood is no more than that of the nodes one by one
    assert found["log_likelihood"] <= sum(node.log_likelihood for node in ours.values()) + 1e-6


def fold(passed: list[tuple[float, list[float]]]) -> tuple[float, float] | None:
    """Return the precisions between which a branch turns back furthest, or None where it hardly turns at all.

    A path that ends once it is past the precision asked for steps back to it: that is no turn.
    """
    lams = np.array([lam for lam, _ in passed])
    behind = np.maximum.accumulate(lams) - lams
    low = int(behind.argmax())
    return (float(lams[low]), float(lams[:low].max())) if behind[low] > 0.1 else None


@pytest.mark.parametrize("index", (160, 163, 169, 172, 175, 178, 184, 187))
def test_where_gambit_turns_back_there_are_several_equilibria_and_all_that_it_passes_are_found(
    index: int,
) -> None:
    game = GAMES[index]
    assert game["family"] == "folded"
    p, c, a = game["pressure"], game["capacity"], Assumptions(**game["assumptions"])
    passed = gambit_game.trace(gambit_game.read(gambit_game.efg(p, c, a.as_dict())), a.precision)
    turned = fold(passed)
    assert turned is not None
    low, high = turned
    between = a.replace(precision=(low + high) / 2)
    # A branch that goes up to `high`, back to `low` and up again has been at each precision between them three times.
    assert other_equilibria(p, c, between).shape[0] >= 2
    inside = [each for each in passed if low < each[0] < high][::4]
    for lam, threat in inside:
        here = a.replace(precision=lam)
        all_of_them = [solve(p, c, here).threat, *other_equilibria(p, c, here).threat]
        assert min(np.abs(np.subtract(threat, each)).max() for each in all_of_them) < 1e-4


@pytest.mark.parametrize("index", range(0, 120, 15))
def test_where_gambit_goes_straight_up_none_has_been_found_beside_its_branch(index: int) -> None:
    game = GAMES[index]
    assert game["family"] == "ordinary"
    p, c, a = game["pressure"], game["capacity"], Assumptions(**game["assumptions"])
    assert (
        fold(gambit_game.trace(gambit_game.read(gambit_game.efg(p, c, a.as_dict())), a.precision + 1.0))
        is None
    )
    assert other_equilibria(p, c, a).shape == (0,)
