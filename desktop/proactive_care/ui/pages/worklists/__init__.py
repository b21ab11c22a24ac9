"""Worklists: everybody on a register, by tier and group, with the reason."""

from proactive_care.ui.pages.worklists.page import WorklistsPage

__all__ = ["WorklistsPage"]
