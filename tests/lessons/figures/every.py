"""Numbers that any lesson may write out."""

from seoul_dilemma import datasets
from support.numbers import place

GOAL = place(datasets.load("targets").set_index("id").loc["2027-rank", "value"])

HELD = [f"{GOAL}-largest", f"{GOAL} place"]

GIVEN = {
    "a unit": ["in 100", "of 100"],
    "the length of the window that the Stockholm institute adds up, and that students set in code": [
        "five-year",
        "last five",
        "five years",
    ],
    "the length of an answer": ["at most 120 words"],
}
