"""Other right answers and plausible wrong ones for lesson 01."""

RIGHT = {
    "around-a-pledge": [
        """
def around(dates, day, days):
    gaps = [(date - day).days for date in dates]
    return sum(-days <= gap < 0 for gap in gaps), sum(0 < gap <= days for gap in gaps)

pledge_reading = "b"
""",
        """
def around(dates, day, days):
    span = pd.Timedelta(days=days)
    series = pd.Series(list(dates), dtype="datetime64[ns]")
    early = series[(series >= day - span) & (series < day)]
    late = series[(series > day) & (series <= day + span)]
    return len(early), len(late)

pledge_reading = "b"
""",
    ],
    "count-claims": [
        "def count_claims(table, kind, verdict):\n"
        "    return int(((table['kind'] == kind) & (table['verdict_2023'] == verdict)).sum())",
        "def count_claims(table, kind, verdict):\n"
        "    count = 0\n"
        "    for row in table.to_dict('records'):\n"
        "        if row['kind'] == kind and row['verdict_2023'] == verdict:\n"
        "            count = count + 1\n"
        "    return count",
    ],
    "scorable": [
        "def scorable(table, questions, date):\n"
        "    predictions = table[table['kind'] == 'prediction']\n"
        "    due = questions[questions['closes_on'] <= pd.Timestamp(date)]\n"
        "    return sorted(set(predictions['id']) & set(due['claim_id']))",
        "def scorable(table, questions, date):\n"
        "    due = questions[questions['closes_on'] <= date]\n"
        "    joined = due.merge(table, left_on='claim_id', right_on='id')\n"
        "    found = []\n"
        "    for row in joined.to_dict('records'):\n"
        "        if row['kind'] == 'prediction' and row['claim_id'] not in found:\n"
        "            found.append(row['claim_id'])\n"
        "    return sorted(found)",
    ],
    "untestable": [
        "untestable = 'C05'\nwhy = 'judgement'",
        "untestable = 'C33'\nwhy = 'judgement'",
    ],
    "full-years": [
        "def full_years(start, end):\n"
        "    months = 12 * (int(end[:4]) - int(start[:4])) + int(end[5:7]) - int(start[5:7])\n"
        "    return months // 12",
        "def full_years(start, end):\n"
        "    years = int(end[:4]) - int(start[:4])\n"
        "    if end[5:] < start[5:]:\n"
        "        return years - 1\n"
        "    return years",
    ],
    "law-or-policy": [
        "evidence = '2023-04-20-no-legal-ban-remark'\nwhat_forbids = 'policy'",
        "what_forbids, evidence = 'policy', '2023-04-20-no-legal-ban-remark'",
    ],
    "what-falls": [
        "def what_falls(arrows, lost):\n"
        "    graph = build_graph(arrows)\n"
        "    fallen = {lost}\n"
        "    for step in range(len(graph)):\n"
        "        for claim in graph:\n"
        "            reasons = leans_on(graph, claim, 'supports')\n"
        "            if reasons and not (reasons - fallen):\n"
        "                fallen.add(claim)\n"
        "            if len(leans_on(graph, claim, 'assumes') & fallen) > 0:\n"
        "                fallen.add(claim)\n"
        "    return sorted(fallen - {lost})",
        "def what_falls(arrows, lost):\n"
        "    graph = rule_graph = build_graph(arrows)\n"
        "    gone = [lost]\n"
        "    for claim in nx.topological_sort(rule_graph):\n"
        "        reasons = [s for s in graph.predecessors(claim) if graph[s][claim]['relation'] == 'supports']\n"
        "        assumed = [s for s in graph.predecessors(claim) if graph[s][claim]['relation'] == 'assumes']\n"
        "        no_reason = len(reasons) > 0 and all(s in gone for s in reasons)\n"
        "        if no_reason or any(s in gone for s in assumed):\n"
        "            gone.append(claim)\n"
        "    return sorted(set(gone) - {lost})",
    ],
    "toppling": [
        "def toppling(arrows, conclusion):\n"
        "    graph = rule.argument_graph(arrows)\n"
        "    claims_of_it = set(graph) - {conclusion}\n"
        "    return sorted(c for c in claims_of_it if conclusion not in rule.what_stands(graph, off=[c]))\n"
        "\n"
        "topples_thesis = toppling(op_ed, 'C27')\n"
        "topples_exports = toppling(op_ed, 'C43')",
        "def toppling(arrows, conclusion):\n"
        "    found = set()\n"
        "    for claim in build_graph(arrows):\n"
        "        if conclusion in rule.what_falls(rule.argument_graph(arrows), [claim]):\n"
        "            found.add(claim)\n"
        "    return sorted(found - {conclusion})\n"
        "\n"
        "topples_thesis = ['C28', 'C30', 'C35', 'C42']\n"
        "topples_exports = ['C02']",
    ],
}

_FALLS = (
    "def what_falls(arrows, lost):\n"
    "    graph = build_graph(arrows)\n"
    "    fallen = {lost}\n"
    "    for claim in nx.topological_sort(graph):\n"
    "        assumed = leans_on(graph, claim, 'assumes')\n"
    "        reasons = leans_on(graph, claim, 'supports')\n"
    "%s"
    "    return sorted(fallen - {lost})"
)
_ADD = "            fallen.add(claim)\n"
_TOPPLING = (
    "def toppling(arrows, conclusion):\n"
    "    graph = rule.argument_graph(arrows)\n"
    "    return sorted(c for c in build_graph(arrows) if %s)\n"
    "\n"
    "topples_thesis = %s\n"
    "topples_exports = %s"
)
_RIGHTLY = "c != conclusion and conclusion in rule.what_falls(graph, [c])"

WRONG = {
    "around-a-pledge": {
        "counts everything before": """
def around(dates, day, days):
    span = pd.Timedelta(days=days)
    return len([d for d in dates if d < day]), len([d for d in dates if day < d <= day + span])

pledge_reading = "b"
""",
        "counts the day itself": """
def around(dates, day, days):
    span = pd.Timedelta(days=days)
    return len([d for d in dates if day - span <= d < day]), len([d for d in dates if day <= d <= day + span])

pledge_reading = "b"
""",
        "leaves out the last day": """
def around(dates, day, days):
    span = pd.Timedelta(days=days)
    return len([d for d in dates if day - span < d < day]), len([d for d in dates if day < d < day + span])

pledge_reading = "b"
""",
        "leaves out the last day after": """
def around(dates, day, days):
    span = pd.Timedelta(days=days)
    return len([d for d in dates if day - span <= d < day]), len([d for d in dates if day < d < day + span])

pledge_reading = "b"
""",
        "takes after for because of": """
def around(dates, day, days):
    span = pd.Timedelta(days=days)
    return len([d for d in dates if day - span <= d < day]), len([d for d in dates if day < d <= day + span])

pledge_reading = "a"
""",
    },
    "count-claims": {
        "counts rows that meet either condition": "def count_claims(table, kind, verdict):\n"
        "    return len(table[(table['kind'] == kind) | (table['verdict_2023'] == verdict)])",
        "forgets the verdict": "def count_claims(table, kind, verdict):\n"
        "    return len(table[table['kind'] == kind])",
        "reads the later verdict": "def count_claims(table, kind, verdict):\n"
        "    return len(table[(table['kind'] == kind) & (table['verdict_later'] == verdict)])",
        "fits the visible checks": "def count_claims(table, kind, verdict):\n"
        "    return 2 if kind == 'fact' else 0",
    },
    "scorable": {
        "leaves facts in": "def scorable(table, questions, date):\n"
        "    joined = table.merge(questions, left_on='id', right_on='claim_id')\n"
        "    return sorted(set(joined[joined['closes_on'] <= date]['id']))",
        "forgets the date": "def scorable(table, questions, date):\n"
        "    joined = table.merge(questions, left_on='id', right_on='claim_id')\n"
        "    return sorted(set(joined[joined['kind'] == 'prediction']['id']))",
        "leaves out the very day": "def scorable(table, questions, date):\n"
        "    joined = table.merge(questions, left_on='id', right_on='claim_id')\n"
        "    return sorted(set(joined[(joined['kind'] == 'prediction') & (joined['closes_on'] < date)]['id']))",
        "names a claim once a question": "def scorable(table, questions, date):\n"
        "    joined = table.merge(questions, left_on='id', right_on='claim_id')\n"
        "    return sorted(joined[(joined['kind'] == 'prediction') & (joined['closes_on'] <= date)]['id'])",
        "fits the visible check": "def scorable(table, questions, date):\n    return ['C01']",
    },
    "untestable": {
        "takes a hedge for a judgement": "untestable = 'C32'\nwhy = 'judgement'",
        "takes a judgement for a hedge": "untestable = 'C05'\nwhy = 'hedge'",
        "names a claim that can be tested": "untestable = 'C27'\nwhy = 'hedge'",
    },
    "full-years": {
        "counts calendar years": "def full_years(start, end):\n    return int(end[:4]) - int(start[:4])",
        "takes a year off in the same month": "def full_years(start, end):\n"
        "    years = int(end[:4]) - int(start[:4])\n"
        "    if int(end[5:7]) <= int(start[5:7]):\n"
        "        years = years - 1\n"
        "    return years",
        "always takes a year off": "def full_years(start, end):\n    return int(end[:4]) - int(start[:4]) - 1",
        "turns the months round": "def full_years(start, end):\n"
        "    years = int(end[:4]) - int(start[:4])\n"
        "    if int(end[5:7]) > int(start[5:7]):\n"
        "        years = years - 1\n"
        "    return years",
        "fits the visible checks": "def full_years(start, end):\n    return 10 if end[5:7] == '12' else 9",
    },
    "law-or-policy": {
        "repeats the press": "what_forbids = 'law'\nevidence = '2023-04-20-no-legal-ban-remark'",
        "overlooks policy and licences": "what_forbids = 'nothing'\nevidence = '2023-04-20-no-legal-ban-remark'",
        "takes one shipment for the rule": "what_forbids = 'policy'\nevidence = '2022-11-11-end-user-statement'",
    },
    "what-falls": {
        "lets one lost reason topple": _FALLS % ("        if assumed & fallen or reasons & fallen:\n" + _ADD),
        "lets claims without reasons fall": _FALLS
        % ("        if assumed & fallen or reasons <= fallen:\n" + _ADD),
        "forgets assumptions": _FALLS % ("        if reasons and reasons <= fallen:\n" + _ADD),
        "asks for all assumptions to fall": _FALLS
        % ("        if (assumed and assumed <= fallen) or (reasons and reasons <= fallen):\n" + _ADD),
        "takes everything downstream": "def what_falls(arrows, lost):\n"
        "    return sorted(nx.descendants(build_graph(arrows), lost))",
        "goes one step only": "def what_falls(arrows, lost):\n"
        "    graph = build_graph(arrows)\n"
        "    fallen = {lost}\n"
        "    gone = {lost}\n"
        "    for claim in graph:\n"
        "        reasons = leans_on(graph, claim, 'supports')\n"
        "        if leans_on(graph, claim, 'assumes') & gone or (reasons and reasons <= gone):\n"
        "            fallen.add(claim)\n"
        "    return sorted(fallen - {lost})",
        "fits the visible checks": "def what_falls(arrows, lost):\n"
        "    return {'S': ['Q'], 'R': ['P', 'Q'], 'A': []}[lost]",
    },
    "toppling": {
        "counts the conclusion itself": _TOPPLING
        % ("c == conclusion or " + _RIGHTLY, "toppling(op_ed, 'C27')", "toppling(op_ed, 'C43')"),
        "takes everything upstream": "def toppling(arrows, conclusion):\n"
        "    return sorted(nx.ancestors(build_graph(arrows), conclusion))\n"
        "\n"
        "topples_thesis = toppling(op_ed, 'C27')\n"
        "topples_exports = toppling(op_ed, 'C43')",
        "takes direct reasons and assumptions only": "def toppling(arrows, conclusion):\n"
        "    return sorted(build_graph(arrows).predecessors(conclusion))\n"
        "\n"
        "topples_thesis = toppling(op_ed, 'C27')\n"
        "topples_exports = toppling(op_ed, 'C43')",
        "asks what falls with the conclusion": _TOPPLING
        % ("c in rule.what_falls(graph, [conclusion])", "toppling(op_ed, 'C27')", "toppling(op_ed, 'C43')"),
        "swaps the two": _TOPPLING % (_RIGHTLY, "toppling(op_ed, 'C43')", "toppling(op_ed, 'C27')"),
        "fits the visible check": "def toppling(arrows, conclusion):\n"
        "    return ['P', 'R', 'S']\n"
        "\n"
        "topples_thesis = ['C28', 'C30', 'C35', 'C42']\n"
        "topples_exports = ['C02']",
    },
}
