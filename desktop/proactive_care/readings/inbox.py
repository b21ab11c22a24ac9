"""The digital inbox: files are received, matched to a patient and filed like any other reading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.dates import show_date
from proactive_care.domain.diary import DAYS_ON_FORM, DiaryReading
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.identifiers import clean_form_code, clean_nhs_number
from proactive_care.domain.triage import NO_SYMPTOMS, Symptoms, with_earlier
from proactive_care.domain.vocabulary import Channel, Setting
from proactive_care.readings.checking import check_diary
from proactive_care.readings.device_files import DeviceFile, Person, Series, read_device_file
from proactive_care.readings.diaries import FiledReadings, filed, prepare_diary
from proactive_care.readings.drafts import pack, unpack
from proactive_care.readings.filing import (
    BP_DIARY,
    NewReading,
    Origin,
    Prepared,
    fingerprint_of,
    write,
)
from proactive_care.readings.measures import check_day
from proactive_care.readings.patient import ReadingPatient, load_patient
from proactive_care.readings.regroup import restratify
from proactive_care.readings.replies import check_meanings, explained_with, remember
from proactive_care.readings.settings import bands_of
from proactive_care.readings.told import Acknowledgement
from proactive_care.store import inbox as store
from proactive_care.store import patients as patient_store
from proactive_care.store import readings as reading_store
from proactive_care.store.inbox import InboxStepRow, ItemRow
from proactive_care.store.patients import PatientRow
from proactive_care.store.session_events import SessionEvent

BY_A_PERSON = "a person"
_REMEMBERED_DAYS = 90
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir"})
_WEIGHT = ("body_weight", "27113001", "Body weight")


@dataclass(frozen=True)
class InboxItem:
    """What waits in the inbox. ``patient_id`` None: a person must say whose it is.

    ``how`` says how it was matched; ``rejected`` rows of the file were not read.
    """

    id: str
    kind: str
    file_name: str
    received_at: datetime
    person: Person
    patient_id: int | None
    name: str
    how: str
    pressures: tuple[DiaryReading, ...]
    weights: tuple[Series, ...]
    glucose: tuple[Series, ...]
    rejected: tuple[tuple[int, str], ...]


class NameDiffers(InvalidInput):
    """The file names somebody else than the patient it is matched to."""


def receive_file(
    session: Session, path: Path, means: Mapping[str, str] | None = None
) -> tuple[InboxItem, ...]:
    """Take a device's file into the inbox and match what can be matched without a person.

    Matched by form code, or by NHS number; a date of birth and a name in the file must agree.
    ``means``: what the columns of an unknown table mean (title: one of MEANINGS); it is remembered
    for tables with the same columns. Raises UnknownColumns for such a table without it,
    FileProblem if it cannot be read, InvalidInput for a file that was received before.
    """
    session.require(Permission.TAKE_READINGS)
    if means is not None:
        check_meanings(means)
    parts = read_device_file(path, explained_with(session, path, means))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with session.act(Permission.TAKE_READINGS, "inbox.receive", sha256=digest) as act:
        before = store.item_of_file(act.db, digest)
        if before is not None:
            received = datetime.fromisoformat(before.entered_at).astimezone().date()
            raise InvalidInput(
                f"This file was received already, on {show_date(received)}.",
                field="file",
                kept="Nothing was received twice.",
                advice="Look for it in the inbox.",
            )
        rows = [_item_row(session, act, path.name, digest, part) for part in parts]
        for row, part in zip(rows, parts, strict=True):
            store.insert_item(act.db, row)
            found = _match(act.db, part.person)
            if found is not None:
                _step(session, act, row.id, "matched", patient=found[0], how=found[1])
        if means is not None:
            remember(act, path, means)
        act.note(items=len(rows))
    received_ids = {row.id for row in rows}
    return tuple(item for item in inbox_items(session) if item.id in received_ids)


def inbox_items(session: Session) -> tuple[InboxItem, ...]:
    """Return what waits in the inbox, oldest first."""
    session.require(Permission.TAKE_READINGS)
    db = session.practice.db
    waiting = [(row, store.state_of(db, row.id)) for row in store.items(db)]
    return tuple(
        _item(db, row, state.patient, state.how) for row, state in waiting if not state.outcome
    )


def match_item(
    session: Session, item_id: str, patient_id: int, *, name_confirmed: bool = False
) -> None:
    """Say whose an item is. Raises NameDiffers if the file names somebody else and nobody has
    confirmed that it is the same person, NotFound, InvalidInput."""
    with session.act(
        Permission.TAKE_READINGS, "inbox.match", patient=patient_id, item=item_id
    ) as act:
        row = _waiting(act, item_id)
        patient = load_patient(act.db, patient_id)
        person = _unpack_person(row)
        if not name_confirmed:
            _refuse_other_name(person, patient.row)
        _step(session, act, item_id, "matched", patient=patient_id, how=BY_A_PERSON)


def put_aside(session: Session, item_id: str, note: str) -> None:
    """Take an item out of the inbox without filing it, and say why.

    One that would be red or an emergency, whoever it belongs to, only leaves unfiled by somebody
    who may close alerts: nobody else decides that it is nothing. Raises InvalidInput.
    """
    if len(note.strip()) < 3:
        raise InvalidInput("Say why it is put aside.", field="note")
    with session.act(Permission.TAKE_READINGS, "inbox.put_aside", item=item_id) as act:
        row = _waiting(act, item_id)
        red = _looks_red(act.db, _item(act.db, row, None, ""))
        if red and not session.may(Permission.CLOSE_ALERTS):
            raise InvalidInput(
                "These pressures are too high to be put aside unseen.",
                field="item",
                kept="They stay in the inbox.",
                advice="File them for their patient, or ask a nurse, pharmacist or doctor.",
            )
        _step(session, act, item_id, "put aside", note=note)


def _looks_red(db: Database, item: InboxItem) -> bool:
    """Whether filing would ask for a clinician: red does not depend on whose readings they are."""
    readings = latest_diary(item.pressures)
    return check_diary(readings, bands=bands_of(db, Setting.HOME)).must_tell_clinician


def latest_diary(readings: Sequence[DiaryReading]) -> tuple[DiaryReading, ...]:
    """Return the readings of the last seven calendar days in a device's memory.

    A monitor remembers months; a home mean is about one week (NICE NG136).
    """
    if not readings:
        return ()
    last = max(reading.day for reading in readings)
    first = last - timedelta(days=DAYS_ON_FORM - 1)
    return tuple(reading for reading in readings if reading.day >= first)


def _earlier(
    db: Database, patient: int, readings: Sequence[DiaryReading]
) -> list[tuple[str, Pressure]]:
    """Return the pairs before the last week that nobody has seen yet: after the patient's newest
    filed diary, and at most _REMEMBERED_DAYS before the last reading."""
    last = max(reading.day for reading in readings)
    since = last - timedelta(days=_REMEMBERED_DAYS)
    for filed_before in reading_store.sessions_of(db, patient):
        if filed_before.kind == BP_DIARY:
            since = max(since, filed_before.last_day + timedelta(days=1))
    week = set(latest_diary(readings))
    return [
        (show_date(reading.day), pair)
        for reading in readings
        if reading.day >= since and reading not in week and (pair := reading.at_home.pair)
    ]


def file_item(
    session: Session,
    item_id: str,
    *,
    symptoms: Symptoms = NO_SYMPTOMS,
    acknowledgement: Acknowledgement | None = None,
    confirmed: bool = False,
) -> FiledReadings:
    """File a matched item: the last week of pressures, or all weights or glucose values.

    ``confirmed``: unusual pressures were looked at a second time. Weights become events that the
    rules see; glucose values are kept. Raises InvalidInput if nobody has said whose it is, and
    everything that ``file_diary`` raises.
    """
    with session.act(Permission.TAKE_READINGS, "readings.file", item=item_id) as act:
        row = _waiting(act, item_id)
        matched = store.state_of(act.db, item_id).patient
        if matched is None:
            raise InvalidInput(
                "Nobody has said yet whose readings these are.",
                field="patient",
                kept="They stay in the inbox.",
                advice="Find the patient first.",
            )
        act.patient = matched
        patient = load_patient(act.db, matched)
        item = _item(act.db, row, matched, "")
        prepared = _prepare(session, act.db, patient, item, symptoms, confirmed=confirmed)
        origin = Origin(Channel.DIGITAL, inbox_item=item_id)
        written = write(session, act, prepared, origin, acknowledgement)
        _step(session, act, item_id, "filed", patient=matched)
    return filed(prepared, written, restratify(session, matched))


def _prepare(
    session: Session,
    db: Database,
    patient: ReadingPatient,
    item: InboxItem,
    symptoms: Symptoms,
    *,
    confirmed: bool,
) -> Prepared:
    if item.pressures:
        readings = [replace(r, confirmed=confirmed) for r in latest_diary(item.pressures)]
        prepared = prepare_diary(session, db, patient, readings, symptoms)
        assert prepared.triage is not None
        earlier = _earlier(db, patient.id, item.pressures)
        bands = bands_of(db, Setting.HOME)
        return replace(prepared, triage=with_earlier(prepared.triage, earlier, bands))
    what, unit, values = (
        ("weight", "kg", item.weights) if item.weights else ("glucose", "mmol/L", item.glucose)
    )
    for each in values:
        check_day(session, patient, each.day)
    days = [each.day for each in values]
    events = []
    if what == "weight":
        newest_of_day = {each.day: each.value for each in values}
        events = [SessionEvent(*_WEIGHT, day, value) for day, value in newest_of_day.items()]
    return Prepared(
        patient=patient.id,
        kind=f"{what} from a device",
        setting=Setting.HOME,
        first_day=min(days),
        last_day=max(days),
        readings=tuple(
            NewReading(what, each.day, number=n, time=each.time, value=each.value, unit=unit)
            for n, each in enumerate(values, start=1)
        ),
        events=tuple(events),
        fingerprint=fingerprint_of(what, [(each.day, each.time, each.value) for each in values]),
        days=len(set(days)),
        age=patient.age_on(max(days)),
        af=patient.atrial_fibrillation,
    )


def _match(db: Database, person: Person) -> tuple[int, str] | None:
    """Match without a person: a code or a number must say who it is, and a birthday may not
    contradict it. A name alone never decides."""
    code, number = clean_form_code(person.form_code), clean_nhs_number(person.nhs_number)
    found, how = None, ""
    if code is not None:
        found, how = patient_store.patient_id_by_form_code(db, code), "form code"
    if found is None and number is not None:
        found, how = patient_store.patient_id_by_nhs_number(db, number), "NHS number"
    row = None if found is None else patient_store.patient_by_id(db, found)
    if row is None or row.date_of_death is not None:
        return None
    if number is not None and row.nhs_number != number:
        return None
    if _is_somebody_else(person, row):
        return None
    return row.id, how


def _refuse_other_name(person: Person, row: PatientRow) -> None:
    if _is_somebody_else(person, row):
        raise NameDiffers(
            "The file is about somebody else: another name or date of birth stands in it.",
            field="patient",
            kept="It stays in the inbox.",
            advice="Check whose monitor it was. Confirm only if it is certainly the same person.",
        )


def _is_somebody_else(person: Person, row: PatientRow) -> bool:
    """Whether the file names another person: a word that is not in the name, another birthday."""
    said = {word.casefold().strip(".") for word in re.split(r"[\s,]+", person.name)} - _TITLES
    words = {word for word in said if len(word) > 1}
    known = {word.casefold() for word in f"{row.given_name} {row.family_name}".split()}
    birth_differs = person.date_of_birth is not None and person.date_of_birth != row.date_of_birth
    return bool(words and not words <= known) or birth_differs


def _waiting(act: Act, item_id: str) -> ItemRow:
    row = store.item_by_id(act.db, item_id)
    if row is None:
        raise NotFound("This item is not in the inbox.", advice="Load the page again.")
    outcome = store.state_of(act.db, item_id).outcome
    if outcome:
        raise InvalidInput(
            f"This item has left the inbox: {outcome}.", field="item", kept="Nothing was changed."
        )
    return row


def _step(
    session: Session,
    act: Act,
    item: str,
    what: str,
    *,
    patient: int | None = None,
    how: str = "",
    note: str = "",
) -> None:
    row = InboxStepRow(
        **session.born(act.at), item=item, what=what, patient=patient, how=how, note=note.strip()
    )
    store.insert_step(act.db, row)


def _item_row(session: Session, act: Act, name: str, digest: str, part: DeviceFile) -> ItemRow:
    birth = part.person.date_of_birth
    return ItemRow(
        **session.born(act.at),
        file_name=name,
        sha256=digest,
        kind=part.kind,
        person={**vars(part.person), "date_of_birth": birth.toordinal() if birth else None},
        content={
            "pressures": pack(part.pressures, NO_SYMPTOMS),
            "weights": [[s.day.toordinal(), s.time, s.value] for s in part.weights],
            "glucose": [[s.day.toordinal(), s.time, s.value] for s in part.glucose],
            "rejected": [list(each) for each in part.rejected],
        },
    )


def _unpack_person(row: ItemRow) -> Person:
    raw = dict(row.person)
    birth = raw["date_of_birth"]
    raw["date_of_birth"] = date.fromordinal(birth) if isinstance(birth, int) else None
    return Person(**raw)  # type: ignore[arg-type]


def _item(db: Database, row: ItemRow, patient: int | None, how: str) -> InboxItem:
    person = None if patient is None else patient_store.patient_by_id(db, patient)
    return InboxItem(
        row.id,
        row.kind,
        row.file_name,
        datetime.fromisoformat(row.entered_at),
        _unpack_person(row),
        patient,
        "" if person is None else f"{person.given_name} {person.family_name}".strip(),
        how,
        unpack(row.content["pressures"])[0],
        _unpack_series(row.content["weights"]),
        _unpack_series(row.content["glucose"]),
        tuple((line, reason) for line, reason in row.content["rejected"]),  # type: ignore[attr-defined]
    )


def _unpack_series(raw: object) -> tuple[Series, ...]:
    assert isinstance(raw, list)
    return tuple(Series(date.fromordinal(day), time, value) for day, time, value in raw)
