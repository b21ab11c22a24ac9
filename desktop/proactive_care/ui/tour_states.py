"""The states of the window that walking through its pages does not show.

Dialogs as real buttons open them, menus and lists that are open, long work that is running, the
diary while it is keyed and its alarm, a practice without anything, other roles, and patients with
nothing, with everything, with the longest name, and who died.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMenu,
    QProgressBar,
    QPushButton,
    QTabBar,
    QWidget,
)

from proactive_care.accounts import PracticeDetails, Session, create_practice
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Role, Tier
from proactive_care.patients import (
    HandoutKind,
    NeedsAnotherRoute,
    find_patients,
    handout_choices,
)
from proactive_care.readings import waiting_forms
from proactive_care.recall import resume_recall, stop_recall
from proactive_care.ui.pages import PAGES
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.patients.handing_out import RouteDialog
from proactive_care.ui.pages.patients.loading import load_patient
from proactive_care.ui.pages.readings import ReadingsPage
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.recall.escalated_view import EscalatedView
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.shell import OpenPatient, Place, Remembered
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from proactive_care.worklists import WorklistRow

Take = Callable[[str, QWidget], None]
Wait = Callable[[Callable[[], bool]], None]
_LONGEST = "Wolfeschlegelsteinhausenbergerdorff-Placeholder, Maximiliane Bartholomea"
_ROLES = (Role.RECEPTIONIST, Role.HCA, Role.MANAGER)
_NAMES = ("mock", "test", "draft", "place", "fict", "spec", "blank", "model")


class States:
    """Takes the pictures of one window. ``wait`` lets it work until something is true."""

    def __init__(self, window: MainWindow, take: Take, wait: Wait) -> None:
        self._window, self._take, self._wait = window, take, wait

    def take_all(self) -> None:
        """Take every picture."""
        self._menu("menu", self._window.commands.menu)
        self._worklist()
        self._patients()
        self._readings()
        self._recall_and_reports()
        self._settings()
        self._running()

    # How --------------------------------------------------------------------------------------

    def _ready(self) -> None:
        self._wait(lambda: not self._window.busy)

    def _picture(self, name: str) -> None:
        self._ready()
        self._take(name, self._window)

    def _dialog(self, name: str, words: str) -> None:
        """Press the button with these words and take what it asks."""
        with self._modal(name):
            self._press(words)

    def _press(self, words: str) -> None:
        self._ready()
        for button in self._window.findChildren(QPushButton):
            if button.text().replace("&", "") == words and button.isVisible():
                button.click()
                self._ready()
                return

    @contextmanager
    def _modal(self, name: str) -> Iterator[None]:
        """Take the dialog that opens meanwhile, and close it."""
        over = False

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if over:
                return
            if dialog is not None:
                self._take(name, dialog)
                dialog.close()
            else:
                QTimer.singleShot(10, look)

        QTimer.singleShot(0, look)
        yield
        over = True

    def _menu(self, name: str, menu: QMenu | None) -> None:
        assert menu is not None
        menu.popup(self._window.mapToGlobal(QPoint(0, 0)))
        self._take(name, menu)
        menu.close()

    def _open_list(self, name: str, box: QComboBox) -> None:
        box.showPopup()
        self._take(name, box.view().window())
        box.hidePopup()

    # Where ------------------------------------------------------------------------------------

    def _worklist(self) -> None:
        window = self._window
        window.go(Place("worklists", (Tier.URGENT, Tier.HIGH)))
        page = window.page
        assert isinstance(page, WorklistsPage)
        self._ready()
        page.model.clear_ticks()
        page.model.tick(range(3), on=True)
        self._dialog("assign", "Assign…")
        self._dialog("conditions", "Conditions")
        self._menu("menu-filters", page.filters.add.menu())
        self._menu("menu-lists", page.lists.menu())
        chip = page.filters.add_filter("village")
        self._open_list("list-villages", chip.box)
        page.filters.clear()
        page.model.clear_ticks()
        first = page.shown_patients()[:3]
        rows = [_longest(r) if r.patient in first else r for r in page.model.all_rows]
        page.model.load(rows)
        self._picture("worklist-long")
        page.refresh()
        self._ready()

    def _patients(self) -> None:
        window = self._window
        window.go(Place("worklists", ()))
        page = window.page
        assert isinstance(page, WorklistsPage)
        self._ready()
        rows = page.model.all_rows
        most = max(rows, key=lambda row: (len(row.groups), len(row.flags)))
        self._patient("patient-everything", most.patient)
        self._dialog("another-group", "Another group…")
        nobody, dead = _unusual(window.desk.session, {row.patient for row in rows})
        self._patient("patient-nothing", nobody)
        self._patient("patient-died", dead)
        window.go(Place("patients", OpenPatient(most.patient, (most.patient,), "this list")))
        self._ready()
        patient, session = window.page, window.desk.session
        assert isinstance(patient, PatientsPage)
        one = load_patient(session, most.patient, no_progress)
        family, given = _LONGEST.split(", ")
        person = replace(one.record.patient, family_name=family, given_name=given)
        record = replace(one.record, patient=person)
        patient.view.show_patient(replace(one, record=record), session.today())
        self._picture("patient-long")
        self._another_route(most.patient)

    def _another_route(self, patient: int) -> None:
        """What somebody is asked before a sheet is printed otherwise than it is needed."""
        desk, kind = self._window.desk, HandoutKind.BP_DIARY
        error = NeedsAnotherRoute(
            f"{kind.label} cannot be printed as this patient needs it: "
            "needs Urdu: no wording in it has been signed off.",
            kept="It was not printed in another format or language instead.",
            advice="Reach this patient by another route, or agree on what will do instead.",
        )
        choices = handout_choices(desk.session, patient, kind)
        dialog = RouteDialog(self._window, desk.look, kind, error, choices)
        dialog.show()
        self._take("another-route", dialog)
        dialog.close()
        dialog.deleteLater()

    def _patient(self, name: str, patient: int) -> None:
        if patient:
            self._window.go(Place("patients", OpenPatient(patient, (patient,), "this list")))
            self._picture(name)

    def _readings(self) -> None:
        window = self._window
        window.go(Place("readings", "tray"))
        page = window.page
        assert isinstance(page, ReadingsPage)
        tray = page.show_part("tray")
        assert isinstance(tray, TrayView)
        self._ready()
        self._dialog("receive", "Receive forms")
        lines = [line for line in waiting_forms(window.desk.session) if line.patient_id]
        if lines:
            tray.open_line(lines[0])
            tray.entry.grid.show_diary(_red_week(window.desk.session.today()))
            tray.entry.refresh()
            self._picture("readings-diary")
            with self._modal("readings-alarm"):
                tray.entry.file()
            tray.entry.start_again()
            tray.entry.put_away()
        page.show_part("alerts")
        self._dialog("outcome", "Record outcome")
        page.show_part("monitors")
        self._dialog("monitor", "Add a monitor")
        page.show_part("clinic")
        self._dialog("choose-patient", "Choose patient")

    def _recall_and_reports(self) -> None:
        window = self._window
        window.go(Place("recall"))
        page = window.page
        assert isinstance(page, RecallPage)
        page.show_part("due")
        self._press("New batch")
        self._dialog("how-often", "How often…")
        self._dialog("kept-apart", "Kept apart…")
        self._dialog("stop-all", "Stop all invitations…")
        self._streams(page)
        window.go(Place("reports"))
        tabs = window.page.findChild(QTabBar)
        assert tabs is not None
        tabs.setCurrentIndex(0)
        self._dialog("save-report", "Save progress report…")
        self._dialog("baseline", "Start again…")

    def _streams(self, page: RecallPage) -> None:
        """Who is kept apart, the letter of one of them, and everything while it is stopped."""
        view = page.show_part("escalated")
        assert isinstance(view, EscalatedView)
        view.tabs.setCurrentIndex(1)
        self._picture("recall-own-routes")
        letters = [row.letter for row in view.streams.all_rows if row.letter]
        if letters:
            view.letters.emit(letters[0])
            self._picture("recall-own-letter")
        session = self._window.session
        stop_recall(session, "No nurse until 2 November")
        page.show_part("due")
        page.refresh()
        self._picture("recall-stopped")
        resume_recall(session, "A nurse is here again")
        page.refresh()

    def _settings(self) -> None:
        window = self._window
        window.go(Place("settings"))
        page = window.page
        assert isinstance(page, SettingsPage)
        for section, name, words in (
            ("Rules and sign-off", "rules-text", "Whole text"),
            ("Local adaptations", "adaptation", "Switch on…"),
            ("Languages", "sign-language", "Sign off…"),
            ("Letters", "letter-history", "History"),
            ("Letters", "letter-group", "Add for a group…"),
        ):
            if section in page.section_names:
                page.open_section(page.section_names.index(section))
                self._dialog(name, words)
        page.open_section(0)

    def _running(self) -> None:
        window = self._window
        window.go(Place("today"))
        self._ready()
        go_on = Event()

        def work(progress: Progress) -> None:
            while not go_on.wait(0.05):
                progress(18_000, 50_000, "Reading results")

        window.desk.run("Importing", work, lambda _result: None)
        bar = window.progress.findChild(QProgressBar)
        assert bar is not None
        self._wait(lambda: window.progress.isVisible() and bar.maximum() > 0)
        self._take("running", window)
        go_on.set()
        self._ready()
        window.messages.tell("danger", "The practice file cannot be read.", "Nothing was lost.")
        self._picture("message-danger")
        window.messages.clear()
        window.search.activate()
        window.search.setText("Zzyzx")
        window.search.search_now()
        self._picture("search-nobody")
        window.search.close_answers()
        window.search.clear()


def take_roles(session: Session, look: Look, folder: Path, take: Take, wait: Wait) -> None:
    """Take what other roles see first."""
    for role in _ROLES:
        window = _window(replace(session, role=role, full_name="Robin Sandboxer"), look, folder)
        wait(lambda window=window: not window.busy)  # type: ignore[misc]
        take(f"today-{role.value.replace(' ', '-')}", window)
        _gone(window)


def take_empty(
    look: Look, folder: Path, clock: Callable[[], datetime], take: Take, wait: Wait
) -> None:
    """Take every page of a practice that has nothing yet."""
    session, _key = create_practice(
        folder, details=PracticeDetails("Harrowmere Surgery"), user_name="lead",
        password=secrets.token_urlsafe(9), role=Role.CLINICAL_LEAD, clock=clock,
        full_name="Morag Ellery",
    )  # fmt: skip
    window = _window(session, look, folder)
    for page in PAGES:
        window.go(Place(page.key))
        wait(lambda: not window.busy)
        take(f"empty-{page.key}", window)
        tabs = window.page.findChild(QTabBar)
        if page.key == "recall" and tabs is not None:
            tabs.setCurrentIndex(2)
            wait(lambda: not window.busy)
            take("empty-outcomes", window)
    _gone(window)
    session.practice.close_all()


def _window(session: Session, look: Look, folder: Path) -> MainWindow:
    window = MainWindow(session, look, Remembered(folder), PAGES)
    window.resize(1366, 738)
    window.show()
    return window


def _gone(window: MainWindow) -> None:
    window.close()
    window.deleteLater()


def _longest(row: WorklistRow) -> WorklistRow:
    flags = ("Learning disability", "Asylum seeker or refugee", "Interpreter", "Housebound")
    return replace(row, name=_LONGEST, village="Upper Thistledown with Nether Plover", flags=flags)


def _unusual(session: Session, on_registers: set[int]) -> tuple[int, int]:
    """Return somebody on no register, and somebody who died; 0 if there is nobody."""
    found = [each for name in _NAMES for each in find_patients(session, name)]
    dead = next((each.id for each in found if each.date_of_death), 0)
    nobody = next(
        (each.id for each in found if each.id not in on_registers and not each.date_of_death), 0
    )
    return nobody, dead


def _red_week(today: date) -> list[DiaryReading]:
    return [
        DiaryReading(today - timedelta(days=days), part, number, 184 - days, 106 - number, 78)
        for days in range(7, 0, -1)
        for part in (Part.MORNING, Part.EVENING)
        for number in (1, 2)
    ]
