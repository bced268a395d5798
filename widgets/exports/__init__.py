"""Arms exports in five-year windows: shares, ranks, and what fourth place would take."""

from .explorer import ExportExplorer

__all__ = ["ExportExplorer"]
