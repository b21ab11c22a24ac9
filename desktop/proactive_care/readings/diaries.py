"""Filing blood pressures: a diary from home, and one reading in the clinic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.blood_pressure import Plausibility, Pressure
from proactive_care.domain.diary import DiaryReading, Problem
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.triage import (
    NO_SYMPTOMS,
    Band,
    Symptoms,
    Triage,
    symptom_words,
    triage_clinic,
)
from proactive_care.domain.vocabulary import Channel, Setting
from proactive_care.readings.checking import DiaryCheck, check_diary
from proactive_care.readings.filing import (
    BP_CLINIC,
    BP_DIARY,
    KEPT,
    FollowUp,
    NewReading,
    Origin,
    Outcome,
    Prepared,
    fingerprint_of,
    write,
)
from proactive_care.readings.patient import ReadingPatient, load_patient
from proactive_care.readings.regroup import Regrouped, restratify
from proactive_care.readings.settings import bands_of
from proactive_care.readings.told import Acknowledgement
from proactive_care.store.session_events import SessionEvent

_CODES = {
    Setting.HOME: (
        ("413606001", "Average home systolic BP"),
        ("413605002", "Average home diastolic BP"),
    ),
    Setting.CLINIC: (
        ("271649006", "Systolic arterial pressure"),
        ("271650006", "Diastolic arterial pressure"),
    ),
}


@dataclass(frozen=True)
class FiledReadings:
    """What filing did. Means are unrounded, in mmHg; ``groups``: those that changed with it;
    ``letter_waits``: a result letter waits to be printed."""

    session_id: str
    patient_id: int
    status: str
    days: int
    pairs_used: int
    systolic: float | None
    diastolic: float | None
    band: Band | None
    reasons: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    alert_id: str | None
    groups: Regrouped
    letter_waits: bool = False


class ReadingsRefused(InvalidInput):
    """Readings that cannot be filed as they are. ``problems`` are all of them, by position."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        first = problems[0]
        more = f" ({len(problems) - 1} more to look at.)" if len(problems) > 1 else ""
        confirm = all(problem.kind is Plausibility.CONFIRM for problem in problems)
        super().__init__(
            f"{first.text}{more}",
            field=first.field,
            kept=KEPT,
            advice="Look again and confirm it."
            if confirm
            else "Correct it, or mark it unreadable.",
        )


def file_diary(
    session: Session,
    patient_id: int,
    readings: Sequence[DiaryReading],
    origin: Origin,
    *,
    symptoms: Symptoms = NO_SYMPTOMS,
    acknowledgement: Acknowledgement | None = None,
) -> FiledReadings:
    """File a diary of home pressures: its readings, mean, alert or tasks, and the patient's groups.

    A paper form from the tray is filed with ``key_form`` instead.

    Only a valid mean becomes a home blood pressure that the rules see, dated on the last day.
    Raises MustTellClinician for a red or emergency band without an acknowledgement,
    ReadingsRefused for impossible or unconfirmed figures and days, InvalidInput for a patient who
    has died or the same diary twice, NotFound for an unknown patient. Then nothing is filed.
    """
    with session.act(Permission.TAKE_READINGS, "readings.file", patient=patient_id) as act:
        patient = load_patient(act.db, patient_id)
        prepared = prepare_diary(session, act.db, patient, readings, symptoms)
        written = write(session, act, prepared, origin, acknowledgement)
    return filed(prepared, written, restratify(session, patient_id))


def prepare_diary(
    session: Session,
    db: Database,
    patient: ReadingPatient,
    readings: Sequence[DiaryReading],
    symptoms: Symptoms,
) -> Prepared:
    """Check a diary and return it ready to be written. Raises ReadingsRefused, InvalidInput."""
    entered = tuple(reading for reading in readings if not reading.is_empty)
    check = judge(session, db, patient, entered, symptoms)
    if check.problems:
        raise ReadingsRefused(check.problems)
    mean = check.mean
    if mean.days == 0 and symptoms == NO_SYMPTOMS:
        raise InvalidInput(
            "There is no complete reading in this diary.",
            field="readings",
            kept=KEPT,
            advice="If nothing can be read, mark the form as unreadable.",
        )
    days = [reading.day for reading in entered] or [session.today()]
    last = mean.last_day or max(days)
    shown = str(mean.mean) if mean.mean is not None else _highest(check)
    return Prepared(
        patient=patient.id,
        kind=BP_DIARY,
        setting=Setting.HOME,
        first_day=min(days),
        last_day=max(days),
        readings=tuple(map(_new_reading, entered)),
        events=_events(Setting.HOME, last, mean.mean) if mean.counts_for_frameworks else (),
        fingerprint=_diary_fingerprint(entered, symptoms),
        status=mean.status.value,
        days=mean.days,
        pairs_used=mean.pairs_used,
        systolic=None if mean.systolic is None else float(mean.systolic),
        diastolic=None if mean.diastolic is None else float(mean.diastolic),
        triage=mean.triage,
        symptoms=symptoms,
        age=patient.age_on(last),
        af=patient.atrial_fibrillation,
        shown=shown,
        about=f"home mean, {mean.days} days" if mean.mean is not None else "home readings",
    )


def judge(
    session: Session,
    db: Database,
    patient: ReadingPatient,
    readings: Sequence[DiaryReading],
    symptoms: Symptoms,
) -> DiaryCheck:
    """Check a diary with what is known about the patient and the thresholds in force."""
    last = max((r.day for r in readings if r.at_home.pair is not None), default=session.today())
    return check_diary(
        readings,
        age=patient.age_on(last),
        atrial_fibrillation=patient.atrial_fibrillation,
        symptoms=symptoms,
        bands=bands_of(db, Setting.HOME),
        born=patient.row.date_of_birth,
        today=session.today(),
    )


def check_for(
    session: Session,
    patient: ReadingPatient,
    readings: Sequence[DiaryReading],
    symptoms: Symptoms = NO_SYMPTOMS,
) -> DiaryCheck:
    """Judge a diary while it is typed, exactly as filing will."""
    entered = [reading for reading in readings if not reading.is_empty]
    return judge(session, session.practice.db, patient, entered, symptoms)


def file_clinic_reading(
    session: Session,
    patient_id: int,
    reading: DiaryReading,
    origin: Origin | None = None,
    *,
    symptoms: Symptoms = NO_SYMPTOMS,
    acknowledgement: Acknowledgement | None = None,
) -> FiledReadings:
    """File one pressure that staff took; it becomes a clinic blood pressure of its day at once.

    An irregular pulse makes an automated reading unreliable: it is filed as such, and a manual
    reading is asked for. Raises as ``file_diary``.
    """
    origin = origin or Origin(Channel.CLINIC)
    with session.act(Permission.TAKE_READINGS, "readings.file", patient=patient_id) as act:
        patient = load_patient(act.db, patient_id)
        prepared = prepare_clinic(session, act.db, patient, reading, symptoms)
        written = write(session, act, prepared, origin, acknowledgement)
    return filed(prepared, written, restratify(session, patient_id))


def prepare_clinic(
    session: Session,
    db: Database,
    patient: ReadingPatient,
    reading: DiaryReading,
    symptoms: Symptoms,
) -> Prepared:
    """Check one clinic pressure and return it ready to be written."""
    problems = check_diary(
        [reading], born=patient.row.date_of_birth, today=session.today()
    ).problems
    if problems:
        raise ReadingsRefused(problems)
    pair = reading.at_home.pair
    if pair is None:
        missing = "systolic" if reading.systolic is None else "diastolic"
        raise InvalidInput(f"The {missing} pressure is missing.", field=missing, kept=KEPT)
    triage = judge_clinic(db, patient, pair, reading.day, symptoms)
    return Prepared(
        patient=patient.id,
        kind=BP_CLINIC,
        setting=Setting.CLINIC,
        first_day=reading.day,
        last_day=reading.day,
        readings=(_new_reading(reading),),
        events=_events(Setting.CLINIC, reading.day, pair),
        fingerprint=fingerprint_of(
            BP_CLINIC, [(reading.day, reading.time, reading.systolic, reading.diastolic)]
        ),
        status="unreliable" if reading.irregular else "valid",
        pairs_used=1,
        systolic=float(pair.systolic),
        diastolic=float(pair.diastolic),
        triage=triage,
        symptoms=symptoms,
        age=patient.age_on(reading.day),
        af=patient.atrial_fibrillation,
        shown=str(pair),
        about="clinic reading",
    )


def check_clinic(
    session: Session,
    patient: ReadingPatient,
    pair: Pressure,
    day: date,
    symptoms: Symptoms = NO_SYMPTOMS,
) -> Triage:
    """Band one clinic pressure while it is typed, exactly as filing will."""
    return judge_clinic(session.practice.db, patient, pair, day, symptoms)


def judge_clinic(
    db: Database, patient: ReadingPatient, pair: Pressure, day: date, symptoms: Symptoms
) -> Triage:
    """Band one clinic pressure with the thresholds in force."""
    return triage_clinic(
        pair, age=patient.age_on(day), symptoms=symptoms, bands=bands_of(db, Setting.CLINIC)
    )


def filed(prepared: Prepared, outcome: Outcome, groups: Regrouped) -> FiledReadings:
    """Return what filing did, for the caller."""
    triage = prepared.triage
    return FiledReadings(
        session_id=outcome.session_id,
        patient_id=prepared.patient,
        status=prepared.status,
        days=prepared.days,
        pairs_used=prepared.pairs_used,
        systolic=prepared.systolic,
        diastolic=prepared.diastolic,
        band=None if triage is None else triage.band,
        reasons=prepared.reasons,
        follow_ups=outcome.follow_ups,
        alert_id=outcome.alert_id,
        groups=groups,
        letter_waits=outcome.letter_waits,
    )


def _new_reading(reading: DiaryReading) -> NewReading:
    return NewReading(
        what="blood pressure",
        day=reading.day,
        part=reading.part.value,
        number=reading.number,
        time=reading.time,
        state=reading.state.value,
        systolic=reading.systolic,
        diastolic=reading.diastolic,
        pulse=reading.pulse,
        irregular=reading.irregular,
        confirmed=reading.confirmed,
    )


def _events(setting: Setting, day: date, mean: Pressure | None) -> tuple[SessionEvent, ...]:
    assert mean is not None
    sides = (("systolic", mean.systolic), ("diastolic", mean.diastolic))
    return tuple(
        SessionEvent(f"{side}_bp_{setting}", code, term, day, float(value))
        for (side, value), (code, term) in zip(sides, _CODES[setting], strict=True)
    )


def _diary_fingerprint(readings: Sequence[DiaryReading], symptoms: Symptoms) -> str:
    """The same figures on the same days are the same diary, whatever channel they came by."""
    figures = [(r.day, r.systolic, r.diastolic) for r in readings if r.at_home.pair is not None]
    if not figures:
        return fingerprint_of(BP_DIARY, [*readings, symptom_words(symptoms)])
    return fingerprint_of(BP_DIARY, figures)


def _highest(check: DiaryCheck) -> str:
    return "no pair" if check.highest is None else str(check.highest[1])
