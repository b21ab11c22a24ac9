"""Keying a diary: the form, its cells, what it says while it is typed."""

from proactive_care.ui.pages.readings.diary.entry import DiaryEntry
from proactive_care.ui.pages.readings.diary.task import Task

__all__ = ["DiaryEntry", "Task"]
