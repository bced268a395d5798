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
#     lesson: "05"
#     title: The threat
#     minutes: 90
#     slug: the-threat
#     question: When should a threat move you?
#     explorer: BeliefUpdater
# ---

# %% [markdown]
# # 05 · The threat
#
# **When should a threat move you?**
#
# Moscow said that if Seoul armed Ukraine, North Korea might receive Russian weapons. The op-ed called this theatre. Was it?
# You do not have to decide by temper. You can count, put an interval round the count, update a belief by a rule, and ask
# which cases never reached your list.
#
# | | |
# |---|---|
# | **You will be able to** | *check* a claim against dates · *estimate* a rate with an interval · *update* a belief in odds · *compare* speakers · *simulate* selection |
# | **Time** | about {{lesson/minutes}} minutes |
# | **You need** | lessons 00 and 01 (tables, functions); lesson 04 helps |
# | **You hand in** | 8 exercises with {{lesson/exercises}} graded answers, {{lesson/points}} points |
# | **Claims met** | C04, C16, C25 to C34, C37, C41, C42 |
#
# Run the next two cells. The second draws the lesson in one picture.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import figures
from seoul_dilemma.widgets import BeliefUpdater, ForecastPad

figures.use_style()
pd.set_option("display.max_colwidth", None)  # show long texts whole
threats = datasets.load("threats")
events = datasets.load("events")
ranked = threats.sort_values("level")
seoul = ranked["supplier"] == "South Korea"  # True or False for each row; ~ turns them round

# %%
fig, ax = plt.subplots()
ax.plot(ranked["date"][~seoul], ranked["level"][~seoul].astype(str), "o", label="to other suppliers")
ax.plot(ranked["date"][seoul], ranked["level"][seoul].astype(str), "D", label="to South Korea")
ax.legend(loc="center right")
for _, row in ranked[seoul & (ranked["level"] != "ministry")].iterrows():
    figures.label(ax, row["speaker"].split(",")[0].split(" and ")[0], (row["date"], row["level"]), (0, 6))
figures.finish(
    ax,
    title="Moscow has warned many suppliers, and Seoul eleven times",
    xlabel="date of the warning",
    ylabel="who spoke",
    table="threats",
    alt="Dots by date and rank of the speaker, 2022 to 2026; eleven are for South Korea, two of them by the president, Putin, and one by Medvedev.",
)

# %% [markdown]
# ## Place your bets (5 minutes)
#
# Two bets before you read on. Give a probability, not a word: a number can be scored, and in lesson 08 it will be. [@friedman2018] found that forecasts
# which are rounded to a few words lose accuracy.
#
# Our list of Russian warnings holds ten cases in which Moscow threatened a **named supplier**, and that supplier then
# sent its arms to Ukraine openly all the same.

# %%
bet_record = ForecastPad(
    "05-record",
    question="In five or more of the ten cases, an open Russian step against the supplier or an escalation followed.",
)
bet_record

# %%
bet_pyongyang = ForecastPad(
    "05-pyongyang",
    question="By the end of 2024 Seoul had said officially that Russia gave air-defence arms to North Korea.",
)
bet_pyongyang

# %% [markdown]
# **Then play.** You do not know whether Moscow is *hard*, so that it would carry a threat out, or *soft*, so that it would not. You hear one threat, then more. How far should each
# move you? Drag the edges of the square, and watch the belief on the right. The numbers are made up; section 5 explains the rule.

# %%
updater = BeliefUpdater(prior=0.30, if_hard=0.80, if_soft=0.40, threats=4)
updater

# %% [markdown]
# ## 1 · Three questions in one word (5 minutes)
#
# Claim C04 says that Russia threatened Seoul, with more support for Pyongyang as the lever. That much is plain. Claim C27 goes
# further: loud threats push Seoul *toward* Kyiv and Washington. People who argue about it often answer different questions:
#
# 1. **Credible?** If Seoul crosses the line, would Moscow do it? This is a *belief* about a choice not yet made.
# 2. **Carried out?** When a line was crossed, did Moscow act? This is a *record*.
# 3. **Effective?** Did Seoul do less, or more, *because of* the threat? This is about *cause*.
#
# A threat can be credible and never carried out, because it worked. It can be carried out and useless. Keep the three apart, and
# much of the quarrel goes away.
#
# The op-ed's case has the same three parts. Russia lacks the means (C28, C29, C34). Acting would hurt Russia (C31, C33). Giving way gains
# Seoul little (C41), and clashes with the role Seoul claims in public (C42). So the threat fails, or works backward (C27).

# %% [markdown]
# ## 2 · Check the dates first (10 minutes)
#
# Before any theory: what was said, when, and after what? Here are the threats to South Korea in our list of events.
# (These are the eleven diamonds above. Both lists follow one rule: a public statement of a named official or ministry, dated by the day. The README of the data has it whole.
# *PURL* is NATO's scheme that buys American arms for Ukraine. The last row rests on one weak source.)

# %%
spoken = events[(events["kind"] == "threat") & (events["mover"] == "Russia")]
spoken = spoken[spoken["id"] != "2023-12-27-zakharova-warns-tokyo"]  # that one went to Japan
spoken[["date", "title", "summary"]]

# %% [markdown]
# Claim C25 says that the worry was there *from the start of the war*. The first linkage that we could date is Putin's, on
# {{events/2022-10-27-putin-valdai-warning/date|date}}: eight months in. An earlier one may exist; we did not find it. "Since the autumn of 2022" is what the record bears.
#
# Claim C26 says that Medvedev made the threat plain *in reply to the news of the shell loan*. Look at the week in question.

# %%
week = events[(events["date"] >= "2023-04-12") & (events["date"] <= "2023-04-20")]
week[["date", "kind", "title", "summary"]]

# %% [markdown]
# **New piece: days between two dates.** pandas reads a date from text, and two dates can be subtracted.

# %%
gap = pd.Timestamp("2022-03-07") - pd.Timestamp("2022-02-28")
gap.days

# %% [markdown]
# ### Exercise 1a
#
# Write `days_between(first, later)`. Both are dates as text, like `"2023-04-12"`. Return the whole number of days from `first` to
# `later`: positive when `later` comes after, negative when it comes before.


# %% nbgrader={"grade_id": "days-between", "solution": true}
def days_between(first, later):
    """Whole days from one date to another, both as text like 2023-04-12."""
    ### BEGIN SOLUTION
    return (pd.Timestamp(later) - pd.Timestamp(first)).days
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-days-between", "grade": true, "points": 2}
gap = days_between("2022-02-28", "2022-03-07")
assert gap is not None, "days_between returns nothing yet: end it with a return line"
assert not isinstance(gap, pd.Timedelta), "that is a span of time, not yet a number: ask it for its days"
assert gap == days_between("2022-03-28", "2022-04-04"), (
    "both pairs are one week apart, but your answers differ"
)
assert days_between("2023-05-01", "2023-05-01") == 0, (
    "from a day to itself should be 0 days: do not count both ends"
)
assert gap > 0, (
    "from an earlier day to a later one the number is positive: which of the two do you take away?"
)
### BEGIN HIDDEN TESTS
assert days_between("2023-04-12", "2023-04-19") == 7, (
    "count the steps from one day to the next, not the days named"
)
assert days_between("2024-02-28", "2024-03-01") == 2, "2024 is a leap year: let pandas do the calendar"
assert days_between("2023-04-20", "2023-04-19") == -1, (
    "when the later date comes first the answer is negative"
)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 1b: what did Medvedev answer?
#
# Set `trigger` to the letter of what Medvedev's post most plausibly answered, and `trigger_reason` to the number of the best reason.
#
# - `"a"` the report of the shell loan
# - `"b"` the appeal of Poland's prime minister
# - `"c"` Yoon's interview
# - `"d"` the Russian foreign ministry's statement
#
# 1. The newest and largest news is always what a politician answers.
# 2. It came on the same day; other Moscow voices spoke about the same thing on that day and the next; the other news was a week old.
# 3. It was the first event in the list, so it caused all the later ones.
# 4. The op-ed says so, and it was written close to the events.

# %% nbgrader={"grade_id": "trigger", "solution": true}
trigger = ""  # "a", "b", "c" or "d"
trigger_reason = 0  # 1, 2, 3 or 4
### BEGIN SOLUTION
trigger = "c"
trigger_reason = 2
### END SOLUTION

# %% nbgrader={"grade_id": "test-trigger", "grade": true, "points": 1}
assert trigger in ["a", "b", "c", "d"], 'trigger should be one of the four letters, in quotes, like "d"'
assert trigger_reason in [1, 2, 3, 4], "trigger_reason should be the number of one reason"
### BEGIN HIDDEN TESTS
assert trigger == "c", "read the dates again: which news was hours old when Medvedev wrote, and not a week?"
assert trigger_reason == 2, "a good reason uses the timing and what other voices in Moscow said then"
### END HIDDEN TESTS

# %% [markdown]
# This slip is small, but it matters for the argument. If Moscow answers *loans*, then indirect help is what it minds. If Moscow answers *a
# hint of open arming* (C37), then the line lies at open arming, and a loan passes beneath it. Dates cannot show what was in a
# man's mind; they can show which story does not fit.
#
# There is also a claim that the middle course kept Seoul out of Moscow's sights (C16). Here is what Putin said on {{events/2024-06-05-putin-praises-restraint/date|date}}: he valued
# that Seoul sent no weapons *directly*. So Moscow, too, may have drawn its line at open arming. But the record is not tidy: on {{events/2023-09-11-zinoviev-tass-warning/date|date}} a head of department
# in its foreign ministry said that even indirect arms would end ties.

# %% [markdown]
# ## 3 · Could Moscow make it good? (10 minutes)
#
# [@press2005] argues that leaders judge a threat by present **power** and **interest**, much less by whether past threats were kept. The op-ed argues
# the same way: a Russia short of arms (C28) can give Pyongyang little (C29).
#
# **The evidence in spring 2023 was on its side.** India's air force had said that Russia could not deliver (C30): only {{capacity/india-s400-2023-03/value}} of the five S-400
# units it had ordered had come. Documented losses grew month by month.

# %%
losses = datasets.load("losses")
total = losses[losses["equipment"] == "all"]
fig, ax = plt.subplots()
ax.plot(total["date"], total["total"])
ax.axvline(pd.Timestamp("2023-04-19"), color="gray")
figures.label(ax, "Medvedev's post", (pd.Timestamp("2023-04-19"), 2500), (6, 0))
ax.set_ylim(0)
figures.finish(
    ax,
    title="Documented Russian losses more than doubled after spring 2023",
    ylabel="items, cumulative",
    table="losses",
    alt="A line that climbs without a break from 2022 to 2025, past 10,000 at the time of the threat to over 22,000.",
)

# %% [markdown]
# **The evidence since is mixed.** C28 held for exports. Output for the war went the other way: new and repaired shells rose to about {{ammunition/russia-output-2024/quantity|,.0f}} a month in 2024, by an Estonian estimate, from perhaps 33,000 in 2022 (a figure that we could not confirm). And two things were missing from the picture; both are objections in our argument map.
#
# - **Need (X02).** A Russia that runs short of shells *wants* Pyongyang's shells. Want raises the price it will pay. Low capacity can
#   then make the deal likelier, whatever Seoul does. How much came is disputed: {{ammunition/nk-russia-2025-07/quantity|,.0f}} rounds by {{ammunition/nk-russia-2025-07/date|date}}, says Seoul; {{ammunition/nk-russia-2025-03-osc/low|,.0f}} to {{ammunition/nk-russia-2025-03-osc/high|,.0f}} by {{ammunition/nk-russia-2025-03-osc/date|date}}, say Reuters and the Open Source Centre, who followed the ships; {{ammunition/nk-russia-2025-10-hur/quantity|,.0f}} by {{ammunition/nk-russia-2025-10-hur/date|date}}, says Kyiv, and falling as stocks run out. For 2024 alone eleven states have up to {{ammunition/nk-russia-2024-msmt/quantity|,.0f}}, and Zelensky {{ammunition/nk-russia-2024-zelensky/quantity|,.0f}}.
# - **Cheap gifts (X03).** Know-how, fuel and a veto cost no factory time. On {{events/2024-03-28-un-panel-veto/date|date}} Russia vetoed the UN panel that watched the
#   sanctions on North Korea. A study of {{events/2024-11-22-oil-barrels-study/date|date}} found that over a million barrels of oil had gone there in eight months.
#
# So power and interest can pull apart: less power, more interest. Press's own test does not settle the Pyongyang channel.
#
# Time for your second bet. On {{events/2024-11-22-shin-air-defence-claim/date|date}} Seoul's national security adviser said that Russia had given the North anti-air
# missiles and gear. It is an assessment by an interested government; a report by eleven states ({{events/2025-05-29-msmt-first-report/date|date}}) listed air defence, too.

# %%
bet_pyongyang.reveal(
    outcome=True,
    note="Security adviser Shin Won-sik said so on {{events/2024-11-22-shin-air-defence-claim/date|date}}.",
)

# %% [markdown]
# Was that the threat of April 2023 being carried out? **Not by Seoul's reading.** Seoul had sent no lethal arms directly, and the arms
# were described as payment for troops and shells. The condition was not met, and yet the harm came. By Moscow's reading, perhaps: neither Medvedev nor the ministry said *directly*, and by most accounts Korean shells were on the road before they spoke (lesson 04). Then the condition had been met before the threat was uttered. What that means for
# the choice is objection X06: if the harm comes either way, giving way buys little protection (C41), and resisting adds little risk. The other
# side answers that Moscow may still have worse to give, and that Seoul's restraint may be why it has not.
#
# Note what did *not* come. Direct punishment of Seoul stayed small: entry bans, one detention, protests. On that, claim C34 held
# up, though a line that Seoul never crossed puts it to no hard test. Relations did not break either, against C33. Nor did Moscow lose much more by it, against C31: most of the trade had gone already. And claim C32, that Moscow might still do something rash, cannot be scored at all: it gives no rate.

# %% [markdown]
# ## 4 · From a record to a rate (12 minutes)
#
# How often were such threats carried out? Count. To count you need a **rule**, written down before you look.
#
# Our rule for a *tested* threat: Moscow named a supplier of arms for Ukraine, and that supplier then sent the arms openly. Ten cases fit.

# %%
tested = threats[threats["in_base_rate"]]
tested[["date", "speaker", "supplier", "act", "retaliation", "covert", "note"]]

# %% [markdown]
# Read the column `retaliation` and mind two rows. *partial*: days after the news of British shells, Putin announced
# nuclear weapons for Belarus. He linked the two; the plan may be older. *elsewhere*: a new missile struck Dnipro, in Ukraine, not a supplier's soil. Are those
# "carried out"? A **generous** rule counts both. A **strict** rule, that only steps aimed at the supplier count, keeps *partial* at most.
#
# Two more rows strain the rule itself: the words to Turkiye were a complaint more than a threat, and Grushko's went to NATO states at large.
# Without both it would be 2 of 8 by the generous rule. We keep them in, and say so. One person coded this list from press reports.
#
# And what of hidden acts? The column `covert` names those that officials or a court have laid at Moscow's door since. A third rule, **covert counts**, takes them in. Nothing shows that such an act answered *that* threat; nothing shows that it did not.

# %% [markdown]
# ### Exercise 2a: count by a rule
#
# Write `count_cases(cases, codes)`. `cases` is a table with a column `retaliation`; `codes` is a list of the answers that you count as *carried out*.
# Return two numbers as a tuple: how many were carried out, and how many cases there are.


# %% nbgrader={"grade_id": "count-cases", "solution": true}
def count_cases(cases, codes):
    """(number carried out, number of cases)."""
    ### BEGIN SOLUTION
    carried_out = cases[cases["retaliation"].isin(codes)]
    return len(carried_out), len(cases)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-count-cases", "grade": true, "points": 2}
example = pd.DataFrame({"retaliation": ["no", "no", "yes", "partial", "no"]})
answer = count_cases(example, ["yes"])
assert answer is not None, "count_cases returns nothing yet"
assert hasattr(answer, "__len__") and len(answer) == 2, "return two numbers: carried out, and all cases"
assert np.ndim(answer[0]) == 0, "the first should be a number: count the rows that you picked"
assert answer[1] == len(example), f"the second number should be all {len(example)} rows, carried out or not"
assert count_cases(example, [])[0] == 0, "with no code on the list nothing counts as carried out"
### BEGIN HIDDEN TESTS
assert tuple(count_cases(example, ["yes"])) == (1, 5), "count the rows whose code is on the list"
assert tuple(count_cases(example, ["yes", "partial"])) == (2, 5), "every code on the list counts"
assert tuple(count_cases(example.head(3), ["no"])) == (2, 3), "use the codes and the table handed in"
### END HIDDEN TESTS

# %% [markdown]
# **By hand.** By the generous rule, 2 of 10 were carried out; 8 of 10 were not. Is "20 %" the rate? Toss a fair coin ten times: how often do you see two
# heads or fewer? There are 1 + 10 + 45 = 56 such runs among 1,024, about 1 in 18. Rare, but a coin could do it. With ten cases,
# a wide band of true rates could have made our record.
#
# **New piece: an interval.** A *Wilson interval* lists the rates that fit the count. At the 95 % level, intervals made this
# way catch the true rate in about 19 of 20 studies. `scipy` makes it:

# %%
from scipy.stats import binomtest

interval = binomtest(5, 20).proportion_ci(method="wilson")
print(interval.low, interval.high)

# %% [markdown]
# ### Exercise 2b: a rate with its interval
#
# Write `rate_with_interval(count, cases)` that returns three numbers: the share, the low end and the high end of the 95 % Wilson interval.


# %% nbgrader={"grade_id": "rate-with-interval", "solution": true}
def rate_with_interval(count, cases):
    """(share, low, high) with the 95 % Wilson interval."""
    ### BEGIN SOLUTION
    interval = binomtest(count, cases).proportion_ci(method="wilson")
    return count / cases, interval.low, interval.high
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-rate-with-interval", "grade": true, "points": 2}
answer = rate_with_interval(5, 20)
assert answer is not None, "rate_with_interval returns nothing yet"
assert hasattr(answer, "__len__") and len(answer) == 3, "return three numbers: share, low, high"
share, low, high = answer
assert low <= share <= high, "the share should lie between low and high: check the order"
assert 0 <= low and high <= 1, (
    "shares lie between 0 and 1: do not multiply by 100, and ask for the Wilson method"
)
### BEGIN HIDDEN TESTS
for count, cases in [(2, 10), (0, 10), (349, 489), (10, 10)]:
    share, low, high = rate_with_interval(count, cases)
    truth = binomtest(count, cases).proportion_ci(method="wilson")
    assert abs(share - count / cases) < 1e-9, "the share is the count divided by all cases"
    assert abs(low - truth.low) < 1e-6, 'the low end is off: use method="wilson" at the usual 95 % level'
    assert abs(high - truth.high) < 1e-6, 'the high end is off: use method="wilson" at the usual 95 % level'
### END HIDDEN TESTS

# %% [markdown]
# Now set our list beside a larger one. The TIES project recorded threats of economic sanctions by many states ([@morgan2014] describe the data). In the part
# that ships with a package for signalling games ([@crismancox2019]), the target resisted in {{base_rates/ties-imposed/out_of}} cases, and in
# {{base_rates/ties-imposed/count}} of them sanctions were imposed. (A case there is one threat. A pair of states can have several, and those are not independent: the interval below is too narrow for that.)

# %%
ties = datasets.load("base_rates").set_index("id").loc["ties-imposed"]
strict = tested["retaliation"].isin(["partial"])
generous = tested["retaliation"].isin(["partial", "elsewhere"])
covert = generous | tested["covert"].notna()
lists = [
    "Russian arms threats, strict rule",
    "Russian arms threats, generous rule",
    "Russian arms threats, covert counts",
    "Sanction threats (TIES)",
]
carried_out = [int(strict.sum()), int(generous.sum()), int(covert.sum()), int(ties["count"])]
cases = [len(tested)] * 3 + [int(ties["out_of"])]
rates = pd.DataFrame({"list": lists, "carried out": carried_out, "cases": cases})
rates

# %%
fig, ax = plt.subplots(figsize=(7.2, 2.6))
for row, (count, cases) in enumerate(zip(rates["carried out"], rates["cases"], strict=True)):
    interval = binomtest(count, cases).proportion_ci(method="wilson")
    ax.hlines(row, 100 * interval.low, 100 * interval.high, linewidth=3)
    ax.plot(100 * count / cases, row, "o", color="C0")
    figures.label(ax, f"{count} of {cases}", (100 * count / cases, row), (0, 5))
ax.set_yticks(range(4), rates["list"])
ax.set(xlim=(0, 100), ylim=(-0.4, 3.7))
figures.finish(
    ax,
    title="Ten cases leave a wide band; and the lists disagree",
    xlabel="carried out after defiance, percent (95 % Wilson interval)",
    table="base_rates",
    alt="Three wide bars, from about 2 to 40, 6 to 51 and 17 to 69 percent; one short bar near 71 percent.",
)

# %%
bet_record.reveal(
    outcome=False,
    note="Two of ten by the generous rule: the United Kingdom 2023, and September 2024. Four if hidden acts count.",
)

# %% [markdown]
# The interval covers the luck of the draw, and nothing else. It takes the cases as separate, and as picked without favour; ours were found in lists that the press made. Section 7 shows what that can do.
#
# The short bar overlaps neither of the first two wide ones; the third it just touches. Change the rule, and what you can rule out changes. Which is *the* base rate for Seoul? The Russian list is about a nuclear power at war, but in none of its cases
# did the threat name a third country as the lever; the other list is about economic sanctions by many states. Picking the list is
# called choosing a **reference class**, and honest people differ. What you may not do is pick the list after seeing which answer you like.

# %% [markdown]
# ## 5 · Move a belief by a rule (15 minutes)
#
# Call a Moscow that would carry out its threat **hard**, and one that would not **soft**. You cannot see which you face. You hold a belief; then a threat comes. How
# far should you move?
#
# **By hand.** Imagine 100 Moscows, all alike from outside. Say that 30 are hard. Say that 24 of those 30 would threaten, and 28 of the 70 soft ones would
# too. You hear a threat. You face one of 24 + 28 = 52 threateners, and 24 of them are hard: 24 / 52 is about 46 in 100. Before: 30 in 100. After: 46.
# *All numbers in this paragraph are made up to learn on.*
#
# **The same in odds.** Odds are *hard to soft*: 30 to 70. A hard Moscow threatens at a rate of 24/30 = 0.8, a soft one at 28/70 = 0.4. So the threat
# is 0.8 / 0.4 = 2, **twice** as likely from a hard one. That number is the **likelihood ratio**. The rule:
#
# > **odds after = odds before × likelihood ratio**
#
# 30 to 70, times 2, is 60 to 70: 60 / 130 = 0.46. Same answer, one multiplication.
#
# **By slider.** Here is the square again, with the same numbers and one threat after another. In it the width of the left column is your belief before; the shaded height in each column is how often that Moscow would
# threaten. Drag the edges. The belief after is the left shaded part as a share of all that is shaded.

# %%
updater

# %% [markdown]
# **Questions for the explorer**
#
# 1. Leave the prior at 0.30. How many times likelier must a threat be from a hard Moscow before you pass one half?
# 2. Find three settings at which the threat teaches you *nothing*. What do they share?
# 3. Set the number of threats to 5. Then move *overlap* to 100 %, when each new threat only repeats the first. What happens to the belief?
#
# Question 2 is the worst case of **cheap talk**: if both Moscows would say it, hearing it is no news. Words that cost nothing say less, the further the interests of
# speaker and listener lie apart ([@crawfordsobel1982]). They carry news when they cost something that a soft Moscow would not pay. [@fearon1997] names two such costs: money sunk now, or hands tied for later.

# %% [markdown]
# ### Exercise 3: the rule in code
#
# Write `posterior(prior, ratio)`. Turn the prior into odds, multiply by the likelihood ratio, turn the odds back into a probability.
# Odds from a probability `p` are `p / (1 - p)`; a probability from odds `o` is `o / (1 + o)`.


# %% nbgrader={"grade_id": "posterior", "solution": true}
def posterior(prior, ratio):
    """Belief after evidence with this likelihood ratio, by Bayes' rule in odds."""
    ### BEGIN SOLUTION
    odds = prior / (1 - prior) * ratio
    return odds / (1 + odds)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-posterior", "grade": true, "points": 2}
answer = posterior(0.30, 2)
assert answer is not None, "posterior returns nothing yet"
assert 0 < answer < 1, f"a probability lies between 0 and 1, yours is {answer}: did you return odds?"
assert abs(posterior(0.30, 1) - 0.30) < 1e-9, "a ratio of 1 is no news: the belief should stay where it was"
assert posterior(0.30, 2) > 0.30 > posterior(0.30, 0.5), (
    "a ratio above 1 raises the belief, one below 1 lowers it"
)
assert posterior(0.90, 5) < 1, "with strong news, too, a probability stays below 1: turn it into odds first"
### BEGIN HIDDEN TESTS
assert abs(posterior(0.30, 2) - 6 / 13) < 1e-9, "compare with the example by hand: 24 of 52"
assert abs(posterior(0.5, 4) - 0.8) < 1e-9, "even odds times 4 is 4 to 1"
assert abs(posterior(0.9, 1 / 9) - 0.5) < 1e-9, "9 to 1 divided by 9 is even odds"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4: silence speaks too
#
# If threats are news, their absence is news as well: the dog that did not bark. A hard Moscow stays quiet with probability `1 - if_hard`, a soft one with `1 - if_soft`.
#
# Write `after_threat_and_silence(prior, if_hard, if_soft)`. Return two beliefs that Moscow is hard: after a threat, and after silence.


# %% nbgrader={"grade_id": "after-threat-and-silence", "solution": true}
def after_threat_and_silence(prior, if_hard, if_soft):
    """(belief after a threat, belief after silence)."""
    ### BEGIN SOLUTION
    threat = prior * if_hard / (prior * if_hard + (1 - prior) * if_soft)
    quiet = prior * (1 - if_hard) / (prior * (1 - if_hard) + (1 - prior) * (1 - if_soft))
    return threat, quiet
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-after-threat-and-silence", "grade": true, "points": 2}
answer = after_threat_and_silence(0.30, 0.80, 0.40)
assert answer is not None, "after_threat_and_silence returns nothing yet"
assert hasattr(answer, "__len__") and len(answer) == 2, "return two beliefs: after a threat, after silence"
assert answer[1] < 0.30 < answer[0], "here a threat should raise the belief above 0.30 and silence lower it"
rate = 0.30 * 0.80 + 0.70 * 0.40  # how often any Moscow threatens
average = rate * answer[0] + (1 - rate) * answer[1]
assert abs(average - 0.30) < 1e-6, (
    "the two beliefs, weighted by how often each signal comes, should average to the prior"
)
### BEGIN HIDDEN TESTS
threat, quiet = after_threat_and_silence(0.5, 0.9, 0.3)
assert abs(threat - 0.75) < 1e-9, "after a threat: hard threateners as a share of all threateners"
assert abs(quiet - 0.125) < 1e-9, "after silence: the quiet hard ones as a share of all the quiet ones"
threat, quiet = after_threat_and_silence(0.2, 0.6, 0.6)
assert abs(threat - 0.2) < 1e-9 and abs(quiet - 0.2) < 1e-9, (
    "when both kinds talk alike, neither signal is news"
)
### END HIDDEN TESTS

# %% [markdown]
# The check holds a deep fact: *before* you hear anything, your expected belief afterwards is your belief now. If you already know
# which way the next threat will move you, you should have moved.

# %% [markdown]
# ## 6 · Who speaks? (10 minutes)
#
# Objection X07: a threat from Medvedev is cheap, one from Putin is not. One newspaper counted more than {{base_rates/medvedev-nuclear/count}} {{base_rates/medvedev-nuclear/population}}. An alarm
# that always rings tells you little about fire: hard or soft, the post would have come. Its ratio is near 1. That is an argument. Can the record put a number on a speaker?
#
# Scholars differ on whether a speaker's past matters at all: [@mercer1996] doubts it, [@weisiger2015] find that it does, and [@kertzer2021] find that observers weigh past acts, power, stakes and words together.
#
# **Mind the direction.** A likelihood ratio compares how often the *sign* (a president speaks) occurs among the hard cases with how often it occurs among the soft ones. It
# is not how often presidents carry out. Swapping the two is one of the commonest errors in statistics.

# %%
speakers = tested[["speaker", "supplier"]].copy()
speakers["carried_out"] = tested["retaliation"].isin(["partial", "elsewhere"])
speakers["president"] = tested["level"] == "president"
speakers

# %% [markdown]
# **By hand.** Carried out: 2 cases, a president in 2. Not carried out: 8 cases, a president in 1. Ratio: (2/2) / (1/8) = 8. It looks strong. But a ratio from tiny counts jumps about, and a 0
# would make it 0 or infinite. A common cure is to **add one half** to each count of signs and 1 to each number of cases: (2.5/3) / (1.5/9) = 5.

# %% [markdown]
# ### Exercise 5a: likelihood ratio of a sign
#
# Write `speaker_ratio(cases, sign)`. `cases` is a table with a True/False column `carried_out`; `sign` is the name of another True/False column. Return the ratio with the
# halves added. (The sum of a True/False column is the number of Trues; `~` before such a column turns each True into False and each False into True.)


# %% nbgrader={"grade_id": "speaker-ratio", "solution": true}
def speaker_ratio(cases, sign):
    """Likelihood ratio of a sign, with one half added to each count."""
    ### BEGIN SOLUTION
    hard = cases[cases["carried_out"]]
    soft = cases[~cases["carried_out"]]
    rate_hard = (hard[sign].sum() + 0.5) / (len(hard) + 1)
    rate_soft = (soft[sign].sum() + 0.5) / (len(soft) + 1)
    return rate_hard / rate_soft
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-speaker-ratio", "grade": true, "points": 3}
example = pd.DataFrame(
    {
        "carried_out": [True, True, False, False],
        "loud": [True, False, True, False],
        "tall": [True, True, False, False],
    }
)
answer = speaker_ratio(example, "loud")
assert answer is not None, "speaker_ratio returns nothing yet"
assert abs(answer - 1) < 1e-9, "the sign 'loud' is as common in both groups: its ratio should be 1"
assert speaker_ratio(example, "tall") > 1, "the sign 'tall' is commoner where the threat was carried out"
assert speaker_ratio(example, "tall") < 100, (
    "add one half to each count, so that a zero cannot blow the ratio up"
)
### BEGIN HIDDEN TESTS
assert abs(speaker_ratio(example, "tall") - 5) < 1e-9, (
    "(2.5/3) / (0.5/3): halves on the counts, 1 on the cases"
)
other = pd.DataFrame({"carried_out": [True] * 2 + [False] * 8, "president": [True, True, True] + [False] * 7})
assert abs(speaker_ratio(other, "president") - 5) < 1e-9, (
    "group by what happened, then ask how common the sign is"
)
third = pd.DataFrame(
    {"carried_out": [True] * 3 + [False] * 3, "minister": [False, False, True, True, True, True]}
)
assert abs(speaker_ratio(third, "minister") - 1.5 / 3.5) < 1e-9, (
    "a sign commoner among empty threats has a ratio below 1"
)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5b: what may you say?
#
# With the halves added the record gives "a president speaks" a ratio of about 5. Set `speaker_reading` to the number of the statement that the table bears.
#
# 1. When Putin threatens, the chance that Russia acts is 5 in 6, for a ratio of 5 is odds of 5 to 1.
# 2. Threats below the president's level can be ignored, for none of the seven on the list was carried out.
# 3. The sign points toward presidents, but it rests on three presidential cases coded by one person, and on threats that were defied only: a weak nudge.
# 4. The ratio stays above 1 even after the cure for small counts, so the difference between speakers is proven.

# %% nbgrader={"grade_id": "speaker-reading", "solution": true}
speaker_reading = 0  # 1, 2, 3 or 4
### BEGIN SOLUTION
speaker_reading = 3
### END SOLUTION

# %% nbgrader={"grade_id": "test-speaker-reading", "grade": true, "points": 1}
assert speaker_reading in [1, 2, 3, 4], "speaker_reading should be the number of one statement"
### BEGIN HIDDEN TESTS
assert speaker_reading == 3, (
    "ask of each statement: how many cases stand behind it, and is a ratio a probability?"
)
### END HIDDEN TESTS

# %% [markdown]
# The same care applies to Seoul's words. Yoon's hint of {{events/2023-04-19-yoon-reuters-interview/date|date}} (C37) and the pledge of a global role (C42) might tie Seoul's hands. But [@snyder2011] looked for leaders who paid for
# empty public words and found few. The hint and the post should each move you only a little.

# %% [markdown]
# ## 7 · The threats that you do not see (15 minutes)
#
# Why was the Russian list so short of carried-out threats? Perhaps because Moscow bluffs. Or because **the threats that were believed were never tested**: a supplier that believed held back, and the case
# left our list of ten. [@fearon2002] and [@drezner2003] made this point for deterrence and for sanctions: where threats work, there is nothing to observe.
#
# **By hand.** Take 100 threats: 50 are *meant*, 50 are *empty*. Suppliers sense something: they defy only 10 of the 50 meant ones, but 40 of the 50 empty ones. We see the 50 defied threats. Carried out: 10 of 50.
# So *two in ten* on the list; *five in ten* in truth. Our record of 2 in 10 fits a world in which half of all threats are meant.
#
# **New piece: chance in numpy.** A *generator* with a seed gives the same random numbers each time. `rng.random(n)` is `n` numbers between 0 and 1; comparing them with 0.3 gives True about three times in ten.

# %%
rng = np.random.default_rng(seed=1)
lucky = rng.random(5) < 0.3
lucky

# %% [markdown]
# Two arrays of True and False combine with `&` (both), and `~` means *not*, as with columns. The mean of such an array is the share of Trues. With `np.where(meant, 0.2, 0.8)` you pick 0.2 where `meant` is True, else 0.8.

# %% [markdown]
# ### Exercise 6: simulate selection
#
# Write `simulate_selection(n, share_meant, defy_meant, defy_empty, seed)`:
#
# - draw `n` threats, each *meant* with probability `share_meant`;
# - each is *defied* with probability `defy_meant` if it is meant, `defy_empty` if not;
# - return two shares: the share meant among **all** threats, and the share meant among the **defied** ones.


# %% nbgrader={"grade_id": "simulate-selection", "solution": true}
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    """(share meant among all threats, share meant among the defied)."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    meant = rng.random(n) < share_meant
    defied = rng.random(n) < np.where(meant, defy_meant, defy_empty)
    return meant.mean(), meant[defied].mean()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-simulate-selection", "grade": true, "points": 3}
answer = simulate_selection(20_000, 0.4, 0.5, 0.5, seed=3)
assert answer is not None, "simulate_selection returns nothing yet"
assert hasattr(answer, "__len__") and len(answer) == 2, (
    "return two shares: among all threats, among the defied ones"
)
assert abs(answer[0] - 0.4) < 0.02, "the first share should be near share_meant: draw `meant` from it"
assert abs(answer[0] - answer[1]) < 0.02, (
    "if both kinds are defied alike, the defied ones look like all: check the second share"
)
again = simulate_selection(20_000, 0.4, 0.5, 0.5, seed=3)
assert tuple(answer) == tuple(again), (
    "the same seed should give the same answer: make the generator inside the function"
)
### BEGIN HIDDEN TESTS
everyone, seen = simulate_selection(60_000, 0.5, 0.2, 0.8, seed=5)
assert abs(everyone - 0.5) < 0.02 and abs(seen - 0.2) < 0.02, (
    "among the defied, about two in ten are meant: divide by the defied, not by all"
)
everyone, seen = simulate_selection(60_000, 0.3, 0.9, 0.3, seed=6)
assert abs(everyone - 0.3) < 0.02 and abs(seen - 0.5625) < 0.02, (
    "defy_meant belongs to the meant ones, defy_empty to the others"
)
assert simulate_selection(500, 0.5, 0.2, 0.8, 7) != simulate_selection(500, 0.5, 0.2, 0.8, 8), "use the seed"
### END HIDDEN TESTS

# %% [markdown]
# Now let chance build many lists of ten cases, in two worlds that differ in everything but the record. (`rng.binomial(10, 0.2, size=5000)` makes 5,000
# such lists, each case carried out with chance 0.2, and counts in each.)
#
# - **Bluff world**: two in ten threats are meant, and every one is defied.
# - **Deterrence world**: five in ten are meant, but the meant ones are defied four times less often.

# %%
rng = np.random.default_rng(seed=2023)
bluff = rng.binomial(10, 0.2, size=5000)
seen_rate = 0.5 * 0.2 / (0.5 * 0.2 + 0.5 * 0.8)
deterrence = rng.binomial(10, seen_rate, size=5000)

# %%
fig, ax = plt.subplots()
ax.hist([bluff, deterrence], bins=np.arange(9) - 0.5, density=True, label=["bluff world", "deterrence world"])
ax.legend()
figures.finish(
    ax,
    title="Two opposite worlds write the same record",
    xlabel="carried out among ten defied threats",
    ylabel="share of the simulated lists",
    source="simulation, seed 2023",
    alt="Two sets of bars, nearly the same in height, both highest at two.",
)

# %% [markdown]
# You cannot tell them apart, with ten cases or with ten thousand: **more of the same list does not help.** That is why "8 of 10 went unpunished" is no base rate for a supplier who has not yet decided.
#
# Notice the formula: odds seen = odds in truth × (defy_meant / defy_empty). Selection is one more likelihood ratio.
#
# It can run the other way, too. A state may pick only the fights that matter most to it, provoke threats that are meant, and defy them: then the list holds *more* meant threats than the world does
# (again [@fearon2002]). Without knowing who backs down, and why, even the direction is open.

# %% [markdown]
# ### Exercise 7a: what the list can say for certain
#
# There is an honest answer without a guess: **worst-case bounds**. Some threats were tested, some were not (the supplier held back, or went another way). If *no* untested threat was meant you get the low end; if *all* were, the high end.
#
# Write `bounds(carried_out, tested, untested)` that returns the lowest and the highest possible share of meant threats among **all** of them.


# %% nbgrader={"grade_id": "bounds", "solution": true}
def bounds(carried_out, tested, untested):
    """(lowest, highest) share of meant threats among tested and untested together."""
    ### BEGIN SOLUTION
    everything = tested + untested
    return carried_out / everything, (carried_out + untested) / everything
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-bounds", "grade": true, "points": 2}
answer = bounds(3, 6, 4)
assert answer is not None, "bounds returns nothing yet"
assert hasattr(answer, "__len__") and len(answer) == 2, "return two shares: the lowest and the highest"
assert answer[0] <= answer[1], "the lowest comes first"
exact = bounds(3, 6, 0)
assert abs(exact[0] - exact[1]) < 1e-9, (
    "with no untested threat there is nothing to guess: both ends should meet"
)
assert answer[0] < exact[0] < answer[1], "untested threats should push the low end down and the high end up"
### BEGIN HIDDEN TESTS
low, high = bounds(2, 10, 7)
assert abs(low - 2 / 17) < 1e-9, "low end: no untested threat was meant, and all of them count below the line"
assert abs(high - 9 / 17) < 1e-9, "high end: every untested threat was meant"
low, high = bounds(349, 489, 144)
assert abs(low - 349 / 633) < 1e-9 and abs(high - 493 / 633) < 1e-9, "divide by tested and untested together"
### END HIDDEN TESTS

# %% [markdown]
# Now our list. Here are the warnings to named suppliers who then held back, or went another way.

# %%
untested = threats[threats["proceeded"].isin(["no", "indirectly"]) & (threats["retaliation"] != "yes")]
untested = untested[untested["repeats"].isna()]
untested[["date", "speaker", "supplier", "act", "proceeded"]]

# %% [markdown]
# Five, and Korea's one is among them; a warning that is said again counts once, by its first row. With 2 of 10 tested and 5 untested the bounds run from about 13 to about 47 percent. The TIES list
# records the targets that gave way, too: {{base_rates/ties-concession/count}} of {{base_rates/ties-concession/out_of}}. Its bounds run from about 55 to 78 percent: narrower, because less is hidden.
#
# One more case deserves a look, **Ecuador**. After a warning of {{threats/2024-02-02-zakharova-ecuador/date|date}} Moscow stopped bananas from five exporters, and from thirteen more later. Ecuador then took back its plan to hand Soviet-made arms to the United States. It is the one plain case of a threat carried out *and* working. And it is in neither of our counts, for it
# gave no arms openly. What list you make decides what you find.

# %% [markdown]
# ### Exercise 7b: Korea in June 2024
#
# On {{events/2024-06-20-putin-hanoi-warning/date|date}} Putin warned Seoul that arming Ukraine would be a very big mistake. Seoul sent no lethal arms. Set `korea_reading` to the number of the statement that this record bears, and `korea_reason` to the letter of the best reason.
#
# 1. The threat worked. 2. The threat failed. 3. The record fits both. 4. The threat backfired.
#
# - `"a"` Seoul had announced a review, so it was about to send arms.
# - `"b"` Seoul had long refused, and most of the public agreed; without the threat it might have done the same.
# - `"c"` No punishment followed, so the threat was empty.
# - `"d"` Russia and North Korea signed a treaty, so Seoul was provoked.

# %% nbgrader={"grade_id": "korea-reading", "solution": true}
korea_reading = 0  # 1, 2, 3 or 4
korea_reason = ""  # "a", "b", "c" or "d"
### BEGIN SOLUTION
korea_reading = 3
korea_reason = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "test-korea-reading", "grade": true, "points": 1}
assert korea_reading in [1, 2, 3, 4], "korea_reading should be the number of one statement"
assert korea_reason in ["a", "b", "c", "d"], 'korea_reason should be a letter in quotes, like "d"'
### BEGIN HIDDEN TESTS
assert korea_reading == 3, (
    "what would Seoul have done without the threat? The record does not show that world"
)
assert korea_reason == "b", "look for the reason that gives Seoul another motive for the same choice"
### END HIDDEN TESTS

# %% [markdown]
# ## 8 · Did it move Seoul? Both sides at their best (8 minutes)
#
# **For the op-ed.** By most accounts the shells were on the road when Moscow was loudest, and went on (lesson 04): the threats did not stop them. Strong states tend to underrate what giving way costs a weaker one, and offer too little for it ([@sechser2010]). In experiments, threats can stiffen those they are aimed at, out of honour and reputation ([@dafoe2021]). Threats of sanctions seem to work through what the target depends on ([@whang2013]), and Korea's trade with Russia was small and falling. Money and mine-clearing gear were promised in the weeks after the loudest words ({{events/2023-05-17-loan-fund-deal/date|date}}, {{events/2023-05-21-hiroshima-pledge/date|date}}).
#
# **Against it.** The same dates say that the threats did not *start* the shells: Washington's requests and Polish demand came first (X01), and what followed was asked for by Kyiv. When the first sale was in the papers, US officials say, Seoul balked for months: being seen held it back, at home or in Moscow's eyes. Provocation needs an angry public ([@dafoe2022]). The Korean polls show a majority against weapons. Reactance means doing *more* of what one is told not to do; in arms, Seoul went on as it had before. The lever was a third country, which trade figures do not see. The shells went
# *indirectly*; the open aid that Moscow warned of never came (X04).
#
# **What both can share.** Two parts of the op-ed fare differently. On *direct punishment* of Seoul the record and the scholarship lean its way. On *Pyongyang* and on *open* aid they do not.
#
# **What would settle it?** Cabinet papers that name the threats as a reason. A jump in support for weapons right after a threat and before any American request. An exporter who was pressed but not threatened, or threatened but not pressed.

# %% [markdown]
# ### Exercise 8: write
#
# In 100 to 150 words: how far should the threat of April 2023 have moved a careful official in Seoul? Give (1) a belief before and after, in numbers, (2) the likelihood ratio you used and why, naming the speaker, (3) one way in which selection could mislead you, and
# (4) one observation that would change your mind. Four points, one for each.

# %% [markdown] nbgrader={"grade_id": "threat-note", "grade": true, "solution": true, "points": 4}
# *Write here.*

# %% [markdown]
# ## What this lesson cannot tell you
#
# - **Whether the threat moved Seoul.** One country, a handful of warnings, and everything else moving at once.
# - **The rate at which Moscow means what it says.** Our list is short, coded by one person from press reports, and blind to secret acts and to threats never made public.
# - **What Russia will do next.** One warning over PURL, of {{threats/2026-02-21-zakharova-south-korea/date|date}} and said again on {{threats/2026-04-08-zinoviev-south-korea/date|date}}, was still open when our data ended.
#
# ## Sources
#
# {{sources}}
#
# ## Next
#
# You took Moscow's conduct as given and asked what to believe. In lesson 06 Moscow chooses when to threaten, *knowing* that Seoul will update: a game.
#
# Working on Binder? Take your work with you before you leave.

# %%
from seoul_dilemma.widgets import Backpack

Backpack()
