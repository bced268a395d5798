"""A made-up class that plays by the book: to try the estimate on, and for those who have no class."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .class_file import ClassRecord, ClassRow
from .payoffs import ANSWERS, POSTURES, SIGNALS, TYPES, Floats
from .tokens import BY_CARDS, CARDS, CHOICE_COLUMN, Choice, Setting, log_chances, paid_paths, token_payoffs


@dataclass(frozen=True)
class Block:
    """Some rounds with the same dials.

    Attributes
    ----------
    name : str
    rounds : int
    setting : Setting
    direct : int
        How many of the last rounds are by direct response.
    """

    name: str
    rounds: int
    setting: Setting
    direct: int = 2


def _changed(**changes: float) -> Setting:
    base = Setting(0.6, 0.7)
    return Setting(0.6, 0.7, base.assumptions.replace(**changes, **BY_CARDS))


#: The blocks of a class of 45 minutes: the course's dials, pride, tied hands.
COURSE_BLOCKS = (
    Block("A", 10, Setting(0.6, 0.35)),
    Block("B", 5, _changed(yielding_cost=0.8, threat_pull=0.2, bluff_cost=0.0)),
    Block("C", 5, _changed(yielding_cost=0.0, threat_pull=0.0, bluff_cost=0.8)),
)


def simulate_class(
    pairs: int = 15,
    precision: float = 4.0,
    *,
    blocks: Sequence[Block] = COURSE_BLOCKS,
    spread: float = 0.0,
    seed: int = 0,
) -> ClassRecord:
    """Make up a class whose students play the agent quantal response equilibrium.

    Parameters
    ----------
    pairs : int, default 15
    precision : float, default 4
        The class's precision, in 1/points.
    blocks : sequence of Block, optional
        The blocks of a class of 45 minutes if left out. Roles change from block to block, partners from round to round.
    spread : float, default 0
        Standard deviation of the logarithm of precision from student to student; at 0 all are alike.
    seed : int, default 0

    Returns
    -------
    ClassRecord
        With `ClassRecord.simulated` set.

    Raises
    ------
    ValueError
        When there is no pair, or the precision or the spread is below 0.

    Examples
    --------
    >>> len(simulate_class(6).rows)
    120
    """
    if pairs < 1 or precision < 0 or spread < 0:
        raise ValueError(
            f"pairs = {pairs}, precision = {precision}, spread = {spread}: expected at least 1, 0 and 0"
        )
    rng = np.random.default_rng(seed)
    own = precision * np.exp(spread * rng.standard_normal(2 * pairs))
    unlike, group = np.unique(own, return_inverse=True)
    rows: list[ClassRow] = []
    for number, block in enumerate(blocks):
        chances = np.exp(log_chances(token_payoffs(block.setting), unlike))
        pays = {(p.type, p.signal, p.posture, p.answer): p for p in paid_paths(block.setting)}
        changes = json.dumps(block.setting.changes)

        def pick(
            student: int,
            node: str,
            situation: tuple[str, ...],
            actions: tuple[str, ...],
            chances: Floats = chances,
        ) -> str:
            first = CHOICE_COLUMN[Choice(node, situation, actions[0])]
            p = chances[group[student], first : first + len(actions)]
            return actions[min(int(np.searchsorted(np.cumsum(p), rng.random())), len(actions) - 1)]

        for turn in range(1, block.rounds + 1):
            direct = turn > block.rounds - block.direct
            for pair in range(pairs):
                moscow, seoul = pair, pairs + (pair + turn - 1) % pairs
                if number % 2:
                    moscow, seoul = seoul, moscow
                kind = TYPES[int(rng.random() < CARDS["hard"] / sum(CARDS.values()))]
                signal = pick(moscow, "signal", (kind,), SIGNALS)
                told = {each: pick(seoul, "posture", (each,), POSTURES) for each in SIGNALS}
                kept = {each: pick(moscow, "answer", (kind, signal, each), ANSWERS) for each in POSTURES}
                posture = told[signal]
                answer = kept[posture]
                paid = pays[kind, signal, posture, answer]
                asked = not direct
                rows.append(
                    ClassRow(
                        "simulated",
                        block.name,
                        turn,
                        pair + 1,
                        f"s{moscow + 1:02d}",
                        f"s{seoul + 1:02d}",
                        block.setting.pressure,
                        block.setting.capacity,
                        changes,
                        "strategy" if asked else "direct",
                        kind,
                        signal,
                        told["quiet"] if asked else "",
                        told["threat"] if asked else "",
                        kept["refuse"] if asked else "",
                        kept["indirect"] if asked else "",
                        kept["direct"] if asked else "",
                        posture,
                        answer,
                        paid.moscow_tokens,
                        paid.seoul_tokens,
                        None,
                        None,
                        None,
                        "",
                    )
                )
    return ClassRecord(tuple(rows), simulated=True)
