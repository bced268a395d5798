"""Right and wrong answers to the exercises of lesson 04."""

RIGHT = {
    "order-of-dates": [
        """
def order(earliest, latest, day):
    if earliest <= day <= latest:
        return "unclear"
    return "before" if latest < day else "after"

early = ["d", "c"]
late = ["d", "b", "a"]
""",
        """
def order(earliest, latest, day):
    sure = {(True, False): "before", (False, True): "after"}
    return sure.get((latest < day, earliest > day), "unclear")

early = list("cd")
late = list("abd")
""",
    ],
    "silence": [
        """
def silence(done, known_to, told):
    most = (told - done).days
    if known_to == "day":
        return most, most
    return most - done.days_in_month + 1, most

needs_consent = ["e", "c", "a"]
""",
        """
def silence(done, known_to, told):
    ends = [done]
    if known_to == "month":
        ends.append(done + pd.offsets.MonthEnd(0))
    days = [(told - end).days for end in ends]
    return [min(days), max(days)]

needs_consent = list("ace")
""",
    ],
    "count-between": [
        """
def count_between(table, kind, start, end):
    count = 0
    for one_kind, date in zip(table["kind"], table["date"]):
        if one_kind == kind and pd.Timestamp(start) <= date <= pd.Timestamp(end):
            count = count + 1
    return count
""",
        """
def count_between(table, kind, start, end):
    return int((table["date"].between(start, end) & (table["kind"] == kind)).sum())
""",
    ],
    "fears": [
        """
fears = {"a": "abandonment", "b": "entrapment", "c": "entrapment", "d": "abandonment"}
""",
        """
fears = dict.fromkeys("ad", "abandonment")
fears["b"] = "entrapment"
fears["c"] = fears["b"]
""",
    ],
    "months-of-use": [
        """
def months_of_use(stock, use):
    small, large = stock
    slow, fast = use
    return [small / fast, large / slow]
""",
        """
def months_of_use(stock, use):
    answers = []
    for shells_there in stock:
        for a_month in use:
            answers.append(shells_there / a_month)
    return min(answers), max(answers)
""",
    ],
    "step": [
        """
def step(stock, made, wanted, floor):
    free = stock + made - floor
    if free < 0:
        free = 0
    sent = wanted
    if free < wanted:
        sent = free
    return stock + made - sent, sent
""",
        """
def step(stock, made, wanted, floor):
    sent = max(0, min(wanted, stock + made - floor))
    return [stock + made - sent, sent]
""",
    ],
    "first-short-month": [
        """
def first_short_month(start, made, wanted, floor, months):
    short = []
    stock = start
    for turn in range(months):
        sent = max(0, min(wanted, stock + made - floor))
        if sent < wanted:
            short.append(turn + 1)
        stock = stock + made - sent
    if len(short) == 0:
        return 0
    return short[0]
""",
        """
def first_short_month(start, made, wanted, floor, months):
    month = 1
    while month <= months:
        if start + month * made - floor < month * wanted:
            return month
        month = month + 1
    return 0
""",
    ],
    "three-rules": [
        """
def three_rules(stock, made, wanted, floor, loan):
    def sent(pool):
        return max(0, min(wanted, pool - floor))
    small, large = stock + made, stock + made + loan
    return [0, sent(large) / large, (sent(large) - sent(small)) / loan]
""",
        """
def three_rules(stock, made, wanted, floor, loan):
    without = min(max(stock + made - floor, 0), wanted)
    with_loan = min(max(stock + made + loan - floor, 0), wanted)
    mixing = with_loan / (stock + loan + made)
    return 0.0, mixing, with_loan / loan - without / loan
""",
    ],
    "extra-by-month": [
        """
def extra_by_month(start, made, wanted, floor, incoming):
    more = run_ledger(start, made, wanted, floor, incoming)["sent"].cumsum()
    less = run_ledger(start, made, wanted, floor, [0] * len(incoming))["sent"].cumsum()
    return list(more - less)
""",
        """
def extra_by_month(start, made, wanted, floor, incoming):
    first = list(run_ledger(start, made, wanted, floor, incoming)["sent"])
    second = list(run_ledger(start, made, wanted, floor, [0] * len(incoming))["sent"])
    answer = []
    for month in range(1, len(incoming) + 1):
        answer.append(sum(first[:month]) - sum(second[:month]))
    return answer
""",
    ],
    "lend-or-give": [
        """
lend_answer = 2
lend_reason = "a"
""",
        """
lend_reason = "abc"[0]
lend_answer = 1 + 1
""",
    ],
    "aid-reading": [
        "aid_reading = 2",
        "aid_reading = 1 + 1",
    ],
}

WRONG = {
    "order-of-dates": {
        "looks at the first day alone": """
def order(earliest, latest, day):
    return "before" if earliest < day else "after"

early = ["c", "d"]
late = ["a", "b", "d"]
""",
        "takes the day itself for before": """
def order(earliest, latest, day):
    if latest <= day:
        return "before"
    if earliest > day:
        return "after"
    return "unclear"

early = ["c", "d"]
late = ["a", "b", "d"]
""",
        "takes the day itself for after": """
def order(earliest, latest, day):
    if latest < day:
        return "before"
    if earliest >= day:
        return "after"
    return "unclear"

early = ["c", "d"]
late = ["a", "b", "d"]
""",
        "lets what came later be a cause": """
def order(earliest, latest, day):
    if latest < day:
        return "before"
    return "after" if earliest > day else "unclear"

early = ["a", "c", "d"]
late = ["a", "b", "d"]
""",
        "forgets that nothing was stopped": """
def order(earliest, latest, day):
    if latest < day:
        return "before"
    return "after" if earliest > day else "unclear"

early = ["c"]
late = ["a", "b"]
""",
        "takes the summit for the cause": """
def order(earliest, latest, day):
    if latest < day:
        return "before"
    return "after" if earliest > day else "unclear"

early = ["c", "d"]
late = ["b", "d"]
""",
    },
    "silence": {
        "takes the first day for sure": """
def silence(done, known_to, told):
    return (told - done).days, (told - done).days

needs_consent = ["a", "c", "e"]
""",
        "takes every month for thirty days": """
def silence(done, known_to, told):
    most = (told - done).days
    return (most - 30 if known_to == "month" else most), most

needs_consent = ["a", "c", "e"]
""",
        "most before fewest": """
def silence(done, known_to, told):
    last = done + pd.offsets.MonthEnd(0) if known_to == "month" else done
    return (told - done).days, (told - last).days

needs_consent = ["a", "c", "e"]
""",
        "asks consent for the refill": """
def silence(done, known_to, told):
    last = done + pd.offsets.MonthEnd(0) if known_to == "month" else done
    return (told - last).days, (told - done).days

needs_consent = ["a", "b", "c", "e"]
""",
        "forgets the chassis": """
def silence(done, known_to, told):
    last = done + pd.offsets.MonthEnd(0) if known_to == "month" else done
    return (told - last).days, (told - done).days

needs_consent = ["c", "e"]
""",
    },
    "count-between": {
        "last-day-lost": """
def count_between(table, kind, start, end):
    return len(table[(table["kind"] == kind) & (table["date"] >= start) & (table["date"] < end)])
""",
        "first-day-lost": """
def count_between(table, kind, start, end):
    return len(table[(table["kind"] == kind) & (table["date"] > start) & (table["date"] <= end)])
""",
        "kind-fixed": """
def count_between(table, kind, start, end):
    return len(table[(table["kind"] == "pressure") & (table["date"] >= start) & (table["date"] <= end)])
""",
        "no-start": """
def count_between(table, kind, start, end):
    return len(table[(table["kind"] == kind) & (table["date"] <= end)])
""",
        "no-end": """
def count_between(table, kind, start, end):
    if start < "2022-01-01":
        return 0
    return len(table[(table["kind"] == kind) & (table["date"] >= start)])
""",
    },
    "fears": {
        "clause-as-abandonment": """
fears = {"a": "abandonment", "b": "entrapment", "c": "abandonment", "d": "abandonment"}
""",
        "all-turned-round": """
fears = {"a": "entrapment", "b": "abandonment", "c": "abandonment", "d": "entrapment"}
""",
        "all-the-same": """
fears = {"a": "entrapment", "b": "entrapment", "c": "entrapment", "d": "entrapment"}
""",
    },
    "months-of-use": {
        "low-over-low": """
def months_of_use(stock, use):
    answers = sorted([stock[0] / use[0], stock[1] / use[1]])
    return answers[0], answers[1]
""",
        "only-the-stock-varies": """
def months_of_use(stock, use):
    middle = (use[0] + use[1]) / 2
    return stock[0] / middle, stock[1] / middle
""",
        "use-over-stock": """
def months_of_use(stock, use):
    return use[0] / stock[1], use[1] / stock[0]
""",
        "visible-case-only": """
def months_of_use(stock, use):
    return (2, 8) if stock == (200, 400) else (3, 3)
""",
    },
    "step": {
        "new-shells-wait": """
def step(stock, made, wanted, floor):
    sent = min(wanted, max(0, stock - floor))
    return stock + made - sent, sent
""",
        "no-floor": """
def step(stock, made, wanted, floor):
    sent = min(wanted, stock + made) if stock + made > floor else 0
    return stock + made - sent, sent
""",
        "sends-all-above-the-floor": """
def step(stock, made, wanted, floor):
    sent = max(0, stock + made - floor)
    return stock + made - sent, sent
""",
        "sends-below-zero": """
def step(stock, made, wanted, floor):
    sent = min(wanted, stock + made - floor)
    return stock + made - sent, sent
""",
        "visible-case-only": """
def step(stock, made, wanted, floor):
    return (220, 110) if stock == 300 else (stock + made, 0)
""",
    },
    "first-short-month": {
        "months-from-zero": """
def first_short_month(start, made, wanted, floor, months):
    stock = start
    for month in range(months):
        sent = min(wanted, max(0, stock + made - floor))
        if sent < wanted:
            return month
        stock = stock + made - sent
    return 0
""",
        "last-full-month": """
def first_short_month(start, made, wanted, floor, months):
    stock = start
    for month in range(1, months + 1):
        sent = min(wanted, max(0, stock + made - floor))
        if sent < wanted:
            return month - 1
        stock = stock + made - sent
    return 0
""",
        "no-new-shells": """
def first_short_month(start, made, wanted, floor, months):
    if made >= wanted:
        return 0
    stock = start
    for month in range(1, months + 1):
        if stock - floor < wanted:
            return month
        stock = stock - wanted
    return 0
""",
        "one-month-too-few": """
def first_short_month(start, made, wanted, floor, months):
    stock = start
    for month in range(1, months):
        sent = min(wanted, max(0, stock + made - floor))
        if sent < wanted:
            return month + 1
        stock = stock + made - sent
    return 0
""",
    },
    "three-rules": {
        "difference-over-pool": """
def three_rules(stock, made, wanted, floor, loan):
    a = min(wanted, max(0, stock + made - floor))
    pool = stock + made + loan
    b = min(wanted, max(0, pool - floor))
    return 0, b / pool, (b - a) / pool
""",
        "visible-case-only": """
def three_rules(stock, made, wanted, floor, loan):
    return (0, 110 / 730, 80 / 500) if stock == 200 else (0, 0.1, 0)
""",
        "loan-not-poured-in": """
def three_rules(stock, made, wanted, floor, loan):
    a = min(wanted, max(0, stock + made - floor))
    pool = stock + made + loan
    b = min(wanted, max(0, pool - floor))
    return 0, min(1, b / (stock + made)), (b - a) / loan
""",
        "all-that-is-sent": """
def three_rules(stock, made, wanted, floor, loan):
    pool = stock + made + loan
    b = min(wanted, max(0, pool - floor))
    a = b if stock + made - floor > wanted else 0
    return 0, b / pool, (b - a) / loan
""",
        "floor-forgotten": """
def three_rules(stock, made, wanted, floor, loan):
    a = min(wanted, stock + made)
    pool = stock + made + loan
    b = min(wanted, pool)
    return 0, b / pool, (b - a) / loan
""",
    },
    "extra-by-month": {
        "a-column-for-a-list": """
def extra_by_month(start, made, wanted, floor, incoming):
    more = run_ledger(start, made, wanted, floor, incoming)["sent"].cumsum()
    less = run_ledger(start, made, wanted, floor, [0] * len(incoming))["sent"].cumsum()
    return more - less
""",
        "not-added-up": """
def extra_by_month(start, made, wanted, floor, incoming):
    more = run_ledger(start, made, wanted, floor, incoming)["sent"]
    less = run_ledger(start, made, wanted, floor, [0] * len(incoming))["sent"]
    return list(more - less)
""",
        "stock-for-sent": """
def extra_by_month(start, made, wanted, floor, incoming):
    more = run_ledger(start, made, wanted, floor, incoming)["stock"]
    less = run_ledger(start, made, wanted, floor, [0] * len(incoming))["stock"]
    return list(more - less)
""",
        "all-that-is-sent": """
def extra_by_month(start, made, wanted, floor, incoming):
    return list(run_ledger(start, made, wanted, floor, incoming)["sent"].cumsum())
""",
        "turned-round": """
def extra_by_month(start, made, wanted, floor, incoming):
    more = run_ledger(start, made, wanted, floor, incoming)["sent"].cumsum()
    less = run_ledger(start, made, wanted, floor, [0] * len(incoming))["sent"].cumsum()
    return list(less - more)
""",
        "never-below-zero": """
def extra_by_month(start, made, wanted, floor, incoming):
    more = run_ledger(start, made, wanted, floor, incoming)["sent"]
    less = run_ledger(start, made, wanted, floor, [0] * len(incoming))["sent"]
    total = 0
    answer = []
    for a, b in zip(more, less):
        total = total + max(0, a - b)
        answer.append(total)
    return answer
""",
    },
    "lend-or-give": {
        "always-less": """
lend_answer = 1
lend_reason = "b"
""",
        "never-helps": """
lend_answer = 3
lend_reason = "c"
""",
        "right-for-the-wrong-reason": """
lend_answer = 2
lend_reason = "c"
""",
    },
    "aid-reading": {
        "table-is-wrong": "aid_reading = 1",
        "nothing-sent": "aid_reading = 3",
        "worthless": "aid_reading = 4",
    },
}
