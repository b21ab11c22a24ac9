"""Handing out a sheet from the patient's page: the menu, the preview, a size that was agreed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from proactive_care.patients import HandoutKind, handouts_given
from proactive_care.recall import sign_off_language
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.patients.handing_out import ChooseDialog, RouteDialog
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
    words = [action.text() for action in actions if not action.isSeparator()]
    assert words[:-1] == [f"{kind.label}…" for kind in HandoutKind]
    assert words[-1] == "In another language or format…"
    actions[0].trigger()
    title, words = seen[0]
    assert title == "Blood pressure diary"
    assert "Wren Testperson" in words
    assert "BP7-L18" in words


def needs(page: PatientsPage, format_need: str, language: str = "") -> None:
    with page.desk.session.practice.transaction() as db:
        db.table("patient").update(1, {"format_need": format_need, "language": language})


def test_another_route_is_told_and_nothing_printed_before_somebody_chose(
    page: PatientsPage, seen: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(page, "Large print, 30pt", "Urdu")
    asked: list[tuple[str, list[str], list[str]]] = []

    def answer(dialog: RouteDialog) -> int:
        boxes = (dialog.agreed.language_box, dialog.agreed.size_box)
        languages, sizes = ([b.itemText(n) for n in range(b.count())] for b in boxes)
        asked.append((dialog.windowTitle(), languages, sizes))
        return len(asked) - 1  # the first time nothing is printed

    monkeypatch.setattr(RouteDialog, "exec", answer)
    assert page.handing_out is not None
    page.handing_out.hand_out(HandoutKind.PEAK_FLOW_DIARY)
    assert seen == []
    page.handing_out.hand_out(HandoutKind.PEAK_FLOW_DIARY)
    title, languages, sizes = asked[0]
    assert title == "Peak flow diary: needs another route"
    assert languages == ["English"]
    assert sizes[0] == "Standard"
    assert len(sizes) == 5
    assert seen[0][0] == "Peak flow diary"
    (given,) = handouts_given(page.desk.session, 1)
    assert "30 point" in given.instead_of


def test_every_size_can_be_agreed_for_a_leaflet(
    page: PatientsPage, seen: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(page, "Braille")

    def answer(dialog: RouteDialog) -> int:
        dialog.agreed.size_box.setCurrentIndex(4)
        return 1

    monkeypatch.setattr(RouteDialog, "exec", answer)
    assert page.handing_out is not None
    page.handing_out.hand_out(HandoutKind.PRIVACY)
    assert "IG1-L24" in seen[0][1]


def test_nothing_is_handed_out_for_somebody_who_has_died(
    window: MainWindow, page: PatientsPage, seen: list[tuple[str, str]]
) -> None:
    with page.desk.session.practice.transaction() as db:
        db.table("patient").update(1, {"date_of_death": 739_000})
    assert page.handing_out is not None
    for hand_out in (partial(page.handing_out.hand_out, HandoutKind.BP_DIARY),
                     page.handing_out.choose):  # fmt: skip
        hand_out()
        assert seen == []
        assert "having died" in window.messages.text()
        window.messages.clear()


def test_a_language_can_be_chosen_that_the_record_does_not_know(
    page: PatientsPage, seen: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_off_language(page.desk.session, "pl", "A Mockford, interpreter")

    def answer(dialog: ChooseDialog) -> int:
        boxes = (dialog.agreed.language_box, dialog.agreed.size_box)
        assert [boxes[0].itemText(n) for n in range(boxes[0].count())] == ["English", "Polish"]
        assert boxes[1].itemText(boxes[1].count() - 1) == "Easy read"
        boxes[0].setCurrentIndex(1)
        boxes[1].setCurrentIndex(1)
        dialog.kind_box.setCurrentIndex(3)  # what was chosen stays; a leaflet has no easy read
        assert boxes[1].itemText(boxes[1].count() - 1) != "Easy read"
        return 1

    monkeypatch.setattr(ChooseDialog, "exec", answer)
    assert page.handing_out is not None
    page.handing_out.choose()
    assert seen[0][0] == "How we use health records"
    assert "IG1-PL-L16" in seen[0][1]
    (given,) = handouts_given(page.desk.session, 1)
    assert (given.paper, given.instead_of) == ("Large, 16 point, Polish", "")


def test_what_was_handed_out_is_listed_and_opens_again_as_it_was(
    window: MainWindow, page: PatientsPage, seen: list[tuple[str, str]], ready: Ready, qtbot: QtBot
) -> None:
    needs(page, "Easy read")
    assert page.handing_out is not None
    page.handing_out.hand_out(HandoutKind.BP_DIARY)
    ready(window)
    rows = page.documents.model.all_rows
    (entry,) = [row for row in rows if row.handout]
    assert (entry.what, entry.opens) == ("Blood pressure diary handed out", True)
    assert "easy read" in entry.about
    page.documents.table.go_to(page.documents.model.place_of(id(entry)) or 0)
    assert page.documents.button.isEnabled()
    page.documents.open(entry)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[1] == ("Blood pressure diary handed out", seen[0][1])


def test_without_a_patient_nothing_is_handed_out(
    window: MainWindow, ready: Ready, seen: list[tuple[str, str]]
) -> None:
    window.go(Place("patients"))
    assert isinstance(window.page, PatientsPage)
    assert window.page.handing_out is not None
    window.page.handing_out.hand_out(HandoutKind.BP_DIARY)
    window.page.handing_out.choose()
    assert seen == []
