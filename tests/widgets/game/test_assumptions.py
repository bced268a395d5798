"""The assumptions: their defaults, bounds, meanings and scenarios."""

from __future__ import annotations

import dataclasses
import math
import pickle
import re

import pandas as pd
import pytest
from seoul_dilemma.widgets.game import PARAMETERS, SCENARIOS, Assumptions


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_assumption_is_explained(name: str) -> None:
    parameter = PARAMETERS[name]
    assert parameter.player in ("Seoul", "Moscow", "both")
    assert len(parameter.meaning) > 15
    assert "\n" not in parameter.meaning
    assert parameter.unit in ("points", "share", "probability", "1/points")
    assert parameter.claims
    assert all(re.fullmatch(r"C(0[1-9]|[1-3]\d|4[0-5])|X0[1-8]", claim) for claim in parameter.claims)
    (least, most), (low, high) = parameter.bounds, parameter.slider
    assert least <= low <= parameter.default <= high <= most
    assert low < high


def test_the_defaults_are_the_calibration_of_the_course() -> None:
    assert Assumptions().as_dict() == {
        "alliance_credit": 1.2, "export_gain": 0.2, "domestic_cost": 0.45, "role_gain": 0.2,
        "armed_north_harm": 2.5, "harm_floor": 0.0, "trade_loss": 0.3, "yielding_cost": 0.2, "threat_pull": 0.2,
        "wish_to_punish_hard": 0.8, "wish_to_punish_soft": 0.2, "materiel_cost_hard": 0.5, "materiel_cost_soft": 1.2,
        "munitions_value": 0.2, "munitions_need": 0.0, "own_loss": 0.15, "talk_cost": 0.02, "bluff_cost": 0.3,
        "battlefield_loss": 0.6, "precision": 6.0, "prior_base": 0.2, "prior_slope": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("beyond", ["below", "above", "nan", "inf", "text", "none", "bool"])
def test_a_bad_value_is_named_with_its_bounds(name: str, beyond: str) -> None:
    least, most = PARAMETERS[name].bounds
    bad = {
        "below": least - 0.001,
        "above": most + 0.001,
        "nan": math.nan,
        "inf": math.inf,
        "text": "1",
        "none": None,
    }
    with pytest.raises(ValueError, match=rf"^{name} = .*from {least:g} to {most:g}$"):
        Assumptions(**{name: bad.get(beyond, True)})


def test_bounds_themselves_are_legal() -> None:
    for end in range(2):
        values = {name: parameter.bounds[end] for name, parameter in PARAMETERS.items()}
        assert Assumptions(**values).as_dict() == values


def test_replace_changes_only_what_is_named() -> None:
    base = Assumptions()
    changed = base.replace(domestic_cost=0.9, precision=4)
    assert changed.as_dict() == {**base.as_dict(), "domestic_cost": 0.9, "precision": 4.0}
    assert base == Assumptions()
    with pytest.raises(ValueError, match=r"unknown assumption 'domestic': choose one of alliance_credit, "):
        base.replace(domestic=1)
    with pytest.raises(ValueError, match=r"harm_floor = 1\.2 is out of range: expected a number from 0 to 1"):
        base.replace(harm_floor=1.2)


def test_assumptions_cannot_be_written_to() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Assumptions().precision = 1.0  # type: ignore[misc]
    assert len({Assumptions(), Assumptions(), Assumptions(precision=5)}) == 2


def test_assumptions_show_what_differs_from_the_defaults() -> None:
    assert repr(Assumptions()) == "Assumptions()"
    assert (
        repr(Assumptions(domestic_cost=0.9, precision=4)) == "Assumptions(domestic_cost=0.9, precision=4.0)"
    )


def test_explain_is_a_table_for_people_and_for_pandas() -> None:
    table = Assumptions(domestic_cost=0.9).explain()
    assert [record.name for record in table] == list(PARAMETERS)
    assert {record.name: record.value for record in table} == Assumptions(domestic_cost=0.9).as_dict()
    shown = table._repr_html_()
    assert shown.count("<tr>") == 1 + len(PARAMETERS)
    assert "the price at home of open lethal aid" in shown
    assert "C19 C44 X05" in shown
    lines = repr(table).splitlines()
    assert len(lines) == 1 + len(PARAMETERS)
    assert lines[3].split()[:5] == ["domestic_cost", "D", "Seoul", "0.9", "0.45"]
    again = pickle.loads(pickle.dumps(table))
    assert again == table
    assert again._repr_html_() == shown
    frame = pd.DataFrame(table)
    assert frame.set_index("name").loc["domestic_cost", "value"] == 0.9


def test_scenarios_are_those_of_the_course() -> None:
    assert list(SCENARIOS) == ["op-ed", "missing-mechanism", "record", "no-pride", "cheap-talk"]
    changes = {
        "op-ed": {},
        "missing-mechanism": {"munitions_need": 1.4, "harm_floor": 0.6},
        "record": {"munitions_need": 1.4, "harm_floor": 0.6, "domestic_cost": 0.9},
        "no-pride": {"yielding_cost": 0.0, "threat_pull": 0.0},
        "cheap-talk": {"yielding_cost": 0.0, "threat_pull": 0.0, "bluff_cost": 0.0, "talk_cost": 0.0},
    }
    for key, scenario in SCENARIOS.items():
        assert scenario.assumptions == Assumptions(**changes[key])
        assert scenario.name
        assert scenario.description.endswith(".")
    with pytest.raises(TypeError):
        SCENARIOS["mine"] = SCENARIOS["op-ed"]  # type: ignore[index]
