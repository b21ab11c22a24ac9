"""Writing a session with everything that follows from it, in the transaction that is open."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlite_utils import Database

from proactive_care.accounts import Act, Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.triage import ACTIONS, Band, Symptoms, Triage, symptom_words
from proactive_care.domain.vocabulary import Channel, Setting
from proactive_care.domain.working_days import days_after, working_days_after
from proactive_care.readings.carers import Carer, check_carer
from proactive_care.readings.letter_queue import drop_older_letters, queue_result_letter
from proactive_care.readings.told import Acknowledgement, check_told
from proactive_care.store import alerts, drafts
from proactive_care.store import readings as store
from proactive_care.store.alerts import AlertRow, TaskRow
from proactive_care.store.readings import ReadingRow, SessionRow
from proactive_care.store.session_events import SessionEvent, put_events

KEPT = "Nothing was filed. What was typed is kept."
BP_DIARY, BP_CLINIC = "bp diary", "bp clinic"


@dataclass(frozen=True)
class Origin:
    """How readings reached us: the channel, who took them, and the paper or file they were on."""

    channel: Channel
    taken_by: str = ""
    form_code: str | None = None
    tray_form: str | None = None
    inbox_item: str | None = None
    note: str = ""
    draft: str | None = None
    carer: Carer | None = None

    @property
    def by(self) -> Channel:
        """The channel; whatever a carer took or passed on came by the carer."""
        return self.channel if self.carer is None else Channel.CARER

    @property
    def who(self) -> str:
        """Who took the readings; if nobody said, whoever it usually is."""
        if self.carer is not None:
            return self.carer.words
        usual = {Channel.CARER: "a carer, not named", Channel.CLINIC: "staff"}
        return self.taken_by.strip() or usual.get(self.channel, "patient")


@dataclass(frozen=True)
class NewReading:
    """One reading before it is written; ``day`` and so on as in ReadingRow."""

    what: str
    day: date
    part: str = ""
    number: int = 1
    time: str = ""
    state: str = "written"
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    irregular: bool = False
    confirmed: bool = False
    value: float | None = None
    answer: str | None = None
    unit: str = ""


@dataclass(frozen=True)
class Prepared:
    """A session that was checked and may be written. ``shown`` and ``about`` are for the alert;
    ``reviews`` what a clinician must look at in a session that is not triaged."""

    patient: int
    kind: str
    setting: Setting
    first_day: date
    last_day: date
    readings: tuple[NewReading, ...]
    events: tuple[SessionEvent, ...]
    fingerprint: str
    status: str = "recorded"
    days: int = 1
    pairs_used: int = 0
    systolic: float | None = None
    diastolic: float | None = None
    triage: Triage | None = None
    symptoms: Symptoms = field(default_factory=Symptoms)
    age: int | None = None
    af: bool = False
    shown: str = ""
    about: str = ""
    reviews: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every rule that was met, in words."""
        found = () if self.triage is None else self.triage.reasons
        return (*(reason.text for reason in found), *self.reviews)


@dataclass(frozen=True)
class FollowUp:
    """What must be done, whose work it is ("" = anybody's) and by when (None: no limit)."""

    band: Band
    what: str
    who: str
    due: date | None


@dataclass(frozen=True)
class Outcome:
    """What was written: the ids, and what follows."""

    session_id: str
    alert_id: str | None
    follow_ups: tuple[FollowUp, ...]
    letter_waits: bool = False


def write(
    session: Session,
    act: Act,
    prepared: Prepared,
    origin: Origin,
    told: Acknowledgement | None,
    *,
    corrects: str | None = None,
    alert: str | None = None,
) -> Outcome:
    """Write a checked session: alert, session, readings, events, tasks; the draft goes.

    ``alert`` is one that was raised for the same readings already. Raises MustTellClinician
    for a red or emergency band without either, and InvalidInput for the same values twice.
    """
    if origin.carer is not None:
        check_carer(origin.carer)
    _refuse_twice(act.db, prepared, corrects)
    alert_id = raise_alert(session, act, prepared, told, alert)
    row = _session_row(session, act.at, prepared, origin, alert_id, corrects)
    store.insert_session(act.db, row, _reading_rows(act.at, row.id, prepared.readings))
    put_events(act.db, prepared.patient, row.id, prepared.events)
    at_home = prepared.kind == BP_DIARY
    today = session.today()
    todo = follow_ups(prepared.triage, prepared.status, today, told_now=not at_home)
    if prepared.reviews:
        due = working_days_after(today, 1)
        todo = (*todo, FollowUp(Band.AMBER_HIGH, "review", "clinician", due))
    alerts.insert_tasks(act.db, *(_task(session, act.at, row, each) for each in todo))
    letter = at_home and _letter(session, act, prepared, row)
    if origin.draft is not None:
        drafts.discard_draft(act.db, origin.draft)
    act.note(session=row.id, kind=row.kind, channel=row.channel, readings=len(prepared.readings))
    return Outcome(row.id, alert_id, todo, letter)


def _letter(session: Session, act: Act, prepared: Prepared, row: SessionRow) -> bool:
    """Let a result letter wait; what an older one would have said is out of date now."""
    drop_older_letters(session, act, row)
    assert prepared.triage is not None
    bands = {prepared.triage.band, *(reason.band for reason in prepared.triage.reasons)}
    if Band.LOW in bands or any(band.must_be_acknowledged for band in bands):
        return False  # a clinician tells these, and no letter does
    queue_result_letter(session, act, row)
    return True


def raise_alert(
    session: Session,
    act: Act,
    prepared: Prepared,
    told: Acknowledgement | None,
    already: str | None = None,
) -> str | None:
    """Raise the alert that the band asks for, and return its id; None for milder bands.

    ``already`` is an alert for the same paper: it serves if it is about this patient and at least
    as severe, so that nobody was told of less than there is.
    """
    band = None if prepared.triage is None else prepared.triage.band
    if band is None or not band.must_be_acknowledged:
        return None
    if already is not None and _serves(act.db, already, prepared.patient, band):
        return already
    named = check_told(session, band, told, prepared.first_day)
    assert prepared.triage is not None
    row = AlertRow(
        **session.born(act.at),
        patient=prepared.patient,
        band=band.value,
        reading=prepared.shown,
        about=prepared.about,
        reasons=tuple(reason.text for reason in prepared.triage.reasons),
        told_clinician=" ".join(named.clinician.split()),
        told_at=named.told_at.isoformat(timespec="minutes"),
        told_how=named.how,
        symptoms_asked=named.symptoms_asked,
    )
    alerts.insert_alert(act.db, row)
    act.note(alert=row.id)
    return row.id


def _serves(db: Database, alert: str, patient: int, band: Band) -> bool:
    row = alerts.alert_by_id(db, alert)
    return row is not None and row.patient == patient and row.band in (band, Band.EMERGENCY)


def follow_ups(
    triage: Triage | None, status: str, today: date, *, told_now: bool = False
) -> tuple[FollowUp, ...]:
    """Return the tasks that a session asks for, counted from the day of filing.

    ``told_now``: the patient is there and hears the result, so a good one needs no letter.

    A red or emergency reading has its alert instead. An amber reading that also met a more severe
    amber rule is one task; every other rule that was met is its own. An unreliable diary asks for
    a manual reading, and no result letter says that all is well.
    """
    if triage is None or triage.band.must_be_acknowledged:
        return ()
    bands = list(dict.fromkeys((triage.band, *(reason.band for reason in triage.reasons))))
    if Band.AMBER_HIGH in bands and Band.AMBER in bands:
        bands.remove(Band.AMBER)
    unreliable = status == "unreliable"
    if unreliable or told_now:
        bands = [band for band in bands if band is not Band.GREEN]
    todo = [_follow_up(band, today) for band in bands]
    if unreliable:
        todo.append(FollowUp(triage.band, "manual reading", "nurse or HCA", None))
    return tuple(todo)


def fingerprint_of(kind: str, values: Sequence[object]) -> str:
    """Return what recognises the same values of the same kind, in whatever order they came."""
    text = json.dumps([kind, sorted(map(str, values))], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _follow_up(band: Band, today: date) -> FollowUp:
    action = ACTIONS[band]
    due = None
    if action.within_days is not None:
        count = working_days_after if action.working_days else days_after
        due = count(today, action.within_days)
    what = {Band.GREEN: "result letter", Band.REPEAT: "ask for more days"}.get(band, "review")
    return FollowUp(band, what, action.role, due)


def _refuse_twice(db: Database, prepared: Prepared, corrects: str | None) -> None:
    before = store.same_session(db, prepared.patient, prepared.fingerprint)
    if before is not None and before.id != corrects:
        entered = datetime.fromisoformat(before.entered_at).astimezone().date()
        raise InvalidInput(
            f"The same values were filed for this patient already, on {show_date(entered)}.",
            field="readings",
            kept=KEPT,
            advice="If these are new measurements, check their dates. If not, nothing is to do.",
        )


def _session_row(
    session: Session,
    at: datetime,
    prepared: Prepared,
    origin: Origin,
    alert: str | None,
    corrects: str | None,
) -> SessionRow:
    triage = prepared.triage
    return SessionRow(
        **session.born(at),
        patient=prepared.patient,
        kind=prepared.kind,
        channel=origin.by.value,
        setting=prepared.setting.value,
        first_day=prepared.first_day,
        last_day=prepared.last_day,
        taken_by=origin.who,
        form_code=origin.form_code,
        tray_form=origin.tray_form,
        inbox_item=origin.inbox_item,
        note=origin.note.strip(),
        status=prepared.status,
        days=prepared.days,
        pairs_used=prepared.pairs_used,
        systolic=prepared.systolic,
        diastolic=prepared.diastolic,
        band=None if triage is None else triage.band.value,
        reasons=prepared.reasons,
        symptoms=symptom_words(prepared.symptoms),
        age=prepared.age,
        af=prepared.af,
        fingerprint=prepared.fingerprint,
        alert=alert,
        corrects=corrects,
    )


def _reading_rows(
    at: datetime, session_id: str, readings: Sequence[NewReading]
) -> tuple[ReadingRow, ...]:
    return tuple(
        ReadingRow(id=uuid7(at), session=session_id, place=place, **vars(reading))
        for place, reading in enumerate(readings, start=1)
    )


def _task(session: Session, at: datetime, row: SessionRow, todo: FollowUp) -> TaskRow:
    return TaskRow(
        **session.born(at),
        session=row.id,
        patient=row.patient,
        band=todo.band.value,
        what=todo.what,
        who=todo.who,
        due=todo.due,
    )
