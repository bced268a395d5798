"""The rule of what falls: which claims of an argument still stand when others are switched off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    import pandas as pd

RELATIONS = ("supports", "assumes", "attacks")


def argument_graph(edges: pd.DataFrame) -> nx.DiGraph:
    """
    Turn the table of arrows into a graph in which each arrow points at what leans on it.

    Parameters
    ----------
    edges : pandas.DataFrame
        One row an arrow, columns ``source``, ``target``, ``relation`` (supports, assumes, attacks) and
        ``strength`` (1 to 3), as in ``datasets.load("argument")``.

    Returns
    -------
    networkx.DiGraph
        An edge ``u -> v`` with attributes ``relation`` and ``strength``: `v` is supported or attacked by `u`,
        or assumes `u`. The table stores "C27 assumes C28" from C27 to C28; the graph turns it round.

    Raises
    ------
    ValueError
        If a relation is none of the three, or the arrows run in a circle.
    """
    graph = nx.DiGraph()
    for start, end, relation, strength in edges[["source", "target", "relation", "strength"]].itertuples(
        index=False
    ):
        if relation not in RELATIONS:
            raise ValueError(
                f"relation of {start} to {end} is {relation!r}: use one of {', '.join(RELATIONS)}"
            )
        if relation == "assumes":
            start, end = end, start
        graph.add_edge(start, end, relation=relation, strength=int(strength))
    if not nx.is_directed_acyclic_graph(graph):
        circle = " -> ".join(u for u, _ in nx.find_cycle(graph))
        raise ValueError(f"the argument runs in a circle ({circle}): remove one of these arrows")
    return graph


def is_objection(node: str) -> bool:
    """Tell an objection of the course (X..) from a claim of the op-ed (C..)."""
    return node.startswith("X")


def what_stands(graph: nx.DiGraph, off: Iterable[str] = (), accepted: Iterable[str] = ()) -> set[str]:
    """
    Apply the rule once, from the first reasons to the conclusion.

    A claim stands when it is not switched off, everything it assumes stands, at least one of its reasons
    stands (if it has any), and no standing objection attacks it. Arrows of strength 1 count for none of this;
    attacks among the claims themselves are concessions that the author has weighed, and topple nothing.
    An objection stands when it is accepted and meets the same conditions.

    Parameters
    ----------
    graph : networkx.DiGraph
        As :func:`argument_graph` makes it.
    off : iterable of str
        Claims that are switched off.
    accepted : iterable of str
        Objections that are switched on; all others are out of play.

    Returns
    -------
    set of str
        The claims and the objections that stand.

    Raises
    ------
    ValueError
        If `off` or `accepted` names something that is not in the graph, or not of its kind.
    """
    off, accepted = (
        _known(graph, off, "off", objection=False),
        _known(graph, accepted, "accepted", objection=True),
    )
    standing: set[str] = set()
    for node in nx.topological_sort(graph):
        arrows = [(u, d["relation"]) for u, _, d in graph.in_edges(node, data=True) if d["strength"] >= 2]
        assumed = [u for u, relation in arrows if relation == "assumes"]
        reasons = [
            u for u, relation in arrows if relation == "supports" and (not is_objection(u) or u in accepted)
        ]
        attackers = [u for u, relation in arrows if relation == "attacks" and is_objection(u)]
        if (
            (node in accepted if is_objection(node) else node not in off)
            and all(u in standing for u in assumed)
            and (not reasons or any(u in standing for u in reasons))
            and not any(u in standing for u in attackers)
        ):
            standing.add(node)
    return standing


def what_falls(graph: nx.DiGraph, off: Iterable[str] = (), accepted: Iterable[str] = ()) -> set[str]:
    """
    Name the claims that lose their footing, beside those that were switched off.

    Parameters
    ----------
    graph, off, accepted
        As for :func:`what_stands`.

    Returns
    -------
    set of str
        Claims that stand when nothing is touched and do not stand now, without those in `off`; and accepted
        objections that do not stand.
    """
    off, accepted = (
        _known(graph, off, "off", objection=False),
        _known(graph, accepted, "accepted", objection=True),
    )
    return (what_stands(graph) | accepted) - what_stands(graph, off, accepted) - off


def _known(graph: nx.DiGraph, names: Iterable[str], argument: str, *, objection: bool) -> set[str]:
    """Return `names` as a set, or say which of them is no claim (or no objection) of the graph."""
    if isinstance(names, str):
        raise ValueError(f"{argument} must be a list of ids such as ['{names}'], not the text {names!r}")
    names = set(names)
    fitting = {node for node in graph if is_objection(node) == objection}
    if wrong := sorted(map(str, names - fitting)):
        kind = "objection" if objection else "claim"
        raise ValueError(
            f"{argument} names {', '.join(wrong)}: no {kind} of this argument ({_span(fitting)})"
        )
    return names


def _span(nodes: set[str]) -> str:
    """Write the bounds of a set of ids."""
    return f"{min(nodes)} to {max(nodes)}" if nodes else "it has none"
