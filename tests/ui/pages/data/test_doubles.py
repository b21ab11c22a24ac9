"""Records that may be one person's, by keyboard on the real page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.data.doubles import DECIDED, DoublesDialog
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.practice import make_session
from support.rows import add_event, add_import, add_patient

Ready = Callable[[MainWindow], None]
BORN = date(1950, 6, 1)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_session(tmp_path / "doubles", name="lead")
    add_import(session)
    add_patient(session, 1, "9990000018", "Sampleton", "Nia", BORN, sex="F", postcode="HM1 4ZZ")
    add_patient(session, 2, None, "SAMPLETON", "N", BORN, sex="F", local_id="L2")
    add_patient(session, 3, None, "Mockford", "Ada", BORN, sex="F", local_id="L3")
    add_patient(session, 4, None, "Mockford", "Ada", BORN, sex="F", local_id="L4")
    add_event(session, 1, "hypertension", date(2026, 8, 1), None, line=2)
    add_event(session, 2, "asthma", date(2026, 8, 1), None, line=3)
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE import_file SET imported_at = '2026-09-12T09:00:00+00:00'")
    yield session
    session.practice.close_all()


@pytest.fixture
def dialog(session: Session, look: Look, qtbot: object, window_parent: MainWindow) -> DoublesDialog:
    dialog = DoublesDialog(window_parent, look, session)
    dialog.show()
    return dialog


@pytest.fixture
def window_parent(session: Session, open_window: Callable[[Session], MainWindow]) -> MainWindow:
    return open_window(session)


def _texts(dialog: DoublesDialog, what: str) -> list[str]:
    for row in range(dialog.lines.rowCount()):
        if dialog.lines.cell(row, 0).text == what:
            return [dialog.lines.cell(row, column).text for column in (1, 2, 3)]
    raise AssertionError(what)


def test_a_pair_is_merged_and_separated_again_by_keyboard(
    dialog: DoublesDialog, session: Session
) -> None:
    assert [dialog.pair.itemText(n) for n in range(2)] == [
        "1 of 2: Mockford, Ada and Mockford, Ada",  # the same first name comes first
        "2 of 2: Sampleton, Nia and SAMPLETON, N",
    ]
    QTest.keyClick(dialog.pair, Qt.Key.Key_Down)
    assert _texts(dialog, "Name") == ["Sampleton, Nia", "SAMPLETON, N", "Different"]
    assert _texts(dialog, "Date of birth")[2] == "Same"
    assert _texts(dialog, "NHS number") == ["999 000 0018", "–", "–"]
    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)
    assert dialog.reason_field.note.isVisible()
    assert "Say in a few words" in dialog.reason_field.note.whole_text()
    assert not dialog.changed
    QTest.keyClicks(dialog.reason, "Rang her")
    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)
    assert dialog.changed
    assert "everything of both now counts for Sampleton, Nia" in dialog.said.whole_text()
    assert dialog.pair.count() == 1
    dialog.tabs.setCurrentIndex(DECIDED)
    assert dialog.back.isVisible()
    assert not dialog.merge.isVisible()
    assert dialog.made.cell(0, 1).text == "Same person"
    QTest.keyClicks(dialog.reason, "Not her")
    QTest.keyClick(dialog.back, Qt.Key.Key_Space)
    assert "Separated" in dialog.said.whole_text()
    assert not importing.made_matches(session)
    assert not dialog.back.isEnabled()


def test_the_other_record_can_be_the_one_that_is_kept(
    dialog: DoublesDialog, session: Session
) -> None:
    dialog.swap()
    assert _texts(dialog, "Local number")[:2] == ["L4", "L3"]
    dialog.reason.setText("Newer number")
    dialog.merge.click()
    (made,) = importing.made_matches(session)
    assert (made.kept, made.other) == (4, 3)
    dialog.swap()  # of the pair with the NHS number
    assert not dialog.merge.isEnabled()
    assert "has the NHS number" in dialog.refused.whole_text()


def test_two_people_are_kept_apart_until_somebody_doubts(dialog: DoublesDialog) -> None:
    for left in (1, 0):
        dialog.reason.setText("Twins’ cousins")
        dialog.apart.click()
        assert dialog.pair.count() == left
    assert "no pair" in dialog.why.whole_text()
    assert not dialog.merge.isEnabled()
    dialog.swap()
    dialog.tabs.setCurrentIndex(DECIDED)
    assert dialog.made.cell(0, 1).text == "Different people"
    dialog.reason.setText("Not so sure")
    dialog.back.click()
    assert dialog.pair.count() == 1
    assert "proposed again" in dialog.said.whole_text()


def test_what_another_decided_meanwhile_is_a_sentence(
    dialog: DoublesDialog, session: Session
) -> None:
    importing.merge_patients(session, 3, 4, "Decided elsewhere")
    dialog.reason.setText("Same")
    dialog.merge.click()
    assert "merged already" in dialog.said.whole_text()
    assert not dialog.changed


def test_the_page_leads_there(window_parent: MainWindow, ready: Ready, session: Session) -> None:
    window_parent.go(Place("data"))
    ready(window_parent)
    page = window_parent.page
    assert isinstance(page, DataPage)
    card = page.home.doubles
    assert "2 pairs of records" in card.words.whole_text()

    def decide() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DoublesDialog)
        dialog.reason.setText("Sisters")
        dialog.apart.click()
        dialog.accept()

    QTimer.singleShot(0, decide)
    card.button.click()
    ready(window_parent)
    assert "1 pair of records" in card.words.whole_text()
    importing.keep_apart(session, 1, 2, "Cousins")
    card.refresh()
    ready(window_parent)
    assert "No two records" in card.words.whole_text()
