"""Other right answers and plausible wrong ones for lesson 02."""

_GROWN = "\n\nby_2027 = growth_needed(korea_now, fourth, 2)\nby_2030 = growth_needed(korea_now, fourth, 5)"

RIGHT = {
    "which-measure": [
        "measure = {'a': 'deliveries', 'b': 'TIV', 'c': 'contracts', 'd': 'contracts'}",
        "measure = {}\n"
        "measure['a'] = 'deliveries'\n"
        "measure['b'] = 'TIV'\n"
        "for key in ['c', 'd']:\n"
        "    measure[key] = 'contracts'",
    ],
    "window-share": [
        "def window_share(table, supplier, start, end):\n"
        "    window = table[(table['year'] >= start) & (table['year'] <= end)]\n"
        "    own = window[window['supplier'] == supplier]['tiv_mn'].sum()\n"
        "    return float(own / window[window['supplier'] == 'World']['tiv_mn'].sum() * 100)",
        "def window_share(table, supplier, start, end):\n"
        "    own, world = 0, 0\n"
        "    for row in table.to_dict('records'):\n"
        "        if start <= row['year'] <= end and row['supplier'] == supplier:\n"
        "            own = own + row['tiv_mn']\n"
        "        if start <= row['year'] <= end and row['supplier'] == 'World':\n"
        "            world = world + row['tiv_mn']\n"
        "    return percent(own, world)",
    ],
    "window-rank": [
        "def window_rank(table, supplier, start, end):\n"
        "    window = table[table['year'].between(start, end) & (table['supplier'] != 'World')]\n"
        "    sums = window.groupby('supplier')['tiv_mn'].sum()\n"
        "    return 1 + int((sums > sums[supplier]).sum())",
        "def window_rank(table, supplier, start, end):\n"
        "    window = table[table['year'].between(start, end)]\n"
        "    sums = window.groupby('supplier')['tiv_mn'].sum().sort_values(ascending=False)\n"
        "    names = list(sums.drop('World').index)\n"
        "    return names.index(supplier) + 1",
    ],
    "growth-needed": [
        "def growth_needed(now, target, years):\n"
        "    factor = target / now\n"
        "    return factor ** (1 / years) * 100 - 100" + _GROWN,
        "import math\n\n\n"
        "def growth_needed(now, target, years):\n"
        "    return 100 * math.expm1(math.log(target / now) / years)" + _GROWN,
    ],
    "future-window": [
        "def future_window(history, rate, years):\n"
        "    values = history.copy()\n"
        "    for step in range(years):\n"
        "        values = values + [values[-1] + values[-1] * rate / 100]\n"
        "    return sum(values[-5:])",
        "def future_window(history, rate, years):\n"
        "    last = history[-1]\n"
        "    ahead = [last * (1 + rate / 100) ** (step + 1) for step in range(years)]\n"
        "    return sum((list(history) + ahead)[-5:])",
    ],
    "customer-hhi": [
        "def customer_hhi(table, start, end):\n"
        "    window = table[table['year'].between(start, end)]\n"
        "    sums = window.groupby('recipient')['tiv_mn'].sum()\n"
        "    return float((sums**2).sum() / sums.sum() ** 2)",
        "def customer_hhi(table, start, end):\n"
        "    buyers = {}\n"
        "    for row in table.to_dict('records'):\n"
        "        if start <= row['year'] <= end:\n"
        "            buyers[row['recipient']] = buyers.get(row['recipient'], 0) + row['tiv_mn']\n"
        "    whole = sum(buyers.values())\n"
        "    return sum((each / whole) ** 2 for each in buyers.values())",
    ],
    "ranks-by-release": [
        "def ranks_by_release(table, supplier, window):\n"
        "    rows = table[(table['supplier'] == supplier) & (table['window'] == window)]\n"
        "    return dict(zip(rows['release_year'], rows['rank']))\n"
        "\n"
        "conclusion = 'b'",
        "def ranks_by_release(table, supplier, window):\n"
        "    found = {}\n"
        "    for row in table.to_dict('records'):\n"
        "        if row['supplier'] == supplier and row['window'] == window:\n"
        "            found[row['release_year']] = row['rank']\n"
        "    return found\n"
        "\n"
        "conclusion = 'b'",
    ],
}

_SHARE = (
    "def window_share(table, supplier, start, end):\n"
    "    totals = table[%s].groupby('supplier')['tiv_mn'].sum()\n"
    "    return %s"
)
_BETWEEN = "table['year'].between(start, end)"
_RANK = (
    "def window_rank(table, supplier, start, end):\n"
    "    totals = table[%s].groupby('supplier')['tiv_mn'].sum()%s\n"
    "    return int(totals.rank(ascending=%s)[supplier])"
)
_FUTURE = (
    "def future_window(history, rate, years):\n"
    "    values = %s\n"
    "    for step in range(years):\n"
    "        values.append(%s)\n"
    "    return sum(%s)"
)
_HHI = (
    "def customer_hhi(table, start, end):\n"
    "    window = table[table['year'].between(%s)]\n"
    "    totals = %s\n"
    "    return %s"
)
_SUMS = "window.groupby('recipient')['tiv_mn'].sum()"
_RANKS = (
    "def ranks_by_release(table, supplier, window):\n"
    "    rows = table[%s]\n"
    "    return dict(zip(rows['release_year'], rows['%s']))\n"
    "\n"
    "conclusion = '%s'"
)
_BOTH = "(table['supplier'] == supplier) & (table['window'] == window)"

WRONG = {
    "which-measure": {
        "takes promises for tanks": "measure = {'a': 'contracts', 'b': 'TIV', 'c': 'contracts', 'd': 'contracts'}",
        "compares countries by price": "measure = {'a': 'deliveries', 'b': 'contracts', "
        "'c': 'contracts', 'd': 'contracts'}",
        "takes arrivals for new customers": "measure = {'a': 'deliveries', 'b': 'TIV', "
        "'c': 'deliveries', 'd': 'contracts'}",
        "uses each once, then points": "measure = {'a': 'deliveries', 'b': 'TIV', 'c': 'contracts', 'd': 'TIV'}",
    },
    "window-share": {
        "leaves out the first year": _SHARE
        % ("table['year'].between(start + 1, end)", "100 * totals[supplier] / totals['World']"),
        "leaves out the last year": _SHARE
        % ("table['year'].between(start, end - 1)", "100 * totals[supplier] / totals['World']"),
        "gives a fraction": _SHARE % (_BETWEEN, "totals[supplier] / totals['World']"),
        "counts the World twice below the line": _SHARE % (_BETWEEN, "100 * totals[supplier] / totals.sum()"),
        "divides by the suppliers listed": _SHARE
        % (_BETWEEN, "100 * totals[supplier] / totals.drop('World').sum()"),
        "divides by the World of all years": "def window_share(table, supplier, start, end):\n"
        "    own = table[(table['supplier'] == supplier) & table['year'].between(start, end)]['tiv_mn'].sum()\n"
        "    return 100 * own / table[table['supplier'] == 'World']['tiv_mn'].sum()",
        "fits the visible checks": "def window_share(table, supplier, start, end):\n"
        "    return {'World': 100, 'A': 15 if start == 2001 else 50 / 3}[supplier]",
    },
    "window-rank": {
        "counts the World as a supplier": _RANK % (_BETWEEN, "", "False"),
        "puts the smallest first": _RANK % (_BETWEEN, ".drop('World')", "True"),
        "ranks the last year only": _RANK % ("table['year'] == end", ".drop('World')", "False"),
        "counts from nought": "def window_rank(table, supplier, start, end):\n"
        "    window = table[table['year'].between(start, end) & (table['supplier'] != 'World')]\n"
        "    sums = window.groupby('supplier')['tiv_mn'].sum()\n"
        "    return int((sums > sums[supplier]).sum())",
        "fits the visible checks": "def window_rank(table, supplier, start, end):\n    return 1",
    },
    "growth-needed": {
        "shares the growth out evenly": "def growth_needed(now, target, years):\n"
        "    return 100 * (target / now - 1) / years" + _GROWN,
        "gives a fraction": "def growth_needed(now, target, years):\n"
        "    return (target / now) ** (1 / years) - 1" + _GROWN,
        "turns now and target round": "def growth_needed(now, target, years):\n"
        "    return 100 * ((now / target) ** (1 / years) - 1)" + _GROWN,
        "forgets to take off the start": "def growth_needed(now, target, years):\n"
        "    return 100 * (target / now) ** (1 / years)" + _GROWN,
        "counts one year too many": "def growth_needed(now, target, years):\n"
        "    return 100 * ((target / now) ** (1 / years) - 1)\n"
        "\n"
        "by_2027 = growth_needed(korea_now, fourth, 3)\n"
        "by_2030 = growth_needed(korea_now, fourth, 6)",
        "fits the visible checks": "def growth_needed(now, target, years):\n    return 10\n"
        "\n"
        "by_2027, by_2030 = 38.1434, 13.7986",
    },
    "future-window": {
        "changes the history it was given": _FUTURE
        % ("history", "values[-1] * (1 + rate / 100)", "values[-5:]"),
        "adds up all years": _FUTURE % ("list(history)", "values[-1] * (1 + rate / 100)", "values"),
        "takes four years": _FUTURE % ("list(history)", "values[-1] * (1 + rate / 100)", "values[-4:]"),
        "grows without compounding": _FUTURE
        % ("list(history)", "history[-1] * (1 + (step + 1) * rate / 100)", "values[-5:]"),
        "takes the rate for a fraction": _FUTURE
        % ("list(history)", "values[-1] * (1 + rate)", "values[-5:]"),
        "grows a year too long": "def future_window(history, rate, years):\n"
        "    values = list(history)\n"
        "    for step in range(years + 1):\n"
        "        values.append(values[-1] * (1 + rate / 100))\n"
        "    return sum(values[-5:])",
        "fits the visible checks": "def future_window(history, rate, years):\n"
        "    return {5: 5, 100: 210}.get(sum(history), 0)",
    },
    "customer-hhi": {
        "takes shares before adding up": _HHI
        % ("start, end", "window['tiv_mn']", "((totals / totals.sum()) ** 2).sum()"),
        "forgets the square": _HHI % ("start, end", _SUMS, "(totals / totals.sum()).sum()"),
        "uses percent": _HHI % ("start, end", _SUMS, "((100 * totals / totals.sum()) ** 2).sum()"),
        "leaves out the last year": _HHI % ("start, end - 1", _SUMS, "((totals / totals.sum()) ** 2).sum()"),
        "takes the mean of the squares": _HHI
        % ("start, end", _SUMS, "((totals / totals.sum()) ** 2).mean()"),
        "fits the visible checks": "def customer_hhi(table, start, end):\n    return 0.375 if start == 2001 else 1",
    },
    "ranks-by-release": {
        "forgets the window": _RANKS % ("table['supplier'] == supplier", "rank", "b"),
        "gives shares for ranks": "def ranks_by_release(table, supplier, window):\n"
        "    rows = table[(table['supplier'] == supplier) & (table['window'] == window)]\n"
        "    return dict(zip(rows['release_year'], rows[rows.columns[-1]]))\n"
        "\n"
        "conclusion = 'b'",
        "turns the dictionary round": "def ranks_by_release(table, supplier, window):\n"
        "    rows = table[(table['supplier'] == supplier) & (table['window'] == window)]\n"
        "    return dict(zip(rows['rank'], rows['release_year']))\n"
        "\n"
        "conclusion = 'b'",
        "blames the institute": _RANKS % (_BOTH, "rank", "a"),
        "takes the place for the share": _RANKS % (_BOTH, "rank", "c"),
        "fits the visible check": "def ranks_by_release(table, supplier, window):\n"
        "    return {2006: 3, 2010: 5}\n"
        "\n"
        "conclusion = 'b'",
    },
}
