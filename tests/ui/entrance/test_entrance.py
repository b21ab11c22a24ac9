"""Before the window: signing in, a wrong password, the recovery key, a new practice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session, create_practice
from proactive_care.domain.vocabulary import Role
from proactive_care.store import Place, keys
from proactive_care.ui.entrance import SignInWindow, sign_in
from proactive_care.ui.entrance.form import password_advice
from proactive_care.ui.shell.lock_screen import wait_words
from proactive_care.ui.theme import Look
from proactive_care.ui.work import BugDialog
from support.practice import CHEAP, HARROWMERE, PASSWORD, Clock


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that are quick to make: the window does not choose their cost."""
    monkeypatch.setattr(keys, "Cost", lambda: CHEAP)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, str]:
    """A closed practice, and its recovery key."""
    session, recovery = create_practice(
        tmp_path / "practice", details=HARROWMERE, user_name="lead", password=PASSWORD,
        role=Role.CLINICAL_LEAD, clock=Clock(), cost=CHEAP,
    )  # fmt: skip
    session.practice.close_all()
    return tmp_path / "practice", recovery


def _window(look: Look, qtbot: QtBot, folder: Path) -> SignInWindow:
    window = SignInWindow(look, folder, Clock())
    qtbot.addWidget(window)
    window.show()
    return window


def _close(session: object) -> None:
    assert isinstance(session, Session)
    session.practice.close_all()


def test_the_right_password_opens_the_practice(
    look: Look, qtbot: QtBot, kept: tuple[Path, str]
) -> None:
    window = _window(look, qtbot, kept[0])
    assert window.form.isVisible()
    window.form.submit()
    window.form.user.setText("lead")
    window.form.user.returnPressed.emit()
    window.form.password.setText(PASSWORD)
    with qtbot.waitSignal(window.ready, timeout=60_000) as ready:
        window.form.password.returnPressed.emit()
        window.form.submit()
    assert window.session is ready.args[0]
    assert window.form.password.text() == ""
    assert not window.isVisible()
    _close(window.session)


def test_a_wrong_password_is_told_without_saying_which_part(
    look: Look, qtbot: QtBot, kept: tuple[Path, str]
) -> None:
    window = _window(look, qtbot, kept[0])
    window.form.user.setText("lead")
    window.form.password.setText("wrong wrong")
    with qtbot.waitSignal(window.workshop.idle, timeout=60_000):
        window.form.button.click()
    assert "user name or the password" in window.form.message.text()
    assert window.form.button.isEnabled()
    window.form.password.setText("wrong again")
    with qtbot.waitSignal(window.workshop.idle, timeout=60_000):
        window.form.button.click()
        assert "seconds longer" in window.form.message.text()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "Checking"), (8, "Checking. After wrong attempts this takes 8 seconds longer")],
)
def test_the_growing_wait_is_announced(seconds: float, words: str) -> None:
    assert wait_words(seconds) == words


def test_the_recovery_key_sets_a_new_password(
    look: Look, qtbot: QtBot, kept: tuple[Path, str]
) -> None:
    window = _window(look, qtbot, kept[0])
    window.form.forgotten.emit()
    form = window.reset
    assert form.isVisible()
    form.back.emit()
    assert window.form.isVisible()
    window.form.forgotten.emit()
    form.user.setText("lead")
    form.key.setText("not the key")
    form.password.setText("three random words")
    form.again.setText("three random wards")
    form.submit()
    assert "not the same" in form._again.note.text()
    form.again.setText("three random words")
    with qtbot.waitSignal(window.workshop.idle, timeout=60_000):
        form.submit()
    assert form.message.text()
    form.key.setText(kept[1])
    with qtbot.waitSignal(window.ready, timeout=60_000):
        form.submit()
    _close(window.session)


@pytest.mark.usefixtures("cheap")
def test_a_new_practice_from_nothing_to_the_key(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    window = _window(look, qtbot, tmp_path / "new")
    assert window.new_practice.isVisible()
    form = window.new_practice.form
    form.practice.setText("Harrowmere Surgery")
    form.ods.setText("A99999")
    form.person.setText("Gwen Harker")
    form.user.setText("gwen")
    form.role.setCurrentIndex(form.role.findData(Role.MANAGER))
    form.password.setText("three random words")
    form.again.setText("three random word")
    form.submit()
    assert "not the same" in form._fields["again"].note.text()
    form.again.setText("three random words")
    with qtbot.waitSignal(form.made, timeout=60_000) as made:
        form.button.click()
    card = window.new_practice.key_card
    assert card.isVisible()
    assert card.key.text() == made.args[1]
    assert made.args[1] in card.document().toPlainText()
    assert "Harrowmere Surgery" in card.document().toPlainText()
    card._copy_button.click()
    assert QGuiApplication.clipboard().text() == made.args[1]
    assert not card.go_on.isEnabled()
    card.kept.click()
    with qtbot.waitSignal(window.ready):
        card.go_on.click()
    assert window.session is not None
    assert window.session.full_name == "Gwen Harker"
    assert window.session.role is Role.MANAGER
    _close(window.session)


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("practice", "", "needs a name"),
        ("ods", "12", "ODS code"),
        ("user", "!", "user name"),
        ("password", "short", "at least 8"),
    ],
)
def test_what_cannot_be_accepted_is_said_at_its_field(
    look: Look, qtbot: QtBot, tmp_path: Path, field: str, value: str, words: str
) -> None:
    window = _window(look, qtbot, tmp_path / "new")
    form = window.new_practice.form
    values = {"practice": "Harrowmere", "ods": "", "user": "gwen", "password": "three words here"}
    values[field] = value
    form.practice.setText(values["practice"])
    form.ods.setText(values["ods"])
    form.user.setText(values["user"])
    form.password.setText(values["password"])
    form.again.setText(values["password"])
    with qtbot.waitSignal(window.workshop.idle, timeout=60_000):
        form.submit()
    notes = " ".join(part.note.text() for part in form._fields.values())
    assert words in notes
    assert form.isVisible()


@pytest.mark.usefixtures("cheap")
def test_a_folder_in_the_way_is_said_below_the_form(
    look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "new").write_text("a file, not a folder")
    window = _window(look, qtbot, tmp_path / "new")
    form = window.new_practice.form
    form.practice.setText("Harrowmere")
    form.user.setText("gwen")
    form.password.setText("three random words")
    form.again.setText("three random words")
    with qtbot.waitSignal(window.workshop.idle, timeout=60_000):
        form.submit()
    assert "folder" in form.message.text()


def test_printing_the_key_can_be_given_up(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = _window(look, qtbot, tmp_path / "new")
    card = window.new_practice.key_card
    card.show_key("ABCD-EFGH", "Harrowmere")
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: 0)
    card._print()

    def into_a_file(self: QPrintDialog) -> int:
        self.printer().setOutputFileName(str(tmp_path / "key.pdf"))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", into_a_file)
    card._print()
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")


def test_a_bug_before_the_window_is_told_too(
    look: Look, qtbot: QtBot, kept: tuple[Path, str]
) -> None:
    window = _window(look, qtbot, kept[0])
    seen: list[bool] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(isinstance(dialog, BugDialog))
        assert dialog is not None
        dialog.close()

    timer = QTimer(singleShot=True, interval=300)
    timer.timeout.connect(close)
    timer.start()
    window.workshop.run("Working", lambda progress: 1 / 0, lambda result: None)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [True]


@pytest.mark.parametrize(
    ("password", "kind"),
    [
        ("", "secondary"),
        ("abc", "danger"),
        ("12345678", "warning"),
        ("aaaaaaaaaaaa", "warning"),
        ("reasonable", "warning"),
        ("three random words", "good"),
    ],
)
def test_advice_about_passwords(password: str, kind: str) -> None:
    assert password_advice(password)[0] == kind


@pytest.mark.parametrize("place", list(Place))
def test_a_place_that_is_not_the_pcs_own_is_said(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    monkeypatch.setattr(sign_in, "place_of", lambda folder: place)
    window = SignInWindow(look, tmp_path / "practice", Clock())
    qtbot.addWidget(window)
    said = window.note.text()
    assert ("Works offline" in said) is (place is Place.LOCAL)
    assert (str(tmp_path / "practice") in said) is (place is not Place.LOCAL)
