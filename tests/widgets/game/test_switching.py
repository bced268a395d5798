"""Where the likeliest posture switches."""

from __future__ import annotations

import numpy as np
import pytest
from seoul_dilemma.widgets.game import POSTURES, SCENARIOS, Assumptions, contours, solve, switch


def leader(p: float, c: float, a: Assumptions | None = None) -> str:
    return POSTURES[int(solve(p, c, a).seoul_on_path.argmax())]


@pytest.mark.parametrize(
    ("posture", "capacity"), [("direct", 0.0), ("direct", 0.35), ("indirect", 0.35), ("indirect", 0.8)]
)
def test_a_switch_lies_where_the_posture_takes_the_lead(posture: str, capacity: float) -> None:
    at = float(switch(posture, capacity))
    assert 0.0 <= at < 1.0
    assert leader(at + 1e-6, capacity) == posture
    assert at == 0.0 or leader(at - 1e-6, capacity) != posture
    assert all(leader(p, capacity) != posture for p in np.linspace(0.0, at - 1e-6, 40) if at)


def test_a_switch_may_be_at_the_start_or_nowhere() -> None:
    assert switch("refuse", 0.35) == 0.0
    assert np.isnan(switch("direct", 1.0))
    found = switch("direct", [[0.0, 0.35], [0.5, 1.0]])
    assert found.shape == (2, 2)
    assert np.isnan(found).tolist() == [[False, False], [True, True]]
    assert found[0, 1] == pytest.approx(float(switch("direct", 0.35)), abs=1e-9)


def test_open_aid_needs_less_pressure_under_the_missing_mechanism_and_none_suffices_in_the_record() -> None:
    at = {key: float(switch("direct", 0.35, scenario.assumptions)) for key, scenario in SCENARIOS.items()}
    assert at["missing-mechanism"] < 0.6 < at["op-ed"] < at["no-pride"]
    assert np.isnan(at["record"])


@pytest.mark.parametrize("key", list(SCENARIOS))
def test_contours_part_the_map_as_the_postures_do(key: str) -> None:
    a = SCENARIOS[key].assumptions
    lines = contours(a)
    for (below, above), pieces in lines.items():
        for line in pieces:
            assert line.ndim == 2
            assert line.shape[1] == 2
            assert (np.diff(line[:, 1]) > 0).all()
            for pressure, capacity in line[:: max(1, len(line) // 4)]:
                assert leader(pressure - 1e-6, capacity, a) == below
                assert leader(min(pressure + 1e-6, 1.0), capacity, a) == above
    crossings = sum(len(line) for pieces in lines.values() for line in pieces)
    grid, capacities = np.linspace(0.0, 1.0, 201)[:, None], np.linspace(0.0, 1.0, 61)
    changes = np.diff(solve(grid, capacities, a).seoul_on_path.argmax(axis=-1), axis=0) != 0
    assert crossings == changes.sum()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: switch("open", 0.5), "posture 'open' is unknown: choose one of refuse, indirect, direct"),
        (lambda: switch("direct", 1.5), "capacity = 1.5 is out of range"),
        (lambda: contours(capacities=[[0.1]]), r"capacities has shape \(1, 1\): expected one dimension"),
        (lambda: contours(capacities=[2.0]), "capacities = 2.0 is out of range"),
        (lambda: contours("op-ed"), "expected an Assumptions"),
    ],
)
def test_bad_input_is_named(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()  # type: ignore[operator]
