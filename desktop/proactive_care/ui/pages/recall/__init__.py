"""Recall: who is due, the batch before it is printed, and the letters."""

from proactive_care.ui.pages.recall.page import RecallPage

__all__ = ["RecallPage"]
