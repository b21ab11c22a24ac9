"""Tables of replies whose columns nobody knows: explained once, then read by themselves."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem, InvalidInput
from proactive_care.readings import (
    ReplyColumn,
    UnknownColumns,
    inbox_items,
    read_device_file,
    receive_file,
    reply_columns,
)
from proactive_care.readings.device_tables import read_moment, read_pair
from support.readings import FIRST_DAY, NHS, WREN

HEADER = ("Patient", "Identifier", "Answered at", "What was your reading?", "Heart beats")
MEANS = {
    "Patient": "name",
    "Identifier": "nhs_number",
    "Answered at": "date",
    "What was your reading?": "pair",
    "Heart beats": "pulse",
}


def table(folder: Path, name: str = "replies.csv", *, top: int = 132) -> Path:
    path = folder / name
    rows = [
        f"Mrs Wren Testperson,{NHS[WREN]},{FIRST_DAY + timedelta(n // 4):%d/%m/%Y} 0{n % 4 + 6}:00,"
        f"{top}/8{n % 10} mmHg,70\n"
        for n in range(28)
    ]
    path.write_text(",".join(HEADER) + "\n" + "".join(rows), "utf-8")
    return path


def test_what_was_said_once_is_remembered(session: Session, tmp_path: Path) -> None:
    path = table(tmp_path)
    with pytest.raises(UnknownColumns) as unknown:
        receive_file(session, path)
    assert unknown.value.path == path
    shown = reply_columns(path)
    assert [column.title for column in shown] == list(HEADER)
    assert shown[0] == ReplyColumn("Patient", ("Mrs Wren Testperson",), "name")
    assert len(shown[2].samples) == 3
    (item,) = receive_file(session, path, MEANS)
    assert (item.patient_id, item.how, len(item.pressures)) == (WREN, "NHS number", 28)
    assert (item.pressures[0].systolic, item.pressures[0].pulse) == (132, 70)
    (again,) = receive_file(session, table(tmp_path, "next.csv", top=128))
    assert again.pressures[0].systolic == 128
    assert len(inbox_items(session)) == 2


def test_a_workbook_with_two_columns_of_figures(session: Session, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Replies of September"])
    sheet.append(["When", "Upper", "Lower"])
    sheet.append([date(2026, 9, 13), 141, 84])
    book.save(tmp_path / "replies.xlsx")
    means = {"When": "date", "Upper": "systolic", "Lower": "diastolic"}
    (item,) = receive_file(session, tmp_path / "replies.xlsx", means)
    assert [(r.day, r.systolic, r.diastolic) for r in item.pressures] == [
        (date(2026, 9, 13), 141, 84)
    ]


@pytest.mark.parametrize(
    ("means", "field"),
    [
        ({"Answered at": "date"}, "columns"),
        ({"Answered at": "date", "Heart beats": "systolic"}, "columns"),
        ({**MEANS, "Heart beats": "date"}, "date"),
        ({}, "columns"),
    ],
)
def test_too_little_or_too_much_said(
    session: Session, tmp_path: Path, means: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        receive_file(session, table(tmp_path), means)
    assert refused.value.field == field
    assert inbox_items(session) == ()


def test_meanings_of_another_table_explain_nothing(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UnknownColumns):
        receive_file(session, table(tmp_path), {"Day": "date", "Pressure": "pair"})


def test_rows_that_hold_no_pressure_are_named(session: Session, tmp_path: Path) -> None:
    path = table(tmp_path)
    path.write_text(path.read_text("utf-8") + f"Wren,{NHS[WREN]},13/09/2026,felt well,\n", "utf-8")
    (item,) = receive_file(session, path, MEANS)
    assert item.rejected == ((30, "there is no pressure such as 142/85"),)


def test_files_without_a_table(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("nothing\nhere\n", "utf-8")
    with pytest.raises(FileProblem, match="no table"):
        reply_columns(path)
    with pytest.raises(UnknownColumns):
        read_device_file(path)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("142/85", (142, 85)),
        ("142 / 85 mmHg", (142, 85)),
        ("142 over 85", (142, 85)),
        ("BP 142-85", (142, 85)),
        ("142\\85", (142, 85)),
        ("142", None),
        ("1424/85", None),
        ("", None),
        ("142/85/70 and 141/84", None),
    ],
)
def test_pressures_in_one_cell(text: str, pair: tuple[int, int] | None) -> None:
    assert read_pair(text) == pair


def test_moments_with_a_time_zone_are_told_on_the_clock_here() -> None:
    there = read_moment("2026-10-25T01:30:00+01:00")
    then = read_moment("2026-10-25T00:30:00Z")
    assert there == then is not None
    assert read_moment("2026-10-25T01:30:00") == (date(2026, 10, 25), "01:30")
    assert read_moment("2026-13-25T01:30:00Z") is None
    assert read_moment("2026-09-13T08:00:00Z", "09:15") == (date(2026, 9, 13), "09:15")


def test_both_hours_of_the_night_when_the_clocks_go_back_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "autumn.csv"
    path.write_text(
        "Date,Time,Systolic,Diastolic\n25/10/2026,01:30,140,80\n25/10/2026,01:30,141,80\n"
        "29/03/2026,01:30,142,80\n",  # an hour that the clocks skipped: the monitor did not know
        "utf-8",
    )
    (file,) = read_device_file(path)
    assert [(r.systolic, r.number) for r in file.pressures] == [(142, 1), (140, 1), (141, 2)]
    assert file.rejected == ()
