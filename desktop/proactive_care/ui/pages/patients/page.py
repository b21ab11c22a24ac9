"""The Patients page."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.patients import FoundPatient, find_patients
from proactive_care.ui.pages.patients.care_plan_tab import CarePlanTab
from proactive_care.ui.pages.patients.contacts_tab import CONTACTS, ContactsTab
from proactive_care.ui.pages.patients.documents_tab import DOCUMENTS, DocumentsTab
from proactive_care.ui.pages.patients.explanation import Explanation
from proactive_care.ui.pages.patients.finding import Finding
from proactive_care.ui.pages.patients.handing_out import HandingOut
from proactive_care.ui.pages.patients.history import Entry, EntryKind
from proactive_care.ui.pages.patients.loading import OnePatient, load_patient
from proactive_care.ui.pages.patients.override_dialog import OverrideDialog, load_choice
from proactive_care.ui.pages.patients.record_view import RecordView
from proactive_care.ui.shell import Desk, OpenPatient, Page, Place, SomePatients, ToMeasure
from proactive_care.ui.widgets import Button, down


class PatientsPage(Page):
    """Find somebody; then everything about them. ``detail`` is an OpenPatient."""

    key = "patients"
    title = "Patients"
    icon = "patients"
    shortcut = "Ctrl+2"
    help_topic = "patients"
    loads_on_enter = True
    permission = Permission.VIEW_PATIENTS  # opening a record asks for VIEW_CLINICAL too

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._open: OpenPatient | None = None
        self._stepping = False
        self.finding = Finding(desk.look, partial(find_patients, desk.session), self._found)
        self.view = RecordView(
            desk.look, partial(self._step, -1), partial(self._step, 1), self._show_rule
        )
        if desk.session.may(Permission.OVERRIDE_GROUP):
            self.view.why.offer_override(self._another_group)
        self.contacts = ContactsTab(desk.look)
        self.contacts.opened.connect(self._open_entry)
        self.view.add_tab(CONTACTS, self.contacts)
        self.documents = DocumentsTab(desk)
        self.view.add_tab(DOCUMENTS, self.documents)
        self.care_plan: CarePlanTab | None = None
        if desk.session.may(Permission.WRITE_CARE_PLANS):
            self.care_plan = CarePlanTab(desk)
            self.view.add_tab("Care &plan", self.care_plan)
        self.handing_out: HandingOut | None = None
        self.view.visit.measure.clicked.connect(lambda _checked=False: self._measure())
        self.view.visit.measure.setVisible(desk.session.may(Permission.TAKE_READINGS))
        if desk.session.may(Permission.RECORD_CONTACTS):
            self.handing_out = HandingOut(self, desk, self._open_patient)
            self.view.add_action(self.handing_out.button)
            self.view.add_action(Button(desk.look, "Record &what happened…", self._record_contact))
        self.invite = Button(desk.look, "&Invite…", self._invite, kind="primary", icon="recall")
        if desk.session.may(Permission.PRINT_RECALL):
            self.view.add_action(self.invite)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.finding)
        self._stack.addWidget(self.view)
        self.setLayout(down(self._stack, gap=0))
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))

    def enter(self, detail: object) -> None:
        if isinstance(detail, OpenPatient):
            if not self._stepping and (self._open is None or self._open.patient != detail.patient):
                self.view.tabs.setCurrentIndex(0)  # somebody else is met on their first page
            self._open = detail
            self.refresh()
        else:
            self._open = None
            self.finding.search()
            self._stack.setCurrentWidget(self.finding)
            self.say("")

    def refresh(self) -> None:
        if self._open is None:
            self.finding.search()
            return
        self.desk.fetch(
            "Opening the patient",
            partial(load_patient, self.desk.session, self._open.patient),
            self._show,
        )

    def first_focus(self) -> QWidget:
        return self.finding.text if self._open is None else self.view.tabs

    def _show(self, one: OnePatient) -> None:
        if self._open is None or one.record.patient.id != self._open.patient:
            return  # the user has gone on to somebody else
        self.view.show_patient(one, self.desk.session.today())
        patient = one.record.patient
        gone = patient.date_of_death or patient.deregistered_on
        self.invite.setEnabled(gone is None)
        self.invite.setToolTip("" if gone is None else "They have died or left the practice")
        if self.care_plan is not None:
            self.care_plan.show_patient(self._open.patient)
        self.contacts.show_entries(one.history)
        self.view.count_on_tab(self.contacts, CONTACTS, len(one.history))
        papers = self.documents.show_entries(self._open.patient, one.history)
        self.view.count_on_tab(self.documents, DOCUMENTS, papers)
        among = self._open.among
        number = among.index(self._open.patient) + 1 if self._open.patient in among else 0
        self.view.banner.show_place(number, len(among) if number else 0, self._open.list_name)
        self._stack.setCurrentWidget(self.view)
        self.say("Record")
        self.take_focus()

    def _open_patient(self) -> int | None:
        return None if self._open is None else self._open.patient

    def _record_contact(self) -> None:
        if self._open is not None:
            self.desk.go(Place("recall", OpenPatient(self._open.patient)))

    def _measure(self) -> None:
        if self._open is not None:
            self.desk.go(Place("readings", ToMeasure(self._open.patient)))

    def _invite(self) -> None:
        if self._open is not None:
            self.desk.go(Place("recall", SomePatients((self._open.patient,), "their page")))

    def _open_entry(self, entry: Entry) -> None:
        if entry.opens:
            self.documents.open(entry)
        elif entry.kind is EntryKind.READING and self._open is not None:
            self.desk.go(Place("readings", OpenPatient(self._open.patient)))

    def _found(self, patient: FoundPatient) -> None:
        among = tuple(found.id for found in self.finding.model.shown_rows())
        self.desk.go(Place(self.key, OpenPatient(patient.id, among, "the search")))

    def _step(self, by: int) -> None:
        if self._open is None or self._open.patient not in self._open.among:
            return
        place = self._open.among.index(self._open.patient) + by
        if 0 <= place < len(self._open.among):
            patient = self._open.among[place]
            opened = OpenPatient(patient, self._open.among, self._open.list_name)
            self._stepping = True  # through a list, on the tab that is open
            self.desk.go(Place(self.key, opened))
            self._stepping = False

    def _show_rule(self, explanation: Explanation) -> None:
        self.desk.go(Place("settings", explanation.framework))

    def _another_group(self, explanation: Explanation) -> None:
        assert self._open is not None
        choice = load_choice(self.desk.session, self._open.patient, explanation.framework)
        if choice is None:
            self.desk.messages.tell("warning", "Sort the patients first: nothing is stored yet.")
        elif OverrideDialog(self, self.desk.look, self.desk.session, choice).exec():
            self.desk.practice_changed.emit()
