"""What Seoul could lose in the Russian market, as an interval beside amounts that are known."""

from .explorer import StakesExplorer

__all__ = ["StakesExplorer"]
