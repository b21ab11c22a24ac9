"""Which files can be read, and in which encoding."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from proactive_care.domain.errors import FileProblem
from proactive_care.importing.source_file import inspect_file
from support.importing import write

LINE = "nhs_number,date\nZo\u00eb \u20ac,2026-01-01\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LINE.encode(), "UTF-8"),
        (LINE.encode("utf-8-sig"), "UTF-8"),
        (LINE.encode("cp1252"), "Windows-1252"),
        (LINE.encode("utf-16"), "UTF-16"),
        (LINE.encode("utf-16-le"), "UTF-16"),
        (LINE.encode("utf-16-be"), "UTF-16"),
        (b"a,b\nc\x81d,e\n", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_the_text_is_right(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    source = inspect_file(write(tmp_path, "a.csv", content))
    assert source.encoding == encoding
    assert "".join(source.text()).startswith(("nhs_number", "a,b"))
    if b"\x81" not in content:
        assert "".join(source.text()) == LINE


def test_where_utf8_ends_is_said(tmp_path: Path) -> None:
    source = inspect_file(write(tmp_path, "a.csv", b"a,b\n" * 400_000 + b"caf\xe9,x\n"))
    assert source.encoding_note == "Not valid UTF-8 at byte 1,600,004"
    assert source.lines == 400_002


def test_a_damaged_character_does_not_make_utf8_into_something_else(tmp_path: Path) -> None:
    content = ("Zo\u00eb,\u00e9\n" * 40).encode() + b"\xff,x\n" + ("Zo\u00eb\n" * 20).encode()
    source = inspect_file(write(tmp_path, "a.csv", content))
    assert source.encoding == "UTF-8"
    assert "1 characters damaged" in source.encoding_note
    assert "".join(source.text()).count("Zo\u00eb") == 60


def test_a_file_cut_inside_a_character_stays_utf8(tmp_path: Path) -> None:
    content = ("Zo\u00eb,\u00e9\n" * 40).encode()[:-2]
    assert inspect_file(write(tmp_path, "a.csv", content)).encoding == "UTF-8"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"PK\x03\x04rest", "is an Excel workbook or a ZIP file, not a CSV file."),
        ("a.csv", b"\xd0\xcf\x11\xe0rest", "is an old Excel workbook"),
        ("a.csv", b"%PDF-1.7", "is a PDF"),
        ("a.csv", b"\x89PNG\r\n", "is a picture"),
        ("a.csv", b"\xff\xd8\xff\xe0", "is a picture"),
        ("a.csv", b"  <!DOCTYPE html><html>", "is a web page"),
        ("a.csv", b"<?xml version='1.0'?>", "is an XML file"),
        ("a.csv", b"\x00\x01\x02\x03" * 100, "is not a text file"),
        ("a.csv", b"x" * (1 << 20), "is one single line, not a table"),
        ("a.csv", b"", "is empty."),
        ("a.csv", b"\xef\xbb\xbf \r\n,,,\r\n", "is empty."),
    ],
)
def test_other_kinds_of_files_are_refused_in_plain_words(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    with pytest.raises(FileProblem, match=f"{name} {says}") as problem:
        inspect_file(write(tmp_path, name, content))
    assert problem.value.kept == "The practice is unchanged."
    assert problem.value.advice


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is a folder"):
        inspect_file(tmp_path)
    with pytest.raises(FileProblem, match="is not there any more"):
        inspect_file(tmp_path / "gone.csv")


class _Opens:
    """A path whose opening fails as Windows fails it: another program has the file."""

    name = "patients.csv"

    def __init__(self, error: OSError) -> None:
        self._error = error

    def is_dir(self) -> bool:
        return False

    def open(self, mode: str) -> object:
        raise self._error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "Permission denied"), "may be open in Excel"),
        (OSError(5, "Input/output error"), "cannot be read .Input/output error."),
    ],
)
def test_a_file_that_another_program_has_open(error: OSError, says: str) -> None:
    with pytest.raises(FileProblem, match=says):
        inspect_file(_Opens(error))  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"a,b\n")
    path.chmod(0)
    with pytest.raises(FileProblem, match="you may not read it"):
        inspect_file(path)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    inspect_file(write(tmp_path, "a.csv", b"a,b\n"), told.append)
    assert told == [4]


def test_a_date_before_1970_is_no_date_to_windows(tmp_path: Path) -> None:
    """Some network drives and archives give a file none; Windows cannot turn it into a day."""
    path = tmp_path / "a.csv"
    path.write_bytes(LINE.encode("utf-8"))
    os.utime(path, (-86_400, -86_400))
    assert inspect_file(path).modified.year == 1970
