"""Workbooks for people who open a list in Excel, and the saving of all workbooks.

Excel reads a CSV as it likes: a SNOMED code of more than 15 digits ends in zeros, and a letter with
an accent becomes two others. In a workbook every cell says that it is text. openpyxl would put each
sheet into a temporary file in clear; here it goes through memory.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from proactive_care.domain.spreadsheets import harmless_cell

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDEST = 48  # characters


def text_workbook(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], made_at: datetime
) -> bytes:
    """Return an .xlsx with one sheet: a frozen line of headings, and cells that are all text."""
    from openpyxl import Workbook  # every start would wait for it
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.title, book.properties.creator = title, "Proactive Care Desktop"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None, microsecond=0)
    sheet = book.active
    sheet.title = title
    widths = [len(column) for column in columns]
    for number, cells in enumerate([columns, *rows], start=1):
        for place, text in enumerate(cells, start=1):
            cell = sheet.cell(number, place, harmless_cell(text))
            cell.data_type, cell.number_format = "s", "@"
            widths[place - 1] = max(widths[place - 1], min(len(text), _WIDEST))
            if number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width + 2
    sheet.freeze_panes = "A2"
    return workbook_bytes(book)


def workbook_bytes(book: Workbook) -> bytes:
    """Return the file of a workbook. Nothing of it touches the disk."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.worksheet.worksheet import Worksheet
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):  # type: ignore[misc]
        def write_worksheet(self, ws: Worksheet) -> None:
            """Write one sheet into the archive, as openpyxl does but by way of memory."""
            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
            content = io.BytesIO()
            writer = WorksheetWriter(ws, out=content)
            writer.write()
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], content.getvalue())
            self.manifest.append(ws)

    raw = io.BytesIO()
    InMemory(book, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED)).save()
    return raw.getvalue()
