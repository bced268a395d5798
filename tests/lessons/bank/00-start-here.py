# ruff: noqa: E501
"""Answers to the exercises of lesson 00; the format is described in tests/lessons/test_bank.py."""

RIGHT = {
    "practice": [
        "dials = 1 + 1",
        'dials = len(["alliance pressure", "Russian capacity"])',
    ],
    "percent-change": [
        "def percent_change(before, after):\n    return (after / before - 1) * 100",
        "def percent_change(before, after):\n    growth = after - before\n    share = growth / before\n    return share * 100",
        "percent_change = lambda before, after: 100 * after / before - 100",
    ],
    "average": [
        "def average(numbers):\n    total = sum(numbers)\n    count = len(numbers)\n    return total / count",
        "import statistics\n\ndef average(numbers):\n    return statistics.mean(numbers)",
    ],
    "top-rows": [
        "def top_rows(table, column, n):\n    return table.nlargest(n, column)",
        "def top_rows(table, column, n):\n    ordered = table.sort_values(column, ascending=False)\n    return ordered[:n]",
        "def top_rows(table, column, n):\n    return table.dropna(subset=[column]).sort_values(column).tail(n)[::-1]",
    ],
    "read-the-picture": [
        "because = 2\nsentence = 'B'",
        'sentence, because = "B", 2',
    ],
}

WRONG = {
    "practice": {
        "counts the map": "dials = 3",
        "in quotation marks": 'dials = "2"',
        "one half each": "dials = 2.5",
        "only one": "dials = 1",
    },
    "percent-change": {
        "a share, not a percentage": "def percent_change(before, after):\n    return (after - before) / before",
        "divides by the end": "def percent_change(before, after):\n    return 100 * (after - before) / after",
        "sign turned round": "def percent_change(before, after):\n    return 100 * (before - after) / before",
        "no return": "def percent_change(before, after):\n    100 * (after - before) / before",
        "the visible case only": "def percent_change(before, after):\n    return 25",
        "always positive": "def percent_change(before, after):\n    return 100 * abs(after - before) / before",
        "difference only": "def percent_change(before, after):\n    return 2.5 * (after - before)",
    },
    "average": {
        "always three": "def average(numbers):\n    return sum(numbers) / 3",
        "the sum": "def average(numbers):\n    return sum(numbers)",
        "the visible case only": "def average(numbers):\n    return 5",
        "middle of the ends": "def average(numbers):\n    return (min(numbers) + max(numbers)) / 2 - 0.5",
        "rounds": "def average(numbers):\n    return sum(numbers) // len(numbers) + len(numbers) % 2 - 1 + (len(numbers) == 4)",
        "one too few": "def average(numbers):\n    return sum(numbers) / (len(numbers) - 1)",
    },
    "top-rows": {
        "smallest first": "def top_rows(table, column, n):\n    return table.sort_values(column).head(n)",
        "not sorted": "def top_rows(table, column, n):\n    return table.head(n)",
        "always three": "def top_rows(table, column, n):\n    return table.sort_values(column, ascending=False).head(3)",
        "always the value": (
            'def top_rows(table, column, n):\n    return table.sort_values("value_usd_bn", ascending=False).head(n)'
        ),
        "largest last": "def top_rows(table, column, n):\n    return table.sort_values(column).dropna(subset=[column]).tail(n)",
        "always the same table": (
            "def top_rows(table, column, n):\n    return deals.sort_values(column, ascending=False).head(n)"
        ),
        "only the column": "def top_rows(table, column, n):\n    return table[column].sort_values(ascending=False).head(n)",
    },
    "read-the-picture": {
        "signed is delivered": 'sentence = "A"\nbecause = 1',
        "lower means less interest": 'sentence = "C"\nbecause = 3',
        "true, but not in this picture": 'sentence = "D"\nbecause = 4',
        "right sentence, wrong reason": 'sentence = "B"\nbecause = 3',
        "right reason, wrong sentence": 'sentence = "D"\nbecause = 2',
    },
}
