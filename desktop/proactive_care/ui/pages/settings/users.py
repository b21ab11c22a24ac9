"""Who can sign in, and adding somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from proactive_care.accounts import (
    User,
    add_user,
    change_role,
    give_password,
    list_users,
    practice_details,
    renew_recovery_key,
    stop_user,
)
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Role
from proactive_care.ui.entrance.form import Field, password_advice, password_field, text_field
from proactive_care.ui.pages.settings.user_dialogs import (
    PasswordDialog,
    RecoveryKeyDialog,
    RoleDialog,
)
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.widgets import Beside, Button, Card, Flow, Words, across, down, scrolling
from proactive_care.ui.work import confirm


class Users(QWidget):
    """The list, with what can be changed about each, and a form for a new user."""

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
        self.table = table
        self.stop = Button(look, "&Stop sign-in…", self._stop)
        self.change = Button(look, "&Change role…", self._change_role)
        self.give = Button(look, "G&ive a password…", self._give_password)
        table.current_changed.connect(self._chosen)
        row = Flow(self.change, self.give, self.stop)
        row.setContentsMargins(12, 8, 12, 8)
        everybody.add(row)
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
        self.password.returnPressed.connect(self.submit)
        form.add(across(self.button, None))
        form.body.addStretch(1)
        self.new_key = Button(look, "New reco&very key…", self._new_key)
        form.add(
            Words(
                "The recovery key opens the practice when every password is forgotten. If the "
                "paper with it is lost, make a new one.",
                "secondary",
                wrap=True,
            )
        )
        form.add(across(self.new_key, None))
        content = QWidget()
        beside = Beside(everybody, form, lambda: look.pixels(820), shares=(3, 2))
        content.setLayout(down(beside, margins=(24, 16, 24, 16)))
        self.setLayout(down(scrolling(content), gap=0))
        self.refresh()

    def refresh(self) -> None:
        """Load the list again."""
        self.model.load(list_users(self._desk.session))
        self._chosen(self.table.current_row())

    def _chosen(self, user: User | None) -> None:
        """Nobody can shut themselves out, so there is always somebody who may manage users."""
        own = self._desk.session.user_name.casefold()
        other = user is not None and user.name.casefold() != own
        for button in (self.change, self.give):
            button.setEnabled(other)
        self.stop.setEnabled(other and user is not None and user.active)

    def _stop(self) -> None:
        user = self.table.current_row()
        if user is not None and confirm(
            self.window(),
            self._desk.look,
            f"{user.full_name} can sign in no more?",
            "What they did stays, under their name. A new password lets them back.",
            "&Stop sign-in",
            danger=True,
        ):
            session, name = self._desk.session, user.name
            self._desk.attempt(lambda: self._changed(stop_user(session, name), "signs in no more"))

    def _change_role(self) -> None:
        user = self.table.current_row()
        if user is not None:
            session, name = self._desk.session, user.name
            dialog = RoleDialog(self.window(), self._desk.look, user)
            if dialog.ask(lambda: None):
                role = dialog.chosen
                self._desk.attempt(
                    lambda: self._changed(
                        change_role(session, name, role),
                        f"is {role.label} from the next sign-in",
                    )
                )

    def _give_password(self) -> None:
        user = self.table.current_row()
        if user is None:
            return
        dialog = PasswordDialog(self.window(), self._desk.look, user)
        if dialog.ask(dialog.check):
            session, name, password = self._desk.session, user.name, dialog.password.text()
            self._desk.run(
                "Setting the password",
                lambda _progress: give_password(session, name, password),
                lambda given: self._changed(given, "signs in with the new password"),
                can_cancel=False,
            )

    def _new_key(self) -> None:
        if confirm(
            self.window(),
            self._desk.look,
            "Make a new recovery key?",
            "The key that was printed before opens nothing any more, except backups from before.",
            "&Make a new key",
        ):
            session = self._desk.session
            self._desk.run(
                "Making the recovery key",
                lambda _progress: renew_recovery_key(session),
                self._show_key,
                can_cancel=False,
            )

    def _show_key(self, key: str) -> None:
        name = practice_details(self._desk.session).name
        dialog = RecoveryKeyDialog(self.window(), self._desk.look, key, name)
        dialog.exec()
        dialog.deleteLater()
        self._desk.messages.tell(
            "good",
            "The practice has a new recovery key.",
            "Destroy the paper with the old one. If this one was not kept, make another.",
        )

    def _changed(self, user: User, words: str) -> None:
        self.refresh()
        self._desk.messages.tell("good", f"{user.full_name} {words}.")

    def submit(self) -> None:
        """Add the user, off the window's thread: wrapping the key is slow on purpose."""
        if not self.button.isEnabled():
            return
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
        self.name.setFocus()
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
