"""Two records side by side: what they say, what is under each, and why they cannot be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import NotFound
from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.frameworks import patient_results
from proactive_care.store import merges
from proactive_care.store import patients as patient_store
from proactive_care.store.merges import RecordSize
from proactive_care.store.patients import PatientRow

KEPT = "Both records are as they were."
_SEX = {"M": "Male", "F": "Female", "I": "Indeterminate", "U": ""}


@dataclass(frozen=True)
class ComparedLine:
    """One line of the comparison; empty texts are not recorded."""

    what: str
    first: str
    second: str

    @property
    def agrees(self) -> bool | None:
        """Whether the two are the same; None if one of them is not recorded."""
        if not self.first or not self.second:
            return None
        return self.first.casefold() == self.second.casefold()


@dataclass(frozen=True)
class Comparison:
    """Two records side by side. ``refused`` says why they cannot be merged; empty: they can."""

    first: int
    second: int
    first_name: str
    second_name: str
    lines: tuple[ComparedLine, ...]
    refused: str = ""


def compare_records(session: Session, first: int, second: int) -> Comparison:
    """Return two records side by side, the one that would be kept first.

    That they were looked at goes into the audit. Raises NotPermitted, NotFound.
    """
    with session.act(
        Permission.MERGE_PATIENTS, "patient.compare", patient=first, other=second
    ) as act:
        db = act.db
        one, two = record(act, first), record(act, second)
        sizes = (merges.record_size(db, first), merges.record_size(db, second))
        groups = tuple(_groups(session, each) for each in (first, second))
        return Comparison(
            first,
            second,
            record_name(one),
            record_name(two),
            (*_about(one, two), *_recorded(*sizes), ComparedLine("Groups now", *groups)),
            refusal(act, one, two),
        )


def refusal(act: Act, one: PatientRow, two: PatientRow) -> str:
    """Return why two records cannot be merged; empty: they can."""
    if one.id == two.id:
        return "This is one record, not two."
    if one.nhs_number and two.nhs_number:
        return (
            "Both records have a valid NHS number, so here they are two people. If the numbers are "
            "wrong, put them right in the clinical system and import again."
        )
    if two.nhs_number:
        return "Keep the record that has the NHS number, and merge the other one into it."
    if _is_gone(one) and not _is_gone(two):
        return (
            "The record that would be kept says that the patient has died, has left or is not in "
            "the newest extract, and the other does not. Put it right in the clinical system and "
            "import again."
        )
    if one.merged_into is not None or two.merged_into is not None:
        return "One of these records is merged already. Separate it first."
    if merges.merged_with(act.db, two.id):
        return "The record to merge holds a merged record itself. Separate that one first."
    if None not in (one.date_of_birth, two.date_of_birth) and (
        one.date_of_birth != two.date_of_birth
    ):
        return "The dates of birth differ. Put them right in the clinical system and import again."
    return ""


def _is_gone(row: PatientRow) -> bool:
    """Whether a record leaves somebody out of every list and letter."""
    return bool(row.date_of_death or row.deregistered_on or not row.seen_in_latest)


def record(act: Act, patient: int) -> PatientRow:
    row = patient_store.patient_by_id(act.db, patient)
    if row is None:
        raise NotFound("There is no such record any more.", kept=KEPT)
    return row


def record_name(row: PatientRow) -> str:
    return f"{row.family_name}, {row.given_name}".strip(", ")


def _about(one: PatientRow, two: PatientRow) -> tuple[ComparedLine, ...]:
    def line(what: str, first: str, second: str) -> ComparedLine:
        return ComparedLine(what, first, second)

    days = [
        line(what, _day(first), _day(second))
        for what, first, second in (
            ("Date of birth", one.date_of_birth, two.date_of_birth),
            ("Registered", one.registered_on, two.registered_on),
            ("Left", one.deregistered_on, two.deregistered_on),
            ("Died", one.date_of_death, two.date_of_death),
        )
    ]
    return (
        line("Name", record_name(one), record_name(two)),
        days[0],
        line("Sex", _SEX[one.sex], _SEX[two.sex]),
        line("NHS number", _number(one), _number(two)),
        line("Local number", one.local_id or "", two.local_id or ""),
        line("Address", ", ".join(one.address), ", ".join(two.address)),
        line("Village", one.village, two.village),
        line("Postcode", one.postcode, two.postcode),
        line("Phone", _phones(one), _phones(two)),
        line("Ethnic group", _ethnicity(one), _ethnicity(two)),
        line("Usual GP", one.usual_gp, two.usual_gp),
        *(each for each in days[1:] if each.first or each.second),
    )


def _recorded(one: RecordSize, two: RecordSize) -> tuple[ComparedLine, ...]:
    return (
        ComparedLine("Events", f"{one.events:,}", f"{two.events:,}"),
        ComparedLine("First and last event", _span(one), _span(two)),
        ComparedLine("Medicines issued", f"{one.medicines:,}", f"{two.medicines:,}"),
        ComparedLine("Recorded here", _here(one), _here(two)),
        ComparedLine("In the files", ", ".join(one.files), ", ".join(two.files)),
    )


def _groups(session: Session, patient: int) -> str:
    found = patient_results(session, patient)
    return ", ".join(f"{row.framework.replace('_', ' ')} {row.group}" for row in found)


def _number(row: PatientRow) -> str:
    return show_nhs_number(row.nhs_number) if row.nhs_number else ""


def _phones(row: PatientRow) -> str:
    return ", ".join(filter(None, (row.home_phone, row.mobile_phone)))


def _ethnicity(row: PatientRow) -> str:
    groups = ethnic_groups()
    return groups[row.ethnicity].label if row.ethnicity in groups else ""


def _day(day: date | None) -> str:
    return "" if day is None else show_date(day)


def _span(size: RecordSize) -> str:
    if size.first_day is None or size.last_day is None:
        return ""
    return f"{show_date(size.first_day)} to {show_date(size.last_day)}"


def _here(size: RecordSize) -> str:
    if size.born_here == 1:
        return "1 reading, contact, letter or plan"
    return f"{size.born_here:,} readings, contacts, letters and plans" if size.born_here else ""
