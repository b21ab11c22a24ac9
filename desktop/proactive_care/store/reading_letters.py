"""Letters about readings and monitors: those that wait, the runs that printed them, their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select
from proactive_care.store.merges import merged_with

RESULT, AGREEMENT, REMINDER, RETURN = "result", "loan agreement", "loan reminder", "loan return"
PRINTED = "printed"


@dataclass(frozen=True, kw_only=True)
class ReadingLetterRow(Born):
    """A letter that waits or has ended. One of ``session`` and ``monitor_step`` is there."""

    kind: str
    patient: int
    session: str | None
    monitor_step: str | None


@dataclass(frozen=True, kw_only=True)
class LetterRunRow(Born):
    """One printing. Its ``number`` stands on every sheet."""

    number: str


@dataclass(frozen=True, kw_only=True)
class LetterEndRow(Born):
    """How a letter stopped waiting: printed in a run with this content, or why it was not."""

    letter: str
    what: str
    run: str | None
    sequence: int | None
    content: str | None
    note: str


@dataclass(frozen=True, kw_only=True)
class InEnglishRow(Born):
    """That somebody chose English for a letter: instead of which need, and why it will do."""

    letter: str
    instead_of: str
    reason: str


def choose_english(db: Database, row: InEnglishRow) -> None:
    """Write that a letter goes in English, inside an open transaction."""
    insert(db, "reading_letter_english", row)


def chosen_in_english(db: Database) -> dict[str, InEnglishRow]:
    """Return the choices by letter."""
    return {row.letter: row for row in select(db, InEnglishRow, "reading_letter_english t")}


def insert_letter(db: Database, row: ReadingLetterRow) -> None:
    """Let a letter wait, inside an open transaction."""
    insert(db, "reading_letter", row)


def insert_run(db: Database, run: LetterRunRow, ends: Sequence[LetterEndRow]) -> None:
    """Write a printing with its letters inside an open transaction."""
    insert(db, "reading_letter_run", run)
    insert(db, "reading_letter_end", *ends)


def end_letter(db: Database, row: LetterEndRow) -> None:
    """Write that a letter stopped waiting without being printed, inside an open transaction."""
    insert(db, "reading_letter_end", row)


def waiting_letters(db: Database) -> tuple[ReadingLetterRow, ...]:
    """Return the letters that wait, oldest first."""
    return tuple(select(db, ReadingLetterRow, f"reading_letter t WHERE {_WAITS} {_OLDEST_FIRST}"))


def waiting_letter(db: Database, letter: str) -> ReadingLetterRow | None:
    """Return a letter that waits, or None if there is none or it has ended."""
    rows = select(db, ReadingLetterRow, f"reading_letter t WHERE t.id = ? AND {_WAITS}", (letter,))
    return rows[0] if rows else None


def waiting_letter_of(db: Database, session: str) -> ReadingLetterRow | None:
    """Return the waiting result letter of a session, or None."""
    rows = select(
        db, ReadingLetterRow, f"reading_letter t WHERE t.session = ? AND {_WAITS}", (session,)
    )
    return rows[0] if rows else None


def letters_of_step(db: Database, step: str, kind: str) -> tuple[ReadingLetterRow, ...]:
    """Return every letter of a kind about one loan or return, ended or not, oldest first."""
    return tuple(
        select(
            db,
            ReadingLetterRow,
            f"reading_letter t WHERE t.monitor_step = ? AND t.kind = ? {_OLDEST_FIRST}",
            (step, kind),
        )
    )


def end_of(db: Database, letter: str) -> LetterEndRow | None:
    """Return how a letter stopped waiting, or None while it waits."""
    rows = select(db, LetterEndRow, "reading_letter_end t WHERE t.letter = ?", (letter,))
    return rows[0] if rows else None


def ends_of_session(db: Database, session: str) -> tuple[tuple[LetterEndRow, str], ...]:
    """Return how the result letter of a session ended, with its run's number ("" if none)."""
    rows = select(
        db,
        LetterEndRow,
        "reading_letter_end t JOIN reading_letter l ON l.id = t.letter WHERE l.session = ?",
        (session,),
    )
    numbers = {run.id: run.number for run in runs(db)} if rows else {}
    return tuple((row, numbers.get(row.run or "", "")) for row in rows)


@dataclass(frozen=True)
class PrintedLetterRow:
    """A letter that was printed: its kind, whose it is, and how its wait ended."""

    kind: str
    patient: int
    run: str
    end: LetterEndRow


def printed_letters(db: Database, patient: int) -> tuple[PrintedLetterRow, ...]:
    """Return what was printed for a patient and records merged into theirs, newest first."""
    records = (patient, *merged_with(db, patient))
    marks = ",".join("?" * len(records))
    return _printed(db, f"l.patient IN ({marks}) ORDER BY t.entered_at DESC, t.rowid DESC", records)


def printed_letter(db: Database, letter: str) -> PrintedLetterRow | None:
    """Return a letter that was printed, or None if it was not."""
    rows = _printed(db, "t.letter = ?", (letter,))
    return rows[0] if rows else None


def _printed(
    db: Database, which: str, parameters: Sequence[object]
) -> tuple[PrintedLetterRow, ...]:
    source = (
        "reading_letter_end t JOIN reading_letter l ON l.id = t.letter"
        " JOIN reading_letter_run r ON r.id = t.run WHERE "
    )
    ends = select(db, LetterEndRow, source + which, parameters)
    about = db.conn.execute(f"SELECT l.kind, l.patient, r.number FROM {source}{which}", parameters)
    return tuple(
        PrintedLetterRow(str(kind), int(patient), str(number), end)
        for end, (kind, patient, number) in zip(ends, about, strict=True)
    )


def next_run_number(db: Database, year: int) -> str:
    """Return the number of the next printing of a year, for example ``R2026-004``."""
    row = db.conn.execute(
        "SELECT count(*) FROM reading_letter_run WHERE number LIKE ?", (f"R{year}-%",)
    ).fetchone()
    return f"R{year}-{row[0] + 1:03d}"


def runs(db: Database) -> tuple[LetterRunRow, ...]:
    """Return the printings, newest first."""
    return tuple(
        select(db, LetterRunRow, "reading_letter_run t ORDER BY t.entered_at DESC, t.number DESC")
    )


def letters_by_run(db: Database) -> dict[str, int]:
    """Return how many letters each printing held, by its id."""
    rows = db.conn.execute(
        "SELECT run, count(*) FROM reading_letter_end WHERE run IS NOT NULL GROUP BY run"
    )
    return {run: int(letters) for run, letters in rows}


def letters_of_run(db: Database, number: str) -> tuple[LetterEndRow, ...]:
    """Return what one printing held, in its order."""
    return tuple(
        select(
            db,
            LetterEndRow,
            "reading_letter_end t JOIN reading_letter_run r ON r.id = t.run"
            " WHERE r.number = ? ORDER BY t.sequence",
            (number,),
        )
    )


_OLDEST_FIRST = "ORDER BY t.entered_at, t.rowid"
_WAITS = "NOT EXISTS (SELECT 1 FROM reading_letter_end e WHERE e.letter = t.id)"
