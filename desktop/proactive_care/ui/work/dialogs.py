"""Dialogs: a question before something that matters, a known error, a bug."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPlainTextEdit, QVBoxLayout, QWidget

from proactive_care.domain.errors import KnownError
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, IconLabel, Words, across, down
from proactive_care.ui.widgets.focus_ring import FocusRing
from proactive_care.ui.work.incidents import Incident

_TITLE_BAR = 40
_ROOMIEST = 480  # pixels that are left of a screen of 768 at 200 % text
_LARGE = 860


class Dialog(QDialog):
    """A dialog with a heading, a body and a row of buttons. Esc closes it."""

    def __init__(
        self, parent: QWidget | None, look: Look, heading: str, *, icon: str = "", colour: str = ""
    ) -> None:
        super().__init__(parent)
        self.look, self._roomy = look, False
        if parent is None:
            look.dress(self)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setModal(True)
        title = Words(heading, "title", wrap=True)
        row = across(title, gap=12)
        if icon:
            row.insertWidget(0, IconLabel(look, icon, colour, 26), 0, Qt.AlignmentFlag.AlignTop)
        row.setStretchFactor(title, 1)
        self.body: QVBoxLayout = down(gap=12)
        self.buttons: QHBoxLayout = across(None, gap=8)
        self.setLayout(down(row, self.body, 8, self.buttons, gap=12, margins=(24, 20, 24, 20)))
        self.setMinimumWidth(look.pixels(420))
        self.ring = FocusRing(self, look)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest) and self.isVisible():
            shown = event.type() == QEvent.Type.Show
            sized = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
            self._grow(fill=shown and self._roomy, fit=shown and not self._roomy and not sized)
        return done

    def _grow(self, *, fill: bool, fit: bool) -> None:
        """Be large enough for every line: Qt stops at two thirds of the screen, and cuts words.

        ``fit``: and no taller, because Qt guesses too high where words use several lines.
        """
        layout = self.layout()
        assert layout is not None
        screen = self.screen().availableGeometry()
        highest = screen.height() - _TITLE_BAR
        wide = min(max(self.width(), layout.totalMinimumSize().width()), screen.width())
        tall = layout.totalSizeHint().height()
        if layout.hasHeightForWidth():
            tall = layout.totalHeightForWidth(wide)
        tall = min(max(0 if fit else self.height(), tall, _LARGE if fill else 0), highest)
        if (wide, tall) != (self.width(), self.height()):
            more = QPoint((wide - self.width()) // 2, (tall - self.height()) // 2)
            self.resize(wide, tall)
            self._stay_on(screen, self.pos() - more)

    def _stay_on(self, screen: QRect, corner: QPoint) -> None:
        """Grow to all sides, but not over an edge: the buttons are at the bottom."""
        frame = self.frameGeometry()
        lowest = screen.top() + max(0, screen.height() - max(frame.height(), self.height()))
        farthest = screen.left() + max(0, screen.width() - max(frame.width(), self.width()))
        left = max(screen.left(), min(corner.x(), farthest))
        self.move(left, max(screen.top(), min(corner.y(), lowest)))

    def add(self, part: QWidget | QLayout) -> None:
        """Add to the body."""
        if isinstance(part, QLayout):
            self.body.addLayout(part)
        else:
            self.body.addWidget(part)

    def add_roomy(self, part: QWidget, width: int, height: int) -> None:
        """Add a part that has at least this size at 100 % text, and what else the screen has.

        With large text it gets what a small screen can give it.
        """
        wide, tall = (min(self.look.pixels(size), _ROOMIEST) for size in (width, height))
        if isinstance(part, QPlainTextEdit):  # the style sheet would overrule its own minimum
            part.setStyleSheet(f"QPlainTextEdit {{ min-width: {wide}px; min-height: {tall}px; }}")
        part.setMinimumSize(wide, tall)
        self.body.addWidget(part, 1)
        self._roomy = True

    def add_button(self, button: Button, *, default: bool = False) -> Button:
        """Add a button at the end of the row."""
        self.buttons.addWidget(button)
        if default:
            button.setAutoDefault(True)
            button.setDefault(True)
        return button


class QuestionDialog(Dialog):
    """Asks before something is done. The safe answer has the focus when the deed is dangerous."""

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        question: str,
        consequence: str,
        verb: str,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(
            parent,
            look,
            question,
            icon="warning" if danger else "help",
            colour="danger" if danger else "primary",
        )
        self.add(Words(consequence, wrap=True))
        no = self.add_button(Button(look, "&Cancel", self.reject), default=danger)
        yes = self.add_button(
            Button(look, verb, self.accept, kind="danger" if danger else "primary"),
            default=not danger,
        )
        (no if danger else yes).setFocus()


def confirm(
    parent: QWidget,
    look: Look,
    question: str,
    consequence: str,
    verb: str,
    *,
    danger: bool = False,
) -> bool:
    """Ask, and return whether the user said yes."""
    dialog = QuestionDialog(parent, look, question, consequence, verb, danger=danger)
    return dialog.exec() == QDialog.DialogCode.Accepted


class ErrorDialog(Dialog):
    """A known error, where a message strip would be overlooked."""

    def __init__(self, parent: QWidget | None, look: Look, error: KnownError) -> None:
        super().__init__(parent, look, error.happened, icon="warning", colour="warning")
        for words in (error.kept, error.advice):
            if words:
                self.add(Words(words, wrap=True))
        self.add_button(Button(look, "&Close", self.accept, kind="primary"), default=True)


class BugDialog(Dialog):
    """A bug: its number, what it means for the work, and a report that can be sent."""

    def __init__(self, parent: QWidget | None, look: Look, incident: Incident) -> None:
        super().__init__(parent, look, "The program made a mistake", icon="danger", colour="danger")
        self._incident = incident
        self.add(
            Words(
                f"This is incident {incident.number}. What you were just doing was not kept; "
                "everything before it is saved. You can go on working.",
                wrap=True,
            )
        )
        self.add(
            Words(
                "Please send the report below to whoever looks after the program for you. "
                "It has no patient data in it.",
                wrap=True,
            )
        )
        report = QPlainTextEdit(incident.report)
        report.setReadOnly(True)
        report.setTabChangesFocus(True)
        report.setAccessibleName(f"Report of incident {incident.number}")
        report.setStyleSheet(f"QPlainTextEdit {{ min-height: {look.pixels(120)}px; }}")
        self.add(report)
        self.copy = self.add_button(Button(look, "Copy &report", self._copy, icon="copy"))
        self.add_button(Button(look, "&Close", self.accept, kind="primary"), default=True)
        self.setMinimumWidth(look.pixels(560))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._incident.report)
        self.copy.rename("Copied")
