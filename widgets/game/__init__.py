"""The game: a threat, two dials and noisy choices. Pure numpy; no plots, no files, no Jupyter.

Solve it: `solve` (quantal response), `solve_two` (played twice), `reputation` (a belief along many crises),
`backward_induction` (no noise, no secrets).
Draw it: `tree` (the game laid out). Doubt that it is the only solution: `other_equilibria`.
Take it apart: `Assumptions`, `PARAMETERS` (what each one means), `SCENARIOS`, `switch` and `contours`.
Play it: `fit_class` (the precision of a class), `read_class` and `simulate_class`.
Doubt it: `sample`, `outcomes`, `tornado`, `sobol`, `log_likelihood`, `posture_payoffs` and `minimax_regret`.
"""

from .assumptions import PARAMETERS, Assumptions, Parameter
from .class_file import COLUMNS, ClassRecord, ClassRow, read_class, setting
from .class_fit import ChoiceCount, ClassFit, Equality, NodeFit, fit_class
from .class_simulation import COURSE_BLOCKS, Block, simulate_class
from .equilibrium import Equilibrium, solve
from .extensive_form import ExtensiveForm, InformationSet, Node, tree
from .induction import SubgamePerfection, backward_induction
from .others import other_equilibria
from .payoffs import ANSWERS, CHANNELS, POSTURES, SIGNALS, TYPES, WEIGHTS
from .scenarios import SCENARIOS, Scenario
from .switching import contours, switch
from .table import Table
from .tokens import (
    BY_CARDS,
    CARDS,
    CONSTANTS,
    TOKENS_PER_POINT,
    Choice,
    PaidPath,
    Setting,
    chances,
    paid_paths,
)
from .two_periods import TwoPeriods, reputation, solve_two
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
    "BY_CARDS",
    "CARDS",
    "CHANNELS",
    "COLUMNS",
    "CONSTANTS",
    "COURSE_BLOCKS",
    "OUTCOMES",
    "PARAMETERS",
    "POSTURES",
    "SCENARIOS",
    "SIGNALS",
    "TOKENS_PER_POINT",
    "TYPES",
    "WEIGHTS",
    "Assumptions",
    "Block",
    "Choice",
    "ChoiceCount",
    "ClassFit",
    "ClassRecord",
    "ClassRow",
    "Equality",
    "Equilibrium",
    "ExtensiveForm",
    "InformationSet",
    "Node",
    "NodeFit",
    "PaidPath",
    "Parameter",
    "Regret",
    "Sample",
    "Scenario",
    "Setting",
    "SobolIndex",
    "SubgamePerfection",
    "Swing",
    "Table",
    "TwoPeriods",
    "backward_induction",
    "chances",
    "contours",
    "fit_class",
    "log_likelihood",
    "minimax_regret",
    "other_equilibria",
    "outcomes",
    "paid_paths",
    "posture_payoffs",
    "ranges_around",
    "read_class",
    "reputation",
    "sample",
    "setting",
    "simulate_class",
    "sobol",
    "solve",
    "solve_two",
    "switch",
    "tornado",
    "tree",
]
