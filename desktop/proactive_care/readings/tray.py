"""The tray of paper forms: counted in, keyed oldest first, and nothing leaves it unfinished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from sqlite_utils import Database

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.identifiers import clean_form_code, uuid7
from proactive_care.readings.patient import load_patient
from proactive_care.store import patients as patient_store
from proactive_care.store import tray as store
from proactive_care.store.tray import BatchRow, FormRow, StepRow, TrayForm

MOST_AT_ONCE = 500


class FormKind(StrEnum):
    """What a sheet in the tray is."""

    BP_DIARY = "bp diary"
    PEAK_FLOW_DIARY = "peak flow diary"
    REPLY_SLIP = "reply slip"


class Route(StrEnum):
    """How paper came in."""

    POST = "post"
    HAND = "hand"
    DISPENSARY = "dispensary"
    CARER = "carer"


class FormOutcome(StrEnum):
    """Where a form went. Every form gets one."""

    DONE = "done"
    UNREADABLE = "unreadable"
    UNKNOWN_PERSON = "unknown person"
    SENT_BACK = "sent back"


@dataclass(frozen=True)
class TrayLine:
    """A form that waits: whose it is if that is known, how long it waits, and for what.

    ``keyed_by``: keyed once, by this person; it waits for somebody else to key it again.
    """

    form_id: str
    kind: FormKind
    form_code: str | None
    patient_id: int | None
    name: str
    received_on: date
    route: Route
    days_waiting: int
    keyed_by: str


def receive_forms(
    session: Session,
    kind: FormKind,
    route: Route,
    counted_in: int,
    *,
    received_on: date | None = None,
    form_codes: Sequence[str] = (),
) -> tuple[str, ...]:
    """Count a batch of forms into the tray and return their ids, in the order of the codes.

    ``form_codes`` are those that were scanned; the other sheets wait for somebody to say whose they
    are. A code says itself what kind of sheet it is on, whatever ``kind`` the batch is; one that
    this practice did not print leaves its sheet unmatched. Raises InvalidInput for
    a number outside 1 to 500, more codes than sheets, a code twice or a day in the future.
    """
    session.require(Permission.TAKE_READINGS)
    day = received_on or session.today()
    codes = [clean_form_code(code) or code.strip() for code in form_codes]
    _check_batch(session, counted_in, codes, day)
    with session.act(
        Permission.TAKE_READINGS, "tray.receive", counted_in=counted_in, route=route.value
    ) as act:
        batch = BatchRow(
            **session.born(act.at), received_on=day, route=route.value, counted_in=counted_in
        )
        forms = [
            FormRow(
                id=uuid7(act.at),
                batch=batch.id,
                number=number,
                kind=_kind_of(act.db, code, kind).value,
                form_code=code,
            )
            for number, code in enumerate([*codes, *[None] * (counted_in - len(codes))], start=1)
        ]
        store.insert_batch(act.db, batch, forms)
        for form in forms:
            patient = (
                patient_store.patient_id_by_form_code(act.db, form.form_code)
                if form.form_code
                else None
            )
            if patient is not None:
                step(session, act, form.id, "matched", patient=patient)
    return tuple(form.id for form in forms)


def kind_of_form(session: Session, code: str) -> FormKind:
    """Return what a typed or scanned code was printed on; a pressure diary if that is unknown."""
    session.require(Permission.TAKE_READINGS)
    return _kind_of(session.practice.db, clean_form_code(code), FormKind.BP_DIARY)


def _kind_of(db: Database, code: str | None, otherwise: FormKind) -> FormKind:
    printed = None if code is None else store.printed_kind(db, code)
    kinds = {"invitation": FormKind.REPLY_SLIP, **{kind.value: kind for kind in FormKind}}
    return kinds.get(printed or "", otherwise)


def waiting_forms(session: Session) -> tuple[TrayLine, ...]:
    """Return the forms in the tray, oldest first."""
    session.require(Permission.TAKE_READINGS)
    db, today = session.practice.db, session.today()
    forms = store.waiting_forms(db)
    wanted = [form.patient for form in forms if form.patient is not None]
    people = patient_store.patients_by_id(db, wanted)
    return tuple(_line(form, people, today) for form in forms)


def next_form(session: Session, after: str | None = None) -> TrayLine | None:
    """Return the oldest form that this person can key now (after another one), or None.

    A form that they keyed themselves waits for somebody else.
    """
    lines = list(waiting_forms(session))
    places = [place for place, line in enumerate(lines) if line.form_id == after]
    if places:
        lines = lines[places[0] + 1 :] + lines[: places[0] + 1]
    return next((line for line in lines if line.keyed_by != session.user_name), None)


def match_form(session: Session, form_id: str, patient_id: int) -> None:
    """Say whose form it is. Raises NotFound, and InvalidInput if the form has left the tray."""
    with session.act(
        Permission.TAKE_READINGS, "tray.match", patient=patient_id, form=form_id
    ) as act:
        waiting(act, form_id)
        load_patient(act.db, patient_id)
        step(session, act, form_id, "matched", patient=patient_id)


def finish_form(session: Session, form_id: str, outcome: FormOutcome, note: str = "") -> None:
    """Take a form out of the tray. ``DONE`` of a diary is set by filing, and not here.

    Raises NotFound, and InvalidInput if it has left the tray already or is a diary to be keyed.
    """
    with session.act(
        Permission.TAKE_READINGS, "tray.finish", form=form_id, outcome=outcome.value
    ) as act:
        form = waiting(act, form_id)
        if outcome is FormOutcome.DONE and form.form.kind != FormKind.REPLY_SLIP.value:
            raise InvalidInput(
                "A diary is done when its readings are filed.",
                field="outcome",
                kept="It stays in the tray.",
                advice="Key it, or say that it is unreadable.",
            )
        step(session, act, form_id, outcome.value, note=note)


def reopen_form(session: Session, form_id: str, note: str = "") -> None:
    """Put a form back into the tray (the unknown person was found, say)."""
    with session.act(Permission.TAKE_READINGS, "tray.reopen", form=form_id) as act:
        form = store.form_by_id(act.db, form_id)
        if form is None:
            raise _unknown()
        if not form.outcome:
            raise InvalidInput("This form is in the tray already.", field="form")
        step(session, act, form_id, "reopened", note=note)


def finished_today(session: Session) -> int:
    """Return how many forms this person has finished today."""
    midnight = datetime.combine(session.today(), time()).astimezone(UTC)
    since = midnight.isoformat(timespec="milliseconds")
    return store.outcomes_on(session.practice.db, since, session.user_name)


def waiting(act: Act, form_id: str) -> TrayForm:
    """Return a form that is in the tray. Raises NotFound, or InvalidInput if it has left it."""
    form = store.form_by_id(act.db, form_id)
    if form is None:
        raise _unknown()
    if form.outcome:
        raise InvalidInput(
            f"This form has left the tray: {form.outcome}.",
            field="form",
            kept="Nothing was changed.",
            advice="Reopen it first.",
        )
    return form


def step(
    session: Session,
    act: Act,
    form_id: str,
    what: str,
    *,
    patient: int | None = None,
    note: str = "",
) -> None:
    """Write what happened to a form, in the open transaction."""
    row = StepRow(
        **session.born(act.at), form=form_id, what=what, patient=patient, note=note.strip()
    )
    store.insert_steps(act.db, row)


def _check_batch(session: Session, counted_in: int, codes: Sequence[str], day: date) -> None:
    kept = "Nothing was counted in."
    if not 1 <= counted_in <= MOST_AT_ONCE:
        raise InvalidInput(f"A batch has 1 to {MOST_AT_ONCE} forms.", field="counted_in", kept=kept)
    if len(codes) > counted_in:
        raise InvalidInput(
            f"{len(codes)} codes were scanned, but only {counted_in} forms counted.",
            field="counted_in",
            kept=kept,
            advice="Count the forms again.",
        )
    if len(set(codes)) < len(codes):
        raise InvalidInput("A form was scanned twice.", field="form_code", kept=kept)
    if day > session.today():
        raise InvalidInput("The day of receipt is in the future.", field="received_on", kept=kept)


def _line(form: TrayForm, people: dict[int, patient_store.PatientRow], today: date) -> TrayLine:
    person = None if form.patient is None else people.get(form.patient)
    return TrayLine(
        form.form.id,
        FormKind(form.form.kind),
        form.form.form_code,
        form.patient,
        f"{person.given_name} {person.family_name}".strip() if person else "Not yet matched",
        form.received_on,
        Route(form.route),
        (today - form.received_on).days,
        form.keyed_by,
    )


def _unknown() -> NotFound:
    return NotFound("This form is not in the tray.", advice="Load the page again.")
