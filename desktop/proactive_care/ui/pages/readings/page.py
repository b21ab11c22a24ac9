"""The Readings page: tray, phone, clinic, digital inbox, alerts, filed, letters, monitors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QWidget

from proactive_care.accounts import Permission
from proactive_care.readings import count_acute
from proactive_care.ui.pages.readings.alerts_view import AlertsView
from proactive_care.ui.pages.readings.clinic_view import ClinicView
from proactive_care.ui.pages.readings.filed_view import FiledView
from proactive_care.ui.pages.readings.inbox_view import InboxView
from proactive_care.ui.pages.readings.letters_view import LettersView
from proactive_care.ui.pages.readings.monitors_view import MonitorsView
from proactive_care.ui.pages.readings.phone_view import PhoneView
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell import Desk, OpenPatient, Page, ScannedForm, ToMeasure, ToPhone
from proactive_care.ui.widgets import across, down

_TELL_OTHERS_AFTER_MS = 2500


Part = (
    TrayView
    | PhoneView
    | ClinicView
    | InboxView
    | AlertsView
    | FiledView
    | LettersView
    | MonitorsView
)


@runtime_checkable
class View(Protocol):
    """What every part of the page can do."""

    def refresh(self) -> None: ...

    def first_focus(self) -> QWidget: ...


class ReadingsPage(Page):
    """``detail`` names a part (tray, phone, clinic, digital, alerts, filed, letters, monitors), is
    an OpenPatient (then their filed readings are shown), a ScannedForm (then it is keyed), or
    ToPhone (then the call to them is shown), or a ToMeasure (then their clinic reading is)."""

    key = "readings"
    title = "Readings"
    icon = "readings"
    shortcut = "Ctrl+4"
    help_topic = "readings"
    loads_on_enter = True
    permission = Permission.RECORD_CONTACTS  # reception phones; the parts ask for more

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._makers = _parts_for(desk)
        self._made: dict[str, QWidget] = {}
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the readings page")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for name, _ in self._makers.values():
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(lambda _number: self._turned())
        self._stack = QStackedWidget()
        strip = QFrame()
        strip.setProperty("part", "strip")
        strip.setLayout(across(self.tabs, None, gap=0, margins=(12, 0, 12, 0)))
        column = down(strip, self._stack, gap=0)
        column.setStretch(1, 1)
        self.setLayout(column)
        for number in range(len(self._makers)):
            shortcut = QShortcut(QKeySequence(f"Ctrl+Alt+{number + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, number))
        # Other pages are told a little later: forty diaries in a row reload them once.
        self._telling = QTimer(self, singleShot=True, interval=_TELL_OTHERS_AFTER_MS)
        self._telling.timeout.connect(desk.practice_changed.emit)

    def enter(self, detail: object) -> None:
        if isinstance(detail, str):
            self.show_part(detail)
        elif isinstance(detail, OpenPatient):
            filed = self.show_part("filed")
            if isinstance(filed, FiledView):
                filed.open_patient(detail.patient)
        clinic = self.show_part("clinic") if isinstance(detail, ToMeasure) else None
        phone = self.show_part("phone") if isinstance(detail, ToPhone) else None
        self.refresh()
        if isinstance(detail, ToPhone) and isinstance(phone, PhoneView):
            phone.go_to(detail.patient)
        if isinstance(detail, ToMeasure) and isinstance(clinic, ClinicView):
            clinic.open_patient(detail.patient)
        if isinstance(detail, ScannedForm):
            tray = self.show_part("tray")
            if isinstance(tray, TrayView):
                tray.scan(detail.code)

    def refresh(self) -> None:
        self.say(self.tabs.tabText(self.tabs.currentIndex()).split(" · ")[0])
        self._view().refresh()
        self._count()

    def leave(self) -> None:
        for part in self._made.values():
            if isinstance(part, TrayView | PhoneView | FiledView):
                part.entry.leave()

    def first_focus(self) -> QWidget:
        return self._view().first_focus()

    def show_part(self, key: str) -> QWidget | None:
        """Turn to a part and return it; None if this person may not use it."""
        if key not in self._makers:
            return None
        self.tabs.setCurrentIndex(list(self._makers).index(key))
        return self._widget()

    def _view(self) -> View:
        view = self._widget()
        assert isinstance(view, View)
        return view

    def _widget(self) -> QWidget:
        """The part that is shown, made when it is first needed."""
        key = list(self._makers)[self.tabs.currentIndex()]
        if key not in self._made:
            made = self._makers[key][1](self.desk)
            made.changed.connect(self._telling.start)
            made.changed.connect(self._count)
            self._made[key] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._made[key])
        return self._made[key]

    def _turned(self) -> None:
        if self.isVisible():
            self.desk.attempt(self.refresh)
            self.first_focus().setFocus(Qt.FocusReason.TabFocusReason)

    def _count(self) -> None:
        """Say on the tab how many red readings wait."""
        if "alerts" in self._makers:
            acute = count_acute(self.desk.session)
            place = list(self._makers).index("alerts")
            self.tabs.setTabText(place, f"Alerts · {acute} red" if acute else "Alerts")


def _parts_for(desk: Desk) -> dict[str, tuple[str, Callable[[Desk], Part]]]:
    """The parts that this person may use, in the order of the tabs."""
    takes = desk.session.may(Permission.TAKE_READINGS)
    sees = desk.session.may(Permission.VIEW_CLINICAL)
    every: tuple[tuple[bool, str, str, Callable[[Desk], Part]], ...] = (
        (takes, "tray", "Paper tray", TrayView),
        (True, "phone", "Phone", PhoneView),
        (takes, "clinic", "Clinic", ClinicView),
        (takes, "digital", "Digital inbox", InboxView),
        (sees, "alerts", "Alerts", AlertsView),
        (takes, "filed", "Filed", FiledView),
        (takes, "letters", "Letters", LettersView),
        (takes, "monitors", "Monitors", MonitorsView),
    )
    return {key: (title, make) for may, key, title, make in every if may}
