"""A mapping as a small TOML file that another practice can use. It holds no patient data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from proactive_care.domain.date_text import Order
from proactive_care.domain.errors import FileProblem
from proactive_care.importing.mapping.model import (
    ColumnMeaning,
    DescriptionMeaning,
    FileMapping,
    meanings,
)
from proactive_care.importing.mapping.problems import mapping_problems

_FORMAT = "proactive-care import mapping"
_VERSION = 1
_LONGEST = 1_000_000  # bytes
_MOST_COLUMNS = 2_000
_KEPT = "The saved mappings are unchanged."


def mapping_toml(name: str, mapping: FileMapping) -> str:
    """Return a mapping with its name as TOML."""
    lines = [
        f"format = {_quoted(_FORMAT)}",
        f"version = {_VERSION}",
        f"name = {_quoted(name)}",
        f"date_order = {_quoted(mapping.date_order.value if mapping.date_order else '')}",
        f"rows_continue = {'true' if mapping.rows_continue else 'false'}",
    ]
    for column in mapping.columns:
        lines += ["", "[[column]]", f"key = {_quoted(column.key)}"]
        for part in ("shown", "means", "concept", "unit", "date"):
            value = getattr(column, part)
            if value or part in ("shown", "means"):
                lines.append(f"{part} = {_quoted(value)}")
    for each in mapping.descriptions:
        lines += ["", "[[description]]", f"text = {_quoted(each.text)}"]
        lines.append(f"concept = {_quoted(each.concept)}")
        if each.unit:
            lines.append(f"unit = {_quoted(each.unit)}")
    return "\n".join(lines) + "\n"


def mapping_from_toml(text: str, what: str = "The file") -> tuple[str, FileMapping]:
    """Return name and mapping. Raises FileProblem for anything that is not a whole mapping."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(what, "it is not a TOML file") from error
    if raw.get("format") != _FORMAT:
        raise _wrong(what, "it is some other file")
    if raw.get("version") != _VERSION:
        raise FileProblem(
            f"{what} was written by a newer version of this application.",
            kept=_KEPT,
            advice="Install the newer version here, or ask for the mapping from this version.",
        )
    try:
        name = _text(raw, "name").strip()
        mapping = _mapping(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise _wrong(what, "a part of it is missing or is not what it should be") from error
    problems = mapping_problems(mapping)
    if not name or problems:
        raise _wrong(what, problems[0].words if problems else "it has no name")
    return name, mapping


def read_mapping_file(path: Path) -> tuple[str, FileMapping]:
    """Read a shared mapping. Raises FileProblem for a file that cannot be read or is none."""
    try:
        if path.stat().st_size > _LONGEST:
            raise _wrong(path.name, "it is too large")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(path.name, "it is not text") from error
    except OSError as error:
        raise FileProblem(
            f"{path.name} cannot be read ({error.strerror or error}).",
            kept=_KEPT,
            advice="Choose the file again.",
        ) from error
    return mapping_from_toml(text, path.name)


def _mapping(raw: Mapping[str, object]) -> FileMapping:
    columns = tuple(_column(entry) for entry in _tables(raw, "column"))
    if len(columns) < 2 or len({column.key for column in columns}) != len(columns):
        raise ValueError("columns are missing or named twice")
    order = _text(raw, "date_order")
    rows_continue = raw["rows_continue"]
    if not isinstance(rows_continue, bool):
        raise TypeError("rows_continue")
    descriptions = tuple(
        DescriptionMeaning(_text(e, "text"), _text(e, "concept"), _optional(e, "unit"))
        for e in _tables(raw, "description")
    )
    return FileMapping(columns, descriptions, Order(order) if order else None, rows_continue)


def _column(entry: Mapping[str, object]) -> ColumnMeaning:
    column = ColumnMeaning(
        _text(entry, "key"),
        _text(entry, "shown"),
        _text(entry, "means"),
        _optional(entry, "concept"),
        _optional(entry, "unit"),
        _optional(entry, "date"),
    )
    if column.means and column.means not in {m.id for m in meanings()}:
        raise ValueError(column.means)
    return column


def _tables(raw: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise TypeError(name)
    if len(found) > _MOST_COLUMNS:
        raise ValueError(name)
    return found


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _optional(entry: Mapping[str, object], name: str) -> str:
    return _text(entry, name) if name in entry else ""


def _quoted(text: str) -> str:
    """A TOML string is a JSON string, but for one control character that JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrong(what: str, why: str) -> FileProblem:
    return FileProblem(
        f"{what} is not a mapping that can be used here: {why[:1].lower()}{why[1:].rstrip('.')}.",
        kept=_KEPT,
        advice="Choose the file that was saved with “Share” under Settings, Explained files.",
    )
