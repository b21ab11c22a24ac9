"""What a careful look at a window finds: words that are cut, and words that are nobody's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QWidget,
)

from proactive_care.ui.tables import Table
from proactive_care.ui.tables.delegate import CellDelegate
from proactive_care.ui.widgets import Words

_RAW = (
    (re.compile(r"\bNone\b(?! (?:of|was|were|is|are)\b)|\b(?:nan|True|False)\b"), "a value"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "a date as computers write it"),
    (re.compile(r"\b[a-z0-9]+(_[a-z0-9]+)+\b"), "a name inside the program"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-"), "an id"),
    (re.compile(r"[{}]|\bobject at 0x"), "a template or an object"),
    (
        re.compile(r"\b1 (?:patients|letters|days|files|rows|codes|groups|forms|entries)\b"),
        "a plural",
    ),
)
_FILE_NAME = re.compile(r"\S+\.(?:csv|pdf|zip|xlsx|pcbackup)\b|(?<!\S)(?:[A-Z]:)?[/\\]\S+")
_MNEMONIC = re.compile(r"&(\w)")
_MOST_ROWS = 40
_SLACK = 2  # pixels


def faults(window: QWidget, *, raw: bool = True) -> set[str]:
    """Return what is wrong with what is visible in a window, in words.

    Without ``raw`` only what is cut: test data often has the program's names for its own.
    """
    found: set[str] = set()
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible():
            found |= {f"{words!r} is cut" for words in _cut(widget)}
            if _nameless(widget):
                found.add(f"{type(widget).__name__} {widget.objectName()} has no name")
            if raw:
                found |= _raw(widget)
    return found | _shared_letters(window)


def _nameless(widget: QWidget) -> bool:
    """Whether a screen reader has nothing to say about a control of ours."""
    part = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | QTabBar | QTableView)
    inner = widget.objectName().startswith("qt_") or part
    control = isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox)
    return control and not inner and not widget.accessibleName().strip()


def _cut(widget: QWidget) -> Iterator[str]:
    """The words of a widget that do not fit into it and that no tooltip has."""
    if widget.toolTip():
        return
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, QAbstractButton):
        words = widget.text().replace("&", "")
        lines = max((metrics.horizontalAdvance(line) for line in words.split("\n")), default=0)
        if lines > widget.width():
            yield words
    elif isinstance(widget, QComboBox) and not widget.isEditable():
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, part, widget
        )
        if metrics.horizontalAdvance(widget.currentText()) > room.width() + _SLACK:
            yield widget.currentText()
    elif isinstance(widget, QLineEdit) and not widget.text():
        margins = widget.textMargins()
        room = widget.width() - margins.left() - margins.right() - 12
        if metrics.horizontalAdvance(widget.placeholderText()) > room:
            yield widget.placeholderText()
    elif isinstance(widget, QListView):
        yield from _cut_items(widget)
    elif isinstance(widget, Table):
        yield from _cut_cells(widget)


def _cut_label(label: QLabel) -> Iterator[str]:
    words = label.text()
    if not words or not label.pixmap().isNull():
        return
    if isinstance(label, Words) and label.whole_text() != words:
        yield label.whole_text()  # shortened, and without a tooltip
        return
    metrics = label.fontMetrics()
    words = words.replace("&", "") if label.buddy() else words
    need = label.heightForWidth(label.width()) if label.wordWrap() else 0
    if label.height() + _SLACK < max(need, metrics.height()):
        yield words
    if not label.wordWrap():
        wide = max(metrics.horizontalAdvance(line) for line in words.split("\n"))
        if label.width() + _SLACK < wide:
            yield words


def _cut_items(view: QListView) -> Iterator[str]:
    model: QAbstractItemModel = view.model()
    for row in range(min(_MOST_ROWS, model.rowCount())):
        index = model.index(row, 0)
        wide = view.sizeHintForIndex(index).width()
        tip = index.data(int(Qt.ItemDataRole.ToolTipRole))
        if not view.isRowHidden(row) and wide > view.viewport().width() + _SLACK and not tip:
            yield str(index.data())


def _cut_cells(table: Table[object]) -> Iterator[str]:
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    if delegate.wraps:  # their rows are as tall as their words
        return
    for row, column in _shown_cells(table):
        index = table.rows.index(row, column)
        rect = QRect(table.visualRect(index))
        whole = delegate.sizeHint(QStyleOptionViewItem(), index).width()
        spoken = table.rows.cell(row, column).spoken()
        if whole > rect.width() + _SLACK and spoken not in delegate.tip(index, rect.width()):
            yield spoken


def _shared_letters(window: QWidget) -> set[str]:
    """Letters that two controls share: Alt then only moves between them."""
    owners: dict[str, list[str]] = defaultdict(list)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        texts: list[str] = []
        if isinstance(widget, QAbstractButton):
            texts = [widget.text()]
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            texts = [widget.text()] if widget.buddy().isEnabled() else []
        elif isinstance(widget, QTabBar):
            texts = [widget.tabText(number) for number in range(widget.count())]
        for text in texts:
            letter = _MNEMONIC.search(text.replace("&&", ""))
            if letter:
                owners[letter[1].upper()].append(text)
    return {
        f"Alt+{letter} belongs to {sorted(texts)}"
        for letter, texts in owners.items()
        if len(texts) > 1
    }


def _raw(widget: QWidget) -> set[str]:
    return {
        f"{words!r} has {what}"
        for words in _said(widget)
        for pattern, what in _RAW
        if pattern.search(_FILE_NAME.sub("", words))
    }


def _said(widget: QWidget) -> Iterator[str]:
    """Everything that a widget says, apart from what users typed into it."""
    yield widget.toolTip()
    yield widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(min(30, widget.count())))
    elif isinstance(widget, QPlainTextEdit | QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, Table):
        yield from (column.title for column in widget.rows.columns)
        for row, column in _shown_cells(widget):
            cell = widget.rows.cell(row, column)
            yield from (cell.text, cell.second, cell.tip, *cell.chips)


def _shown_cells(table: QTableView) -> Iterator[tuple[int, int]]:
    model = table.model()
    for row in range(min(_MOST_ROWS, model.rowCount())):
        for column in range(model.columnCount()):
            if not table.isColumnHidden(column):
                yield row, column
