"""The command line ``seoul``: one thin file a command."""

from seoul_dilemma.grading.cli.app import main

__all__ = ["main"]
