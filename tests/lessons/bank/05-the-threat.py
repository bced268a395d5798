"""Right and wrong answers to the exercises of lesson 05."""

RIGHT = {
    "days-between": [
        """
def days_between(first, later):
    from datetime import date
    return (date.fromisoformat(later) - date.fromisoformat(first)).days
""",
        """
def days_between(first, later):
    start = pd.to_datetime(first)
    end = pd.to_datetime(later)
    return int((end - start) / pd.Timedelta(days=1))
""",
    ],
    "trigger": [
        """
trigger = "c"
trigger_reason = 2
""",
        """
trigger_reason = 1 + 1
trigger = "abcd"[2]
""",
    ],
    "count-cases": [
        """
def count_cases(cases, codes):
    carried_out = 0
    for code in cases["retaliation"]:
        if code in codes:
            carried_out = carried_out + 1
    return carried_out, len(cases)
""",
        """
def count_cases(cases, codes):
    return [int(cases["retaliation"].isin(codes).sum()), len(cases["retaliation"])]
""",
    ],
    "rate-with-interval": [
        """
def rate_with_interval(count, cases):
    result = binomtest(count, cases).proportion_ci(confidence_level=0.95, method="wilson")
    low, high = result
    return [count / cases, low, high]
""",
        """
def rate_with_interval(count, cases):
    from scipy.stats import norm
    z = norm.ppf(0.975)
    p = count / cases
    middle = (p + z**2 / (2 * cases)) / (1 + z**2 / cases)
    half = z / (1 + z**2 / cases) * (p * (1 - p) / cases + z**2 / (4 * cases**2)) ** 0.5
    return p, max(0.0, middle - half), min(1.0, middle + half)
""",
    ],
    "posterior": [
        """
def posterior(prior, ratio):
    return prior * ratio / (prior * ratio + 1 - prior)
""",
        """
def posterior(prior, ratio):
    against = (1 - prior) / prior / ratio
    return 1 / (1 + against)
""",
    ],
    "after-threat-and-silence": [
        """
def after_threat_and_silence(prior, if_hard, if_soft):
    hard_loud = 100 * prior * if_hard
    soft_loud = 100 * (1 - prior) * if_soft
    hard_quiet = 100 * prior - hard_loud
    soft_quiet = 100 * (1 - prior) - soft_loud
    return [hard_loud / (hard_loud + soft_loud), hard_quiet / (hard_quiet + soft_quiet)]
""",
        """
def after_threat_and_silence(prior, if_hard, if_soft):
    odds = prior / (1 - prior)
    loud = odds * if_hard / if_soft
    quiet = odds * (1 - if_hard) / (1 - if_soft)
    return loud / (1 + loud), quiet / (1 + quiet)
""",
    ],
    "speaker-ratio": [
        """
def speaker_ratio(cases, sign):
    counts = {True: 0, False: 0}
    signs = {True: 0, False: 0}
    for done, seen in zip(cases["carried_out"], cases[sign]):
        counts[bool(done)] = counts[bool(done)] + 1
        if seen:
            signs[bool(done)] = signs[bool(done)] + 1
    return ((signs[True] + 0.5) / (counts[True] + 1)) / ((signs[False] + 0.5) / (counts[False] + 1))
""",
        """
def speaker_ratio(cases, sign):
    done = cases["carried_out"].to_numpy(dtype=bool)
    seen = cases[sign].to_numpy(dtype=bool)
    top = (np.sum(seen & done) + 0.5) / (np.sum(done) + 1)
    bottom = (np.sum(seen & ~done) + 0.5) / (np.sum(~done) + 1)
    return float(top / bottom)
""",
    ],
    "speaker-reading": [
        "speaker_reading = 3",
        "speaker_reading = 4 - 1",
    ],
    "simulate-selection": [
        """
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    rng = np.random.default_rng(seed)
    meant_all = 0
    defied_all = 0
    meant_defied = 0
    for first, second in rng.random((n, 2)):
        meant = first < share_meant
        limit = defy_meant if meant else defy_empty
        meant_all = meant_all + meant
        if second < limit:
            defied_all = defied_all + 1
            meant_defied = meant_defied + meant
    return meant_all / n, meant_defied / defied_all
""",
        """
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    rng = np.random.default_rng(seed)
    meant = rng.choice([True, False], size=n, p=[share_meant, 1 - share_meant])
    luck = rng.random(n)
    defied = (meant & (luck < defy_meant)) | (~meant & (luck < defy_empty))
    return float(np.mean(meant)), float((meant & defied).sum() / defied.sum())
""",
    ],
    "bounds": [
        """
def bounds(carried_out, tested, untested):
    shares = []
    for meant_in_the_dark in [0, untested]:
        shares.append((carried_out + meant_in_the_dark) / (tested + untested))
    return shares
""",
        """
def bounds(carried_out, tested, untested):
    empty = tested - carried_out
    everything = tested + untested
    return carried_out / everything, 1 - empty / everything
""",
    ],
    "korea-reading": [
        """
korea_reading = 3
korea_reason = "b"
""",
        """
korea_reason = "abc"[1]
korea_reading = 3
""",
    ],
}

WRONG = {
    "days-between": {
        "both-ends-counted": """
def days_between(first, later):
    return (pd.Timestamp(later) - pd.Timestamp(first)).days + 1
""",
        "a-span-of-time": """
def days_between(first, later):
    return pd.Timestamp(later) - pd.Timestamp(first)
""",
        "sign-lost": """
def days_between(first, later):
    return abs((pd.Timestamp(later) - pd.Timestamp(first)).days)
""",
        "turned-round": """
def days_between(first, later):
    return (pd.Timestamp(first) - pd.Timestamp(later)).days
""",
        "last-two-digits": """
def days_between(first, later):
    days = int(later[-2:]) - int(first[-2:])
    return days if days >= 0 else days + 28
""",
        "visible-case-only": """
def days_between(first, later):
    return 0 if first == later else 7
""",
    },
    "trigger": {
        "the-loan": """
trigger = "a"
trigger_reason = 4
""",
        "right-for-the-wrong-reason": """
trigger = "c"
trigger_reason = 1
""",
        "after-the-post": """
trigger = "d"
trigger_reason = 2
""",
    },
    "count-cases": {
        "not-no": """
def count_cases(cases, codes):
    return int((cases["retaliation"] != "no").sum()) if codes else 0, len(cases)
""",
        "others-as-denominator": """
def count_cases(cases, codes):
    hit = int(cases["retaliation"].isin(codes).sum())
    return hit, len(cases) - hit if hit else len(cases)
""",
        "rows-not-counted": """
def count_cases(cases, codes):
    return cases[cases["retaliation"].isin(codes)], len(cases)
""",
        "first-code-only": """
def count_cases(cases, codes):
    return (int((cases["retaliation"] == codes[0]).sum()) if codes else 0), len(cases)
""",
        "visible-case-only": """
def count_cases(cases, codes):
    return (1 if codes else 0), 5
""",
    },
    "rate-with-interval": {
        "exact-method": """
def rate_with_interval(count, cases):
    interval = binomtest(count, cases).proportion_ci()
    return count / cases, interval.low, interval.high
""",
        "ends-left-together": """
def rate_with_interval(count, cases):
    return count / cases, binomtest(count, cases).proportion_ci(method="wilson")
""",
        "ninety-percent": """
def rate_with_interval(count, cases):
    interval = binomtest(count, cases).proportion_ci(0.9, method="wilson")
    return count / cases, interval.low, interval.high
""",
        "textbook-normal": """
def rate_with_interval(count, cases):
    p = count / cases
    half = 1.96 * (p * (1 - p) / cases) ** 0.5
    return p, max(0, p - half), min(1, p + half)
""",
        "odds-for-share": """
def rate_with_interval(count, cases):
    interval = binomtest(count, cases).proportion_ci(method="wilson")
    return count / (cases - count + 1e-12), interval.low, interval.high
""",
    },
    "posterior": {
        "odds-returned": """
def posterior(prior, ratio):
    return prior / (1 - prior) * ratio
""",
        "probability-multiplied": """
def posterior(prior, ratio):
    return min(1, prior * ratio)
""",
        "ratio-upside-down": """
def posterior(prior, ratio):
    odds = prior / (1 - prior) / ratio
    return odds / (1 + odds)
""",
        "prior-taken-as-odds": """
def posterior(prior, ratio):
    odds = prior * ratio
    return odds / (1 + odds)
""",
    },
    "after-threat-and-silence": {
        "silence-as-one-minus": """
def after_threat_and_silence(prior, if_hard, if_soft):
    threat = prior * if_hard / (prior * if_hard + (1 - prior) * if_soft)
    return threat, 1 - threat
""",
        "silence-is-no-news": """
def after_threat_and_silence(prior, if_hard, if_soft):
    threat = prior * if_hard / (prior * if_hard + (1 - prior) * if_soft)
    return threat, prior
""",
        "base-rate-forgotten": """
def after_threat_and_silence(prior, if_hard, if_soft):
    return if_hard / (if_hard + if_soft), (1 - if_hard) / (2 - if_hard - if_soft)
""",
        "share-of-the-soft": """
def after_threat_and_silence(prior, if_hard, if_soft):
    threat = prior * if_hard / (prior * if_hard + (1 - prior) * if_soft)
    quiet = (1 - prior) * (1 - if_soft) / (prior * (1 - if_hard) + (1 - prior) * (1 - if_soft))
    return threat, quiet
""",
    },
    "speaker-ratio": {
        "transposed": """
def speaker_ratio(cases, sign):
    yes = cases[cases[sign]]
    no = cases[~cases[sign]]
    top = (yes["carried_out"].sum() + 0.5) / (len(yes) + 1)
    return top / ((no["carried_out"].sum() + 0.5) / (len(no) + 1))
""",
        "no-halves": """
def speaker_ratio(cases, sign):
    hard = cases[cases["carried_out"]]
    soft = cases[~cases["carried_out"]]
    return hard[sign].mean() / max(soft[sign].mean(), 1e-9)
""",
        "upside-down": """
def speaker_ratio(cases, sign):
    hard = cases[cases["carried_out"]]
    soft = cases[~cases["carried_out"]]
    return ((soft[sign].sum() + 0.5) / (len(soft) + 1)) / ((hard[sign].sum() + 0.5) / (len(hard) + 1))
""",
        "halves-on-signs-only": """
def speaker_ratio(cases, sign):
    hard = cases[cases["carried_out"]]
    soft = cases[~cases["carried_out"]]
    return ((hard[sign].sum() + 0.5) / len(hard)) / ((soft[sign].sum() + 0.5) / len(soft))
""",
    },
    "speaker-reading": {
        "ratio-as-probability": "speaker_reading = 1",
        "ignore-the-rest": "speaker_reading = 2",
        "proven": "speaker_reading = 4",
    },
    "simulate-selection": {
        "divided-by-all": """
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    rng = np.random.default_rng(seed)
    meant = rng.random(n) < share_meant
    defied = rng.random(n) < np.where(meant, defy_meant, defy_empty)
    return meant.mean(), (meant & defied).mean()
""",
        "kinds-swapped": """
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    rng = np.random.default_rng(seed)
    meant = rng.random(n) < share_meant
    defied = rng.random(n) < np.where(meant, defy_empty, defy_meant)
    return meant.mean(), meant[defied].mean()
""",
        "defied-among-meant": """
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    rng = np.random.default_rng(seed)
    meant = rng.random(n) < share_meant
    defied = rng.random(n) < np.where(meant, defy_meant, defy_empty)
    return meant.mean(), defied[meant].mean()
""",
        "no-selection": """
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    rng = np.random.default_rng(seed)
    meant = rng.random(n) < share_meant
    return meant.mean(), meant.mean()
""",
        "seed-ignored": """
def simulate_selection(n, share_meant, defy_meant, defy_empty, seed):
    rng = np.random.default_rng(1)
    meant = rng.random(n) < share_meant
    defied = rng.random(n) < np.where(meant, defy_meant, defy_empty)
    return meant.mean(), meant[defied].mean()
""",
    },
    "bounds": {
        "untested-left-out-below": """
def bounds(carried_out, tested, untested):
    return carried_out / (tested + untested / 1000), (carried_out + untested) / (tested + untested)
""",
        "divided-by-tested": """
def bounds(carried_out, tested, untested):
    return max(0, carried_out - untested) / tested, min(1, (carried_out + untested) / tested)
""",
        "low-end-of-the-tested": """
def bounds(carried_out, tested, untested):
    return carried_out / tested, (carried_out + untested) / (tested + untested)
""",
        "visible-case-only": """
def bounds(carried_out, tested, untested):
    return (0.3, 0.7) if untested else (0.5, 0.5)
""",
    },
    "korea-reading": {
        "it-worked": """
korea_reading = 1
korea_reason = "a"
""",
        "it-failed": """
korea_reading = 2
korea_reason = "c"
""",
        "right-for-the-wrong-reason": """
korea_reading = 3
korea_reason = "c"
""",
    },
}
