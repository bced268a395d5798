# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   seoul:
#     lesson: "00"
#     title: Start here
#     minutes: 80
#     slug: start-here
#     question: What is this about, and how do I work with it?
#     explorer: DilemmaExplorer, dials only
#     teaches: [cells, names, numbers, text, lists, functions, tables, a plot, checks, bets]
# ---

# %% [markdown]
# # 00 · Start here

# %% [markdown] tags=["notebook-only"]
# Click the grey box below. Then press **▶** in the bar at the top of this page; with a keyboard, hold down **Shift** and press **Enter**.
# The first time, give it a few seconds.

# %%
from seoul_dilemma.widgets import DilemmaExplorer

DilemmaExplorer(dials_only=True, goals=["refuse", "direct"])

# %% [markdown]
# Two dials and a map. Do not read on yet. Move one dial, then the other. Drag the point across the map. Watch the colours, the words and the dots.
#
# - Can you make Seoul **refuse**? Can you make Seoul send arms **openly**? The box ticks what you have reached.
# - Press **If Moscow is silent**, then **If Moscow threatens**: which dots does the threat push, and where to?
# - Which dial matters more? Does that depend on where you stand?

# %% [markdown]
# ## What you just moved
#
# It is {{events/2023-04-19-medvedev-threat/date|month}}. South Korea makes a great many weapons, and has a treaty ally in Washington. Its government, *Seoul* for short,
# is pulled two ways.
#
# - Partners in the West press it to help arm Ukraine (C03). How hard they press is your first dial, **alliance pressure**.
# - Moscow warns that if Seoul does, North Korea may be armed in return (C04). How much Russia can really spare is your second dial, **Russian capacity**.
#
# Seoul can **refuse** and send money and medicine only. It can help **indirectly**: lend shells to Washington, whose own shells are then free to go.
# Or it can send arms **directly**, in the open. The words beside the map count both kinds of help together as *aid of any kind*; tables call that *supply*. And they say that a threat
# **backfires** where Seoul, threatened, is likelier to give it than Seoul left in peace, without being less likely to give it openly. It **works** where the
# opposite holds. Where one kind of aid gains and the other loses, it **cuts both ways**.
#
# That month an opinion piece, or *op-ed* [@koreapro2023], argued that the choice may be simpler than it looks (C05): a Russia worn down by its war cannot make its
# threats good, and such threats drive Seoul toward Kyiv rather than away. This course takes that one argument apart. Numbers such as C05 stand for its claims.

# %% [markdown]
# ## Two honest answers
#
# **Arm Ukraine.** A country was invaded. If that is allowed to pay, every small neighbour of a large one is less safe, South Korea among them.
# Seoul owes its own survival to help from abroad, and allies remember who came when they called.
#
# **Do not.** South Korea lives beside a nuclear-armed North. Its first duty is to its own people. A Moscow with nothing left to lose in Seoul may
# pay Pyongyang in things that cannot be taken back. And other help, for hospitals and power stations, saves lives too.
#
# Thoughtful people hold each view. The course does not tell you which one is right. It shows you what each of them rests on, and lets you test it.
#
# One warning about the map above: **it is not a fact.** It is what follows *if* certain assumptions hold. In lesson 06 you will build it with
# your own hands. In lesson 07 you will try to break it.

# %% [markdown]
# ## Your card
#
# | | |
# |---|---|
# | **You will be able to** | *run* a cell and *mend* one that fails · *name* things and *write* a small function · *read* a table of arms deals · *draw* a picture with a title that says something · *bet* on a forecast |
# | **Time** | about {{lesson/minutes}} minutes; stop anywhere and come back |
# | **You need** | nothing. No Python, no game theory |
# | **You hand in** | {{lesson/exercises}} exercises, {{lesson/points}} points |
# | **Claims met** | C01, C03, C04, C05 |

# %% [markdown]
# ## Place your bet
#
# In every lesson you bet before you know. Not with money: with a probability. 0 % means *certainly not*, 100 % means *certainly*, 50 % means
# *I cannot say*. Your bets are kept beside this notebook, in a file called `forecasts.json`. Nobody else sees them. In lesson 08 you will score them all.
#
# Here is what you may know. In 2022 South Korea signed contracts to export arms worth {{contracts/2022/value_usd_bn|.1f}} billion US dollars.
# The year before, it was {{contracts/2021/value_usd_bn}} billion. Run the cell, set the slider, press **Save my bet**.

# %%
from seoul_dilemma.widgets import ForecastPad

bet = ForecastPad(
    "00-contracts-2023",
    question="Were the arms-export contracts that South Korea signed in 2023 worth more than those of 2022?",
)
bet

# %% [markdown]
# ## 1 · Cells
#
# This page is a **notebook**. It is made of **cells**. Some hold text, like this one. Some hold **code**, like the grey one below: instructions to
# the computer, in a language called Python.
#
# Click a code cell and run it: **▶** in the bar at the top, or **Shift + Enter**. The answer appears underneath. What runs it is a program
# behind the page, the **kernel**; it also remembers what you did. It stops when you close the course. Pictures then stay, but say that they are
# not connected: run the cell again, and they are.
#
# First by hand: by how many billion dollars did the contracts grow from 2021 to 2022? Work it out on paper. Then run the cell.

# %%
{{contracts/2022/value_usd_bn}} - {{contracts/2021/value_usd_bn}}

# %% [markdown]
# Python knows `+` and `-`, `*` for times and `/` for divided by. Brackets work as at school.
#
# Change a number in the cell above and run it again. You cannot break anything. If the page ever behaves oddly, open the menu **Kernel** and choose
# **Restart Kernel and Run up to Selected Cell**: that begins afresh.

# %% [markdown]
# ## 2 · Names
#
# Numbers are easier to talk about when they have names. The sign `=` gives a name to a thing. It does not say that two sides are equal: it says
# *from now on, this name means that thing*.
#
# What comes after a `#` is a note for people. Python does not read it.

# %%
signed_2021 = {{contracts/2021/value_usd_bn}}  # billion US dollars
signed_2022 = {{contracts/2022/value_usd_bn}}
signed_2022 - signed_2021

# %% [markdown]
# A name lasts from the moment its cell has run. That is why order matters: **run the cells from top to bottom.** If Python says
# `NameError: name '...' is not defined`, a cell further up has not run yet.

# %% [markdown]
# ## 3 · Your first exercise
#
# An exercise has three cells: **yours**; a folded one, which your instructor's computer reads; and one that begins with
# `from`: your **check**. Do it in this order; the failing is part of it.
#
# 1. Run **your cell** as it is. A line on red says that it is not answered yet. Red looks frightening, but only means: here is something to do.
# 2. Take out the line that begins with `raise`, and write `dials = ` and a number instead. Take a wrong one first, on purpose.
# 3. Run the **check** once: a button appears. Press **Check my answer**. It saves this page, tries your answer afresh, and gives you a hint.
# 4. Now write the right number, and press the button again.
#
# **Exercise 1.** How many dials does the explorer at the top have? Give that number the name `dials`.

# %% nbgrader={"grade_id": "practice", "solution": true}
# How many dials does the explorer have?
### BEGIN SOLUTION
dials = 2
### END SOLUTION

# %% nbgrader={"grade_id": "test-practice", "grade": true, "points": 1}
assert not isinstance(dials, str), "write the number without quotation marks"
assert dials > 1, "there are more: look at the top of this page again"
assert dials < 3, "that is too many: the map is a picture of the dials, not one more"
### BEGIN HIDDEN TESTS
assert dials == 2, "count the sliders at the top of this page: it is a whole number"
### END HIDDEN TESTS

# %% [markdown]
# Did you see it fail, and then pass? That is how everybody works, all day: run, read, mend, run again. Elsewhere in the page Python's own
# messages are long. Mostly **the last line** is all you need.
#
# There are also **hidden checks**. They try your answer on other cases, so that it has to be right and not only look right.
# The button runs them where your copy of the course has them, and your instructor does. **Start over** sets your cell back to how it was.

# %% [markdown]
# ## 4 · Text and lists
#
# Text stands in quotation marks. Programmers call it a **string**.

# %%
buyer = "Poland"
buyer

# %% [markdown]
# A **list** holds several things in order, in square brackets. Here are the contracts of four years, 2021 to 2024, in billions of dollars...
# with one hole. We leave out 2023: that is your bet.

# %%
signed = [{{contracts/2021/value_usd_bn}}, {{contracts/2022/value_usd_bn}}, {{contracts/2024/value_usd_bn}}]
signed

# %% [markdown]
# You can ask a list questions: how long it is, what its numbers add up to, which is largest.

# %%
len(signed), sum(signed), max(signed)

# %% [markdown]
# And you can pick one thing by its place. Mind: Python counts places **from 0**. So `signed[0]` is the first, `signed[1]` the second.

# %%
signed[1]

# %% [markdown]
# ## 5 · Functions
#
# `len`, `sum` and `max` are **functions**: they take something in and give something back. You can make your own. This one takes a number of dollars, in billions,
# and gives back millions.

# %%
def to_millions(billions):
    return billions * 1000


to_millions(2.5)

# %% [markdown]
# Four parts, each needed:
#
# - `def` and the function's name, then in round brackets the name of **what goes in**, then a colon;
# - the lines below it are **moved in** by four spaces: that is how Python knows they belong to it;
# - `return` says **what comes out**;
# - nothing happens until you **call** it, with a value in round brackets: `to_millions(2.5)`.

# %% [markdown]
# **By hand.** Something grows from 40 to 50. By how many percent? The growth is 10. Compare it with where it *began*: 10 of 40 is a quarter, or 25 %.
#
# **Exercise 2.** Write that as a function: `percent_change(before, after)`. It gives back 25 for 40 and 50. When something shrinks, the answer is negative.

# %% nbgrader={"grade_id": "percent-change", "solution": true}
def percent_change(before, after):
    ### BEGIN SOLUTION
    return 100 * (after - before) / before
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-percent-change", "grade": true, "points": 2}
answer = percent_change(40, 50)
assert answer is not None, "nothing comes out: the last line of the function should begin with return"
assert abs(answer - 0.25) > 0.001, "that is a share of 1: times 100 makes it a percentage"
assert abs(answer - 20) > 0.001, "compare the growth with where it began, not with where it ended"
assert abs(answer + 25) > 0.001, "the sign is turned round: growth is positive"
assert abs(answer - 25) < 0.001, f"from 40 to 50 it grows by 10, a quarter of 40; your function says {answer}"
### BEGIN HIDDEN TESTS
assert abs(percent_change(20, 15) + 25) < 0.001, "try a case that shrinks: from 20 to 15"
assert abs(percent_change(8, 8)) < 0.001, "try a case that stays the same"
assert abs(percent_change(4, 14) - 250) < 0.001, "try a case that more than doubles: from 4 to 14"
### END HIDDEN TESTS

# %% [markdown]
# Your function works for any two numbers, in any lesson. Try it, if you like, in a cell of your own: the **+** in the bar at the top adds one.

# %% [markdown]
# **Exercise 3.** The average of some numbers is their sum divided by how many there are. Write `average(numbers)`. What goes in is a list, such as
# `[2, 4, 9]`, of **any length**. `sum` and `len` will help.

# %% nbgrader={"grade_id": "average", "solution": true}
def average(numbers):
    ### BEGIN SOLUTION
    return sum(numbers) / len(numbers)
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-average", "grade": true, "points": 2}
answer = average([2, 4, 9])
assert answer is not None, "nothing comes out: the last line of the function should begin with return"
assert answer != 15, "that is the sum: it still has to be divided"
assert abs(answer - 5) < 0.001, f"2 and 4 and 9 make 15, and there are three of them; your function says {answer}"
### BEGIN HIDDEN TESTS
assert abs(average([10, 20]) - 15) < 0.001, "try a list of two numbers"
assert abs(average([7]) - 7) < 0.001, "try a list of one number"
assert abs(average([1, 2, 3, 10]) - 4) < 0.001, "try a list of four numbers"
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · A table
#
# Figures usually come as tables. This course carries its own, each figure with its source. `import` fetches tools that others wrote;
# `datasets.load` opens one table by its name. `.head()` shows its first rows.

# %%
from seoul_dilemma import datasets

deals = datasets.load("deals")
deals[["buyer", "system", "quantity", "value_usd_bn", "signed"]].head()

# %% [markdown]
# Each row is one deal; each **column** is one thing that we know about it. The table has many more columns; two square brackets picked some of them to look at.
# One column you get by its name, in single square brackets and quotation marks. It can answer questions too, with a dot and a pair of round brackets. `print` shows a value in plain writing.

# %%
print(deals["value_usd_bn"].max())

# %% [markdown]
# `NaN` in a table means *not known*. Nothing was made up to fill such a hole. If you wonder what a column means, ask:

# %%
datasets.describe("deals")

# %% [markdown]
# `.sort_values` puts the rows in order of a column, smallest first. With `ascending=False` the largest comes first.

# %%
by_date = deals.sort_values("signed", ascending=False)
by_date[["buyer", "system", "value_usd_bn", "signed"]].head(4)

# %% [markdown]
# Those are the four newest deals of the table. Read down the column of buyers: Europe, more than once. A push for export that finds European customers
# is where the argument of this course begins (C01).
#
# **Exercise 4.** Write `top_rows(table, column, n)`. It gives back the `n` rows of a table with the largest values in a column, largest first.
# `top_rows(deals, "value_usd_bn", 3)` should give the three largest deals. You have just seen both pieces that you need.

# %% nbgrader={"grade_id": "top-rows", "solution": true}
def top_rows(table, column, n):
    ### BEGIN SOLUTION
    return table.sort_values(column, ascending=False).head(n)
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-top-rows", "grade": true, "points": 3}
answer = top_rows(deals, "value_usd_bn", 3)
assert answer is not None, "nothing comes out: the last line of the function should begin with return"
assert hasattr(answer, "columns"), "give back whole rows of the table, not one column alone"
assert len(answer) == 3, f"asked for 3 rows, your function gives {len(answer)}: head(n) takes the first n"
first, last = answer["value_usd_bn"].iloc[0], answer["value_usd_bn"].iloc[-1]
assert first > last, "the first row should hold the largest value, the last row the smallest: sort, largest first"
assert first == deals["value_usd_bn"].max(), "the largest deal of all is missing: sort first, then take the first n"
### BEGIN HIDDEN TESTS
small = deals.head(6).sort_values("quantity")
assert list(top_rows(small, "quantity", 2)["quantity"]) == list(small["quantity"])[::-1][:2], "try another table and column"
assert len(top_rows(small, "quantity", 1)) == 1, "try another n"
assert list(small["quantity"]) == sorted(small["quantity"]), "leave the table that goes in as it was"
### END HIDDEN TESTS

# %% [markdown]
# Look at your three largest deals. Two have the word *framework* in the column `kind`: a promise of more to come, not yet an order. Adding them to the
# orders that follow from them would count the same weapons twice. **Before you add up a column, ask what a row is.** Lesson 02 does this with care.

# %% [markdown]
# ## 7 · A picture, and your bet
#
# Now the bet. The table `contracts` has the value of arms-export contracts signed in each year. `.set_index("id")` makes the column `id` the names of the rows.
# `.loc` picks rows by their names, and a column; here we keep five years. Nothing is shown yet.

# %%
contracts = datasets.load("contracts").set_index("id")
years = ["2021", "2022", "2023", "2024", "2025"]
five_years = contracts.loc[years, "value_usd_bn"]

# %% [markdown]
# Say aloud what you expect to see. Then draw it. `plt.subplots()` gives an empty sheet (`figure`) with one frame on it (`axes`); `axes.bar` draws bars into
# the frame, one for each year. (The odd line `<BarContainer ...>` is only Python's name for what it drew.)

# %%
import matplotlib.pyplot as plt
from seoul_dilemma.datasets import figures

figures.use_style()
figure, axes = plt.subplots()
axes.bar(years, five_years)

# %% [markdown]
# In 2023 it was {{contracts/2023/value_usd_bn}} billion: less than the {{contracts/2022/value_usd_bn}} billion of the year before. (Counts differ a
# little: early press reports had just under {{contracts/2023-preliminary/value_usd_bn}}, a later briefing {{contracts/2023-briefing/value_usd_bn}}. All are below 2022.)

# %%
bet.reveal(outcome=False, note="Contracts signed in 2023 were worth less than those of 2022.")

# %% [markdown]
# How far off were you? A bet of 50 % is never far off and never close. A bet of 90 % on something that does not happen costs a lot, as it should. Nobody
# gets all of them right. Over many bets you will see whether your 70 % means seven in ten. That is called **calibration**, and it can be learned.
#
# A record year is often followed by a lesser one, because part of what made it a record was luck. Somebody who knows nothing of arms could have asked: *how often
# is a record beaten in the very next year?* Such a share of past cases is called a **base rate**. You will meet it again.

# %% [markdown]
# Look at the picture again. Bars of *what*? In which unit? Who says so? `figures.finish` adds what no picture should lack: a title that says what
# it shows, units, the source, and a line (`alt`) for readers who cannot see it. `figures.unsure` hatches a bar that is only roughly known: the last one, `bars[4]`.

# %%
figure, axes = plt.subplots()
bars = axes.bar(years, five_years)
figures.unsure(bars[4], "at least")
figures.finish(
    axes,
    title="Contracts jumped in 2022, then fell for two years",
    xlabel="year of signing",
    ylabel="billion US dollars signed",
    table="contracts",
    alt="Bars of contracts signed: a steep rise from 2021 to 2022, a fall in 2023 and in 2024, a rise in 2025, "
    "whose bar is hatched: the value is a floor.",
)

# %% [markdown]
# **Exercise 5.** Which sentence does **this picture** support, and why? Give one letter and one number.
#
# - `"A"` In 2022 South Korea delivered more arms than in 2023.
# - `"B"` In 2022 South Korea signed contracts worth more than in 2023.
# - `"C"` After 2022 the world lost interest in Korean arms.
# - `"D"` In 2022 Poland bought more than anybody else.
#
# Because:
#
# - `1` What is signed in a year is also delivered in that year.
# - `2` The bars show what was signed. They do not show who bought it, when it arrives, or why.
# - `3` A lower bar always means less interest.
# - `4` The largest deals in the table `deals` are Polish.

# %% nbgrader={"grade_id": "read-the-picture", "solution": true}
# Give `sentence` a letter in quotation marks, and `because` a number.
### BEGIN SOLUTION
sentence = "B"
because = 2
### END SOLUTION

# %% nbgrader={"grade_id": "test-read-the-picture", "grade": true, "points": 2}
assert sentence in ["A", "B", "C", "D"], 'sentence should be one capital letter in quotation marks, such as "A"'
assert because in [1, 2, 3, 4], "because should be one of the numbers 1 to 4, without quotation marks"
### BEGIN HIDDEN TESTS
assert sentence == "B", "read the words beside the vertical axis: what exactly does a bar stand for?"
assert because == 2, "the sentence is right, but this is not why: what does a bar show, and what does it leave out?"
### END HIDDEN TESTS

# %% [markdown]
# ## 8 · The dials again, with code
#
# An explorer is a thing like any other. Give it a name and you can move its dials by code, and read them back.

# %%
explorer = DilemmaExplorer(pressure=0.6, capacity=0.0, dials_only=True)
explorer

# %% [markdown]
# Here is a question for it. Leave alliance pressure at 0.6. Move Russian capacity slowly from 0 to 1. **How many times does Seoul's likeliest choice change, and in
# which order?** Write your guess down, then move the dial above. Then run the next cell and look up: the point has moved.

# %%
explorer.capacity = 0.35
explorer.pressure, explorer.capacity

# %% [markdown]
# <details><summary>What you should have seen (click)</summary>
#
# It changes twice: from *open aid* to *indirect aid*, then from *indirect aid* to *refuse*. The more Russia can spare for Pyongyang, the more careful Seoul is in this model.
# The change is no cliff: near a border two choices are about equally likely.
#
# </details>
#
# Is that how it *was*? The map cannot say. It only says what its assumptions imply. Hold on to that difference.

# %% [markdown]
# ## What this lesson cannot tell you
#
# - The figures of a single year say little about a trend, and the figure for 2025 is only a floor: the agency said that {{contracts/2025/value_usd_bn}} billion was passed, not by how much. Others have {{disagreements/contracts-2025/a}} (the president's chief of staff) and {{disagreements/contracts-2025/b}} (an institute of the Export-Import Bank).
# - A contract is not a delivery. Some of what was signed will arrive years later, some perhaps never.
# - The map rests on a model that you have not seen yet. It was chosen for teaching; nobody estimated it from data.

# %% [markdown]
# ## Before you go
#
# Save: **Ctrl + S**, on a Mac **Cmd + S**. On Binder (if the address in your browser says so) everything is forgotten when you leave. So run the next cell and
# press *Take my work away*: your browser keeps your notebooks and bets in one file. Next time *Bring my work back* lays them out again. Every lesson
# ends with this cell.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()

# %% [markdown]
# ## Sources
#
# {{sources}}

# %% [markdown]
# ## Next
#
# **Lesson 01 · The argument.** What exactly does the op-ed claim, and what hangs on what?
