# ruff: noqa: E501
"""Numbers that lesson 02 writes out."""

import re

import pandas as pd
from seoul_dilemma import datasets
from support.numbers import place, say

CONTRACTS = datasets.load("contracts").set_index("id")["value_usd_bn"]
EXPORTERS = datasets.load("exporters").pivot_table("tiv_mn", "year", "supplier", aggfunc="sum")
SHARES = datasets.load("exporter_shares")
NOW = SHARES[(SHARES["window"] == "2021-25") & (SHARES["basis"] == "computed")].set_index("supplier")
GOAL = datasets.load("targets").set_index("id").loc["2027-share", "value"]
DEALS = datasets.load("deals")
POLAND_2022 = DEALS[DEALS["buyer"].eq("Poland") & DEALS["signed"].dt.year.eq(2022) & DEALS["additive"]]
KOREA = EXPORTERS["South Korea"]
FIRST, LAST = EXPORTERS.index[-5], EXPORTERS.index[-1]
SUMS = EXPORTERS.loc[FIRST:LAST].sum().drop("World").sort_values(ascending=False)
WEAK = sorted(KOREA.loc[FIRST:LAST].nsmallest(2).index)
RECORD = CONTRACTS[["2021", "2022", "2023", "2024", "2025"]].idxmax()
BUYERS = datasets.load("korea_customers").query("release_year == 2025")


def customers(start: int, end: int) -> pd.Series:
    """Share of each buyer over a window."""
    bought = BUYERS[BUYERS["year"].between(start, end)].groupby("recipient")["tiv_mn"].sum()
    return bought / bought.sum()


def worth(start: int, end: int) -> float:
    """Effective number of customers over a window."""
    return 1 / (customers(start, end) ** 2).sum()


EARLY, MANY, FEW = worth(2010, 2014), worth(2018, 2022), worth(2020, 2024)
BEFORE = {"2021": "2018-20", "2022": "2021", "2023": "2022", "2024": "2023"}
LEAPT = [year for year, before in BEFORE.items() if CONTRACTS[year] > 2 * CONTRACTS[before]]
RANK = NOW["rank"].map(int)
BELOW = NOW.index[NOW["rank"] == RANK["South Korea"] + 1][0]
OF_FOURTH = NOW.loc["South Korea", "share_pct"] / NOW.loc[NOW["rank"] == 4, "share_pct"].iloc[0]
assert (BELOW, RANK["United Kingdom"]) == ("Spain", RANK["South Korea"] - 1)
VINTAGES = SHARES[(SHARES["window"] == "2018-22") & (SHARES["supplier"] == "South Korea")].sort_values(
    "release_year"
)
RANKS = [place(rank) for rank in VINTAGES["rank"]]
assert (
    VINTAGES["share_pct"].iloc[0] == VINTAGES["share_pct"].iloc[-1]
)  # refutes choice c: the old share, and not the old place
BY_HAND = (1 / 2) ** 2 + 2 * (1 / 4) ** 2
assert POLAND_2022["value_usd_bn"].sum() > CONTRACTS["2022"] / 2  # "Poland alone was most of 2022"
assert 5 * KOREA[LAST] > SUMS.iloc[3]  # "repeating ... would already lift Korea above"
assert KOREA.idxmax() == LAST  # "the highest year"
CUSTOMERS_END = datasets.load("korea_customers")["year"].max()
SLIPPED = re.search(r"slipped into (\d{4})", datasets.load("contracts").set_index("id").loc["2024", "note"])[
    1
]
IMPORTS = datasets.load("import_shares").set_index("id")
NATO = IMPORTS.loc["2021-25-south-korea"], IMPORTS.loc["2021-25-united-states"]
NOTE = datasets.load("events").set_index("id").loc["2026-03-09-sipri-2021-25", "note"]
assert f"{NATO[0]['share_pct']}% came from Korea" in NOTE
assert f"{NATO[1]['share_pct']:.0f}% from the United States" in NOTE

HELD = [
    f"came from Korea, their {place(NATO[0]['rank'])} supplier",
    f"contracts leapt in {' and '.join(LEAPT)}",
    f"{place(RANK['South Korea']).capitalize()}, with about {NOW.loc['South Korea', 'share_pct']:.0f} percent. "
    f"Britain, in {place(RANK['United Kingdom'])} place",
    f"{place(RANK['South Korea']).capitalize()}: between Britain and {BELOW}, with "
    f"{'half' if 0.48 < OF_FOURTH < 0.55 else '?'} the share of the fourth",
    f"From {say(round(EARLY))} customers' worth to {say(round(MANY))}, and back to {say(round(FEW))}",
    f"more than {'twice' if 2 < CONTRACTS['2022'] / CONTRACTS['2021'] < 3 else '?'} as much",
    f"the years {FIRST} to {LAST}. The Stockholm institute",
    f"by the end of {datasets.load('deliveries').set_index('id').loc['k2-2025-12', 'date'].year}",
    f"belongs to {RECORD}? … quote in {RECORD}?",
    f"Poland alone was most of {RECORD}",
    f"It holds {say(EXPORTERS.shape[1] - 1)} suppliers and the World",
    f"*among the {say(EXPORTERS.shape[1] - 1)}*",
    f'two halves: "{place(4)}" and',
    f"percent: {say((NOW['share_pct'] > GOAL).sum())}. With that share Korea would be "
    f"{place((NOW['share_pct'] > GOAL).sum() + 1)}.",
    f"Russia is still {place(NOW.loc['Russia', 'rank'])} (C28)",
    f"just repeats {LAST} each year",
    f"The weak years {WEAK[0]} and {WEAK[1]} still weigh",
    f"Ten percent twice is {round(100 * (1.1**2 - 1))} percent, not 20.",
    f"Korea's five-year sum for {FIRST} to {LAST}",
    f"just repeating {LAST} for five years",
    f"{LAST} was the highest year of the series",
    f"who took the rest of {LAST}, our table of customers does not show: it ends in {CUSTOMERS_END}",
    f"Deals slipped into {SLIPPED}",
    f"{RECORD} was a record, and",
    f"billion dollars in 2024 was about {'half' if 0.5 < CONTRACTS['2024'] / CONTRACTS['2022'] < 0.56 else '?'} of it",
    f"Ten equal customers give {10 * 0.1**2:.1f}.",
    f"HHI = 1/4 + 1/16 + 1/16 = {BY_HAND:.3f}, so about {1 / BY_HAND:.1f} customers' worth",
    f"from nearly {say(round(MANY))} customers' worth to {say(round(FEW))}, with Poland at",
    f"nearly {'half' if 0.45 < customers(2020, 2024)['Poland'] < 0.5 else '?'}. What pleases Poland",
    f"The newest one is final: Korea was {RANKS[-1]}.",
    f"With the share that was first printed it would be {RANKS[0]} again.",
]

GIVEN = {
    "the question of the lesson": ["who is fourth", "Is it fourth in 2030", "that of the supplier in fourth place", "Suppose the fourth"],
    "an exercise, and its choices": ["at the end of 2022?", "in Europe in 2022?"],
    "a way of speaking": ["One ship can double a year", "The two halves", "Half of your sales to one customer"],
    "how Python counts": ["From 2021 to 2025 that is five years, not four", "where 1 is the largest", "numbers the largest 1"],
    "a check by hand, against all suppliers, that the table cannot show": ["windows that end in 2017 or later"],
    "a setting of the slider": ["Leave the growth at 0 percent"],
    "an example made up to be worked by hand": ["One customer gives 1.", "shares of one half, one quarter, one quarter"],
    "what the minister says": ["The minister says: \"In 2022 we signed"],
    "the year of a deal that the lesson follows": ["That Poland bought in 2022"],
}  # fmt: skip
