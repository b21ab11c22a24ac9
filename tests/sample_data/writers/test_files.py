"""CSV files are whole or absent, and know their physical lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.sample_data import Expected, Fault, FaultKind, Table
from proactive_care.sample_data.writers.files import CsvFile

FAULT = Fault(Table.EVENTS, 0, 0, FaultKind.REPEATED_ROW, "", Expected.REPEATED)


def test_lines_end_as_on_windows_and_headings_may_break(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with CsvFile(path) as file:
        file.heading(["Usual GP's\nname", "b"])
        file.heading([])
        file.data(["1", "x, y"], None, FAULT)
        file.data(["2", "z"])
    assert path.read_bytes() == b'"Usual GP\'s\nname",b\r\n\r\n1,"x, y"\r\n2,z\r\n'
    assert file.written.name == "a.csv"
    assert file.written.rows == 2
    assert file.written.faults == ((4, FAULT),)


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"before")

    def fail() -> None:
        with CsvFile(path) as file:
            file.data(["1"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_every_cell_can_be_quoted_and_the_encoding_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with CsvFile(path, "cp1252", quote_all=True) as file:
        file.data(["µmol/L", ""])
    assert path.read_bytes() == b'"\xb5mol/L",""\r\n'
