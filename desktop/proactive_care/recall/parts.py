"""The files of a batch: under temporary names until it is recorded, and finished the next time
if the printing was cut off just then."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import FileProblem, KnownError
from proactive_care.recall.outcomes import Way
from proactive_care.recall.reprinting import not_written_to, reprint
from proactive_care.store import batches as batch_store
from proactive_care.store import recall as store
from proactive_care.store.durable import replace_file, sync_folder

LETTERS, RUN_SHEET, CALLS, TEXTS = "letters", "run_sheet", "calls", "texts"
_WAYS = {LETTERS: Way.LETTER, CALLS: Way.PHONE, TEXTS: Way.TEXT}
_NAMES = {CALLS: "call list", TEXTS: "list of texts"}
_PART = re.compile(r"\..+\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.part\.(?:pdf|csv)")
_LEFT_BEHIND = timedelta(days=1)


def part_of(target: Path, batch: str) -> Path:
    """Return the temporary name of a file of a batch, beside its own."""
    return target.with_name(f".{target.stem}.{batch}.part{target.suffix}")


class Parts:
    """Files under temporary names; they get their own only if the block succeeds."""

    def __init__(self, session: Session, batch: str, targets: Sequence[Path]) -> None:
        self._session = session
        self._parts = {target: part_of(target, batch) for target in targets}

    def __enter__(self) -> dict[Path, Path]:
        for target in self._parts:
            if not target.parent.is_dir():
                raise FileProblem(
                    f"The folder {target.parent.name} for {target.name} is not there.",
                    kept="Nothing was printed.",
                    advice="Choose another folder, and print again.",
                )
            if target.is_dir():
                raise FileProblem(
                    f"{target.name} is a folder.",
                    kept="Nothing was printed.",
                    advice="Choose the name of a file.",
                )
        for folder in {target.parent for target in self._parts}:
            _clear_left_behind(self._session, folder)
        return self._parts

    def __exit__(self, kind: object, error: object, _: object) -> None:
        if kind is None:
            for target, part in self._parts.items():
                _give_name(part, target)
            sync_folder(next(iter(self._parts)).parent)
            return
        for unfinished in self._parts.values():
            unfinished.unlink(missing_ok=True)
        for target, unfinished in self._parts.items():
            if isinstance(error, FileProblem) and unfinished.name in error.happened:
                happened = error.happened.replace(unfinished.name, target.name)
                raise FileProblem(happened, kept=error.kept, advice=error.advice) from error


def finish_interrupted(session: Session) -> None:
    """Finish the newest batch if its printing was cut off between its record and its files.

    Whoever has died, left or moved since is left out, as in a reprint. Raises KnownError if there
    was one, which says what is complete now; FileProblem if it cannot be finished.
    """
    newest = store.newest_files(session.practice.db)
    if newest is None:
        return
    files = {kind: Path(name) for kind, name in newest.files.items()}
    parts = {kind: part_of(target, newest.id) for kind, target in files.items()}
    waiting = [kind for kind, part in parts.items() if part.is_file()]
    if not waiting:
        return
    gone, done, notes = _gone(session, newest.number), [], []
    with session.act(Permission.PRINT_RECALL, "recall.finish", batch=newest.number) as act:
        for kind in waiting:
            if kind in _NAMES and gone.get(kind):
                parts[kind].unlink()
                notes.append(f"Somebody on the {_NAMES[kind]} has gone since: it is under Batches")
            elif kind != LETTERS or not gone.get(kind):
                _give_name(parts[kind], files[kind])
                done.append(files[kind].name)
        act.note(files=len(done))
    if LETTERS in waiting and gone.get(LETTERS):
        done += _letters_of_the_rest(session, newest.number, gone[LETTERS], files[LETTERS])
        parts[LETTERS].unlink()
        notes.append("Letters to people who have died, left or moved since were left out")
    raise KnownError(
        f"The printing of batch {newest.number} was cut off when it was recorded.",
        kept=". ".join([f"It is complete now: {', '.join(done)}", *notes])
        + ". Nobody was invited twice.",
        advice="Send these first, then check the next batch.",
    )


def _gone(session: Session, number: str) -> dict[str, set[int]]:
    """Return which letters, calls and texts of a batch are to people who are gone, by number."""
    rows = batch_store.recipients(session.practice.db, number)
    people = not_written_to(session.practice.db, {row.patient for row in rows}, session.today())
    return {
        kind: {row.sequence for row in rows if row.channel == way and row.patient in people}
        for kind, way in _WAYS.items()
    }


def _letters_of_the_rest(
    session: Session, number: str, gone: set[int], target: Path
) -> tuple[str, ...]:
    rows = batch_store.recipients(session.practice.db, number)
    rest = [row.sequence for row in rows if row.channel == Way.LETTER and row.sequence not in gone]
    if not rest:
        return ()
    reprint(session, number, rest, reason="The printing was cut off", file=target)
    return (target.name,)


def _give_name(part: Path, target: Path) -> None:
    if not part.exists() and target.exists():
        return  # somebody else's printing has just finished this one
    try:
        replace_file(part, target)
    except OSError as error:
        raise FileProblem(
            f"{target.name} could not be written ({error.strerror}).",
            kept=f"The batch is recorded, and its pages are kept in {part.name}.",
            advice="Close the old file in other programs and print again: the batch is finished"
            " first. Its letters are under Batches too.",
        ) from error


def _clear_left_behind(session: Session, folder: Path) -> None:
    """Take away what a printing that was never recorded has left: letters are about patients."""
    before = int((session.now() - _LEFT_BEHIND).timestamp() * 1000)
    for path in folder.glob(".*.part.*"):
        match = _PART.fullmatch(path.name)
        if match is None or int(match[1].replace("-", "")[:12], 16) >= before:
            continue
        if store.batch_exists(session.practice.db, match[1]) is None:
            with contextlib.suppress(OSError):
                path.unlink()
