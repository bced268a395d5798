# ruff: noqa: E501
"""Numbers that lesson 08 writes out."""

import re

import numpy as np
from seoul_dilemma import datasets
from support.course import ROOT
from support.numbers import place, say

LESSON = (ROOT / "grading" / "lessons" / "08-hindsight.py").read_text(encoding="utf-8")
FORECASTS = datasets.load("forecasts")
SETTLED = FORECASTS[FORECASTS["outcome"].isin(["yes", "no"])]
LEANING = SETTLED[SETTLED["op_ed_leans"] != "silent"]
POLLS = datasets.load("polls")
FOR_ARMS = POLLS[
    POLLS["topic"].isin(["weapons for Ukraine", "aid to Ukraine"])
    & POLLS["answer"].str.contains("in favour|weapons included")
]
GOAL = datasets.load("targets").set_index("id").loc["2027-rank"]
EVENTS = datasets.load("events")
OLDER = re.findall(r'"(20\d\d-[\w-]+)"', re.search(r"older = (.*?)\]\)\]", LESSON, re.S)[1])
DAYS = [int(days) for days in re.search(r"for days in \[(.*?)\]", LESSON)[1].split(",")]
LIKELY = 0.75  # how the course reads "may"
SAID, CAME = np.array([0.8, 0.8, 0.2, 0.2]), np.array([1, 0, 0, 0])
GROUPS = [(CAME[each == SAID].mean(), each) for each in (0.8, 0.2)]
RELIABILITY = np.mean([(said - came) ** 2 for came, said in GROUPS])
RESOLUTION = np.mean([(came - CAME.mean()) ** 2 for came, _ in GROUPS])
UNCERTAINTY = CAME.mean() * (1 - CAME.mean())
BRIER = np.mean((SAID - CAME) ** 2)
STRONG, WEAK = 0.95, 0.52  # "will likely", and any weaker word
TELLING = np.where(LEANING["hedge"] == "will likely", STRONG, WEAK)
TELLING = np.where(LEANING["op_ed_leans"] == "yes", TELLING, 1 - TELLING)
assert np.mean((TELLING - (LEANING["outcome"] == "yes")) ** 2) < 0.25  # "can, just"
STRUCK = [
    "russia-north-treaty-2024",
    "hyundai-leaves-2023",
    "ties-break-2026",
    "open-lethal-aid-2023",
    "open-lethal-aid-2026",
]
FRIEND = LEANING[(LEANING["claim"] != "C43") & ~LEANING["id"].isin(STRUCK)]
FAILED = (FRIEND["op_ed_leans"].astype(str) != FRIEND["outcome"].astype(str)).mean()
ON_IT = [FAILED * bold**2 + (1 - FAILED) * (1 - bold) ** 2 - 0.25 for bold in (0.75, 0.65)]
assert 0 < ON_IT[1] < 0.01 < ON_IT[0] < 0.04  # "a hair", and "a little more"
assert FOR_ARMS["share_pct"].max() < 50
STEPS = EVENTS[(EVENTS["mover"] == "South Korea") & (EVENTS["kind"] == "concession")]
TAKEN = EVENTS[EVENTS["step"].isin(["arms", "aid"])]["date"]
THREATS = EVENTS[(EVENTS["kind"] == "threat") & (EVENTS["mover"] == "Russia")]
THREATS = THREATS[~THREATS["id"].str.contains("tokyo")]["date"]
THREATS = THREATS[THREATS.le(TAKEN.max())]
PRESS = EVENTS[EVENTS["id"].isin(OLDER)]
LOAN = EVENTS.set_index("id").loc["2023-05-17-loan-fund-deal", "date"]
TURN = STEPS.loc[STEPS["direction"] == "up", "date"].max().year + 1
assert (STEPS.loc[STEPS["date"].dt.year >= TURN, "direction"] == "down").all()
assert abs(RELIABILITY - RESOLUTION + UNCERTAINTY - BRIER) < 1e-12
assert 15 < len(LEANING) < 20


def within(starts, marks, days):
    """Return the share of days that a mark follows within so many days, in whole percent."""
    return round(100 * np.mean([any(0 < (mark - day).days <= days for mark in marks) for day in starts]))


FOLLOWED = [within(THREATS, PRESS["date"], 60), within(THREATS, [*PRESS["date"], LOAN], 60)]

REACHED = FORECASTS.set_index("id").loc["contracts-20bn-2025"]
assert REACHED["outcome"] == "no" and "procurement agency" in REACHED["criterion"]

HELD = [
    f"Will any year up to {REACHED['closes_on'].year} reach",
    f"for {REACHED['closes_on'].year} the agency passed",
    f"It held {say(len(PRESS))} rows:",
    f"One row, and {FOLLOWED[0]} % became {FOLLOWED[1]} %: three of the threats fall within two days",
    f"In {DAYS[0]} days the gap is wide, in {DAYS[1]} small, in {DAYS[2]} it turns round",
    f"one half scores {0.5**2}.",
    f"share spring {EVENTS.loc[EVENTS['kind'] == 'pressure', 'date'].dt.year.mode()[0]}; the steps stop in {TURN - 1}",
    f"{100 * LIKELY:.0f} % where it leads a reader to expect *yes*, {100 * (1 - LIKELY):.0f} % where",
    f"reading *may* as {100 * LIKELY:.0f} %",
    f"is {(0.7 - 1) ** 2:.2f}. Had it not happened",
    f"which is {(0.7 - 0) ** 2:.2f}.",
    f"Saying one half always costs {0.5**2}.",
    f"about {-np.log(0.7):.2f}; for *no*",
    f"about {-np.log(0.3):.2f}. It punishes",
    f"try {100 * STRONG:.0f} % for it and {100 * WEAK:.0f} % for the rest",
    f"Say one half to all of yours and you get {0.5**2}",
    f"up to the end of {FOR_ARMS['start'].max().year} had a majority for arming",
    f"from {TURN} on, our list holds moves *away* from Kyiv and no step toward it",
    f"There are under {'twenty' if len(LEANING) < 20 else '?'} questions",
    f"{say((LEANING['claim'] == 'C43').sum()).capitalize()} questions come from C43",
    f"a hair {'better' if ON_IT[1] < 0 else 'worse'} read as 65 %, a little more as 75 %",
    f"Without those {say((LEANING['claim'] == 'C43').sum())} the score",
    f"Add up: {RELIABILITY:.3f} − {RESOLUTION:.4f} + {UNCERTAINTY:.4f} = {BRIER:.2f}.",
    f"a group of 3 among 10 has weight {3 / 10}",
    f"Korea is not {place(GOAL['value'])} so far",
    f"in 2021-25; the goal was for {GOAL['year']} and stays open",
    f"After {EVENTS['date'].max():%B %Y} our record ends",
]

GIVEN = {
    "two cases, and how many features": ["two cases compared", "Two cases that are alike", "in which the two differ", "for the two cases below", "Two cases are few"],
    "the order of the bets": ["The third bet stays open", "look up your third bet"],
    "an example made up to be worked by hand": ["You said 70 %", "For 70 % and *yes*", "Suppose you believe 70 %", "Who believes 70 % does best by saying 70 %", "Four forecasts: 80 %, 80 %, 20 %, 20 %. … at 20 % never"],
    "what a score means": [
        "1 for yes and 0 for no", "so his own score is twice ours and runs from 0 to 2", "Ours runs from 0 to 1", "says 0 % and is wrong",
        "when you say 70 %, does it come 70 % of the time", "Highest when half of them come true", "above one half's", "score the four by Brier", "a shrug, one half to everything",
    ],
    "a rule of ours": ["other goods from ten million dollars on", "**One act, one row.**", "**One row.** An earlier list", "One row fewer, and it is gone", "look at one call of ours", "of another as one", "and nor do 90 days", "fell within two days: counted as one"],
    "an exercise, its codes and its choices": ["from 0 to 1, and outcomes 1 or 0", "(1 or 0)", "boldest of the four", "nine of ten cases", "contracts signed in 2026", "In spring 2023 Washington pressed"],
    "a range that the code beside it sets": ["a timid 55 % to a bold 95 %"],
    "a rule of Python": ["never equal to 1"],
    "a level that scholars have agreed on": ["The bars are 95 % intervals"],
    "set in the code beside it": ["the first six that we made"],
    "a list just below": ["Four reasons for care"],
    "a rule of thumb of ours, said so": ["says 20 % to everything", "The 20 is a rule of thumb"],
    "set in the code of the section, and read off it": [
        "speaks to one of our questions", "for **one** crisis", "Two readings mark", "is that of one.", "five crises", "*at least once* is one minus", "One and the same solved", "(first reading)", "(second)",
        "It was played once", "One question is no contest", "from April 2022 to the end of 2024 into quarters. A quarter has a *threat*", "need not sum to 1", "from a fifth of its value … two and a half times", "one starting line",
    ],
    "held by test_hindsight_figures": ["Two assumptions moved far", "The three that carry", "With eleven quarters", "help falls in one quarter with a threat", "by about a quarter of a standard deviation"],
    "the year of the op-ed": ["between spring 2023 and today"],
    "the length and the marks of the memo": ["600 to 800 words", "counts 1 to 4 points"],
    "a way of speaking": ["Real tournaments ask hundreds", "Under twenty questions, chosen late"],
    "when the goal's window is printed": ["in 2028, when SIPRI publishes its table for 2023-27"],
    "names of lessons": ["**09 · Your class.**", "05 (arrays, intervals); 06 and 07 help"],
}  # fmt: skip
