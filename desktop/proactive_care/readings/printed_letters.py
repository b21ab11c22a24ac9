"""Result and loan letters that were printed for one patient, each to be opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from proactive_care.accounts import Permission, Session
from proactive_care.documents import reading_letter_pdf
from proactive_care.domain.errors import NotFound
from proactive_care.readings.letter_codec import unpack_letter
from proactive_care.store import reading_letters as store


@dataclass(frozen=True)
class PrintedLetter:
    """A letter that was printed. ``run`` and ``sequence`` say where it lay in its printing."""

    id: str
    kind: str
    printed_at: datetime
    printed_by: str
    run: str
    sequence: int


def printed_letters_of(session: Session, patient: int) -> tuple[PrintedLetter, ...]:
    """Return the letters printed for a patient, newest first. Needs VIEW_CLINICAL."""
    session.require(Permission.VIEW_CLINICAL)
    return tuple(
        PrintedLetter(
            row.end.letter,
            row.kind,
            datetime.fromisoformat(row.end.entered_at),
            row.end.by,
            row.run,
            row.end.sequence or 0,
        )
        for row in store.printed_letters(session.practice.db, patient)
    )


def reprint_letter(session: Session, letter_id: str) -> bytes:
    """Return one printed letter again, word for word as it was, as a PDF in memory; audited.

    Needs TAKE_READINGS. Raises NotFound if it was never printed.
    """
    session.require(Permission.TAKE_READINGS)
    row = store.printed_letter(session.practice.db, letter_id)
    if row is None:
        raise NotFound("This letter was not printed.", advice="Load the patient again.")
    with session.act(
        Permission.TAKE_READINGS, "letters.reprint", patient=row.patient, letter=letter_id
    ):
        letter = unpack_letter(row.end.content or "")
    return reading_letter_pdf(letter, made_at=datetime.fromisoformat(row.end.entered_at))
