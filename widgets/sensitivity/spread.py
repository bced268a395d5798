"""What an outcome of the game does when its assumptions are drawn from ranges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..game import SCENARIOS, Swing, outcomes, ranges_around, sample, tornado

DRAWS = 1000
SEED = 7

#: The outcomes that the explorer offers, and the level above which a draw counts.
LEVELS = {"backfire": 0.0, "open_backfire": 0.0, "supply": 0.5, "open_supply": 0.5, "retaliation": 0.5}


@dataclass(frozen=True, eq=False)
class Spread:
    """An outcome over many draws of the assumptions.

    Attributes
    ----------
    values : ndarray, shape (DRAWS,)
        The outcome in each draw, a probability or a difference of two.
    level : float
        A draw counts when its outcome is above this level.
    """

    values: NDArray[np.float64]
    level: float

    @property
    def share(self) -> float:
        """Share of the draws whose outcome is above the level."""
        return float((self.values > self.level).mean())

    @property
    def error(self) -> float:
        """Standard error of that share, ``sqrt(share (1 - share) / draws)``."""
        return float(np.sqrt(self.share * (1.0 - self.share) / self.values.size))

    @property
    def deviation(self) -> float:
        """Standard deviation of the outcome."""
        return float(self.values.std())


def around(scenario: str, spread: float) -> dict[str, tuple[float, float]]:
    """Return the range of every assumption: its value in a scenario, less and more a share of it."""
    return ranges_around(SCENARIOS[scenario].assumptions, 1.0 - spread, 1.0 + spread)


@lru_cache(maxsize=64)
def drawn(
    outcome: str, pressure: float, capacity: float, scenario: str, spread: float, known: Collection[str]
) -> Spread:
    """Draw all assumptions but those that are known, and solve the game for each draw.

    Parameters
    ----------
    outcome : str
        A key of `LEVELS`.
    pressure, capacity : float
        The dials, 0 to 1.
    scenario : str
        A key of the game's `SCENARIOS`: the centre of the ranges.
    spread : float
        Half the width of each range, as a share of its centre, 0 to 1.
    known : frozenset of str
        Assumptions that stay at their centre.

    Returns
    -------
    Spread
    """
    assumptions = SCENARIOS[scenario].assumptions
    centre = assumptions.as_dict()
    # A known assumption keeps its column among the draws: all others stay as they were, so that what changes
    # is due to what is known and not to other draws.
    ranges = {
        name: (centre[name], centre[name]) if name in known else ends
        for name, ends in around(scenario, spread).items()
    }
    draws = sample(DRAWS, SEED, ranges=ranges, assumptions=assumptions)
    return Spread(outcomes(draws, pressure, capacity, names=(outcome,))[outcome], LEVELS[outcome])


@lru_cache(maxsize=64)
def swings(outcome: str, pressure: float, capacity: float, scenario: str, spread: float) -> tuple[Swing, ...]:
    """Move one assumption at a time from end to end of its range; the largest swing first.

    Parameters
    ----------
    outcome, pressure, capacity, scenario, spread
        As for `drawn`.

    Returns
    -------
    tuple of Swing
    """
    table = tornado(
        outcome,
        pressure,
        capacity,
        ranges=around(scenario, spread),
        assumptions=SCENARIOS[scenario].assumptions,
    )
    return tuple(table)
