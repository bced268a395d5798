"""What a threat does, in words: B1 to B3. The front end says the same by the same rules (sentence.js)."""

from __future__ import annotations

from collections.abc import Mapping

from ..shared import in_hundred
from .surface import Solution


def sentence(equilibrium: Solution, text: Mapping[str, str]) -> str:
    """Say what the threat does at one point of the map.

    Parameters
    ----------
    equilibrium : Equilibrium or TwoPeriods
        At one pair of dials.
    text : mapping of str to str
        A table of words.

    Returns
    -------
    str
    """
    e = equilibrium
    before, after = in_hundred(1 - e.seoul[0, 0]), in_hundred(1 - e.seoul[1, 0])
    openly, then = in_hundred(e.seoul[0, 2]), in_hundred(e.seoul[1, 2])
    value = round(float(e.threat_payoff), 2)
    return " ".join(
        [
            text[f"dilemma.b1.{_way(after - before)}"].format(a=before, b=after),
            text[f"dilemma.b2.{_way(then - openly)}"].format(a=openly, b=then),
            text[f"dilemma.b3.{_way(value)}"],
        ]
    )


def _way(change: float) -> str:
    return "up" if change > 0 else "down" if change < 0 else "flat"
