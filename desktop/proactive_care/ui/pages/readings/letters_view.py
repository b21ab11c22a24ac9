"""Letters to print: results and loans, what each says, and printing them exactly once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.readings import (
    LETTER_ENDS,
    LetterRun,
    PrintedLetters,
    WaitingLetter,
    end_letter,
    letter_in_english,
    letter_runs,
    letters_to_print,
    preview_letter,
    print_letters,
    reprint_letters,
)
from proactive_care.ui.pages.readings.list_panel import ListPanel
from proactive_care.ui.pages.readings.outcome_dialogs import ActingDialog
from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog, EmptyPage

_KINDS = {
    "result": "Result letter",
    "loan agreement": "Loan agreement",
    "loan reminder": "Loan reminder",
    "loan return": "Loan receipt",
}
_ENDS = dict(zip(LETTER_ENDS, ("Told another way", "No letter is needed"), strict=True))


class LettersView(ListPanel[WaitingLetter]):
    """``changed``: letters were printed, or ended without printing."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        super().__init__(
            look,
            "Letters to print",
            "Letters to print",
            _columns(desk.full_name),
            identity=lambda row: row.id,
            words=lambda row: row.name,
        )
        self._desk = desk
        self.table.opened.connect(lambda _row: self.look_at())
        self.again = Button(look, "Print a&gain", self.print_again)
        self.end = Button(look, "&No letter", self.end_current)
        self.in_english = Button(look, "In &English…", self.ask_english)
        self.in_english.hide()
        self.show_letter = Button(look, "&Look at it", self.look_at)
        self.print_all = Button(look, "&Print", self.ask_where, kind="primary", icon="print")
        empty = EmptyPage(
            look,
            "print",
            "No letter waits",
            "A result that can go by letter waits here as soon as it is filed. So do loan "
            "agreements, reminders and receipts. Red and low results are never told by letter.",
            "Print a&gain",
            self.print_again,
        )
        buttons = (self.again, self.end, self.in_english, self.show_letter, self.print_all)
        self.arrange(empty, buttons)

    def refresh(self) -> None:
        """Load what waits."""
        rows = letters_to_print(self._desk.session)
        held = sum(bool(row.held) for row in rows)
        route = f"{held} needs another route" if held == 1 else f"{held} need another route"
        self.load(rows, f"{len(rows) - held} can be printed, {route}")
        ready = len(rows) - held
        self.print_all.rename(f"&Print {ready} letter{'' if ready == 1 else 's'}")
        self.print_all.setEnabled(ready > 0)
        runs = bool(letter_runs(self._desk.session))
        self.again.setEnabled(runs)
        self.empty.button.setVisible(runs)

    def look_at(self) -> None:
        """Show the current letter as it would be printed."""
        row = self.current()
        if row is None:
            return
        session = self._desk.session

        def work(_progress: Progress) -> bytes:
            return preview_letter(session, row.id)

        self._desk.fetch("Setting the letter", work, self._show)

    def end_current(self) -> None:
        """End the wait of the current letter: the patient was told another way."""
        row = self.current()
        if row is None:
            return
        dialog = _EndDialog(self.window(), self._desk.look, row)
        session = self._desk.session
        if dialog.ask(
            lambda: end_letter(session, row.id, str(dialog.what.currentData()), dialog.note.text())
        ):
            self.refresh()
            self.changed.emit()

    def ask_english(self) -> None:
        """Let the current letter go in English although its patient needs another language."""
        row = self.current()
        if row is None or not row.english_would_do:
            return
        dialog = _EnglishDialog(self.window(), self._desk.look, row)
        session = self._desk.session
        if dialog.ask(lambda: letter_in_english(session, row.id, dialog.reason.text())):
            self.refresh()
            self.changed.emit()

    def ask_where(self) -> None:
        """Ask where to keep the letters, and print all that can be printed."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Where to keep the letters", str(self._start("letters")), "PDF (*.pdf)"
        )
        if name:
            self.print_to(Path(name))

    def print_to(self, target: Path) -> None:
        """Print every letter that can be printed."""
        session = self._desk.session
        ids = [row.id for row in self.model.shown_rows() if not row.held]

        def work(progress: Progress) -> PrintedLetters:
            return print_letters(session, ids, target, progress=progress)

        self._desk.run("Printing letters", work, self._printed)

    def print_again(self) -> None:
        """Ask which printing, and print it again word for word."""
        runs = letter_runs(self._desk.session)
        if not runs:
            return
        dialog = _AgainDialog(self.window(), self._desk, runs)
        if not dialog.ask(lambda: None):
            return
        number = str(dialog.run.currentData())
        name, _ = QFileDialog.getSaveFileName(
            self, "Where to keep the letters", str(self._start(number)), "PDF (*.pdf)"
        )
        if name:
            session = self._desk.session
            self._desk.run(
                "Printing letters again",
                lambda _progress: reprint_letters(session, number, Path(name)),
                self._printed,
            )

    def fit(self) -> None:
        """Say why the current letter is held, and what can be done with it."""
        row = self.current()
        for button in (self.end, self.show_letter):
            button.setEnabled(row is not None)
        self.in_english.setVisible(row is not None and row.english_would_do)
        if row is None or not row.held:
            self.about.setText("")
            return
        self.about.setText(f"Needs another route: {row.held}.")
        self.show_letter.setEnabled(False)

    def _start(self, name: str) -> Path:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        today = self._desk.session.today().isoformat()
        return Path(QStandardPaths.writableLocation(place)) / f"{name}-{today}.pdf"

    def _show(self, pdf: bytes) -> None:
        look = self._desk.look
        dialog = Dialog(self.window(), look, "The letter as it will be printed")
        viewer = PdfViewer(self._desk)
        viewer.save_button.hide()
        viewer.print_button.hide()  # printing is written down, looking at it is not printing
        viewer.show_document(PdfDocument(pdf, "letter.pdf"))
        dialog.add_roomy(viewer, 560, 480)
        dialog.add_button(Button(look, "&Close", dialog.accept), default=True)
        dialog.exec()
        dialog.deleteLater()

    def _printed(self, printed: PrintedLetters) -> None:
        letters = "1 letter" if printed.letters == 1 else f"{printed.letters} letters"
        sheets = "1 sheet" if printed.sheets == 1 else f"{printed.sheets} sheets"
        heading = f"{letters} on {sheets}, as {printed.number}: {printed.file.name}."
        if printed.refused:
            left = "; ".join(f"{name}: {why}" for name, why in printed.refused)
            self._desk.messages.tell("warning", heading, f"Not printed: {left}")
        else:
            self._desk.messages.tell("good", heading, str(printed.file.parent))
        self.refresh()
        self.changed.emit()


class _EndDialog(ActingDialog):
    def __init__(self, parent: QWidget, look: Look, row: WaitingLetter) -> None:
        super().__init__(parent, look, f"No letter for {row.name}?", "&End it")
        self.add(Words(f"{_KINDS[row.kind]}. {_about(row)}".strip(), "secondary", wrap=True))
        self.what = QComboBox()
        for what, words in _ENDS.items():
            self.what.addItem(words, what)
        self.note = QLineEdit()
        self.labelled("What is done instead", self.what)
        self.labelled("How they were told, or why not", self.note)
        self.note.setFocus()


class _EnglishDialog(ActingDialog):
    def __init__(self, parent: QWidget, look: Look, row: WaitingLetter) -> None:
        super().__init__(
            parent, look, f"Print the letter for {row.name} in English?", "Choose &English"
        )
        self.add(Words(f"It needs another route: {row.held}.", "danger", wrap=True))
        self.add(
            Words(
                "Choose English only if the patient has somebody to read it with, or asked for it. "
                "Your choice is written down, with the need that it does not meet.",
                "secondary",
                wrap=True,
            )
        )
        self.reason = QLineEdit()
        self.labelled("Why English will do", self.reason)
        self.reason.setFocus()


class _AgainDialog(ActingDialog):
    def __init__(self, parent: QWidget, desk: Desk, runs: tuple[LetterRun, ...]) -> None:
        super().__init__(parent, desk.look, "Print letters again", "&Print again")
        self.add(Words("They are printed word for word as they were.", "secondary", wrap=True))
        self.run = QComboBox()
        for run in runs:
            at = show_date(run.printed_at.astimezone().date())
            letters = "1 letter" if run.letters == 1 else f"{run.letters} letters"
            by = desk.full_name(run.printed_by)
            self.run.addItem(f"{run.number}, {at}: {letters}, by {by}", run.number)
        self.labelled("Which printing", self.run)
        self.run.setFocus()


def _columns(named: Callable[[str], str]) -> list[Column[WaitingLetter]]:
    return [
        Column("kind", "Letter", _kind, width=170, optional=False),
        Column("patient", "Patient", _patient, lambda r: r.name.casefold(), 220),
        Column("about", "About", _what, width=270, stretch=True),
        Column("format", "Format", _format, width=150),
        Column("since", "Waits since", lambda r: _since(r, named), lambda r: r.waits_since, 150),
    ]


def _about(row: WaitingLetter) -> str:
    return f"{row.about[0].upper()}{row.about[1:]} mmHg" if row.about else ""


def _kind(row: WaitingLetter) -> Cell:
    return Cell(_KINDS[row.kind], Kind.STRONG)


def _patient(row: WaitingLetter) -> Cell:
    return Cell(row.name, Kind.STRONG, second=row.village)


def _what(row: WaitingLetter) -> Cell:
    return Cell(_about(row)) if row.about else dash("A letter about a monitor")


def _format(row: WaitingLetter) -> Cell:
    if row.held:
        return Cell("Another route", Kind.WARNING, second=row.held, tip=row.held)
    return Cell(row.format_label)


def _since(row: WaitingLetter, named: Callable[[str], str]) -> Cell:
    return Cell(show_date(row.waits_since.astimezone().date()), second=named(row.queued_by))
