"""The game as a class plays it: payoffs in whole tokens, and how likely each choice is at each precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .assumptions import PARAMETERS, Assumptions
from .branch import principal_branch
from .equilibrium import dial, given
from .payoffs import ANSWERS, POSTURES, SIGNALS, TYPES, Floats, Payoffs, payoffs
from .quantal import Conditions, log_sigmoid

TOKENS_PER_POINT = 100
#: What each role's tokens are raised by, so that losses are rare. A constant moves no choice.
CONSTANTS: Mapping[str, int] = {"moscow": 200, "seoul": 300}
#: Cards of each type: the prior at the course's capacity, 0.375.
CARDS: Mapping[str, int] = {"soft": 5, "hard": 3}
#: What to change in the assumptions so that the prior is that of the cards at any capacity.
BY_CARDS: Mapping[str, float] = {"prior_base": 3 / 8, "prior_slope": 0.0}


class Choice(NamedTuple):
    """One thing that one player can choose at one information set.

    Attributes
    ----------
    node : {"signal", "posture", "answer"}
    situation : tuple of str
        What the player knows: the type; or the signal; or type, signal and posture.
    action : str
    """

    node: str
    situation: tuple[str, ...]
    action: str


#: All 34 choices of the game, in the order of the columns of `log_chances`.
CHOICES: tuple[Choice, ...] = (
    *(Choice("signal", (kind,), signal) for kind in TYPES for signal in SIGNALS),
    *(Choice("posture", (signal,), posture) for signal in SIGNALS for posture in POSTURES),
    *(
        Choice("answer", (kind, signal, posture), answer)
        for kind in TYPES
        for signal in SIGNALS
        for posture in POSTURES
        for answer in ANSWERS
    ),
)
CHOICE_COLUMN: Mapping[Choice, int] = {choice: column for column, choice in enumerate(CHOICES)}


_COURSE = Assumptions()


@dataclass(frozen=True)
class Setting:
    """The dials and assumptions of a round.

    Parameters
    ----------
    pressure, capacity : float
        The dials, each in [0, 1].
    assumptions : Assumptions
        Without their precision, which is the class's own.

    Raises
    ------
    ValueError
        When a dial is no number in [0, 1].
    """

    pressure: float
    capacity: float
    assumptions: Assumptions = _COURSE

    def __post_init__(self) -> None:
        """Check the numbers, and forget the precision."""
        for name in ("pressure", "capacity"):
            value = dial(name, getattr(self, name))
            if value.shape:
                raise ValueError(f"{name} has shape {value.shape}: a round is played at one number")
            object.__setattr__(self, name, float(value))
        taken = given(self.assumptions).replace(precision=PARAMETERS["precision"].default)
        object.__setattr__(self, "assumptions", taken)

    @property
    def changes(self) -> dict[str, float]:
        """The assumptions that are not the course's, by name."""
        values = self.assumptions.as_dict()
        return {name: value for name, value in values.items() if value != PARAMETERS[name].default}


@dataclass(frozen=True)
class PaidPath:
    """One of the 24 ways in which a round can go, and what it pays.

    Attributes
    ----------
    type, signal, posture, answer : str
    moscow_tokens, seoul_tokens : int
    """

    type: str
    signal: str
    posture: str
    answer: str
    moscow_tokens: int
    seoul_tokens: int


def token_payoffs(setting: Setting, tokens_per_point: int = TOKENS_PER_POINT) -> Payoffs:
    """Return the payoffs of a round in points, rounded as they are shown.

    Parameters
    ----------
    setting : Setting
    tokens_per_point : int, default 100

    Returns
    -------
    Payoffs
        Each part is a whole number of tokens, divided by ``tokens_per_point``; role constants are left out.
    """
    exact = payoffs(np.asarray(setting.pressure), np.asarray(setting.capacity), setting.assumptions.as_dict())
    parts = (np.round(part * tokens_per_point) / tokens_per_point for part in exact[1:])
    return Payoffs(exact.prior, *parts)


@lru_cache(maxsize=64)
def paid_paths(setting: Setting, tokens_per_point: int = TOKENS_PER_POINT) -> tuple[PaidPath, ...]:
    """List what every way through the tree pays, in tokens.

    Parameters
    ----------
    setting : Setting
    tokens_per_point : int, default 100

    Returns
    -------
    tuple of PaidPath
        24, types slowest and answers fastest.

    Examples
    --------
    >>> path = paid_paths(Setting(0.6, 0.35, Assumptions()))[0]
    >>> path.moscow_tokens, path.seoul_tokens
    (200, 300)
    """
    game = token_payoffs(setting, tokens_per_point)

    def tokens(points: Floats, role: str) -> int:
        return round(float(points) * tokens_per_point) + CONSTANTS[role]

    return tuple(
        PaidPath(
            kind,
            signal,
            posture,
            answer,
            tokens(game.moscow[s, k] + r * game.arming_gain[t, s, k], "moscow"),
            tokens(game.seoul[s, k] - r * game.harm, "seoul"),
        )
        for t, kind in enumerate(TYPES)
        for s, signal in enumerate(SIGNALS)
        for k, posture in enumerate(POSTURES)
        for r, answer in enumerate(ANSWERS)
    )


def log_chances(game: Payoffs, precision: Floats) -> Floats:
    """Return the logarithm of the probability of every choice in the agent quantal response equilibrium.

    Parameters
    ----------
    game : Payoffs
        One game, without trailing axes.
    precision : ndarray, ``(n,)``
        In 1/points.

    Returns
    -------
    ndarray, ``(n, 34)``
        Columns as in `CHOICES`. The equilibrium is the one that `solve` gives.
    """
    lam = np.asarray(precision, dtype=float)
    batch = Payoffs(*(part[..., None] for part in game))
    z = principal_branch(batch, lam, lam.shape)
    conditions = Conditions(batch, lam)
    score = lam * conditions.play(z).seoul_payoff
    score = score - score.max(axis=1, keepdims=True)
    seoul = score - np.log(np.exp(score).sum(axis=1, keepdims=True))
    drive = lam * batch.arming_gain
    parts = (
        np.stack([log_sigmoid(-z), log_sigmoid(z)], axis=1),
        seoul,
        np.stack([log_sigmoid(-drive), log_sigmoid(drive)], axis=3),
    )
    return np.concatenate([part.reshape(-1, lam.size) for part in parts]).T


def chances(setting: Setting, precision: float) -> dict[Choice, float]:
    """Return the probability of every choice in the agent quantal response equilibrium, payoffs in whole tokens.

    Parameters
    ----------
    setting : Setting
    precision : float
        In 1/points.

    Returns
    -------
    dict of Choice to float
        All 34 choices.

    Examples
    --------
    >>> len(chances(Setting(0.6, 0.35, Assumptions()), precision=2.0))
    34
    """
    found = np.exp(log_chances(token_payoffs(setting), np.array([precision])))[0]
    return dict(zip(CHOICES, map(float, found), strict=True))
