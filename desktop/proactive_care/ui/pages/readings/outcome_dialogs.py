"""Short questions: what came of an alert, why a form cannot be keyed, which forms came in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from proactive_care.domain.errors import KnownError
from proactive_care.readings import FormKind, FormOutcome, Route
from proactive_care.ui.pages.readings.day_field import DayField
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, NumberBox, Words, across, down
from proactive_care.ui.work import Dialog

Do = Callable[[], object]


class ActingDialog(Dialog):
    """Does something when its button is pressed; a known error is shown and it stays open."""

    def __init__(self, parent: QWidget, look: Look, heading: str, verb: str) -> None:
        super().__init__(parent, look, heading)
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self._act: Do = lambda: None
        self.add_button(Button(look, "&Cancel", self.reject))
        self.verb = self.add_button(Button(look, verb, self._do, kind="primary"), default=True)

    def ask(self, act: Do) -> bool:
        """Ask; returns whether ``act`` was done."""
        self.add(self.problem)
        self._act = act
        done = bool(self.exec())
        self.deleteLater()
        return done

    def _do(self) -> None:
        try:
            self._act()
        except KnownError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.accept()

    def labelled(self, words: str, field: QWidget) -> None:
        """Add a field under its label."""
        label = Words(words, "strong")
        field.setAccessibleName(words)
        self.add(down(label, field, gap=4))


class OutcomeDialog(ActingDialog):
    """What was done about an alert or a task."""

    def __init__(
        self, parent: QWidget, look: Look, heading: str, about: str, usual: Sequence[str]
    ) -> None:
        super().__init__(parent, look, heading, "&Record outcome")
        self.add(Words(about, "secondary", wrap=True))
        self.outcome = QComboBox()
        self.outcome.setEditable(True)
        self.outcome.addItems(list(usual))
        self.outcome.setCurrentIndex(-1)
        line = self.outcome.lineEdit()
        assert line is not None
        line.setPlaceholderText("Choose, or type what was done")
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setStyleSheet(f"min-height: {look.pixels(60)}px; max-height: {look.pixels(72)}px")
        self.labelled("Outcome", self.outcome)
        self.labelled("Note", self.note)
        self.outcome.setFocus()

    @property
    def words(self) -> tuple[str, str]:
        """The outcome and the note."""
        return self.outcome.currentText().strip(), self.note.toPlainText().strip()


class ReasonDialog(ActingDialog):
    """Why something is corrected, withdrawn or put aside."""

    def __init__(self, parent: QWidget, look: Look, heading: str, about: str, verb: str) -> None:
        super().__init__(parent, look, heading, verb)
        self.add(Words(about, "secondary", wrap=True))
        self.reason = QLineEdit()
        self.labelled("Reason", self.reason)
        self.reason.setFocus()


class UnkeyedDialog(ActingDialog):
    """Where a form goes that cannot be keyed."""

    def __init__(self, parent: QWidget, look: Look, name: str, *, may_be_done: bool) -> None:
        super().__init__(parent, look, "Take the form out of the tray", "&Take it out")
        self.add(Words(f"{name}. Every form leaves the tray with an outcome.", "secondary"))
        self.outcome = QComboBox()
        for outcome in FormOutcome:
            if outcome is not FormOutcome.DONE or may_be_done:
                self.outcome.addItem(outcome.value.capitalize(), outcome)
        self.note = QLineEdit()
        self.labelled("Outcome", self.outcome)
        self.labelled("Note", self.note)
        self.outcome.setFocus()


class ReceiveDialog(ActingDialog):
    """Counts paper in: how many, which, how they came; then each code is scanned."""

    def __init__(self, parent: QWidget, look: Look, today: date) -> None:
        super().__init__(parent, look, "Receive forms", "Count them &in")
        self.kind = QComboBox()
        for kind in FormKind:
            self.kind.addItem(kind.value.capitalize().replace("Bp ", "BP "), kind)
        self.route = QComboBox()
        for route in Route:
            self.route.addItem(route.value.capitalize(), route)
        self.day = DayField("Received on", today)
        self.count = NumberBox()
        self.count.setRange(1, 500)
        self.codes = QPlainTextEdit()
        self.codes.setTabChangesFocus(True)
        self.codes.setPlaceholderText("Scan one code after the other, or leave it empty")
        self.codes.setStyleSheet(f"min-height: {look.pixels(96)}px")
        self.codes.textChanged.connect(self._count_codes)
        self.labelled("Forms", self.kind)
        self.labelled("They came by", self.route)
        self.labelled("Received on", self.day)
        self.labelled("How many sheets of paper", self.count)
        self.labelled("Form codes", self.codes)
        self.scanned = Words("", "secondary")
        self.add(across(self.scanned, None))
        self.kind.setFocus()

    def form_codes(self) -> list[str]:
        """The codes that were scanned, one a line."""
        lines = self.codes.toPlainText().splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _count_codes(self) -> None:
        count = len(self.form_codes())
        self.scanned.setText(f"{count} scanned" if count else "")
        self.count.setValue(max(self.count.value(), count))
