"""The first run: name the practice, make the first user, keep the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from proactive_care.accounts import (
    Permission,
    PracticeDetails,
    Session,
    create_practice,
    permissions_of,
)
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.vocabulary import Role
from proactive_care.ui.entrance.form import Field, password_advice, password_field, text_field
from proactive_care.ui.entrance.recovery_key import RecoveryKeyCard
from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import (
    Button,
    Card,
    CurrentStack,
    Words,
    across,
    down,
    link_button,
    set_words,
)
from proactive_care.ui.work import Workshop

Clock = Callable[[], datetime]
_COLUMNS = (
    ("The practice", ("practice", "ods", "phone", "signatory", "address")),
    ("You, its first user", ("person", "role", "name", "password", "again")),
)
_WIDTH = 840  # of two columns


class NewPractice(QWidget):
    """Two steps: the form, then the recovery key, which is shown only once.

    ``restore_asked`` asks for a backup instead: the practice comes from another PC.
    """

    ready = Signal(object)
    restore_asked = Signal()

    def __init__(self, look: Look, folder: Path, clock: Clock, workshop: Workshop) -> None:
        super().__init__()
        self.form = NewPracticeForm(look, folder, clock, workshop)
        self.key_card = RecoveryKeyCard(look)
        self._stack = CurrentStack()
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.key_card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.form.made.connect(self._show_key)
        self.form.restore_asked.connect(self.restore_asked)
        self.key_card.done.connect(self._enter)
        self._session: Session | None = None

    def begin(self) -> None:
        """Put the keyboard on the first field."""
        self.form.practice.setFocus()

    def _show_key(self, session: Session, recovery_key: str) -> None:
        self._session = session
        self.key_card.show_key(recovery_key, self.form.practice.text().strip())
        self._stack.setCurrentWidget(self.key_card)

    def _enter(self) -> None:
        self.ready.emit(self._session)


class NewPracticeForm(Card):
    """``made`` is sent with the session and the recovery key, ``restore_asked`` with nothing."""

    made = Signal(object, str)
    restore_asked = Signal()

    def __init__(self, look: Look, folder: Path, clock: Clock, workshop: Workshop) -> None:
        super().__init__()
        self._folder, self._clock, self._workshop = folder, clock, workshop
        self.body.setContentsMargins(32, 24, 32, 24)
        self.body.setSpacing(4)
        self.add(Words("Set up a new practice", "title"))
        self.add(
            Words(
                "The practice is kept in one encrypted file on this PC. You become its first "
                "user and can add the others.",
                "secondary",
                wrap=True,
            )
        )
        practice, self.practice = text_field("&Practice name")
        ods, self.ods = text_field("&ODS code (optional)")
        self.ods.setPlaceholderText("For example A12345")
        person, self.person = text_field("Your full &name")
        user, self.user = text_field("&User name")
        self.role = QComboBox()
        for role in Role:
            if Permission.MANAGE_USERS in permissions_of(role):
                self.role.addItem(role.label.capitalize(), role)
        role_field = Field("Your &role", self.role)
        secret, self.password = password_field("Pass&word", password_advice("")[1])
        again, self.again = password_field("Password a&gain")
        phone, self.phone = text_field("P&hone for bookings (optional)")
        signs, self.signatory = text_field("Who &signs letters (optional)")
        where, self.address = text_field(
            "&Address (optional)",
            "With commas between the lines. Letters show phone, name and address; they can wait "
            "for Settings.",
        )
        self._fields = {
            "practice": practice,
            "ods": ods,
            "person": person,
            "name": user,
            "role": role_field,
            "password": secret,
            "again": again,
            "phone": phone,
            "signatory": signs,
            "address": where,
        }
        self.body.addSpacing(8)
        self.add(self._columns(look))
        self.again.returnPressed.connect(self.submit)
        self.password.textChanged.connect(self._advise)
        self.message = Words("", "secondary", wrap=True)
        self.add(self.message)
        self.button = Button(look, "&Make the practice", self.submit, kind="primary")
        self.restore = link_button(look, "Restore a &backup instead", self.restore_asked.emit)
        self.add(across(self.button, self.restore, None))

    def _columns(self, look: Look) -> QHBoxLayout:
        """Practice and person side by side, so that all is seen on a laptop; large: one column."""
        columns = [down(Words(heading, "heading"), gap=6) for heading, _ in _COLUMNS]
        for column, (_, keys) in zip(columns, _COLUMNS, strict=True):
            for key in keys:
                self._fields[key].add_to(column)
            column.addStretch(1)
        if look.text_percent >= LARGE_TEXT:
            return across(down(*columns, gap=16))
        self.setMinimumWidth(look.pixels(_WIDTH))
        row = across(*columns, gap=32)
        for number in range(len(columns)):
            row.setStretch(number, 1)
        return row

    def submit(self) -> None:
        """Make the practice, off the window's thread."""
        for field in self._fields.values():
            field.mark_right()
        self._advise(self.password.text())
        if self.password.text() != self.again.text():
            self._wrong(InvalidInput("The two passwords are not the same.", field="again"))
            return
        if not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        set_words(self.message, "secondary")
        self.message.setText("Making the encrypted practice")
        address = (line.strip() for line in self.address.text().split(","))
        details = PracticeDetails(
            name=self.practice.text().strip(),
            ods=self.ods.text().strip().upper(),
            address=tuple(line for line in address if line),
            phone=self.phone.text().strip(),
            signatory=self.signatory.text().strip(),
        )
        user, password = self.user.text().strip(), self.password.text()
        person, role = self.person.text().strip(), self.role.currentData()

        def work(_progress: object) -> tuple[Session, str]:
            session, key = create_practice(
                self._folder,
                details=details,
                user_name=user,
                password=password,
                role=Role(role),
                clock=self._clock,
                full_name=person,
            )
            session.practice.close()
            return session, key

        self._workshop.run(
            "Making the practice",
            work,
            self._right,
            failed=self._wrong,
            ended=self._ended,
            can_cancel=False,
        )

    def _advise(self, password: str) -> None:
        kind, words = password_advice(password)
        self._fields["password"].advise(words, kind)

    def _ended(self) -> None:
        self.button.setEnabled(True)
        self.message.setText("")

    def _right(self, made: object) -> None:
        assert isinstance(made, tuple)
        self.password.clear()
        self.again.clear()
        self.made.emit(*made)

    def _wrong(self, error: KnownError) -> None:
        key = error.field if isinstance(error, InvalidInput) else ""
        if key in self._fields:
            self._fields[key].mark_wrong(error)
            return
        set_words(self.message, "danger")
        self.message.setText(str(error))
