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
#     lesson: "02"
#     title: The arsenal
#     minutes: 80
#     slug: the-arsenal
#     question: How big an exporter is Korea, and what would fourth place take?
#     explorer: ExportExplorer
#     teaches: [sums over a window, ranks, shares, concentration, growth]
# ---

# %% [markdown]
# # 02 · The arsenal
#
# **How big an arms exporter is South Korea, and what would fourth place take?**
#
# | | |
# |---|---|
# | **You will be able to** | *tell apart* three measures of arms exports · *compute* a share and a rank over five years · *measure* how much hangs on one customer · *work out* the growth that a goal needs · *say* how far a ranking can be trusted |
# | **Time** | about {{lesson/minutes}} minutes |
# | **You need** | Python from lessons 00 and 01: tables, filters, functions, `for`, dictionaries |
# | **You hand in** | {{lesson/exercises}} exercises, {{lesson/points}} points |
# | **Claims met** | C01, C02, C17, C43, and a corner of C28 |
#
# The op-ed opens with an ambition: Seoul wants to be the world's fourth-largest arms exporter (C01), and Europe is buying (C02).
# If the ambition is near, the pull to say yes to Kyiv's friends is strong. So: how near is it?

# %%
import matplotlib.pyplot as plt
import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import ExportExplorer, ForecastPad

exporters = datasets.load("exporters")
contracts = datasets.load("contracts")
customers = datasets.load("korea_customers")
known = contracts[contracts["preferred"] & (contracts["year"] >= 2013)]
blue = figures.COLOURS["South Korea"]
figures.use_style()

# %%
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.bar(known["year"], known["value_usd_bn"], color=blue)
rough = ax.bar([2018, 2019, 2020], known[known["year"] == 2018]["value_usd_bn"].iloc[0], color=blue)
for bar, words in zip(rough, ["", "roughly", ""], strict=True):
    figures.unsure(bar, words)
figures.unsure(ax.patches[len(known) - 1], "at least")
figures.finish(
    ax,
    title="Korea's arms contracts leapt in 2021 and 2022",
    ylabel="signed, billion US dollars",
    table="contracts",
    alt="Bars from 2013 to 2025: about 3 billion a year until 2020 (the last three, hatched, only roughly known), "
    "7 in 2021, 17 in 2022, then 13.5, 9.5 and, hatched, over 15.",
)

# %% [markdown]
# ## 1 · Place your bet
#
# On {{events/2022-11-24-export-strategy-meeting/date|date}} President Yoon chaired the meeting that set the goal: a share of
# {{targets/2027-share/value}} percent of the world's arms exports and rank {{targets/2027-rank/value}}, by {{targets/2027-rank/year}}.
# In the same year Korean firms signed contracts worth {{contracts/2022/value_usd_bn|.1f}} billion dollars, more than twice as much as
# the year before ({{contracts/2021/value_usd_bn}}).
#
# Move to the years 2021 to 2025. The Stockholm institute SIPRI ranks exporters by what they *delivered* over five years.
# Where do you think Korea stands? Put a number on it; the answer comes in section 4.

# %%
rank_bet = ForecastPad(
    "02-top-eight",
    question="In SIPRI's ranking for 2021 to 2025, is South Korea among the eight largest arms exporters?",
)
rank_bet

# %% [markdown]
# ## 2 · Three ways to count a tank
#
# "Arms exports" can mean three things. All three are right; they answer different questions.
#
# | measure | what it counts | when | unit |
# |---|---|---|---|
# | **contracts** | promises to buy | the year of signing | dollars |
# | **deliveries** | pieces that arrived | the year of arrival | tanks, guns |
# | **TIV** | deliveries, each weighed by its military worth | the year of arrival | points |
#
# **TIV** is SIPRI's *trend-indicator value*. A new tank of a type gets a fixed number of points, whatever it was sold for. So a loan, a gift and a sale
# count alike, and inflation does not matter. It covers major arms: tanks, guns, aircraft, ships, missiles. It leaves out most ammunition.
# Keep that in mind: the shells that the op-ed is about hardly show in it.
#
# ### By hand
#
# Follow one deal through the three measures. On {{deals/poland-k2-2022/signed|date}} Poland signed for {{deals/poland-k2-2022/quantity}} K2 tanks, worth
# {{deals/poland-k2-2022/value_usd_bn}} billion dollars. The first {{deliveries/k2-2022-12-06/delivered}} arrived on
# {{deliveries/k2-2022-12-06/date|date}}; {{deliveries/k2-2024-11-18/delivered}} had come by {{deliveries/k2-2024-11-18/date|date}}, and all
# {{deliveries/k2-2025-12/delivered}} by the end of 2025.
#
# With pencil and paper: in contracts, how much of the deal belongs to 2022? In deliveries, how much? Which of the two would a minister quote in 2022?

# %%
deliveries = datasets.load("deliveries")
deliveries[deliveries["system"] == "K2"][["date", "delivered", "measure"]]

# %% [markdown]
# Contracts run ahead of deliveries by years. Europe is indeed buying (C02): Poland alone was most of 2022.
# But contracts also jump about. The next years brought {{contracts/2023/value_usd_bn}} and {{contracts/2024/value_usd_bn}} billion dollars, and then
# more than {{contracts/2025/value_usd_bn|.0f}} in 2025, by the agency ({{disagreements/contracts-2025/a}} by the president's chief of staff, {{disagreements/contracts-2025/b}} by an institute of the Export-Import Bank, which does not say what it counts). For 2018 to 2020 only a rough yearly figure is known, about {{contracts/2018-20/value_usd_bn|.0f}}.

# %% [markdown]
# ### Exercise 1: which measure?
#
# Fill the dictionary. For each question, write the measure that answers it: `"contracts"`, `"deliveries"` or `"TIV"`.
#
# - `a`: How many K2 tanks could the Polish army drive at the end of 2022?
# - `b`: Does Korea export more weapons than Italy, whatever they cost?
# - `c`: Did the export drive win new customers in Europe in 2022?
# - `d`: How much of its production has industry already promised for the years to come?

# %% nbgrader={"grade_id": "which-measure", "solution": true}
measure = {"a": "?", "b": "?", "c": "?", "d": "?"}
### BEGIN SOLUTION
measure = {"a": "deliveries", "b": "TIV", "c": "contracts", "d": "contracts"}
### END SOLUTION

# %% nbgrader={"grade_id": "test-which-measure", "grade": true, "points": 2}
names = {"contracts", "deliveries", "TIV"}
assert isinstance(measure, dict), "measure should stay a dictionary: {\"a\": ..., \"b\": ..., ...}"
assert set(measure) == {"a", "b", "c", "d"}, "Keep exactly the four questions a, b, c and d as keys."
unknown = [key for key in sorted(measure) if measure[key] not in names]
assert not unknown, f"No valid measure yet for {', '.join(unknown)}: choose contracts, deliveries or TIV."
### BEGIN HIDDEN TESTS
assert measure["a"] == "deliveries", "a asks for pieces that had arrived, not for promises or points."
assert measure["b"] == "TIV", "b compares two countries without prices: which measure ignores price?"
assert measure["c"] == "contracts", "c asks who signed in 2022, whatever arrived later."
assert measure["d"] == "contracts", "d asks for promises that are still to be kept."
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Five years at a time
#
# One ship can double a year. So SIPRI adds up **five years**. Look at Korea alone first.

# %%
korea = exporters[exporters["supplier"] == "South Korea"]
korea[["year", "tiv_mn"]].tail(8)

# %% [markdown]
# **New: a window.** `between(a, b)` keeps the rows from `a` to `b`, *both ends included*. From 2021 to 2025 that is five years, not four.
# `groupby("supplier")["tiv_mn"].sum()` then adds up what is left, one sum for each supplier.

# %%
window = exporters[exporters["year"].between(2021, 2025)]
totals = window.groupby("supplier")["tiv_mn"].sum()
totals.sort_values(ascending=False).round(0)

# %% [markdown]
# One row is not a country: **World** is the sum over *all* suppliers, also those that the table leaves out. A share needs it below the line:
# `share = 100 * supplier / World`, both over the same years.
#
# **New: a function of several things.** Give it several names in the brackets, and use them inside.

# %%
def percent(part, whole):
    return 100 * part / whole


print(percent(totals["France"], totals["World"]))

# %% [markdown]
# ### Exercise 2: the share over a window
#
# Write `window_share(table, supplier, start, end)`. It returns the supplier's share of the world's arms exports, in percent, over the years
# `start` to `end`, both included. `table` looks like `exporters`, with its row `World`.

# %% nbgrader={"grade_id": "window-share", "solution": true}
def window_share(table, supplier, start, end):
    ### BEGIN SOLUTION
    window = table[table["year"].between(start, end)]
    totals = window.groupby("supplier")["tiv_mn"].sum()
    return 100 * totals[supplier] / totals["World"]
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-window-share", "grade": true, "points": 3}
small = pd.DataFrame({
    "supplier": ["A", "A", "A", "World", "World", "World"],
    "year": [2001, 2002, 2003, 2001, 2002, 2003],
    "tiv_mn": [10, 20, 30, 100, 100, 200],
})
got = window_share(small, "A", 2001, 2003)
assert got is not None, "window_share returns nothing yet: end it with return."
assert abs(window_share(small, "World", 2001, 2003) - 100) < 1e-6, (
    "The World's share of the world should be 100 percent: divide by the World row, over the same years.")
assert abs(got - 15) < 1e-6, f"A delivered 60 of 400 points, so 15 percent, but you have {round(got, 3)}: percent, not a fraction?"
assert abs(window_share(small, "A", 2002, 2003) - 50 / 3) < 1e-6, (
    "From 2002 to 2003, A delivered 50 of 300. Does your window reach both its ends, and no further?")
### BEGIN HIDDEN TESTS
assert abs(window_share(exporters, "South Korea", 2021, 2025) - 2.9607) < 1e-3, (
    "South Korea over 2021 to 2025 is off: check the window and what you divide by.")
assert abs(window_share(exporters, "Russia", 2018, 2022) - 15.2276) < 1e-3, "Russia over 2018 to 2022 is off."
assert abs(window_share(small, "A", 2003, 2003) - 15) < 1e-6, "A window of one year (2003) is off."
assert abs(window_share(small, "A", 2001, 2002) - 15) < 1e-6, "A window that ends before the table does is off."
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3: the rank
#
# Write `window_rank(table, supplier, start, end)`: the supplier's place among the suppliers over those years, where 1 is the largest.
#
# **New: ranks.** `rank(ascending=False)` numbers the largest 1. **New: leaving a row out.** `drop("World")` gives a copy without that row.

# %%
points = pd.Series({"Ann": 12, "Bo": 30, "Cy": 7, "All": 49})
points.drop("All").rank(ascending=False)

# %% nbgrader={"grade_id": "window-rank", "solution": true}
def window_rank(table, supplier, start, end):
    ### BEGIN SOLUTION
    window = table[table["year"].between(start, end)]
    totals = window.groupby("supplier")["tiv_mn"].sum().drop("World")
    return int(totals.rank(ascending=False)[supplier])
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-window-rank", "grade": true, "points": 2}
race = pd.DataFrame({
    "supplier": ["A", "B", "C", "World", "A", "B", "C", "World"],
    "year": [2001, 2001, 2001, 2001, 2002, 2002, 2002, 2002],
    "tiv_mn": [10, 30, 20, 70, 40, 5, 6, 60],
})
got = window_rank(race, "B", 2001, 2001)
assert got is not None, "window_rank returns nothing yet: end it with return."
assert got == 1, f"In 2001 B delivered most, so its rank is 1, not {got}. The World is no supplier, and the largest comes first."
assert window_rank(race, "A", 2001, 2002) == 1, "Over 2001 and 2002 together A delivered most: add up the years first."
### BEGIN HIDDEN TESTS
assert window_rank(race, "A", 2001, 2001) == 3, "In 2001 A delivered least of three."
assert window_rank(race, "C", 2001, 2002) == 3, "Over both years C is third of three."
assert window_rank(exporters, "South Korea", 2021, 2025) == 9, "South Korea over 2021 to 2025 is off."
assert window_rank(exporters, "South Korea", 2017, 2021) == 8, "South Korea over 2017 to 2021 is off."
assert window_rank(exporters, "Russia", 2021, 2025) == 3, "Russia over 2021 to 2025 is off."
### END HIDDEN TESTS

# %% [markdown]
# **A caution about this table.** It holds twelve suppliers and the World, not all exporters: the terms of the source allow only a small extract.
# So a rank here is a rank *among the twelve*. For Korea, and windows that end in 2017 or later, we checked it against all suppliers: it is the same.

# %% [markdown]
# ## 4 · The answer to your bet
#
# SIPRI printed for 2021 to 2025: South Korea rank {{exporter_shares/2021-25-south-korea-published/rank}}, with about
# {{exporter_shares/2021-25-south-korea-published/share_pct|.0f}} percent of the world.

# %%
rank_bet.reveal(outcome=False, note="Ninth, with about 3 percent. Britain, in eighth place, had a little more.")

# %%
shares = datasets.load("exporter_shares")
now = shares[(shares["window"] == "2021-25") & (shares["basis"] == "computed")]
top = now.sort_values("rank").head(10)
top[["rank", "supplier", "share_pct"]]

# %%
ours = top[top["supplier"] == "South Korea"]
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.barh(top["supplier"], top["share_pct"], color=figures.COLOURS["other"])
ax.barh(ours["supplier"], ours["share_pct"], color=blue)
ax.invert_yaxis()
figures.finish(
    ax,
    title="Ninth: between Britain and Spain, with half the share of the fourth",
    xlabel="share of the world's arms deliveries 2021 to 2025, percent of TIV",
    table="exporter_shares",
    alt="Ten bars. United States 42 percent, France 10, Russia 7, Germany, China and Italy 5 to 6 each, "
    "Israel 4, Britain 3.4, South Korea 3.0, Spain 2.3.",
)

# %%
print((top["share_pct"] > 5).sum())  # how many rows have more than 5 percent

# %% [markdown]
# So who is fourth? By this count {{exporter_shares/2021-25-germany-2026/supplier}}, with {{exporter_shares/2021-25-germany-2026/share_pct|.1f}} percent,
# a hair above China ({{exporter_shares/2021-25-china-2026/share_pct|.1f}}). Notice two things.
#
# - The goal has two halves: "fourth" and "{{targets/2027-share/value|.0f}} percent". The last line of code counts the suppliers above {{targets/2027-share/value|.0f}} percent:
#   six. With that share Korea would be seventh. The two halves are not the same goal.
# - Russia is still third (C28), but its share was {{exporter_shares/2016-20-russia-2026/share_pct|.1f}} percent five years earlier and is
#   {{exporter_shares/2021-25-russia-2026/share_pct|.1f}} now. A supplier can win a place because another falls.

# %% [markdown]
# ## 5 · Play: a window and a growth rate
#
# The explorer shows the last three sections in one frame. Drag the window along the years and watch the places change. Then drag it past the last
# year known, and set a growth rate for Korea's yearly deliveries. All others go on as they did, on average, in their last five years.
#
# **A question for you.** Leave the growth at 0 percent, so that Korea just repeats 2025 each year. Is it fourth in 2030? Guess first.
# Then look, and find out which years leave the window on the way.

# %%
explorer = ExportExplorer()
explorer

# %% [markdown]
# A five-year sum has a long memory, in both directions. The weak years 2021 and 2022 still weigh on today's share. Once they leave the window,
# standing still looks like growth. The same will happen the other way round when a peak leaves.

# %% [markdown]
# ## 6 · What would fourth place take?
#
# If something grows by the same share each year, it **compounds**: after `years` years it is `now * (1 + rate) ** years`.
# In Python `**` means "to the power of".

# %%
round(100 * (1 + 0.10) ** 2, 2)

# %% [markdown]
# Ten percent twice is 21 percent, not 20. Turn the formula round to ask which rate leads from `now` to `target`:
# `rate = (target / now) ** (1 / years) - 1`.
#
# ### Exercise 4: the growth a goal needs
#
# 1. Write `growth_needed(now, target, years)`: the yearly growth in percent.
# 2. Korea's five-year sum for 2021 to 2025 and that of the supplier in fourth place are given. Suppose the fourth stands still. Use your function for
#    `by_2027` (two years on) and `by_2030` (five years on).

# %%
korea_now = totals["South Korea"]
fourth = totals.drop("World").sort_values(ascending=False).iloc[3]  # the fourth place: counted from 0
print(round(korea_now), round(fourth))

# %% nbgrader={"grade_id": "growth-needed", "solution": true}
def growth_needed(now, target, years):
    ### BEGIN SOLUTION
    return 100 * ((target / now) ** (1 / years) - 1)
    ### END SOLUTION


by_2027 = None
by_2030 = None
### BEGIN SOLUTION
by_2027 = growth_needed(korea_now, fourth, 2)
by_2030 = growth_needed(korea_now, fourth, 5)
### END SOLUTION

# %% nbgrader={"grade_id": "test-growth-needed", "grade": true, "points": 3}
got = growth_needed(100, 121, 2)
assert got is not None, "growth_needed returns nothing yet: end it with return."
assert abs(got - 10) < 1e-6, f"From 100 to 121 in two years is 10 percent a year, not {round(got, 3)}. Growth compounds; and mind percent."
assert by_2027 is not None and by_2030 is not None, "Give by_2027 and by_2030 a value with your function."
assert by_2027 > by_2030, "Less time needs faster growth: by_2027 should be the larger of the two."
### BEGIN HIDDEN TESTS
assert abs(growth_needed(50, 50, 7)) < 1e-9, "From 50 to 50 needs no growth at all."
assert abs(growth_needed(200, 100, 1) + 50) < 1e-6, "From 200 to 100 in a year is minus 50 percent."
assert abs(growth_needed(1, 32, 5) - 100) < 1e-6, "From 1 to 32 in five years is 100 percent a year."
assert abs(by_2027 - 38.1434) < 0.01, "by_2027 is off: two years from korea_now to fourth."
assert abs(by_2030 - 13.7986) < 0.01, "by_2030 is off: five years from korea_now to fourth."
### END HIDDEN TESTS

# %% [markdown]
# That sounds steep. But a five-year sum is an odd thing to compound: it forgets its oldest year each January. Let us grow the *yearly* deliveries
# instead, and add up the window afterwards. Here are the last five years, oldest first.

# %%
last_five = list(korea.sort_values("year")["tiv_mn"].tail(5))
last_five

# %% [markdown]
# ### Exercise 5: a window that moves
#
# Write `future_window(history, rate, years)`. `history` is a list of yearly deliveries, oldest first. Each coming year is the year before, times
# `1 + rate / 100`. Go on for `years` years, then return the sum of the *last five* values.
#
# **New: add to a list** with `append`; `values[-1]` is the last one, `values[-5:]` the last five.

# %%
values = [2, 3]
for step in range(3):
    values.append(values[-1] + 1)
values[-2:], sum(values[-2:])

# %% nbgrader={"grade_id": "future-window", "solution": true}
def future_window(history, rate, years):
    ### BEGIN SOLUTION
    values = list(history)
    for _ in range(years):
        values.append(values[-1] * (1 + rate / 100))
    return sum(values[-5:])
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-future-window", "grade": true, "points": 3}
got = future_window([1, 1, 1, 1, 1], 0, 3)
assert got is not None, "future_window returns nothing yet: end it with return."
assert abs(got - 5) < 1e-9, f"Five ones that do not grow always sum to 5, not {round(got, 3)}: take only the last five values."
assert abs(future_window([0, 0, 0, 0, 100], 10, 1) - 210) < 1e-6, "100 and then 110 make 210: the rate is in percent."
kept = [5, 5, 5, 5, 5]
future_window(kept, 50, 2)
assert len(kept) == 5, "Your function changed the list it was given. Work on a copy: values = list(history)."
### BEGIN HIDDEN TESTS
assert abs(future_window([10, 0, 0, 0, 1], 100, 2) - 7) < 1e-6, "The oldest years must leave the window."
assert abs(future_window([1, 2, 3, 4, 5, 6], 0, 0) - 20) < 1e-6, "With no year to go, sum the last five of the history."
assert abs(future_window([0, 0, 0, 0, 1], 100, 6) - 124) < 1e-6, "After six years only grown values are left: 4 + 8 + 16 + 32 + 64."
assert abs(future_window([8, 8, 8, 8, 8], -50, 1) - 36) < 1e-6, "A negative rate shrinks: 8 becomes 4."
assert abs(future_window(last_five, 0, 5) - 10100.5) < 0.5, "Korea standing still at 2025 until 2030 is off."
### END HIDDEN TESTS

# %% [markdown]
# Compare with section 5: just repeating 2025 for five years would already lift Korea above today's fourth place. So is the goal easy? Not so fast.
# 2025 was the highest year of the series, and the first Polish tank contract was delivered to the end in it (who took the rest of 2025, our table of customers does not show: it ends in 2024). To repeat it every year, new contracts of that size must follow, and others do not
# stand still. Signed contracts say what may come: 2022 was a record, and {{contracts/2024/value_usd_bn}} billion dollars in 2024 was about half of it. One reason was money: Korea's export bank may lend no more than a part of its capital to one buyer, and the first Polish contract had used that up. On {{events/2024-02-29-lending-cap/date|date}} parliament let the capital grow. It had still to be paid in. Deals slipped into 2025.

# %% [markdown]
# ## 7 · Who buys? Concentration
#
# Half of your sales to one customer is good news and a risk. A common measure is the **Herfindahl-Hirschman index** (HHI): take each customer's share
# as a fraction of the whole, square it, add up. One customer gives 1. Ten equal customers give 0.1. `1 / HHI` reads as the "effective number" of customers.
#
# By hand: shares of one half, one quarter, one quarter. HHI = 1/4 + 1/16 + 1/16 = 0.375, so about 2.7 customers' worth.
#
# **New: reckon with a whole column.** What you do to a column is done to each of its numbers.

# %%
crates = pd.Series([10, 30, 40])
print(list(crates / 10), list(crates**2))

# %% [markdown]
# ### Exercise 6: how concentrated are Korea's customers?
#
# Write `customer_hhi(table, start, end)` for a table with the columns `recipient`, `year` and `tiv_mn`. Add up each recipient over the window first, then
# take shares of Korea's *own* total.

# %%
recent = customers[customers["release_year"] == 2025]
recent[recent["year"] == 2024].sort_values("tiv_mn", ascending=False).head(4)

# %% nbgrader={"grade_id": "customer-hhi", "solution": true}
def customer_hhi(table, start, end):
    ### BEGIN SOLUTION
    window = table[table["year"].between(start, end)]
    totals = window.groupby("recipient")["tiv_mn"].sum()
    fractions = totals / totals.sum()
    return (fractions**2).sum()
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-customer-hhi", "grade": true, "points": 3}
shop = pd.DataFrame({
    "recipient": ["P", "Q", "R", "P", "S"],
    "year": [2001, 2001, 2001, 2002, 2003],
    "tiv_mn": [10, 10, 20, 10, 99],
})
got = customer_hhi(shop, 2001, 2001)
assert got is not None, "customer_hhi returns nothing yet: end it with return."
assert got <= 1 + 1e-9, f"An HHI is at most 1, yours is {round(got, 3)}: use fractions of the total, not percent or points."
assert abs(got - 0.375) < 1e-6, f"Shares of 1/4, 1/4 and 1/2 give 0.375, not {round(got, 3)}."
assert abs(customer_hhi(shop, 2003, 2003) - 1) < 1e-6, "A single customer gives exactly 1."
### BEGIN HIDDEN TESTS
assert abs(customer_hhi(shop, 2001, 2002) - 0.36) < 1e-6, "Add up each recipient over the window before you take shares."
assert abs(customer_hhi(recent, 2018, 2022) - 0.1046) < 5e-4, "Korea's customers over 2018 to 2022 are off."
assert abs(customer_hhi(recent, 2020, 2024) - 0.2509) < 5e-4, "Korea's customers over 2020 to 2024 are off."
### END HIDDEN TESTS

# %%
by_window = []
for end in range(2014, 2025):
    buyers = recent[recent["year"].between(end - 4, end)].groupby("recipient")["tiv_mn"].sum()
    by_window.append(1 / ((buyers / buyers.sum()) ** 2).sum())
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(range(2014, 2025), by_window, marker="o", color=figures.COLOURS["South Korea"])
ax.set_ylim(0, 11)
figures.finish(
    ax,
    title="From two customers' worth to ten, and back to four",
    xlabel="last year of the five-year window",
    ylabel="effective customers (1 / HHI)",
    table="korea_customers",
    alt="A line from 2.3 in 2014 up to about 10 in 2020 to 2022 and down to 4.0 in 2024.",
)

# %% [markdown]
# The drive did win Europe (C02), and with it came dependence: from nearly ten customers' worth to four, with Poland at
# nearly half. What pleases Poland now matters to Seoul, and Warsaw is among those who press it to arm Ukraine. Arms sales bring friction as well as money (C17), and scholars of
# the arms trade expect it: a supplier weighs revenue against what its arms do for the security of others, and of itself [@levine1994].

# %% [markdown]
# ## 8 · How sure is a rank?
#
# SIPRI corrects old years whenever better evidence turns up. Each March brings a new **release**, and with it a new past. The table `exporter_shares`
# keeps what was printed at the time and what you get when you add up later releases.
#
# ### Exercise 7: one window, several releases
#
# Write `ranks_by_release(table, supplier, window)`. It returns a dictionary from the year of the release to the rank, for the rows of that supplier and that
# window (a text such as `"2018-22"`).
#
# **New: fill a dictionary.** `{}` is an empty one; a label in square brackets, with `=`, puts something in. `to_dict("records")` hands over the rows of a table
# one by one, each as a dictionary of its own.

# %%
heights = {}
for row in pd.DataFrame({"name": ["Ann", "Bo"], "cm": [170, 182]}).to_dict("records"):
    heights[row["name"]] = row["cm"]
heights

# %% [markdown]
# Then look at the same five years in several releases: Korea, and the place above it. (For the first release our table has Korea's row and not its neighbour's.)

# %%
same_years = shares[(shares["window"] == "2018-22") & shares["rank"].between(9, 10)]
same_years.sort_values(["release_year", "rank"])[["release_year", "rank", "supplier", "share_pct"]]

# %% [markdown]
# Choose a `conclusion`:
#
# - `"a"`: The first release was wrong. The newest one is final: Korea was tenth.
# - `"b"`: Places that lie close together can swap when data are revised, so a move by one rank proves little.
# - `"c"`: Korea's own share was revised down. With the share that was first printed it would be ninth again.

# %% nbgrader={"grade_id": "ranks-by-release", "solution": true}
def ranks_by_release(table, supplier, window):
    ### BEGIN SOLUTION
    rows = table[(table["supplier"] == supplier) & (table["window"] == window)]
    ranks = {}
    for row in rows.to_dict("records"):
        ranks[int(row["release_year"])] = int(row["rank"])
    return ranks
    ### END SOLUTION


conclusion = "?"
### BEGIN SOLUTION
conclusion = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-ranks-by-release", "grade": true, "points": 3}
tiny = pd.DataFrame({
    "supplier": ["A", "A", "B", "A"],
    "window": ["2001-05", "2001-05", "2001-05", "2002-06"],
    "release_year": [2006, 2010, 2006, 2010],
    "rank": [3, 5, 1, 4],
})
got = ranks_by_release(tiny, "A", "2001-05")
assert isinstance(got, dict), f"Return a dictionary such as {{2006: 3}}, not {got!r}."
assert set(got) == {2006, 2010}, "The keys should be the release years of A's rows for that window, and no others."
assert got[2006] == 3, "In the release of 2006, A's rank for 2001-05 was 3."
assert conclusion in {"a", "b", "c"}, "Choose a conclusion: \"a\", \"b\" or \"c\"."
### BEGIN HIDDEN TESTS
assert got == {2006: 3, 2010: 5}, "The ranks of A for 2001-05 are off."
assert ranks_by_release(tiny, "A", "2002-06") == {2010: 4}, "Another window of A is off."
assert ranks_by_release(shares, "South Korea", "2018-22") == {2023: 9, 2025: 10, 2026: 10}, "South Korea, 2018-22, is off."
assert conclusion == "b", "What does each March bring? And where does the newest release put Korea, with which share?"
### END HIDDEN TESTS

# %% [markdown]
# ## 9 · Does arming Ukraine make an exporter?
#
# The op-ed adds a promise: match Korean output to Western demand, for Ukraine *and* for Western stocks, and Korea will grow as an exporter (C43).
# The claim has two parts, and they can come apart.
#
# - **For it.** The demand was real: Poland, Norway, Romania and Estonia bought, and Warsaw and Seoul chose each other for reasons that may last [@irsem2024].
#   By SIPRI's count {{import_shares/2021-25-south-korea/share_pct}} percent of the arms that NATO's European members imported in {{import_shares/2021-25-south-korea/window}} came from Korea, their second supplier; for
#   {{import_shares/2020-24-south-korea/window}} it had been {{import_shares/2020-24-south-korea/share_pct}}. The United States, far ahead, went from {{import_shares/2020-24-united-states/share_pct|.0f}} percent to {{import_shares/2021-25-united-states/share_pct|.0f}}.
#   A supplier who says no in wartime may look unreliable to the next buyer.
# - **Against it.** These orders came although Seoul sent nothing directly: filling Europe's own stocks made the sales. Europe also wants to rely on itself
#   more [@frassineti2024], and a supplier to a war may lose buyers elsewhere. Two large bids by Hanwha Ocean failed: Poland took Swedish submarines on {{events/2025-11-26-poland-picks-saab/date|date}}, and Canada chose German ones on {{events/2026-07-06-canada-picks-germany/date|date}}.
#
# ### Exercise 8: a note to the minister (graded by hand)
#
# The minister says: "In 2022 we signed {{contracts/2022/value_usd_bn}} billion dollars. We are on course for fourth place." Answer in at most 120 words. Name the measure
# the minister uses and the one that ranks are made of; give one number that speaks for the minister and one against; say what you would watch next.
#
# | | 0 | 1 | 2 |
# |---|---|---|---|
# | measures | mixed up | one named rightly | both named, and why they differ |
# | evidence | none | one-sided | a fitting number on each side, with its years |

# %% [markdown] nbgrader={"grade_id": "note-to-minister", "grade": true, "solution": true, "points": 4}
# *Write your answer here.*

# %% [markdown]
# ## What this lesson cannot tell you
#
# - TIV leaves out most ammunition, and ammunition is what Washington asked for. Lesson 04 counts shells.
# - Prices, profits and offsets are not in these tables. A contract's value is what the press reported, often rounded.
# - Why a buyer bought. That Poland bought in 2022 and that Seoul did not arm Ukraine are two facts; what would have happened otherwise is not in the data.
#
# ## Sources
#
# {{sources}}
#
# ## Next
#
# Lesson 03, *The stakes*: what could Seoul lose if Moscow answers?
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
