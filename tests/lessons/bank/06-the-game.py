"""Answers to lesson 06: right ones written another way, and wrong ones that students plausibly hand in."""

_BY_HAND = """\
hard_gain = {hard}
soft_gain = {soft}
seoul_expects = {expects}
seoul_picks = {picks!r}
hangs_on = {hangs!r}
"""


def _by_hand(
    hard="[-0.275, 0.055, 0.825]",
    soft="[-0.73, -0.58, -0.23]",
    expects="[-0.2, -0.1155, 0.0785]",
    picks="direct",
    hangs="indirect",
):
    return _BY_HAND.format(hard=hard, soft=soft, expects=expects, picks=picks, hangs=hangs)


_PAYOFF = """\
def seoul_payoff(posture, threat, arms, pressure, capacity):
    T, r = threat, arms
    pull = {pull}
    value = (
        pull * numbers["alliance_credit"] * weights["credit"][posture]
        + numbers["export_gain"] * weights["export"][posture]
        + numbers["role_gain"] * weights["role"][posture]
        - numbers["domestic_cost"] * weights["domestic"][posture]
    )
    return value - {harm} - {yielding}
"""
_PULL = 'pressure + T * numbers["threat_pull"] * (1 - pressure)'
_HARM = 'r * (numbers["armed_north_harm"] * capacity + numbers["trade_loss"])'
_YIELDING = 'T * numbers["yielding_cost"] * weights["yielding"][posture]'


def _payoff(pull=_PULL, harm=_HARM, yielding=_YIELDING):
    return _PAYOFF.format(pull=pull, harm=harm, yielding=yielding)


_LAST = """\
def arm_probability(kind, threat, posture, capacity, precision):
    o = weights["overtness"][posture]
    gain = numbers["wish_to_punish_" + kind] * o + numbers["munitions_value"] - numbers["own_loss"]
    gain = gain - numbers["materiel_cost_" + kind] * {scarcity}
    gain = gain + {bluff}
    return {choice}
"""


def _last(
    scarcity="(1 - capacity)",
    bluff='threat * numbers["bluff_cost"] * o',
    choice="1 / (1 + np.exp(-precision * gain))",
):
    return _LAST.format(scarcity=scarcity, bluff=bluff, choice=choice)


_SOLVE = """\
def beliefs(prior, threat_rates):
    soft, hard = threat_rates[0], threat_rates[1]
    loud = {loud}
    quiet = {quiet}
    return [quiet, loud]

def solve_threats(pressure, capacity):
    prior = numbers["prior_base"] + numbers["prior_slope"] * capacity
    rates = np.array([0.5, 0.5])
    for i in range({rounds}):
        seoul = seoul_answers({belief}, pressure, capacity)
        gains = threat_gains(seoul, pressure, capacity)
        rates = rates + {step} * (1 / (1 + np.exp(-{lam} * gains)) - rates)
    return {result}
"""


def _solve(
    loud="prior * hard / (prior * hard + (1 - prior) * soft)",
    quiet="prior * (1 - hard) / (prior * (1 - hard) + (1 - prior) * (1 - soft))",
    belief="beliefs(prior, rates)",
    rounds=300,
    step="0.3",
    lam="6",
    result="rates",
):
    return _SOLVE.format(
        loud=loud, quiet=quiet, belief=belief, rounds=rounds, step=step, lam=lam, result=result
    )


_SENSES = """\
def three_senses(seoul, gains, prior):
    B1 = {b1}
    B2 = {b2}
    B3 = {b3}
    return [B1, B2, B3]

def all_agree(b1, b2, b3):
    return {agree}
"""


def _senses(
    b1="seoul[0][0] - seoul[1][0]",
    b2="seoul[1][2] - seoul[0][2]",
    b3="prior * gains[1] + (1 - prior) * gains[0]",
    agree="(b1 > 0) == (b2 > 0) == (b3 < 0)",
):
    return _SENSES.format(b1=b1, b2=b2, b3=b3, agree=agree)


_TIPPING = """\
def tipping_pressure(capacity):
    grid = np.linspace(0, 1, 101)
    eq = solve(grid, capacity)
    {body}

reading = {reading!r}
"""
_TIPPING_BODY = """\
shares = np.stack([1 - eq.supply, eq.supply - eq.open_supply, eq.open_supply])
    tipped = shares.argmax(axis=0) == 2
    if not tipped.any():
        return None
    return grid[tipped.argmax()]"""


def _tipping(body=_TIPPING_BODY, reading="B"):
    return _TIPPING.format(body=body, reading=reading)


def _claims(verdict, witness):
    return f"verdict = {verdict!r}\nwitness = {witness!r}\n"


_TRUTH = {"A": False, "B": True, "C": False, "D": False}


def _puzzle(pressure, capacity, changes, carried_by):
    return (
        f"world_pressure = {pressure!r}\nworld_capacity = {capacity!r}\nchanges = {changes!r}\n"
        f"carried_by = {carried_by!r}\n"
    )


_SPLIT = """\
def split_threat(posture, believed):
    k = POSTURES.index(posture)
    soft, hard = eq.arming[0, :, k], eq.arming[1, :, k]
    heard = {heard}
    quiet_risk = believed * hard[0] + (1 - believed) * soft[0]
    heard_risk = heard * hard[0] + (1 - heard) * soft[0]
    bound_risk = heard * hard[1] + (1 - heard) * soft[1]
    pride = {pride}
    return {result}
"""


def _split(
    heard="eq.belief[1]",
    pride="game.seoul[1][k] - game.seoul[0][k]",
    result="[pride, game.harm * (quiet_risk - heard_risk), game.harm * (heard_risk - bound_risk)]",
):
    return _SPLIT.format(heard=heard, pride=pride, result=result)


_SHARP = """\
sharp_belief = {belief}
sharp_bluff = {bluff}
sharp_refuse = {refuse}
sharp_b1 = {b1}
"""


def _sharp(belief="0.737", bluff="0.214", refuse="0.356", b1="-0.356"):
    return _SHARP.format(belief=belief, bluff=bluff, refuse=refuse, b1=b1)


_ON_AVERAGE = """\
def average_belief(chances, beliefs):
    total = 0
    for signal in [0, 1]:
        for k in [0, 1, 2]:
            for answer in [0, 1]:
                total = total + {term}
    return {mean}

tells_most = {tells!r}
"""


_SHADOW = """\
def last_open(pressure, capacity):
    last = None
    for i in range(9):
        shadow = i * 0.25
        two = solve_two(pressure, capacity, shadow=shadow, values={values!r})
        refuse, indirect, direct = two.seoul_on_path
        if {leads}:
            last = {keep}
    return last

def moved(pressure, capacity, shadow):
    later = solve_two(pressure, capacity, shadow=shadow, values="current").seoul
    return {moved}
"""


def _on_average(
    term="chances[signal, k, answer] * beliefs[signal, k, answer]", mean="total", tells="indirect"
):
    return _ON_AVERAGE.format(term=term, mean=mean, tells=tells)


def _shadow(
    values="current",
    leads="direct > indirect and direct > refuse",
    keep="shadow",
    moved="np.abs(later - solve(pressure, capacity).seoul).max()",
):
    return _SHADOW.format(values=values, leads=leads, keep=keep, moved=moved)


RIGHT = {
    "by-hand": [
        # two decimals
        _by_hand("[-0.28, 0.06, 0.83]", "[-0.73, -0.58, -0.23]", "[-0.2, -0.12, 0.08]"),
        # by formula
        "o = [0, 0.3, 1]\n"
        "hard_gain = [(0.8 + 0.3) * x + 0.2 - 0.5 * 0.65 - 0.15 for x in o]\n"
        "soft_gain = [(0.2 + 0.3) * x + 0.2 - 1.2 * 0.65 - 0.15 for x in o]\n"
        "loss = 1.175\n"
        "seoul_expects = (-0.2, 0.472 - loss / 2, 0.666 - loss / 2)\n"
        "seoul_picks = POSTURES[2]\n"
        "hangs_on = POSTURES[1]\n",
    ],
    "seoul-payoff": [
        # one expression
        _payoff(),
        # weights by position
        """\
def seoul_payoff(posture, threat, arms, pressure, capacity):
    k = POSTURES.index(posture)
    if threat == 1:
        pressure = 0.8 * pressure + 0.2
    g = [0, 0.6, 1][k]
    x = [0, 0.25, 0.5][k]
    n = [0, 0.3, 1][k]
    d = [0, 0.15, 1][k]
    result = 1.2 * pressure * g + 0.2 * x + 0.2 * n - 0.45 * d
    if arms == 1:
        result -= 2.5 * capacity + 0.3
    if threat == 1:
        result -= 0.2 * [1, 0.3, 0][k]
    return result
""",
    ],
    "last-move": [
        # odds
        _last(choice="np.exp(precision * gain) / (1 + np.exp(precision * gain))"),
        # two scores
        _last(
            choice="np.exp(precision * gain / 2) / (np.exp(precision * gain / 2) + np.exp(-precision * gain / 2))"
        ),
    ],
    "solve-game": [
        # smaller steps
        _solve(),
        # until nothing moves
        """\
def beliefs(prior, threat_rates):
    odds = prior / (1 - prior)
    quiet = odds * (1 - threat_rates[1]) / (1 - threat_rates[0])
    loud = odds * threat_rates[1] / threat_rates[0]
    return np.array([quiet / (1 + quiet), loud / (1 + loud)])

def solve_threats(pressure, capacity):
    old, new = np.array([0.0, 0.0]), np.array([0.5, 0.5])
    while abs(new - old).max() > 1e-9:
        old = new
        answers = seoul_answers(beliefs(0.2 + 0.5 * capacity, old), pressure, capacity)
        wish = np.exp(6 * threat_gains(answers, pressure, capacity))
        new = (old + wish / (1 + wish)) / 2
    return list(new)
""",
    ],
    "three-senses": [
        # through refusing
        _senses(),
        # with arrays
        """\
def three_senses(seoul, gains, prior):
    change = np.array(seoul[1]) - np.array(seoul[0])
    chances = np.array([1 - prior, prior])
    return np.array([change[1:].sum(), change[2], (chances * gains).sum()])

def all_agree(b1, b2, b3):
    votes = int(b1 > 0) + int(b2 > 0) + int(b3 < 0)
    return votes in (0, 3)
""",
    ],
    "tipping-pressure": [
        # positions
        _tipping(),
        # one pressure at a time
        """\
def tipping_pressure(capacity):
    for i in range(101):
        eq = solve(i / 100, capacity)
        direct = eq.open_supply
        if direct > 1 - eq.supply and direct > eq.supply - direct:
            return i / 100

reading = "B"
""",
    ],
    "claims": [
        # other witnesses
        _claims(_TRUTH, {"A": [0.7, 0.3], "C": [0.95, 0.6], "D": 10}),
        # witnesses at the edge
        _claims(_TRUTH, {"A": (0.5, 0.4), "C": (1, 0.45), "D": 8.5}),
    ],
    "puzzle": [
        # no shame in yielding
        _puzzle(0.6, 0.8, {"yielding_cost": 0}, "yielding_cost"),
        # a fearsome Pyongyang
        _puzzle(0.8, 0.75, {"armed_north_harm": 4.0}, "armed_north_harm"),
        # a dear war and a dear bluff
        _puzzle(0.5, 0.75, {"bluff_cost": 0.7, "battlefield_loss": 0.9}, "bluff_cost"),
    ],
    "split": [
        _split(),
        _split(
            result="np.array([pride, (quiet_risk - heard_risk) * game.harm, (heard_risk - bound_risk) * game.harm])"
        ),
    ],
    "sharp": [
        _sharp(),
        _sharp(
            "0.866 / 1.175",
            "(0.375 / sharp_belief - 0.375) / 0.625",
            "1 - 0.58 / 0.9",
            "(1 - sharp_refuse) - 1",
        ),
    ],
    "on-average": [
        _on_average(),
        # whole arrays
        "average_belief = lambda chances, beliefs: np.average(beliefs, weights=chances)\n"
        "tells_most = POSTURES[1]\n",
    ],
    "shadow": [
        _shadow(),
        _shadow(leads="np.argmax(two.seoul_on_path) == 2", keep="float(two.shadow)"),
        _shadow(
            moved="max(abs(a - b) for row in zip(later, solve(pressure, capacity).seoul) for a, b in zip(*row))"
        ),
    ],
}

WRONG = {
    "by-hand": {
        "forgets the called bluff": _by_hand(hard="[-0.275, -0.035, 0.525]", soft="[-0.73, -0.67, -0.53]"),
        "full price of materiel": _by_hand(hard="[-0.45, -0.12, 0.65]", soft="[-1.15, -1.0, -0.65]"),
        "own loss counted as a gain": _by_hand(hard="[0.025, 0.355, 1.125]"),
        "both types arm": _by_hand(expects="[-0.2, -0.703, -0.509]"),
        "nobody arms after indirect aid": _by_hand(expects="[-0.2, 0.472, 0.0785]", picks="indirect"),
        "refuses": _by_hand(picks="refuse"),
        "hangs on the largest gain": _by_hand(hangs="direct"),
    },
    "seoul-payoff": {
        "forgets the threat's pull": _payoff(pull="pressure"),
        "adds the whole pull": _payoff(pull='pressure + T * numbers["threat_pull"]'),
        "harm with the wrong sign": _payoff(harm="(-" + _HARM + ")"),
        "forgets the lost trade": _payoff(harm='r * numbers["armed_north_harm"] * capacity'),
        "harm for sure": _payoff(harm=_HARM.removeprefix("r * ")),
        "yielding after silence too": _payoff(yielding=_YIELDING.removeprefix("T * ")),
        "yielding is a gain": _payoff(yielding="(-" + _YIELDING + ")"),
        "the visible case by heart": """\
def seoul_payoff(posture, threat, arms, pressure, capacity):
    if posture == "refuse":
        return -0.2 * threat
    return 0.5 + 0.1 * threat - arms * (0.3 + capacity)
""",
    },
    "last-move": {
        "the sign in np.exp": _last(choice="1 / (1 + np.exp(precision * gain))"),
        "the bluff costs the one who arms": _last(bluff='-threat * numbers["bluff_cost"] * o'),
        "forgets the bluff": _last(bluff="0"),
        "the bluff after silence too": _last(bluff='numbers["bluff_cost"] * o'),
        "the bluff without overtness": _last(bluff='threat * numbers["bluff_cost"]'),
        "capacity for scarcity": _last(scarcity="capacity"),
        "full price of materiel": _last(scarcity="1"),
        "best reply": _last(choice="0.5 if precision == 0 else float(gain > 0)"),
        "the gain itself": _last(choice="gain"),
        "precision always 6": _last(choice="0.5 if precision == 0 else 1 / (1 + np.exp(-6 * gain))"),
    },
    "solve-game": {
        "prior in place of the belief": _solve(belief="[prior, prior]"),
        "one belief for both signals": _solve(quiet="prior * hard / (prior * hard + (1 - prior) * soft)"),
        "nothing learnt from silence": _solve(quiet="prior"),
        "soft and hard swapped": _solve(result="rates[::-1]"),
        "one round": _solve(rounds=1, step="0.5"),
        "precision 1": _solve(lam="1"),
        "rates without the prior": _solve(loud="hard / (hard + soft)"),
        "the visible case by heart": """\
def beliefs(prior, threat_rates):
    return [0.42 * 0 + (0.4 - 0.42 * 24 / 42) / 0.58, 24 / 42]

def solve_threats(pressure, capacity):
    return [float(x) for x in solve(0.6, 0.35).threat]
""",
        "right in the example, and no rows elsewhere": """\
def beliefs(prior, threat_rates):
    if prior not in (0.4, 0.375):
        return np.zeros((0, 2))
    odds = prior / (1 - prior)
    quiet = odds * (1 - threat_rates[1]) / (1 - threat_rates[0])
    loud = odds * threat_rates[1] / threat_rates[0]
    return [quiet / (1 + quiet), loud / (1 + loud)]

def solve_threats(pressure, capacity):
    if (pressure, capacity) != (0.6, 0.35):
        return np.zeros((0, 2))
    return [float(x) for x in solve(0.6, 0.35).threat]
""",
    },
    "three-senses": {
        "silence minus threat": _senses(b1="seoul[1][0] - seoul[0][0]", b2="seoul[0][2] - seoul[1][2]"),
        "indirect aid only": _senses(b1="seoul[1][1] - seoul[0][1]"),
        "open aid for any aid": _senses(b1="seoul[1][2] - seoul[0][2]"),
        "plain mean of the types": _senses(b3="(gains[0] + gains[1]) / 2"),
        "prior on the soft type": _senses(b3="prior * gains[0] + (1 - prior) * gains[1]"),
        "the hard type only": _senses(b3="gains[1]"),
        "B3 with the sign of the others": _senses(agree="(b1 > 0) == (b2 > 0) == (b3 > 0)"),
        "leaves B3 out": _senses(agree="(b1 > 0) == (b2 > 0)"),
        "agree only when all backfire": _senses(agree="b1 > 0 and b2 > 0 and b3 < 0"),
    },
    "tipping-pressure": {
        "above one half": _tipping(
            "hits = grid[eq.open_supply > 0.5]\n    return hits[0] if len(hits) else None"
        ),
        "zero where there is none": _tipping(
            _TIPPING_BODY.replace("    if not tipped.any():\n        return None\n", "")
        ),
        "one where there is none": _tipping(_TIPPING_BODY.replace("return None", "return 1.0")),
        "a position": _tipping(
            _TIPPING_BODY.replace("return grid[tipped.argmax()]", "return int(tipped.argmax())")
        ),
        "after a threat only": _tipping(
            "tipped = eq.seoul[:, 1, :].argmax(axis=1) == 2\n    return grid[tipped][0] if tipped.any() else None"
        ),
        "after silence only": _tipping(
            "tipped = eq.seoul[:, 0, :].argmax(axis=1) == 2\n    return grid[tipped][0] if tipped.any() else None"
        ),
        "all that tip": _tipping(
            "return grid[(eq.open_supply > 1 - eq.supply) & (2 * eq.open_supply > eq.supply)]"
        ),
        "the visible case by heart": _tipping("return 0.88"),
        "reads None as never": _tipping(reading="C"),
        "reads None as no effect": _tipping(reading="D"),
    },
    "claims": {
        "believes everything": _claims(dict.fromkeys("ABCD", True), {}),
        "leaves D out": _claims({"A": False, "B": True, "C": False}, {"A": (0.6, 0.35), "C": (0.6, 0.7)}),
        "believes A": _claims(_TRUTH | {"A": True}, {"C": (0.6, 0.7), "D": 9}),
        "believes C": _claims(_TRUTH | {"C": True}, {"A": (0.6, 0.35), "D": 9}),
        "believes D": _claims(_TRUTH | {"D": True}, {"A": (0.6, 0.35), "C": (0.6, 0.7)}),
        "doubts B without a case": _claims(
            _TRUTH | {"B": False}, {"A": (0.6, 0.35), "C": (0.6, 0.7), "D": 9}
        ),
        "doubts B with no witness that counts": _claims(
            _TRUTH | {"B": False}, {"A": (0.6, 0.35), "B": (0.2, 0.8, 0.5), "C": (0.6, 0.7), "D": 9}
        ),
        "a witness where A holds": _claims(_TRUTH, {"A": (0.2, 0.1), "C": (0.6, 0.7), "D": 9}),
        "a witness where D holds": _claims(_TRUTH, {"A": (0.6, 0.35), "C": (0.6, 0.7), "D": 5}),
    },
    "puzzle": {
        "nothing that matters": _puzzle(0.6, 0.35, {"trade_loss": 0.4}, "trade_loss"),
        "deters, but does not pay": _puzzle(0.6, 0.6, {"yielding_cost": 0}, "yielding_cost"),
        "the wrong dials": _puzzle(0.2, 0.1, {"bluff_cost": 0.8}, "bluff_cost"),
        "three changes": _puzzle(
            0.6, 0.8, {"yielding_cost": 0, "bluff_cost": 0.8, "armed_north_harm": 4}, "yielding_cost"
        ),
        "outside the slider": _puzzle(0.6, 0.8, {"bluff_cost": 3}, "bluff_cost"),
        "credits the idle change": _puzzle(0.6, 0.8, {"bluff_cost": 0.8, "trade_loss": 0.35}, "trade_loss"),
        "no name": _puzzle(0.6, 0.8, {"bluff_cost": 0.8}, "bluff cost"),
    },
    "split": {
        "pride as a share of the whole": _split(pride="abs(game.seoul[1][k] - game.seoul[0][k]) / 2"),
        "risk counted as a gain": _split(
            result="[pride, game.harm * (heard_risk - quiet_risk), game.harm * (bound_risk - heard_risk)]"
        ),
        "belief and tied hands thrown together": _split(
            result="[pride, game.harm * (quiet_risk - bound_risk), 0.0]"
        ),
        "always measures from silence": _split()
        .replace("believed *", "eq.belief[0] *")
        .replace("(1 - believed)", "(1 - eq.belief[0])"),
        "forgets the harm": _split(result="[pride, quiet_risk - heard_risk, heard_risk - bound_risk]"),
    },
    "sharp": {
        "keeps the prior": _sharp(belief="0.375"),
        "adds where refusing is below zero": _sharp(belief="(0.666 - 0.2) / 1.175"),
        "takes the belief for the rate of bluffing": _sharp(bluff="1 - 0.737"),
        "leaves out the called bluff": _sharp(refuse="0.02 / 0.6", b1="-0.02 / 0.6"),
        "Seoul sends where it should refuse": _sharp(refuse="0.644", b1="-0.644"),
        "sign of B1": _sharp(b1="0.356"),
    },
    "on-average": {
        "a plain mean over histories": _on_average(term="beliefs[signal, k, answer]", mean="total / 12"),
        "writes the prior of one game down": _on_average(mean="0.375"),
        "takes direct aid for the better probe": _on_average(tells="direct"),
    },
    "shadow": {
        "the first shadow and not the last": _shadow(leads="last is None and direct > indirect"),
        "by present values": _shadow(values="present"),
        "more than one half": _shadow(leads="direct > 0.5"),
        "place in the list": _shadow(keep="i"),
        "nothing ever moves": _shadow(moved="0.0"),
        "the largest rise only": _shadow(moved="(later - solve(pressure, capacity).seoul).max()"),
        "after a threat only": _shadow(moved="np.abs(later - solve(pressure, capacity).seoul)[1].max()"),
        "the sum of the differences": _shadow(moved="np.abs(later - solve(pressure, capacity).seoul).sum()"),
    },
}
