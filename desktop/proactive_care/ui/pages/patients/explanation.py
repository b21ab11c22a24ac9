"""Why a patient is in a group, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.domain.vocabulary import Framework, Tier


@dataclass(frozen=True)
class Line:
    """One criterion; ``met`` None is "not known". ``value`` is what was found, in words."""

    text: str
    met: bool | None
    value: str = ""
    day: date | None = None
    code: str = ""
    file_name: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Section:
    """Criteria under a heading; ``decides`` marks the group that the patient is in."""

    heading: str
    lines: tuple[Line, ...]
    decides: bool = False


@dataclass(frozen=True)
class Explanation:
    """One framework for one patient. ``moves`` say what would bring a lower group."""

    framework: Framework
    group: str
    tier: Tier
    reasons: tuple[str, ...]
    who: str
    flags: tuple[str, ...]
    moves: tuple[str, ...]
    rules: str
    signed: bool
    sections: tuple[Section, ...]
    could_not_check: tuple[str, ...]
