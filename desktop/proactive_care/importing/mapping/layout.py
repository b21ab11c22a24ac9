"""Where the table of an unknown file is: the row with the column names, and a band row above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from proactive_care.domain.date_text import DateText
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.importing.columns import (
    Layout,
    make_columns,
    plain_name,
    read_preamble,
    shown_name,
)

_NUMBER = re.compile(r"[<>]?\s*-?\d[\d.,/\s]*")
_NUMBERS = 0.25  # at most this share of a header's names may be numbers, such as years
_MOST_OF = 0.6  # a header names at least this share of the widest row's columns


def find_table(lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Layout | None:
    """Return the layout of a table that is not known, or None if no row can be its header.

    A header is a row of names: no dates, no NHS numbers, hardly a number, and nearly as wide as the
    widest row. A file whose first wide row is data has no header; what begins with words, such as
    ``Run on, 12/09/2026``, stands above the table.
    """
    widest = max((_filled(row) for row in rows), default=0)
    if widest < 2:
        return None
    for place, row in enumerate(rows):
        if _filled(row) < max(2, widest * _MOST_OF):
            continue
        if _can_be_header(row):
            return _layout(lines, rows, place)
        if _begins_with_data(row):
            return None
    return None


def _can_be_header(row: Sequence[str]) -> bool:
    numbers = sum(bool(_NUMBER.fullmatch(shown_name(cell))) for cell in row)
    return numbers <= _filled(row) * _NUMBERS and not any(_is_proof(cell) for cell in row)


def _begins_with_data(row: Sequence[str]) -> bool:
    """Whether a row is a row of the table: it begins with a number, or names somebody."""
    first = next(cell for cell in row if shown_name(cell))
    return _is_data(first) or any(clean_nhs_number(shown_name(cell)) for cell in row)


def _layout(lines: Sequence[int], rows: Sequence[Sequence[str]], place: int) -> Layout:
    band = _band_place(rows, place)
    above = place if band is None else band
    following = lines[place + 1] if place + 1 < len(lines) else lines[place] + 1
    return Layout(
        make_columns(rows[place], () if band is None else rows[band]),
        lines[place],
        following,
        0 if band is None else lines[band],
        read_preamble(lines[:above], rows[:above]),
    )


def _band_place(rows: Sequence[Sequence[str]], place: int) -> int | None:
    """Return the band row above a header whose names repeat (Date, Value, Date, Value)."""
    names = Counter(plain_name(cell) for cell in rows[place] if shown_name(cell))
    if max(names.values(), default=0) < 2 or place == 0:
        return None
    above = rows[place - 1]
    titles = [index for index, cell in enumerate(above) if shown_name(cell)]
    if not titles or len(titles) >= _filled(rows[place]) or titles[-1] == 0:
        return None
    return None if any(_is_data(cell) for cell in above) else place - 1


def _filled(row: Sequence[str]) -> int:
    return sum(bool(shown_name(cell)) for cell in row)


def _is_data(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(shown_name(cell))) or _is_proof(cell)


def _is_proof(cell: str) -> bool:
    """Whether a cell can only be data: a valid NHS number, a day."""
    text = shown_name(cell)
    if clean_nhs_number(text):
        return True
    return any(c.isdigit() for c in text) and DateText(2000).read(text) is not None
