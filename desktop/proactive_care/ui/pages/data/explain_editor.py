"""Saying what the chosen column means: its meaning, and what belongs to that."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from proactive_care.importing import (
    ASK,
    HAPPENED,
    MEASURE,
    ColumnMeaning,
    FileMapping,
    Unknown,
    concept_choices,
    description_meaning,
    meanings,
    unit_choices,
    with_concept,
    with_description,
    with_meaning,
)
from proactive_care.ui.entrance.form import Field
from proactive_care.ui.pages.data.explain_rows import ExplainRow
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Card, Words

_CHOOSE = "Choose…"
_NEEDS_DATE = frozenset({MEASURE, "code", "term", "value", "drug", "drug_code"})


class ExplainEditor(Card):
    """``changed`` is sent with the new mapping."""

    changed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__("The chosen column")
        self._unknown: Unknown | None = None
        self._mapping: FileMapping | None = None
        self._row: ExplainRow | None = None
        self.about = Words("", "secondary", wrap=True)
        self.means, self.concept, self.unit, self.date = (QComboBox() for _ in range(4))
        self._concepts_of = "?"  # which list the concept box holds
        _make_searchable(self.concept)
        for means in meanings():
            self.means.addItem(means.label, means.id)
        self.means.insertItem(0, "Not used", "")
        self._fields = {
            "means": Field("&What it means", self.means),
            "concept": Field("Wh&ich one", self.concept),
            "unit": Field("&Unit of its numbers", self.unit),
            "date": Field("Column with its &day", self.date),
        }
        self.body.setSpacing(3)
        self.add(self.about)
        for field in self._fields.values():
            field.add_to(self.body)
            field.control.setMaximumWidth(look.pixels(420))
        self.body.addStretch(1)
        self.means.currentIndexChanged.connect(self._means_chosen)
        self.concept.currentTextChanged.connect(self._concept_chosen)
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        self.date.currentIndexChanged.connect(self._date_chosen)
        line = self.concept.lineEdit()
        assert line is not None  # the box can be edited
        line.setPlaceholderText("Type a part of the name")
        line.editingFinished.connect(self._whole_words)
        self.setEnabled(False)

    def show_row(self, unknown: Unknown, mapping: FileMapping, row: ExplainRow | None) -> None:
        """Show what is said about one column or description."""
        self._unknown, self._mapping, self._row = unknown, mapping, row
        self.setEnabled(row is not None)
        self.heading.setText(row.name if row is not None else "The chosen column")
        self.about.setText("" if row is None else row.problem or row.why)
        if row is not None:
            self._fill_row(mapping, row)

    def first_field(self) -> QWidget:
        """Where the keyboard goes."""
        return self.concept if self._row is not None and self._row.text else self.means

    def _fill_row(self, mapping: FileMapping, row: ExplainRow) -> None:
        column = mapping.column(row.key) or ColumnMeaning(row.key, row.name)
        means, concept, unit = column.means, column.concept, column.unit
        if row.text:
            said = description_meaning(mapping, row.text)
            means, concept, unit = "", said.concept if said else "", said.unit if said else ""
        boxes = (self.means, self.concept, self.unit, self.date)
        for box in boxes:
            box.blockSignals(True)
        self.means.setCurrentIndex(self.means.findData(means))
        self._fill_concepts(means, concept)
        self._fill_units(concept, unit)
        self._fill_dates(mapping, column)
        for box in boxes:
            box.blockSignals(False)
        chooses = bool(row.text) or means in (MEASURE, HAPPENED)
        _show(self._fields["means"], not row.text)
        _show(self._fields["concept"], chooses)
        _show(self._fields["unit"], bool(unit_choices(concept)) and means != HAPPENED)
        _show(self._fields["date"], means in _NEEDS_DATE)

    def _fill_concepts(self, means: str, concept: str) -> None:
        if self._concepts_of != means:
            self._concepts_of = means
            self.concept.clear()
            for name, label in concept_choices(means):
                self.concept.addItem(label, name)
        index = self.concept.findData(concept) if concept else -1
        self.concept.setCurrentIndex(index)
        if index < 0:
            self.concept.setEditText("")

    def _fill_units(self, concept: str, unit: str) -> None:
        ask = [(_CHOOSE, ASK)] if unit == ASK else []
        units = [(each, each) for each in unit_choices(concept)]
        _fill(self.unit, [*ask, ("As in the cells, or the usual one", ""), *units], unit)

    def _fill_dates(self, mapping: FileMapping, column: ColumnMeaning) -> None:
        dates = [(each.shown, each.key) for each in mapping.having("date")]
        known = column.date in {key for _, key in dates}
        choose = [] if known else [(_CHOOSE, column.date)]
        _fill(self.date, [*choose, *dates], column.date)

    def _means_chosen(self) -> None:
        unknown, mapping, row = self._unknown, self._mapping, self._row
        if unknown is not None and mapping is not None and row is not None:
            means = str(self.means.currentData() or "")
            self.changed.emit(with_meaning(unknown.looked, mapping, row.key, means))

    def _concept_chosen(self, text: str) -> None:
        """Only a whole name from the list counts; half-typed words change nothing."""
        unknown, mapping, row = self._unknown, self._mapping, self._row
        index = self.concept.findText(text.strip(), Qt.MatchFlag.MatchFixedString)
        if unknown is None or mapping is None or row is None or (index < 0 and text.strip()):
            return
        concept = str(self.concept.itemData(index)) if index >= 0 else ""
        if row.text:
            unit = ASK if unit_choices(concept) else ""
            self.changed.emit(with_description(mapping, row.text, concept, unit))
        else:
            self.changed.emit(with_concept(unknown.looked, mapping, row.key, concept))

    def _whole_words(self) -> None:
        """What was half typed gives way to what holds."""
        if self._mapping is not None and self._row is not None:
            self._fill_row(self._mapping, self._row)

    def _unit_chosen(self) -> None:
        mapping, row = self._mapping, self._row
        if mapping is None or row is None:
            return
        unit = str(self.unit.currentData() or "")
        if row.text:
            said = description_meaning(mapping, row.text)
            if said is not None:
                self.changed.emit(with_description(mapping, row.text, said.concept, unit))
        elif column := mapping.column(row.key):
            self.changed.emit(mapping.with_column(replace(column, unit=unit)))

    def _date_chosen(self) -> None:
        mapping, row = self._mapping, self._row
        column = mapping.column(row.key) if mapping is not None and row is not None else None
        if mapping is not None and column is not None:
            date = str(self.date.currentData() or "")
            self.changed.emit(mapping.with_column(replace(column, date=date)))


def _fill(box: QComboBox, items: list[tuple[str, str]], current: str) -> None:
    """Offer these, if the box does not do so already, and show the one that holds."""
    offered = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
    if offered != items:
        box.clear()
        for words, data in items:
            box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(current)))


def _make_searchable(box: QComboBox) -> None:
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)


def _show(field: Field, shown: bool) -> None:
    field.label.setVisible(shown)
    field.control.setVisible(shown)
    field.note.setVisible(shown and bool(field.note.text()))
