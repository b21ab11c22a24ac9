"""Reports: everything counted."""

from proactive_care.ui.pages.reports.page import ReportsPage

__all__ = ["ReportsPage"]
