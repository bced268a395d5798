"""Numbers that lesson 01 writes out."""

import re

from seoul_dilemma import datasets
from support.numbers import say

ARROWS = datasets.load("argument")
REASONS = ARROWS[(ARROWS["target"] == "C27") & (ARROWS["relation"] == "supports") & (ARROWS["strength"] >= 2)]
REASONS = REASONS[REASONS["source"].str.startswith("C")]
OP_ED = datasets.load("sources").set_index("id").loc["korea-pro-2023-04-26", "date"]
YEAR = str(OP_ED)[:4]
ARMISTICE = int(
    re.search(r"July (\d{4})", datasets.load("claims").set_index("id").loc["C07", "record_2023"])[1]
)
YEARS = int(YEAR) - ARMISTICE  # in April, three months short of so many

HELD = [
    f"against the record of spring {YEAR}, when the op-ed appeared",
    f"beyond any test in {YEAR}.",
    f"the record of April {YEAR} best",
    f"The thesis C27 has {say(len(REASONS))} reasons",
    f"strengths, from {ARROWS['strength'].min()} to {ARROWS['strength'].max()}",
    f"nearly {'seventy' if YEARS == 70 else YEARS} years old",
    f"how it stood by {datasets.load('events')['date'].max().year}",
]

GIVEN = {
    "set in the exercise itself": ["with the day of the strategy and 180 days"],
    "a length of time": ["it takes five minutes"],
    "the list above": ["each of the seven sentences"],
    "a way of speaking": ["a row with two partners comes twice", "what comes twice"],
    "how Python counts": ["the first four characters", "the sixth and seventh"],
    "what the op-ed says, which the exercise checks": ["for about half a century"],
    "an example made up to be worked by hand": ["still 69 in the April before the", "It has four claims"],
    "a rule of ours": ["Arrows of strength 1 are hints", "objection of strength 2 or 3"],
    "names of lessons": ["| 06 and 07 The game"],
}  # fmt: skip
