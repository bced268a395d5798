"""The game: a threat, two dials and noisy choices. Pure numpy; no plots, no files, no Jupyter.

Solve it: `solve` (quantal response), `backward_induction` (no noise, no secrets), `tree` (the game laid out).
Take it apart: `Assumptions`, `PARAMETERS` (what each one means), `SCENARIOS`, `switch` and `contours`.
Doubt it: `sample`, `outcomes`, `tornado`, `sobol`, `posture_payoffs` and `minimax_regret`.
"""

from .assumptions import PARAMETERS, Assumptions, Parameter
from .equilibrium import Equilibrium, solve
from .extensive_form import ExtensiveForm, InformationSet, Node, tree
from .induction import SubgamePerfection, backward_induction
from .payoffs import ANSWERS, POSTURES, SIGNALS, TYPES, WEIGHTS
from .scenarios import SCENARIOS, Scenario
from .switching import contours, switch
from .table import Table
from .what_if import (
    OUTCOMES,
    Regret,
    Sample,
    SobolIndex,
    Swing,
    minimax_regret,
    outcomes,
    posture_payoffs,
    ranges_around,
    sample,
    sobol,
    tornado,
)

__all__ = [
    "ANSWERS",
    "OUTCOMES",
    "PARAMETERS",
    "POSTURES",
    "SCENARIOS",
    "SIGNALS",
    "TYPES",
    "WEIGHTS",
    "Assumptions",
    "Equilibrium",
    "ExtensiveForm",
    "InformationSet",
    "Node",
    "Parameter",
    "Regret",
    "Sample",
    "Scenario",
    "SobolIndex",
    "SubgamePerfection",
    "Swing",
    "Table",
    "backward_induction",
    "contours",
    "minimax_regret",
    "outcomes",
    "posture_payoffs",
    "ranges_around",
    "sample",
    "sobol",
    "solve",
    "switch",
    "tornado",
    "tree",
]
