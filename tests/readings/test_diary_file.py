"""A diary as a CSV file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.domain.errors import FileProblem, InvalidInput
from proactive_care.readings import read_diary_file

HEADER = "date,session,reading,systolic,diastolic,pulse\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "diary.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_reads_days_figures_and_gaps(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "\ufeff Date ,Session,Reading,SYSTOLIC,Diastolic,Irregular\r\n"
        "2026-09-01,morning,1,142, 85 ,\r\n"
        ",,,,,\r\n"
        "02/09/2026,evening,2,138,,yes\r\n",
    )
    first, second = read_diary_file(path)
    assert (first.day, first.systolic, first.diastolic) == (date(2026, 9, 1), 142, 85)
    assert (second.day, second.diastolic, second.irregular) == (date(2026, 9, 2), None, True)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("soon,am,1,140,80,", "date"),
        (",am,1,140,80,", "date"),
        ("2026-09-01,am,1,14O,80,", "systolic"),
        ("2026-09-01,am,1,140,-80,", "diastolic"),
        ("2026-09-01,am,1," + 5000 * "9" + ",80,", "systolic"),
        ("2026-09-01,am,2,140,80,19", "pulse"),
        ("2026-09-01,am,2,140,80,251", "pulse"),
        ("01/09/2026,morning,1,140,80,", "reading"),  # the row above again: no second pair
    ],
)
def test_errors_name_the_row_and_the_field(tmp_path: Path, row: str, field: str) -> None:
    path = written(tmp_path, HEADER + "2026-09-01,am,1,140,80,\n" + row + "\n")
    with pytest.raises(InvalidInput, match="Row 3") as caught:
        read_diary_file(path)
    assert caught.value.field == field


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "date,systolic\n"])
def test_missing_columns(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileProblem, match="no column"):
        read_diary_file(written(tmp_path, text))


def test_not_a_file_and_not_text(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="could not be read"):
        read_diary_file(tmp_path)
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(FileProblem, match="not a table of readings"):
        read_diary_file(path)


def test_equal_figures_are_no_copy_when_another_session_or_number_took_them(
    tmp_path: Path,
) -> None:
    rows = "2026-09-01,am,1,140,80,\n2026-09-01,am,2,140,80,\n2026-09-01,pm,1,140,80,\n"
    assert len(read_diary_file(written(tmp_path, HEADER + rows))) == 3
    bare = "date,systolic,diastolic\n" + 3 * "2026-09-01,140,80\n"
    assert len(read_diary_file(written(tmp_path, bare))) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_of_exports(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "diary.csv"
    text = HEADER + "2026-09-01,am,1,140,80,60\n"
    path.write_bytes(text.replace(",", separator).encode(encoding))
    (reading,) = read_diary_file(path)
    assert (reading.day, reading.figures) == (date(2026, 9, 1), (140, 80, 60))


@pytest.mark.parametrize(
    "day",
    ["01/09/2026", "01-Sep-2026", "1 Sep 2026", "Sep 1, 2026", "20260901", "01/09/26",
     "01/09/2026 21:05", "2026-09-01T23:30:00-09:00"],
)  # fmt: skip
def test_dates_of_exports_count_for_the_day_that_is_written(tmp_path: Path, day: str) -> None:
    (reading,) = read_diary_file(written(tmp_path, HEADER + f'"{day}",pm,1,140,80,\n'))
    assert reading.day == date(2026, 9, 1)


def test_units_and_an_irregular_pulse_in_the_cells(tmp_path: Path) -> None:
    header = "Date,Session,Reading,Systolic (mmHg),Diastolic [mmHg],Pulse (bpm)\n"
    rows = "2026-09-01,am,1,140 mmHg,80mmHg,Irregular\n2026-09-01,am,2,138.0,80,66 bpm\n"
    first, second = read_diary_file(written(tmp_path, header + rows))
    assert (first.figures, first.irregular) == ((140, 80), True)
    assert (second.figures, second.irregular) == ((138, 80, 66), False)
