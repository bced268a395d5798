"""The rule behind BeliefUpdater, against arithmetic done another way."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seoul_dilemma.widgets.belief.bayes import belief_after_silence, belief_path, likelihood_ratio

inner = st.floats(0.01, 0.99)


def test_one_threat_is_the_share_of_hard_threateners_among_all_threateners():
    assert belief_path(0.3, 0.8, 0.4, 1)[-1] == pytest.approx(24 / 52)  # 24 of 30 hard, 28 of 70 soft


@given(inner, inner, inner)
def test_beliefs_weighted_by_how_often_each_signal_comes_average_to_the_prior(prior, hard, soft):
    threat = belief_path(prior, hard, soft, 1)[-1]
    quiet = belief_after_silence(prior, hard, soft)
    rate = prior * hard + (1 - prior) * soft
    assert rate * threat + (1 - rate) * quiet == pytest.approx(prior)


@given(inner, inner, inner, st.integers(1, 10))
def test_independent_threats_equal_one_threat_updated_again_and_again(prior, hard, soft, threats):
    belief = prior
    for _ in range(threats):
        belief = belief * hard / (belief * hard + (1 - belief) * soft)
    assert belief_path(prior, hard, soft, threats)[-1] == pytest.approx(belief, abs=1e-9)


def test_an_echo_adds_nothing_and_half_an_echo_adds_half_the_evidence():
    once = belief_path(0.3, 0.8, 0.4, 1)[-1]
    assert belief_path(0.3, 0.8, 0.4, 6, overlap=1.0)[-1] == pytest.approx(once)
    odds = 3 / 7 * 2 * math.sqrt(2)
    assert belief_path(0.3, 0.8, 0.4, 2, overlap=0.5)[-1] == pytest.approx(odds / (1 + odds))


@pytest.mark.parametrize(
    ("hard", "soft", "after"), [(0.0, 0.0, 0.3), (0.5, 0.0, 1.0), (0.0, 0.5, 0.0), (1.0, 1.0, 0.3)]
)
def test_edges_are_answered(hard, soft, after):
    assert belief_path(0.3, hard, soft, 3)[-1] == pytest.approx(after)


def test_ratio_at_the_edges():
    assert likelihood_ratio(0.8, 0.4) == 2
    assert likelihood_ratio(0.8, 0.0) == math.inf
    assert math.isnan(likelihood_ratio(0.0, 0.0))
