"""The lists of a batch that are not letters: whom reception phones, and whom a text goes to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, PracticeDetails, Session, practice_details
from proactive_care.documents import Call, CallList, Wording, message_text, write_call_list_pdf
from proactive_care.domain.errors import KnownError
from proactive_care.domain.spreadsheets import harmless_cell
from proactive_care.own_words import practice_wording
from proactive_care.recall.appointments import Appointment, appointments_of
from proactive_care.recall.decisions import Due, Escalated, Stage
from proactive_care.recall.letters import letterhead
from proactive_care.recall.rules import practice_settings
from proactive_care.recall.settings import RecallSettings
from proactive_care.recall.sorting import escalated
from proactive_care.recall.streams import letter_stream
from proactive_care.store import patients as patient_store
from proactive_care.store.patients import PatientRow

TEXT_COLUMNS = ("nhs_number", "family_name", "given_name", "mobile_phone", "message")


def call_list_paper(
    details: PracticeDetails,
    batch: str,
    calls: Sequence[Due],
    settings: RecallSettings,
    as_of: date,
    extract: date | None,
    wording: Wording | None = None,
) -> CallList:
    """Return the call list of a batch, in its order; ``wording`` is the practice's own script."""
    return _paper(
        details, batch, "Invitations by phone", as_of, extract, settings,
        [_call(due, settings) for due in calls], wording,
    )  # fmt: skip


@dataclass(frozen=True)
class EscalatedCalls:
    """The call list of the escalated as a PDF, in memory until somebody prints it."""

    calls: int
    data: bytes


def print_escalated_calls(session: Session) -> EscalatedCalls:
    """Return the call list of the escalated patients whose turn is a phone call.

    Audited. Raises KnownError if there is nobody to call, NotPermitted.
    """
    session.require(Permission.PRINT_RECALL)
    today, settings = session.today(), practice_settings(session.practice.db)
    people = [each for each in escalated(session, today) if each.stage is Stage.PHONE]
    if not people:
        raise KnownError("Nobody who is escalated waits for a call.", kept="Nothing was printed.")
    extract = patient_store.extract_date(session.practice.db)
    calls = [_call(each, settings, each.tries) for each in people]
    paper = _paper(
        practice_details(session), "Escalated", "Invited without an answer", today, extract,
        settings, calls, practice_wording(session, "call_list"),
    )  # fmt: skip
    stream = io.BytesIO()
    with session.act(Permission.PRINT_RECALL, "recall.call_list", calls=len(calls)):
        write_call_list_pdf(stream, paper, made_at=session.now())
    return EscalatedCalls(len(calls), stream.getvalue())


def texts_csv(
    details: PracticeDetails, texts: Sequence[Due], settings: RecallSettings, wording: Wording
) -> bytes:
    """Return the texts as CSV (UTF-8, CRLF) for the system that sends them.

    The message holds no condition, no value and no name.
    """
    message = message_text(letterhead(details), wording)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TEXT_COLUMNS)
    for due in texts:
        patient = due.patient
        row = (
            patient.nhs_number or "",
            patient.family_name,
            patient.given_name,
            patient.mobile_phone,
            message,
        )
        writer.writerow([harmless_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8")


def _paper(
    details: PracticeDetails,
    batch: str,
    occasion: str,
    day: date,
    extract: date | None,
    settings: RecallSettings,
    calls: Sequence[Call],
    wording: Wording | None,
) -> CallList:
    return CallList(
        practice_name=details.name,
        batch=batch,
        occasion=occasion,
        day=day,
        data_of=extract or day,
        booking=_booking(details.people, settings),
        calls=tuple(calls),
        wording=wording,
    )


def _booking(people: Mapping[str, str], settings: RecallSettings) -> str:
    name = people.get(settings.test_role.value, "")
    who = name or f"the {settings.test_role.label}"
    return f"Tests: {settings.test_minutes} minutes, {who}. The review: as noted with each name."


def _call(person: Due | Escalated, settings: RecallSettings, tries: int = 0) -> Call:
    """The line of one patient; in a stream, what reception must know comes first."""
    patient = person.patient
    notes = [letter_stream(person.stream).on_phone] if person.stream else []
    notes += _visits(appointments_of(person, settings), settings)
    if patient.interpreter or (patient.language and patient.language.casefold() != "english"):
        notes.append(f"Interpreter: {patient.language or 'ask which language'}.")
    phones = [number for number in (patient.mobile_phone, patient.home_phone) if number]
    if len(phones) > 1:
        notes.append("Or " + phones[1].replace(" ", "\N{NO-BREAK SPACE}") + ".")
    return Call(
        name=" ".join(part for part in _name_parts(patient) if part),
        born=patient.date_of_birth,
        village=patient.village,
        phone=phones[0] if phones else "",
        note=" ".join(notes),
        tries=tries,
    )


def _visits(booked: Sequence[Appointment], settings: RecallSettings) -> Iterator[str]:
    """Say what differs from the visits that the head of the list names."""
    *tests, review = booked
    for each in tests:
        if each.minutes != settings.test_minutes:
            yield f"Tests: {each.minutes} minutes."
    weeks = "1 week" if review.weeks_later == 1 else f"{review.weeks_later} weeks"
    when = f", {weeks} after the tests" if tests else ", no tests"
    yield f"Review: {review.minutes} minutes, {review.role.label}{when}."


def _name_parts(patient: PatientRow) -> tuple[str, str, str]:
    return patient.title, patient.given_name, patient.family_name
