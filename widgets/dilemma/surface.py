"""The whole map, solved once and packed for the browser.

The browser only looks up and interpolates bilinearly: the model stays in Python.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..game import POSTURES, SIGNALS, TYPES, Assumptions, Equilibrium, TwoPeriods, solve, solve_two
from ..game.payoffs import PRIOR_BOUNDS

#: Points along each dial, from the quick grid to the fine one. The fine one is taken where play is sharp, and
#: wherever the quick one would be off by more than the tolerance in some probability.
QUICK, FINE = 61, 81
QUICK_UP_TO = 8.0
#: Points of the first glance at assumptions that somebody is still moving.
GLANCE = 31
#: Points along each dial where the game is played twice.
TWICE = 31
TOLERANCE = 0.01
JUMP = 0.1  # an error this large is a jump of play itself, which a finer grid does not smooth


Solution = Equilibrium | TwoPeriods


def fields(equilibrium: Solution) -> dict[str, NDArray[np.float64]]:
    """Return what the browser looks up by pressure and capacity, by name."""
    e = equilibrium
    return {
        "threat_soft": e.threat[..., 0],
        "threat_hard": e.threat[..., 1],
        "belief_quiet": e.belief[..., 0],
        "belief_threat": e.belief[..., 1],
        "quiet_refuse": e.seoul[..., 0, 0],
        "quiet_direct": e.seoul[..., 0, 2],
        "threat_refuse": e.seoul[..., 1, 0],
        "threat_direct": e.seoul[..., 1, 2],
        "supply": e.supply,
        "open_supply": e.open_supply,
        "retaliation": e.retaliation,
        "threat_rate": e.threat_rate,
        "threat_payoff": e.threat_payoff,
    }


def rows(equilibrium: Solution) -> dict[str, NDArray[np.float64]]:
    """Return what depends on capacity alone, by name: the prior and, in the game played once, Moscow's last move."""
    prior = {"prior": equilibrium.prior}
    return prior if isinstance(equilibrium, TwoPeriods) else prior | answers(equilibrium)


def answers(equilibrium: Solution) -> dict[str, NDArray[np.float64]]:
    """Return how likely Moscow arms, by name. Played twice, it is a message, so that pressure moves it as well."""
    e = equilibrium
    return {
        f"arm_{kind}_{signal}_{posture}": e.arming[..., t, s, k]
        for t, kind in enumerate(TYPES)
        for s, signal in enumerate(SIGNALS)
        for k, posture in enumerate(POSTURES)
    }


#: The capacity at which a channel stays that does not follow the dial: the course's usual point.
HELD_AT = 0.35


def hold(held: tuple[str, ...]) -> dict[str, float]:
    """Return channels of capacity that do not follow the dial, as `solve` wants them."""
    return dict.fromkeys(held, HELD_AT)


def at(
    pressure: Any,
    capacity: Any,
    assumptions: Assumptions,
    held: tuple[str, ...] = (),
    shadow: float | None = None,
) -> Solution:
    """Solve the game that is played once or, where there is a shadow, twice."""
    if shadow is None:
        return solve(pressure, capacity, assumptions, hold=hold(held))
    with warnings.catch_warnings():  # the view says it, from `TwoPeriods.sure`
        warnings.simplefilter("ignore", RuntimeWarning)
        return solve_two(pressure, capacity, assumptions, shadow, "current", hold=hold(held))


def grid(
    points: int, assumptions: Assumptions, held: tuple[str, ...] = (), shadow: float | None = None
) -> Solution:
    """Solve the map on ``points`` x ``points`` dials, capacity down the first axis, pressure along the second."""
    dial = np.linspace(0.0, 1.0, points)
    return at(dial[None, :], dial[:, None], assumptions, held, shadow)


@lru_cache(maxsize=32)
def pack(assumptions: Assumptions, held: tuple[str, ...] = (), shadow: float | None = None) -> dict[str, Any]:
    """Solve the map and pack it.

    Parameters
    ----------
    assumptions : Assumptions
    held : tuple of str, optional
        Channels of capacity that stay at `HELD_AT` while the dial moves the others.
    shadow : float, optional
        Weight of a second period, by current values; without it the game is played once.

    Returns
    -------
    dict
        ``n`` points along each dial; ``fields``, a list of ``[name, low, high]``; ``data``, their values as
        unsigned 16-bit shares of the way from low to high, little-endian, by field, capacity, pressure;
        ``rows``, the names of what depends on capacity alone; ``row_data``, their values as 32-bit floats;
        ``error``, the largest error of interpolation found in a probability, see `measure`. It is small except
        where the principal branch folds: there play jumps, and no grid follows a jump.
    """
    for points in (QUICK, FINE) if shadow is None else (TWICE,):
        if points == QUICK and assumptions.precision > QUICK_UP_TO:
            continue
        solution = grid(points, assumptions, held, shadow)
        error = measure(solution, held)
        if not TOLERANCE < error < JUMP:
            break
    return _pack(solution, error)


def glance(
    assumptions: Assumptions, held: tuple[str, ...] = (), shadow: float | None = None
) -> dict[str, Any]:
    """Solve a coarse map in a quarter of the time, to be on screen while the fine one is solved.

    Parameters
    ----------
    assumptions : Assumptions
    held : tuple of str, optional
        As for `pack`.
    shadow : float, optional
        As for `pack`.

    Returns
    -------
    dict
        As from `pack`, with an ``error`` of None: it has not been measured.
    """
    return _pack(grid(GLANCE if shadow is None else GLANCE // 2, assumptions, held, shadow), None)


def field(packed: dict[str, Any], name: str) -> NDArray[np.float64]:
    """Read one field out of a packed map.

    Parameters
    ----------
    packed : dict
        As from `pack`.
    name : str
        A name of `fields`.

    Returns
    -------
    ndarray, shape (n, n)
        Capacity down the first axis, pressure along the second.
    """
    n = packed["n"]
    place = [known for known, _, _ in packed["fields"]].index(name)
    low, high = (float(end) for end in packed["fields"][place][1:])
    shares = np.frombuffer(packed["data"], "<u2", n * n, offset=2 * n * n * place).reshape(n, n)
    return low + shares / 65535 * (high - low)


def _pack(solution: Solution, error: float | None) -> dict[str, Any]:
    names, sheets = [], []
    looked_up = fields(solution)
    if isinstance(solution, TwoPeriods):
        looked_up |= answers(solution)
    for name, values in looked_up.items():
        low, high = (0.0, 1.0) if name != "threat_payoff" else (float(np.min(values)), float(np.max(values)))
        span = high - low or 1.0
        names.append([name, low, low + span])
        sheets.append(np.rint((values - low) / span * 65535).astype("<u2"))
    strips = rows(solution)
    return {
        "n": solution.shape[0],
        "fields": names,
        "data": np.stack(sheets).tobytes(),
        "rows": list(strips),
        "row_data": np.stack([strip[:, 0] for strip in strips.values()]).astype("<f4").tobytes(),
        "error": error,
    }


def measure(solution: Solution, held: tuple[str, ...] = ()) -> float:
    """Measure the error of interpolation in the middle of every cell, and where the prior is clipped.

    In the middle of a cell the error of a smooth map is largest. Where the prior reaches its bound the map has a
    kink, which may lie anywhere between two rows.

    Parameters
    ----------
    solution : Equilibrium
        The map as from `grid`.
    held : tuple of str, optional
        As for `pack`.

    Returns
    -------
    float
        The largest error found in any probability. Where play jumps, the error beside the jump has no bound below 1
        and this number says only that there is a jump.
    """
    n = solution.shape[0]
    middle = (np.arange(n - 1) + 0.5) / (n - 1)
    capacity = np.sort(np.concatenate([middle, _kinks(solution.assumptions)]))
    shadow = float(np.max(solution.shadow)) if isinstance(solution, TwoPeriods) else None
    exact = fields(at(middle[None, :], capacity[:, None], solution.assumptions, held, shadow))
    row = np.minimum((capacity * (n - 1)).astype(int), n - 2)
    share = (capacity * (n - 1) - row)[:, None]
    worst = 0.0
    for name, values in fields(solution).items():
        if name == "threat_payoff":
            continue
        across = (values[:, :-1] + values[:, 1:]) / 2
        between = (1 - share) * across[row] + share * across[row + 1]
        worst = max(worst, float(np.abs(between - exact[name]).max()))
    return worst


def _kinks(assumptions: Assumptions) -> NDArray[np.float64]:
    """Return the capacities at which the prior reaches one of its bounds."""
    if assumptions.prior_slope == 0.0:
        return np.zeros(0)
    reached = (np.array(PRIOR_BOUNDS) - assumptions.prior_base) / assumptions.prior_slope
    return reached[(reached > 0.0) & (reached < 1.0)]
