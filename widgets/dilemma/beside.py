"""What is worked out once the dials rest: equilibria beside the one shown, and a belief along the coded warnings."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ... import datasets
from ..game import Assumptions, Equilibrium, other_equilibria, reputation
from .surface import at, hold

#: Outcomes in the table ``threats`` that count as Moscow striking back, by the generous rule of lesson 05.
STRUCK_BACK = ("partial", "elsewhere")


@lru_cache(maxsize=1)
def warnings_heard() -> list[tuple[str, bool]]:
    """Return the warnings to a named supplier who went ahead, by date: who with the month, and if Moscow struck back.

    Returns
    -------
    list of (str, bool)
    """
    threats = datasets.load("threats")
    tested = threats[threats["in_base_rate"]].sort_values("date")
    return [
        (f"{row.supplier}, {row.date:%Y-%m}", row.retaliation in STRUCK_BACK) for row in tested.itertuples()
    ]


def elsewhere(
    pressure: float, capacity: float, assumptions: Assumptions, held: tuple[str, ...]
) -> list[list[float]]:
    """Return Pr(posture) on the path of play in each equilibrium beside the one on the branch.

    Returns
    -------
    list of list of float
    """
    found = other_equilibria(pressure, capacity, assumptions, hold=hold(held))
    postures: list[list[float]] = found.seoul_on_path.tolist()
    return postures


@lru_cache(maxsize=64)
def path(
    pressure: float, capacity: float, assumptions: Assumptions, held: tuple[str, ...], shadow: float
) -> list[float]:
    """Return the belief that Moscow is hard before the coded warnings, and after each.

    Returns
    -------
    list of float
    """
    armed = [struck for _, struck in warnings_heard()]
    return reputation(pressure, capacity, armed, assumptions, shadow, hold=hold(held))


def beside(
    pressure: float,
    capacity: float,
    assumptions: Assumptions,
    held: tuple[str, ...] = (),
    shadow: float | None = None,
) -> dict[str, Any]:
    """Work out what the view shows beside the map, once the dials rest.

    Parameters
    ----------
    pressure, capacity : float
    assumptions : Assumptions
    held : tuple of str, optional
        As for `surface.pack`.
    shadow : float, optional
        As for `surface.pack`.

    Returns
    -------
    dict
        ``at``, the dials. Where the game is played once, ``chosen`` and ``others``: Pr(posture) on the path of play,
        on the branch and in other equilibria. Played twice, ``sure``, see `TwoPeriods`; ``warnings``, who was warned
        and when; ``armed``, whether Moscow struck back; ``path`` and ``plain``, the belief before and after each
        warning with the shadow and without one.
    """
    here = at(pressure, capacity, assumptions, held, shadow)
    if shadow is None or isinstance(here, Equilibrium):
        return {
            "at": [pressure, capacity],
            "chosen": here.seoul_on_path.tolist(),
            "others": elsewhere(pressure, capacity, assumptions, held),
        }
    told = warnings_heard()
    return {
        "at": [pressure, capacity],
        "sure": bool(here.sure),
        "warnings": [who for who, _ in told],
        "armed": [struck for _, struck in told],
        "path": path(pressure, capacity, assumptions, held, shadow),
        "plain": path(pressure, capacity, assumptions, held, 0.0),
    }
