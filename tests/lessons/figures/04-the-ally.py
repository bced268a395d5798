# ruff: noqa: E501
"""Numbers that lesson 04 writes out."""

import re

from seoul_dilemma import datasets
from seoul_dilemma.widgets.shells.ledger import run_ledger
from support.graded import lesson
from support.numbers import say

SHELLS = datasets.load("ammunition").set_index("id")
LOAN, WINTER = SHELLS.loc["us-loan-2023-03"], SHELLS.loc["ukraine-use-2023-02"]
MONTHS = LOAN["quantity"] / SHELLS.loc["ukraine-use-2023-03", "quantity"]
WEEKS, LONGEST = LOAN["low"] / WINTER["high"] * 52 / 12, LOAN["high"] / WINTER["low"]
EVENTS = datasets.load("events").set_index("id")
PRESSURE = EVENTS.loc[EVENTS["kind"] == "pressure", "date"]
PEAK = PRESSURE.dt.to_period("Y").mode()[0]
TRIP = EVENTS["date"]["2023-04-26-washington-declaration"]
BEFORE_IT = int(
    re.search(
        r"the last was in \w+ (\d{4})", datasets.load("claims").set_index("id").loc["C38", "record_2023"]
    )[1]
)

START, MADE, WANTED, FLOOR, LENT = 300, 30, 110, 200, 500
HAND = run_ledger(START, MADE, WANTED, FLOOR, months=3)
SHORT = [
    int(run_ledger(start, MADE, WANTED, FLOOR, months=24)["sent"].lt(WANTED).to_numpy().argmax()) + 1
    for start in (300, 900)
]
POOL = FLOOR + MADE + LENT
BEFORE = [START, *HAND["stock"].iloc[:2]]
TEXTS = sum(cell.kind == "markdown" for cell in lesson("04-the-ally").graded)
assert PRESSURE[PRESSURE.dt.year == 2023].dt.month.le(4).mean() > 0.5  # "gathers in the first four months"


def row(number: int) -> str:
    """Write a month of the account as the table by hand has it."""
    before, sent, after = BEFORE[number - 1], HAND["sent"].iloc[number - 1], HAND["stock"].iloc[number - 1]
    shown = f"{sent:.0f}" if sent == WANTED else f"**{sent:.0f}**"
    return f"| {number} | {before:.0f} | {before + MADE:.0f} | {before + MADE - FLOOR:.0f} | {shown} | {after:.0f} |"


GOAL = re.search(r"mid-(\d{4})", SHELLS.loc["us-army-output-2025-07", "note"])[1]

MADE_THEN = SHELLS.loc["us-army-output-2023-09"]
assert 2 < WINTER["low"] / MADE_THEN["quantity"] < 2.5  # "at least twice", at the low end too

DATINGS = datasets.load("datings")
THREAT = EVENTS.loc["2023-04-19-medvedev-threat", "date"]
SOONER = int((DATINGS["latest"] < THREAT).sum())
LATER = int((DATINGS["earliest"] > TRIP).sum())
assert len(DATINGS) == SOONER + LATER
SILENT = (
    EVENTS.loc["2023-03-08-krab-licence-confirmed", "date"] - EVENTS.loc["2022-05-poland-sends-krab", "date"]
).days
SECOND = datasets.load("datings").set_index("id").loc["chosun-first-sale", "latest"]

HELD = [
    f"{say(SOONER).capitalize()} datings put shells or deals before the threats of {THREAT:%B %Y}, {say(LATER)} after the summit",
    f"{say(SOONER).capitalize()} datings are early, and they come from",
    f"all of it imported by {SECOND:%B %Y}",
    f"and {say(round(SILENT / 30.5))} months of silence",
    f"More than {say((SILENT - 30) // 30)} months, at the least",
    f"Early in {WINTER['date'].year} Ukraine fired at least twice what the US Army made",
    f"in mid-2025; the goal slipped to {GOAL}",
    f"is about {say(int(MONTHS))} and a {'half' if 0.4 < MONTHS % 1 < 0.65 else '?'} months",
    f"between about {say(round(WEEKS))} weeks and {say(round(LONGEST))} months of fire",
    f"the {TRIP:%B %Y} trip was the first state visit in {say(TRIP.year - BEFORE_IT)} years",
    f"The declaration of {TRIP:%B %Y} may have been a price",
    f"Pressure gathers in the first four months of {PEAK}.",
    f"Stock {START}, made {MADE} a month, wanted {WANTED} a month, floor {FLOOR}.",
    f"(above {FLOOR})",
    *(row(number) for number in (1, 2, 3)),
    f"From month {SHORT[0]} on, Kyiv gets less than it wants; from month {SHORT[0] + 1} on, only what is made.",
    f"between 300 and 900 thousand: then the shortage comes between month {SHORT[0]} and month {SHORT[1]}",
    f"in thousands: stock {FLOOR}, made {MADE}, wanted {WANTED}, floor {FLOOR}; loan {LENT}. "
    f"Without the loan: {MADE} sent. With it: the pool is {POOL}, and {WANTED} are sent. Label: 0. "
    f"Mixing: {WANTED} / {POOL} = {WANTED / POOL:.2f}. "
    f"Difference: ({WANTED} − {MADE}) / {LENT} = {(WANTED - MADE) / LENT:.2f}.",
]

GIVEN = {
    "said of the rows of the table beside it": ["from five newsrooms in two countries", "the late one comes from officials"],
    "in the press account that the row names": ["that Korea took over in 2008", "may go on to a third country only with", "says article 199 of the procurement agency's rules, in the press account of November 2022"],
    "a count of the lists just below": ["Three stocks are in play", "The three are dates", "Suppose the lorries"],
    "a count of the exercises, some in two parts": ["8 exercises with"],
    "the year in which the lesson is set": ["Seoul in 2023 felt both"],
    "the rows of the table below it": ["The record has four forms of help"],
    "a unit": ["in thousand shells"],
    "an exercise": ["Never send less than 0", "is 3.", "counts 1, 2, 3: it stops", "Step through the months 1, 2, 3 …", "number of the first month in which less is sent than is wanted. Return 0"],
    "a rule, or an example of it": ["the share is **0**", "If a fifth of the pool leaves, so does a fifth of the loan"],
    "the reach of the explorer": ["runs for 24 months", "The share by difference reaches 1 within"],
    "the length and parts of an answer": ["In 100 to 150 words", "Give (1) … Four points"],
    "the width of a gun barrel": ["155 mm", "105 mm"],
}  # fmt: skip
