"""The coding list on paper, for whoever codes with the sheet beside the keyboard."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import CodingLine, CodingSheetPaper, write_coding_sheet_pdf
from proactive_care.domain.errors import KnownError
from proactive_care.recall.coding_list import PURPOSE, TO_CODE, CodingItem, coding_list
from proactive_care.store.patients import extract_date


@dataclass(frozen=True)
class CodingSheet:
    """The sheet as a PDF, in memory until somebody prints it."""

    lines: int
    pages: int
    data: bytes


def print_coding_sheet(session: Session, as_of: date, *, overdue_only: bool = False) -> CodingSheet:
    """Return the coding list as a sheet with boxes to tick, by patient. Audited.

    Raises KnownError if there is nothing to code, NotPermitted.
    """
    items = [item for item in coding_list(session, as_of) if item.overdue or not overdue_only]
    if not items:
        raise KnownError("There is nothing to code.", kept="Nothing was printed.")
    items.sort(
        key=lambda item: (item.patient.family_name.casefold(), item.patient.id, item.work.day)
    )
    paper = CodingSheetPaper(
        practice_details(session).name,
        session.full_name,
        as_of,
        tuple(map(_line, items)),
        extract_date(session.practice.db),
    )
    stream = io.BytesIO()
    with session.act(Permission.EXPORT, "coding.print", purpose=PURPOSE, rows=len(items)):
        pages = write_coding_sheet_pdf(stream, paper, made_at=session.now())
    return CodingSheet(len(items), pages, stream.getvalue())


def _line(item: CodingItem) -> CodingLine:
    patient, work = item.patient, item.work
    value = "" if work.value is None else f" {work.value} {work.code.unit}".rstrip()
    late = "" if item.status == TO_CODE else f"{item.status.capitalize()}."
    return CodingLine(
        name=f"{patient.family_name}, {patient.given_name}",
        born=patient.date_of_birth,
        nhs_number=patient.nhs_number or "",
        code=work.code.code,
        term=f"{work.code.term}{value}",
        day=work.day,
        text=f"{work.text} ({work.condition})",
        notes=" ".join(part for part in (late, work.check_first) if part),
    )
