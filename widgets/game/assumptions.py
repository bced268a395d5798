"""The assumptions of the game: one field for each, with its meaning, its range and the claims that it encodes."""

from __future__ import annotations

import dataclasses
import html
import math
import numbers
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


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


_POINTS = "points"
_TABLE = (
    # name, symbol, player, meaning, unit, default, bounds, slider, claims
    ("alliance_credit", "A", "Seoul", "worth of pleasing the ally at full pressure", _POINTS, 1.2, (0, 10), (0, 3), ("C03", "C36", "C39")),
    ("export_gain", "e", "Seoul", "sales that follow from stepping in", _POINTS, 0.2, (0, 10), (0, 1), ("C01", "C02", "C43")),
    ("domestic_cost", "D", "Seoul", "law, opinion and coalition: the price at home of open lethal aid", _POINTS, 0.45, (0, 10), (0, 2), ("C19", "C44", "X05")),
    ("role_gain", "N", "Seoul", "pride in the role of a global pivotal state, and norms", _POINTS, 0.2, (0, 10), (0, 1), ("C35", "C37")),
    ("armed_north_harm", "h", "Seoul", "harm to Seoul of a Pyongyang armed by Russia at full capacity", _POINTS, 2.5, (0, 10), (0, 5), ("C06", "C29")),
    ("harm_floor", "h0", "Seoul", "share of that harm that needs no Russian industry: know-how, fuel, vetoes", "share", 0.0, (0, 1), (0, 1), ("C29", "X03")),
    ("trade_loss", "tau", "Seoul", "Seoul's loss of trade when Moscow retaliates", _POINTS, 0.3, (0, 10), (0, 1), ("C11", "C12", "C34")),
    ("yielding_cost", "rho", "Seoul", "cost of being seen to yield to a threat", _POINTS, 0.2, (0, 10), (0, 1), ("C27", "C41", "C42")),
    ("threat_pull", "alpha", "Seoul", "share of the ally's missing pull that a threat adds", "share", 0.2, (0, 1), (0, 1), ("C27", "C36")),
    ("wish_to_punish_hard", "w_H", "Moscow", "a hard Moscow's taste for punishing open aid", _POINTS, 0.8, (0, 10), (0, 2), ("C04", "C32")),
    ("wish_to_punish_soft", "w_S", "Moscow", "a soft Moscow's taste for punishing open aid", _POINTS, 0.2, (0, 10), (0, 2), ("C04", "C34")),
    ("materiel_cost_hard", "k_H", "Moscow", "what giving up materiel costs a hard Moscow when capacity is zero", _POINTS, 0.5, (0, 10), (0, 3), ("C28", "C29")),
    ("materiel_cost_soft", "k_S", "Moscow", "what giving up materiel costs a soft Moscow when capacity is zero", _POINTS, 1.2, (0, 10), (0, 3), ("C28", "C29")),
    ("munitions_value", "m", "Moscow", "worth of the shells that Moscow gets back from Pyongyang", _POINTS, 0.2, (0, 10), (0, 2), ("C33", "X06")),
    ("munitions_need", "m1", "Moscow", "how much more those shells are worth when capacity is zero", _POINTS, 0.0, (0, 10), (0, 3), ("X02",)),
    ("own_loss", "t_R", "Moscow", "Moscow's own loss of trade and standing when it arms Pyongyang", _POINTS, 0.15, (0, 10), (0, 1), ("C31", "C33")),
    ("talk_cost", "s", "Moscow", "what issuing a threat costs, whatever follows", _POINTS, 0.02, (0, 10), (0, 0.5), ("X07",)),
    ("bluff_cost", "b", "Moscow", "what it costs to threaten and then not act against open aid: tied hands", _POINTS, 0.3, (0, 10), (0, 1), ("X07",)),
    ("battlefield_loss", "L", "Moscow", "what Seoul's lethal aid costs Moscow at the front", _POINTS, 0.6, (0, 10), (0, 2), ("C20", "C24")),
    ("precision", "lam", "both", "how closely everyone follows the better payoff; 0 is coin-tossing", "1/points", 6.0, (0, 40), (0, 10), ("C05", "C32")),
    ("prior_base", "pi0", "both", "prior probability that Moscow is hard when capacity is zero", "probability", 0.2, (0, 1), (0, 1), ("C25", "C34")),
    ("prior_slope", "pi1", "both", "how much that prior rises from zero to full capacity", "probability", 0.5, (-1, 1), (-0.5, 0.8), ("C28", "C34")),
)  # fmt: skip

#: Every assumption by name, in the order of the fields of `Assumptions`.
PARAMETERS: Mapping[str, Parameter] = MappingProxyType({row[0]: Parameter(*row) for row in _TABLE})


def _default(name: str) -> float:
    return float(PARAMETERS[name].default)


@dataclass(frozen=True)
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
        Precision of choice, ``lam`` in the formulas, in [0, 40]; 0 is coin-tossing.
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

    alliance_credit: float = _default("alliance_credit")
    export_gain: float = _default("export_gain")
    domestic_cost: float = _default("domestic_cost")
    role_gain: float = _default("role_gain")
    armed_north_harm: float = _default("armed_north_harm")
    harm_floor: float = _default("harm_floor")
    trade_loss: float = _default("trade_loss")
    yielding_cost: float = _default("yielding_cost")
    threat_pull: float = _default("threat_pull")
    wish_to_punish_hard: float = _default("wish_to_punish_hard")
    wish_to_punish_soft: float = _default("wish_to_punish_soft")
    materiel_cost_hard: float = _default("materiel_cost_hard")
    materiel_cost_soft: float = _default("materiel_cost_soft")
    munitions_value: float = _default("munitions_value")
    munitions_need: float = _default("munitions_need")
    own_loss: float = _default("own_loss")
    talk_cost: float = _default("talk_cost")
    bluff_cost: float = _default("bluff_cost")
    battlefield_loss: float = _default("battlefield_loss")
    precision: float = _default("precision")
    prior_base: float = _default("prior_base")
    prior_slope: float = _default("prior_slope")

    def __post_init__(self) -> None:
        """Check every field and store it as a plain float."""
        for name in PARAMETERS:
            object.__setattr__(self, name, check_value(name, getattr(self, name)))

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

    def explain(self) -> Explanation:
        """Say in plain words what each assumption means.

        Returns
        -------
        Explanation
            One record for each assumption, with its value here. It shows itself as a table in a notebook,
            and ``pandas.DataFrame(assumptions.explain())`` makes a data frame of it.
        """
        return Explanation(
            ExplainedParameter(value=getattr(self, parameter.name), **vars(parameter))
            for parameter in PARAMETERS.values()
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


class Explanation(tuple[ExplainedParameter, ...]):
    """The records of `Assumptions.explain`; a table when a notebook shows it, plain text elsewhere."""

    _COLUMNS = ("name", "symbol", "player", "value", "default", "slider", "unit", "meaning", "claims")

    def _rows(self) -> Iterator[list[str]]:
        for record in self:
            low, high = record.slider
            yield [
                record.name,
                record.symbol,
                record.player,
                f"{record.value:g}",
                f"{record.default:g}",
                f"{low:g} to {high:g}",
                record.unit,
                record.meaning,
                " ".join(record.claims),
            ]

    def __repr__(self) -> str:
        """Show the records as aligned lines of text."""
        rows = [list(self._COLUMNS), *self._rows()]
        widths = [max(len(row[i]) for row in rows) for i in range(len(self._COLUMNS))]
        return "\n".join(
            "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows
        )

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{name}</th>' for name in self._COLUMNS)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._rows()
        )
        return (
            "<table><caption>What the game assumes</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def check_names(names: Mapping[str, Any]) -> None:
    """Refuse a name that is no assumption.

    Parameters
    ----------
    names : mapping
        Its keys are checked.

    Raises
    ------
    ValueError
        When a key is not the name of an assumption; the message lists the known names.
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
