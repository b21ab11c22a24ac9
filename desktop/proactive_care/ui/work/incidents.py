"""Bugs: an incident number, and a report that somebody can send without giving a patient away."""

from __future__ import annotations

import platform
import secrets
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

from proactive_care import __version__

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Incident:
    """One bug that happened. ``report`` names types, functions and lines, never a value."""

    number: str
    report: str


def incident_from(error: BaseException, at: datetime) -> Incident:
    """Describe a bug.

    The text of an exception may quote data (a name that would not parse, say), so only its type
    is told; so are the functions and lines on the way to it.
    """
    number = "PC-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
    lines = [
        f"Incident {number}",
        f"When: {at:%Y-%m-%d %H:%M:%S} UTC",
        f"Version: {__version__}",
        f"System: {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Qt {qVersion()}",
        "",
    ]
    for cause in _chain(error):
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += _steps(cause.__traceback__)
    return Incident(number, "\n".join(lines) + "\n")


class IncidentLog:
    """Keeps the reports of incidents in the practice's folder, so that none is lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "incidents"

    def keep(self, incident: Incident) -> bool:
        """Write the report. Returns False if it could not be written (a full disk, say)."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{incident.number}.txt"
            path.write_text(incident.report, encoding="utf-8")
        except OSError:
            return False
        return True


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    return chain


def _steps(trace: TracebackType | None) -> list[str]:
    return [
        f"  {_place(frame.filename)}, line {frame.lineno}, {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]


def _place(file_name: str) -> str:
    """Return a source file without the folders before its package (they may name a person)."""
    parts = Path(file_name).parts
    for root in ("proactive_care", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else "unknown"
