"""Solve the game: what everyone does, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from .assumptions import Assumptions
from .branch import principal_branch
from .payoffs import CHANNELS, POSTURES, Floats, payoffs
from .quantal import Conditions, sigmoid

# Games solved at a time: enough to keep numpy busy, few enough to stay in some ten megabytes.
_CHUNK = 8192


class _Derived(cached_property):
    """A cached property whose array nobody can write to."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return _locked(super().__get__(instance, owner))


def _locked(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    return value


@dataclass(frozen=True, eq=False, repr=False)
class Outcomes:
    """What everyone does, at one pair of dials or at many, and what follows.

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

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Unpack a copy, its arrays as read-only as they were."""
        self.__dict__.update({name: _locked(value) for name, value in state.items()})

    def __repr__(self) -> str:
        """Say where it was solved and what follows, in one line."""
        if self.shape:
            return f"{type(self).__name__}(shape {self.shape}, {self.assumptions!r})"
        shares = ", ".join(
            f"{posture} {share:.3f}" for posture, share in zip(POSTURES, self.seoul_on_path, strict=True)
        )
        return (
            f"{type(self).__name__}(pressure {self.pressure:g}, capacity {self.capacity:g}: {shares}; "
            f"threat {self.threat_rate:.3f}, retaliation {self.retaliation:.3f})"
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape ``S``."""
        return self.prior.shape

    @_Derived
    def threat_rate(self) -> Floats:
        """Pr(threat) on the path of play, shape ``S``."""
        return (1.0 - self.prior) * self.threat[..., 0] + self.prior * self.threat[..., 1]

    @_Derived
    def seoul_on_path(self) -> Floats:
        """Pr(posture) on the path of play, ``S + (3,)``."""
        rate = self.threat_rate[..., None]
        found: Floats = (1.0 - rate) * self.seoul[..., 0, :] + rate * self.seoul[..., 1, :]
        return found

    @_Derived
    def supply(self) -> Floats:
        """Pr(indirect or direct) on the path of play, shape ``S``."""
        found: Floats = self.seoul_on_path[..., 1] + self.seoul_on_path[..., 2]
        return found

    @_Derived
    def open_supply(self) -> Floats:
        """Pr(direct) on the path of play, shape ``S``."""
        found: Floats = self.seoul_on_path[..., 2]
        return found

    @_Derived
    def retaliation(self) -> Floats:
        """Pr(Moscow arms Pyongyang) on the path of play, shape ``S``."""
        kind = np.stack([1.0 - self.prior, self.prior], axis=-1)
        signal = np.stack([1.0 - self.threat, self.threat], axis=-1)
        arms = (self.seoul[..., None, :, :] * self.arming).sum(axis=-1)
        found: Floats = (kind[..., None] * signal * arms).sum(axis=(-2, -1))
        return found

    @_Derived
    def backfire(self) -> Floats:
        """B1, Pr(supply | threat) - Pr(supply | quiet), shape ``S``; positive: the threat backfires."""
        return self.seoul[..., 0, 0] - self.seoul[..., 1, 0]

    @_Derived
    def open_backfire(self) -> Floats:
        """B2, Pr(direct | threat) - Pr(direct | quiet), shape ``S``."""
        return self.seoul[..., 1, 2] - self.seoul[..., 0, 2]

    @_Derived
    def threat_payoff(self) -> Floats:
        """B3, the value of threatening minus that of silence to Moscow, over the prior, in points, shape ``S``."""
        gain = self.moscow_payoff[..., 1] - self.moscow_payoff[..., 0]
        return (1.0 - self.prior) * gain[..., 0] + self.prior * gain[..., 1]

    @_Derived
    def log_odds_backfire(self) -> Floats:
        """B1 as a difference of log-odds of supply, shape ``S``; finite where probabilities round to 0 or 1."""
        lam = self.precision
        supplies = self.seoul_payoff[..., 1:]
        best = supplies.max(axis=-1)
        odds = np.log(np.exp(lam[..., None, None] * (supplies - best[..., None])).sum(axis=-1))
        odds = odds + lam[..., None] * (best - self.seoul_payoff[..., 0])
        found: Floats = odds[..., 1] - odds[..., 0]
        return found

    @_Derived
    def deterrence_gap(self) -> Floats:
        """Pr(arm | direct) - Pr(arm | refuse) given the signal, ``S + (2,)``."""
        gap = self.arming[..., 2] - self.arming[..., 0]
        return (1.0 - self.belief) * gap[..., 0, :] + self.belief * gap[..., 1, :]


@dataclass(frozen=True, eq=False, repr=False)
class Equilibrium(Outcomes):
    """What everyone does in equilibrium, at one pair of dials or at many.

    ``S`` is the common shape of pressure and capacity; for two numbers it is ``()``. All arrays are read-only. Beside
    what is listed here it has all that `Outcomes` has.

    Attributes
    ----------
    without_threat : ndarray, ``S + (3,)``
        Pr(posture) in the same game without the option to threaten: nobody speaks, and Seoul believes the prior.
    moscow_without_threat : ndarray, ``S + (2,)``
        Moscow's expected payoff in that game by type, in points.
    residual_log_odds : ndarray, ``S``
        The same in log-odds of threatening, relative to the larger of 1 and those log-odds. It also sees an error
        where both types threaten next to never, and a wrong belief would not show in the probabilities.
    """

    without_threat: Floats
    moscow_without_threat: Floats
    residual_log_odds: Floats

    @_Derived
    def net_backfire(self) -> Floats:
        """B4, Pr(direct | threat) - Pr(direct in the game without threats), shape ``S``; positive: it backfires.

        B2 measures a threat against silence, and where Moscow could have threatened silence is news as well: Seoul
        trusts it more. Here the threat is measured against a world in which nobody could have threatened.
        """
        return self.seoul[..., 1, 2] - self.without_threat[..., 2]

    @_Derived
    def option_payoff(self) -> Floats:
        """Worth to Moscow of being able to threaten, over the prior, in points, shape ``S``."""
        speaks = (1.0 - self.threat) * self.moscow_payoff[..., 0] + self.threat * self.moscow_payoff[..., 1]
        gain = speaks - self.moscow_without_threat
        return (1.0 - self.prior) * gain[..., 0] + self.prior * gain[..., 1]


def solve(
    pressure: Any,
    capacity: Any,
    assumptions: Assumptions | None = None,
    *,
    hold: Mapping[str, float] | None = None,
) -> Equilibrium:
    """Solve the game.

    Parameters
    ----------
    pressure : float or array_like
        Alliance pressure, in [0, 1].
    capacity : float or array_like
        Russian capacity, in [0, 1]. The two broadcast to a common shape ``S``. They are combined by position, as
        numpy does: the index of a pandas ``Series`` is not looked at.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.
    hold : mapping of str to float, optional
        Capacity enters the game three ways: through the ``"harm"`` that an armed Pyongyang does, the ``"prior"``
        that Moscow is hard, and the price of ``"materiel"`` to Moscow. For each one named, the capacity at which
        it stays while the dial moves the others, such as ``{"harm": 0.35}``.

    Returns
    -------
    Equilibrium
        The agent logit quantal response equilibrium [1]_: the first point at ``assumptions.precision`` on the
        principal branch, which starts from even play at precision 0.

    Raises
    ------
    ValueError
        When a dial is not numeric, not finite, masked, outside [0, 1], or the two do not broadcast; when
        ``assumptions`` is not an `Assumptions`; and when ``hold`` names no channel or holds no capacity.

    Notes
    -----
    There may be other equilibria at the same precision, see `other_equilibria`. Where threats are mere words (they
    change no payoff but for their own cost), the branch is the line on which both types threaten equally often and
    Seoul learns nothing. That is a selection, not a theorem: equilibria in which words inform may exist beside it,
    and where words are next to mere, the branch may leave the line for one of them, so that answers change abruptly
    as the last payoff goes to zero.

    Precision above 40 is meant for a point or a curve: a whole map there takes minutes where the branch folds.

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
    p, c = dial("pressure", pressure), dial("capacity", capacity)
    return solve_values(p, c, taken.as_dict(), taken, held(hold))


def solve_values(
    pressure: Floats,
    capacity: Floats,
    values: Mapping[str, float | Floats],
    assumptions: object,
    hold: Mapping[str, float] | None = None,
    known: Floats | None = None,
) -> Equilibrium:
    """Solve the game for checked inputs, the assumptions numbers or arrays.

    Games are solved in chunks, so that beside the result memory does not grow with their number.

    Parameters
    ----------
    pressure, capacity : ndarray
        As `dial` returns them.
    values : mapping of str to float or ndarray
        Every assumption by name; arrays broadcast with the dials.
    assumptions : object
        Where the values come from, to be kept in the result.
    hold : mapping of str to float, optional
        As `held` returns it.
    known : ndarray, ``(2,) + S``, optional
        Log-odds of threatening that are known to solve the game; searched for on the principal branch if left out.

    Returns
    -------
    Equilibrium

    Raises
    ------
    ValueError
        When the shapes do not broadcast together.
    """
    inputs = {name: np.asarray(value, dtype=float) for name, value in values.items()}
    try:
        shape = np.broadcast_shapes(
            pressure.shape, capacity.shape, *(value.shape for value in inputs.values())
        )
    except ValueError:
        raise ValueError(
            f"pressure has shape {pressure.shape} and capacity {capacity.shape}: expected shapes that broadcast "
            "together"
        ) from None
    inputs = {"pressure": pressure, "capacity": capacity, **inputs}
    # As many axes for all that is no plain number, so that an array that depends on one dial spans its axes only.
    inputs = {
        name: np.reshape(x, (1,) * (len(shape) - x.ndim) + x.shape)
        if x.ndim or name in ("pressure", "capacity")
        else x
        for name, x in inputs.items()
    }
    found = {name: np.empty(lead + shape) for name, lead in _LEADS.items()}
    for block in _blocks(shape):
        part = {name: _cut(x, block) for name, x in inputs.items()}
        for name, values_there in _solve_block(
            part,
            hold or {},
            _cut_shape(shape, block),
            None if known is None else known[(..., *block)],  # type: ignore[arg-type]
        ).items():
            found[name][(..., *block)] = values_there  # type: ignore[index]

    dials = (
        np.broadcast_to(x, shape)[()]
        for x in (pressure, capacity, np.asarray(values["precision"], dtype=float))
    )
    return Equilibrium(
        *(next(dials), next(dials)), assumptions, next(dials), **batch_first(found, len(shape))
    )


def batch_first(found: Mapping[str, Floats], axes: int) -> dict[str, Floats]:
    """Turn arrays that were solved component axes first, as they are reported: batch first, and read-only.

    Parameters
    ----------
    found : mapping of str to ndarray
    axes : int
        How many axes, the last ones, are those of the batch.

    Returns
    -------
    dict of str to ndarray
    """
    turned = {}
    for name, value in found.items():
        lead = value.ndim - axes
        turned[name] = _locked(np.moveaxis(value, range(lead), range(-lead, 0)).view())[()]
    return turned


# What a solution holds, and the axes that come before those of the batch while it is solved.
_LEADS: dict[str, tuple[int, ...]] = {
    "prior": (),
    "threat": (2,),
    "belief": (2,),
    "seoul": (2, 3),
    "arming": (2, 2, 3),
    "seoul_payoff": (2, 3),
    "moscow_payoff": (2, 2),
    "without_threat": (3,),
    "moscow_without_threat": (2,),
    "residual": (),
    "residual_log_odds": (),
}


def _solve_block(
    inputs: Mapping[str, Floats], hold: Mapping[str, float], shape: tuple[int, ...], known: Floats | None
) -> dict[str, Floats]:
    game = payoffs(inputs["pressure"], inputs["capacity"], inputs, hold)
    lam = inputs["precision"]
    z = principal_branch(game, lam, shape) if known is None else known
    conditions = Conditions(game, lam)
    play = conditions.play(z)
    gain = lam * (play.value[:, 1] - play.value[:, 0])
    seoul, moscow = conditions.plain()
    return {
        "prior": game.prior,
        "threat": play.threat,
        "belief": play.belief,
        "seoul": play.seoul,
        "arming": conditions.arming,
        "seoul_payoff": play.seoul_payoff,
        "moscow_payoff": play.value,
        "without_threat": seoul,
        "moscow_without_threat": moscow,
        "residual": np.abs(play.threat - sigmoid(gain)).max(axis=0),
        "residual_log_odds": (np.abs(z - gain) / np.maximum(1.0, np.abs(z))).max(axis=0),
    }


def _blocks(shape: tuple[int, ...]) -> Iterator[tuple[slice, ...]]:
    """Cut a batch into blocks of at most `_CHUNK` games, along its first axes."""
    if not shape:
        yield ()
        return
    row = prod(shape[1:])
    if row > _CHUNK:
        for i in range(shape[0]):
            for rest in _blocks(shape[1:]):
                yield (slice(i, i + 1), *rest)
        return
    rows = max(1, _CHUNK // max(row, 1))
    for start in range(0, shape[0], rows):
        yield (slice(start, min(start + rows, shape[0])), *(slice(0, n) for n in shape[1:]))


def _cut(part: Floats, block: tuple[slice, ...]) -> Floats:
    """Take a block out of an array that may span some axes only."""
    if not part.ndim:
        return part
    return part[tuple(cut if n > 1 else slice(None) for cut, n in zip(block, part.shape, strict=True))]


def _cut_shape(shape: tuple[int, ...], block: tuple[slice, ...]) -> tuple[int, ...]:
    return tuple(len(range(*cut.indices(n))) for cut, n in zip(block, shape, strict=True))


def held(hold: Mapping[str, float] | None) -> dict[str, float]:
    """Check which channels of capacity are held, and where.

    Parameters
    ----------
    hold : mapping of str to float, or None

    Returns
    -------
    dict of str to float

    Raises
    ------
    ValueError
        When a name is no channel, or a value is no capacity.
    """
    checked = {}
    for name, value in dict(hold or {}).items():
        if name not in CHANNELS:
            raise ValueError(f"hold names {name!r}: expected some of {', '.join(CHANNELS)}")
        place = dial(f"hold[{name!r}]", value)
        if place.shape:
            raise ValueError(f"hold[{name!r}] has shape {place.shape}: expected one number")
        checked[name] = float(place)
    return checked


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


def dial(name: str, value: Any, high: float = 1.0) -> Floats:
    """Return a dial as an array of floats, or say what is wrong with it.

    Parameters
    ----------
    name : str
        ``"pressure"`` or ``"capacity"``, for the message.
    value : float or array_like
    high : float, default 1
        The largest value of the dial.

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        When the value is not numeric, not finite, masked or outside [0, ``high``].
    """
    if np.ma.is_masked(value):
        raise ValueError(
            f"{name} is masked in places: leave those out, or fill them in, before the game is solved"
        )
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} = {value!r} is not numeric: expected numbers from 0 to {high:g}")
    array = array.astype(float)
    wrong = ~((array >= 0.0) & (array <= high))
    if wrong.any():
        raise ValueError(
            f"{name} = {float(array[wrong][0])!r} is out of range: expected numbers from 0 to {high:g}"
        )
    return array
