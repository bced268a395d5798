"""Five-year windows of arms deliveries, run on into the years to come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WINDOW = 5  # years that SIPRI adds up before it ranks exporters


def project(yearly: NDArray[np.float64], growth: float, years: int) -> NDArray[np.float64]:
    """
    Run deliveries on: the first supplier grows, all others repeat the mean of their last five years.

    Parameters
    ----------
    yearly : ndarray, shape (Y, S)
        Deliveries of S suppliers in Y years, oldest year first; column 0 is the supplier that grows.
    growth : float
        Its growth a year, in percent of the year before.
    years : int
        How many years to add.

    Returns
    -------
    ndarray, shape (Y + years, S)
        In the unit of `yearly`.
    """
    ahead = np.tile(yearly[-WINDOW:].mean(axis=0), (years, 1))
    ahead[:, 0] = yearly[-1, 0] * (1 + growth / 100) ** np.arange(1, years + 1)
    return np.vstack([yearly, ahead])


def window_sums(yearly: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Add up each run of five years.

    Parameters
    ----------
    yearly : ndarray, shape (Y, S)
        Oldest year first.

    Returns
    -------
    ndarray, shape (Y - 4, S)
        Row i adds the years i to i + 4.

    Raises
    ------
    ValueError
        When there are fewer than five years.
    """
    if len(yearly) < WINDOW:
        raise ValueError(f"yearly has {len(yearly)} years; expected at least {WINDOW}, one window")
    found: NDArray[np.float64] = np.lib.stride_tricks.sliding_window_view(yearly, WINDOW, axis=0).sum(axis=-1)
    return found


def rank(volumes: NDArray[np.float64], which: int = 0) -> int:
    """
    Give the place of one supplier, 1 for the largest.

    Parameters
    ----------
    volumes : ndarray, shape (S,)
        Deliveries of the suppliers that are ranked.
    which : int, default 0
        Index of the supplier.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        When a volume is not a number: then nobody knows who is larger.
    """
    if np.isnan(volumes).any():
        raise ValueError(
            f"volumes holds {np.isnan(volumes).sum()} missing values; expected a number for each supplier"
        )
    return 1 + int((volumes > volumes[which]).sum())
