"""Printing a batch: letters, run sheet and lists, and invitations that are written exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from proactive_care.accounts import Act, Permission, Session, practice_details
from proactive_care.documents import (
    BatchPrint,
    NotPrinted,
    RecallLetter,
    RunSheet,
    RunSheetRow,
    Sides,
    run_sheet_path,
    write_batch_pdf,
    write_call_list_pdf,
    write_run_sheet_pdf,
)
from proactive_care.domain.errors import KnownError
from proactive_care.domain.identifiers import new_form_code, uuid7
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.own_words import practice_wording
from proactive_care.recall.calling import call_list_paper, texts_csv
from proactive_care.recall.decisions import Due
from proactive_care.recall.letters import run_sheet_row
from proactive_care.recall.parts import CALLS, LETTERS, RUN_SHEET, TEXTS, Parts, finish_interrupted
from proactive_care.recall.preview import RecallPreview
from proactive_care.recall.rules import practice_settings
from proactive_care.recall.sorting import sort_everybody
from proactive_care.recall.stopping import stop_in_force
from proactive_care.recall.streams import letter_stream
from proactive_care.store import batches as batch_store
from proactive_care.store import recall as store
from proactive_care.store.durable import write_durably
from proactive_care.store.patients import address_key
from proactive_care.store.recall import BatchRow


@dataclass(frozen=True)
class PrintedBatch:
    """A batch that exists: its number, its files and what they hold.

    ``files`` are those that were made: without letters there is no file of letters and no run
    sheet, without calls no call list, without texts no list of texts.
    """

    number: str
    letters: int
    calls: int
    texts: int
    pages: int
    sheets: int
    letters_file: Path
    run_sheet_file: Path
    files: tuple[Path, ...]


def print_batch(
    session: Session,
    preview: RecallPreview,
    letters_file: Path,
    *,
    run_sheet_file: Path | None = None,
    progress: Progress = no_progress,
) -> PrintedBatch:
    """Print what was previewed into one PDF, a run sheet and the lists, and write the invitations.

    The pages are made first, beside their final place; then batch, paper, form codes, invitations
    and audit row are written in one transaction, which looks again whether everybody is still to
    be invited; then the files get their names. Whatever fails before the transaction leaves
    nothing behind; what was cut off after it is finished the next time, before anything else. The
    same preview cannot be printed twice, and nobody is invited by two previews. Raises KnownError,
    NotPermitted, Cancelled.
    """
    session.require(Permission.PRINT_RECALL)
    finish_interrupted(session)
    _check(session, preview)
    run_sheet_file = run_sheet_file or run_sheet_path(letters_file)
    number = store.next_batch_number(session.practice.db, preview.as_of.year)
    letters = tuple(_numbered(preview.letters, number))
    files = _files(preview, letters_file, run_sheet_file)
    targets = tuple(files.values())
    made_at = session.now()
    printed = BatchPrint(0, 0, ())
    with Parts(session, preview.id, targets) as parts:
        if letters:
            printed = write_batch_pdf(
                parts[letters_file], letters, None, made_at=made_at, progress=progress
            )
            sheet = _run_sheet(session, preview, number, letters)
            write_run_sheet_pdf(parts[run_sheet_file], sheet, printed, made_at=made_at)
        _write_lists(session, preview, number, letters_file, parts)
        with session.act(
            Permission.PRINT_RECALL, "recall.print", batch=number, letters=len(letters)
        ) as act:
            _look_again(act, session, preview, number)
            if preview.calls or preview.texts:
                act.note(calls=len(preview.calls), texts=len(preview.texts))
            rows = tuple(_invitations(act, preview, letters, printed, session))
            store.insert_batch(act.db, _new_batch(session, preview, number, rows, files))
            if letters:
                paper = parts[letters_file].read_bytes()
                batch_store.insert_paper(act.db, _paper(preview.id, paper, printed))
    return PrintedBatch(
        number, len(letters), len(preview.calls), len(preview.texts), printed.pages,
        printed.sheets, letters_file, run_sheet_file, targets,
    )  # fmt: skip


def list_batches(session: Session) -> tuple[BatchRow, ...]:
    """Return the printed batches, newest first."""
    session.require(Permission.PREVIEW_RECALL)
    return store.batches(session.practice.db)


def call_list_path(letters: Path) -> Path:
    """Return where the call list of a batch goes: beside the letters."""
    return letters.with_name(f"{letters.stem}-call-list.pdf")


def texts_path(letters: Path) -> Path:
    """Return where the list of texts of a batch goes: beside the letters."""
    return letters.with_name(f"{letters.stem}-texts.csv")


def _check(session: Session, preview: RecallPreview) -> None:
    before = store.batch_exists(session.practice.db, preview.id)
    if before is not None:
        raise KnownError(
            f"This batch was already printed, as {before}.",
            kept="Nobody was invited a second time.",
            advice="Print its letters again under Batches, or check a new batch.",
        )
    if not preview.invited:
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
    _check_stop(stop_words=None if preview.stop is None else preview.stop.words)


def _check_stop(stop_words: str | None) -> None:
    if stop_words is not None:
        raise KnownError(
            stop_words + ("" if stop_words.endswith(".") else "."),
            kept="Nothing was printed.",
            advice="Let invitations go out again first, under Recall.",
        )


def _look_again(act: Act, session: Session, preview: RecallPreview, number: str) -> None:
    """Refuse inside the transaction what has changed since the preview."""
    if store.next_batch_number(act.db, preview.as_of.year) != number:
        raise KnownError(
            "Somebody else printed a batch at the same time.",
            kept="Nothing was printed here.",
            advice="Check the batch again, then print.",
        )
    stop = stop_in_force(act.db)
    _check_stop(None if stop is None else stop.words)
    invited = {due.patient.id: due for due in preview.invited}
    found = sort_everybody(
        act.db,
        preview.as_of,
        practice_settings(act.db, preview.basis),
        only=frozenset(invited),
        stream=preview.stream,
    )
    still = {due.patient.id: due for due in found.due}
    changed = sum(not _same(due, still.get(patient)) for patient, due in invited.items())
    if changed:
        people = "1 patient has" if changed == 1 else f"{changed} patients have"
        raise KnownError(
            f"{people} changed since the batch was checked: a death, an answer, an import or"
            " another batch.",
            kept="Nothing was printed and nobody was invited.",
            advice="Check the batch again, then print.",
        )


def _same(due: Due, now: Due | None) -> bool:
    """Whether somebody would still get this very invitation, for the same conditions."""
    if now is None:
        return False
    same_patient = replace(now.patient, source=None, line=None) == replace(
        due.patient, source=None, line=None
    )
    conditions = {group.framework for group in now.groups} == {g.framework for g in due.groups}
    invitation = (now.number, now.way, now.tier) == (due.number, due.way, due.tier)
    return same_patient and conditions and invitation


def _files(preview: RecallPreview, letters: Path, run_sheet: Path) -> dict[str, Path]:
    return {
        **({LETTERS: letters, RUN_SHEET: run_sheet} if preview.letters else {}),
        **({CALLS: call_list_path(letters)} if preview.calls else {}),
        **({TEXTS: texts_path(letters)} if preview.texts else {}),
    }


def _write_lists(
    session: Session, preview: RecallPreview, number: str, letters: Path, parts: dict[Path, Path]
) -> None:
    details = practice_details(session)
    settings = practice_settings(session.practice.db, preview.basis)
    if preview.calls:
        paper = call_list_paper(
            details, number, preview.calls, settings, preview.as_of, preview.extract_date,
            practice_wording(session, "call_list"),
        )  # fmt: skip
        write_call_list_pdf(parts[call_list_path(letters)], paper, made_at=session.now())
    if preview.texts:
        wording = practice_wording(session, "text_message")
        texts = texts_csv(details, preview.texts, settings, wording)
        write_durably(parts[texts_path(letters)], texts)


def _numbered(letters: tuple[RecallLetter, ...], number: str) -> Iterator[RecallLetter]:
    """Another batch may have been printed since the preview."""
    for letter in letters:
        yield replace(letter, place=replace(letter.place, batch=number))


def _new_batch(
    session: Session,
    preview: RecallPreview,
    number: str,
    invitations: tuple[store.NewInvitation, ...],
    files: dict[str, Path],
) -> store.NewBatch:
    return store.NewBatch(
        id=preview.id,
        number=number,
        as_of=preview.as_of,
        made_at=session.now().isoformat(timespec="milliseconds"),
        made_by=session.user_name,
        role=session.role.value,
        device=session.device,
        options={
            "order": preview.order.value,
            "basis": preview.basis.value,
            "stream": preview.stream,
            "files": {kind: str(file.absolute()) for kind, file in files.items()},
        },
        invitations=invitations,
    )


def _run_sheet(
    session: Session, preview: RecallPreview, number: str, letters: tuple[RecallLetter, ...]
) -> RunSheet:
    return RunSheet(
        practice_name=practice_details(session).name,
        batch=number,
        order=_order(preview),
        approved_on=preview.as_of,
        approved_by=session.full_name,
        data_of=preview.extract_date or preview.as_of,
        rows=_rows(preview.due, letters),
        not_printed=tuple(
            NotPrinted(f"{person.patient.family_name}, {person.patient.given_name}", person.detail)
            for person in preview.cannot_print
        ),
        left_out=len(preview.excluded),
        sides=letters[0].sides if letters else Sides.TWO,
        calls=len(preview.calls),
        texts=len(preview.texts),
    )


def _order(preview: RecallPreview) -> str:
    """The words of the order, and of the stream whose letters these are."""
    stream = letter_stream(preview.stream).label.lower() if preview.stream else ""
    return f"{preview.order.value}, only: {stream}" if stream else preview.order.value


def _rows(due: tuple[Due, ...], letters: tuple[RecallLetter, ...]) -> tuple[RunSheetRow, ...]:
    homes = Counter(address_key(person.patient) for person in due)
    return tuple(
        replace(run_sheet_row(person, letter), same_home=homes[address_key(person.patient)] > 1)
        for person, letter in zip(due, letters, strict=True)
    )


def _invitations(
    act: Act,
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
            format=letter.paper,
            frameworks=tuple(framework.value for framework in letter.conditions),
            tier=due.tier.value,
            form_code=letter.form_code,
            diary_code=letter.diary_code,
            sheets=made.sheets,
            pages=made.pages,
        )
    given = {code for letter in letters for code in (letter.form_code, letter.diary_code)}
    for sequence, due in enumerate((*preview.calls, *preview.texts), start=len(letters) + 1):
        code = _fresh_code(act, given)
        yield store.NewInvitation(
            id=uuid7(now),
            sequence=sequence,
            patient=due.patient.id,
            number=due.number,
            format="",
            frameworks=tuple(dict.fromkeys(group.framework.value for group in due.groups)),
            tier=due.tier.value,
            form_code=code,
            diary_code="",
            sheets=0,
            pages=0,
            channel=due.way.value,
        )


def _fresh_code(act: Act, given: set[str]) -> str:
    """Return a form code that is in no letter of this batch and of no batch before."""
    code = new_form_code()
    while code in given or store.form_code_taken(act.db, code):
        code = new_form_code()
    given.add(code)
    return code


def _paper(batch: str, pdf: bytes, printed: BatchPrint) -> batch_store.NewPaper:
    return batch_store.NewPaper(
        batch,
        pdf,
        sha256(pdf).hexdigest(),
        printed.pages,
        tuple(
            (each.sequence, each.first_page, each.pages + each.blank) for each in printed.letters
        ),
    )
