# ruff: noqa: E501
"""Numbers that lesson 00 writes out."""

import numpy as np
from seoul_dilemma import datasets
from seoul_dilemma.widgets.game import solve
from support.numbers import say

CONTRACTS = datasets.load("contracts").set_index("id")["value_usd_bn"]
SIGNED = [year for year in ("2021", "2022", "2023", "2024") if CONTRACTS[year] > 0]
LIKELIEST = solve(0.6, np.linspace(0, 1, 201)).seoul_on_path.argmax(axis=1)
CHANGES = int((np.diff(LIKELIEST) != 0).sum())
RECORD = CONTRACTS[SIGNED].idxmax()

HELD = [
    f"contracts of {say(len(SIGNED))} years, {SIGNED[0]} to {SIGNED[-1]}",
    f"contracts grow from {int(RECORD) - 1} to {RECORD}",
    f"All are below {RECORD}.",
    f"In {RECORD} South Korea signed contracts worth more than in {int(RECORD) + 1}.",
    f"Contracts signed in {int(RECORD) + 1} were worth less than those of {RECORD}.",
    f"Contracts jumped in {RECORD}, then fell for two years",
    f"It changes {['never', 'once', 'twice'][CHANGES]}: from *open aid* to *indirect aid*",
]
assert CONTRACTS[["2023", "2023-preliminary", "2023-briefing"]].max() < CONTRACTS[RECORD]
assert [int(LIKELIEST[0]), int(LIKELIEST[-1])] == [2, 0]  # open aid, refuse

GIVEN = {
    "what a probability means": ["0 % means *certainly not*, 100 % means *certainly*, 50 % means"],
    "the year that is the bet, named as such": ["We leave out 2023: that is your bet.", "for 2025 is only a floor"],
    "how Python counts and is written": ["counts places **from 0**", "Four parts, each needed", "**moved in** by four spaces"],
    "an example worked by hand": ["Something grows from 40 to 50 … a quarter, or 25 %", "gives back 25 for 40 and 50"],
    "the length of a list that the cell beside it sets": ["the four newest deals"],
    "a way of speaking": ["count the same weapons twice", "A bet of 50 %", "A bet of 90 %", "your 70 % means seven in ten"],
    "a choice, right or wrong": [
        "In 2022 South Korea delivered more arms than in 2023.",
        "After 2022 the world lost interest",
        "In 2022 Poland bought more than anybody else.",
    ],
    "a setting of the dials": ["Leave alliance pressure at 0.6. Move Russian capacity slowly from 0 to 1."],
}  # fmt: skip
