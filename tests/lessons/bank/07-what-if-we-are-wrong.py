"""Right and wrong answers to the exercises of lesson 07."""

RIGHT = {
    "order-swings": [
        """
def order_swings(rows):
    table = pd.DataFrame(rows, columns=["name", "low", "high"])
    table["swing"] = (table["high"] - table["low"]).abs()
    return table.sort_values("swing", ascending=False)["name"].to_list()
""",
        """
def order_swings(rows):
    left = list(rows)
    names = []
    while left:
        best = left[0]
        for row in left:
            if abs(row[1] - row[2]) > abs(best[1] - best[2]):
                best = row
        names.append(best[0])
        left.remove(best)
    return names
""",
    ],
    "share-above": [
        """
def share_above(values, level):
    count = 0
    for value in values:
        if value > level:
            count = count + 1
    share = count / len(values)
    return share, (share * (1 - share) / len(values)) ** 0.5
""",
        """
def share_above(values, level):
    above = pd.Series(list(values)) > level
    share = above.mean()
    return [share, np.sqrt((share - share**2) / above.size)]
""",
    ],
    "meaning": ['meaning = "b"\nmeaning_reason = 2', 'meaning_reason = 1 + 1\nmeaning = "abcd"[1]'],
    "classify": [
        """
def classify(first, total):
    if total >= 0.05:
        if 2 * first >= total:
            return "alone"
        return "in company"
    return "idle"
""",
        """
def classify(first, total):
    word = "in company"
    if first / max(total, 1e-12) >= 0.5:
        word = "alone"
    if not total >= 0.05:
        word = "idle"
    return word
""",
    ],
    "backfire-share": [
        """
def backfire_share(assumptions):
    count = 0
    dials = np.linspace(0, 1, 21)
    for pressure in dials:
        count = count + (solve(pressure, dials, assumptions).backfire > 1e-9).sum()
    return count / 21**2

thesis_is_input = True
""",
        """
def backfire_share(assumptions):
    dials = np.arange(21) / 20
    b1 = solve(dials[:, None], dials[None, :], assumptions).backfire
    return np.sum(b1 > 1e-9) / b1.size

thesis_is_input = bool(backfire_share(Assumptions().replace(yielding_cost=0, threat_pull=0)) < 1e-12)
""",
    ],
    "mechanism": [
        """
need_only = solve(PRESSURE, CAPACITY, Assumptions().replace(munitions_need=1.4)).open_supply
floor_only = solve(PRESSURE, CAPACITY, Assumptions().replace(harm_floor=0.6)).open_supply
mechanism = "b"
""",
        """
floor_only = round(float(solve(0.6, 0.35, Assumptions(harm_floor=0.6)).open_supply), 3)
need_only = round(float(solve(0.6, 0.35, Assumptions(munitions_need=1.4)).open_supply), 3)
mechanism = "abcd"[1]
""",
    ],
    "worst-regrets": [
        """
def worst_regrets(payoffs):
    table = pd.DataFrame(payoffs)
    return table.rsub(table.max(axis=1), axis=0).max().to_numpy()
""",
        """
def worst_regrets(payoffs):
    worst = [0.0] * len(payoffs[0])
    for world in payoffs:
        best = max(world)
        for i, value in enumerate(world):
            worst[i] = max(worst[i], best - value)
    return np.array(worst)
""",
    ],
}

WRONG = {
    "order-swings": {
        "counts a fall as less than a rise": """
def order_swings(rows):
    return [row[0] for row in sorted(rows, key=lambda row: row[2] - row[1], reverse=True)]
""",
        "smallest first": """
def order_swings(rows):
    return [row[0] for row in sorted(rows, key=lambda row: abs(row[2] - row[1]))]
""",
        "orders by the outcome at the high end": """
def order_swings(rows):
    return [row[0] for row in sorted(rows, key=lambda row: row[2], reverse=True)]
""",
        "hard-codes the visible case": """
def order_swings(rows):
    return ["b", "c", "a"]
""",
    },
    "share-above": {
        "standard deviation, not standard error": """
def share_above(values, level):
    share = (np.array(values) > level).mean()
    return float(share), float(np.sqrt(share * (1 - share)))
""",
        "counts what equals the level": """
def share_above(values, level):
    share = (np.array(values) >= level).mean()
    return float(share), float(np.sqrt(share * (1 - share) / len(values)))
""",
        "forgets the root": """
def share_above(values, level):
    share = (np.array(values) > level).mean()
    return float(share), float(share * (1 - share) / len(values))
""",
        "root of n minus one of the wrong sample": """
def share_above(values, level):
    values = np.array(values)
    share = (values > level).mean()
    return float(share), float(values.std() / np.sqrt(len(values)))
""",
    },
    "meaning": {
        "takes draws for the world": 'meaning = "a"\nmeaning_reason = 3',
        "believes in more draws": 'meaning = "d"\nmeaning_reason = 1',
        "right statement, wrong reason": 'meaning = "b"\nmeaning_reason = 1',
    },
    "classify": {
        "compares with half of one": """
def classify(first, total):
    if total < 0.05:
        return "idle"
    return "alone" if first >= 0.5 else "in company"
""",
        "takes the first-order index for idle": """
def classify(first, total):
    if first < 0.05:
        return "idle"
    return "alone" if first >= total / 2 else "in company"
""",
        "more than half, not at least": """
def classify(first, total):
    if total < 0.05:
        return "idle"
    return "alone" if first > total / 2 else "in company"
""",
        "0.05 itself is idle": """
def classify(first, total):
    if total <= 0.05:
        return "idle"
    return "alone" if first >= total / 2 else "in company"
""",
    },
    "backfire-share": {
        "ignores the assumptions": """
def backfire_share(assumptions):
    pressure, capacity = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    return float((solve(pressure, capacity, Assumptions()).backfire > 1e-9).mean())

thesis_is_input = True
""",
        "one for each place": """
def backfire_share(assumptions):
    pressure, capacity = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    return solve(pressure, capacity, assumptions).backfire > 1e-9

thesis_is_input = True
""",
        "counts open backfire": """
def backfire_share(assumptions):
    pressure, capacity = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    return float((solve(pressure, capacity, assumptions).open_backfire > 1e-9).mean())

thesis_is_input = True
""",
        "means the size and not the share": """
def backfire_share(assumptions):
    pressure, capacity = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    return float(abs(solve(pressure, capacity, assumptions).backfire).mean())

thesis_is_input = True
""",
        "right share, no conclusion": """
def backfire_share(assumptions):
    pressure, capacity = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    return float((solve(pressure, capacity, assumptions).backfire > 1e-9).mean())

thesis_is_input = False
""",
    },
    "mechanism": {
        "swaps the two": """
need_only = float(solve(PRESSURE, CAPACITY, Assumptions(harm_floor=0.6)).open_supply)
floor_only = float(solve(PRESSURE, CAPACITY, Assumptions(munitions_need=1.4)).open_supply)
mechanism = "b"
""",
        "changes both at once": """
need_only = float(solve(PRESSURE, CAPACITY, Assumptions(munitions_need=1.4, harm_floor=0.6)).open_supply)
floor_only = float(solve(PRESSURE, CAPACITY, Assumptions(munitions_need=1.4, harm_floor=0.6)).open_supply)
mechanism = "a"
""",
        "aid of any form": """
need_only = float(solve(PRESSURE, CAPACITY, Assumptions(munitions_need=1.4)).supply)
floor_only = float(solve(PRESSURE, CAPACITY, Assumptions(harm_floor=0.6)).supply)
mechanism = "b"
""",
        "right numbers, wrong reading": """
need_only = float(solve(PRESSURE, CAPACITY, Assumptions(munitions_need=1.4)).open_supply)
floor_only = float(solve(PRESSURE, CAPACITY, Assumptions(harm_floor=0.6)).open_supply)
mechanism = "c"
""",
    },
    "worst-regrets": {
        "worst payoff, not worst regret": """
def worst_regrets(payoffs):
    payoffs = np.array(payoffs, dtype=float)
    return payoffs.max() - payoffs.min(axis=0)
""",
        "right in the example, and no rows elsewhere": """
def worst_regrets(payoffs):
    shape = np.shape(payoffs)
    return np.array([4.0, 1.0, 4.0]) if shape == (2, 3) else np.zeros((0, shape[1]))
""",
        "mean regret": """
def worst_regrets(payoffs):
    payoffs = np.array(payoffs, dtype=float)
    return (payoffs.max(axis=1, keepdims=True) - payoffs).mean(axis=0)
""",
        "best of each column, not of each row": """
def worst_regrets(payoffs):
    payoffs = np.array(payoffs, dtype=float)
    return (payoffs.max(axis=0, keepdims=True) - payoffs).max(axis=0)
""",
        "hard-codes the visible case": """
def worst_regrets(payoffs):
    return np.array([4.0, 1.0, 4.0])
""",
    },
}
