"""Readings that patients take at home: capture, averaging, triage."""

from proactive_care.readings.diary_file import read_diary_file

__all__ = ["read_diary_file"]
