"""Right and wrong answers to the exercises of lesson 08."""

RIGHT = {
    "could-explain": [
        """
def could_explain(one, other, outcome):
    found = []
    for name in one:
        if name != outcome and one[name] != other[name]:
            found.append(name)
    return sorted(found) if one[outcome] != other[outcome] else []

japan_reading = "b"
""",
        """
def could_explain(one, other, outcome):
    unlike = {name for name, value in one.items() if value is not other[name]}
    return sorted(unlike - {outcome}) if outcome in unlike else []

japan_reading = "b"
""",
    ],
    "settle": [
        """
def settle(table, year, level):
    for row in table.to_dict("records"):
        if row["year"] == year and not pd.isna(row["value"]):
            if row["value"] > level:
                return "yes"
            return "no"
    return "open"
""",
        """
def settle(table, year, level):
    known = table.dropna().set_index("year")["value"]
    if year not in known.index:
        return "open"
    if known[year] <= level:
        return "no"
    return "yes"
""",
    ],
    "scorable": [
        'scorable = "b"\nscorable_reason = 2',
        'scorable_reason = 4 // 2\nscorable = "abcd"[1]',
    ],
    "brier": [
        """
def brier(said, came):
    total = 0
    for p, o in zip(said, came):
        total = total + (p - o) * (p - o)
    return total / len(said)
""",
        """
def brier(said, came):
    gaps = pd.Series(list(said), dtype=float) - pd.Series(list(came), dtype=float)
    return gaps.pow(2).mean()
""",
    ],
    "log-score": [
        """
def log_score(said, came):
    scores = []
    for p, o in zip(said, came):
        if o == 1:
            scores.append(-np.log(p))
        else:
            scores.append(-np.log(1 - p))
    return sum(scores) / len(scores)
""",
        """
def log_score(said, came):
    said = np.asarray(said, dtype=float)
    came = np.asarray(came, dtype=float)
    given = said * came + (1 - said) * (1 - came)
    return np.log(1 / given).mean()
""",
    ],
    "decompose": [
        """
def decompose(said, came):
    table = pd.DataFrame({"said": list(said), "came": list(came)})
    rate = table["came"].mean()
    groups = table.groupby("said")["came"].agg(["mean", "size"]).reset_index()
    weight = groups["size"] / len(table)
    reliability = (weight * (groups["said"] - groups["mean"]) ** 2).sum()
    resolution = (weight * (groups["mean"] - rate) ** 2).sum()
    return reliability, resolution, rate * (1 - rate)
""",
        """
def decompose(said, came):
    said, came = list(said), list(came)
    rate = sum(came) / len(came)
    own = []
    for value in said:
        group = [o for p, o in zip(said, came) if p == value]
        own.append(sum(group) / len(group))
    reliability = np.mean([(p - m) ** 2 for p, m in zip(said, own)])
    resolution = np.mean([(m - rate) ** 2 for m in own])
    return [reliability, resolution, rate - rate**2]
""",
    ],
    "compare": [
        """
def compare(table, names):
    keep = table[names].notna().all(axis=1)
    result = {}
    for name in names:
        result[name] = ((table[name] - table["came"]) ** 2)[keep].mean()
    return result
""",
        """
def compare(table, names):
    sums = {name: [] for name in names}
    for row in table.to_dict("records"):
        if any(pd.isna(row[name]) for name in names):
            continue
        for name in names:
            sums[name].append((row[name] - row["came"]) ** 2)
    return {name: sum(scores) / len(scores) for name, scores in sums.items()}
""",
    ],
    "share-followed": [
        """
def share_followed(starts, marks, days):
    hits = [any(0 < (m - s).days <= days for m in marks) for s in starts]
    return sum(hits) / len(hits)
""",
        """
def share_followed(starts, marks, days):
    limit = pd.Timedelta(days=days)
    zero = pd.Timedelta(0)
    count = 0
    for start in starts:
        found = False
        for mark in marks:
            gap = mark - start
            if gap > zero and gap <= limit:
                found = True
        if found:
            count = count + 1
    return count / len(starts)
""",
    ],
    "inclusion": [
        'counted = ["g", "a", "e"]',
        'counted = []\nfor letter in "aeg":\n    counted.append(letter)',
    ],
    "leave-each-out": [
        """
def leave_each_out(starts, marks, days):
    return [
        share_followed(starts, [m for other, m in enumerate(marks) if other != place], days)
        for place in range(len(marks))
    ]
""",
        """
def leave_each_out(starts, marks, days):
    found = []
    for place in range(len(marks)):
        rest = list(marks)
        del rest[place]
        found.append(share_followed(starts, rest, days))
    return found
""",
    ],
    "best-evidence": [
        'best_evidence = "a"\nbest_reason = 2',
        'best_reason = 1 + 1\nbest_evidence = "dcba"[-1]',
    ],
    "effective-size": [
        """
def effective_size(weights):
    total = squares = 0
    for weight in weights:
        total = total + weight
        squares = squares + weight * weight
    return total * total / squares
""",
        """
def effective_size(weights):
    shares = np.array(weights) / np.sum(weights)
    return 1 / np.sum(shares**2)
""",
    ],
}

WRONG = {
    "could-explain": {
        "keeps the outcome": """
def could_explain(one, other, outcome):
    return sorted(name for name in one if one[name] != other[name])

japan_reading = "b"
""",
        "explains what needs no explaining": """
def could_explain(one, other, outcome):
    return sorted(name for name in one if name != outcome and one[name] != other[name])

japan_reading = "b"
""",
        "takes what they share": """
def could_explain(one, other, outcome):
    return sorted(name for name in one if name != outcome and one[name] == other[name])

japan_reading = "b"
""",
        "lets a shared warning explain": """
def could_explain(one, other, outcome):
    if one[outcome] == other[outcome]:
        return []
    return sorted(name for name in one if name != outcome and one[name] != other[name])

japan_reading = "a"
""",
    },
    "settle": {
        "counts equal as above": """
def settle(table, year, level):
    values = table[table["year"] == year]["value"].dropna()
    if len(values) == 0:
        return "open"
    return "yes" if values.iloc[0] >= level else "no"
""",
        "takes a missing value for a no": """
def settle(table, year, level):
    values = table[table["year"] == year]["value"]
    if len(values) == 0:
        return "open"
    return "yes" if values.iloc[0] > level else "no"
""",
        "turns yes and no round": """
def settle(table, year, level):
    values = table[table["year"] == year]["value"].dropna()
    if len(values) == 0:
        return "open"
    return "no" if values.iloc[0] > level else "yes"
""",
        "hard-codes the visible case": """
def settle(table, year, level):
    return {2001: "no", 2002: "yes"}.get(year, "open")
""",
    },
    "scorable": {
        "takes caution for a virtue": 'scorable = "a"\nscorable_reason = 1',
        "right sentence, wrong reason": 'scorable = "b"\nscorable_reason = 3',
        "likely is no rule": 'scorable = "c"\nscorable_reason = 2',
    },
    "brier": {
        "one for each question": """
def brier(said, came):
    return (np.array(said) - np.array(came)) ** 2
""",
        "adds up and does not divide": """
def brier(said, came):
    return float(np.sum((np.array(said) - np.array(came)) ** 2))
""",
        "does not square": """
def brier(said, came):
    return float(np.mean(np.abs(np.array(said) - np.array(came))))
""",
        "squares the mean and not each distance": """
def brier(said, came):
    return float(np.mean(np.array(said) - np.array(came)) ** 2)
""",
        "counts both classes, as Brier did": """
def brier(said, came):
    return float(np.mean(2 * (np.array(said) - np.array(came)) ** 2))
""",
    },
    "log-score": {
        "one for each question": """
def log_score(said, came):
    return -np.log(np.where(np.array(came) == 1, np.array(said), 1 - np.array(said)))
""",
        "forgets the minus": """
def log_score(said, came):
    said, came = np.array(said), np.array(came)
    return float(np.mean(np.log(np.where(came == 1, said, 1 - said))))
""",
        "takes the logarithm to base 10": """
def log_score(said, came):
    said, came = np.array(said), np.array(came)
    return float(np.mean(-np.log10(np.where(came == 1, said, 1 - said))))
""",
        "scores only what was said": """
def log_score(said, came):
    return float(np.mean(-np.log(np.array(said))))
""",
        "takes the logarithm of the mean": """
def log_score(said, came):
    said, came = np.array(said), np.array(came)
    return float(-np.log(np.mean(np.where(came == 1, said, 1 - said))))
""",
    },
    "decompose": {
        "does not weight the groups": """
def decompose(said, came):
    said, came = np.array(said), np.array(came)
    rate = came.mean()
    means = np.array([came[said == v].mean() for v in np.unique(said)])
    values = np.unique(said)
    return ((values - means) ** 2).mean(), ((means - rate) ** 2).mean(), rate * (1 - rate)
""",
        "swaps reliability and resolution": """
def decompose(said, came):
    said, came = np.array(said), np.array(came)
    rate = came.mean()
    rel = np.mean([(p - came[said == p].mean()) ** 2 for p in said])
    res = np.mean([(came[said == p].mean() - rate) ** 2 for p in said])
    return res, rel, rate * (1 - rate)
""",
        "no groups: the Brier score as reliability": """
def decompose(said, came):
    said, came = np.array(said), np.array(came)
    rate = came.mean()
    return np.mean((said - came) ** 2), rate * (1 - rate), rate * (1 - rate)
""",
        "hard-codes the visible case": """
def decompose(said, came):
    return 0.065, 0.0625, 0.1875
""",
    },
    "compare": {
        "each on his own questions": """
def compare(table, names):
    return {name: float(((table[name] - table["came"]) ** 2).mean()) for name in names}
""",
        "silence counts as one half": """
def compare(table, names):
    filled = table.fillna(0.5)
    return {name: float(((filled[name] - filled["came"]) ** 2).mean()) for name in names}
""",
        "drops rows for forecasters who were not asked about": """
def compare(table, names):
    common = table.dropna()
    return {name: float(((common[name] - common["came"]) ** 2).mean()) for name in names}
""",
        "absolute distance": """
def compare(table, names):
    common = table.dropna(subset=names)
    return {name: float((common[name] - common["came"]).abs().mean()) for name in names}
""",
    },
    "share-followed": {
        "counts marks before the start": """
def share_followed(starts, marks, days):
    limit = pd.Timedelta(days=days)
    return sum(any(abs(m - s) <= limit for m in marks) for s in starts) / len(starts)
""",
        "counts the same day": """
def share_followed(starts, marks, days):
    limit = pd.Timedelta(days=days)
    return sum(any(s <= m <= s + limit for m in marks) for s in starts) / len(starts)
""",
        "leaves out the last day": """
def share_followed(starts, marks, days):
    limit = pd.Timedelta(days=days)
    return sum(any(s < m < s + limit for m in marks) for s in starts) / len(starts)
""",
        "divides by the marks": """
def share_followed(starts, marks, days):
    if len(marks) == 0:
        return 0
    limit = pd.Timedelta(days=days)
    return sum(any(s < m <= s + limit for m in marks) for s in starts) / len(marks)
""",
    },
    "inclusion": {
        "counts the admission again": 'counted = ["a", "b", "e", "g"]',
        "counts the report": 'counted = ["a", "c", "e", "g"]',
        "counts words": 'counted = ["a", "d", "e", "g"]',
        "forgets the promise of goods": 'counted = ["a", "g"]',
        "counts the signature again": 'counted = ["a", "e", "g", "h"]',
        "counts the small sum": 'counted = ["a", "e", "f", "g"]',
    },
    "leave-each-out": {
        "keeps all marks": """
def leave_each_out(starts, marks, days):
    return [share_followed(starts, marks, days) for mark in marks]
""",
        "keeps the one that it should leave out": """
def leave_each_out(starts, marks, days):
    return [share_followed(starts, [mark], days) for mark in marks]
""",
        "leaves out all marks of that day": """
def leave_each_out(starts, marks, days):
    return [share_followed(starts, [m for m in marks if m != mark], days) for mark in marks]
""",
        "leaves out everything up to it": """
def leave_each_out(starts, marks, days):
    return [share_followed(starts, marks[place + 1 :], days) for place in range(len(marks))]
""",
    },
    "best-evidence": {
        "takes sequence for cause": 'best_evidence = "b"\nbest_reason = 1',
        "believes what ministers say": 'best_evidence = "c"\nbest_reason = 3',
        "right finding, wrong reason": 'best_evidence = "a"\nbest_reason = 1',
    },
    "effective-size": {
        "counts the draws": """
def effective_size(weights):
    return float(len(weights))
""",
        "takes the sum to be 1": """
def effective_size(weights):
    return float(1 / (np.array(weights, dtype=float) ** 2).sum())
""",
        "counts those above the mean": """
def effective_size(weights):
    weights = np.array(weights, dtype=float)
    return float((weights >= weights.mean()).sum())
""",
        "forgets to square the sum": """
def effective_size(weights):
    weights = np.array(weights, dtype=float)
    return float(weights.sum() / (weights**2).sum())
""",
    },
}
