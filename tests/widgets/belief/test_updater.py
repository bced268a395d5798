"""BeliefUpdater in the hands of a student, without a browser."""

import pytest
from seoul_dilemma.widgets import BeliefUpdater
from traitlets import TraitError


def test_traits_can_be_set_and_the_answers_follow():
    updater = BeliefUpdater(prior=0.5, if_hard=0.9, if_soft=0.3)
    assert updater.posterior == pytest.approx(0.75)
    assert updater.after_silence == pytest.approx(0.125)
    updater.threats = 2
    assert updater.path == pytest.approx([0.5, 0.75, 0.9])
    assert updater.likelihood_ratio == pytest.approx(3)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("prior", 7, "from 0.01 to 0.99"),
        ("prior", float("nan"), "from 0.01 to 0.99"),
        ("if_hard", "often", "not a number"),
        ("threats", 11, "from 1 to 10"),
        ("threats", 0, "from 1 to 10"),
        ("overlap", -0.1, "from 0 to 1"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(name, value, expected):
    updater = BeliefUpdater()
    before = getattr(updater, name)
    with pytest.raises(TraitError, match=f"{name} = .*{expected}"):
        setattr(updater, name, value)
    assert getattr(updater, name) == before


def test_what_the_page_sends_is_checked_too():
    updater = BeliefUpdater()
    updater._view.prior = 5.0
    assert updater.prior == 0.3
    assert updater._view.prior == 0.3


@pytest.mark.parametrize(
    ("hard", "soft", "says"),
    [
        (0.8, 0.4, "twice as likely"),
        (1.0, 0.01, " 100 times"),
        (0.5, 0.5, "no news"),
        (0.5, 0.0, "Only a hard"),
        (0.0, 0.0, "nothing to hear"),
    ],
)
def test_without_a_front_end_it_is_a_sentence_and_a_picture(hard, soft, says):
    updater = BeliefUpdater(if_hard=hard, if_soft=soft)
    bundle = updater._repr_mimebundle_()
    assert says in bundle["text/plain"]
    assert "image/png" in bundle
