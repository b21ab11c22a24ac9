"""A workbook of ours: a cover, one sheet for each question, real charts, ready to print."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from proactive_care.documents import workbook_bytes
from proactive_care.reports.cells import CellValue, Column, Format, harmless

_BLUE, _WHITE, _GREY, _LINE = "005EB8", "FFFFFF", "4C6272", "C8D0D5"
_HEADER_ROW = 4
_CHART_ROWS = 17
_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: the same data, the same bytes
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass(frozen=True)
class Table:
    """Where a table ended up. Rows and columns are 1-based; ``first`` is its first row of data."""

    sheet: Worksheet
    first: int
    last: int
    width: int


@dataclass(frozen=True)
class Footer:
    """What is printed on every page."""

    practice: str
    extract: str
    made: str


class Report:
    """A workbook while it is made. ``now`` is the moment that the file says it was made at."""

    def __init__(self, title: str, now: datetime, footer: Footer) -> None:
        self.book = Workbook()
        self.book.remove(self.book.active)
        self._now, self._footer = now.astimezone(UTC).replace(tzinfo=None, microsecond=0), footer
        properties = self.book.properties
        properties.title, properties.creator = title, "Proactive Care Desktop"
        properties.created = self._now

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self.book.sheetnames)

    def cover(self, title: str, lines: Sequence[tuple[str, str]], notes: Sequence[str]) -> None:
        """Add the first sheet: what this is, for whom, from when, and what the words mean."""
        sheet = self.book.create_sheet("About")
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 92
        _write(sheet, 1, 1, title, Font(size=16, bold=True))
        row = 3
        for name, words in lines:
            _write(sheet, row, 1, name, Font(bold=True, color=_GREY))
            _write(sheet, row, 2, words)
            row += 1
        for note in notes:
            row += 1
            _write(sheet, row, 2, note)
        for cells in sheet.iter_rows(min_row=3, max_row=row):
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        self._print_set_up(sheet)

    def table(
        self,
        name: str,
        question: str,
        note: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[CellValue]],
        *,
        total: bool = False,
        after: Sequence[str] = (),
    ) -> Table:
        """Add a sheet with one table. ``total``: the last row is a sum.

        ``note`` stands above the table and says the denominator; ``after`` is said below it.
        Without any rows the sheet says that there are none.
        """
        sheet = self.book.create_sheet(name)
        _write(sheet, 1, 1, question, Font(size=14, bold=True))
        _write(sheet, 2, 1, note, Font(color=_GREY))
        for place, column in enumerate(columns, start=1):
            _head(sheet, place, column)
        for number, cells in enumerate(rows, start=_HEADER_ROW + 1):
            for place, (column, value) in enumerate(zip(columns, cells, strict=True), start=1):
                _fill(sheet, number, place, column, value)
        last = _HEADER_ROW + len(rows)
        if total and rows:
            for place in range(1, len(columns) + 1):
                cell = sheet.cell(last, place)
                cell.font = Font(bold=True)
                cell.border = Border(top=Side("thin", color=_GREY))
        if not rows:
            last += 1
            _write(sheet, last, 1, "There is nothing to show here yet.", Font(color=_GREY))
        for offset, words in enumerate(after, start=2):
            _write(sheet, last + offset, 1, words, Font(color=_GREY))
        sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, 2)
        sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
        self._print_set_up(sheet)
        return Table(sheet, _HEADER_ROW + 1, _HEADER_ROW + len(rows), len(columns))

    def to_bytes(self) -> bytes:
        """Return the file. The same content gives the same bytes."""
        raw = io.BytesIO(workbook_bytes(self.book))
        stamp = self._now.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
        fixed = io.BytesIO()
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                content = old.read(entry)
                if entry.filename == "docProps/core.xml":
                    content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
                kept = zipfile.ZipInfo(entry.filename, _STAMP)
                kept.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(kept, content)
        return fixed.getvalue()

    def _print_set_up(self, sheet: Worksheet) -> None:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddHeader.left.text = _printed(self._footer.practice)
        sheet.oddHeader.right.text = _printed(self._footer.extract)
        sheet.oddFooter.left.text = _printed(self._footer.made)
        sheet.oddFooter.right.text = "&A, page &P of &N"


def stacked_bars(
    table: Table, title: str, columns: Sequence[tuple[int, str]], *, percent: bool = False
) -> None:
    """Put a bar chart below a table: a bar for each row, its parts from ``columns``.

    ``columns`` are (1-based column, colour as RRGGBB). ``percent`` makes all bars of one length.
    """
    chart = BarChart()
    chart.type, chart.overlap = "bar", 100
    chart.grouping = "percentStacked" if percent else "stacked"
    chart.y_axis.numFmt = "0%" if percent else "#,##0"
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    _place(chart, table, title, columns)


def bars(table: Table, title: str, column: tuple[int, str], number_format: str) -> None:
    """Put a bar chart of one column below a table."""
    chart = BarChart()
    chart.type = "bar"
    chart.y_axis.numFmt = number_format
    chart.x_axis.scaling.orientation = "maxMin"
    chart.legend = None
    chart.dataLabels = DataLabelList(showVal=True)
    _place(chart, table, title, [column])


def lines(table: Table, title: str, columns: Sequence[tuple[int, str]]) -> None:
    """Put a line chart below a table; the rows go from left to right."""
    chart = LineChart()
    chart.y_axis.scaling.min = 0
    chart.y_axis.numFmt = "#,##0"
    chart.x_axis.number_format = Format.MONTH.value
    _place(chart, table, title, columns)


def _place(chart: Any, table: Table, title: str, columns: Sequence[tuple[int, str]]) -> None:
    if table.last < table.first:
        return
    for column, colour in columns:
        values = Reference(table.sheet, min_col=column, min_row=table.first - 1, max_row=table.last)
        chart.add_data(values, titles_from_data=True)
        series = chart.series[-1]
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
        if isinstance(chart, LineChart):
            series.smooth = False
            series.marker.symbol = "circle"
    chart.set_categories(Reference(table.sheet, min_col=1, min_row=table.first, max_row=table.last))
    chart.title, chart.width = title, 24
    chart.height = max(8.0, min(18.0, 3.0 + 0.7 * (table.last - table.first + 1)))
    chart.x_axis.delete = chart.y_axis.delete = False  # openpyxl's default hides them
    below = table.sheet.max_row + 2 + _CHART_ROWS * len(table.sheet._charts)
    table.sheet.add_chart(chart, f"A{below}")


def _head(sheet: Worksheet, place: int, column: Column) -> None:
    cell = sheet.cell(_HEADER_ROW, place, harmless(column.title))
    cell.font = Font(bold=True, color=_WHITE)
    cell.fill = PatternFill("solid", fgColor=_BLUE)
    side = "left" if column.format is Format.TEXT else "right"
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
    sheet.column_dimensions[get_column_letter(place)].width = column.width


def _fill(sheet: Worksheet, row: int, place: int, column: Column, value: CellValue) -> None:
    cell = sheet.cell(row, place)
    cell.value = harmless(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    if column.format is Format.TEXT:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.number_format = column.format.value
        cell.alignment = Alignment(horizontal="right", vertical="top")
    cell.border = Border(bottom=Side("hair", color=_LINE))


def _write(sheet: Worksheet, row: int, place: int, words: str, font: Font | None = None) -> None:
    cell = sheet.cell(row, place, harmless(words))
    cell.data_type = "s"
    if font is not None:
        cell.font = font


def _printed(words: str) -> str:
    """Return text for a page's header or footer, where ``&`` is a command."""
    return words.replace("&", "&&")
