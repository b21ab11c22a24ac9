"""Back to the record: what a session adds to the coding list, and a summary for pasting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.blood_pressure import round_half_up
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import NotFound
from proactive_care.readings.alerts import shown_pressure
from proactive_care.readings.calls import CallOutcome
from proactive_care.readings.filing import BP_CLINIC, BP_DIARY
from proactive_care.readings.people import called
from proactive_care.readings.question_sets import question_sets
from proactive_care.readings.settings import declined_code
from proactive_care.store import calls as call_store
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


@dataclass(frozen=True)
class SessionCode:
    """One code of a session, or of a call in which somebody said no: ``origin`` is its id.

    ``value`` is as it should be entered (blood pressures whole, halves up), or None. ``kind`` is
    the session's; ``entered_at`` is ISO 8601 in UTC.
    """

    origin: str
    kind: str
    patient: int
    day: date
    code: str
    term: str
    value: float | None
    unit: str
    entered_at: str
    by: str

    @property
    def text(self) -> str:
        """The line in words, for copying."""
        shown = "" if self.value is None else f" {self.value:.4g} {self.unit}".rstrip()
        return f"{self.term}{shown}, {show_date(self.day)} ({self.code})"


def session_codes(db: Database, since: date | None = None) -> tuple[SessionCode, ...]:
    """Return what the sessions that count add to the clinical system, in the order of filing;
    then who said no to measuring at home.

    Only what the rules see is coded as a pressure: a valid home mean, never an incomplete or
    unreliable one. ``since``: readings taken on or after that day.
    """
    found: list[SessionCode] = []
    for row in store.counting_sessions(db, since):
        found += [_of_event(row, event) for event in events_of_session(db, row.id)]
        found += _of_answers(db, row)
    return (*found, *_declined(db, since))


def coding_lines(session: Session, since: date | None = None) -> tuple[CodingLine, ...]:
    """Return ``session_codes`` with the names of the patients. Needs VIEW_CLINICAL."""
    session.require(Permission.VIEW_CLINICAL)
    db = session.practice.db
    codes = session_codes(db, since)
    people = patient_store.patients_by_id(db, sorted({code.patient for code in codes}))
    return tuple(_line(code, people[code.patient]) for code in codes)


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
        by, ender = called(act.db, row.by), "" if ended is None else called(act.db, ended.by)
    lines = [*_heading(row, readings), _provenance(row, by)]
    if ended is not None:
        lines.insert(0, f"WITHDRAWN by {ender}: {ended.reason}")
    return "\n".join(lines)


def _of_event(row: SessionRow, event: SessionEvent) -> SessionCode:
    value = event.value
    if value is not None and "_bp_" in event.concept:
        value = float(round_half_up(value))
    unit = load_concepts()[event.concept].unit
    return _code(row, event.day, (event.code, event.term), value, unit)


def _of_answers(db: Database, row: SessionRow) -> list[SessionCode]:
    """Answers that have a code but no concept: the rules do not use them, the record does."""
    form = question_sets().get(row.kind)
    if form is None:
        return []
    given = {reading.what: reading for reading in store.readings_of(db, row.id)}
    found = []
    for field in form.fields:
        for choice in field.choices:
            reading, coded = given.get(field.key), choice.coded
            if reading is None or reading.answer != choice.value:
                continue
            if coded.code and not coded.concept:
                figure = given.get(coded.value_of)
                value, unit = (None, "") if figure is None else (figure.value, figure.unit)
                found.append(_code(row, reading.day, (coded.code, coded.term), value, unit))
    return found


def _declined(db: Database, since: date | None) -> list[SessionCode]:
    code, term = declined_code()
    return [
        SessionCode(
            call.id, "call", call.patient, call.taken_on, code, term, None, "",
            call.entered_at, call.by,
        )
        for call in call_store.calls_since(db, since or date.min)
        if call.outcome == CallOutcome.DECLINED
    ]  # fmt: skip


def _code(
    row: SessionRow, day: date, code: tuple[str, str], value: float | None, unit: str
) -> SessionCode:
    return SessionCode(
        row.id, row.kind, row.patient, day, *code, value, unit, row.entered_at, row.by
    )


def _line(code: SessionCode, person: patient_store.PatientRow) -> CodingLine:
    return CodingLine(
        code.origin,
        code.patient,
        person.nhs_number,
        f"{person.given_name} {person.family_name}".strip(),
        code.day,
        code.code,
        code.term,
        code.value,
        code.unit,
        code.text,
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


def _provenance(row: SessionRow, by: str) -> str:
    return f"By {row.channel}, taken by {row.taken_by}; entered by {by}"
