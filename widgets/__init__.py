"""The game and the explorers that drive it.

`seoul_dilemma.widgets.game` is the model, in pure numpy. The explorers are imported on first use, so that
the model never pulls in Jupyter: ``from seoul_dilemma.widgets import DilemmaExplorer``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .argument import ArgumentMap
    from .backpack.backpack import Backpack
    from .belief import BeliefUpdater
    from .check import Check
    from .dilemma import DilemmaExplorer
    from .exports import ExportExplorer
    from .forecast import ForecastPad
    from .ribbon import Ribbon
    from .sensitivity import SensitivityExplorer
    from .shells import ShellLedger
    from .stakes import StakesExplorer
    from .tree import GameTree

# Each explorer and the folder that it lives in. A new one is one more line here, one above and one below.
_HOMES = {
    "ArgumentMap": ".argument",
    "Backpack": ".backpack.backpack",
    "BeliefUpdater": ".belief",
    "Check": ".check",
    "DilemmaExplorer": ".dilemma",
    "ForecastPad": ".forecast",
    "GameTree": ".tree",
    "ExportExplorer": ".exports",
    "Ribbon": ".ribbon",
    "SensitivityExplorer": ".sensitivity",
    "ShellLedger": ".shells",
    "StakesExplorer": ".stakes",
}

__all__ = [
    "ArgumentMap",
    "Backpack",
    "BeliefUpdater",
    "Check",
    "DilemmaExplorer",
    "ExportExplorer",
    "ForecastPad",
    "GameTree",
    "Ribbon",
    "SensitivityExplorer",
    "ShellLedger",
    "StakesExplorer",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
