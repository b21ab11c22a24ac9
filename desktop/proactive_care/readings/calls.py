"""Phoning for readings: whom to call and why, and what came of it. No clinical values here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from proactive_care.accounts import Permission, Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.readings.patient import load_patient
from proactive_care.store import alerts as alert_store
from proactive_care.store import calls as store
from proactive_care.store import patients as patient_store
from proactive_care.store.calls import PHONE, CallRow

DAYS_BEFORE_A_CALL = 14
_REMEMBERED = 90


class CallOutcome(StrEnum):
    """What came of a call."""

    READINGS_TAKEN = "readings taken"
    RING_BACK = "ring back"
    NO_ANSWER = "no answer"
    MESSAGE_LEFT = "message left"
    DECLINED = "says no"
    WRONG_NUMBER = "moved or wrong number"
    TO_NURSE = "passed to a nurse"

    @property
    def needs_next_call(self) -> bool:
        return self in (CallOutcome.RING_BACK, CallOutcome.NO_ANSWER, CallOutcome.MESSAGE_LEFT)


@dataclass(frozen=True)
class Call:
    """Somebody to phone. Deliberately without any value: reception works from this list.

    ``tries`` counts calls in the last 90 days that did not reach the patient.
    """

    patient_id: int
    name: str
    born: date | None
    village: str
    phones: tuple[str, ...]
    interpreter: bool
    language: str
    why: str
    due: date
    tries: int
    last_outcome: str


def call_list(session: Session, *, limit: int = 200) -> tuple[Call, ...]:
    """Return whom to phone for readings, the longest due first. Needs RECORD_CONTACTS.

    On it: diaries not back after 14 days, diaries with too few days, and calls that somebody
    promised to repeat. Taken off: who said no, moved, was passed to a nurse, gave the readings, or
    has a next call later than today.
    """
    session.require(Permission.RECORD_CONTACTS)
    db, today = session.practice.db, session.today()
    reasons: dict[int, tuple[date, str]] = {}
    earlier = today - timedelta(days=DAYS_BEFORE_A_CALL)
    before = datetime.combine(earlier, time(), UTC).isoformat(timespec="milliseconds")
    for diary in store.outstanding_diaries(db, before):
        given = datetime.fromisoformat(diary.given_on).astimezone().date()
        due = given + timedelta(days=DAYS_BEFORE_A_CALL)
        reasons[diary.patient] = (due, f"Diary of {show_date(given)} is not back")
    for task in alert_store.open_tasks(db):
        if task.what == "ask for more days":
            asked = datetime.fromisoformat(task.entered_at).astimezone().date()
            reasons[task.patient] = (asked, "Diary was too short: ask for more days")
    calls: dict[int, list[CallRow]] = {}
    for row in store.calls_since(db, today - timedelta(days=_REMEMBERED)):
        calls.setdefault(row.patient, []).append(row)
    for patient, rows in calls.items():
        last = rows[-1]
        if not _needs_next_call(last.outcome):
            reasons.pop(patient, None)
        else:
            why = reasons.get(patient, (today, "Call again"))[1]
            reasons[patient] = (last.until or last.taken_on, why)
    due_now = sorted(
        (due, patient, why) for patient, (due, why) in reasons.items() if due <= today
    )[:limit]
    people = patient_store.patients_by_id(db, [patient for _, patient, _ in due_now])
    return tuple(
        _call(people[patient], why, due, calls.get(patient, [])) for due, patient, why in due_now
    )


def record_call(
    session: Session,
    patient_id: int,
    outcome: CallOutcome,
    *,
    next_call: date | None = None,
    note: str = "",
) -> None:
    """Write down what came of a call. Raises InvalidInput without the day of a promised next call.

    No answer or a message without a day means: try again tomorrow.
    """
    today = session.today()
    if outcome is CallOutcome.RING_BACK and next_call is None:
        raise InvalidInput("Say on which day to ring back.", field="next_call")
    if next_call is not None and next_call < today:
        raise InvalidInput("The next call is in the past.", field="next_call")
    if outcome.needs_next_call and next_call is None:
        next_call = today + timedelta(days=1)
    with session.act(
        Permission.RECORD_CONTACTS, "call.record", patient=patient_id, outcome=outcome.value
    ) as act:
        load_patient(act.db, patient_id)
        row = CallRow(
            **session.born(act.at),
            patient=patient_id,
            kind=PHONE,
            outcome=outcome.value,
            until=next_call if outcome.needs_next_call else None,
            note=note.strip(),
            corrects=None,
            taken_on=today,
        )
        store.insert_call(act.db, row)


def _needs_next_call(outcome: str) -> bool:
    return any(each.value == outcome and each.needs_next_call for each in CallOutcome)


def _call(row: patient_store.PatientRow, why: str, due: date, calls: list[CallRow]) -> Call:
    missed = {CallOutcome.NO_ANSWER.value, CallOutcome.MESSAGE_LEFT.value}
    return Call(
        row.id,
        f"{row.title} {row.given_name} {row.family_name}".strip(),
        row.date_of_birth,
        row.village,
        tuple(phone for phone in (row.mobile_phone, row.home_phone) if phone),
        bool(row.interpreter),
        row.language,
        why,
        due,
        sum(call.outcome in missed for call in calls),
        calls[-1].outcome if calls else "",
    )
