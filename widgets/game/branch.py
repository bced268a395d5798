"""The principal branch: from the coin-toss at precision 0 to the equilibrium at the precision asked for.

Quantal response equilibria form curves in the space of play and precision. The one that starts at
precision 0, where play is even, is the principal branch. Where the curve turns back in precision, several
equilibria share one precision; the answer here is the first that the curve meets.

Most games are settled by climbing a ladder of precisions, all games of a batch together, with Newton's
method on each rung. A game that shows any sign of a turn is taken out and its curve is followed as an arc,
turns and all.

References
----------
McKelvey, R. D., and T. R. Palfrey. 1998. Quantal Response Equilibria for Extensive Form Games. Experimental
Economics 1(1): 9-41. doi:10.1023/A:1009905800005 (the equilibrium and its principal branch).
Turocy, T. L. 2010. Computing Sequential Equilibria Using Agent Quantal Response Equilibria. Economic Theory
42(1): 255-269. doi:10.1007/s00199-009-0443-3 (following the branch as an arc).
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from .payoffs import Floats, Payoffs
from .quantal import Buffers, Conditions

# The ladder: rungs this far apart in precision, so many rounds of Newton's method on each.
_RUNG = 1.0
_ROUNDS, _LAST_ROUNDS = 2, 4
# A game is doubtful when the first step on a rung is longer than _FAR, the determinant falls to _FLAT (it is 1 at
# precision 0 and passes 0 where the branch turns), or the last step on a rung is longer than _CLOSE, on the last
# rung than _EXACT. Steps are in log-odds.
_FAR, _FLAT, _CLOSE, _EXACT = 1.0, 0.05, 0.1, 1e-9
_MAX_ARC_STEPS = 5_000
# Payoffs closer than this, in points, count as the same when branches that cross are told from those that pass.
_SAME = 1e-9


def principal_branch(game: Payoffs, precision: Floats, shape: tuple[int, ...]) -> Floats:
    """Find the first point at ``precision`` on the principal branch of each game.

    Parameters
    ----------
    game : Payoffs
        Payoffs, component axes first; trailing axes broadcast to ``shape``.
    precision : ndarray
        ``lam``, at least 0; broadcasts to ``shape``.
    shape : tuple of int
        Shape ``S`` of the batch.

    Returns
    -------
    ndarray, ``(2,) + S``
        Log-odds with which each type (soft, hard) threatens.
    """
    z, doubtful = climb(game, precision, shape)
    mere = mere_words(game)
    if mere.any():
        cost = (game.moscow[1] - game.moscow[0]).mean(axis=0)
        z = np.where(mere, precision * cost, z)
        doubtful &= ~mere
    if doubtful.any():
        lam = np.broadcast_to(precision, shape)[doubtful]
        arrived = follow(pick(game, doubtful, shape), lam)
        lost = int(np.isnan(arrived[0]).sum())
        if lost:
            warnings.warn(
                f"the principal branch could not be followed to the end in {lost} of {doubtful.size} games: for these "
                "see Equilibrium.residual, and note that another equilibrium may be the one on the branch",
                RuntimeWarning,
                stacklevel=5,
            )
        z[:, doubtful] = np.where(np.isnan(arrived), z[:, doubtful], arrived)
    return z


def mere_words(game: Payoffs) -> NDArray[np.bool_]:
    """Tell the games in which a threat changes no payoff but for its own sunk cost.

    Then both types threaten equally often at every precision, nobody learns anything, and the principal branch
    is a straight line. Other branches may cross it (on them words come to mean something), so that the line
    cannot be told from its neighbours where they meet: it is better written down than followed.

    Parameters
    ----------
    game : Payoffs

    Returns
    -------
    ndarray of bool
        Broadcasts to the shape of the batch.
    """
    unmoved = np.abs(game.seoul[1] - game.seoul[0]).max(axis=0) <= _SAME
    unmoved = unmoved & (np.abs(game.arming_gain[:, 1] - game.arming_gain[:, 0]).max(axis=(0, 1)) <= _SAME)
    cost = game.moscow[1] - game.moscow[0]
    found: NDArray[np.bool_] = unmoved & (np.abs(cost - cost[0]).max(axis=0) <= _SAME)
    return found


def pick(game: Payoffs, where: NDArray[np.bool_], shape: tuple[int, ...]) -> Payoffs:
    """Take some games out of a batch.

    Parameters
    ----------
    game : Payoffs
    where : ndarray of bool, shape ``S``
    shape : tuple of int
        ``S``.

    Returns
    -------
    Payoffs
        With one trailing axis, as long as ``where`` has true entries.
    """
    leads = (0, 2, 0, 2, 3)
    return Payoffs(
        *(
            np.broadcast_to(part, part.shape[:lead] + shape)[..., where]
            for part, lead in zip(game, leads, strict=True)
        )
    )


def newton(conditions: Conditions, z: Floats) -> tuple[Floats, Floats, Floats]:
    """Take one Newton step at fixed precision.

    Parameters
    ----------
    conditions : Conditions
    z : ndarray, ``(2,) + S``

    Returns
    -------
    z : ndarray, ``(2,) + S``
        The next guess.
    size : ndarray, ``S``
        Length of the step.
    determinant : ndarray, ``S``
        Of the Jacobian at the old guess. It is positive from precision 0 until the branch first turns back.
    """
    gap, jacobian = conditions.gap(z)
    (a, b), (c, d) = jacobian
    determinant = a * d - b * c
    safe = np.where(determinant == 0.0, 1.0, determinant)
    step = np.stack([b * gap[1] - d * gap[0], c * gap[0] - a * gap[1]]) / safe
    return z + step, np.abs(step).max(axis=0), determinant


def climb(game: Payoffs, precision: Floats, shape: tuple[int, ...]) -> tuple[Floats, NDArray[np.bool_]]:
    """Climb from precision 0 on a ladder, the whole batch at once.

    Parameters
    ----------
    game, precision, shape
        As for `principal_branch`.

    Returns
    -------
    z : ndarray, ``(2,) + S``
    doubtful : ndarray of bool, ``S``
        Games whose branch may turn, or where a rung was too far for comfort.
    """
    top = float(np.max(precision, initial=0.0))
    doubtful = np.zeros(shape, dtype=bool)
    past: list[tuple[float, Floats]] = [(0.0, np.zeros((2, *shape)))]
    buffers = Buffers()
    for share in _rungs(top):
        conditions = Conditions(game, precision * share, buffers)
        z = extrapolate(past, share)
        for round_ in range(_LAST_ROUNDS if share == 1.0 else _ROUNDS):
            z, size, determinant = newton(conditions, z)
            if round_ == 0:
                doubtful |= ~(size < _FAR)
            doubtful |= ~(determinant > _FLAT)
        doubtful |= ~(size < (_EXACT if share == 1.0 else _CLOSE))
        past = [*past[-2:], (share, z)]
    return z, doubtful


def _rungs(top: float) -> Floats:
    """Return the rungs as shares of the precision asked for."""
    return np.linspace(0.0, 1.0, max(2, int(np.ceil(top / _RUNG)) + 1))[1:]


def extrapolate(past: list[tuple[float, Floats]], at: float) -> Floats:
    """Continue the polynomial through the last rungs.

    Parameters
    ----------
    past : list of (float, ndarray)
        Up to three rungs, and what was found there.
    at : float
        The next rung.

    Returns
    -------
    ndarray
    """
    guess = np.zeros_like(past[-1][1])
    for i, (x, z) in enumerate(past):
        weight = 1.0
        for j, (y, _) in enumerate(past):
            if j != i:
                weight *= (at - y) / (x - y)
        guess = guess + weight * z
    return guess


def follow(game: Payoffs, precision: Floats, fineness: float = 1.0) -> Floats:
    """Follow the principal branch of each game as an arc, from precision 0 to the first point at ``precision``.

    Steps are taken along the tangent and corrected back to the curve by the shortest way (Gauss-Newton). A
    step is refused and halved when the curve bends too much, when another branch comes too near, or when the
    correction does not shrink at once.

    Parameters
    ----------
    game : Payoffs
        With one trailing axis of length ``n``.
    precision : ndarray, ``(n,)``
        ``lam``.
    fineness : float, default 1
        Larger values take smaller steps: the same answers, slower, with more room for doubt.

    Returns
    -------
    ndarray, ``(2, n)``
        Log-odds with which each type (soft, hard) threatens; NaN where the curve has not arrived after a very
        large number of steps.
    """
    n = precision.size
    answer = np.where(precision > 0.0, np.nan, np.zeros((2, n)))
    left = np.flatnonzero(precision > 0.0)
    everywhere = (n,)

    def subset(index: NDArray[np.intp]) -> Payoffs:
        mask = np.zeros(everywhere, dtype=bool)
        mask[index] = True
        return pick(game, mask, everywhere)

    part = subset(left)
    x = np.zeros((3, left.size))
    goal = precision[left]
    tangent, apart = _tangent(_rows(part, x)[1])
    length = np.full(left.size, 0.02)
    for _ in range(_MAX_ARC_STEPS):
        if left.size == 0:
            break
        guess = x + length * tangent
        guess[2] = np.maximum(guess[2], 0.0)
        gap, rows = _rows(part, guess)
        first = _shortest(gap, rows)
        new = guess + first
        gap, rows = _rows(part, new)
        second = _shortest(gap, rows)
        new = new + second
        gap, rows = _rows(part, new)
        third = _shortest(gap, rows)
        new = new + third
        ahead, apart_ahead = _tangent(rows)
        d1, d2, d3 = (np.sqrt((d**2).sum(axis=0)) for d in (first, second, third))
        cosine = (ahead * tangent).sum(axis=0)
        good = (
            (d1 < 0.1 / fineness * length + 1e-12)
            & (d2 < 0.1 * d1 + 1e-10)
            & (d3 < 1e-8)
            & (cosine > 1.0 - 0.01 / fineness**2)
            & (apart_ahead > 0.5 * apart)
            & (new[2] >= 0.0)
        )
        there, z = _arrive(part, x, new, tangent, ahead, length, goal, good)
        failed = good & there & ~np.isfinite(z[0])
        good &= ~failed
        done = good & there
        answer[:, left[done]] = z[:, done]
        easy = good & (d1 < 0.02 / fineness * length) & (cosine > 1.0 - 0.002 / fineness**2)
        # Where two branches nearly meet, go no more than half the way to where they would: a longer step might
        # miss the turn, or leap over a stretch between two such places.
        with np.errstate(divide="ignore", invalid="ignore"):
            meeting = np.where(
                apart_ahead < apart, 0.5 * apart_ahead * length / (apart - apart_ahead), np.inf
            )
        onward = np.minimum(np.where(easy, 1.6 * length, length), meeting)
        x = np.where(good, new, x)
        tangent = np.where(good, ahead, tangent)
        apart = np.where(good, apart_ahead, apart)
        length = np.minimum(np.where(good, onward, 0.5 * length), 2.0 / fineness)
        if done.any():
            keep = ~done
            left, goal, length = left[keep], goal[keep], length[keep]
            x, tangent, apart = x[:, keep], tangent[:, keep], apart[keep]
            part = subset(left)
    return answer


def _rows(game: Payoffs, x: Floats) -> tuple[Floats, Floats]:
    """Return the gap at ``x = (z_soft, z_hard, lam)`` and the 2 x 3 matrix of its derivatives."""
    conditions = Conditions(game, x[2])
    gap, jacobian = conditions.gap(x[:2])
    return gap, np.concatenate([jacobian, conditions.by_precision(x[:2])[:, None]], axis=1)


def _tangent(rows: Floats) -> tuple[Floats, Floats]:
    """Return the unit tangent, and how far the rows are from parallel: 0 where two branches meet, at most 1.

    The last entry of the tangent has the sign of the Jacobian's determinant, so the tangent never flips.
    """
    cross = np.cross(rows[0], rows[1], axis=0)
    size = np.sqrt((cross**2).sum(axis=0))
    return cross / size, size / np.sqrt((rows[0] ** 2).sum(axis=0) * (rows[1] ** 2).sum(axis=0))


def _shortest(gap: Floats, rows: Floats) -> Floats:
    """Return the shortest correction that closes a linearised gap."""
    a = (rows[0] ** 2).sum(axis=0)
    b = (rows[0] * rows[1]).sum(axis=0)
    d = (rows[1] ** 2).sum(axis=0)
    determinant = a * d - b * b
    u = (d * gap[0] - b * gap[1]) / determinant
    v = (a * gap[1] - b * gap[0]) / determinant
    found: Floats = -(u * rows[0] + v * rows[1])
    return found


def _arrive(
    game: Payoffs,
    old: Floats,
    new: Floats,
    tangent: Floats,
    ahead: Floats,
    length: Floats,
    goal: Floats,
    good: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], Floats]:
    """Find which steps cross the precision asked for, and where; NaN where the crossing could not be pinned down."""
    s = np.linspace(0.0, 1.0, 33)[:, None]
    span = np.sqrt(((new - old) ** 2).sum(axis=0))
    h00, h10 = 2 * s**3 - 3 * s**2 + 1, s**3 - 2 * s**2 + s
    h01, h11 = -2 * s**3 + 3 * s**2, s**3 - s**2
    lam = h00 * old[2] + h10 * span * tangent[2] + h01 * new[2] + h11 * span * ahead[2]
    above = (lam >= goal) & good
    there = above.any(axis=0)
    z = np.full((2, goal.size), np.nan)
    if there.any():
        at = s[above[:, there].argmax(axis=0), 0]
        h00, h10 = 2 * at**3 - 3 * at**2 + 1, at**3 - 2 * at**2 + at
        h01, h11 = -2 * at**3 + 3 * at**2, at**3 - at**2
        run = span[there]
        guess = (
            h00 * old[:2, there]
            + h10 * run * tangent[:2, there]
            + h01 * new[:2, there]
            + h11 * run * ahead[:2, there]
        )
        conditions = Conditions(pick(game, there, there.shape), goal[there])
        point = guess
        for _ in range(8):
            point, size, determinant = newton(conditions, point)
        near = np.abs(point - guess).max(axis=0) <= 0.5 * run + 1e-9
        ok = near & (size < 1e-9) & (determinant > 0.0)
        z[:, there] = np.where(ok, point, np.nan)
    return there, z
