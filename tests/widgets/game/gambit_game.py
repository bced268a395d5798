"""The game as an explicit tree in Gambit, written from the rules alone: it shares no code with the package."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate
from typing import Any

import pygambit

CREDIT = (0, 0.6, 1)
EXPORT = (0, 0.25, 0.5)
DOMESTIC = (0, 0.15, 1)
ROLE = (0, 0.3, 1)
OVERT = (0, 0.3, 1)
BATTLE = (0, 0.5, 1)
YIELD = (1, 0.3, 0)


def prior(c: float, a: dict[str, float]) -> float:
    return min(max(a["prior_base"] + a["prior_slope"] * c, 0.01), 0.99)


def seoul_payoff(p: float, c: float, a: dict[str, float], threat: int, k: int, arms: int) -> float:
    pull = p + a["threat_pull"] * threat * (1 - p)
    harm = a["armed_north_harm"] * (a["harm_floor"] + (1 - a["harm_floor"]) * c) + a["trade_loss"]
    gain = pull * a["alliance_credit"] * CREDIT[k] + a["export_gain"] * EXPORT[k] + a["role_gain"] * ROLE[k]
    cost = a["domestic_cost"] * DOMESTIC[k] + arms * harm + threat * a["yielding_cost"] * YIELD[k]
    return gain - cost


def moscow_payoff(c: float, a: dict[str, float], kind: str, threat: int, k: int, arms: int) -> float:
    arming = (
        a["wish_to_punish_" + kind] * OVERT[k]
        + a["munitions_value"]
        + a["munitions_need"] * (1 - c)
        - a["materiel_cost_" + kind] * (1 - c)
        - a["own_loss"]
    )
    bluff = a["bluff_cost"] * OVERT[k] * threat * (1 - arms)
    return -a["battlefield_loss"] * BATTLE[k] + arms * arming - bluff - a["talk_cost"] * threat


def build(p: float, c: float, a: dict[str, float]) -> Any:
    """Build the tree, Seoul unable to tell the types apart."""
    game = pygambit.Game.new_tree(players=["Moscow", "Seoul"])
    root = game.root
    game.append_move(root, game.players.chance, ["soft", "hard"])
    hard = Decimal(repr(prior(c, a)))
    game.set_chance_probs(root.infoset, [1 - hard, hard])
    starts = list(root.children)
    for start in starts:
        game.append_move(start, "Moscow", ["quiet", "threat"])
    for signal in ("quiet", "threat"):
        game.append_move(
            [start.children[signal] for start in starts], "Seoul", ["refuse", "indirect", "direct"]
        )
    for kind, start in zip(("soft", "hard"), starts, strict=True):
        for threat, heard in enumerate(start.children):
            for k, node in enumerate(heard.children):
                game.append_move(node, "Moscow", ["hold", "arm"])
                for arms, end in enumerate(node.children):
                    pay = [moscow_payoff(c, a, kind, threat, k, arms), seoul_payoff(p, c, a, threat, k, arms)]
                    label = f"{kind} {heard.prior_action.label} {node.prior_action.label} {end.prior_action.label}"
                    game.set_outcome(end, game.add_outcome(label, [Decimal(repr(float(x))) for x in pay]))
    return game


def solve(game: Any, precision: float) -> dict[str, Any]:
    """Return Gambit's agent quantal response equilibrium: first point at ``precision`` on the principal branch."""
    (fit,) = pygambit.qre.logit_solve_lambda(game, precision)
    # The fit is a flat list: by player, by information set, by action. Its own .profile cannot be made in 16.7.0.
    sets = [infoset for player in game.players for infoset in player.infosets]
    first = list(accumulate((len(infoset.actions) for infoset in sets), initial=0))
    starts = list(game.root.children)

    def at(node: Any) -> list[float]:
        start = first[sets.index(node.infoset)]
        return [float(fit[i]) for i in range(start, start + len(node.infoset.actions))]

    return {
        "precision": float(fit.lam),
        "threat": [at(start)[1] for start in starts],
        "seoul": [at(heard) for heard in starts[0].children],
        "arming": [
            [[at(node)[1] for node in heard.children] for heard in start.children] for start in starts
        ],
    }
