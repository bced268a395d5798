# ruff: noqa: E501
"""Numbers that lesson 03 writes out."""

import re

from seoul_dilemma import datasets
from seoul_dilemma.widgets.stakes.known import known_amounts
from seoul_dilemma.widgets.stakes.loss import loss_interval
from support.numbers import place, say

TRADE = datasets.load("trade").set_index("id")
TOTAL, EXPORTS = TRADE["total_usd_bn"], TRADE["exports_usd_bn"]
PARTNERS = datasets.load("partners").set_index("id")["value"]
ENERGY = datasets.load("energy").set_index("id")
POLLS = datasets.load("polls").set_index("id")
POLL = POLLS["share_pct"]
CONTROLS = datasets.load("exposure").set_index("id").loc["controls-2024-02", "note"]
RANK = place(PARTNERS["russia-rank-2021"])
ALL = {year: PARTNERS[f"all-exports-{year}"] + PARTNERS[f"all-imports-{year}"] for year in (2021, 2024)}
YEARS = TRADE[TRADE["preferred"] & (TRADE["months"] == 12)].dropna(subset="total_usd_bn").set_index("year")
CUT, REROUTED, MONTHS = (0.3, 0.8), (0.1, 0.4), 12
LOSS = loss_interval(EXPORTS["2021"], CUT, MONTHS, REROUTED)
THAAD = next(amount for amount in known_amounts() if amount.key == "thaad")
FALL = 100 * (1 - TOTAL["2024-russia"] / TOTAL["2022"])
GAPS = [100 * (TOTAL[f"{year}-russia"] / TOTAL[f"{year}"] - 1) for year in (2016, 2018)]
COAL = ENERGY.loc["coal-tonnes-2024h1"]
assert YEARS.loc[2009, "total_usd_bn"] < YEARS.loc[2008, "total_usd_bn"]  # a dip
assert YEARS.loc[2016, "total_usd_bn"] < YEARS.loc[2014, "total_usd_bn"]  # another
assert "2014" in COAL["note"]
assert ENERGY.loc["crude-oil-change-2022-jan-nov", "value"] < -50  # "by more than half"
assert ENERGY.loc["crude-oil-change-2022-jan-nov", "counted_by"] == "volume"
STOP = [12 * end / EXPORTS["2024"] for end in (THAAD.low, THAAD.high)]
MAY, SEPTEMBER = (
    datasets.load("thaad").set_index("id").loc[["hri-korea-total", "hri-korea-tourism-year"], "value_usd_bn"]
)
NAPHTHA = datasets.load("disagreements").set_index("id").loc["naphtha-2023"]
ASKED = int(POLLS.loc["flower-2023-04-damage-arms-for-north-korea-tension", "sample"])
assert (
    abs(
        POLL["gallup-2022-06-military-aid-weapons-included"]
        - POLL["gallup-2024-10-military-aid-weapons-included"]
    )
    <= 2
)

CARS = datasets.load("trade_products").set_index("id")["value"]
PEW = POLLS[(POLLS["series"] == "pew-china") & (POLLS["answer"] == "unfavourable")]
PEW = PEW.groupby(PEW["start"].dt.year)["share_pct"].max().diff().nlargest(2)

HELD = [
    f"{'Thirty' if 28 < 2021 - TRADE['year'].min() < 33 else '?'} years made Russia a market",
    f"fell by more than {'half' if EXPORTS['2024'] < EXPORTS['2021'] / 2 else '?'}, cars by three "
    f"{'quarters' if 0.2 < CARS['cars-2024'] / CARS['cars-2021'] < 0.3 else '?'}",
    f"turned in the THAAD years and again by {max(PEW.index)}",
    f"*only* the {RANK} partner",
    f"So the {RANK} partner was small",
    f"Round first: {TOTAL['2021']:.0f} of {10 * round(ALL[2021] / 10):,}.",
    f"A little over {int(100 * TOTAL['2021'] / ALL[2021])} in 100.",
    f"From about {100 * TOTAL['2021'] / ALL[2021]:.1f} percent to about {100 * TOTAL['2024-russia'] / ALL[2024]:.1f}.",
    f"the dips, too: in {YEARS['total_usd_bn'].diff().loc[:2010].idxmin()} the world was in a slump, by 2016",
    f"imports from Russia fell by more than half from {ENERGY.loc['crude-oil-change-2022-jan-nov', 'period']}",
    f"first half of {COAL['end'].year}, the least in any first half since 2014",
    f"Trade fell by exactly {FALL:.0f} percent.",
    f"the fall is some {say(round(FALL / max(map(abs, GAPS))))} times the widest gap",
    f"between {100 * CUT[0]:.0f} and {100 * CUT[1]:.0f} percent of it is lost, for {MONTHS} months",
    f"between {100 * REROUTED[0]:.0f} and {100 * REROUTED[1]:.0f} percent go to other buyers",
    f"the small cut, {CUT[0]}, and the **large** rerouting, {REROUTED[1]}, of which {1 - REROUTED[1]:.1f} stays lost: "
    f"{EXPORTS['2021']} × {CUT[0]} × {1 - REROUTED[1]:.1f} = {LOSS[0]:.1f}.",
    f"{EXPORTS['2021']} × {CUT[1]} × {1 - REROUTED[0]:.1f} = {LOSS[1]:.1f}.",
    f"more than {'a year' if 12 < STOP[0] < 18 else '?'} of a total stop to reach that, and more than {'three' if 36 < STOP[1] < 48 else '?'} for the highest",
    f"a factor of {'two' if 1.9 < SEPTEMBER / MAY < 2.2 else '?'} apart",
    f"oil products went to {NAPHTHA['a']:.0f} is what",
    f"{re.search(r'nearly [0-9,]+ tonnes', NAPHTHA['b_words'])[0]} of naphtha come straight from Russia in May 2023 alone",
    f"between a {'fifth' if 0.18 < THAAD.low / TOTAL['2021'] < 0.22 else '?'} and more than "
    f"{'half' if 0.5 < THAAD.high / TOTAL['2021'] < 0.6 else '?'} of *all* trade with Russia in "
    f"{TOTAL[['2021', '2022']].idxmax()}, the most in our table",
    f"a partner almost {say(round(PARTNERS['china-total-2016'] / TOTAL['2016']))} times as large as Russia was in that year, 2016",
    f"used cars of {re.search(r'2,000 cc', CONTROLS)[0]} and more among the new ones",
    f"rose from {POLL['flower-2023-04-against']} percent in {POLLS.loc['flower-2023-04-against', 'start']:%B %Y} "
    f"to {POLL['flower-2024-10-against']} in {POLLS.loc['flower-2024-10-against', 'start']:%B %Y}",
    f"from {POLL['nbs-2024-06-in-favour']:.0f} percent in {POLLS.loc['nbs-2024-06-in-favour', 'start']:%B %Y} to "
    f"{POLL['gallup-2024-10-military-aid-weapons-included']:.0f} in October",
    f"hardly moved from {POLLS.loc['gallup-2022-06-military-aid-weapons-included', 'start']:%B %Y} to "
    f"{POLLS.loc['gallup-2024-10-military-aid-weapons-included', 'start']:%B %Y}",
    f"*weapons* in {POLLS.loc['flower-2023-04-against', 'start'].year}, "
    f"*lethal weapons* in {POLLS.loc['flower-2024-10-against', 'start'].year}",
    f"Yet trade with China did not fall. It rose, from … in 2016 to … in {2016 + int(PARTNERS['china-total-2017'] > PARTNERS['china-total-2016'])}.",
]

GIVEN = {
    "a rule of statistics": ["1.96 × √( (a + b − (a − b)²) / n ), with a and b as fractions of 1", "in nineteen of twenty polls"],
    "places in the poll of the table beside it": ["Arms for the North came first, trade second", "**one** question", "So even the first place is not sure"],
    "an exercise, its rows and its choices": [
        "(2021) and `after` (2024)", "For 2024 the only total", "only 2024 fits", "Use it with a year's trade with Russia, that of 2021",
        "all shares fell from 2021 to the first half of 2023", "second half of C15", "higher in 2022 than in any year before it",
        "Trade fell by about half", "if you start from 2021? Its upper end? And if you start from 2024",
    ],
    "an example made up to be worked by hand": [
        "set each to 100 in one year", "An index of 45 means 45 percent", "the year `base` is 100", "never 0, and",
        "goes from 20 to 15 *percent* falls by 5 **percentage points** … a quarter of itself", "Take a year like 2021",
        "a lost sale of 100 costs its owner less than 100",
    ],
    "a part of a sentence or of a road": ["The first half is about law … The second half is about numbers", "through third countries", "a third country"],
    "a share between nothing and all": ["of shares between 0 and 1"],
    "a setting of the slider": ["Leave the months at 12"],
    "the year that section 8 works out in tables": ["as in 2017"],
    "when the question is asked, in the exercise's own words": ["asks a minister in April 2023"],
}  # fmt: skip
