"""Keying the tray: some forms are keyed by two people, blind, and settled before they are filed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.diary import DiaryReading
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.triage import NO_SYMPTOMS, Symptoms
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings.carers import Carer
from proactive_care.readings.diaries import FiledReadings, filed, prepare_diary
from proactive_care.readings.drafts import pack, unpack
from proactive_care.readings.filing import KEPT, Origin, Prepared, raise_alert, write
from proactive_care.readings.patient import load_patient
from proactive_care.readings.regroup import Regrouped, restratify
from proactive_care.readings.settings import SecondCheck, load_second_check
from proactive_care.readings.told import Acknowledgement
from proactive_care.readings.tray import FormOutcome, step, waiting
from proactive_care.store import drafts as draft_store
from proactive_care.store import tray as store
from proactive_care.store.tray import KeyingRow, TrayForm

Place = tuple[date, str, int]


@dataclass(frozen=True)
class Mismatch:
    """A reading that two people keyed differently. None: this person keyed nothing there."""

    place: Place
    first: DiaryReading | None
    second: DiaryReading | None


@dataclass(frozen=True)
class Keyed:
    """What became of a keyed form: ``filed``, or it waits for the second person, or there are
    ``mismatches`` to settle. Exactly one of the three."""

    filed: FiledReadings | None
    waits_for_second: bool
    mismatches: tuple[Mismatch, ...]


class NotTheSamePerson(InvalidInput):
    """The second keying must be done by somebody else."""


def key_form(
    session: Session,
    form_id: str,
    readings: Sequence[DiaryReading],
    *,
    symptoms: Symptoms = NO_SYMPTOMS,
    acknowledgement: Acknowledgement | None = None,
    draft: str | None = None,
    note: str = "",
    carer: Carer | None = None,
) -> Keyed:
    """Take a keyed form from the tray: file it, or keep it for the second person.

    A red or emergency diary asks for its acknowledgement at once, and its alert is raised at once,
    even if the filing waits for the second person. The second person keys blind; if nothing
    differs the diary is filed, else ``settle_form`` follows. ``carer``: who took the readings, if
    the form says so. Raises as ``file_diary``.
    """
    with session.act(Permission.TAKE_READINGS, "tray.key", form=form_id) as act:
        form = waiting(act, form_id)
        patient_id = _patient_of(form)
        act.patient = patient_id
        patient = load_patient(act.db, patient_id)
        prepared = prepare_diary(session, act.db, patient, readings, symptoms)
        before = store.keyings_of(act.db, form_id)
        if len(before) == 2:
            raise InvalidInput(
                "Two people have keyed this form already.",
                field="form",
                kept="Both keyings are kept.",
                advice="Settle the differences.",
            )
        if before:
            keyed = _second(
                session, act, form, prepared, readings, symptoms, acknowledgement, before[0], carer
            )
        elif _needs_second(load_second_check(session), form_id, prepared):
            _keep(session, act, form, prepared, readings, symptoms, acknowledgement)
            keyed = Keyed(None, True, ())
        else:
            written = _file(session, act, form, prepared, acknowledgement, None, note, carer)
            keyed = Keyed(written, False, ())
        if draft is not None:
            draft_store.discard_draft(act.db, draft)
    return _with_groups(session, keyed)


def settle_form(
    session: Session,
    form_id: str,
    readings: Sequence[DiaryReading],
    *,
    symptoms: Symptoms = NO_SYMPTOMS,
    acknowledgement: Acknowledgement | None = None,
    carer: Carer | None = None,
) -> FiledReadings:
    """File a form that two people keyed differently, as it was settled with the paper in hand.

    Raises InvalidInput if it was not keyed twice, and everything that filing raises.
    """
    with session.act(Permission.TAKE_READINGS, "tray.settle", form=form_id) as act:
        form = waiting(act, form_id)
        keyings = store.keyings_of(act.db, form_id)
        if len(keyings) < 2:
            raise InvalidInput(
                "This form has not been keyed by two people.", field="form", kept=KEPT
            )
        act.patient = _patient_of(form)
        patient = load_patient(act.db, act.patient)
        prepared = prepare_diary(session, act.db, patient, readings, symptoms)
        alert = next((k.alert for k in reversed(keyings) if k.alert is not None), None)
        written = _file(session, act, form, prepared, acknowledgement, alert, "", carer)
    grouped = _with_groups(session, Keyed(written, False, ())).filed
    assert grouped is not None
    return grouped


def to_settle(session: Session, form_id: str) -> tuple[Mismatch, ...]:
    """Return what two people keyed differently on a form; empty if it was not keyed twice."""
    session.require(Permission.TAKE_READINGS)
    keyings = store.keyings_of(session.practice.db, form_id)
    if len(keyings) < 2:
        return ()
    (first, _), (second, _) = unpack(keyings[0].content), unpack(keyings[1].content)
    return compare(first, second)


def agreed(session: Session, form_id: str) -> tuple[tuple[DiaryReading, ...], Symptoms]:
    """Return what two people keyed alike on a form, and every symptom that either saw.

    What differs is left out, so that it is keyed from the paper and not chosen from a list.
    """
    session.require(Permission.TAKE_READINGS)
    keyings = store.keyings_of(session.practice.db, form_id)
    if len(keyings) < 2:
        return (), NO_SYMPTOMS
    (first, one), (second, two) = unpack(keyings[0].content), unpack(keyings[1].content)
    differing = {mismatch.place for mismatch in compare(first, second)}
    return tuple(r for r in first if _place(r) not in differing), _both(one, two)


def compare(first: Sequence[DiaryReading], second: Sequence[DiaryReading]) -> tuple[Mismatch, ...]:
    """Return the readings that differ between two keyings, in the order of the form."""
    one, two = ({_place(r): r for r in each if not r.is_empty} for each in (first, second))
    order = ("morning", "evening", "")
    places = sorted({*one, *two}, key=lambda p: (p[0], order.index(p[1]), p[2]))
    return tuple(
        Mismatch(place, one.get(place), two.get(place))
        for place in places
        if _values(one.get(place)) != _values(two.get(place))
    )


def error_rate(session: Session, since: date | None = None) -> float | None:
    """Return the share of figures that differed between two keyings; None if none was compared."""
    session.require(Permission.TAKE_READINGS)
    figures, mismatches = store.keying_errors(session.practice.db, since)
    return mismatches / figures if figures else None


def _second(
    session: Session,
    act: Act,
    form: TrayForm,
    prepared: Prepared,
    readings: Sequence[DiaryReading],
    symptoms: Symptoms,
    told: Acknowledgement | None,
    first: KeyingRow,
    carer: Carer | None,
) -> Keyed:
    if first.by == session.user_name:
        raise NotTheSamePerson(
            "You have keyed this form yourself: somebody else must key it again.",
            field="form",
            kept="Your keying is kept.",
            advice="Open the next form.",
        )
    before, before_symptoms = unpack(first.content)
    mismatches = compare(before, readings)
    figures = sum(len(reading.figures) for reading in readings)
    differing = sum(_differing(mismatch) for mismatch in mismatches)
    alert = _keep(
        session, act, form, prepared, readings, symptoms, told, first, (figures, differing)
    )
    if mismatches:
        return Keyed(None, False, mismatches)
    if before_symptoms != symptoms:
        # No figure differs but a tick does: the more cautious reading of the paper is kept.
        both = _both(symptoms, before_symptoms)
        patient = load_patient(act.db, prepared.patient)
        prepared = prepare_diary(session, act.db, patient, readings, both)
    return Keyed(_file(session, act, form, prepared, told, alert, "", carer), False, ())


def _keep(
    session: Session,
    act: Act,
    form: TrayForm,
    prepared: Prepared,
    readings: Sequence[DiaryReading],
    symptoms: Symptoms,
    told: Acknowledgement | None,
    first: KeyingRow | None = None,
    compared: tuple[int, int] | None = None,
) -> str | None:
    """Keep a keying; a red one raises its alert now. Returns the alert that belongs to the form."""
    already = None if first is None else first.alert
    alert = raise_alert(session, act, prepared, told, already)
    assert prepared.triage is not None
    row = KeyingRow(
        **session.born(act.at),
        form=form.form.id,
        number=1 if first is None else 2,
        patient=prepared.patient,
        content=pack(readings, symptoms),
        band=prepared.triage.band.value,
        alert=alert,
        figures=None if compared is None else compared[0],
        mismatches=None if compared is None else compared[1],
    )
    store.insert_keying(act.db, row)
    return alert or already


def _file(
    session: Session,
    act: Act,
    form: TrayForm,
    prepared: Prepared,
    told: Acknowledgement | None,
    alert: str | None,
    note: str,
    carer: Carer | None,
) -> FiledReadings:
    origin = Origin(
        Channel.CARER if form.route == "carer" else Channel.PAPER,
        form_code=form.form.form_code,
        tray_form=form.form.id,
        note=note,
        carer=carer,
    )
    written = write(session, act, prepared, origin, told, alert=alert)
    step(session, act, form.form.id, FormOutcome.DONE.value)
    return filed(prepared, written, Regrouped())


def _with_groups(session: Session, keyed: Keyed) -> Keyed:
    if keyed.filed is None:
        return keyed
    groups = restratify(session, keyed.filed.patient_id)
    return Keyed(replace(keyed.filed, groups=groups), False, ())


def _needs_second(choice: SecondCheck, form_id: str, prepared: Prepared) -> bool:
    assert prepared.triage is not None
    if choice.red and prepared.triage.band.must_be_acknowledged:
        return True
    if choice.unusual and any(reading.confirmed for reading in prepared.readings):
        return True
    # The form's random id decides, so that neither the person nor a restart can.
    drawn = int.from_bytes(hashlib.sha256(form_id.encode()).digest()[:4])
    return drawn < choice.share * 2**32


def _patient_of(form: TrayForm) -> int:
    if form.patient is None:
        raise InvalidInput(
            "Nobody has said yet whose form this is.",
            field="patient",
            kept=KEPT,
            advice="Find the patient, or mark the form as from an unknown person.",
        )
    return form.patient


def _both(one: Symptoms, other: Symptoms) -> Symptoms:
    return Symptoms(
        one.red_flags | other.red_flags,
        one.dizziness or other.dizziness,
        one.fall or other.fall,
    )


def _place(reading: DiaryReading) -> Place:
    return reading.day, reading.part.value, reading.number


def _values(reading: DiaryReading | None) -> tuple[object, ...]:
    if reading is None:
        return ()
    return (
        reading.systolic,
        reading.diastolic,
        reading.pulse,
        reading.irregular,
        reading.state,
    )


def _differing(mismatch: Mismatch) -> int:
    one, two = _values(mismatch.first)[:3], _values(mismatch.second)[:3]
    if not one or not two:
        return len([value for value in one or two if value is not None]) or 1
    return sum(a != b for a, b in zip(one, two, strict=True)) or 1
