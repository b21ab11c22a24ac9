"""From what was read to what is told: reports, the comparison with the practice, warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from proactive_care.accounts import Session
from proactive_care.domain.date_text import Order
from proactive_care.importing.preview import Preview
from proactive_care.importing.recognise import Recognised
from proactive_care.importing.results import (
    ColumnUse,
    DiffLine,
    FileReport,
    ListOffer,
    Understood,
)
from proactive_care.importing.rows import Reading
from proactive_care.store import import_diff, imports
from proactive_care.store.codes import load_code_lists
from proactive_care.store.import_diff import Changes
from proactive_care.store.imports import FileRecord, ImportState
from proactive_care.store.scratch import Scratch
from proactive_care.store.target_lists import membership_changes

ON_LIST = "Patients on the list"
_COUNTED = frozenset({"Events", "Medicines", ON_LIST})
_BIG_LOSS = 0.6
_FEW = 20


@dataclass(frozen=True)
class FileRead:
    """One file after reading: its rows are staged, its counts are final."""

    file: Recognised
    reading: Reading
    run_date: date
    run_date_from: str
    preview: Preview

    @property
    def is_list(self) -> bool:
        """Whether the file says who is on a list, and nothing else."""
        return self.file.offer is not None and not self.file.offer.choice.details

    def order_proved(self, order: Order) -> Order:
        """Return the order of the dates: another one if the file proves it and nothing else."""
        dates = self.reading.dates
        if bool(dates.month_first_proofs) == bool(dates.day_first_proofs):
            return order
        return Order.MONTH_FIRST if dates.month_first_proofs else Order.DAY_FIRST


@dataclass(frozen=True)
class Checked:
    """Everything that a commit needs to know about a check."""

    state: ImportState
    records: tuple[FileRecord, ...]
    reports: tuple[FileReport, ...]
    replaced: tuple[int, ...]
    batch: str


def reports(
    session: Session,
    scratch: Scratch,
    read: list[FileRead],
    state: ImportState,
    mode: str,
    batch: str,
) -> Checked:
    """Compare the finished scratch file with the practice and write the reports."""
    db = session.practice.db
    replaced = {file.file.report: _replaced(db, file, mode) for file in read}
    everything = tuple(sorted({source for sources in replaced.values() for source in sources}))
    found: list[FileReport] = []
    with scratch.attached(db):
        for file in read:
            mine = replaced[file.file.report]
            replaced[file.file.report] = ()  # a second file of the report is compared with nothing
            found.append(_Comparison(session, file, mine, everything).report())
    records = tuple(
        _record(session, file, report, mode, batch)
        for file, report in zip(read, found, strict=True)
    )
    return Checked(state, records, tuple(found), everything, batch)


def _replaced(db: Database, file: FileRead, mode: str) -> tuple[int, ...]:
    """Return the sources that a file takes the place of.

    The same bytes can only be here again because they are read in another way now: what was made
    of them before goes in any case.
    """
    earlier = imports.import_with_bytes(db, file.file.source.sha256)
    same = () if earlier is None else (earlier.source,)
    report = imports.current_sources(db, file.file.report) if mode == "replace" else ()
    return tuple(sorted({*report, *same}))


@dataclass
class _Comparison:
    session: Session
    file: FileRead
    mine: tuple[int, ...]
    everything: tuple[int, ...]

    def report(self) -> FileReport:
        db, file, reading = self.session.practice.db, self.file, self.file.reading
        source, tally = reading.source, reading.tally
        people = import_diff.patient_changes(db, source)
        dead, left, other = self._gone()
        entries = self._entries()
        added = sum(line.new + line.changed for line in entries if line.what in _COUNTED)
        patients = Changes(people[0], people[1], dead + left + other, people[2])
        earlier = imports.import_rows(db, self.mine) if self.mine else ()
        return FileReport(
            file=file.file.source.path.name,
            path=file.file.source.path,
            size=file.file.source.size,
            profile=file.file.profile.id,
            profile_name=file.file.profile.name,
            report=file.file.report,
            encoding=file.file.source.encoding,
            run_date=file.run_date,
            run_date_from=file.run_date_from,
            rows_read=tally.read,
            rows_accepted=tally.accepted,
            rows_rejected=tally.rejected,
            rows_ignored=sum(tally.ignored.values()),
            ignored_reasons=dict(tally.ignored),
            rejections=tuple(tally.shown),
            rejections_total=tally.rejections,
            for_a_person=tuple(tally.for_a_person),
            patients_added=patients.new,
            patients_changed=patients.changed,
            patients_gone=patients.gone,
            events_added=added,
            understood=_understood(file),
            columns=_column_uses(file),
            preview_columns=file.preview.columns(),
            preview=file.preview.rows(),
            conversions=dict(tally.conversions),
            diff=(*self._patient_line(patients), *entries),
            compared_with=datetime.fromisoformat(earlier[0].imported_at) if earlier else None,
            gone_deceased=dead,
            gone_left=left,
            warnings=self._warnings(patients),
            list_offer=file.file.offer,
        )

    def _patient_line(self, patients: Changes) -> tuple[DiffLine, ...]:
        describes = self.file.reading.describes
        return (_line("Patients", [patients]),) if describes else ()

    def _entries(self) -> tuple[DiffLine, ...]:
        db, reading = self.session.practice.db, self.file.reading
        if self.file.is_list:
            return (_line(ON_LIST, [membership_changes(db, reading.source, self.mine)]),)
        if not self.mine:  # everything is new: the counts of reading are enough, and free
            return _all_new(reading)
        events = import_diff.event_changes(db, reading.source, self.mine)
        issues = import_diff.issue_changes(db, reading.source, self.mine)
        return _compared(events, issues)

    def _gone(self) -> tuple[int, int, int]:
        if not self.file.reading.describes:
            return 0, 0, 0
        return import_diff.patients_gone(self.session.practice.db, self.mine, self.everything)

    def _warnings(self, patients: Changes) -> tuple[str, ...]:
        file, reading = self.file, self.file.reading
        found = list(reading.plan.warnings)
        if self.mine:
            found += self._losses(patients)
        if file.run_date_from == "modified time":
            found.append(
                "The file does not say when it was made: the date of the file was used,"
                f" {_show(file.run_date)}."
            )
        if reading.details.is_older and reading.describes:
            found.append(
                f"The file is of {_show(file.run_date)}, and a newer one is here already: whoever"
                " has died or left by the newer one stays so. The rest is as this file says."
            )
        if file.is_list and reading.tally.for_a_person:
            found.append(_not_on_list(len(reading.tally.for_a_person)))
        dates = reading.dates
        if not _order_is_known(file) and dates.forms.get("dd/mm/yyyy"):
            found.append("Nothing in the file proves that its dates have the day first: assumed.")
        if dates.day_first_proofs and dates.month_first_proofs:
            found.append("Some dates can only be month first, others only day first: look at them.")
        if dates.two_digit_years:
            found.append(
                f"{dates.two_digit_years:,} dates have two-digit years: look at the oldest."
            )
        for text, count in sorted(reading.details.unknown_ethnicities.items())[:5]:
            found.append(f"Ethnicity “{text[:40]}” is not known here: {count:,} patients, unknown.")
        return tuple(found)

    def _losses(self, patients: Changes) -> list[str]:
        db, reading = self.session.practice.db, self.file.reading
        earlier = imports.import_rows(db, self.mine)
        when = datetime.fromisoformat(earlier[0].imported_at).date()
        before = import_diff.patients_before(db, self.mine)
        now = patients.new + patients.changed + patients.same
        found = []
        if self.file.reading.describes and _is_a_loss(now, before):
            found.append(_fewer("patients", now, before, when))
        rows = sum(row.rows_accepted for row in earlier)
        if _is_a_loss(reading.tally.accepted, rows):
            found.append(_fewer("rows", reading.tally.accepted, rows, when))
        return found


def _is_a_loss(now: int, before: int) -> bool:
    """A file in which nobody is left is told however few there were."""
    return now < before * _BIG_LOSS and (before >= _FEW or now == 0)


def _not_on_list(rows: int) -> str:
    if rows == 1:
        return "1 row of the list was not matched with a patient: a person must look at it."
    return f"{rows:,} rows of the list were not matched with a patient: a person must look at them."


def _fewer(what: str, now: int, before: int, when: date) -> str:
    share = round(100 * (before - now) / before)
    return (
        f"This file has {share} % fewer {what} ({now:,}) than the import of {_show(when)}"
        f" ({before:,}): check that the search is complete before you continue."
    )


def _understood(file: FileRead) -> tuple[Understood, ...]:
    layout, source = file.file.layout, file.file.source
    preamble, dates = layout.preamble, file.reading.dates
    where = f"names on row {layout.header_line}"
    if layout.band_line:
        where = f"“Patient Details” on row {layout.band_line}, {where}"
    lines = [Understood("Profile", file.file.profile.name, where)]
    offer = file.file.offer
    if offer is not None:
        lines.append(Understood("Used as", *_list_use(offer), sure=False))
    if preamble.search:
        lines.append(
            Understood("Search", preamble.search, f"Row {preamble.search_row} of the file")
        )
    told = {
        "file": f"“Last Run”, row {preamble.run_date_row}, cell {preamble.run_date_cell}",
        "given": "Given by you",
        "file name": "The date in the file’s name",
        "modified time": "The date of the file: check it",
    }[file.run_date_from]
    lines.append(
        Understood("Run date", _show(file.run_date), told, file.run_date_from != "modified time")
    )
    sure = source.encoding != "Windows-1252"
    lines.append(Understood("Encoding", source.encoding, source.encoding_note, sure))
    if dates.forms:
        lines.append(_dates_understood(file))
    return tuple(lines)


def _list_use(offer: ListOffer) -> tuple[str, str]:
    """Return what a list of patients is taken for, and what that means."""
    choice = offer.choice
    if choice.details:
        return "Patients’ own details", "Patients who are not known yet are added"
    if not choice.concept:
        return f"The list “{choice.name}”", "A list by its name: no rule uses it"
    label = load_code_lists().concepts[choice.concept].label
    return f"{label}: the list “{choice.name}”", "Rules take it as recorded on the run date"


def _dates_understood(file: FileRead) -> Understood:
    dates = file.reading.dates
    form = max(dates.forms, key=lambda name: dates.forms[name])
    if form not in ("dd/mm/yyyy", "mm/dd/yyyy"):
        return Understood("Dates", form, "Cannot be misread")
    proofs = max(dates.day_first_proofs, dates.month_first_proofs)
    days = "1 day" if proofs == 1 else f"{proofs:,} days"
    detail = f"Proved by {days} over 12" if proofs else "Not proved: assumed"
    if not proofs and file.file.said_order is not None:
        detail = "Nothing proves it: as it was said when the file was explained"
    order = "day first" if form == "dd/mm/yyyy" else "month first"
    return Understood("Dates", f"{form}, {order}", detail, _order_is_known(file))


def _order_is_known(file: FileRead) -> bool:
    dates = file.reading.dates
    proved = dates.day_first_proofs or dates.month_first_proofs
    return bool(proved) or file.file.said_order is not None


def _column_uses(file: FileRead) -> tuple[ColumnUse, ...]:
    used = file.reading.plan.used
    return tuple(
        ColumnUse(column.band, column.name, used.get(column.index, ""))
        for column in file.file.layout.columns
    )


def _all_new(reading: Reading) -> tuple[DiffLine, ...]:
    tally = reading.tally
    lines = [DiffLine("Events", tally.events, 0, 0, 0)] if tally.events else []
    counts = {concept: Changes(new=count) for concept, count in tally.rows_of.items()}
    lines += _pressure_lines(counts)
    return (*lines, DiffLine("Medicines", tally.issues, 0, 0, 0)) if tally.issues else (*lines,)


def _compared(events: dict[int, Changes], issues: dict[int, Changes]) -> tuple[DiffLine, ...]:
    lines = [_line("Events", list(events.values()))] if events else []
    lines += _pressure_lines(events)
    return (*lines, _line("Medicines", list(issues.values()))) if issues else (*lines,)


def _pressure_lines(events: dict[int, Changes]) -> list[DiffLine]:
    """A blood pressure reading is counted by its systolic value."""
    concepts = load_code_lists().concepts
    clinic = concepts["systolic_bp_clinic"].id
    home = [concepts[f"systolic_bp_{setting}"].id for setting in ("home", "ambulatory")]
    taken = [events[concept] for concept in (clinic, *home) if concept in events]
    if not taken:
        return []
    lines = [_line("Blood pressure readings", taken)]
    at_home = [events[concept] for concept in home if concept in events]
    return [*lines, _line("Of these, home readings", at_home)] if at_home else lines


def _line(what: str, changes: list[Changes]) -> DiffLine:
    return DiffLine(
        what,
        sum(c.new for c in changes),
        sum(c.changed for c in changes),
        sum(c.gone for c in changes),
        sum(c.same for c in changes),
    )


def _record(
    session: Session, file: FileRead, report: FileReport, mode: str, batch: str
) -> FileRecord:
    return FileRecord(
        source=file.reading.source,
        batch=batch,
        report=report.report,
        profile=report.profile,
        file_name=report.file,
        sha256=file.file.source.sha256,
        encoding=report.encoding,
        run_date=report.run_date.toordinal(),
        run_date_from=report.run_date_from,
        imported_at=session.now().isoformat(),
        imported_by=session.user_name,
        mode=mode,
        rows_read=report.rows_read,
        rows_accepted=report.rows_accepted,
        rows_rejected=report.rows_rejected,
        rows_ignored=report.rows_ignored,
        ignored_reasons=report.ignored_reasons,
        patients_added=report.patients_added,
        patients_changed=report.patients_changed,
        patients_gone=report.patients_gone,
        events_added=report.events_added,
        covers=_covers(file),
    )


def _covers(file: FileRead) -> tuple[str, ...]:
    """What this file can answer at all: absence is only known where something could have been.

    A journal holds events and medicines in the same columns: whether it was exported with the
    medicines is known only from a medicine in it.
    """
    groups = file.reading.plan.groups
    found: list[str] = []
    if file.reading.describes:
        found += ["patients", *file.reading.details.covers()]
    if any(not group.is_issue for group in groups):
        found.append("events")
    if any(group.is_issue for group in groups) or file.reading.tally.issues:
        found.append("medications")
    return tuple(found)


def _show(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
