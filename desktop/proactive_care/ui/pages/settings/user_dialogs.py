"""What is asked about somebody who signs in: another role, or a new first password."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from proactive_care.accounts import User, check_password
from proactive_care.domain.vocabulary import Role
from proactive_care.ui.entrance.form import password_advice, password_field
from proactive_care.ui.entrance.recovery_key import RecoveryKeyCard
from proactive_care.ui.pages.readings.outcome_dialogs import ActingDialog
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Words
from proactive_care.ui.work import Dialog


class RoleDialog(ActingDialog):
    """Asks for another role."""

    def __init__(self, parent: QWidget, look: Look, user: User) -> None:
        super().__init__(parent, look, f"Another role for {user.full_name}", "&Change the role")
        self.add(Words("It counts from their next sign-in.", "secondary", wrap=True))
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(role.label.capitalize(), role)
        self.role.setCurrentIndex(self.role.findData(user.role))
        self.labelled("Role", self.role)
        self.role.setFocus()

    @property
    def chosen(self) -> Role:
        """The role that was chosen."""
        return Role(self.role.currentData())


class RecoveryKeyDialog(Dialog):
    """Shows a new recovery key, once."""

    def __init__(self, parent: QWidget, look: Look, key: str, practice: str) -> None:
        super().__init__(parent, look, "New recovery key")
        self.card = RecoveryKeyCard(look, "C&lose")
        self.card.done.connect(self.accept)
        self.add(self.card)
        self.setMinimumWidth(look.pixels(640))
        self.card.show_key(key, practice)


class PasswordDialog(ActingDialog):
    """Asks for a new first password."""

    def __init__(self, parent: QWidget, look: Look, user: User) -> None:
        super().__init__(parent, look, f"A new password for {user.full_name}", "&Set the password")
        words = "Tell it to them in person, and ask them to change it."
        if not user.active:
            words = f"With it they can sign in again. {words}"
        self.add(Words(words, "secondary", wrap=True))
        field, self.password = password_field("&New password", password_advice("")[1])
        self.password.textChanged.connect(
            lambda text: field.advise(*reversed(password_advice(text)))
        )
        field.add_to(self.body)
        self.password.setFocus()

    def check(self) -> None:
        """Raise InvalidInput if the password is too short."""
        check_password(self.password.text())
