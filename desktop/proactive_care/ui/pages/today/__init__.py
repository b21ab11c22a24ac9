"""Today: what needs me."""

from proactive_care.ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
