"""Item analysis against scipy, and where it has nothing to say."""

import numpy as np
import pytest
from scipy import stats
from seoul_dilemma.grading.report.items import FEWEST, difficulty, discrimination, reading

RIGHT = np.random.default_rng(3).random((40, 6)) < np.linspace(0.2, 0.9, 6)


def test_discrimination_is_the_point_biserial_correlation_with_the_other_exercises():
    points = RIGHT * np.array([1.0, 2, 2, 4, 1, 3])
    for item in range(points.shape[1]):
        rest = points.sum(axis=1) - points[:, item]
        expected = stats.pointbiserialr(RIGHT[:, item], rest).statistic
        assert discrimination(points, item) == pytest.approx(expected, abs=1e-12)


def test_discrimination_by_hand():
    # (mean rest of those who have it - mean rest of the others) / standard deviation * sqrt(p (1 - p)), with p = 1/2
    own = np.array([1.0] * 5 + [0.0] * 5)
    rest = np.array([5.0] * 5 + [1, 1, 1, 1, 6])
    assert discrimination(np.column_stack([own, rest]), 0) == pytest.approx((5 - 2) / np.sqrt(4.25) * 0.5)


def test_a_student_who_waits_is_left_out_of_the_exercise_and_counts_0_elsewhere():
    points = RIGHT.astype(float)
    points[0, 2] = np.nan
    assert difficulty(points[:, 2], 1) == pytest.approx(RIGHT[1:, 2].mean())
    without = np.delete(points, 0, axis=0)
    assert discrimination(points, 2) == discrimination(without, 2)
    zero = np.nan_to_num(points)
    assert discrimination(points, 0) == discrimination(zero, 0)


def test_where_it_is_undefined_it_is_blank():
    assert discrimination(RIGHT[: FEWEST - 1].astype(float), 0) is None
    same = np.column_stack([np.ones(20), np.arange(20.0)])
    assert discrimination(same, 0) is None
    assert discrimination(same, 1) is None
    assert difficulty(np.array([np.nan, np.nan]), 2) is None
    assert reading(None, None) == ""


@pytest.mark.parametrize(
    ("share", "correlation", "said"),
    [
        (0.97, 0.5, "Nearly everybody"),
        (0.6, -0.1, "look at its wording"),
        (0.2, 0.5, "Very hard"),
        (0.6, None, "middling"),
    ],
)
def test_reading_says_it_in_words(share, correlation, said):
    assert said in reading(share, correlation)
