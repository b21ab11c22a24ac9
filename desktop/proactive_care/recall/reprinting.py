"""A printed batch again: who received it, and its letters from the practice file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.documents import pick_pages
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound
from proactive_care.recall.candidates import people_now
from proactive_care.recall.engine import at_end_of_life, has_gone
from proactive_care.recall.streams import stream_concepts
from proactive_care.store import batches as store
from proactive_care.store import recall as recall_store
from proactive_care.store.batches import RecipientRow
from proactive_care.store.durable import write_durably

_KEPT = "Nothing was printed."


@dataclass(frozen=True)
class Reprint:
    """Letters that were printed again, as a PDF. ``left_out`` have died, left or moved since,
    or are at the end of life."""

    number: str
    sequences: tuple[int, ...]
    left_out: tuple[int, ...]
    pages: int
    data: bytes


def batch_recipients(session: Session, number: str) -> tuple[RecipientRow, ...]:
    """Return who received a batch. Raises NotFound for a batch that was never printed."""
    session.require(Permission.PREVIEW_RECALL)
    found = store.recipients(session.practice.db, number)
    if not found:
        raise NotFound(f"There is no batch {number}.", advice="Look it up under Batches.")
    return found


def reprint(
    session: Session,
    number: str,
    sequences: Sequence[int],
    *,
    reason: str,
    file: Path | None = None,
) -> Reprint:
    """Print letters of a batch again, page by page as they were: nobody is invited a second time.

    The pages come back, and go to ``file`` if there is one.

    There is no mark on the copy: it is the letter that the patient gets when the first one was
    spoilt. The reprint and its reason are on record. Whoever has died, left or moved since, or
    is at the end of life now, is left out. Raises InvalidInput, NotFound, KnownError if nobody is
    left, FileProblem, NotPermitted.
    """
    if len(reason.strip()) < 3:
        raise InvalidInput("Say why it is printed again.", field="reason", kept=_KEPT)
    with session.act(Permission.PRINT_RECALL, "recall.reprint", batch=number) as act:
        batch = store.batch_id(act.db, number)
        paper = None if batch is None else store.paper_of(act.db, batch)
        if batch is None or paper is None:
            raise NotFound(
                f"There are no letters of a batch {number} in the practice file.", kept=_KEPT
            )
        patients = dict(store.sequences_of(act.db, batch))
        unknown = sorted(set(sequences) - set(patients))
        if unknown or not sequences:
            raise InvalidInput(
                f"The batch has letters 1 to {len(patients)}.", field="sequences", kept=_KEPT
            )
        chosen = sorted(set(sequences))
        gone = not_written_to(act.db, {patients[each] for each in chosen}, session.today())
        kept = tuple(each for each in chosen if patients[each] not in gone)
        if not kept:
            raise KnownError(
                "Everybody in this range has died, left or moved since, or gets no letters now.",
                kept=_KEPT,
                advice="Look at their contacts.",
            )
        parts = [paper.pages[each] for each in kept]
        data = pick_pages(paper.pdf, parts)
        if file is not None:
            write_durably(file, data)
        row = store.ReprintRow(
            **session.born(act.at),
            batch=batch,
            sequences=kept,
            reason=" ".join(reason.split()),
        )
        store.add_reprint(act.db, row)
        act.note(letters=len(kept), reason=row.reason)
    left_out = tuple(each for each in chosen if each not in kept)
    return Reprint(number, kept, left_out, sum(pages for _, pages in parts), data)


def not_written_to(db: Database, patients: set[int], today: date) -> set[int]:
    """Return who gets no letter any more, whatever was printed before."""
    newest = recall_store.newest_days(db, stream_concepts(), today)
    people = [
        replace(known, newest=newest.get(known.patient.id, {}))
        for known in people_now(db, patients)
    ]
    return {
        known.patient.id
        for known in people
        if has_gone(known, today) or known.address_failed or at_end_of_life(known, today)
    }


def parse_sequences(text: str, last: int) -> tuple[int, ...]:
    """Return the letters that are meant by ``7``, ``3-9``, ``12-`` or ``1, 4-6`` (to ``last``).

    Raises InvalidInput.
    """
    chosen: set[int] = set()
    for part in text.replace("–", "-").split(","):
        match = re.fullmatch(r"\s*(\d{1,5})\s*(-\s*(\d{1,5})?)?\s*", part)
        if match is None:
            raise InvalidInput(
                "Write a number, or a range such as 12-20, or 12- to the end.", field="sequences"
            )
        first = int(match[1])
        until = first if match[2] is None else last if match[3] is None else int(match[3])
        if not 1 <= first <= until <= last:
            raise InvalidInput(f"The batch has letters 1 to {last}.", field="sequences")
        chosen.update(range(first, until + 1))
    return tuple(sorted(chosen))
