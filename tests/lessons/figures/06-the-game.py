# ruff: noqa: E501
"""Numbers that lesson 06 writes out."""

import numpy as np
from seoul_dilemma import datasets
from seoul_dilemma.widgets.game import Assumptions, solve
from seoul_dilemma.widgets.game.payoffs import payoffs
from support.numbers import say

PRECISION = Assumptions().precision
PRESSURE, CAPACITY = 0.6, 0.35
SMALL, LARGE = payoffs(PRESSURE, CAPACITY, Assumptions().as_dict()).arming_gain[1, 1, 1:]
EVENTS = datasets.load("events")
WARNINGS = EVENTS[(EVENTS["kind"] == "threat") & (EVENTS["mover"] == "Russia")]
WARNINGS = WARNINGS[~WARNINGS["id"].str.endswith("-tokyo")]

THREATS = datasets.load("threats")
GAME = payoffs(PRESSURE, CAPACITY, Assumptions().as_dict())
EQ = solve(PRESSURE, CAPACITY)
TAUGHT = float(
    (EQ.prior - EQ.belief[0]) / (EQ.belief[1] - EQ.belief[0])
)  # by silence, of all that a threat teaches
SHARPNESS = np.arange(0.02, 12, 0.02)
SIGNS = [solve(PRESSURE, CAPACITY, Assumptions(precision=each)) for each in SHARPNESS]
STRETCH = SHARPNESS[[bool(e.backfire > 0 > e.open_backfire) for e in SIGNS]]
assert abs(STRETCH.min() - 2.6) < 0.05  # "about two and a half"
assert 7.7 < STRETCH.max() < 8  # "not quite eight"
assert np.allclose(np.diff(STRETCH), 0.02)  # one stretch
COSTS = Assumptions()

HARD, IF_HARD, IF_SOFT = 40, 6, 3  # of a hundred Moscows, and of ten of each kind; made up in the lesson
HEARD = HARD * IF_HARD // 10, (100 - HARD) * IF_SOFT // 10

HELD = [
    f"a gain of a {'twentieth' if abs(SMALL - 1 / 20) < 0.01 else '?'} of a point just like a gain of "
    f"{say(round(LARGE / SMALL))} times as much",
    f"The course uses {PRECISION:g}.",
    f"what precision {PRECISION:g} means",
    f"quantal response with precision {PRECISION:g}, then half of the way",
    f"out of 100 possible Moscows, say {HARD} are hard. If {IF_HARD} in 10 of the hard ones threaten and {IF_SOFT} in 10 of the "
    f"soft ones, then {HEARD[0]} hard and {HEARD[1]} soft threats are heard. So {HEARD[0]} of {sum(HEARD)} threats",
    f"there are {say(len(WARNINGS))} warnings on our list",
    f"about a {'third' if abs(TAUGHT - 1 / 3) < 0.03 else '?'} of what a threat seems to teach",
    f"found at precision {PRECISION:g}. Nobody measured",
    f"refusing brings {GAME.seoul[1, 0]:g}, direct aid brings {GAME.seoul[1, 2]:.3f}, less the harm of {GAME.harm:g} times the belief",
    f"from a prior of {GAME.prior:g} and a hard Moscow",
    f"that costs Moscow {COSTS.battlefield_loss:g}. After a bluff it pays {COSTS.talk_cost:g} for talking; if Seoul refuses, nothing more; "
    f"if Seoul goes open, {COSTS.battlefield_loss:g} at the front and {COSTS.bluff_cost:g} for the called bluff",
    f"{say(int(THREATS['in_base_rate'].sum())).capitalize()} times Moscow warned a named supplier",
    f"stood behind all {say(int(THREATS['in_base_rate'].sum()))}, and each",
    f"the belief walks along the same {say(int(THREATS['in_base_rate'].sum()))} warnings",
    f"At precision {PRECISION:g}, the course's",
    f"Seoul's {say(EQ.seoul.size)} chances in the game of one crisis",
]

GIVEN = {
    "a stretch that is checked above": ["from about two and a half to not quite eight, and nowhere else"],
    "held by test_the_game_figures": ["From about nine to about twenty-one", "about a quarter of the map"],
    "what a shadow means": ["the game twice", "**twice**", "counts beside the first: 0, not at all; 1, as much; 2, twice as much", "second view is shadow 0", "must it be at shadow 0", "**Twice is not"],
    "a list just below": ["You must say five things", "add up the five lines", "comes from four small steps"],
    "the reach or a setting of the dials": [
        "Both run from 0 to 1", "We start at pressure 0.6 and capacity 0.35", "At pressure 0.6 and capacity 0.35", "slowly to 1",
        "at capacity 0.5.", "At capacity 0.5", "(0.6, 0.35)", "the third dial below", "Move the shadow to 2, then to 0", "the grid 0.00, 0.01, …, 1.00",
    ],
    "an exercise, and its questions": [
        "questions 1 and 2. (Number 3 is an exercise below; 4 has", "And question 5", "half of the way", "goes round 200 times", "from 2 to 10",
    ],
    "a belief to begin from": ["thinks it fifty-fifty", "0, one half, or 1", "(it believes 0.3)", "(it believes 0.5)"],
    "a sign, a code or a bound of a function": [
        "kind 0 is soft and 1 hard, signal 0 is silence and 1 a threat", "(answer 0: Moscow held, 1: it armed)", "starts from at least 0.01",
        "all twelve histories", "on the grid 0, 0.25, …, 2 at which", "shadow 1, for which posture", "Precision 1,000 is", "The fourth sense",
        "\\frac{1}{1 + e", "At 0 everyone tosses coins", "Precision 0 is flat at one half. Precision 40 is", "or are 0 for now", "is not 0",
        "`threat` is 1 after a threat, else 0", "is 1 when Moscow arms Pyongyang, else 0", "> 0", "< 0", "the third when it is negative",
    ],
    "the rule of the puzzle, which its check has too": ["at least 10 points in 100", "≤ −0.10"],
    "the year of the op-ed": ["Moscow and Seoul in 2023"],
    "the next lesson": ["**07 · What if", "thousands of times"],
}  # fmt: skip
