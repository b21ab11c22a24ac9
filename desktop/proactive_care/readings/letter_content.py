"""From readings or a loan to the content of the letter about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import PracticeDetails
from proactive_care.documents import (
    ENGLISH,
    Addressee,
    BatchPlace,
    HomeResult,
    LoanedMonitor,
    LoanLetter,
    LoanMessage,
    PracticeLetterhead,
    ReadingLetter,
    ResultLetter,
    ResultMessage,
    Sides,
    Signatory,
    Talk,
    letter_format,
    recall_translation,
)
from proactive_care.domain.blood_pressure import Pressure, round_half_up, target_for
from proactive_care.domain.dates import age_on
from proactive_care.domain.triage import ACTIONS, Band, Bands
from proactive_care.domain.vocabulary import Channel, Role, Setting
from proactive_care.domain.working_days import days_after
from proactive_care.own_words import own_words
from proactive_care.readings.letter_languages import letter_routes
from proactive_care.readings.settings import LetterRules, bands_of, letter_rules
from proactive_care.store import monitors as monitor_store
from proactive_care.store import patients as patient_store
from proactive_care.store import reading_letters as letter_store
from proactive_care.store import readings as reading_store
from proactive_care.store.monitors import MonitorStepRow
from proactive_care.store.patients import PatientRow
from proactive_care.store.reading_letters import ReadingLetterRow
from proactive_care.store.readings import SessionRow
from proactive_care.store.session_events import newest_value

_KIDNEYS, _NO_KIDNEYS, _ACR = ("ckd_3_5", "ckd_1_2"), "ckd_resolved", "urine_acr"
_LOAN_MESSAGES = {
    letter_store.AGREEMENT: LoanMessage.AGREEMENT,
    letter_store.REMINDER: LoanMessage.REMINDER,
    letter_store.RETURN: LoanMessage.RETURNED,
}


@dataclass(frozen=True)
class Sender:
    """What all letters of one printing share."""

    details: PracticeDetails
    written_on: date
    data_of: date
    sides: Sides
    language: str = ENGLISH.code

    @property
    def letterhead(self) -> PracticeLetterhead:
        """Who writes, with words for what the practice has not entered."""
        words = recall_translation(self.language)
        return PracticeLetterhead(
            name=self.details.name,
            address=self.details.address,
            phone=self.details.phone or words.text("unknown.phone"),
            opening=self.details.opening_hours or words.text("unknown.opening"),
            booking_site=self.details.website,
        )

    @property
    def signatory(self) -> Signatory:
        """Who signs."""
        unknown = recall_translation(self.language).text("unknown.position")
        position = self.details.signatory_role or unknown
        return Signatory(self.details.signatory or self.details.name, position)


def addressee(patient: PatientRow) -> Addressee:
    """Return whom a letter is for. The postcode is not repeated among the address lines."""
    postcode = patient.postcode.strip()
    lines = tuple(line for line in patient.address if line.strip() != postcode)
    return Addressee(patient.title, patient.given_name, patient.family_name, lines, postcode)


def letter_content(
    db: Database,
    letter: ReadingLetterRow,
    patient: PatientRow,
    sender: Sender,
    *,
    place: BatchPlace,
    form_code: str,
) -> ReadingLetter:
    """Return the content of a waiting letter as it would be printed now.

    Raises KnownError for a language that cannot be printed.
    """
    language = letter_routes(db).language(letter, patient)
    sender = replace(sender, language=language)
    if letter.session is None:
        loan = _loan_letter(db, letter, patient, sender, place, form_code)
        return replace(loan, language=language)
    row = reading_store.session_by_id(db, letter.session)
    assert row is not None  # a foreign key says so
    result = _result_letter(db, row, patient, sender, place, form_code)
    return replace(result, language=language)


def personal_target(db: Database, patient: PatientRow, bands: Bands, day: date) -> Pressure:
    """Return below which home pressure this patient should be: the lower of the practice's band
    and NICE's target for this person (NG136, NG203), systolic and diastolic separately."""
    age = None if patient.date_of_birth is None else age_on(patient.date_of_birth, day)
    band = bands.amber(age)
    known = patient_store.latest_days(db, patient.id, (*_KIDNEYS, _NO_KIDNEYS))
    newest = max((known[name] for name in _KIDNEYS if name in known), default=None)
    resolved = known.get(_NO_KIDNEYS)
    has_ckd = newest is not None and (resolved is None or resolved <= newest)
    acr = newest_value(db, patient.id, _ACR)
    own = target_for(age=age or 0, ckd=has_ckd, acr_mg_mmol=None if acr is None else acr[1]).home
    assert own is not None  # only type 1 diabetes has none, and it is not asked for here
    return Pressure(
        min(band.systolic, own.systolic, key=float), min(band.diastolic, own.diastolic, key=float)
    )


def _result_letter(
    db: Database,
    row: SessionRow,
    patient: PatientRow,
    sender: Sender,
    place: BatchPlace,
    form_code: str,
) -> ResultLetter:
    bands = bands_of(db, Setting.HOME)
    target = personal_target(db, patient, bands, row.last_day)
    message = _message(row, target)
    rules = letter_rules()
    urgent = row.band == Band.AMBER_HIGH.value or _severe(db, row, bands)
    return ResultLetter(
        practice=sender.letterhead,
        to=addressee(patient),
        written_on=sender.written_on,
        data_of=sender.data_of,
        signatory=sender.signatory,
        form_code=form_code,
        place=place,
        message=message,
        result=_result(db, row, target, bands) if message.has_average else None,
        talk=_talk(message, rules, sender.details.people, urgent=urgent),
        call_by=_call_by(message, rules, row, sender.written_on, urgent=urgent),
        from_paper=row.channel in (Channel.PAPER.value, Channel.CARER.value),
        monitor_due=_monitor_due(db, patient.id),
        letter_format=letter_format(patient.format_need),
        sides=sender.sides,
        own_words=own_words(db, "result_letter"),
    )


def _message(row: SessionRow, target: Pressure) -> ResultMessage:
    if row.status == "unreliable":
        return ResultMessage.BY_HAND
    if row.status != "valid" or row.systolic is None or row.diastolic is None:
        return ResultMessage.MORE_DAYS
    if row.band == Band.AMBER_HIGH.value:
        return ResultMessage.HIGH
    over = Pressure(row.systolic, row.diastolic).reaches(target)
    return ResultMessage.A_LITTLE_HIGH if over else ResultMessage.ON_TARGET


def _result(db: Database, row: SessionRow, target: Pressure, bands: Bands) -> HomeResult:
    assert row.systolic is not None
    assert row.diastolic is not None
    days = sorted(
        {
            reading.day
            for reading in reading_store.readings_of(db, row.id)
            if reading.systolic is not None and reading.diastolic is not None
        }
    )[1:]
    mean = Pressure(row.systolic, row.diastolic)
    high_by_mean = mean.reaches(bands.amber_high)
    return HomeResult(
        average=(round_half_up(row.systolic), round_half_up(row.diastolic)),
        target=(round_half_up(target.systolic), round_half_up(target.diastolic)),
        top_over=row.systolic >= target.systolic,
        bottom_over=row.diastolic >= target.diastolic,
        very_high=_severe(db, row, bands) or (row.band == Band.AMBER_HIGH and not high_by_mean),
        readings=row.pairs_used,
        days=len(days),
        first_day=days[0],
        last_day=days[-1],
    )


def _severe(db: Database, row: SessionRow, bands: Bands) -> bool:
    """Whether any single pair reached the limit for a call on the same day."""
    return any(
        Pressure(reading.systolic, reading.diastolic).reaches(bands.severe_pair)
        for reading in reading_store.readings_of(db, row.id)
        if reading.systolic is not None and reading.diastolic is not None
    )


def _talk(
    message: ResultMessage, rules: LetterRules, people: Mapping[str, str], *, urgent: bool
) -> Talk | None:
    if message is ResultMessage.BY_HAND:
        return Talk(Role.NURSE, people.get(Role.NURSE.value, ""), rules.by_hand_minutes)
    if message is ResultMessage.ON_TARGET or (message is ResultMessage.MORE_DAYS and not urgent):
        return None
    band = Band.AMBER if message is ResultMessage.A_LITTLE_HIGH else Band.AMBER_HIGH
    roles = rules.roles[band]
    named = next((role for role in roles if people.get(role.value)), roles[-1])
    return Talk(named, people.get(named.value, ""), rules.talk_minutes)


def _call_by(
    message: ResultMessage, rules: LetterRules, row: SessionRow, today: date, *, urgent: bool
) -> date | None:
    if message is ResultMessage.BY_HAND:
        return days_after(today, rules.call_soon_days if urgent else rules.call_within_days)
    if message is not ResultMessage.A_LITTLE_HIGH:
        return None
    filed = date.fromisoformat(row.entered_at[:10])
    review = days_after(filed, ACTIONS[Band.AMBER].within_days or 0)
    day = min(days_after(today, rules.call_within_days), review)
    return max(day, days_after(today, rules.least_days))


def _monitor_due(db: Database, patient: int) -> date | None:
    for steps in monitor_store.steps(db).values():
        moves = [step for step in steps if step.what in ("lent", "given", "returned", "lost")]
        if moves and moves[-1].what == "lent" and moves[-1].patient == patient:
            return moves[-1].due
    return None


def _loan_letter(
    db: Database,
    letter: ReadingLetterRow,
    patient: PatientRow,
    sender: Sender,
    place: BatchPlace,
    form_code: str,
) -> LoanLetter:
    return LoanLetter(
        practice=sender.letterhead,
        to=addressee(patient),
        written_on=sender.written_on,
        data_of=sender.data_of,
        signatory=sender.signatory,
        form_code=form_code,
        place=place,
        message=_LOAN_MESSAGES[letter.kind],
        monitor=_loaned(db, letter),
        letter_format=letter_format(patient.format_need),
        sides=sender.sides,
        own_words=own_words(db, "loan_letter"),
    )


def _loaned(db: Database, letter: ReadingLetterRow) -> LoanedMonitor:
    """Return the monitor of a loan, from the register's steps up to the one the letter is about."""
    every = monitor_store.steps(db)
    monitor = next(row for row in monitor_store.monitors(db) if _has(every, row.id, letter))
    loan, returned = None, None
    for step in every[monitor.id]:
        if step.what == "lent" and step.patient == letter.patient:
            loan = step
        if step.id == letter.monitor_step:
            returned = step.day if step.what == "returned" else None
            break
    assert loan is not None  # only loans and their returns get letters
    assert loan.due is not None  # the schema says so
    return LoanedMonitor(monitor.model, monitor.asset, monitor.cuff, loan.day, loan.due, returned)


def _has(every: Mapping[str, list[MonitorStepRow]], monitor: str, letter: ReadingLetterRow) -> bool:
    return any(step.id == letter.monitor_step for step in every.get(monitor, []))
