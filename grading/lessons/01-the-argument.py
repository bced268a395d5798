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
#     lesson: "01"
#     title: The argument
#     minutes: 90
#     slug: the-argument
#     question: What does the op-ed claim, and what hangs on what?
#     explorer: ArgumentMap
#     teaches: [filters, counting, joins, for and if, dictionaries and sets, argument graphs]
# ---

# %% [markdown]
# # 01 · The argument
#
# **What does the op-ed claim, and what hangs on what?**
#
# | | |
# |---|---|
# | **You will be able to** | *sort* claims into facts, causes, assumptions, predictions and judgements · *filter*, *count* and *join* tables · *draw* an argument as a graph · *find* the premise that brings a conclusion down · *check* a claim against a date and a rule |
# | **Time** | about {{lesson/minutes}} minutes |
# | **You need** | lesson 00, a pencil, and the op-ed (linked under Sources) |
# | **You hand in** | {{lesson/exercises}} exercises, {{lesson/points}} points |
# | **Claims met** | all of them in the tables; in the text C01 to C09, C14 to C16, C19 to C21, C27 to C30, C32 to C37, C39 to C45, and the objections |
#
# You will take apart one short op-ed, cut into numbered claims, C01 to C45. Run the next cell, bet, and play.

# %%
import networkx as nx
import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import ArgumentMap, ForecastPad

claims = datasets.load("claims")
arrows = datasets.load("argument")
figures.use_style()
pd.set_option("display.max_colwidth", 150)  # show long texts in tables

# %% [markdown]
# ## 1 · Place your bet
#
# The op-ed appeared on {{sources/korea-pro-2023-04-26/date|date}}. Its **thesis** is claim C27: loud Russian threats push Seoul toward Kyiv and Washington more
# than they hold it back. Its **conclusion** is claim C05: the choice before Seoul may be simpler than it looks.
#
# Suppose somebody takes the thesis away. Does the conclusion lose its footing too? Say how likely you think that is, and save.

# %%
thesis_bet = ForecastPad(
    "01-thesis",
    question="If the thesis C27 falls, does the conclusion C05 fall with it?",
)
thesis_bet

# %% [markdown]
# **Saved? Then pull at it.** Each card is a claim; an arrow runs from a reason to what leans on it. Untick one card. Does the roof fall? Try C30, then C01, and then a card
# of your own choice. In section 7 you will know why.

# %%
explorer = ArgumentMap()
explorer

# %% [markdown]
# ## 2 · The argument in seven sentences
#
# Please read [the op-ed]({{sources/korea-pro-2023-04-26/url}}) itself first; it takes five minutes. Here is its argument, much shortened and in our own words.
#
# 1. Seoul wants to be the fourth-largest arms exporter (C01), and Europe is buying (C02).
# 2. Partners press it to arm Ukraine (C03), and Moscow threatens to arm Pyongyang if it does (C04).
# 3. So far Seoul has kept to the middle: sanctions, though not on energy (C14, C15). That, says the op-ed, kept it out of Moscow's sights (C16).
#    And it sends no weapons of its own to the war (C21).
# 4. But threats push Seoul the other way (C27). A strained Russian industry (C28) has little to give Pyongyang (C29), Moscow cannot punish anyone
#    hard (C34), and a country that wants to lead its region (C35) has a name to lose.
# 5. Meeting Western demand could also make Korea a stronger exporter (C43).
# 6. So pressure and threats together may bring Seoul to open support (C36).
# 7. And so the choice may be simpler than it looks (C05).
#
# **By hand first.** Take your pencil. Which one sentence would you cross out to do the most harm to sentence 7? Write its number down.
#
# ### Five kinds of claim
#
# | kind | what it does | how to deal with it |
# |---|---|---|
# | fact | says that something is or was so | look it up |
# | causal | says that this leads to that | compare with and without "this" |
# | assumption | takes something for granted | ask what follows if it is wrong |
# | prediction | says that something will happen | wait, with a date and a rule |
# | normative | calls something good, wise or simple | argue; no measurement decides it |
#
# Which kind is each of the seven sentences? Try it before you look below.

# %% [markdown]
# ## 3 · Filter and count
#
# In the table `claims` each row is one claim.

# %%
claims[["id", "claim", "kind", "factor"]].head()

# %% [markdown]
# **New: a filter.** A condition in square brackets keeps the rows for which it holds. `==` asks "is it the same?", `!=` "is it different?"; a single `=` gives a name.

# %%
claims[claims["kind"] == "prediction"][["id", "claim"]]

# %% [markdown]
# **New: two conditions.** Put each in round brackets and join them with `&`, "and". `len` counts rows.

# %%
both = claims[(claims["kind"] == "causal") & (claims["factor"] == "Russian capacity")]
len(both)

# %% [markdown]
# **New: counting by group.** `value_counts` counts each value. `groupby(...).size()` counts each combination of values.

# %%
claims["kind"].value_counts()

# %% [markdown]
# The column `verdict_2023` says how a claim stood against the record of spring 2023, when the op-ed appeared. (`verdict_later` says how it stood by 2026:
# no peeking yet, you will bet on some of it.) The verdicts are ours. Disagree where you have reasons.

# %%
claims.groupby(["kind", "verdict_2023"]).size()

# %% [markdown]
# Most of the *facts* were right. That is worth saying: the op-ed is careful with facts. What is open or only plausible are the causes and the predictions. There the
# argument does its work.
#
# ### Exercise 1: count by kind and verdict
#
# Write `count_claims(table, kind, verdict)`. It returns how many rows of `table` have that `kind` *and* that `verdict_2023`.

# %% nbgrader={"grade_id": "count-claims", "solution": true}
def count_claims(table, kind, verdict):
    ### BEGIN SOLUTION
    return len(table[(table["kind"] == kind) & (table["verdict_2023"] == verdict)])
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-count-claims", "grade": true, "points": 2}
small = pd.DataFrame({
    "id": ["C01", "C02", "C03", "C04"],
    "kind": ["fact", "fact", "causal", "fact"],
    "verdict_2023": ["supported", "open", "open", "supported"],
    "verdict_later": ["mixed", "supported", "supported", "refuted"],
})
got = count_claims(small, "fact", "supported")
assert got is not None, "count_claims returns nothing yet: end it with return."
assert not hasattr(got, "columns"), "That is a table. How many rows has it? len counts them."
assert got == 2, f"In the small table two facts were supported, you count {got}. Both conditions must hold, on verdict_2023."
assert count_claims(small, "causal", "supported") == 0, "No causal claim of the small table was supported: then the count is 0."
### BEGIN HIDDEN TESTS
assert count_claims(small, "causal", "open") == 1, "One causal claim of the small table was open."
assert count_claims(claims, "fact", "supported") == 20, "The count of supported facts in the claims is off."
assert count_claims(claims, "causal", "plausible") == 7, "The count of plausible causal claims is off."
assert count_claims(claims, "prediction", "open") == 4, "The count of open predictions is off."
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · Which predictions can be scored?
#
# The op-ed is written in the language of its trade: the choice *may* be simpler than it looks (C05), threats *may* prompt Seoul to shift (C36), the president *will likely* be urged in private (C39), Seoul *may* seize
# the moment that Japan offers (C40), aggression *may* wear old policies down (C45). "May" cannot be wrong. Rounding a forecast
# from a number to a word costs accuracy [@friedman2018], and to learn anything a question needs a date and a rule that says what counts [@tetlock2015].
#
# The table `forecasts` holds questions of that kind: each with the claim that it tests.

# %%
questions = datasets.load("forecasts")[["question", "claim", "closes_on"]]
questions = questions.rename(columns={"claim": "claim_id"})
questions.head(4)

# %% [markdown]
# **New: join.** `merge` puts two tables side by side where a value of one is also in the other. Rows without a partner drop out; a row with two partners comes twice.

# %%
people = pd.DataFrame({"name": ["Ann", "Bo", "Cy"], "town": ["Busan", "Daegu", "Busan"]})
trains = pd.DataFrame({"stop": ["Busan", "Busan", "Seoul"], "time": ["08:10", "09:30", "10:00"]})
people.merge(trains, left_on="town", right_on="stop")

# %% [markdown]
# ### Exercise 2: predictions that can be scored by a date
#
# Write `scorable(table, questions, date)`. Join the claims in `table` with their `questions`. Keep the rows whose kind is `"prediction"` and whose `closes_on` is on or before
# `date`, a text such as `"2023-12-31"` (pandas compares it with dates). Return the ids as a sorted list, each id once:
# in `sorted(set(...))`, `set` drops what comes twice and `sorted` makes an ordered list of the rest.

# %% nbgrader={"grade_id": "scorable", "solution": true}
def scorable(table, questions, date):
    ### BEGIN SOLUTION
    joined = table.merge(questions, left_on="id", right_on="claim_id")
    kept = joined[(joined["kind"] == "prediction") & (joined["closes_on"] <= date)]
    return sorted(set(kept["id"]))
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-scorable", "grade": true, "points": 3}
made = pd.DataFrame({"id": ["C01", "C02", "C03"], "kind": ["prediction", "fact", "prediction"]})
asked = pd.DataFrame({
    "claim_id": ["C01", "C01", "C02", "C03"],
    "closes_on": pd.to_datetime(["2001-06-30", "2002-06-30", "2001-06-30", "2003-06-30"]),
})
got = scorable(made, asked, "2002-12-31")
assert got is not None, "scorable returns nothing yet: end it with return."
assert "C02" not in got, "C02 is a fact: keep predictions only."
assert "C03" not in got, "The question of C03 closes after the date."
assert list(got) == ["C01"], f"C01 has two questions that close in time; name it once. You have {got}."
### BEGIN HIDDEN TESTS
assert list(scorable(made, asked, "2001-06-30")) == ["C01"], "A question that closes on the very day counts."
assert list(scorable(made, asked, "2003-06-30")) == ["C01", "C03"], "By the middle of 2003 both predictions can be scored."
assert list(scorable(made, asked, "2000-01-01")) == [], "Before the first question closes nothing can be scored."
assert list(scorable(claims, questions, "2023-06-30")) == ["C39"], "The op-ed's predictions by the middle of 2023 are off."
assert list(scorable(claims, questions, "2023-12-31")) == ["C36", "C39", "C40"], "The op-ed's predictions by the end of 2023 are off."
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3: a claim that cannot be tested
#
# Three claims of the op-ed were beyond any test in 2023. Choose **one** and say why. Set `untestable` to its id, and `why` to the reason that fits it:
#
# - `"hedge"`: it is worded so that no event could ever count against it.
# - `"judgement"`: it weighs what is good, wise or simple. Facts bear on that but do not settle it.

# %%
claims[claims["verdict_2023"] == "untestable"][["id", "claim", "test"]]

# %% nbgrader={"grade_id": "untestable", "solution": true}
untestable = "?"
why = "?"
### BEGIN SOLUTION
untestable = "C32"
why = "hedge"
### END SOLUTION

# %% nbgrader={"grade_id": "test-untestable", "grade": true, "points": 2}
assert untestable in set(claims["id"]), f"untestable is {untestable!r}: write the id of a claim, such as \"C11\"."
assert why in {"hedge", "judgement"}, "Set why to \"hedge\" or \"judgement\"."
### BEGIN HIDDEN TESTS
fitting = {"C05": "judgement", "C32": "hedge", "C33": "judgement"}
assert untestable in fitting, "That claim can be tested: read its column test."
assert why == fitting[untestable], "The reason does not fit: does the claim weigh something up, or does it dodge every outcome?"
### END HIDDEN TESTS

# %% [markdown]
# A hedge is not a fault of character. Good analysts say what could go wrong. But a hedge is not a forecast either: with C32 in the text, both "Moscow armed Pyongyang"
# and "Moscow did not" fit the op-ed. And a sentence can be two in one. That arming Pyongyang would be a *mistake* (C33) is for people to weigh; that it would lose Seoul *for good*
# could be put to a test, once there is a date.

# %% [markdown]
# ## 5 · Check the facts: a slip and a trap
#
# Even careful writers slip, and a check takes a minute. The count in section 3 has two facts that are *wrong in detail*. One is here; the other waits in lesson 05. Beside
# it lies a trap into which many reports of the time walked. Did the op-ed?
#
# **New: pieces of a text.** `text[:4]` is the first four characters, `text[5:7]` the sixth and seventh. `int` turns digits into a number.

# %%
day = "2019-03"
int(day[:4]), int(day[5:7])

# %% [markdown]
# **New: if.** The indented lines run only when the condition holds. `and` joins two conditions, `not` turns one round.

# %%
age = 17
if age < 18:
    age = age + 1
age

# %% [markdown]
# **The slip.** The op-ed says that the two Koreas have lived under an armistice for about half a century (C07). Here is the record.

# %%
claims.set_index("id").loc["C07", "record_2023"]

# %% [markdown]
# ### Exercise 4: full years
#
# Write `full_years(start, end)` for two months written `"YYYY-MM"`. It returns how many full years have passed. Somebody born in July is still 69 in the April before the
# 70th birthday: if the month of `end` comes before the month of `start`, one year is missing.

# %% nbgrader={"grade_id": "full-years", "solution": true}
def full_years(start, end):
    ### BEGIN SOLUTION
    years = int(end[:4]) - int(start[:4])
    if int(end[5:7]) < int(start[5:7]):
        years = years - 1
    return years
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-full-years", "grade": true, "points": 2}
got = full_years("2000-01", "2010-12")
assert got is not None, "full_years returns nothing yet: end it with return."
assert got == 10, f"From January 2000 to December 2010 ten full years pass, not {got}."
assert full_years("2000-09", "2010-02") == 9, "From September 2000 to February 2010: the tenth year is not full yet."
### BEGIN HIDDEN TESTS
assert full_years("1953-07", "2023-04") == 69, "From the armistice to the op-ed is off."
assert full_years("2000-05", "2010-05") == 10, "In the same month the year counts as full."
assert full_years("1999-12", "2000-01") == 0, "December 1999 to January 2000 is no full year."
assert full_years("1999-10", "2009-09") == 9, "October 1999 to September 2009: compare the months as numbers."
### END HIDDEN TESTS

# %% [markdown]
# So the armistice was nearly seventy years old. Does the slip hurt the argument? Hardly: a longer stand-off makes the point no weaker. **A wrong detail is not
# a wrong argument**, and a check tells you which of the two you have.
#
# **The trap.** What keeps Korean arms from a state at war? The op-ed writes of a *policy* (C19), much of the press abroad of a *law*. Who was right?
# Three events of the time bear on it.
#
# **New: for.** The indented lines run once for each item of a list.

# %%
for word in ["premise", "reason", "conclusion"]:
    print(word, len(word))

# %%
events = datasets.load("events").set_index("id")
notes = events["note"].fillna("")  # where there is no note, an empty text
for each in [
    "2022-11-11-end-user-statement",
    "2023-03-08-krab-licence-confirmed",
    "2023-04-20-no-legal-ban-remark",
]:
    print(each, "\n", events.loc[each, "summary"], notes[each], "\n")

# %% [markdown]
# ### Exercise 5: a law, a policy, or neither?
#
# 1. Set `what_forbids` to the statement that fits the record of April 2023 best:
#     - `"law"`: a statute forbids lethal aid to any state at war.
#     - `"policy"`: it is government policy; no statute bars it outright, though licensing rules limit what may be sent.
#     - `"nothing"`: neither law nor rules nor policy stood in the way.
# 2. Set `evidence` to the id of the event above that shows it best.

# %% nbgrader={"grade_id": "law-or-policy", "solution": true}
what_forbids = "?"
evidence = "?"
### BEGIN SOLUTION
what_forbids = "policy"
evidence = "2023-04-20-no-legal-ban-remark"
### END SOLUTION

# %% nbgrader={"grade_id": "test-law-or-policy", "grade": true, "points": 2}
assert what_forbids in {"law", "policy", "nothing"}, "Set what_forbids to \"law\", \"policy\" or \"nothing\"."
assert evidence in set(events.index), f"evidence is {evidence!r}: copy the id of one of the three events printed above."
### BEGIN HIDDEN TESTS
assert what_forbids == "policy", "Read what the senior official said, and what the newspaper answered."
assert evidence == "2023-04-20-no-legal-ban-remark", "Which event speaks of laws, not of one shipment?"
### END HIDDEN TESTS

# %% [markdown]
# So here the op-ed was more exact than many newspapers. Why does it matter? A law binds until parliament changes it. A policy binds as long as a government wants it to. So it can be bent, and it can be used to bargain. The
# same official added that Seoul's next step depended on Russia.

# %% [markdown]
# ### Exercise 5b: a pledge, its documents and its dates
#
# Claim C35 says that Seoul wants to lead its region as a state that stands for rules; C42, that what it *says* about this role commits it to *act*. Two documents carry the pledge: Yoon's article as a candidate of {{sources/foreign-affairs-2022-02-08/date|date}}, in *Foreign Affairs*, which speaks of a "global pivotal state", and the Indo-Pacific strategy of {{events/2022-12-28-indo-pacific-strategy/date|date}}. So C35 is on paper. But did the paper commit anybody?
#
# 1. Write `around(dates, day, days)`. `dates` is a list of dates. Return the pair (how many lie in the `days` days **before** `day`, how many in the `days` days **after** it). A date on the very day counts for neither. (`pd.Timedelta(days=30)` is a span of days, and you can add it to a date.)
# 2. The next cell has Seoul's steps toward Kyiv. Run your function on them with the day of the strategy and 180 days. Then set `pledge_reading`:
#     - `"a"`: The pledge made Seoul act: there are more steps after it than before.
#     - `"b"`: More steps after than before fit the claim. Requests from Kyiv and Washington in those months fit as well, and no step was open arms.
#     - `"c"`: The pledge was empty, for no arms went openly.

# %%
steps = events[events["step"].isin(["arms", "aid"])]
strategy = events.loc["2022-12-28-indo-pacific-strategy", "date"]
steps[["date", "title", "step"]]


# %% nbgrader={"grade_id": "around-a-pledge", "solution": true}
def around(dates, day, days):
    ### BEGIN SOLUTION
    span = pd.Timedelta(days=days)
    before = after = 0
    for date in dates:
        if day - span <= date and date < day:
            before = before + 1
        if day < date and date <= day + span:
            after = after + 1
    return before, after
    ### END SOLUTION


pledge_reading = "?"
### BEGIN SOLUTION
pledge_reading = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-around-a-pledge", "grade": true, "points": 3}
days_known = [pd.Timestamp("2001-01-01"), pd.Timestamp("2001-02-01"), pd.Timestamp("2001-02-20")]
got = around(days_known, pd.Timestamp("2001-02-01"), 20)
assert got is not None, "around returns nothing yet: end it with return."
assert isinstance(got, (tuple, list)) and len(got) == 2, "Return two counts: before, after."
assert got[0] == 0, "1 January is 31 days before: outside of 20 days. And the day itself counts for neither."
assert pledge_reading in {"a", "b", "c"}, "Choose pledge_reading: \"a\", \"b\" or \"c\"."
### BEGIN HIDDEN TESTS
assert tuple(got) == (0, 1), "20 February is 19 days after: it counts."
assert tuple(around(days_known, pd.Timestamp("2001-02-01"), 31)) == (1, 1), "31 days before is within 31 days: both ends belong to the span."
assert tuple(around(days_known, pd.Timestamp("2001-02-01"), 19)) == (0, 1), "19 days after is within 19 days: both ends belong to the span."
assert tuple(around([], pd.Timestamp("2001-02-01"), 31)) == (0, 0), "Without dates both counts are 0."
assert tuple(around(list(steps["date"]), strategy, 180)) == (1, 5), "Your counts around the strategy are off."
assert pledge_reading == "b", "What else happened in those months? And what would the pledge have asked for?"
### END HIDDEN TESTS

# %% [markdown]
# The document is real and the steps are real; the *because* is not in either. A better test of C42 would be a price: approval that falls when deeds lag behind words. Lesson 03 has the polls, and most people wanted no arms to go.

# %% [markdown]
# ## 6 · An argument is a graph
#
# **New: dictionaries.** A dictionary gives each thing a label, and finds it again by the label. `pd.DataFrame` makes a table from one.

# %%
arrow = {"source": "rain", "target": "wet street", "strength": 3}
arrow["target"], arrow["strength"]

# %% [markdown]
# **New: sets.** A set is a bag in which everything lies once. `&` gives what two sets share, `<=` asks whether one lies wholly inside the other,
# and `in` whether a thing is in it. `.add` puts one more thing in. Mind the empty set: it lies inside every set. `len` counts what is in one; `set()` is an empty one.

# %%
fallen = {"rain"}
fallen.add("wind")
print({"rain", "snow"} & fallen, "snow" in fallen)
print({"rain"} <= fallen, {"rain", "snow"} <= fallen)

# %% [markdown]
# Here is an argument in miniature. It has four claims.
#
# - R: somebody saw rain. P: it rained. Q: the rain wetted the street. S: the street has no roof.
# - R **supports** P, and P **supports** Q. Nobody said S out loud, but Q **assumes** it: under a roof, rain wets no street.
#
# As a table, one row an arrow, in the shape of our table `argument`:

# %%
rain = pd.DataFrame({
    "source": ["R", "P", "Q"],
    "target": ["P", "Q", "S"],
    "relation": ["supports", "supports", "assumes"],
    "strength": [2, 3, 2],
})
rain

# %% [markdown]
# Mind the directions. "R supports P" is written from R to P: P leans on R. "Q assumes S" is written from Q to S: but it is Q that leans on S. For "what falls" we want
# every arrow to point at **what leans on it**, so we turn the second kind round. The library networkx, `nx` for short, keeps such graphs and walks through them.
#
# You need not write the next cell, only follow it. `to_dict("records")` hands over the rows of a table one by one, each as a dictionary; `add_edge` draws an arrow.

# %%
def build_graph(arrows):
    graph = nx.DiGraph()
    for row in arrows.to_dict("records"):
        if row["strength"] >= 2 and row["relation"] == "supports":
            graph.add_edge(row["source"], row["target"], relation="supports")
        if row["strength"] >= 2 and row["relation"] == "assumes":
            graph.add_edge(row["target"], row["source"], relation="assumes")
    return graph


list(build_graph(rain).edges)

# %% [markdown]
# Arrows of strength 1 are hints: "this helps a little". Nothing hangs on them, so `build_graph` leaves them out. It leaves attacks out too: they come in section 7.
#
# And here are the arrows between the op-ed's own claims, without our objections. The column `origin` says who sees the arrow: the author, or we. `.str[0]` takes the first letter of each text.

# %%
op_ed = arrows[(arrows["source"].str[0] == "C") & (arrows["target"].str[0] == "C")]
op_ed[op_ed["target"] == "C27"][["source", "target", "relation", "strength", "origin", "note"]]

# %% [markdown]
# A second helper asks what a claim leans on, in one of the two ways:

# %%
def leans_on(graph, claim, relation):
    found = set()
    for source in graph.predecessors(claim):
        if graph[source][claim]["relation"] == relation:
            found.add(source)
    return found


leans_on(build_graph(rain), "Q", "supports"), leans_on(build_graph(rain), "Q", "assumes")

# %% [markdown]
# ### The rule of what falls
#
# Take one claim away. Another claim falls when
#
# 1. **something it assumes** has fallen (one is enough), or
# 2. **all the reasons** given for it have fallen (while one reason stands, it stands; a claim without any reason on the map stands by itself).
#
# Claims that fall can bring others down. So we must go from the first reasons to the last conclusion: `nx.topological_sort(graph)` gives the claims in just this order,
# each after everything it leans on.
#
# **By hand**: take S away from the rain. What falls? And if you take R away?

# %%
list(nx.topological_sort(build_graph(rain)))

# %% [markdown]
# ### Exercise 6: what falls
#
# Write `what_falls(arrows, lost)`: a sorted list of the claims that fall when the claim `lost` is taken away, without `lost` itself. Use `build_graph`, `leans_on` and
# the rule. The start and the end are given.

# %% nbgrader={"grade_id": "what-falls", "solution": true}
def what_falls(arrows, lost):
    graph = build_graph(arrows)
    fallen = {lost}
    ### BEGIN SOLUTION
    for claim in nx.topological_sort(graph):
        assumed = leans_on(graph, claim, "assumes")
        reasons = leans_on(graph, claim, "supports")
        if assumed & fallen:
            fallen.add(claim)
        if reasons and reasons <= fallen:
            fallen.add(claim)
    ### END SOLUTION
    return sorted(fallen - {lost})

# %% nbgrader={"grade_id": "test-what-falls", "grade": true, "points": 4}
assert what_falls(rain, "S") == ["Q"], f"Without S, Q falls, for it assumes S. You have {what_falls(rain, 'S')}."
assert what_falls(rain, "R") == ["P", "Q"], (
    f"Without R, P has no reason left and falls, and then Q. You have {what_falls(rain, 'R')}.")
two = pd.DataFrame({
    "source": ["A", "B"], "target": ["C", "C"], "relation": ["supports", "supports"], "strength": [2, 2],
})
assert what_falls(two, "A") == [], "C has two reasons, A and B. While B stands, C stands."
### BEGIN HIDDEN TESTS
three = pd.DataFrame({
    "source": ["A", "B", "C", "D", "E", "F"],
    "target": ["D", "D", "D", "E", "C", "E"],
    "relation": ["supports", "supports", "assumes", "supports", "supports", "supports"],
    "strength": [2, 2, 3, 3, 3, 1],
})
assert what_falls(three, "A") == [], "One lost reason of two topples nothing."
assert what_falls(three, "D") == ["C", "E"], "Without D, C loses what it assumes and E its only strong reason."
assert what_falls(three, "F") == [], "A hint topples nothing."
assert what_falls(three, "E") == ["C"], "Without E, C has no reason left."
assert what_falls(op_ed, "C30") == ["C27", "C28", "C29"], "In the op-ed: what falls without C30 is off."
assert what_falls(op_ed, "C07") == ["C06", "C08"], "In the op-ed: what falls without C07 is off."
assert what_falls(op_ed, "C05") == [], "Nothing leans on the conclusion C05."
### END HIDDEN TESTS

# %% [markdown]
# Take C07 away, the claim with the wrong number of years, and on the map C06 falls: "Seoul's danger is sharper than that of others". Is C06 false, then? No. It is only that
# this text gives one reason for it, and the reason is flawed. **A claim that falls has lost its footing; it may still be true.** Keep that apart, always.

# %% [markdown]
# ### Exercise 7: what topples a conclusion
#
# Write `toppling(arrows, conclusion)`: a sorted list of all single claims, other than the conclusion itself, whose loss makes the `conclusion` fall. Walk through all claims of the graph,
# `for claim in build_graph(arrows):`, and see what falls without each.
#
# For "what falls" you may use your own function, or ours. Ours takes a graph: `rule.what_falls(rule.argument_graph(arrows), off=[claim])` gives a set.
#
# Then set `topples_thesis` and `topples_exports`: what topples C27, and what topples C43.

# %%
from seoul_dilemma.widgets import argument as rule

sorted(rule.what_falls(rule.argument_graph(rain), off=["R"]))

# %% nbgrader={"grade_id": "toppling", "solution": true}
def toppling(arrows, conclusion):
    ### BEGIN SOLUTION
    graph = rule.argument_graph(arrows)
    found = set()
    for claim in build_graph(arrows):
        if claim != conclusion and conclusion in rule.what_falls(graph, off=[claim]):
            found.add(claim)
    return sorted(found)
    ### END SOLUTION


topples_thesis = []
topples_exports = []
### BEGIN SOLUTION
topples_thesis = toppling(op_ed, "C27")
topples_exports = toppling(op_ed, "C43")
### END SOLUTION

# %% nbgrader={"grade_id": "test-toppling", "grade": true, "points": 4}
got = toppling(rain, "Q")
assert got is not None, "toppling returns nothing yet: end it with return."
assert "Q" not in got, "Leave the conclusion itself out."
assert list(got) == ["P", "R", "S"], f"Q falls without P, without R (through P) and without S, so you should get all three, sorted, not {got}."
assert len(topples_thesis) > 0 and len(topples_exports) > 0, "Use toppling to fill topples_thesis and topples_exports."
### BEGIN HIDDEN TESTS
assert list(toppling(two, "C")) == [], "A conclusion with two separate reasons has no single point of failure."
assert list(toppling(rain, "P")) == ["R"], "P falls without R alone."
assert list(toppling(op_ed, "C36")) == [], "No single claim topples C36."
assert list(topples_thesis) == ["C28", "C30", "C35", "C42"], "What topples the thesis C27 is off."
assert list(topples_exports) == ["C02"], "What topples C43 is off."
### END HIDDEN TESTS

# %% [markdown]
# Look at what you found. The thesis C27 has four reasons, and yet it hangs by a few threads. Follow one of them: the op-ed's evidence that Russian industry falls short (C28) is, in our map, a single statement
# from India (C30). It was true. In its text there is a second reason: most of Russia's forces are tied down in Ukraine. We drew no arrow for it. With that arrow C30 alone would topple nothing: what falls depends on what the map-maker drew.
#
# In fairness: who tied these threads? That C27 *assumes* C28 and C42 is **our** reading. The author does not say so; the column `origin` marks such arrows with "analyst".
# Drop them, and no single claim topples the thesis any more: see for yourself with `toppling(op_ed[op_ed["origin"] == "op-ed"], "C27")`.
#
# C36, the forecast, is different. It has so many reasons that no single loss can topple it. Is that strength? It may also mean that the reasons say the same thing several times.

# %% [markdown]
# ## 7 · Play: switch claims off, accept objections
#
# Here is the map again, with every card on. Click a card to read the evidence; untick it to switch it off. In the cards with a dashed edge, X01 to X08, we object. They start out unticked: tick one to *accept* it. An accepted
# objection of strength 2 or 3 fells what it attacks. (Attacks among the op-ed's own claims are mostly
# concessions, which the author has weighed; they are drawn but topple nothing.)
#
# **A question to answer with the map.** Objection X05 says that restraint was popular. Accept it. It strikes C27 in two ways. Which, and what happens to C05?

# %%
explorer.reset()
explorer.selected = "X05"
explorer

# %% [markdown]
# You can also steer it from code, and read it back:

# %%
explorer.accepted = ["X05"]
sorted(explorer.fallen)

# %% [markdown]
# Now your bet. The thesis has fallen. And the conclusion?

# %%
thesis_bet.reveal(
    outcome=False,
    note="C05 keeps its other reasons: a strong industry (C01), diminishing returns of restraint (C41), the export gain (C43) and the forecast (C36).",
)

# %% [markdown]
# This is worth a pause, from both sides.
#
# - **For the op-ed**: its conclusion does not stand or fall with the bold thesis about threats. A reader who finds C27 too strong can still agree with C05.
# - **Against it**: suppose the conclusion holds whatever Moscow's threats do. Then the part about threats, which is what the op-ed adds, does no work in it.
#
# ### Where each factor is tested
#
# | lesson | what it tests | claims, among others |
# |---|---|---|
# | 02 The arsenal | export ambition | C01, C02, C17, C43 |
# | 03 The stakes | trade, energy, what Seoul wants from Moscow | C06, C10 to C15, C31 |
# | 04 The ally | pressure, shells, the loan | C03, C18, C20, C22 to C24, C38, C39 |
# | 05 The threat | threats and Russian capacity | C04, C16, C25, C26, C28 to C30, C32 to C34, C41 |
# | 06 and 07 The game, and what if it is wrong | thesis and conclusion | C05, C27, C35, C36, C42 |
# | 08 Hindsight | the predictions | C36, C39, C40, C45 |
#
# Two factors get little room elsewhere, so a word here. **China**: Seoul weighs Beijing too (C08), and opinion of China was at a low in the surveys (C09); a good Russia
# is worth more then. **Japan** was rethinking rules like Korea's (C40): an example next door can make a change of policy look normal (C45). In Seoul, though, the
# question was fought over at home (C19, C37, C44), and an example next door does not settle such a quarrel.

# %% [markdown]
# ### Exercise 8: strike and parry (graded by hand)
#
# In at most 120 words: choose the premise that you would attack to bring down C27, make the strongest case against it, and then give the best answer that the author of the op-ed could make.
# Use claim numbers.
#
# | | 0 | 1 | 2 |
# |---|---|---|---|
# | the strike | no premise named | a premise whose loss does not topple C27 | a premise that topples it, and why |
# | the parry | none, or a straw man | an answer that repeats the claim | an answer with a reason or evidence of its own |

# %% [markdown] nbgrader={"grade_id": "strike-and-parry", "grade": true, "solution": true, "points": 4}
# *Write your answer here.*

# %% [markdown]
# ## What this lesson cannot tell you
#
# - Whether a claim is true. The map shows what rests on what, in this text. True premises can carry a false conclusion, and false ones a true one.
# - How strong an arrow really is. We set the strengths, from 1 to 3, and drew some arrows that the author leaves unsaid. Another careful reader would do some of it differently. Change one and run exercise 7 again.
# - Whether our rule is the right one. It lets one good reason carry a claim, where a court would weigh all. It is simple, and you can see what it does.
#
# ## Sources
#
# - The op-ed, by Blake Herzinger: [{{sources/korea-pro-2023-04-26/title}}]({{sources/korea-pro-2023-04-26/url}}), {{sources/korea-pro-2023-04-26/publisher}},
#   {{sources/korea-pro-2023-04-26/date|date}}.
#
# {{sources}}
#
# ## Next
#
# Lesson 02, *The arsenal*: how near is fourth place?
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
