"""The bytes of a chosen file: can it be read, is it a table, and in which encoding."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from proactive_care.domain.errors import FileProblem
from proactive_care.importing.workbook_file import (
    WORKBOOK_CODEC,
    find_sheet,
    is_workbook,
    workbook_text,
)

_CHUNK = 1 << 20
_KEPT = "The practice is unchanged."
_MAGIC = (
    (b"PK\x03\x04", "an Excel workbook or a ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a text document"),
)
_MARKUP = ((b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"<?xml", "an XML file"))
_DAMAGED_SHARE = 0.1  # at most this share of the non-ASCII characters: UTF-8 with damage


@dataclass(frozen=True)
class SourceFile:
    """A file that can be read as text. ``codec`` is Python's name, ``encoding`` the user's."""

    path: Path
    size: int
    modified: date
    sha256: str
    codec: str
    encoding: str
    encoding_note: str
    lines: int
    sheet: int = 0  # of a workbook

    def text(self) -> Iterator[str]:
        """Yield the decoded text piece by piece.

        What cannot be decoded becomes the replacement character, so that no row is lost.
        """
        if self.codec == WORKBOOK_CODEC:
            yield from workbook_text(self.path, self.sheet)
            return
        decoder = codecs.getincrementaldecoder(self.codec)(errors="replace")
        for chunk in _chunks(self.path):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)


def inspect_file(path: Path, on_chunk: Callable[[int], None] = lambda done: None) -> SourceFile:
    """Read a file once, from end to end: its hash, its encoding and its number of lines.

    Raises FileProblem, in a practice manager's words, for everything that is not a text table.
    """
    if path.is_dir():
        raise FileProblem(
            f"{path.name} is a folder, not a file.",
            kept=_KEPT,
            advice="Choose the CSV files inside it.",
        )
    scan = _Scan()
    done = 0
    workbook = False
    for chunk in _chunks(path):
        if done == 0:
            workbook = is_workbook(path, chunk)
            if not workbook:
                _refuse_other_kinds(path, chunk)
        done += len(chunk)
        scan.feed(chunk)
        on_chunk(done)
    modified = _day_of_change(path)
    digest = scan.digest.hexdigest()
    if workbook:
        sheet = find_sheet(path)
        note = f"Sheet “{sheet.title}”"
        return SourceFile(
            path, done, modified, digest, WORKBOOK_CODEC, "Excel workbook", note, sheet.rows + 1,
            sheet.place,
        )  # fmt: skip
    if not scan.has_text:
        raise FileProblem(
            f"{path.name} is empty.",
            kept=_KEPT,
            advice="Export it again from the clinical system, and check that the search ran.",
        )
    codec, encoding, note = scan.result()
    return SourceFile(path, done, modified, digest, codec, encoding, note, scan.lines + 1)


def _day_of_change(path: Path) -> date:
    """Return the local day on which a file was changed last."""
    changed = datetime.fromtimestamp(max(0.0, path.stat().st_mtime), UTC)
    return changed.astimezone().date()


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise FileProblem(
            f"{path.name} is not there any more.", kept=_KEPT, advice="Choose the file again."
        ) from error
    except PermissionError as error:
        raise FileProblem(
            f"{path.name} cannot be opened: it may be open in Excel, or you may not read it.",
            kept=_KEPT,
            advice="Close it in other programs (or copy it to another folder), then try again.",
        ) from error
    except OSError as error:
        raise FileProblem(
            f"{path.name} cannot be read ({error.strerror or error}).",
            kept=_KEPT,
            advice="Copy it to this computer and try again.",
        ) from error


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    kind = next((kind for magic, kind in _MAGIC if start.startswith(magic)), None)
    text = start[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = kind or next((kind for magic, kind in _MARKUP if text.startswith(magic)), None)
    if kind is None and _utf16(start) is None and start[:4096].count(0) > len(start[:4096]) // 10:
        kind = "not a text file"
    if kind is None and len(start) >= _CHUNK and not any(end in start for end in (b"\n", b"\r")):
        kind = "one single line, not a table"
    if kind is not None:
        raise FileProblem(
            f"{path.name} is {kind}, not a CSV file.",
            kept=_KEPT,
            advice="In the clinical system choose “Export to CSV”; in Excel “Save as”, CSV UTF-8.",
        )


def _utf16(start: bytes) -> str | None:
    """Return the UTF-16 codec of a file that starts like this, if it is one (BOM or not)."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = start[:4096]
    if len(sample) < 8:
        return None
    if sample[1::2].count(0) > len(sample) * 0.35 and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) * 0.35 and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _not_ascii(text: str) -> int:
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))


class _Scan:
    """One pass over the bytes: hash, lines, and whether they are valid UTF-8."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.lines = 0
        self.has_text = False
        self._first: bytes | None = None
        self._position = 0
        self._strict = codecs.getincrementaldecoder("utf-8")()
        self._lenient: codecs.IncrementalDecoder | None = None
        self._error_at: int | None = None
        self._foreign = 0
        self._damaged = 0

    def feed(self, chunk: bytes) -> None:
        if self._first is None:
            self._first = chunk[:4096]
        self.digest.update(chunk)
        self.lines += chunk.count(b"\n") or chunk.count(b"\r")
        self.has_text = self.has_text or bool(chunk.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n,;"))
        if self._lenient is None:
            self._feed_strict(chunk)
        else:
            self._count(self._lenient.decode(chunk))
        self._position += len(chunk)

    def _feed_strict(self, chunk: bytes) -> None:
        pending = self._strict.getstate()[0]
        try:
            text = self._strict.decode(chunk)
        except UnicodeDecodeError as error:
            self._error_at = self._position - len(pending) + error.start
            self._lenient = codecs.getincrementaldecoder("utf-8")(errors="replace")
            self._count(self._lenient.decode(pending + chunk))
        else:
            self._foreign += _not_ascii(text)

    def _count(self, text: str) -> None:
        damaged = text.count("\ufffd")
        self._damaged += damaged
        self._foreign += _not_ascii(text) - damaged

    def result(self) -> tuple[str, str, str]:
        """Return Python's codec, its name for people, and how that was found."""
        first = self._first or b""
        utf16 = _utf16(first)
        if utf16 is not None:
            return utf16, "UTF-16", "Byte order mark" if utf16 == "utf-16" else "Every second byte"
        bom = first.startswith(codecs.BOM_UTF8)
        codec = "utf-8-sig" if bom else "utf-8"
        if self._error_at is None:
            return codec, "UTF-8", "Byte order mark" if bom else "All bytes valid"
        where = f"Not valid UTF-8 at byte {self._error_at + 1:,}"
        if bom or self._damaged <= self._foreign * _DAMAGED_SHARE:
            return codec, "UTF-8", f"{where}: {self._damaged} characters damaged"
        return "cp1252", "Windows-1252", where
