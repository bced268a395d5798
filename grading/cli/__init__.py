"""The command line ``seoul``: one thin file a command."""

from .app import main

__all__ = ["main"]
