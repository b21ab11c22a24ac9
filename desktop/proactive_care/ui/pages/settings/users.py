"""Who can sign in, and adding somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from proactive_care.accounts import User, add_user, list_users
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Role
from proactive_care.ui.entrance.form import Field, password_advice, password_field, text_field
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.widgets import Beside, Button, Card, across, down, scrolling


class Users(QWidget):
    """The list, and a form for a new user."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.model: TableModel[User] = TableModel(
            _columns(), identity=lambda user: user.name, words=lambda user: user.full_name
        )
        table = Table(look, self.model, "Users", row_height=36)
        table.setMinimumHeight(look.pixels(240))
        everybody = Card("Who can sign in", padded=False)
        everybody.add(table, 1)
        form = Card("Add somebody")
        name, self.name = text_field("User &name")
        person, self.person = text_field("&Full name")
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(role.label.capitalize(), role)
        role_field = Field("R&ole", self.role)
        secret, self.password = password_field("First pass&word", password_advice("")[1])
        self.password.textChanged.connect(
            lambda text: secret.advise(*reversed(password_advice(text)))
        )
        self._fields = {"name": name, "person": person, "role": role_field, "password": secret}
        form.body.setSpacing(4)
        for field in self._fields.values():
            field.add_to(form.body)
        self.button = Button(look, "&Add the user", self.submit, kind="primary")
        form.add(across(self.button, None))
        form.body.addStretch(1)
        content = QWidget()
        beside = Beside(everybody, form, lambda: look.pixels(820), shares=(3, 2))
        content.setLayout(down(beside, margins=(24, 16, 24, 16)))
        self.setLayout(down(scrolling(content), gap=0))
        self.refresh()

    def refresh(self) -> None:
        """Load the list again."""
        self.model.load(list_users(self._desk.session))

    def submit(self) -> None:
        """Add the user, off the window's thread: wrapping the key is slow on purpose."""
        for field in self._fields.values():
            field.mark_right()
        session, name = self._desk.session, self.name.text().strip()
        role, password = Role(self.role.currentData()), self.password.text()
        person = self.person.text().strip()

        def work(_progress: Progress) -> User:
            return add_user(session, name, role, password, full_name=person)

        self.button.setEnabled(False)
        self._desk.run("Adding the user", work, self._right, failed=self._wrong, ended=self._ended)

    def _ended(self) -> None:
        self.button.setEnabled(True)

    def _right(self, user: User) -> None:
        for line in (self.name, self.person, self.password):
            line.clear()
        self.refresh()
        self._desk.messages.tell(
            "good",
            f"{user.full_name} can sign in as {user.name}.",
            "Ask them to change the password.",
        )

    def _wrong(self, error: KnownError) -> None:
        key = error.field if isinstance(error, InvalidInput) else ""
        if key in self._fields:
            self._fields[key].mark_wrong(error)
        else:
            self._desk.messages.tell_error(error)


def _columns() -> list[Column[User]]:
    return [
        Column("full", "Name", lambda u: Cell(u.full_name, Kind.STRONG), None, 200, stretch=True),
        Column("name", "User name", lambda u: Cell(u.name), None, 140),
        Column("role", "Role", lambda u: Cell(u.role.label.capitalize()), None, 170),
        Column("active", "Sign-in", _active, None, 90),
    ]


def _active(user: User) -> Cell:
    return Cell("Allowed", Kind.GOOD) if user.active else Cell("Stopped", Kind.SECONDARY)
