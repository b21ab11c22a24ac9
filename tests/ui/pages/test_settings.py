"""Settings on the real window: appearance, lock, password, users, rules and their signature."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit

from proactive_care.accounts import Session, add_user, list_users, sign_in
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.frameworks import DEFAULT_PACK, is_signed
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.settings.appearance import Appearance
from proactive_care.ui.pages.settings.password import OwnPassword
from proactive_care.ui.pages.settings.user_dialogs import (
    PasswordDialog,
    RecoveryKeyDialog,
    RoleDialog,
)
from proactive_care.ui.pages.settings.users import Users
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from support.little_practice import make_little_practice
from support.practice import PASSWORD, Clock
from support.recall_window import answer_dialogs

Ready = Callable[[MainWindow], None]


def _page(window: MainWindow, ready: Ready, detail: object = None) -> SettingsPage:
    window.go(Place("settings", detail))
    ready(window)
    assert isinstance(window.page, SettingsPage)
    return window.page


def test_appearance_works_at_once(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready)
    part = page.findChild(Appearance)
    part.themes["dark"].click()
    assert window.look.tokens.name == "dark"
    part.sizes.setCurrentIndex(part.sizes.findData(150))
    part.sizes.activated.emit(part.sizes.currentIndex())
    assert window.look.text_percent == 150
    part.minutes.setCurrentIndex(part.minutes.findData(5))
    part.minutes.activated.emit(part.minutes.currentIndex())
    assert window.idle.minutes() == 5
    assert window.remembered.number("idle_minutes", 0) == 5
    window.choose_look("light", 100)
    assert part.themes["light"].isChecked()


def test_changing_ones_password(window: MainWindow, ready: Ready) -> None:
    part = _page(window, ready, "My password").findChild(OwnPassword)
    part.old.setText("wrong")
    part.new.setText("another good one")
    part.again.setText("another god one")
    part.submit()
    assert "not the same" in part._again.note.text()
    part.again.setText("another good one")
    part.button.click()
    ready(window)
    assert "not right" in part._old.note.text()
    part.old.setText(PASSWORD)
    part.new.setText("short")
    part.again.setText("short")
    part.button.click()
    ready(window)
    assert "at least 8" in part._new.note.text()
    part.new.setText("another good one")
    part.again.setText("another good one")
    part.button.click()
    ready(window)
    assert window.messages.text() == "Your password is changed."
    assert part.old.text() == ""


def test_adding_somebody(window: MainWindow, ready: Ready, sorted_session: Session) -> None:
    page = _page(window, ready)
    page.open_section(page.section_names.index("Users"))
    part = page.findChild(Users)
    before = part.model.rowCount()
    part.name.setText("!")
    part.password.setText("three random words")
    part.button.click()
    ready(window)
    assert "user name" in part._fields["name"].note.text()
    part.name.setText("tamsin")
    part.person.setText("Tamsin Birch")
    part.role.setCurrentIndex(part.role.findData(Role.HCA))
    part.button.click()
    ready(window)
    assert "Tamsin Birch can sign in as tamsin" in window.messages.text()
    assert part.model.rowCount() == before + 1
    assert "tamsin" in {user.name for user in list_users(sorted_session)}
    for column in range(part.model.columnCount()):
        assert part.model.cell(0, column).text
    folder = sorted_session.practice.folder
    other = sign_in(folder, "tamsin", "three random words", clock=Clock(), sleep=lambda s: None)
    assert other.role is Role.HCA
    other.practice.close_all()


def test_errors_that_belong_to_no_field_go_to_the_strip(window: MainWindow, ready: Ready) -> None:
    part = _page(window, ready, "Users").findChild(Users)
    from proactive_care.domain.errors import PracticeProblem

    part._wrong(PracticeProblem("The disk is full."))
    assert window.messages.text() == "The disk is full."


def test_the_rules_can_be_read_with_their_examples(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready, Framework.HYPERTENSION)
    rules = page.rules
    assert page.subtitle == "Rules and sign-off"
    assert "Hypertension" in rules.tabs.tabText(rules.tabs.currentIndex())
    assert rules.groups.row_at(0).id == "1"
    assert "all as expected" in rules.evidence.note.whole_text()
    assert "Signed off by" in rules.state.whole_text()
    for model in (rules.groups, rules.runs):
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                assert model.cell(row, column).spoken()
    _page(window, ready, Framework.COPD)
    assert rules.tabs.tabText(rules.tabs.currentIndex()) == "COPD"
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        seen.append(dialog.findChild(QPlainTextEdit).toPlainText())
        dialog.close()

    QTimer.singleShot(100, read)
    rules._whole_text()
    assert seen[0].startswith("COPD")
    page.refresh()
    ready(window)
    assert rules.tabs.tabText(rules.tabs.currentIndex()) == "COPD"


def test_a_clinical_lead_signs_and_everybody_is_sorted(
    tmp_path: Path, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    session = make_little_practice(tmp_path / "unsigned", signed=False)
    window = open_window(session)
    rules = _page(window, ready, Framework.HYPERTENSION).rules
    assert "Not signed off" in rules.state.whole_text()
    assert not rules.button.isEnabled()
    rules.read.click()
    assert rules.button.isEnabled()
    rules.name.clear()
    assert not rules.button.isEnabled()
    rules.name.setText("Dr P Lindqvist")
    rules.button.click()
    ready(window)
    assert is_signed(session, DEFAULT_PACK, "hypertension")
    assert "Signed off. 10 patients were sorted" in window.messages.text()
    assert "Signed off by Dr P Lindqvist on 14 Sep 2026." in rules.state.whole_text()
    window.close()
    session.practice.close_all()


def test_nobody_else_can_sign(
    tmp_path: Path, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    session = make_little_practice(tmp_path / "unsigned", Role.MANAGER, signed=False)
    window = open_window(session)
    rules = _page(window, ready, Framework.HYPERTENSION).rules
    assert "Only a clinical lead" in rules.state.whole_text()
    assert rules._form.isHidden()
    window.close()
    session.practice.close_all()


@pytest.mark.parametrize(
    ("role", "sections"),
    [
        ("receptionist", {"Appearance and lock", "My password"}),
        ("hca", {"Appearance and lock", "My password", "Rules and sign-off"}),
        ("manager", {"Rules and sign-off", "Users", "Practice"}),
    ],
)
def test_sections_by_role(
    sign_in: Callable[[str], Session],
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
    role: str,
    sections: set[str],
) -> None:
    window = open_window(sign_in(role))
    page = _page(window, ready, Framework.HYPERTENSION)
    assert sections <= set(page.section_names)
    assert (role == "manager") == ("Users" in page.section_names)


def test_somebody_leaves_gets_another_role_and_comes_back(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    add_user(sorted_session, "tamsin", Role.HCA, "three random words", full_name="Tamsin Birch")
    part = _page(window, ready, "Users").findChild(Users)
    part.refresh()
    names = [part.model.row_at(row).name for row in range(part.model.rowCount())]
    own, other = names.index(sorted_session.user_name), names.index("tamsin")
    part.table.go_to(own)
    assert not any(button.isEnabled() for button in (part.stop, part.change, part.give))
    part.table.go_to(other)

    def nurse(dialog: QDialog) -> None:
        assert isinstance(dialog, RoleDialog)
        dialog.role.setCurrentIndex(dialog.role.findData(Role.NURSE))
        dialog.verb.click()

    answer_dialogs(nurse)
    part.change.click()
    assert "Tamsin Birch is practice nurse" in window.messages.text()
    part.table.go_to(other)
    answer_dialogs(lambda dialog: dialog.reject())
    part.stop.click()
    assert part.model.row_at(other).active
    answer_dialogs(lambda dialog: dialog.accept())
    part.stop.click()
    assert window.messages.text() == "Tamsin Birch signs in no more."
    part.table.go_to(other)
    assert not part.stop.isEnabled()

    def back(dialog: QDialog) -> None:
        assert isinstance(dialog, PasswordDialog)
        dialog.password.setText("short")
        dialog.verb.click()
        assert "at least 8" in dialog.problem.text()
        dialog.password.setText("another good one")
        dialog.verb.click()

    answer_dialogs(back)
    part.give.click()
    ready(window)
    assert window.messages.text() == "Tamsin Birch signs in with the new password."
    again = sign_in(
        sorted_session.practice.folder,
        "tamsin",
        "another good one",
        clock=Clock(),
        sleep=lambda s: None,
    )
    assert again.role is Role.NURSE
    again.practice.close_all()
    shown: list[str] = []

    def keep(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoveryKeyDialog)
        shown.append(dialog.card.key.text())
        dialog.card.kept.click()
        dialog.card.go_on.click()

    answer_dialogs(lambda dialog: dialog.reject(), lambda dialog: dialog.accept(), keep)
    part.new_key.click()
    assert not shown
    part.new_key.click()
    ready(window)
    assert len(shown[0]) > 30
    assert window.messages.text().startswith("The practice has a new recovery key.")
