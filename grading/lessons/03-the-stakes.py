# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   seoul:
#     lesson: "03"
#     title: The stakes
#     minutes: 95
#     slug: the-stakes
#     question: What could Seoul lose?
#     explorer: StakesExplorer
#     teaches: [shares, index numbers, missing values, bounds, comparing polls]
# ---

# %% [markdown]
# # 03 · The stakes
#
# **What could Seoul lose if Moscow answers?**
#
# | | |
# |---|---|
# | **You will be able to** | *size* a market before and after · *index* a series with holes in it · *compare* two countries' books · *bound* a loss instead of guessing it · *read* polls fairly |
# | **Time** | about {{lesson/minutes}} minutes |
# | **You need** | Python from lessons 00 to 02: tables, filters, functions, `for` and `if`, dictionaries |
# | **You hand in** | {{lesson/exercises}} exercises, {{lesson/points}} points |
# | **Claims met** | C06, C08 to C15, C31, C37 |
#
# A threat works on what you stand to lose. The op-ed says that Russia was *only* the tenth partner, and yet a market that Seoul would hate to lose (C11, C12).
# Both can be true. How much money is that? And is money the stake?

# %%
import matplotlib.pyplot as plt
import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import ForecastPad, StakesExplorer

trade = datasets.load("trade")
partners = datasets.load("partners")
polls = datasets.load("polls")
figures.use_style()
pd.set_option("display.max_colwidth", None)  # show long texts whole

# %%
past = trade[trade["preferred"] & (trade["year"] <= 2021)].set_index("year")["total_usd_bn"].dropna()
every_year = past.reindex(range(past.index[0], 2022))  # a year that we do not have becomes a hole
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(past, ":", color=figures.COLOURS["other"], linewidth=1.2)
ax.plot(every_year, "o-", color=figures.COLOURS["South Korea"])
ax.set_ylim(0)
figures.finish(
    ax,
    title="Thirty years made Russia a market for Seoul",
    ylabel="trade both ways, billion US dollars",
    table="trade",
    alt="Dots for the years known, dotted lines across the others: under 1 billion in 1990, 18 in 2008, 10 in 2009, 26 in 2014, "
    "13 in 2016 and 27 in 2021.",
)

# %% [markdown]
# The Soviet Union ended, and trade grew from under {{trade/1990/total_usd_bn|.0f}} billion dollars to {{trade/2021/total_usd_bn}}. That is the money side
# of what the op-ed calls mostly cordial ties (C10). Dots mark the years that we have; a dotted line only leads the eye across years that we do not. Look at the dips, too: in 2009 the world was in a slump, by 2016 oil had
# become cheap. A market can shrink without anybody's threat.

# %% [markdown]
# ## 1 · Place your bet
#
# In {{trade/2021/year}} South Korea sold goods for {{trade/2021/exports_usd_bn|.2f}} billion dollars to Russia. Then Russia invaded Ukraine. On {{events/2022-02-28-export-ban-announced/date|date}} Seoul
# joined the measures on banks and strategic goods (C14). It never sent lethal arms openly, and no heavy Russian measure against its trade is on record.

# %%
halved = ForecastPad(
    "03-exports-halved",
    question="By 2024, South Korea's yearly exports to Russia were less than half of those of 2021.",
)
halved

# %% [markdown]
# **Then play.** What would Seoul lose? Drag the two corners on the left: how much is cut, and how much of that finds another buyer. On the right the loss is a band across
# amounts that are known. Make it as large as you can believe. Sections 6 and 7 come back to it.

# %%
explorer = StakesExplorer()
explorer

# %% [markdown]
# ## 2 · How big is tenth?
#
# In 2021 Russia ranked number {{partners/russia-rank-2021/value|.0f}} among Korea's trading partners, says the budget office of the National Assembly (C11). A rank says who is ahead, not by how much.
#
# **By hand.** All Korean exports of 2021: {{partners/all-exports-2021/value}} billion dollars. All imports: {{partners/all-imports-2021/value}}. Trade with Russia, both ways:
# {{trade/2021/total_usd_bn}}. Which share is that, roughly? Round first: 27 of 1,260.
#
# A little over 2 in 100. Exports to China alone were {{partners/china-exports-2021/value|.0f}} billion. So the tenth partner was small, because the first few are huge.
#
# **A piece to remember: look up a value by its row.** `set_index("id")` names the rows by their id. Then a name in brackets gives the value.

# %%
amount = partners.set_index("id")["value"]
print(amount["all-exports-2021"])

# %% [markdown]
# Now the answer to your bet.

# %%
halved.reveal(outcome=True, note="{{trade/2024/exports_usd_bn}} billion dollars in 2024, against {{trade/2021/exports_usd_bn}} in 2021.")

# %% [markdown]
# ### Exercise 1: before and after
#
# 1. Write `share_of_trade(part, exports, imports)`: which share of *all* trade, exports and imports together, is `part`? In percent.
# 2. Use it for `before` (2021) and `after` (2024). The amounts are in the next cell. For 2024 the only total that we have is a round number from Russia's
#    ambassador (the page prints the wrong year with it; only 2024 fits). Korean sources give the exports, but no full year of imports was found.

# %%
russia = trade.set_index("id")["total_usd_bn"]
print(russia["2021"], amount["all-exports-2021"], amount["all-imports-2021"])
print(russia["2024-russia"], amount["all-exports-2024"], amount["all-imports-2024"])

# %% nbgrader={"grade_id": "share-of-trade", "solution": true}
def share_of_trade(part, exports, imports):
    ### BEGIN SOLUTION
    return 100 * part / (exports + imports)
    ### END SOLUTION


before = None
after = None
### BEGIN SOLUTION
before = share_of_trade(russia["2021"], amount["all-exports-2021"], amount["all-imports-2021"])
after = share_of_trade(russia["2024-russia"], amount["all-exports-2024"], amount["all-imports-2024"])
### END SOLUTION

# %% nbgrader={"grade_id": "test-share-of-trade", "grade": true, "points": 2}
got = share_of_trade(5, 60, 40)
assert got is not None, "share_of_trade returns nothing yet: end it with return."
assert abs(got - 5) < 1e-9, f"5 of 60 + 40 is 5 percent, not {round(got, 3)}. All trade is exports and imports together; mind percent."
assert before is not None and after is not None, "Give before and after a value with your function."
assert before > after, "Russia's share fell: before (2021) should be the larger one."
### BEGIN HIDDEN TESTS
assert abs(share_of_trade(3, 10, 20) - 10) < 1e-9, "3 of 10 + 20 is 10 percent."
assert abs(share_of_trade(1, 1, 1) - 50) < 1e-9, "1 of 1 + 1 is 50 percent."
assert abs(before - 2.1707) < 1e-3, "before is off: use the three amounts of 2021."
assert abs(after - 0.8360) < 1e-3, "after is off: use the three amounts of 2024."
### END HIDDEN TESTS

# %% [markdown]
# From about 2.2 percent to about 0.8. Why that matters for a threat: in data on many sanctions, [@whang2013] find that threats work through the
# target's *dependence* on the one who threatens. By that measure Moscow's lever on Korean trade was short before the war, and is shorter now.
#
# ## 3 · Index numbers, and the holes in a series
#
# To compare things of different size, set each to 100 in one year, the **base**: `index = 100 * value / value in the base year`. An index of 45 means
# 45 percent of the base.
#
# Real series have holes. **New: missing values.** pandas writes a missing number as `NaN`. It is *not* nought: we do not know it.
# `pd.isna(value)` is `True` for it.

# %%
hole = float("nan")
pd.isna(hole), pd.isna(0)

# %% [markdown]
# **New: else.** After the lines of an `if`, `else:` begins the lines that run when the condition does *not* hold.

# %%
for apples in [3, hole]:
    if pd.isna(apples):
        print("not known")
    else:
        print(10 * apples)

# %% [markdown]
# And here is our series, holes and all.

# %%
yearly = trade[trade["preferred"] & (trade["year"] >= 2014)].set_index("year")  # rows named by year
exports = yearly["exports_usd_bn"].to_dict()  # a column as a dictionary: year -> amount
exports

# %% [markdown]
# ### Exercise 2: an index with holes
#
# Write `index_numbers(values, base)`. `values` is a dictionary from year to amount, such as `exports`. Return a dictionary with the *same* years and the index
# of each, where the year `base` is 100. (`for year in values:` walks through the years; `numbers = {}` and `numbers[year] = ...` fill a dictionary, as in lesson 02.) A missing amount may be written as NaN or as `None`, Python's word for nothing; you cannot reckon with `None`, so ask `pd.isna` first.
# A missing year stays missing: give it `None` (or NaN), never 0, and do not drop it.

# %% nbgrader={"grade_id": "index-numbers", "solution": true}
def index_numbers(values, base):
    ### BEGIN SOLUTION
    numbers = {}
    for year in values:
        if pd.isna(values[year]):
            numbers[year] = None
        else:
            numbers[year] = 100 * values[year] / values[base]
    return numbers
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-index-numbers", "grade": true, "points": 3}
small = {2001: 50, 2002: float("nan"), 2003: 40, 2004: 10}
got = index_numbers(small, 2003)
assert isinstance(got, dict), f"Return a dictionary from year to index, not {got!r}."
assert set(got) == set(small), "Keep all years of the dictionary that you were given, also the missing ones."
assert got[2003] is not None and abs(got[2003] - 100) < 1e-9, "The base year should have the index 100."
assert pd.isna(got[2002]), "2002 is missing in the values, so its index is missing, too: not known is not nought."
### BEGIN HIDDEN TESTS
assert abs(got[2001] - 125) < 1e-9 and abs(got[2004] - 25) < 1e-9, "With base 2003, 50 is 125 and 10 is 25."
other = index_numbers({1990: 8, 1991: 2, 1992: None}, 1990)
assert abs(other[1991] - 25) < 1e-9 and pd.isna(other[1992]), "A quarter of the base is 25; None is missing, too."
assert abs(index_numbers(exports, 2021)[2024] - 45.39) < 0.01, "Exports of 2024, with 2021 as 100, are off."
assert abs(index_numbers(exports, 2014)[2021] - 98.52) < 0.01, "Exports of 2021, with 2014 as 100, are off."
### END HIDDEN TESTS

# %%
products = datasets.load("trade_products")
cars = products[(products["product"] == "cars") & (products["start"] >= "2021")]
sold = (100 * cars["value"] / cars["value"].iloc[0]).set_axis(cars["start"].dt.year)
shown = yearly[yearly.index >= 2021]["exports_usd_bn"]
shown = 100 * shown / shown[2021]
cars[["period", "product", "value", "unit"]]

# %%
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(shown.dropna(), ":", color=figures.COLOURS["South Korea"])
ax.plot(shown, "o-", color=figures.COLOURS["South Korea"], label="all exports")
ax.plot(sold, "s--", color=figures.COLOURS["Russia"], label="cars")
ax.set_ylim(0)
ax.legend()
for line in [shown, sold]:
    figures.label(ax, f"{line[2024]:.0f}", (2024, line[2024]))
figures.finish(
    ax,
    title="Exports to Russia fell by more than half, cars by three quarters",
    ylabel="index, 2021 = 100",
    table=["trade", "trade_products"],
    alt="Exports: 100 in 2021, 63 in 2022, unknown in 2023, 45 in 2024. Cars: 100, 35, 26, 23, and 41 in 2025.",
)

# %% [markdown]
# The blue line is dotted across a year that is missing. Cars and their parts were {{trade_products/cars-part-of-fall-2022/value}} percent of the first year's fall.
#
# **Who cut it?** Mostly not Moscow. Seoul itself put {{exposure/controls-2022-03/value|.0f}} kinds of goods under licence in March 2022, {{exposure/controls-2023-04-28/value|.0f}} by April 2023,
# {{exposure/controls-2024-02/value|,.0f}} by February 2024, used cars of 2,000 cc and more among the new ones (C14). It backed the cutting off of Russian banks. Firms left: Hyundai sold its plant at a loss of {{exposure/hyundai-loss-2023/value|.0f}} billion won. Exporting
# firms went from {{exposure/exporters-2021/value|,.0f}} to {{exposure/exporters-2024/value|,.0f}}.
#
# That cuts both ways for claim C12, that Seoul would hate to lose this market *entirely*:
#
# - **The stake shrank.** What is gone already cannot be taken hostage.
# - **What is left has owners.** Some {{exposure/firms-2022/value|.0f}} Korean firms were in Russia in 2022; an opposition leader, who counted somewhat fewer, put their assets at {{exposure/assets-2023/value}} trillion won. Of firms that stopped, {{exposure/would-return-2025/value}} percent told a
#   survey in 2025 that they would return. A door that can reopen is worth something, and Moscow holds the key.

# %% [markdown]
# ## 4 · Energy: what was carved out
#
# Claim C15: Seoul put no sanctions on Russian energy, and relied on it less. The first half is about law, and the record supports it. The second half is about numbers.
#
# Mind the units: a share can be counted by value, by volume, or by weight. We keep one: value.

# %%
energy = datasets.load("energy")
from_russia = energy[(energy["measure"] == "share") & (energy["origin"] == "Russia")]
fuel_shares = from_russia[from_russia["counted_by"] == "value"][["period", "fuel", "value"]]
fuel_shares

# %% [markdown]
# ### Exercise 3: percentage points
#
# A share that goes from 20 to 15 *percent* falls by 5 **percentage points** (and by 25 percent: a quarter of itself). Points are safer in an argument about shares.
#
# 1. Write `point_change(table, fuel, first, later)`: the change of a fuel's share in percentage points, from the period `first` to the period `later`. `table` looks like `fuel_shares`.
# 2. Then judge the second half of C15. Set `energy_claim`:
#     - `"a"`: It holds for every fuel in the table: all shares fell from 2021 to the first half of 2023.
#     - `"b"`: It holds for oil products and gas, by origin as declared at customs; the shares of coal and biomass rose.
#     - `"c"`: It fails: by value, Korea relied more on Russia for every fuel.

# %% nbgrader={"grade_id": "point-change", "solution": true}
def point_change(table, fuel, first, later):
    ### BEGIN SOLUTION
    shares = table[table["fuel"] == fuel].set_index("period")["value"]
    return shares[later] - shares[first]
    ### END SOLUTION


energy_claim = "?"
### BEGIN SOLUTION
energy_claim = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-point-change", "grade": true, "points": 3}
peat = pd.DataFrame({"fuel": ["peat", "wood", "peat", "wood"], "period": ["then", "then", "now", "now"], "value": [20.0, 5.0, 15.0, 9.0]})
got = point_change(peat, "peat", "then", "now")
assert got is not None, "point_change returns nothing yet: end it with return."
assert got < 0, "The share of peat fell: a fall should be negative."
assert abs(got + 5) < 1e-9, f"From 20 to 15 percent is minus 5 points, you have {round(got, 3)}. Points, not percent of the start."
assert energy_claim in {"a", "b", "c"}, "Choose energy_claim: \"a\", \"b\" or \"c\"."
### BEGIN HIDDEN TESTS
assert abs(point_change(peat, "wood", "then", "now") - 4) < 1e-9, "The share of wood rises by 4 points."
assert abs(point_change(peat, "peat", "now", "then") - 5) < 1e-9, "Use the periods in the order in which they are handed in."
assert abs(point_change(fuel_shares, "coal", "2021", "2022") - 2.5) < 1e-9, "Coal from 2021 to 2022 is off."
assert abs(point_change(fuel_shares, "oil products", "2021", "January to June 2023") + 19.8) < 1e-9, "Oil products are off."
assert energy_claim == "b", "Go through the fuels one by one: which shares fell, which rose, from 2021 to 2023?"
### END HIDDEN TESTS

# %% [markdown]
# Crude oil is not in this table, for its shares are counted by volume: imports from Russia fell by more than half from January to November 2022. And a share by value mixes
# two things, how much is bought and at what price. By weight, {{energy/coal-tonnes-2024h1/value}} million tonnes of coal came in the first half of 2024, the least
# in any first half since 2014.
#
# **Mind the nought.** That oil products went to 0 is what *customs origin* says. Ship trackers saw nearly 160,000 tonnes of naphtha come straight from Russia in May 2023 alone, and later cargoes came with the label of Tunisia or the Emirates (the table `disagreements` has both). An origin on paper is not an origin. Your answer holds for the table; for the ships we do not know.
#
# The door stayed open: on {{events/2026-03-19-russian-oil-reconsidered/date|date}}, with Gulf supply cut, Seoul's industry ministry talked with firms about Russian crude again. Whether a cargo followed, we found no word. Coal had never stopped: {{energy/coal-tonnes-2026-jan-may/value}} million tonnes came from Russia in {{energy/coal-tonnes-2026-jan-may/period}}, {{energy/coal-change-2026-jan-may/value|.0f}} percent more than a year before, by one trade page.

# %% [markdown]
# ## 5 · The mirror: two countries, one trade
#
# What Korea sells to Russia, Russia buys from Korea. Both count it. The two books should agree, like a thing and its **mirror** image. They seldom do: goods travel
# through third countries, arrive in the next year, and are priced with freight on one side and without it on the other.

# %%
full = trade[trade["months"] == 12]
korea_says = full[full["preferred"]].set_index("year")["total_usd_bn"].to_dict()
russia_says = full[full["reporter"] == "Russia"].set_index("year")["total_usd_bn"].to_dict()
for year in [2016, 2018, 2022, 2024]:
    print(year, korea_says[year])
russia_says

# %% [markdown]
# ### Exercise 4: the mirror gap
#
# 1. Write `mirror_gaps(ours, theirs)`. Both are dictionaries from year to amount. Return a dictionary with the years in which *both* sides report a number, and the gap
#    `100 * (theirs - ours) / ours` in percent. Leave out a year that one side does not have, or has as missing. (`year in theirs` asks whether a dictionary has that year.)
# 2. Korea counted {{trade/2022/total_usd_bn}} billion dollars in 2022. For 2024 there is only the Russian {{trade/2024-russia/total_usd_bn|.0f}}. Look at your gaps, then set `halving`:
#     - `"a"`: Nothing can be said, for the two numbers come from different books.
#     - `"b"`: Trade fell by exactly 48 percent.
#     - `"c"`: Trade fell by about half: the fall is some four times the widest gap we saw, so its direction is safe, its size only rough.

# %% nbgrader={"grade_id": "mirror-gaps", "solution": true}
def mirror_gaps(ours, theirs):
    ### BEGIN SOLUTION
    gaps = {}
    for year in ours:
        if year in theirs and not pd.isna(ours[year]) and not pd.isna(theirs[year]):
            gaps[year] = 100 * (theirs[year] - ours[year]) / ours[year]
    return gaps
    ### END SOLUTION


halving = "?"
### BEGIN SOLUTION
halving = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "test-mirror-gaps", "grade": true, "points": 3}
got = mirror_gaps({2001: 10.0, 2002: 20.0, 2003: float("nan")}, {2001: 11.0, 2003: 30.0})
assert isinstance(got, dict), f"Return a dictionary from year to gap, not {got!r}."
assert 2002 not in got, "In 2002 only one side reports: leave it out."
assert 2003 not in got, "In 2003 our number is missing (NaN): leave it out."
assert 2001 in got and abs(got[2001] - 10) < 1e-9, "11 against our 10 is a gap of plus 10 percent of ours."
assert halving in {"a", "b", "c"}, "Choose halving: \"a\", \"b\" or \"c\"."
### BEGIN HIDDEN TESTS
assert set(got) == {2001}, "Only 2001 has both numbers."
back = mirror_gaps({1: 8.0, 2: 5.0, 3: 1.0}, {1: 6.0, 2: 5.0, 3: float("nan"), 4: 7.0})
assert set(back) == {1, 2} and abs(back[1] + 25) < 1e-9 and back[2] == 0, "6 against our 8 is minus 25 percent."
real = mirror_gaps(korea_says, russia_says)
assert set(real) == {2016, 2018}, "In the real books both sides report in 2016 and in 2018 only."
assert abs(real[2016] - 12.687) < 0.01 and abs(real[2018] - 0.323) < 0.01, "The gaps of 2016 or 2018 are off."
assert halving == "c", "Set the size of the fall beside the widest gap between the two books."
### END HIDDEN TESTS

# %% [markdown]
# Totals can agree by luck. In 2018 they almost do, yet Korea counted {{trade/2018/exports_usd_bn|.2f}} billion of exports and Russia {{trade/2018-russia/exports_usd_bn|.2f}}; for imports it was
# {{trade/2018/imports_usd_bn|.2f}} and {{trade/2018-russia/imports_usd_bn|.2f}}, off the other way.

# %% [markdown]
# ## 6 · A loss in two numbers
#
# Now the question itself. Suppose Seoul arms Kyiv and Moscow closes its market, in part, for a while. We do not know how far. So we do not write *one* number; we write
# the lowest and the highest that we can defend, and carry **both** to the end.
#
# **New: a pair.** Two values in round brackets make a **tuple**. It can be taken apart, and a function can return one.

# %%
def doubled(pair):
    low, high = pair
    return 2 * low, 2 * high


doubled((0.3, 0.8))

# %% [markdown]
# **By hand.** Take a year like 2021: {{trade/2021/exports_usd_bn|.2f}} billion dollars of exports. Say that between 30 and 80 percent of it is lost, for 12 months. Of the lost sales, between 10 and 40 percent go to other buyers.
#
# What is the *smallest* loss? You need the small cut, 0.3, and the **large** rerouting, 0.4, of which 0.6 stays lost: 9.98 × 0.3 × 0.6 = 1.8.
# And the largest? 9.98 × 0.8 × 0.9 = 7.2. Low does not always go with low.
#
# ### Exercise 5: bound the loss
#
# Write `loss_interval(exports, lost, months, rerouted)`. `exports` are the sales of a year. `lost` and `rerouted` are pairs `(low, high)` of shares between 0 and 1.
# Return the pair `(smallest, largest)` of the loss over that many months.

# %% nbgrader={"grade_id": "loss-interval", "solution": true}
def loss_interval(exports, lost, months, rerouted):
    ### BEGIN SOLUTION
    whole = exports * months / 12
    smallest = whole * lost[0] * (1 - rerouted[1])
    largest = whole * lost[1] * (1 - rerouted[0])
    return smallest, largest
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-loss-interval", "grade": true, "points": 3}
got = loss_interval(100, (0.5, 0.5), 12, (0, 0))
assert isinstance(got, (tuple, list)) and len(got) == 2, "Return two numbers: the smallest and the largest loss."
assert abs(got[0] - 50) < 1e-6 and abs(got[1] - 50) < 1e-6, "Half of 100 for a year, none sold elsewhere: both ends are 50."
assert abs(loss_interval(100, (0.5, 0.5), 3, (0, 0))[0] - 12.5) < 1e-6, "Three months are a quarter of a year."
low, high = loss_interval(100, (0.2, 0.6), 12, (0.1, 0.7))
assert low <= high, "The smallest loss comes first."
assert low < loss_interval(100, (0.2, 0.6), 12, (0.1, 0.1))[0], "If more can be sold elsewhere, the smallest loss gets smaller."
### BEGIN HIDDEN TESTS
assert abs(low - 6) < 1e-6 and abs(high - 54) < 1e-6, "Which end of rerouted belongs to the smallest loss, and which to the largest?"
both = loss_interval(9.98, (0.3, 0.8), 12, (0.1, 0.4))
assert abs(both[0] - 1.7964) < 1e-6 and abs(both[1] - 7.1856) < 1e-6, "The example that was worked by hand is off."
both = loss_interval(60, (0, 1), 24, (0.25, 0.5))
assert abs(both[0]) < 1e-9 and abs(both[1] - 90) < 1e-6, "Two years of a total cut, a quarter sold elsewhere: 90 of 120."
### END HIDDEN TESTS

# %% [markdown]
# ## 7 · Play: drag the bounds
#
# Here is the picture from the start again. On the left, the width is the share lost, the height the part that finds no other buyer: the *area* is the loss. Drag the two corners. On the right the loss is a
# band across amounts that are known.
#
# One of these amounts is the *THAAD year*: the span of the estimates of what Seoul lost around {{thaad/hri-korea-total/period}}, when Beijing punished it over an American missile defence of that name. Section 8 tells the story.
#
# **A question for you.** Leave the months at 12. Can *any* loss reach the span of these estimates, if you start from 2021? Its upper end? And if you start from 2024? Guess, then try.

# %%
explorer

# %% [markdown]
# From 2021, in part: lose everything, and the band ends at {{trade/2021/exports_usd_bn|.2f}}, past the lower estimates and far from the highest, {{thaad/hri-korea-tourism-year/value_usd_bn|.1f}}. From 2024, no: a whole year's exports are {{trade/2024/exports_usd_bn|.2f}} billion, less than the lowest. It would take
# more than a year of a total stop to reach that, and more than three for the highest. What Moscow could still take had shrunk.
#
# Two cautions. These are **sales**, not profits; a lost sale of 100 costs its owner less than 100. And the arms contracts in the picture are not what Seoul would earn by the
# same decision: to hold a loss against them says "how big", not "is it worth it".

# %% [markdown]
# ## 8 · The time a great power did punish Seoul
#
# Claim C08 says that Seoul avoids angering Beijing and Moscow together. It has a memory. In 2016 Seoul agreed to host **THAAD**, an American missile defence battery. Beijing objected, and in 2017 tours were
# stopped and shops closed, with hardly an official word. The Korean firm Lotte saw {{thaad/lotte-stores-closed/value|.0f}} of its shops in China shut. Chinese visitors fell from {{thaad/visitors-2016/value|,.0f}} to {{thaad/visitors-2017/value|,.0f}}.

# %%
thaad = datasets.load("thaad")
thaad[thaad["kind"] == "estimate"][["item", "period", "value", "unit", "value_usd_bn", "by", "note"]]

# %% [markdown]
# ### Exercise 6: a yardstick with two ends
#
# The estimates differ, and not only because some authors are better than others: one institute's figure of May and its figure of September are a factor of two apart.
#
# 1. Write `loss_against(table, total)`. Take the rows whose `kind` is `"estimate"` and whose `value_usd_bn` is known. Return the pair `(low, high)`: the smallest and the largest of them, each in percent of
#    `total`. (`min()` and `max()` of a column skip what is missing.)
# 2. Use it with a year's trade with Russia, that of 2021, for the pair `thaad_pair`.
# 3. Look at *what* each estimate counts, and set `yardstick`:
#     - `"a"`: The true loss lies between the lowest and the highest for sure, since they are its bounds.
#     - `"b"`: They count different things (what tourists spend, goods as well, value added) over different times, and some are projections. They give a size, some billions, and no bounds.
#     - `"c"`: The estimates differ, so they tell us nothing.

# %% nbgrader={"grade_id": "loss-against", "solution": true}
def loss_against(table, total):
    ### BEGIN SOLUTION
    known = table[table["kind"] == "estimate"]["value_usd_bn"]
    return 100 * known.min() / total, 100 * known.max() / total
    ### END SOLUTION


thaad_pair = None
yardstick = "?"
### BEGIN SOLUTION
thaad_pair = loss_against(thaad, russia["2021"])
yardstick = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-loss-against", "grade": true, "points": 3}
mock = pd.DataFrame({"kind": ["estimate", "count", "estimate", "estimate"], "value_usd_bn": [4.0, 90.0, float("nan"), 6.0]})
got = loss_against(mock, 40)
assert isinstance(got, (tuple, list)) and len(got) == 2, "Return two numbers: low and high."
assert not pd.isna(got[0]) and not pd.isna(got[1]), "A missing estimate must not make the answer missing: leave it out."
assert got[1] < 100, "A row that is no estimate got in: look at the column kind."
assert abs(got[0] - 10) < 1e-9, f"The smallest known estimate, 4 of 40, is 10 percent, not {got[0]}."
assert thaad_pair is not None, "Give thaad_pair a value with your function."
assert yardstick in {"a", "b", "c"}, "Choose yardstick: \"a\", \"b\" or \"c\"."
### BEGIN HIDDEN TESTS
assert abs(got[1] - 15) < 1e-9, "The largest known estimate, 6 of 40, is 15 percent."
assert abs(loss_against(mock, 8)[1] - 75) < 1e-9, "Use the total that is handed in."
assert abs(thaad_pair[0] - 19.020) < 0.01 and abs(thaad_pair[1] - 57.132) < 0.01, "thaad_pair is off: a year's trade with Russia is the total of 2021."
assert yardstick == "b", "Read the columns item and note again: do the rows with dollars count the same thing, over the same time?"
### END HIDDEN TESTS

# %% [markdown]
# So what Beijing's displeasure cost was put between a fifth and more than half of *all* trade with Russia in 2021, the most in our table. That is the size of a real punishment, and the width of not knowing it. It came from a partner almost sixteen times as large as Russia was in that year, 2016.
# Yet trade with China did not fall. It rose, from {{partners/china-total-2016/value}} billion dollars in 2016 to {{partners/china-total-2017/value}} in 2017. What it would have been without the quarrel, no table shows: it might have risen more. The blow went to tourism, shops and one firm. Totals hide that.
#
# And Seoul did not take the battery down. Korean opinion of China went from {{polls/pew-2015-unfavourable/share_pct|.0f}} percent unfavourable in 2015 to {{polls/pew-2017-unfavourable/share_pct|.0f}} in 2017. Is that a threat that backfired? Hold that thought for lesson 05.

# %% [markdown]
# ## 9 · What polls can say
#
# The op-ed leans on opinion, too: views of China at a record low (C09), hopes for a good tie with Russia (C10). Polls are easy to misuse. The rule in this course: **a
# change is a change only within one series**: same pollster, same question, same answer on offer.

# %%
china = polls[(polls["series"] == "pew-china") & (polls["answer"] == "unfavourable")]
fig, ax = plt.subplots(figsize=(7, 3.2))
unfavourable = china.set_index(china["start"].dt.year)["share_pct"]
ax.plot(unfavourable, ":", color=figures.COLOURS["other"], linewidth=1.2)
ax.plot(unfavourable.reindex(range(2015, 2024)), "o-", color=figures.COLOURS["South Korea"])
ax.set_ylim(0, 100)
figures.finish(
    ax,
    title="Views of China turned in the THAAD years and again by 2020",
    ylabel="unfavourable, percent of those asked",
    table="polls",
    alt="Pew's series: 37 percent in 2015, 61 in 2017, 60, 63, 75 in 2020, 77, 80 in 2022, then 77 in 2023.",
)

# %% [markdown]
# When the op-ed was written, the last point of this series was {{polls/pew-2022-unfavourable/share_pct|.0f}} percent, its highest: C09 holds. The next was {{polls/pew-2023-02-unfavourable/share_pct|.0f}}.
#
# On {{events/2023-04-19-yoon-reuters-interview/date|date}} President Yoon told Reuters that after a large attack on civilians Seoul might not stop at humanitarian help (C37). A pollster, said to lean liberal, asked about Russia just after that. {{polls/flower-2023-04-relations-keep-friendly/share_pct}} percent wanted friendly relations. And which Russian answer would worry people most?

# %%
worry = polls[polls["series"] == "flower-damage-2023"]
worry[["answer", "share_pct"]]

# %% [markdown]
# Arms for the North came first, a hair before trade. At least money was not all that worried them. That fits two more claims. Seoul faces a sharper threat than most (C06). And it hopes for Moscow's help with denuclearisation and, one day, unification (C13). No column in dollars holds this stake.

# %% [markdown]
# ### Exercise 7a: the stake without a price
#
# Arms for the North came first, trade second. Is the lead more than chance? With `n` people asked, two shares `a` and `b` of **one** question (in percent) differ by chance alone by up to about
#
# > 1.96 × √( (a + b − (a − b)²) / n ), with a and b as fractions of 1
#
# in nineteen of twenty polls.
#
# 1. Write `clear_lead(a, b, n)`. Return `True` if `a - b` is larger than that, else `False`. (`x ** 0.5` is a square root.)
# 2. Here is what the record says of Moscow's help with the North (C13). Set `help_reading`:
#     - {{events/2024-03-28-un-panel-veto/date|date}}: Moscow ends the UN panel. {{events/2024-06-19-treaty-signed/date|date}}: it signs a treaty with Pyongyang.
#     - {{events/2025-09-26-cho-lavrov-talks/date|date}}: Seoul's minister asks Moscow to end its military cooperation with the North. {{events/2025-12-21-moscow-talks-denied/date|date}}: Moscow denies talks on the North's nuclear arms.
#     - {{events/2026-02-25-ninth-congress/date|date}}: Pyongyang gives up unification and speaks of two hostile states.
#
#     - `"a"`: The stake is gone: nobody in Seoul asks for it any more.
#     - `"b"`: The stake has lost value, and Seoul still asks: a smaller hope, not none.
#     - `"c"`: The stake has grown, for only Moscow can now bring Pyongyang to talk.

# %% nbgrader={"grade_id": "clear-lead", "solution": true}
def clear_lead(a, b, n):
    ### BEGIN SOLUTION
    first, second = a / 100, b / 100
    chance = 1.96 * ((first + second - (first - second) ** 2) / n) ** 0.5
    return first - second > chance
    ### END SOLUTION


help_reading = "?"
### BEGIN SOLUTION
help_reading = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-clear-lead", "grade": true, "points": 3}
got = clear_lead(60, 20, 1000)
assert got is not None, "clear_lead returns nothing yet: end it with return."
assert got in (True, False), f"Answer True or False, not {got!r}."
assert got, "60 against 20 of a thousand is a clear lead."
assert not clear_lead(30, 30, 1000), "Nobody leads here."
assert not clear_lead(20, 60, 1000), "The first share is the smaller one: it does not lead."
assert help_reading in {"a", "b", "c"}, "Choose help_reading: \"a\", \"b\" or \"c\"."
### BEGIN HIDDEN TESTS
assert not clear_lead(31, 29, 1000) and clear_lead(31, 29, 20_000), "The same lead can be chance among few and clear among many."
assert not clear_lead(54, 46, 500) and clear_lead(55, 45, 500), "Mind the square, and turn percent into fractions first."
assert not clear_lead(70, 30, 20) and clear_lead(60, 20, 19), "Two terms count below the root: the sum of the shares, and minus the square of their difference."
poll = polls.set_index("id")
north, market = poll.loc["flower-2023-04-damage-arms-for-north-korea-tension"], poll.loc["flower-2023-04-damage-firms-expelled-trade-cut"]
assert not clear_lead(north["share_pct"], market["share_pct"], north["sample"]), "The lead of the North over trade is within chance."
assert help_reading == "b", "Which dates show that somebody still asks? And which that the answer is worth less?"
### END HIDDEN TESTS

# %% [markdown]
# So even the first place is not sure. What is sure is that a stake without a price stood level with trade in people's minds.
#
# ### Exercise 7b: a fair reading
#
# 1. Write `poll_change(table, first, later)` for two row ids. If both rows have the same `series` *and* the same `answer`, return the change of `share_pct` in points. If not, return `None`: there is nothing to compare.
# 2. Fill the list `fair` with the letters of the sentences that the table bears out:
#     - `"a"`: In Gallup's series, support for aid with weapons hardly moved from June 2022 to October 2024.
#     - `"b"`: Opposition to arming Ukraine rose from 56.8 percent in April 2023 to 74.2 in October 2024.
#     - `"c"`: Support for arms collapsed from 34 percent in June 2024 to 13 in October.
#     - `"d"`: In Pew's series, the unfavourable view of China was higher in 2022 than in any year before it.
#     - `"e"`: A threat from Moscow made Koreans oppose arming Ukraine.
#
# **New: one cell of a table.** With rows named by `set_index`, `rows.loc[name, column]` is one value. **New: one of several.** `isin([...])` keeps the
# rows whose value is on a list.

# %%
rows = polls.set_index("id")
print(rows.loc["pew-2015-unfavourable", "share_pct"])

# %%
arms = polls[polls["topic"].isin(["weapons for Ukraine", "aid to Ukraine"])]
arms[["id", "series", "question", "answer", "share_pct"]]

# %% nbgrader={"grade_id": "poll-change", "solution": true}
def poll_change(table, first, later):
    ### BEGIN SOLUTION
    rows = table.set_index("id")
    if rows.loc[first, "series"] != rows.loc[later, "series"]:
        return None
    if rows.loc[first, "answer"] != rows.loc[later, "answer"]:
        return None
    return rows.loc[later, "share_pct"] - rows.loc[first, "share_pct"]
    ### END SOLUTION


fair = []
### BEGIN SOLUTION
fair = ["a", "d"]
### END SOLUTION

# %% nbgrader={"grade_id": "test-poll-change", "grade": true, "points": 4}
ask = pd.DataFrame({"id": ["p1", "p2", "p3", "p4"], "series": ["tea", "tea", "tea", "milk"],
    "answer": ["yes", "yes", "no", "yes"], "share_pct": [40.0, 46.0, 50.0, 80.0]})
got = poll_change(ask, "p1", "p2")
assert got is not None, "p1 and p2 belong together: the same series, the same answer. Return the change."
assert abs(got - 6) < 1e-9, f"From 40 to 46 is plus 6 points, not {round(got, 3)}: later minus first, in points."
assert poll_change(ask, "p1", "p4") is None, "p1 and p4 are two series: nothing to compare, so None."
assert isinstance(fair, list) and fair, "fair should be a list of letters, such as [\"x\", \"y\"]."
assert set(fair) <= set("abcde"), "Use only the letters a to e in fair."
### BEGIN HIDDEN TESTS
assert poll_change(ask, "p2", "p3") is None, "p2 and p3 are two answers of one series: nothing to compare, so None."
assert abs(poll_change(ask, "p2", "p1") + 6) < 1e-9, "The other way round it is minus 6."
gallup = "gallup-2022-06-military-aid-weapons-included", "gallup-2024-10-military-aid-weapons-included"
assert poll_change(polls, gallup[0], gallup[1]) == -2, "Gallup's two polls on aid with weapons are off."
assert poll_change(polls, "flower-2023-04-against", "flower-2024-10-against") is None, "Compare the column series, not the pollster."
assert sorted(fair) == ["a", "d"], "Check each: one question, one answer, and no cause where there is only a share?"
### END HIDDEN TESTS

# %% [markdown]
# Sentence b is the tempting one. Same house, same side, and the words changed: *weapons* in 2023, *lethal weapons* in 2024. Perhaps opinion moved; these two polls cannot show it.
#
# ## 10 · So what is at stake?
#
# - **For the op-ed.** The Russian market was two percent of trade and shrank mostly without Moscow's doing. Moscow needs trade as well: it sold Korea goods for {{trade/2022/imports_usd_bn|.1f}} billion dollars in 2022 and bought for {{trade/2022/exports_usd_bn|.1f}}.
#   A break would hurt it too (C31). A lever of this length should not hold a country back.
# - **Against it.** Averages hide owners: firms, workers, a car plant. Punishment can be quiet and well aimed, as in 2017. And what people feared at least as much has no price: what Moscow may give to Pyongyang.
#
# Sanctions research splits here. [@walentek2021] find that a threat works the better, the dearer the sanction would be for its target; set against sanctions that are imposed, threats gain where less is uncertain and where empty words would cost the threatener at home. Trade data see the cost, hardly the rest, and not at all a lever that runs through a third country.
#
# ### Exercise 8: one paragraph for the cabinet (graded by hand)
#
# "What could we lose?" asks a minister in April 2023. Answer in at most 120 words: a loss as an **interval** with the assumptions behind its two ends, one **yardstick** and what is wrong with it, and one stake that is **not in dollars**.
#
# | | 0 | 1 | 2 |
# |---|---|---|---|
# | interval | one number, or none | two numbers | two numbers, and what each assumes |
# | judgement | no yardstick | a yardstick | a yardstick with its flaw, and a stake without a price |

# %% [markdown] nbgrader={"grade_id": "cabinet-note", "grade": true, "solution": true, "points": 4}
# *Write your answer here.*

# %% [markdown]
# ## What this lesson cannot tell you
#
# - What Moscow *would* have done. The interval bounds a scenario that you chose; it is no forecast.
# - The cost of doing without Russian coal, gas or uranium. We counted lost sales; a cut in what Korea *buys* shows up as higher prices, and those are not in these tables.
# - Trade through third countries. Some goods may reach Russia by another road, and neither book sees them.
#
# ## Sources
#
# {{sources}}
#
# ## Next
#
# Lesson 04, *The ally*: what does Washington ask for, and does a loan of shells arm Kyiv?
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
