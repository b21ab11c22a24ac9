"""What was handed to a patient: a list, and each sheet to be opened again as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from proactive_care.accounts import Permission, Session
from proactive_care.documents import ENGLISH, TRANSLATIONS
from proactive_care.domain.errors import NotFound
from proactive_care.patients.handouts import HandoutKind
from proactive_care.store import form_codes, handouts

_LANGUAGES = {language.code: language.name for language in (ENGLISH, *TRANSLATIONS)}


@dataclass(frozen=True)
class GivenHandout:
    """A handout that was given, and the day. ``id`` is empty for one of which no copy was kept.

    ``paper`` is its format and, if it was not English, its language; ``instead_of`` the need that
    could not be met.
    """

    kind: HandoutKind
    on: date
    id: str = ""
    by: str = ""
    pages: int = 0
    paper: str = ""
    instead_of: str = ""


def handouts_given(session: Session, patient: int) -> tuple[GivenHandout, ...]:
    """Return the handouts that were printed for a patient, newest first. Needs VIEW_CLINICAL.

    Diaries that went out with an invitation belong to that letter and are not among them. Of those
    from before a copy was kept there is only the day.
    """
    session.require(Permission.VIEW_CLINICAL)
    db = session.practice.db
    kept = [
        (
            datetime.fromisoformat(row.entered_at),
            GivenHandout(
                HandoutKind(row.kind),
                datetime.fromisoformat(row.entered_at).astimezone().date(),
                row.id, row.by, row.pages, _paper(row.format, row.language), row.instead_of,
            ),
        )
        for row in handouts.handouts_of(db, patient)
    ]  # fmt: skip
    kinds = [kind.value for kind in HandoutKind]
    older = [
        (made_at, GivenHandout(HandoutKind(kind), made_at.astimezone().date()))
        for kind, made_at in form_codes.handed_out(db, patient, kinds)
    ]
    both = sorted([*kept, *older], key=lambda each: each[0], reverse=True)
    return tuple(given for _, given in both)


def reprint_handout(session: Session, handout_id: str) -> bytes:
    """Return a handout again, exactly as it was given, as a PDF; audited.

    Needs RECORD_CONTACTS, as handing out does. Raises NotFound.
    """
    session.require(Permission.RECORD_CONTACTS)
    row = handouts.handout_paper(session.practice.db, handout_id)
    if row is None:
        raise NotFound("This handout was not kept.", advice="Load the patient again.")
    with session.act(
        Permission.RECORD_CONTACTS, "handout.reprint", patient=row.patient, handout=row.id,
        kind=row.kind,
    ):  # fmt: skip
        return row.pdf


def _paper(letter_format: str, language: str) -> str:
    if language == ENGLISH.code:
        return letter_format
    return f"{letter_format}, {_LANGUAGES.get(language, language)}"
