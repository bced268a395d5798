"""Item analysis: how hard each exercise was, and whether it tells students apart as the others do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FEWEST = 10


def difficulty(points: NDArray[np.float64], max_points: float) -> float | None:
    """Return the share of the points that were earned (the "item difficulty index": the higher, the easier).

    Parameters
    ----------
    points : ndarray, shape (students,)
        Points in one exercise; NaN where none are given yet.
    max_points : float
        The most that it can earn.

    Returns
    -------
    float or None
        From 0 to 1 (more with extra credit); None where nobody has points or there are none to earn.
    """
    given = points[~np.isnan(points)]
    return float(given.mean() / max_points) if given.size and max_points > 0 else None


def discrimination(points: NDArray[np.float64], item: int) -> float | None:
    r"""Return the corrected item-total correlation of an exercise.

    .. math:: r_{j(t-j)} = \frac{\mathrm{cov}(x_j, t - x_j)}{s_{x_j}\, s_{t - x_j}}

    with :math:`x_j` the points in the exercise and :math:`t - x_j` the points in all the others: leaving the exercise
    itself out keeps it from agreeing with itself. For an exercise that is right or wrong this is the point-biserial
    correlation. Correlating an item with the remaining items is due to Guilford (1953), "The correlation of an item
    with a composite of the remaining items in a test", Educational and Psychological Measurement 13, 87-93; see also
    Henrysson (1963), "Correction of item-total correlations in item analysis", Psychometrika 28, 211-218.

    Parameters
    ----------
    points : ndarray, shape (students, exercises)
        Points; NaN where none are given yet. Students without points in the exercise are left out; elsewhere
        missing points count as 0.
    item : int
        Which column.

    Returns
    -------
    float or None
        From -1 to 1; None with fewer than `FEWEST` students or without any spread in either part.
    """
    rows = points[~np.isnan(points[:, item])]
    own = rows[:, item]
    rest = np.nan_to_num(np.delete(rows, item, axis=1)).sum(axis=1)
    if len(rows) < FEWEST or np.ptp(own) < 1e-9 or np.ptp(rest) < 1e-9:
        return None
    return float(np.corrcoef(own, rest)[0, 1])


def reading(share: float | None, correlation: float | None) -> str:
    """Say in plain words what the two numbers mean for a teacher.

    Parameters
    ----------
    share : float or None
        What `difficulty` returned.
    correlation : float or None
        What `discrimination` returned.

    Returns
    -------
    str
        A sentence or two; empty where nothing can be said.
    """
    if share is None:
        return ""
    level = (
        "Nearly everybody has it."
        if share >= 0.95
        else "Easy."
        if share >= 0.8
        else "Of middling difficulty."
        if share >= 0.5
        else "Hard."
        if share >= 0.25
        else "Very hard."
    )
    if correlation is None:
        return level
    if correlation < 0:
        apart = "Those who do well elsewhere do worse here: look at its wording and its test."
    elif share >= 0.95:
        apart = "Too few lose points for it to say who else does well."
    elif correlation < 0.2:
        apart = "It says little about who does well elsewhere."
    elif correlation < 0.4:
        apart = "Those who do well elsewhere do somewhat better here."
    else:
        apart = "It clearly tells apart who does well elsewhere."
    return f"{level} {apart}"
