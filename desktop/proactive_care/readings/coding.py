"""Back to the record: what a session adds to the coding list, and a summary for pasting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session
from proactive_care.domain.blood_pressure import round_half_up
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import NotFound
from proactive_care.readings.alerts import shown_pressure
from proactive_care.readings.filing import BP_CLINIC, BP_DIARY
from proactive_care.readings.question_sets import question_sets
from proactive_care.store import patients as patient_store
from proactive_care.store import readings as store
from proactive_care.store.concepts import load_concepts
from proactive_care.store.readings import ReadingRow, SessionRow
from proactive_care.store.session_events import SessionEvent, events_of_session


@dataclass(frozen=True)
class CodingLine:
    """One thing to enter in the clinical system; ``text`` can be copied. ``code`` is SNOMED CT.

    ``value`` is as it should be entered (blood pressures whole, halves up), or None.
    """

    session_id: str
    patient_id: int
    nhs_number: str | None
    name: str
    day: date
    code: str
    term: str
    value: float | None
    unit: str
    text: str


def coding_lines(session: Session, since: date | None = None) -> tuple[CodingLine, ...]:
    """Return what the sessions that count add to the clinical system, in the order of filing.

    Only what the rules see is coded: a valid home mean, never an incomplete or unreliable one.
    ``since``: readings taken on or after that day. Needs VIEW_CLINICAL.
    """
    session.require(Permission.VIEW_CLINICAL)
    db = session.practice.db
    rows = store.counting_sessions(db, since)
    people = patient_store.patients_by_id(db, sorted({row.patient for row in rows}))
    return tuple(
        _line(row, event, people[row.patient])
        for row in rows
        for event in events_of_session(db, row.id)
    )


def summary_text(session: Session, session_id: str) -> str:
    """Return a session in a few lines that can be pasted into the record; audited as a copy.

    Raises NotFound for an unknown session.
    """
    row = store.session_by_id(session.practice.db, session_id)
    if row is None:
        raise NotFound("There is no such reading session.")
    with session.act(
        Permission.VIEW_CLINICAL, "readings.copy", patient=row.patient, session=session_id
    ) as act:
        readings = store.readings_of(act.db, session_id)
        ended = store.withdrawal_of(act.db, session_id)
    lines = [*_heading(row, readings), _provenance(row)]
    if ended is not None:
        lines.insert(0, f"WITHDRAWN by {ended.by}: {ended.reason}")
    return "\n".join(lines)


def _line(row: SessionRow, event: SessionEvent, person: patient_store.PatientRow) -> CodingLine:
    unit = load_concepts()[event.concept].unit
    value = event.value
    if value is not None and "_bp_" in event.concept:
        value = float(round_half_up(value))
    shown = "" if value is None else f" {value:.4g} {unit}".rstrip()
    text = f"{event.term}{shown}, {show_date(event.day)} ({event.code})"
    name = f"{person.given_name} {person.family_name}".strip()
    return CodingLine(
        row.id,
        row.patient,
        person.nhs_number,
        name,
        event.day,
        event.code,
        event.term,
        value,
        unit,
        text,
    )


def _heading(row: SessionRow, readings: tuple[ReadingRow, ...]) -> list[str]:
    if row.kind == BP_CLINIC:
        return [f"Clinic blood pressure {shown_pressure(row)} mmHg, {show_date(row.last_day)}"]
    if row.kind == BP_DIARY:
        days = f"{show_date(row.first_day)} to {show_date(row.last_day)}"
        return [
            f"Home blood pressure, average {shown_pressure(row)} mmHg, {days}",
            f"{row.status}: {row.days} days, {row.pairs_used} pairs counted, day 1 dropped",
            *([f"Symptoms: {', '.join(row.symptoms)}"] if row.symptoms else []),
        ]
    form = question_sets().get(row.kind)
    title = form.title if form is not None else row.kind.capitalize()
    labels = {field.key: field.label for field in form.fields} if form is not None else {}
    if len(readings) > 12:
        return [f"{title}: {len(readings)} values, {show_date(row.last_day)}"]
    shown = [
        f"{labels.get(r.what, r.what.replace('_', ' '))}: {_value(r)}".strip() for r in readings
    ]
    return [f"{title}, {show_date(row.last_day)}", *shown]


def _value(reading: ReadingRow) -> str:
    if reading.value is None:
        return reading.answer or ""
    return f"{reading.value:.4g} {reading.unit}".strip()


def _provenance(row: SessionRow) -> str:
    return f"By {row.channel}, taken by {row.taken_by}; entered by {row.by}"
