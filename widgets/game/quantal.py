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


class Buffers:
    """Arrays that one round of Newton's method leaves to the next.

    A round needs some twenty arrays of the size of the batch. Freshly made, large ones are mapped into memory and
    cleared each time, which takes longer than the arithmetic.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Floats] = {}

    def __call__(self, name: str, shape: tuple[int, ...]) -> Floats:
        """Return the array of that name, with whatever is left in it.

        Parameters
        ----------
        name : str
        shape : tuple of int

        Returns
        -------
        ndarray, shape ``shape``
        """
        kept = self._kept.get(name)
        if kept is None or kept.shape != shape:
            kept = self._kept[name] = np.empty(shape)
        return kept


class Conditions:
    """The equilibrium conditions of a batch of games at a given precision.

    Parameters
    ----------
    game : Payoffs
        Payoffs, component axes first.
    precision : float or ndarray
        ``lam``; an array must broadcast against the games.
    buffers : Buffers, optional
        Shared by conditions that are asked one after the other. What `gap` returns stays in it, until it is asked
        again.
    """

    def __init__(self, game: Payoffs, precision: float | Floats, buffers: Buffers | None = None) -> None:
        self.lam = np.asarray(precision, dtype=float)
        self.game = game
        self.prior_log_odds = np.log(game.prior) - np.log1p(-game.prior)
        self.arming = sigmoid(self.lam * game.arming_gain)
        # Moscow's payoff by type, signal and posture, given what it will do at its last move.
        self.worth = game.moscow + self.arming * game.arming_gain
        # Seoul's payoff by signal and posture if Moscow were surely soft, and what it loses per unit of belief in hard.
        self.base = game.seoul - game.harm * self.arming[0]
        self.tilt = game.harm * (self.arming[1] - self.arming[0])
        self._buffers = buffers or Buffers()

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
        seoul_payoff = self.base - belief[:, None] * self.tilt
        weight = np.exp(self.lam * (seoul_payoff - seoul_payoff.max(axis=1, keepdims=True)))
        seoul = weight / weight.sum(axis=1, keepdims=True)
        value = (seoul * self.worth).sum(axis=2)
        return Play(np.exp(yes), belief, seoul_payoff, seoul, value)

    def plain(self) -> tuple[Floats, Floats]:
        """Work out the game without the option to threaten: nobody speaks, and Seoul believes the prior.

        Returns
        -------
        seoul : ndarray, ``(3,) + S``
            Pr(posture).
        moscow : ndarray, ``(2,) + S``
            Moscow's expected payoff by type.
        """
        payoff = self.lam * (self.base[0] - self.game.prior * self.tilt[0])
        weight = np.exp(payoff - payoff.max(axis=0))
        seoul = weight / weight.sum(axis=0)
        return seoul, (seoul * self.worth[:, 0]).sum(axis=1)

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

        Notes
        -----
        What is played is worked out as in `play`, step by step into the buffers.
        """
        space, s = self._buffers, z.shape[1:]
        pair, six, four = (2, *s), (2, 3, *s), (2, 2, *s)
        # Log of Pr(threat | type), and Pr(threat | type).
        yes = np.log1p(
            np.exp(
                np.negative(np.abs(z, out=space("yes", pair)), out=space("yes", pair)), out=space("yes", pair)
            ),
            out=space("yes", pair),
        )
        np.subtract(np.minimum(z, 0.0, out=space("spare", pair)), yes, out=yes)
        threat = np.exp(yes, out=space("threat", pair))
        # Pr(hard | signal): sigmoid of the prior's log-odds and what the signal adds.
        belief = space("belief", pair)
        np.subtract(yes[1], yes[0], out=belief[1, ...])
        np.subtract(z[0], z[1], out=belief[0, ...])
        belief[0] += belief[1]
        belief += self.prior_log_odds
        belief *= 0.5
        np.tanh(belief, out=belief)
        belief += 1.0
        belief *= 0.5
        moved = np.subtract(1.0, belief, out=space("moved", pair))
        moved *= belief
        # Pr(posture | signal).
        seoul = np.multiply(belief[:, None], self.tilt, out=space("seoul", six))
        np.subtract(self.base, seoul, out=seoul)
        seoul -= seoul.max(axis=1, out=space("spare", pair))[:, None]
        seoul *= self.lam
        np.exp(seoul, out=seoul)
        seoul /= seoul.sum(axis=1, out=space("spare", pair))[:, None]
        # What each signal is worth to each type.
        worth = np.multiply(seoul, self.worth, out=space("worth", (2, 2, 3, *s)))
        value = worth.sum(axis=2, out=space("value", four))
        gap = np.subtract(value[:, 0], value[:, 1], out=space("gap", pair))
        gap *= self.lam
        gap += z
        # d value / d log-odds of the belief = -lam * covariance, under Seoul's play, of slope and worth.
        worth *= self.tilt
        covariance = worth.sum(axis=2, out=space("covariance", four))
        seoul *= self.tilt
        mean = seoul.sum(axis=1, out=space("spare", pair))
        value *= mean
        covariance -= value
        covariance *= moved
        covariance *= self.lam
        covariance *= self.lam
        # Belief after a threat moves by 1 - threat(u), after silence by -threat(u), up for hard, down for soft.
        jacobian = space("jacobian", four)
        np.subtract(covariance[:, 1], covariance[:, 0], out=space("spare", pair))
        np.multiply(space("spare", pair)[:, None], threat, out=jacobian)
        jacobian -= covariance[:, 1][:, None]
        jacobian[:, 1] *= -1.0
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
        found: Floats = -(play.value[:, 1] - play.value[:, 0]) - self.lam * (value[:, 1] - value[:, 0])
        return found
