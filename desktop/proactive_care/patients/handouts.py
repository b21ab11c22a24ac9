"""Sheets for one patient to take home: diaries, the sheet before a review, the privacy leaflet.

Each is printed as the patient needs it, or, if that cannot be, as somebody chose knowingly. It is
kept whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import (
    DIARY,
    EASY_READ,
    ENGLISH,
    LARGE_FORMATS,
    PEAK_FLOW,
    PRE_VISIT,
    PRIVACY,
    STANDARD,
    TRANSLATIONS,
    CanPrint,
    DiaryForm,
    Language,
    LetterFormat,
    PreVisitSheet,
    Wording,
    bp_diary_pdf,
    can_print,
    cannot_print_reason,
    language_need,
    letter_format,
    page_count,
    peak_flow_diary_pdf,
    pre_visit_pdf,
    privacy_pdf,
    translated_wording,
)
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound
from proactive_care.domain.identifiers import new_form_code
from proactive_care.own_words import practice_wording
from proactive_care.recall import addressee, letterhead
from proactive_care.store import form_codes, handouts
from proactive_care.store import patients as store
from proactive_care.store.handouts import NewHandout
from proactive_care.store.patients import PatientRow


class HandoutKind(StrEnum):
    """What can be handed out. The value is the kind under which a form code is kept."""

    BP_DIARY = "bp diary"
    PEAK_FLOW_DIARY = "peak flow diary"
    PRE_VISIT = "pre-visit sheet"
    PRIVACY = "privacy leaflet"

    @property
    def label(self) -> str:
        """The words of the menu."""
        return _LABELS[self]


_LABELS = {
    HandoutKind.BP_DIARY: "Blood pressure diary",
    HandoutKind.PEAK_FLOW_DIARY: "Peak flow diary",
    HandoutKind.PRE_VISIT: "Getting ready for a review",
    HandoutKind.PRIVACY: "How we use health records",
}
_WORDS = {
    HandoutKind.BP_DIARY: DIARY,
    HandoutKind.PEAK_FLOW_DIARY: PEAK_FLOW,
    HandoutKind.PRE_VISIT: PRE_VISIT,
    HandoutKind.PRIVACY: PRIVACY,
}
_IN_EASY_READ = HandoutKind.BP_DIARY


class NeedsAnotherRoute(KnownError):
    """A handout cannot be printed as the patient needs it; nothing was printed instead."""


@dataclass(frozen=True)
class HandoutChoices:
    """What a handout can be printed in now, for an agreement with the patient.

    The first language is the patient's own if it can be printed, and English if it cannot.
    """

    formats: tuple[LetterFormat, ...]
    languages: tuple[Language, ...]


@dataclass(frozen=True)
class PrintedHandout:
    """A handout in memory. ``form_code`` is empty for a leaflet, which names nobody.

    ``language`` is a code. ``instead_of`` is the need that could not be met, if somebody chose.
    """

    kind: HandoutKind
    data: bytes
    form_code: str
    letter_format: LetterFormat
    language: str = ENGLISH.code
    instead_of: str = ""


@dataclass(frozen=True)
class _Paper:
    letter_format: LetterFormat
    language: str
    instead_of: str


def handout_choices(session: Session, patient: int, kind: HandoutKind) -> HandoutChoices:
    """Return the formats and languages that somebody may agree on with the patient.

    Raises NotFound, KnownError for somebody who has died, NotPermitted.
    """
    session.require(Permission.RECORD_CONTACTS)
    person = _person(session, patient)
    can = _can(session.practice.db, kind)
    easy = (EASY_READ,) if can.easy_read else ()
    usable = [each for each in (ENGLISH, *TRANSLATIONS) if each.code in can.languages]
    own = language_need(person.language).language
    first = own if own in usable else ENGLISH
    languages = (first, *(each for each in usable if each is not first))
    return HandoutChoices((STANDARD, *LARGE_FORMATS, *easy), tuple(languages))


def print_handout(
    session: Session,
    patient: int,
    kind: HandoutKind,
    chosen: LetterFormat | None = None,
    *,
    language: str | None = None,
) -> PrintedHandout:
    """Return a handout as the patient needs it, under a form code of its own, and keep it whole.

    ``chosen`` is a format and ``language`` a code that somebody has agreed with the patient;
    without them a need that cannot be met is NeedsAnotherRoute with the reason, and nothing is
    printed. What was chosen and instead of which need is kept. One act, audited. Raises NotFound,
    KnownError for somebody who has died, InvalidInput for a language that cannot be printed,
    NotPermitted.
    """
    session.require(Permission.RECORD_CONTACTS)
    person = _person(session, patient)
    paper = _paper(session.practice.db, person, kind, chosen, language)
    with session.act(
        Permission.RECORD_CONTACTS, "handout.print", patient=patient, kind=kind.value
    ) as act:
        code = "" if kind is HandoutKind.PRIVACY else _fresh_code(session)
        if code:
            form_codes.add(act.db, code, kind.value, patient, session.now())
        data = _pdf(session, person, kind, code, paper)
        row = _row(session, person, kind, code, paper, data, act.at)
        handouts.add_handout(act.db, row)
        act.note(handout=row.id, format=row.format, language=row.language)
        if paper.instead_of:
            act.note(instead_of=paper.instead_of)
    return PrintedHandout(
        kind, data, code, paper.letter_format, paper.language, paper.instead_of
    )  # fmt: skip


def _person(session: Session, patient: int) -> PatientRow:
    person = store.patient_by_id(session.practice.db, patient)
    if person is None:
        raise NotFound("This patient is not in the practice.", advice="Find the patient again.")
    if person.date_of_death is not None:
        raise KnownError(
            "This patient is recorded as having died.",
            kept="Nothing was printed.",
            advice="If that is wrong, correct it in the clinical system and import again.",
        )
    return person


def _can(db: Database, kind: HandoutKind) -> CanPrint:
    return can_print(db, _WORDS[kind], easy_read=kind is _IN_EASY_READ)


def _paper(
    db: Database,
    person: PatientRow,
    kind: HandoutKind,
    chosen: LetterFormat | None,
    language: str | None,
) -> _Paper:
    """Return format and language: what was chosen, and else what the patient needs."""
    can = _can(db, kind)
    format_need = "" if chosen is not None else person.format_need
    spoken = person.language if language is None else ""
    reason = cannot_print_reason(format_need, spoken, can)
    if reason is not None:
        raise NeedsAnotherRoute(
            f"{kind.label} cannot be printed as this patient needs it: {reason}.",
            kept="It was not printed in another format or language instead.",
            advice="Reach this patient by another route, or agree on what will do instead.",
        )
    need = language_need(person.language)
    code = language
    if code is None:
        assert need.language is not None  # else there was a reason
        code = need.language.code
    paper = chosen or letter_format(person.format_need, can)
    if code not in can.languages or (paper.easy_read and code != ENGLISH.code):
        raise InvalidInput(
            "This cannot be printed in that language now.",
            field="language",
            kept="Nothing was printed.",
        )
    unmet = cannot_print_reason(person.format_need, person.language, can) or ""
    if not unmet and need.shown and need.language is not None and need.language.code != code:
        unmet = f"needs {need.shown}"
    return _Paper(paper, code, unmet)


def _fresh_code(session: Session) -> str:
    code = new_form_code()
    while form_codes.taken(session.practice.db, code):
        code = new_form_code()
    return code


def _row(
    session: Session,
    person: PatientRow,
    kind: HandoutKind,
    code: str,
    paper: _Paper,
    data: bytes,
    at: datetime,
) -> NewHandout:
    return NewHandout(
        **session.born(at),
        patient=person.id,
        kind=kind.value,
        form_code=code or None,
        format=paper.letter_format.label,
        language=paper.language,
        instead_of=paper.instead_of,
        pages=page_count(data),
        sha256=hashlib.sha256(data).hexdigest(),
        pdf=data,
    )


def _wording(session: Session, kind: HandoutKind, paper: _Paper) -> Wording | None:
    """Return the words: a translation as shipped, English as the practice changed it."""
    if paper.letter_format.easy_read:
        return practice_wording(session, "bp_diary_easy")
    name = _WORDS[kind]
    if paper.language == ENGLISH.code:
        return practice_wording(session, name)
    return translated_wording(name, paper.language)


def _pdf(
    session: Session, person: PatientRow, kind: HandoutKind, code: str, paper: _Paper
) -> bytes:
    practice = letterhead(practice_details(session), paper.language)
    wording, now, printed = _wording(session, kind, paper), session.now(), paper.letter_format
    if kind is HandoutKind.PRIVACY:
        return privacy_pdf(practice, made_at=now, letter_format=printed, wording=wording)
    to = addressee(person)
    if kind is HandoutKind.PRE_VISIT:
        return pre_visit_pdf(PreVisitSheet(practice, to, code, printed, wording), made_at=now)
    make = bp_diary_pdf if kind is HandoutKind.BP_DIARY else peak_flow_diary_pdf
    return make(DiaryForm(practice, to, code, printed), made_at=now, wording=wording)
