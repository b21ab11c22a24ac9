"""A patient's sessions with their provenance, for the patient's page, trends and corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.diary import DiaryReading, Part, Written
from proactive_care.domain.errors import NotFound
from proactive_care.domain.triage import Band
from proactive_care.domain.vocabulary import Channel, Setting
from proactive_care.readings.alerts import shown_pressure
from proactive_care.readings.people import called
from proactive_care.store import alerts as alert_store
from proactive_care.store import readings as store
from proactive_care.store.readings import ReadingRow, SessionRow, WithdrawalRow


@dataclass(frozen=True)
class SessionSummary:
    """One session: what it says, how it reached us and whether it still counts.

    ``counts`` is False once it was corrected or withdrawn; ``ended`` then says by whom and why.
    ``reading`` is as shown; ``systolic`` and ``diastolic`` are unrounded, in mmHg.
    """

    id: str
    kind: str
    channel: Channel
    setting: Setting
    first_day: date
    last_day: date
    taken_by: str
    status: str
    band: Band | None
    reading: str
    systolic: float | None
    diastolic: float | None
    days: int
    pairs_used: int
    entered_at: datetime
    entered_by: str
    counts: bool
    ended: str
    told: str


@dataclass(frozen=True)
class SessionDetail:
    """One session with its single readings as entered."""

    summary: SessionSummary
    patient_id: int
    readings: tuple[ReadingRow, ...]
    reasons: tuple[str, ...]
    symptoms: tuple[str, ...]
    note: str

    @property
    def diary(self) -> tuple[DiaryReading, ...]:
        """The blood pressure readings as they were keyed, for correcting them."""
        return _as_keyed(self.readings)


def sessions_of(
    session: Session, patient_id: int, *, with_withdrawn: bool = False
) -> tuple[SessionSummary, ...]:
    """Return a patient's sessions, newest first. Needs VIEW_CLINICAL; the page audits its view."""
    session.require(Permission.VIEW_CLINICAL)
    rows = store.sessions_of(session.practice.db, patient_id, with_withdrawn=with_withdrawn)
    return tuple(_summary(session, row) for row in rows)


def session_detail(session: Session, session_id: str) -> SessionDetail:
    """Return one session with its single readings; audited as a view. Raises NotFound."""
    row = store.session_by_id(session.practice.db, session_id)
    if row is None:
        raise NotFound("There is no such reading session.")
    with session.act(
        Permission.VIEW_CLINICAL, "readings.view", patient=row.patient, session=session_id
    ) as act:
        readings = store.readings_of(act.db, session_id)
    return SessionDetail(
        _summary(session, row), row.patient, readings, row.reasons, row.symptoms, row.note
    )


def diary_of(session: Session, session_id: str) -> tuple[DiaryReading, ...]:
    """Return a session's pressures as they were keyed, to tell whether they fit the form.

    What is on the page already needs no audit row of its own for this.
    """
    session.require(Permission.VIEW_CLINICAL)
    return _as_keyed(store.readings_of(session.practice.db, session_id))


def _as_keyed(readings: Iterable[ReadingRow]) -> tuple[DiaryReading, ...]:
    return tuple(
        DiaryReading(
            row.day,
            Part(row.part),
            row.number,
            row.systolic,
            row.diastolic,
            row.pulse,
            row.irregular,
            Written(row.state),
            row.confirmed,
            row.time,
        )
        for row in readings
        if row.what == "blood pressure"
    )


def _summary(session: Session, row: SessionRow) -> SessionSummary:
    db = session.practice.db
    ended = store.withdrawal_of(db, row.id)
    alert = None if row.alert is None else alert_store.alert_by_id(db, row.alert)
    return SessionSummary(
        row.id,
        row.kind,
        Channel(row.channel),
        Setting(row.setting),
        row.first_day,
        row.last_day,
        row.taken_by,
        row.status,
        None if row.band is None else Band(row.band),
        shown_pressure(row),
        row.systolic,
        row.diastolic,
        row.days,
        row.pairs_used,
        datetime.fromisoformat(row.entered_at),
        row.by,
        ended is None,
        "" if ended is None else _why(db, ended),
        "" if alert is None else alert.told_clinician,
    )


def _why(db: Database, ended: WithdrawalRow) -> str:
    word = "withdrawn" if ended.replaced_by is None else "corrected"
    return f"{word} by {called(db, ended.by)}: {ended.reason}"
