"""Solve the game: what everyone does, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from .assumptions import Assumptions
from .branch import principal_branch
from .payoffs import POSTURES, Floats, payoffs
from .quantal import Conditions, sigmoid


@dataclass(frozen=True, eq=False, repr=False)
class Equilibrium:
    """What everyone does in equilibrium, at one pair of dials or at many.

    ``S`` is the common shape of pressure and capacity; for two numbers it is ``()``. All arrays are read-only.

    Attributes
    ----------
    pressure, capacity : ndarray, ``S``
        The dials.
    assumptions : Assumptions or Sample
        What was taken for granted; a `Sample` when ``S`` runs over its draws.
    precision : ndarray, ``S``
        ``lam``.
    prior : ndarray, ``S``
        Prior probability that Moscow is hard.
    threat : ndarray, ``S + (2,)``
        Pr(threat | type); types soft, hard.
    belief : ndarray, ``S + (2,)``
        Pr(hard | signal); signals quiet, threat.
    seoul : ndarray, ``S + (2, 3)``
        Pr(posture | signal); postures refuse, indirect, direct.
    arming : ndarray, ``S + (2, 2, 3)``
        Pr(Moscow arms Pyongyang | type, signal, posture).
    seoul_payoff : ndarray, ``S + (2, 3)``
        Seoul's expected payoff by signal and posture, in points.
    moscow_payoff : ndarray, ``S + (2, 2)``
        Moscow's expected payoff by type and signal, in points.
    residual : ndarray, ``S``
        How exact the solution is: the largest difference between a played probability and the quantal
        response to everyone else's play.
    """

    pressure: Floats
    capacity: Floats
    assumptions: Any
    precision: Floats
    prior: Floats
    threat: Floats
    belief: Floats
    seoul: Floats
    arming: Floats
    seoul_payoff: Floats
    moscow_payoff: Floats
    residual: Floats

    def __repr__(self) -> str:
        """Say where it was solved and what follows, in one line."""
        if self.shape:
            return f"Equilibrium(shape {self.shape}, {self.assumptions!r})"
        shares = ", ".join(
            f"{posture} {share:.3f}" for posture, share in zip(POSTURES, self.seoul_on_path, strict=True)
        )
        return (
            f"Equilibrium(pressure {self.pressure:g}, capacity {self.capacity:g}: {shares}; "
            f"threat {self.threat_rate:.3f}, retaliation {self.retaliation:.3f})"
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape ``S``."""
        return self.prior.shape

    @cached_property
    def threat_rate(self) -> Floats:
        """Pr(threat) on the path of play, shape ``S``."""
        return (1.0 - self.prior) * self.threat[..., 0] + self.prior * self.threat[..., 1]

    @cached_property
    def seoul_on_path(self) -> Floats:
        """Pr(posture) on the path of play, ``S + (3,)``."""
        rate = self.threat_rate[..., None]
        return (1.0 - rate) * self.seoul[..., 0, :] + rate * self.seoul[..., 1, :]

    @cached_property
    def supply(self) -> Floats:
        """Pr(indirect or direct) on the path of play, shape ``S``."""
        return self.seoul_on_path[..., 1] + self.seoul_on_path[..., 2]

    @cached_property
    def open_supply(self) -> Floats:
        """Pr(direct) on the path of play, shape ``S``."""
        return self.seoul_on_path[..., 2]

    @cached_property
    def retaliation(self) -> Floats:
        """Pr(Moscow arms Pyongyang) on the path of play, shape ``S``."""
        kind = np.stack([1.0 - self.prior, self.prior], axis=-1)
        signal = np.stack([1.0 - self.threat, self.threat], axis=-1)
        arms = (self.seoul[..., None, :, :] * self.arming).sum(axis=-1)
        return (kind[..., None] * signal * arms).sum(axis=(-2, -1))

    @cached_property
    def backfire(self) -> Floats:
        """B1, Pr(supply | threat) - Pr(supply | quiet), shape ``S``; positive: the threat backfires."""
        return self.seoul[..., 0, 0] - self.seoul[..., 1, 0]

    @cached_property
    def open_backfire(self) -> Floats:
        """B2, Pr(direct | threat) - Pr(direct | quiet), shape ``S``."""
        return self.seoul[..., 1, 2] - self.seoul[..., 0, 2]

    @cached_property
    def threat_payoff(self) -> Floats:
        """B3, the value of threatening minus that of silence to Moscow, over the prior, in points, shape ``S``."""
        gain = self.moscow_payoff[..., 1] - self.moscow_payoff[..., 0]
        return (1.0 - self.prior) * gain[..., 0] + self.prior * gain[..., 1]

    @cached_property
    def log_odds_backfire(self) -> Floats:
        """B1 as a difference of log-odds of supply, shape ``S``; finite where probabilities round to 0 or 1."""
        lam = self.precision
        supplies = self.seoul_payoff[..., 1:]
        best = supplies.max(axis=-1)
        odds = np.log(np.exp(lam[..., None, None] * (supplies - best[..., None])).sum(axis=-1))
        odds = odds + lam[..., None] * (best - self.seoul_payoff[..., 0])
        return odds[..., 1] - odds[..., 0]

    @cached_property
    def deterrence_gap(self) -> Floats:
        """Pr(arm | direct) - Pr(arm | refuse) given the signal, ``S + (2,)``."""
        gap = self.arming[..., 2] - self.arming[..., 0]
        return (1.0 - self.belief) * gap[..., 0, :] + self.belief * gap[..., 1, :]


def solve(pressure: Any, capacity: Any, assumptions: Assumptions | None = None) -> Equilibrium:
    """Solve the game.

    Parameters
    ----------
    pressure : float or array_like
        Alliance pressure, in [0, 1].
    capacity : float or array_like
        Russian capacity, in [0, 1]. The two broadcast to a common shape ``S``.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.

    Returns
    -------
    Equilibrium
        The agent logit quantal response equilibrium [1]_: the first point at ``assumptions.precision`` on the
        principal branch, which starts from even play at precision 0.

    Raises
    ------
    ValueError
        When a dial is not numeric, not finite, outside [0, 1], or the two do not broadcast, and when
        ``assumptions`` is not an `Assumptions`.

    References
    ----------
    .. [1] McKelvey, R. D., and T. R. Palfrey. 1998. Quantal Response Equilibria for Extensive Form Games.
       Experimental Economics 1(1): 9-41. doi:10.1023/A:1009905800005

    Examples
    --------
    >>> equilibrium = solve(0.6, 0.35)
    >>> print(equilibrium.seoul_on_path.round(3))
    [0.065 0.635 0.3  ]
    """
    taken = given(assumptions)
    return solve_values(dial("pressure", pressure), dial("capacity", capacity), taken.as_dict(), taken)


def solve_values(
    pressure: Floats, capacity: Floats, values: Mapping[str, float | Floats], assumptions: object
) -> Equilibrium:
    """Solve the game for checked inputs, the assumptions numbers or arrays.

    Parameters
    ----------
    pressure, capacity : ndarray
        As `dial` returns them.
    values : mapping of str to float or ndarray
        Every assumption by name; arrays broadcast with the dials.
    assumptions : object
        Where the values come from, to be kept in the result.

    Returns
    -------
    Equilibrium

    Raises
    ------
    ValueError
        When the shapes do not broadcast together.
    """
    try:
        shape = np.broadcast_shapes(
            pressure.shape, capacity.shape, *(np.shape(value) for value in values.values())
        )
    except ValueError:
        raise ValueError(
            f"pressure has shape {pressure.shape} and capacity {capacity.shape}: expected shapes that broadcast "
            "together"
        ) from None
    # As many axes for both dials, so that an array that depends on one of them spans its axes only.
    p, c = (np.reshape(x, (1,) * (len(shape) - x.ndim) + x.shape) for x in (pressure, capacity))
    game = payoffs(p, c, values)
    lam = np.asarray(values["precision"], dtype=float)
    z = principal_branch(game, lam, shape)
    conditions = Conditions(game, lam)
    play = conditions.play(z)
    reply = sigmoid(lam * (play.value[:, 1] - play.value[:, 0]))

    def last(part: Floats, lead: int = 0) -> Floats:
        whole = np.broadcast_to(part, part.shape[:lead] + shape)
        moved = np.moveaxis(whole, range(lead), range(-lead, 0)).view()
        moved.flags.writeable = False
        return moved[()]

    return Equilibrium(
        pressure=last(pressure),
        capacity=last(capacity),
        assumptions=assumptions,
        precision=last(lam),
        prior=last(game.prior),
        threat=last(play.threat, 1),
        belief=last(play.belief, 1),
        seoul=last(play.seoul, 2),
        arming=last(conditions.arming, 3),
        seoul_payoff=last(play.seoul_payoff, 2),
        moscow_payoff=last(play.value, 2),
        residual=last(np.abs(play.threat - reply).max(axis=0)),
    )


def given(assumptions: object) -> Assumptions:
    """Return the assumptions to use, the defaults for None.

    Parameters
    ----------
    assumptions : Assumptions or None

    Returns
    -------
    Assumptions

    Raises
    ------
    ValueError
        When it is anything else.
    """
    if assumptions is None:
        return Assumptions()
    if not isinstance(assumptions, Assumptions):
        raise ValueError(
            f"assumptions = {assumptions!r}: expected an Assumptions, such as Assumptions(precision=4)"
        )
    return assumptions


def dial(name: str, value: Any) -> Floats:
    """Return a dial as an array of floats, or say what is wrong with it.

    Parameters
    ----------
    name : str
        ``"pressure"`` or ``"capacity"``, for the message.
    value : float or array_like

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        When the value is not numeric, not finite or outside [0, 1].
    """
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} = {value!r} is not numeric: expected numbers from 0 to 1")
    array = array.astype(float)
    wrong = ~((array >= 0.0) & (array <= 1.0))
    if wrong.any():
        raise ValueError(f"{name} = {float(array[wrong][0])!r} is out of range: expected numbers from 0 to 1")
    return array
