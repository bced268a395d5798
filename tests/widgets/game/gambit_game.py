"""The game as an explicit tree for Gambit, written from the rules alone: it shares no code with the package."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pygambit

TYPES = ("soft", "hard")
SIGNALS = ("quiet", "threat")
POSTURES = ("refuse", "indirect", "direct")
ANSWERS = ("hold", "arm")
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


def efg(p: float, c: float, a: dict[str, float], shadow: float | None = None) -> str:
    """Write the game in Gambit's format for extensive games, Seoul unable to tell the types apart.

    With a ``shadow``, the game is played twice: the second period hangs on every ending of the first, its payoffs
    times the shadow are added, and all but the type is public.
    """
    hard = Decimal(repr(prior(c, a)))
    lines = ['EFG 2 R "written from the rules" { "Moscow" "Seoul" }']
    lines.append(f'c "" 1 "type" {{ "soft" {1 - hard} "hard" {hard} }} 0')
    sets: dict[tuple[str, ...], int] = {}
    counts = [0, 0, 0]

    def move(player: int, knows: tuple[str, ...], actions: tuple[str, ...]) -> None:
        if knows not in sets:
            counts[player] += 1
            sets[knows] = counts[player]
        listed = " ".join(f'"{action}"' for action in actions)
        lines.append(f'p "" {player} {sets[knows]} "{" ".join(knows)}" {{ {listed} }} 0')

    def play(
        kind: str, past: tuple[str, ...], moscow: float, seoul: float, weight: float, last: bool
    ) -> None:
        move(1, ("Moscow", kind, *past), SIGNALS)
        for threat, signal in enumerate(SIGNALS):
            move(2, ("Seoul", *past, signal), POSTURES)
            for k, posture in enumerate(POSTURES):
                move(1, ("Moscow", kind, *past, signal, posture), ANSWERS)
                for arms, answer in enumerate(ANSWERS):
                    got = moscow + weight * moscow_payoff(c, a, kind, threat, k, arms)
                    has = seoul + weight * seoul_payoff(p, c, a, threat, k, arms)
                    then = (*past, signal, posture, answer)
                    if last:
                        counts[0] += 1
                        pay = " ".join(f"{Decimal(repr(float(x))):f}" for x in (got, has))
                        lines.append(f't "" {counts[0]} "{" ".join((kind, *then))}" {{ {pay} }}')
                    else:
                        play(kind, then, got, has, shadow, True)

    for kind in TYPES:
        play(kind, (), 0.0, 0.0, 1.0, shadow is None)
    return "\n".join(lines) + "\n"


def read(text: str) -> Any:
    """Let Gambit read a game."""
    return pygambit.read_efg(io.StringIO(text))


def solve(game: Any, precision: float) -> dict[str, Any]:
    """Return Gambit's agent quantal response equilibrium: first point at ``precision`` on the principal branch."""
    (fit,) = pygambit.qre.logit_solve_lambda(game, precision)
    # Version 17.0.0b2 may answer for another precision where it announces a bifurcation, without an error.
    assert abs(fit.lam - precision) < 1e-6, f"asked Gambit at {precision}, and it answered at {fit.lam}"
    # What is played at each information set, by the moves that lead to its first node.
    at = {
        (player, *history.actions): list(dict(played).values())
        for player in game.players
        for history, played in fit.profile[player]
    }
    return {
        "precision": float(fit.lam),
        "threat": [at["Moscow", kind][1] for kind in TYPES],
        "seoul": [at["Seoul", "soft", signal] for signal in SIGNALS],
        "arming": [
            [[at["Moscow", kind, signal, posture][1] for posture in POSTURES] for signal in SIGNALS]
            for kind in TYPES
        ],
    }


def in_tokens(paths: Any) -> str:
    """Write the game with the payoffs that a class is shown, 24 ways through the tree in the order of play."""
    lines = ['EFG 2 R "in tokens" { "Moscow" "Seoul" }', 'c "" 1 "type" { "soft" 5/8 "hard" 3/8 } 0']
    paid = iter(paths)
    sets: dict[tuple[str, ...], int] = {}
    ending = 0
    for kind in TYPES:
        numbers = sets.setdefault(("Moscow", kind), 1 + sum(key[0] == "Moscow" for key in sets))
        lines.append(f'p "" 1 {numbers} "{kind}" {{ "quiet" "threat" }} 0')
        for s, signal in enumerate(SIGNALS):
            lines.append(f'p "" 2 {s + 1} "{signal}" {{ "refuse" "indirect" "direct" }} 0')
            for posture in POSTURES:
                key = ("Moscow", kind, signal, posture)
                number = sets.setdefault(key, 1 + sum(other[0] == "Moscow" for other in sets))
                lines.append(f'p "" 1 {number} "{" ".join(key[1:])}" {{ "hold" "arm" }} 0')
                for answer in ANSWERS:
                    path = next(paid)
                    assert (path.type, path.signal, path.posture, path.answer) == (
                        kind,
                        signal,
                        posture,
                        answer,
                    )
                    ending += 1
                    lines.append(f't "" {ending} "" {{ {path.moscow_tokens} {path.seoul_tokens} }}')
    return "\n".join(lines) + "\n"


def estimate(game: Any, counts: dict[tuple[str, ...], int]) -> dict[str, float]:
    """Return Gambit's maximum likelihood estimate of the precision, given how often each action was chosen."""
    even = game.mixed_behavior_profile()
    seen = []
    for player in game.players:
        rows = []
        for history, actions in even[player]:
            moves = history.actions
            # Of Seoul, who cannot see the type, any node of the set will do.
            knows = moves[1:] if player == "Seoul" else moves
            node = "posture" if player == "Seoul" else ("signal", "", "answer")[len(moves) - 1]
            rows.append([counts.get((node, *knows, action), 0) for action in dict(actions)])
        seen.append(rows)
    data = game.mixed_behavior_profile(seen)
    fit = pygambit.qre.logit_estimate(data)
    return {"precision": float(fit.lam), "log_likelihood": float(fit.log_like)}


def trace(game: Any, precision: float) -> list[tuple[float, list[float]]]:
    """Return the points of the principal branch that Gambit passes on its way to ``precision`` and the first beyond.

    Its bifurcation events are not asked for: they tell where the orientation changes between two points, and a branch
    can turn back without one.

    Returns
    -------
    list of (float, list of float)
        The precision, and how often each type threatens.
    """
    passed: list[tuple[float, list[float]]] = []

    def heard(event: Any) -> None:
        if not isinstance(event, pygambit.gambit.LogitPathEvent):
            return
        if passed and passed[-1][0] >= precision:
            return  # from here on it only steps back and forth to the precision that was asked for
        profile = event.qre.profile
        threat = {
            history.actions[0]: list(dict(played).values())[1]
            for player in game.players
            if str(player) == "Moscow"
            for history, played in profile[player]
            if len(history.actions) == 1
        }
        passed.append((float(event.qre.lam), [threat[kind] for kind in TYPES]))

    pygambit.qre.logit_solve_lambda(game, precision, event_callback=heard)
    return passed
