"""The conditions for a quantal response equilibrium, cut down to two unknowns.

Moscow's last move depends on nothing that anyone else does, Seoul's posture depends on its beliefs alone, and
its beliefs on how often each type threatens. So an equilibrium is a root in two unknowns: the log-odds
``z = (z_soft, z_hard)`` with which each type of Moscow threatens. A root satisfies ``z = lam * G(z; lam)``,
where ``G`` is what a type gains by threatening.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .payoffs import Floats, Payoffs


class Play(NamedTuple):
    """What is played at some ``z``, component axes first.

    Attributes
    ----------
    threat : ndarray, ``(2,) + S``
        Pr(threat | type).
    belief : ndarray, ``(2,) + S``
        Pr(hard | signal).
    seoul_payoff : ndarray, ``(2, 3) + S``
        Seoul's expected payoff by signal and posture.
    seoul : ndarray, ``(2, 3) + S``
        Pr(posture | signal).
    value : ndarray, ``(2, 2) + S``
        Moscow's expected payoff by type and signal.
    """

    threat: Floats
    belief: Floats
    seoul_payoff: Floats
    seoul: Floats
    value: Floats


def sigmoid(x: Floats) -> Floats:
    """Return 1 / (1 + exp(-x)), exact at both ends."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def log_sigmoid(x: Floats) -> Floats:
    """Return log(1 / (1 + exp(-x))) without overflow."""
    return np.minimum(x, 0.0) - np.log1p(np.exp(-np.abs(x)))


class Conditions:
    """The equilibrium conditions of a batch of games at a given precision.

    Parameters
    ----------
    game : Payoffs
        Payoffs, component axes first.
    precision : float or ndarray
        ``lam``; an array must broadcast against the games.
    """

    def __init__(self, game: Payoffs, precision: float | Floats) -> None:
        self.lam = np.asarray(precision, dtype=float)
        self.game = game
        self.prior_log_odds = np.log(game.prior) - np.log1p(-game.prior)
        self.arming = sigmoid(self.lam * game.arming_gain)
        # Moscow's payoff by type, signal and posture, given what it will do at its last move.
        self.worth = game.moscow + self.arming * game.arming_gain
        self._base = game.seoul - game.harm * self.arming[0]
        self._slope = game.harm * (self.arming[1] - self.arming[0])

    def play(self, z: Floats) -> Play:
        """Work out what everyone does when each type threatens with log-odds ``z``.

        Parameters
        ----------
        z : ndarray, ``(2,) + S``

        Returns
        -------
        Play
        """
        yes = log_sigmoid(z)
        no = yes - z
        belief = sigmoid(self.prior_log_odds + np.stack([no[1] - no[0], yes[1] - yes[0]]))
        seoul_payoff = self._base - belief[:, None] * self._slope
        weight = np.exp(self.lam * (seoul_payoff - seoul_payoff.max(axis=1, keepdims=True)))
        seoul = weight / weight.sum(axis=1, keepdims=True)
        value = (seoul * self.worth).sum(axis=2)
        return Play(np.exp(yes), belief, seoul_payoff, seoul, value)

    def gap(self, z: Floats) -> tuple[Floats, Floats]:
        """Return how far ``z`` is from an equilibrium, and how that changes with ``z``.

        Parameters
        ----------
        z : ndarray, ``(2,) + S``

        Returns
        -------
        gap : ndarray, ``(2,) + S``
            ``z - lam * G(z)``.
        jacobian : ndarray, ``(2, 2) + S``
            Its derivative: row by type, column by the type whose log-odds move.
        """
        play = self.play(z)
        value = play.value
        gap = z - self.lam * (value[:, 1] - value[:, 0])
        # d value / d log-odds of the belief = -lam * covariance, under Seoul's play, of slope and worth.
        slope = self._slope * (play.belief * (1.0 - play.belief))[:, None]
        mean = (play.seoul * slope).sum(axis=1)
        covariance = (play.seoul * slope * self.worth).sum(axis=2) - mean * value
        quiet, threat = np.moveaxis(-(self.lam**2) * covariance, 1, 0)
        # Belief after a threat moves by 1 - threat(u), after silence by -threat(u), up for hard, down for soft.
        pull = threat[:, None] * (1.0 - play.threat) + quiet[:, None] * play.threat
        jacobian = np.stack([pull[:, 0], -pull[:, 1]], axis=1)
        jacobian[0, 0] += 1.0
        jacobian[1, 1] += 1.0
        return gap, jacobian

    def by_precision(self, z: Floats) -> Floats:
        """Return how the gap at ``z`` changes with the precision.

        Parameters
        ----------
        z : ndarray, ``(2,) + S``

        Returns
        -------
        ndarray, ``(2,) + S``
        """
        play = self.play(z)
        arming = self.arming * (1.0 - self.arming) * self.game.arming_gain
        worth = arming * self.game.arming_gain
        payoff = -self.game.harm * (arming[0] + play.belief[:, None] * (arming[1] - arming[0]))
        drive = play.seoul_payoff + self.lam * payoff
        drive = drive - (play.seoul * drive).sum(axis=1, keepdims=True)
        value = (play.seoul * (worth + drive * self.worth)).sum(axis=2)
        return -(play.value[:, 1] - play.value[:, 0]) - self.lam * (value[:, 1] - value[:, 0])
