"""The coding list: tick off what is coded, take it out as a file or on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.recall import (
    CodingExport,
    CodingItem,
    CodingSheet,
    coding_list,
    export_coding_list,
    print_coding_sheet,
    tick_coding,
)
from proactive_care.ui.pages.recall.paper import show_pages
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Button, Card, Flow, Words, down
from proactive_care.ui.work import EmptyPage


class CodingView(QWidget):
    """``changed``: lines were ticked off."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._items: tuple[CodingItem, ...] = ()
        self.model: TableModel[CodingItem] = TableModel(
            _columns(),
            identity=lambda item: (item.work.origin, item.work.code.code),
            words=lambda item: f"{item.patient.family_name} {item.work.text}",
            tickable=True,
        )
        self.model.ticks_changed.connect(self._fit)
        self.table = Table(look, self.model, "Coding list", row_height=36)
        self.table.current_changed.connect(lambda _item: self._tell())
        self.late = QCheckBox("Only those not &seen after 30 days")
        self.late.setAccessibleName("Only those not seen after 30 days")
        self.late.toggled.connect(lambda _on: self._narrow())
        self.export = Button(look, "&Export CSV…", self._ask_where, icon="save")
        self.print = Button(look, "&Print the sheet", self.print_sheet, icon="print")
        self.tick = Button(look, "&Tick off", self.tick_off, kind="primary", icon="tick")
        self.card = Card("To code in the clinical system", actions=(self.late,), padded=False)
        self.card.add(self.table, 1)
        self.about = Words("", "secondary", wrap=True)
        bar = down(self.about, Flow(self.export, self.print, self.tick, gap=8), gap=8)
        full = QWidget()
        column = down(self.card, bar, gap=8, margins=(24, 12, 24, 12))
        column.setStretch(0, 1)
        full.setLayout(column)
        self.empty = EmptyPage(
            look,
            "tick",
            "Nothing to code",
            "Invitations, reviews, care plans and home readings are listed here until the clinical "
            "system has them. The next import ticks them off by itself.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        self.setLayout(down(self._stack, gap=0))

    def refresh(self) -> None:
        """Load what is still to be coded."""
        session = self._desk.session

        def work(_progress: Progress) -> tuple[CodingItem, ...]:
            return coding_list(session, session.today())

        self._desk.fetch("Reading the coding list", work, self._show)

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self.empty if self._stack.currentIndex() else self.table

    def tick_off(self) -> None:
        """Say that the ticked lines, or else the current one, are coded."""
        current = self.table.current_row()
        rows = self.model.ticked_rows() or ([] if current is None else [current])

        def do() -> None:
            for item in rows:
                tick_coding(self._desk.session, item.work.origin, item.work.code.code)

        if rows and self._desk.attempt(do):
            lines = "1 line is" if len(rows) == 1 else f"{len(rows):,} lines are"
            self._desk.messages.tell("good", f"{lines} ticked off.")
            self.model.clear_ticks()
            self.changed.emit()
            self.refresh()

    def print_sheet(self) -> None:
        """Show the sheet with its boxes, to be printed."""
        session, late = self._desk.session, self.late.isChecked()

        def work(_progress: Progress) -> CodingSheet:
            return print_coding_sheet(session, session.today(), overdue_only=late)

        def done(made: CodingSheet) -> None:
            show_pages(self.window(), self._desk, "Coding list", "coding-list.pdf", made.data)

        self._desk.run("Setting out the coding list", work, done)

    def export_to(self, path: Path) -> None:
        """Write the list, off the window's thread."""
        session = self._desk.session

        def work(_progress: Progress) -> CodingExport:
            return export_coding_list(session, path, session.today())

        def done(made: CodingExport) -> None:
            seen = f" {made.seen:,} were seen in an import and ticked off." if made.seen else ""
            self._desk.messages.tell(
                "good",
                f"Exported {made.rows:,} lines to {path.name}.{seen}",
                "The file is not encrypted: keep it where only those who need it can open it.",
            )
            self.refresh()

        self._desk.run("Exporting the coding list", work, done)

    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / "coding-list.xlsx")
        name, _ = QFileDialog.getSaveFileName(
            self, "Where to keep the coding list", start, "Excel (*.xlsx);;CSV (*.csv)"
        )
        if name:
            self.export_to(Path(name))

    def _show(self, items: tuple[CodingItem, ...]) -> None:
        self._items = items
        overdue = sum(item.overdue for item in items)
        note = f"{len(items):,} lines"
        self.card.note.setText(f"{note}, {overdue:,} not seen after 30 days" if overdue else note)
        self._stack.setCurrentIndex(0 if items else 1)
        self._narrow()

    def _narrow(self) -> None:
        late = self.late.isChecked()
        self.model.load([item for item in self._items if item.overdue or not late])
        self.table.go_to(0)
        self._fit()

    def _fit(self) -> None:
        count = len(self.model.ticked_rows())
        self.tick.rename(f"&Tick off {count:,} lines" if count > 1 else "&Tick off")
        for button in (self.tick, self.print):
            button.setEnabled(self.model.rowCount() > 0)
        self._tell()

    def _tell(self) -> None:
        item = self.table.current_row()
        self.about.setText("" if item is None else item.work.check_first or item.work.text)


def _columns() -> list[Column[CodingItem]]:
    return [
        Column("name", "Patient", _name, _name_order, 190, optional=False),
        Column("date", "Date", lambda i: Cell(show_date(i.work.day)), lambda i: i.work.day, 104),
        Column("code", "SNOMED CT code", lambda i: Cell(i.work.code.code), None, 150),
        Column("term", "Term", _term, lambda i: i.work.code.term, 240, stretch=True),
        Column("value", "Value", _value, None, 90, True),
        Column("condition", "Conditions", _condition, None, 150),
        Column("status", "Status", _status, lambda i: i.status, 170),
    ]


def _name(item: CodingItem) -> Cell:
    return Cell(f"{item.patient.family_name}, {item.patient.given_name}", Kind.STRONG)


def _name_order(item: CodingItem) -> tuple[str, str]:
    return item.patient.family_name.casefold(), item.patient.given_name.casefold()


def _term(item: CodingItem) -> Cell:
    return Cell(item.work.code.term, tip=item.work.text)


def _condition(item: CodingItem) -> Cell:
    return Cell(item.work.condition, tip=item.work.condition)


def _value(item: CodingItem) -> Cell:
    if item.work.value is None:
        return dash("This code has no value")
    return Cell(f"{item.work.value} {item.work.code.unit}")


def _status(item: CodingItem) -> Cell:
    check = item.work.check_first
    if item.overdue:
        return Cell(item.status.capitalize(), Kind.WARNING, tip=item.status)
    return Cell("Check first", Kind.WARNING, tip=check) if check else Cell("To code")
