"""Proactive Care Desktop: the UCLPartners Proactive Care Frameworks, offline, for practices."""

__version__ = "0.1.0"
