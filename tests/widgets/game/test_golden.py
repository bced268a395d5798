"""Gambit agrees: an independent solver on an independent tree, its answers kept in golden.json (see make_golden.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from seoul_dilemma.widgets.game import Assumptions, solve

GAMES = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))["games"]


def family(name: str) -> list[dict[str, Any]]:
    return [game for game in GAMES if game["family"] == name]


@pytest.mark.parametrize("name", ["ordinary", "wide", "folded"])
def test_the_golden_games_are_many_and_varied(name: str) -> None:
    games = family(name)
    precision = np.array([game["assumptions"]["precision"] for game in games])
    floor = np.array([game["assumptions"]["harm_floor"] for game in games])
    need = np.array([game["assumptions"]["munitions_need"] for game in games])
    assert len(games) >= (100 if name == "ordinary" else 40)
    low, high = (0.2, 9.0) if name != "folded" else (9.0, 40.0)
    assert low <= precision.min() < low + (high - low) / 4
    assert high - (high - low) / 4 < precision.max() <= high
    assert floor.std() > 0.2
    assert need.std() > 0.4


@pytest.mark.parametrize("name", ["ordinary", "wide", "folded"])
def test_gambit_finds_the_same_equilibrium(name: str) -> None:
    for game in family(name):
        e = solve(game["pressure"], game["capacity"], Assumptions(**game["assumptions"]))
        assert e.threat == pytest.approx(np.array(game["threat"]), abs=1e-6)
        assert e.seoul == pytest.approx(np.array(game["seoul"]), abs=1e-6)
        assert e.arming == pytest.approx(np.array(game["arming"]), abs=1e-6)
