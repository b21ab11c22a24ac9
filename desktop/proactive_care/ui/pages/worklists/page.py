"""The Worklists page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.ui.pages.worklists.filters import WorklistFilters
from proactive_care.ui.pages.worklists.lists import ListsButton, ListState
from proactive_care.ui.pages.worklists.rows import columns_for
from proactive_care.ui.pages.worklists.selection_bar import SelectionBar
from proactive_care.ui.pages.worklists.taking_out import TakingOut
from proactive_care.ui.shell import Desk, OpenPatient, Page, Place
from proactive_care.ui.tables import ColumnsButton, Table, TableModel
from proactive_care.ui.widgets import Card, Words, down, scrolling
from proactive_care.ui.work import EmptyPage
from proactive_care.worklists import SavedList, Worklist, WorklistRow, load_worklist

_HIDDEN_AT_FIRST = ["unknown", "nhs", "birth", "who", "conditions", "assigned"]
_FIRST_ORDER = (("tier", False), ("name", False))


class WorklistsPage(Page):
    """Who needs what, most urgent first. ``detail`` may be a tuple of tiers to show."""

    key = "worklists"
    title = "Worklists"
    icon = "worklists"
    shortcut = "Ctrl+3"
    help_topic = "worklists"
    permission = Permission.VIEW_CLINICAL

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        look = desk.look
        self._loaded = False
        self._frameworks: tuple[Framework, ...] = (Framework.HYPERTENSION,)
        self.model: TableModel[WorklistRow] = TableModel(
            columns_for(self._frameworks),
            identity=lambda row: row.patient,
            words=WorklistRow.words,
            tickable=True,
        )
        self.table = Table(look, self.model, "Worklist", freeze=True)
        self._restore()
        self.table.opened.connect(self._open)
        self.count = Words("", "secondary")
        self.lists = ListsButton(desk)
        self.taking_out = TakingOut(self, desk)
        self.filters = WorklistFilters(
            look,
            desk.session.today(),
            [self.lists, ColumnsButton(look, self.table), self.count],
        )
        self.lists.chosen.connect(self.open_list)
        self.lists.save_asked.connect(lambda: self.lists.ask_name(self.list_state()))
        self.lists.print_asked.connect(partial(self._take_out, self.taking_out.ask_print))
        self.lists.export_asked.connect(partial(self._take_out, self.taking_out.ask_export))
        self.filters.changed.connect(self._filter)
        self.filters.text.returnPressed.connect(self._go_to_first)
        self.model.shown_changed.connect(self._tell_counts)
        self.unsigned = Words("", "warning", wrap=True)
        self.unsigned.hide()
        self.none = EmptyPage(
            look, "search", "Nobody fits these filters",
            "Take a filter away, or tick fewer tiers.", "Show &everybody", self.filters.clear,
        )  # fmt: skip
        self.none.button.setProperty("kind", "")  # the important button is that of the selection
        self._fitting = QStackedWidget()
        self._fitting.addWidget(self.table)
        self._fitting.addWidget(self.none)
        card = Card(padded=False)
        card.add(self._fitting, 1)
        self.bar = SelectionBar(self, desk, self.table, self.taking_out)
        full = QWidget()
        column = down(self.unsigned, self.filters, card, self.bar, gap=8, margins=(12, 12, 12, 12))
        column.setStretch(2, 1)
        full.setLayout(column)
        self.empty = EmptyPage(
            look,
            "worklists",
            "Nobody has been sorted yet",
            "When an extract has been imported, every patient on a register is listed here in "
            "their priority group, with the reason.",
            "&Import an extract",
            partial(desk.go, Place("data")),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(full))
        self._stack.addWidget(self.empty)
        self.setLayout(down(self._stack, gap=0))

    def enter(self, detail: object) -> None:
        if isinstance(detail, tuple):
            self.filters.show_only(tier for tier in detail if isinstance(tier, Tier))
        if not self._loaded:
            self.refresh()

    def refresh(self) -> None:
        self._loaded = True
        load = self.desk.kept.once("worklist", partial(load_worklist, self.desk.session))
        self.desk.fetch("Loading the worklist", load, self.show_list)

    def leave(self) -> None:
        self.desk.remembered.keep_structure("worklist", self.table.arrangement())

    def first_focus(self) -> QWidget:
        return self.table if self.model.all_rows else self.empty.button

    def show_list(self, worklist: Worklist) -> None:
        """Show a loaded list."""
        self._show_frameworks(worklist.frameworks)
        self.filters.offer(worklist.rows, worklist.frameworks)
        self.model.load(worklist.rows)
        self._stack.setCurrentIndex(0 if worklist.rows else 1)
        self.unsigned.setText(worklist.warning)
        self.unsigned.setVisible(bool(worklist.warning))
        self._filter()
        if worklist.rows and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.say(worklist.subtitle)
        self.take_focus()

    def _show_frameworks(self, frameworks: tuple[Framework, ...]) -> None:
        if frameworks != self._frameworks:
            self._frameworks = frameworks
            arrangement = self.table.arrangement()
            self.model.set_columns(columns_for(frameworks))
            self.table.fit_text()
            self.table.restore(arrangement)

    def list_state(self) -> ListState:
        """What is saved of the list that is shown."""
        return ListState(self.filters.state(), self.table.arrangement())

    def open_list(self, saved: SavedList) -> None:
        """Show a saved list."""
        missing = self.filters.restore(saved.filters)
        self.bar.list_name = saved.name
        self.table.restore(saved.arrangement)
        if missing:
            self.desk.messages.tell(
                "info",
                f"Nobody is left with {' or '.join(missing)}.",
                "The rest of the list is shown.",
            )
        self.table.setFocus()

    def _take_out(self, way: Callable[[tuple[int, ...], list[str], str], None]) -> None:
        rows = self.model.shown_rows()
        shown = [c.key for c in self.model.columns if self.table.is_shown(c.key)]
        if rows:
            title = self.lists.current or "Worklist"
            way(tuple(row.patient for row in rows), shown, title)

    def shown_patients(self) -> tuple[int, ...]:
        """The patients in the order that they are shown, for "next" on the patient page."""
        return tuple(row.patient for row in self.model.shown_rows())

    def _restore(self) -> None:
        remembered = self.desk.remembered.structure("worklist")
        start: dict[str, object] = {
            "hidden": _HIDDEN_AT_FIRST,
            "order": [list(pair) for pair in _FIRST_ORDER],
        }
        self.table.restore(remembered or start)

    def _filter(self) -> None:
        self.model.filter(self.filters.predicate(), self.filters.text.text())

    def _go_to_first(self) -> None:
        if self.model.rowCount():
            self.table.go_to(0)
            self.table.setFocus()

    def _tell_counts(self) -> None:
        shown, whole = self.model.rowCount(), len(self.model.all_rows)
        self.count.setText(f"{shown:,} of {whole:,} patients shown")
        self._fitting.setCurrentIndex(0 if shown or not whole else 1)
        self.bar.tell_hidden()

    def _open(self, row: WorklistRow) -> None:
        opened = OpenPatient(row.patient, self.shown_patients(), "this list")
        self.desk.go(Place("patients", opened))
