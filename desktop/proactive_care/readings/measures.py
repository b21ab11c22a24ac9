"""Filing measurements other than blood pressure: short forms and the peak flow diary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.blood_pressure import Plausibility
from proactive_care.domain.dates import show_date
from proactive_care.domain.diary import Part
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.measures import best_blow
from proactive_care.domain.vocabulary import Channel, Setting
from proactive_care.readings.answers import Answer, AnswerCheck, FieldProblem, check_answers
from proactive_care.readings.diaries import FiledReadings, filed
from proactive_care.readings.filing import (
    KEPT,
    NewReading,
    Origin,
    Prepared,
    fingerprint_of,
    write,
)
from proactive_care.readings.patient import ReadingPatient, load_patient
from proactive_care.readings.question_sets import QuestionSet, question_sets
from proactive_care.readings.regroup import restratify
from proactive_care.readings.tray import FormOutcome, step, waiting
from proactive_care.store.session_events import SessionEvent, newest_value

PEAK_FLOW_DIARY = "peak flow diary"
_PEAK_FLOW = ("peak_flow", "18491006", "Peak expiratory flow rate")
_ADULT = 18
_PEAK_FLOW_LIMITS = range(50, 901)


class AnswersRefused(InvalidInput):
    """A form that cannot be filed as it is. ``problems`` are all of them."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        self.problems = problems
        confirm = all(problem.kind is Plausibility.CONFIRM for problem in problems)
        super().__init__(
            problems[0].text,
            field=problems[0].key,
            kept=KEPT,
            advice="Look again and confirm it." if confirm else "Correct it, then file again.",
        )


@dataclass(frozen=True)
class PeakFlowEntry:
    """One entry of a peak flow diary: up to three blows in L/min, of which the best counts."""

    day: date
    part: Part
    blows: tuple[int, ...]


def check_form(
    session: Session, patient: ReadingPatient, key: str, typed: Mapping[str, str]
) -> AnswerCheck:
    """Understand a form while it is typed, exactly as filing will. Raises NotFound."""
    form = _form(key)
    return check_answers(form, typed, known=_known(session, session.practice.db, patient, form))


def file_measure(
    session: Session,
    patient_id: int,
    key: str,
    typed: Mapping[str, str],
    origin: Origin | None = None,
    *,
    taken_on: date | None = None,
    confirmed: bool = False,
) -> FiledReadings:
    """File one short form (``question_sets``), by default as taken today in the clinic.

    Every answer is kept; those with a concept become events that the rules see at once; one that a
    clinician must look at asks for a review by the next working day. Raises
    AnswersRefused naming the field, NotFound (no such form, unknown patient), InvalidInput (a day
    in the future or before birth, the same values of that day twice, a patient who has died).
    """
    origin = origin or Origin(Channel.CLINIC)
    setting = Setting.CLINIC if origin.by is Channel.CLINIC else Setting.HOME
    with session.act(Permission.TAKE_READINGS, "readings.file", patient=patient_id) as act:
        patient = load_patient(act.db, patient_id)
        prepared = prepare_measure(
            session,
            act.db,
            patient,
            key,
            typed,
            taken_on or session.today(),
            setting.value,
            confirmed=confirmed,
        )
        written = write(session, act, prepared, origin, None)
    return filed(prepared, written, restratify(session, patient_id))


def prepare_measure(
    session: Session,
    db: Database,
    patient: ReadingPatient,
    key: str,
    typed: Mapping[str, str],
    day: date,
    setting: str,
    *,
    confirmed: bool = False,
) -> Prepared:
    """Check a form and return it ready to be written."""
    form = _form(key)
    check_day(session, patient, day)
    known = _known(session, db, patient, form)
    check = check_answers(form, typed, confirmed=confirmed, known=known)
    if check.problems:
        raise AnswersRefused(check.problems)
    own = [answer for answer in check.answers if not answer.remembered]
    return Prepared(
        patient=patient.id,
        kind=key,
        setting=Setting(setting),
        first_day=day,
        last_day=day,
        readings=tuple(_reading(answer, day, confirmed=confirmed) for answer in own),
        events=tuple(_event(answer, day) for answer in own if answer.coded.concept),
        fingerprint=fingerprint_of(key, [(day, a.key, a.value, a.words) for a in own]),
        age=patient.age_on(day),
        af=patient.atrial_fibrillation,
        reviews=tuple(dict.fromkeys(answer.review for answer in own if answer.review)),
    )


def file_peak_flow_diary(
    session: Session, patient_id: int, entries: Sequence[PeakFlowEntry], origin: Origin
) -> FiledReadings:
    """File a peak flow diary. Its best becomes one event, dated on the day that it was blown.

    Every blow is kept; its form leaves the tray. Raises InvalidInput naming the field for a blow
    outside 50 to 900 L/min, a
    day in the future or before birth, an empty or repeated entry.
    """
    with session.act(Permission.TAKE_READINGS, "readings.file", patient=patient_id) as act:
        patient = load_patient(act.db, patient_id)
        prepared = _prepare_peak_flows(session, patient, entries)
        if origin.tray_form is not None:
            waiting(act, origin.tray_form)
            step(session, act, origin.tray_form, FormOutcome.DONE.value)
        written = write(session, act, prepared, origin, None)
    return filed(prepared, written, restratify(session, patient_id))


def check_day(session: Session, patient: ReadingPatient, day: date) -> None:
    """Raise InvalidInput for a day in the future or before the patient was born."""
    birth = patient.row.date_of_birth
    if day > session.today():
        raise InvalidInput(f"{show_date(day)} is in the future.", field="day", kept=KEPT)
    if birth is not None and day < birth:
        raise InvalidInput(
            f"{show_date(day)} is before the patient was born.", field="day", kept=KEPT
        )


def _prepare_peak_flows(
    session: Session, patient: ReadingPatient, entries: Sequence[PeakFlowEntry]
) -> Prepared:
    if not entries:
        raise InvalidInput("There is no entry in this diary.", field="readings", kept=KEPT)
    for entry in entries:
        check_day(session, patient, entry.day)
        if not entry.blows or any(blow not in _PEAK_FLOW_LIMITS for blow in entry.blows):
            raise InvalidInput(
                f"{show_date(entry.day)}, {entry.part}: a peak flow must be 50 to 900 L/min.",
                field="blows",
                kept=KEPT,
            )
    if len({(entry.day, entry.part) for entry in entries}) < len(entries):
        raise InvalidInput("A part of a day is there twice.", field="day", kept=KEPT)
    days = [entry.day for entry in entries]
    best = max(entries, key=lambda entry: (best_blow(entry.blows), entry.day))
    readings = tuple(
        NewReading("peak_flow", e.day, e.part.value, number, value=float(blow), unit="L/min")
        for e in entries
        for number, blow in enumerate(e.blows, start=1)
    )
    return Prepared(
        patient=patient.id,
        kind=PEAK_FLOW_DIARY,
        setting=Setting.HOME,
        first_day=min(days),
        last_day=max(days),
        readings=readings,
        events=(SessionEvent(*_PEAK_FLOW, best.day, float(best_blow(best.blows))),),
        fingerprint=fingerprint_of(PEAK_FLOW_DIARY, [(e.day, e.part, e.blows) for e in entries]),
        days=len(set(days)),
        age=patient.age_on(max(days)),
        af=patient.atrial_fibrillation,
    )


def _form(key: str) -> QuestionSet:
    form = question_sets().get(key)
    if form is None:
        raise NotFound("There is no such form.", kept=KEPT)
    return form


def _known(
    session: Session, db: Database, patient: ReadingPatient, form: QuestionSet
) -> dict[str, float]:
    """What is remembered of earlier measurements: only of adults, who do not grow."""
    age = patient.age_on(session.today())
    if age is None or age < _ADULT:
        return {}
    newest = {
        field.key: newest_value(db, patient.id, field.coded.concept)
        for field in form.fields
        if field.remember
    }
    return {key: found[1] for key, found in newest.items() if found is not None}


def _reading(answer: Answer, day: date, *, confirmed: bool) -> NewReading:
    return NewReading(
        answer.key,
        day,
        value=answer.value,
        answer=answer.words,
        unit=answer.unit,
        confirmed=confirmed,
    )


def _event(answer: Answer, day: date) -> SessionEvent:
    coded = answer.coded
    return SessionEvent(coded.concept, coded.code, coded.term, day, answer.value)
