"""All reports of a day at once: who is counted is found out only once for them."""

from __future__ import annotations

from datetime import date

from proactive_care.accounts import Session
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.reports.basis import counting
from proactive_care.reports.inequalities import Inequalities, inequalities_of
from proactive_care.reports.progress import Progressing, progress_of
from proactive_care.reports.quality import Quality, quality_of


def all_reports(
    session: Session, as_of: date, progress: Progress = no_progress
) -> tuple[Progressing, Quality, Inequalities]:
    """Return the three reports of a day, of one moment. The inequalities are exact: for inside.

    Raises NotPermitted, Cancelled.
    """
    with counting(session, as_of) as counted:
        return (
            progress_of(session, counted, progress),
            quality_of(counted, False, progress),
            inequalities_of(counted, False, progress),
        )
