"""Where each claim of an argument is drawn: reasons on the left, what leans on them to the right."""

from __future__ import annotations

import networkx as nx

_SWEEPS = 6  # passes of the barycentre ordering; positions no longer change after four on this argument


def part(graph: nx.DiGraph, focus: str | None) -> nx.DiGraph:
    """
    Cut out what bears on one claim: all it leans on, what attacks those, and what leans on it.

    Hints, arrows of strength 1, do not draw a claim in.

    Parameters
    ----------
    graph : networkx.DiGraph
        As :func:`~seoul_dilemma.widgets.argument.fall.argument_graph` makes it.
    focus : str or None
        A claim; None keeps the whole argument.

    Returns
    -------
    networkx.DiGraph
        The part of `graph` to draw.
    """
    if focus is None:
        return graph
    strong = [(u, v, d["relation"]) for u, v, d in graph.edges(data=True) if d["strength"] >= 2]
    carrying = nx.DiGraph([(u, v) for u, v, relation in strong if relation != "attacks"])
    carrying.add_node(focus)
    below = nx.ancestors(carrying, focus) | {focus}
    attackers = {u for u, v, relation in strong if relation == "attacks" and v in below}
    return graph.subgraph(below | attackers | nx.descendants(carrying, focus))


def places(graph: nx.DiGraph) -> dict[str, tuple[int, float]]:
    """
    Give each node a column and a row.

    A node stands one column to the left of the first thing that leans on it, so that arrows stay short;
    hints, arrows of strength 1, place a node only when nothing else does.
    Within a column, nodes are ordered by the mean row of their neighbours (the barycentre heuristic of
    layered graph drawing), which keeps crossings few.

    Parameters
    ----------
    graph : networkx.DiGraph
        Without circles.

    Returns
    -------
    dict of str to (int, float)
        Column from 0 at the left; row in card heights, each column centred on 0.
    """
    distance: dict[str, int] = {}
    for node in reversed(list(nx.topological_sort(graph))):
        strong = [v for v in graph.successors(node) if graph[node][v]["strength"] >= 2]
        distance[node] = 1 + max((distance[v] for v in strong or graph.successors(node)), default=-1)
    deepest = max(distance.values(), default=0)
    columns: dict[int, list[str]] = {}
    for node in sorted(graph):
        columns.setdefault(deepest - distance[node], []).append(node)
    row = {node: _centred(i, len(nodes)) for nodes in columns.values() for i, node in enumerate(nodes)}
    for _ in range(_SWEEPS):
        for column in sorted(columns, reverse=True):
            nodes = columns[column]
            nodes.sort(
                key=lambda node: (_mean([row[v] for v in nx.all_neighbors(graph, node)], row[node]), node)
            )
            row.update({node: _centred(i, len(nodes)) for i, node in enumerate(nodes)})
    return {node: (column, row[node]) for column, nodes in sorted(columns.items()) for node in nodes}


def _centred(i: int, count: int) -> float:
    return i - (count - 1) / 2


def _mean(values: list[float], default: float) -> float:
    return sum(values) / len(values) if values else default
