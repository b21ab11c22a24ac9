"""The digital inbox: files from monitors, whose they are, and filing them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import KnownError
from proactive_care.domain.triage import NO_SYMPTOMS, Symptoms, Triage
from proactive_care.readings import (
    Acknowledgement,
    DiaryCheck,
    FiledReadings,
    InboxItem,
    MustTellClinician,
    NameDiffers,
    ReadingPatient,
    ReadingsRefused,
    UnknownColumns,
    check_for,
    file_item,
    inbox_items,
    latest_diary,
    match_item,
    open_patient,
    people_to_tell,
    put_aside,
    receive_file,
    reply_columns,
    telling_hint,
)
from proactive_care.ui.pages.readings.alert_dialog import AlertDialog
from proactive_care.ui.pages.readings.columns_dialog import ColumnsDialog
from proactive_care.ui.pages.readings.finding import choose_patient
from proactive_care.ui.pages.readings.list_panel import ListPanel
from proactive_care.ui.pages.readings.outcome_dialogs import ReasonDialog
from proactive_care.ui.pages.readings.results import filed_words
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind
from proactive_care.ui.widgets import Button
from proactive_care.ui.work import EmptyPage, confirm

_OLD_DAYS = 60
_FILES = "Readings (*.csv *.xlsx *.txt);;All files (*)"


class InboxView(ListPanel[InboxItem]):
    """``changed``: something was filed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        super().__init__(
            look,
            "Digital inbox",
            "Files from monitors",
            _columns(),
            identity=lambda row: row.id,
            words=lambda row: row.name,
        )
        self._desk = desk
        self.table.opened.connect(lambda _row: self.go_on())
        self.add = Button(look, "&Add a file", self.choose_file, icon="plus")
        self.whose = Button(look, "&Whose is it?", self.match)
        self.aside = Button(look, "&Put aside", self.put_aside)
        self.file = Button(look, "&File", self.file_current, kind="primary")
        empty = EmptyPage(
            look,
            "readings",
            "The digital inbox is empty",
            "Files that patients send from Omron, Withings, iHealth, Libre or Dexcom wait here "
            "until somebody says whose they are.",
            "&Add a file",
            self.choose_file,
        )
        self.arrange(empty, (self.aside, self.whose, self.file), actions=(self.add,))

    def refresh(self) -> None:
        """Load what waits."""
        self.load(inbox_items(self._desk.session))

    def choose_file(self) -> None:
        """Ask for files and receive them."""
        names, _ = QFileDialog.getOpenFileNames(self, "Add files from monitors", "", _FILES)
        self.receive([Path(name) for name in names])

    def receive(self, paths: list[Path]) -> None:
        """Receive files; a problem with one does not stop the others."""
        for path in paths:
            try:
                receive_file(self._desk.session, path)
            except UnknownColumns as error:
                self._desk.attempt(partial(self._explain, path, error))
            except KnownError as error:
                self._desk.messages.tell_error(error)
        if paths:
            self.refresh()

    def _explain(self, path: Path, error: UnknownColumns) -> None:
        """Ask what the columns of a table of replies mean, and receive it."""
        columns = reply_columns(path)
        if not any(column.samples for column in columns):
            raise error
        dialog = ColumnsDialog(self.window(), self._desk.look, path.name, columns)
        session = self._desk.session
        dialog.ask(lambda: receive_file(session, path, dialog.means()))

    def go_on(self) -> None:
        """Do what the current line needs next."""
        row = self.table.current_row()
        if row is not None:
            self.match() if row.patient_id is None else self.file_current()

    def match(self) -> None:
        """Ask whose the current file is."""
        row = self.table.current_row()
        if row is None:
            return
        said = row.person.name or "The file does not say whose it is."
        chosen = choose_patient(
            self.window(), self._desk.look, self._desk.session, "Whose readings are these?", said
        )
        if chosen is None:
            return
        session = self._desk.session
        try:
            match_item(session, row.id, chosen)
        except NameDiffers as error:
            if confirm(
                self,
                self._desk.look,
                "Is it certainly the same person?",
                f"{error.happened} {error.advice}",
                "&It is the same person",
                danger=True,
            ):
                self._desk.attempt(lambda: match_item(session, row.id, chosen, name_confirmed=True))
        except KnownError as error:
            self._desk.messages.tell_error(error)
        self.refresh()

    def put_aside(self) -> None:
        """Take the current file out of the inbox without filing it."""
        row = self.table.current_row()
        if row is None:
            return
        dialog = ReasonDialog(
            self.window(), self._desk.look, "Put the file aside", row.file_name, "&Put aside"
        )
        if dialog.ask(lambda: put_aside(self._desk.session, row.id, dialog.reason.text())):
            self.refresh()

    def file_current(self) -> None:
        """File the current line; a red one first asks who was told."""
        row = self.table.current_row()
        if row is None or row.patient_id is None:
            return
        self._try(row, confirmed=False)

    def _try(self, row: InboxItem, *, confirmed: bool) -> None:
        session = self._desk.session
        try:
            self._done(row, file_item(session, row.id, confirmed=confirmed))
        except MustTellClinician:
            self._tell(row, confirmed=confirmed)
        except ReadingsRefused as error:
            if confirm(
                self,
                self._desk.look,
                "Are these figures right?",
                " ".join(problem.text for problem in error.problems),
                "&They are right",
            ):
                self._try(row, confirmed=True)
        except KnownError as error:
            self._desk.messages.tell_error(error)

    def _tell(self, row: InboxItem, *, confirmed: bool) -> None:
        session = self._desk.session
        assert row.patient_id is not None
        patient = open_patient(session, row.patient_id)
        check = self._check(row, patient, NO_SYMPTOMS)

        def judge(symptoms: Symptoms) -> Triage:
            return self._check(row, patient, symptoms).mean.triage

        def attempt(told: Acknowledgement, symptoms: Symptoms) -> None:
            filed = file_item(
                session, row.id, symptoms=symptoms, acknowledgement=told, confirmed=confirmed
            )
            self._done(row, filed)

        mean = check.mean
        AlertDialog(
            self.window(),
            self._desk.look,
            patient,
            shown="–" if mean.mean is None else str(mean.mean),
            about=f"home mean, {mean.days} days",
            provenance=f"From a monitor ({row.kind}), {mean.pairs_used} pairs counted.",
            symptoms=NO_SYMPTOMS,
            judge=judge,
            attempt=attempt,
            people=people_to_tell(session),
            hint=telling_hint(session),
            now=session.now(),
        ).exec()

    def _check(self, row: InboxItem, patient: ReadingPatient, symptoms: Symptoms) -> DiaryCheck:
        readings = [replace(r, confirmed=True) for r in latest_diary(row.pressures)]
        return check_for(self._desk.session, patient, readings, symptoms)

    def _done(self, row: InboxItem, filed: FiledReadings) -> None:
        self._desk.messages.tell("good", *filed_words(row.name, filed))
        self.refresh()
        self.changed.emit()

    def fit(self) -> None:
        """Make the buttons fit the current line."""
        row = self.table.current_row()
        for button in (self.whose, self.aside, self.file):
            button.setEnabled(row is not None)
        self.file.setEnabled(row is not None and row.patient_id is not None)
        self.about.setText("" if row is None else _about(row))


def _columns() -> list[Column[InboxItem]]:
    return [
        Column("kind", "From", _kind, width=190, optional=False),
        Column("whose", "Whose", _whose, lambda r: r.name or None, 200, stretch=True),
        Column("what", "Readings", _what, width=230),
        Column("received", "Received", _received, lambda r: r.received_at, 130),
    ]


def _kind(row: InboxItem) -> Cell:
    return Cell(row.kind, Kind.STRONG, second=row.file_name, tip=row.file_name)


def _whose(row: InboxItem) -> Cell:
    if row.patient_id is None:
        return Cell("Not yet known", Kind.WARNING, second=row.person.name)
    return Cell(row.name, Kind.STRONG, second=f"by {row.how}")


def _what(row: InboxItem) -> Cell:
    values = row.pressures or row.weights or row.glucose
    name = "pressures" if row.pressures else "weights" if row.weights else "glucose values"
    days = sorted({value.day for value in values})
    span = (
        show_date(days[0]) if len(days) == 1 else f"{show_date(days[0])} to {show_date(days[-1])}"
    )
    return Cell(f"{len(values)} {name}", second=span)


def _received(row: InboxItem) -> Cell:
    return Cell(show_date(row.received_at.astimezone().date()))


def _about(row: InboxItem) -> str:
    parts = []
    values = row.pressures or row.weights or row.glucose
    newest = max(value.day for value in values)
    if (row.received_at.astimezone().date() - newest).days > _OLD_DAYS:
        parts.append(f"The newest is of {show_date(newest)}: was the clock of the monitor right?")
    if row.pressures:
        week = latest_diary(row.pressures)
        if len(week) < len(row.pressures):
            parts.append(f"Filing takes the last week: {len(week)} of {len(row.pressures)}.")
    if row.rejected:
        line, reason = row.rejected[0]
        parts.append(f"{len(row.rejected)} rows were not read (row {line}: {reason}).")
    return " ".join(parts)
