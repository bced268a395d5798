"""Backward induction: the game without secrets and without noise, each type known to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .assumptions import Assumptions
from .equilibrium import dial, given
from .payoffs import ANSWERS, POSTURES, SIGNALS, TYPES, Floats, payoffs

#: Payoffs closer than this, in points, count as equal.
TIE = 1e-12


@dataclass(frozen=True, eq=False)
class SubgamePerfection:
    """What faultless players do when Seoul knows Moscow's type. ``S`` is the shape of the dials.

    At a tie the action that is listed first is taken: quiet, refuse, hold.

    Attributes
    ----------
    pressure, capacity : ndarray, ``S``
    assumptions : Assumptions
    arms : ndarray of bool, ``S + (2, 2, 3)``
        Whether Moscow arms Pyongyang, by type (soft, hard), signal (quiet, threat) and posture.
    posture : ndarray of int, ``S + (2, 2)``
        Seoul's posture by type and signal: 0 refuse, 1 indirect, 2 direct.
    threatens : ndarray of bool, ``S + (2,)``
        Whether Moscow threatens, by type.
    seoul_payoff : ndarray, ``S + (2, 2, 3)``
        Seoul's payoff by type, signal and posture when Moscow answers as it will, in points.
    moscow_payoff : ndarray, ``S + (2, 2)``
        Moscow's payoff by type and signal when all later moves follow, in points.
    """

    pressure: Floats
    capacity: Floats
    assumptions: Assumptions
    arms: NDArray[np.bool_]
    posture: NDArray[np.intp]
    threatens: NDArray[np.bool_]
    seoul_payoff: Floats
    moscow_payoff: Floats

    def path(self, kind: str) -> tuple[str, str, str]:
        """Name the moves on the path of play.

        Parameters
        ----------
        kind : str
            ``"soft"`` or ``"hard"``.

        Returns
        -------
        tuple of str
            Moscow's signal, Seoul's posture and Moscow's answer.

        Raises
        ------
        ValueError
            When the type is unknown, or the dials are not single numbers.
        """
        if kind not in TYPES:
            raise ValueError(f"type {kind!r} is unknown: choose one of {', '.join(TYPES)}")
        if self.pressure.shape:
            raise ValueError(
                f"the dials have shape {self.pressure.shape}: a path is told at one pair of dials"
            )
        t = TYPES.index(kind)
        s = int(self.threatens[t])
        k = int(self.posture[t, s])
        return SIGNALS[s], POSTURES[k], ANSWERS[int(self.arms[t, s, k])]


def backward_induction(
    pressure: Any, capacity: Any, assumptions: Assumptions | None = None
) -> SubgamePerfection:
    """Solve the game from its end, each type of Moscow known to Seoul.

    Parameters
    ----------
    pressure, capacity : float or array_like
        The dials, each in [0, 1]; they broadcast to a common shape ``S``.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out. Precision and prior play no part.

    Returns
    -------
    SubgamePerfection
        The subgame perfect equilibrium of each of the two games with complete information.

    Raises
    ------
    ValueError
        As for `solve`.

    Examples
    --------
    >>> backward_induction(0.6, 0.35).path("hard")
    ('threat', 'refuse', 'hold')
    """
    taken = given(assumptions)
    p, c = np.broadcast_arrays(dial("pressure", pressure), dial("capacity", capacity))
    game = payoffs(p, c, taken.as_dict())
    arms = game.arming_gain > TIE
    seoul = game.seoul - game.harm * arms
    posture = _first_best(seoul, axis=2)
    chosen = posture[:, :, None]
    moscow = np.take_along_axis(game.moscow + arms * game.arming_gain, chosen, axis=2)[:, :, 0]
    threatens = _first_best(moscow, axis=1).astype(bool)

    def last(part: Any, lead: int) -> Any:
        moved = np.moveaxis(part, range(lead), range(-lead, 0)).view()
        moved.flags.writeable = False
        return moved

    return SubgamePerfection(
        pressure=p,
        capacity=c,
        assumptions=taken,
        arms=last(arms, 3),
        posture=last(posture, 2),
        threatens=last(threatens, 1),
        seoul_payoff=last(seoul, 3),
        moscow_payoff=last(moscow, 2),
    )


def _first_best(worth: Floats, axis: int) -> NDArray[np.intp]:
    found: NDArray[np.intp] = (worth >= worth.max(axis=axis, keepdims=True) - TIE).argmax(axis=axis)
    return found
