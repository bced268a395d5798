"""What each player is paid, by posture, signal and answer: the only place where the payoff formulas stand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TYPES = ("soft", "hard")
SIGNALS = ("quiet", "threat")
POSTURES = ("refuse", "indirect", "direct")
ANSWERS = ("hold", "arm")

#: How much of each consideration a posture brings: refuse, indirect, direct.
WEIGHTS: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {
        "credit": (0.0, 0.6, 1.0),
        "export": (0.0, 0.25, 0.5),
        "domestic": (0.0, 0.15, 1.0),
        "role": (0.0, 0.3, 1.0),
        "overtness": (0.0, 0.3, 1.0),
        "battlefield": (0.0, 0.5, 1.0),
        "yielding": (1.0, 0.3, 0.0),
    }
)

PRIOR_BOUNDS = (0.01, 0.99)

#: The three ways in which Russian capacity enters the game: how much an armed Pyongyang would hurt Seoul, how
#: probable a hard Moscow is, and how dear materiel is to Moscow.
CHANNELS = ("harm", "prior", "materiel")


class Payoffs(NamedTuple):
    """The payoffs of the game, component axes first and the shape ``S`` of the dials last.

    Attributes
    ----------
    prior : ndarray, ``S``
        Prior probability that Moscow is hard.
    seoul : ndarray, ``(2, 3) + S``
        Seoul's payoff by signal (quiet, threat) and posture when Moscow holds.
    harm : ndarray, ``S``
        What Seoul loses when Moscow arms Pyongyang.
    moscow : ndarray, ``(2, 3) + S``
        Moscow's payoff by signal and posture when it holds; the same for both types.
    arming_gain : ndarray, ``(2, 2, 3) + S``
        What Moscow gains by arming instead of holding, by type (soft, hard), signal and posture.
    """

    prior: Floats
    seoul: Floats
    harm: Floats
    moscow: Floats
    arming_gain: Floats


def payoffs(
    pressure: Floats,
    capacity: Floats,
    values: Mapping[str, float | Floats],
    hold: Mapping[str, float] = MappingProxyType({}),
) -> Payoffs:
    """Pay out the game at the given dials.

    Parameters
    ----------
    pressure, capacity : ndarray
        The dials, each in [0, 1]; they broadcast against each other and against arrays in ``values``.
        An array of the result spans only the axes that it depends on, so that a map costs little.
    values : mapping of str to float or ndarray
        Every field of `Assumptions` by name.
    hold : mapping of str to float, optional
        For each of `CHANNELS` that is not to follow the dial, the capacity at which it stays.

    Returns
    -------
    Payoffs

    Notes
    -----
    With ``threat`` = 1 after a threat, ``arms`` = 1 when Moscow arms Pyongyang, and the weights of a posture by their
    names in `WEIGHTS`, Seoul's payoff is

    ``pull*credit + export_gain*export + role_gain*role - domestic_cost*domestic - threat*yielding_cost*yielding -
    arms*harm``, where ``pull = (pressure + threat_pull*threat*(1 - pressure)) * alliance_credit`` and
    ``harm = armed_north_harm*(harm_floor + (1 - harm_floor)*capacity) + trade_loss``.

    Moscow's, for its type, is

    ``-battlefield_loss*battlefield + arms*(wish_to_punish*overtness + munitions_value + munitions_need*scarcity -
    materiel_cost*scarcity - own_loss) - threat*(1 - arms)*bluff_cost*overtness - threat*talk_cost``, where
    ``scarcity = 1 - capacity``.
    """
    v = values
    w = WEIGHTS
    # A channel that is held still spans the axis of capacity, so that all parts fit together as before.
    harms, leans, spares = (hold[name] + 0.0 * capacity if name in hold else capacity for name in CHANNELS)
    scarcity = 1.0 - spares
    harm = v["armed_north_harm"] * (v["harm_floor"] + (1.0 - v["harm_floor"]) * harms) + v["trade_loss"]
    prior = np.clip(v["prior_base"] + v["prior_slope"] * leans, *PRIOR_BOUNDS)

    seoul, moscow = [], []
    for threat in (0.0, 1.0):
        pull = (pressure + v["threat_pull"] * threat * (1.0 - pressure)) * v["alliance_credit"]
        for k in range(3):
            seoul.append(
                pull * w["credit"][k]
                + v["export_gain"] * w["export"][k]
                + v["role_gain"] * w["role"][k]
                - v["domestic_cost"] * w["domestic"][k]
                - threat * v["yielding_cost"] * w["yielding"][k]
            )
            moscow.append(
                -v["battlefield_loss"] * w["battlefield"][k]
                - threat * (v["bluff_cost"] * w["overtness"][k] + v["talk_cost"])
                + 0.0 * capacity
            )
    arming_gain = []
    for kind in TYPES:
        base = (
            v["munitions_value"]
            + v["munitions_need"] * scarcity
            - v[f"materiel_cost_{kind}"] * scarcity
            - v["own_loss"]
        )
        for threat in (0.0, 1.0):
            for k in range(3):
                overt = w["overtness"][k]
                arming_gain.append(
                    v[f"wish_to_punish_{kind}"] * overt + base + v["bluff_cost"] * overt * threat
                )
    return Payoffs(
        prior=np.asarray(prior, dtype=float),
        seoul=_stack(seoul, (2, 3)),
        harm=np.asarray(harm, dtype=float),
        moscow=_stack(moscow, (2, 3)),
        arming_gain=_stack(arming_gain, (2, 2, 3)),
    )


def _stack(parts: list[Floats], lead: tuple[int, ...]) -> Floats:
    stacked = np.stack([np.asarray(part, dtype=float) for part in parts])
    return stacked.reshape(lead + stacked.shape[1:])
