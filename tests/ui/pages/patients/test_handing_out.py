"""Handing out a sheet from the patient's page: the menu, the preview, a size that was agreed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proactive_care.patients import HandoutKind
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.patients.handing_out import SizeDialog
from proactive_care.ui.pdf import PdfViewer
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import Dialog

Ready = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, ready: Ready) -> PatientsPage:
    window.go(Place("patients", OpenPatient(1, (), "")))
    ready(window)
    assert isinstance(window.page, PatientsPage)
    return window.page


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Title and first page of every sheet that is shown."""
    shown: list[tuple[str, str]] = []

    def look(dialog: Dialog) -> int:
        viewer = dialog.findChild(PdfViewer)
        assert viewer is not None
        assert viewer.document is not None
        shown.append((dialog.windowTitle(), viewer.document.words(0)))
        return 0

    monkeypatch.setattr(Dialog, "exec", look)
    return shown


def test_the_menu_has_every_sheet_and_shows_it_in_the_size_that_is_needed(
    page: PatientsPage, seen: list[tuple[str, str]]
) -> None:
    assert page.handing_out is not None
    actions = page.handing_out.menu.actions()
    assert [action.text() for action in actions] == [f"{kind.label}…" for kind in HandoutKind]
    actions[0].trigger()
    title, words = seen[0]
    assert title == "Blood pressure diary"
    assert "Wren Testperson" in words
    assert "BP7-L18" in words


def test_a_size_is_asked_where_the_need_cannot_be_met(
    page: PatientsPage, seen: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def answer(dialog: SizeDialog) -> int:
        asked.append([dialog.size_box.itemText(n) for n in range(dialog.size_box.count())])
        return len(asked) - 1  # the first time nothing is printed

    monkeypatch.setattr(SizeDialog, "exec", answer)
    assert page.handing_out is not None
    page.handing_out.hand_out(HandoutKind.PEAK_FLOW_DIARY)
    assert seen == []
    page.handing_out.hand_out(HandoutKind.PEAK_FLOW_DIARY)
    assert asked == [["Standard"], ["Standard"]]
    assert seen[0][0] == "Peak flow diary"


def test_every_size_can_be_agreed_for_a_leaflet(
    page: PatientsPage, seen: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with page.desk.session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET format_need = 'Braille' WHERE id = 1")

    def answer(dialog: SizeDialog) -> int:
        dialog.size_box.setCurrentIndex(4)
        return 1

    monkeypatch.setattr(SizeDialog, "exec", answer)
    assert page.handing_out is not None
    page.handing_out.hand_out(HandoutKind.PRIVACY)
    assert "IG1-L24" in seen[0][1]


def test_without_a_patient_nothing_is_handed_out(
    window: MainWindow, ready: Ready, seen: list[tuple[str, str]]
) -> None:
    window.go(Place("patients"))
    assert isinstance(window.page, PatientsPage)
    assert window.page.handing_out is not None
    window.page.handing_out.hand_out(HandoutKind.BP_DIARY)
    assert seen == []
