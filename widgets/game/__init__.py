"""The game: a threat, two dials and noisy choices. Pure numpy; no plots, no files, no Jupyter.

Solve it: `solve` (quantal response), `solve_two` (played twice), `backward_induction` (no noise, no secrets).
Draw it: `tree` (the game laid out). Doubt that it is the only solution: `other_equilibria`.
Take it apart: `Assumptions`, `PARAMETERS` (what each one means), `SCENARIOS`, `switch` and `contours`.
Doubt it: `sample`, `outcomes`, `tornado`, `sobol`, `log_likelihood`, `posture_payoffs` and `minimax_regret`.
"""

from .assumptions import PARAMETERS, Assumptions, Parameter
from .equilibrium import Equilibrium, solve
from .extensive_form import ExtensiveForm, InformationSet, Node, tree
from .induction import SubgamePerfection, backward_induction
from .others import other_equilibria
from .payoffs import ANSWERS, CHANNELS, POSTURES, SIGNALS, TYPES, WEIGHTS
from .scenarios import SCENARIOS, Scenario
from .switching import contours, switch
from .table import Table
from .two_periods import TwoPeriods, solve_two
from .what_if import (
    OUTCOMES,
    Regret,
    Sample,
    SobolIndex,
    Swing,
    log_likelihood,
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
    "CHANNELS",
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
    "TwoPeriods",
    "backward_induction",
    "contours",
    "log_likelihood",
    "minimax_regret",
    "other_equilibria",
    "outcomes",
    "posture_payoffs",
    "ranges_around",
    "sample",
    "sobol",
    "solve",
    "solve_two",
    "switch",
    "tornado",
    "tree",
]
