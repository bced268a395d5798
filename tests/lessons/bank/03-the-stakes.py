"""Other right answers and plausible wrong ones for lesson 03."""

_SIDES = (
    "\n\nbefore = share_of_trade(russia['2021'], amount['all-exports-2021'], amount['all-imports-2021'])"
    "\nafter = share_of_trade(russia['2024-russia'], amount['all-exports-2024'], amount['all-imports-2024'])"
)
_PAIR = "\n\nthaad_pair = loss_against(thaad, russia['2021'])\nyardstick = 'b'"

RIGHT = {
    "clear-lead": [
        """
def clear_lead(a, b, n):
    lead = (a - b) / 100
    error = (((a + b) / 100 - lead * lead) / n) ** 0.5
    return bool(lead / error > 1.96) if error > 0 else False

help_reading = "b"
""",
        """
def clear_lead(a, b, n):
    gap = a - b
    if gap <= 0:
        return False
    return gap > 196 * (((a + b) / 100 - (gap / 100) ** 2) / n) ** 0.5

help_reading = "b"
""",
    ],
    "share-of-trade": [
        "def share_of_trade(part, exports, imports):\n"
        "    everything = exports + imports\n"
        "    return part / everything * 100" + _SIDES,
        "def share_of_trade(part, exports, imports):\n"
        "    return percent_of(part, sum([exports, imports]))\n"
        "\n\n"
        "def percent_of(part, whole):\n"
        "    return 100 * (part / whole)\n"
        "\n"
        "before = share_of_trade(27.34, 644.44, 615.04)\n"
        "after = share_of_trade(11, 683.76, 631.99)",
    ],
    "index-numbers": [
        "def index_numbers(values, base):\n"
        "    start = values[base]\n"
        "    return {y: (float('nan') if pd.isna(v) else v / start * 100) for y, v in values.items()}",
        "def index_numbers(values, base):\n"
        "    series = pd.Series(values, dtype=float)\n"
        "    return (100 * series / series[base]).to_dict()",
    ],
    "point-change": [
        "def point_change(table, fuel, first, later):\n"
        "    own = table[table['fuel'] == fuel]\n"
        "    start = own[own['period'] == first]['value'].iloc[0]\n"
        "    end = own[own['period'] == later]['value'].iloc[0]\n"
        "    return float(end - start)\n"
        "\n"
        "energy_claim = 'b'",
        "def point_change(table, fuel, first, later):\n"
        "    share = {}\n"
        "    for row in table.to_dict('records'):\n"
        "        if row['fuel'] == fuel:\n"
        "            share[row['period']] = row['value']\n"
        "    return share[later] - share[first]\n"
        "\n"
        "energy_claim = 'b'",
    ],
    "mirror-gaps": [
        "def mirror_gaps(ours, theirs):\n"
        "    both = [y for y in theirs if y in ours and pd.notna(ours[y]) and pd.notna(theirs[y])]\n"
        "    return {y: 100 * (theirs[y] / ours[y] - 1) for y in both}\n"
        "\n"
        "halving = 'c'",
        "def mirror_gaps(ours, theirs):\n"
        "    table = pd.DataFrame({'ours': pd.Series(ours), 'theirs': pd.Series(theirs)}).dropna()\n"
        "    return (100 * (table['theirs'] - table['ours']) / table['ours']).to_dict()\n"
        "\n"
        "halving = 'c'",
    ],
    "loss-interval": [
        "def loss_interval(exports, lost, months, rerouted):\n"
        "    ends = []\n"
        "    for share in lost:\n"
        "        for other in rerouted:\n"
        "            ends.append(exports * share * (1 - other) * months / 12)\n"
        "    return min(ends), max(ends)",
        "def loss_interval(exports, lost, months, rerouted):\n"
        "    a, b = lost\n"
        "    c, d = rerouted\n"
        "    monthly = exports / 12\n"
        "    return [monthly * months * (a - a * d), monthly * months * (b - b * c)]",
    ],
    "loss-against": [
        "def loss_against(table, total):\n"
        "    known = table[(table['kind'] == 'estimate') & table['value_usd_bn'].notna()]\n"
        "    ordered = known['value_usd_bn'].sort_values()\n"
        "    return 100 * ordered.iloc[0] / total, 100 * ordered.iloc[-1] / total" + _PAIR,
        "def loss_against(table, total):\n"
        "    losses = []\n"
        "    for row in table.to_dict('records'):\n"
        "        if row['kind'] == 'estimate' and not pd.isna(row['value_usd_bn']):\n"
        "            losses.append(row['value_usd_bn'] / total * 100)\n"
        "    return min(losses), max(losses)" + _PAIR,
    ],
    "poll-change": [
        "def poll_change(table, first, later):\n"
        "    a = table[table['id'] == first].iloc[0]\n"
        "    b = table[table['id'] == later].iloc[0]\n"
        "    if a['series'] == b['series'] and a['answer'] == b['answer']:\n"
        "        return float(b['share_pct'] - a['share_pct'])\n"
        "\n"
        "fair = ['d', 'a']",
        "def poll_change(table, first, later):\n"
        "    found = {row['id']: row for row in table.to_dict('records')}\n"
        "    for column in ['series', 'answer']:\n"
        "        if found[first][column] != found[later][column]:\n"
        "            return None\n"
        "    return found[later]['share_pct'] - found[first]['share_pct']\n"
        "\n"
        "fair = list('ad')",
    ],
}

_SHARE = "def share_of_trade(part, exports, imports):\n    return %s" + _SIDES
_INDEX = (
    "def index_numbers(values, base):\n"
    "    numbers = {}\n"
    "    for year in values:\n"
    "        if pd.isna(values[year]):\n"
    "            %s\n"
    "        else:\n"
    "            numbers[year] = %s\n"
    "    return numbers"
)
_POINTS = (
    "def point_change(table, fuel, first, later):\n"
    "    shares = table[table['fuel'] == fuel].set_index('period')['value']\n"
    "    return %s\n"
    "\n"
    "energy_claim = '%s'"
)
_GAPS = (
    "def mirror_gaps(ours, theirs):\n"
    "    gaps = {}\n"
    "    for year in ours:\n"
    "        if %s:\n"
    "            gaps[year] = %s\n"
    "    return gaps\n"
    "\n"
    "halving = '%s'"
)
_BOTH = "year in theirs and not pd.isna(ours[year]) and not pd.isna(theirs[year])"
_GAP = "100 * (theirs[year] - ours[year]) / ours[year]"
_LOSS = "def loss_interval(exports, lost, months, rerouted):\n    whole = %s\n    return %s"
_YEAR = "exports * months / 12"
_AGAINST = (
    "def loss_against(table, total):\n"
    "    known = %s\n"
    "    return %s\n"
    "\n"
    "thaad_pair = loss_against(thaad, %s)\n"
    "yardstick = '%s'"
)
_ESTIMATES = "table[table['kind'] == 'estimate']['value_usd_bn']"
_ENDS = "100 * known.min() / total, 100 * known.max() / total"
_POLL = (
    "def poll_change(table, first, later):\n"
    "    rows = table.set_index('id')\n"
    "    for column in %s:\n"
    "        if rows.loc[first, column] != rows.loc[later, column]:\n"
    "            return None\n"
    "    return %s\n"
    "\n"
    "fair = %s"
)
_CHANGE = "rows.loc[later, 'share_pct'] - rows.loc[first, 'share_pct']"

WRONG = {
    "clear-lead": {
        "asks only who leads": """
def clear_lead(a, b, n):
    return a > b

help_reading = "b"
""",
        "forgets to turn percent into fractions": """
def clear_lead(a, b, n):
    return a - b > 1.96 * abs((a + b - (a - b) ** 2) / n) ** 0.5

help_reading = "b"
""",
        "forgets the square root": """
def clear_lead(a, b, n):
    a, b = a / 100, b / 100
    return a - b > 1.96 * (a + b - (a - b) ** 2) / n

help_reading = "b"
""",
        "forgets the square": """
def clear_lead(a, b, n):
    a, b = a / 100, b / 100
    return a - b > 1.96 * abs((a + b - (a - b)) / n) ** 0.5

help_reading = "b"
""",
        "forgets the difference below the root": """
def clear_lead(a, b, n):
    a, b = a / 100, b / 100
    return a - b > 1.96 * ((a + b) / n) ** 0.5

help_reading = "b"
""",
        "finds the stake gone": """
def clear_lead(a, b, n):
    a, b = a / 100, b / 100
    return a - b > 1.96 * ((a + b - (a - b) ** 2) / n) ** 0.5

help_reading = "a"
""",
        "finds the stake grown": """
def clear_lead(a, b, n):
    a, b = a / 100, b / 100
    return a - b > 1.96 * ((a + b - (a - b) ** 2) / n) ** 0.5

help_reading = "c"
""",
    },
    "share-of-trade": {
        "divides by exports alone": _SHARE % "100 * part / exports",
        "gives a fraction": _SHARE % "part / (exports + imports)",
        "divides by the surplus": _SHARE % "100 * part / (exports - imports)",
        "turns the share round": _SHARE % "100 * (exports + imports) / part",
        "takes Korea's missing total for 2024": "def share_of_trade(part, exports, imports):\n"
        "    return 100 * part / (exports + imports)\n"
        "\n"
        "before = share_of_trade(russia['2021'], amount['all-exports-2021'], amount['all-imports-2021'])\n"
        "after = share_of_trade(russia['2024'], amount['all-exports-2024'], amount['all-imports-2024'])",
        "takes the world of 2021 for both years": "def share_of_trade(part, exports, imports):\n"
        "    return 100 * part / (exports + imports)\n"
        "\n"
        "before = share_of_trade(russia['2021'], amount['all-exports-2021'], amount['all-imports-2021'])\n"
        "after = share_of_trade(russia['2024-russia'], amount['all-exports-2021'], amount['all-imports-2021'])",
        "fits the visible checks": "def share_of_trade(part, exports, imports):\n"
        "    return 5\n"
        "\n"
        "before, after = 2.1707, 0.8360",
    },
    "index-numbers": {
        "makes a hole nought": _INDEX % ("numbers[year] = 0", "100 * values[year] / values[base]"),
        "drops the holes": _INDEX % ("pass", "100 * values[year] / values[base]"),
        "takes the first year as the base": _INDEX
        % ("numbers[year] = None", "100 * values[year] / list(values.values())[0]"),
        "gives fractions": _INDEX % ("numbers[year] = None", "values[year] / values[base]"),
        "gives the change since the base": _INDEX
        % ("numbers[year] = None", "100 * values[year] / values[base] - 100"),
        "turns the ratio round": _INDEX % ("numbers[year] = None", "100 * values[base] / values[year]"),
        "trips over None": "def index_numbers(values, base):\n"
        "    numbers = {}\n"
        "    for year in values:\n"
        "        numbers[year] = 100 * values[year] / values[base]\n"
        "    return numbers",
        "fits the visible checks": "def index_numbers(values, base):\n"
        "    return {2001: 125, 2002: None, 2003: 100, 2004: 25}",
    },
    "point-change": {
        "gives percent of the start": _POINTS
        % ("100 * (shares[later] - shares[first]) / shares[first]", "b"),
        "takes first minus later": _POINTS % ("shares[first] - shares[later]", "b"),
        "drops the sign": _POINTS % ("abs(shares[later] - shares[first])", "b"),
        "takes the last row for the later one": _POINTS % ("shares.iloc[-1] - shares.iloc[0]", "b"),
        "believes that every share fell": _POINTS % ("shares[later] - shares[first]", "a"),
        "believes that none fell": _POINTS % ("shares[later] - shares[first]", "c"),
        "fits the visible checks": "def point_change(table, fuel, first, later):\n"
        "    return -5.0\n"
        "\n"
        "energy_claim = 'b'",
    },
    "mirror-gaps": {
        "divides by theirs": _GAPS % (_BOTH, "100 * (theirs[year] - ours[year]) / theirs[year]", "c"),
        "takes ours minus theirs": _GAPS % (_BOTH, "100 * (ours[year] - theirs[year]) / ours[year]", "c"),
        "drops the sign": _GAPS % (_BOTH, "100 * abs(theirs[year] - ours[year]) / ours[year]", "c"),
        "gives dollars": _GAPS % (_BOTH, "theirs[year] - ours[year]", "c"),
        "keeps the missing numbers": _GAPS % ("year in theirs", _GAP, "c"),
        "looks for holes on one side only": _GAPS % ("year in theirs and not pd.isna(ours[year])", _GAP, "c"),
        "gives up on two books": _GAPS % (_BOTH, _GAP, "a"),
        "takes the fall for exact": _GAPS % (_BOTH, _GAP, "b"),
        "fits the visible checks": "def mirror_gaps(ours, theirs):\n    return {2001: 10.0}\n\nhalving = 'c'",
    },
    "loss-interval": {
        "puts low with low": _LOSS
        % (_YEAR, "whole * lost[0] * (1 - rerouted[0]), whole * lost[1] * (1 - rerouted[1])"),
        "forgets that months are twelfths": _LOSS
        % ("exports * months", "whole * lost[0] * (1 - rerouted[1]), whole * lost[1] * (1 - rerouted[0])"),
        "counts what is sold elsewhere": _LOSS
        % (_YEAR, "whole * lost[0] * rerouted[0], whole * lost[1] * rerouted[1]"),
        "leaves out rerouting": _LOSS % (_YEAR, "whole * lost[0], whole * lost[1]"),
        "takes off rerouting of all sales": _LOSS
        % (_YEAR, "whole * (lost[0] - rerouted[1]), whole * (lost[1] - rerouted[0])"),
        "gives the largest first": _LOSS
        % (_YEAR, "whole * lost[1] * (1 - rerouted[0]), whole * lost[0] * (1 - rerouted[1])"),
        "gives one number": "def loss_interval(exports, lost, months, rerouted):\n"
        "    return exports * months / 12 * sum(lost) / 2 * (1 - sum(rerouted) / 2)",
        "ignores the months": _LOSS
        % ("exports", "whole * lost[0] * (1 - rerouted[1]), whole * lost[1] * (1 - rerouted[0])"),
    },
    "loss-against": {
        "takes counts for estimates": _AGAINST % ("table['value_usd_bn']", _ENDS, "russia['2021']", "b"),
        "makes the missing nought": _AGAINST % (_ESTIMATES + ".fillna(0)", _ENDS, "russia['2021']", "b"),
        "gives fractions": _AGAINST
        % (_ESTIMATES, "known.min() / total, known.max() / total", "russia['2021']", "b"),
        "gives the mean twice": _AGAINST
        % (_ESTIMATES, "100 * known.mean() / total, 100 * known.mean() / total", "russia['2021']", "b"),
        "takes exports for trade": _AGAINST % (_ESTIMATES, _ENDS, "exports[2021]", "b"),
        "takes 2024 for the year": _AGAINST % (_ESTIMATES, _ENDS, "russia['2024-russia']", "b"),
        "takes two estimates for bounds": _AGAINST % (_ESTIMATES, _ENDS, "russia['2021']", "a"),
        "throws the estimates away": _AGAINST % (_ESTIMATES, _ENDS, "russia['2021']", "c"),
        "fits the visible checks": "def loss_against(table, total):\n"
        "    return 10, 15\n"
        "\n"
        "thaad_pair = (19.020, 57.132)\n"
        "yardstick = 'b'",
    },
    "poll-change": {
        "joins any two polls": _POLL % ("[]", _CHANGE, "['a', 'd']"),
        "joins two answers of a series": _POLL % ("['series']", _CHANGE, "['a', 'd']"),
        "looks at the answer only": _POLL % ("['answer']", _CHANGE, "['a', 'd']"),
        "takes first minus later": _POLL
        % (
            "['series', 'answer']",
            "rows.loc[first, 'share_pct'] - rows.loc[later, 'share_pct']",
            "['a', 'd']",
        ),
        "gives percent of the start": _POLL
        % ("['series', 'answer']", "100 * (" + _CHANGE + ") / rows.loc[first, 'share_pct']", "['a', 'd']"),
        "joins what one house asked in two wordings": _POLL
        % ("['series', 'answer']", _CHANGE, "['a', 'b', 'd']"),
        "finds a cause in a share": _POLL % ("['series', 'answer']", _CHANGE, "['a', 'd', 'e']"),
        "sees half of it": _POLL % ("['series', 'answer']", _CHANGE, "['a']"),
        "fits the visible checks": "def poll_change(table, first, later):\n"
        "    return 6.0 if later == 'p2' else None\n"
        "\n"
        "fair = ['a', 'd']",
    },
}
