"""CSV files that are written whole or not at all, and know their physical lines."""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from proactive_care.sample_data.model import Fault, FaultLine, WrittenFile
from proactive_care.store.durable import replace_file

LINE_END = "\r\n"


class CsvFile:
    """A CSV file in the making: it replaces the old one when its ``with`` block ends well.

    ``encoding`` is ``utf-8``, ``utf-8-sig`` or ``cp1252``; ``quote_all`` puts every cell in
    quotation marks. Lines end as they do on Windows, on every platform.
    """

    def __init__(self, path: Path, encoding: str = "utf-8", *, quote_all: bool = False) -> None:
        self._path = path
        self._temporary = path.with_name(f".{path.name}.part")
        self._stream = self._temporary.open("w", encoding=encoding, newline="")
        self._row = csv.writer(
            self._stream,
            lineterminator=LINE_END,
            quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
        ).writerow
        self._line = 1
        self._rows = 0
        self._faults: list[FaultLine] = []

    def __enter__(self) -> CsvFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stream as stream:
            if kind is None:
                stream.flush()
                os.fsync(stream.fileno())
        if kind is None:
            replace_file(self._temporary, self._path)
        else:
            with contextlib.suppress(OSError):
                self._temporary.unlink()

    def heading(self, cells: Sequence[str]) -> None:
        """Write a row that is not data: preamble, names of columns, a blank row."""
        if cells:
            self._row(cells)
        else:
            self._stream.write(LINE_END)
        self._line += 1 + sum(cell.count("\n") for cell in cells)

    def data(self, cells: Sequence[str], *faults: Fault | None) -> None:
        """Write a row of data, which has no line breaks; ``faults`` are what is wrong in it."""
        self._row(cells)
        for fault in faults:
            if fault is not None:
                self._faults.append(FaultLine(self._line, fault))
        self._line += 1
        self._rows += 1

    @property
    def written(self) -> WrittenFile:
        """What was written."""
        return WrittenFile(self._path.name, self._rows, tuple(self._faults))
