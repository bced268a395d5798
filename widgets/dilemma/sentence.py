"""What Seoul does and what a threat changes, in words. The front end says the same by the same rules (sentence.js)."""

from __future__ import annotations

from collections.abc import Mapping

from ..game import POSTURES
from ..shared import in_hundreds
from .surface import Solution

#: Fewer histories in 100 than this are hardly anything.
NOTICED = 3


def sentence(equilibrium: Solution, text: Mapping[str, str]) -> str:
    """Say what Seoul most likely does at one point of the map, and what a threat changes.

    A threat *backfires* where it lowers neither aid of any kind (B1) nor open aid (B2), and *works* where it raises
    neither. Where the two senses part it cuts both ways.

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
    whole = in_hundreds([1 - float(e.supply), float(e.supply - e.open_supply), float(e.open_supply)])
    quiet, threat = (in_hundreds([float(share) for share in e.seoul[signal]]) for signal in (0, 1))
    push = [after - before for before, after in zip(quiet, threat, strict=True)]
    return f"{_does(whole, text)} {_changes(quiet, threat, push, text)}"


def _does(whole: list[int], text: Mapping[str, str]) -> str:
    first, second, _ = sorted(range(3), key=lambda k: -whole[k])
    if whole[first] - whole[second] >= NOTICED:
        return text[f"dilemma.does.{POSTURES[first]}"].format(n=whole[first])
    a, b = (text[f"dilemma.posture.{POSTURES[k]}"] for k in (first, second))
    return text["dilemma.does.close"].format(a=a, n=whole[first], b=b, m=whole[second])


def _changes(quiet: list[int], threat: list[int], push: list[int], text: Mapping[str, str]) -> str:
    if all(abs(change) < NOTICED for change in push):
        return text["dilemma.threat.little"]
    supply, openly = -push[0], push[2]
    kind = "backfires" if supply >= 0 and openly >= 0 else "works" if supply <= 0 and openly <= 0 else "both"
    return text[f"dilemma.threat.{kind}"].format(
        supply=text[f"dilemma.supply.{_way(supply)}"].format(a=100 - quiet[0], b=100 - threat[0]),
        open=text[f"dilemma.open.{_way(openly)}"].format(a=quiet[2], b=threat[2]),
    )


def _way(change: float) -> str:
    return "up" if change > 0 else "down" if change < 0 else "flat"
