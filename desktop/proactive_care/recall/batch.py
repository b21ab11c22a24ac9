"""Printing a batch: one PDF, one run sheet, and invitations that are written exactly once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import (
    BatchPrint,
    NotPrinted,
    RecallLetter,
    RunSheet,
    run_sheet_path,
    write_batch_pdf,
    write_run_sheet_pdf,
)
from proactive_care.domain.errors import FileProblem, KnownError
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.recall.letters import run_sheet_row
from proactive_care.recall.preview import RecallPreview
from proactive_care.store import recall as store
from proactive_care.store.durable import sync_folder
from proactive_care.store.recall import BatchRow


@dataclass(frozen=True)
class PrintedBatch:
    """A batch that exists: its number, its files and what they hold."""

    number: str
    letters: int
    pages: int
    sheets: int
    letters_file: Path
    run_sheet_file: Path


def print_batch(
    session: Session,
    preview: RecallPreview,
    letters_file: Path,
    *,
    run_sheet_file: Path | None = None,
    progress: Progress = no_progress,
) -> PrintedBatch:
    """Print what was previewed into one PDF and one run sheet, and write the invitations.

    The pages are made first, beside their final place; then batch, form codes, invitations and
    audit row are written in one transaction; then the files get their names. Whatever fails
    before the transaction leaves nothing behind. The same preview cannot be printed twice,
    so that nobody is invited twice. Raises KnownError, NotPermitted, Cancelled.
    """
    session.require(Permission.PRINT_RECALL)
    _check(session, preview)
    run_sheet_file = run_sheet_file or run_sheet_path(letters_file)
    number = store.next_batch_number(session.practice.db, preview.as_of.year)
    letters = tuple(_numbered(preview.letters, number))
    made_at = session.now()
    with _Parts(letters_file, run_sheet_file) as (letters_part, run_sheet_part):
        printed = write_batch_pdf(letters_part, letters, None, made_at=made_at, progress=progress)
        run_sheet = _run_sheet(session, preview, number, letters)
        write_run_sheet_pdf(run_sheet_part, run_sheet, printed, made_at=made_at)
        with session.act(
            Permission.PRINT_RECALL, "recall.print", batch=number, letters=len(letters)
        ) as act:
            if store.next_batch_number(act.db, preview.as_of.year) != number:
                raise KnownError(
                    "Somebody else printed a batch at the same time.",
                    kept="Nothing was printed here.",
                    advice="Check the batch again, then print.",
                )
            rows = tuple(_invitations(preview, letters, printed, session))
            store.insert_batch(act.db, _new_batch(session, preview, number, rows))
    return PrintedBatch(
        number, len(letters), printed.pages, printed.sheets, letters_file, run_sheet_file
    )


def list_batches(session: Session) -> tuple[BatchRow, ...]:
    """Return the printed batches, newest first."""
    session.require(Permission.PREVIEW_RECALL)
    return store.batches(session.practice.db)


def _check(session: Session, preview: RecallPreview) -> None:
    before = store.batch_exists(session.practice.db, preview.id)
    if before is not None:
        raise KnownError(
            f"This batch was already printed, as {before}.",
            kept="Nobody was invited a second time.",
            advice="Print its file again, or check a new batch.",
        )
    if not preview.due:
        raise KnownError(
            "There is nobody to invite in this batch.",
            kept="Nothing was printed.",
            advice="Look at the exclusions, or choose another basis.",
        )
    if not preview.signed:
        raise KnownError(
            "The rules that chose these patients have not been signed off.",
            kept="Nothing was printed.",
            advice="A clinical lead must read and sign them off first.",
        )


def _numbered(letters: tuple[RecallLetter, ...], number: str) -> Iterator[RecallLetter]:
    """Another batch may have been printed since the preview."""
    for letter in letters:
        yield replace(letter, place=replace(letter.place, batch=number))


def _new_batch(
    session: Session,
    preview: RecallPreview,
    number: str,
    invitations: tuple[store.NewInvitation, ...],
) -> store.NewBatch:
    return store.NewBatch(
        id=preview.id,
        number=number,
        as_of=preview.as_of,
        made_at=session.now().isoformat(timespec="milliseconds"),
        made_by=session.user_name,
        role=session.role.value,
        device=session.device,
        options={"order": preview.order.value, "basis": preview.basis.value},
        invitations=invitations,
    )


def _run_sheet(
    session: Session, preview: RecallPreview, number: str, letters: tuple[RecallLetter, ...]
) -> RunSheet:
    return RunSheet(
        practice_name=practice_details(session).name,
        batch=number,
        order=preview.order.value,
        approved_on=preview.as_of,
        approved_by=session.full_name,
        data_of=preview.extract_date or preview.as_of,
        rows=tuple(map(run_sheet_row, preview.due, letters)),
        not_printed=tuple(
            NotPrinted(f"{person.patient.family_name}, {person.patient.given_name}", person.detail)
            for person in preview.cannot_print
        ),
        left_out=len(preview.excluded),
    )


def _invitations(
    preview: RecallPreview,
    letters: tuple[RecallLetter, ...],
    printed: BatchPrint,
    session: Session,
) -> Iterator[store.NewInvitation]:
    now = session.now()
    for due, letter, made in zip(preview.due, letters, printed.letters, strict=True):
        yield store.NewInvitation(
            id=uuid7(now),
            sequence=letter.place.sequence,
            patient=due.patient.id,
            number=due.number,
            format=letter.letter_format.label,
            frameworks=tuple(framework.value for framework in letter.conditions),
            tier=due.tier.value,
            form_code=letter.form_code,
            diary_code=letter.diary_code,
            sheets=made.sheets,
            pages=made.pages,
        )


class _Parts:
    """Files under temporary names; they get their own only if the block succeeds."""

    def __init__(self, *targets: Path) -> None:
        self._pairs = [(t.with_name(f".{t.stem}.{os.getpid()}.part{t.suffix}"), t) for t in targets]

    def __enter__(self) -> tuple[Path, ...]:
        for _, target in self._pairs:
            if target.is_dir():
                raise FileProblem(
                    f"{target.name} is a folder.",
                    kept="Nothing was printed.",
                    advice="Choose the name of a file.",
                )
        return tuple(part for part, _ in self._pairs)

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            for part, target in self._pairs:
                try:
                    part.replace(target)
                except OSError as error:
                    raise FileProblem(
                        f"{target.name} could not be written ({error.strerror}).",
                        kept=f"The batch is recorded, and its pages are kept in {part.name}.",
                        advice="Close the old file in other programs and rename the new one.",
                    ) from error
            sync_folder(self._pairs[0][1].parent)
        else:
            for unfinished in (part for part, _ in self._pairs):
                unfinished.unlink(missing_ok=True)
