# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   seoul:
#     lesson: "07"
#     title: What if we are wrong?
#     minutes: 90
#     slug: what-if-we-are-wrong
#     question: Which assumption carries the conclusion?
# ---

# %% [markdown]
# # 07 · What if we are wrong?
#
# **Which assumption carries the conclusion?**
#
# The op-ed says that Russian threats push Seoul toward Kyiv (C27), and so the choice is less hard than it seems (C05). In lesson 06 we built a game on that. It has some twenty
# numbers in it. Nobody measured them. We chose them so that the map shows something worth seeing. So what is a result of that game worth? You will find out by being wrong on
# purpose: about one number at a time, about all of them at once, and about the mechanism itself.
#
# | | |
# |---|---|
# | **You will be able to** | *vary* one assumption and read a tornado chart · *draw* all at once and give a share with its error · *split* the variance of a result among its causes · *choose* under ignorance by regret · *say* what a model puts in and what it gives back |
# | **Time** | about {{lesson/minutes}} minutes |
# | **You need** | lesson 06 (the game) and 05 (random numbers, intervals) |
# | **You hand in** | {{lesson/exercises}} exercises, {{lesson/points}} points |
# | **Claims met** | C05, C27, C28, C29, C36, C41, C42, C44; objections X02, X03, X04, X05, X06, X08 |

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import DilemmaExplorer, ForecastPad, SensitivityExplorer, game
from seoul_dilemma.widgets.game import SCENARIOS, Assumptions, solve

figures.use_style()
PRESSURE, CAPACITY = 0.6, 0.35  # the point that we have used since lesson 06

# %% [markdown]
# ## Place your bets (4 minutes)
#
# A reminder from lesson 06. **B1** is the chance of *any* aid after a threat, less that after silence; **B2** is the same for *open* aid. Above zero, the threat backfires.
#
# At our point B1 was a little above zero. Now let every assumption be up to 70 % smaller or larger, all at once, each by its own draw.

# %%
bet_share = ForecastPad(
    "07-share",
    question="In more than 60 of 100 such draws, the threat still backfires (B1 above zero).",
)
bet_share

# %%
bet_carrier = ForecastPad(
    "07-carrier",
    question="For open aid, the assumption that matters most, when each is changed alone, is about Seoul at home, "
    "not about Moscow or Washington.",
)
bet_carrier

# %% [markdown]
# **Saved? Then look for yourself**, and leave the details for section 3. Each bar is one assumption; the longer, the more it moves the outcome. Change *Watch* to another outcome: does the same
# assumption stay on top?

# %%
explorer = SensitivityExplorer(outcome="backfire", pressure=PRESSURE, capacity=CAPACITY, spread=0.7)
explorer

# %% [markdown]
# ## 1 · One at a time, by hand (8 minutes)
#
# Take one number, *domestic cost*: what open aid costs Seoul at home, in law, opinion and coalition (C44). The game's default is 0.45. Is it 0.2? Is it 0.8? Solve the game for each, and leave all else as it is.

# %%
for cost in [0.2, 0.45, 0.8]:
    eq = solve(PRESSURE, CAPACITY, Assumptions(domestic_cost=cost))
    print(
        f"domestic cost {cost}: open aid {float(eq.open_supply):.2f}, aid of any form {float(eq.supply):.2f}"
    )

# %% [markdown]
# The difference between the two ends is the **swing**. Open aid swings a lot; aid of any form hardly moves. The *conclusion* decides what matters: one and the same number can be decisive for one question and idle for another.

# %% [markdown]
# ### Exercise 1: the order of the swings
#
# Write `order_swings(rows)`. `rows` is a list of tuples `(name, at_low, at_high)`: the outcome at the low and at the high end of one assumption's range. Return the list of **names**, the largest swing first. A swing is a
# distance: falling by 0.3 counts as much as rising by 0.3.
#
# **New piece: sorting by a rule.** `sorted` takes a function as `key` and puts the smallest first; `reverse=True` turns it round.

# %%
words = ["Seoul", "Kyiv", "Washington"]
sorted(words, key=len, reverse=True)


# %% nbgrader={"grade_id": "order-swings", "solution": true}
def order_swings(rows):
    """Names in falling order of the distance between the two outcomes."""

    ### BEGIN SOLUTION
    def swing(row):
        return abs(row[2] - row[1])

    return [row[0] for row in sorted(rows, key=swing, reverse=True)]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-order-swings", "grade": true, "points": 2}
toy = [("a", 0.50, 0.55), ("b", 0.60, 0.40), ("c", 0.45, 0.55)]
names = order_swings(toy)
assert names is not None, "order_swings returns nothing yet"
assert len(names) == 3 and set(names) == {"a", "b", "c"}, (
    f"return the three names, each once; you gave {names}"
)
assert names[-1] == "a", "the smallest swing should come last"
### BEGIN HIDDEN TESTS
assert list(names) == ["b", "c", "a"], "a fall counts as much as a rise: take the distance"
_toy = [("k", 0.1, 0.2), ("l", 0.9, 0.0), ("m", 0.3, 0.8), ("n", 0.5, 0.5)]
assert list(order_swings(_toy)) == ["l", "m", "k", "n"], "order by the distance, the largest first"
assert list(order_swings([("z", 0.2, 0.9)])) == ["z"], "one row should work, too"
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · The tornado (8 minutes)
#
# Do that for every assumption, and draw the swings as bars, the largest on top. The picture looks like a whirlwind, hence **tornado chart**. `game.ranges_around(..., 0.3, 1.7)` gives each assumption a range from 0.3 to 1.7
# times its value. Those ranges are ours as well: a wider range makes a longer bar.

# %%
ranges = game.ranges_around(Assumptions(), 0.3, 1.7)
swings = pd.DataFrame(game.tornado("open_supply", PRESSURE, CAPACITY, ranges=ranges))
swings[["name", "low", "high", "at_low", "at_high", "swing"]].head(6).round(2)

# %%
top = swings.head(8).iloc[::-1]
names = top["name"].map(SensitivityExplorer.label)  # in words, as the explorer below has them
fig, ax = plt.subplots()
for end, colour in [("low", "Russia"), ("high", "South Korea")]:
    width = top[f"at_{end}"] - top["base"]
    ax.barh(names, width, left=top["base"], color=figures.COLOURS[colour], label=f"{end} end of the range")
ax.legend()
ax.axvline(top["base"].iloc[0], color="black")
figures.finish(
    ax,
    title="Cost at home and credit with the ally move open aid most",
    xlabel="probability of open aid",
    source="The course's game at pressure 0.6, capacity 0.35",
    alt="Eight horizontal bars around a line at 0.30. The longest, domestic cost, runs from 0.08 to 0.69.",
)

# %%
bet_carrier.reveal(
    outcome=bool(swings["name"].iloc[0] == "domestic_cost"),
    note=f"The longest bar is {SensitivityExplorer.label(swings['name'].iloc[0]).lower()}.",
)

# %% [markdown]
# Much of the op-ed's case is about Moscow: too weak to make its threat good (C28, C29). In the game that we built on its premises, the answer to "will Seoul go open?" hangs mostly on Seoul and Washington. Keep that in mind for lesson 08.
#
# ## 3 · The explorer (9 minutes)
#
# Here is the explorer from the start again. *One at a time* stands on the left and *all at once* on the right, with the same ranges: give or take 70 %. Press an assumption to take it as **known**: it stops moving. The last sentence then gives the **standard deviation** of the
# draws, a measure of how far they spread, before and after. Press again to let it go.
#
# **A question to answer with it.** Watch *Backfire*. Take one assumption as known, let it go, take the next. Which one narrows the draws most? Is it the longest bar? Does any of them *widen* the draws?

# %%
explorer

# %% [markdown]
# ## 4 · All at once (12 minutes)
#
# For *Backfire* the longest bar was *credit with the ally*. Yet the draws narrow more when *cost of a bluff* is known, whose bar is shorter; and they widen when *materiel cost, hard type* is held at our value. One at a time is blind to **interaction**: two small
# errors may do together what neither does alone. So draw *all* assumptions at random, solve, and repeat: a **Monte Carlo** study, after the casino.

# %%
draws = game.sample(2000, seed=1, ranges=ranges)
result = pd.DataFrame(
    game.outcomes(draws, PRESSURE, CAPACITY, names=["backfire", "open_backfire", "open_supply"])
)
result.head(3).round(3)

# %%
b1 = result["backfire"]
edges = np.linspace(-0.5, 0.3, 81)  # bins of 0.01, one edge at zero
fig, ax = plt.subplots()
ax.hist(b1[b1 <= 0], bins=edges, color="#bdbdbd")
ax.hist(b1[b1 > 0], bins=edges, color=figures.COLOURS["other"])
figures.label(ax, "the threat deters", (-0.25, 60))
figures.label(ax, "it backfires", (0.2, 60))
figures.finish(
    ax,
    title="In most draws the threat backfires by little; in a few it deters by much",
    xlabel="B1, a difference of probabilities",
    ylabel="draws",
    source="The course's game, 2,000 draws at pressure 0.6, capacity 0.35",
    alt="A narrow peak: most draws lie just above zero, none above 0.3; a thin tail reaches below minus 0.4.",
)

# %% [markdown]
# ### Exercise 2: a share and its error
#
# A share that comes from draws is itself a draw: another seed gives another share. Its **standard error** is `sqrt(share * (1 - share) / n)`. (`n` is the number of draws; `np.sqrt` takes the root.)
#
# Write `share_above(values, level)` that returns two numbers: the share of the values that are **above** the level, and its standard error. The values may come as a plain list: count in a loop, or
# turn them into an array first with `np.array(values)`.


# %% nbgrader={"grade_id": "share-above", "solution": true}
def share_above(values, level):
    """(share of values above the level, standard error of that share)."""
    ### BEGIN SOLUTION
    values = np.array(values)
    share = (values > level).mean()
    return float(share), float(np.sqrt(share * (1 - share) / len(values)))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-share-above", "grade": true, "points": 2}
answer = share_above([1, 2, 3, 4], 2.5)
assert answer is not None, "share_above returns nothing yet"
assert hasattr(answer, "__len__") and len(answer) == 2, "return two numbers: the share and its standard error"
assert abs(answer[0] - 0.5) < 1e-9, f"two of the four values are above 2.5; your share is {answer[0]}"
few, many = share_above([0, 1] * 5, 0.5), share_above([0, 1] * 500, 0.5)
assert many[1] < few[1], "with more draws the error should be smaller"
### BEGIN HIDDEN TESTS
assert abs(answer[1] - 0.25) < 1e-9, "the root of share times one minus share, over the number of values"
share, error = share_above(np.array([-1.0, 0.0, 0.5, 2.0, 3.0]), 0)
assert abs(share - 0.6) < 1e-9, "equal to the level is not above it"
assert abs(error - np.sqrt(0.6 * 0.4 / 5)) < 1e-9, "divide by the number of values inside the root"
assert share_above([1, 1, 1], 0)[1] == 0, "where all agree the formula gives 0"
### END HIDDEN TESTS

# %%
share = (b1 > 0).mean()
error = np.sqrt(share * (1 - share) / len(result))
print(f"B1 above zero in {share:.1%} of draws, standard error {error:.1%}")
bet_share.reveal(outcome=bool(share > 0.6), note=f"{share:.0%} of {len(result):,} draws.")

# %% [markdown]
# **Read that with care.** "Three quarters of the draws" does *not* mean "the threat backfires with probability three quarters". We drew from ranges that we made up. The error tells how far the *number of draws* may mislead us. It
# says nothing about whether the ranges, or the game, are right. Nor did any draw set the yielding cost or the threat pull to zero: a multiple never does. Section 6 will.

# %% [markdown]
# ### Exercise 3: what does the share mean?
#
# Set `meaning` to the letter of the one statement that the study supports, and `meaning_reason` to the number of the best reason why the other three go too far.
#
# - `"a"` The probability that Russia's threats backfire is about 75 %.
# - `"b"` In this game, B1 is above zero in most draws from these ranges, not in all.
# - `"c"` The op-ed is right, within the standard error.
# - `"d"` With 100,000 draws we would know the truth.
#
# 1. The standard error is small.
# 2. The draws vary the numbers within one model; they do not vary the world.
# 3. More than half of the draws agree.
# 4. The op-ed was used to set the defaults.

# %% nbgrader={"grade_id": "meaning", "solution": true}
meaning = ""  # "a", "b", "c" or "d"
meaning_reason = 0  # 1, 2, 3 or 4
### BEGIN SOLUTION
meaning = "b"
meaning_reason = 2
### END SOLUTION

# %% nbgrader={"grade_id": "test-meaning", "grade": true, "points": 1}
assert meaning in ["a", "b", "c", "d"], 'meaning should be one of the four letters, in quotes, like "d"'
assert meaning_reason in [1, 2, 3, 4], "meaning_reason should be the number of one reason"
### BEGIN HIDDEN TESTS
assert meaning == "b", "what was varied, and what was held fixed in every draw?"
assert meaning_reason == 2, "what kind of error do more draws not mend?"
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Splitting the variance (12 minutes)
#
# How much of the spread is *due* to one assumption? **Sobol indices** answer with two numbers for each.
#
# - **First-order**: the share of the variance (the standard deviation, squared) that would go, on average, if this one alone were known. What it does *on its own*.
# - **Total**: the share that would stay, on average, if *all others* were known. What it does on its own *and* in company.
#
# *On average* means: over all the values at which it might turn out to lie. (The explorer fixes it at one value, ours. That is why the draws can widen there.)
#
# If the first-order indices add up to about 1, effects simply add. If they add up to much less, interaction does the rest. The library SALib estimates both from a clever set of draws. The errors are half the width of a 95 % interval, so an index
# near zero may come out a little below it, and two neighbours in the table whose intervals overlap have no order: another seed may swap them.

# %%
table = game.sobol("backfire", PRESSURE, CAPACITY, ranges=ranges, seed=3)  # 4,096 points for each assumption
print(f"first-order indices add up to {table.first_sum:.2f}, give or take {table.first_sum_error:.2f}")
indices = pd.DataFrame(table)
indices.head(6).round(2)

# %%
table = game.sobol("open_supply", PRESSURE, CAPACITY, ranges=ranges, seed=3)
print(f"first-order indices add up to {table.first_sum:.2f}, give or take {table.first_sum_error:.2f}")
open_aid = pd.DataFrame(table)
open_aid.head(3).round(2)

# %% [markdown]
# ### Exercise 4: on its own, or in company?
#
# Write `classify(first, total)` for one assumption's two indices. Return
#
# - `"idle"` when the total is **below 0.05**,
# - `"alone"` when it is not idle and the first-order index is **at least half** of the total,
# - `"in company"` otherwise.


# %% nbgrader={"grade_id": "classify", "solution": true}
def classify(first, total):
    """Say "idle", "alone" or "in company"."""
    ### BEGIN SOLUTION
    if total < 0.05:
        return "idle"
    return "alone" if first >= total / 2 else "in company"
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-classify", "grade": true, "points": 2}
answers = [classify(0.01, 0.02), classify(0.4, 0.5), classify(0.1, 0.5)]
assert None not in answers, "classify returns nothing for some case: end every branch with a return line"
assert set(answers) <= {"idle", "alone", "in company"}, (
    f"use the three words as they stand; you gave {answers}"
)
assert len(set(answers)) == 3, f"three different cases should get three different answers; you gave {answers}"
### BEGIN HIDDEN TESTS
assert answers == ["idle", "alone", "in company"], "idle first, then compare first with half of total"
assert classify(0.04, 0.04) == "idle", "a total below 0.05 is idle, whatever the first-order index"
assert classify(0.25, 0.5) == "alone", "at least half includes exactly half"
assert classify(-0.01, 0.3) == "in company", "an estimate can come out slightly below zero"
assert classify(0.01, 0.05) == "in company", "0.05 itself is not below 0.05"
### END HIDDEN TESTS

# %% [markdown]
# For *open aid* two assumptions, each on its own, account for more than half of the variance. For *backfire* the first-order indices leave a large part unexplained: how far a threat backfires depends on **combinations**. The *materiel cost of the soft type*
# does next to nothing alone, but something in company. No single number explains most of it alone, so an argument about one number settles little. (Which of the first three stands on top may depend on the seed; that they are the first three did not, in any seed that we tried.)
# And *precision*, how sharply everybody chooses, stands near the top: that is no fact about Moscow or Seoul, but a part of our way of modelling them.

# %% [markdown]
# ## 6 · What went in (10 minutes)
#
# Sensitivity asks how much a number matters. A harder question: did we put the answer in? Two terms of Seoul's payoff speak the op-ed's language: *yielding cost* (rho), the price of being seen to give way (C41, C42), and *threat pull* (alpha), how far a
# threat makes the ally lean harder (C36).
#
# By hand, before any code: look at B1 with both set to zero. After a threat, Seoul believes more in a hard Moscow, and a hard Moscow arms Pyongyang more readily. What else could push Seoul *toward* aid?

# %% [markdown]
# ### Exercise 5: is the thesis an input?
#
# Write `backfire_share(assumptions)` that returns the share of the map on which B1 is above `1e-9`, on a grid of 21 pressures by 21 capacities from 0 to 1. (`solve(p, c, assumptions).backfire` works on whole arrays; `np.meshgrid` makes the grid.)
# Then set `thesis_is_input` to `True` or `False`: does the share fall to zero when `yielding_cost` and `threat_pull` are both 0 and all else is at its default?

# %%
across, up = np.meshgrid(np.linspace(0, 1, 3), np.linspace(0, 1, 2))
across.shape, across[0]


# %% nbgrader={"grade_id": "backfire-share", "solution": true}
def backfire_share(assumptions):
    """Share of the map on which the threat backfires, from 0 to 1."""
    ### BEGIN SOLUTION
    pressure, capacity = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    return float((solve(pressure, capacity, assumptions).backfire > 1e-9).mean())
    ### END SOLUTION


thesis_is_input = None  # True or False
### BEGIN SOLUTION
thesis_is_input = backfire_share(Assumptions(yielding_cost=0, threat_pull=0)) == 0
### END SOLUTION

# %% nbgrader={"grade_id": "test-backfire-share", "grade": true, "points": 3}
value = backfire_share(Assumptions())
assert value is not None, "backfire_share returns nothing yet"
assert np.ndim(value) == 0, "return one share for the whole map, not an answer for each place"
assert 0 < value < 1, (
    f"a share of the map lies between 0 and 1; you get {value}: take the mean of a condition"
)
assert thesis_is_input in [True, False], "set thesis_is_input to True or False"
### BEGIN HIDDEN TESTS
_p, _c = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
for _case in [Assumptions(), Assumptions(bluff_cost=0.6), SCENARIOS["missing-mechanism"].assumptions]:
    _true = float((solve(_p, _c, _case).backfire > 1e-9).mean())
    assert abs(backfire_share(_case) - _true) < 0.005, (
        "hand on the assumptions, and count over the 21 by 21 grid"
    )
assert backfire_share(Assumptions(yielding_cost=0, threat_pull=0)) == 0, (
    "count only the places where B1 is above 1e-9: smaller than that is rounding"
)
assert thesis_is_input is True or thesis_is_input == np.True_, (
    "call your function with both set to 0 and look"
)
### END HIDDEN TESTS

# %%
for name in ["op-ed", "no-pride", "cheap-talk"]:
    pressure, capacity = np.meshgrid(np.linspace(0, 1, 61), np.linspace(0, 1, 61))
    share = (solve(pressure, capacity, SCENARIOS[name].assumptions).backfire > 1e-9).mean()
    print(f"{SCENARIOS[name].name:22} the threat backfires on {share:.0%} of the map")

# %% [markdown]
# So the game does not *show* that threats backfire. It shows what follows **if** yielding is costly in public or a threat strengthens the ally's pull. Is it a fault of the op-ed? No: every argument has premises. It gives a reason for each
# (C36, C41, C42), but nothing that tells how *strong* they are. That is the evidence to ask for.
#
# (It is no theorem either. At our point, with both at zero and everything else drawn at random, B1 comes out above zero in one or two draws of a hundred.)

# %% [markdown]
# ## 7 · The missing mechanism (15 minutes)
#
# Numbers can be wrong; so can the *story*. The op-ed reasons: weak Russia, empty threat (C29). Objections X02 and X03 say: a Russia short of shells **needs** Pyongyang (so `munitions_need` is above zero), and know-how needs no factory (so part
# of the harm stays, `harm_floor`). No draw above could find this, because both were held at zero: a range around zero is zero.

# %%
rows = []
for name in ["op-ed", "missing-mechanism", "record"]:
    eq = solve(PRESSURE, CAPACITY, SCENARIOS[name].assumptions)
    rows.append(
        [SCENARIOS[name].name, eq.retaliation, eq.deterrence_gap[1], eq.supply, eq.open_supply, eq.backfire]
    )
columns = ["scenario", "Moscow arms", "gap after a threat", "any aid", "open aid", "B1"]
pd.DataFrame(rows, columns=columns).set_index("scenario").astype(float).round(2)

# %% [markdown]
# The *gap* is how much likelier Moscow arms Pyongyang after open aid than after refusal. In the op-ed's world it is large: restraint buys something. With the missing mechanism Moscow arms Pyongyang nearly whatever Seoul does; restraint buys little (X06), and
# open aid becomes likelier. **The op-ed's advice, by way of the opposite premise.** Raise the cost at home as the polls suggest (X05), and *indirect* aid is the answer again.

# %% [markdown]
# ### Exercise 6: what opens the road to open aid?
#
# Find out which half of the mechanism does what. Start from the defaults at our point. Set `need_only` to the probability of open aid with `munitions_need=1.4` alone, `floor_only` to that with `harm_floor=0.6` alone (numbers, from `solve`), and
# `mechanism` to the letter of the best reading.
#
# - `"a"` Both halves push toward open aid, since either of them makes restraint less useful.
# - `"b"` Need pushes toward open aid, since harm comes anyway; the floor alone pushes away, since harm is worse.
# - `"c"` The floor pushes toward open aid, since harm comes anyway; need alone does nothing, since Moscow is still weak.
# - `"d"` Neither matters alone; only together do they count, since each leaves the other road open.

# %% nbgrader={"grade_id": "mechanism", "solution": true}
need_only = None
floor_only = None
mechanism = ""  # "a", "b", "c" or "d"
### BEGIN SOLUTION
need_only = float(solve(PRESSURE, CAPACITY, Assumptions(munitions_need=1.4)).open_supply)
floor_only = float(solve(PRESSURE, CAPACITY, Assumptions(harm_floor=0.6)).open_supply)
mechanism = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-mechanism", "grade": true, "points": 2}
assert need_only is not None and floor_only is not None, "set need_only and floor_only to numbers from solve"
assert 0 < float(need_only) < 1 and 0 < float(floor_only) < 1, (
    "both should be probabilities: use .open_supply"
)
assert mechanism in ["a", "b", "c", "d"], 'mechanism should be one of the four letters, in quotes, like "d"'
### BEGIN HIDDEN TESTS
_need = float(solve(0.6, 0.35, Assumptions(munitions_need=1.4)).open_supply)
_floor = float(solve(0.6, 0.35, Assumptions(harm_floor=0.6)).open_supply)
assert abs(float(need_only) - _need) < 0.005, (
    "need_only: change munitions_need and leave the floor at its default"
)
assert abs(float(floor_only) - _floor) < 0.005, (
    "floor_only: change harm_floor and leave the need at its default"
)
assert mechanism == "b", "compare each number with open aid at the defaults: which rose, which fell?"
### END HIDDEN TESTS

# %% [markdown]
# ### One dial, three meanings
#
# The dial *Russian capacity* does three things at once. More of it makes an armed Pyongyang do more **harm**; it raises the **prior** that Moscow is hard; and it makes **materiel** cheaper for Moscow. The op-ed argues mostly about the third: can Moscow afford to carry out its threat (C28)? Which of the three moves the game?
# `hold` keeps some of them where they are, here at 0.2, while the dial goes from 0.2 to 0.8.

# %%
rows = {}
for moves in [game.CHANNELS, *[(name,) for name in game.CHANNELS], ("prior", "materiel")]:
    hold = {name: 0.2 for name in game.CHANNELS if name not in moves}
    eq = solve(PRESSURE, [0.2, 0.8], hold=hold)
    rows[" and ".join(moves)] = [*eq.open_supply, eq.open_backfire[1]]
columns = ["open aid at 0.2", "open aid at 0.8", "B2 at 0.8"]
pd.DataFrame(rows, index=columns).T.round(3)

# %% [markdown]
# Harm alone does most of the work. What the op-ed argues about, whether Moscow can pay, does the least; and with harm held, B2 turns positive: a stronger Moscow whose clients are no more dangerous would see open aid *likelier* after its threats than after its silence. So "Seoul is bolder where Russia is weak" is, in this game, mostly "a Pyongyang armed by a weak Russia is less dangerous" (C29), and that premise the record weakens: modern help for Pyongyang is reported, in modest numbers. In lesson 06 you can try it: the explorer has the three as switches.

# %% [markdown]
# ### Is it the only equilibrium?
#
# A last doubt about the method. `solve` gives *one* equilibrium: the first on the branch that grows out of the coin-toss. Others may exist. `game.other_equilibria` starts a search at two hundred places.

# %%
for pressure, capacity, precision in [(0.6, 0.35, 6), (0.6, 0.35, 10), (0.5, 0.5, 40)]:
    assumptions = Assumptions(precision=precision)
    others = game.other_equilibria(pressure, capacity, assumptions)
    print(f"precision {precision} at ({pressure}, {capacity})")
    print("   chosen:", solve(pressure, capacity, assumptions).seoul_on_path.round(2))
    for shares in others.seoul_on_path:
        print("   also:  ", shares.round(2))

# %% [markdown]
# The three numbers are Seoul's chances to refuse, to help indirectly, to send openly. At the course's precision we have found no second equilibrium anywhere on the map. Where players are very sharp there can be three: expectations that hold each other up, in more than one way. Which is played? The game does not say. The branch is a rule that picks one, and another rule would pick another.
#
# The explorer looks for others wherever its dials rest, and marks the one *on the branch*: below the map, under *Is it the only equilibrium?* Here it starts where players are very sharp. Move the point: where are there three, where one?

# %%
DilemmaExplorer(pressure=0.5, capacity=0.5, assumptions=Assumptions(precision=40))

# %% [markdown]
# ## 8 · To choose without knowing (9 minutes)
#
# Suppose a minister must choose one posture and cannot say which draw is the true world. **Regret** in a world is what the best posture there would have brought, minus what yours brings. **Minimax regret** picks the posture whose *worst*
# regret is smallest. It asks for no probabilities. It is a cautious rule, and one bad world can rule it.
#
# **By hand.** Two worlds, three postures, payoffs: world 1: 2, 5, 6; world 2: 4, 3, 0. Regrets: world 1: 4, 1, 0; world 2: 0, 1, 4. The worst: 4, 1, 4. So the second.

# %% [markdown]
# ### Exercise 7: the regret table
#
# Write `worst_regrets(payoffs)`. `payoffs` is a table as an array: one row a world, one column a posture. Return an array with the worst regret of each posture. (`payoffs.max(axis=1, keepdims=True)` is the best of each row, `.max(axis=0)` the largest of each column.)

# %%
small = np.array([[1, 7], [9, 2]])
small.max(axis=1, keepdims=True), small.max(axis=0)


# %% nbgrader={"grade_id": "worst-regrets", "solution": true}
def worst_regrets(payoffs):
    """Largest regret of each posture (column) over all worlds (rows)."""
    ### BEGIN SOLUTION
    payoffs = np.array(payoffs, dtype=float)
    return (payoffs.max(axis=1, keepdims=True) - payoffs).max(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-worst-regrets", "grade": true, "points": 2}
worst = worst_regrets(np.array([[2, 5, 6], [4, 3, 0]]))
assert worst is not None, "worst_regrets returns nothing yet"
assert hasattr(worst, "__len__") and len(worst) == 3, "there are three postures, so three numbers in an array"
assert min(worst) >= 0, "a regret is never negative: best minus own, in the same world"
assert abs(float(worst[1]) - 1) < 1e-9, "in the example by hand the second posture's worst regret is 1"
### BEGIN HIDDEN TESTS
assert np.shape(worst) == (3,) and np.allclose(worst, [4, 1, 4]), "best of each row minus the row; then the largest of each column"
_two = worst_regrets(np.array([[0.0, -2.0], [-5.0, -1.0], [3.0, 3.5]]))
assert np.shape(_two) == (2,) and np.allclose(_two, [4, 2]), (
    "try three worlds and two postures: payoffs may be negative, regrets may not"
)
_three = worst_regrets(np.array([[1.0, 1.0, 1.0]]))
assert np.shape(_three) == (3,) and np.allclose(_three, [0, 0, 0]), (
    "where all are equal nobody regrets"
)
### END HIDDEN TESTS

# %% [markdown]
# Now the 2,000 draws of section 4, each a world. `posture_payoffs` works out what each posture is worth to Seoul there, if Seoul holds to it whatever Moscow says while Moscow plays as in the game.

# %%
payoffs = game.posture_payoffs(draws, PRESSURE, CAPACITY)
regret = game.minimax_regret(payoffs)
best = payoffs.argmax(axis=1)  # the column of the best posture, for each draw
rows = []
for column in [0, 1, 2]:
    rows.append([regret.postures[column], (best == column).mean(), regret.worst[column]])
pd.DataFrame(rows, columns=["posture", "best in this share of draws", "worst regret"]).round(2)

# %% [markdown]
# The posture in the middle is best in most draws, and its worst regret is the smallest: here the cautious rule likes the middle. (Read the worst regret with care. It is the largest of 2,000 draws: more draws can only raise it, and another seed gives another number. The *choice* was the same in every seed that we tried.) Does that show that Seoul was wise to lend shells and not to give them? Only if the game has the right worlds in it. And
# we put something in: half-way aid earns most of the credit for little of the cost at home, and no draw varied that. Allies do often frame their promises so as not to be dragged along [@kim2011]; a rule that prefers the middle does not tell you *why*.

# %% [markdown]
# ## 9 · Both sides, once more (3 minutes)
#
# **For the op-ed.** Its thesis, for aid of any form, survives most of our draws, in which yielding always costs something and a threat always adds pull. Where its own premise fails (C29), its advice can survive for another reason: if harm comes anyway, restraint buys little.
#
# **Against it.** In our game the thesis rests on two terms, whose strength nobody has measured, and on noise: where everybody chooses sharply it was gone (lesson 06, section 10). What decides open aid there lies in Seoul and Washington. And backfire by *any* aid is not backfire by *open* aid (X04): in our draws B2 is above zero in only about half of the cases.

# %%
b2 = result["open_backfire"]
print(f"B1 above zero: {(b1 > 0).mean():.0%}   B2 above zero: {(b2 > 0).mean():.0%}")
print(f"less at both ends, B1 above zero and B2 below: {((b1 > 0) & (b2 < 0)).mean():.0%}")

# %% [markdown]
# The last figure is for the headline of lesson 06: *less at both ends, more in the middle*. It holds in about a third of our draws, and in no more.

# %% [markdown]
# ## What this lesson cannot tell you
#
# - **Whether the ranges are right.** They are multiples of values that nobody measured. How much of each gain and cost a half-measure carries was not varied at all.
# - **What no term in the game stands for.** Kyiv, Pyongyang and Beijing do not move; no election changes Seoul (X08); Moscow has no carrot. A model cannot be sensitive to what it leaves out.
# - **Which story is true.** In two of the three scenarios indirect aid is likeliest, for different reasons. With one case, the data cannot choose between stories with any confidence; lesson 08 shows how far one gets.
#
# ## Sources
#
# The op-ed: [{{sources/korea-pro-2023-04-26/title}}]({{sources/korea-pro-2023-04-26/url}}), {{sources/korea-pro-2023-04-26/publisher}}, {{sources/korea-pro-2023-04-26/date|date}}. The game is the course's own. Why a threat may stiffen the one who is threatened: what yielding would cost in reputation [@sechser2010], and resolve that provocation raises [@dafoe2021].
#
# {{sources}}
#
# ## Next
#
# **08 · Hindsight.** What happened, and who forecast it? You score the op-ed, the game and yourself.
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
