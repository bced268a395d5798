"""The game: a threat, two dials and noisy choices. Pure numpy.

Two players, alliance pressure and Russian capacity; see `solve`.
"""

from .assumptions import PARAMETERS, Assumptions
from .equilibrium import Equilibrium, solve
from .payoffs import ANSWERS, POSTURES, SIGNALS, TYPES, WEIGHTS
from .scenarios import SCENARIOS, Scenario

__all__ = [
    "ANSWERS",
    "PARAMETERS",
    "POSTURES",
    "SCENARIOS",
    "SIGNALS",
    "TYPES",
    "WEIGHTS",
    "Assumptions",
    "Equilibrium",
    "Scenario",
    "solve",
]
