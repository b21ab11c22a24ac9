"""A plan before it is printed: its paper, what clashes, what is missing, what stands against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database

from proactive_care.accounts import Permission, PracticeDetails, Session, practice_details
from proactive_care.care_plans.choice import PaperChoice, choose_paper
from proactive_care.care_plans.facts import MEDICINES_UNKNOWN
from proactive_care.care_plans.merging import red_flags, self_care
from proactive_care.care_plans.numbers import ShownNumbers, shown_numbers
from proactive_care.care_plans.prefill import review_date
from proactive_care.care_plans.record import PlanRecord, read_record
from proactive_care.care_plans.targets import Clash
from proactive_care.care_plans.texts import shipped_texts, texts_in
from proactive_care.care_plans.words import PlanWords, check_words
from proactive_care.documents import (
    ENGLISH,
    PLAN,
    CanPrint,
    CarePlanPaper,
    FormatKind,
    Involved,
    LetterFormat,
    OwnWords,
    PlanCondition,
    PlanNumber,
    PlanPdf,
    PlanSubject,
    Wording,
    can_print,
    care_plan_pdf,
    day_in,
    language_need,
    language_of,
    parse_format_need,
    plan_wording,
)
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.extracts import is_old
from proactive_care.own_words import EASY_PLAN, own_words
from proactive_care.store import care_plans as store

_PARTS = ("part.contact", "part.gp", "part.pharmacist", "part.hca")
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
    ``numbers`` are the same in English, for the screen. ``clashes`` are for a person to see first;
    ``missing`` is printed as "Not recorded yet"; ``notes`` are about the texts. ``choice`` says in
    which format and language it is set, and why it cannot be printed so: then only a person's own
    choice prints it. ``can`` is what plans can be printed in here.
    """

    patient: int
    as_of: date
    made_at: datetime
    words: PlanWords
    paper: CarePlanPaper
    number_ids: tuple[str, ...]
    numbers: tuple[PlanNumber, ...]
    clashes: tuple[Clash, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    choice: PaperChoice
    can: CanPrint

    @property
    def cannot_print(self) -> str:
        """Why the plan cannot be printed as it is set; empty if it can."""
        return self.choice.cannot_print

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
    language: str | None = None,
) -> PlanPreview:
    """Put a plan together from words and record. Nothing is kept.

    ``print_as`` and ``language`` (a code) are a person's choice, against what is recorded if need
    be. Raises InvalidInput for words that cannot be accepted or a patient who has died, NotFound,
    NotPermitted.
    """
    session.require(Permission.WRITE_CARE_PLANS)
    check_words(words)
    record = read_record(session, patient, as_of)
    refuse_died(record)
    own = own_words(session.practice.db, PLAN)
    shown = shown_numbers(record, words, own=own)
    can = plans_can_print(session.practice.db)
    choice = choose_paper(words, can, print_as, language)
    numbers = shown
    if choice.language != ENGLISH.code:
        own, numbers = None, shown_numbers(record, words, choice.language)
    versions = store.versions_of(session.practice.db, patient)
    now = session.now()
    details = practice_details(session)
    own_easy = own_words(session.practice.db, EASY_PLAN) if choice.letter_format.easy_read else None
    paper = _paper(record, words, details, numbers, choice, own, own_easy)
    paper = stamped(paper, versions[0].version + 1 if versions else 1, now)
    clashes = [*shown.clashes]
    review = review_date(record)
    if review.clash is not None and words.review_on == review.day:
        clashes.append(review.clash)
    return PlanPreview(
        patient, as_of, now, words, paper, shown.ids, shown.numbers, tuple(clashes),
        (*_not_entered(details), *_not_asked(words), *shown.missing), _notes(record, choice),
        choice, can,
    )  # fmt: skip


def plans_can_print(db: Database) -> CanPrint:
    """Return what care plans can be printed in here: signed-off languages, and easy read."""
    return can_print(db, PLAN, easy_read=True)


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
    choice: PaperChoice,
    own: OwnWords | None,
    own_easy: OwnWords | None,
) -> CarePlanPaper:
    patient, texts = record.patient, texts_in(choice.language, own)
    say = plan_wording(choice.language)
    told = {text.id: text for text in texts.conditions}
    urgent, same_day = red_flags(texts.get_help, record.facts)
    extract = record.extract_date
    return CarePlanPaper(
        practice=details.name,
        phone=details.phone or say.words("head.no_phone"),
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
        data_is_old=is_old(extract, record.as_of),
        matters=words.matters,
        matters_on=words.matters_on,
        strengths=words.strengths,
        worries=words.worries,
        needs=words.needs,
        help_me=requirements(words, choice.language),
        conditions=tuple(
            PlanCondition(told[text.id].name, str(day.year) if day else "", told[text.id].words)
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
        people=_people(words, say),
        confidence=words.confidence,
        to_raise=words.to_raise,
        review_on=words.review_on,
        review_with=words.review_with,
        carer=words.carer if words.carer_may_know else "",
        letter_format=choice.letter_format,
        language=choice.language,
        draft=choice.draft,
        own_words=own,
        own_easy_words=own_easy,
    )


def requirements(words: PlanWords, code: str = ENGLISH.code) -> tuple[str, ...]:
    """Return how to help the patient, a line for each need. What is not known is not a line.

    What was typed stays as it was typed; a need that is understood is told in the language.
    """
    say = plan_wording(code)
    lines = [words.help_me]
    if words.format_need.strip():
        lines.append(say.words("need.format", text=_format_told(words.format_need, code)))
    if words.language.strip() and words.language.strip().casefold() not in _NEEDS_NOTHING:
        lines.append(say.words("need.language", text=_language_told(words.language, code)))
    if words.interpreter:
        lines.append(say.words("need.interpreter"))
    if words.carer.strip():
        may = {True: "carer_may", False: "carer_may_not", None: "carer"}[words.carer_may_know]
        lines.append(say.words(f"need.{may}", who=words.carer.strip()))
    lines.append(words.carer_note)
    return tuple(line for line in lines if line.strip())


def _format_told(recorded: str, code: str) -> str:
    """Return a need for large print in the plan's language; others, and in English, as recorded."""
    need = parse_format_need(recorded)
    if code == ENGLISH.code or need.kind is not FormatKind.LARGE_PRINT:
        return recorded.strip()
    large = plan_wording(code).words("need.large_print")
    return f"{large} ({need.points})" if need.points else large


def _language_told(recorded: str, code: str) -> str:
    """Return a language by its own name in a plan that is not in English."""
    language = language_need(recorded).language
    return recorded.strip() if code == ENGLISH.code or language is None else language.own_name


def _people(words: PlanWords, say: Wording) -> tuple[Involved, ...]:
    """Return who is involved; what a plan starts with is told in the plan's language."""
    usual = {plan_wording().words(key): say.words(key) for key in _PARTS}
    return tuple(Involved(each.name, usual.get(each.part, each.part)) for each in words.people)


def stamped(paper: CarePlanPaper, version: int, now: datetime) -> CarePlanPaper:
    """Return the paper with its number and the moment of its print, in the computer's own time."""
    local = now.astimezone()
    say = plan_wording(paper.language)
    day, comma = day_in(say, local.date()), say.text("grammar.comma")
    return replace(paper, version=version, printed=f"{day}{comma}{local:%H:%M}")


def _not_entered(details: PracticeDetails) -> tuple[str, ...]:
    return () if details.phone else ("The practice's phone number: not entered in Settings yet.",)


def _not_asked(words: PlanWords) -> tuple[str, ...]:
    empty = [label for field, label in _ASKED if getattr(words, field) in ("", (), None)]
    if words.carer.strip() and words.carer_may_know is None:
        empty.append("Whether the carer may see this plan")
    return tuple(f"{label}: not recorded yet." for label in empty)


def _notes(record: PlanRecord, choice: PaperChoice) -> tuple[str, ...]:
    texts = shipped_texts()
    notes = [f"Self-care and red-flag texts, version {texts.version}: {texts.sign_off}"]
    if choice.language != ENGLISH.code:
        name = language_of(choice.language).name
        notes.append(f"The fixed parts are in {name}. What is typed here stays as it is typed.")
    if MEDICINES_UNKNOWN in record.facts:
        notes.append(
            "No medicines were imported: warnings that depend on a medicine are printed as well."
        )
    return tuple(notes)
