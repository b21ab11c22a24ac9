"""What was handed to patients: each sheet is kept whole, to be opened again as it was."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select
from proactive_care.store.merges import merged_with


@dataclass(frozen=True, kw_only=True)
class HandoutRow(Born):
    """One handout, without its paper. ``instead_of`` is a need that could not be met, or empty.

    ``format`` is in the words of the screen, ``language`` a code; a leaflet has no form code.
    """

    patient: int
    kind: str
    form_code: str | None
    format: str
    language: str
    instead_of: str
    pages: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class NewHandout(HandoutRow):
    """A handout to be kept, with its paper."""

    pdf: bytes


def add_handout(db: Database, row: NewHandout) -> None:
    """Keep a handout inside an open transaction."""
    insert(db, "handout", row)


def handouts_of(db: Database, patient: int) -> list[HandoutRow]:
    """Return a patient's handouts, newest first, those of records merged into this one too."""
    records = (patient, *merged_with(db, patient))
    marks = ",".join("?" * len(records))
    return select(
        db, HandoutRow,
        f"handout t WHERE t.patient IN ({marks}) ORDER BY t.entered_at DESC, t.id DESC", records,
    )  # fmt: skip


def handout_paper(db: Database, handout_id: str) -> NewHandout | None:
    """Return a handout with its paper, or None if there is no such one."""
    found = select(db, NewHandout, "handout t WHERE t.id = ?", (handout_id,))
    return found[0] if found else None
