"""A plan before it is printed: its paper, what clashes, what is missing, what stands against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from proactive_care.accounts import Permission, PracticeDetails, Session, practice_details
from proactive_care.care_plans.facts import MEDICINES_UNKNOWN
from proactive_care.care_plans.merging import red_flags, self_care
from proactive_care.care_plans.numbers import ShownNumbers, shown_numbers
from proactive_care.care_plans.prefill import review_date
from proactive_care.care_plans.record import PlanRecord, read_record
from proactive_care.care_plans.targets import Clash
from proactive_care.care_plans.texts import shipped_texts
from proactive_care.care_plans.words import PlanWords, check_words
from proactive_care.documents import (
    STANDARD,
    CanPrint,
    CarePlanPaper,
    LetterFormat,
    PlanCondition,
    PlanPdf,
    PlanSubject,
    cannot_print_reason,
    care_plan_pdf,
    letter_format,
)
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.recall import load_settings
from proactive_care.store import care_plans as store

OLD_DATA_DAYS = 30
_PLANS = CanPrint(easy_read=True)
_NEEDS_NOTHING = frozenset({"english", "en", "main spoken language english"})
_ASKED = (
    ("matters", "What matters to the patient"),
    ("goals", "Goals and actions"),
    ("confidence", "Confidence"),
    ("review_on", "The review date"),
)


@dataclass(frozen=True)
class PlanPreview:
    """What would be printed now.

    ``number_ids`` are what OwnTarget.number calls the paper's numbers, in the same order.
    ``clashes`` are for a person to see first; ``missing`` is printed as "Not recorded yet";
    ``notes`` are about the texts. ``cannot_print`` says why the format or the language that the
    patient needs cannot be met: then only a person's own choice of a format prints it.
    """

    patient: int
    as_of: date
    made_at: datetime
    words: PlanWords
    paper: CarePlanPaper
    number_ids: tuple[str, ...]
    clashes: tuple[Clash, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    cannot_print: str

    def pdf(self) -> PlanPdf:
        """Return the pages as they would be printed. Raises MissingGlyph."""
        return care_plan_pdf(self.paper, made_at=self.made_at)


def preview_plan(
    session: Session,
    patient: int,
    words: PlanWords,
    as_of: date,
    *,
    print_as: LetterFormat | None = None,
) -> PlanPreview:
    """Put a plan together from words and record. Nothing is kept.

    ``print_as`` is a person's choice of format, against what is recorded if need be. Raises
    InvalidInput for words that cannot be accepted or a patient who has died, NotFound,
    NotPermitted.
    """
    session.require(Permission.WRITE_CARE_PLANS)
    check_words(words)
    record = read_record(session, patient, as_of)
    refuse_died(record)
    shown = shown_numbers(record, words)
    needs = (words.format_need, words.language, _PLANS)
    reason = "" if print_as else cannot_print_reason(*needs) or ""
    if print_as is None:
        print_as = STANDARD if reason else letter_format(words.format_need, _PLANS)
    versions = store.versions_of(session.practice.db, patient)
    now = session.now()
    details = practice_details(session)
    paper = _paper(record, words, details, shown, print_as)
    paper = stamped(paper, versions[0].version + 1 if versions else 1, now)
    clashes = [*shown.clashes]
    review = review_date(record)
    if review.clash is not None and words.review_on == review.day:
        clashes.append(review.clash)
    return PlanPreview(
        patient, as_of, now, words, paper, shown.ids, tuple(clashes),
        (*_not_entered(details), *_not_asked(words), *shown.missing), _notes(record), reason,
    )  # fmt: skip


def refuse_died(record: PlanRecord) -> None:
    """Raise InvalidInput for somebody who has died."""
    died = record.patient.date_of_death
    if died is not None:
        raise InvalidInput(
            f"This patient is recorded as having died on {show_date(died)}.",
            field="patient",
            kept="Nothing was printed.",
            advice="If the record is wrong, tell the manager.",
        )


def _paper(
    record: PlanRecord,
    words: PlanWords,
    details: PracticeDetails,
    shown: ShownNumbers,
    print_as: LetterFormat,
) -> CarePlanPaper:
    patient, texts = record.patient, shipped_texts()
    urgent, same_day = red_flags(texts.get_help, record.facts)
    extract = record.extract_date
    return CarePlanPaper(
        practice=details.name,
        phone=details.phone or load_settings().unknown["phone"],
        subject=PlanSubject(
            patient.title,
            patient.given_name,
            patient.family_name,
            patient.date_of_birth,
            patient.nhs_number or "",
            tuple(phone for phone in (patient.home_phone, patient.mobile_phone) if phone),
        ),
        version=0,
        made_on=record.as_of,
        printed="",
        data_of=extract,
        data_is_old=extract is not None and (record.as_of - extract).days > OLD_DATA_DAYS,
        matters=words.matters,
        matters_on=words.matters_on,
        strengths=words.strengths,
        worries=words.worries,
        needs=words.needs,
        help_me=requirements(words),
        conditions=tuple(
            PlanCondition(text.name, str(day.year) if day else "", text.words)
            for text, day in record.conditions
        ),
        numbers=shown.numbers,
        also_checked=shown.also_checked,
        not_found=shown.not_found,
        goals=words.goals,
        self_care=self_care(texts.self_care, record.facts),
        medicines=record.medicines,
        medicine_concern=words.medicine_concern,
        call_999=urgent,
        same_day=same_day,
        people=words.people,
        confidence=words.confidence,
        to_raise=words.to_raise,
        review_on=words.review_on,
        review_with=words.review_with,
        carer=words.carer if words.carer_may_know else "",
        letter_format=print_as,
    )


def requirements(words: PlanWords) -> tuple[str, ...]:
    """Return how to help the patient, a line for each need. What is not known is not a line."""
    lines = [words.help_me]
    if words.format_need.strip():
        lines.append(f"I need: {words.format_need.strip()}.")
    if words.language.strip() and words.language.strip().casefold() not in _NEEDS_NOTHING:
        lines.append(f"I speak {words.language.strip()}.")
    if words.interpreter:
        lines.append("I need an interpreter.")
    if words.carer.strip():
        may = {True: "may see this plan", False: "may not see this plan", None: "helps me"}
        lines.append(f"{words.carer.strip()} {may[words.carer_may_know]}.")
    lines.append(words.carer_note)
    return tuple(line for line in lines if line.strip())


def stamped(paper: CarePlanPaper, version: int, now: datetime) -> CarePlanPaper:
    """Return the paper with its number and the moment of its print, in the computer's own time."""
    local = now.astimezone()
    return replace(paper, version=version, printed=f"{show_date(local.date())}, {local:%H:%M}")


def _not_entered(details: PracticeDetails) -> tuple[str, ...]:
    return () if details.phone else ("The practice's phone number: not entered in Settings yet.",)


def _not_asked(words: PlanWords) -> tuple[str, ...]:
    empty = [label for field, label in _ASKED if getattr(words, field) in ("", (), None)]
    if words.carer.strip() and words.carer_may_know is None:
        empty.append("Whether the carer may see this plan")
    return tuple(f"{label}: not recorded yet." for label in empty)


def _notes(record: PlanRecord) -> tuple[str, ...]:
    texts = shipped_texts()
    notes = [f"Self-care and red-flag texts, version {texts.version}: {texts.sign_off}"]
    if MEDICINES_UNKNOWN in record.facts:
        notes.append(
            "No medicines were imported: warnings that depend on a medicine are printed as well."
        )
    return tuple(notes)
