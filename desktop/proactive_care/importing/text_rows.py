"""Text to rows: CSV records with the physical line on which each begins, and no row ever lost.

A quotation mark that is never closed would make a CSV parser swallow all rows up to the next one.
Here such a line is reported as damaged, and reading goes on with the next line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from proactive_care.importing.source_file import SourceFile

_BLOCK = 500  # lines
_MOST_LINES = 200  # of one record
_LONGEST_LINE = 1 << 24  # characters without a line end
_SENTINEL = "x\n"
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Damaged:
    """A physical line that is not a record."""

    line: int
    shown: str
    reason: str


@dataclass(slots=True)
class Block:
    """Some records, with the 1-based physical line on which each begins."""

    lines: list[int]
    rows: list[list[str]]
    damaged: list[Damaged]


@dataclass(frozen=True)
class Dialect:
    """How cells are separated. The quotation mark is always ``"``."""

    delimiter: str = ","


def guess_dialect(lines: list[str]) -> Dialect:
    """Return the delimiter that splits the first lines into the most, and the most even, cells."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        widest = max(counts, default=1)
        score = (widest - 1) * sum(count >= widest * 0.8 for count in counts)
        if score > best_score:
            best, best_score = delimiter, score
    return Dialect(best)


def first_lines(source: SourceFile, count: int) -> list[str]:
    """Return the first physical lines of a file, with their line ends."""
    lines: list[str] = []
    for part in _physical_lines(source):
        lines.extend(part)
        if len(lines) >= count:
            break
    return lines[:count]


class RowReader:
    """Reads the records of a file. ``width`` (columns of the header) is set once it is known."""

    def __init__(self, source: SourceFile, dialect: Dialect, first_line: int = 1) -> None:
        self.width = 0
        self._source = source
        self._dialect = dialect
        self._first_line = first_line
        self.unfinished_line = 0  # the last line, if the file ends without a line end

    def blocks(self) -> Iterator[Block]:
        """Yield blocks of records, from ``first_line`` on."""
        line, waiting, at = 1, list[str](), 0  # ``at``: the first line of ``waiting`` not yet used
        skip = self._first_line - 1
        for part in _physical_lines(self._source):
            if skip:
                dropped = min(skip, len(part))
                skip, line, part = skip - dropped, line + dropped, part[dropped:]
            waiting, at = waiting[at:] + part, 0
            while len(waiting) - at >= _BLOCK + _MOST_LINES:
                block, used = self._block(waiting, at, line)
                at, line = at + used, line + used
                yield block
        if len(waiting) > at and not waiting[-1].endswith(("\n", "\r")):
            self.unfinished_line = line + len(waiting) - at - 1
        while len(waiting) > at:
            block, used = self._block(waiting, at, line)
            at, line = at + used, line + used
            yield block

    def _block(self, waiting: list[str], at: int, first: int) -> tuple[Block, int]:
        part = waiting[at : at + _BLOCK]
        try:
            rows = list(self._csv([*part, _SENTINEL]))
        except csv.Error:
            rows = []
        if len(rows) == len(part) + 1:
            rows.pop()
            return Block(list(range(first, first + len(part))), rows, []), len(part)
        ahead = waiting[at : at + _BLOCK + _MOST_LINES]
        return self._careful_block(ahead, len(part), first)

    def _careful_block(self, lines: list[str], wanted: int, first: int) -> tuple[Block, int]:
        """Take one record at a time; used only where a quoted cell has a line break."""
        block = Block([], [], [])
        index = 0
        while index < wanted:
            row, used = self._record(lines, index)
            if isinstance(row, str):
                shown = lines[index].strip()[:80]
                block.damaged.append(Damaged(first + index, shown, row))
            else:
                block.lines.append(first + index)
                block.rows.append(row)
            index += used
        return block, index

    def _record(self, lines: list[str], index: int) -> tuple[list[str] | str, int]:
        """Return the record that begins at a line, or why there is none, and its lines."""
        row = self._closed(lines[index : index + 1])
        if row is not None:
            return row, 1
        for end in range(index + 2, min(index + _MOST_LINES, len(lines)) + 1):
            if '"' not in lines[end - 1]:
                continue
            row = self._closed(lines[index:end])
            if row is not None:
                if isinstance(row, list) and not self._swallows(lines[index:end], row):
                    return row, end - index
                break
        return "A quotation mark is not closed", 1

    def _closed(self, lines: list[str]) -> list[str] | str | None:
        """Return the one record of these lines; None while a quotation mark is still open."""
        try:
            rows = list(self._csv(["".join(lines), _SENTINEL]))
        except csv.Error:
            return "A cell is longer than 131,072 characters"
        return rows[0] if len(rows) == 2 else None

    def _swallows(self, lines: list[str], row: list[str]) -> bool:
        """Return whether this "record" is really several rows around stray quotation marks."""
        if self.width and not self.width <= len([*row]) <= self.width + 1:
            return True
        if len(row) < 3:
            return False
        inner = [len(next(self._csv([line]), [])) for line in lines[1:-1]]
        if any(count == len(row) for count in inner):
            return True
        before = lines[0].rpartition('"')[0].count(self._dialect.delimiter)
        after = lines[-1].partition('"')[0].count(self._dialect.delimiter)
        return before > 0 and before == after

    def _csv(self, lines: list[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._dialect.delimiter)


def _physical_lines(source: SourceFile) -> Iterator[list[str]]:
    """Yield lists of physical lines; a line ends with CR LF, LF or CR."""
    tail = ""
    for text in source.text():
        text = tail + text
        cut = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
        tail = text[cut:]
        if cut:
            yield io.StringIO(text[:cut], newline="").readlines()
        while len(tail) > _LONGEST_LINE:
            yield [tail[:_LONGEST_LINE] + "\n"]
            tail = tail[_LONGEST_LINE:]
    if tail:
        yield io.StringIO(tail, newline="").readlines()
