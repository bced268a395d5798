"""`BeliefUpdater`: what a threat should make you believe, by Bayes' rule in odds."""

from .updater import BeliefUpdater

__all__ = ["BeliefUpdater"]
