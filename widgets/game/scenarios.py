"""The named scenarios of the course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .assumptions import Assumptions


@dataclass(frozen=True)
class Scenario:
    """A set of assumptions with a name.

    Attributes
    ----------
    name : str
        What a reader sees.
    assumptions : Assumptions
    description : str
        One or two sentences of plain English.
    """

    name: str
    assumptions: Assumptions
    description: str


_OP_ED = Assumptions()
_MISSING_MECHANISM = _OP_ED.replace(munitions_need=1.4, harm_floor=0.6)

#: The scenarios by key, in the order in which the course meets them.
SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {
        "op-ed": Scenario(
            "The op-ed, April 2023",
            _OP_ED,
            "A weakened Russia can give Pyongyang little, and a threat stiffens Seoul's back. "
            "A teaching calibration: nothing estimates these numbers.",
        ),
        "missing-mechanism": Scenario(
            "The missing mechanism",
            _MISSING_MECHANISM,
            "A weaker Moscow needs Pyongyang's shells all the more, and know-how, fuel and vetoes need no factories.",
        ),
        "record": Scenario(
            "The record, 2023-26",
            _MISSING_MECHANISM.replace(domestic_cost=0.9),
            "The missing mechanism, with a price at home for open lethal aid as high as the polls suggest.",
        ),
        "no-pride": Scenario(
            "No pride, no pull",
            _OP_ED.replace(yielding_cost=0.0, threat_pull=0.0),
            "The op-ed without its two pushes: yielding costs nothing, and a threat does not raise the ally's pull.",
        ),
        "cheap-talk": Scenario(
            "Cheap talk",
            _OP_ED.replace(yielding_cost=0.0, threat_pull=0.0, bluff_cost=0.0, talk_cost=0.0),
            "A threat costs nothing, ties no hands and touches no pride: mere words.",
        ),
    }
)
