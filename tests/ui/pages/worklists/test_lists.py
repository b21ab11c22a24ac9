"""Saved lists and lists that leave the window, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.pages.worklists.lists import SaveListDialog
from proactive_care.ui.pages.worklists.taking_out import TakeOutDialog
from proactive_care.ui.pdf import PdfViewer
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import Dialog, QuestionDialog
from proactive_care.worklists import ListRequest, PaperKind, SavedList, save_list, saved_lists

Ready = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, ready: Ready) -> WorklistsPage:
    window.go(Place("worklists"))
    ready(window)
    assert isinstance(window.page, WorklistsPage)
    return window.page


def _words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def _trigger(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_a_list_is_saved_and_opened_again(
    page: WorklistsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.filters.show_only([Tier.URGENT])
    page.filters.chips["village"].choose("Ottermere")
    page.table.show_column("age", False)
    page.model.sort_by((("name", True),))

    def name_it(dialog: SaveListDialog) -> int:
        dialog.check()
        assert dialog.name.property("wrong")  # without a name it stays open
        QTest.keyClicks(dialog.name, "Ottermere, urgent")
        dialog.shared.setChecked(True)
        dialog.check()
        return dialog.result()

    monkeypatch.setattr(SaveListDialog, "exec", name_it)
    _trigger(page.lists.menu(), "&Save this list…")
    assert "Saved for everybody as Ottermere, urgent." in page.desk.messages.text()
    page.filters.clear()
    page.table.show_column("age", True)
    page.model.sort_by((("tier", False),))
    assert page.model.rowCount() == 10
    page.lists.fill()
    assert _words(page.lists.menu())[:2] == ["Shared", "Ottermere, urgent"]
    _trigger(page.lists.menu(), "Ottermere, urgent")
    assert [row.name for row in page.model.shown_rows()] == ["Exampleby, Silas"]
    assert not page.table.is_shown("age")
    assert page.model.order == (("name", True),)
    assert page.lists.current == "Ottermere, urgent"


def test_what_no_patient_has_any_more_is_said(page: WorklistsPage, window: MainWindow) -> None:
    filters = {"tiers": [], "group": ["hypertension", "9z"], "village": "Atlantis", "flag": None}
    save_list(window.session, SavedList("Old", False, filters, {}))
    page.lists.fill()
    _trigger(page.lists.menu(), "Old")
    assert "group hypertension 9z or village Atlantis" in page.desk.messages.text()
    assert page.model.rowCount() == 10


def test_a_list_is_deleted_after_a_question(
    page: WorklistsPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_list(window.session, SavedList("A & B", False, {}, {}))
    page.lists.fill()
    delete = next(a.menu() for a in page.lists.menu().actions() if a.text() == "&Delete a list")
    monkeypatch.setattr(QuestionDialog, "exec", lambda self: 0)
    _trigger(delete, "A && B")
    assert len(saved_lists(window.session)) == 1
    monkeypatch.setattr(QuestionDialog, "exec", lambda self: 1)
    _trigger(delete, "A && B")
    assert saved_lists(window.session) == ()
    assert "is deleted" in page.desk.messages.text()


def test_export_asks_for_the_purpose_and_the_fields(
    page: WorklistsPage, window: MainWindow, ready: Ready, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "list.csv"

    def answer(dialog: TakeOutDialog) -> int:
        assert dialog.windowTitle() == "Export 2 patients"
        assert "name" in dialog.chosen()
        assert "nhs" not in dialog.chosen()  # not shown in the table, so not ticked
        dialog.check()
        assert dialog.result() == 0
        QTest.keyClicks(dialog.purpose, "Phone round")
        for box in dialog.fields.values():
            box.setChecked(False)
        dialog.check()
        assert not dialog.problem.isHidden()
        dialog.fields["name"].setChecked(True)
        dialog.check()
        return dialog.result()

    monkeypatch.setattr(TakeOutDialog, "exec", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    page.model.tick([0, 1], on=True)
    page.bar.export.click()
    ready(window)
    text = path.read_text("utf-8-sig")
    assert text.splitlines()[:3] == ["Patient", '"Exampleby, Silas"', '"Fixture, Nia"']
    assert "Phone round" in text
    assert "Exported 2 patients to list.csv." in page.desk.messages.text()


def test_leaving_a_question_writes_nothing(
    page: WorklistsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TakeOutDialog, "exec", lambda self: 0)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: 1 / 0)
    page.lists.export_asked.emit()
    page.lists.print_asked.emit()
    monkeypatch.setattr(TakeOutDialog, "exec", lambda self: 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    page.lists.export_asked.emit()
    assert not page.desk.workshop.busy
    page.filters.text.setText("nobody of this name")
    page.lists.export_asked.emit()  # an empty list asks nothing
    assert not page.desk.workshop.busy


def test_paper_is_shown_before_it_is_printed(
    page: WorklistsPage, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(dialog: Dialog) -> int:
        viewer = dialog.findChild(PdfViewer)
        assert viewer is not None
        assert viewer.document is not None
        seen.append(viewer.document.words(0))
        return 0

    monkeypatch.setattr(Dialog, "exec", look)
    page.taking_out.print_out(ListRequest((5, 2), ("name", "tier"), "Team meeting", "Urgent"))
    ready(window)
    assert "Exampleby, Silas" in seen[0]
    assert "For: Team meeting" in seen[0]


def test_who_may_not_export_is_not_offered_it(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    window = open_window(sign_in("hca"))
    window.go(Place("worklists"))
    ready(window)
    assert isinstance(window.page, WorklistsPage)
    assert "&Export all shown…" not in _words(window.page.lists.menu())
    window.page.model.tick([0], on=True)
    assert window.page.bar.isVisible()
    assert window.page.bar.print.isHidden()
    assert window.page.bar.export.isHidden()


def test_a_list_can_be_printed_as_working_paper(
    page: WorklistsPage, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def answer(dialog: TakeOutDialog) -> int:
        QTest.keyClicks(dialog.purpose, "Round on Thursday")
        dialog.paper.setCurrentIndex(dialog.paper.findText("Home visits"))
        for box in dialog.fields.values():
            box.setChecked(False)
            assert not box.isEnabled()  # a working paper has fields of its own
        dialog.check()
        return dialog.result()

    def look(dialog: Dialog) -> int:
        viewer = dialog.findChild(PdfViewer)
        assert viewer is not None
        assert viewer.document is not None
        seen.append(viewer.document.words(0))
        return 0

    monkeypatch.setattr(Dialog, "exec", look)
    monkeypatch.setattr(TakeOutDialog, "exec", answer)
    page.model.tick([0, 1], on=True)
    page.bar.print.click()
    ready(window)
    assert "Home visits" in seen[0]
    assert "Ottermere" in seen[0]
    page.taking_out.print_paper(ListRequest((5, 2), (), "Posting"), PaperKind.LABELS)
    ready(window)
    assert "Mill Row" in seen[1]


def test_who_is_not_on_a_paper_is_named(
    page: WorklistsPage, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dialog, "exec", lambda dialog: 0)
    with page.desk.session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE patient SET address_1 = '', address_2 = '', village = '', postcode = ''"
            " WHERE id = 2"
        )
    page.taking_out.print_paper(ListRequest((5, 2), (), "Posting"), PaperKind.LABELS)
    ready(window)
    assert "1 patient is not on the paper." in page.desk.messages.text()
    assert "Fixture, Nia" in page.desk.messages.text()
