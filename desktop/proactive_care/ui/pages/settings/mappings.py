"""Explained files: what was said of their columns, kept under a name, and sharing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.importing import (
    LONGEST_NAME,
    SavedMapping,
    meaning_words,
    remove_mapping,
    rename_mapping,
    saved_mappings,
    share_mapping,
    take_mapping,
)
from proactive_care.ui.entrance.form import text_field
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.shell import Desk, Place
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Button, Card, Flow, down, scrolling
from proactive_care.ui.work import Dialog, EmptyPage, confirm

_FILTER = "Mappings (*.toml);;All files (*)"


@dataclass(frozen=True)
class SaidRow:
    """What was said about one column or description."""

    name: str
    means: str
    detail: str


class Mappings(Section):
    """The saved mappings above, what the chosen one says below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._loaded = False
        look = desk.look
        self.take = Button(look, "Take over a shared &one…", self.ask_take)
        self.model: TableModel[SavedMapping] = TableModel(
            _columns(desk.full_name),
            identity=lambda saved: saved.id,
            words=lambda saved: saved.name,
        )
        self.table = Table(look, self.model, "Explained files", row_height=36)
        self.table.current_changed.connect(self._tell)
        self.said: TableModel[SaidRow] = TableModel(
            _said_columns(), identity=lambda row: row.name, words=lambda row: row.name
        )
        card = Card(
            "Files that were explained", "such files are read without a question", padded=False
        )
        empty = EmptyPage(
            look,
            "data",
            "No file had to be explained yet",
            "When you import a file that is not an export of EMIS, SystmOne or Vision, you are "
            "asked once what its columns mean. The answer is kept here under a name.",
            "Import a &file",
            lambda: desk.go(Place("data")),
        )
        empty.button.setProperty("kind", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        card.add(self._stack, 1)
        card.add(down(Flow(self.take), margins=(11, 8, 11, 8)))
        card.setMinimumHeight(look.pixels(230))
        self.rename = Button(look, "Re&name…", self.ask_rename)
        self.share = Button(look, "&Share…", self.ask_share)
        self.remove = Button(look, "Remo&ve…", self.ask_remove)
        self.detail = Card("What was said", " ", padded=False)
        self.detail.add(Table(look, self.said, "What was said of each column"), 1)
        self.detail.add(down(Flow(self.rename, self.share, self.remove), margins=(11, 8, 11, 8)))
        self.detail.setMinimumHeight(look.pixels(200))
        content = QWidget()
        column = down(card, self.detail, gap=12, margins=(16, 12, 16, 12))
        column.setStretch(0, 1)
        column.setStretch(1, 1)
        content.setLayout(column)
        self.setLayout(down(scrolling(content), gap=0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._loaded:
            self.refresh()

    def refresh(self) -> None:
        """Load again what is kept."""
        self._loaded = True
        rows = saved_mappings(self._desk.session)
        place = max(0, self.table.currentIndex().row())
        self.model.load(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.detail.setVisible(bool(rows))
        self.table.go_to(min(place, len(rows) - 1))
        self._tell(self.table.current_row())

    def ask_rename(self) -> None:
        """Ask for another name."""
        saved = self.table.current_row()
        if saved is None:
            return
        dialog = RenameDialog(self, self._desk, saved)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.refresh()

    def ask_share(self) -> None:
        """Ask where to, and write the mapping there."""
        saved = self.table.current_row()
        if saved is None:
            return
        wish = "".join(c if c.isalnum() or c in " -" else "" for c in saved.name).strip()
        name, _ = QFileDialog.getSaveFileName(
            self, "Share the mapping", f"{wish or 'mapping'}.toml", _FILTER
        )
        if name and self._desk.attempt(
            lambda: share_mapping(self._desk.session, saved.id, Path(name))
        ):
            self._desk.messages.tell(
                "good",
                f"“{saved.name}” is in {Path(name).name}.",
                "It holds the names of the columns and what they mean, and nothing of any patient.",
            )

    def ask_take(self) -> None:
        """Ask for a shared mapping, and keep it."""
        name, _ = QFileDialog.getOpenFileName(self, "Take over a shared mapping", "", _FILTER)
        if not name:
            return
        taken: list[SavedMapping] = []
        if self._desk.attempt(lambda: taken.append(take_mapping(self._desk.session, Path(name)))):
            self.refresh()
            self.table.go_to(self.model.place_of(taken[0].id) or 0)
            self._desk.messages.tell("good", f"“{taken[0].name}” is kept.")

    def ask_remove(self) -> None:
        """Ask, and forget the mapping."""
        saved = self.table.current_row()
        if saved is None or not confirm(
            self,
            self._desk.look,
            f"Remove “{saved.name}”?",
            "What was imported with it stays. The next file with these columns is asked about "
            "again.",
            "&Remove",
            danger=True,
        ):
            return
        if self._desk.attempt(lambda: remove_mapping(self._desk.session, saved.id)):
            self.refresh()
            self._desk.messages.tell("good", f"“{saved.name}” is removed.")

    def _tell(self, saved: SavedMapping | None) -> None:
        for button in (self.rename, self.share, self.remove):
            button.setEnabled(saved is not None)
        self.said.load(said_rows(saved) if saved is not None else ())
        if saved is not None:
            self.detail.heading.setText(f"What was said of “{saved.name}”")


class RenameDialog(Dialog):
    """Asks for another name; a name that cannot be used is said in the dialog."""

    def __init__(self, parent: QWidget, desk: Desk, saved: SavedMapping) -> None:
        super().__init__(parent, desk.look, f"Rename “{saved.name}”")
        self._desk, self._saved = desk, saved
        self._field, self.name = text_field("&Name")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setText(saved.name)
        self.name.selectAll()
        self._field.add_to(self.body)
        self.add_button(Button(desk.look, "&Cancel", self.reject))
        self.add_button(Button(desk.look, "&Rename", self.submit, kind="primary"), default=True)
        self.name.setFocus()

    def submit(self) -> None:
        """Rename it, and close if that went."""
        self._field.mark_right()
        try:
            rename_mapping(self._desk.session, self._saved.id, self.name.text())
        except InvalidInput as error:
            self._field.mark_wrong(error)
        except KnownError as error:
            self.reject()
            self._desk.messages.tell_error(error)
        else:
            self.accept()


def said_rows(saved: SavedMapping) -> list[SaidRow]:
    """Return what a mapping says, column by column, then its descriptions."""
    mapping = saved.mapping
    rows = [
        SaidRow(column.shown, *meaning_words(mapping, column.key)) for column in mapping.columns
    ]
    rows += [
        SaidRow(f"“{each.text}” in a description", *meaning_words(mapping, "", each.text))
        for each in mapping.descriptions
    ]
    if mapping.date_order is not None:
        rows.append(SaidRow("Dates that can be read both ways", mapping.date_order.value, ""))
    if mapping.rows_continue:
        rows.append(SaidRow("Rows without a patient", "belong to the patient above", ""))
    return rows


def _columns(named: Callable[[str], str]) -> list[Column[SavedMapping]]:
    return [
        Column("name", "Name", lambda s: Cell(s.name, Kind.STRONG), None, 220, stretch=True),
        Column("used", "Columns used", _used, None, 120, figures=True),
        Column("files", "Files read", lambda s: Cell(f"{s.files:,}"), None, 96, figures=True),
        Column("last", "Last read", _last, None, 120),
        Column("by", "Explained by", lambda s: _by(s, named), None, 210),
    ]


def _said_columns() -> list[Column[SaidRow]]:
    return [
        Column("name", "Column of the file", lambda r: Cell(r.name, Kind.STRONG), None, 230),
        Column("means", "What it means", _means, None, 280),
        Column("detail", "Unit and day", _detail, None, 220, stretch=True),
    ]


def _used(saved: SavedMapping) -> Cell:
    used = sum(bool(column.means) for column in saved.mapping.columns)
    return Cell(f"{used} of {len(saved.mapping.columns)}")


def _last(saved: SavedMapping) -> Cell:
    if saved.used is None:
        return dash("No file was imported with it yet")
    return Cell(show_date(saved.used.astimezone().date()))


def _by(saved: SavedMapping, named: Callable[[str], str]) -> Cell:
    return Cell(f"{named(saved.by)}, {show_date(saved.at.astimezone().date())}")


def _means(row: SaidRow) -> Cell:
    return Cell(row.means, Kind.SECONDARY if row.means == "Not used" else Kind.GOOD, tip=row.means)


def _detail(row: SaidRow) -> Cell:
    return Cell(row.detail, tip=row.detail) if row.detail else dash("Nothing to say here")
