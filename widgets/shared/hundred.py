"""Probabilities as people say them."""

import math
from collections.abc import Sequence


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


def in_hundreds(shares: Sequence[float]) -> list[int]:
    """Return shares of one whole as whole numbers that add up to 100, by the method of the largest remainder.

    Parameters
    ----------
    shares : sequence of float
        Each 0 to 1; together 1, or less where a part is left out.

    Returns
    -------
    list of int
        In the same order; of two equal remainders the earlier is rounded up.
    """
    whole = [math.floor(100 * share + 1e-9) for share in shares]
    missing = math.floor(100 * sum(shares) + 0.5) - sum(whole)
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - 100 * shares[i], i))
    for i in order[: max(0, missing)]:
        whole[i] += 1
    return whole
