"""Batches after they were printed: who received one, its paper, and what was printed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import Born, insert


@dataclass(frozen=True)
class NewPaper:
    """The letters of a batch as one PDF. ``pages`` gives (sequence, first page from 1, pages)."""

    batch: str
    pdf: bytes
    sha256: str
    page_count: int
    pages: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class RecipientRow:
    """Somebody whom a batch invited. ``pages`` is 0 for calls and texts."""

    sequence: int
    patient: int
    nhs_number: str | None
    family_name: str
    given_name: str
    village: str
    number: int
    channel: str
    format: str
    tier: str
    form_code: str
    pages: int


@dataclass(frozen=True)
class Paper:
    """The letters of a batch as they were printed, and where each begins."""

    pdf: bytes
    sha256: str
    pages: dict[int, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class ReprintRow(Born):
    """Letters of a batch were printed again."""

    batch: str
    sequences: tuple[int, ...]
    reason: str


def insert_paper(db: Database, paper: NewPaper) -> None:
    """Keep the paper of a batch, inside an open transaction."""
    db.conn.execute(
        "INSERT INTO batch_paper (batch, letters, sha256, pages) VALUES (?, ?, ?, ?)",
        (paper.batch, paper.pdf, paper.sha256, paper.page_count),
    )
    db.conn.executemany(
        "INSERT INTO batch_page (batch, sequence, first_page, pages) VALUES (?, ?, ?, ?)",
        [(paper.batch, *place) for place in paper.pages],
    )


def recipients(db: Database, number: str) -> tuple[RecipientRow, ...]:
    """Return everybody who received a batch, in its order."""
    rows = db.conn.execute(
        "SELECT i.sequence, i.patient, p.nhs_number, p.family_name, p.given_name, p.village,"
        " i.number, i.channel, i.format, i.tier, i.form_code, i.pages FROM invitation i"
        " JOIN recall_batch b ON b.id = i.batch JOIN patient p ON p.id = i.patient"
        " WHERE b.number = ? ORDER BY i.sequence",
        (number,),
    )
    return tuple(RecipientRow(*row) for row in rows)


def paper_of(db: Database, batch: str) -> Paper | None:
    """Return the letters of a batch, None if it had none or was printed before they were kept."""
    row = db.conn.execute(
        "SELECT letters, sha256 FROM batch_paper WHERE batch = ?", (batch,)
    ).fetchone()
    if row is None:
        return None
    places = db.conn.execute(
        "SELECT sequence, first_page, pages FROM batch_page WHERE batch = ?", (batch,)
    )
    return Paper(bytes(row[0]), str(row[1]), {n: (first, pages) for n, first, pages in places})


def batch_id(db: Database, number: str) -> str | None:
    """Return the id of a batch by its number, or None."""
    row = db.conn.execute("SELECT id FROM recall_batch WHERE number = ?", (number,)).fetchone()
    return None if row is None else str(row[0])


def sequences_of(db: Database, batch: str) -> Sequence[tuple[int, int]]:
    """Return (sequence, patient) of the letters of a batch, in order."""
    rows = db.conn.execute(
        "SELECT sequence, patient FROM invitation WHERE batch = ? AND channel = 'letter'"
        " ORDER BY sequence",
        (batch,),
    )
    return [(sequence, patient) for sequence, patient in rows]


def add_reprint(db: Database, row: ReprintRow) -> None:
    """Write down that letters were printed again, inside an open transaction."""
    insert(db, "batch_reprint", row)
