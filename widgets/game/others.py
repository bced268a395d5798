"""Other equilibria: those at the same precision that do not lie on the principal branch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .assumptions import Assumptions
from .branch import newton, pick
from .equilibrium import Equilibrium, dial, given, held, solve_values
from .payoffs import Floats, payoffs
from .quantal import Conditions

_ROUNDS = 80
# How often a search is repeated, from twice as many places, that has found an odd number of others.
_AGAIN = 5
_LONGEST = 3.0  # of a step, in log-odds: from far away Newton's method leaps too far
# Two starts have found the same equilibrium when their probabilities of threatening differ by less than this.
_SAME = 1e-6


def _search(
    conditions: Conditions, starts: int, rng: np.random.Generator, chosen: Floats, roots: list[Floats]
) -> None:
    """Start Newton's method at random places, and add the log-odds of threatening that are new."""
    reach = 1.5 * float(conditions.lam) + 1.0
    z = rng.uniform(-reach, reach, (2, starts))
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(_ROUNDS):
            new, size, _ = newton(conditions, z)
            z = z + np.clip(new - z, -_LONGEST, _LONGEST)
    known = [chosen, *map(_threat, roots)]
    for root in z[:, size < 1e-9].T:
        threat = _threat(root)
        if all(np.abs(threat - other).max() > _SAME for other in known):
            known.append(threat)
            roots.append(root)


def _threat(root: Floats) -> Floats:
    return 0.5 + 0.5 * np.tanh(root / 2)


def other_equilibria(
    pressure: float,
    capacity: float,
    assumptions: Assumptions | None = None,
    *,
    hold: Mapping[str, float] | None = None,
    starts: int = 200,
    seed: int = 0,
) -> Equilibrium:
    """Search for equilibria beside the one that `solve` gives.

    Where a branch folds, or another one passes by, several equilibria share one precision. `solve` selects the first
    on the branch that grows out of the coin-toss. That is a convention: nothing in the game says that it is played.

    Parameters
    ----------
    pressure, capacity : float
        The dials.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.
    hold : mapping of str to float, optional
        As for `solve`.
    starts : int, default 200
        From how many places Newton's method is started. What it does not find may still exist. The number of quantal
        response equilibria is odd but for borderline cases [1]_: where the others found are odd in number, one has
        been missed, and the search goes on from more places.
    seed : int, default 0
        Of the places.

    Returns
    -------
    Equilibrium
        Of shape ``(n,)``, in rising order of how often a soft Moscow threatens; ``n`` is 0 where none was found.

    Raises
    ------
    ValueError
        As for `solve`, and when a dial is not a single number.

    References
    ----------
    .. [1] McKelvey, R. D., and T. R. Palfrey. 1995. Quantal Response Equilibria for Normal Form Games. Games and
       Economic Behavior 10(1): 6-38. doi:10.1006/game.1995.1023

    Examples
    --------
    >>> other_equilibria(0.6, 0.35).shape
    (0,)
    """
    taken = given(assumptions)
    kept = held(hold)
    places = [dial(name, value) for name, value in (("pressure", pressure), ("capacity", capacity))]
    if any(place.shape for place in places):
        raise ValueError(
            "pressure and capacity: expected one number each, other equilibria are searched at one place"
        )
    values: dict[str, Any] = taken.as_dict()
    p, c = (place.reshape(1) for place in places)
    game = pick(payoffs(p, c, values, kept), np.ones(1, dtype=bool), (1,))
    conditions = Conditions(game, taken.precision)
    chosen = solve_values(p, c, values, taken, kept).threat[0]
    rng = np.random.default_rng(seed)
    roots: list[Floats] = []
    for attempt in range(_AGAIN):
        _search(conditions, int(starts) * 2**attempt, rng, chosen, roots)
        if len(roots) % 2 == 0:
            break
    roots.sort(key=lambda root: root[0])
    n = len(roots)
    at = np.reshape(roots, (n, 2)).T
    return solve_values(np.full(n, float(p[0])), np.full(n, float(c[0])), values, taken, kept, at)
