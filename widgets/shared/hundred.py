"""Probabilities as people say them."""

import math


def in_hundred(share: float) -> int:
    """Return a probability as a whole number in 100, halves up as the browser rounds.

    Parameters
    ----------
    share : float
        A probability, 0 to 1.

    Returns
    -------
    int
    """
    return math.floor(100 * share + 0.5)
