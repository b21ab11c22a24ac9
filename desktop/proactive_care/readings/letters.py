"""Letters to print: results and loans, each printed exactly once, or ended with a reason."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from proactive_care.accounts import Act, Permission, Session, practice_details
from proactive_care.documents import (
    BatchPlace,
    BatchPrint,
    ReadingLetter,
    Sides,
    cannot_post_reason,
    measure_reading_letter,
    reading_letter_pdf,
    write_reading_letters_pdf,
)
from proactive_care.domain.errors import FileProblem, InvalidInput, KnownError, NotFound
from proactive_care.domain.identifiers import new_form_code
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.readings.alerts import shown_kind, shown_pressure
from proactive_care.readings.letter_codec import pack_letter, unpack_letter
from proactive_care.readings.letter_content import Sender, addressee, letter_content
from proactive_care.readings.letter_languages import LetterRoutes, letter_routes
from proactive_care.readings.letter_queue import (
    NOT_NEEDED,
    TOLD,
    close_letter_task,
    drop_letter,
)
from proactive_care.readings.monitors import note_reminded
from proactive_care.readings.reach import why_not_posted_to
from proactive_care.store import alerts as alert_store
from proactive_care.store import form_codes
from proactive_care.store import patients as patient_store
from proactive_care.store import reading_letters as store
from proactive_care.store import readings as reading_store
from proactive_care.store.durable import replace_file, sync_folder
from proactive_care.store.patients import PatientRow
from proactive_care.store.reading_letters import LetterEndRow, LetterRunRow, ReadingLetterRow

LETTER_ENDS = (TOLD, NOT_NEEDED)
_ONE = BatchPlace("not printed", 1, 1)
_NO_CODE = "22222222"  # a letter that is only looked at has no code of its own yet
_KEPT = "Nothing was printed."
_PRINTED_ON = "reading letter"


@dataclass(frozen=True)
class WaitingLetter:
    """A letter that waits. ``about`` says what it tells, ``held`` why it cannot be printed now.

    ``format_label`` is its format and, if it is not English, its language. ``english_would_do``:
    only the language stands in the way, and somebody may choose English.
    """

    id: str
    kind: str
    patient_id: int
    name: str
    village: str
    about: str
    format_label: str
    waits_since: datetime
    queued_by: str
    held: str
    english_would_do: bool = False


@dataclass(frozen=True)
class PrintedLetters:
    """A printing: its number, what it holds, and where it is. ``refused`` are (name, reason) of
    those that still wait, because a name or an address cannot be printed."""

    number: str
    letters: int
    pages: int
    sheets: int
    file: Path
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LetterRun:
    """A printing that was done, for printing it again."""

    number: str
    letters: int
    printed_at: datetime
    printed_by: str


def letters_to_print(session: Session) -> tuple[WaitingLetter, ...]:
    """Return the letters that wait, oldest first. Needs TAKE_READINGS, as everything here."""
    session.require(Permission.TAKE_READINGS)
    db, today = session.practice.db, session.today()
    rows = store.waiting_letters(db)
    people = patient_store.patients_by_id(db, sorted({row.patient for row in rows}))
    acute = {row.patient for row in alert_store.open_alerts(db)}
    routes = letter_routes(db)
    stopped = why_not_posted_to(db, people.values(), today)
    return tuple(_waiting(db, row, people[row.patient], routes, acute, stopped) for row in rows)


def preview_letter(session: Session, letter_id: str) -> bytes:
    """Return a waiting letter as a PDF in memory, as it would be printed now; audited as a view.

    Raises NotFound, and everything that printing would raise.
    """
    row = store.waiting_letter(session.practice.db, letter_id)
    if row is None:
        raise _gone()
    with session.act(
        Permission.TAKE_READINGS, "letters.view", patient=row.patient, letter=letter_id
    ) as act:
        content = _content(act.db, row, _sender(session, Sides.ONE), _ONE, _NO_CODE)
    return reading_letter_pdf(content, made_at=session.now())


def print_letters(
    session: Session,
    letter_ids: Sequence[str],
    target: Path,
    *,
    sides: Sides = Sides.ONE,
    progress: Progress = no_progress,
) -> PrintedLetters:
    """Print waiting letters into one PDF and write that they were printed, exactly once.

    The pages are made first, beside their final place; then the printing, its form codes and the
    audit row are written in one transaction; then the file gets its name. Whatever fails before
    the transaction leaves nothing behind; what was printed can be had again with
    ``reprint_letters``. Raises KnownError if one cannot be printed or was printed meanwhile.
    """
    session.require(Permission.TAKE_READINGS)
    number = store.next_run_number(session.practice.db, session.today().year)
    rows, letters, refused = _set_out(session, _printable(session, letter_ids), number, sides)
    part = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        printed = write_reading_letters_pdf(part, letters, made_at=session.now(), progress=progress)
        with session.act(
            Permission.TAKE_READINGS, "letters.print", run=number, letters=len(rows)
        ) as act:
            _record(session, act, number, rows, letters)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _name(part, target)
    return _printed(number, printed, target, refused)


def reprint_letters(session: Session, number: str, target: Path) -> PrintedLetters:
    """Print a printing again, word for word as it was. Raises NotFound, FileProblem."""
    ends = store.letters_of_run(session.practice.db, number)
    if not ends:
        raise NotFound("There is no such printing.", kept=_KEPT)
    letters = [unpack_letter(end.content or "") for end in ends]
    with session.act(Permission.TAKE_READINGS, "letters.reprint", run=number, letters=len(letters)):
        made_at = datetime.fromisoformat(ends[0].entered_at)
        printed = write_reading_letters_pdf(target, letters, made_at=made_at)
    return _printed(number, printed, target)


def letter_runs(session: Session) -> tuple[LetterRun, ...]:
    """Return the printings, newest first."""
    session.require(Permission.TAKE_READINGS)
    db = session.practice.db
    letters = store.letters_by_run(db)
    return tuple(
        LetterRun(
            run.number,
            letters[run.id],
            datetime.fromisoformat(run.entered_at),
            run.by,
        )
        for run in store.runs(db)
    )


def end_letter(session: Session, letter_id: str, what: str, note: str) -> None:
    """End the wait of a letter without printing it: one of LETTER_ENDS, and how or why.

    Raises InvalidInput without a note or for another word, NotFound if it does not wait.
    """
    if what not in LETTER_ENDS or len(note.strip()) < 3:
        raise InvalidInput(
            "Say how the patient was told, or why no letter is needed.",
            field="note",
            kept="The letter still waits.",
        )
    row = store.waiting_letter(session.practice.db, letter_id)
    if row is None:
        raise _gone()
    with session.act(
        Permission.TAKE_READINGS, "letters.end", patient=row.patient, letter=letter_id, what=what
    ) as act:
        if store.waiting_letter(act.db, letter_id) is None:
            raise _gone()
        drop_letter(session, act, row, what, note)


def letter_of_session(session: Session, session_id: str) -> str:
    """Return what became of a session's result letter in words; empty if it never had one."""
    session.require(Permission.TAKE_READINGS)
    db = session.practice.db
    if store.waiting_letter_of(db, session_id) is not None:
        return "result letter waits to be printed"
    for end, number in store.ends_of_session(db, session_id):
        if end.what == store.PRINTED:
            return f"result letter printed in {number}"
        return f"no result letter: {end.what}, {end.note}"
    return ""


def letter_was_printed(session: Session, session_id: str) -> bool:
    """Return whether a letter told the patient about these readings."""
    session.require(Permission.TAKE_READINGS)
    ends = store.ends_of_session(session.practice.db, session_id)
    return any(end.what == store.PRINTED for end, _ in ends)


def _printable(session: Session, letter_ids: Sequence[str]) -> list[ReadingLetterRow]:
    if not letter_ids:
        raise InvalidInput("Choose at least one letter.", field="letters", kept=_KEPT)
    waiting = {letter.id: letter for letter in letters_to_print(session)}
    if any(letter_id not in waiting for letter_id in letter_ids):
        raise _gone()
    held = [waiting[letter_id] for letter_id in letter_ids if waiting[letter_id].held]
    if held:
        raise KnownError(
            f"{len(held)} of these letters cannot be printed: {held[0].held}.",
            kept=_KEPT,
            advice="Print the others, and reach these patients by another route.",
        )
    rows = {row.id: row for row in store.waiting_letters(session.practice.db)}
    return [rows[letter_id] for letter_id in letter_ids]


def _set_out(
    session: Session, rows: Sequence[ReadingLetterRow], number: str, sides: Sides
) -> tuple[list[ReadingLetterRow], list[ReadingLetter], list[tuple[str, str]]]:
    """Lay every letter out once before printing; one that cannot be printed keeps waiting."""
    db, sender = session.practice.db, _sender(session, sides)
    kept: list[tuple[ReadingLetterRow, ReadingLetter]] = []
    refused: list[tuple[str, str]] = []
    problem: KnownError | None = None
    for row in rows:
        try:
            letter = _content(db, row, sender, _ONE, _fresh_code(db))
            measure_reading_letter(letter)
        except KnownError as error:
            problem = error
            person = patient_store.patients_by_id(db, [row.patient])[row.patient]
            refused.append((f"{person.given_name} {person.family_name}".strip(), error.happened))
            continue
        kept.append((row, letter))
    if problem is not None and not kept:
        raise problem
    places = [BatchPlace(number, place, len(kept)) for place in range(1, len(kept) + 1)]
    letters = [replace(letter, place=at) for (_, letter), at in zip(kept, places, strict=True)]
    return [row for row, _ in kept], letters, refused


def _record(
    session: Session,
    act: Act,
    number: str,
    rows: Sequence[ReadingLetterRow],
    letters: Sequence[ReadingLetter],
) -> None:
    taken = store.next_run_number(act.db, session.today().year) != number
    if taken or any(store.waiting_letter(act.db, row.id) is None for row in rows):
        raise KnownError(
            "Somebody else printed letters at the same time.",
            kept="Nothing was printed here.",
            advice="Load the list again, then print.",
        )
    run = LetterRunRow(**session.born(act.at), number=number)
    ends = []
    for row, letter in zip(rows, letters, strict=True):
        form_codes.add(act.db, letter.form_code, _PRINTED_ON, row.patient, act.at)
        ends.append(
            LetterEndRow(
                **session.born(act.at),
                letter=row.id,
                what=store.PRINTED,
                run=run.id,
                sequence=letter.place.sequence,
                content=pack_letter(letter),
                note="",
            )
        )
        close_letter_task(session, act, row, "Letter printed", number)
        if row.kind == store.REMINDER and row.monitor_step is not None:
            note_reminded(session, act, row.monitor_step)
    store.insert_run(act.db, run, ends)


def _name(part: Path, target: Path) -> None:
    try:
        replace_file(part, target)
    except OSError as error:
        raise FileProblem(
            f"{target.name} could not be written ({error.strerror}).",
            kept=f"The letters are recorded, and their pages are kept in {part.name}.",
            advice="Close the old file in other programs, then print this printing again.",
        ) from error
    sync_folder(target.parent)


def _printed(
    number: str, printed: BatchPrint, target: Path, refused: Sequence[tuple[str, str]] = ()
) -> PrintedLetters:
    count = len(printed.letters)
    return PrintedLetters(number, count, printed.pages, printed.sheets, target, tuple(refused))


def _sender(session: Session, sides: Sides) -> Sender:
    today = session.today()
    extract = patient_store.extract_date(session.practice.db)
    return Sender(practice_details(session), today, extract or today, sides)


def _content(
    db: Database, row: ReadingLetterRow, sender: Sender, place: BatchPlace, code: str
) -> ReadingLetter:
    patient = patient_store.patient_by_id(db, row.patient)
    assert patient is not None  # a foreign key says so
    return letter_content(db, row, patient, sender, place=place, form_code=code)


def _fresh_code(db: Database) -> str:
    code = new_form_code()
    while form_codes.taken(db, code):
        code = new_form_code()
    return code


def _waiting(
    db: Database,
    row: ReadingLetterRow,
    person: PatientRow,
    routes: LetterRoutes,
    acute: set[int],
    stopped: Mapping[int, str],
) -> WaitingLetter:
    return WaitingLetter(
        id=row.id,
        kind=row.kind,
        patient_id=row.patient,
        name=f"{person.given_name} {person.family_name}".strip(),
        village=person.village,
        about=_about(db, row),
        format_label=routes.paper(row, person),
        waits_since=datetime.fromisoformat(row.entered_at),
        queued_by=row.by,
        held=stopped.get(row.patient) or _held(row, person, routes, acute),
        english_would_do=routes.english_would_do(row, person),
    )


def _about(db: Database, row: ReadingLetterRow) -> str:
    filed = None if row.session is None else reading_store.session_by_id(db, row.session)
    if filed is None:
        return ""
    return f"{shown_kind(filed)}, {shown_pressure(filed)}"


def _held(row: ReadingLetterRow, person: PatientRow, routes: LetterRoutes, acute: set[int]) -> str:
    """Why a letter must not be printed now; empty if it may be."""
    if row.session is not None and row.patient in acute:
        return "a red reading of this patient waits for a clinician"
    return routes.reason(row, person) or cannot_post_reason(addressee(person)) or ""


def _gone() -> NotFound:
    return NotFound(
        "This letter does not wait any more.", kept=_KEPT, advice="Load the list again."
    )
