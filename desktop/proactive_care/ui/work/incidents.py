"""Bugs in the window: the same incidents as everywhere, with Qt's version."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import qVersion

from proactive_care import incidents
from proactive_care.incidents import Incident

__all__ = ["Incident", "IncidentLog", "incident_from"]


def incident_from(error: BaseException, at: datetime) -> Incident:
    """Describe a bug, without a value in it."""
    return incidents.incident_from(error, at, also=f"Qt {qVersion()}")


class IncidentLog:
    """Keeps the reports of incidents in the practice's folder, so that none is lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, incident: Incident) -> bool:
        """Write the report. Returns False if it could not be written (a full disk, say)."""
        return incidents.keep_incident(self._folder, incident)
