"""Random games for the tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions

# The same games in every run, and no clock: some games are solved along an arc, which takes a hundred times longer.
thorough = settings(derandomize=True, deadline=None, max_examples=40)
brief = settings(thorough, max_examples=20)

unit = st.floats(0.0, 1.0, allow_subnormal=False)


#: Up to this precision any game is solved in a blink; beyond it an arc may take thousands of steps.
BRISK = 40.0


def assumptions(**fixed: float) -> st.SearchStrategy[Assumptions]:
    """Any legal assumptions up to a brisk precision, some of them fixed."""
    bounds = {name: parameter.bounds for name, parameter in PARAMETERS.items()} | {"precision": (0.0, BRISK)}
    free = {
        name: st.just(fixed[name]) if name in fixed else st.floats(*ends, allow_subnormal=False)
        for name, ends in bounds.items()
    }
    return st.builds(Assumptions, **free)


def draw(n: int, seed: int, spread: str, precision: tuple[float, float] = (0.0, 40.0)) -> dict[str, Any]:
    """Draw dials and assumptions by name: ``near`` the defaults, on the ``slider``, or within the ``bounds``."""
    rng = np.random.default_rng(seed)
    games = {"pressure": rng.random(n), "capacity": rng.random(n)}
    for name, parameter in PARAMETERS.items():
        if name == "precision":
            low, high = precision
        elif spread == "near" and parameter.default:
            low, high = 0.3 * parameter.default, 1.7 * parameter.default
        else:
            low, high = parameter.bounds if spread == "bounds" else parameter.slider
        games[name] = rng.uniform(low, high, n)
    return games
