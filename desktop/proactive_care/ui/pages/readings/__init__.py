"""The Readings page."""

from proactive_care.ui.pages.readings.page import ReadingsPage

__all__ = ["ReadingsPage"]
