"""Two periods: the game is played twice, by the same Moscow, and what was seen in the first is remembered.

Moscow's type is drawn once. Signal, posture and answer of the first period are public, so Seoul begins the second
with what it has come to believe, and nothing else carries over. An answer is then a message too: a bluff that is
called leaves a mark.

The tree has 208 information sets. Since only the belief is carried over, it is solved as games within games: a
second period for each of the twelve histories, inside them Moscow's answer, inside that its threat. Each is two
equations in two unknowns, and what an inner game is worth is carried outward together with how that worth changes
with the belief with which it begins.

References
----------
McKelvey, R. D., and T. R. Palfrey. 1998. Quantal Response Equilibria for Extensive Form Games. Experimental
Economics 1(1): 9-41. doi:10.1023/A:1009905800005 (the equilibrium of each agent in the tree).
Kreps, D. M., and R. Wilson. 1982. Reputation and Imperfect Information. Journal of Economic Theory 27(2): 253-279.
doi:10.1016/0022-0531(82)90030-8 (why a soft type may act as a hard one would).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .assumptions import Assumptions
from .branch import extrapolate, pick
from .equilibrium import Outcomes, _Derived, _locked, batch_first, dial, given, held
from .payoffs import PRIOR_BOUNDS, Floats, Payoffs, payoffs
from .quantal import Conditions, log_sigmoid, sigmoid

#: How the second period counts for those who play it.
VALUES = ("present", "current")
#: Largest weight of the second period.
MOST = 2.0

# The ladder, as in branch.py. Where the ordinary one leaves doubts, the fine one is tried.
_LADDERS = ((1.0, 2, 4), (0.2, 3, 5))
_FAR, _FLAT, _CLOSE, _EXACT = 1.0, 0.05, 0.1, 1e-9
# Games solved at a time: each has twelve second periods.
_CHUNK = 1024
# A first short rung, as a share of the others: from there on the branch has a slope, and the next guess is close.
_SLOPE = 0.1


@dataclass(frozen=True, eq=False, repr=False)
class TwoPeriods(Outcomes):
    """What everyone does in the first of two periods, and what Seoul believes after each history.

    ``S`` is the common shape of pressure, capacity and shadow. All arrays are read-only. What `Equilibrium` says of its
    one period is said here of the first; payoffs add the second, times the shadow.

    Attributes
    ----------
    shadow : ndarray, ``S``
        Weight of the second period beside the first, 0 to 2.
    values : str
        ``"present"`` or ``"current"``, see `solve_two`.
    belief_after : ndarray, ``S + (2, 3, 2)``
        Pr(hard | signal, posture, answer): what Seoul begins the second period with. Answers hold, arm.
    sure : ndarray of bool, ``S``
        False where the branch may have turned back, in the second period or in the first: there more than one
        equilibrium may exist, and this one need not be the first on the branch.
    """

    shadow: Floats
    values: str
    belief_after: Floats
    sure: NDArray[np.bool_]

    @_Derived
    def answers(self) -> Floats:
        """Pr(answer | signal, posture), ``S + (2, 3, 2)``; answers hold, arm."""
        belief = self.belief[..., :, None]
        arms = (1.0 - belief) * self.arming[..., 0, :, :] + belief * self.arming[..., 1, :, :]
        return np.stack([1.0 - arms, arms], axis=-1)

    @_Derived
    def histories(self) -> Floats:
        """Pr(signal, posture, answer), ``S + (2, 3, 2)``; they sum to 1."""
        rate = np.stack([1.0 - self.threat_rate, np.asarray(self.threat_rate)], axis=-1)
        found: Floats = (rate[..., None] * self.seoul)[..., None] * self.answers
        return found


def solve_two(
    pressure: Any,
    capacity: Any,
    assumptions: Assumptions | None = None,
    shadow: Any = 1.0,
    values: str = "present",
    *,
    hold: Mapping[str, float] | None = None,
) -> TwoPeriods:
    """Solve the game played twice.

    Parameters
    ----------
    pressure, capacity : float or array_like
        The dials, each in [0, 1], the same in both periods.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.
    shadow : float or array_like, default 1
        How much the second period counts beside the first, in [0, 2]: 0 is the game of one period, 1 two crises that
        count alike. It broadcasts with the dials to the shape ``S``.
    values : {"present", "current"}
        Precision works on payoffs, so it matters in what units the second period is played. By *present values* those
        who choose in it weigh it as seen from the first: times the shadow, hence as if their precision were the
        shadow times as large. It is the agent quantal response equilibrium of the tree in which payoffs of both
        periods are added up, the one that Gambit finds. By *current values* they see the crisis in front of them at
        full size, whatever its weight was from afar. At shadow 1 the two are the same.
    hold : mapping of str to float, optional
        As for `solve`.

    Returns
    -------
    TwoPeriods
        The agent logit quantal response equilibrium of the whole tree, followed from even play at precision 0.

    Raises
    ------
    ValueError
        As for `solve`; when ``shadow`` is out of range or ``values`` unknown.

    Warns
    -----
    RuntimeWarning
        When some of the games are not ``sure``.

    Examples
    --------
    >>> print(solve_two(0.6, 0.35, shadow=2.0, values="current").seoul_on_path.round(2))
    [0.08 0.77 0.16]
    """
    taken, kept = given(assumptions), held(hold)
    if values not in VALUES:
        raise ValueError(f"values = {values!r}: choose one of {', '.join(VALUES)}")
    inputs = (dial("pressure", pressure), dial("capacity", capacity), dial("shadow", shadow, MOST))
    try:
        p, c, weight = np.broadcast_arrays(*inputs)
    except ValueError:
        shapes = ", ".join(str(each.shape) for each in inputs)
        raise ValueError(
            f"pressure, capacity and shadow have shapes {shapes}: expected shapes that broadcast together"
        ) from None
    shape, size = p.shape, p.size
    found = {name: np.empty((*lead, size)) for name, lead in _LEADS.items()}
    sure = np.ones(size, dtype=bool)
    flat = [each.ravel() for each in (p, c, weight)]
    for start in range(0, size, _CHUNK):
        part = slice(start, min(start + _CHUNK, size))
        here = [each[part] for each in flat]
        n = here[0].shape
        game = pick(payoffs(here[0], here[1], taken.as_dict(), kept), np.ones(n, dtype=bool), n)
        state, sure[part] = _branch(game, taken.precision, here[2], values)
        for name, value in _report(game, taken.precision, here[2], values, state).items():
            found[name][..., part] = value
    if not sure.all():
        warnings.warn(
            f"in {int((~sure).sum())} of {size} games the branch may turn back: more than one equilibrium may exist, "
            "see TwoPeriods.sure",
            RuntimeWarning,
            stacklevel=2,
        )

    found = {name: value.reshape((*value.shape[:-1], *shape)) for name, value in found.items()}
    return TwoPeriods(
        pressure=p[()],
        capacity=c[()],
        assumptions=taken,
        precision=np.broadcast_to(taken.precision, shape)[()],
        shadow=weight[()],
        values=values,
        sure=_locked(sure.reshape(shape))[()],
        **batch_first(found, len(shape)),
    )


def reputation(
    pressure: float,
    capacity: float,
    armed: Iterable[bool],
    assumptions: Assumptions | None = None,
    shadow: float = 1.0,
    *,
    hold: Mapping[str, float] | None = None,
) -> list[float]:
    """Follow the belief that Moscow is hard along warnings that were defied openly, one after the other.

    Each crisis is the first of two, played by current values. It begins with the belief that the one before has
    left, but never below or above what a prior may be: Seoul is never quite sure.

    Parameters
    ----------
    pressure, capacity : float
        The dials, the same in every crisis.
    armed : iterable of bool
        For each warning, whether Moscow struck back.
    assumptions : Assumptions, optional
        As for `solve_two`. Their prior is that of the first crisis.
    shadow : float, default 1
        As for `solve_two`.
    hold : mapping of str to float, optional
        As for `solve`.

    Returns
    -------
    list of float
        The prior, then the belief after each warning, the open aid that followed and Moscow's answer.

    Raises
    ------
    ValueError
        As for `solve_two`.

    Examples
    --------
    >>> [round(belief, 2) for belief in reputation(0.6, 0.35, [False, True], shadow=0.0)]
    [0.38, 0.01, 0.08]
    """
    taken = given(assumptions)
    start = solve_two(pressure, capacity, taken, shadow, "current", hold=hold)
    low, high = PRIOR_BOUNDS
    beliefs = [float(start.prior)]
    crises = {beliefs[0]: start}
    for answer in armed:
        prior = min(max(beliefs[-1], low), high)
        if prior not in crises:
            believes = taken.replace(prior_base=prior, prior_slope=0.0)
            crises[prior] = solve_two(pressure, capacity, believes, shadow, "current", hold=hold)
        beliefs.append(float(crises[prior].belief_after[1, 2, int(answer)]))
    return beliefs


# What a solution holds, and the axes that come before those of the batch while it is solved.
_LEADS: dict[str, tuple[int, ...]] = {
    "prior": (),
    "threat": (2,),
    "belief": (2,),
    "seoul": (2, 3),
    "arming": (2, 2, 3),
    "seoul_payoff": (2, 3),
    "moscow_payoff": (2, 2),
    "belief_after": (2, 3, 2),
    "residual": (),
}


class _State(NamedTuple):
    """The unknowns, all log-odds: component axes first, games last.

    Attributes
    ----------
    threat : ndarray, ``(2, n)``
        Of threatening in period 1, by type.
    arming : ndarray, ``(2, 2, 3, n)``
        Of arming in period 1, by type, signal and posture.
    later : ndarray, ``(2, 2, 3, 2, n)``
        Of threatening in period 2, by type and history: signal, posture, answer.
    """

    threat: Floats
    arming: Floats
    later: Floats


class _Later(NamedTuple):
    """A second period at a belief: what it is worth, and how that changes with the belief's log-odds.

    Attributes
    ----------
    step, slope : ndarray, ``(2,) + H``
        Newton's step of the log-odds of threatening, and their change with the belief.
    determinant : ndarray, ``H``
    moscow, moscow_slope : ndarray, ``(2,) + H``
        Worth to Moscow by type.
    seoul, seoul_slope : ndarray, ``H``
        Worth to Seoul.
    """

    step: Floats
    slope: Floats
    determinant: Floats
    moscow: Floats
    moscow_slope: Floats
    seoul: Floats
    seoul_slope: Floats


def _pair(z: Floats) -> tuple[Floats, Floats]:
    """Return how two log-odds, soft and hard, move the log-odds of hard: after no, and after yes."""
    yes = log_sigmoid(z)
    no = yes - z
    return no[1] - no[0], yes[1] - yes[0]


def _solve_pair(jacobian: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Solve two equations in two unknowns, and return the determinant as well."""
    (a, b), (c, d) = jacobian
    determinant = a * d - b * c
    safe = np.where(determinant == 0.0, 1.0, determinant)
    return np.stack([d * right[0] - b * right[1], a * right[1] - c * right[0]]) / safe, determinant


def _later(game: Payoffs, precision: Floats, log_odds: Floats, z: Floats) -> tuple[Floats, _Later]:
    """Work out second periods that begin with a belief, after one step of the log-odds ``z`` of threatening.

    Returns
    -------
    step : ndarray
        Newton's step from ``z``.
    later : _Later
        What they are worth after it; its own step comes on top.
    """
    lam = precision
    conditions = Conditions(game._replace(prior=np.full(1, 0.5)), lam)  # the belief comes history by history
    # By signal and posture, then a place for the axes of the histories, then games.
    spread = (slice(None), slice(None), *(None,) * (log_odds.ndim - 1))
    base, tilt = conditions.base[spread], conditions.tilt[spread]
    worth = conditions.worth[(slice(None), *spread)]
    first: Floats | None = None
    while True:
        threat = sigmoid(z)
        belief = sigmoid(log_odds + np.stack(_pair(z)))
        payoff = base - belief[:, None] * tilt
        weight = np.exp(lam * (payoff - payoff.max(axis=1, keepdims=True)))
        seoul = weight / weight.sum(axis=1, keepdims=True)
        value = (seoul * worth).sum(axis=2)
        gain = value[:, 1] - value[:, 0]
        # What one more unit of the belief's log-odds, after a signal, does to Seoul's payoffs and Moscow's values.
        drop = seoul * (-(belief * (1.0 - belief))[:, None] * tilt)
        mean = drop.sum(axis=1)
        value_slope = lam * ((drop * worth).sum(axis=2) - mean * value)
        heard, unheard = _pulls(threat)
        jacobian = _jacobian(lam * value_slope[:, 0], lam * value_slope[:, 1], unheard, heard)
        step, determinant = _solve_pair(jacobian, lam * gain - z)
        if first is not None:
            break
        first, z = step, z + step

    slope, _ = _solve_pair(jacobian, lam * (value_slope[:, 1] - value_slope[:, 0]))
    content = (seoul * payoff).sum(axis=1)
    content_slope = mean + lam * ((drop * payoff).sum(axis=1) - mean * content)
    after = np.stack([1.0 + (unheard * slope).sum(axis=0), 1.0 + (heard * slope).sum(axis=0)])
    moved = threat * (1.0 - threat) * slope
    moscow_slope = (
        moved * gain + (1.0 - threat) * value_slope[:, 0] * after[0] + threat * value_slope[:, 1] * after[1]
    )
    hard = sigmoid(log_odds)
    rate = (1.0 - hard) * threat[0] + hard * threat[1]
    rate_slope = hard * (1.0 - hard) * (threat[1] - threat[0]) + (1.0 - hard) * moved[0] + hard * moved[1]
    later = _Later(
        step,
        slope,
        determinant,
        value[:, 0] + threat * gain,
        moscow_slope,
        (1.0 - rate) * content[0] + rate * content[1],
        rate_slope * (content[1] - content[0])
        + (1.0 - rate) * content_slope[0] * after[0]
        + rate * content_slope[1] * after[1],
    )
    return first, later


def _pulls(chance: Floats) -> tuple[Floats, Floats]:
    """Return how the belief's log-odds move with those of doing something, by type: once done, and once not done."""
    return np.stack([chance[0] - 1.0, 1.0 - chance[1]]), np.stack([chance[0], -chance[1]])


def _jacobian(undone: Floats, done: Floats, unheard: Floats, heard: Floats) -> Floats:
    """Return how two log-odds, less what they gain, change with each other through the belief."""
    jacobian = undone[:, None] * unheard - done[:, None] * heard
    jacobian[0, 0] += 1.0
    jacobian[1, 1] += 1.0
    return jacobian


class _Round(NamedTuple):
    """One round of Newton's method on the whole tree.

    Attributes
    ----------
    state : _State
        The next guess.
    size : ndarray, ``(n,)``
        The longest step in any log-odds.
    determinant : ndarray, ``(n,)``
        The smallest of the determinants, of all games within games.
    seoul, seoul_payoff : ndarray, ``(2, 3, n)``
    moscow_payoff : ndarray, ``(2, 2, n)``
        What is played, and what it is worth, over both periods.
    """

    state: _State
    size: Floats
    determinant: Floats
    seoul: Floats
    seoul_payoff: Floats
    moscow_payoff: Floats


def _newton(game: Payoffs, lam: float, shadow: Floats, precision: Floats, state: _State) -> _Round:
    """Take one step; ``precision`` is that of the second period."""
    prior = np.log(game.prior) - np.log1p(-game.prior)
    believed = prior + np.stack(_pair(state.threat))  # (2, n)
    begun = _begin(believed, state.arming)

    # The second periods: a step, then what they are worth.
    first, second = _later(game, precision, begun, state.later)
    later = state.later + first + second.step

    # Moscow's answer, for each signal and posture.
    arms = sigmoid(state.arming)
    gain = game.arming_gain + shadow * (second.moscow[..., 1, :] - second.moscow[..., 0, :])
    armed, held = _pulls(arms)
    slope = second.moscow_slope
    jacobian = _jacobian(lam * shadow * slope[..., 0, :], lam * shadow * slope[..., 1, :], held, armed)
    answer_step, answer_determinant = _solve_pair(jacobian, lam * gain - state.arming)
    answer_slope, _ = _solve_pair(jacobian, lam * shadow * (slope[..., 1, :] - slope[..., 0, :]))
    arming = state.arming + answer_step
    shift = _begin(believed, arming) - begun
    moscow = second.moscow + slope * shift
    seoul_later = second.seoul + second.seoul_slope * shift

    # Seoul's posture, and what each signal is worth to each type.
    arms = sigmoid(arming)
    armed, held = _pulls(arms)
    begins = np.stack(
        [1.0 + (held * answer_slope).sum(axis=0), 1.0 + (armed * answer_slope).sum(axis=0)], axis=-2
    )
    gain = game.arming_gain + shadow * (moscow[..., 1, :] - moscow[..., 0, :])
    worth = game.moscow + shadow * moscow[..., 0, :] + arms * gain
    worth_slope = arms * (1.0 - arms) * answer_slope * gain + shadow * (
        (1.0 - arms) * slope[..., 0, :] * begins[..., 0, :] + arms * slope[..., 1, :] * begins[..., 1, :]
    )
    hard = sigmoid(believed)[:, None]
    risk = (1.0 - hard) * arms[0] + hard * arms[1]
    risk_slope = hard * (1.0 - hard) * (arms[1] - arms[0])
    risk_slope = risk_slope + (1.0 - hard) * arms[0] * (1.0 - arms[0]) * answer_slope[0]
    risk_slope = risk_slope + hard * arms[1] * (1.0 - arms[1]) * answer_slope[1]
    harm = game.harm - shadow * (seoul_later[..., 1, :] - seoul_later[..., 0, :])
    payoff = game.seoul + shadow * seoul_later[..., 0, :] - risk * harm
    payoff_slope = -risk_slope * harm + shadow * (
        (1.0 - risk) * second.seoul_slope[..., 0, :] * begins[..., 0, :]
        + risk * second.seoul_slope[..., 1, :] * begins[..., 1, :]
    )
    weight = np.exp(lam * (payoff - payoff.max(axis=1, keepdims=True)))
    seoul = weight / weight.sum(axis=1, keepdims=True)
    value = (seoul * worth).sum(axis=2)
    mean = (seoul * payoff_slope).sum(axis=1)
    value_slope = (seoul * (worth_slope + lam * payoff_slope * worth)).sum(axis=2) - lam * mean * value

    # The threat.
    threat = sigmoid(state.threat)
    heard, unheard = _pulls(threat)
    jacobian = _jacobian(lam * value_slope[:, 0], lam * value_slope[:, 1], unheard, heard)
    step, determinant = _solve_pair(jacobian, lam * (value[:, 1] - value[:, 0]) - state.threat)

    # What is inside follows what is outside.
    new = state.threat + step
    moved = prior + np.stack(_pair(new)) - believed
    arming = arming + answer_slope * moved[:, None]
    shift = _begin(believed + moved, arming) - begun
    later = later + second.slope * shift
    size = np.max(
        [
            np.abs(step).max(axis=0),
            np.abs(answer_step).max(axis=(0, 1, 2)),
            np.abs(first).max(axis=(0, 1, 2, 3)),
        ],
        axis=0,
    )
    lowest = np.min(
        [determinant, answer_determinant.min(axis=(0, 1)), second.determinant.min(axis=(0, 1, 2))], axis=0
    )
    return _Round(_State(new, arming, later), size, lowest, seoul, payoff, value)


def _begin(believed: Floats, arming: Floats) -> Floats:
    """Return the log-odds of hard with which each second period begins, ``(2, 3, 2, n)``."""
    return believed[:, None, None] + np.stack(_pair(arming), axis=-2)


def _later_precision(lam: float, shadow: Floats, values: str) -> Floats:
    return lam * (shadow if values == "present" else np.ones_like(shadow))


def _branch(game: Payoffs, precision: float, shadow: Floats, values: str) -> tuple[_State, NDArray[np.bool_]]:
    """Follow the branch from even play, and say where that may have gone wrong."""
    state, sure = _climb(game, precision, shadow, values, *_LADDERS[0])
    for ladder in _LADDERS[1:]:
        again = np.flatnonzero(~sure)
        if again.size:
            part = pick(game, ~sure, sure.shape)
            better, sure[again] = _climb(part, precision, shadow[again], values, *ladder)
            for whole, piece in zip(state, better, strict=True):
                whole[..., again] = piece
    return state, sure


def _climb(
    game: Payoffs, precision: float, shadow: Floats, values: str, rung: float, rounds: int, last_rounds: int
) -> tuple[_State, NDArray[np.bool_]]:
    n = shadow.size
    sure = np.ones(n, dtype=bool)
    past = [(0.0, _State(np.zeros((2, n)), np.zeros((2, 2, 3, n)), np.zeros((2, 2, 3, 2, n))))]
    shares = np.linspace(0.0, 1.0, max(2, int(np.ceil(precision / rung)) + 1))
    shares[0] = _SLOPE * shares[1]
    with np.errstate(over="ignore", invalid="ignore"):  # a game that runs away is not sure, and is told
        for share in shares:
            lam = precision * share
            state = _State(*(extrapolate([(at, each[i]) for at, each in past], share) for i in range(3)))
            for number in range(last_rounds if share == 1.0 else rounds):
                done = _newton(game, lam, shadow, _later_precision(lam, shadow, values), state)
                state = done.state
                if number == 0:
                    sure &= done.size < _FAR
                sure &= done.determinant > _FLAT
            sure &= done.size < (_EXACT if share == 1.0 else _CLOSE)
            past = [*past[-2:], (share, state)]
    return state, sure


def _report(game: Payoffs, precision: float, shadow: Floats, values: str, state: _State) -> dict[str, Floats]:
    done = _newton(game, precision, shadow, _later_precision(precision, shadow, values), state)
    prior = np.log(game.prior) - np.log1p(-game.prior)
    believed = prior + np.stack(_pair(state.threat))
    threat = sigmoid(state.threat)
    reply = sigmoid(precision * (done.moscow_payoff[:, 1] - done.moscow_payoff[:, 0]))
    inside = np.abs(sigmoid(done.state.arming) - sigmoid(state.arming)).max(axis=(0, 1, 2))
    return {
        "prior": game.prior,
        "threat": threat,
        "belief": sigmoid(believed),
        "seoul": done.seoul,
        "arming": sigmoid(state.arming),
        "seoul_payoff": done.seoul_payoff,
        "moscow_payoff": done.moscow_payoff,
        "belief_after": sigmoid(_begin(believed, state.arming)),
        "residual": np.maximum(np.abs(threat - reply).max(axis=0), inside),
    }
