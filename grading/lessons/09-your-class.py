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
#     lesson: "09"
#     title: Your class
#     minutes: 75
#     slug: your-class
#     question: How closely do people like us follow the better payoff?
# ---

# %% [markdown]
# # 09 · Your class
#
# **How closely do people like us follow the better payoff?**
#
# Lesson 06 says that people make small mistakes, and gives that a number: **precision**. Nobody has measured it for governments. But a class can play the game, and then measure its own.
#
# | | |
# |---|---|
# | **You will be able to** | *read* what a class chose · *measure* whether a threat backfired in it, with an error · *estimate* one number by maximum likelihood · *give* an interval, and say when it has no upper end · *find* where a model fails |
# | **Time** | about {{lesson/minutes}} minutes |
# | **You need** | lesson 05 (intervals), lesson 06 (the game) |
# | **You hand in** | {{lesson/exercises}} exercises, {{lesson/points}} points |
# | **Claims met** | C05, C27, C32 |
#
# **Whose class?** If yours has played with `seoul play`, put its `class.csv` and `class.json` beside this notebook. Without one, the lesson takes a **simulated** class: a computer made up its choices. It shows how the method works. It shows nothing about people.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import ForecastPad, game

figures.use_style()
path = Path("class.csv") if Path("class.csv").exists() else datasets.simulated_class()
record = game.read_class(path)
WHOSE = "A simulated class of the course" if record.simulated else "Your class, as recorded by seoul play"
print(f"{WHOSE}: {len(record.rows)} rows, one for each pair and round")

# %% [markdown]
# ## Place your bets (4 minutes)
#
# In **block B** it costs Seoul much to be seen to yield: call it *pride*. In **block C** a bluff costs Moscow much: its *hands are tied*. All else is the same.

# %%
bet_pride = ForecastPad(
    "09-pride",
    question="In block B, with pride, the class's Seouls helped more often after a threat than after silence.",
)
bet_pride

# %%
bet_hands = ForecastPad(
    "09-hands",
    question="In block C, with tied hands, the class's Seouls helped more often after a threat than after silence.",
)
bet_hands

# %% [markdown]
# **Saved?** Here is the class beside the model. The lines say how often Seoul takes each path in block A, if everybody has the precision on the axis below. The dots are the class.

# %%
fit = game.fit_class(record)
rows = pd.DataFrame(record.rows)
COLOURS = {"refuse": "#3f74a6", "indirect": "#b8860b", "direct": "#b5406f"}
first = rows.iloc[0]  # of block A, like all rows of that block
here = 5.0 if fit.precision is None else min(fit.precision, 10.0)  # a small class has no precision: 5 stands in
precisions = np.linspace(0, 10, 101)
lines = np.array(
    [
        game.solve(first["pressure"], first["capacity"], game.Assumptions(precision=x)).seoul_on_path
        for x in precisions
    ]
)

# %%
fig, ax = plt.subplots()
for k, dot in enumerate(fit.played(first["block"])):
    ax.plot(precisions, lines[:, k], color=COLOURS[dot.posture], label=dot.posture)
    bar = [[dot.share - dot.low], [dot.high - dot.share]]
    ax.errorbar(here, dot.share, np.clip(bar, 0, None), fmt="o", color=COLOURS[dot.posture], capsize=4)
ax.legend(title="Seoul")
figures.finish(
    ax,
    title="One precision says where all three dots should lie",
    xlabel="precision, in 1/points",
    ylabel="share of the rounds",
    source=f"{WHOSE}; lines: the course's game",
    alt="Three lines, one for each posture, over precision, and three dots with bars at the class's own.",
)

# %% [markdown]
# A **bar** is a *bootstrap*: draw as many pairs as there are, with repetition, count again, and do so many times. It asks what other classes of the same kind might have shown.
#
# ## 1 · What was written down (6 minutes)
#
# A row is one pair in one round. In most rounds everybody chose *for every case*: Seoul said what it would do after silence (`if_quiet`) **and** after a threat (`if_threat`). That is the **strategy method**. In the last rounds they played in turn: `method` is `direct`, and only what was played is known.
#
# `bot` lists the choices that the computer made, because a phone was away or the class was odd. They say nothing about the class.

# %%
rows[["block", "round", "pair", "method", "signal", "if_quiet", "if_threat", "posture", "answer", "bot"]].head()

# %% [markdown]
# ### Exercise 1: what Seoul said it would do
#
# Write `stated(rows, signal)`. Return the **list** of postures that the Seouls of `rows` chose for that signal, `"quiet"` or `"threat"`:
#
# - from a row with the method `"strategy"`, what stands in the column `if_quiet` or `if_threat`;
# - from a row with the method `"direct"`, what stands in `posture`, but only if that signal was given;
# - nothing from a row whose `bot` contains the word `posture`.


# %% nbgrader={"grade_id": "stated", "solution": true}
def stated(rows, signal):
    """List the postures that were chosen for a signal."""
    ### BEGIN SOLUTION
    chosen = []
    for _, row in rows.iterrows():
        if "posture" in row["bot"]:
            continue
        if row["method"] == "strategy":
            chosen.append(row["if_" + signal])
        elif row["signal"] == signal:
            chosen.append(row["posture"])
    return chosen
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-stated", "grade": true, "points": 3}
_columns = ["method", "signal", "if_quiet", "if_threat", "posture", "bot"]
_toy = pd.DataFrame(
    [
        ["strategy", "quiet", "refuse", "direct", "refuse", ""],
        ["strategy", "threat", "indirect", "refuse", "refuse", ""],
        ["direct", "threat", "", "", "direct", ""],
    ],
    columns=_columns,
)
_quiet = stated(_toy, "quiet")
assert _quiet is not None, "stated returns nothing yet"
assert list(_quiet) == ["refuse", "indirect"], "after silence, two Seouls of the toy class said what they would do"
### BEGIN HIDDEN TESTS
assert list(stated(_toy, "threat")) == ["direct", "refuse", "direct"], "a row in turn counts where that signal was given"
_bots = pd.DataFrame(
    [
        ["strategy", "quiet", "refuse", "direct", "refuse", "posture"],
        ["strategy", "quiet", "indirect", "direct", "indirect", "signal answer"],
        ["direct", "quiet", "", "", "direct", "posture"],
    ],
    columns=_columns,
)
assert list(stated(_bots, "quiet")) == ["indirect"], "leave out what the computer chose for Seoul, and only that"
_made_up = pd.DataFrame(game.simulate_class(7, 3.0, seed=5).rows)
assert len(stated(_made_up, "quiet")) + len(stated(_made_up, "threat")) == 7 * (14 * 2 + 6), "count every row once"
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · Did the threat backfire? (10 minutes)
#
# B1 is the share of help (indirect or direct) after a threat, less that after silence. In a class it is a difference of two shares, and each share $p$ of $n$ choices has the standard error $\sqrt{p(1-p)/n}$ of lesson 05. For two independent shares the squares add up.
#
# ### Exercise 2: B1 with its error
#
# Write `backfire(after_quiet, after_threat)`. Both are lists of postures. Return two numbers: B1, and its standard error
#
# $$\sqrt{\frac{p_q(1-p_q)}{n_q}+\frac{p_t(1-p_t)}{n_t}}.$$


# %% nbgrader={"grade_id": "backfire", "solution": true}
def backfire(after_quiet, after_threat):
    """B1 of a class, and its standard error."""
    ### BEGIN SOLUTION
    shares, squares = [], 0.0
    for chosen in (after_quiet, after_threat):
        share = sum(posture != "refuse" for posture in chosen) / len(chosen)
        shares.append(share)
        squares += share * (1 - share) / len(chosen)
    return shares[1] - shares[0], squares**0.5
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-backfire", "grade": true, "points": 3}
_got = backfire(["refuse", "direct"], ["direct", "indirect", "refuse", "direct"])
assert _got is not None, "backfire returns nothing yet"
assert len(_got) == 2, f"return two numbers, you gave {_got}"
assert abs(_got[0] - 0.25) < 1e-9, "three of four help after the threat, one of two after silence"
### BEGIN HIDDEN TESTS
assert abs(_got[1] - (0.5 * 0.5 / 2 + 0.75 * 0.25 / 4) ** 0.5) < 1e-9, "add the two squares, each over its own number"
_got = backfire(["indirect"] * 9 + ["refuse"], ["refuse"] * 6 + ["direct"] * 4)
assert abs(_got[0] + 0.5) < 1e-9, "the share after a threat comes first, indirect help is help"
assert abs(_got[1] - (0.09 / 10 + 0.24 / 10) ** 0.5) < 1e-9, "the standard error"
### END HIDDEN TESTS

# %% [markdown]
# For the picture the course counts by itself. Does your function say the same?

# %%
fig, ax = plt.subplots()
for i, found in enumerate(fit.backfire.values()):
    ax.errorbar(i, found.value, 1.96 * found.standard_error, fmt="o", capsize=5, color="#0072B2")
ax.axhline(0, color="black", linewidth=1)
ax.set_xticks(range(len(fit.backfire)), [f"block {block}" for block in fit.backfire])
ax.set_xlim(-0.5, len(fit.backfire) - 0.5)
figures.finish(
    ax,
    title="Above the line the threat backfired, below it the threat deterred",
    ylabel="B1",
    source=WHOSE,
    alt="One dot with a bar for each block, around a line at zero.",
)

# %%
for bet, block in [(bet_pride, "B"), (bet_hands, "C")]:
    if block in fit.backfire:
        b1 = fit.backfire[block].value
        bet.reveal(outcome=bool(b1 > 0), note=f"B1 in block {block} is {b1:+.2f}.")

# %% [markdown]
# Look at the blocks with what lesson 06 says in mind. Pride pushes B1 up, tied hands push it down. In block A the two pull against each other, and a class is too small to see what is left.
#
# One caution. The same student chose many times, so the choices are not quite independent, and the true error is somewhat larger.
#
# ## 3 · One number for all choices (14 minutes)
#
# Which precision makes what the class did *most likely*? For each precision the game gives the chance of every choice. Multiply the chances of all choices that were made: that is the **likelihood**. Products of many small numbers vanish, so add their logarithms: the **log-likelihood**.
#
# ### Exercise 3: the log-likelihood
#
# Write `log_likelihood(counts, chances)`. `counts[i]` says how often the class chose action `i`, `chances[i]` how likely it is. Return the sum of counts times logarithms. An action that nobody chose adds nothing, even where its chance is zero.


# %% nbgrader={"grade_id": "log-likelihood", "solution": true}
def log_likelihood(counts, chances):
    """Logarithm of the probability of some choices."""
    ### BEGIN SOLUTION
    return sum(n * np.log(p) for n, p in zip(counts, chances, strict=True) if n > 0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-log-likelihood", "grade": true, "points": 2}
_value = log_likelihood([3, 1], [0.5, 0.5])
assert _value is not None, "log_likelihood returns nothing yet"
assert abs(_value - 4 * np.log(0.5)) < 1e-9, "four choices, each with chance one half"
### BEGIN HIDDEN TESTS
assert abs(log_likelihood([2, 0, 5], [0.2, 0.0, 0.8]) - (2 * np.log(0.2) + 5 * np.log(0.8))) < 1e-9, "what nobody chose adds nothing"
assert log_likelihood([1, 9], [0.1, 0.9]) > log_likelihood([1, 9], [0.5, 0.5]), "the closer the chances, the higher"
### END HIDDEN TESTS

# %% [markdown]
# Now for the class: all its choices, at each of many precisions, with payoffs in whole tokens as the class saw them.

# %%
tried = np.arange(0.0, 12.01, 0.25)
heights = fit.log_likelihood(tried)
print("highest of those tried:", tried[heights.argmax()])

# %% [markdown]
# ### Exercise 4: the best, and how far one can go
#
# Precisions whose log-likelihood is at most **1.92** below the highest are not ruled out at 95 %. (That is half of 3.84, the bound of the chi-squared distribution.) Write `profile(precisions, heights)`. Return three things: the precision with the highest value; the lowest precision that is not ruled out; and the highest that is not, or `None` if that is the last one that was tried: then the data give **no upper end**.


# %% nbgrader={"grade_id": "profile", "solution": true}
def profile(precisions, heights):
    """Best precision, lower and upper end of its interval."""
    ### BEGIN SOLUTION
    precisions, heights = np.asarray(precisions), np.asarray(heights)
    inside = precisions[heights >= heights.max() - 1.92]
    high = None if inside.max() == precisions[-1] else float(inside.max())
    return float(precisions[heights.argmax()]), float(inside.min()), high
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-profile", "grade": true, "points": 3}
_got = profile([0, 1, 2, 3, 4], [-20.0, -11.0, -10.0, -11.5, -13.0])
assert _got is not None, "profile returns nothing yet"
assert len(_got) == 3, f"return three things, you gave {_got}"
assert _got[0] == 2, "the highest of these values stands at precision 2"
### BEGIN HIDDEN TESTS
assert tuple(_got) == (2, 1, 3), "at most 1.92 below the highest"
assert tuple(profile([0, 1, 2, 3], [-9.0, -5.0, -4.0, -3.5])) == (3, 1, None), "no upper end where the last one is not ruled out"
assert tuple(profile([0.0, 0.5, 1.0], [-3.0, -4.0, -9.0])) == (0.0, 0.0, 0.5), "the lowest may be the first"
### END HIDDEN TESTS

# %%
fig, ax = plt.subplots()
ax.plot(tried, heights - heights.max(), color=figures.COLOURS["South Korea"])
ax.axhline(-1.92, color="black", linewidth=1, linestyle="--")
ax.set_ylim(-12, 1)
figures.finish(
    ax,
    title="What lies above the dashed line is not ruled out",
    xlabel="precision, in 1/points",
    ylabel="log-likelihood, less its maximum",
    source=WHOSE,
    alt="A curve with one top; a dashed line 1.92 below the top cuts off an interval of precisions.",
)

# %% [markdown]
# The course does the same with finer steps, and adds the bootstrap over students. The profile takes all students to be alike. They are not; so believe the bootstrap where the two differ.

# %%
fit

# %% [markdown]
# **Precision has a unit.** It is one over points. A point was shown as a hundred tokens, so counted in tokens the same class has a hundredth of that precision. A precision from another game cannot be compared with ours unless the payoffs can.
#
# ## 4 · Where the model fails (8 minutes)
#
# A model with one number cannot fit everything. At the class's precision, each count should lie within a **band**: from `low` to `high`, in 95 of 100 classes. Some counts will leave it by chance, about five of a hundred. More than that is news.
#
# ### Exercise 5: who left the band
#
# Write `leaves_band(table)`. `table` is a data frame with the columns `count`, `low` and `high`. Return the **share** of its rows whose count lies outside of the band. A count *on* the edge is inside.


# %% nbgrader={"grade_id": "leaves-band", "solution": true}
def leaves_band(table):
    """Share of the counts that lie outside of their band."""
    ### BEGIN SOLUTION
    return ((table["count"] < table["low"]) | (table["count"] > table["high"])).mean()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-leaves-band", "grade": true, "points": 2}
_toy = pd.DataFrame({"count": [5, 1, 9, 4], "low": [3, 2, 2, 4], "high": [7, 6, 8, 8]})
_share = leaves_band(_toy)
assert _share is not None, "leaves_band returns nothing yet"
assert 0 <= _share <= 1, f"a share lies between 0 and 1, you gave {_share}"
### BEGIN HIDDEN TESTS
assert abs(_share - 0.5) < 1e-9, "one count is too small and one too large"
_toy = pd.DataFrame({"count": [2, 8, 5], "low": [2, 2, 6], "high": [9, 8, 8]})
assert abs(leaves_band(_toy) - 1 / 3) < 1e-9, "a count on the edge is inside"
### END HIDDEN TESTS

# %%
counts = pd.DataFrame(fit.counts)
print(f"{len(fit.outside)} of {len(counts)} counts leave the band")
counts[counts["outside"]][["block", "node", "situation", "action", "count", "low", "high"]].head(8)

# %% [markdown]
# One number for all kinds of choice is a strong claim. The last lines of `fit` above test it: is the precision of signals, of postures and of Moscow's answers the same? A small p says no. Moscow's answer is its last move; nobody has to be outguessed there. So *the class's precision* is mostly about that.
#
# ## 5 · On the map (5 minutes)
#
# The map of lesson 06, at the class's precision. A ring marks the dials of block A; its colour is what the class did most.

# %%
axis = np.linspace(0, 1, 31)
solved = game.solve(axis[:, None], axis, game.Assumptions(precision=here))
likeliest = solved.seoul_on_path.argmax(axis=-1)
most = max(fit.played(first["block"]), key=lambda dot: dot.share).posture
at = first["pressure"], first["capacity"]

# %%
fig, ax = plt.subplots()
for k, (posture, colour) in enumerate(COLOURS.items()):
    p, c = np.nonzero(likeliest == k)
    ax.scatter(axis[p], axis[c], marker="s", s=26, color=colour, alpha=0.6, label=posture)
ax.scatter(*at, s=220, facecolor=COLOURS[most], edgecolor="black", linewidth=2, zorder=3)
ax.legend(title="likeliest", loc="upper left", bbox_to_anchor=(1.01, 1))
figures.finish(
    ax,
    title="Where the class played, and what the model expects around it",
    xlabel="pressure",
    ylabel="capacity",
    source=f"{WHOSE}; the course's game at its precision",
    alt="A map of pressure and capacity in three colours, with a ring at the dials of block A.",
)

# %% [markdown]
# ## 6 · Both sides (3 minutes)
#
# **For the op-ed.** If pride moved your class up in block B, then the push that C27 needs is one that real people feel when payoffs say so, and choices are noisy (C05, C32).
#
# **Against it.** The payoffs *told* you to be proud. That people follow payoffs is not evidence on what Seoul's payoffs are.
#
# ## What this lesson cannot tell you
#
# - **How precise a cabinet is.** Students with tokens are no ministers. Stakes, time and advisers differ.
# - **Why people missed the better payoff.** A taste for punishing looks like noise. So does a slip of the thumb.
# - **Whether everybody believed alike.** The estimate takes beliefs to be right, as they are in equilibrium [@mckelvey1998]. In a class they are learnt, if at all.
#
# ## Sources
#
# The op-ed: [{{sources/korea-pro-2023-04-26/title}}]({{sources/korea-pro-2023-04-26/url}}), {{sources/korea-pro-2023-04-26/publisher}}, {{sources/korea-pro-2023-04-26/date|date}}. The method: logit quantal response in games with moves in turn [@mckelvey1998], and why one number must be tested against more than one [@goeree2016].
#
# {{sources}}
#
# ## Next
#
# Play it again, with other dials, and compare. Or go back to lesson 06 and put your class's precision on its dial.
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
