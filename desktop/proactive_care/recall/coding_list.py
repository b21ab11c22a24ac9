"""The coding list: what was done here and is not yet seen in the clinical system."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from proactive_care.accounts import Act, Permission, Session
from proactive_care.documents import text_workbook
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import NotFound
from proactive_care.domain.spreadsheets import harmless_cell
from proactive_care.readings import session_codes
from proactive_care.recall.coding_items import (
    Work,
    coding_rules,
    find_in_import,
    reading_to_code,
    work_to_code,
)
from proactive_care.store import coding as store
from proactive_care.store.coding import CodingDoneRow
from proactive_care.store.durable import write_durably
from proactive_care.store.patients import PatientRow, patients_by_id

COLUMNS = (
    "nhs_number", "family_name", "given_name", "date_of_birth", "condition", "snomed_code", "term",
    "date", "value", "unit", "text", "check_first", "status", "done_by",
)  # fmt: skip
PURPOSE = "to code in the clinical system what was done here"
TO_CODE, OVERDUE = "to code", "not seen after 30 days"
NO_IMPORT = "not seen after 30 days, but nothing was imported since"


@dataclass(frozen=True)
class CodingItem:
    """One line of the list. ``status`` says whether it waits longer than it should."""

    patient: PatientRow
    work: Work
    status: str

    @property
    def overdue(self) -> bool:
        """Whether 30 days have gone by."""
        return self.status != TO_CODE


@dataclass(frozen=True)
class CodingExport:
    """A list that was written. ``seen`` lines were ticked off just now."""

    rows: int
    overdue: int
    seen: int
    file: Path


def coding_list(session: Session, as_of: date) -> tuple[CodingItem, ...]:
    """Return what is still to be coded, oldest first, without changing anything."""
    session.require(Permission.EXPORT)
    return _items(session.practice.db, as_of)


def export_coding_list(
    session: Session, path: Path, as_of: date, *, purpose: str = PURPOSE
) -> CodingExport:
    """Write the list, after ticking off what imports show. Audited.

    A ``path`` that ends in .xlsx becomes a workbook, in which Excel rounds no code; any other CSV
    (UTF-8, CRLF). A cell that a spreadsheet would run as a formula gets a leading apostrophe.
    Raises FileProblem, NotPermitted; then nothing is kept.
    """
    with session.act(
        Permission.EXPORT, "coding.export", purpose=purpose, fields=list(COLUMNS)
    ) as act:
        seen = tick_off_imported(session, act)
        items = _items(act.db, as_of)
        write_durably(path, _workbook(items, act.at) if _is_workbook(path) else _csv(items))
        overdue = sum(item.overdue for item in items)
        act.note(rows=len(items), overdue=overdue, seen=seen)
    return CodingExport(len(items), overdue, seen, path)


def tick_off_imported(session: Session, act: Act) -> int:
    """Tick off what the imports show as coded, inside a running act; return how many lines.

    The import does this itself in its own transaction.
    """
    lines = _work_done(act.db)
    done = store.coding_done(act.db)
    rules = coding_rules()
    open_lines = [line for line in lines if (line.origin, line.code.code) not in done]
    if not open_lines:
        return 0
    patients = sorted({line.patient for line in open_lines})
    codes = sorted({line.code.code for line in open_lines})
    events = store.coded_events(act.db, patients, codes)
    found = find_in_import(lines, done, events, rules.seen_days)
    store.add_coding_done(
        act.db,
        (
            _done(session, act, each.work, "import", each.event.day, each.event.file_name,
                  each.event.line)
            for each in found
        ),
    )  # fmt: skip
    return len(found)


def tick_coding(session: Session, origin: str, code: str) -> None:
    """Write down that a person has coded a line. Raises NotFound if it is not on the list."""
    with session.act(Permission.RECORD_CONTACTS, "coding.tick", origin=origin, code=code) as act:
        done = store.coding_done(act.db)
        lines = [
            line
            for line in _work_done(act.db)
            if (line.origin, line.code.code) == (origin, code) and (origin, code) not in done
        ]
        if not lines:
            raise NotFound("This is not on the coding list any more.")
        act.patient = lines[0].patient
        store.add_coding_done(act.db, [_done(session, act, lines[0], "person", None, "", None)])


def _work_done(db: Database) -> tuple[Work, ...]:
    """Everything done here that has a code, oldest first; home means come with the first part."""
    lines = [*work_to_code(store.done_here(db))]
    lines += [reading_to_code(each) for each in session_codes(db) if each.kind != "bp diary"]
    return tuple(sorted(lines, key=lambda line: (line.day, line.entered_at)))


def _items(db: Database, as_of: date) -> tuple[CodingItem, ...]:
    done = store.coding_done(db)
    lines = [
        line
        for line in _work_done(db)
        if (line.origin, line.code.code) not in done and line.day <= as_of
    ]
    patients = patients_by_id(db, sorted({line.patient for line in lines}))
    lines.sort(key=lambda line: (line.day, *_name_of(patients[line.patient])))
    imported = store.newest_import(db)
    return tuple(
        CodingItem(patients[line.patient], line, _status(line, as_of, imported)) for line in lines
    )


def _name_of(patient: PatientRow) -> tuple[str, str, int]:
    return patient.family_name.casefold(), patient.given_name.casefold(), patient.id


def _status(line: Work, as_of: date, newest_import: str) -> str:
    entered = datetime.fromisoformat(line.entered_at)
    if (as_of - entered.date()).days <= coding_rules().overdue_after_days:
        return TO_CODE
    if newest_import and datetime.fromisoformat(newest_import) > entered:
        return OVERDUE
    return NO_IMPORT


def _is_workbook(path: Path) -> bool:
    """Return whether a list goes into a workbook, by the name of its file."""
    return path.suffix.lower() == ".xlsx"


def _workbook(items: tuple[CodingItem, ...], at: datetime) -> bytes:
    return text_workbook("Coding list", COLUMNS, map(_cells, items), at)


def _csv(items: tuple[CodingItem, ...]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for item in items:
        writer.writerow([harmless_cell(cell) for cell in _cells(item)])
    return text.getvalue().encode("utf-8")


def _cells(item: CodingItem) -> tuple[str, ...]:
    patient, work = item.patient, item.work
    birth = patient.date_of_birth
    return (
        patient.nhs_number or "",
        patient.family_name,
        patient.given_name,
        birth.isoformat() if birth else "",
        work.condition,
        work.code.code,
        work.code.term,
        work.day.isoformat(),
        "" if work.value is None else str(work.value),
        work.code.unit,
        f"{work.text}, {show_date(work.day)}",
        work.check_first,
        item.status,
        work.by,
    )


def _done(
    session: Session,
    act: Act,
    work: Work,
    how: str,
    day: date | None,
    file_name: str,
    line: int | None,
) -> CodingDoneRow:
    return CodingDoneRow(
        origin=work.origin,
        code=work.code.code,
        how=how,
        day=day,
        file_name=file_name,
        line=line,
        entered_at=act.at.isoformat(timespec="milliseconds"),
        by=session.user_name,
        role=session.role.value,
        device=session.device,
    )
