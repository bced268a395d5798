# ruff: noqa: E501
"""Numbers that lesson 05 writes out."""

from math import comb

from seoul_dilemma import datasets
from seoul_dilemma.widgets.belief.bayes import belief_path
from support.numbers import MONTHS, say

THREATS = datasets.load("threats").set_index("id")
EVENTS = datasets.load("events").set_index("id")
RATES = datasets.load("base_rates").set_index("id")
TESTED = THREATS[THREATS["in_base_rate"]]
DONE = TESTED["retaliation"].isin(["partial", "elsewhere"])
PRESIDENT = TESTED["level"] == "president"
COVERT = int((DONE | TESTED["covert"].notna()).sum())
assert "thirteen more later" in THREATS.loc["2024-02-02-zakharova-ecuador", "threat"]
N, K = len(TESTED), int(DONE.sum())
CLEAR = ~TESTED["supplier"].isin(["Turkiye", "NATO states"])  # a threat, and to a named supplier
BY_PRESIDENT = int(PRESIDENT[DONE].sum()), int(PRESIDENT[~DONE].sum())
RATIO = (BY_PRESIDENT[0] / K) / (BY_PRESIDENT[1] / (N - K))
CURED = ((BY_PRESIDENT[0] + 0.5) / (K + 1)) / ((BY_PRESIDENT[1] + 0.5) / (N - K + 1))
HELD_BACK = THREATS[THREATS["proceeded"].isin(["no", "indirectly"]) & (THREATS["retaliation"] != "yes")]
HELD_BACK = HELD_BACK[HELD_BACK["repeats"].isna()]
M = len(HELD_BACK)
KOREA = int((HELD_BACK["supplier"] == "South Korea").sum())
GAVE_WAY, ALL = RATES.loc["ties-concession", ["count", "out_of"]]
IMPOSED = RATES.loc["ties-imposed", "count"]
WAYS = [comb(N, heads) for heads in range(K + 1)]
START = THREATS.loc["2022-02-24-putin-all", "date"]
FIRST = EVENTS.loc["2022-10-27-putin-valdai-warning", "date"]
OIL = [month for month in MONTHS if month in EVENTS.loc["2024-11-22-oil-barrels-study", "summary"]]
THREAT = f"{EVENTS.loc['2023-04-19-medvedev-threat', 'date']:%B %Y}"
SHELLS = datasets.load("ammunition").set_index("id")
OUTPUT = SHELLS.loc["russia-output-2022"]
IN_A_YEAR = SHELLS.loc[["nk-russia-2024-msmt", "nk-russia-2024-zelensky"], "date"].dt.year.unique()
assert len(IN_A_YEAR) == 1
S400 = datasets.load("capacity").set_index("id").loc["india-s400-2023-03", "indicator"]

HARD, SAY_HARD, SAY_SOFT = 30, 24, 28  # of a hundred Moscows, made up in the lesson
HEARD = SAY_HARD + SAY_SOFT
AFTER = round(100 * belief_path(HARD / 100, SAY_HARD / HARD, SAY_SOFT / (100 - HARD), 1)[-1])
TIMES = (SAY_HARD / HARD) / (SAY_SOFT / (100 - HARD))

SEOUL = int((THREATS["supplier"] == "South Korea").sum())
LOSSES = datasets.load("losses").query("equipment == 'all'").set_index("date")["total"]
KEPT = TESTED.loc[DONE, "date"]

HELD = [
    f"and Seoul {say(SEOUL)} times",
    f"These are the {say(SEOUL)} diamonds above",
    f"more than {'doubled' if LOSSES.max() > 2 * LOSSES[:'2023-04-30'].max() else '?'} after spring {THREAT[-4:]}",
    f"{say(N).capitalize()} cases leave a wide band",
    f"Two of {say(N)} by the generous rule: the United Kingdom {KEPT.min().year}, and {KEPT.max():%B %Y}. {say(COVERT).capitalize()} if hidden acts count.",
    f"holds {say(N)} cases in which Moscow",
    f"{say((FIRST - START).days // 30)} months in. An earlier one",
    f"of the {'five' if 'of five' in S400 else '?'} S-400 units",
    f"from perhaps {round(OUTPUT['quantity'], -3):,.0f} in {OUTPUT['date'].year} (a figure that we could not confirm)",
    f"Without both it would be {int(DONE[CLEAR].sum())} of {int(CLEAR.sum())} by the generous rule",
    f"oil had gone there in {say(MONTHS.index(OIL[1]) - MONTHS.index(OIL[0]) + 1)} months",
    f"For {IN_A_YEAR[0]} alone {EVENTS.loc['2025-05-29-msmt-first-report', 'title'].split()[0].lower()} states have up to",
    f"a report by {EVENTS.loc['2025-05-29-msmt-first-report', 'title'].split()[0].lower()} states",
    f"the threat of {THREAT} being carried out",
    f"{say(N).capitalize()} cases fit.",
    f'By the generous rule, {K} of {N} were carried out; {N - K} of {N} were not. Is "{100 * K // N} %" the rate?',
    f"Toss a fair coin {say(N)} times",
    f"There are {' + '.join(map(str, WAYS))} = {sum(WAYS)} such runs among {2**N:,}, about 1 in {2**N / sum(WAYS):.0f}.",
    f"With {say(N)} cases, a wide band",
    f"At the 95 % level, intervals made this way catch the true rate in about {0.95 * 20:.0f} of 20 studies",
    f"Say that {HARD} are hard. Say that {SAY_HARD} of those {HARD} would threaten, and {SAY_SOFT} of the {100 - HARD} soft",
    f"one of {SAY_HARD} + {SAY_SOFT} = {HEARD} threateners, and {SAY_HARD} of them are hard: {SAY_HARD} / {HEARD} is about "
    f"{AFTER} in 100. Before: {HARD} in 100. After: {AFTER}.",
    f"{HARD} to {100 - HARD}. A hard Moscow threatens at a rate of {SAY_HARD}/{HARD} = {SAY_HARD / HARD}, a soft one at "
    f"{SAY_SOFT}/{100 - HARD} = {SAY_SOFT / (100 - HARD)}. So the threat is {SAY_HARD / HARD} / {SAY_SOFT / (100 - HARD)} = "
    f"{TIMES:.0f}, **twice**",
    f"{HARD} to {100 - HARD}, times {TIMES:.0f}, is {HARD * TIMES:.0f} to {100 - HARD}: {HARD * TIMES:.0f} / "
    f"{HARD * TIMES + 100 - HARD:.0f} = {AFTER / 100}.",
    f"Carried out: {K} cases, a president in {BY_PRESIDENT[0]}. Not carried out: {N - K} cases, a president in "
    f"{BY_PRESIDENT[1]}. Ratio: ({BY_PRESIDENT[0]}/{K}) / ({BY_PRESIDENT[1]}/{N - K}) = {RATIO:.0f}.",
    f"({BY_PRESIDENT[0] + 0.5}/{K + 1}) / ({BY_PRESIDENT[1] + 0.5}/{N - K + 1}) = {CURED:.0f}.",
    f"a ratio of about {CURED:.0f}.",
    f"for none of the {say((~PRESIDENT).sum())} on the list was carried out"
    if not (DONE & ~PRESIDENT).any()
    else "?",
    f"left our list of {say(N)}",
    f"Our record of {K} in {N} fits",
    f"many lists of {say(N)} cases",
    f"with {say(N)} cases or with",
    f'"{N - K} of {N} went unpunished"',
    f"{say(M).capitalize()}, and Korea's {say(KOREA)} is among them; a warning that is said again counts once, by its first row. With {K} of {N} tested and {M} untested the bounds run from "
    f"about {100 * K / (N + M):.0f} to about {100 * (K + M) / (N + M):.0f} percent",
    f"Its bounds run from about {100 * IMPOSED / ALL:.0f} to {100 * (IMPOSED + GAVE_WAY) / ALL:.0f} percent",
    f"stopped bananas from {'five' if 'five exporters' in THREATS.loc['2024-02-02-zakharova-ecuador', 'threat'] else '?'} exporters, and from thirteen more later",
    f"the threat of {THREAT} have moved",
]

GIVEN = {
    "a count of the exercises, some in two parts": ["8 exercises with"],
    "a rule of ours": ["Both lists follow one rule", "A third rule, **covert counts**"],
    "read off the picture beside it": ["overlaps neither of the first two wide ones; the third it just touches"],
    "a way of speaking": ["a third country", "The lever was a third country"],
    "the name of a weapon": ["S-400"],
    "a level that scholars have agreed on": ["of the 95 % Wilson interval"],
    "an example made up to be worked by hand": [
        "Imagine 100 Moscows",
        "Take 100 threats: 50 are *meant*, 50 are *empty*. … but 40 of the 50 empty ones. We see the 50 defied threats. Carried out: 10 of 50.",
        "*two in ten* on the list; *five in ten* in truth", "in which half of all threats are meant",
        "two in ten threats are meant", "five in ten are meant, but the meant ones are defied four times less often",
    ],
    "a setting of the explorer": ["Leave the prior at 0.30. … you pass one half", "Set the number of threats to 5. Then move *overlap* to 100 %", "Question 2 is the worst case"],
    "a rule of arithmetic": ["Its ratio is near 1", "and a 0 would make it 0 or infinite", "**add one half** to each count of signs and 1 to each", "the halves added"],
    "a choice, right or wrong": ["is 5 in 6, for a ratio of 5 is odds of 5 to 1", "stays above 1", "1. The threat worked. 2. The threat failed. 3. The record fits both. 4. The threat backfired."],
    "how Python works": ["numbers between 0 and 1; comparing them with 0.3 gives True about three times in ten", "you pick 0.2 where `meant` is True, else 0.8"],
    "as many as you like": ["ten thousand"],
    "set in the code beside it": ["makes 5,000 such lists, each case carried out with chance 0.2"],
    "the length and parts of an answer": ["In 100 to 150 words", "Give (1) … Four points"],
}  # fmt: skip
