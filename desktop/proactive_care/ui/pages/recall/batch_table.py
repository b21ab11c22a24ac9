"""The columns of the batches so far."""

from __future__ import annotations

from datetime import datetime

from proactive_care.domain.dates import show_date
from proactive_care.recall import BatchRow, letter_streams
from proactive_care.ui.tables import Cell, Column, Kind, dash


def batch_columns(*, narrow: bool = False) -> list[Column[BatchRow]]:
    """Return the columns; ``narrow`` ones leave out the day that the batch was made for, and the
    time of printing: both are in the tip."""
    columns = [
        Column("number", "Batch", lambda b: Cell(b.number, Kind.STRONG), lambda b: b.number, 88),
        Column("as_of", "As of", lambda b: Cell(show_date(b.as_of)), lambda b: b.as_of, 100),
        Column("for", "For", _for, lambda b: b.stream, 104),
        Column(
            "letters", "Letters", lambda b: Cell(f"{b.letters:,}"), lambda b: b.letters, 70, True
        ),
        Column("others", "Calls, texts", _others, lambda b: b.calls + b.texts, 96, True),
        Column(
            "made", "Printed", _day if narrow else _made, lambda b: b.made_at, 100, stretch=True
        ),
    ]
    return [each for each in columns if not narrow or each.key != "as_of"]


def _for(batch: BatchRow) -> Cell:
    if not batch.stream:
        return Cell("Usual", Kind.SECONDARY, tip="The usual letters")
    titles = {each.key: (each.label, each.title) for each in letter_streams()}
    label, title = titles.get(batch.stream, ("Kept apart", "Letters of a kind that is no more"))
    return Cell(label, tip=title)


def _others(batch: BatchRow) -> Cell:
    if not batch.calls and not batch.texts:
        return dash("Nobody was phoned or texted")
    return Cell(f"{batch.calls:,} · {batch.texts:,}")


def _made(batch: BatchRow) -> Cell:
    at = _at(batch)
    return Cell(f"{show_date(at.date())} {at:%H:%M}", tip=_tip(batch))


def _day(batch: BatchRow) -> Cell:
    return Cell(show_date(_at(batch).date()), tip=_tip(batch))


def _tip(batch: BatchRow) -> str:
    return f"As of {show_date(batch.as_of)}, printed at {_at(batch):%H:%M} by {batch.made_by}"


def _at(batch: BatchRow) -> datetime:
    return datetime.fromisoformat(batch.made_at).astimezone()
