"""The findings that lessons 06 and 07 are built on: figures at pressure 0.6 and capacity 0.35, and over the map."""

from __future__ import annotations

import numpy as np
import pytest
from seoul_dilemma.widgets.game import SCENARIOS, Equilibrium, solve

GRID = np.linspace(0.0, 1.0, 61)
PRESSURE, CAPACITY = np.meshgrid(GRID, GRID, indexing="ij")


def here(key: str) -> Equilibrium:
    return solve(0.6, 0.35, SCENARIOS[key].assumptions)


def over_the_map(key: str) -> Equilibrium:
    return solve(GRID[:, None], GRID[None, :], SCENARIOS[key].assumptions)


def test_the_op_ed_in_its_own_terms() -> None:
    e = here("op-ed")
    assert e.seoul_on_path == pytest.approx([0.07, 0.64, 0.30], abs=0.006)
    assert e.retaliation == pytest.approx(0.26, abs=0.005)
    assert e.backfire == pytest.approx(0.02, abs=0.005)
    assert e.open_backfire == pytest.approx(-0.03, abs=0.005)


def test_a_threat_pushes_from_both_ends_to_the_middle() -> None:
    quiet, threat = here("op-ed").seoul
    assert threat[0] < quiet[0]
    assert threat[1] > quiet[1]
    assert threat[2] < quiet[2]


def test_the_map_of_the_op_ed() -> None:
    e = over_the_map("op-ed")
    likeliest = e.seoul_on_path.argmax(axis=-1)
    refuse, indirect, direct = ((likeliest == k).mean() for k in range(3))
    assert refuse == pytest.approx(1 / 3, abs=0.03)
    assert indirect > 0.5
    assert direct == pytest.approx(1 / 7, abs=0.01)
    assert CAPACITY[likeliest == 0].mean() > 0.6
    assert PRESSURE[likeliest == 0].mean() < 0.4
    assert CAPACITY[likeliest == 2].mean() < 0.3
    assert PRESSURE[likeliest == 2].mean() > 0.7


def test_by_b1_the_threat_backfires_at_low_capacity_and_deters_at_high_capacity_and_pressure() -> None:
    deters = over_the_map("op-ed").backfire < 0.0
    assert deters.mean() == pytest.approx(1 / 3, abs=0.02)
    assert not deters[CAPACITY < 0.2].any()
    assert not deters[(CAPACITY < 0.5) & (PRESSURE < 0.5)].any()
    assert deters[(CAPACITY > 0.7) & (CAPACITY < 0.9) & (PRESSURE > 0.5)].all()


def test_the_thesis_is_an_input() -> None:
    e = over_the_map("no-pride")
    assert (e.backfire < 0.0).all()
    assert (over_the_map("op-ed").backfire > 0.0).mean() > 0.6


def test_the_missing_mechanism() -> None:
    e, before = here("missing-mechanism"), here("op-ed")
    assert e.retaliation == pytest.approx(0.93, abs=0.005)
    after_any_signal_and_posture = (1 - e.belief[:, None]) * e.arming[0] + e.belief[:, None] * e.arming[1]
    assert (after_any_signal_and_posture > 0.8).all()
    assert before.deterrence_gap[1] == pytest.approx(0.50, abs=0.005)
    assert e.deterrence_gap[1] == pytest.approx(0.15, abs=0.005)
    assert (over_the_map("missing-mechanism").backfire > 0.0).mean() > 0.95
    assert e.open_supply == pytest.approx(0.486, abs=0.0005)
    assert e.seoul_on_path[1] == pytest.approx(0.474, abs=0.0005)


def test_and_yet_seoul_never_went_open() -> None:
    assert here("record").seoul_on_path.argmax() == 1
    assert not (over_the_map("record").seoul_on_path.argmax(axis=-1) == 2).any()


def test_cheap_talk_backfires_nowhere() -> None:
    assert over_the_map("cheap-talk").backfire == pytest.approx(0.0, abs=1e-12)
