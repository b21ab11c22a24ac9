"""Checking files: everything that an import does, short of touching the practice."""

from __future__ import annotations

import contextlib
import gc
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from proactive_care.accounts import Permission, Session
from proactive_care.domain.date_text import DateText, Order
from proactive_care.domain.errors import FileProblem
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.importing.demographics import DetailsReader
from proactive_care.importing.joined_rows import JoinedRows, LookupRows, SkippedRows
from proactive_care.importing.list_members import ListMembers, list_code
from proactive_care.importing.list_rows import PatientRows
from proactive_care.importing.mapping.known import recognise_saved
from proactive_care.importing.mapping.saved import mappings_by_shape
from proactive_care.importing.meanings import CodeBook, EventMeanings, IssueMeanings
from proactive_care.importing.people import People
from proactive_care.importing.preview import Preview
from proactive_care.importing.recognise import Recognised, recognise
from proactive_care.importing.reporting import Checked, FileRead, reports
from proactive_care.importing.results import FileReport, ListChoice, Rejection
from proactive_care.importing.rows import EntryRows, Reading, RowTaker
from proactive_care.importing.source_file import inspect_file
from proactive_care.importing.staging import InMemory, Staging
from proactive_care.importing.tally import Tally
from proactive_care.importing.targets import with_lists
from proactive_care.importing.text_rows import Block, RowReader
from proactive_care.store import imports
from proactive_care.store.codelists import practice_code_lists
from proactive_care.store.merges import merged_pairs
from proactive_care.store.scratch import Scratch, interruptible

_TELL_EVERY = 20_000
_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})


class CheckedImport:
    """Files that were read, checked and staged; nothing of them is in the practice yet.

    Use it as a context manager: leaving it deletes the staged rows. ``commit_import`` stores them.
    """

    def __init__(self, scratch: Scratch, checked: Checked) -> None:
        self.scratch = scratch
        self.checked = checked

    @property
    def files(self) -> tuple[FileReport, ...]:
        """What was found in each file, in the order in which they will be stored."""
        return self.checked.reports

    def rejections(self, index: int) -> Iterator[Rejection]:
        """Return everything that was rejected in one file, also what the report leaves out."""
        source = self.checked.records[index].source
        for line, column, value, reason in self.scratch.rejections(source):
            yield Rejection(line, column, value, reason)

    def close(self) -> None:
        """Delete the staged rows."""
        self.scratch.close()

    def __enter__(self) -> CheckedImport:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: types.TracebackType | None,
    ) -> None:
        self.close()


def check_files(
    session: Session,
    paths: Sequence[Path],
    *,
    mode: str = "replace",
    run_date: date | None = None,
    lists: Mapping[Path, ListChoice] = MappingProxyType({}),
    progress: Progress = no_progress,
) -> CheckedImport:
    """Recognise and check files (or folders of files) and say what importing them would do.

    ``mode`` is ``replace`` (these rows take the place of the same report's) or ``add``.
    ``run_date`` is used for files that do not say when they were made; without it, the file's
    date. ``lists``: what lists of patients without values become, by file; for others what was
    chosen before, or what they look like. Raises InvalidInput for such a choice that cannot be
    used, and FileProblem for a file that cannot be taken; nothing is changed in any case.
    """
    session.require(Permission.IMPORT)
    if mode not in ("replace", "add"):
        raise ValueError(f"unknown mode {mode!r}")
    files = with_lists(session.practice.db, _recognised(session, _files(paths), progress), lists)
    _refuse_known(session, files)
    files.sort(key=lambda file: file.order)
    orders = [file.said_order or Order.DAY_FIRST for file in files]
    while True:
        scratch = Scratch(session.practice.folder)
        try:
            run = _Run(session, scratch, files, orders, run_date, progress)
            read = run.read_all()
            proved = [file.order_proved(order) for file, order in zip(read, orders, strict=True)]
            if proved == orders:
                return CheckedImport(scratch, run.finish(scratch, read, mode))
        except BaseException:
            scratch.close()
            raise
        scratch.close()
        orders = proved


def read_first_rows(
    session: Session, file: Recognised, order: Order, rows: int
) -> tuple[FileRead, InMemory, CodeBook]:
    """Read the first rows of a file exactly as a check would, into memory only.

    The codes of what was read are in the book that is returned as well.
    """
    session.require(Permission.IMPORT)
    staged = InMemory()
    run = _Run(session, staged, [file], [order], None, no_progress, most_rows=rows)
    (read,) = run.read_all()
    return read, staged, run.book


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Rows make no reference cycles; looking for some costs a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in _SUFFIXES)
        if not inside:
            raise FileProblem(
                f"The folder {path.name} has no CSV files in it.",
                kept="The practice is unchanged.",
                advice="Choose the folder into which the clinical system exported.",
            )
        found += inside
    if not found:
        raise FileProblem("No file was chosen.", kept="The practice is unchanged.")
    return found


def _recognised(session: Session, paths: Sequence[Path], progress: Progress) -> list[Recognised]:
    found: list[Recognised] = []
    hashes: dict[str, str] = {}
    own = mappings_by_shape(session.practice.db)
    for path in paths:

        def told(done: int, name: str = path.name) -> None:
            progress(0, None, f"Looking at {name}")

        source = inspect_file(path, told)
        if source.sha256 in hashes:
            raise FileProblem(
                f"{path.name} and {hashes[source.sha256]} are the same file.",
                kept="The practice is unchanged.",
                advice="Choose each file once.",
            )
        hashes[source.sha256] = path.name
        found.append(recognise_saved(source, own) or recognise(source))
    return found


def _refuse_known(session: Session, files: Sequence[Recognised]) -> None:
    """The same bytes are not taken twice, unless they are read in another way this time."""
    for file in files:
        earlier = imports.import_with_bytes(session.practice.db, file.source.sha256)
        if earlier is not None and earlier.profile == file.profile.id:
            raise FileProblem(
                f"{file.source.path.name} was already imported on {_day_of(earlier.imported_at)}"
                f" by {earlier.imported_by}: it is exactly the same file.",
                kept="The practice is unchanged.",
                advice="Run the search again in the clinical system and export a new file.",
            )


def _day_of(moment: str) -> str:
    day = date.fromisoformat(moment[:10])
    return f"{day.day} {day:%b %Y}"


def _first_of(block: Block, rows: int) -> Block:
    if len(block.rows) <= rows:
        return block
    return Block(block.lines[:rows], block.rows[:rows], [])


@dataclass
class _Run:
    """One pass over all files into one scratch file."""

    session: Session
    staging: Staging
    files: list[Recognised]
    orders: list[Order]
    run_date: date | None
    progress: Progress
    most_rows: int = sys.maxsize

    def __post_init__(self) -> None:
        db = self.session.practice.db
        self.state = imports.import_state(db)
        self.book = CodeBook(practice_code_lists(db), self.state.code + 1)
        self.book.learn(imports.known_codes(db))
        self.merged = merged_pairs(db)
        self.newest = imports.newest_run_date(db)
        self.people = People(imports.known_patients(db), self.state.patient + 1, self.merged)
        self.lookups: dict[str, dict[str, tuple[str, str]]] = {
            "clinical": {},
            "drug": {},
            "ctv3": {},
        }
        self.total = sum(file.source.lines for file in self.files)
        self.done = 0

    def read_all(self) -> list[FileRead]:
        """Read and stage every file."""
        with _no_garbage_collection():
            return [self._read(place) for place in range(len(self.files))]

    def finish(self, scratch: Scratch, read: list[FileRead], mode: str) -> Checked:
        """Close the scratch file and compare it with the practice."""
        scratch.add_codes(self.book.new)
        scratch.count_merged(self.merged)
        scratch.finish(lambda: self.progress(self.total, self.total, "Sorting"))
        self.progress(self.total, self.total, "Comparing with the practice")
        batch = uuid7(self.session.now())
        with interruptible(
            self.session.practice.connection,
            lambda: self.progress(self.total, self.total, "Comparing with the practice"),
        ):
            return reports(self.session, scratch, read, self.state, mode, batch)

    def _read(self, place: int) -> FileRead:
        file = self.files[place]
        run_date, run_date_from = self._run_date(file)
        plan = file.plan
        dates = DateText(run_date.year, self.orders[place])
        rows = RowReader(file.source, file.dialect, file.layout.first_data_line)
        rows.width = plan.width
        source = self.state.source + 1 + place
        reading = Reading(
            source=source,
            plan=plan,
            layout=file.layout,
            people=self.people,
            events=EventMeanings(self.book, plan.chosen, plan.chosen_terms),
            issues=IssueMeanings(self.book),
            dates=dates,
            run_date=run_date,
            scratch=self.staging,
            tally=Tally(self.staging, source),
            details=DetailsReader(plan, dates, run_date, self.newest),
            first_new_patient=self.state.patient + 1,
            describes=file.describes_patients,
            unfinished_line=lambda: rows.unfinished_line,
        )
        preview = Preview(reading)
        self._read_rows(file, rows, reading, preview)
        return FileRead(file, reading, run_date, run_date_from, preview)

    def _read_rows(
        self, file: Recognised, rows: RowReader, reading: Reading, preview: Preview
    ) -> None:
        taker = self._taker(file, reading)
        told, name = self.done, file.source.path.name
        self.progress(self.done, self.total, name)
        left = self.most_rows
        for block in rows.blocks():
            block = _first_of(block, left)
            left -= len(block.rows)
            preview.keep(block)
            taker.take(block)
            for damaged in block.damaged:
                reading.tally.reject(damaged.line, [("(whole row)", damaged.shown, damaged.reason)])
            reading.tally.flush()
            self.done += len(block.lines) + len(block.damaged)
            if self.done - told >= _TELL_EVERY:
                told = self.done
                self.progress(min(self.done, self.total), self.total, name)
            if left <= 0:
                return

    def _taker(self, file: Recognised, reading: Reading) -> RowTaker:
        match file.profile.rows:
            case "patient" | "list":
                return PatientRows(reading)
            case "lookup":
                return LookupRows(reading, self.lookups[file.profile.lookup])
            case "skip":
                return SkippedRows(reading)
            case "members" if file.offer is not None:
                choice = file.offer.choice
                return ListMembers(reading, choice, self.book.id_of(*list_code(choice)))
            case "event" | "issue" if not file.plan.is_joined and not file.profile.lookup:
                return EntryRows(reading)
            case _:
                own_codes = "" if file.profile.lookup == "ctv3" else "EMIS"
                return JoinedRows(reading, self.lookups.get(file.profile.lookup), own_codes)

    def _run_date(self, file: Recognised) -> tuple[date, str]:
        text = file.layout.preamble.run_date_text
        read = DateText(self.session.today().year + 1).read(text) if text else None
        if read is not None:
            return read, "file"
        if self.run_date is not None:
            return self.run_date, "given"
        if file.day_in_name is not None and file.day_in_name <= self.session.today():
            return file.day_in_name, "file name"
        return min(file.source.modified, self.session.today()), "modified time"
