"""What the computer plays where nobody does: the equilibrium of the game at precision 4."""

from __future__ import annotations

import random
from functools import lru_cache

import numpy as np

from ...widgets.game import Choice, Setting, chances
from .pairing import OPTIONS, ROLE_OF, Pairing

PRECISION = 4.0


@lru_cache(maxsize=64)
def _chances(setting: Setting) -> dict[Choice, float]:
    return chances(setting, PRECISION)


def stand_in(table: Pairing, node: str, seed: str) -> str:
    """Choose for whoever does not.

    Parameters
    ----------
    table : Pairing
    node : str
        The question.
    seed : str
        Of the room: the same question gets the same answer after a restart.

    Returns
    -------
    str
    """
    signal = table.moves["signal"].value if "signal" in table.moves else ""
    situation: tuple[str, ...]
    if node == "signal":
        kind, situation = "signal", (table.kind,)
    elif ROLE_OF[node] == "seoul":
        kind, situation = "posture", (signal if node == "posture" else node.removeprefix("if_"),)
    else:
        posture = table.moves["posture"].value if node == "answer" else node.removeprefix("if_")
        kind, situation = "answer", (table.kind, signal, posture)
    weights = [_chances(table.block.setting)[Choice(kind, situation, action)] for action in OPTIONS[node]]
    return random.Random(f"{seed} {table.turn} {node}").choices(
        OPTIONS[node], np.maximum(weights, 0.0).tolist()
    )[0]
