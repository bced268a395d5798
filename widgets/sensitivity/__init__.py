"""What if the assumptions are wrong: one at a time, and all at once."""

from .explorer import SensitivityExplorer

__all__ = ["SensitivityExplorer"]
