"""The bounds of a loss, against every corner of the scenario."""

from itertools import product

import numpy as np
import pytest
from seoul_dilemma.widgets.stakes.loss import loss_interval


def test_half_lost_for_a_year_is_half_a_year():
    assert loss_interval(10, (0.5, 0.5), 12, (0, 0)) == pytest.approx((5, 5))
    assert loss_interval(10, (0.5, 0.5), 6, (0, 0)) == pytest.approx((2.5, 2.5))


def test_nothing_lost_and_everything_sold_elsewhere_cost_nothing():
    assert loss_interval(10, (0, 0), 12, (0.2, 0.4)) == (0, 0)
    assert loss_interval(10, (0.3, 0.9), 12, (1, 1)) == (0, 0)


def test_bounds_are_the_extremes_over_the_whole_block():
    # Bilinear in both shares, so the extremes lie on corners; a grid that holds the corners must find them.
    rng = np.random.default_rng(3)
    for _ in range(50):
        lost, rerouted = np.sort(rng.random(2)), np.sort(rng.random(2))
        exports, months = 20 * rng.random(), int(rng.integers(1, 37))
        inside = [
            exports * months / 12 * share * (1 - other)
            for share, other in product(np.linspace(*lost, 5), np.linspace(*rerouted, 5))
        ]
        found = loss_interval(exports, tuple(lost), months, tuple(rerouted))
        assert found == pytest.approx((min(inside), max(inside)))
