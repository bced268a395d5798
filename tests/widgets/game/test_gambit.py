"""Gambit, asked live. Collected only where pygambit is installed (see conftest.py); golden.json stands in elsewhere.

Install it with the extra ``gambit`` (it compiles for minutes), then ``pytest tests/widgets/game``.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import gambit_game
import numpy as np
import pygambit
import pytest
from games import draw
from make_golden import GOLDEN
from seoul_dilemma.widgets.game import SCENARIOS, Assumptions, solve, tree

GAMES = json.loads(Path(GOLDEN).read_text(encoding="utf-8"))["games"]


def same(found: dict[str, Any], expected: Any) -> bool:
    parts = ("threat", "seoul", "arming")
    return all(np.abs(np.asarray(found[name]) - getattr(expected, name)).max() < 1e-6 for name in parts)


def random_games(n: int, spread: str) -> list[tuple[float, float, Assumptions]]:
    games = draw(n, 21, spread, precision=(0.2, 9.0))
    rows = [dict(zip(games, map(float, row), strict=True)) for row in zip(*games.values(), strict=True)]
    return [(row.pop("pressure"), row.pop("capacity"), Assumptions(**row)) for row in rows]


@pytest.mark.parametrize("spread", ["near", "slider"])
def test_gambit_agrees_on_fresh_games(spread: str) -> None:
    for p, c, a in random_games(30, spread):
        assert same(gambit_game.solve(gambit_game.build(p, c, a.as_dict()), a.precision), solve(p, c, a))


@pytest.mark.parametrize("index", range(0, len(GAMES), 10))
def test_the_golden_file_is_what_gambit_says(index: int) -> None:
    game = GAMES[index]
    a = Assumptions(**game["assumptions"])
    found = gambit_game.solve(gambit_game.build(game["pressure"], game["capacity"], a.as_dict()), a.precision)
    for name in ("threat", "seoul", "arming"):
        assert np.asarray(found[name]) == pytest.approx(np.array(game[name]), abs=1e-9)


@pytest.mark.parametrize("key", list(SCENARIOS))
def test_gambit_reads_the_exported_tree_and_finds_the_same_equilibrium(key: str) -> None:
    a = SCENARIOS[key].assumptions
    game = pygambit.read_efg(io.StringIO(tree(0.6, 0.35, a).to_efg()))
    assert [player.label for player in game.players] == ["Moscow", "Seoul"]
    assert same(gambit_game.solve(game, a.precision), solve(0.6, 0.35, a))


def test_gambit_has_read_the_golden_tree() -> None:
    game = pygambit.read_efg(GOLDEN.with_name("golden.efg"))
    assert same(gambit_game.solve(game, 6.0), solve(0.6, 0.35))


def test_gambit_reads_the_payoffs_of_exported_trees() -> None:
    for p, c, a in random_games(10, "bounds"):
        read = pygambit.read_efg(io.StringIO(tree(p, c, a).to_efg()))
        assert endings(read) == pytest.approx(endings(gambit_game.build(p, c, a.as_dict())))


def endings(game: Any) -> Any:
    pay = [[float(outcome[player]) for player in game.players] for outcome in game.outcomes]
    return np.array(sorted(pay))
