"""Monitors on loan: the register, lending, giving, returns, losses, cleaning, calibration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.readings.letter_queue import queue_loan_letter
from proactive_care.readings.patient import load_patient
from proactive_care.readings.settings import letter_rules
from proactive_care.store import monitors as store
from proactive_care.store import patients as patient_store
from proactive_care.store import reading_letters as letter_store
from proactive_care.store.monitors import MonitorRow, MonitorStepRow

CUFFS = ("small", "medium", "large", "extra large")
_KEPT = "The register is unchanged."
_ALLOWED = {
    "in": {"lent", "given", "lost", "cleaned", "calibrated", "retired"},
    "lent": {"returned", "lost", "reminded"},
    "given": {"returned"},
    "lost": {"found"},
    "retired": set(),
}
_LEADS_TO = {
    "lent": "lent",
    "given": "given",
    "returned": "in",
    "found": "in",
    "lost": "lost",
    "retired": "retired",
}


@dataclass(frozen=True)
class Monitor:
    """A monitor as it is now. ``state``: in, lent, given, lost or retired.

    ``needs_cleaning``: it came back and was not cleaned since. ``owned``: a patient's own.
    """

    asset: str
    model: str
    cuff: str
    validated: str
    state: str
    patient_id: int | None
    name: str
    due: date | None
    calibration_due: date | None
    needs_cleaning: bool
    reminded_on: date | None
    owned: bool

    def is_overdue(self, today: date) -> bool:
        return self.state == "lent" and self.due is not None and self.due < today


def add_monitor(
    session: Session,
    asset: str,
    model: str,
    cuff: str,
    *,
    validated: str = "",
    calibration_due: date | None = None,
    owner: int | None = None,
) -> None:
    """Enter a monitor into the register; ``owner`` is the patient who owns it themselves.

    ``validated`` names the list that it is on (BIHS, STRIDE BP); empty: not known to be validated.
    Raises InvalidInput for an empty number, one that is taken, no model or an unknown cuff.
    """
    asset, model = asset.strip(), model.strip()
    if not asset or not model or cuff not in CUFFS:
        field = "asset" if not asset else "model" if not model else "cuff"
        raise InvalidInput(f"The {field} of the monitor is missing.", field=field, kept=_KEPT)
    with session.act(Permission.TAKE_READINGS, "monitor.add", patient=owner, asset=asset) as act:
        if store.monitor_by_asset(act.db, asset) is not None:
            raise InvalidInput(
                "A monitor with this number is in the register.", field="asset", kept=_KEPT
            )
        if owner is not None:
            load_patient(act.db, owner)
        row = MonitorRow(
            **session.born(act.at),
            asset=asset,
            model=model,
            cuff=cuff,
            validated=validated.strip(),
            owner=owner,
        )
        store.insert_monitor(act.db, row)
        if calibration_due is not None:
            step = _step(session, act.at, row.id, "calibrated", due=calibration_due)
            store.insert_step(act.db, step)


def lend_monitor(session: Session, asset: str, patient_id: int, due: date) -> None:
    """Lend a monitor until a day; its agreement waits to be printed.

    Raises InvalidInput if it is out, due in the past, or the monitor is overdue for calibration or
    was not cleaned since it came back.
    """
    if due < session.today():
        raise InvalidInput("The loan would end in the past.", field="due", kept=_KEPT)
    _record(session, asset, "lent", patient=patient_id, due=due)


def give_monitor(session: Session, asset: str, patient_id: int) -> None:
    """Give a monitor to a patient for good."""
    _record(session, asset, "given", patient=patient_id)


def note_monitor(
    session: Session, asset: str, what: str, *, due: date | None = None, note: str = ""
) -> None:
    """Write that a monitor was returned, lost, found, cleaned, calibrated or retired, or that its
    borrower was reminded. ``due`` is the next calibration. Raises InvalidInput if it cannot be."""
    if what == "calibrated" and due is None:
        raise InvalidInput("Say when the next calibration is due.", field="due", kept=_KEPT)
    _record(session, asset, what, due=due, note=note)


def monitors(session: Session) -> tuple[Monitor, ...]:
    """Return the register as it is now, by number."""
    session.require(Permission.TAKE_READINGS)
    db = session.practice.db
    happened = store.steps(db)
    rows = store.monitors(db)
    made = [(row, happened.get(row.id, [])) for row in rows]
    wanted = [step.patient for _, steps in made for step in steps if step.patient is not None]
    wanted += [row.owner for row in rows if row.owner is not None]
    people = patient_store.patients_by_id(db, sorted(set(wanted)))
    names = {key: f"{p.given_name} {p.family_name}".strip() for key, p in people.items()}
    return tuple(_monitor(row, steps, names) for row, steps in made)


def overdue_loans(session: Session) -> tuple[Monitor, ...]:
    """Return loans past their day, the longest overdue first: whom to remind by letter or phone."""
    today = session.today()
    late = [monitor for monitor in monitors(session) if monitor.is_overdue(today)]
    return tuple(sorted(late, key=lambda monitor: monitor.due or today))


def remind_by_letter(session: Session, asset: str) -> None:
    """Let a reminder to the borrower of a monitor wait to be printed.

    It counts as reminded once it is printed. Raises InvalidInput if the monitor is not on loan, a
    reminder waits already, or the last one is not old enough.
    """
    with session.act(Permission.TAKE_READINGS, "monitor.remind", asset=asset) as act:
        row = _row(act, asset)
        steps = store.steps(act.db).get(row.id, [])
        now = _monitor(row, steps, {})
        if now.state != "lent" or now.patient_id is None:
            raise _cannot(now, "reminded by letter")
        act.patient = now.patient_id
        if _was_reminded(session, now):
            raise InvalidInput(
                "The borrower was reminded a short time ago.", field="monitor", kept=_KEPT
            )
        loan = [step for step in steps if step.what == "lent"][-1]
        for letter in letter_store.letters_of_step(act.db, loan.id, letter_store.REMINDER):
            if letter_store.end_of(act.db, letter.id) is None:
                raise InvalidInput(
                    "A reminder of this loan waits to be printed already.",
                    field="monitor",
                    kept=_KEPT,
                    advice="Print it under Letters.",
                )
        queue_loan_letter(session, act, letter_store.REMINDER, now.patient_id, loan.id)


def remind_overdue(session: Session) -> int:
    """Let a reminder wait for every overdue loan that has none yet; return how many."""
    queued = 0
    for monitor in overdue_loans(session):
        try:
            remind_by_letter(session, monitor.asset)
        except InvalidInput:
            continue  # reminded, or about to be
        queued += 1
    return queued


def receipt_by_letter(session: Session, asset: str) -> None:
    """Let a receipt for the last return of a monitor wait to be printed.

    Raises InvalidInput if it did not come back from a loan, or its receipt was made already.
    """
    with session.act(Permission.TAKE_READINGS, "monitor.receipt", asset=asset) as act:
        row = _row(act, asset)
        borrower, returned = _last_return(store.steps(act.db).get(row.id, []))
        if borrower is None or returned is None:
            raise _cannot(_monitor(row, [], {}), "given a receipt")
        if letter_store.letters_of_step(act.db, returned.id, letter_store.RETURN):
            raise InvalidInput(
                "The receipt for this return was made already.", field="monitor", kept=_KEPT
            )
        act.patient = borrower
        queue_loan_letter(session, act, letter_store.RETURN, borrower, returned.id)


def note_reminded(session: Session, act: Act, loan: str) -> None:
    """Write that the reminder of a loan was printed, if the monitor is still on that loan."""
    for monitor, steps in store.steps(act.db).items():
        loans = [step for step in steps if step.what in ("lent", "returned", "given", "lost")]
        if loans and loans[-1].id == loan:
            store.insert_step(act.db, _step(session, act.at, monitor, "reminded", note="by letter"))


def _was_reminded(session: Session, now: Monitor) -> bool:
    days = letter_rules().remind_again_days
    return now.reminded_on is not None and (session.today() - now.reminded_on).days < days


def _last_return(steps: list[MonitorStepRow]) -> tuple[int | None, MonitorStepRow | None]:
    """Return who brought a monitor back from a loan last, and that step."""
    borrower: int | None = None
    found: tuple[int | None, MonitorStepRow | None] = (None, None)
    for step in steps:
        if step.what == "lent":
            borrower = step.patient
        elif step.what == "given":
            borrower = None
        elif step.what == "returned":
            found = (borrower, step)
    return found


def _row(act: Act, asset: str) -> MonitorRow:
    row = store.monitor_by_asset(act.db, asset.strip())
    if row is None:
        raise NotFound("There is no monitor with this number.", advice="Check its label.")
    return row


def _record(
    session: Session,
    asset: str,
    what: str,
    *,
    patient: int | None = None,
    due: date | None = None,
    note: str = "",
) -> None:
    with session.act(
        Permission.TAKE_READINGS, f"monitor.{what}", patient=patient, asset=asset
    ) as act:
        row = _row(act, asset)
        if patient is not None:
            load_patient(act.db, patient)
        now = _monitor(row, store.steps(act.db).get(row.id, []), {})
        _check(session, now, what)
        step = _step(session, act.at, row.id, what, patient=patient, due=due, note=note)
        store.insert_step(act.db, step)
        if what == "lent" and patient is not None:
            queue_loan_letter(session, act, letter_store.AGREEMENT, patient, step.id)


def _check(session: Session, now: Monitor, what: str) -> None:
    if what not in _ALLOWED[now.state] or now.owned:
        raise _cannot(now, what)
    if what not in ("lent", "given"):
        return
    if now.needs_cleaning:
        raise InvalidInput(
            f"Monitor {now.asset} was not cleaned since it came back.",
            field="monitor",
            kept=_KEPT,
            advice="Clean it, and say so here.",
        )
    if now.calibration_due is not None and now.calibration_due < session.today():
        raise InvalidInput(
            f"Monitor {now.asset} is overdue for calibration.",
            field="monitor",
            kept=_KEPT,
            advice="Lend another one, or enter its calibration.",
        )


def _cannot(now: Monitor, what: str) -> InvalidInput:
    words = f"is {now.state}" if not now.owned else "belongs to a patient"
    return InvalidInput(
        f"Monitor {now.asset} {words}: it cannot be {what}.", field="monitor", kept=_KEPT
    )


def _step(
    session: Session,
    at: datetime,
    monitor: str,
    what: str,
    *,
    patient: int | None = None,
    due: date | None = None,
    note: str = "",
) -> MonitorStepRow:
    return MonitorStepRow(
        **session.born(at),
        monitor=monitor,
        what=what,
        patient=patient,
        due=due,
        note=note.strip(),
        day=session.today(),
    )


def _monitor(row: MonitorRow, steps: list[MonitorStepRow], names: dict[int, str]) -> Monitor:
    state, patient, due, calibration, dirty, reminded = "in", None, None, None, False, None
    for step in steps:
        state = _LEADS_TO.get(step.what, state)
        if step.what in ("lent", "given"):
            patient, due, reminded = step.patient, step.due, None
        elif step.what in ("returned", "found"):
            patient, due, dirty, reminded = None, None, True, None
        elif step.what == "cleaned":
            dirty = False
        elif step.what == "calibrated":
            calibration = step.due
        elif step.what == "reminded":
            reminded = step.day
    holder = row.owner if row.owner is not None else patient
    return Monitor(
        row.asset,
        row.model,
        row.cuff,
        row.validated,
        "given" if row.owner is not None else state,
        holder,
        names.get(holder or 0, ""),
        due,
        calibration,
        dirty,
        reminded,
        row.owner is not None,
    )
