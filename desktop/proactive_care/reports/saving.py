"""Reports as files: one audited act each, written so that a crash leaves no half file.

The workbooks are imported when one is written: every start would wait for the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.reports.inequalities import inequalities_report
from proactive_care.reports.progress import progress_report
from proactive_care.reports.quality import quality_report
from proactive_care.store.durable import write_durably

if TYPE_CHECKING:
    from proactive_care.reports.workbook import Report

PROGRESS_PURPOSE = "Monthly progress report"
QUALITY_PURPOSE = "Mending the practice's own data"
INEQUALITIES_PURPOSE = "Looking for inequalities in care"


@dataclass(frozen=True)
class SavedReport:
    """A workbook that was written. ``patient_rows`` counts rows about single patients."""

    path: Path
    as_of: date
    sheets: tuple[str, ...]
    patient_rows: int = 0


def save_progress(
    session: Session,
    path: Path,
    as_of: date,
    *,
    purpose: str = PROGRESS_PURPOSE,
    progress: Progress = no_progress,
) -> SavedReport:
    """Write the progress report. It holds no patient's identity.

    Raises NotPermitted, InvalidInput without a purpose, Cancelled, FileProblem.
    """
    from proactive_care.reports.progress_book import progress_book

    purpose = _allowed(session, purpose)
    book = progress_book(progress_report(session, as_of, progress), purpose)
    return _write(session, "report.progress", book, path, as_of, purpose)


def save_quality(
    session: Session,
    path: Path,
    as_of: date,
    *,
    purpose: str = "",
    progress: Progress = no_progress,
) -> SavedReport:
    """Write the data quality workbook.

    Only with a ``purpose`` it has a sheet of patients by NHS number and local id. Raises
    NotPermitted, Cancelled, FileProblem.
    """
    from proactive_care.reports.quality_book import quality_book

    with_rows = bool(purpose.strip())
    purpose = _allowed(session, purpose.strip() or QUALITY_PURPOSE)
    found = quality_report(session, as_of, with_rows=with_rows, progress=progress)
    book = quality_book(found, purpose, with_rows=with_rows)
    return _write(session, "report.quality", book, path, as_of, purpose, len(found.rows))


def save_inequalities(
    session: Session,
    path: Path,
    as_of: date,
    *,
    purpose: str = INEQUALITIES_PURPOSE,
    outside: bool = True,
    progress: Progress = no_progress,
) -> SavedReport:
    """Write the inequalities report. It holds no patient's identity.

    ``outside``: small numbers are hidden and the rest rounded. Raises NotPermitted, InvalidInput
    without a purpose, Cancelled, FileProblem.
    """
    from proactive_care.reports.inequalities_book import inequalities_book

    purpose = _allowed(session, purpose)
    found = inequalities_report(session, as_of, outside=outside, progress=progress)
    book = inequalities_book(found, purpose)
    return _write(
        session, "report.inequalities", book, path, as_of, purpose, small_numbers_hidden=outside
    )


def _allowed(session: Session, purpose: str) -> str:
    session.require(Permission.EXPORT)
    if not purpose.strip():
        raise InvalidInput(
            "A report that leaves the practice says what it is for.",
            field="purpose",
            kept="Nothing was written.",
            advice="Enter a purpose.",
        )
    return purpose.strip()


def _write(
    session: Session,
    action: str,
    book: Report,
    path: Path,
    as_of: date,
    purpose: str,
    patient_rows: int = 0,
    *,
    small_numbers_hidden: bool = False,
) -> SavedReport:
    content = book.to_bytes()
    with session.act(
        Permission.EXPORT,
        action,
        kept="No report was written.",
        purpose=purpose,
        as_of=as_of.isoformat(),
        sheets=list(book.sheets),
        patient_rows=patient_rows,
        small_numbers_hidden=small_numbers_hidden,
    ):
        write_durably(path, content)
    return SavedReport(path, as_of, book.sheets, patient_rows)
