"""What the Reports page shows, gathered in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.reports import (
    Inequalities,
    Progressing,
    Quality,
    all_reports,
)


@dataclass(frozen=True)
class ReportsFacts:
    """The three reports of one day. Inequalities are exact: they stay inside."""

    progress: Progressing
    quality: Quality
    inequalities: Inequalities

    @property
    def anything(self) -> bool:
        """Whether anybody has been sorted."""
        return bool(self.progress.frameworks)


def load_reports(session: Session, as_of: date, progress: Progress) -> ReportsFacts:
    """Count everything. Raises NotPermitted, Cancelled."""
    return ReportsFacts(*all_reports(session, as_of, progress))


def subtitle(facts: ReportsFacts) -> str:
    """Return the day and how old the data is."""
    basis = facts.progress.basis
    if basis.extract is None:
        return f"As of {show_date(basis.as_of)}"
    days = (basis.as_of - basis.extract).days
    age = "of today" if days == 0 else "1 day old" if days == 1 else f"{days:,} days old"
    return f"As of {show_date(basis.as_of)} · extract {age}"
