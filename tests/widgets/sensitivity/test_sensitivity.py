"""SensitivityExplorer in the hands of a student, without a browser."""

import numpy as np
import pytest
from seoul_dilemma.widgets import SensitivityExplorer
from seoul_dilemma.widgets.game import Assumptions, Sample, outcomes, ranges_around, sample, tornado
from traitlets import TraitError


def test_bars_and_share_are_those_of_the_game():
    explorer = SensitivityExplorer("open_supply", pressure=0.7, capacity=0.2, spread=0.3)
    ranges = ranges_around(Assumptions(), 0.7, 1.3)
    expected = tornado("open_supply", 0.7, 0.2, ranges=ranges)
    assert [swing.name for swing in explorer.tornado] == [swing.name for swing in expected]
    assert explorer.tornado[0].at_high == expected[0].at_high
    draws = outcomes(sample(4000, 1, ranges=ranges), 0.7, 0.2)["open_supply"]
    assert explorer.share == pytest.approx((draws > 0.5).mean(), abs=4 * explorer.error)


def test_what_is_known_stays_put_and_narrows_the_draws():
    explorer = SensitivityExplorer("open_supply")
    free = explorer._drawn(())
    explorer.known = ["domestic_cost", "alliance_credit"]
    assert explorer.known == ["alliance_credit", "domestic_cost"]
    assert explorer._drawn(explorer.known).deviation < free.deviation
    assert "Taken as known: 2" in repr(explorer)


def test_what_is_known_leaves_all_other_draws_as_they_were():
    explorer = SensitivityExplorer(known=["precision"])
    draws = sample(1000, 7, ranges=ranges_around(Assumptions(), 0.5, 1.5))
    fixed = {**draws.inputs, "precision": np.full(1000, Assumptions().precision)}
    expected = outcomes(Sample(fixed, draws.varied), 0.6, 0.35)["backfire"]
    assert explorer.share == (expected > 0).mean()
    assert repr(explorer).endswith(f"to {100 * expected.std():.1f} in 100.")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("outcome", "victory", "expected one of backfire"),
        ("scenario", "peace", "expected one of op-ed"),
        ("pressure", 7, "from 0 to 1"),
        ("spread", 0, "from 0.05 to 1"),
        ("known", ["pride"], "there is no assumption 'pride'"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(name, value, expected):
    explorer = SensitivityExplorer()
    before = getattr(explorer, name)
    with pytest.raises(TraitError, match=f"{name}.*{expected}"):
        setattr(explorer, name, value)
    assert getattr(explorer, name) == before


@pytest.mark.parametrize(("name", "value"), [("capacity", 3.0), ("outcome", "victory"), ("known", ["pride"])])
def test_what_the_page_sends_is_checked_too(name, value):
    explorer = SensitivityExplorer()
    before = getattr(explorer, name)
    setattr(explorer._view, name, value)
    assert getattr(explorer, name) == before == getattr(explorer._view, name)


def test_without_a_front_end_it_is_a_sentence_and_a_picture():
    bundle = SensitivityExplorer(known=["precision"])._repr_mimebundle_()
    assert "the threat backfires" in bundle["text/plain"] and "image/png" in bundle


def test_korean_words_are_there():
    assert "역효과" in repr(SensitivityExplorer(language="ko"))


def test_where_nothing_moves_the_outcome_no_assumption_is_named():
    assert repr(SensitivityExplorer("backfire", "cheap-talk")).endswith("no assumption moves the outcome.")
