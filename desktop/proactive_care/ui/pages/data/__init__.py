"""Data: the import, its history, and the backup."""

from proactive_care.ui.pages.data.page import DataPage

__all__ = ["DataPage"]
