"""The Recall page: due, batches, outcomes, escalated, coding list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QWidget

from proactive_care.accounts import Permission
from proactive_care.recall import RecallPreview, recall_stop
from proactive_care.ui.pages.recall.batches_view import BatchesView
from proactive_care.ui.pages.recall.check import CheckStep
from proactive_care.ui.pages.recall.choose import ChooseStep
from proactive_care.ui.pages.recall.coding_view import CodingView
from proactive_care.ui.pages.recall.due_part import DuePart
from proactive_care.ui.pages.recall.escalated_view import EscalatedView
from proactive_care.ui.pages.recall.outcomes_view import OutcomesView
from proactive_care.ui.pages.recall.printed import PrintedStep
from proactive_care.ui.shell import Desk, OpenPatient, Page, SomePatients
from proactive_care.ui.widgets import Steps, Words, across, down

Part = DuePart | BatchesView | OutcomesView | EscalatedView | CodingView


@runtime_checkable
class View(Protocol):
    """What every part of the page can do."""

    def refresh(self) -> None: ...

    def first_focus(self) -> QWidget: ...


class RecallPage(Page):
    """``detail`` names a part (due, batches, outcomes, escalated, coding), or is an OpenPatient:
    then an outcome is recorded for them."""

    key = "recall"
    title = "Recall"
    icon = "recall"
    shortcut = "Ctrl+5"
    help_topic = "recall"
    loads_on_enter = True
    permission = Permission.RECORD_CONTACTS  # reception records outcomes; the parts ask for more

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._makers = _parts_for(desk)
        self._made: dict[str, Part] = {}
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the recall page")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for name, _ in self._makers.values():
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(lambda _number: self._turned())
        self.stopped = Words("", "warning", wrap=True)
        self.stopped.setContentsMargins(24, 6, 24, 6)
        self._stack = QStackedWidget()
        strip = QFrame()
        strip.setProperty("part", "strip")
        strip.setLayout(across(self.tabs, None, gap=0, margins=(12, 0, 12, 0)))
        column = down(strip, self.stopped, self._stack, gap=0)
        column.setStretch(2, 1)
        self.setLayout(column)
        self.stopped.hide()
        for number in range(len(self._makers)):
            shortcut = QShortcut(QKeySequence(f"Ctrl+Alt+{number + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, number))

    def enter(self, detail: object) -> None:
        if isinstance(detail, str):
            self.show_part(detail)
        elif isinstance(detail, OpenPatient):
            self._record_for(detail.patient)
        elif isinstance(detail, SomePatients) and self.show_part("due") is not None:
            self.due.check_only(detail)
        self.refresh()

    def refresh(self) -> None:
        self.say(self.tabs.tabText(self.tabs.currentIndex()))
        stop = recall_stop(self.desk.session)
        self.stopped.setText("" if stop is None else stop.words)
        self.stopped.setVisible(stop is not None)
        self._view().refresh()

    def first_focus(self) -> QWidget:
        return self._view().first_focus()

    def show_part(self, key: str) -> QWidget | None:
        """Turn to a part and return it; None if this person may not use it."""
        if key not in self._makers:
            return None
        self.tabs.setCurrentIndex(list(self._makers).index(key))
        return self._widget()

    @property
    def due(self) -> DuePart:
        """The part that makes batches."""
        part = self._part("due")
        assert isinstance(part, DuePart)
        return part

    @property
    def choose(self) -> ChooseStep:
        """The first step of a batch."""
        return self.due.choose

    @property
    def check(self) -> CheckStep:
        """The second step of a batch."""
        return self.due.check

    @property
    def printed(self) -> PrintedStep:
        """The third step of a batch."""
        return self.due.printed

    @property
    def steps(self) -> Steps:
        """Which step of a batch is shown."""
        return self.due.steps

    @property
    def preview(self) -> RecallPreview | None:
        """The batch that was checked."""
        return self.due.preview

    def print_to(self, path: Path) -> None:
        """Print the batch that was checked into a file."""
        self.due.print_to(path)

    def _record_for(self, patient: int) -> None:
        outcomes = self.show_part("outcomes")
        if isinstance(outcomes, OutcomesView):
            self.desk.attempt(partial(outcomes.open_patient, patient))

    def _letters_for(self, stream: str) -> None:
        if self.show_part("due") is not None:
            self.due.check_stream(stream)

    def _view(self) -> View:
        view = self._widget()
        assert isinstance(view, View)
        return view

    def _widget(self) -> QWidget:
        """The part that is shown, made when it is first needed."""
        part = self._part(list(self._makers)[self.tabs.currentIndex()])
        self._stack.setCurrentWidget(part)
        return part

    def _part(self, key: str) -> Part:
        if key not in self._made:
            made = self._makers[key][1](self.desk)
            made.changed.connect(self._changed)
            if isinstance(made, EscalatedView):
                made.record.connect(self._record_for)
                made.letters.connect(self._letters_for)
            self._made[key] = made
            self._stack.addWidget(made)
        return self._made[key]

    def _changed(self) -> None:
        self.desk.practice_changed.emit()

    def _turned(self) -> None:
        if self.isVisible():
            self.desk.attempt(self.refresh)
            self.first_focus().setFocus(Qt.FocusReason.TabFocusReason)


def _parts_for(desk: Desk) -> dict[str, tuple[str, Callable[[Desk], Part]]]:
    """The parts that this person may use, in the order of the tabs."""
    session = desk.session
    sees = session.may(Permission.PREVIEW_RECALL)
    every: tuple[tuple[bool, str, str, Callable[[Desk], Part]], ...] = (
        (sees, "due", "Due", DuePart),
        (sees, "batches", "Batches", BatchesView),
        (True, "outcomes", "Outcomes", OutcomesView),
        (sees, "escalated", "Escalated", EscalatedView),
        (session.may(Permission.EXPORT), "coding", "Coding list", CodingView),
    )
    return {key: (title, make) for may, key, title, make in every if may}
