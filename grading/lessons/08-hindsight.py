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
#     lesson: "08"
#     title: Hindsight
#     minutes: 115
#     slug: hindsight
#     question: What happened, and who forecast it?
# ---

# %% [markdown]
# # 08 · Hindsight
#
# **What happened, and who forecast it?**
#
# Three years have passed since the op-ed. Some of what it expected came, some did not, and some things came that its page
# does not mention. Looking back is easy to do badly: we remember our hits, and we let "may" count as a hit either way. This lesson does it
# with rules. You settle forecasts, score them, compare forecasters fairly, and ask what the record can say about *causes*. Then you write
# to a minister.
#
# | | |
# |---|---|
# | **You will be able to** | *settle* a forecast by a rule · *score* it with Brier's rule and the log rule · *split* a score into its parts · *compare* forecasters on the same questions · *tell* a sequence from a cause |
# | **Time** | about {{lesson/minutes}} minutes, best in two sittings, and as long again for the memo |
# | **You need** | lessons 00 to 02 (tables, functions) and 05 (arrays, intervals); 06 and 07 help |
# | **You hand in** | {{lesson/exercises}} graded answers, the memo among them; {{lesson/points}} points |
# | **Claims met** | C05, C09, C12, C24, C27, C29, C31, C32, C33, C34, C36, C39, C40, C43, C44, C45; objections X01, X04, X05, X06, X08 |

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import ForecastPad

figures.use_style()
pd.set_option("display.max_colwidth", None)  # show long texts whole
forecasts = datasets.load("forecasts")
events = datasets.load("events")

# %% [markdown]
# ## Place your bets (4 minutes)
#
# Below you will score the op-ed. It gave words, not numbers, so we read each of its expectations as a probability: 75 % where it leads a
# reader to expect *yes*, 25 % where it leads to *no*. That is our reading, and you will change it later.

# %%
bet_half = ForecastPad(
    "08-half",
    question="Read like that, the op-ed scores better than someone who says 50 % to every question.",
)
bet_half

# %%
bet_row = ForecastPad(
    "08-one-row",
    question="Count how often a step by Seoul toward Kyiv came within 60 days of a Russian threat, and how often within "
    "60 days of any day. Some single row, left out of our list of steps, changes which of the two is larger.",
)
bet_row

# %% [markdown]
# The third bet stays open. Nobody knows the answer today, and that is the point: come back to it.

# %%
bet_fourth = ForecastPad(
    "08-fourth",
    question="SIPRI's table for 2023-27 will show South Korea as the fourth-largest exporter, or higher.",
)
bet_fourth

# %% [markdown]
# ## 1 · What can be scored? (9 minutes)
#
# The op-ed expects that pressure and threats together "may" move Yoon to open support (C36). Suppose he does not. Was the op-ed wrong? It said *may*. Suppose he
# does. Was it right? It said *may*. A sentence that cannot lose cannot win either. In a large forecasting tournament, rounding numbers into a few verbal
# steps threw accuracy away [@friedman2018].
#
# So the first task is to restate. A scorable forecast has a **question** with a yes or no, a **date** by which it closes, and a **rule** that says what
# counts. Here are the first six that we made. Each also says what the op-ed leads a reader to expect (`op_ed_leans`), and which word it hedges with.

# %%
forecasts["closes"] = forecasts["closes_on"].dt.strftime("%d %b %Y")
forecasts[["question", "closes", "criterion", "op_ed_leans", "hedge"]].head(6)

# %% [markdown]
# ### Exercise 1a: a rule that settles
#
# Claim C43 leads a reader to expect larger arms contracts. Did they pass a given level? Write `settle(table, year, level)`. `table` has a column `year` and a column `value`. Return
#
# - `"yes"` when the value of that year is **above** the level,
# - `"no"` when it is not,
# - `"open"` when the table has no value for that year: no row, or a missing value.


# %% nbgrader={"grade_id": "settle", "solution": true}
def settle(table, year, level):
    """Say "yes", "no" or "open"."""
    ### BEGIN SOLUTION
    values = table[table["year"] == year]["value"].dropna()
    if len(values) == 0:
        return "open"
    return "yes" if values.iloc[0] > level else "no"
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-settle", "grade": true, "points": 2}
toy = pd.DataFrame({"year": [2001, 2002, 2003], "value": [5.0, 8.0, None]})
answers = [settle(toy, 2002, 6), settle(toy, 2001, 6), settle(toy, 2009, 6)]
assert None not in answers, "settle returns nothing for some case: end every branch with a return line"
assert set(answers) <= {"yes", "no", "open"}, (
    f"the answers should be yes, no or open, as text; you gave {answers}"
)
assert len(set(answers)) == 3, f"three different cases should get three different answers; you gave {answers}"
### BEGIN HIDDEN TESTS
assert answers == ["yes", "no", "open"], "above the level is yes, not above is no, no row is open"
assert settle(toy, 2003, 6) == "open", "a row whose value is missing settles nothing"
assert settle(toy, 2002, 8) == "no", "equal is not above: read the rule to the letter"
_other = pd.DataFrame({"year": [2023, 2022], "value": [13.5, 17.3]})
assert settle(_other, 2022, 13.5) == "yes" and settle(_other, 2023, 17.3) == "no", (
    "look up the year that is asked"
)
### END HIDDEN TESTS

# %% [markdown]
# How it went in our table: contracts of {{contracts/2022/value_usd_bn|.1f}} billion dollars in 2022, {{contracts/2023/value_usd_bn|.1f}} in 2023 and {{contracts/2024/value_usd_bn|.1f}} in
# 2024. "Will 2023 pass 2022?" settles as *no*. Even a plain rule needs care: sources put 2023 between {{contracts/2023-briefing/value_usd_bn}} and {{contracts/2023-preliminary/value_usd_bn}} billion, and only because every one of them is below
# {{contracts/2022/value_usd_bn|.1f}} does the answer not hang on the choice. "Will any year up to 2025 reach {{targets/2030-contracts/value}} billion?" is less lucky: for 2025 the agency passed {{contracts/2025/value_usd_bn|.0f}}, the president's chief of staff is quoted with {{disagreements/contracts-2025/a}}, and an institute of the Export-Import Bank counted {{disagreements/contracts-2025/b}}. It settles as *no* because its rule, written down with the question, asks for the agency's number.

# %% [markdown]
# ### Exercise 1b: which sentence can lose?
#
# Set `scorable` to the letter of the one sentence that can be scored as it stands, and `scorable_reason` to the number of the best reason.
#
# - `"a"` Seoul could further strengthen its position among exporters.
# - `"b"` The procurement agency's figure for contracts signed in 2026 will be above {{targets/2030-contracts/value}} billion dollars.
# - `"c"` Moscow is likely to lose patience with Seoul sooner or later.
# - `"d"` States such as Korea may come to rethink old policies.
#
# 1. It is cautious, and cautious forecasts are more often right.
# 2. It names what is counted, by whom, the level, and when.
# 3. It is about money, and money can always be counted.
# 4. It is the boldest of the four.

# %% nbgrader={"grade_id": "scorable", "solution": true}
scorable = ""  # "a", "b", "c" or "d"
scorable_reason = 0  # 1, 2, 3 or 4
### BEGIN SOLUTION
scorable = "b"
scorable_reason = 2
### END SOLUTION

# %% nbgrader={"grade_id": "test-scorable", "grade": true, "points": 1}
assert scorable in ["a", "b", "c", "d"], 'scorable should be one of the four letters, in quotes, like "d"'
assert scorable_reason in [1, 2, 3, 4], "scorable_reason should be the number of one reason"
### BEGIN HIDDEN TESTS
assert scorable == "b", (
    "imagine 2027: for which sentence would two honest people agree on whether it came true?"
)
assert scorable_reason == 2, "what do two people need in order to agree on the answer?"
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · What happened (8 minutes)
#
# Here is how our questions came out, with the claim that each tests. *Open* means not yet known; *unclear* means that the day has passed and no report that we found settles it.

# %%
forecasts[["claim", "question", "op_ed_leans", "outcome", "evidence"]]

# %%
settled = forecasts[forecasts["outcome"].isin(["yes", "no"])]
pd.crosstab(settled["op_ed_leans"], settled["outcome"])

# %% [markdown]
# **Read it fairly, both ways.**
#
# *For the op-ed.* Shells did go by way of Washington (C24), and one newspaper has the road open after the summit, in a report of {{events/2023-05-24-wsj-confidential-arrangement/date|date}} that Seoul called inaccurate in part (C39). Other sources have them on the road before it: lesson 04 sets the dates side by side. Japan did loosen its rules on {{forecasts/japan-eases-rules-2023/settled_on|date}} (C40), and on {{events/2026-04-21-japan-scraps-limits/date|date}} further, states at war excepted (C45). Moscow's direct
# punishment of Seoul stayed light (C34). Aid stayed disputed at home (C44).
#
# *Against it.* The open aid it looked for (C36) did not come in any year of the record. And what it called beyond Moscow's means was reported: Seoul's security adviser said on {{events/2024-11-22-shin-air-defence-claim/date|date}} that
# Russia had given Pyongyang air-defence arms (C29). A treaty was signed on {{forecasts/russia-north-treaty-2024/settled_on|date}}, though by its reasoning Moscow could not afford that (C31); it did allow that Moscow might harm itself (C32). Moscow backed Pyongyang and yet did not lose Seoul for good (C33).
#
# *Against us.* We wrote these questions **after** the fact. We chose what to ask, and we knew the answers. A list made by a friend of the op-ed would look
# kinder; a list made by a foe, harsher. Keep that in mind for every number below.

# %% [markdown]
# ## 3 · Two scores (15 minutes)
#
# **By hand first.** You said 70 %. It happened. How good was that? Brier's rule [@brier1950] takes the distance between what you said and what came, 1 for yes and 0 for no, and squares it:
# `(0.7 - 1) ** 2` is 0.09. Had it not happened: `(0.7 - 0) ** 2`, which is 0.49. **Lower is better.** Saying one half always costs 0.25.
#
# (Brier added up over *yes* and *no*, so his own score is twice ours and runs from 0 to 2. Both are in use. Ours runs from 0 to 1.)
#
# The **log rule** looks only at the probability that you gave to what really happened, and takes minus its logarithm. For 70 % and *yes* that is `-np.log(0.7)`, about 0.36; for *no* it is
# `-np.log(0.3)`, about 1.20. It punishes false certainty without limit: who says 0 % and is wrong gets an infinite score.

# %% [markdown]
# ### Exercise 2a: Brier's score
#
# Write `brier(said, came)`. Both are lists or arrays of equal length: probabilities from 0 to 1, and outcomes 1 or 0. Return the **mean** score. (Lists cannot be subtracted from each other. Arrays can: `np.array(said)` makes one.)


# %% nbgrader={"grade_id": "brier", "solution": true}
def brier(said, came):
    """Mean squared distance between probabilities and outcomes, from 0 (perfect) to 1."""
    ### BEGIN SOLUTION
    return float(np.mean((np.array(said) - np.array(came)) ** 2))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-brier", "grade": true, "points": 2}
value = brier([0.5, 0.5], [1, 0])
assert value is not None, "brier returns nothing yet"
assert np.ndim(value) == 0, "return one number for all questions, not one for each: take the mean"
assert abs(value - 0.25) < 1e-9, f"saying one half always costs 0.25, whatever comes; you get {value}"
assert abs(brier([1, 0, 1], [1, 0, 1])) < 1e-9, "who is sure and right should score 0"
assert 0 <= brier([0.1, 0.8], [1, 0]) <= 1, (
    "a mean score lies between 0 and 1: did you add up and not divide?"
)
### BEGIN HIDDEN TESTS
assert abs(brier([0.7], [1]) - 0.09) < 1e-9, "square the distance"
assert abs(brier([0.7, 0.2, 0.9, 0.4], [1, 0, 0, 1]) - 0.325) < 1e-9, (
    "square each distance, then take the mean"
)
assert abs(brier(np.array([0.25, 0.75, 1.0]), np.array([0, 0, 0])) - (0.0625 + 0.5625 + 1) / 3) < 1e-9, (
    "try arrays of three questions: divide by how many there are"
)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2b: the log score
#
# Write `log_score(said, came)` for the same inputs: the mean of minus the natural logarithm of the probability given to **what came**. For a *yes* that is the probability said; for
# a *no* it is one minus it. (`np.log` is the natural logarithm. `np.where(condition, a, b)` takes from `a` where the condition holds and from `b` elsewhere. Make arrays of both lists first: a
# list as a whole is never equal to 1.)

# %%
np.where(np.array([1, 0, 1]) == 1, "rain", "sun")


# %% nbgrader={"grade_id": "log-score", "solution": true}
def log_score(said, came):
    """Mean of -ln(probability given to what came); 0 is perfect."""
    ### BEGIN SOLUTION
    said, came = np.array(said), np.array(came)
    return float(np.mean(-np.log(np.where(came == 1, said, 1 - said))))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-log-score", "grade": true, "points": 2}
value = log_score([0.5], [1])
assert value is not None, "log_score returns nothing yet"
assert np.ndim(value) == 0, "return one number for all questions, not one for each: take the mean"
assert value > 0, "the score should be positive: mind the minus sign"
assert log_score([0.9], [1]) < log_score([0.6], [1]), "90 % on what came should cost less than 60 %"
assert log_score([0.9], [0]) > log_score([0.6], [0]), "90 % on what did not come should cost more than 60 %"
### BEGIN HIDDEN TESTS
assert abs(log_score([0.7], [1]) - 0.35667494) < 1e-6, "use the natural logarithm of the probability said"
assert abs(log_score([0.7], [0]) - 1.2039728) < 1e-6, "for a no, use one minus the probability said"
assert abs(log_score([0.2, 0.6, 0.9], [0, 1, 1]) - 0.2797765) < 1e-6, "take the mean over all questions"
### END HIDDEN TESTS

# %% [markdown]
# **Why these rules and not another?** Because under them honesty pays. Suppose you believe 70 %. You may *say* anything. The curve shows the score that you should expect, for each thing that you
# might say: it is lowest where you say what you believe. It is drawn for Brier's rule; the log rule's curve has another shape, and its lowest point at the same place.
# A rule with that property is called **proper** [@gneiting2007].

# %%
say = np.linspace(0.01, 0.99, 99)
expected = 0.7 * (say - 1) ** 2 + 0.3 * say**2
fig, ax = plt.subplots()
ax.plot(100 * say, expected)
ax.plot([70], [0.7 * 0.3**2 + 0.3 * 0.7**2], "o")
ax.set_ylim(0)
figures.finish(
    ax,
    title="Who believes 70 % does best by saying 70 %",
    xlabel="what you say, percent",
    ylabel="Brier score to expect (lower is better)",
    source="Worked out from the rule; no data",
    alt="A valley-shaped curve with its lowest point, marked, at 70 percent.",
)

# %% [markdown]
# ## 4 · The op-ed on the scale (10 minutes)
#
# Now read the op-ed's words as numbers and score them. `leaning` holds our reading; `touched` are the settled questions on which the op-ed leads somewhere.

# %%
touched = settled[settled["op_ed_leans"] != "silent"].copy()
leaning = {"yes": 0.75, "no": 0.25}
touched["op_ed"] = touched["op_ed_leans"].map(leaning).astype(float)
touched["came"] = (touched["outcome"] == "yes").astype(float)
op_ed_score = ((touched["op_ed"] - touched["came"]) ** 2).mean()
print(f"{len(touched)} questions, mean Brier score {op_ed_score:.3f}")

# %%
bet_half.reveal(
    outcome=bool(op_ed_score < 0.25), note=f"The op-ed scores {op_ed_score:.2f}; one half scores 0.25."
)

# %% [markdown]
# Does that hang on reading *may* as 75 %? Try others. The loop scores every reading from a timid 55 % to a bold 95 %.

# %%
for bold in [0.55, 0.65, 0.75, 0.85, 0.95]:
    said = touched["op_ed_leans"].map({"yes": bold, "no": 1 - bold}).astype(float)
    print(f"read as {bold:.0%}: {((said - touched['came']) ** 2).mean():.3f}")

# %% [markdown]
# The bolder the reading, the worse the score; and no reading that gives every lean the same strength beats a shrug, one half to everything. (A reading that tells *will likely* from the weaker words can, just: try 95 % for it and 52 % for the rest. But we found those two numbers with the answers before us, and the *likely* rests on one question, about shells after the summit, that sources dispute.) That sounds final. It is not. Four reasons for care:
#
# - **Few.** There are under twenty questions. The share of expectations that came true has a wide interval, as you will see.
# - **Not independent.** Three questions ask whether open aid came, by three dates. That is one event, counted thrice.
# - **Conditional.** Four questions come from C43, which says what Korea could gain *by* serving the demand, Ukraine's included. Openly, it did not. Without those four the score stays above one half's: the next cell shows it.
# - **Ours.** We wrote the questions and read the leanings. A friend of the op-ed would strike more of them: that Moscow can hardly *afford* a step (the treaty), or that Seoul would be *loath* to take one (Hyundai), is no forecast that it
# will not come; that Moscow would lose Seoul *for good* is a judgement; and open aid needs one question only. On that friend's list the op-ed comes close to a shrug: a hair worse read as 65 %, a little more as 75 %.

# %%
without = touched[touched["claim"] != "C43"]
struck = [
    "russia-north-treaty-2024",
    "hyundai-leaves-2023",
    "ties-break-2026",
    "open-lethal-aid-2023",
    "open-lethal-aid-2026",
]
friend = without[~without["id"].isin(struck)]
for name, table in [("without C43", without), ("the friend's list", friend)]:
    for bold in [0.65, 0.75]:
        said = table["op_ed_leans"].map({"yes": bold, "no": 1 - bold}).astype(float)
        score = ((said - table["came"]) ** 2).mean()
        print(f"{name}, {len(table)} questions, read as {bold:.0%}: {score:.3f}")

# %%
from scipy.stats import binomtest

rows = []
for lean in ["no", "yes"]:
    came = touched[touched["op_ed_leans"] == lean]["came"]
    interval = binomtest(int(came.sum()), len(came)).proportion_ci(method="wilson")
    rows.append([lean, len(came), 100 * interval.low, 100 * came.mean(), 100 * interval.high])
leads = pd.DataFrame(rows, columns=["lean", "questions", "low", "share", "high"])
leads.round(0)

# %%
fig, ax = plt.subplots()
ax.vlines([0, 1], leads["low"], leads["high"], color=figures.COLOURS["other"])
ax.plot([0, 1], leads["share"], "o", color=figures.COLOURS["South Korea"])
ax.set_xticks([0, 1], "leads to " + leads["lean"] + "\n" + leads["questions"].astype(str) + " questions")
ax.set(xlim=(-0.6, 1.6), ylim=(0, 100))
figures.finish(
    ax,
    title="What it led readers to expect came no more often than the rest",
    ylabel="questions that ended in yes, percent",
    table="forecasts",
    alt="Two points with long vertical bars: three of five ended in yes where the op-ed leads to no, about a third where to yes.",
)

# %% [markdown]
# The bars are 95 % intervals (Wilson's, from lesson 05). They overlap almost wholly: chance alone could make such a difference. And they take the questions for independent. These are not, so honest bars would be longer still.

# %% [markdown]
# ## 5 · Where a score comes from (12 minutes)
#
# Allan Murphy split the Brier score into three parts [@murphy1973]. Put all forecasts that said the same number into one group. Then
#
# - **reliability**: when you say 70 %, does it come 70 % of the time? The distance, squared. *Low is good.*
# - **resolution**: do your groups differ from the overall rate? Someone who always says the average has none. *High is good.*
# - **uncertainty**: how hard were the questions? Highest when half of them come true. *Not your doing.*
#
# and the score is `reliability - resolution + uncertainty`.
#
# **By hand.** Four forecasts: 80 %, 80 %, 20 %, 20 %. What came: yes, no, no, no. Overall rate 1/4, so uncertainty is `0.25 * 0.75`. The group at 80 % came true half of the time, the
# group at 20 % never. Reliability: the mean of `0.3 ** 2` and `0.2 ** 2`. Resolution: the mean of `0.25 ** 2` and `0.25 ** 2`. Add up: 0.065 − 0.0625 + 0.1875 = 0.19. Now score the four by Brier's rule: the same.

# %% [markdown]
# ### Exercise 3: split a score
#
# Write `decompose(said, came)` that returns the three numbers **reliability, resolution, uncertainty**, in that order. Each group counts with its size: a group of 3 among 10 has weight 0.3. One way:
# loop over the different values in `said` (`np.unique` lists them) and pick the outcomes of each group with a condition.

# %%
numbers = np.array([3, 5, 3])
np.unique(numbers), numbers[numbers == 3]


# %% nbgrader={"grade_id": "decompose", "solution": true}
def decompose(said, came):
    """Murphy's three parts: (reliability, resolution, uncertainty)."""
    ### BEGIN SOLUTION
    said, came = np.array(said, dtype=float), np.array(came, dtype=float)
    rate = came.mean()
    reliability = resolution = 0.0
    for value in np.unique(said):
        group = came[said == value]
        weight = len(group) / len(came)
        reliability += weight * (value - group.mean()) ** 2
        resolution += weight * (group.mean() - rate) ** 2
    return float(reliability), float(resolution), float(rate * (1 - rate))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-decompose", "grade": true, "points": 3}
parts = decompose([0.8, 0.8, 0.2, 0.2], [1, 0, 0, 0])
assert parts is not None, "decompose returns nothing yet"
assert hasattr(parts, "__len__") and len(parts) == 3, (
    "return three numbers: reliability, resolution, uncertainty"
)
reliability, resolution, uncertainty = parts
assert abs(uncertainty - 0.1875) < 1e-9, (
    f"uncertainty is the overall rate times one minus it; you get {uncertainty}"
)
total = reliability - resolution + uncertainty
assert abs(total - 0.19) < 1e-9, f"the parts should give back the Brier score of 0.19, not {total:.4f}"
### BEGIN HIDDEN TESTS
_said, _came = [0.9, 0.9, 0.9, 0.9, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1], [1, 1, 1, 0, 1, 0, 0, 0, 0, 1]
_r, _s, _u = decompose(_said, _came)
assert abs(_r - 0.018) < 1e-9, (
    "reliability: each group's number against its own rate, squared, weighted by size"
)
assert abs(_s - 0.05) < 1e-9, (
    "resolution: each group's rate against the overall rate, squared, weighted by size"
)
assert abs(_u - 0.25) < 1e-9, "uncertainty: the overall rate times one minus it"
_r, _s, _u = decompose([0.3, 0.3, 0.3, 0.6], [0, 0, 1, 1])
assert abs(_r - (0.75 * (0.3 - 1 / 3) ** 2 + 0.25 * 0.16)) < 1e-9, (
    "a group of three counts three times as much as one"
)
assert abs(_s - (0.75 * (1 / 3 - 0.5) ** 2 + 0.25 * 0.25)) < 1e-9, (
    "weight the groups by their size in resolution, too"
)
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · Compare like with like (18 minutes)
#
# Is the op-ed bad, or were the questions hard? Compare it with others **on the same questions**.
#
# - **status quo**: says 20 % to everything. Most things that could change by a date do not. (The 20 is a rule of thumb of ours.)
# - **the game** of lesson 06, op-ed's scenario: it speaks to one of our questions, whether open lethal aid came by the end of Yoon's term. Elsewhere it is silent, and silence is a missing value.
#
# What does the game say there? Its chance of open aid is for **one** crisis. The question ran over years and several crises. Two readings mark the ends.
#
# - **One disposition**: Seoul tosses once, and whatever comes up holds for all crises. The chance over the years is that of one.
# - **A fresh toss each time**: five crises, each on its own. The chance that open aid comes *at least once* is one minus the chance that it never comes. (How many crises there were is a judgement of ours; with fewer, this reading comes nearer to the first.)

# %%
from seoul_dilemma.widgets import game
from seoul_dilemma.widgets.game import Assumptions, solve

once = float(solve(0.6, 0.35).open_supply)
at_least_once = 1 - (1 - once) ** 5
for reading, said in [("one disposition", once), ("a fresh toss each time", at_least_once)]:
    print(f"{reading}: {said:.2f}; open aid did not come, so Brier {said**2:.2f}")
touched["status_quo"] = 0.2
touched["game_once"] = touched["id"].map({"open-lethal-aid-yoon": once})
touched["game_fresh"] = touched["id"].map({"open-lethal-aid-yoon": at_least_once})

# %% [markdown]
# One and the same solved game is a fair forecaster by the first reading and a terrible one by the second. **What decides is not in the game.** It was played once, and says nothing about what stays the same from crisis to crisis: people, laws and polls in Seoul do not change with each warning (first reading), while dials and moods do (second). Who reports a score of the game must say which reading it is.

# %% [markdown]
# ### Exercise 4: a fair comparison
#
# Write `compare(table, names)`. `table` has a column `came` (1 or 0) and a column of probabilities for each forecaster in the list `names`. Return a dictionary from each name to its mean Brier score, over **only those rows on
# which every one of them gave a number**.


# %% nbgrader={"grade_id": "compare", "solution": true}
def compare(table, names):
    """Mean Brier score by forecaster, on the questions that all of them answered."""
    ### BEGIN SOLUTION
    common = table.dropna(subset=names)
    return {name: float(((common[name] - common["came"]) ** 2).mean()) for name in names}
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-compare", "grade": true, "points": 2}
toy = pd.DataFrame(
    {"came": [1.0, 0.0, 1.0], "ann": [0.9, 0.9, 0.5], "bo": [0.8, None, 0.4], "cy": [None, 0.1, 0.1]}
)
alone = compare(toy, ["ann"])
assert alone is not None, "compare returns nothing yet"
assert abs(alone["ann"] - (0.01 + 0.81 + 0.25) / 3) < 1e-9, "Ann alone is scored on all her questions"
both = compare(toy, ["ann", "bo"])
assert set(both) == {"ann", "bo"}, (
    "the dictionary should have one entry for each name asked for, and no other"
)
assert both["ann"] < alone["ann"], "beside Bo, Ann should be scored only where Bo answered too"
### BEGIN HIDDEN TESTS
assert abs(both["ann"] - 0.13) < 1e-9 and abs(both["bo"] - 0.20) < 1e-9, (
    "drop the rows where any of the two is silent"
)
_three = compare(toy, ["ann", "bo", "cy"])
assert abs(_three["ann"] - 0.25) < 1e-9 and abs(_three["bo"] - 0.36) < 1e-9, (
    "only the rows that all three answered count"
)
assert abs(_three["cy"] - 0.81) < 1e-9, "only the rows that all three answered count"
assert len(toy.columns) == 4 and len(toy) == 3, "leave the table that you were given as it was"
### END HIDDEN TESTS

# %%
for name in ["op_ed", "status_quo"]:
    print(f"{name:11} {((touched[name] - touched['came']) ** 2).mean():.3f}  on {len(touched)} questions")
common = touched.dropna(subset=["game_once"])
for name in ["op_ed", "status_quo", "game_once", "game_fresh"]:
    print(f"{name:11} {((common[name] - common['came']) ** 2).mean():.3f}  on {len(common)} question")

# %% [markdown]
# One question is no contest. And our numbers for the op-ed and for the status quo were chosen after the fact. The op-ed
# was published on {{sources/korea-pro-2023-04-26/date|date}}, before any of it. A fair race has one starting line. That is why your own bets carry a time stamp.

# %% [markdown]
# ### What the record says to the game
#
# Turn the question round. Do not ask how well the game forecast. Ask which *versions* of the game the record speaks for. Take many draws of its assumptions, as in lesson 07. Weigh each by the probability that it gives to what Seoul was seen to do.
#
# For that the record must be coded in the game's words, by a rule. Ours: cut the time from April 2022 to the end of 2024 into quarters. A quarter has a *threat* if our list has a Russian warning to Seoul in it. Seoul *helped indirectly* if the list has a report in it that Korean arms, or parts of arms, were let through to Kyiv by way of others. It never sent arms openly. It is crude. Pledges of money do not count, and a posture may last longer than the report of it. (A report comes later than the act. Section 7 dates by the act; below we try that, too.)

# %%
quarters = pd.period_range("2022Q2", "2024Q4", freq="Q")
listed = events[events["date"].notna()].assign(quarter=events["date"].dt.to_period("Q"))
warned = listed[(listed["kind"] == "threat") & (listed["mover"] == "Russia") & ~listed["id"].str.endswith("tokyo")]
moved = listed[(listed["mover"] == "South Korea") & listed["id"].str.contains("krab|shell|wsj|wp-more")]
heard = quarters.isin(warned["quarter"])
helped = quarters.isin(moved["quarter"])
counts = [[int((~helped & (heard == signal)).sum()), int((helped & (heard == signal)).sum()), 0] for signal in [False, True]]
pd.DataFrame(counts, index=["quiet quarters", "quarters with a threat"], columns=["refuse", "indirect", "direct"])

# %% [markdown]
# Now the draws: each assumption from a fifth of its value up to two and a half times as much. `log_likelihood` gives the logarithm of the probability of these counts, draw by draw. Its exponential, divided by the sum, is the weight.

# %%
draws = game.sample(8000, seed=8, ranges=game.ranges_around(Assumptions(), 0.2, 2.5))
fit = game.log_likelihood(draws, counts, 0.6, 0.35)
weights = np.exp(fit - fit.max())
weights = weights / weights.sum()
print(f"the heaviest draw has weight {weights.max():.4f}; if all were equal, each would have {1 / len(weights):.4f}")

# %% [markdown]
# ### Exercise 4b: how many draws are left?
#
# Weights throw draws away in all but name. The **effective sample size** says how many are left: the square of the sum of the weights, divided by the sum of their squares. Write `effective_size(weights)`. The weights need not sum to 1.


# %% nbgrader={"grade_id": "effective-size", "solution": true}
def effective_size(weights):
    """How many draws of equal weight would be worth as much."""
    ### BEGIN SOLUTION
    weights = np.array(weights, dtype=float)
    return float(weights.sum() ** 2 / (weights**2).sum())
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-effective-size", "grade": true, "points": 2}
value = effective_size([1, 1, 1, 1])
assert value is not None, "effective_size returns nothing yet"
assert np.ndim(value) == 0, "return one number"
assert abs(value - 4) < 1e-9, f"four draws of equal weight are four draws; you get {value}"
assert abs(effective_size([1, 0, 0]) - 1) < 1e-9, "where one draw has all the weight, one is left"
### BEGIN HIDDEN TESTS
assert abs(effective_size([0.5, 0.25, 0.25]) - 1 / 0.375) < 1e-9, "the square of the sum, over the sum of squares"
assert abs(effective_size([2, 1, 1]) - 1 / 0.375) < 1e-9, "the weights need not sum to 1: square their sum"
assert abs(effective_size(np.array([3.0, 3.0])) - 2) < 1e-9, "equal weights of any size count in full"
### END HIDDEN TESTS

# %%
rows = []
for name in draws.varied:
    values = draws.inputs[name]
    mean = (weights * values).sum()
    spread = np.sqrt((weights * (values - mean) ** 2).sum())
    rows.append([name, values.mean(), mean, (mean - values.mean()) / values.std(), spread / values.std()])
columns = ["assumption", "before", "after", "moved, in standard deviations", "spread left"]
moved = pd.DataFrame(rows, columns=columns).set_index("assumption")
moved = moved.sort_values("moved, in standard deviations", key=abs, ascending=False)
print(f"{(weights.sum() ** 2 / (weights**2).sum()):.0f} draws left of {len(weights)}")
moved.round(2)

# %%
fig, ax = plt.subplots(figsize=(7, 5))
top = moved["moved, in standard deviations"].iloc[::-1]
thesis = ["yielding_cost", "threat_pull", "bluff_cost"]
colours = [figures.COLOURS["Russia"] if name in thesis else figures.COLOURS["South Korea"] for name in top.index]
ax.barh(top.index, top, color=colours)
ax.axvline(0, color="black", linewidth=0.8)
figures.finish(
    ax,
    title="Dated by reports, the record speaks of Seoul at home, not the mechanism",
    xlabel="how far the mean moved, in standard deviations (orange: pride, pull, tied hands)",
    table="events",
    alt="Long bars for alliance credit, down, and domestic cost, up; those of yielding cost, threat pull and bluff cost are near zero.",
)

# %% [markdown]
# Two assumptions moved far: *credit with the ally* down, *cost at home* up. That Seoul never went open is what moves them. The three that carry the thesis, *yielding cost*, *threat pull* and *cost of a bluff*, stayed where they were: before and after look alike.
#
# Does that hang on the coding? Date Seoul's help by the **act**, one row an act, as section 7 will.

# %%
acted = quarters.isin(listed[listed["step"] == "arms"]["quarter"])
by_act = [[int((~acted & (heard == signal)).sum()), int((acted & (heard == signal)).sum()), 0] for signal in [False, True]]
other = np.exp(game.log_likelihood(draws, by_act, 0.6, 0.35))
print(by_act)
for name in thesis:
    values = draws.inputs[name]
    shift = (np.average(values, weights=other) - values.mean()) / values.std()
    print(f"{name}: {shift:+.2f} standard deviations")

# %% [markdown]
# Now help falls in one quarter with a threat, where it fell in three, and two of the terms move against the thesis: *yielding cost* down, *cost of a bluff* up, each by about a quarter of a standard deviation. That is little, and it came from the choice of a date. Whoever believed in pride and pull may go on, and whoever did not may as well. **On the mechanism of the thesis the record is all but silent, and what it whispers hangs on the coding.** With eleven quarters, coded by us, that is the honest end. (Statisticians say: by data like these the mechanism is *not identified*.)

# %% [markdown]
# ### And you?
#
# Here are the bets that you have saved on your way through the course, with their scores. (Where you placed no bet, there is no score. You can still go back; but you know too much now.)

# %%
mine = ForecastPad.scores()
print(f"scored bets: {mine['brier'].count()}, mean Brier score {mine['brier'].mean():.2f}")
mine.round(2)

# %% [markdown]
# May you set that mean beside the op-ed's? Not by the rule of this section: your questions were others. Say one half to all of yours and you get 0.25; that is the fair rival.
#
# Look at your worst score. Were you unlucky, or too sure? Training and keeping track improve forecasters [@mellers2014; @tetlock2015]. Keeping track is what the table is for.

# %% [markdown]
# ## 7 · After, or because of? (35 minutes)
#
# The heart of the op-ed is a cause: threats push Seoul *toward* Kyiv (C27). Let us look at dates. For that we need a list of Seoul's steps, and for a list we need a **rule of inclusion**, written down before we look:
#
# - A **step** is an act of the government that gives, sells, lends, licenses or firmly promises something to Ukraine, or to a state that arms it. Military goods, mine-clearing vehicles among them, count at any size; money and other goods from ten million dollars on. Where no sum was named we judged, and the row's note says so.
# - Words about what Seoul *might* do are no step.
# - It is dated **by the act**, not by the report of it.
# - **One act, one row.** To admit, sign or pay later what was done or promised before is no new step.
#
# Russian warnings follow the same rule: public, by a named official or ministry, dated by the day they were spoken.

# %% [markdown]
# ### Exercise 5: apply the rule
#
# Fill the list `counted` with the letters of the rows that are steps by this rule.
#
# - `"a"` {{events/2022-05-poland-sends-krab/date|date}}: Warsaw hands over howitzers on Korean chassis, with Seoul's licence.
# - `"b"` {{events/2023-03-08-krab-licence-confirmed/date|date}}: an official in Seoul confirms that licence.
# - `"c"` {{events/2023-04-12-shell-loan-report/date|date}}: a newspaper reports that Seoul agreed in March to lend shells.
# - `"d"` {{events/2023-04-19-yoon-reuters-interview/date|date}}: Yoon says that it might be hard to give only humanitarian help.
# - `"e"` {{events/2023-05-21-hiroshima-pledge/date|date}}: Yoon promises mine-clearing vehicles and ambulances, soon.
# - `"f"` {{events/2023-06-29-dam-million/date|date}}: Seoul offers a million dollars after a flood.
# - `"g"` {{events/2023-09-10-g20-pledge/date|date}}: Yoon promises {{events/2023-09-10-g20-pledge/magnitude}}.
# - `"h"` {{events/2023-09-13-loan-fund-signed/date|date}}: a loan agreement, initialled in May, is signed.

# %% nbgrader={"grade_id": "inclusion", "solution": true}
counted = []
### BEGIN SOLUTION
counted = ["a", "e", "g"]
### END SOLUTION

# %% nbgrader={"grade_id": "test-inclusion", "grade": true, "points": 2}
assert isinstance(counted, (list, tuple, set)) and len(counted) > 0, (
    'counted should be a list, such as ["x", "y"]'
)
assert set(counted) <= set("abcdefgh"), "use only the letters a to h"
### BEGIN HIDDEN TESTS
_rows = {
    "a": "2022-05-poland-sends-krab",
    "b": "2023-03-08-krab-licence-confirmed",
    "c": "2023-04-12-shell-loan-report",
    "d": "2023-04-19-yoon-reuters-interview",
    "e": "2023-05-21-hiroshima-pledge",
    "f": "2023-06-29-dam-million",
    "g": "2023-09-10-g20-pledge",
    "h": "2023-09-13-loan-fund-signed",
}
_step = events.set_index("id")["step"]
_why = {
    "small": "it is under the size that the rule asks for",
    "repeat": "the act itself came earlier: one act, one row",
    "report": "a report is no act: date it by the act",
    "words": "it says what might be done",
}
for _letter, _row in _rows.items():
    if _step[_row] in ("arms", "aid"):
        assert _letter in counted, f"{_letter}: it gives, licenses or firmly promises something, and is new"
    else:
        assert _letter not in counted, f"{_letter} is no step: {_why[_step[_row]]}"
### END HIDDEN TESTS

# %% [markdown]
# Here is how each row was judged. The column `step` says it: `arms` and `aid` are steps. Look for calls that you would make in another way; there are some.

# %%
judged = events[events["step"].notna()]
judged[["date", "date_precision", "title", "step"]]

# %%
russian = events[(events["kind"] == "threat") & (events["mover"] == "Russia")]
russian = russian[russian["id"] != "2023-12-27-zakharova-warns-tokyo"]  # aimed at Japan
steps = judged[judged["step"].isin(["arms", "aid"])]
print(f"{len(russian)} threats, {len(steps)} steps")

# %%
fig, ax = plt.subplots(figsize=(7, 2.6))
ax.plot(russian["date"], [1] * len(russian), "v", alpha=0.6, color=figures.COLOURS["Russia"])
ax.plot(steps["date"], [0] * len(steps), "^", alpha=0.6, color=figures.COLOURS["South Korea"])
ax.set_yticks([0, 1], ["Seoul's steps", "Russian threats"])
ax.set_ylim(-0.6, 1.6)
figures.finish(
    ax,
    title="Steps and threats share spring 2023; the steps stop in 2024",
    table="events",
    alt="Two rows of marks on a time line, 2022 to 2026. Steps run from February 2022 to July 2024, densest in spring 2023; threats go on.",
)

# %% [markdown]
# ### Exercise 6: what follows what?
#
# Write `share_followed(starts, marks, days)`. `starts` and `marks` are lists of dates. Return the share of `starts` for which at least one mark comes **after** the start and at most `days` days after it. A
# mark on the very same day does not count: it could have come first.

# %%
pd.Timestamp("2023-04-19") + pd.Timedelta(days=60)


# %% nbgrader={"grade_id": "share-followed", "solution": true}
def share_followed(starts, marks, days):
    """Share of starts that a mark follows within so many days."""
    ### BEGIN SOLUTION
    followed = 0
    for start in starts:
        end = start + pd.Timedelta(days=days)
        if any(start < mark <= end for mark in marks):
            followed += 1
    return followed / len(starts)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-share-followed", "grade": true, "points": 2}
_day = pd.Timestamp
starts = [_day("2001-01-01"), _day("2001-03-01")]
marks = [_day("2001-01-11"), _day("2001-02-20")]
share = share_followed(starts, marks, 30)
assert share is not None, "share_followed returns nothing yet"
assert 0 <= share <= 1, f"a share lies between 0 and 1; you get {share}: count each start once"
assert share_followed(starts, marks, 5) == 0, "no mark comes within 5 days of a start"
assert share_followed(starts, [], 30) == 0, "without marks nothing follows"
### BEGIN HIDDEN TESTS
assert share == 0.5, (
    "the first start is followed after ten days, the second is not: marks before a start do not count"
)
assert share_followed(starts, marks, 10) == 0.5, "at most `days` days includes the last day"
assert share_followed(starts, starts, 30) == 0, "a mark on the same day does not count"
assert share_followed(starts[:1], marks * 3, 90) == 1, "count each start once, however many marks follow"
assert abs(share_followed([*starts, _day("2001-02-19")], marks, 7) - 1 / 3) < 1e-9, (
    "divide by the number of starts"
)
### END HIDDEN TESTS

# %% [markdown]
# A share means little alone. If Seoul takes a step every few weeks, then a step follows *anything*. So we compare with a **placebo**: every day from the start of our list to the last step, whether or not anyone threatened.


# %%
def share_within(starts, marks, first, last):
    """Share of starts with a mark between so many days later and so many days later."""
    day = np.timedelta64(1, "D")
    gaps = (np.array(marks)[None, :] - np.array(starts)[:, None]) / day  # a row a start, a column a mark
    return ((gaps >= first) & (gaps <= last)).any(axis=1).mean()


any_day = pd.date_range(events["date"].min(), steps["date"].max())
early = russian[russian["date"] <= steps["date"].max()]["date"]
after_threat = share_within(early, steps["date"], 1, 60)
before_threat = share_within(early, steps["date"], -60, -1)
after_any = share_within(any_day, steps["date"], 1, 60)
print(f"{len(early)} threats: a step within 60 days after {after_threat:.0%}, before {before_threat:.0%}")
print(f"any day: a step within 60 days after {after_any:.0%}")

# %% [markdown]
# After threats more often than after any day. So threats *do* push? Before you write that down, ask how much the answer leans on the list.
#
# **One row.** An earlier list of ours was made without a rule. It held eight rows: admissions, a report and an interview were steps, dated by the press, and most promises of aid were missing. Here is what it said, and what it
# said once a single row was put in that it had left out, the loan agreement of {{events/2023-05-17-loan-fund-deal/date|date}}.

# %%
older = events[events["id"].isin([
    "2022-05-poland-sends-krab", "2022-11-10-wsj-shell-sale", "2023-03-08-krab-licence-confirmed",
    "2023-04-12-shell-loan-report", "2023-04-19-yoon-reuters-interview", "2023-07-15-yoon-in-kyiv",
    "2024-04-04-cho-nato-12m", "2024-07-11-yoon-doubles-pledge",
])]  # fmt: skip
one_more = events[events["id"].isin([*older["id"], "2023-05-17-loan-fund-deal"])]
for name, rows in [("the older list", older), ("with one row more", one_more)]:
    after = share_within(early, rows["date"], 1, 60)
    print(
        f"{name}: after a threat {after:.0%}, after any day {share_within(any_day, rows['date'], 1, 60):.0%}"
    )

# %% [markdown]
# One row, and 29 % became 71 %: three of the threats fall within two days, so one step soon after them counts three times. The older list "showed" that threats keep Seoul back, the longer one that they push. Neither shows anything. Does our new list, with its rule, fare better?
#
# ### Exercise 7: leave each out in turn
#
# Write `leave_each_out(starts, marks, days)`. Return a list with one share for each mark: the share of `starts` that is followed within `days` days by one of the **other** marks. Keep the order of the marks. Call your function of exercise 6.
#
# (`marks` is a list. A colon in the brackets takes a part of it, up to a place or from a place on, as below; `+` joins two lists.)

# %%
letters = ["a", "b", "c", "d"]
letters[:2] + letters[3:]


# %% nbgrader={"grade_id": "leave-each-out", "solution": true}
def leave_each_out(starts, marks, days):
    """Share followed, without the first mark, without the second, and so on."""
    ### BEGIN SOLUTION
    shares = []
    for place in range(len(marks)):
        shares.append(share_followed(starts, marks[:place] + marks[place + 1 :], days))
    return shares
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-leave-each-out", "grade": true, "points": 2}
_day = pd.Timestamp
starts = [_day("2001-01-01"), _day("2001-03-01")]
marks = [_day("2001-01-11"), _day("2001-02-20"), _day("2001-03-05")]
shares = leave_each_out(starts, marks, 30)
assert shares is not None, "leave_each_out returns nothing yet"
assert len(shares) == len(marks), f"one share for each mark left out: {len(marks)} of them, not {len(shares)}"
assert len(marks) == 3, "leave the list that you were given as it was: make a new one each time"
assert shares[1] == 1, "without the second mark both starts are still followed"
### BEGIN HIDDEN TESTS
assert list(shares) == [0.5, 1, 0.5], "leave out one mark at a time, and keep the others"
assert leave_each_out(starts, marks[:1], 30) == [0], "without its only mark nothing follows"
_twin = [_day("2001-01-11"), _day("2001-01-11")]
assert leave_each_out(starts, _twin, 30) == [0.5, 0.5], (
    "two marks on one day are two marks: leave out one of them"
)
assert leave_each_out(starts, marks, 5) == [0.5, 0.5, 0], "use the number of days that is handed in"
### END HIDDEN TESTS

# %%
gaps = []
for place, title in enumerate(steps["title"]):
    rest = steps["date"].drop(steps.index[place])
    gap = share_within(early, rest, 1, 60) - share_within(any_day, rest, 1, 60)
    gaps.append([title, 100 * gap])
leaning = pd.DataFrame(gaps, columns=["left out", "gap"]).sort_values("gap")
leaning.round(0).head(4)

# %%
bet_row.reveal(
    outcome=bool(leaning["gap"].min() <= 0 < after_threat - after_any),
    note=f"The gap is {100 * (after_threat - after_any):.0f} points with all rows, "
    f"{leaning['gap'].min():.0f} without {leaning['left out'].iloc[0]!r}.",
)

# %% [markdown]
# Two more turns of the screw: another window, and the departure of the shells that a broadcaster filmed.

# %%
for days in [30, 60, 90]:
    row = [share_within(early, steps["date"], 1, days), share_within(any_day, steps["date"], 1, days)]
    print(f"{days} days: after a threat {row[0]:.0%}, after any day {row[1]:.0%}")
acts = events[events["id"] == "2023-03-28-shells-leave-depots"]["date"]
wide = pd.concat([steps["date"], acts])
print(f"with the departure: {share_within(early, wide, 1, 60):.0%}, {share_within(any_day, wide, 1, 60):.0%}")

# %% [markdown]
# In 30 days the gap is wide, in 60 small, in 90 it turns round. One row fewer, and it is gone. But look at one call of ours: the {{events/2024-04-04-cho-nato-12m/date|date}} promise was announced beside the package of {{events/2023-09-10-g20-pledge/date|date}}. We count it as new. Whether it belongs to that package the reports do not say; then it would be a *repeat*. Try that; and count warnings that follow within a day of another as one.

# %%
apart = early[~(early.diff().dt.days <= 1)]
called_new = steps["date"]
called_repeat = called_new[steps["id"] != "2024-04-04-cho-nato-12m"]
rows = []
for name, marks in [("new", called_new), ("repeat", called_repeat)]:
    cases = [(early, 60, marks)] + [(early, 60, marks.drop(row)) for row in marks.index] + [(early, 90, marks), (apart, 60, marks)]
    gap = [100 * (share_within(warned, each, 1, days) - share_within(any_day, each, 1, days)) for warned, days, each in cases]
    rows.append([name, gap[0], min(gap[1:-2]), gap[-2], gap[-1]])
pd.DataFrame(rows, columns=["that row is", "gap", "at worst without a row", "90 days", "close warnings as one"]).round(0)

# %% [markdown]
# By that call no single row turns the sign any more (so even the answer to your bet hangs on it), and nor do 90 days. What is left of the gap then comes from the warnings that fell within two days: counted as one, they leave next to nothing, under either call. **The sign of this count does not hold, and no sentence about causes may rest on it.** What the list *can* carry: an order of dates, event by event. It shows that most of that spring's arms acts came **before**
# the loudest threats, and that money went on after them. One reading: Moscow threatens **because** Seoul has moved. Then a threat that is followed by nothing may be a threat that worked, or one that came too late, or one that was beside the point.
# With so few threats, none of these shares can carry weight. And a quiet decision leaves no mark at all.

# %% [markdown]
# ### One record, four readings
#
# Each of these fits the dates. Each is put as its friends would put it.
#
# - **The threats pushed** (C27). Giving way to the strong costs reputation [@sechser2010]. Provocation can raise resolve: experiments show it where nothing else differs [@dafoe2021]. The shells were on their way when Moscow was loudest, and went on; money followed.
# - **The ally pulled** (X01). Washington asked and Warsaw bought in the same weeks. By most accounts the loan, the second sale and the first lorries came before the loud words of April: the shells would have gone without them.
# - **The threats held** (X04). Moscow's line was open lethal aid, and Seoul never crossed it. A threat that works leaves nothing to see [@drezner2003]. What Seoul promised that summer was money and mine-clearing, not arms.
# - **Home decided** (X05). No national poll that we found up to the end of 2024 had a majority for arming Ukraine. When the first sale was in the papers, in {{ammunition/us-sale-2022-11/date|date}}, US officials say, Seoul balked for months: what stopped it was being seen. Then neither the threats nor the ally explain why open aid did not come.
#
# Two more things changed meanwhile. Moscow came to need shells, so the deal with Pyongyang may owe nothing to Seoul (X06). And the government in Seoul changed (X08): from 2025 on, our list holds moves *away* from Kyiv and no step toward it. That is true of the list, less so of the record: what was promised went on being paid, Seoul voted with Kyiv in the General Assembly on {{votes/peace-2026/date|date}}, and on {{events/2026-07-08-lee-zelensky/date|date}} Lee met Zelensky, about prisoners by what was read.

# %% [markdown]
# ### Exercise 8: what would show a cause?
#
# In spring 2023 Washington pressed, Warsaw bought, Moscow threatened, and shells moved. Set `best_evidence` to the letter of the finding that would bear most on the claim that **threats** moved Seoul, and `best_reason` to
# the number of the best reason.
#
# - `"a"` A second exporter, pressed by Washington as hard but never threatened, took the same steps in the same weeks.
# - `"b"` Seoul's steps came soon after threats in nine of ten cases.
# - `"c"` Korean ministers said in public that Russian threats would not impress them.
# - `"d"` Exports to Poland rose strongly in the same year.
#
# 1. It shows that the two things go together in time.
# 2. It shows what happens when the threat is taken away and the pressure is left.
# 3. It comes from people who know.
# 4. It shows that Seoul had something to gain.

# %% nbgrader={"grade_id": "best-evidence", "solution": true}
best_evidence = ""  # "a", "b", "c" or "d"
best_reason = 0  # 1, 2, 3 or 4
### BEGIN SOLUTION
best_evidence = "a"
best_reason = 2
### END SOLUTION

# %% nbgrader={"grade_id": "test-best-evidence", "grade": true, "points": 1}
assert best_evidence in ["a", "b", "c", "d"], 'best_evidence should be a letter in quotes, like "d"'
assert best_reason in [1, 2, 3, 4], "best_reason should be the number of one reason"
### BEGIN HIDDEN TESTS
assert best_evidence == "a", "look for the finding that differs in the threat and in nothing else"
assert best_reason == 2, "a cause shows when it is removed and all else stays"
### END HIDDEN TESTS

# %% [markdown]
# Finding *a* would count **against** the claim, by the way: the same steps without the threat. Evidence that bears on a claim may cut either way. That is what makes it evidence.

# %% [markdown]
# ### Exercise 9: Japan's precedent, two cases compared
#
# The op-ed expects that Japan's rethinking opens a door for Seoul (C40). Tokyo changed its rule on {{events/2023-12-22-japan-licensed-arms/date|date}} and again on {{events/2026-04-21-japan-scraps-limits/date|date}}; Seoul did not follow. Two cases that are alike in much and end differently allow one inference: what **both** share cannot alone explain why they differ.
#
# 1. Write `could_explain(one, other, outcome)`. `one` and `other` are dictionaries with the same features, `outcome` is the name of one of them. Return a sorted list of the features, other than the outcome, in which the two differ. If the outcome is the same in both, there is nothing to explain: return an empty list.
# 2. Look at what it returns for the two cases below, and set `japan_reading`:
#     - `"a"`: Moscow's warnings explain why Seoul kept its rule.
#     - `"b"`: Both were warned, so the warning alone cannot explain the difference; what differs might, and there is more than one such thing.
#     - `"c"`: Japan's change shows that Seoul could have changed its rule without harm.

# %%
japan = {
    "ally of the United States": True,
    "warned by Moscow": True,  # threats: 2023-12-27-zakharova-japan
    "sent arms or shells to the United States": True,  # events: 2025-11-20-japan-patriots-delivered
    "armed neighbour across a truce line": False,
    "large exporter of arms": False,  # not among the twelve of the table exporters
    "changed its export rule": True,
}

# %%
korea = {
    "ally of the United States": True,
    "warned by Moscow": True,  # threats: 2022-10-27-putin-south-korea
    "sent arms or shells to the United States": True,  # events: 2022-11-ministers-agree-sale
    "armed neighbour across a truce line": True,
    "large exporter of arms": True,
    "changed its export rule": False,
}


# %% nbgrader={"grade_id": "could-explain", "solution": true}
def could_explain(one, other, outcome):
    """Features in which two cases with different outcomes differ."""
    ### BEGIN SOLUTION
    if one[outcome] == other[outcome]:
        return []
    return sorted(name for name in one if name != outcome and one[name] != other[name])
    ### END SOLUTION


japan_reading = ""
### BEGIN SOLUTION
japan_reading = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-could-explain", "grade": true, "points": 2}
_ann = {"rain": True, "wind": True, "hat": False, "wet": True}
_bo = {"rain": True, "wind": False, "hat": True, "wet": False}
found = could_explain(_ann, _bo, "wet")
assert found is not None, "could_explain returns nothing yet"
assert "wet" not in found, "leave the outcome itself out"
assert "rain" not in found, "it rained on both: what they share cannot alone explain why one is dry"
assert japan_reading in ["a", "b", "c"], 'japan_reading should be one of the three letters, in quotes'
### BEGIN HIDDEN TESTS
assert list(found) == ["hat", "wind"], "every feature in which they differ, in order of the alphabet"
assert could_explain(_ann, _ann, "wet") == [], "where the outcome is the same there is nothing to explain"
assert could_explain(_ann, {**_bo, "wet": True}, "wet") == [], "they differ, but the outcome does not"
_why = could_explain(japan, korea, "changed its export rule")
assert list(_why) == ["armed neighbour across a truce line", "large exporter of arms"], "run it on Japan and Korea"
assert japan_reading == "b", "which feature do the two share, and how many do they not share?"
### END HIDDEN TESTS

# %% [markdown]
# Two cases are few, and the list of features is ours. A friend of the op-ed may add one that we left out. But a feature that both share cannot *alone* explain why they differ, whoever makes the list: were a warning enough to keep a rule in place, it would have kept Japan's. It may still count together with something that only one of them has: a warning can weigh more where an armed neighbour stands across the line. Two cases cannot tell. (Mind the dates here, too: the warning came after Tokyo's first change, and before its second.)

# %% [markdown]
# ## 8 · What the record settles, and what it leaves (5 minutes)
#
# Here are those of the op-ed's causal claims and predictions whose verdict moved between spring 2023 and today. Both verdicts are the course's judgement; the reasons stand in the table `claims`.

# %%
claims = datasets.load("claims")
moved = claims[
    (claims["kind"].isin(["prediction", "causal"])) & (claims["verdict_2023"] != claims["verdict_later"])
]
moved[["id", "claim", "verdict_2023", "verdict_later", "qualifier_later"]].fillna("")

# %% [markdown]
# **What the record settles.** Open aid did not come (C36). Governments report help to Pyongyang, modern arms among it, in modest numbers (C29). Direct punishment of Seoul stayed light (C34). Korea is not fourth so far: {{exporter_shares/2021-25-south-korea-published/rank}}th, with {{exporter_shares/2021-25-south-korea-published/share_pct|.1f}} % in 2021-25; the goal was for 2027 and stays open.
#
# **What it leaves.** Whether the threats moved Seoul, either way (C27). Whether more open aid would have brought more harm, less, or the same. Whether the choice was simple (C05): that is a judgement, and you are now able to make it.

# %% [markdown]
# ## 9 · Write to the minister
#
# It is the present day. Ukraine's partners ask Seoul again to do more; Moscow warns again. Write a **policy memo** of about two pages (600 to 800 words) to South Korea's foreign minister. Recommend *one* course: refuse, help indirectly, or help openly.
#
# - Start with the recommendation, in two sentences.
# - Give three pieces of evidence from the course's tables. Name table and row, and say how sure each is.
# - State the best case against you, so that its friends would sign it, and answer it.
# - Give **two dated forecasts with probabilities** that would tell the minister, within two years, whether you were right. Say how each will be settled.
# - Say which one assumption carries your advice, and what you would advise if it were false.
#
# It is graded by this rubric; each criterion counts 1 to 4 points.
#
# | | 4 | 3 | 2 | 1 |
# |---|---|---|---|---|
# | **Advice and reasoning** | One clear course; each step follows; costs to Seoul are named | Clear course; one step is asserted | Course is there but vague, or reasons do not lead to it | No course, or only a summary of events |
# | **Evidence** | Three pieces, traced to rows, each with its uncertainty, none against the record | Traced, but uncertainty is missing once | General references, or one error of fact | Claims without evidence |
# | **The other side** | Best case against, as its friends would put it, and a real answer | Fair case, thin answer | A weak version of the other side | One-sided |
# | **Forecasts and assumptions** | Two scorable forecasts with numbers and rules; the carrying assumption is named and turned round | Forecasts scorable; assumption named only | Forecasts vague, or no number | Neither |

# %% [markdown] nbgrader={"grade_id": "memo", "grade": true, "solution": true, "points": 16}
# *Write your memo here.*

# %% [markdown]
# ## What this lesson cannot tell you
#
# - **Who is a good forecaster.** Under twenty questions, chosen late, several about the same event. Real tournaments ask hundreds.
# - **What would have happened otherwise.** History ran once. Scores rank forecasts, not policies: good advice can come before a bad outcome.
# - **What happened behind closed doors.** Quantities of shells and the talks about them were never confirmed officially. After September 2026 our record ends, and its last summer is thin.
#
# ## Sources
#
# The op-ed, by Blake Herzinger: [{{sources/korea-pro-2023-04-26/title}}]({{sources/korea-pro-2023-04-26/url}}), {{sources/korea-pro-2023-04-26/publisher}}, {{sources/korea-pro-2023-04-26/date|date}}. How each question was settled, and on what: the tables `forecasts` and `row_sources`.
#
# {{sources}}
#
# ## Next
#
# **09 · Your class.** How closely do people like us follow the better payoff? Play the game, and measure it. You can also place more bets on what is still open, change any assumption of the game in lesson 06, or correct a row in `datasets/`: its README says how. And in 2028, when SIPRI publishes its table for 2023-27, look up your third bet.
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
