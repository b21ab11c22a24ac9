"""The start of the Data page: import, what was imported before, backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.importing import ImportRow
from proactive_care.ui.pages.data.backup_card import BackupCard
from proactive_care.ui.pages.data.doubles_card import DoublesCard
from proactive_care.ui.pages.data.lists_card import ListsCard
from proactive_care.ui.pages.data.pack_card import PackCard
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.widgets import (
    Button,
    Card,
    IconLabel,
    Words,
    across,
    down,
    link_button,
    scrolling,
)
from proactive_care.ui.work import EmptyPage

_NAME_FILTER = "Exports (*.csv *.txt *.tsv *.xlsx);;All files (*)"


class DataHome(QWidget):
    """``chosen`` is sent with the files to check. Files and folders can be dropped here."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look = desk.look
        self.setAcceptDrops(True)
        self.files = Button(look, "Choose &files", self._ask_files, kind="primary", icon="import")
        self.folder = Button(look, "Choose a f&older", self._ask_folder, icon="folder")
        words = Words(
            "Choose the CSV files that the clinical system exported, or drop them here. You see "
            "what was understood, and what would change, before anything is kept.",
            "secondary",
            wrap=True,
        )
        card = Card("Import an extract")
        guide = partial(desk.guide_asked.emit, "exports")
        about = down(words, across(link_button(look, "How to &get the files", guide), None), gap=6)
        row = across(IconLabel(look, "import", "primary", 32), about, self.files, self.folder)
        row.setStretch(1, 1)
        card.add(row)
        self.model: TableModel[ImportRow] = TableModel(
            _columns(desk.full_name),
            identity=lambda row: row.source,
            words=lambda row: row.file_name,
        )
        table = Table(look, self.model, "Imports so far", row_height=36)
        history = Card("Imports so far", "newest first", padded=False)
        empty = EmptyPage(
            look,
            "data",
            "Nothing has been imported yet",
            "Every file that is imported is listed here, with who did it and what it brought. The "
            "guide says which columns to tick in EMIS, SystmOne or Vision.",
            "How to get &them",
            guide,
        )
        empty.button.setProperty("kind", "")  # the first button of the page is the important one
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(empty)
        history.add(self._stack, 1)
        history.setMinimumHeight(look.pixels(220))
        self.doubles = DoublesCard(desk)
        self.lists = ListsCard(desk)
        content = QWidget()
        self.backup, self.pack = BackupCard(desk), PackCard(desk)
        cards = (card, self.doubles, self.lists, history, self.backup, self.pack)
        column = down(*cards, gap=16, margins=(24, 16, 24, 16))
        column.setStretch(3, 1)
        content.setLayout(column)
        self.setLayout(down(scrolling(content), gap=0))

    def show_history(self, rows: tuple[ImportRow, ...]) -> None:
        """List what was imported."""
        self.model.load(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows:
            self.doubles.refresh()
            self.lists.refresh()

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Choose the exports", "", _NAME_FILTER)
        if names:
            self.chosen.emit(tuple(Path(name) for name in names))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Choose the folder of the exports")
        if name:
            self.chosen.emit((Path(name),))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            self.chosen.emit(tuple(paths))


def _columns(named: Callable[[str], str]) -> list[Column[ImportRow]]:
    return [
        Column("file", "File", _file, lambda r: r.file_name.casefold(), 240, stretch=True),
        Column("run", "Run date", lambda r: Cell(show_date(r.run_date)), lambda r: r.run_date, 110),
        Column("at", "Imported", _at, lambda r: r.imported_at, 150),
        Column("by", "By", lambda r: Cell(named(r.imported_by)), lambda r: r.imported_by, 120),
        _count("read", "Read", lambda r: r.rows_read),
        _count("accepted", "Accepted", lambda r: r.rows_accepted),
        _count("rejected", "Rejected", lambda r: r.rows_rejected),
        _count("ignored", "Ignored", lambda r: r.rows_ignored),
        Column("state", "State", _state, lambda r: not r.current, 130),
    ]


def _count(key: str, title: str, value: Callable[[ImportRow], int]) -> Column[ImportRow]:
    return Column(key, title, lambda r: Cell(f"{value(r):,}"), value, 84, figures=True)


def _file(row: ImportRow) -> Cell:
    return Cell(row.file_name, Kind.STRONG, tip=search_words(row.report))


def search_words(report: str) -> str:
    """Say from which search of the clinical system a file is; nothing if it does not say so."""
    search = report.partition(": ")[2]
    return f"The search “{search}”" if search else ""


def _at(row: ImportRow) -> Cell:
    at = datetime.fromisoformat(row.imported_at).astimezone()
    return Cell(f"{show_date(at.date())} {at:%H:%M}")


def _state(row: ImportRow) -> Cell:
    return Cell("In use", Kind.GOOD) if row.current else Cell("Replaced", Kind.SECONDARY)
