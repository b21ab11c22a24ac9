"""The Lists button: saved lists, saving one, and what can be done with the whole list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QMenu, QRadioButton, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.ui.entrance.form import text_field
from proactive_care.ui.shell import Desk
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog, confirm
from proactive_care.worklists import SavedList, delete_list, save_list, saved_lists


@dataclass(frozen=True)
class ListState:
    """What is kept of a list: its filters, and the table's columns and order."""

    filters: Mapping[str, Any]
    arrangement: Mapping[str, Any]


class SaveListDialog(Dialog):
    """Asks for a name, and for whom the list is."""

    def __init__(self, parent: QWidget, look: Look, name: str) -> None:
        super().__init__(parent, look, "Save this list")
        self.add(
            Words(
                "The filters, the order and the columns are saved, not the patients: whoever fits "
                "the filters on the day is on the list.",
                "secondary",
                wrap=True,
            )
        )
        self._name, self.name = text_field("&Name")
        self.name.setText(name)
        self._name.add_to(self.body)
        self.mine = QRadioButton("For &me")
        self.shared = QRadioButton("&Shared with everybody who sees worklists")
        for button in (self.mine, self.shared):
            button.setAccessibleName(button.text().replace("&", ""))
            self.add(button)
        self.mine.setChecked(True)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "S&ave", self.check, kind="primary"), default=True)
        self.name.setFocus()

    def check(self) -> None:
        """Close with yes, unless the name is missing."""
        self._name.mark_right()
        if self.name.text().strip():
            self.accept()
        else:
            self._name.mark_wrong(InvalidInput("The list needs a name."))


class ListsButton(Button):
    """``chosen`` is sent with a saved list; the other signals ask for something with all shown."""

    chosen = Signal(object)
    save_asked = Signal()
    print_asked = Signal()
    export_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "Li&sts", icon="worklists", tip="Saved lists, print, export")
        self._desk = desk
        self.current = ""
        menu = QMenu(self)
        menu.setAccessibleName("Lists")
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        self.setProperty("menu", "true")
        self.fill()

    def ask_name(self, state: ListState) -> None:
        """Ask for a name and save the list that is shown."""
        dialog = SaveListDialog(self, self._desk.look, self.current)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.save(dialog.name.text(), state, shared=dialog.shared.isChecked())

    def save(self, name: str, state: ListState, *, shared: bool) -> None:
        """Save the list that is shown under a name."""
        saved = SavedList(name, shared, state.filters, state.arrangement)
        if self._desk.attempt(lambda: save_list(self._desk.session, saved)):
            self.current = " ".join(name.split())
            whom = "everybody" if shared else "you"
            self._desk.messages.tell("good", f"Saved for {whom} as {self.current}.")

    def fill(self) -> None:
        """Read the saved lists and build the menu."""
        menu = self.menu()
        menu.clear()
        try:
            lists = saved_lists(self._desk.session)
        except KnownError as error:
            self._desk.messages.tell_error(error)
            lists = ()
        for shared, heading in ((False, "My lists"), (True, "Shared")):
            part = [each for each in lists if each.shared is shared]
            if part:
                menu.addAction(heading).setEnabled(False)
            for each in part:
                menu.addAction(each.name.replace("&", "&&"), partial(self.open_list, each))
        menu.addSeparator()
        menu.addAction("&Save this list…", self.save_asked.emit)
        if lists:
            forget = menu.addMenu("&Delete a list")
            for each in lists:
                words = f"{each.name} (shared)" if each.shared else each.name
                forget.addAction(words.replace("&", "&&"), partial(self._ask_delete, each))
        if self._desk.session.may(Permission.EXPORT):
            menu.addSeparator()
            menu.addAction("&Print all shown…", self.print_asked.emit)
            menu.addAction("&Export all shown…", self.export_asked.emit)

    def open_list(self, saved: SavedList) -> None:
        """Show a saved list."""
        self.current = saved.name
        self.chosen.emit(saved)

    def delete(self, saved: SavedList) -> None:
        """Forget a list."""
        session = self._desk.session
        if self._desk.attempt(lambda: delete_list(session, saved.name, shared=saved.shared)):
            self.current = ""
            self._desk.messages.tell("good", f"The list {saved.name} is deleted.")

    def _ask_delete(self, saved: SavedList) -> None:
        whose = "Everybody loses it. " if saved.shared else ""
        if confirm(
            self, self._desk.look, f"Delete the list {saved.name}?",
            f"{whose}No patient is changed by this.", "&Delete the list", danger=True,
        ):  # fmt: skip
            self.delete(saved)
