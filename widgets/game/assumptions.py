"""The assumptions of the game: one field for each, with its meaning, its range and the claims that it encodes."""

from __future__ import annotations

import dataclasses
import math
import numbers
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .table import Table


@dataclass(frozen=True)
class Parameter:
    """What a reader needs to know of one assumption.

    Attributes
    ----------
    name : str
        Its name in code.
    symbol : str
        Its symbol in the formulas.
    player : str
        Whose payoff it enters: ``"Seoul"``, ``"Moscow"`` or ``"both"``.
    meaning : str
        One line of plain English.
    unit : str
        ``"points"`` are units of payoff, the same for everyone.
    default : float
        Its value in the scenario "op-ed, April 2023".
    bounds : tuple of float
        The smallest and the largest value that the code accepts.
    slider : tuple of float
        The range worth exploring, a part of ``bounds``.
    claims : tuple of str
        The claims (C..) and objections (X..) that it puts into the model.
    """

    name: str
    symbol: str
    player: str
    meaning: str
    unit: str
    default: float
    bounds: tuple[float, float]
    slider: tuple[float, float]
    claims: tuple[str, ...]


def _assumption(
    default: float,
    symbol: str,
    player: str,
    meaning: str,
    claims: str,
    slider: tuple[float, float],
    bounds: tuple[float, float] = (0.0, 10.0),
    unit: str = "points",
) -> Any:
    return field(
        default=default,
        metadata={
            "symbol": symbol,
            "player": player,
            "meaning": meaning,
            "unit": unit,
            "default": default,
            "bounds": bounds,
            "slider": slider,
            "claims": tuple(claims.split()),
        },
    )


@dataclass(frozen=True, repr=False)
class Assumptions:
    """Everything that the game takes for granted.

    The defaults are the scenario "op-ed, April 2023": a teaching calibration. Nothing estimates them.

    Parameters
    ----------
    alliance_credit, export_gain, domestic_cost, role_gain : float
        What Seoul gains or loses by stepping in, in points.
    armed_north_harm, harm_floor, trade_loss : float
        What an armed Pyongyang and a hostile Moscow cost Seoul, in points; ``harm_floor`` is a share in [0, 1].
    yielding_cost, threat_pull : float
        What a threat does to Seoul, in points and as a share in [0, 1].
    wish_to_punish_hard, wish_to_punish_soft, materiel_cost_hard, materiel_cost_soft : float
        What sets a hard Moscow apart from a soft one, in points.
    munitions_value, munitions_need, own_loss : float
        What arming Pyongyang brings and costs either Moscow, in points.
    talk_cost, bluff_cost, battlefield_loss : float
        What threatening, bluffing and Seoul's aid cost Moscow, in points.
    precision : float
        Precision of choice, ``lam`` in the formulas, in [0, 1000]; 0 is coin-tossing.
    prior_base, prior_slope : float
        The prior that Moscow is hard is ``clip(prior_base + prior_slope * capacity, 0.01, 0.99)``.

    Raises
    ------
    ValueError
        When a value is not a finite number or lies outside its bounds. The message names the field, its
        value and its bounds. `PARAMETERS` lists the bounds.

    Examples
    --------
    >>> Assumptions(domestic_cost=0.9).replace(harm_floor=0.6).harm_floor
    0.6
    """

    alliance_credit: float = _assumption(
        1.2, "A", "Seoul", "worth of pleasing the ally at full pressure", "C03 C36 C39", (0.0, 3.0)
    )
    export_gain: float = _assumption(
        0.2, "e", "Seoul", "sales that follow from stepping in", "C01 C02 C43", (0.0, 1.0)
    )
    domestic_cost: float = _assumption(
        0.45,
        "D",
        "Seoul",
        "law, opinion and coalition: the price at home of open lethal aid",
        "C19 C44 X05",
        (0.0, 2.0),
    )
    role_gain: float = _assumption(
        0.2, "N", "Seoul", "pride in the role of a global pivotal state, and norms", "C35 C37", (0.0, 1.0)
    )
    armed_north_harm: float = _assumption(
        2.5,
        "h",
        "Seoul",
        "harm to Seoul of a Pyongyang armed by Russia at full capacity",
        "C06 C29",
        (0.0, 5.0),
    )
    harm_floor: float = _assumption(
        0.0,
        "h0",
        "Seoul",
        "share of that harm that needs no Russian industry: know-how, fuel, vetoes",
        "C29 X03",
        (0.0, 1.0),
        (0.0, 1.0),
        "share",
    )
    trade_loss: float = _assumption(
        0.3, "tau", "Seoul", "Seoul's loss of trade when Moscow retaliates", "C11 C12 C34", (0.0, 1.0)
    )
    yielding_cost: float = _assumption(
        0.2, "rho", "Seoul", "cost of being seen to yield to a threat", "C27 C41 C42", (0.0, 1.0)
    )
    threat_pull: float = _assumption(
        0.2,
        "alpha",
        "Seoul",
        "share of the ally's missing pull that a threat adds",
        "C27 C36",
        (0.0, 1.0),
        (0.0, 1.0),
        "share",
    )
    wish_to_punish_hard: float = _assumption(
        0.8, "w_H", "Moscow", "a hard Moscow's taste for punishing open aid", "C04 C32", (0.0, 2.0)
    )
    wish_to_punish_soft: float = _assumption(
        0.2, "w_S", "Moscow", "a soft Moscow's taste for punishing open aid", "C04 C34", (0.0, 2.0)
    )
    materiel_cost_hard: float = _assumption(
        0.5,
        "k_H",
        "Moscow",
        "what giving up materiel costs a hard Moscow when capacity is zero",
        "C28 C29",
        (0.0, 3.0),
    )
    materiel_cost_soft: float = _assumption(
        1.2,
        "k_S",
        "Moscow",
        "what giving up materiel costs a soft Moscow when capacity is zero",
        "C28 C29",
        (0.0, 3.0),
    )
    munitions_value: float = _assumption(
        0.2, "m", "Moscow", "worth of the shells that Moscow gets back from Pyongyang", "C33 X06", (0.0, 2.0)
    )
    munitions_need: float = _assumption(
        0.0, "m1", "Moscow", "how much more those shells are worth when capacity is zero", "X02", (0.0, 3.0)
    )
    own_loss: float = _assumption(
        0.15,
        "t_R",
        "Moscow",
        "Moscow's own loss of trade and standing when it arms Pyongyang",
        "C31 C33",
        (0.0, 1.0),
    )
    talk_cost: float = _assumption(
        0.02, "s", "Moscow", "what issuing a threat costs, whatever follows", "X07", (0.0, 0.5)
    )
    bluff_cost: float = _assumption(
        0.3,
        "b",
        "Moscow",
        "what it costs to threaten and then not act against open aid: tied hands",
        "X07",
        (0.0, 1.0),
    )
    battlefield_loss: float = _assumption(
        0.6, "L", "Moscow", "what Seoul's lethal aid costs Moscow at the front", "C20 C24", (0.0, 2.0)
    )
    precision: float = _assumption(
        6.0,
        "lam",
        "both",
        "how closely everyone follows the better payoff; 0 is coin-tossing",
        "C05 C32",
        (0.0, 10.0),
        (0.0, 1000.0),
        "1/points",
    )
    prior_base: float = _assumption(
        0.2,
        "pi0",
        "both",
        "prior probability that Moscow is hard when capacity is zero",
        "C25 C34",
        (0.0, 1.0),
        (0.0, 1.0),
        "probability",
    )
    prior_slope: float = _assumption(
        0.5,
        "pi1",
        "both",
        "how much that prior rises from zero to full capacity",
        "C28 C34",
        (-0.5, 0.8),
        (-1.0, 1.0),
        "probability",
    )

    def __post_init__(self) -> None:
        """Check every field and store it as a plain float."""
        for name in PARAMETERS:
            object.__setattr__(self, name, check_value(name, getattr(self, name)))

    def __repr__(self) -> str:
        """Show only what differs from the defaults."""
        values = (
            (name, value) for name, value in self.as_dict().items() if value != PARAMETERS[name].default
        )
        return f"Assumptions({', '.join(f'{name}={value!r}' for name, value in values)})"

    def replace(self, **changes: float) -> Assumptions:
        """Return a copy with some assumptions changed.

        Parameters
        ----------
        **changes : float
            New values by field name.

        Returns
        -------
        Assumptions

        Raises
        ------
        ValueError
            When a name is unknown or a value is out of bounds.
        """
        check_names(changes)
        return dataclasses.replace(self, **changes)

    def as_dict(self) -> dict[str, float]:
        """Return the assumptions by name, in order.

        Returns
        -------
        dict of str to float
        """
        return {name: getattr(self, name) for name in PARAMETERS}

    def explain(self) -> Table[ExplainedParameter]:
        """Say in plain words what each assumption means.

        Returns
        -------
        Table of ExplainedParameter
            One record for each assumption, with its value here. It shows itself as a table in a notebook,
            and ``pandas.DataFrame(assumptions.explain())`` makes a data frame of it.
        """
        records = (
            ExplainedParameter(value=getattr(self, parameter.name), **vars(parameter))
            for parameter in PARAMETERS.values()
        )
        columns = ("name", "symbol", "player", "value", "default", "slider", "unit", "meaning", "claims")
        return Table(records, caption="What the game assumes", columns=columns)


#: Every assumption by name, in the order of the fields of `Assumptions`.
PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {entry.name: Parameter(name=entry.name, **entry.metadata) for entry in dataclasses.fields(Assumptions)}
)


@dataclass(frozen=True, kw_only=True)
class ExplainedParameter(Parameter):
    """A `Parameter` together with the value that it has in some `Assumptions`.

    Attributes
    ----------
    value : float
        The value in force.
    """

    value: float


def check_names(names: Iterable[str]) -> None:
    """Refuse a name that is no assumption.

    Parameters
    ----------
    names : iterable of str

    Raises
    ------
    ValueError
        When one is not the name of an assumption; the message lists the known names.
    """
    for name in names:
        if name not in PARAMETERS:
            raise ValueError(f"unknown assumption {name!r}: choose one of {', '.join(PARAMETERS)}")


def check_value(name: str, value: object) -> float:
    """Return an assumption as a float, or say what is wrong with it.

    Parameters
    ----------
    name : str
        A name in `PARAMETERS`.
    value : object
        Any real number within its bounds.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        When the value is not a finite real number within the bounds.
    """
    low, high = PARAMETERS[name].bounds
    expected = f"expected a number from {low:g} to {high:g}"
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise ValueError(f"{name} = {value!r} is not a number: {expected}")
    number = float(value)
    if math.isnan(number) or not low <= number <= high:
        raise ValueError(f"{name} = {number!r} is out of range: {expected}")
    return number
