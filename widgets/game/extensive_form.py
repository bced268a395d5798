"""The game as a tree: nodes, information sets, payoffs and what is played, to draw, to export or to solve by hand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from .assumptions import Assumptions
from .equilibrium import Equilibrium, dial, solve
from .payoffs import ANSWERS, POSTURES, SIGNALS, TYPES, payoffs


@dataclass(frozen=True)
class Node:
    """A place in the tree.

    Attributes
    ----------
    id : str
        The moves that lead here, such as ``"hard/threat/direct"``; ``"start"`` for the first node.
    parent : str or None
        Id of the node before; None at the start.
    action : str or None
        The move that led here from the parent; None at the start.
    player : str or None
        Who moves: ``"Nature"``, ``"Moscow"`` or ``"Seoul"``; None where the game ends.
    information_set : str or None
        Id of the information set; None for Nature and where the game ends.
    children : tuple of str
        Ids of the nodes that follow, one for each action, in order.
    probability : float
        With which ``action`` is played at the parent, in the quantal response equilibrium; 1 at the start.
    reach : float
        Probability that play comes here.
    payoffs : dict or None
        What Moscow and Seoul get, in points, where the game ends; None elsewhere.
    """

    id: str
    parent: str | None
    action: str | None
    player: str | None
    information_set: str | None
    children: tuple[str, ...]
    probability: float
    reach: float
    payoffs: dict[str, float] | None


@dataclass(frozen=True)
class InformationSet:
    """What a player knows when it moves: it cannot tell these nodes apart.

    Attributes
    ----------
    id : str
    player : str
    nodes : tuple of str
        Ids of its nodes.
    actions : tuple of str
    probabilities : tuple of float
        With which each action is played in the quantal response equilibrium.
    belief : tuple of float
        Probability of each node, given that the set is reached.
    expected_payoffs : tuple of float
        What each action is worth to the player in that equilibrium, in points.
    """

    id: str
    player: str
    nodes: tuple[str, ...]
    actions: tuple[str, ...]
    probabilities: tuple[float, ...]
    belief: tuple[float, ...]
    expected_payoffs: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class ExtensiveForm:
    """The game as a tree. `tree` makes it.

    Attributes
    ----------
    pressure, capacity : float
    assumptions : Assumptions
    nodes : dict of str to Node
        All 43 nodes by id, each after its parent.
    information_sets : dict of str to InformationSet
        All 16 by id.
    equilibrium : Equilibrium
        The quantal response equilibrium that the probabilities come from.
    """

    pressure: float
    capacity: float
    assumptions: Assumptions
    nodes: dict[str, Node]
    information_sets: dict[str, InformationSet]
    equilibrium: Equilibrium

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The 24 nodes where the game ends."""
        return tuple(node for node in self.nodes.values() if node.payoffs is not None)

    def to_efg(self) -> str:
        """Write the game in Gambit's format for extensive games.

        Returns
        -------
        str
            The text of an ``.efg`` file, format version 2, every number written out in full.
        """
        numbers: dict[str, int] = {}
        counts = {"Moscow": 0, "Seoul": 0}
        title = f"A threat to Seoul, pressure {self.pressure:g}, capacity {self.capacity:g}"
        lines = [f'EFG 2 R "{title}" {{ "Moscow" "Seoul" }}']
        outcome = 0

        def write(node: Node) -> None:
            nonlocal outcome
            if node.payoffs is not None:
                outcome += 1
                pay = ", ".join(_decimal(node.payoffs[player]) for player in ("Moscow", "Seoul"))
                lines.append(f't "" {outcome} "{node.id}" {{ {pay} }}')
                return
            following = [self.nodes[child] for child in node.children]
            if node.information_set is None:
                hard = Decimal(repr(following[1].probability))
                lines.append(f'c "" 1 "type" {{ "soft" {1 - hard:f} "hard" {hard:f} }} 0')
            else:
                own = self.information_sets[node.information_set]
                if own.id not in numbers:
                    counts[own.player] += 1
                    numbers[own.id] = counts[own.player]
                actions = " ".join(f'"{action}"' for action in own.actions)
                player = ("Moscow", "Seoul").index(own.player) + 1
                lines.append(f'p "" {player} {numbers[own.id]} "{own.id}" {{ {actions} }} 0')
            for child in following:
                write(child)

        write(self.nodes["start"])
        return "\n".join(lines) + "\n"


def tree(pressure: float, capacity: float, assumptions: Assumptions | None = None) -> ExtensiveForm:
    """Lay out the game at one pair of dials.

    Parameters
    ----------
    pressure, capacity : float
        The dials, each a number in [0, 1].
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.

    Returns
    -------
    ExtensiveForm

    Raises
    ------
    ValueError
        As for `solve`, and when a dial is not a single number.

    Examples
    --------
    >>> len(tree(0.5, 0.4).nodes)
    43
    """
    equilibrium = solve(pressure, capacity, assumptions)
    if equilibrium.shape:
        raise ValueError(
            f"the dials have shape {equilibrium.shape}: a tree is drawn at one pressure and one capacity"
        )
    taken: Assumptions = equilibrium.assumptions
    game = payoffs(dial("pressure", pressure), dial("capacity", capacity), taken.as_dict())
    nodes: dict[str, Node] = {}
    sets: dict[str, InformationSet] = {}

    def add(
        path: tuple[str, ...],
        player: str | None,
        information_set: str | None,
        actions: tuple[str, ...],
        probability: float,
        pay: dict[str, float] | None = None,
    ) -> None:
        parent = nodes["/".join(path[:-1]) or "start"] if path else None
        name = "/".join(path) or "start"
        nodes[name] = Node(
            id=name,
            parent=parent.id if parent else None,
            action=path[-1] if path else None,
            player=player,
            information_set=information_set,
            children=tuple("/".join((*path, action)) for action in actions),
            probability=float(probability),
            reach=float(probability) * (parent.reach if parent else 1.0),
            payoffs=pay,
        )

    e = equilibrium
    add((), "Nature", None, TYPES, 1.0)
    for t, kind in enumerate(TYPES):
        first = f"Moscow {kind}"
        add((kind,), "Moscow", first, SIGNALS, float(e.prior if t else 1.0 - e.prior))
        chances = (float(1.0 - e.threat[t]), float(e.threat[t]))
        sets[first] = _set(first, "Moscow", ((kind,),), SIGNALS, chances, (1.0,), e.moscow_payoff[t])
        for s, signal in enumerate(SIGNALS):
            add((kind, signal), "Seoul", f"Seoul {signal}", POSTURES, chances[s])
            for k, posture in enumerate(POSTURES):
                path = (kind, signal, posture)
                last = "Moscow " + " ".join(path)
                add(path, "Moscow", last, ANSWERS, e.seoul[s, k])
                arm = float(e.arming[t, s, k])
                held = float(game.moscow[s, k])
                worth = (held, held + float(game.arming_gain[t, s, k]))
                sets[last] = _set(last, "Moscow", (path,), ANSWERS, (1.0 - arm, arm), (1.0,), worth)
                for r, answer in enumerate(ANSWERS):
                    pay = {"Moscow": worth[r], "Seoul": float(game.seoul[s, k] - r * game.harm)}
                    add((*path, answer), None, None, (), (1.0 - arm, arm)[r], pay)
    for s, signal in enumerate(SIGNALS):
        name = f"Seoul {signal}"
        belief = (float(1.0 - e.belief[s]), float(e.belief[s]))
        members = tuple((kind, signal) for kind in TYPES)
        sets[name] = _set(name, "Seoul", members, POSTURES, e.seoul[s], belief, e.seoul_payoff[s])
    return ExtensiveForm(float(e.pressure), float(e.capacity), taken, nodes, sets, e)


def _set(
    name: str,
    player: str,
    members: tuple[tuple[str, ...], ...],
    actions: tuple[str, ...],
    probabilities: Any,
    belief: tuple[float, ...],
    worth: Any,
) -> InformationSet:
    return InformationSet(
        id=name,
        player=player,
        nodes=tuple("/".join(path) for path in members),
        actions=actions,
        probabilities=tuple(float(x) for x in probabilities),
        belief=belief,
        expected_payoffs=tuple(float(x) for x in worth),
    )


def _decimal(number: float) -> str:
    return np.format_float_positional(number, unique=True, trim="0")
