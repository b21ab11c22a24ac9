"""The bar below a worklist while patients are ticked: what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from proactive_care.accounts import Permission
from proactive_care.ui.pages.worklists.assigning import AssignDialog
from proactive_care.ui.pages.worklists.taking_out import TakingOut
from proactive_care.ui.shell import Desk, Place, SomePatients
from proactive_care.ui.tables import Table, TableModel
from proactive_care.ui.widgets import Button, Flow, Words, across
from proactive_care.worklists import (
    MOST_COPIED,
    WorklistRow,
    assign_patients,
    assignees,
    note_copy,
)

TakeOut = Callable[[tuple[int, ...], list[str], str], None]


class SelectionBar(QFrame):
    """Invite, assign, copy, print, export. Hidden while nothing is ticked."""

    def __init__(
        self, page: QWidget, desk: Desk, table: Table[WorklistRow], taking_out: TakingOut
    ) -> None:
        super().__init__()
        self._page, self._desk, self._table = page, desk, table
        self._model: TableModel[WorklistRow] = table.rows
        self.list_name = "Worklist"
        look, may = desk.look, desk.session.may
        self.setProperty("part", "bar")
        self.ticked = Words("", "strong")
        self.clear = Button(look, "Clear selectio&n", self._model.clear_ticks)
        self.copy = Button(look, "&Copy", self.copy_rows, icon="copy")
        self.assign = Button(look, "Assi&gn…", self.ask_assign)
        self.print = Button(
            look, "Pr&int…", partial(self._take_out, taking_out.ask_print), icon="print"
        )
        self.export = Button(
            look, "E&xport…", partial(self._take_out, taking_out.ask_export), icon="save"
        )
        self.invite = Button(look, "Invi&te", self.ask_invite, kind="primary", icon="recall")
        buttons = Flow(self.clear, self.copy, self.assign, self.print, self.export, self.invite)
        row = across(self.ticked, None, buttons, margins=(16, 7, 8, 7))
        row.setStretchFactor(buttons, 0)
        self.setLayout(row)
        for button, permission in (
            (self.copy, Permission.EXPORT), (self.print, Permission.EXPORT),
            (self.export, Permission.EXPORT), (self.assign, Permission.RECORD_CONTACTS),
            (self.invite, Permission.PRINT_RECALL),
        ):  # fmt: skip
            if not may(permission):
                button.hide()
        self._model.ticks_changed.connect(self._tell)
        table.may_copy = self._may_copy
        self.hide()

    def copy_rows(self) -> None:
        """Copy the ticked patients, at most fifty; the audit says that it was done."""
        rows = self._model.ticked_rows()
        if self._may_copy(rows):
            self._table.copy_rows(rows)
            people = "1 patient" if len(rows) == 1 else f"{len(rows):,} patients"
            self._desk.messages.tell(
                "good", f"{people} copied to the clipboard.", "The audit says that you did."
            )

    def ask_invite(self) -> None:
        """Check these patients as a batch: the Recall page names whoever cannot be invited."""
        patients = tuple(row.patient for row in self._model.ticked_rows())
        if patients:
            self._desk.go(Place("recall", SomePatients(patients, self.list_name)))

    def ask_assign(self) -> None:
        """Ask to whom, and assign."""
        rows = self._model.ticked_rows()
        session = self._desk.session
        dialog = AssignDialog(self._page, self._desk.look, len(rows), assignees(session))
        if rows and dialog.exec():
            self.assign_to(dialog.whom, dialog.note.text())

    def assign_to(self, whom: str, note: str = "") -> None:
        """Assign the ticked patients."""
        patients = [row.patient for row in self._model.ticked_rows()]
        changed: list[int] = []
        session = self._desk.session
        if self._desk.attempt(
            lambda: changed.append(assign_patients(session, patients, whom, note))
        ):
            count = changed[0]
            people = "1 patient" if count == 1 else f"{count:,} patients"
            what = f"{people} assigned to {whom}." if whom else f"{people} assigned to nobody."
            self._desk.practice_changed.emit()
            self._desk.messages.tell("good", what)

    def _may_copy(self, rows: list[WorklistRow]) -> bool:
        patients = [row.patient for row in rows]
        shown = [c.key for c in self._model.columns if self._table.is_shown(c.key)]
        if len(rows) > MOST_COPIED:
            self._desk.messages.tell(
                "warning",
                f"At most {MOST_COPIED} patients can be copied.",
                "Print or export a longer list: it asks what the list is for.",
            )
            return False
        return self._desk.attempt(lambda: note_copy(self._desk.session, patients, shown))

    def _take_out(self, way: TakeOut) -> None:
        rows = self._model.ticked_rows()
        shown = [c.key for c in self._model.columns if self._table.is_shown(c.key)]
        if rows:
            way(tuple(row.patient for row in rows), shown, self.list_name)

    def tell_hidden(self) -> None:
        """Say how many are ticked, and how many of them the filters hide."""
        if self.isHidden():
            return
        ticked = {row.patient for row in self._model.ticked_rows()}
        hidden = len(ticked - {row.patient for row in self._model.shown_rows()})
        others = f", {hidden:,} of them not shown" if hidden else ""
        self.ticked.setText(f"{len(ticked):,} selected{others}")

    def _tell(self) -> None:
        count = len(self._model.ticked_rows())
        people = "1 patient" if count == 1 else f"{count:,} patients"
        self.invite.rename(f"Invi&te {people}")
        self.setVisible(count > 0)
        self.tell_hidden()
