"""What waits for a clinician: alerts until one closes them, and tasks with who and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.dates import age_on
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.triage import Band
from proactive_care.readings.letter_queue import TOLD, drop_letter
from proactive_care.readings.people import called
from proactive_care.readings.question_sets import question_sets
from proactive_care.store import alerts as store
from proactive_care.store import patients as patient_store
from proactive_care.store import reading_letters as letter_store
from proactive_care.store import readings as reading_store
from proactive_care.store.alerts import AlertOutcomeRow, AlertRow, TaskOutcomeRow, TaskRow
from proactive_care.store.patients import PatientRow
from proactive_care.store.readings import SessionRow

CLINICAL_TASKS = ("review", "manual reading")


@dataclass(frozen=True)
class Waiting:
    """An alert or a task that is open. ``id`` closes it (``is_alert`` says with which function).

    ``reading`` is as shown (mmHg); ``told`` names the clinician told; ``who`` whose work it is;
    ``remark`` is what happened to the reading since: withdrawn, corrected, not filed yet.
    """

    id: str
    is_alert: bool
    band: Band
    what: str
    patient_id: int
    name: str
    age: int | None
    village: str
    phone: str
    reading: str
    about: str
    channel: str
    entered_by: str
    entered_at: datetime
    told: str
    told_at: datetime | None
    who: str
    due: date | None
    session_id: str | None
    remark: str
    reasons: tuple[str, ...]

    def is_overdue(self, today: date) -> bool:
        return self.due is not None and self.due < today


def open_alerts(session: Session, *, acute_only: bool = False) -> tuple[Waiting, ...]:
    """Return everything that waits for a clinician, most severe first.

    Red and emergency alerts stay until ``close_alert``; then come the clinical tasks (amber, low,
    manual readings), unless ``acute_only``. Needs VIEW_CLINICAL.
    """
    session.require(Permission.VIEW_CLINICAL)
    db, today = session.practice.db, session.today()
    alerts = [_from_alert(db, row, today) for row in store.open_alerts(db)]
    if acute_only:
        return tuple(alerts)
    tasks = [
        _from_task(db, row, today) for row in store.open_tasks(db) if row.what in CLINICAL_TASKS
    ]
    order = list(Band)
    tasks.sort(key=lambda task: (task.due is None, task.due or today, order.index(task.band)))
    return (*alerts, *tasks)


def open_tasks(session: Session) -> tuple[Waiting, ...]:
    """Return the tasks that need no clinician: result letters, asking for more days."""
    session.require(Permission.VIEW_CLINICAL)
    db, today = session.practice.db, session.today()
    rows = [row for row in store.open_tasks(db) if row.what not in CLINICAL_TASKS]
    return tuple(_from_task(db, row, today) for row in rows)


def count_acute(session: Session) -> int:
    """Return how many red and emergency alerts are open; 0 for who may not see them."""
    if not session.may(Permission.VIEW_CLINICAL):
        return 0
    return len(store.open_alerts(session.practice.db))


def close_alert(session: Session, alert_id: str, outcome: str, note: str = "") -> None:
    """Close an alert with its outcome. Only who may close alerts can.

    Raises NotFound, InvalidInput without an outcome or if it is closed already, NotPermitted.
    """
    session.require(Permission.CLOSE_ALERTS)
    alert = store.alert_by_id(session.practice.db, alert_id)
    if alert is None:
        raise NotFound("There is no such alert.")
    words = _outcome(outcome)
    with session.act(
        Permission.CLOSE_ALERTS, "alert.close", patient=alert.patient, alert=alert_id
    ) as act:
        if store.outcome_of_alert(act.db, alert_id) is not None:
            raise _closed("alert")
        row = AlertOutcomeRow(
            **session.born(act.at), alert=alert_id, outcome=words, note=note.strip()
        )
        store.close_alert(act.db, row)


def close_task(session: Session, task_id: str, outcome: str, note: str = "") -> None:
    """Close a task with its outcome. Reviews need CLOSE_ALERTS, the others RECORD_CONTACTS."""
    task = store.task_by_id(session.practice.db, task_id)
    clinical = task is None or task.what == "review"
    needed = Permission.CLOSE_ALERTS if clinical else Permission.RECORD_CONTACTS
    session.require(needed)
    if task is None:
        raise NotFound("There is no such task.")
    words = _outcome(outcome)
    with session.act(needed, "task.close", patient=task.patient, task=task_id) as act:
        if task not in store.open_tasks_of(act.db, task.session):
            raise _closed("task")
        row = TaskOutcomeRow(**session.born(act.at), task=task_id, outcome=words, note=note.strip())
        store.close_task(act.db, row)
        letter = letter_store.waiting_letter_of(act.db, task.session)
        if task.what == "result letter" and letter is not None:
            drop_letter(session, act, letter, TOLD, f"{words}. {note}".strip())


def _outcome(words: str) -> str:
    if len(words.strip()) < 2:
        raise InvalidInput(
            "The outcome is missing.",
            field="outcome",
            kept="It stays open.",
            advice="Say what was done.",
        )
    return words.strip()


def _closed(what: str) -> InvalidInput:
    return InvalidInput(
        f"Somebody has closed this {what} already.",
        field=what,
        kept="The first outcome stands.",
        advice="Load the page again.",
    )


def _from_alert(db: Database, row: AlertRow, today: date) -> Waiting:
    session_id = store.session_of_alert(db, row.id)
    filed = None if session_id is None else reading_store.session_by_id(db, session_id)
    return Waiting(
        id=row.id,
        is_alert=True,
        band=Band(row.band),
        what="review",
        reading=row.reading,
        about=row.about,
        channel=filed.channel if filed is not None else "paper",
        entered_by=row.by,
        entered_at=datetime.fromisoformat(row.entered_at),
        told=row.told_clinician,
        told_at=datetime.fromisoformat(row.told_at),
        who="clinician",
        due=datetime.fromisoformat(row.entered_at).astimezone().date(),
        session_id=session_id,
        remark=_keying_remark(db, row.id) if filed is None else _remark(db, filed),
        reasons=row.reasons,
        **_person(db, row.patient, today),  # type: ignore[arg-type]
    )


def _from_task(db: Database, row: TaskRow, today: date) -> Waiting:
    filed = reading_store.session_by_id(db, row.session)
    assert filed is not None  # a foreign key says so
    return Waiting(
        id=row.id,
        is_alert=False,
        band=Band(row.band),
        what=row.what,
        reading=shown_pressure(filed),
        about=shown_kind(filed),
        channel=filed.channel,
        entered_by=row.by,
        entered_at=datetime.fromisoformat(row.entered_at),
        told="",
        told_at=None,
        who=row.who,
        due=row.due,
        session_id=row.session,
        remark="",
        reasons=filed.reasons,
        **_person(db, row.patient, today),  # type: ignore[arg-type]
    )


def _keying_remark(db: Database, alert: str) -> str:
    """What became of a form whose first keying was red."""
    where, session_id = store.form_of_alert(db, alert) or ("", None)
    filed = None if session_id is None else reading_store.session_by_id(db, session_id)
    if filed is not None:
        return f"filed as {shown_pressure(filed)} after a second look at the paper"
    return f"the form left the tray: {where}" if where else "keyed once, not filed yet"


def _remark(db: Database, filed: SessionRow) -> str:
    ended = reading_store.withdrawal_of(db, filed.id)
    if ended is None:
        return ""
    if ended.replaced_by is None:
        return f"withdrawn by {called(db, ended.by)}: {ended.reason}"
    new = reading_store.session_by_id(db, ended.replaced_by)
    shown = "" if new is None else f" to {shown_pressure(new)}"
    return f"corrected{shown} by {called(db, ended.by)}: {ended.reason}"


def shown_pressure(row: SessionRow) -> str:
    """Return a session's pressure as shown, rounded halves up; a dash if it has none."""
    if row.systolic is None or row.diastolic is None:
        return "–"
    return str(Pressure(row.systolic, row.diastolic))


def shown_kind(row: SessionRow) -> str:
    """Return what a session's pressure, or the session, is, in words."""
    if row.kind == "bp clinic":
        return "clinic reading"
    form = question_sets().get(row.kind)
    if form is not None:
        return form.title[0].lower() + form.title[1:]
    return f"home mean, {row.days} days" if row.systolic is not None else "home readings"


def _person(db: Database, patient: int, today: date) -> dict[str, object]:
    row = patient_store.patient_by_id(db, patient)
    assert isinstance(row, PatientRow)  # a foreign key says so
    return {
        "patient_id": patient,
        "name": f"{row.given_name} {row.family_name}".strip(),
        "age": None if row.date_of_birth is None else age_on(row.date_of_birth, today),
        "village": row.village,
        "phone": row.mobile_phone or row.home_phone,
    }
