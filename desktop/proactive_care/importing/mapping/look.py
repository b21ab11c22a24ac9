"""Looking at an unknown file: what stands in each column, and what the values prove."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proactive_care.domain.date_text import DateText, Order
from proactive_care.domain.errors import FileProblem
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.domain.units import NotAnAmount, clean_unit, read_amount, read_pair
from proactive_care.importing.columns import Column, Layout
from proactive_care.importing.mapping.layout import find_table
from proactive_care.importing.mapping.model import (
    FileMapping,
    column_key,
    column_shown,
    shape_of,
)
from proactive_care.importing.source_file import SourceFile, inspect_file
from proactive_care.importing.text_rows import Dialect, RowReader, first_lines, guess_dialect

FULLY = 20_000  # rows that are looked at in every column; further ones only to prove dates
_LOOK_AT = 60  # rows in which the header is searched
_SAMPLES = 4
_MOST_TEXTS = 400
_CODE = re.compile(r"\d{6,18}(?:\.0)?|(?=[A-Za-z0-9.]*\d)[A-Za-z0-9.]{5}(?:[-.]?\d{1,2})?")
_SEXES = frozenset({"m", "f", "male", "female", "i", "u", "unknown", "indeterminate"})


@dataclass
class ColumnSeen:
    """What the cells of one column are like: how many look like what.

    ``texts`` are the different texts with their number, as long as they are not too many.
    """

    column: Column
    filled: int = 0
    samples: list[str] = field(default_factory=list)
    nhs_numbers: int = 0
    dates: int = 0
    both_ways: int = 0  # numeric dates: which number is the day is a question
    day_first: int = 0
    month_first: int = 0
    numbers: int = 0
    pairs: int = 0
    sexes: int = 0
    codes: int = 0
    spaced: int = 0  # two words or more
    units: Counter[str] = field(default_factory=Counter)
    amounts: list[float] = field(default_factory=list)  # of the first numbers without a unit
    texts: Counter[str] = field(default_factory=Counter)
    too_many_texts: bool = False

    @property
    def key(self) -> str:
        return column_key(self.column)

    @property
    def shown(self) -> str:
        return column_shown(self.column)

    def share(self, count: int) -> float:
        """Return a count as a share of the filled cells."""
        return count / self.filled if self.filled else 0.0


@dataclass(frozen=True)
class LookedAt:
    """An unknown file after a look: nothing of it is kept anywhere."""

    source: SourceFile
    dialect: Dialect
    layout: Layout
    columns: tuple[ColumnSeen, ...]
    rows: int  # that were looked at
    whole: bool  # whether these are all

    @property
    def shape(self) -> str:
        """The identity of files with these columns."""
        return shape_of(column.key for column in self.columns)

    def seen(self, key: str) -> ColumnSeen | None:
        """Return a column by its key."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True)
class DateProof:
    """What the date columns of a mapping prove. ``open``: read both ways, and nothing proves it."""

    order: Order
    day_first: int
    month_first: int
    both_ways: int

    @property
    def open(self) -> bool:
        return bool(self.both_ways) and not self.day_first and not self.month_first


def look_at_file(
    path: Path, latest_year: int, on_rows: Callable[[int, int], None] = lambda done, total: None
) -> LookedAt:
    """Look at a file: find its table and what each column is like. Nothing is kept.

    ``latest_year`` settles two-digit years. Raises FileProblem for what is no text table, and for
    a table without a row of column names.
    """
    return look_at(inspect_file(path), latest_year, on_rows)


def look_at(
    source: SourceFile,
    latest_year: int,
    on_rows: Callable[[int, int], None] = lambda done, total: None,
) -> LookedAt:
    """Look at a file that was inspected before. Raises FileProblem without column names."""
    dialect, layout = table_of(source)
    if layout is None:
        raise FileProblem(
            f"{source.path.name} has no row of column names.",
            kept="The practice is unchanged.",
            advice="Export it again with headings, or type a name above each column in the file.",
        )
    columns = [ColumnSeen(column) for column in layout.columns]
    readers = [_Cells(column, latest_year) for column in columns]
    rows = RowReader(source, dialect, layout.first_data_line)
    rows.width = len(columns)
    done, whole = 0, True
    for block in rows.blocks():
        if done < FULLY:
            for reader in readers:
                reader.take(block.rows)
        else:
            whole = False
            unproved = [reader for reader in readers if reader.unproved]
            if not unproved:
                break
            for reader in unproved:
                reader.take_dates(block.rows)
        done += len(block.rows)
        on_rows(done, source.lines)
    return LookedAt(source, dialect, layout, tuple(columns), min(done, FULLY + 500), whole)


def table_of(source: SourceFile) -> tuple[Dialect, Layout | None]:
    """Return how cells are separated, and where the table is if it has a row of names."""
    dialect = guess_dialect(first_lines(source, _LOOK_AT))
    block = next(RowReader(source, dialect).blocks(), None)
    if block is None:
        return dialect, None
    return dialect, find_table(block.lines[:_LOOK_AT], block.rows[:_LOOK_AT])


def date_proof(looked: LookedAt, mapping: FileMapping) -> DateProof:
    """Return what the date columns of a mapping say about the order of day and month."""
    seen = [s for key in mapping.date_columns() if (s := looked.seen(key)) is not None]
    day_first, month_first = sum(s.day_first for s in seen), sum(s.month_first for s in seen)
    only_month = month_first > 0 and not day_first
    both_ways = sum(s.both_ways for s in seen)
    order = Order.MONTH_FIRST if only_month else Order.DAY_FIRST
    if both_ways and not day_first and not month_first and mapping.date_order is not None:
        order = mapping.date_order
    return DateProof(order, day_first, month_first, both_ways)


class _Cells:
    """Reads the cells of one column. Each different text is worked out once."""

    def __init__(self, seen: ColumnSeen, latest_year: int) -> None:
        self._seen = seen
        self._index = seen.column.index
        self._day_first = DateText(latest_year)
        self._month_first = DateText(latest_year, Order.MONTH_FIRST)

    @property
    def unproved(self) -> bool:
        seen = self._seen
        return bool(seen.both_ways) and not seen.day_first and not seen.month_first

    def take(self, rows: Sequence[Sequence[str]]) -> None:
        index = self._index
        texts = Counter(
            text for row in rows if index < len(row) and (text := row[index].strip("\x00 \t\r\n"))
        )
        for text, count in texts.items():
            self._text(text, count)

    def take_dates(self, rows: Sequence[Sequence[str]]) -> None:
        index = self._index
        for text in {row[index] for row in rows if index < len(row)}:
            self._date(text, 1)

    def _text(self, text: str, count: int) -> None:
        seen = self._seen
        seen.filled += count
        if len(seen.texts) < _MOST_TEXTS or text in seen.texts:
            seen.texts[text] += count
        else:
            seen.too_many_texts = True
        if len(seen.samples) < _SAMPLES and text not in seen.samples:
            seen.samples.append(text)
        seen.nhs_numbers += count * bool(clean_nhs_number(text))
        seen.sexes += count * (text.casefold() in _SEXES)
        seen.codes += count * bool(_CODE.fullmatch(text))
        seen.spaced += count * (" " in text)
        seen.pairs += count * bool(read_pair(text))
        if not self._date(text, count):
            self._amount(text, count)

    def _date(self, text: str, count: int) -> bool:
        if not any(c.isdigit() for c in text):
            return False
        seen, first = self._seen, self._day_first
        before = first.day_first_proofs, first.month_first_proofs
        numeric = first.forms.get("dd/mm/yyyy", 0)
        as_day_first = first.read(text)
        is_date = as_day_first is not None or self._month_first.read(text) is not None
        seen.day_first += count * (first.day_first_proofs - before[0])
        seen.month_first += count * (first.month_first_proofs - before[1])
        seen.dates += count * is_date
        seen.both_ways += count * (first.forms.get("dd/mm/yyyy", 0) > numeric)
        return is_date

    def _amount(self, text: str, count: int) -> None:
        try:
            amount = read_amount(text)
        except NotAnAmount:
            return
        seen = self._seen
        seen.numbers += count
        if amount.unit:
            seen.units[clean_unit(amount.unit)] += count
        elif len(seen.amounts) < _MOST_TEXTS:
            seen.amounts.append(amount.value)
