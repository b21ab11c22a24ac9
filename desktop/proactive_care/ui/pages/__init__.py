"""Every page of the window, in the order of the rail."""

from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.readings import ReadingsPage
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.reports import ReportsPage
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.today import TodayPage
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.shell.page import Page

PAGES: tuple[type[Page], ...] = (
    TodayPage,
    PatientsPage,
    WorklistsPage,
    ReadingsPage,
    RecallPage,
    ReportsPage,
    DataPage,
    SettingsPage,
)
"""Only pages that work: a page is added here when it does."""

__all__ = ["PAGES"]
