# ruff: noqa: E501
"""Numbers that lesson 07 writes out; what it says in words of the draws is held by test_what_if_figures."""

import numpy as np
from seoul_dilemma.widgets import game
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions, ranges_around
from support.numbers import say

RANGES = ranges_around(Assumptions(), 0.3, 1.7)
DRAWS = game.outcomes(
    game.sample(4000, seed=11, ranges=RANGES), 0.6, 0.35, names=["backfire", "open_backfire"]
)
ANY, OPEN = ((DRAWS[name] > 0).mean() for name in ("backfire", "open_backfire"))
WORLDS = np.array([[2, 5, 6], [4, 3, 0]])
REGRET = WORLDS.max(axis=1, keepdims=True) - WORLDS
WORST = REGRET.max(axis=0)


def row(values: np.ndarray) -> str:
    """Write three numbers as the lesson does."""
    return ", ".join(map(str, values))


HELD = [
    f"some {say(10 * (len(PARAMETERS) // 10))} numbers in it",
    f"default is {Assumptions().domestic_cost}.",
    f'"{"Three quarters" if 0.7 < ANY < 0.8 else "?"} of the draws"',
    f"above zero in only about {'half' if 0.45 < OPEN < 0.55 else '?'} of the cases",
    f"world 1: {row(WORLDS[0])}; world 2: {row(WORLDS[1])}. Regrets: world 1: {row(REGRET[0])}; world 2: {row(REGRET[1])}. "
    f"The worst: {row(WORST)}. So the {['first', 'second', 'third'][WORST.argmin()]}.",
]

GIVEN = {
    "the ranges that the lesson sets": ["up to 70 % smaller or larger", "from 0.3 to 1.7", "give or take 70 %"],
    "an example": ["Is it 0.2? Is it 0.8?", "falling by 0.3 counts as much as rising by 0.3"],
    "a choice, right or wrong": ["with probability three quarters", "is about 75 %", "With 100,000 draws", "More than half of the draws", "Both halves push"],
    "what an index means": ["add up to about 1", "half the width of a 95 % interval"],
    "a rule of an exercise": ["**below 0.05**", "**at least half**", "21 pressures by 21 capacities from 0 to 1", "are both 0", "which half of the mechanism"],
    "held by test_what_if_figures": ["account for more than half of the variance", "one or two draws of a hundred", "in about a third of our draws"],
    "set in the code beside it": ["the 2,000 draws", "at 0.2, while the dial goes from 0.2 to 0.8", "largest of 2,000 draws"],
    "a heading, and what it counts below": ["One dial, three meanings", "does three things at once", "about the third", "of the three moves", "has the three as switches"],
    "held by the tests of what the lesson says": ["the first three stands … that they are the first three", "two hundred places", "found no second equilibrium", "there can be three", "The three numbers are"],
    "a name": ["half-way aid", "a half-measure"],
    "names of lessons": ["and 05 (random numbers", "**08 · Hindsight"],
}  # fmt: skip
