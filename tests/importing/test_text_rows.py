"""Rows, their physical lines, and no row lost around stray quotation marks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proactive_care.importing.source_file import inspect_file
from proactive_care.importing.text_rows import (
    Damaged,
    Dialect,
    RowReader,
    first_lines,
    guess_dialect,
)
from support.importing import csv_text, write


def read(folder: Path, content: str | bytes, width: int = 0, first: int = 1):
    """Return (line, row) pairs and damaged lines of a file."""
    reader = RowReader(inspect_file(write(folder, "a.csv", content)), Dialect(), first)
    reader.width = width
    rows, damaged = [], []
    for block in reader.blocks():
        rows += list(zip(block.lines, block.rows, strict=True))
        damaged += block.damaged
    return rows, damaged, reader


def test_lines_are_physical_lines_also_around_quoted_line_breaks(tmp_path: Path) -> None:
    rows, damaged, _ = read(tmp_path, 'a,b\r\n1,"two\r\nlines"\r\n\r\n2,x\r\n')
    assert rows == [(1, ["a", "b"]), (2, ["1", "two\r\nlines"]), (4, []), (5, ["2", "x"])]
    assert not damaged


def test_mixed_line_ends(tmp_path: Path) -> None:
    rows, _, _ = read(tmp_path, "a,b\rc,d\ne,f\r\ng,h")
    assert rows == [(1, ["a", "b"]), (2, ["c", "d"]), (3, ["e", "f"]), (4, ["g", "h"])]


def test_an_unclosed_quotation_mark_costs_its_own_line_only(tmp_path: Path) -> None:
    rows, damaged, _ = read(tmp_path, 'a,b,c\n1,"x,2\n3,y,4\n5,z,6\n', width=3)
    assert rows == [(1, ["a", "b", "c"]), (3, ["3", "y", "4"]), (4, ["5", "z", "6"])]
    assert damaged == [Damaged(2, '1,"x,2', "A quotation mark is not closed")]


def test_two_stray_marks_do_not_swallow_the_rows_between(tmp_path: Path) -> None:
    text = 'a,b,c\n1,"x,2\n3,y,4\n5,"z,6\n7,w,8\n'
    rows, damaged, _ = read(tmp_path, text, width=3)
    assert [line for line, _ in rows] == [1, 3, 5]
    assert [found.line for found in damaged] == [2, 4]


def test_two_stray_marks_on_neighbouring_lines(tmp_path: Path) -> None:
    rows, damaged, _ = read(tmp_path, 'a,b,c\n1,"x,2\n5,"z,6\n7,w,8\n', width=3)
    assert [line for line, _ in rows] == [1, 4]
    assert [found.line for found in damaged] == [2, 3]


def test_a_mark_inside_a_cell_is_a_character(tmp_path: Path) -> None:
    rows, damaged, _ = read(tmp_path, 'a,b\n5\'6",x\n"y"z,1\n')
    assert rows[1:] == [(2, ["5'6\"", "x"]), (3, ["yz", "1"])]
    assert not damaged


def test_a_giant_cell_is_one_damaged_line(tmp_path: Path) -> None:
    rows, damaged, _ = read(tmp_path, "a,b\n1," + "x" * 1_000_000 + "\n2,y\n")
    assert rows == [(1, ["a", "b"]), (3, ["2", "y"])]
    assert damaged[0].reason == "A cell is longer than 131,072 characters"


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    rows, damaged, _ = read(tmp_path, b"a,b\n" + b"x" * ((1 << 24) * 2 + 5) + b"\n2,y\n")
    assert rows[0][0] == 1
    assert len(damaged) == 2


def test_a_mark_that_stays_open_to_the_end(tmp_path: Path) -> None:
    text = 'a,b\n1,"x\n' + "2,y\n" * 1500
    rows, damaged, _ = read(tmp_path, text, width=2)
    assert len(rows) == 1501
    assert [found.line for found in damaged] == [2]


def test_the_last_line_without_an_end_is_known(tmp_path: Path) -> None:
    assert read(tmp_path, "a,b\n1,2")[2].unfinished_line == 2
    assert read(tmp_path, "a,b\n1,2\n")[2].unfinished_line == 0


def test_reading_from_a_later_line(tmp_path: Path) -> None:
    assert read(tmp_path, "a\nb\nc\nd\n", first=3)[0] == [(3, ["c"]), (4, ["d"])]


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["a,b,c\n", "1,2,3\n"], ","),
        (["a;b;c\n", "1,5;2;3\n"], ";"),
        (["a\tb\n", "1\t2\n"], "\t"),
        (["a|b\n", "1|2\n"], "|"),
        (["alone\n"], ","),
        (["x" * 200_000 + "\n"], ","),
    ],
)
def test_the_delimiter_is_guessed(lines: list[str], delimiter: str) -> None:
    assert guess_dialect(lines).delimiter == delimiter


def test_the_first_lines(tmp_path: Path) -> None:
    source = inspect_file(write(tmp_path, "a.csv", "a\nb\nc\n"))
    assert first_lines(source, 2) == ["a\n", "b\n"]
    assert first_lines(source, 9) == ["a\n", "b\n", "c\n"]


_CELLS = st.text(
    st.characters(exclude_characters="\r\n\x00", exclude_categories=["Cs"]), max_size=8
)
_TEXTS = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(st.tuples(_CELLS, _TEXTS), min_size=1, max_size=30))
def test_whatever_a_csv_writer_writes_is_read_back(
    tmp_path: Path, cells: list[tuple[str, str]]
) -> None:
    table = [["id", "text"], *([f"n{i}{a}", b] for i, (a, b) in enumerate(cells))]
    rows, damaged, _ = read(tmp_path, csv_text(table), width=2)
    assert [row for _, row in rows] == table
    assert not damaged


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.lists(st.text('ab",\n', max_size=9), max_size=30))
def test_every_physical_line_is_accounted_for(tmp_path: Path, pieces: list[str]) -> None:
    text = "h\n" + "\n".join(pieces)
    rows, damaged, _ = read(tmp_path, text, width=2)
    starts = sorted([line for line, _ in rows] + [found.line for found in damaged])
    assert starts == sorted(set(starts))
    assert starts[0] == 1
    lines = text.removesuffix("\n").split("\n")
    for line, _ in rows:  # a record that spans lines must have an open quotation mark
        following = [other for other in starts if other > line]
        end = following[0] if following else len(lines) + 1
        if end - line > 1:
            assert '"' in lines[line - 1]
            assert list(csv.reader(["\n".join(lines[line - 1 : end - 1])]))
