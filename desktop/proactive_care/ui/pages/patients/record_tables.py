"""The imported record as tables: events and medicines, each with its file and line."""

from __future__ import annotations

from proactive_care.domain.dates import show_date
from proactive_care.patients import EventRow, MedicationRow, used_as
from proactive_care.ui.tables import Cell, Column, Kind, dash

_SIGNS = {-1: "<", 1: ">"}


def event_columns() -> list[Column[EventRow]]:
    """Return the columns of the events."""
    return [
        Column("day", "Date", lambda e: Cell(show_date(e.day)), lambda e: e.day, 110),
        Column("term", "Recorded as", _term, lambda e: e.term or e.code, 300, stretch=True),
        Column("value", "Value", _value, lambda e: e.value, 150, figures=True),
        Column("concept", "Used as", _concept, lambda e: used_as(e)[0] or None, 200),
        Column("code", "Code", _code, lambda e: e.code or None, 160),
        Column("file", "Source file", _file, lambda e: e.file_name or None, 190),
        Column("line", "Line", _line, lambda e: e.line, 70, figures=True),
    ]


def medication_columns() -> list[Column[MedicationRow]]:
    """Return the columns of the medicines."""
    return [
        Column("day", "Issued", lambda m: Cell(show_date(m.day)), lambda m: m.day, 110),
        Column(
            "product",
            "Medicine",
            lambda m: Cell(m.product, Kind.STRONG),
            lambda m: m.product.casefold(),
            320,
            stretch=True,
        ),
        Column("dosage", "Dosage", lambda m: _or_dash(m.dosage), lambda m: m.dosage or None, 220),
        Column("quantity", "Quantity", lambda m: _or_dash(m.quantity), None, 110),
        Column("file", "Source file", _medicine_file, lambda m: m.file_name or None, 190),
        Column("line", "Line", lambda m: Cell(f"{m.line:,}", Kind.SECONDARY), None, 70, True),
    ]


def event_words(event: EventRow) -> str:
    """What the filter of the events searches."""
    return f"{event.term} {event.code} {used_as(event)[0]} {event.file_name}"


def medication_words(issue: MedicationRow) -> str:
    """What the filter of the medicines searches."""
    return f"{issue.product} {issue.dosage}"


def show_value(value: float, comparator: int | None) -> str:
    """Return a value as recorded: up to two decimals, with its comparator."""
    figure = f"{value:,.2f}".rstrip("0").rstrip(".")
    return _SIGNS.get(comparator or 0, "") + figure


def _term(event: EventRow) -> Cell:
    return Cell(event.term or event.code, Kind.STRONG)


def _value(event: EventRow) -> Cell:
    if event.value is None:
        return dash("A code without a value")
    figure, unit = show_value(event.value, event.comparator), used_as(event)[1]
    return Cell(f"{figure} {unit}".strip(), Kind.STRONG)


def _concept(event: EventRow) -> Cell:
    label = used_as(event)[0]
    return Cell(label) if label else Cell("Not used by the rules", Kind.SECONDARY)


def _code(event: EventRow) -> Cell:
    return Cell(event.code, Kind.SECONDARY) if event.code else dash("Matched by its term alone")


def _file(event: EventRow) -> Cell:
    return Cell(event.file_name or "Taken here", Kind.SECONDARY, tip=event.file_name)


def _line(event: EventRow) -> Cell:
    if not event.file_name:
        return dash("Taken here, not imported")
    return Cell(f"{event.line:,}", Kind.SECONDARY)


def _medicine_file(issue: MedicationRow) -> Cell:
    return Cell(issue.file_name, Kind.SECONDARY, tip=issue.file_name)


def _or_dash(words: str) -> Cell:
    return Cell(words, tip=words) if words else dash("Not in the extract")
