"""The "Why?" table: every criterion with its value, date, code, file and line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from proactive_care.domain.dates import show_date
from proactive_care.ui.pages.patients.explanation import Explanation, Line
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Card,
    IconLabel,
    Words,
    across,
    capitalised,
    icon_button,
    link_button,
    lowered,
)

_RESULTS = {True: "✓ Met", False: "✕ Not met", None: "? Not known"}


@dataclass(frozen=True)
class WhyRow:
    """A heading or a criterion."""

    heading: str
    line: Line | None
    decides: bool


class WhyPanel(Card):
    """Shows one explanation. ``show_rule`` opens the text of the rule."""

    def __init__(
        self, look: Look, closed: Callable[[], object], show_rule: Callable[[], object]
    ) -> None:
        self._copy_button = link_button(look, "&Copy", self._copy)
        self._rule_button = link_button(look, "R&ule text", show_rule)
        self.override = link_button(look, "&Another group…", self._override)
        self.override.hide()
        self._decide: Callable[[Explanation], object] | None = None
        self._explanation: Explanation | None = None
        super().__init__(
            "Why",
            " ",
            (
                self._copy_button,
                self._rule_button,
                self.override,
                icon_button(look, "close", "Close the explanation", closed),
            ),
            padded=False,
        )
        self.model: TableModel[WhyRow] = TableModel(
            _columns(), identity=id, words=lambda row: row.heading
        )
        self.table = Table(look, self.model, "Why", row_height=28, header_height=30, wrap=True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.add(self.table, 1)
        self.unknown = Words("", wrap=True)
        self._unknown_row = _note(IconLabel(look, "help", "warning", 16), self.unknown)
        self.add(self._unknown_row)
        self.moves = Words("", "secondary", wrap=True)
        self._moves_row = _note(IconLabel(look, "info", "secondary", 16), self.moves)
        self.add(self._moves_row)
        self._text = ""

    def offer_override(self, decide: Callable[[Explanation], object]) -> None:
        """Offer to put the patient into another group; ``decide`` asks which."""
        self._decide = decide
        self.override.show()

    def show_explanation(self, explanation: Explanation) -> None:
        """Show why the patient is in this group."""
        self._explanation = explanation
        label = lowered(explanation.framework.label)
        self.heading.setText(f"Why {label} {explanation.group}?")
        self.note.setText(explanation.rules)
        self.setAccessibleName(self.heading.whole_text())
        rows: list[WhyRow] = []
        for section in explanation.sections:
            rows.append(WhyRow(section.heading, None, section.decides))
            rows += [WhyRow("", line, section.decides) for line in section.lines]
        self.model.load(rows)
        self.table.clearSpans()
        for place, row in enumerate(rows):
            if row.line is None:
                self.table.setSpan(place, 0, 1, len(self.model.columns))
        self._tell(
            self._unknown_row, self.unknown, "Could not be checked", explanation.could_not_check
        )
        self._tell(self._moves_row, self.moves, "A lower group needs", explanation.moves)
        self._text = explanation_text(explanation)

    def _tell(self, row: QWidget, words: Words, heading: str, parts: tuple[str, ...]) -> None:
        words.setText(f"{heading}: {'; '.join(parts)}." if parts else "")
        row.setVisible(bool(parts))

    def _override(self) -> None:
        if self._decide is not None and self._explanation is not None:
            self._decide(self._explanation)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy_button.rename("Copied")


def _note(icon: IconLabel, words: Words) -> QWidget:
    note = QWidget()
    row = across(icon, words, margins=(16, 6, 16, 6))
    row.setStretch(1, 1)
    note.setLayout(row)
    return note


def explanation_text(explanation: Explanation) -> str:
    """Return an explanation as plain text, for the clinical system's notes."""
    lines = [
        f"{explanation.framework.label} {explanation.group}, {explanation.tier.value}",
        explanation.rules,
    ]
    for section in explanation.sections:
        lines.append(section.heading)
        lines += [f"  {_spoken(line)}" for line in section.lines]
    lines += [f"Could not be checked: {words}" for words in explanation.could_not_check]
    return "\n".join(lines)


def _spoken(line: Line) -> str:
    result = _RESULTS[line.met][2:].lower() if line.text else ""
    parts = [line.text, result, line.value]
    if line.day is not None:
        parts.append(show_date(line.day))
    if line.file_name:
        parts.append(line.file_name if line.line is None else f"{line.file_name} line {line.line}")
    return ", ".join(part for part in parts if part)


def _columns() -> list[Column[WhyRow]]:
    return [
        Column("text", "Criterion", _criterion, width=190, optional=False, stretch=True),
        Column("result", "Result", _result, width=94, optional=False),
        Column("value", "Value", _value, width=140, stretch=True),
        Column("day", "Date", _day, width=100),
        Column("code", "Code", _code, width=120),
        Column("file", "Source file", _file, width=120),
        Column("line", "Line", _line, width=56, figures=True),
    ]


def _criterion(row: WhyRow) -> Cell:
    if row.line is None:
        return Cell(row.heading, Kind.SECTION)
    return Cell(capitalised(row.line.text), tip=row.line.text)


def _result(row: WhyRow) -> Cell:
    if row.line is None:
        return Cell("", Kind.SECTION)
    if not row.line.text:
        return Cell("", Kind.SECONDARY)
    kinds = {True: Kind.STRONG, False: Kind.SECONDARY, None: Kind.WARNING}
    kind = kinds[row.line.met]
    return Cell(_RESULTS[row.line.met], Kind.WARNING if row.decides and row.line.met else kind)


def _value(row: WhyRow) -> Cell:
    if row.line is None:
        return Cell("", Kind.SECTION)
    return Cell(capitalised(row.line.value)) if row.line.value else dash("No value")


def _day(row: WhyRow) -> Cell:
    if row.line is None or row.line.day is None:
        return dash("No date")
    return Cell(show_date(row.line.day))


def _code(row: WhyRow) -> Cell:
    if row.line is None or not row.line.code:
        return dash("Not from a code")
    return Cell(row.line.code, Kind.SECONDARY, tip=row.line.code)


def _file(row: WhyRow) -> Cell:
    if row.line is None or not row.line.file_name:
        return dash("Not from a file")
    return Cell(row.line.file_name, Kind.SECONDARY, tip=row.line.file_name)


def _line(row: WhyRow) -> Cell:
    if row.line is None or row.line.line is None:
        return dash("Not from a file")
    return Cell(f"{row.line.line:,}", Kind.SECONDARY)
