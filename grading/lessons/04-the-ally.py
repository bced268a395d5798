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
#     lesson: "04"
#     title: The ally
#     minutes: 105
#     slug: the-ally
#     question: What does pressure ask for, and does a loan to Washington arm Kyiv?
#     explorer: ShellLedger
# ---

# %% [markdown]
# # 04 · The ally
#
# **What does pressure ask for, and does a loan to Washington arm Kyiv?**
#
# Washington did not ask Seoul to fight. It asked for shells. Seoul, the press reported, said yes and no at once: it would *lend* them, to *Washington*. You will build
# a small account book for shells and see when those two words matter.
#
# | | |
# |---|---|
# | **You will be able to** | *count* events in a window · *bound* an answer by low and high · *step* a stock through time · *compare* three rules of who armed whom · *say* when a loan differs from a gift |
# | **Time** | about {{lesson/minutes}} minutes |
# | **You need** | lessons 00 to 02; lesson 03 for low and high pairs |
# | **You hand in** | 8 exercises with {{lesson/exercises}} graded answers, {{lesson/points}} points |
# | **Claims met** | C03, C06, C08, C18 to C24, C27, C36, C38 to C40 |
#
# Run the next two cells. The second draws the lesson in one picture.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import ForecastPad, ShellLedger

figures.use_style()
pd.set_option("display.max_colwidth", None)  # show long texts whole
events = datasets.load("events")
shells = datasets.load("ammunition")

# %%
fig, ax = plt.subplots(figsize=(8, 2.6))
for kind, mover in [("pressure", "Partners"), ("threat", "Russia")]:
    chosen = events[(events["kind"] == kind) & (events["mover"] == mover)]
    chosen = chosen[chosen["id"] != "2023-12-27-zakharova-warns-tokyo"]  # that one went to Japan
    ax.plot(chosen["date"], [f"{kind} ({mover})"] * len(chosen), "|", markersize=24, markeredgewidth=2)
ax.margins(y=0.6)
ax.set_xlim(pd.Timestamp("2022-01-01"))
figures.finish(
    ax,
    title="Pressure on Seoul and threats to Seoul crowd the same spring",
    xlabel="date",
    table="events",
    alt="Two rows of marks from 2022 to 2026; both are densest between January and April 2023.",
)

# %% [markdown]
# ## Place your bets (5 minutes)

# %%
bet_europe = ForecastPad(
    "04-europe",
    question="A leading newspaper reported that in 2023 Korea supplied Ukraine, indirectly, with more shells than all Europe.",
)
bet_europe

# %%
goal = shells.set_index("id").loc["us-army-target-2025-10"]
bet_output = ForecastPad(
    "04-output",
    question=f"The US Army made {goal['quantity']:,.0f} shells a month by October 2025, as it had planned.",
)
bet_output

# %% [markdown]
# ## 1 · Two fears of a small ally (10 minutes)
#
# An ally has two fears, wrote [@snyder1984]. **Abandonment**: the patron will not be there on the day. **Entrapment**: the patron drags you into a war that is not yours. They pull against
# each other. What calms one feeds the other: a warm yes to the patron lowers the first fear and raises the second.
#
# Seoul in 2023 felt both. Its army faces a nuclear neighbour, and Washington's promise stands behind it (C06). Yet shells for Ukraine might bring Moscow's anger to the peninsula; claim C08 adds Beijing's.
#
# **What did pressure look like?** Claims C03 and C18 say that partners pressed, and name NATO's chief. Look at the dated record.

# %%
pressure = events[events["kind"] == "pressure"]
pressure[["date", "title", "summary"]].head(9)

# %% [markdown]
# Claim C38 is right: the April 2023 trip was the first state visit in twelve years, announced on {{events/2023-03-07-state-visit-announced/date|date}}. Claim C39 forecast private pressure at the summit. A newspaper later placed the breakthrough on shells
# right after it; Seoul called parts of that report inaccurate, and others have shells moving before it. Section 2 sets the dates side by side.
#
# The best case **for** saying yes: the patron remembers, and gave something at once, the Washington Declaration of {{events/2023-04-26-washington-declaration/date|date}}, with a new consultative group
# on nuclear planning. And true entrapment is rare: [@kim2011] found few cases, with the treaty between Washington and Seoul among those he studied; [@beckley2015] found few on the patron's side. The best
# case **against**: it is rare *because* partners keep loopholes, and a plain yes gives the loophole away.
#
# ### Exercise 1a: pressure in a window
#
# Write `count_between(table, kind, start, end)`. It counts the rows of `table` with this `kind` whose `date` lies between `start` and `end`, **both days included**. Dates are text like `"2023-04-30"`;
# pandas compares a date column with such text. (The line in three quotation marks only says what the function does: leave it.)

# %%
late = events[events["date"] >= "2026-04-01"]
len(late)


# %% nbgrader={"grade_id": "count-between", "solution": true}
def count_between(table, kind, start, end):
    """Number of rows of a kind dated from start to end, both included."""
    ### BEGIN SOLUTION
    chosen = table[(table["kind"] == kind) & (table["date"] >= start) & (table["date"] <= end)]
    return len(chosen)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-count-between", "grade": true, "points": 2}
answer = count_between(events, "pressure", "2022-01-01", "2026-12-31")
assert answer is not None, "count_between returns nothing yet: end it with return"
assert not hasattr(answer, "columns"), "that is a table: len counts its rows"
assert answer == len(pressure), (
    "over the whole period you should find every row of that kind, and no other kind"
)
assert count_between(events, "pressure", "2021-01-01", "2021-12-31") == 0, (
    "no row lies in 2021: check both ends of the window"
)
assert count_between(events, "threat", "2022-10-27", "2022-10-27") == 1, "a window of one day holds that day"
### BEGIN HIDDEN TESTS
small = pd.DataFrame(
    {
        "kind": ["threat", "pressure", "pressure", "threat", "pressure"],
        "date": pd.to_datetime(["2023-01-31", "2023-02-01", "2023-02-28", "2023-02-28", "2023-03-01"]),
    }
)
assert count_between(small, "pressure", "2023-02-01", "2023-02-28") == 2, "both end days belong to the window"
assert count_between(small, "threat", "2023-01-01", "2023-02-28") == 2, "count the kind that was asked for"
assert count_between(small, "threat", "2023-02-01", "2023-03-31") == 1, "count the kind that was asked for"
assert count_between(small, "pressure", "2023-02-02", "2023-02-27") == 0, (
    "nothing outside the window may count"
)
### END HIDDEN TESTS

# %% [markdown]
# Pressure gathers in the first four months of 2023. So do some of Moscow's loudest warnings, as lesson 05 will show. When two causes peak together, the calendar cannot say which one worked.
#
# ### Exercise 1b: which fear?
#
# Fill in `"abandonment"` or `"entrapment"` for each sentence.
#
# - `a`: If Seoul says no to shells, Washington may hesitate when Seoul is in need.
# - `b`: If Korean shells fall on Russian troops, Moscow may arm Pyongyang.
# - `c`: Seoul insists in writing that the United States is the end user.
# - `d`: Shortly before a long-awaited state visit, Seoul says yes to a request for shells.
#
# Two of these are the *fear itself*; for `c` and `d` name the fear that the act is meant to calm.

# %% nbgrader={"grade_id": "fears", "solution": true}
fears = {"a": "", "b": "", "c": "", "d": ""}
### BEGIN SOLUTION
fears = {"a": "abandonment", "b": "entrapment", "c": "entrapment", "d": "abandonment"}
### END SOLUTION

# %% nbgrader={"grade_id": "test-fears", "grade": true, "points": 1}
assert set(fears) == {"a", "b", "c", "d"}, "keep the four letters a, b, c, d"
for letter in fears:
    assert fears[letter] in ["abandonment", "entrapment"], f"{letter}: write abandonment or entrapment"
### BEGIN HIDDEN TESTS
assert fears["a"] == "abandonment", "a: whose absence is feared here?"
assert fears["b"] == "entrapment", "b: whose quarrel would reach Seoul?"
assert fears["c"] == "entrapment", "c: the clause keeps Seoul's name out of the war"
assert fears["d"] == "abandonment", "d: a yes before a visit courts the patron"
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · What was asked, when, and the words for it (35 minutes)
#
# The record has four forms of help. Each keeps the sentence *"we send no weapons to the war"* true (C19, C21).
#
# | form | when | how the sentence stays true | claim |
# |---|---|---|---|
# | **sale** of {{ammunition/us-sale-2022-11/quantity|,.0f}} shells | reported {{events/2022-11-10-wsj-shell-sale/date|date}} | the United States is the end user | C20 |
# | **consent** to re-export howitzers on Korean chassis | made public {{events/2023-03-08-krab-licence-confirmed/date|date}} | no complete Korean weapon was sent | C23 |
# | **loan** of up to {{ammunition/us-loan-2023-03/high|,.0f}} shells | reported {{events/2023-04-12-shell-loan-report/date|date}} | the shells are lent, to Washington; how they come back was never published | C22 |
# | **backfill** | 2023 | Korean shells stay in American depots; American shells go | C24 |
#
# Japan later took the same road: on {{events/2023-12-22-japan-licensed-arms/date|date}} it changed its rules to send Patriot interceptors *to the United States* (C40). [@putnam1988] would say
# that such forms play on two boards at once: the ally gets shells, the public at home gets the sentence.

# %%
korea = shells[shells["party"] == "South Korea"]
korea[["date", "recipient", "measure", "quantity", "low", "high", "basis", "confidence"]]

# %% [markdown]
# Look at `low` and `high`. The loan is {{ammunition/us-loan-2023-03/high|,.0f}} in one report, {{ammunition/us-loan-2023-03/low|,.0f}} or more in another; Seoul confirmed neither. How it was to be repaid was never published either: no date was fixed, one paper says; another, that Washington buys new Korean shells as they are made, and not one for each. How many reached Ukraine was never said. **We carry both ends through every sum from here on.**

# %% [markdown]
# **Whose shells?** Three stocks are in play, and the difference matters. *New* Korean shells were sold: {{ammunition/us-sale-2022-11/quantity|,.0f}} agreed in {{events/2022-11-ministers-agree-sale/date|date}}, and about {{ammunition/us-sale-2023-02/quantity|,.0f}} more in {{ammunition/us-sale-2023-02/date|date}}, by one broadcaster. *American* shells stood in Korea all along, and US forces sent some of
# theirs. Between the two lies the **war reserve stock** (WRSA): ammunition that Washington kept in Korea for a war there, and that Korea took over in 2008. By Korean press the loan came from it, at least in part. Then *lending* means: hand over what was once American. And by one paper Washington was to buy new Korean shells for it.
#
# **And it was not smooth.** Of the first sale US officials later said that Seoul agreed, then balked for months once it was in the papers. Korean press has all of it imported by January 2023. The table `disagreements` keeps both.
#
# ### Whose dates?
#
# *When* did the shells move: before the loud threats of {{events/2023-04-19-medvedev-threat/date|date}} and the summit a week later, or after? It is the best single test of the op-ed's thesis, and sources disagree. The table `datings` has what each says. Where the words are vague, the days are our reading of them.

# %%
datings = datasets.load("datings")
datings[["told_by", "flow", "what", "words", "earliest", "latest", "confidence"]]

# %%
threat, summit = pd.Timestamp("2023-04-19"), pd.Timestamp("2023-04-26")
labels, begins, ends = datings["told_by"] + ": " + datings["what"], datings["earliest"], datings["latest"]
fig, ax = plt.subplots(figsize=(8, 3.4))
ax.hlines(labels, begins, ends, linewidth=7, color=figures.COLOURS["South Korea"])
ax.axvline(threat, color=figures.COLOURS["Russia"], linestyle="--", label="threats, from 19 April")
ax.axvline(summit, color=figures.COLOURS["United States"], label="summit, 26 April")
ax.invert_yaxis()
ax.margins(y=0.15)
ax.legend(loc="lower left", fontsize=8)
figures.finish(
    ax,
    title="Five datings put shells or deals before the threats of April 2023, one after the summit",
    table="datings",
    alt="Six bars on a time line from November 2022 to May 2023. Five end before 19 April 2023; the last, the Wall Street Journal's, begins after 26 April.",
)

# %% [markdown]
# ### Exercise 1c: before or after?
#
# 1. Write `order(earliest, latest, day)`. A source says that a thing happened between `earliest` and `latest`. Return `"before"` if it was surely over before `day`, `"after"` if it surely began after it, and `"unclear"` otherwise. (The three are dates; `<` and `>` compare them.)
# 2. Suppose the lorries, the loan and the second sale are dated rightly (**early**). Or suppose that nothing moved before the summit (**late**). Which of these readings of C27 survives? Fill both lists.
#     - `"a"`: The threats of April set the shells moving.
#     - `"b"`: The summit set the shells moving.
#     - `"c"`: The shells were moving for other reasons before either.
#     - `"d"`: The threats did not keep the shells from moving.


# %% nbgrader={"grade_id": "order-of-dates", "solution": true}
def order(earliest, latest, day):
    """Say "before", "after" or "unclear"."""
    ### BEGIN SOLUTION
    if latest < day:
        return "before"
    if earliest > day:
        return "after"
    return "unclear"
    ### END SOLUTION


early = []
late = []
### BEGIN SOLUTION
early = ["c", "d"]
late = ["a", "b", "d"]
### END SOLUTION

# %% nbgrader={"grade_id": "test-order-of-dates", "grade": true, "points": 3}
_day = pd.Timestamp
answer = order(_day("2001-01-01"), _day("2001-01-31"), _day("2001-03-01"))
assert answer is not None, "order returns nothing yet: end each branch with return"
assert answer in ["before", "after", "unclear"], f"answer in one of the three words, not {answer!r}"
assert order(_day("2001-02-01"), _day("2001-04-01"), _day("2001-03-01")) == "unclear", (
    "when the day lies within the span, nobody can say"
)
assert set(early) <= set("abcd") and set(late) <= set("abcd"), "use the letters a to d in both lists"
assert len(early) > 0 and len(late) > 0, "fill both lists: at least one reading survives each dating"
### BEGIN HIDDEN TESTS
assert answer == "before", "it was over in January: that is before March"
assert order(_day("2001-05-01"), _day("2001-06-01"), _day("2001-03-01")) == "after", "May comes after March"
assert order(_day("2001-01-01"), _day("2001-03-01"), _day("2001-03-01")) == "unclear", (
    "it may have happened on that very day: then it was not surely before"
)
assert order(_day("2001-03-01"), _day("2001-04-01"), _day("2001-03-01")) == "unclear", (
    "it may have happened on that very day: then it did not surely begin after it"
)
_said = [order(row.earliest, row.latest, pd.Timestamp("2023-04-19")) for row in datings.itertuples()]
assert _said.count("before") == 5 and _said.count("after") == 1, "run it on the table datings, row by row"
assert sorted(early) == ["c", "d"], "early: can a thing be set moving by what came after it? And was it stopped?"
assert sorted(late) == ["a", "b", "d"], (
    "late: threats and summit both came first, so the dates rule out neither; and shells did move"
)
### END HIDDEN TESTS

# %% [markdown]
# Both sides gain their best fact here. *For the op-ed*: under either dating the threats did not stop the shells. *Against it*: under the early dating they cannot have started them, and under the late one the summit stands between.
# Five datings are early, and they come from five newsrooms in two countries; the late one comes from officials who had a summit to praise. But numbers of sources are no vote: some may have talked to the same people.

# %% [markdown]
# ### Exercise 1d: consent, and ten months of silence
#
# A Korean weapon may go on to a third country only with Seoul's **written consent**: so says article 199 of the procurement agency's rules, in the press account of November 2022. (Sellers often ask for such an *end-user* promise; the Wassenaar Arrangement, a club of exporters that Korea is in, and Russia too, keeps [a list of such promises and guidelines on re-export]({{sources/wassenaar-best-practices/url}}). They bind nobody.) Poland's Krab is a Polish howitzer on a *Korean* K9 chassis.
#
# 1. Write `silence(done, known_to, told)`: how many days passed between an act and the day it was told? `done` and `told` are dates. `known_to` is `"day"` or `"month"`; if only the month is known, `done` is its **first** day and the act may have come on any day of it. Return the pair (fewest, most) days.
#    `pd.offsets.MonthEnd(0)` added to a date gives the last day of its month; the difference of two dates has `.days`.
# 2. Fill `needs_consent` with the letters of the transfers for which Seoul's consent is needed.
#     - `"a"`: Poland gives Ukraine a Krab. &nbsp; `"b"`: Washington gives Ukraine American-made shells and puts Korean ones into its own depot.
#     - `"c"`: Washington passes Korean-made shells on to Ukraine. &nbsp; `"d"`: Poland gives Ukraine a German tank. &nbsp; `"e"`: Finland passes on a second-hand K9.

# %%
pd.Timestamp("2024-02-01") + pd.offsets.MonthEnd(0)


# %% nbgrader={"grade_id": "silence", "solution": true}
def silence(done, known_to, told):
    """(fewest, most) days from an act to the day it was told."""
    ### BEGIN SOLUTION
    last = done + pd.offsets.MonthEnd(0) if known_to == "month" else done
    return (told - last).days, (told - done).days
    ### END SOLUTION


needs_consent = []
### BEGIN SOLUTION
needs_consent = ["a", "c", "e"]
### END SOLUTION

# %% nbgrader={"grade_id": "test-silence", "grade": true, "points": 2}
answer = silence(pd.Timestamp("2001-03-05"), "day", pd.Timestamp("2001-03-15"))
assert answer is not None, "silence returns nothing yet: end it with return"
assert isinstance(answer, (tuple, list)) and len(answer) == 2, "return a pair: fewest, most"
assert tuple(answer) == (10, 10), f"with the day known, both ends are 10 days, not {answer}"
answer = silence(pd.Timestamp("2001-03-01"), "month", pd.Timestamp("2001-04-10"))
assert answer[0] < answer[1], "with the month alone known the two ends differ; the fewest comes first"
assert set(needs_consent) <= set("abcde") and len(needs_consent) > 0, "fill needs_consent with letters a to e"
### BEGIN HIDDEN TESTS
assert tuple(answer) == (10, 40), "the act may have come on the last day of March, or on its first"
_rows = events.set_index("id")
_krab = _rows.loc["2022-05-poland-sends-krab"]
_told = _rows.loc["2023-03-08-krab-licence-confirmed", "date"]
assert tuple(silence(_krab["date"], _krab["date_precision"], _told)) == (281, 311), "the Krab's silence is off"
assert tuple(silence(pd.Timestamp("2024-02-01"), "month", pd.Timestamp("2024-03-01"))) == (1, 29), (
    "February 2024 had 29 days: let pandas find the end of the month"
)
assert sorted(needs_consent) == ["a", "c", "e"], "ask each time: does something *Korean* go to a third country?"
### END HIDDEN TESTS

# %%
krab = events.set_index("id").loc["2022-05-poland-sends-krab"]
told = events.set_index("id").loc["2023-03-08-krab-licence-confirmed", "date"]
print(f"at the most {(told - krab['date']).days} days")

# %% [markdown]
# More than nine months, at the least, in which a licence had been given and not admitted (C23). Why? Perhaps so that Moscow should not hear of it, perhaps for the voters' sake, perhaps because nobody asked: the record does not say. A silence has no author. But note what it shows: Seoul could take a large step and hide it, so the steps that we can count are those that it let us see.
#
# Consent also works the other way. Seoul once took Russian tanks for Soviet debt, and [studied them for its own K2]({{sources/joongang-ilbo-2016-09/url}}). Its air-defence missile Cheongung rests on [a contract with the Russian maker Almaz]({{sources/headtopics-cheongung/url}}), by press accounts. Whether any of this binds what Seoul may pass on, we found nowhere published.

# %% [markdown]
# ## 3 · How much is half a million shells? (10 minutes)
#
# **By hand.** In {{ammunition/ukraine-use-2023-03/date|date}} Ukraine's defence minister wrote that his army fired {{ammunition/ukraine-use-2023-03/quantity|,.0f}} shells a month. {{ammunition/us-loan-2023-03/quantity|,.0f}} / {{ammunition/ukraine-use-2023-03/quantity|,.0f}} is about four and a half months. But the loan may be {{ammunition/us-loan-2023-03/low|,.0f}}, and an Estonian letter put the use of that winter
# between {{ammunition/ukraine-use-2023-02/low|,.0f}} and {{ammunition/ukraine-use-2023-02/high|,.0f}} a month. That counts all kinds of rounds, so the shortest answer errs on the short side. The *shortest* answer takes the small loan and the fast fire. The *longest* takes the large loan and the slow fire.
#
# ### Exercise 2: months of use, low and high
#
# Write `months_of_use(stock, use)`. Both are pairs `(low, high)`. Return the pair (fewest months, most months).


# %% nbgrader={"grade_id": "months-of-use", "solution": true}
def months_of_use(stock, use):
    """(fewest, most) months that a stock lasts; stock and use are pairs (low, high)."""
    ### BEGIN SOLUTION
    return stock[0] / use[1], stock[1] / use[0]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-months-of-use", "grade": true, "points": 2}
answer = months_of_use((200, 400), (50, 100))
assert answer is not None, "months_of_use returns nothing yet: end it with return"
assert isinstance(answer, (tuple, list)) and len(answer) == 2, "return a pair: fewest months, most months"
assert answer[0] <= answer[1], "fewest first"
assert answer[1] / answer[0] > 3, (
    "your range is too narrow: which stock and which use make the longest wait together?"
)
same = months_of_use((300, 300), (100, 100))
assert same[0] == same[1], "with nothing uncertain both ends should be the same"
assert abs(same[0] - 3) < 1e-9, f"300 shells at 100 a month last three months, not {same[0]}"
### BEGIN HIDDEN TESTS
fewest, most = months_of_use((300_000, 500_000), (60_000, 210_000))
assert abs(fewest - 10 / 7) < 1e-6, "fewest months: the small stock and the fast use"
assert abs(most - 25 / 3) < 1e-6, "most months: the large stock and the slow use"
fewest, most = months_of_use((90, 100), (10, 20))
assert abs(fewest - 4.5) < 1e-9 and abs(most - 10) < 1e-9, "divide stock by use, not the other way round"
### END HIDDEN TESTS

# %% [markdown]
# So the loan was worth between about six weeks and eight months of fire. Now set it beside what factories made.

# %%
names = {
    "ukraine-use-2023-02": "Ukraine used, early 2023 (all kinds)",
    "us-army-output-2023-09": "US Army made, September 2023",
    "us-army-output-2025-06": "US Army made, June 2025",
    "eu-capacity-2024-01": "EU could make, January 2024",
}
monthly = shells.set_index("id").loc[list(names)]
low = monthly["low"].fillna(monthly["quantity"]) / 1000
high = monthly["high"].fillna(monthly["quantity"]) / 1000
rows = range(len(names))

# %%
fig, ax = plt.subplots(figsize=(8, 2.6))
ax.hlines(rows, low, high, linewidth=4)
ax.plot([low, high], [rows, rows], "o", color="C0")
for row, name in enumerate(names):
    for value in {low[name], high[name]}:  # once where both are the same
        figures.label(ax, f"{value:.0f}", (value, row), (0, 5))
ax.set_yticks(rows, list(names.values()))
ax.set(xlim=0, ylim=(3.5, -0.7))
figures.finish(
    ax,
    title="Early in 2023 Ukraine fired at least twice what the US Army made",
    xlabel="thousand shells a month",
    table="ammunition",
    alt="Ukraine's use is a bar from 60 to 210; American output is a dot at 28, later 40; Europe's is at 83.",
)

# %%
bet_europe.reveal(
    outcome=True,
    note="The Washington Post, {{events/2023-12-04-wp-more-than-europe/date|date}}. Seoul denied lethal aid; no count was confirmed.",
)

# %%
bet_output.reveal(outcome=False, note="About {{ammunition/us-army-output-2025-07/quantity|,.0f}} a month in mid-2025; the goal slipped to 2026.")

# %% [markdown]
# ## 4 · A stock in time (15 minutes)
#
# A depot is a bathtub: shells flow in from the factory and out to the front. The owner also keeps a **floor**, for its own wars, and never sends below it. The real American stock and floor are secret. So
# we ask *what if* they were this or that, and look at which answers stay.
#
# **By hand**, in thousand shells. Stock 300, made 30 a month, wanted 110 a month, floor 200.
#
# | month | stock before | + made | may be sent (above 200) | sent | stock after |
# |---|---|---|---|---|---|
# | 1 | 300 | 330 | 130 | 110 | 220 |
# | 2 | 220 | 250 | 50 | **50** | 200 |
# | 3 | 200 | 230 | 30 | **30** | 200 |
#
# From month 2 on, Kyiv gets less than it wants; from month 3 on, only what is made. The floor **binds**.
#
# ### Exercise 3: one step
#
# Write `step(stock, made, wanted, floor)`. Return the pair (stock after, sent). Never send less than 0. `min` and `max` are your tools: `min(5, 3)` is 3.


# %% nbgrader={"grade_id": "step", "solution": true}
def step(stock, made, wanted, floor):
    """(stock after, sent) for one month."""
    ### BEGIN SOLUTION
    pool = stock + made
    sent = min(wanted, max(0, pool - floor))
    return pool - sent, sent
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-step", "grade": true, "points": 3}
answer = step(300, 30, 110, 200)
assert answer is not None, "step returns nothing yet: end it with return"
assert isinstance(answer, (tuple, list)) and len(answer) == 2, "return a pair: stock after, sent"
assert answer[0] + answer[1] == 330, (
    "what is left and what was sent should add up to what was there: no shell may vanish"
)
assert tuple(answer) == (220, 110), f"month 1 of the table by hand: 220 are left and 110 are sent, not {answer}"
after, sent = step(100, 10, 40, 500)
assert sent == 0, "below the floor nothing is sent, and sending is never negative"
### BEGIN HIDDEN TESTS
assert tuple(step(220, 30, 110, 200)) == (200, 50), (
    "month 2: this month's shells may be sent too, down to the floor"
)
assert tuple(step(1000, 30, 110, 200)) == (920, 110), "send no more than is wanted"
assert tuple(step(100, 10, 40, 500)) == (110, 0), "below the floor the stock only grows"
### END HIDDEN TESTS

# %% [markdown]
# **New piece: a loop that steps through time.** Carry one value from turn to turn, and collect what you see in a list. `range(1, 4)` counts 1, 2, 3: it stops *before* its
# second number. In a function, a `return` inside the loop ends it all at once.

# %%
water = 100
seen = []
for hour in range(1, 4):
    water = water - 20
    seen.append((hour, water))
seen

# %% [markdown]
# ### Exercise 4: when does it run short?
#
# Write `first_short_month(start, made, wanted, floor, months)`. Step through the months 1, 2, 3 … and return the number of the first month in which less is sent than is wanted. Return 0 if that never happens.


# %% nbgrader={"grade_id": "first-short-month", "solution": true}
def first_short_month(start, made, wanted, floor, months):
    """Number of the first month that falls short, 0 if none does."""
    ### BEGIN SOLUTION
    stock = start
    for month in range(1, months + 1):
        pool = stock + made
        sent = min(wanted, max(0, pool - floor))
        if sent < wanted:
            return month
        stock = pool - sent
    return 0
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-first-short-month", "grade": true, "points": 2}
answer = first_short_month(500, 50, 40, 100, 24)
assert answer is not None, "first_short_month returns nothing yet: end it with return"
assert answer == 0, "here more is made than wanted, so it never falls short: return 0"
poor = first_short_month(300, 30, 110, 200, 24)
assert poor == 2, f"the table by hand falls short in month 2, not {poor}: count months from 1"
rich = first_short_month(900, 30, 110, 200, 24)
assert poor < rich, (
    "a larger stock should last longer: does your loop carry the stock on from month to month?"
)
### BEGIN HIDDEN TESTS
assert rich == 9, "count how many full months fit above the floor; the next one is short"
assert first_short_month(900, 30, 110, 200, 5) == 0, "within five months it never falls short"
assert first_short_month(100, 10, 40, 500, 3) == 1, "it can fall short at once"
### END HIDDEN TESTS

# %% [markdown]
# **Bounds again.** Nobody outside knows the American stock. Suppose it was between 300 and 900 thousand: then the shortage comes between month 2 and month 9. A loan pushes that date out. That is what Washington needed: *time* for its factories.
#
# ## 5 · Did the loan arm Kyiv? Three rules (15 minutes)
#
# *"Not one Korean shell went to Ukraine."* *"Korea armed Ukraine more than all Europe."* Both can be said of the same loan. They use different rules.
#
# - **By label.** Follow the shells that carry Korean marks. If they stay in American depots, the share is **0**. This is the rule of the end-user clause. (Did they stay? On
#   {{events/2023-05-24-wsj-confidential-arrangement/date|date}} the Wall Street Journal reported that Korean shells went on to Ukraine. Seoul called parts of the report inaccurate.)
# - **By mixing.** Pour the loan into the pool and stir. If a fifth of the pool leaves, so does a fifth of the loan.
# - **By difference.** How many *more* shells went to Kyiv than would have gone without the loan? Divide by the loan. Goods of which one piece is as good as another are called **fungible**. For them economists trust this rule.
#
# **By hand**, one month, in thousands: stock 200, made 30, wanted 110, floor 200; loan 500. Without the loan: 30 sent. With it: the pool is 730, and 110 are sent. Label: 0. Mixing: 110 / 730 = 0.15. Difference: (110 − 30) / 500 = 0.16.
#
# **By slider.** The account below runs for 24 months, with and without the loan.

# %%
ledger = ShellLedger(start=300, made=28, wanted=110, floor=200, loan=500, kind="give")
ledger

# %% [markdown]
# **Questions for the explorer**
#
# 1. The share by difference reaches 1 within the two years. Raise the stock until it starts to fall. What has changed?
# 2. Switch from *give* to *lend*. Which of the three shares changes most?
# 3. Widen the band (*unknown by*). Which of your two answers survives at both ends?
#
# ### Exercise 5: three rules in code
#
# For **one month**: write `three_rules(stock, made, wanted, floor, loan)`. Return three shares of the loan, in this order: by label, by mixing, by difference.


# %% nbgrader={"grade_id": "three-rules", "solution": true}
def three_rules(stock, made, wanted, floor, loan):
    """Share of a loan that reaches Kyiv in one month: (label, mixing, difference)."""
    ### BEGIN SOLUTION
    sent_without = min(wanted, max(0, stock + made - floor))
    pool = stock + made + loan
    sent_with = min(wanted, max(0, pool - floor))
    return 0, sent_with / pool, (sent_with - sent_without) / loan
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-three-rules", "grade": true, "points": 3}
answer = three_rules(200, 30, 110, 200, 500)
assert answer is not None, "three_rules returns nothing yet: end it with return"
assert isinstance(answer, (tuple, list)) and len(answer) == 3, "return three shares: label, mixing, difference"
assert answer[0] == 0, "by label the marked shells stay in the depot"
assert abs(answer[1] - 110 / 730) < 0.002, (
    f"mixing gives {round(answer[1], 3)}, by hand it was 0.15: what leaves, over all that is in the pool, loan included"
)
assert abs(answer[2] - 80 / 500) < 0.002, (
    f"difference gives {round(answer[2], 3)}, by hand it was 0.16: how many more are sent with the loan, over the loan"
)
rich = three_rules(5000, 30, 110, 200, 500)
assert abs(rich[2]) < 1e-9, (
    "with a full depot Kyiv gets all it wants either way: by difference the loan adds nothing"
)
### BEGIN HIDDEN TESTS
assert abs(answer[1] - 110 / 730) < 1e-9 and abs(answer[2] - 80 / 500) < 1e-9, "do not round the shares"
assert abs(rich[1] - 110 / 5530) < 1e-9, "by mixing some of the loan leaves even a full depot"
poor = three_rules(50, 20, 110, 200, 400)
assert abs(poor[1] - 110 / 470) < 1e-9 and abs(poor[2] - 110 / 400) < 1e-9, (
    "below the floor nothing goes without the loan"
)
### END HIDDEN TESTS

# %% [markdown]
# So the answer to *"does a loan to Washington arm Kyiv?"* is: by label no, as long as the marked shells stay; by mixing, in part; by difference **yes where the floor binds**, and no where it does not. The quarrel was about
# the rule, more than about the shells.
#
# ## 6 · To lend or to give (10 minutes)
#
# A loan comes back. Does it matter to Kyiv? Use the ledger that stands behind the explorer. `incoming` is a list of what the depot receives from outside each month; a repayment is a negative number.
# `loan_schedule` makes such lists: below, one in which nothing goes back, and one in which all goes back from month `due` on, in equal `parts`. **That schedule is made up to learn on**: nobody has published the real one. Move `due` and see whether your answer hangs on it.

# %%
from seoul_dilemma.widgets.shells import loan_schedule, run_ledger

gift = loan_schedule(500, months=24)
loan = loan_schedule(500, months=24, due=13, parts=12)
run_ledger(start=300, made=28, wanted=110, floor=200, incoming=gift).head(3)

# %% [markdown]
# ### Exercise 6a: extra shells, month by month
#
# Write `extra_by_month(start, made, wanted, floor, incoming)`. Run the ledger with `incoming` and again without it. Return a **list**: after each month, how many more shells have been sent *in total so far* with `incoming` than without.
#
# The ledger is a table with a column `sent`. To run it without a loan for the same time, hand in `incoming=[0] * len(incoming)`: as many noughts as there are months.
#
# **New piece: two lists side by side.** `list(...)` makes a list of a column, and `range(len(...))` counts its places.

# %%
apples, pears = [3, 5, 2], [1, 1, 4]
for place in range(len(apples)):
    print(apples[place] - pears[place])


# %% nbgrader={"grade_id": "extra-by-month", "solution": true}
def extra_by_month(start, made, wanted, floor, incoming):
    """Extra shells sent so far, after each month."""
    ### BEGIN SOLUTION
    with_loan = run_ledger(start, made, wanted, floor, incoming)
    without = run_ledger(start, made, wanted, floor, [0] * len(incoming))
    extra = 0
    so_far = []
    for sent_with, sent_without in zip(with_loan["sent"], without["sent"], strict=True):
        extra = extra + sent_with - sent_without
        so_far.append(extra)
    return so_far
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-extra-by-month", "grade": true, "points": 3}
answer = extra_by_month(300, 28, 110, 200, [500, 0, 0, 0, 0, 0])
assert answer is not None, "extra_by_month returns nothing yet: end it with return"
assert isinstance(answer, list) and len(answer) == 6, "return a list, with one number for each month of incoming"
assert abs(answer[0]) < 1e-9, "in month 1 the depot can send all that is wanted either way: no extra yet"
assert answer[-1] > answer[2] > answer[1], (
    "the list should hold running totals: add this month's extra to what came before"
)
nothing = extra_by_month(300, 28, 110, 200, [0, 0, 0])
assert all(abs(extra) < 1e-9 for extra in nothing), "without a loan there is no extra"
### BEGIN HIDDEN TESTS
assert [round(x) for x in answer] == [0, 64, 146, 228, 310, 392], (
    "compare sent with and sent without, then add up"
)
back = extra_by_month(200, 30, 110, 200, [100, 0, -20, -20, -20, -20, -20])
assert [round(x) for x in back] == [80, 100, 80, 60, 40, 20, 0], (
    "a repayment takes away from what is sent later"
)
lists = extra_by_month(200, [30, 200, 200], 110, 200, [80, -80, 0])
assert [round(x) for x in lists] == [80, 80, 80], "when plenty is made, giving back costs Kyiv nothing"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6b: when do the two words differ?
#
# **Try before you choose.** The next cell prints what Kyiv gets in all, over two years: with a gift, with a loan, with neither. The factories stay as slow as in the explorer.
# Then let them work faster in the second year: write `made = [28] * 12 + [160] * 12` in the first line, and run the cell again.

# %%
made = [28] * 24
for incoming in [gift, loan, [0] * 24]:
    print(round(run_ledger(300, made, 110, 200, incoming)["sent"].sum()))

# %% [markdown]
# Now think of Kyiv's total after the repayment. Set `lend_answer` to the number of the true statement, and `lend_reason` to the letter of the reason.
#
# 1. A loan always helps Kyiv less than a gift.
# 2. A loan and a gift help Kyiv the same when nothing is short from the first repayment on.
# 3. A loan never helps Kyiv, because all of it goes back.
#
# - `"a"` A repayment costs Kyiv a shell only if the floor binds then or later.
# - `"b"` The lender can always refuse to take the shells back.
# - `"c"` The borrower sends other shells, so the loan never left.

# %% nbgrader={"grade_id": "lend-or-give", "solution": true}
lend_answer = 0  # 1, 2 or 3
lend_reason = ""  # "a", "b" or "c"
### BEGIN SOLUTION
lend_answer = 2
lend_reason = "a"
### END SOLUTION

# %% nbgrader={"grade_id": "test-lend-or-give", "grade": true, "points": 1}
assert lend_answer in [1, 2, 3], "lend_answer should be the number of one statement: test all three in the cell above"
assert lend_reason in ["a", "b", "c"], 'lend_reason should be a letter in quotes, like "c"'
### BEGIN HIDDEN TESTS
assert lend_answer == 2, "try it: what are the totals when the factories work faster before the repayment begins?"
assert lend_reason == "a", "look at the months from the repayment on: is anything wanted and not sent?"
### END HIDDEN TESTS

# %% [markdown]
# So *lend* is a bet on time: shells now, against shells when factories run faster. It also keeps a sentence true at home. Claim C22 reads the loan as a *brake*, a sign that Seoul feared where the shells would go. It can be read as *cover*, too: the
# form that let shells flow. The record supports part of each.
#
# ## 7 · What a table of aid can see (5 minutes)
#
# The Kiel tracker adds up what states have set aside for Ukraine. Here is Korea.

# %%
aid = datasets.load("aid")
korea_aid = aid[aid["donor"] == "South Korea"]
korea_aid[["as_of", "military_eur_bn", "humanitarian_eur_bn", "total_eur_bn"]]

# %% [markdown]
# ### Exercise 7: why so little?
#
# In this table Korea's *military* aid is a few million euros, in the very year of the shells. Set `aid_reading` to the number of the best explanation.
#
# 1. The table is wrong and should not be used.
# 2. The table counts what is given to Ukraine by a state in its own name; shells sold or lent to Washington are outside its definition.
# 3. Korea sent no shells to anyone.
# 4. Shells are worth almost nothing in euros.

# %% nbgrader={"grade_id": "aid-reading", "solution": true}
aid_reading = 0  # 1, 2, 3 or 4
### BEGIN SOLUTION
aid_reading = 2
### END SOLUTION

# %% nbgrader={"grade_id": "test-aid-reading", "grade": true, "points": 1}
assert aid_reading in [1, 2, 3, 4], "aid_reading should be the number of one explanation: who gives, and to whom?"
### BEGIN HIDDEN TESTS
assert aid_reading == 2, "ask by which of the three rules this table counts"
### END HIDDEN TESTS

# %% [markdown]
# Did pressure get what it asked for? Claim C36 says that it may end in *open* support. By all reports shells came, through the side door, and no open arms. The side door may be a step on the way. Or it may be what made a further step needless. And did Seoul bargain? [@spindel2023] shows junior partners who *receive* American arms turning their loyalty into leverage. Here the junior partner *supplies*; whether the logic carries over is open. The declaration of April 2023 may have been a price. Ties in time are not proof.
#
# ### Exercise 8: write
#
# In 100 to 150 words, to a member of parliament who asks *"Did we arm Ukraine?"* Give (1) an answer by two of the three rules, (2) one range with low and high, (3) the best reason for the loan form and the best against it, (4) one fact that, if published, would
# settle more than all your sums. Four points, one for each.

# %% [markdown] nbgrader={"grade_id": "shell-note", "grade": true, "solution": true, "points": 4}
# *Write here.*

# %% [markdown]
# ## What this lesson cannot tell you
#
# - **How many Korean shells reached Ukraine**, by any rule. No government has said. Every figure for them here comes from the press, a think-tank or a planning paper.
# - **The American stock and floor.** They are secret; our account is a *what if*.
# - **Korea's own stock of 155 mm shells.** No public figure was found. (The stock in the table of section 2 is of another calibre, 105 mm.)
#
# ## Sources
#
# {{sources}}
#
# ## Next
#
# Pressure is one dial of this course. The other is Russia. In lesson 05 you ask what a threat from Moscow should make you believe.
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
