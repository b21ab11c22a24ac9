"""Bugs: an incident number, and a report that somebody can send without giving a patient away."""

from __future__ import annotations

import platform
import secrets
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from proactive_care import __version__

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Incident:
    """One bug that happened. ``report`` names types, functions and lines, never a value."""

    number: str
    report: str


def incident_from(error: BaseException, at: datetime, *, also: str = "") -> Incident:
    """Describe a bug. ``also`` names further parts of the system, such as Qt's version.

    The text of an exception may quote data (a name that would not parse, say), so only its type
    is told; so are the functions and lines on the way to it.
    """
    number = "PC-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
    system = [f"{platform.system()} {platform.release()}", f"Python {platform.python_version()}"]
    lines = [
        f"Incident {number}",
        f"When: {at:%Y-%m-%d %H:%M:%S} UTC",
        f"Version: {__version__}",
        f"System: {', '.join([*system, also] if also else system)}",
        "",
    ]
    for cause in _chain(error):
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += _steps(cause.__traceback__)
    return Incident(number, "\n".join(lines) + "\n")


def keep_incident(folder: Path, incident: Incident) -> bool:
    """Write the report into the practice's folder. False if that failed (a full disk, say)."""
    try:
        (folder / "incidents").mkdir(parents=True, exist_ok=True)
        path = folder / "incidents" / f"{incident.number}.txt"
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
    """Return the part of a path below the package: a user's folder names stay on the computer."""
    parts = Path(file_name).parts
    for package in ("proactive_care", "site-packages"):
        if package in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(package) - 1 :])
    return parts[-1] if parts else "unknown"
