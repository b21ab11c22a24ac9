"""Settings, Explained files: the list, what was said, rename, share, take over, remove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.date_text import Order
from proactive_care.importing import FileMapping
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.settings.mappings import Mappings, RenameDialog, said_rows
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import QuestionDialog
from support.keyboard import in_dialog
from support.mapping import explain

Ready = Callable[[MainWindow], None]
TEXT = "NHS,Seen,BP,Wt,Note\n9990000018,03/04/2026,145/92,71,x\n"


def _mapping(session: Session, folder: Path) -> FileMapping:
    unknown = explain(session, folder, TEXT)
    mapping = importing.with_description(unknown.guess.mapping, "Scales", "body_weight", "lb")
    return FileMapping(mapping.columns, mapping.descriptions, Order.DAY_FIRST, rows_continue=True)


@pytest.fixture
def section(sorted_session: Session, tmp_path: Path, window: MainWindow, ready: Ready) -> Mappings:
    importing.save_mapping(sorted_session, "Village", _mapping(sorted_session, tmp_path))
    window.go(Place("settings", "Explained files"))
    ready(window)
    found = window.page.findChild(Mappings)
    assert found is not None
    return found


def _spoken(section: Mappings) -> list[str]:
    return [
        " | ".join(section.model.cell(row, column).spoken() for column in range(5))
        for row in range(section.model.rowCount())
    ]


def test_the_list_and_what_was_said(section: Mappings) -> None:
    assert _spoken(section) == ["Village | 3 of 5 | 0 | – | lead, 14 Sep 2026"]
    said = [(row.name, row.means, row.detail) for row in section.said.all_rows]
    assert said == [
        ("NHS", "NHS number", ""),
        ("Seen", "Date of an entry", ""),
        ("BP", "Blood pressure, both figures (clinic)", "on the day in “Seen”"),
        ("Wt", "Not used", ""),
        ("Note", "Not used", ""),
        ("“Scales” in a description", "Weight", "in lb"),
        ("Dates that can be read both ways", "day first", ""),
        ("Rows without a patient", "belong to the patient above", ""),
    ]
    saved = section.table.current_row()
    assert saved is not None
    assert said_rows(saved) == list(section.said.all_rows)


def test_an_empty_list_says_what_would_be_here(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    window.go(Place("settings", "Explained files"))
    ready(window)
    section = window.page.findChild(Mappings)
    assert section is not None
    assert section._stack.currentIndex() == 1
    for act in (section.ask_rename, section.ask_share, section.ask_remove):
        act()  # nothing is chosen, nothing happens
    section._stack.currentWidget().button.click()  # type: ignore[union-attr]
    ready(window)
    assert window.page.key == "data"


def test_renaming(section: Mappings, sorted_session: Session, tmp_path: Path) -> None:
    other = explain(sorted_session, tmp_path, "NHS,On,HbA1c\n9990000018,13/04/2026,48\n")
    importing.save_mapping(sorted_session, "Bloods", other.guess.mapping)
    section.refresh()
    section.table.go_to(1)

    def act(dialog: RenameDialog) -> None:
        dialog.name.setText("bloods")
        dialog.submit()
        assert "Another mapping" in dialog._field.note.whole_text()
        dialog.name.setText("Saturday clinic")
        dialog.submit()

    in_dialog(RenameDialog, act)
    section.rename.click()
    assert [saved.name for saved in importing.saved_mappings(sorted_session)] == [
        "Bloods", "Saturday clinic",
    ]  # fmt: skip


def test_a_mapping_that_somebody_else_removed_is_said(
    section: Mappings, sorted_session: Session, window: MainWindow
) -> None:
    (saved,) = importing.saved_mappings(sorted_session)
    importing.remove_mapping(sorted_session, saved.id)
    in_dialog(RenameDialog, lambda dialog: dialog.submit())  # type: ignore[attr-defined]
    section.rename.click()
    assert "no such mapping" in window.messages.text()


def test_sharing_removing_and_taking_over(
    section: Mappings, sorted_session: Session, tmp_path: Path, window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    target = tmp_path / "village.toml"
    answers = iter(["", str(target)])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(answers), ""))
    section.share.click()
    assert not target.exists()
    section.share.click()
    assert "village.toml" in window.messages.text()
    in_dialog(QuestionDialog, lambda dialog: dialog.reject())
    section.remove.click()
    assert len(importing.saved_mappings(sorted_session)) == 1
    in_dialog(QuestionDialog, lambda dialog: dialog.accept())
    section.remove.click()
    assert importing.saved_mappings(sorted_session) == ()
    wrong = tmp_path / "list.csv"
    files = iter(["", str(wrong), str(target)])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(files), ""))
    section.take.click()
    section.take.click()
    assert "not a mapping" in window.messages.text()
    section.take.click()
    assert [saved.name for saved in importing.saved_mappings(sorted_session)] == ["Village"]
    assert section.table.current_row() is not None


def test_who_may_not_import_has_no_such_section(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow]
) -> None:
    window = open_window(sign_in("hca"))
    window.go(Place("settings"))
    assert isinstance(window.page, SettingsPage)
    assert "Explained files" not in window.page.section_names
