"""Text in a workbook is never run, and never breaks it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.reports.cells import Column, Format, harmless, text_column
from proactive_care.reports.workbook import Footer, Report, bars, lines, stacked_bars

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
FOOTER = Footer("Smith & Partners", "Extract of 12 Sep 2026", "Made 14 Sep 2026")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_would_be_run_gets_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_a_control_character_cannot_hide_a_formula() -> None:
    assert harmless("\x00=1+1") == "'=1+1"


@given(st.text(max_size=60))
def test_any_text_can_be_kept_and_none_is_run(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    report = Report("Test", NOW, FOOTER)
    report.table("A", text, text, [text_column(text)], [[text]])
    sheet = openpyxl.load_workbook(io.BytesIO(report.to_bytes()))["A"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    value = sheet["A5"].value
    assert value is None or not str(value).startswith(("=", "+", "-", "@"))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert made().to_bytes() == made().to_bytes()


def test_the_file_says_when_it_was_made_and_not_when_it_was_written() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made().to_bytes()))
    moment = datetime(2026, 9, 14, 9, 0)  # noqa: DTZ001  the file keeps UTC without saying so
    assert (book.properties.created, book.properties.modified) == (moment, moment)


def test_a_sheet_is_ready_to_print_and_its_header_stays() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made().to_bytes()))
    sheet = book["Figures"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddHeader.left.text == "Smith && Partners"
    assert "&P" in sheet.oddFooter.right.text
    assert sheet["B5"].number_format == "0.0%"
    assert sheet["C5"].number_format == "d mmm yyyy"
    assert sheet.column_dimensions["A"].width == 24
    assert sheet["A7"].font.bold
    assert len(sheet._charts) == 3


def test_a_table_without_rows_says_so_and_has_no_chart() -> None:
    report = Report("Test", NOW, FOOTER)
    table = report.table("Empty", "Nothing?", "", [text_column("A"), Column("B")], [], total=True)
    bars(table, "Nothing", (2, "005EB8"), "0")
    sheet = openpyxl.load_workbook(io.BytesIO(report.to_bytes()))["Empty"]
    assert sheet["A5"].value == "There is nothing to show here yet."
    assert sheet._charts == []


def made() -> Report:
    report = Report("Test", NOW, FOOTER)
    report.cover("Test", [("Practice", "=Harrowmere")], ["A note."])
    columns = [text_column("Who"), Column("Share", Format.PERCENT), Column("Day", Format.DAY)]
    day = date(2026, 9, 14)
    rows = [["a", 0.5, day], ["b", 0.25, day], ["all", 0.375, None]]
    table = report.table("Figures", "Who?", "All.", columns, rows, total=True, after=["-end"])
    stacked_bars(table, "Stacked", [(2, "005EB8")], percent=True)
    bars(table, "Bars", (2, "005EB8"), "0%")
    lines(table, "Lines", [(2, "005EB8")])
    return report
