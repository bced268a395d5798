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
#     lesson: "06"
#     title: The game
#     minutes: 90
#     slug: the-game
#     question: Where does Seoul's choice tip, and which way does a threat push it?
# ---

# %% [markdown]
# # 06 · The game
#
# **Where does Seoul's choice tip, and which way does a threat push it?**
#
# | | |
# |---|---|
# | **You will be able to** | *draw* a dilemma as a game: who moves, when, and who knows what · *solve* it from the end backwards, by hand and in code · *explain* why a solver lets people make small mistakes · *measure* backfire in three senses that can disagree · *find* the assumptions under which a threat works · *say* compared with what a threat moves anybody · *play* the game twice and watch a belief move |
# | **Time** | about {{lesson/minutes}} minutes for sections 1 to 8; sections 9 to 11 are for a second meeting, or for home |
# | **You need** | Python from lessons 00 to 05: names, lists, functions, arrays; Bayes' rule from lesson 05; a pencil |
# | **You hand in** | {{lesson/exercises}} exercises, {{lesson/points}} points |
# | **Claims met** | C05, C27 to C29, C31 to C36, C41, C42, C44; objections X04, X08 |
#
# Lesson 01 took an argument apart. Lessons 02 to 05 put figures under its parts: the arsenal, the stakes, the ally, the threat.
# Now you put the parts together and let them push against each other.
#
# Run the next two cells. The second draws the whole lesson in one picture.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import DilemmaExplorer, ForecastPad, GameTree
from seoul_dilemma.widgets.game import POSTURES, WEIGHTS, Assumptions, solve
from seoul_dilemma.widgets.game.payoffs import payoffs

figures.use_style()

# %%
coin_tree = GameTree(pressure=0.6, capacity=0.35, assumptions=Assumptions(precision=0))
coin_tree

# %% [markdown]
# In this tree nobody thinks yet. Chance makes Moscow hard or soft; at every other fork a fair coin or die decides, so its branches are equally wide.
# By the end of the lesson you will have worked out how wide each branch becomes once the players do think.

# %% [markdown]
# ## 1 · Place your bet
#
# On {{events/2023-04-19-yoon-reuters-interview/date|date}} President Yoon told Reuters that, after a mass attack on civilians, sticking to humanitarian and financial
# aid might become hard. The same day Dmitry Medvedev mused about the newest Russian weapons turning up in North Korea.
# A week later the op-ed read this scene as follows.
#
# - Such threats push Seoul *toward* Kyiv and Washington more than they hold it back (claim C27).
# - Pressure from the ally and threats from Moscow, together, may move Seoul to *open* support (claim C36).
# - Moscow is in no state to make its threat good: its industry cannot even feed its own war (C28, C29), it has no means to punish severely (C34), and breaking
#   with Seoul by arming Pyongyang would hurt Moscow itself (C31, C33).
# - So the choice is simpler than it looks (C05).
#
# History ran once. It cannot show us the same spring *without* the threat. A model can. So picture two Seouls, alike in all that we put into the game:
# one has just been threatened, the other has just been left in peace. Both live in a game built, as nearly as we can, on the op-ed's own assumptions.
#
# Put a number on each question before you read on. The answers come in section 7.

# %%
any_aid_bet = ForecastPad(
    "06-backfire",
    question="In the game at the op-ed's setting, is the threatened Seoul likelier to send arms in some form, "
    "by loan or openly, than the Seoul that was left in peace?",
)
any_aid_bet

# %%
open_aid_bet = ForecastPad(
    "06-open-backfire",
    question="And is the threatened Seoul likelier to send arms openly than the Seoul that was left in peace?",
)
open_aid_bet

# %% [markdown]
# ## 2 · Who moves, and who knows what
#
# A **game** is a careful way to tell a story about choices. You must say five things.
#
# | you must say | here |
# |---|---|
# | the **players** | Moscow and Seoul. Washington is not a player: its pressure is a dial. |
# | the **moves** and their order | Moscow stays *quiet* or *threatens*. Seoul *refuses* arms, helps *indirectly* (loans, sales with Washington as end user, consent to re-export), or sends arms *directly*: open aid, for all to see. Then Moscow *holds*, or it *arms* Pyongyang. |
# | what is left to **chance** | Moscow is one of two **types**, hard or soft. |
# | the **information** | Moscow knows its type. Seoul does not. |
# | the **payoffs** | what each ending is worth to each player, in points |
#
# A picture of such a story is a tree. Each fork is a **node**, each way on is a **move**, each tip is an ending with payoffs.
# Game theorists call the tree the **extensive form**.
#
# **Types.** A *hard* Moscow likes to punish, and can spare materiel at little cost. A *soft* Moscow cares less and finds it dearer.
# Both can talk in just the same way. This is how a model says "we cannot look into the Kremlin": states know their own
# resolve, others do not, and there are reasons to pretend [@fearon1995].
#
# **Information sets.** After a threat Seoul may be at one of two nodes: "a hard Moscow threatened" or "a soft Moscow threatened".
# It cannot tell which. Nodes that a player cannot tell apart form one **information set**, and the player must do the same at all
# of them. Seoul has two: after silence, and after a threat.
#
# Look at the tree again, and move the pointer over its branches. A dashed line joins what Seoul cannot tell apart. Is Moscow ever unsure where it is?

# %%
coin_tree

# %% [markdown]
# **Two dials** stand for the world outside the tree. Both run from 0 to 1.
#
# - **Alliance pressure**: how hard Washington leans on Seoul. More of it raises the worth of helping. Behind it stands the junior
#   ally's old fear of being left alone; against it, the fear of being dragged in [@snyder1984].
# - **Russian capacity**: how much Moscow's industry has to spare. More of it makes arming Pyongyang cheaper for Moscow,
#   worse for Seoul, and a hard Moscow more probable.
#
# We start at pressure 0.6 and capacity 0.35: strong pressure, a weak Russia, the scene as the op-ed painted it.
#
# The payoffs use a few numbers. **Nobody has measured them.** They are a *teaching calibration*: chosen so that every outcome can be
# seen somewhere on the map. Treat what follows as "if these numbers, then this", never as "this is so".

# %% [markdown]
# ## 3 · By hand
#
# ### The last move
#
# To solve a game, begin at the end. Whoever moves last only has to compare two endings. Once you know what they will do, step back one
# move. This is **backward induction**.
#
# Moscow moves last: it arms Pyongyang, or it holds. Here is the account book of a **hard** Moscow that *has* threatened. Every line says
# what arming is worth to it, compared with holding.

# %%
numbers = Assumptions().as_dict()
scarcity = 1 - 0.35
ledger = pd.DataFrame(
    [
        ["the wish to punish", numbers["wish_to_punish_hard"], "times overtness"],
        ["no called bluff (only after a threat)", numbers["bluff_cost"], "times overtness"],
        ["shells that Pyongyang gives back", numbers["munitions_value"], ""],
        ["materiel given away", -numbers["materiel_cost_hard"], f"times scarcity, 1 - 0.35 = {scarcity:.2f}"],
        ["own trade and standing", -numbers["own_loss"], ""],
    ],
    columns=["arming brings a hard Moscow", "points", ""],
)
ledger

# %% [markdown]
# **Overtness** says how openly Seoul acts. A loan to Washington is hard to see and easy to deny; tanks on a train are not.

# %%
pd.DataFrame({"overtness": WEIGHTS["overtness"]}, index=POSTURES)

# %% [markdown]
# A **soft** Moscow has the same book with two other numbers: a smaller wish to punish, and a higher price for its materiel.

# %%
for name in ["wish_to_punish_soft", "materiel_cost_soft"]:
    print(name, "=", numbers[name])

# %% [markdown]
# *(A reminder: `for name in [...]:` does the indented lines once for each thing in the list, and `numbers["..."]` looks a number up by its name in a
# dictionary.)*
#
# Why does a called bluff count as a gain from arming? A leader who threatens and then does nothing is seen to have bluffed. Arming
# spares Moscow that price. Threats that bind in this way are called **tied hands** [@fearon1997].
#
# Take your pencil. For each posture of Seoul, add up the five lines. A positive sum: Moscow's **best reply** is to arm. A negative
# sum: to hold. Keep three decimals.
#
# ### Then Seoul, one step back
#
# Say Seoul has just heard a threat, and thinks it fifty-fifty that Moscow is hard. The next cell prints what each posture is worth to Seoul
# **if Moscow then holds**, and what Seoul loses **if Moscow arms Pyongyang**.

# %%
game = payoffs(0.6, 0.35, numbers)
print("if Moscow holds: ", dict(zip(POSTURES, game.seoul[1].round(3).tolist(), strict=True)))
print("if Moscow arms, subtract", round(float(game.harm), 3))

# %% [markdown]
# For each posture ask: does a hard Moscow arm? Does a soft one? (You have just found out.) So how likely is arming: 0, one half, or 1?
# Subtract that share of the loss. What is left is Seoul's **expected payoff**.
#
# ### Exercise 1 · The game by hand (3 points)
#
# Fill in what your pencil says.
#
# - `hard_gain`, `soft_gain`: what arming brings each type after a threat, for *refuse*, *indirect*, *direct*, in this order.
# - `seoul_expects`: Seoul's expected payoff from the three postures, in the same order, when both types of Moscow play best replies.
# - `seoul_picks`: the name of Seoul's best posture.
# - `hangs_on`: one of the three `hard_gain` numbers matters more than the others. If only its *sign* flipped, Seoul would pick
#   something else. For which posture of Seoul is it? (`"refuse"`, `"indirect"` or `"direct"`.)

# %% nbgrader={"grade_id": "by-hand", "solution": true}
# Five lines: hard_gain = [ , , ], soft_gain = [ , , ], seoul_expects = [ , , ], seoul_picks = " ", hangs_on = " "
### BEGIN SOLUTION
hard_gain = [-0.275, 0.055, 0.825]
soft_gain = [-0.73, -0.58, -0.23]
seoul_expects = [-0.2, 0.472 - 0.5 * 1.175, 0.666 - 0.5 * 1.175]
seoul_picks = "direct"
hangs_on = "indirect"
### END SOLUTION

# %% nbgrader={"grade_id": "test-by-hand", "grade": true, "points": 3}
from seoul_dilemma.widgets.game import POSTURES

for row in [hard_gain, soft_gain, seoul_expects]:
    assert hasattr(row, "__len__") and len(row) == 3 and None not in row, (
        f"{row}: expected a list of three numbers, such as [0.1, 0.2, 0.3]"
    )
for hard, soft in zip(hard_gain, soft_gain, strict=True):
    assert hard > soft, "a hard Moscow gains more by arming than a soft one, whatever Seoul did"
assert hard_gain[0] < hard_gain[1] < hard_gain[2], "hard_gain: more overtness makes arming worth more"
assert abs(hard_gain[2] - 0.525) > 0.006, "hard_gain: Moscow has threatened, so the called bluff counts too"
assert abs(hard_gain[2] - 0.65) > 0.006, "hard_gain: multiply the materiel by scarcity"
assert seoul_expects[0] < 0, "seoul_expects: after a threat, refusing is seen as yielding: below zero"
assert seoul_expects[2] < 0.6, "seoul_expects: the third number forgets that a hard Moscow would arm"
assert seoul_expects[2] > 0, "seoul_expects: after direct aid one type arms, not both, and it is fifty-fifty"
assert {seoul_picks, hangs_on} <= set(POSTURES), 'write "refuse", "indirect" or "direct", in quotation marks'
### BEGIN HIDDEN TESTS
from seoul_dilemma.widgets.game import Assumptions
from seoul_dilemma.widgets.game.payoffs import payoffs

_g = payoffs(0.6, 0.35, Assumptions().as_dict())
_soft, _hard = _g.arming_gain[:, 1].tolist()
for _mine, _right in [*zip(hard_gain, _hard, strict=True), *zip(soft_gain, _soft, strict=True)]:
    assert abs(_mine - _right) < 0.006, "one of the sums is off: add the five lines again, posture by posture"


def _expects(_gains):
    _risk = [0.5 * (_h > 0) + 0.5 * (_s > 0) for _h, _s in zip(_gains, _soft, strict=True)]
    return [float(_u - _r * _g.harm) for _u, _r in zip(_g.seoul[1], _risk, strict=True)]


def _best(_values):
    return POSTURES[_values.index(max(_values))]


for _mine, _right in zip(seoul_expects, _expects(_hard), strict=True):
    assert abs(_mine - _right) < 0.006, "seoul_expects: which types arm, after which posture?"
assert seoul_picks == _best(_expects(_hard)), "seoul_picks: take the posture with the largest number"
_flipped = [_best(_expects([-_x if _i == _k else _x for _i, _x in enumerate(_hard)])) for _k in range(3)]
assert _flipped[POSTURES.index(hangs_on)] != seoul_picks, (
    "hangs_on: flip one sign at a time, find Seoul's best anew"
)
### END HIDDEN TESTS

# %% [markdown]
# ### Too sharp to be true
#
# You have found something uncomfortable. Seoul's whole choice turned on one tiny number of Moscow's. A best reply treats a gain of a
# twentieth of a point just like a gain of fifteen times as much: both count as *certain*.
#
# People are not like that. They misread, they have bad days, ministries disagree, and a model never sees everything they care about. When a
# lot is at stake they choose well; when little is, their choice looks almost like a coin toss. So we let everyone reply with a
# little noise. A payoff that is higher is chosen *more often*, not always:
#
# $$\Pr(\text{arm}) = \frac{1}{1 + e^{-\lambda \cdot \text{gain}}}$$
#
# This is a **quantal response** [@mckelvey1995]. The number λ (say "lambda") is the **precision** of choice. At 0 everyone tosses coins;
# as it grows, choice comes closer and closer to the best reply. The course uses 6. The op-ed itself leaves room for noise: a government may still do
# something that hurts itself (C32).
#
# In Python, $e^x$ is `np.exp(x)`. It works on a number and on a whole array:

# %%
gain = np.array([-0.5, 0, 0.5])
print((1 / (1 + np.exp(-6 * gain))).round(2))

# %%
gain = np.linspace(-1, 1, 201)
fig, ax = plt.subplots()
for precision, style in [(0, ":"), (3, "--"), (6, "-"), (40, "-.")]:
    ax.plot(gain, 1 / (1 + np.exp(-precision * gain)), style, color="#404040", label=f"precision {precision}")
for posture, x in zip(POSTURES, game.arming_gain[1, 1], strict=True):
    y = 1 / (1 + np.exp(-6 * x))
    ax.plot(x, y, "o", color=figures.COLOURS["Russia"])
    figures.label(ax, posture, (x, y), {"refuse": (-50, 40), "indirect": (40, -40), "direct": (0, -40)}[posture])
ax.legend()
ax.set(xlabel="what arming brings Moscow (points)", ylabel="probability that Moscow arms")
title = "With some noise, a small gain is little more than a coin toss"
alt = "Four S-shaped lines, flat at precision 0, a step at 40; refuse lies low, indirect near one half, direct at 1."
figures.finish(
    ax, title=title, alt=alt, source="the course's game at capacity 0.35, precision 6 for the dots"
)

# %% [markdown]
# Each line is an S that climbs from "holds" at the left to "arms" at the right. Precision 0 is flat at one half. Precision 40 is
# nearly a step: the sharp best reply. The three dots are your hard Moscow. After *refuse* it seldom arms, after *direct* it
# nearly always does, and after *indirect* it is close to a coin toss.
#
# What λ stands for is debated: errors by the players, things only they know, or things only we do not know. These are different
# stories [@signorino2003]. We use one λ for all and come back to it at the end.

# %% [markdown]
# ## 4 · By slider
#
# Now the whole game, solved for every pressure and every capacity. Drag the point, or use the two sliders (with the keyboard: Tab to a slider, then
# the arrow keys). The colours show Seoul's likeliest posture. If one posture won in every world, the map would have one colour. (The op-ed calls the
# choice simpler than it looks in *its* world, C05: one spot of the map.)
#
# Find out, and write your answers on paper:
#
# 1. At pressure 0.6 and capacity 0.35, which posture is likeliest after silence? After a threat? Did your pencil agree?
# 2. Keep the pressure. Raise the capacity slowly to 1. What does Seoul do, and what happens to Moscow's answer?
# 3. Go back. Keep the capacity and raise the pressure. Does *direct* ever become the likeliest?
# 4. Find a place where the sentence says that the threat *works*, a place where it says that it *backfires*, and one where it *cuts both ways*.
# 5. When a threat is heard, how far does Seoul's belief that Moscow is hard move? Why not all the way to certainty?

# %%
explorer = DilemmaExplorer()
explorer

# %% [markdown]
# The dials can be read, and set, from code. This puts the point back where it began:

# %%
explorer.pressure, explorer.capacity = 0.6, 0.35
print("pressure", explorer.pressure, "capacity", explorer.capacity)

# %% [markdown]
# Run the next cell to check questions 1 and 2. (Number 3 is an exercise below; 4 has many answers.)

# %%
for capacity in [0.35, 1.0]:
    eq = solve(0.6, capacity)
    after_silence, after_threat = np.argmax(eq.seoul, axis=1)
    print(
        f"capacity {capacity}: after silence {POSTURES[after_silence]}, after a threat {POSTURES[after_threat]};",
        f"Moscow arms Pyongyang {100 * eq.retaliation:.0f} times in 100",
    )

# %% [markdown]
# And question 5. A soft Moscow can threaten too. If it often does, a threat proves little. Talk that anyone can afford
# is called **cheap talk** [@crawfordsobel1982]. Here a threat is not quite cheap: a bluff that is called costs something. So a soft Moscow bluffs
# less often than a hard one threatens, and Seoul learns a little.

# %% [markdown]
# ## 5 · In code
#
# The explorer is not magic. Each of its numbers comes from four small steps, and you can write all of them.
#
# ### Seoul's payoff
#
# First the weights: how much of each consideration a posture brings.

# %%
weights = {name: dict(zip(POSTURES, row, strict=True)) for name, row in WEIGHTS.items()}
pd.DataFrame(weights).T

# %%
print(weights["credit"]["indirect"])  # two look-ups: first the row, then the posture
print(numbers["alliance_credit"])

# %% [markdown]
# Seoul adds up:
#
# | | in points | name of the number in `numbers` |
# |---|---|---|
# | + | pull × worth of pleasing the ally × `credit` | `alliance_credit` |
# | + | sales that follow from stepping in × `export` | `export_gain` |
# | + | the role of a global pivotal state (C35) × `role` | `role_gain` |
# | − | the price at home (C44) × `domestic` | `domestic_cost` |
# | − | only if Moscow arms: harm of an armed Pyongyang × capacity, plus lost trade | `armed_north_harm`, `trade_loss` |
# | − | only after a threat: the cost of being seen to yield (C41, C42) × `yielding` | `yielding_cost` |
#
# The **pull** of the ally is the pressure. A threat adds to it: the ally rallies, and part of the pull that was still missing comes in. After a threat
#
# `pull = pressure + threat_pull × (1 − pressure)`.
#
# Two of these lines put the op-ed's thesis into numbers. Which? Keep the question; lesson 07 is about it. (Section 8 lists every number of the game. Those
# that you do not meet here concern Moscow, or are 0 for now.)
#
# A reminder: `if threat:` does its indented lines only when `threat` is not 0.
#
# ### Exercise 2 · Seoul's payoff (3 points)
#
# Write `seoul_payoff(posture, threat, arms, pressure, capacity)`. `posture` is a name such as `"indirect"`. `threat` is 1 after a threat, else 0.
# `arms` is 1 when Moscow arms Pyongyang, else 0. Give back one number.


# %% nbgrader={"grade_id": "seoul-payoff", "solution": true}
def seoul_payoff(posture, threat, arms, pressure, capacity):
    ### BEGIN SOLUTION
    pull = pressure
    if threat:
        pull = pressure + numbers["threat_pull"] * (1 - pressure)
    total = pull * numbers["alliance_credit"] * weights["credit"][posture]
    total = total + numbers["export_gain"] * weights["export"][posture]
    total = total + numbers["role_gain"] * weights["role"][posture]
    total = total - numbers["domestic_cost"] * weights["domestic"][posture]
    if arms:
        total = total - (numbers["armed_north_harm"] * capacity + numbers["trade_loss"])
    if threat:
        total = total - numbers["yielding_cost"] * weights["yielding"][posture]
    return total
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-seoul-payoff", "grade": true, "points": 3}
value = seoul_payoff("direct", 0, 0, 0.5, 0.5)
assert isinstance(value, (int, float)), "seoul_payoff must return one number: is there a `return` at the end?"
value = seoul_payoff("refuse", 0, 0, 0.6, 0.35)
assert abs(value) < 1e-9, "after silence, refusing brings nothing and costs nothing"
value = seoul_payoff("refuse", 1, 0, 0.6, 0.35)
assert value < 0, "refusing after a threat is yielding: that must cost something"
calm, armed = seoul_payoff("direct", 0, 0, 0.6, 0.9), seoul_payoff("direct", 0, 1, 0.6, 0.9)
assert armed < calm, "an armed Pyongyang must make Seoul worse off: check the sign of the harm"
value = seoul_payoff("direct", 0, 0, 0.6, 0.1)
assert abs(value - calm) < 1e-9, "when Moscow holds (arms is 0), its capacity harms nobody"
value = seoul_payoff("direct", 0, 1, 0.6, 0.1)
assert value > armed, "the harm of an armed Pyongyang must grow with Russian capacity"
before, after = seoul_payoff("direct", 0, 0, 0.2, 0.5), seoul_payoff("direct", 1, 0, 0.2, 0.5)
assert after > before, "a threat adds to the ally's pull, so helping is worth more after it"
### BEGIN HIDDEN TESTS
from seoul_dilemma.widgets.game import Assumptions
from seoul_dilemma.widgets.game.payoffs import payoffs

for _p, _c in [(0.6, 0.35), (0.0, 0.0), (1.0, 1.0), (0.25, 0.8)]:
    _g = payoffs(_p, _c, Assumptions().as_dict())
    for _t in (0, 1):
        for _k, _name in enumerate(("refuse", "indirect", "direct")):
            for _r in (0, 1):
                _right = float(_g.seoul[_t, _k] - _r * _g.harm)
                assert abs(float(seoul_payoff(_name, _t, _r, _p, _c)) - _right) < 1e-6, (
                    "seoul_payoff differs from the rules for some posture, signal, answer, pressure and capacity: "
                    "go through the table line by line"
                )
### END HIDDEN TESTS

# %% [markdown]
# ### The last move, with noise
#
# The ledger of section 3 becomes a function. For either type,
#
# `gain = wish to punish × overtness + shells − materiel × (1 − capacity) − own loss`, and after a threat also `+ bluff cost × overtness`.
#
# The quantal response then turns the gain into a probability.
#
# ### Exercise 3 · Solve the last move (3 points)
#
# Write `arm_probability(kind, threat, posture, capacity, precision)`: the probability that a Moscow of this `kind` (`"hard"` or `"soft"`) arms Pyongyang.
# A name can be put together from pieces: `"materiel_cost_" + "soft"` is `"materiel_cost_soft"`.


# %% nbgrader={"grade_id": "last-move", "solution": true}
def arm_probability(kind, threat, posture, capacity, precision):
    ### BEGIN SOLUTION
    overtness = weights["overtness"][posture]
    gain = (
        numbers["wish_to_punish_" + kind] * overtness
        + numbers["munitions_value"]
        - numbers["materiel_cost_" + kind] * (1 - capacity)
        - numbers["own_loss"]
    )
    if threat:
        gain = gain + numbers["bluff_cost"] * overtness
    return 1 / (1 + np.exp(-precision * gain))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-last-move", "grade": true, "points": 3}
value = arm_probability("hard", 1, "direct", 0.35, 6)
assert value is not None, "arm_probability gives nothing back: end it with `return ...`"
assert 0 < value < 1, f"expected a probability that is not quite certain, got {value:.2f}: use np.exp"
assert value > 0.5, "a hard Moscow gains by arming here, so it should mostly arm: check the sign in np.exp"
quiet, soft = arm_probability("hard", 0, "direct", 0.35, 6), arm_probability("soft", 1, "direct", 0.35, 6)
assert value > quiet, (
    "after a threat holding is a called bluff, so arming must be likelier than after silence"
)
assert value > soft, "a soft Moscow must arm less often than a hard one"
value = arm_probability("soft", 0, "indirect", 0.7, 0)
assert abs(value - 0.5) < 1e-9, "at precision 0 Moscow tosses a coin: expect one half"
scarce, plenty = arm_probability("soft", 0, "direct", 0.1, 6), arm_probability("soft", 0, "direct", 0.9, 6)
assert scarce < plenty, "more capacity makes materiel cheaper and arming likelier: look at (1 - capacity)"
### BEGIN HIDDEN TESTS
import numpy as np
from seoul_dilemma.widgets.game import Assumptions
from seoul_dilemma.widgets.game.payoffs import payoffs

for _c, _lam in [(0.35, 6), (0.0, 3), (1.0, 10), (0.7, 1.5)]:
    _right = 1 / (1 + np.exp(-_lam * payoffs(0.5, _c, Assumptions().as_dict()).arming_gain))
    for _i, _kind in enumerate(("soft", "hard")):
        for _t in (0, 1):
            for _k, _name in enumerate(("refuse", "indirect", "direct")):
                assert abs(float(arm_probability(_kind, _t, _name, _c, _lam)) - _right[_i, _t, _k]) < 1e-6, (
                    "arm_probability differs from the rules for some type, signal, posture, capacity or precision"
                )
### END HIDDEN TESTS

# %% [markdown]
# ### Beliefs
#
# Seoul hears a threat. How sure should it be that Moscow is hard? Lesson 05 gave the rule. Count: out of 100 possible Moscows, say 40 are hard. If
# 6 in 10 of the hard ones threaten and 3 in 10 of the soft ones, then
# 24 hard and 18 soft threats are heard. So 24 of 42 threats come from a hard Moscow.

# %%
prior, threat_soft, threat_hard = 0.4, 0.3, 0.6
heard = prior * threat_hard + (1 - prior) * threat_soft
print(round(prior * threat_hard / heard, 3))

# %% [markdown]
# Silence is news as well: a hard Moscow stays silent less often, so after silence it is less likely that Moscow is hard.
#
# ### Round and round
#
# Backward induction alone gets stuck here. Seoul's belief looks back, to a move of Moscow's that we have not solved yet. How often each type
# threatens depends on how Seoul will answer. How Seoul answers depends on what it believes. What it believes depends on how often each type threatens.
#
# **beliefs → Seoul's answers → what a threat gains → how often each type threatens → beliefs → …**
#
# We cut the knot anywhere, go round, and see whether the numbers settle. Start with coin tosses. Each time round, move the threat rates half of
# the way to their new values. (The whole way can overshoot and swing for ever.) When going round changes nothing any more, everybody replies as well as their precision
# lets them, to what the others really do, and beliefs follow Bayes' rule. That point is an **equilibrium**: here, a *quantal response equilibrium*
# of a game in extensive form [@mckelvey1998], the noisy cousin of what textbooks call a perfect Bayesian equilibrium.
#
# Two steps are ready for you. In the first, Seoul chooses among three, so the quantal response has three terms: each posture gets the score
# $e^{\lambda \cdot \text{payoff}}$, and its chance is its share of the sum. (With two to choose from that is the formula of section 3.) Arrays come in this order: type (soft, hard), signal (silence, threat), posture (refuse, indirect, direct).


# %%
def seoul_answers(belief, pressure, capacity, precision=6):
    """Seoul's three chances after silence and after a threat, for its two beliefs that Moscow is hard."""
    game = payoffs(pressure, capacity, numbers)
    arm_soft, arm_hard = 1 / (1 + np.exp(-precision * game.arming_gain))
    rows = []
    for signal in [0, 1]:
        risk = belief[signal] * arm_hard[signal] + (1 - belief[signal]) * arm_soft[signal]
        score = np.exp(precision * (game.seoul[signal] - risk * game.harm))
        rows.append(score / score.sum())
    return np.array(rows)


# %%
def threat_gains(seoul, pressure, capacity, precision=6):
    """What threatening brings a soft and a hard Moscow, compared with silence, when Seoul answers like this."""
    game = payoffs(pressure, capacity, numbers)
    arm = 1 / (1 + np.exp(-precision * game.arming_gain))
    gains = []
    for kind in [0, 1]:
        worth = game.moscow + arm[kind] * game.arming_gain[kind]
        silence, threat = (seoul * worth).sum(axis=1)
        gains.append(threat - silence)
    return np.array(gains)


# %%
answers = seoul_answers([0.3, 0.5], 0.6, 0.35)
print(answers.round(2))
print(threat_gains(answers, 0.6, 0.35).round(2))

# %% [markdown]
# Read the output: the first row is Seoul after silence (it believes 0.3), the second after a threat (it believes 0.5). The last line says what a threat brings
# a soft and a hard Moscow. Both are negative here, so threats will be rarer than a coin toss, and more so for the soft type.
#
# *(`seoul.sum(axis=1)` adds along each row; `rows.append(x)` puts `x` at the end of a list.)*
#
# ### Exercise 4 · Solve the game (4 points)
#
# Write two functions.
#
# 1. `beliefs(prior, threat_rates)`: `threat_rates` is `[soft, hard]`. Give back a list of two numbers: Pr(hard) after silence, Pr(hard) after a threat.
# 2. `solve_threats(pressure, capacity)`: go round until it settles, and give back the threat rates `[soft, hard]`. In each round:
#    beliefs, then `seoul_answers`, then `threat_gains`, then the quantal response with precision 6, then half of the way there.
#    `for step in range(200):` goes round 200 times, which is plenty.
#
# The prior that Moscow is hard is `numbers["prior_base"] + numbers["prior_slope"] * capacity`.


# %% nbgrader={"grade_id": "solve-game", "solution": true}
def beliefs(prior, threat_rates):
    ### BEGIN SOLUTION
    soft, hard = threat_rates
    after_threat = prior * hard / (prior * hard + (1 - prior) * soft)
    after_silence = prior * (1 - hard) / (prior * (1 - hard) + (1 - prior) * (1 - soft))
    return [after_silence, after_threat]
    ### END SOLUTION


def solve_threats(pressure, capacity):
    ### BEGIN SOLUTION
    prior = numbers["prior_base"] + numbers["prior_slope"] * capacity
    rates = np.array([0.5, 0.5])
    for _ in range(200):
        seoul = seoul_answers(beliefs(prior, rates), pressure, capacity)
        gains = threat_gains(seoul, pressure, capacity)
        rates = (rates + 1 / (1 + np.exp(-6 * gains))) / 2
    return rates
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-solve-game", "grade": true, "points": 4}
import numpy as np

both = beliefs(0.4, np.array([0.3, 0.6]))
assert hasattr(both, "__len__") and len(both) == 2, "beliefs must return two: after silence, after a threat"
assert abs(both[1] - 24 / 42) < 1e-6, "the text counts 24 hard Moscows among 42 threats; your beliefs differ"
mean = 0.58 * both[0] + 0.42 * both[1]
assert abs(mean - 0.4) < 1e-6, "after silence: count the Moscows, hard and soft, that did *not* threaten"
rates = solve_threats(0.6, 0.35)
assert hasattr(rates, "__len__") and len(rates) == 2, "solve_threats must return two rates, [soft, hard]"
assert 0 < rates[0] < 1 and 0 < rates[1] < 1, "rates are probabilities: did you forget the quantal response?"
assert rates[0] < rates[1], "a hard Moscow threatens more often than a soft one: is the order [soft, hard]?"
gains = threat_gains(seoul_answers(beliefs(0.375, np.array(rates)), 0.6, 0.35), 0.6, 0.35)
again = 1 / (1 + np.exp(-6 * gains))
assert np.allclose(again, rates, atol=1e-4), "one more round moves your rates: check each of the steps"
### BEGIN HIDDEN TESTS
from seoul_dilemma.widgets.game import solve

for _prior, _rates in [(0.2, [0.1, 0.9]), (0.7, [0.5, 0.5]), (0.55, [0.8, 0.2])]:
    _s, _h = _rates
    _right = [
        _prior * (1 - _h) / (_prior * (1 - _h) + (1 - _prior) * (1 - _s)),
        _prior * _h / (_prior * _h + (1 - _prior) * _s),
    ]
    _mine = beliefs(_prior, np.array(_rates))
    assert np.shape(_mine) == (2,) and np.allclose(_mine, _right, atol=1e-6), (
        "beliefs is wrong for another prior and other rates"
    )
for _p, _c in [(0.6, 0.35), (0.1, 0.9), (0.9, 0.1), (0.5, 0.6)]:
    _mine = solve_threats(_p, _c)
    assert np.shape(_mine) == (2,) and np.allclose(_mine, solve(_p, _c).threat, atol=1e-4), (
        "solve_threats does not settle at the equilibrium for another pressure and capacity"
    )
### END HIDDEN TESTS

# %% [markdown]
# That is the whole solver. The course's own `solve` finds the same point with more care: at high precision the simple loop can swing for ever, and there can be more than
# one equilibrium. `solve` follows the one that grows out of the coin toss as the precision rises [@turocy2010].
# Its answers agree with those of Gambit, the standard software of the field [@gambit].

# %% [markdown]
# ## 6 · Three senses of backfire
#
# "The threat backfired" can mean three things. Compare a Seoul that was threatened with one that was not.
#
# | | the question | formula | it backfires when |
# |---|---|---|---|
# | **B1** | Does the threat bring *more aid of any kind*? | Pr(indirect or direct, after a threat) − Pr(the same, after silence) | B1 > 0 |
# | **B2** | Does it bring *more open aid*? | Pr(direct, after a threat) − Pr(direct, after silence) | B2 > 0 |
# | **B3** | Is *its author* better off for having threatened? | what threatening brings each type, averaged with the prior | B3 < 0 |
#
# Note the last column. The first two backfire when they are positive, the third when it is negative.
#
# ### Exercise 5 · Three senses (3 points)
#
# Write two functions.
#
# 1. `three_senses(seoul, gains, prior)` gives back `[B1, B2, B3]`. `seoul` is a table of two rows (silence, threat) by three columns, as from `seoul_answers`;
#    `gains` is `[soft, hard]`, as from `threat_gains`; `prior` is Pr(hard).
# 2. `all_agree(b1, b2, b3)` gives back `True` when all three say "backfire" or none does, else `False`.


# %% nbgrader={"grade_id": "three-senses", "solution": true}
def three_senses(seoul, gains, prior):
    ### BEGIN SOLUTION
    silence, threat = seoul[0], seoul[1]
    b1 = (threat[1] + threat[2]) - (silence[1] + silence[2])
    b2 = threat[2] - silence[2]
    b3 = (1 - prior) * gains[0] + prior * gains[1]
    return [b1, b2, b3]
    ### END SOLUTION


def all_agree(b1, b2, b3):
    ### BEGIN SOLUTION
    backfires = [b1 > 0, b2 > 0, b3 < 0]
    return all(backfires) or not any(backfires)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-three-senses", "grade": true, "points": 3}
import numpy as np

table = np.array([[0.5, 0.4, 0.1], [0.3, 0.4, 0.3]])
three = three_senses(table, np.array([-0.2, 0.4]), 0.25)
assert hasattr(three, "__len__") and len(three) == 3, "three_senses must return three numbers: [B1, B2, B3]"
assert three[0] > 0, "in this example refusing falls after a threat, 0.5 to 0.3, so B1 must be positive"
assert abs(three[0] - three[1]) < 1e-9, "in this example all the new aid is open, so B1 and B2 must be equal"
assert -0.2 < three[2] < 0.1, (
    "B3 averages the two gains; with a prior of 0.25 it lies nearer to the soft type's"
)
assert all_agree(0.1, 0.1, -0.1) is not None, "all_agree must return True or False"
assert all_agree(0.1, 0.1, -0.1), "all three say backfire here: remember, B3 backfires when it is *negative*"
assert not all_agree(0.1, -0.1, -0.1), "B1 and B2 have different signs here, so the three cannot agree"
### BEGIN HIDDEN TESTS
from seoul_dilemma.widgets.game import solve

for _p, _c in [(0.6, 0.35), (0.3, 0.9), (0.95, 0.6)]:
    _e = solve(_p, _c)
    _prior = 0.2 + 0.5 * _c
    _gains = np.log(_e.threat / (1 - _e.threat)) / 6
    _out = [float(x) for x in three_senses(np.array(_e.seoul), _gains, _prior)]
    assert np.allclose(_out, [_e.backfire, _e.open_backfire, _e.threat_payoff], atol=1e-5), (
        "three_senses is wrong elsewhere on the map"
    )
for _signs in [
    (1, 1, -1, True),
    (1, 1, 1, False),
    (-1, -1, 1, True),
    (-1, -1, -1, False),
    (1, -1, 1, False),
    (-1, 1, -1, False),
]:
    assert bool(all_agree(0.1 * _signs[0], 0.2 * _signs[1], 0.3 * _signs[2])) == _signs[3], (
        "all_agree is wrong for some signs"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 7 · What the op-ed looked for, and what the game gives
#
# Here is the solved game at the op-ed's setting. Your bets come back below it.

# %%
eq = solve(0.6, 0.35)
print(pd.DataFrame(eq.seoul.round(2), index=["after silence", "after a threat"], columns=POSTURES))
print()
print(f"B1, any aid:      {eq.backfire:+.2f}")
print(f"B2, open aid:     {eq.open_backfire:+.2f}")
print(f"B3, for Moscow:   {eq.threat_payoff:+.2f}")

# %%
any_aid_bet.reveal(
    outcome=bool(eq.backfire > 0), note=f"B1 = {eq.backfire:+.2f}: a little more aid of any kind."
)

# %%
open_aid_bet.reveal(
    outcome=bool(eq.open_backfire > 0), note=f"B2 = {eq.open_backfire:+.2f}: a little less open aid."
)

# %% [markdown]
# The signs differ. After a threat Seoul is a little less likely to refuse, **and** a little less likely to send arms in the open. Both
# ends lose; the middle gains.
#
# - **For the op-ed.** In a game built on its assumptions the threat does not frighten Seoul out of helping. Any aid goes up, if only a little (C27), and on average Moscow would
#   have done better to keep quiet (B3 is negative).
# - **Against it.** The op-ed looked for *overt* support (C36). Here it is rarer after a threat than after silence, if only a little. Moscow's red line was open
#   lethal aid (objection X04). Whoever counts loans calls the threat a failure; whoever counts open deliveries calls it a success. Both read the same numbers. (Is silence the right thing to compare with? Section 9 asks.)
#
# Why does it happen? Two forces pull against each other. *Pride and pull*: yielding costs something and the ally leans in, so refusing
# looks worse. *Fear*: the threat makes a hard Moscow more probable and ties its hands, so open aid looks more dangerous.
# Indirect aid answers both. (Why does Moscow threaten at all, if it does not pay? For the hard type the loss is small, and small losses are often overlooked: that is what
# precision 6 means.) Alliances know something like it, one step away: states word the *treaty* with care,
# so as not to be dragged into a partner's war [@kim2011]. (That work is on how promises are written; that indirect aid is of the same kind is our thought, not its finding.)
#
# Now look at the tree again. Same tree as at the start; but now the players think.

# %%
GameTree(pressure=0.6, capacity=0.35)

# %% [markdown]
# ### Exercise 6 · Where it tips (3 points)
#
# How much pressure would it take before open aid is the *likeliest* of the three postures? Write `tipping_pressure(capacity)`: the smallest pressure on
# the grid 0.00, 0.01, …, 1.00 at which *direct* is likelier than *refuse* and likelier than *indirect*, on the path of play: over silence and threat together, each as often as it really comes. If there is none, give back `None`.
#
# `solve` takes a whole array of pressures at once. `eq.supply` is Pr(indirect or direct), `eq.open_supply` is Pr(direct).

# %%
pressures = np.linspace(0, 1, 101)
eq = solve(pressures, 0.35)
print(pressures[60], eq.supply[60].round(3), eq.open_supply[60].round(3))
print(pressures[eq.supply > 0.99])  # only the pressures at which the condition holds

# %% [markdown]
# Then read a result. Try your function at capacity 0.5. In `reading`, put the letter of the one sentence that is right.
#
# - **A** At capacity 0.5 Seoul most likely refuses, whatever the pressure.
# - **B** At capacity 0.5 no pressure on the dial makes open aid the likeliest, yet under full pressure it is still far from impossible.
# - **C** At capacity 0.5 open aid never happens in this game.
# - **D** At capacity 0.5 pressure has stopped mattering: open aid is as likely at full pressure as at none.


# %% nbgrader={"grade_id": "tipping-pressure", "solution": true}
def tipping_pressure(capacity):
    ### BEGIN SOLUTION
    pressures = np.linspace(0, 1, 101)
    eq = solve(pressures, capacity)
    refuse = 1 - eq.supply
    indirect = eq.supply - eq.open_supply
    tipped = pressures[(eq.open_supply > refuse) & (eq.open_supply > indirect)]
    if len(tipped) == 0:
        return None
    return float(tipped[0])
    ### END SOLUTION


# And one line here: reading = " "
### BEGIN SOLUTION
reading = "B"
### END SOLUTION

# %% nbgrader={"grade_id": "test-tipping-pressure", "grade": true, "points": 3}
from seoul_dilemma.widgets.game import solve

tip = tipping_pressure(0.35)
assert tip is not None, "there is a tipping pressure at capacity 0.35: the explorer shows you roughly where"
assert np.ndim(tip) == 0, "give back one pressure, the smallest, and not all at which direct aid is likeliest"
assert 0 <= tip <= 1, f"a pressure lies between 0 and 1, yours is {tip}: is it a position in the list?"
eq = solve([max(tip - 0.01, 0), tip], 0.35)
direct, indirect = eq.open_supply, eq.supply - eq.open_supply
assert direct[1] > indirect[1], f"at pressure {tip:.2f} indirect aid is still likelier than direct aid"
assert direct[0] <= indirect[0], f"one step below {tip:.2f} direct aid is already the likeliest"
assert reading in ["A", "B", "C", "D"], "reading: one letter in quotation marks"
### BEGIN HIDDEN TESTS
import numpy as np

_grid = np.linspace(0, 1, 101)
for _c in (0.0, 0.1, 0.22, 0.4, 0.5, 0.8, 1.0):
    _e = solve(_grid, _c)
    _shares = np.stack([1 - _e.supply, _e.supply - _e.open_supply, _e.open_supply])
    _hits = _grid[np.argmax(_shares, axis=0) == 2]
    _mine = tipping_pressure(_c)
    if len(_hits) == 0:
        assert _mine is None, "where direct aid is never the likeliest, tipping_pressure must return None"
    else:
        assert _mine is not None and abs(float(_mine) - _hits[0]) < 0.006, (
            "tipping_pressure is wrong at another capacity"
        )
assert reading == "B", "reading: look at the three shares at capacity 0.5, at pressure 0 and at pressure 1"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7 · Claims and witnesses (3 points)
#
# People say things about this game. Some hold on the whole map, with the course's assumptions; some do not. One **witness**, a place where a claim fails, is
# enough to refute it. No number of places where it holds will prove it, but a search that finds no witness on a fine grid is a good reason to believe it.
#
# - **A** "Wherever a threat makes aid of any kind likelier, it makes open aid likelier too."
# - **B** "At any given capacity, more pressure makes aid of any kind likelier."
# - **C** "Wherever a threat makes aid of any kind less likely, Moscow gains by threatening." (B3 > 0.)
# - **D** "At the op-ed's setting (0.6, 0.35) B1 has the same sign at every precision from 2 to 10."
#
# In `verdict` write `True` or `False` for each. In `witness`, for each claim that you call false, give a place:
# for A and C a pair `(pressure, capacity)`; for B a triple `(lower pressure, higher pressure, capacity)`; for D a precision.
#
# A map is one call, and other assumptions are one more word. (`np.meshgrid` makes a grid of two lists of numbers, with each pair once.)

# %%
map_pressure, map_capacity = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
eq = solve(map_pressure, map_capacity)
print("B1 > 0 at", int((eq.backfire > 0).sum()), "of", eq.backfire.size, "places")
print("precision 3:", solve(0.6, 0.35, Assumptions(precision=3)).backfire.round(3))

# %% nbgrader={"grade_id": "claims", "solution": true}
# Two lines: verdict = {"A": , "B": , "C": , "D": } and witness = { } with one entry for each False
### BEGIN SOLUTION
verdict = {"A": False, "B": True, "C": False, "D": False}
witness = {"A": (0.6, 0.35), "C": (0.6, 0.7), "D": 9}
### END SOLUTION

# %% nbgrader={"grade_id": "test-claims", "grade": true, "points": 3}
from seoul_dilemma.widgets.game import Assumptions, solve

for name in ["A", "B", "C", "D"]:
    assert verdict.get(name) in (True, False), f"claim {name}: write True or False in verdict"
    assert verdict[name] or name in witness, f"you call {name} false: give a witness for it"
a, c = solve(*witness.get("A", (0.5, 0.5))), solve(*witness.get("C", (0.5, 0.5)))
assert verdict["A"] or a.backfire > 0 >= a.open_backfire, "your witness against A is none: look at B1 and B2"
assert verdict["C"] or c.backfire < 0 >= c.threat_payoff, "your witness against C is none: look at B1 and B3"
low, high, capacity = witness.get("B", (0.0, 1.0, 0.5))
rise = solve(high, capacity).supply - solve(low, capacity).supply
assert verdict["B"] or (low < high and rise <= 0), f"no witness against B: aid changes by {rise:+.3f}"
assert verdict["D"] or 2 <= witness["D"] <= 10, "the witness against D must be a precision from 2 to 10"
b1 = solve(0.6, 0.35, Assumptions(precision=witness.get("D", 6))).backfire
assert verdict["D"] or b1 <= 0, f"your witness against D is none: B1 is {b1:+.3f} there, at 6 it is positive"
### BEGIN HIDDEN TESTS
import numpy as np

_p, _c = np.meshgrid(np.linspace(0, 1, 41), np.linspace(0, 1, 41))
_e = solve(_p, _c)
_right = {
    "A": not ((_e.backfire > 0) & (_e.open_backfire <= 0)).any(),
    "B": bool((np.diff(_e.supply, axis=1) > 0).all()),
    "C": not ((_e.backfire < 0) & (_e.threat_payoff <= 0)).any(),
    "D": len({bool(solve(0.6, 0.35, Assumptions(precision=_lam)).backfire > 0) for _lam in range(2, 11)})
    == 1,
}
for _name in "ABCD":
    assert bool(verdict[_name]) == bool(_right[_name]), (
        f"claim {_name}: search the whole map (for D, all the precisions) for a place where it fails"
    )
### END HIDDEN TESTS

# %% [markdown]
# ### A search is no proof
#
# Claim B held wherever you looked. Is it a **theorem**, true whatever the numbers? Part of it is. *Hold Seoul's beliefs and Moscow's last move fixed, and look at one signal at a time.* More pressure raises the payoff of each posture in proportion to
# its `credit`: nothing for refusing, something for indirect aid, most for direct. A noisy chooser moves toward what has gained more. So aid of any kind rises, and open aid with it. The same few lines prove
# that both rise with the gain from exports and the role gain, after a threat also with the yielding cost and the threat's pull, and that both fall with the price at home, the harm of an armed Pyongyang and lost trade (risk grows with overtness).
#
# But nothing holds beliefs fixed. Pressure changes what a threat gains, so it changes who threatens, so it changes what a threat *tells*. On the path of play none of these claims is a theorem: against each of them a search finds a witness, and one is enough. Let us look for one against pressure, among worlds drawn from the whole range of every slider.

# %%
from seoul_dilemma.widgets.game import PARAMETERS, outcomes, sample

sliders = {name: PARAMETERS[name].slider for name in PARAMETERS}
worlds = sample(4000, seed=5, ranges={"pressure": (0, 0.98), "capacity": (0, 1), **sliders})
pressures = worlds.inputs["pressure"]
more = sample(4000, seed=5, ranges={"pressure": (0.02, 1), "capacity": (0, 1), **sliders})
before, after = (outcomes(each, names=["supply"])["supply"] for each in (worlds, more))
print(f"a little more pressure, less aid: in {(after < before - 1e-6).mean():.1%} of {len(before)} worlds")
print(f"the largest fall: {(before - after).max():.3f}")

# %% [markdown]
# *(The two calls draw the same worlds, all but for the pressure, which is a little higher in the second.)* So claim B held wherever we looked with the course's numbers, and nearly everywhere else; it is no theorem. In this course "always" without a proof means "in every case that we looked at".

# %% [markdown]
# ## 8 · A world in which the threat works
#
# Be fair to Moscow's advisers. Threats do work, sometimes, and some of the best work on coercion tries to say when [@schelling1966]. What would have to be different?
#
# The explorer says "works" as soon as a threat raises neither aid of any kind nor open aid. Let us ask for more. In this section **the threat works** when all three hold:
#
# 1. aid of any kind is at least 10 points in 100 less likely after a threat than after silence (B1 ≤ −0.10);
# 2. open aid is less likely too (B2 < 0);
# 3. Moscow, on average over its types, is better off for having threatened (B3 > 0).
#
# The next cell looks for such a place on the whole map, with the course's assumptions as they are.

# %%
p, c = np.meshgrid(np.linspace(0, 1, 101), np.linspace(0, 1, 101))
eq = solve(p, c)
works = (eq.backfire <= -0.10) & (eq.open_backfire < 0) & (eq.threat_payoff > 0)
print("places where the threat works:", int(works.sum()), "of", works.size)

# %% [markdown]
# So the dials alone will not do. Some assumption has to give. Here are all of them, with their meaning and the range of their sliders.

# %%
Assumptions().explain()

# %% [markdown]
# ### Exercise 8 · Puzzle: make it work (3 points)
#
# Find a world in which the threat works. You may change **at most two** assumptions, within the ranges of the table, and set both dials as you like.
# Play in the explorer first (open *Assumptions*), then check in code:
#
# `solve(0.5, 0.5, Assumptions(trade_loss=0.4))`
#
# Fill in
#
# - `world_pressure`, `world_capacity`: the two dials;
# - `changes`: a dictionary of what you changed, such as `{"trade_loss": 0.4}`;
# - `carried_by`: the name of the one change that carries the result: put *that* one back to its old value, leave all else, and the threat no longer works.

# %% nbgrader={"grade_id": "puzzle", "solution": true}
# Four lines: world_pressure = , world_capacity = , changes = { }, carried_by = " "
### BEGIN SOLUTION
world_pressure = 0.6
world_capacity = 0.8
changes = {"bluff_cost": 0.8}
carried_by = "bluff_cost"
### END SOLUTION

# %% nbgrader={"grade_id": "test-puzzle", "grade": true, "points": 3}
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions, solve

assert 1 <= len(changes) <= 2, "change one or two assumptions, no more"
for name, value in changes.items():
    assert name in PARAMETERS, f"there is no assumption called {name!r}: copy the name from the table"
    low, high = PARAMETERS[name].slider
    assert low <= value <= high, f"{name} = {value} is outside its slider, {low:g} to {high:g}"
eq = solve(world_pressure, world_capacity, Assumptions(**changes))
assert eq.backfire <= -0.10, f"condition 1: B1 is {eq.backfire:+.3f}. What would make Seoul more afraid?"
assert eq.open_backfire < 0, f"condition 2: B2 is {eq.open_backfire:+.3f}. When does open aid look dangerous?"
assert eq.threat_payoff > 0, (
    f"condition 3: B3 is {eq.threat_payoff:+.3f}. Where are bluffs called less often?"
)
assert carried_by in changes, "carried_by must be the name of one of your changes"
### BEGIN HIDDEN TESTS
_rest = {_k: _v for _k, _v in changes.items() if _k != carried_by}
_e = solve(world_pressure, world_capacity, Assumptions(**_rest))
assert not (_e.backfire <= -0.10 and _e.open_backfire < 0 and _e.threat_payoff > 0), (
    "put the change named in carried_by back, and the threat still works: so it is not what carries your result"
)
### END HIDDEN TESTS

# %% [markdown]
# There are several roads to a threat that works, and each is a story about the world. Is a bluff dear, so that threats bind? Is a rearmed Pyongyang more frightening than we assumed? Is there
# no shame in yielding? Compare yours with a neighbour's. Then ask which story fits what you know about Moscow and Seoul in 2023. The game cannot tell you; it
# only shows what you would have to believe.
#
# ## 9 · Compared with what?
#
# B1 and B2 compare a Seoul that was threatened with one that heard nothing. But where Moscow *could* have threatened, silence is news: a hard Moscow would more likely have spoken. The quiet Seoul has been reassured.
#
# So there is a second comparison. Take the threat out of the game: nobody can speak, and Seoul keeps its prior. The fourth sense of backfire is
#
# **B4** = Pr(direct, after a threat) − Pr(direct, in the game without threats).

# %%
eq = solve(0.6, 0.35)
rows = [eq.seoul[0], eq.without_threat, eq.seoul[1]]
print(pd.DataFrame(rows, index=["after silence", "no threats in the game", "after a threat"], columns=POSTURES).round(3))
print()
print(f"B2, against silence:           {eq.open_backfire:+.3f}")
print(f"B4, against no threats at all: {eq.net_backfire:+.3f}")
print(f"what the option to threaten is worth to Moscow: {eq.option_payoff:+.3f}")

# %% [markdown]
# At this spot of the map the two have different signs. After the threat open aid is a little *likelier* than in a world without threats. It is less likely than after silence because silence reassures. And Moscow would rather not have the option: with it, open aid is likelier on the path of play, and Moscow is worse off.
# So "the threat deterred open aid" is true of one comparison and false of the other. Whoever says *deterred* should say: compared with what?
#
# ### Exercise 9 · Three effects of a threat (3 points)
#
# A threat changes what Seoul expects of a posture in three ways.
#
# 1. **Pride and pull**: what Seoul gets *if Moscow holds* changes, since yielding costs and the ally leans in.
# 2. **Belief**: a hard Moscow is more probable, so arming is.
# 3. **Tied hands**: each type of Moscow arms more readily, since holding is now a called bluff.
#
# Write `split_threat(posture, believed)` that returns these three numbers, in points and in this order. `believed` is the belief that Moscow is hard in the world that we compare with: `eq.belief[0]` for silence, `eq.prior` for a game without threats.
# Change one thing after the other: first the payoff if Moscow holds; then the belief, from `believed` to `eq.belief[1]`, while Moscow still arms as after silence; then let it arm as after the threat.
#
# You have `game.seoul[signal][k]` (the payoff if Moscow holds), `game.harm`, and `eq.arming[kind][signal][k]` (Pr(arm); kind 0 is soft and 1 hard, signal 0 is silence and 1 a threat, `k` is the place of the posture in `POSTURES`).

# %%
game = payoffs(0.6, 0.35, numbers)
k = POSTURES.index("direct")
print("payoff if Moscow holds, after silence and after a threat:", game.seoul[:, k].round(3))
print("Pr(arm), a hard Moscow, after silence and after a threat:", eq.arming[1, :, k].round(3))


# %% nbgrader={"grade_id": "split", "solution": true}
def split_threat(posture, believed):
    ### BEGIN SOLUTION
    k = POSTURES.index(posture)
    heard = eq.belief[1]

    def risk(belief, signal):
        return belief * eq.arming[1, signal, k] + (1 - belief) * eq.arming[0, signal, k]

    pride = game.seoul[1, k] - game.seoul[0, k]
    learning = -game.harm * (risk(heard, 0) - risk(believed, 0))
    hands = -game.harm * (risk(heard, 1) - risk(heard, 0))
    return [float(pride), float(learning), float(hands)]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-split", "grade": true, "points": 3}
from seoul_dilemma.widgets.game import POSTURES, solve

_e = solve(0.6, 0.35)
parts = split_threat("direct", float(_e.belief[0]))
assert hasattr(parts, "__len__") and len(parts) == 3, "return three numbers: pride and pull, belief, tied hands"
assert parts[0] > 0, "pride and pull: after a threat the ally leans in, so direct aid brings more"
assert parts[1] < 0 and parts[2] < 0, "belief and tied hands both make direct aid riskier: below zero"
whole = float(_e.seoul_payoff[1, 2] - _e.seoul_payoff[0, 2])
assert abs(sum(parts) - whole) < 1e-3, f"the three should add up to {whole:+.3f}, what direct aid loses in all"
assert abs(split_threat("refuse", 0.3)[2]) < 1e-6, "after refusing there is no bluff to be called: no tied hands"
### BEGIN HIDDEN TESTS
from seoul_dilemma.widgets.game import Assumptions
from seoul_dilemma.widgets.game.payoffs import payoffs

_g = payoffs(0.6, 0.35, Assumptions().as_dict())
for _k, _name in enumerate(POSTURES):
    for _from in (float(_e.belief[0]), float(_e.prior), 0.9):
        _arm = _e.arming[:, :, _k]
        _quiet = _from * _arm[1, 0] + (1 - _from) * _arm[0, 0]
        _heard = _e.belief[1] * _arm[1, 0] + (1 - _e.belief[1]) * _arm[0, 0]
        _bound = _e.belief[1] * _arm[1, 1] + (1 - _e.belief[1]) * _arm[0, 1]
        _right = [_g.seoul[1, _k] - _g.seoul[0, _k], _g.harm * (_quiet - _heard), _g.harm * (_heard - _bound)]
        for _mine, _true in zip(split_threat(_name, _from), _right, strict=True):
            assert abs(float(_mine) - float(_true)) < 1e-4, "split_threat is off for another posture or another belief"
### END HIDDEN TESTS

# %% [markdown]
# In a cell of your own, call it for *direct* with `eq.belief[0]`, against silence, and then with `eq.prior`, against a game without threats. Pride and pull are the same in both comparisons, and so are tied hands. Only the belief differs: about a third of what a threat seems to teach, compared with silence, was taught by the silence.
#
# ## 10 · How sharp?
#
# The result of section 7, less at both ends and more in the middle, was found at precision 6. Nobody measured the precision. Let us see what it carries.

# %%
sharpness = np.linspace(0, 40, 81)
solved = [solve(0.6, 0.35, Assumptions(precision=precision)) for precision in sharpness]
fig, axes = plt.subplots(1, 2, figsize=(9, 3.6))
for k, (posture, style) in enumerate(zip(POSTURES, [":", "--", "-"], strict=True)):
    axes[0].plot(sharpness, [e.seoul_on_path[k] for e in solved], style, color="#404040", label=posture)
axes[1].plot(sharpness, [e.backfire for e in solved], color=figures.COLOURS["South Korea"], label="B1, any aid")
axes[1].plot(sharpness, [e.open_backfire for e in solved], "--", color=figures.COLOURS["Russia"], label="B2, open aid")
axes[1].axhline(0, color="black", linewidth=0.8)
for ax in axes:
    ax.legend()
    ax.set(xlabel="precision")
axes[0].set_ylabel("probability")
alt = "Indirect aid leads in the middle and fades. B1 is above zero at low precision only; in the end both lie far below."
figures.finish(axes[0], title="The middle way is a matter of noise", alt=alt, source="the course's game at (0.6, 0.35)")

# %% [markdown]
# *Less at both ends* needs B1 above zero and B2 below zero. At our point that is so on a stretch of precisions, from about two and a half to not quite eight, and nowhere else in the picture. From about nine to about twenty-one it is the other way round: less aid of any kind, more of it in the open. At precision 6, the course's, *less at both ends* holds on about a quarter of the map. At the sharp end the pattern is another one: **the threat deters, and indirect aid is gone.**
#
# That end can be worked out by hand. It is the *semi-separating* equilibrium of textbooks on signalling [@fearon1997]: the hard type always threatens, the soft one only sometimes, and mixing keeps each side indifferent. The pieces:
#
# - A hard Moscow always threatens, and arms if Seoul then sends arms openly. A soft one never arms.
# - **Seoul's belief.** After a threat Seoul must be torn between *refuse* and *direct*. From section 3: refusing brings -0.2, direct aid brings 0.666, less the harm of 1.175 times the belief that Moscow is hard. Solve for the belief.
# - **How often a soft Moscow bluffs.** Bayes' rule must give that belief, from a prior of 0.375 and a hard Moscow that always threatens.
# - **How often Seoul refuses.** A soft Moscow must be torn between silence and a bluff. After silence Seoul sends arms openly, for sure: that costs Moscow 0.6. After a bluff it pays 0.02 for talking; if Seoul refuses, nothing more; if Seoul goes open, 0.6 at the front and 0.3 for the called bluff.
#
# ### Exercise 10 · The sharp limit (3 points)
#
# Work out `sharp_belief`, `sharp_bluff` (Pr(threat) of a soft Moscow) and `sharp_refuse` (Pr(refuse after a threat)), to three decimals. Then B1 in the limit: `sharp_b1`. (After silence nobody refuses; after a threat nobody helps indirectly.)

# %% nbgrader={"grade_id": "sharp", "solution": true}
# Four lines: sharp_belief = , sharp_bluff = , sharp_refuse = , sharp_b1 =
### BEGIN SOLUTION
sharp_belief = (0.666 + 0.2) / 1.175
sharp_bluff = 0.375 / 0.625 * (1 - sharp_belief) / sharp_belief
sharp_refuse = 0.32 / 0.9
sharp_b1 = -sharp_refuse
### END SOLUTION

# %% nbgrader={"grade_id": "test-sharp", "grade": true, "points": 3}
for name, value in [("sharp_belief", sharp_belief), ("sharp_bluff", sharp_bluff), ("sharp_refuse", sharp_refuse)]:
    assert 0 < value < 1, f"{name} = {value}: expected a probability"
assert sharp_belief > 0.375, "sharp_belief: a threat that a hard Moscow always makes must raise the belief"
heard = 0.375 + 0.625 * sharp_bluff
assert abs(0.375 / heard - sharp_belief) < 0.003, "sharp_bluff: with it, Bayes' rule should give sharp_belief"
torn = -0.02 - (1 - sharp_refuse) * (0.6 + 0.3)
assert abs(torn + 0.6) < 0.003, f"sharp_refuse: a bluff brings a soft Moscow {torn:.3f}, silence brings -0.6"
assert sharp_b1 < 0, "sharp_b1: after silence everybody helps, after a threat some refuse"
### BEGIN HIDDEN TESTS
_belief, _refuse = (0.666 + 0.2) / 1.175, 0.32 / 0.9
assert abs(sharp_belief - _belief) < 0.003, "sharp_belief: set -0.2 equal to 0.666 less 1.175 times the belief"
assert abs(sharp_bluff - 0.6 * (1 - _belief) / _belief) < 0.003, "sharp_bluff: use Bayes' rule with odds"
assert abs(sharp_refuse - _refuse) < 0.003, "sharp_refuse: compare both sides of a soft Moscow's choice again"
assert abs(sharp_b1 + _refuse) < 0.003, "sharp_b1: Pr(any aid, after a threat) less Pr(any aid, after silence)"
### END HIDDEN TESTS

# %%
sharp = solve(0.6, 0.35, Assumptions(precision=1000))
print("belief after a threat:", sharp.belief[1].round(3), " a soft Moscow threatens:", sharp.threat[0].round(3))
print("after a threat:", dict(zip(POSTURES, sharp.seoul[1].round(3).tolist(), strict=True)))

# %% [markdown]
# Precision 1,000 is not quite the limit, so the last digits differ. Both pictures of Seoul are in the literature: the faultless one of this section, and the noisy one of section 7. Which fits cabinets better is a question of evidence. The model cannot answer it, and its headline hangs on it.
#
# ## 11 · Played twice
#
# So far a called bluff left no mark. Now play the game **twice**, with the same Moscow. Its type is drawn once. Signal, posture and answer of the first crisis are there for all to see; Seoul starts the second with what it has come to believe. The **shadow** of the future says how much
# the second crisis counts beside the first: 0, not at all; 1, as much; 2, twice as much.
#
# `solve_two` solves the whole tree. It has two ways to play the second crisis, by *present* and by *current* values (`help(solve_two)` tells them apart). We use current values: whoever is in a crisis sees it at full size.

# %%
from seoul_dilemma.widgets.game import solve_two

rows = []
for shadow in [0, 1, 2]:
    two = solve_two(0.6, 0.35, shadow=shadow, values="current")
    rows.append([*two.seoul_on_path, *two.threat, two.arming[0, 1, 2]])
columns = [*POSTURES, "soft threatens", "hard threatens", "soft arms after threat and open aid"]
pd.DataFrame(rows, index=["shadow 0", "shadow 1", "shadow 2"], columns=columns).round(2)

# %% [markdown]
# Read across. With a future to lose, a *soft* Moscow makes good its threat far more often: whoever acts tough today is believed tomorrow. That is a **reputation** [@krepswilson1982]. The two types come to look alike, and a threat tells less. Open aid becomes rarer and indirect aid likelier, with every number of the op-ed as it was. It is one more road to the record.
#
# What does each posture find out? `two.belief_after[signal, posture, answer]` is the belief with which Seoul leaves the first crisis (answer 0: Moscow held, 1: it armed).

# %%
two = solve_two(0.6, 0.35, shadow=1, values="current")
table = pd.DataFrame(two.belief_after[1].round(2), index=POSTURES, columns=["Moscow held", "Moscow armed"])
print(f"belief after the threat: {two.belief[1]:.2f}")
table

# %% [markdown]
# *Direct* calls the bluff: if Moscow holds, it was bluffing, and hardly anybody believes it again. But if it arms, that proves less, for a soft Moscow arms now as well. After *indirect* aid a soft Moscow has no reason to arm. If it arms all the same, it is very probably hard. Each posture is a **probe** too; each asks another question.
#
# Now let the warnings of lesson 05 pass by. Ten times Moscow warned a named supplier, who then went ahead *openly*; sometimes Moscow struck back at least in part (we count by the generous rule of that lesson). Suppose one and the same Moscow stood behind all ten, and each supplier inherited the belief of the one before.

# %%
from seoul_dilemma import datasets

threats = datasets.load("threats")
tested = threats[threats["in_base_rate"]].sort_values("date")
paths = {}
for shadow in [0, 1]:
    path = [0.375]
    for outcome in tested["retaliation"]:
        start = Assumptions(prior_base=min(max(path[-1], 0.01), 0.99), prior_slope=0)
        crisis = solve_two(0.6, 0.35, start, shadow=shadow, values="current")
        path.append(float(crisis.belief_after[1, 2, int(outcome in ["partial", "elsewhere"])]))
    paths[shadow] = path

# %%
fig, ax = plt.subplots()
for shadow, style in [(0, "--"), (1, "-")]:
    ax.plot(range(len(tested) + 1), paths[shadow], style, marker="o", color="#404040", label=f"shadow {shadow}")
ax.legend()
alt = "Two lines fall from above one third to almost zero after the first warnings, and rise only where Moscow struck back."
figures.finish(
    ax,
    title="In the game one called bluff nearly settles the matter",
    xlabel="warnings so far that a supplier defied",
    ylabel="belief that Moscow is hard",
    table="threats",
    alt=alt,
)

# %% [markdown]
# Almost all that the shadow does is on the map, not on this path. See for yourself: the third dial below is the shadow, and under the map the belief walks along the same ten warnings, on a scale that shows small beliefs. Move the shadow to 2, then to 0. Which region grows, and which shrinks?

# %%
DilemmaExplorer(shadow=1)

# %% [markdown]
# Lay your belief from lesson 05 beside it. There you moved by a likelihood ratio that you chose; here the game chooses it, and it is fierce: a hard Moscow of this game hardly ever swallows open aid, so one bluff that is called says nearly all. Is that a fact about Moscow? No. It is what our numbers say about hard types. (Each crisis starts from at least 0.01: the game never lets Seoul begin surer than that.)
#
# And scholars disagree whether it works like that at all. Some find that a state that backed down is challenged more often afterwards [@weisiger2015]; others, that governments judge each crisis by the stakes and the means at hand, and hardly by what was done before [@press2005]. In this game the second view is shadow 0 with the prior put back before each crisis.
#
# ### Exercise 11 · On average you learn nothing (1 point)
#
# 1. `average_belief(chances, beliefs)`: the beliefs after all twelve histories, each weighted by how probable that history is. `two.histories` holds the chances and `two.belief_after` the beliefs, two arrays of one shape. Give back one number. Which number should it be? You know the rule from lesson 05.
# 2. `tells_most`: after a threat, at (0.6, 0.35) and shadow 1, for which posture does the belief in a hard Moscow end **highest** when Moscow arms? (`"refuse"`, `"indirect"` or `"direct"`)

# %% nbgrader={"grade_id": "on-average", "solution": true}
def average_belief(chances, beliefs):
    ### BEGIN SOLUTION
    return float((chances * beliefs).sum())
    ### END SOLUTION


# And one line here: tells_most = " "
### BEGIN SOLUTION
tells_most = "indirect"
### END SOLUTION

# %% nbgrader={"grade_id": "test-on-average", "grade": true, "points": 1}
import numpy as np
from seoul_dilemma.widgets.game import POSTURES, Assumptions, solve_two

two = solve_two(0.6, 0.35, shadow=1, values="current")
mean = average_belief(np.array(two.histories), np.array(two.belief_after))
assert mean is not None and np.ndim(mean) == 0, "average_belief must give back one number"
assert abs(mean - 0.375) < 1e-6, f"before anything happens you expect to believe what you believe now, not {mean}"
assert tells_most in POSTURES, 'tells_most: write "refuse", "indirect" or "direct", in quotation marks'
### BEGIN HIDDEN TESTS
for _p, _c, _a, _s in [(0.2, 0.8, Assumptions(), 2.0), (0.8, 0.1, Assumptions(bluff_cost=0.6), 0.5)]:
    _two = solve_two(_p, _c, _a, shadow=_s)
    _mean = average_belief(np.array(_two.histories), np.array(_two.belief_after))
    assert abs(float(_mean) - float(_two.prior)) < 1e-6, "average_belief is wrong for another game"
assert tells_most == "indirect", "tells_most: read the column of beliefs after Moscow armed"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 12 · What the shadow moves (2 points)
#
# 1. `last_open(pressure, capacity)`: the largest shadow on the grid 0, 0.25, …, 2 at which *direct* is the likeliest posture on the path of play, or `None` if there is none. Use `solve_two(..., values="current")`.
# 2. `moved(pressure, capacity, shadow)`: the largest difference, up or down, between Seoul's six chances in the game of one crisis, `solve(...).seoul`, and in the first of two, `solve_two(..., values="current").seoul`. What must it be at shadow 0?

# %%
shadows = np.linspace(0, 2, 9)
print(solve_two(0.92, 0.3, shadow=shadows, values="current").open_supply.round(2))


# %% nbgrader={"grade_id": "shadow", "solution": true}
def last_open(pressure, capacity):
    ### BEGIN SOLUTION
    shadows = np.linspace(0, 2, 9)
    shares = solve_two(pressure, capacity, shadow=shadows, values="current").seoul_on_path
    leads = shadows[shares.argmax(axis=1) == 2]
    return float(leads.max()) if len(leads) else None
    ### END SOLUTION


def moved(pressure, capacity, shadow):
    ### BEGIN SOLUTION
    one = solve(pressure, capacity).seoul
    two = solve_two(pressure, capacity, shadow=shadow, values="current").seoul
    return float(abs(two - one).max())
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-shadow", "grade": true, "points": 2}
import numpy as np
from seoul_dilemma.widgets.game import solve, solve_two

last = last_open(0.92, 0.3)
assert last is not None and 0 <= last <= 2, "at (0.92, 0.3) open aid leads while the shadow is short"
here = solve_two(0.92, 0.3, shadow=[last, min(last + 0.25, 2)], values="current").seoul_on_path
assert here[0].argmax() == 2, f"at shadow {last} direct aid is not the likeliest posture any more"
assert here[1].argmax() != 2, f"direct aid is still the likeliest at a longer shadow than {last}"
gap = moved(0.6, 0.35, 0)
assert gap is not None and np.ndim(gap) == 0, "moved must give back one number, the largest difference"
assert abs(gap) < 1e-6, f"at shadow 0 nothing may move: it is the game of one crisis; you get {gap}"
assert moved(0.6, 0.35, 1) > 0.01, "with a shadow of 1 Seoul's chances are others than in a game of one crisis"
### BEGIN HIDDEN TESTS
for _p, _c in [(0.6, 0.35), (1.0, 0.35), (0.75, 0.25), (0.9, 0.25)]:
    _shares = solve_two(_p, _c, shadow=np.linspace(0, 2, 9), values="current").seoul_on_path
    _lead = np.flatnonzero(_shares.argmax(axis=1) == 2)
    _right = 0.25 * _lead.max() if len(_lead) else None
    _mine = last_open(_p, _c)
    assert (_mine is None) == (_right is None), "last_open: None where direct aid never leads, a shadow elsewhere"
    assert _right is None or abs(float(_mine) - _right) < 1e-6, "last_open is wrong at another place"
for _p, _c, _s in [(0.6, 0.35, 1), (0.9, 0.6, 2), (0.7, 0.9, 2)]:
    _right = np.abs(solve_two(_p, _c, shadow=_s, values="current").seoul - solve(_p, _c).seoul).max()
    assert abs(float(moved(_p, _c, _s)) - _right) < 1e-6, "moved: the largest of the six, whichever way it goes"
### END HIDDEN TESTS

# %% [markdown]
# ## 12 · What this lesson cannot tell you
#
# - **The numbers are not measured.** They are a teaching calibration. There is one pair of countries, and there are eleven warnings on our list of events: far too few to estimate a signalling game, which is hard
#   even with good data [@crismancox2019].
# - **Neither the size of B1 nor the pattern is a finding.** B1 is small, claim D showed that its sign can depend on the precision alone, and section 10 that *less at both ends* lives on a stretch of precisions only. That stretch is a statement about how well cabinets choose.
# - **The game leaves people out.** Washington is a dial that reacts to nothing: that pressure and threats feed on each other (C36) we wrote in, as the threat's pull, and did not find. Kyiv, Pyongyang and Beijing do not move. Moscow can only threaten, though rewards are a tool too, and the choice between them tells us something [@izumikawa2013].
#   Seoul is one mind, and no election changes it (objection X08).
# - **One precision for all, one secret.** Everybody in the game is equally sharp, cabinets and ministries, in Seoul and in Moscow, and Seoul is unsure of one thing only: which of two Moscows it faces. A called bluff costs both types the same. Threats made in private are missing.
# - **Twice is not for ever.** In section 11 called bluffs leave a mark, on one belief about one trait that never changes. Real reputations are about more.
# - **We put something in before we took it out.** Two lines in Seoul's payoff belong to the op-ed's thesis. What if they are wrong? Look at the button
#   *No pride, no pull* in the explorer if you cannot wait.
#
# ## Sources
#
# The op-ed: [{{sources/korea-pro-2023-04-26/title}}]({{sources/korea-pro-2023-04-26/url}}), {{sources/korea-pro-2023-04-26/publisher}}, {{sources/korea-pro-2023-04-26/date|date}}.
# The model is the course's own; its assumptions and their claims stand in the table of section 8. On noisy choice, [@goeree2016] is the textbook. On threats that tie hands or sink costs:
# [@fearon1997]. On why being threatened can stiffen a target: [@dafoe2021], [@powers2023], [@sechser2010]. On threats as force or as information: [@whang2013].
#
# {{sources}}
#
# ## Next
#
# **07 · What if we are wrong?** You change every assumption at once, thousands of times, and find out which of them carries the conclusion.
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
