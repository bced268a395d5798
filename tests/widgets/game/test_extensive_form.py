"""The tree: complete, consistent with the equilibrium, and readable by Gambit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from games import assumptions, brief, unit
from hypothesis import given
from seoul_dilemma.widgets.game import (
    ANSWERS,
    POSTURES,
    SIGNALS,
    TYPES,
    Assumptions,
    backward_induction,
    solve,
    tree,
)

GOLDEN = Path(__file__).with_name("golden.efg")


def test_the_tree_has_all_nodes_and_information_sets() -> None:
    form = tree(0.6, 0.35)
    assert len(form.nodes) == 1 + 2 + 4 + 12 + 24
    assert len(form.leaves) == 24
    assert len(form.information_sets) == 2 + 2 + 12
    assert next(iter(form.nodes)) == "start"
    seen = set()
    for node in form.nodes.values():
        assert node.parent is None or node.parent in seen
        assert all(form.nodes[child].parent == node.id for child in node.children)
        assert (node.payoffs is None) == bool(node.children)
        seen.add(node.id)
    for signal in SIGNALS:
        assert form.information_sets[f"Seoul {signal}"].nodes == (f"soft/{signal}", f"hard/{signal}")
    held = [place for information_set in form.information_sets.values() for place in information_set.nodes]
    assert sorted(held) == sorted(
        node.id for node in form.nodes.values() if node.player in ("Moscow", "Seoul")
    )


@brief
@given(unit, unit, assumptions())
def test_the_tree_shows_the_equilibrium(p: float, c: float, a: Assumptions) -> None:
    form, e = tree(p, c, a), solve(p, c, a)
    assert sum(leaf.reach for leaf in form.leaves) == pytest.approx(1.0)
    arms = sum(leaf.reach for leaf in form.leaves if leaf.action == "arm")
    assert arms == pytest.approx(e.retaliation, abs=1e-9)
    for s, signal in enumerate(SIGNALS):
        own = form.information_sets[f"Seoul {signal}"]
        assert own.probabilities == pytest.approx(e.seoul[s])
        reach = np.array([form.nodes[place].reach for place in own.nodes])
        if reach.sum() > 1e-9:
            assert own.belief == pytest.approx(reach / reach.sum(), abs=1e-6)


@brief
@given(unit, unit, assumptions())
def test_expected_payoffs_can_be_worked_out_from_the_leaves(p: float, c: float, a: Assumptions) -> None:
    form = tree(p, c, a)

    def value(place: str, player: str) -> float:
        node = form.nodes[place]
        if node.payoffs is not None:
            return node.payoffs[player]
        return sum(form.nodes[child].probability * value(child, player) for child in node.children)

    for own in form.information_sets.values():
        for k, worth in enumerate(own.expected_payoffs):
            by_hand = sum(
                weight * value(form.nodes[place].children[k], own.player)
                for weight, place in zip(own.belief, own.nodes, strict=True)
            )
            assert worth == pytest.approx(by_hand, abs=1e-9)


@brief
@given(unit, unit, assumptions())
def test_backward_induction_is_what_rolling_back_the_tree_gives(p: float, c: float, a: Assumptions) -> None:
    form, found = tree(p, c, a), backward_induction(p, c, a)

    def roll_back(place: str) -> tuple[dict[str, float], tuple[str, ...]]:
        node = form.nodes[place]
        if node.payoffs is not None:
            return node.payoffs, ()
        values = [roll_back(child) for child in node.children]
        own = [value[0][str(node.player)] for value in values]
        best = next(k for k, worth in enumerate(own) if worth >= max(own) - 1e-12)
        pay, moves = values[best]
        return pay, (str(form.nodes[node.children[best]].action), *moves)

    for t, kind in enumerate(TYPES):
        pay, path = roll_back(kind)
        assert found.path(kind) == path
        assert found.moscow_payoff[t, int(found.threatens[t])] == pytest.approx(pay["Moscow"])
        for s, signal in enumerate(SIGNALS):
            later = roll_back(f"{kind}/{signal}")[1]
            assert POSTURES[found.posture[t, s]] == later[0]
            for k, posture in enumerate(POSTURES):
                assert ANSWERS[int(found.arms[t, s, k])] == roll_back(f"{kind}/{signal}/{posture}")[1][0]


def test_backward_induction_over_a_map() -> None:
    grid = np.linspace(0.0, 1.0, 11)
    whole = backward_induction(grid[:, None], grid)
    assert whole.arms.shape == (11, 11, 2, 2, 3)
    assert whole.posture.shape == whole.moscow_payoff.shape == (11, 11, 2, 2)
    for i, j in [(0, 0), (6, 3), (10, 10)]:
        one = backward_induction(grid[i], grid[j])
        assert (one.posture == whole.posture[i, j]).all()
        assert (one.threatens == whole.threatens[i, j]).all()
    with pytest.raises(ValueError, match="one pair of dials"):
        whole.path("hard")


def test_without_noise_or_secrets_each_type_of_the_op_ed_is_met_differently() -> None:
    found = backward_induction(0.6, 0.35)
    assert found.path("soft") == ("quiet", "direct", "hold")
    assert found.path("hard") == ("threat", "refuse", "hold")
    with pytest.raises(ValueError, match="type 'firm' is unknown: choose one of soft, hard"):
        found.path("firm")


def test_the_exported_text_is_the_one_that_gambit_has_read() -> None:
    """golden.efg is the file that test_gambit.py hands to Gambit; here it stands in for Gambit."""
    assert tree(0.6, 0.35).to_efg() == GOLDEN.read_text(encoding="utf-8")


def test_exported_numbers_lose_nothing() -> None:
    a = Assumptions(prior_base=1 / 3, prior_slope=0.0, talk_cost=1e-7, munitions_value=0.1 + 0.2)
    form = tree(0.123456789, 0.7, a)
    text = form.to_efg()
    lines = text.splitlines()
    chance = lines[1].split()
    assert float(chance[chance.index('"hard"') + 1]) == 1 / 3
    pay = {
        line.split('"')[3]: line.split("{")[1].strip(" }").split(", ")
        for line in lines
        if line.startswith("t ")
    }
    for leaf in form.leaves:
        assert leaf.payoffs is not None
        assert [float(x) for x in pay[leaf.id]] == [leaf.payoffs["Moscow"], leaf.payoffs["Seoul"]]
    assert not any("e" in number for numbers in pay.values() for number in numbers)


def test_a_tree_needs_one_place() -> None:
    with pytest.raises(ValueError, match=r"shape \(2,\): a tree is drawn at one pressure and one capacity"):
        tree([0.1, 0.2], 0.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pressure = 7"):
        tree(7, 0.5)
