"""StakesExplorer in the hands of a student, without a browser."""

import base64

import pytest
from seoul_dilemma import datasets
from seoul_dilemma.widgets import StakesExplorer
from traitlets import TraitError


def test_traits_can_be_set_and_the_loss_follows():
    explorer = StakesExplorer(lost=(0.5, 1), rerouted=(0, 0.5))
    assert explorer.loss == pytest.approx((2.495, 9.98))
    explorer.base, explorer.months = 2024, 24
    assert explorer.loss == pytest.approx((2.265, 9.06))
    explorer.rerouted = (0, 0)
    assert explorer.loss == pytest.approx((4.53, 9.06))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("lost", (0.9, 0.2), "low <= high"),
        ("lost", (0.2, 1.3), "out of range"),
        ("lost", 0.5, "not a pair"),
        ("rerouted", (0.1, "most"), "'most', which is not a number"),
        ("rerouted", (float("nan"), 1), "out of range"),
        ("months", 0, "whole number from 1 to 36"),
        ("months", 2.5, "whole number from 1 to 36"),
        ("base", 2023, "expected one of 2021, 2022, 2024"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(name, value, expected):
    explorer = StakesExplorer()
    before = explorer.loss
    with pytest.raises(TraitError, match=f"{name} = .*{expected}"):
        setattr(explorer, name, value)
    assert explorer.loss == before


def test_what_the_page_sends_is_checked_too():
    explorer = StakesExplorer()
    explorer._view.lost = [0.9, 0.1]
    assert explorer.lost == (0.3, 0.8)
    assert explorer._view.lost == [0.3, 0.8]
    explorer._view.lost = [0.4, 0.8]
    assert explorer.lost == (0.4, 0.8)


def test_known_amounts_are_those_of_the_tables():
    amounts = {key: (low, high) for key, low, high in StakesExplorer()._view._facts["amounts"]}
    trade = datasets.load("trade").set_index("id")
    assert amounts["trade"] == (trade.loc["2021", "total_usd_bn"],) * 2
    assert amounts["fall"] == pytest.approx((9.98 - 4.53,) * 2)
    assert amounts["thaad"] == (5.2, 15.62)
    assert amounts["contracts_2022"] == (17.3, 17.3)


@pytest.mark.parametrize(
    ("lost", "months", "says"),
    [((0, 0.1), 12, "lies below"), ((0.5, 1), 12, "do not say"), ((0.9, 1), 24, "lies above")],
)
def test_without_a_front_end_it_is_a_sentence_and_a_picture(lost, months, says):
    bundle = StakesExplorer(lost=lost, months=months, rerouted=(0, 0))._repr_mimebundle_()
    assert says in bundle["text/plain"]
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")


def test_korean_says_the_same_numbers():
    assert "1.8~7.2" in repr(StakesExplorer(language="ko"))
    with pytest.raises(ValueError, match="expected one of"):
        StakesExplorer(language="xx")
