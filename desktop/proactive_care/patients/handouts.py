"""Sheets for one patient to take home: diaries, the sheet before a review, the privacy leaflet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import (
    DiaryForm,
    LetterFormat,
    PreVisitSheet,
    bp_diary_pdf,
    cannot_print_reason,
    letter_format,
    peak_flow_diary_pdf,
    pre_visit_pdf,
    privacy_pdf,
)
from proactive_care.domain.errors import KnownError, NotFound
from proactive_care.domain.identifiers import new_form_code
from proactive_care.own_words import practice_wording
from proactive_care.recall import addressee, letterhead, load_settings
from proactive_care.store import form_codes
from proactive_care.store import patients as store
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


@dataclass(frozen=True)
class PrintedHandout:
    """A handout in memory. ``form_code`` is empty for a leaflet, which names nobody."""

    kind: HandoutKind
    data: bytes
    form_code: str
    letter_format: LetterFormat


def print_handout(
    session: Session, patient: int, kind: HandoutKind, chosen: LetterFormat | None = None
) -> PrintedHandout:
    """Return a handout in the format that the patient needs, under a form code of its own.

    ``chosen`` is a format that somebody has agreed with the patient; without it a need that cannot
    be met is a KnownError with the reason, and nothing is printed. One act, audited. Raises
    NotFound, KnownError for somebody who has died, NotPermitted.
    """
    session.require(Permission.RECORD_CONTACTS)
    person = _person(session, patient)
    paper = chosen or _needed(person, kind)
    with session.act(
        Permission.RECORD_CONTACTS, "handout.print", patient=patient, kind=kind.value
    ) as act:
        code = "" if kind is HandoutKind.PRIVACY else _fresh_code(session)
        if code:
            form_codes.add(act.db, code, kind.value, patient, session.now())
        data = _pdf(session, person, kind, code, paper)
        act.note(format=paper.label)
    return PrintedHandout(kind, data, code, paper)


@dataclass(frozen=True)
class GivenHandout:
    """A handout that was given, and the day. A leaflet leaves no trace here: it names nobody."""

    kind: HandoutKind
    on: date


def handouts_given(session: Session, patient: int) -> tuple[GivenHandout, ...]:
    """Return the handouts that were printed for a patient, newest first. Needs VIEW_CLINICAL.

    Diaries that went out with an invitation belong to that letter and are not among them.
    """
    session.require(Permission.VIEW_CLINICAL)
    kinds = [kind.value for kind in HandoutKind]
    return tuple(
        GivenHandout(HandoutKind(kind), made_at.astimezone().date())
        for kind, made_at in form_codes.handed_out(session.practice.db, patient, kinds)
    )


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


def _needed(person: PatientRow, kind: HandoutKind) -> LetterFormat:
    reason = cannot_print_reason(person.format_need, person.language)
    if reason is not None:
        raise KnownError(
            f"{kind.label} cannot be printed as this patient needs it: {reason}.",
            kept="It was not printed in another format instead.",
            advice="Reach this patient by another route, or choose a print size with the patient.",
        )
    return letter_format(person.format_need)


def _fresh_code(session: Session) -> str:
    code = new_form_code()
    while form_codes.taken(session.practice.db, code):
        code = new_form_code()
    return code


def _pdf(
    session: Session, person: PatientRow, kind: HandoutKind, code: str, paper: LetterFormat
) -> bytes:
    practice = letterhead(practice_details(session), load_settings().unknown)
    now = session.now()
    if kind is HandoutKind.PRIVACY:
        return privacy_pdf(
            practice, made_at=now, letter_format=paper,
            wording=practice_wording(session, "privacy"),
        )  # fmt: skip
    to = addressee(person)
    if kind is HandoutKind.PRE_VISIT:
        wording = practice_wording(session, "pre_visit")
        return pre_visit_pdf(PreVisitSheet(practice, to, code, paper, wording), made_at=now)
    diary = DiaryForm(practice, to, code, paper)
    if kind is HandoutKind.BP_DIARY:
        return bp_diary_pdf(diary, made_at=now, wording=practice_wording(session, "bp_diary"))
    wording = practice_wording(session, "peak_flow_diary")
    return peak_flow_diary_pdf(diary, made_at=now, wording=wording)
