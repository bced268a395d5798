"""Where Seoul's likeliest posture switches from one to another on the map of the two dials."""

from __future__ import annotations

from typing import Any

import numpy as np

from .assumptions import Assumptions
from .equilibrium import dial, given, solve
from .payoffs import POSTURES, Floats

_GRID = 121
_HALVINGS = 30


def switch(posture: str, capacity: Any, assumptions: Assumptions | None = None) -> Floats:
    """Find the pressure at which a posture becomes Seoul's likeliest.

    Parameters
    ----------
    posture : str
        ``"refuse"``, ``"indirect"`` or ``"direct"``.
    capacity : float or array_like
        Russian capacity, in [0, 1], of shape ``S``.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.

    Returns
    -------
    ndarray, ``S``
        The smallest pressure in [0, 1] at which the posture is the likeliest on the path of play, to 1e-9;
        0 where it is so from the start, NaN where it never is. A posture that leads only between two
        neighbours of 121 evenly spaced pressures is not seen.

    Raises
    ------
    ValueError
        When the posture is unknown, and as for `solve`.

    Examples
    --------
    >>> print(round(float(switch("direct", 0.35)), 3))
    0.876
    """
    if posture not in POSTURES:
        raise ValueError(f"posture {posture!r} is unknown: choose one of {', '.join(POSTURES)}")
    taken = given(assumptions)
    k = POSTURES.index(posture)
    c = dial("capacity", capacity)
    grid = np.linspace(0.0, 1.0, _GRID)
    leads = _leader(grid, c[..., None], taken) == k
    first = leads.argmax(axis=-1)
    high = grid[first]
    low = grid[np.maximum(first - 1, 0)]
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        led = _leader(middle, c, taken) == k
        low, high = np.where(led, low, middle), np.where(led, middle, high)
    return np.where(leads.any(axis=-1), np.where(first == 0, 0.0, high), np.nan)[()]


def contours(
    assumptions: Assumptions | None = None, capacities: Any = None
) -> dict[tuple[str, str], list[Floats]]:
    """Trace the lines on the map along which Seoul's likeliest posture switches.

    Parameters
    ----------
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.
    capacities : array_like, optional
        Where to look, one-dimensional and rising, in [0, 1]; 61 even steps if left out.

    Returns
    -------
    dict
        For each switch that occurs, ``(posture below, posture above)`` in order of rising pressure: a list of
        lines, each an array of shape ``(k, 2)`` with columns pressure and capacity, the pressure to 1e-9.

    Raises
    ------
    ValueError
        When ``capacities`` is not one-dimensional, and as for `solve`.

    Examples
    --------
    >>> list(contours())
    [('refuse', 'indirect'), ('indirect', 'direct')]
    """
    taken = given(assumptions)
    c = np.linspace(0.0, 1.0, 61) if capacities is None else dial("capacities", capacities)
    if c.ndim != 1:
        raise ValueError(f"capacities has shape {c.shape}: expected one dimension")
    grid = np.linspace(0.0, 1.0, _GRID)
    leader = _leader(grid, c[:, None], taken)
    rows, columns = np.nonzero(leader[:, 1:] != leader[:, :-1])
    below, above = leader[rows, columns], leader[rows, columns + 1]
    low, high, where = grid[columns], grid[columns + 1], c[rows]
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        passed = _leader(middle, where, taken) != below
        low, high = np.where(passed, low, middle), np.where(passed, middle, high)
    lines: dict[tuple[str, str], list[Floats]] = {}
    for a, b in sorted(set(zip(below.tolist(), above.tolist(), strict=True))):
        here = np.flatnonzero((below == a) & (above == b))
        points = np.column_stack([high[here], where[here]])
        breaks = np.flatnonzero(np.diff(rows[here]) != 1) + 1
        lines[POSTURES[a], POSTURES[b]] = np.split(points, breaks)
    return lines


def _leader(pressure: Floats, capacity: Floats, assumptions: Assumptions) -> Any:
    return solve(pressure, capacity, assumptions).seoul_on_path.argmax(axis=-1)
