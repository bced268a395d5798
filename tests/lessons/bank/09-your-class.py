"""Right and wrong answers to the exercises of lesson 09."""

RIGHT = {
    "stated": [
        """
def stated(rows, signal):
    own = rows[~rows["bot"].str.contains("posture")]
    strategy = own[own["method"] == "strategy"]["if_" + signal].to_list()
    direct = own[(own["method"] == "direct") & (own["signal"] == signal)]["posture"].to_list()
    return strategy + direct
""",
        """
def stated(rows, signal):
    found = []
    for row in rows.to_dict("records"):
        if "posture" not in row["bot"].split():
            value = {"quiet": row["if_quiet"], "threat": row["if_threat"]}[signal]
            if row["method"] == "direct":
                value = row["posture"] if row["signal"] == signal else ""
            if value:
                found.append(value)
    return found
""",
    ],
    "backfire": [
        """
def backfire(after_quiet, after_threat):
    q = 1 - list(after_quiet).count("refuse") / len(after_quiet)
    t = 1 - list(after_threat).count("refuse") / len(after_threat)
    return t - q, np.sqrt(q * (1 - q) / len(after_quiet) + t * (1 - t) / len(after_threat))
""",
        """
def backfire(after_quiet, after_threat):
    helps = [pd.Series(list(x)).isin(["indirect", "direct"]) for x in (after_quiet, after_threat)]
    error = sum(h.var(ddof=0) / len(h) for h in helps) ** 0.5
    return [helps[1].mean() - helps[0].mean(), error]
""",
    ],
    "log-likelihood": [
        """
def log_likelihood(counts, chances):
    counts, chances = np.array(counts), np.array(chances)
    seen = counts > 0
    return (counts[seen] * np.log(chances[seen])).sum()
""",
        """
def log_likelihood(counts, chances):
    total = 0
    for i in range(len(counts)):
        if counts[i] != 0:
            total += counts[i] * np.log(chances[i])
    return total
""",
    ],
    "profile": [
        """
def profile(precisions, heights):
    top = max(heights)
    inside = [p for p, h in zip(precisions, heights) if top - h <= 1.92]
    best = [p for p, h in zip(precisions, heights) if h == top][0]
    return best, inside[0], (None if inside[-1] == precisions[-1] else inside[-1])
""",
        """
def profile(precisions, heights):
    table = pd.Series(list(heights), index=list(precisions))
    kept = table[table >= table.max() - 1.92]
    high = kept.index[-1]
    if high == table.index[-1]:
        high = None
    return [table.idxmax(), kept.index[0], high]
""",
    ],
    "leaves-band": [
        """
def leaves_band(table):
    inside = (table["low"] <= table["count"]) & (table["count"] <= table["high"])
    return 1 - inside.mean()
""",
        """
def leaves_band(table):
    outside = 0
    for _, row in table.iterrows():
        if row["count"] < row["low"] or row["count"] > row["high"]:
            outside += 1
    return outside / len(table)
""",
    ],
}

WRONG = {
    "stated": {
        "only what was played": """
def stated(rows, signal):
    own = rows[~rows["bot"].str.contains("posture")]
    return own[own["signal"] == signal]["posture"].to_list()
""",
        "counts the computer's choices": """
def stated(rows, signal):
    strategy = rows[rows["method"] == "strategy"]["if_" + signal].to_list()
    return strategy + rows[(rows["method"] == "direct") & (rows["signal"] == signal)]["posture"].to_list()
""",
        "leaves out every row with any choice of the computer": """
def stated(rows, signal):
    own = rows[rows["bot"] == ""]
    strategy = own[own["method"] == "strategy"]["if_" + signal].to_list()
    return strategy + own[(own["method"] == "direct") & (own["signal"] == signal)]["posture"].to_list()
""",
        "forgets the rounds in turn": """
def stated(rows, signal):
    own = rows[~rows["bot"].str.contains("posture")]
    return own[own["method"] == "strategy"]["if_" + signal].to_list()
""",
    },
    "backfire": {
        "silence less threat": """
def backfire(after_quiet, after_threat):
    q = 1 - list(after_quiet).count("refuse") / len(after_quiet)
    t = 1 - list(after_threat).count("refuse") / len(after_threat)
    return q - t, (q * (1 - q) / len(after_quiet) + t * (1 - t) / len(after_threat)) ** 0.5
""",
        "adds the errors in place of their squares": """
def backfire(after_quiet, after_threat):
    q = 1 - list(after_quiet).count("refuse") / len(after_quiet)
    t = 1 - list(after_threat).count("refuse") / len(after_threat)
    return t - q, (q * (1 - q) / len(after_quiet)) ** 0.5 + (t * (1 - t) / len(after_threat)) ** 0.5
""",
        "only open help": """
def backfire(after_quiet, after_threat):
    q = list(after_quiet).count("direct") / len(after_quiet)
    t = list(after_threat).count("direct") / len(after_threat)
    return t - q, (q * (1 - q) / len(after_quiet) + t * (1 - t) / len(after_threat)) ** 0.5
""",
    },
    "log-likelihood": {
        "logarithm of zero": """
def log_likelihood(counts, chances):
    with np.errstate(all="ignore"):
        return (np.array(counts) * np.log(np.array(chances))).sum()
""",
        "forgets the counts": """
def log_likelihood(counts, chances):
    return sum(np.log(p) for n, p in zip(counts, chances) if n > 0)
""",
        "the wrong sign": """
def log_likelihood(counts, chances):
    return -sum(n * np.log(p) for n, p in zip(counts, chances) if n > 0)
""",
    },
    "profile": {
        "twice the distance": """
def profile(precisions, heights):
    precisions, heights = np.array(precisions), np.array(heights)
    inside = precisions[heights >= heights.max() - 3.84]
    return precisions[heights.argmax()], inside[0], (None if inside[-1] == precisions[-1] else inside[-1])
""",
        "always an upper end": """
def profile(precisions, heights):
    precisions, heights = np.array(precisions), np.array(heights)
    inside = precisions[heights >= heights.max() - 1.92]
    return precisions[heights.argmax()], inside[0], inside[-1]
""",
        "the height in place of the precision": """
def profile(precisions, heights):
    precisions, heights = np.array(precisions), np.array(heights)
    inside = precisions[heights >= heights.max() - 1.92]
    return heights.max(), inside[0], (None if inside[-1] == precisions[-1] else inside[-1])
""",
    },
    "leaves-band": {
        "the edge is outside": """
def leaves_band(table):
    return ((table["count"] <= table["low"]) | (table["count"] >= table["high"])).mean()
""",
        "only counts that are too large": """
def leaves_band(table):
    return (table["count"] > table["high"]).mean()
""",
        "a number and not a share": """
def leaves_band(table):
    return float(((table["count"] < table["low"]) | (table["count"] > table["high"])).mean() < 0.5)
""",
    },
}
